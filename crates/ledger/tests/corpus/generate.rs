//! A corpus of which it is known what reports what: disputes, occurrences in them, and pages that report these.
//!
//! Everything is drawn from one seed. An occurrence has its parties, day, place, persons and words of its own; each
//! report of it picks one of several wordings, some of the words, and often not all of the facts: a tenth is a day
//! off, a tenth knows the month alone, an eighth gives no day at all; up to two words say nothing. A quarter of the pages are copies of another,
//! word for word, cut, or with a line of their own. What no reader could tell apart is not made: two acts of one kind
//! by one side toward another, kinds that recur daily aside, lie five days apart or more.

use std::collections::{BTreeMap, BTreeSet};

use anchor::{CodePoints, Id, Period, Precision, Span};
use coding::record::{Basis, Event, EventDate, Factuality, Party, Place, Quote, Record, Source, SourceClass};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use page::{Article, ArticleType, Published};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Pages, their records, and which occurrence each record reports.
#[derive(Default)]
pub(crate) struct Corpus {
    pub(crate) articles: Vec<Article>,
    pub(crate) records: Vec<Record>,
    pub(crate) truth: BTreeMap<Id, usize>,
}

/// States by code, with a town where things happen.
const STATES: &str = "ARG Argentina Rosario;ARM Armenia Gyumri;AZE Azerbaijan Ganja;BGD Bangladesh Khulna;BLR Belarus Gomel;\
BOL Bolivia Potosi;CHL Chile Arica;COD Congo Goma;COL Colombia Cali;CYP Cyprus Larnaca;DZA Algeria Oran;ECU Ecuador Cuenca;\
EGY Egypt Suez;ERI Eritrea Assab;ETH Ethiopia Gondar;GEO Georgia Gori;GRC Greece Volos;GTM Guatemala Flores;GUY Guyana Linden;\
IND India Amritsar;IRN Iran Tabriz;IRQ Iraq Basra;ISR Israel Haifa;JOR Jordan Aqaba;JPN Japan Nagoya;KAZ Kazakhstan Aktau;\
KEN Kenya Mombasa;KGZ Kyrgyzstan Osh;KHM Cambodia Battambang;KOR Korea Daegu;KWT Kuwait Jahra;LBN Lebanon Tyre;LBY Libya Sirte;\
MAR Morocco Fes;MDA Moldova Balti;MLI Mali Gao;MLT Malta Sliema;MMR Myanmar Sittwe;NGA Nigeria Kano;PAK Pakistan Lahore;\
PER Peru Tacna;PHL Philippines Davao;POL Poland Lublin;QAT Qatar Dukhan;RUS Russia Sochi;RWA Rwanda Gisenyi;SAU Arabia Jizan;\
SDN Sudan Kassala;SRB Serbia Nis;SYR Syria Homs;TCD Chad Abeche;THA Thailand Trat;TJK Tajikistan Khujand;TUN Tunisia Sfax;\
TUR Turkey Izmir;TWN Taiwan Tainan;UGA Uganda Gulu;UKR Ukraine Poltava;VEN Venezuela Maracaibo;YEM Yemen Taiz";

/// Kinds of acts with wordings; `{a}` acts, `{b}` is acted on, `+` marks kinds that recur daily.
const KINDS: &[(&str, &[&str])] = &[
    (
        "CONSULT",
        &["{a} and {b} met", "{a} held talks with {b}", "Envoys of {a} received those of {b}", "{a} sat down with {b}"],
    ),
    (
        "MOBILIZE",
        &["{a} massed troops facing {b}", "{a} deployed batteries against {b}", "{a} put forces on alert over {b}"],
    ),
    ("SANCTION", &["{a} imposed sanctions on {b}", "{a} froze accounts of {b}", "{a} banned imports from {b}"]),
    ("COERCE", &["{a} seized a ship of {b}", "{a} detained sailors of {b}", "{a} impounded a vessel from {b}"]),
    ("ASSAULT", &["{a} shelled positions of {b}", "{a} attacked posts held by {b}", "{a} bombed depots of {b}"]),
    ("AID", &["{a} sent grain to {b}", "{a} delivered medicine to {b}", "{a} shipped relief to {b}"]),
    (
        "RETREAT",
        &["{a} withdrew guards facing {b}", "{a} released prisoners from {b}", "{a} pulled patrols back from {b}"],
    ),
    (
        "PROTEST",
        &[
            "Crowds in {a} marched against {b}",
            "Demonstrators in {a} rallied over {b}",
            "Strikers in {a} turned on {b}",
        ],
    ),
    ("+ACCUSE", &["{a} accused {b}", "{a} blamed {b}", "{a} denounced {b}", "{a} charged {b} with bad faith"]),
    ("+REQUEST", &["{a} urged {b} to yield", "{a} called on {b} to return", "{a} asked {b} for an answer"]),
    ("+THREATEN", &["{a} threatened {b}", "{a} warned {b} of war", "{a} vowed to punish {b}"]),
    ("+REJECT", &["{a} rebuffed {b}", "{a} rejected a plan of {b}", "{a} turned down {b}"]),
];

