"""Occurrences from raw text: article texts with known occurrences, read by `standoff read`, compared by B-cubed.

    python3 bench/ledger/texts.py STANDOFF [--articles 3000] [--seed 1] [--keep FOLDER]

Each occurrence has its parties, day, town and details (a ship's name, a number, a topic) and is told by 1 to 40 articles,
most of them few, shuffled. An article tells of one to three occurrences between sentences about nothing; each telling
picks one of several wordings, a way to give the day (the date, the weekday, 'yesterday', none) and often leaves a detail
out. A fifth of the articles copy another, whole or cut. All outlets are invented. Two acts of one kind by the same sides
lie twelve days apart or more, so that a reader could tell them apart.

The truth is known by sentence: an event that the program reads in a sentence is a report of what that sentence tells,
where its type is one that the wording may be read as. What is not read, or read as another type, is counted as missed by
the reading; B-cubed is over what was read, so it shows the merging on top of the program's own reading.
"""

import argparse
import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

COUNTRIES = """Malta Maltese Valletta Sliema|Tunisia Tunisian Tunis Sfax|Greece Greek Athens Volos|Turkey Turkish Ankara Izmir
Egypt Egyptian Cairo Suez|Libya Libyan Tripoli Benghazi|Algeria Algerian Algiers Oran|Morocco Moroccan Rabat Tangier
Kenya Kenyan Nairobi Mombasa|Ethiopia Ethiopian Addis-Ababa Gondar|Nigeria Nigerian Abuja Kano|Ghana Ghanaian Accra Kumasi
India Indian New-Delhi Mumbai|Pakistan Pakistani Islamabad Karachi|Nepal Nepalese Kathmandu Pokhara|Iran Iranian Tehran Tabriz
Iraq Iraqi Baghdad Basra|Jordan Jordanian Amman Aqaba|Poland Polish Warsaw Lublin|Ukraine Ukrainian Kyiv Odesa
Serbia Serbian Belgrade Nis|Armenia Armenian Yerevan Gyumri|Azerbaijan Azerbaijani Baku Ganja|Peru Peruvian Lima Tacna
Chile Chilean Santiago Arica|Bolivia Bolivian La-Paz Potosi|Colombia Colombian Bogota Cali|Venezuela Venezuelan Caracas Maracaibo
Vietnam Vietnamese Hanoi Hue|Thailand Thai Bangkok Trat|Cambodia Cambodian Phnom-Penh Battambang|Japan Japanese Tokyo Nagoya"""

# Kind: types it may be read as, then wordings. {a} acts toward {b}; {on} is the day, or nothing.
KINDS = {
    "talks": (
        ["CONSULT"],
        [
            "{a} and {b} held talks on {topic} in {town}{on}.",
            "Envoys of {a} met envoys of {b} in {town}{on} to talk about {topic}.",
            "The {aj} foreign minister met the {bj} foreign minister in {town}{on}.",
            "Negotiators from {a} met negotiators from {b} in {town}{on} over {topic}, officials said.",
        ],
    ),
    "deal": (
        ["AGREE", "SUPPORT", "COOPERATE"],
        [
            "{a} and {b} signed an agreement on {topic} in {town}{on}.",
            "{a} signed a deal on {topic} with {b} in {town}{on}.",
            "{a} and {b} agreed on {topic}{on} after a night of bargaining in {town}.",
        ],
    ),
    "massing": (
        ["MOBILIZE"],
        [
            "{a} deployed {n} tanks along its border with {b}{on}.",
            "The {aj} army moved {n} tanks toward the border with {b}{on}.",
            "{a} massed {n} tanks on the border with {b}{on}, a spokesman for the {bj} army said.",
        ],
    ),
    "sanctions": (
        ["SANCTION", "COERCE"],
        [
            "{a} imposed sanctions on {n} {bj} companies{on}.",
            "{a} imposed new sanctions on {b}{on}, aimed at {n} companies.",
            "The {aj} government put sanctions on {b}{on} over {topic}.",
        ],
    ),
    "seizure": (
        ["COERCE"],
        [
            "{a} seized the {bj} tanker {ship}{on}.",
            "The {aj} navy seized a {bj} tanker, the {ship}, off {town}{on}.",
            "{a} seized a tanker from {b}{on}; the {ship} had {n} sailors aboard.",
        ],
    ),
    "shelling": (
        ["ASSAULT"],
        [
            "{a} shelled {bj} positions near {town}{on}.",
            "The {aj} army shelled {bj} troops near {town}{on} and killed {n} of them.",
            "{a} attacked {bj} posts near {town}{on}, killing {n} soldiers.",
            "{aj} forces bombed {bj} positions near {town}{on}.",
        ],
    ),
    "aid": (
        ["AID"],
        [
            "{a} sent {n} tons of wheat to {b}{on}.",
            "{a} delivered {n} tons of wheat to {b}{on}, officials in {town} said.",
            "{a} gave {b} {n} tons of wheat{on}.",
        ],
    ),
    "release": (
        ["RETREAT", "YIELD", "CONCEDE"],
        [
            "{a} released {n} {bj} prisoners{on}.",
            "{a} freed {n} prisoners from {b}{on}.",
            "{n} {bj} prisoners were released by {a}{on} near {town}.",
        ],
    ),
    "withdrawal": (
        ["RETREAT", "YIELD", "CONCEDE"],
        [
            "{a} withdrew {n} soldiers from its border with {b}{on}.",
            "The {aj} army pulled {n} soldiers back from the border with {b}{on}.",
            "{a} pulled its troops back from the {bj} border{on}.",
        ],
    ),
    "accusation": (
        ["ACCUSE"],
        [
            "{a} accused {b} of {wrong}{on}.",
            "The {aj} government blamed {b} for {wrong}{on}.",
            "{a} accused the {bj} government{on} of {wrong}.",
        ],
    ),
    "threat": (
        ["THREATEN"],
        [
            "{a} threatened{on} to close its border with {b}.",
            "The {aj} president threatened{on} to attack {b}.",
            "{a} threatened {b} with war{on}.",
        ],
    ),
}

