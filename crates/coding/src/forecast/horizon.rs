//! By when a forecast is to come true: the last day that its time words name.

use std::ops::Range;

use anchor::Precision;
use jiff::ToSpan;

use crate::reading::Reading;
use crate::record::Horizon;
use crate::time::TimeExpression;

/// The last day that the time words among `tokens` name, the latest-standing of them.
pub(super) fn of(tokens: Range<usize>, reading: Reading<'_>) -> Option<Horizon> {
    let document = reading.document;
    let span = document.span(tokens);
    let times = reading.times.iter().filter(|time| span.contains(time.span) && time.period.is_some());
    times.map(|time| horizon(time, reading)).next_back().flatten()
}

fn horizon(time: &TimeExpression, reading: Reading<'_>) -> Option<Horizon> {
    let document = reading.document;
    let period = time.period?;
    let words = document.tokens_of(time.span);
    let head = document.tokens_in(words.clone()).find(|word| !words.contains(&word.head().index()))?;
    let preposition = head.head().text().to_lowercase();
    let whole = matches!(period.precision, Precision::Month | Precision::Year);
    let end = if matches!(preposition.as_str(), "before" | "until" | "till" | "than") && whole {
        // 'before 2030' ends with 2029.
        period.start.checked_sub(1.day()).ok()?
    } else {
        period.end
    };
    Some(Horizon { start: None, end: Some(end), quote: reading.quoter.words(time.span).to_owned(), event: None })
}
