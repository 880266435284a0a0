//! By when a forecast is to come true, as records print it; [`crate::time::horizon`] reads it.

use std::ops::Range;

use jiff::civil::Date;
use language::Token;

use super::Expectation;
use crate::proposition::subject_of;
use crate::reading::Reading;
use crate::record::{Event, Horizon};
use crate::time::{self, HorizonContext, Limit};

/// The horizon that `tokens` name: an end that is set ('before the election') before a mere date. A length ('for two
/// years') is one of what `lasts`; of a change it says how long the new state will.
pub(super) fn of(tokens: Range<usize>, lasts: bool, reading: Reading<'_>) -> Option<Horizon> {
    let sides = reading.mentions.sides().iter().chain(reading.mentions.home());
    let countries: Vec<&str> = sides.filter_map(|side| side.country.as_deref()).collect();
    let context = HorizonContext {
        times: reading.times,
        calendar: reading.calendar,
        ends: reading.ends,
        today: today(reading)?,
        countries: &countries,
    };
    let found = time::horizon(reading.document, tokens, &context)?;
    if found.limit == Limit::Length && !lasts {
        return None;
    }
    let quote = reading.quoter.words(found.span).to_owned();
    Some(Horizon { start: None, end: Some(found.end), quote, event: found.event })
}

/// 'That is unlikely', 'such a strike is improbable': by when what the words point back at was to be, if one of the two
/// sentences before gave it a day.
pub(super) fn of_what_was_told(
    expectation: &Expectation<'_>,
    events: &[Event],
    reading: Reading<'_>,
) -> Option<Horizon> {
    let subjects = subject_of(expectation.core).into_iter().chain(subject_of(expectation.cue.head()));
    let points_back = |noun: Token<'_>| {
        let pronoun = matches!(noun.norm(), "that" | "this") && noun.pos() == "PRON";
        pronoun || noun.children().any(|word| matches!(word.norm(), "such"))
    };
    let core = expectation.core;
    if !subjects.chain([core]).any(points_back) {
        return None;
    }
    let today = today(reading)?;
    let sentence = expectation.cue.sentence();
    let told = events.iter().rev().filter(|event| {
        let near = event.basis.sentence < sentence && sentence - event.basis.sentence <= 2;
        near && !event.factuality.is_fact()
    });
    let date = told.filter_map(|event| event.date.as_ref()).find(|date| date.period.end >= today)?;
    Some(Horizon { start: None, end: Some(date.period.end), quote: date.timex.clone(), event: None })
}

fn today(reading: Reading<'_>) -> Option<Date> {
    reading.article.published.period.map(|period| period.start)
}
