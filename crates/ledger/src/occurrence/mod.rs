//! Occurrences: the one real thing that one or many event records report.
//!
//! `told` prepares each event record for comparison (`words` by number), `same` decides whether two records report the same thing,
//! `merge` goes through all of them in a fixed order and near-linear time, and this module sums each group up.
//! Where reports disagree, on the day, the place or whether it took place at all, every version is kept
//! ([`Account`]).

mod merge;
mod same;
#[cfg(test)]
mod tests;
mod told;
mod types;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use anchor::{Id, Period, Precision};
use coding::record::{Event, Factuality};
use jiff::civil::Date;
use serde::Serialize;

use crate::archive::Archive;
use crate::copies::Original;
use crate::correction::{Groups, rule};
use crate::outlets::Outlets;
use crate::side::{Side, sides};
use told::Told;

/// One real thing and the reports of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Occurrence {
    /// Hash of its first report.
    pub id: Id,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER modes.
    pub mode: Vec<String>,
    /// PLOVER contexts.
    pub context: Vec<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// PLOVER score, -10 to 10.
    pub score: f64,
    /// Who acts; all sides of a mutual act.
    pub actor: Vec<Side>,
    /// Who is acted on.
    pub recipient: Vec<Side>,
    /// Persons who act, by name.
    pub persons: Vec<String>,
    /// When, by the reports that know it best.
    pub date: Option<Period>,
    /// The first day on which a page that reports it was published.
    pub reported: Option<Date>,
    /// Where.
    pub place: Option<String>,
    /// Whether it took place: as fact where any report says so and the others do not outweigh it.
    pub factuality: Factuality,
    /// Every record that reports it, the best first.
    pub reports: Vec<Report>,
    /// Pages that report it.
    pub pages: usize,
    /// Outlets that report it.
    pub outlets: usize,
    /// Outlets that report it on their own: reprints and citations of one source count once.
    pub independent: usize,
    /// What the reports disagree on.
    pub accounts: Vec<Account>,
    /// How likely the reading is right, 0 to 1, by its best report.
    pub confidence: f64,
}

/// One record's report of an occurrence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The event record.
    pub record: Id,
    /// The page.
    pub article: Id,
    /// The outlet whose report it is.
    pub origin: String,
    /// Whether it takes place, as this report has it.
    pub factuality: Factuality,
    /// When, as this report has it.
    pub date: Option<Period>,
}

/// Something on which the reports of one occurrence disagree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Account {
    /// On what.
    pub on: AccountOn,
    /// What is said and by which records, most reported first.
    pub versions: Vec<Version>,
}

/// What reports may disagree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountOn {
    /// The day.
    Date,
    /// The place.
    Place,
    /// Whether it took place.
    Factuality,
}

/// One version of a disputed matter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Version {
    /// The day, place or factuality.
    pub says: String,
    /// The records that say so.
    pub records: Vec<Id>,
    /// Outlets that say so on their own.
    pub independent: usize,
}

/// All occurrences that `archive`'s events report, by day, then id.
///
/// What people say of them, in `said`, counts before what their records say.
pub(crate) fn occurrences(
    archive: &Archive,
    originals: &[Original],
    outlets: &Outlets,
    said: &Groups,
) -> Vec<Occurrence> {
    let (told, words) = told::told(archive, originals);
    let groups = said.regroup(merge::merge(&told, &words), |told| &told.event.id);
    let mut occurrences: Vec<Occurrence> = groups.into_iter().map(|group| sum_up(&group, archive, outlets)).collect();
    for occurrence in &mut occurrences {
        rule(occurrence, said);
    }
    occurrences.sort_by_cached_key(|occurrence| {
        let day = occurrence.date.map(|period| period.start).or(occurrence.reported).unwrap_or(Date::MAX);
        (day, occurrence.id.clone())
    });
    occurrences
}

