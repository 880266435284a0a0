//! Where accounts differ: on the day, the place, whether it took place; and on what a side wants.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use anchor::Id;
use coding::record::{Record, SourceClass};
use jiff::civil::Date;
use ledger::{AccountOn, Ledger, PositionLine, Side, parties};

use super::when;
use crate::evidence::proof;
use crate::model::{AccountRow, Capped, Disagreement};
use crate::says::{says, side};
use crate::scope::Scope;
use crate::wording::{capital, count, period, quoted};

/// Days within which two accounts of what a side wants speak of the same thing.
const SAME_TIME: i32 = 7;

/// The disagreements of a brief: over what took place first.
pub(crate) fn disagreements(ledger: &Ledger, scope: &Scope, most: usize) -> Capped<Disagreement> {
    let mut all: Vec<(AccountOn, Disagreement)> = Vec::new();
    for occurrence in ledger.occurrences().iter().filter(|occurrence| scope.concerns(occurrence)) {
        for account in &occurrence.accounts {
            let on = match account.on {
                AccountOn::Date => "On the day",
                AccountOn::Place => "On the place",
                AccountOn::Factuality => "On whether it took place",
            };
            let versions = account.versions.iter().map(|version| AccountRow {
                says: match version.says.parse() {
                    Ok(date) if account.on == AccountOn::Date => period(date),
                    _ => capital(&version.says),
                },
                note: count(version.independent, "independent outlet", "independent outlets"),
                proof: proof(ledger, &version.records),
            });
            let says = format!("{on}: {} ({})", says(ledger, occurrence), when(occurrence));
            all.push((account.on, Disagreement { id: occurrence.id.clone(), says, versions: versions.collect() }));
        }
    }
    all.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
    let mut all: Vec<Disagreement> = all.into_iter().map(|(_, disagreement)| disagreement).collect();
    all.extend(wanted(ledger, scope));
    Capped::new(all, most)
}

/// What a side wanted, as it tells it and as the other side tells it, where the two differ.
fn wanted(ledger: &Ledger, scope: &Scope) -> Vec<Disagreement> {
    let whose = sides_by_name(ledger);
    let told_by = |line: &PositionLine| -> BTreeSet<Side> {
        let records = line.records.iter().filter_map(|id| ledger.record(id));
        let teller = |record: Cow<'_, Record>| {
            let mut chain = record.basis().attribution.iter().rev();
            let source = chain.find(|source| source.class != SourceClass::Outlet)?;
            whose.get(&source.name.to_lowercase()).cloned()
        };
        records.filter_map(teller).collect()
    };
    let near = |a: Option<Date>, b: Option<Date>| match (a, b) {
        (Some(a), Some(b)) => a.since(b).is_ok_and(|span| span.get_days().abs() <= SAME_TIME),
        _ => false,
    };
    let lines: Vec<&PositionLine> = ledger
        .positions()
        .iter()
        .filter(|line| line.issue.is_some() && scope.holds(ledger, &line.records))
        .filter(|line| line.holder.iter().any(|holder| scope.is_party(holder)))
        .collect();
    let mut found = Vec::new();
    for (n, own) in lines.iter().enumerate() {
        for other in &lines[n + 1..] {
            let (by_one, by_other) = (told_by(own), told_by(other));
            let same = own.holder == other.holder && own.issue == other.issue && own.stance == other.stance;
            if same
                && near(own.first, other.first)
                && !by_one.is_empty()
                && !by_other.is_empty()
                && by_one.is_disjoint(&by_other)
            {
                let version = |line: &PositionLine, by: &BTreeSet<Side>| {
                    let names: Vec<String> = by.iter().map(|one| side(ledger, one)).collect();
                    AccountRow {
                        says: format!("{}: {}", capital(&crate::wording::list(&names)), quoted(&line.content, "", 140)),
                        note: count(line.independent, "independent outlet", "independent outlets"),
                        proof: proof(ledger, &line.records),
                    }
                };
                let names: Vec<String> = own.holder.iter().map(|holder| side(ledger, holder)).collect();
                let issue = own.issue.as_deref().unwrap_or_default().replace('_', " ");
                found.push(Disagreement {
                    id: Id::of('d', &[own.id.as_str(), other.id.as_str()]),
                    says: format!("On what {} wanted on {issue}", crate::wording::list(&names)),
                    versions: vec![version(own, &by_one), version(other, &by_other)],
                });
            }
        }
    }
    found
}

/// The side of every person, state and body that the records name, by its name in small letters.
fn sides_by_name(ledger: &Ledger) -> BTreeMap<String, Side> {
    let mut sides = BTreeMap::new();
    for record in ledger.pages().records() {
        let named = parties(&record).map(|party| (party.person.as_ref().unwrap_or(&party.name), Side::of(party)));
        sides.extend(named.map(|(name, side)| (name.to_lowercase(), side)));
    }
    sides
}
