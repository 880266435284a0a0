//! Where the dispute stands: one word, why, the last of what matters, and how it may go on.

use std::collections::{BTreeMap, BTreeSet};

use anchor::{Id, Precision};
use coding::record::Factuality;
use jiff::ToSpan;
use jiff::civil::Date;
use ledger::{Ledger, Occurrence, Side};
use outlook::{ActGroup, Dyad, Happening, Past, status, status_quo, trend};

use super::line;
use crate::brief::Asked;
use crate::evidence::{Proof, proof};
use crate::model::{Line, State};
use crate::scope::Scope;
use crate::wording;

/// Acts named for one reason.
const ACTS: usize = 5;
/// Days ahead to which a stall is asked to hold where nothing in the ledger names a day.
const AHEAD: i32 = 180;

/// What the outlook is made from: dated occurrences told as fact.
///
/// Of `others`, acts from elsewhere, those are left out that the ledger has: same type, same sides, the same day or one
/// beside it.
pub(crate) fn happenings(ledger: &Ledger, others: &[Happening]) -> Vec<Happening> {
    let mut all: Vec<Happening> = ledger.occurrences().iter().filter_map(fact).collect();
    let own = all.clone();
    let sides = |act: &Happening| act.actor.iter().chain(&act.recipient).cloned().collect::<BTreeSet<String>>();
    let near = |a: &Happening, b: &Happening| {
        let days = a.period.start.since(b.period.start).map_or(i32::MAX, |span| span.get_days().abs());
        days <= 1
    };
    let as_of = ledger.as_of().unwrap_or(Date::MAX);
    let new = others.iter().filter(|other| {
        other.day() <= as_of
            && !own.iter().any(|act| act.kind == other.kind && near(act, other) && sides(act) == sides(other))
    });
    all.extend(new.cloned());
    all
}

/// Days that were set for talks between the two, as far as they are known to the day.
fn deadlines(ledger: &Ledger, pair: &Dyad) -> Vec<Date> {
    let Some(talks) = ActGroup::named("talks") else { return Vec::new() };
    let planned = ledger.occurrences().iter().filter(|occurrence| occurrence.factuality == Factuality::Planned);
    let mut days: Vec<Date> = planned
        .filter_map(|occurrence| Some((occurrence, occurrence.date.filter(|date| date.precision == Precision::Day)?)))
        .filter(|(occurrence, date)| talks.holds(&happening(occurrence, *date), pair))
        .map(|(_, date)| date.end)
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The state of the pair on the day of the ledger, with the chance that it holds to the day asked for.
pub(crate) fn state(ledger: &Ledger, scope: &Scope, happenings: &[Happening], asked: &Asked) -> Option<State> {
    let (a, b) = scope.pair.as_ref()?;
    let as_of = ledger.as_of()?;
    let pair = Dyad::new(a.key(), b.key());
    let status = status(happenings, &pair, as_of);
    let reasons = status.reasons.iter().map(|reason| Line {
        id: Id::of('w', &[status.word, &reason.says]),
        when: String::new(),
        day: None,
        mark: None,
        says: wording::capital(&reason.says),
        quote: None,
        note: String::new(),
        proof: acts(ledger, &reason.acts),
    });
    let past = Past { spells: &asked.spells, deadlines: &deadlines(ledger, &pair) };
    let until =
        asked.until.or_else(|| next_horizon(ledger, as_of)).unwrap_or_else(|| as_of.saturating_add(AHEAD.days()));
    Some(State {
        word: status.word.to_owned(),
        means: status.means.to_owned(),
        since: status.since,
        days: status.since.and_then(|since| as_of.since(since.start).ok()).map(|span| span.get_days()),
        reasons: reasons.collect(),
        last: last(ledger, &pair, as_of),
        trend: trend(happenings, &pair, as_of),
        quo: status_quo(happenings, &pair, as_of, until, past),
    })
}

/// The evidence of the first few of `ids`, one record an act.
fn acts(ledger: &Ledger, ids: &[Id]) -> Proof {
    let found =
        ids.iter().take(ACTS).filter_map(|id| ledger.occurrences().iter().find(|occurrence| occurrence.id == *id));
    let records: Vec<&Id> =
        found.filter_map(|occurrence| occurrence.reports.first()).map(|report| &report.record).collect();
    let mut proof = proof(ledger, records);
    proof.rest += ids.len().saturating_sub(ACTS);
    proof
}

/// The day after `as_of` up to which most forecasts look; of equals the later. Forecasts that dealings between the sides
/// would decide go before all others: how many missiles fly in spring says nothing of when talks are looked for.
fn next_horizon(ledger: &Ledger, as_of: Date) -> Option<Date> {
    let contact = ActGroup::named("contact");
    let is_dealing = |kind: &String| contact.is_some_and(|contact| contact.has_type(kind));
    let mut counts: BTreeMap<Date, (usize, usize)> = BTreeMap::new();
    for forecast in ledger.forecasts() {
        if let Some(until) = forecast.until.filter(|until| *until > as_of) {
            let (of_dealings, all) = counts.entry(until).or_default();
            let deciding = forecast.deciding.as_ref();
            *of_dealings += usize::from(deciding.is_some_and(|event| event.types.iter().all(is_dealing)));
            *all += 1;
        }
    }
    let any_dealing = counts.values().any(|(of_dealings, _)| *of_dealings > 0);
    let weight = |(of_dealings, all): (usize, usize)| if any_dealing { of_dealings } else { all };
    counts.into_iter().max_by_key(|(until, count)| (weight(*count), *until)).map(|(until, _)| until)
}

/// The last talks, friendly move, refusal, threat and show of force between the two.
fn last(ledger: &Ledger, pair: &Dyad, as_of: Date) -> Vec<(&'static str, Line)> {
    let of = |holds: &dyn Fn(&Happening) -> bool| -> Option<Line> {
        let facts = ledger.occurrences().iter().filter(|occurrence| occurrence.factuality.is_fact());
        let latest = facts.filter(|occurrence| {
            let Some(period) = occurrence.date else { return false };
            period.start <= as_of && holds(&happening(occurrence, period))
        });
        latest
            .max_by_key(|occurrence| occurrence.date.map(|date| (date.start, date.end)))
            .map(|occurrence| line(ledger, occurrence))
    };
    let group = |name: &str| {
        let group = ActGroup::named(name);
        move |act: &Happening| group.is_some_and(|group| group.holds(act, pair))
    };
    let kind = |kind: &'static str| move |act: &Happening| act.kind == kind && act.is_between(pair);
    [
        ("Last talks", of(&group("talks"))),
        ("Last offer", of(&kind("AGREE"))),
        ("Last refusal", of(&group("break"))),
        ("Last threat", of(&kind("THREATEN"))),
        ("Last force", of(&group("arms"))),
    ]
    .into_iter()
    .filter_map(|(label, line)| Some((label, line?)))
    .collect()
}

/// An occurrence as the outlook knows it; nothing unless it is dated and told as fact.
pub fn fact(occurrence: &Occurrence) -> Option<Happening> {
    let date = occurrence.date.filter(|_| occurrence.factuality.is_fact())?;
    Some(happening(occurrence, date))
}

fn happening(occurrence: &Occurrence, period: anchor::Period) -> Happening {
    let keys = |sides: &[Side]| sides.iter().map(|side| side.key().to_owned()).collect();
    Happening {
        id: occurrence.id.clone(),
        kind: occurrence.kind.clone(),
        mode: occurrence.mode.clone(),
        score: occurrence.score,
        actor: keys(&occurrence.actor),
        recipient: keys(&occurrence.recipient),
        period,
    }
}
