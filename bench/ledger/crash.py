#!/usr/bin/env python3
"""Kills `standoff read` at random moments and checks the ledger after each.

Usage: crash.py STANDOFF SOURCE [--kills 200] [--seed 1] [--within 0.35]

SOURCE is a folder of pages, so that kills fall into the start, the parsing and the writing; or of files that `standoff
annotate` wrote: these need no parsing, so that nearly all kills fall into the writing. The last line says how many kills
came while some pages were still unread, and how many of these after others had been written.

After every kill: SQLite's integrity check says ok, and every article that was reported as read is there, with the same
number of records as in a ledger that was read in peace. Whenever all pages are read, a new ledger is begun. At the end
the last ledger is read to its end, and its export is compared with that of the undisturbed one, byte for byte.
"""

import argparse
import filecmp
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time


def records(path):
    """Records by article, of a sound ledger."""
    with sqlite3.connect(path) as file:
        verdict = file.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            sys.exit(f"{path}: {verdict}")
        if not file.execute("SELECT 1 FROM sqlite_schema WHERE name = 'article'").fetchone():
            return {}
        halves = file.execute("SELECT count(*) FROM record WHERE article NOT IN (SELECT id FROM article)").fetchone()[0]
        if halves:
            sys.exit(f"{path}: {halves} records without an article")
        return dict(file.execute("SELECT a.id, (SELECT count(*) FROM record r WHERE r.article = a.id) FROM article a"))


def articles_of(path):
    """The article that each page gave, by the page's name."""
    with sqlite3.connect(path) as file:
        names = file.execute("SELECT name, article FROM page")
        return {name.rsplit(":", 1)[0] if ".jsonl:" in name else name: article for name, article in names}


def export(standoff, ledger, folder):
    subprocess.run([standoff, "export", folder, "--ledger", ledger], check=True, stdout=subprocess.DEVNULL)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("standoff")
    arguments.add_argument("source")
    arguments.add_argument("--kills", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--within", type=float, default=0.35, help="kill within this share of an undisturbed run")
    asked = arguments.parse_args()
    chance = random.Random(asked.seed)
    work = tempfile.mkdtemp()
    # Pages are given one by one in many small batches, so that kills fall between and within commits.
    sources = sorted(
        os.path.join(folder, name) for folder, _, names in os.walk(asked.source) for name in names
    ) or [asked.source]
    whole = os.path.join(work, "whole.db")
    begun = time.monotonic()
    subprocess.run([asked.standoff, "read", *sources, "--ledger", whole], check=True, capture_output=True)
    run = time.monotonic() - begun
    expected = records(whole)
    ledger, out = os.path.join(work, "killed.db"), os.path.join(work, "out.tsv")
    reported, within, complete = set(), 0, 0
    gives, kept, unread, between = articles_of(whole), {}, 0, 0
    for n in range(asked.kills):
        if n % 20 == 0:
            print(n, within, complete, file=sys.stderr, flush=True)
        some = chance.sample(sources, max(1, len(sources) // 3))
        with open(out, "w") as lines:
            process = subprocess.Popen(
                [asked.standoff, "read", *some, "--ledger", ledger, "--batch", "2"], stdout=lines, stderr=subprocess.DEVNULL
            )
            time.sleep(chance.uniform(0, run * asked.within))
            process.send_signal(signal.SIGKILL)
            within += process.wait() == -signal.SIGKILL
        before = kept
        # A line that the kill cut in two names no article.
        with open(out) as lines:
            named = {line.split("\t")[0] for line in lines if line.endswith("\n")}
        reported |= named
        if os.path.exists(ledger):
            kept = records(ledger)
            missing = [article for article in reported if kept.get(article) != expected[article]]
            halves = [article for article, count in kept.items() if expected[article] != count]
            if missing or halves:
                sys.exit(f"lost {missing}, half {halves}")
            wanted = {gives[name] for name in some if name in gives} - set(before)
            if wanted - set(kept):
                unread += 1
                between += bool(wanted & set(kept))
            if len(kept) == len(expected):
                complete += 1
                reported, kept = set(), {}
                for end in ("", "-wal", "-shm"):
                    if os.path.exists(ledger + end):
                        os.remove(ledger + end)
    subprocess.run([asked.standoff, "read", *sources, "--ledger", ledger], check=True, capture_output=True)
    if records(ledger) != expected:
        sys.exit("the re-run did not complete the ledger")
    one, other = os.path.join(work, "one"), os.path.join(work, "other")
    export(asked.standoff, whole, one)
    export(asked.standoff, ledger, other)
    names = sorted(os.listdir(one))
    _, differ, errors = filecmp.cmpfiles(one, other, names, shallow=False)
    if differ or errors or names != sorted(os.listdir(other)):
        sys.exit(f"exports differ: {differ} {errors}")
    shutil.rmtree(work)
    print(
        f"{time.monotonic() - begun:.0f} s, {len(expected)} articles: {asked.kills} kills, {within} before the end, "
        f"{unread} of them with pages unread, {between} of these after others had been written; {complete} ledgers "
        f"completed in between: nothing lost, no half, all integrity checks ok, export after the re-run identical "
        f"({len(names)} files)"
    )


if __name__ == "__main__":
    main()