TOPICS = """fishing rights|the grain port|water from the upper river|a gas pipeline|visas for students|a railway to the coast|air
traffic|the price of electricity|a free port|mine clearance|the lighthouse islands|a ferry line|cattle trade|satellite images"""
WRONGS = """arming rebels|poaching in its waters|jamming its radio|smuggling grain|spying on its embassy|breaking the truce|flooding
the lower valley|forging banknotes|hiding pirates|poisoning a river"""
SHIPS = "Orion|Blue Heron|Meridian Star|Santa Rita|Gannet|Northern Lily|Calliope|Tern|Golden Reed|Marabou|Lady Anselma|Kestrel"
OUTLETS = """Harbour Courier|Inland Post|Lowland Gazette|Ferry Times|Meridian Daily|Upland Herald|Coastline|Saltmarsh Record|The Bell|
Northeast Wire|Quay Observer|Plain Dealer Weekly|Lantern|Tidewater Standard|Old Bridge News|Estuary Mail"""
NOTHING = """The weather in the capital was mild for the season.|Shops stayed open late and the trams ran as usual.|Few people in the
streets had heard of it.|The story was carried on the evening news.|A football match drew a larger crowd.|Prices at the market have
hardly moved this year.|The old lighthouse is being painted again.|Students were busy with their examinations.|The museum has a new
roof.|Radio stations played music for most of the day.|The harvest is expected to be average.|Farmers hope for rain."""
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
START, DAYS = datetime.date(2016, 1, 4), 4 * 365


def parts(text):
    """The entries of a list above: parted by bars, broken anywhere."""
    return [" ".join(part.split()) for part in text.split("|")]


def countries():
    rows = [row.split() for line in COUNTRIES.split("\n") for row in line.split("|")]
    return [(name, adjective, [town.replace("-", " ") for town in towns]) for name, adjective, *towns in rows]


