//! Lengths that are tied to something dated: 'two days after the summit in Hanoi', 'the five-month-old stalemate'.
//!
//! An age keeps its length as value, and gets its days; a distance from what happened is the day it leads to. What
//! happened is dated by the calendar of named events, or by the article itself where it gives the day elsewhere.

use anchor::Period;
use jiff::ToSpan;
use jiff::civil::Date;
use language::{Document, Token, TokenId};

use super::calendar::Calendar;
use super::{TimeExpression, TimeKind};

/// Gives days to the lengths among `times` that are tied to something dated; `today` is the day of publication.
pub(super) fn anchor(document: &Document, times: &mut [TimeExpression], calendar: &Calendar, today: Option<Date>) {
    let lengths: Vec<usize> =
        (0..times.len()).filter(|&i| times[i].kind == TimeKind::Duration && times[i].period.is_none()).collect();
    for i in lengths {
        if let Some(period) = age(document, &times[i], today) {
            times[i].period = Some(period);
            "an age, back from the day of publication".clone_into(&mut times[i].why);
        } else if let Some(day) = distance(document, times, i, calendar, today) {
            times[i].period = Period::range(day, day);
            times[i].kind = TimeKind::Date;
            times[i].value = day.to_string();
            "counted from the day of what happened".clone_into(&mut times[i].why);
        }
    }
}

/// 'the five-month-old stalemate': from so long before the day of publication until then.
fn age(document: &Document, time: &TimeExpression, today: Option<Date>) -> Option<Period> {
    let words = time.span.of(document.text()).to_lowercase();
    let today = today.filter(|_| words.ends_with("-old") || words.ends_with(" old"))?;
    Period::range(shifted(today, &time.value, false)?, today)
}

/// 'two days after the summit in Hanoi': so far from the day of what happened.
fn distance(
    document: &Document,
    times: &[TimeExpression],
    length: usize,
    calendar: &Calendar,
    today: Option<Date>,
) -> Option<Date> {
    let last = document.tokens_of(times[length].span).last()?;
    let preposition = document.token(TokenId(last as u32)).neighbour(1)?;
    let later = match preposition.norm() {
        "after" | "following" => true,
        "before" => false,
        _ => return None,
    };
    let sentence = document.sentence(preposition.sentence());
    let noun = document
        .tokens_in(preposition.index() + 1..sentence.end.min(preposition.index() + 7))
        .find(|noun| matches!(noun.pos(), "NOUN" | "PROPN") && !matches!(noun.dep(), "compound" | "nmod"))?;
    let phrase = document.span(noun.extent());
    let named = today.and_then(|today| calendar.resolve(phrase.of(document.text()), today, &[]));
    let known = named.map(|occasion| occasion.period).filter(|period| today.is_some_and(|today| period.end <= today));
    let day = known.or_else(|| told(document, times, noun))?;
    let from = if later { day.end } else { day.start };
    shifted(from, &times[length].value, later)
}

/// The day that the article gives elsewhere to what `noun` names: 'The summit in Hanoi took place on February 27'.
pub(crate) fn told(document: &Document, times: &[TimeExpression], noun: Token<'_>) -> Option<Period> {
    let places = |noun: Token<'_>| {
        let below = noun.subtree().into_iter().filter(|word| word.pos() == "PROPN").map(|word| word.text().to_owned());
        below.collect::<Vec<String>>()
    };
    let here = places(noun);
    let same = |other: &Token<'_>| {
        let there = places(*other);
        other.pos() == "NOUN"
            && other.id != noun.id
            && other.lemma() == noun.lemma()
            && (here.is_empty() || there.is_empty() || here.iter().any(|place| there.contains(place)))
    };
    let dated = |other: Token<'_>| {
        times.iter().find_map(|time| {
            let period = time.period.filter(|period| time.is_calendar() && period.start == period.end)?;
            let word = document.tokens_of(time.span).next()?;
            let heads = document.token(TokenId(word as u32)).ancestors().take(5);
            // The date stands with the noun, or with the verb of which it is the subject or object.
            let governs = |head: Token<'_>| {
                head == other || head == other.head() && matches!(other.dep(), "nsubj" | "nsubjpass" | "dobj" | "attr")
            };
            heads.into_iter().any(governs).then_some(period)
        })
    };
    let days: Vec<Period> = document.tokens().filter(same).filter_map(dated).collect();
    // Two days for the same words: two different things.
    let first = *days.first()?;
    days.iter().all(|day| *day == first).then_some(first)
}

/// The day that lies as far from `day` as a TIMEX3 length says: `P2D`, `P3W`, `P5M`, `P1Y`.
pub(crate) fn shifted(day: Date, value: &str, later: bool) -> Option<Date> {
    let value = value.strip_prefix('P')?;
    let (count, unit) = value.split_at(value.len().checked_sub(1)?);
    let count: i64 = count.parse().ok().filter(|count| (0..100_000).contains(count))?;
    let count = if later { count } else { -count };
    let span = match unit {
        "D" => count.days(),
        "W" => count.weeks(),
        "M" => count.months(),
        "Y" => i16::try_from(count).ok()?.years(),
        _ => return None,
    };
    day.checked_add(span).ok()
}