const WORDS: &str = include_str!("../../../../data/ledger/word-frequencies.tsv");
const START: Date = date(2015, 1, 1);
const DAYS: u64 = 5 * 365;
const DISPUTES: u64 = 300;
const OUTLETS: u64 = 60;
/// Days between two acts of one kind by the same sides.
const APART: i64 = 5;

/// A sequence of draws.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 += 1;
        xxh3_64_with_seed(&self.0.to_le_bytes(), 7)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn of<'v, T>(&mut self, values: &'v [T]) -> &'v T {
        &values[self.below(values.len() as u64) as usize]
    }
}

type State = (&'static str, &'static str, &'static str);

struct Thing {
    number: usize,
    kind: &'static str,
    wordings: &'static [&'static str],
    actor: State,
    recipient: State,
    day: Date,
    town: &'static str,
    country: &'static str,
    persons: [String; 2],
    words: Vec<&'static str>,
}

/// A corpus of `pages` pages.
pub(crate) fn corpus(pages: usize) -> Corpus {
    let mut draw = Draw(0);
    let states: Vec<State> = STATES
        .split(';')
        .map(|row| {
            let mut cells = row.trim().split(' ');
            let mut cell = || cells.next().unwrap();
            (cell(), cell(), cell())
        })
        .collect();
    let rows = WORDS.lines().filter(|line| !line.starts_with('#')).skip(1);
    let nouns: Vec<&str> = rows
        .filter_map(|row| row.split_once('\t'))
        .filter(|(word, often)| word.len() > 3 && (2.0..80.0).contains(&often.parse::<f64>().unwrap_or(0.0)))
        .map(|(word, _)| word)
        .collect();
    // Some disputes fill the papers, most do not: the n-th is drawn with a weight of 1 in √n.
    let disputes: Vec<(State, State, Vec<&str>)> = (0..DISPUTES)
        .map(|_| {
            let a = *draw.of(&states);
            let mut b = *draw.of(&states);
            while a == b {
                b = *draw.of(&states);
            }
            (a, b, (0..12).map(|_| *draw.of(&nouns)).collect())
        })
        .collect();
    let dispute = |draw: &mut Draw| {
        let share = (draw.below(1 << 20) as f64 / f64::from(1 << 20)).powi(2);
        (share * DISPUTES as f64) as usize
    };

    let mut corpus = Corpus::default();
    let mut taken: BTreeSet<(&str, &str, &str, i64)> = BTreeSet::new();
    let mut waiting: Vec<Vec<Thing>> = (0..DISPUTES).map(|_| Vec::new()).collect();
    let mut number = 0;
    while corpus.articles.len() < pages {
        let at = dispute(&mut draw);
        let (a, b, topic) = &disputes[at];
        // A few things, then the pages that report them, in small batches: later pages may look back.
        let fresh = 1 + draw.below(3);
        for _ in 0..fresh {
            let (kind, wordings) = *draw.of(KINDS);
            let (actor, recipient) = if draw.chance(50) { (*a, *b) } else { (*b, *a) };
            let offset = draw.below(DAYS) as i64;
            let pair = if actor.0 < recipient.0 { (actor.0, recipient.0) } else { (recipient.0, actor.0) };
            let often = kind.starts_with('+');
            let near = |slot: i64| taken.contains(&(kind, pair.0, pair.1, slot));
            if !often && (-1..=1).any(|step| near(offset / APART + step)) {
                continue;
            }
            taken.insert((kind, pair.0, pair.1, offset / APART));
            let place = if draw.chance(60) { actor } else { recipient };
            let name =
                |draw: &mut Draw| format!("{} {}", capital(draw.of::<&str>(&nouns)), capital(draw.of::<&str>(&nouns)));
            let mut words: Vec<&str> = (0..4).map(|_| *draw.of(&nouns)).collect();
            words.extend((0..2).map(|_| *draw.of(topic)));
            waiting[at].push(Thing {
                number,
                kind: kind.trim_start_matches('+'),
                wordings,
                actor,
                recipient,
                day: START.saturating_add(offset.days()),
                town: place.2,
                country: place.0,
                persons: [name(&mut draw), name(&mut draw)],
                words,
            });
            number += 1;
        }
        // How many pages report the last: mostly few, up to two hundred.
        if waiting[at].is_empty() {
            continue;
        }
        let reports = (200.0 * (draw.below(1 << 20) as f64 / f64::from(1 << 20)).powi(20)).ceil().max(1.0) as usize;
        let others = waiting[at].len();
        for _ in 0..reports {
            if corpus.articles.len() >= pages {
                break;
            }
            let mut told: Vec<usize> = vec![others - 1];
            // A page tells of one or two things besides, of the same dispute.
            for _ in 0..draw.below(3) {
                let back = draw.below(others as u64) as usize;
                if !told.contains(&back) {
                    told.push(back);
                }
            }
            page(&mut corpus, &mut draw, &waiting[at], &told, &nouns, topic);
            if draw.chance(25) && corpus.articles.len() < pages {
                copy(&mut corpus, &mut draw);
            }
        }
    }
    corpus
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

fn outlet(draw: &mut Draw) -> String {
    format!("Outlet {}", draw.below(OUTLETS))
}

/// A page that tells of `told` in words of its own.
fn page(corpus: &mut Corpus, draw: &mut Draw, things: &[Thing], told: &[usize], nouns: &[&str], topic: &[&str]) {
    let latest = told.iter().map(|&thing| things[thing].day).max().unwrap();
    let late = if draw.chance(90) { draw.below(4) } else { 4 + draw.below(120) };
    let published = latest.saturating_add((1 + late as i64).days());
    let number = corpus.articles.len();
    let mut sentences: Vec<(String, usize, Option<Period>, bool, bool)> = Vec::new();
    for &at in told {
        let thing = &things[at];
        let of = |state: State, person: &str, named: bool| {
            if named { format!("{person} of {}", state.1) } else { state.1.to_owned() }
        };
        let (named, placed) = (draw.chance(25), draw.chance(50));
        let wording = draw.of(thing.wordings);
        let mut sentence = wording
            .replace("{a}", &of(thing.actor, &thing.persons[0], named))
            .replace("{b}", &of(thing.recipient, &thing.persons[1], named));
        if placed {
            sentence.push_str(" in ");
            sentence.push_str(thing.town);
        }
        let date = match draw.below(100) {
            0..10 => Some(day(thing.day.saturating_add(1.day()))),
            10..20 => Some(Period {
                start: thing.day.first_of_month(),
                end: thing.day.last_of_month(),
                precision: Precision::Month,
            }),
            20..32 => None,
            _ => Some(day(thing.day)),
        };
        let mut words: Vec<&str> = (0..3 + draw.below(3)).map(|_| *draw.of(&thing.words)).collect();
        words.extend((0..draw.below(3)).map(|_| *draw.of(nouns)));
        sentence = format!("{sentence} over {}.", words.join(" "));
        sentences.push((sentence, at, date, named, placed));
    }
    let mut text: Vec<String> = sentences.iter().map(|sentence| sentence.0.clone()).collect();
    for _ in 0..3 {
        let words: Vec<&str> = (0..14).map(|n| if n % 4 == 0 { *draw.of(topic) } else { *draw.of(nouns) }).collect();
        text.push(format!("{}.", capital(&words.join(" "))));
    }
    let article = article(number, outlet(draw), published, text.join("\n\n"));
    let points = CodePoints::new(&article.text);
    for (nth, (sentence, at, date, named, placed)) in sentences.into_iter().enumerate() {
        let thing = &things[at];
        let quote = |words: &str, from: usize| {
            let at = article.text[from..].find(words).unwrap() + from;
            let (start, end) = points.range(Span::new(at, at + words.len()));
            (Quote { start, end, quote: words.to_owned(), parts: Vec::new() }, at)
        };
        let (evidence, from) = quote(&sentence, 0);
        // The verb: the first word in small letters.
        let verb = sentence.split(' ').find(|word| word.starts_with(char::is_lowercase)).unwrap();
        let party = |state: State, person: &str| Party {
            name: state.1.into(),
            code: Some(if named { format!("{}GOV", state.0) } else { state.0.into() }),
            sector: named.then(|| "GOV".into()),
            wikidata: None,
            person: named.then(|| person.to_owned()),
            start: 0,
            end: 0,
            quote: state.1.into(),
        };
        let (one, other) = (party(thing.actor, &thing.persons[0]), party(thing.recipient, &thing.persons[1]));
        let together = thing.kind == "CONSULT" && sentence.contains(" and ");
        let attribution = if draw.chance(10) {
            vec![Source {
                name: outlet(draw),
                class: SourceClass::Outlet,
                start: 0,
                end: 0,
                quote: String::new(),
                cue: None,
            }]
        } else {
            Vec::new()
        };
        let event = Event {
            id: Id::of('e', &[article.id.as_str(), &nth.to_string()]),
            kind: thing.kind.into(),
            coded: Some(thing.kind.into()),
            mode: Vec::new(),
            context: Vec::new(),
            quad: 1,
            score: 0.0,
            actor: if together { vec![one.clone(), other.clone()] } else { vec![one] },
            recipient: if together { Vec::new() } else { vec![other] },
            date: date.map(|period| EventDate { period, timex: String::new(), by: "clause".into() }),
            place: placed.then(|| Place {
                quote: thing.town.into(),
                name: thing.town.into(),
                country: Some(thing.country.into()),
            }),
            factuality: Factuality::Happened,
            condition: None,
            trigger: quote(verb, from).0,
            basis: Basis {
                article: article.id.clone(),
                sentence: nth,
                evidence,
                attribution,
                confidence: 0.9,
                why: Vec::new(),
            },
        };
        corpus.truth.insert(event.id.clone(), thing.number);
        corpus.records.push(Record::Event(event));
    }
    corpus.articles.push(article);
}

/// A copy of one of the last pages under another outlet's name: word for word, or without its end, or with a line more.
fn copy(corpus: &mut Corpus, draw: &mut Draw) {
    let back = 1 + draw.below(corpus.articles.len().min(8) as u64) as usize;
    let original = corpus.articles[corpus.articles.len() - back].clone();
    let mut text = original.text.clone();
    match draw.below(3) {
        0 => text += "\n\nThis report came from a wire and was not edited here.",
        1 => text.truncate(text.rfind("\n\n").unwrap()),
        _ => {}
    }
    let day = original.published.period.unwrap().start.saturating_add((draw.below(2) as i64).days());
    let mut copy = article(corpus.articles.len(), outlet(draw), day, text);
    copy.republished_from = draw.chance(50).then(|| original.publisher.clone()).flatten();
    let own = corpus.records.iter().rev().take_while(|record| {
        // Records stand in the order of their pages; the pages looked back at are few.
        corpus.articles.iter().rev().take(back).any(|article| article.id == record.basis().article)
    });
    let of_original: Vec<Event> = own
        .filter_map(|record| match record {
            // What was cut off is not reported.
            Record::Event(event) if event.basis.article == original.id => {
                copy.text.contains(&event.basis.evidence.quote).then(|| event.clone())
            }
            _ => None,
        })
        .collect();
    for mut event in of_original {
        let id = Id::of('e', &[copy.id.as_str(), event.id.as_str()]);
        corpus.truth.insert(id.clone(), corpus.truth[&event.id]);
        event.id = id;
        event.basis.article = copy.id.clone();
        corpus.records.push(Record::Event(event));
    }
    corpus.articles.push(copy);
}

fn day(date: Date) -> Period {
    Period { start: date, end: date, precision: Precision::Day }
}

fn article(number: usize, publisher: String, published: Date, text: String) -> Article {
    Article {
        id: Id::of('a', &[&number.to_string()]),
        given_id: None,
        url: None,
        path: None,
        publisher: Some(publisher),
        title: None,
        byline: Vec::new(),
        published: Published { period: Some(day(published)), basis: page::Basis::Stated, ..Published::default() },
        kind: ArticleType::News,
        republished_from: None,
        language: Some("en".into()),
        text,
        dropped: Vec::new(),
    }
}