def occurrences(draw, count):
    """So many occurrences; those of one kind between the same sides lie twelve days apart or more."""
    lands, taken, made = countries(), {}, []
    pairs = [tuple(draw.sample(lands, 2)) for _ in range(max(8, count // 12))]
    while len(made) < count:
        a, b = draw.choice(pairs)
        if draw.random() < 0.4:
            a, b = b, a
        kind = draw.choice(list(KINDS))
        day = START + datetime.timedelta(days=draw.randrange(DAYS))
        sides = (kind, tuple(sorted((a[0], b[0]))))
        if any(abs((day - other).days) < 12 for other in taken.get(sides, [])):
            continue
        taken.setdefault(sides, []).append(day)
        made.append(
            {
                "number": len(made),
                "kind": kind,
                "day": day,
                "a": a[0],
                "aj": a[1],
                "b": b[0],
                "bj": b[1],
                "town": draw.choice(draw.choice((a, b))[2]),
                "n": draw.randrange(11, 90),
                "topic": draw.choice(parts(TOPICS)),
                "wrong": draw.choice(parts(WRONGS)),
                "ship": draw.choice(parts(SHIPS)),
            }
        )
    return made


def telling(draw, one, published):
    """One sentence that tells of `one` in an article of that day."""
    day, ago = one["day"], (published - one["day"]).days
    date = f" on {day.day} {day:%B}" if draw.random() < 0.5 else f" on {day:%B} {day.day}"
    if ago > 200:
        date += f", {day.year}" if date.endswith(str(day.day)) else f" {day.year}"
    choices = [date]
    if 0 <= ago <= 6:
        choices += [f" on {WEEKDAYS[day.weekday()]}"] * 4
    if ago == 1:
        choices += [" yesterday"]
    if 0 <= ago <= 1 and draw.random() < 0.3:
        choices = [""]
    return draw.choice(KINDS[one["kind"]][1]).format(**one, on=draw.choice(choices))


def corpus(articles, seed):
    """Articles, and for each of them which sentence tells of which occurrence."""
    draw = random.Random(seed)
    things = occurrences(draw, max(10, articles // 2))
    tellings = []
    for one in things:
        for _ in range(min(40, int(draw.paretovariate(1.1)))):
            late = draw.random()
            delay = draw.choice([0, 1, 1, 2, 3]) if late < 0.85 else draw.randrange(7, 300)
            tellings.append((one["day"] + datetime.timedelta(days=delay), one))
    draw.shuffle(tellings)
    by_day = {}
    for published, one in tellings:
        by_day.setdefault(published, []).append(one)
    pages, truth = [], {}
    queue = [(day, one) for day in sorted(by_day) for one in by_day[day]]
    at = 0
    while len(pages) < articles and at < len(queue):
        published, first = queue[at]
        told = [first]
        at += 1
        while at < len(queue) and queue[at][0] == published and len(told) < 3 and draw.random() < 0.5:
            if all(queue[at][1] is not other for other in told):
                told.append(queue[at][1])
            at += 1
        sentences = []
        for one in told:
            sentences.append((telling(draw, one, published), one))
            sentences += [(words, None) for words in draw.sample(parts(NOTHING), draw.choice([1, 2, 2]))]
        outlet = draw.choice(parts(OUTLETS))
        pages.append((published, outlet, sentences))
        if draw.random() < 0.2:
            cut = sentences if draw.random() < 0.5 else sentences[: max(2, len(sentences) - 2)]
            other = draw.choice([name for name in parts(OUTLETS) if name != outlet])
            pages.append((published + datetime.timedelta(days=draw.choice([0, 1])), other, cut))
    draw.shuffle(pages)
    lines = []
    for number, (published, outlet, sentences) in enumerate(pages[:articles]):
        text, name = "", f"t{number}"
        for words, one in sentences:
            text += "\n\n" if text else ""
            if one:
                truth.setdefault(name, []).append((len(text), len(text) + len(words), one["number"], one["kind"]))
            text += words
        lines.append({"id": name, "text": text, "published": str(published), "publisher": outlet})
    return lines, truth


def b_cubed(found, real):
    """Precision, recall and F1 of the grouping `found` against `real`, both maps from report to group."""
    ours, theirs, both = {}, {}, {}
    for report, group in real.items():
        for counts, key in ((ours, found[report]), (theirs, group), (both, (found[report], group))):
            counts[key] = counts.get(key, 0) + 1
    precision = sum(n * n / ours[one] for (one, _), n in both.items()) / len(real)
    recall = sum(n * n / theirs[other] for (_, other), n in both.items()) / len(real)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("standoff")
    asked.add_argument("--articles", type=int, default=3000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--keep", help="a folder for the pages and the ledger; a temporary one unless given")
    asked = asked.parse_args()
    lines, truth = corpus(asked.articles, asked.seed)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(asked.keep or scratch)
        folder.mkdir(parents=True, exist_ok=True)
        pages, ledger = folder / "pages.jsonl", folder / "ledger.db"
        ledger.unlink(missing_ok=True)
        pages.write_text("".join(json.dumps(line) + "\n" for line in lines))
        started = time.time()
        subprocess.run([asked.standoff, "read", pages, "--ledger", ledger], check=True, stdout=subprocess.DEVNULL)
        took = time.time() - started

        def listed(what):
            command = [asked.standoff, "list", what, "--ledger", ledger, "--format", "jsonl"]
            return [json.loads(line) for line in subprocess.run(command, check=True, capture_output=True).stdout.splitlines()]

        given = {article["id"]: article["given_id"] for article in listed("articles")}
        group_of = {report["record"]: one["id"] for one in listed("occurrences") for report in one["reports"]}
        real, kinds, seen, other = {}, {}, set(), {}
        for event in listed("events"):
            name, at = given[event["article"]], event["trigger"]["start"]
            for place in truth.get(name, []):
                start, end, number, kind = place
                if start <= at < end:
                    if event["type"] in KINDS[kind][0] and event["id"] in group_of:
                        real[event["id"]] = number
                        kinds[event["id"]] = kind
                        seen.add((name, start))
                    else:
                        other[kind, event["type"]] = other.get((kind, event["type"]), 0) + 1
    kept = set(given.values())
    told = sum(len(places) for name, places in truth.items() if name in kept)
    things = len({number for name, places in truth.items() if name in kept for *_, number, _ in places})
    print(f"{len(lines)} articles, {len(kept)} apart; {told} tellings of {things} occurrences; read in {took:.0f} s")
    print(f"tellings read as an event of their kind: {len(seen)} ({len(seen) / told:.3f})")
    found = {report: group_of[report] for report in real}
    p, r, f = b_cubed(found, real)
    print(f"reports {len(real)}, occurrences found {len(set(found.values()))} of {len(set(real.values()))}")
    print(f"B-cubed precision {p:.3f} recall {r:.3f} F1 {f:.3f}")
    for kind in KINDS:
        own = {report: number for report, number in real.items() if kinds[report] == kind}
        if own:
            p, r, f = b_cubed({report: found[report] for report in own}, own)
            wrong = sorted((n, name) for (of, name), n in other.items() if of == kind)[-2:]
            wrong = ", ".join(f"{n} {name}" for n, name in reversed(wrong))
            print(f"  {kind:<11} {len(own):>5} reports  P {p:.3f} R {r:.3f} F1 {f:.3f}   other events there: {wrong or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
