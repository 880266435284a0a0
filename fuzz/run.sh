#!/usr/bin/env bash
# Runs a fuzz target on the stable compiler, with libFuzzer's coverage guidance: fuzz/run.sh TARGET [SECONDS]
# Inputs that fail are left in fuzz/artifacts/TARGET, interesting ones in fuzz/corpus/TARGET.
set -euo pipefail
cd "$(dirname "$0")"
target=$1
seconds=${2:-600}
mkdir -p "corpus/$target" "artifacts/$target" "seeds/$target"
# Texts begin with the golden ones, a file each; models with a whole one in its packed file.
longest=4096
if [ "$target" = language_text ]; then
    cat ../crates/language/tests/golden/*.jsonl | sed -n 's/.*"text": *"\(\([^"\\]\|\\.\)*\)".*/\1/p' |
        while IFS= read -r text; do printf '%b' "$text" > "seeds/$target/$(printf '%s' "$text" | cksum | cut -d' ' -f1)"; done
else
    cp ../crates/language/tests/tiny.model "seeds/$target/"
    longest=$(wc -c < ../crates/language/tests/tiny.model)
fi
RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=1" \
    cargo build --release --target "$(rustc -vV | sed -n 's/host: //p')" --bin "$target"
exec "target/$(rustc -vV | sed -n 's/host: //p')/release/$target" "corpus/$target" "seeds/$target" \
    -max_len="$longest" -len_control=0 \
    -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -artifact_prefix="artifacts/$target/" -print_final_stats=1
