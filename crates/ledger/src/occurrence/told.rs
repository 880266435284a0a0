//! Event records made ready for comparison: in a few hundred bytes each, so that those of a large ledger can be compared
//! without holding the records themselves.

use std::collections::BTreeSet;
use std::sync::Arc;

use anchor::{Id, Period};
use coding::record::{Event, Factuality, Party, Record};
use jiff::ToSpan;
use jiff::civil::Date;
use xxhash_rust::xxh3::xxh3_64;

use super::types::{TypeRule, rule};
use super::words::{Counted, Words};
use crate::archive::{Archive, records};
use crate::numbers::Numbers;
use crate::side::{Side, is_known, sides};
use crate::words::{content_words, stem};

/// One event record with what is compared. Sides, persons, places and words are numbers; those of sides, persons and words
/// are sorted.
pub(super) struct Told {
    /// Its number in the archive, and its id.
    pub(super) entry: usize,
    pub(super) id: Id,
    /// The number of its page, and of the text that page prints; copies share it.
    pub(super) page: u32,
    pub(super) text: u32,
    pub(super) kind: Arc<str>,
    pub(super) rule: &'static TypeRule,
    pub(super) factuality: Factuality,
    /// Told as something that is, was, or is to be; not as something imagined.
    pub(super) real: bool,
    /// Whether the actor table knows any of its parties.
    pub(super) known: bool,
    pub(super) actor: Box<[u32]>,
    pub(super) recipient: Box<[u32]>,
    /// All sides that take part.
    pub(super) sides: Box<[u32]>,
    /// Persons after the side they are of.
    pub(super) persons: Box<[(u32, u32)]>,
    /// When; nothing where the text gives no day, or one that cannot be.
    pub(super) date: Option<Period>,
    /// The day that the text gives where it cannot be that of this year: told as fact before it came. Its month and day
    /// stand there; only the year was misread, as in a timeline that names it once.
    pub(super) of_year: Option<Date>,
    /// By which day the page was published.
    pub(super) published: Option<Date>,
    /// Where, and in which country.
    pub(super) place: Option<(u32, Option<u32>)>,
    /// The word that names the act, without its ending.
    pub(super) trigger: u32,
    /// The hash of its sentence, and how far into it the act is named: the same in every copy of a text.
    pub(super) in_text: (u64, u32),
    /// What carries it, without the names of its parties: words by their number, the rarest first.
    pub(super) words: Box<[u32]>,
}

/// The events of `archive`, in its order, and how much their words weigh. `text_of` says which text each page prints.
pub(super) fn told(archive: &dyn Archive, text_of: &[u32]) -> (Vec<Told>, Words) {
    let events = records(archive, "event", |record| match record {
        Record::Event(event) if !(event.actor.is_empty() && event.recipient.is_empty()) => Some(event),
        _ => None,
    });
    let (mut names, mut words) = (Numbers::default(), Counted::default());
    let mut told: Vec<Told> = events
        .map(|(entry, event)| {
            let page = archive.entries()[entry].page;
            let published = archive.pages()[page as usize].published.map(|period| period.end);
            let own = Own { event: &event, published };
            own.told(entry, page, text_of[page as usize], &mut names, words.count(&own_words(&event)))
        })
        .collect();
    let (rank, weights) = words.ranked();
    for told in &mut told {
        told.words.iter_mut().for_each(|word| *word = rank[*word as usize]);
        told.words.sort_unstable();
    }
    (told, weights)
}

/// An event and the day by which its page was published.
struct Own<'e> {
    event: &'e Event,
    published: Option<Date>,
}

impl Own<'_> {
    fn told(&self, entry: usize, page: u32, text: u32, names: &mut Numbers, words: Box<[u32]>) -> Told {
        let (event, published) = (self.event, self.published);
        let kind = names.of(&event.kind);
        let evidence = &event.basis.evidence;
        Told {
            entry,
            id: event.id.clone(),
            page,
            text,
            kind: Arc::clone(names.name(kind)),
            rule: rule(&event.kind),
            factuality: event.factuality,
            real: !matches!(
                event.factuality,
                Factuality::Possible | Factuality::Conditional | Factuality::Hypothetical
            ),
            known: event.actor.iter().chain(&event.recipient).any(is_known),
            actor: numbered(&sides(&event.actor), names),
            recipient: numbered(&targets(event), names),
            sides: numbered(&all_sides(event), names),
            persons: persons(event.actor.iter().chain(&event.recipient), names),
            date: possible_date(event, published),
            of_year: misread_year(event, published),
            published,
            place: event.place.as_ref().map(|place| {
                (names.of(&place.name.to_ascii_lowercase()), place.country.as_deref().map(|country| names.of(country)))
            }),
            trigger: names.of(&stem(&event.trigger.quote.to_lowercase())),
            in_text: (xxh3_64(evidence.quote.as_bytes()), event.trigger.start.saturating_sub(evidence.start) as u32),
            words,
        }
    }
}

