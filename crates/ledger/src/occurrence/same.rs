//! Whether two event records report the same thing.
//!
//! First what rules it out: other acts, other parties, other persons, days that are apart. Then what speaks for
//! it, in points: the day, the place, the words, the persons. Together they must reach [`ENOUGH`].
//!
//! | evidence | points |
//! |---|---|
//! | the same day to the day | 3 |
//! | a day apart (time zones, 'overnight'), or days that meet within a fortnight | 2 |
//! | a day within a stated month | 1 |
//! | the same place | 2 |
//! | two places, neither of which is the other's country | -2 |
//! | the same person on a side | 1 |
//! | wording: a fifth, a third, half of the weight of the words shared | 1, 2, 3 |
//! | the same word for the act | 1 |
//! | the same sentence of copied pages | 9 |
//! | coded as a kindred type | -1 |
//!
//! A frequent kind of act (words, mostly) needs two points more: a spokesman may accuse twice a day.

use anchor::{Period, Precision};
use jiff::ToSpan;
use jiff::civil::Date;

use super::told::Told;
use super::types::rule;
use crate::words::stem;

/// Points from which two records report the same thing.
pub(super) const ENOUGH: i32 = 3;

/// How much a word says: rare words say more.
pub(super) trait Weigh {
    /// The weight of `word`, above 0.
    fn weight(&self, word: &str) -> f64;
}

/// The points that speak for `a` and `b` as reports of the same thing; nothing where something rules it out.
pub(super) fn points(a: &Told<'_>, b: &Told<'_>, words: &impl Weigh) -> Option<i32> {
    let kin = a.event.kind != b.event.kind;
    if kin && !a.rule.kin.contains(&b.event.kind.as_str()) {
        return None;
    }
    if a.real != b.real || !parties_fit(a, b) || persons_clash(a, b) {
        return None;
    }
    if a.text == b.text && a.event.basis.article != b.event.basis.article && place_in_text(a) == place_in_text(b) {
        return Some(9);
    }
    let dated = match (a.date, b.date) {
        (Some(one), Some(other)) => Some(date_points(one, other)?),
        (Some(date), None) => known_by(date, b)?,
        (None, Some(date)) => known_by(date, a)?,
        (None, None) => None,
    };
    let place = place_points(a, b);
    let shared = shared_weight(a, b, words);
    let wording = [0.2, 1.0 / 3.0, 0.5].into_iter().filter(|&least| shared >= least).count() as i32;
    let person =
        i32::from(a.persons.iter().any(|(side, names)| {
            b.persons.get(side).is_some_and(|others| names.intersection(others).next().is_some())
        }));
    let trigger = i32::from(stem(&a.event.trigger.quote.to_lowercase()) == stem(&b.event.trigger.quote.to_lowercase()));
    // Without a common day the words or the place must carry it; a kindred type needs both day and words.
    if (dated.is_none() && wording < 2 && place < 2) || (kin && (dated.unwrap_or(0) < 3 || wording < 1)) {
        return None;
    }
    // What did not happen is the same thing only where day and words say so.
    let told_as_fact = |told: &Told<'_>| told.event.factuality.is_fact();
    if told_as_fact(a) != told_as_fact(b) && dated.unwrap_or(0) < 2 && wording < 3 {
        return None;
    }
    let frequent = 2 * i32::from(a.rule.frequent);
    Some(dated.unwrap_or(0) + place + wording + person + trigger - i32::from(kin) - frequent)
}

/// The sentence and how far into it the act is named: the same in every copy of a text.
fn place_in_text<'e>(told: &Told<'e>) -> (&'e str, usize) {
    let evidence = &told.event.basis.evidence;
    (&evidence.quote, told.event.trigger.start.saturating_sub(evidence.start))
}

/// Whether the parties can be those of one act.
fn parties_fit(a: &Told<'_>, b: &Told<'_>) -> bool {
    let (all_a, all_b) = (a.sides(), b.sides());
    if a.rule.mutual || rule(&b.event.kind).mutual {
        let shared = all_a.intersection(&all_b).count();
        return shared >= 2 || (shared == 1 && all_a.len().min(all_b.len()) == 1);
    }
    let meet = |one: &[_], other: &[_]| one.iter().any(|side| other.contains(side));
    let actors = meet(&a.actor, &b.actor);
    let recipients = meet(&a.recipient, &b.recipient);
    let open = |one: &[_], other: &[_]| one.is_empty() || other.is_empty();
    (actors && (recipients || open(&a.recipient, &b.recipient))) || (open(&a.actor, &b.actor) && recipients)
}

/// Whether on some side both name persons, and others.
fn persons_clash(a: &Told<'_>, b: &Told<'_>) -> bool {
    a.persons
        .iter()
        .any(|(side, names)| b.persons.get(side).is_some_and(|others| names.intersection(others).next().is_none()))
}

/// Points for two dates; nothing where they are apart.
fn date_points(a: Period, b: Period) -> Option<i32> {
    let slack = |period: Period| match period.precision {
        Precision::Day | Precision::Range => Period {
            start: period.start.saturating_sub(1.day()),
            end: period.end.saturating_add(1.day()),
            precision: Precision::Range,
        },
        Precision::Month | Precision::Year => period,
    };
    let near = slack(a).overlaps(b) || a.overlaps(slack(b));
    let days = |period: Period| period.end.since(period.start).map_or(i32::MAX, |span| span.get_days());
    match (a.precision, b.precision) {
        _ if !near => None,
        (Precision::Day, Precision::Day) => Some(if a == b { 3 } else { 2 }),
        (Precision::Year, _) | (_, Precision::Year) => Some(0),
        (Precision::Month, _) | (_, Precision::Month) => Some(1),
        _ if days(a).max(days(b)) <= 14 => Some(2),
        _ => Some(1),
    }
}

/// Whether something of this date can be what an undated record tells of: as fact only once it was.
#[allow(clippy::option_option)] // outer: possible at all; inner: points, of which there are none without a day
fn known_by(date: Period, undated: &Told<'_>) -> Option<Option<i32>> {
    let told_as_fact = undated.event.factuality.is_fact();
    let by: Option<Date> = undated.published.map(|day| day.saturating_add(1.day()));
    (!told_as_fact || by.is_none_or(|by| date.start <= by)).then_some(None)
}

fn place_points(a: &Told<'_>, b: &Told<'_>) -> i32 {
    match (&a.event.place, &b.event.place) {
        (Some(one), Some(other)) => {
            let within = |place: &coding::record::Place, land: &coding::record::Place| {
                place.country.is_some() && place.country == land.country
            };
            let same = one.name.eq_ignore_ascii_case(&other.name);
            // 'In Vietnam' and 'in Hanoi' agree as far as they go.
            if same {
                2
            } else if within(one, other) {
                0
            } else {
                -2
            }
        }
        _ => 0,
    }
}

/// Shared words as a share of the lighter record's words, by weight.
fn shared_weight(a: &Told<'_>, b: &Told<'_>, words: &impl Weigh) -> f64 {
    let weight = |set: &mut dyn Iterator<Item = &String>| set.map(|word| words.weight(word)).sum::<f64>();
    let shared = weight(&mut a.words.intersection(&b.words));
    let lighter = weight(&mut a.words.iter()).min(weight(&mut b.words.iter()));
    // A two-word clause shares half of its words with anything: it counts as if it had four.
    if shared == 0.0 { 0.0 } else { shared / lighter.max(4.0 * shared / a.words.intersection(&b.words).count() as f64) }
}
