//! By when a forecast is to come true, as records print it; [`crate::time::horizon`] reads it.

use std::ops::Range;

use jiff::civil::Date;

use crate::reading::Reading;
use crate::record::Horizon;
use crate::time::{self, HorizonContext};

/// The horizon that `tokens` name: an end that is set ('before the election') before a mere date.
pub(super) fn of(tokens: Range<usize>, reading: Reading<'_>) -> Option<Horizon> {
    let sides = reading.mentions.sides().iter().chain(reading.mentions.home());
    let countries: Vec<&str> = sides.filter_map(|side| side.country.as_deref()).collect();
    let context = HorizonContext {
        times: reading.times,
        calendar: reading.calendar,
        today: today(reading)?,
        countries: &countries,
    };
    let found = time::horizon(reading.document, tokens, &context)?;
    let quote = reading.quoter.words(found.span).to_owned();
    Some(Horizon { start: None, end: Some(found.end), quote, event: found.event })
}

fn today(reading: Reading<'_>) -> Option<Date> {
    reading.article.published.period.map(|period| period.start)
}