/// The numbers of `sides`, sorted.
fn numbered(sides: &[Side], names: &mut Numbers) -> Box<[u32]> {
    let mut numbers: Box<[u32]> = sides.iter().map(|side| names.of(side.key())).collect();
    numbers.sort_unstable();
    numbers
}

/// Sectors of people and firms that an act toward their country is aimed at.
const OF_A_COUNTRY: [&str; 2] = ["BUS", "CVL"];

/// Who is acted on, as it is compared: what one paper calls sanctions on a country another calls sanctions on its
/// companies, and its prisoners are released to it. Armed groups, parties and bodies stand for themselves; and without a
/// day so does everybody: that a country's sailors are held is not that its ship was seized.
fn targets(event: &Event) -> Vec<Side> {
    let target = |party: &Party| {
        let country = party.code.as_deref().and_then(|code| code.split_at_checked(3));
        match country {
            Some((base, sector))
                if event.date.is_some()
                    && party.person.is_none()
                    && OF_A_COUNTRY.contains(&sector)
                    && is_country(base) =>
            {
                Side::named(base)
            }
            _ => Side::of(party),
        }
    };
    let mut targets: Vec<Side> = event.recipient.iter().map(target).collect();
    targets.sort();
    targets.dedup();
    targets
}

fn is_country(code: &str) -> bool {
    crate::side::country(code).is_some()
}

fn all_sides(event: &Event) -> Vec<Side> {
    let mut all = sides(&event.actor);
    all.extend(targets(event));
    all.sort();
    all.dedup();
    all
}

/// The words that carry an event, those that name its parties left out: they are compared as parties.
fn own_words(event: &Event) -> BTreeSet<String> {
    let parties = || event.actor.iter().chain(&event.recipient);
    let names = parties().flat_map(|party| [Some(&party.name), party.person.as_ref(), Some(&party.quote)]);
    let names: BTreeSet<String> = names.flatten().flat_map(|name| content_words(name)).collect();
    content_words(&event.basis.evidence.quote).difference(&names).cloned().collect()
}

/// An event's date, unless it was told as fact before that day came: then the day was misread.
fn possible_date(event: &Event, published: Option<Date>) -> Option<Period> {
    let period = event.date.as_ref()?.period;
    // A day of slack: east of the date line it is tomorrow already.
    let latest = published.map(|day| day.saturating_add(1.day()));
    let too_late = event.factuality.is_fact() && latest.is_some_and(|latest| period.start > latest);
    (!too_late).then_some(period)
}

/// The day of an event that was told as fact before that day came.
fn misread_year(event: &Event, published: Option<Date>) -> Option<Date> {
    let period = event.date.as_ref()?.period;
    let impossible = possible_date(event, published).is_none();
    (impossible && period.precision == anchor::Precision::Day).then_some(period.start)
}

fn persons<'p>(parties: impl Iterator<Item = &'p Party>, names: &mut Numbers) -> Box<[(u32, u32)]> {
    let mut persons: BTreeSet<(u32, u32)> = BTreeSet::new();
    for party in parties {
        if let Some(person) = &party.person {
            let letters: String = person.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            persons.insert((names.of(Side::of(party).key()), names.of(&letters)));
        }
    }
    persons.into_iter().collect()
}

impl Told {
    /// For each side of which both name persons, whether they name one in common.
    pub(super) fn persons_met<'t>(&'t self, other: &'t Self) -> impl Iterator<Item = bool> + 't {
        self.persons.chunk_by(|a, b| a.0 == b.0).filter_map(|ours| {
            let side = ours[0].0;
            let mut theirs = other.persons.iter().filter(|(of, _)| *of == side).peekable();
            theirs.peek()?;
            Some(theirs.any(|person| ours.contains(person)))
        })
    }
}
