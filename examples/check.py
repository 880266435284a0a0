#!/usr/bin/env python3
"""Check the example pages against their truth tables.

    python3 examples/check.py

Every page must parse as UTF-8 (or the encoding it declares) and hold valid JSON-LD; every quotation in the tables
must stand in its page, the evidence of a report exactly once; ids must refer. Only the standard library.
"""
import csv
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

HERE = Path(__file__).parent
TYPES = set("ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST RETREAT "
            "SANCTION SUPPORT THREATEN".split())
FACTUALITY = {"happened", "ongoing", "planned", "possible", "conditional", "hypothetical", "denied", "negated"}
STANCES = {"demand", "offer", "refuse", "commit", "condition", "threaten"}
DATE = re.compile(r"(\d{4}(-\d\d){0,2})(/\d{4}(-\d\d){0,2})?")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Quotations that stand across two elements cannot be found otherwise.
BLOCK = {"p", "div", "li", "td", "tr", "h1", "h2", "h3", "h4", "figcaption", "br", "title", "section", "article"}


class Text(HTMLParser):
    """The words of a page, its JSON-LD blocks, and elements left open."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.linked_data, self.open, self.wrong = [], [], [], []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append((tag, dict(attributes).get("type")))
        if tag in BLOCK:
            self.parts.append("\n")

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1][0] != tag:
            self.wrong.append(f"</{tag}> at line {self.getpos()[0]}")
            return
        self.open.pop()
        if tag in BLOCK:
            self.parts.append("\n")

    def handle_data(self, data):
        tag, kind = self.open[-1] if self.open else ("", None)
        if tag == "script" and kind == "application/ld+json":
            self.linked_data.append(data)
        self.parts.append(data)


def read_page(path, complain):
    """The words of the page, white space made plain within each block."""
    raw = path.read_bytes()
    declared = re.search(rb'charset="?([\w-]+)', raw[:2000]) if path.suffix == ".html" else None
    text = raw.decode(declared.group(1).decode() if declared else "utf-8")
    if path.suffix != ".html":
        return text
    parser = Text()
    parser.feed(text)
    parser.close()
    for wrong in parser.wrong + [f"<{tag}> is never closed" for tag, _ in parser.open]:
        complain(path.name, wrong)
    for block in parser.linked_data:
        try:
            json.loads(block)
        except ValueError as error:
            complain(path.name, f"JSON-LD: {error}")
    lines = "".join(parser.parts).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)


def table(path):
    """The rows of a table whose first lines are comments."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def check(name, complain):
    truth = HERE / f"{name}-truth"
    pages = {path.name: read_page(path, complain) for path in sorted((HERE / name).iterdir())}
    tables = {path.stem: table(path) for path in sorted(truth.glob("*.tsv"))}
    occurrences = {row["id"] for row in tables["occurrences"]}
    reported = set()
    for stem, rows in tables.items():
        for row in rows:
            where = f"{stem}.tsv, {row.get('page') or row.get('id')}"
            if None in row or None in row.values():
                complain(where, f"wrong number of columns: {row}")
                continue
            if "page" not in row:
                continue
            page = pages.get(row["page"])
            if page is None:
                complain(where, "no such page")
                continue
            for column in ("begins", "ends", "evidence", "content", "condition", "phrase", "quote", "words", "cue"):
                if row.get(column) and row[column] not in page:
                    complain(where, f"{column} does not stand in the page: {row[column]!r}")
    for row in tables["articles"]:
        if row["copy_of"] and row["copy_of"] not in pages:
            complain("articles.tsv", f"{row['copy_of']} is no page")
    if sorted(row["page"] for row in tables["articles"]) != sorted(pages):
        complain("articles.tsv", "does not list exactly the pages")
    for row in tables["occurrences"] + tables["reports"]:
        where = row.get("id") or f"{row['page']} {row['trigger']!r}"
        if row["type"] not in TYPES or not set(filter(None, row["also"].split(", "))) <= TYPES:
            complain(where, "no PLOVER type")
        if row["date"] and not DATE.fullmatch(row["date"]):
            complain(where, f"no date: {row['date']}")
    for row in tables["reports"]:
        where = f"reports.tsv, {row['page']}"
        reported.add(row["occurrence"])
        if row["occurrence"] != "-" and row["occurrence"] not in occurrences:
            complain(where, f"no occurrence {row['occurrence']}")
        if row["occurrence"] == "-" and row["factuality"] in ("happened", "denied"):
            if not row["optional"]:
                complain(where, f"{row['trigger']!r} happened or is denied, but is no occurrence")
        if row["factuality"] not in FACTUALITY:
            complain(where, f"no factuality: {row['factuality']}")
        if row["evidence"].count(row["trigger"]) < int(row["nth"]):
            complain(where, f"trigger {row['trigger']!r} is not in its evidence")
        if pages.get(row["page"], "").count(row["evidence"]) != 1:
            complain(where, f"evidence does not stand exactly once: {row['evidence']!r}")
    for occurrence in sorted(occurrences - reported):
        complain("occurrences.tsv", f"nothing reports {occurrence}")
    for row in tables.get("positions", []):
        if row["stance"] not in STANCES:
            complain("positions.tsv", f"no stance: {row['stance']}")
    for row in tables.get("forecasts", []):
        if row["decided_by"] and row["decided_by"] not in occurrences:
            complain("forecasts.tsv", f"no occurrence {row['decided_by']}")
        if row["low"] and not 0 <= float(row["low"]) <= float(row["high"]) <= 1:
            complain("forecasts.tsv", f"no chance: {row['low']} to {row['high']}")
    counts = ", ".join(f"{len(rows)} {stem}" for stem, rows in tables.items())
    print(f"{name}: {len(pages)} pages, {counts}")


def main():
    complaints = []
    for truth in sorted(HERE.glob("*-truth")):
        check(truth.name.removesuffix("-truth"), lambda where, what: complaints.append(f"{where}: {what}"))
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
