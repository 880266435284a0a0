//! Event records made ready for comparison.

use std::collections::{BTreeMap, BTreeSet};

use anchor::Period;
use coding::record::{Event, Factuality, Party, Record};
use jiff::ToSpan;
use jiff::civil::Date;

use super::types::{TypeRule, rule};
use super::words::Words;
use crate::archive::Archive;
use crate::copies::Original;
use crate::side::{Side, sides};
use crate::words::content_words;

/// One event record with what is compared.
pub(super) struct Told<'a> {
    pub(super) event: &'a Event,
    pub(super) rule: &'static TypeRule,
    /// Told as something that is, was, or is to be; not as something imagined.
    pub(super) real: bool,
    pub(super) actor: Vec<Side>,
    pub(super) recipient: Vec<Side>,
    /// Persons by side, names as they are compared.
    pub(super) persons: BTreeMap<Side, BTreeSet<String>>,
    /// When; nothing where the text gives no day, or one that cannot be.
    pub(super) date: Option<Period>,
    /// The day that the text gives where it cannot be that of this year: told as fact before it came. Its month and day
    /// stand there; only the year was misread, as in a timeline that names it once.
    pub(super) of_year: Option<Date>,
    /// By which day the page was published.
    pub(super) published: Option<Date>,
    /// All sides that take part, sorted.
    sides: Vec<Side>,
    /// What carries it, without the names of its parties: words by their number, the rarest first.
    pub(super) words: Vec<u32>,
    /// Which text it stands in; copies share it.
    pub(super) text: usize,
}

/// The events of `archive`, in its order, and how much their words weigh.
pub(super) fn told<'a>(archive: &'a Archive, originals: &[Original]) -> (Vec<Told<'a>>, Words) {
    let mut text_of = BTreeMap::new();
    for (number, original) in originals.iter().enumerate() {
        for article in std::iter::once(&original.article).chain(original.copies.iter().map(|copy| &copy.article)) {
            text_of.insert(article, number);
        }
    }
    let events = archive.records.iter().filter_map(|record| match record {
        Record::Event(event) if !(event.actor.is_empty() && event.recipient.is_empty()) => Some(event),
        _ => None,
    });
    let mut words: Vec<BTreeSet<String>> = Vec::new();
    let mut told: Vec<Told<'a>> = events
        .map(|event| {
            let article = &archive.articles[archive.article_at[&event.basis.article]];
            let published = article.published.period.map(|period| period.end);
            words.push(own_words(event));
            Told {
                event,
                rule: rule(&event.kind),
                real: !matches!(
                    event.factuality,
                    Factuality::Possible | Factuality::Conditional | Factuality::Hypothetical
                ),
                actor: sides(&event.actor),
                recipient: targets(event),
                persons: persons(event.actor.iter().chain(&event.recipient)),
                date: possible_date(event, published),
                of_year: misread_year(event, published),
                published,
                sides: all_sides(event),
                words: Vec::new(),
                text: text_of[&event.basis.article],
            }
        })
        .collect();
    let (numbered, weights) = Words::number(&words);
    for (told, words) in told.iter_mut().zip(numbered) {
        told.words = words;
    }
    (told, weights)
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

fn persons<'p>(parties: impl Iterator<Item = &'p Party>) -> BTreeMap<Side, BTreeSet<String>> {
    let mut persons: BTreeMap<Side, BTreeSet<String>> = BTreeMap::new();
    for party in parties {
        if let Some(person) = &party.person {
            let letters = person.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            persons.entry(Side::of(party)).or_default().insert(letters);
        }
    }
    persons
}

impl Told<'_> {
    /// All sides that take part, sorted.
    pub(super) fn sides(&self) -> &[Side] {
        &self.sides
    }
}