fn sum_up(group: &[&Told<'_>], archive: &Archive, outlets: &Outlets) -> Occurrence {
    let mut group = group.to_vec();
    group.sort_by_cached_key(|told| (told.published, told.event.id.clone()));
    let first = group[0];
    // The report that shows the thing best: as fact, to the day, complete, surely read, early.
    let best = *group
        .iter()
        .max_by(|a, b| {
            let rank = |told: &Told<'_>| {
                (
                    told.event.factuality.is_fact(),
                    told.date.is_some_and(|period| period.precision == Precision::Day),
                    !told.event.recipient.is_empty() || told.actor.len() > 1,
                    (told.event.basis.confidence * 1000.0) as u32,
                )
            };
            rank(a).cmp(&rank(b)).then_with(|| (b.published, &b.event.id).cmp(&(a.published, &a.event.id)))
        })
        .expect("a group has a report");
    let event: &Event = best.event;
    let kind = most(group.iter().map(|told| (told.event.kind.as_str(), told.event.kind == event.kind)));
    let shaped = group.iter().find(|told| told.event.kind == kind && told.event.id == event.id);
    let shape = shaped.or_else(|| group.iter().find(|told| told.event.kind == kind)).map_or(event, |told| told.event);
    let union = |pick: fn(&Event) -> &Vec<String>| -> Vec<String> {
        let all: BTreeSet<&String> =
            group.iter().filter(|told| told.event.kind == kind).flat_map(|told| pick(told.event)).collect();
        all.into_iter().cloned().collect()
    };
    let persons: BTreeSet<&String> = group
        .iter()
        .flat_map(|told| told.event.actor.iter().chain(&told.event.recipient))
        .filter_map(|party| party.person.as_ref())
        .collect();
    let reports: Vec<Report> = std::iter::once(best)
        .chain(group.iter().copied().filter(|told| told.event.id != best.event.id))
        .map(|told| Report {
            record: told.event.id.clone(),
            article: told.event.basis.article.clone(),
            origin: outlets.origin(&told.event.basis.article, &told.event.basis.attribution),
            factuality: told.event.factuality,
            date: told.date,
        })
        .collect();
    let pages: BTreeSet<&Id> = reports.iter().map(|report| &report.article).collect();
    let printed: BTreeSet<&str> = pages.iter().map(|article| outlets.printed(article)).collect();
    let independent: BTreeSet<&str> = reports.iter().map(|report| report.origin.as_str()).collect();
    let place = |told: &Told<'_>| told.event.place.as_ref().map(|place| place.name.clone());
    let mut occurrence = Occurrence {
        id: Id::of('x', &[first.event.id.as_str()]),
        kind: kind.to_owned(),
        mode: union(|event| &event.mode),
        context: union(|event| &event.context),
        quad: shape.quad,
        score: shape.score,
        actor: sides(&shape.actor),
        recipient: sides(&shape.recipient),
        persons: persons.into_iter().cloned().collect(),
        date: agreed_date(&reports),
        reported: group.iter().filter_map(|told| told.published).min(),
        place: place(best).or_else(|| group.iter().find_map(|told| place(told))),
        factuality: factuality(&reports, event.factuality),
        pages: pages.len(),
        outlets: printed.len(),
        independent: independent.len(),
        accounts: Vec::new(),
        confidence: event.basis.confidence,
        reports,
    };
    let places = group.iter().filter_map(|told| place(told).map(|place| (place, &told.event.id)));
    occurrence.accounts = accounts(&occurrence.reports, places);
    debug_assert!(occurrence.reports.iter().all(|report| archive.record_at.contains_key(&report.record)));
    occurrence
}

/// The value that most have; of equals the one marked, then the first by name.
fn most<'v>(values: impl Iterator<Item = (&'v str, bool)>) -> &'v str {
    let mut counts: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for (value, marked) in values {
        let count = counts.entry(value).or_default();
        *count = (count.0 + 1, count.1 | marked);
    }
    counts.into_iter().max_by_key(|(value, count)| (*count, std::cmp::Reverse(*value))).map_or("", |(value, _)| value)
}

