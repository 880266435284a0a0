"""Score the records that Standoff reads against the marked articles of this folder.

    standoff annotate bench/records/unread.jsonl > read.jsonl
    python3 bench/records/score.py bench/records/unread.jsonl read.jsonl

One line a measure: precision, recall and F1, or the share that is right. README.md says what is marked and what counts
as found. Python's standard library alone.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

FACT = {"happened", "ongoing"}
SMALL_WORDS = {"the", "a", "an", "of", "for", "to", "and", "in"}


def lines(path):
    """The JSON objects of a file, one a line."""
    with Path(path).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def place(text, words, occurrence=1):
    """Where the `occurrence`-th `words` stand in `text`, as (start, end)."""
    start = -1
    for _ in range(occurrence):
        start = text.index(words, start + 1)
    return start, start + len(words)


def shared(one, other):
    """How many characters two places have in common."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def share_of_union(one, other):
    common = shared(one, other)
    return common / ((one[1] - one[0]) + (other[1] - other[0]) - common)


def share_of_shorter(one, other):
    return shared(one, other) / min(one[1] - one[0], other[1] - other[0])


def span(found):
    return (found["start"], found["end"]) if found else None


def words_of(text):
    return set(re.findall(r"[^\W\d_]+", (text or "").lower())) - SMALL_WORDS


def state(code, name=None):
    """Parties are compared by their state; those of none by their name."""
    if code and not code.startswith(("IGO", "NGO")):
        return code[:3]
    return (name or code.partition(":")[2]).upper()


def marked_parties(codes):
    return {state(code) for code in codes}


def found_parties(parties):
    return {state(party["code"] or "", party["name"] or party["quote"]) for party in parties}


def pairs_of(marked, found, likeness):
    """Pairs of a marked and a found record, the most alike first, each used once."""
    ranked = sorted(
        (-likeness(one, other), i, j) for i, one in enumerate(marked) for j, other in enumerate(found)
    )
    pairs, left, right = [], set(), set()
    for unlike, i, j in ranked:
        if unlike < 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((marked[i], found[j]))
    return pairs


class Scores:
    """Counts of found records and of their right fields."""

    def __init__(self):
        self.found = defaultdict(Counter)
        self.fields = defaultdict(Counter)

    def count(self, measure, right, marked, found):
        self.found[measure].update(right=right, marked=marked, found=found)

    def field(self, name, is_right):
        self.fields[name].update(right=int(is_right), all=1)

    def print(self):
        for measure, n in self.found.items():
            precision, recall = n["right"] / max(1, n["found"]), n["right"] / max(1, n["marked"])
            f1 = 2 * n["right"] / max(1, n["found"] + n["marked"])
            print(f"{measure:34} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({n['right']} of {n['marked']} marked)")
        for name, n in self.fields.items():
            print(f"{name:34} {n['right'] / n['all']:.3f}  ({n['right']} of {n['all']})")


def types_of(event):
    """The type of a marked event and those that are as honest a reading."""
    return {event["type"], *event.get("also", [])}


def event_likeness(marked, found):
    same_type = found["type"] in types_of(marked)
    if shared(marked["at"], found["at"]):
        return 3 if same_type else 2
    inside = marked["within"][0] <= found["at"][0] and found["at"][1] <= marked["within"][1]
    return 1 if inside and same_type else 0


def trigger(text, event):
    """Where the trigger stands: counted over the text, or in the evidence where only that tells which."""
    at = place(text, event["trigger"], event.get("nth", 1))
    within = place(text, event["evidence"])
    if not shared(at, within):
        inside = place(event["evidence"], event["trigger"])
        at = within[0] + inside[0], within[0] + inside[1]
    return at, within


def date_is_right(marked, found):
    """A found date agrees as far as the marked one is precise."""
    if not found:
        return False
    return all(str(found.get(end) or found["start"]).startswith(str(marked[end])) for end in ("start", "end"))


