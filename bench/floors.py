#!/usr/bin/env python3
"""Measure what bench/floors.tsv sets floors for, and say what falls below.

    python3 bench/floors.py BINARY SHARED [--print]

SHARED is the folder that holds `bench-data/`. With --print the measures are printed as lines for floors.tsv.
"""
import pathlib
import re
import subprocess
import sys
import tempfile


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode not in (0, 3):
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return done.stdout


def measures(binary, data):
    """Every measure as (name, value)."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.jsonl"

        def annotate(gold, *layers):
            out.write_text(run(binary, "annotate", *layers, gold), encoding="utf-8")
            return out

        for name in ("dispute_dev", "probes_dev"):
            gold = data / f"{name}.jsonl"
            text = run(sys.executable, data / "score.py", gold, annotate(gold))
            for line in text.splitlines():
                if m := re.match(r"(\w[^\n]*?)\s{2,}P \S+\s+R \S+\s+F1 (\S+)\s+\(tp (\d+) fp (\d+) fn (\d+)", line):
                    if line[0] != " " and int(m[3]) + int(m[5]) > 0:
                        yield f"{name} {m[1]} F1", float(m[2])
                elif m := re.match(r"(event factuality|event date|position stance|forecast outcome|office status)\s+(\S+)", line):
                    yield f"{name} {m[1]}", float(m[2])
        parity = run(sys.executable, data / "parity.py", data / "parity_dev.jsonl.gz", binary)
        for field, value in re.findall(r"(\w+) ([01]\.\d+)", parity):
            yield f"parity {field}", float(value)
        for gold in ("time_train", "time_wikiwars_dev"):
            articles = pathlib.Path(folder) / "articles.jsonl"
            articles.write_text(run(sys.executable, data / "timex.py", "articles", data / f"{gold}.jsonl"), encoding="utf-8")
            text = run(sys.executable, data / "timex.py", "score", data / f"{gold}.jsonl", annotate(articles, "--layers", "article,time"))
            yield f"{gold} value F1", float(re.search(r"value\s.*F1 (\S+)", text)[1])
        gold = data / "polnear_dev.jsonl.gz"
        articles = pathlib.Path(folder) / "articles.jsonl"
        articles.write_text(run(sys.executable, data / "attribution.py", "articles", gold), encoding="utf-8")
        text = run(sys.executable, data / "attribution.py", "score", gold, annotate(articles, "--layers", "statements"))
        for name, value in re.findall(r"(exact \w+|attribution)\s+P .*F1 (\S+)", text):
            yield f"polnear_dev {name} F1", float(value)


def main():
    binary, data = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve() / "bench-data"
    found = dict(measures(binary, data))
    if "--print" in sys.argv:
        print("\n".join(f"{name}\t{value:.3f}" for name, value in found.items()))
        return
    lines = (pathlib.Path(__file__).parent / "floors.tsv").read_text(encoding="utf-8").splitlines()
    floors = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    below = [(name, float(floor), found.get(name)) for name, floor in floors if found.get(name, -1.0) < float(floor)]
    for name, floor, value in below:
        print(f"{name} is {value}, below its floor of {floor}")
    print(f"{len(floors)} floors, {len(below)} of them missed")
    sys.exit(bool(below))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main()