/// The day or days on which most independent outlets agree; of equals the more exact, then the earlier.
///
/// Reports that tell of it as fact outweigh what was planned.
fn agreed_date(reports: &[Report]) -> Option<Period> {
    let told_as_fact = reports.iter().any(|report| report.factuality.is_fact() && report.date.is_some());
    let mut votes: BTreeMap<Period, BTreeSet<&str>> = BTreeMap::new();
    for report in reports.iter().filter(|report| !told_as_fact || report.factuality.is_fact()) {
        if let Some(date) = report.date {
            votes.entry(date).or_default().insert(&report.origin);
        }
    }
    let exact = votes.keys().map(|period| period.precision).min()?;
    let votes = votes.into_iter().filter(|(period, _)| period.precision == exact);
    votes.max_by_key(|(period, outlets)| (outlets.len(), std::cmp::Reverse(*period))).map(|(period, _)| period)
}

/// Whether it took place, over all reports: a fact to any of them is told as fact; a denial beside it is an account.
fn factuality(reports: &[Report], best: Factuality) -> Factuality {
    let any = |wanted: Factuality| reports.iter().any(|report| report.factuality == wanted);
    let order = [
        Factuality::Happened,
        Factuality::Ongoing,
        Factuality::Negated,
        Factuality::Denied,
        Factuality::Planned,
        Factuality::Possible,
        Factuality::Conditional,
        Factuality::Hypothetical,
    ];
    order.into_iter().find(|&wanted| any(wanted)).unwrap_or(best)
}

/// What `reports` disagree on.
fn accounts<'r>(reports: &'r [Report], places: impl Iterator<Item = (String, &'r Id)>) -> Vec<Account> {
    let origin: BTreeMap<&Id, &str> = reports.iter().map(|report| (&report.record, report.origin.as_str())).collect();
    let account = |on: AccountOn, said: Vec<(String, &Id)>| -> Option<Account> {
        let mut versions: BTreeMap<String, Vec<&Id>> = BTreeMap::new();
        for (says, record) in said {
            versions.entry(says).or_default().push(record);
        }
        let mut versions: Vec<Version> = versions
            .into_iter()
            .map(|(says, records)| {
                let independent: BTreeSet<&str> = records.iter().map(|record| origin[*record]).collect();
                let independent = independent.len();
                Version { says, records: records.into_iter().cloned().collect(), independent }
            })
            .collect();
        versions.sort_by(|a, b| (b.independent, &a.says).cmp(&(a.independent, &b.says)));
        (versions.len() > 1).then_some(Account { on, versions })
    };
    let facts = || reports.iter().filter(|report| report.factuality.is_fact());
    let days = facts()
        .filter_map(|report| report.date.map(|date| (date, &report.record)))
        .filter(|(date, _)| date.precision == Precision::Day)
        .map(|(date, record)| (date.to_string(), record));
    let took_place = reports.iter().filter_map(|report| {
        let says = match report.factuality {
            Factuality::Happened | Factuality::Ongoing => "took place",
            Factuality::Negated => "did not take place",
            Factuality::Denied => "is denied",
            _ => return None,
        };
        Some((says.to_owned(), &report.record))
    });
    [
        account(AccountOn::Date, days.collect()),
        account(AccountOn::Place, places.collect()),
        account(AccountOn::Factuality, took_place.collect()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Occurrence {
    /// All sides that take part.
    pub fn sides(&self) -> BTreeSet<&Side> {
        self.actor.iter().chain(&self.recipient).collect()
    }

    /// Whether it is an act between `a` and `b`: of one toward the other, or of both together.
    pub fn is_between(&self, a: &Side, b: &Side) -> bool {
        let acts = |side| self.actor.contains(side);
        let suffers = |side| self.recipient.contains(side);
        (acts(a) && suffers(b)) || (acts(b) && suffers(a)) || (acts(a) && acts(b))
    }
}
