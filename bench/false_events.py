#!/usr/bin/env python3
"""How many sentences that hold no gold record get an event.

    standoff annotate gold.jsonl > records.jsonl
    python3 bench/false_events.py gold.jsonl records.jsonl

A gold article is one JSON object a line with `text` and `records`; a record lies where its `evidence`, `content` or
`person` stands. Sentences end at '.', '!' or '?' with its closing marks before white space and a capital, or at a
line's end; only the standard library is needed.
"""
import json
import re
import sys

END = re.compile(r"""(?<=[.!?])["'”’)]*\s+(?=["'“‘(]?[A-Z0-9])|\n+""")
ABBREVIATIONS = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Rev|St|Oct|Nov|Dec|Jan|Feb|Aug|Sept|No|U\.S|[A-Z])\.$")


def sentences(text):
    """The sentences of a text as pairs of code points."""
    start, found = 0, []
    for end in END.finditer(text):
        if "\n" not in end.group() and ABBREVIATIONS.search(text[start : end.start()]):
            continue
        found.append((start, end.start()))
        start = end.end()
    found.append((start, len(text)))
    return [(a, b) for a, b in found if text[a:b].strip()]


def main(gold_path, records_path):
    """Prints the count of record-free sentences and of those among them with an event."""
    with open(gold_path, encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines if line.strip()]
    texts, triggers = {}, {}
    with open(records_path, encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            record = json.loads(line)
            if record["kind"] == "article":
                texts[record["text"]] = record["id"]
            elif record["kind"] == "event":
                triggers.setdefault(record["article"], []).append(record["trigger"]["start"])
    free = false = 0
    for article in gold:
        text = article["text"]
        taken = []
        for record in article["records"]:
            words = record.get("evidence") or record.get("content") or record.get("person")
            at = text.find(words) if words else -1
            if at >= 0:
                taken.append((at, at + len(words)))
        starts = triggers.get(texts.get(text), [])
        for a, b in sentences(text):
            if any(start < b and a < end for start, end in taken):
                continue
            free += 1
            if any(a <= start < b for start in starts):
                false += 1
                print("  ", text[a:b].replace("\n", " "))
    print(f"record-free sentences {free}, with an event {false} ({false / max(1, free):.3f})")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
