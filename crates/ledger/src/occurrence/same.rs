//! Whether two event records report the same thing.
//!
//! First what rules it out: other acts, other parties, other persons, days that are apart. Then what speaks for
//! it, in points; together they must reach [`ENOUGH`].
//!
//! | evidence | points |
//! |---|---|
//! | the same day to the day | 3 |
//! | a day apart (time zones, 'overnight'), or days that meet within a fortnight | 2 |
//! | the same day of an earlier year, where the year was misread | 2 |
//! | a day within a stated month | 1 |
//! | dates that meet, of an act that these sides otherwise did not do within a month | 1 |
//! | the same page tells of the same act between the same sides again, without another day | 3 |
//! | the same place | 2 |
//! | two places, neither of which is the other's country (on another day: never the same) | -2 |
//! | the same person on a side | 1 |
//! | wording: a fifth, a third, half of the weight of the words shared | 1, 2, 3 |
//! | the same word for the act | 1 |
//! | the same sentence of copied pages | 9 |
//! | coded as a kindred type | -1 |
//!
//! Of a frequent kind of act (words, mostly) a side does several a day: there a day counts 2 at most, on one page 1,
//! and telling of it again counts nothing. Two acts in one sentence share its words, so these say nothing.

use anchor::{Period, Precision};
use coding::record::Factuality;
use jiff::ToSpan;
use jiff::civil::Date;

use super::told::Told;
use super::types::Mutual;
use super::words::{Words, common};

/// Points from which two records report the same thing.
pub(super) const ENOUGH: i32 = 3;
/// Days after which news no longer tells of a thing without saying when it was.
const NEWS: i32 = 60;
/// Days ahead of which a plan without a day can be.
const AHEAD: i32 = 31;

/// How much the records make of something: rare words say more, rare acts are less easily taken for another.
pub(super) trait Weigh {
    /// How much words weigh.
    fn words(&self) -> &Words;

    /// Whether the sides of an act do such a thing so seldom that two reports a day apart mean one.
    fn is_rare(&self, told: &Told) -> bool;
}

/// The points that speak for `a` and `b` as reports of the same thing: 0 where too little is known, nothing where
/// something rules it out.
pub(super) fn points(a: &Told, b: &Told, weigh: &impl Weigh) -> Option<i32> {
    let kin = a.kind != b.kind;
    if kin && !a.rule.kin.contains(&&*b.kind) {
        return None;
    }
    if a.real != b.real || !parties_fit(a, b) || persons_clash(a, b) {
        return None;
    }
    let same_page = a.page == b.page;
    if !same_page && a.text == b.text && a.in_text == b.in_text {
        return Some(9);
    }
    let same_sentence = same_page && a.in_text.0 == b.in_text.0;
    let frequent = a.rule.frequent;
    let dated = match (a.date, b.date) {
        (Some(one), Some(other)) => Some(date_points(one, other)?),
        (Some(date), None) if let Some(day) = b.of_year => Some(of_year_points(day, date)?),
        (None, Some(date)) if let Some(day) = a.of_year => Some(of_year_points(day, date)?),
        (Some(date), None) if can_mean(b, date) => None,
        (None, Some(date)) if can_mean(a, date) => None,
        (None, None) => None,
        _ => return None,
    };
    // A page that gives two days tells of two things.
    if same_page && dated == Some(2) && a.date != b.date && [a, b].iter().all(|told| is_day(told.date)) {
        return None;
    }
    let far = match (a.date, b.date) {
        (Some(date), None) if b.of_year.is_none() => is_old(date, b),
        (None, Some(date)) if a.of_year.is_none() => is_old(date, a),
        _ => false,
    };
    let again = same_page && dated.is_none() && !frequent && !kin && a.sides == b.sides;
    let rare = !frequent
        && dated.is_some_and(|points| points >= 2)
        && !kin
        && a.sides == b.sides
        && weigh.is_rare(if a.date.is_some() { a } else { b });
    let place = place_points(a, b);
    // Two places are two accounts of one thing only where the day is the same.
    if place < 0 && dated.unwrap_or(0) < 3 {
        return None;
    }
    let shared = if same_sentence { 0.0 } else { shared_weight(a, b, weigh.words()) };
    let wording = [0.2, 1.0 / 3.0, 0.5].into_iter().filter(|&least| shared >= least).count() as i32;
    let persons = a.persons_met(b).filter(|met| *met).count();
    let trigger = i32::from(a.trigger == b.trigger);
    if kin && same_sentence {
        return None;
    }
    // Without a common day the words, the place or the page must carry it.
    if dated.is_none() && wording < 2 && place < 2 && !again {
        return Some(0);
    }
    // A kindred type needs the day, and words besides, or the same persons acting together.
    let together = persons >= 2 && a.recipient.is_empty() && b.recipient.is_empty();
    if kin && (dated.unwrap_or(0) < 3 || (wording < 1 && !together)) {
        return Some(0);
    }
    // What did not happen is the same thing only where day and words say so, or where the page denies what it tells.
    let told_as_fact = |told: &Told| told.factuality.is_fact();
    let denied = again && [a, b].iter().any(|told| told.factuality == Factuality::Denied);
    if told_as_fact(a) != told_as_fact(b) && dated.unwrap_or(0) < 2 && wording < 3 && !denied {
        return Some(0);
    }
    let most = match (frequent && !kin, same_page) {
        (true, true) => 1,
        (true, false) => 2,
        (false, _) => 3,
    };
    let day = dated.unwrap_or(0).min(most);
    let sum = day + i32::from(rare) + 3 * i32::from(again) + place + wording + i32::from(persons > 0) + trigger;
    Some(sum - i32::from(kin) - i32::from(far))
}

