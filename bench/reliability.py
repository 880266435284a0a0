"""How often records at each confidence are right: a reliability table of the events that Standoff reads.

    standoff annotate bench/records/read.jsonl > found.jsonl
    python3 bench/reliability.py bench/records/read.jsonl found.jsonl

GOLD is articles with marked records, as bench/records/README.md describes them. A found event is right by type where a
marked event is its pair and has its type; with parties, where the states of actor and recipient agree besides. A found
event without a pair is wrong. `apart` is the mean distance of confidence and share, each bin by its events.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "records"))
from score import event_likeness, found_parties, lines, marked_parties, pairs_of, span, trigger, types_of

WIDTH = 10  # bins: one for every ten hundredths


def judged(gold, found):
    """(confidence, right by type, right with parties) of every found event, article by article."""
    article_of, events = {}, defaultdict(list)
    for record in found:
        if record["kind"] == "article":
            article_of[record["text"]] = record["id"]
        elif record["kind"] == "event":
            events[record["article"]].append(record)
    for article in gold:
        marked = [record for record in article["records"] if record["kind"] == "event"]
        said = events[article_of.get(article["text"])]
        for event in marked:
            event["at"], event["within"] = trigger(article["text"], event)
        for event in said:
            event["at"] = span(event["trigger"])
        pair_of = {other["id"]: one for one, other in pairs_of(marked, said, event_likeness)}
        for event in said:
            one = pair_of.get(event["id"])
            by_type = one is not None and event["type"] in types_of(one)
            whole = by_type and all(
                marked_parties(one[side]) == found_parties(event[side]) for side in ("actor", "recipient")
            )
            yield event["confidence"], by_type, whole


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", help="articles with marked records")
    parser.add_argument("found", help="what `standoff annotate` wrote of them")
    arguments = parser.parse_args()
    bins = defaultdict(list)
    for confidence, by_type, whole in judged(lines(arguments.gold), lines(arguments.found)):
        bins[min(int(confidence * 100 + 0.5) * WIDTH // 100, WIDTH - 1)].append((confidence, by_type, whole))
    print("confidence  events  mean   type   type and parties")
    apart, count = 0.0, sum(map(len, bins.values()))
    for low in sorted(bins):
        mean, by_type, whole = (sum(column) / len(bins[low]) for column in zip(*bins[low], strict=True))
        apart += abs(mean - by_type) * len(bins[low]) / count
        print(f".{low}0-.{low}9     {len(bins[low]):6}  {mean:.3f}  {by_type:.3f}  {whole:.3f}")
    mean, by_type, whole = (sum(column) / count for column in zip(*sum(bins.values(), []), strict=True))
    print(f"all         {count:6}  {mean:.3f}  {by_type:.3f}  {whole:.3f}")
    print(f"apart by type: {apart:.3f}")


if __name__ == "__main__":
    main()
