//! What a group of records reports, summed up: what most of them say, and every version where they disagree.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use anchor::{Id, Period, Precision};
use coding::record::{Event, Factuality, Record};

use super::told::Told;
use super::{Account, AccountOn, Occurrence, Report, Summed, Version};
use crate::archive::Archive;
use crate::outlets::Outlets;
use crate::side::sides;

/// One record of a group, whole.
#[derive(Clone, Copy)]
struct Full<'a> {
    told: &'a Told,
    event: &'a Event,
}

/// What a group of records reports; nothing where none of them could be read.
pub(super) fn sum_up(group: &[&Told], archive: &dyn Archive, outlets: &Outlets) -> Option<Summed> {
    let mut group: Vec<&Told> = group.to_vec();
    group.sort_by(|a, b| (a.published, &a.id).cmp(&(b.published, &b.id)));
    let read: Vec<(&Told, Cow<'_, Record>)> =
        group.iter().filter_map(|&told| Some((told, archive.record(told.entry)?))).collect();
    let group: Vec<Full<'_>> = read
        .iter()
        .filter_map(|(told, record)| match &**record {
            Record::Event(event) => Some(Full { told, event }),
            _ => None,
        })
        .collect();
    let first = group.first()?;
    // The report that shows the thing best: as fact, to the day, complete, surely read, early.
    let best = *group.iter().max_by(|a, b| {
        let rank = |one: &Full<'_>| {
            (
                one.event.factuality.is_fact(),
                one.told.date.is_some_and(|period| period.precision == Precision::Day),
                !one.event.recipient.is_empty() || one.told.actor.len() > 1,
                (one.event.basis.confidence * 1000.0) as u32,
            )
        };
        rank(a).cmp(&rank(b)).then_with(|| (b.told.published, &b.told.id).cmp(&(a.told.published, &a.told.id)))
    })?;
    let event: &Event = best.event;
    let kind = most(group.iter().map(|one| (one.event.kind.as_str(), one.event.kind == event.kind)));
    let of_kind = || group.iter().map(|one| one.event).filter(|event| event.kind == kind);
    let shape = if event.kind == kind { event } else { of_kind().next().unwrap_or(event) };
    let union = |pick: fn(&Event) -> &Vec<String>| -> Vec<String> {
        let all: BTreeSet<&String> = of_kind().flat_map(pick).collect();
        all.into_iter().cloned().collect()
    };
    let persons: BTreeSet<&String> = group
        .iter()
        .flat_map(|one| one.event.actor.iter().chain(&one.event.recipient))
        .filter_map(|party| party.person.as_ref())
        .collect();
    let others = group.iter().copied().filter(|one| one.event.id != best.event.id);
    let reports: Vec<Report> = std::iter::once(best)
        .chain(others)
        .map(|Full { told, event }| Report {
            record: event.id.clone(),
            article: event.basis.article.clone(),
            origin: outlets.origin(told.page as usize, &event.basis.attribution),
            factuality: event.factuality,
            date: told.date,
        })
        .collect();
    let pages: BTreeSet<u32> = group.iter().map(|one| one.told.page).collect();
    let printed: BTreeSet<&str> = pages.iter().map(|&page| outlets.printed(page as usize)).collect();
    let independent: BTreeSet<&str> = reports.iter().map(|report| report.origin.as_str()).collect();
    let place = |one: &Full<'_>| one.event.place.as_ref().map(|place| place.name.clone());
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
        reported: group.iter().filter_map(|one| one.told.published).min(),
        place: place(&best).or_else(|| group.iter().find_map(place)),
        factuality: factuality(&reports, event.factuality),
        pages: pages.len(),
        outlets: printed.len(),
        independent: independent.len(),
        accounts: Vec::new(),
        confidence: event.basis.confidence,
        reports,
    };
    let places = group.iter().filter_map(|one| place(one).map(|place| (place, &one.event.id)));
    occurrence.accounts = accounts(&occurrence.reports, places);
    Some(Summed { occurrence, pages, known: best.told.known })
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