def score_events(scores, text, marked, found):
    for event in marked:
        event["at"], event["within"] = trigger(text, event)
    for event in found:
        event["at"] = span(event["trigger"])
    pairs = pairs_of(marked, found, event_likeness)
    right = [(one, other) for one, other in pairs if other["type"] in types_of(one)]
    scores.count("event found", len(pairs), len(marked), len(found))
    scores.count("event type", len(right), len(marked), len(found))
    whole = 0
    for one, other in right:
        actor, recipient = marked_parties(one["actor"]), marked_parties(one["recipient"])
        said = found_parties(other["actor"]), found_parties(other["recipient"])
        whole += (actor, recipient) == said
        scores.field("event actor", actor == said[0])
        scores.field("event recipient", recipient == said[1])
        swapped = actor and recipient and actor != recipient and (recipient, actor) == said
        scores.field("event actor and recipient swapped", bool(swapped))
        scores.field("event factuality", one["factuality"] == other["factuality"])
        if one["date"]:
            scores.field("event date", date_is_right(one["date"], other["date"]))
    scores.count("event type, actor and recipient", whole, len(marked), len(found))
    facts = [event for event in marked if event["factuality"] in FACT]
    said = [event for event in found if event["factuality"] in FACT]
    pairs = pairs_of(facts, said, event_likeness)
    right = sum(other["type"] in types_of(one) for one, other in pairs)
    scores.count("event as fact", right, len(facts), len(said))


def names(chain):
    return [words_of(link.get("name") or link["quote"]) for link in chain]


def score_statements(scores, text, marked, found):
    def likeness(one, other):
        alike = share_of_union(place(text, one["content"]), span(other["content"]))
        said = names(other["speaker"])
        same = not one["speaker"] or (said and words_of(one["speaker"][-1]) & said[-1])
        return alike if alike >= 0.5 and same else 0

    pairs = pairs_of(marked, found, likeness)
    scores.count("statement", len(pairs), len(marked), len(found))
    for one, other in pairs:
        chain, said = [words_of(name) for name in one["speaker"]], names(other["speaker"])
        whole = len(chain) == len(said) and all(mine & theirs for mine, theirs in zip(chain, said, strict=True))
        scores.field("statement's whole chain", whole)
        scores.field("statement's quotation", one["quotation"] == other["quotation"])


def score_positions(scores, text, marked, found):
    def likeness(one, other):
        alike = share_of_shorter(place(text, one["content"]), span(other["content"]))
        holder = marked_parties(one["holder"]) & found_parties(other["holder"])
        return alike if alike >= 0.3 and holder else 0

    pairs = pairs_of(marked, found, likeness)
    scores.count("position", len(pairs), len(marked), len(found))
    for one, other in pairs:
        scores.field("position's stance", one["stance"] == other["stance"])
        scores.field("position has a condition", bool(one["condition"]) == bool(other["condition"]))


def score_forecasts(scores, text, marked, found):
    def likeness(one, other):
        alike = share_of_shorter(place(text, one["content"]), span(other["content"]))
        return alike if alike >= 0.3 else 0

    pairs = pairs_of(marked, found, likeness)
    scores.count("forecast", len(pairs), len(marked), len(found))
    for one, other in pairs:
        scores.field("forecast's outcome", one["outcome"] == other["outcome"])
        scores.field("forecast's horizon", one["horizon"] == (other["horizon"] or {}).get("end"))
        scores.field("forecast's likelihood", one["low"] == (other["probability"] or {}).get("low"))


def score_offices(scores, _text, marked, found):
    def likeness(one, other):
        same_person = one["person"].lower().split()[-1] == other["person"]["name"].lower().split()[-1]
        post = words_of(one["post"])
        return int(same_person and 2 * len(post & words_of(other["post"])) >= len(post))

    pairs = pairs_of(marked, found, likeness)
    scores.count("office", len(pairs), len(marked), len(found))
    for one, other in pairs:
        scores.field("office's status", one["status"] == other["status"])


KINDS = {
    "event": score_events,
    "statement": score_statements,
    "position": score_positions,
    "forecast": score_forecasts,
    "office": score_offices,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("marked", help="articles with marked records")
    parser.add_argument("found", help="what `standoff annotate` wrote of them")
    arguments = parser.parse_args()
    article_of, found = {}, defaultdict(list)
    for record in lines(arguments.found):
        if record["kind"] == "article":
            article_of[record["text"]] = record["id"]
        else:
            found[record["article"], record["kind"]].append(record)
    scores = Scores()
    for article in lines(arguments.marked):
        name = article_of.get(article["text"])
        for kind, score in KINDS.items():
            marked = [record for record in article["records"] if record["kind"] == kind]
            score(scores, article["text"], marked, found[name, kind])
    scores.print()


if __name__ == "__main__":
    main()