/// Whether the parties can be those of one act.
fn parties_fit(a: &Told, b: &Told) -> bool {
    let meet = |one: &[u32], other: &[u32]| one.iter().any(|side| other.contains(side));
    let open = |one: &[u32], other: &[u32]| one.is_empty() || other.is_empty();
    let (all_a, all_b) = (&a.sides, &b.sides);
    let shared = all_a.iter().filter(|side| all_b.contains(side)).count();
    let enough = shared >= 2 || (shared == 1 && all_a.len().min(all_b.len()) == 1);
    // Whoever is acted on takes part in the other, too.
    let outside =
        |one: &Told, all: &[u32]| !one.recipient.is_empty() && !one.recipient.iter().any(|side| all.contains(side));
    let enough = enough && !outside(a, all_b) && !outside(b, all_a);
    let directed = |told: &Told| !told.actor.is_empty() && !told.recipient.is_empty();
    match a.rule.mutual.max(b.rule.mutual) {
        Mutual::Joint if directed(a) && directed(b) => meet(&a.actor, &b.actor) && meet(&a.recipient, &b.recipient),
        Mutual::Joint | Mutual::Swaps => enough,
        Mutual::No => {
            let recipients = meet(&a.recipient, &b.recipient);
            (meet(&a.actor, &b.actor) && (recipients || open(&a.recipient, &b.recipient)))
                || (open(&a.actor, &b.actor) && recipients)
        }
    }
}

/// Whether on some side both name persons, and others.
fn persons_clash(a: &Told, b: &Told) -> bool {
    a.persons_met(b).any(|met| !met)
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
    let days = |period: Period| between(period.start, period.end);
    match (a.precision, b.precision) {
        _ if !near => None,
        (Precision::Day, Precision::Day) => Some(if a == b { 3 } else { 2 }),
        (Precision::Year, _) | (_, Precision::Year) => Some(0),
        (Precision::Month, _) | (_, Precision::Month) => Some(1),
        _ if days(a).max(days(b)) <= 14 => Some(2),
        _ => Some(1),
    }
}

/// Years back in which a day whose year was misread is looked for.
pub(super) const YEARS: i16 = 10;

/// Points for a day of an earlier year than the one that was read, and a date; nothing where they are apart in all years.
fn of_year_points(day: Date, date: Period) -> Option<i32> {
    let earlier = (1..=YEARS).filter_map(|back| day.checked_sub(back.years()).ok());
    earlier.filter_map(|day| date_points(Period::day(day), date)).max().map(|points| points.min(2))
}

/// Whether an undated record can tell of something of this date: as fact once it was, as a plan until it is.
fn can_mean(undated: &Told, date: Period) -> bool {
    let Some(published) = undated.published else { return true };
    if undated.factuality == Factuality::Planned {
        date.end.saturating_add(1.day()) >= published && between(published, date.start) <= AHEAD
    } else {
        !undated.factuality.is_fact() || date.start <= published.saturating_add(1.day())
    }
}

/// Whether a date is known to the day.
fn is_day(date: Option<Period>) -> bool {
    date.is_some_and(|date| date.precision == Precision::Day)
}

/// Whether a date lay so far back that news would have named it.
fn is_old(date: Period, undated: &Told) -> bool {
    undated.published.is_some_and(|published| between(date.end, published) > NEWS)
}

fn between(from: Date, to: Date) -> i32 {
    to.since(from).map_or(i32::MAX, |span| span.get_days())
}

fn place_points(a: &Told, b: &Told) -> i32 {
    match (a.place, b.place) {
        // 'In Vietnam' and 'in Hanoi' agree as far as they go.
        (Some((one, _)), Some((other, _))) if one == other => 2,
        (Some((_, Some(land))), Some((_, Some(other)))) if land == other => 0,
        (Some(_), Some(_)) => -2,
        _ => 0,
    }
}

/// Shared words as a share of the lighter record's words, by weight.
fn shared_weight(a: &Told, b: &Told, words: &Words) -> f64 {
    let count = common(&a.words, &b.words).count() as f64;
    let shared = words.weight(common(&a.words, &b.words));
    let lighter = words.weight(a.words.iter().copied()).min(words.weight(b.words.iter().copied()));
    // A two-word clause shares half of its words with anything: it counts as if it had four.
    if count == 0.0 { 0.0 } else { shared / lighter.max(4.0 * shared / count) }
}
