#!/usr/bin/env bash
# The quick quality floors on the shared development data; skipped aloud where it is absent.
set -euo pipefail
cd "$(dirname "$0")/.."
shared="${1:-../shared}"
if [ ! -d "$shared/bench-data" ]; then
    echo "SKIPPED: quality floors need the development data in $shared/bench-data, which is not here"
    exit 0
fi
cargo build --release --quiet --package standoff
python3 bench/floors.py target/release/standoff "$shared"
