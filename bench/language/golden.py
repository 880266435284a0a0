#!/usr/bin/env python3
"""Fills in spaCy's analysis of the golden texts, in place.

    python3 bench/language/golden.py MODEL_DIRECTORY FILE.jsonl...

Each line of a file is an object with a `text`, and with what else explains it (`about`); `tokens` is written by
this script: for each token

    [start, end, norm, lemma, tag, pos, morph, head, dep, entity, iob, sentence start]

with offsets in code points and the head as a token's number. To add a text, add a line without `tokens` and run
it again with the model that the program has built in.
"""
import json
import sys

import spacy


def analysis(document):
    """The tokens of a document as lists."""
    return [
        [t.idx, t.idx + len(t.text), t.norm_, t.lemma_, t.tag_, t.pos_, str(t.morph), t.head.i, t.dep_,
         t.ent_type_, t.ent_iob_ or "O", int(bool(t.is_sent_start))]
        for t in document
    ]


def main(model, *paths):
    nlp = spacy.load(model)
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines if line.strip()]
        with open(path, "w", encoding="utf-8") as out:
            for row, document in zip(rows, nlp.pipe(row["text"] for row in rows)):
                row["tokens"] = analysis(document)
                out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
