#!/usr/bin/env python3
"""The commands on a large generated ledger: time and memory of each, and whether it tells what is known.

    ARTICLES=100000 WRITE=FOLDER cargo test --release -p standoff-ledger --test corpus
    python3 bench/ledger/scale.py STANDOFF FOLDER

FOLDER holds `pages.jsonl` and `truth.tsv`. Each command runs by itself; its processor time and the most memory it held come
from the system's own account of it (`wait4`), so that other programs on the machine change the clock alone. `read` is run
twice: once to put the pages in and derive, and once with nothing new. `correct` derives anew. B-cubed is that of the file's own table `report`.
"""

import argparse
import collections
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import time


def run(name, command, out):
    """Runs `command`, prints one row of the table, and says whether it succeeded."""
    started = time.monotonic()
    process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=subprocess.PIPE)
    complaint = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = time.monotonic() - started
    processor, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    print(f"| {name} | {processor:.1f} s | {took:.1f} s | {memory:.0f} MiB |", flush=True)
    if process.returncode != 0:
        sys.exit(f"{name}: {complaint}")


def b_cubed(ledger, truth):
    """Precision, recall and F1 of the table `report` against what is known, each record weighing the same."""
    with sqlite3.connect(ledger) as file:
        found = dict(file.execute("SELECT record, occurrence FROM report"))
    theirs, ours, both = collections.Counter(), collections.Counter(), collections.Counter()
    for record, thing in truth.items():
        theirs[thing] += 1
        ours[found[record]] += 1
        both[found[record], thing] += 1
    precision = sum(n * n / ours[one] for (one, _), n in both.items()) / len(truth)
    recall = sum(n * n / theirs[thing] for (_, thing), n in both.items()) / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("standoff", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    asked = parser.parse_args()
    ledger, lines = asked.folder / "scale.ledger", asked.folder / "pages.jsonl"
    for file in asked.folder.glob("scale.ledger*"):
        file.unlink()
    nothing = subprocess.DEVNULL
    print("| command | processor time | clock | memory |\n|---|---|---|---|")
    run("read", [asked.standoff, "read", lines, "--ledger", ledger], nothing)
    run("read, nothing new", [asked.standoff, "read", lines, "--ledger", ledger], nothing)
    with sqlite3.connect(ledger) as file:
        page, day = file.execute("SELECT id, published_to FROM article ORDER BY published_to LIMIT 1 OFFSET 1000").fetchone()
        late = "SELECT published_to FROM article ORDER BY published_to LIMIT 1 OFFSET (SELECT count(*) * 9 / 10 FROM article)"
        late = file.execute(late).fetchone()[0]
        most = "SELECT id FROM occurrence ORDER BY reports DESC, id LIMIT 1"
        shown = {"a page": page, "an occurrence": file.execute(most).fetchone()[0]}
        shown["a record"] = file.execute("SELECT id FROM record ORDER BY number LIMIT 1").fetchone()[0]
        pair = "SELECT s.side, t.side, count(*) FROM party s JOIN party t USING (record) WHERE s.side < t.side GROUP BY 1, 2 ORDER BY 3 DESC, 1"
        one, other, _ = file.execute(pair).fetchone()
    of = ["--ledger", ledger]
    for what in ("events occurrences statements positions forecasts offices articles storylines calendar corrections").split():
        run(f"list {what}", [asked.standoff, "list", what, *of], nothing)
    run("list occurrences --between", [asked.standoff, "list", "occurrences", *of, "--between", one, other], nothing)
    run("list events --text", [asked.standoff, "list", "events", *of, "--text", "sanctions"], nothing)
    run("list occurrences --as-of, a hundredth in", [asked.standoff, "list", "occurrences", *of, "--as-of", day], nothing)
    run("list occurrences --as-of, nine tenths in", [asked.standoff, "list", "occurrences", *of, "--as-of", late], nothing)
    for what, name in shown.items():
        run(f"show, {what}", [asked.standoff, "show", name, *of], nothing)
    run("outlook", [asked.standoff, "outlook", *of, "--between", one, other], nothing)
    run("brief", [asked.standoff, "brief", *of, "--between", one, other], nothing)
    for form in "jsonl csv plover gdelt icews".split():
        folder = asked.folder / form
        run(f"export --format {form}", [asked.standoff, "export", folder, *of, "--format", form], nothing)
        shutil.rmtree(folder)
    why = ["--by", "Ada", "--because", "to see how long it takes"]
    run("date", [asked.standoff, "date", "Valletta grain talks", "2021-06-03", *of, *why], nothing)
    kept = asked.folder / "corrected.ledger"
    with sqlite3.connect(ledger) as file, sqlite3.connect(kept) as copy:
        file.backup(copy)
    said = [asked.standoff, "correct", shown["a record"], "factuality=denied", "--ledger", kept, *why]
    run("correct, a record", said, nothing)
    kept.unlink()
    truth = dict(line.rstrip("\n").split("\t") for line in open(asked.folder / "truth.tsv", encoding="utf-8"))
    print("\nB3 P %.3f R %.3f F1 %.3f" % b_cubed(ledger, truth))


if __name__ == "__main__":
    main()
