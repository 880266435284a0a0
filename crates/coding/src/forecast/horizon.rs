//! By when a forecast is to come true: the last day that its time words or a named date ('the presidential
//! election') allow.
//!
//! Invariant: a horizon never ends before the article was published.

use std::ops::Range;

use anchor::{Period, Precision};
use jiff::ToSpan;
use jiff::civil::Date;
use language::Token;

use crate::reading::Reading;
use crate::record::Horizon;
use crate::time::TimeExpression;

/// Prepositions and adverbs that set an end.
const ENDS: [&str; 10] = ["before", "until", "till", "by", "ahead", "than", "within", "through", "after", "prior"];

/// The horizon that `tokens` name: a named date before a plain one, the latest-standing of each.
pub(super) fn of(tokens: Range<usize>, reading: Reading<'_>) -> Option<Horizon> {
    named(tokens.clone(), reading).or_else(|| {
        let span = reading.document.span(tokens);
        let times = reading.times.iter().filter(|time| span.contains(time.span) && time.period.is_some());
        times.filter_map(|time| plain(time, reading)).next_back()
    })
}

fn today(reading: Reading<'_>) -> Option<Date> {
    reading.article.published.period.map(|period| period.start)
}

/// 'until the November presidential election', 'ahead of the vote'
fn named(tokens: Range<usize>, reading: Reading<'_>) -> Option<Horizon> {
    let document = reading.document;
    let anchor = today(reading)?;
    let country = reading.mentions.home().and_then(|home| home.country.as_deref());
    document.tokens_in(tokens.clone()).rev().filter(|noun| matches!(noun.pos(), "NOUN" | "PROPN")).find_map(|noun| {
        sets_end(noun).then_some(())?;
        let mut range = noun.extent();
        // 'the election in November': the parser may hang the month elsewhere.
        range.end = range.end.max((noun.index() + 3).min(tokens.end)).min(tokens.end);
        let span = document.span(range.clone()).trim(document.text());
        let occasion = reading.calendar.resolve(reading.quoter.words(span), anchor, country)?;
        let end = occasion.period.end;
        (end >= anchor).then(|| Horizon {
            start: None,
            end: Some(end),
            quote: reading.quoter.words(document.span(noun.extent())).to_owned(),
            event: Some(occasion.entry.name.clone()),
        })
    })
}

/// Whether a word that sets an end stands above the noun in its phrase.
fn sets_end(noun: Token<'_>) -> bool {
    noun.ancestors()
        .take(3)
        .take_while(|above| !matches!(above.pos(), "VERB" | "AUX"))
        .any(|above| ENDS.contains(&above.text().to_lowercase().as_str()))
}

fn plain(time: &TimeExpression, reading: Reading<'_>) -> Option<Horizon> {
    let document = reading.document;
    let mut period = time.period?;
    let words = document.tokens_of(time.span);
    let head = document.tokens_in(words.clone()).find(|word| !words.contains(&word.head().index()))?;
    let preposition = head.head().text().to_lowercase();
    // A month without a year that has passed is the next one: what is expected lies ahead.
    if let Some(published) = today(reading).filter(|&published| period.end < published) {
        let next = next_year(period).filter(|next| next.end >= published && period.precision != Precision::Year)?;
        period = next;
    }
    let whole = matches!(period.precision, Precision::Month | Precision::Year);
    let end = if matches!(preposition.as_str(), "before" | "until" | "till" | "than") && whole {
        // 'before 2030' ends with 2029.
        period.start.checked_sub(1.day()).ok()?
    } else {
        period.end
    };
    Some(Horizon { start: None, end: Some(end), quote: reading.quoter.words(time.span).to_owned(), event: None })
}

fn next_year(period: Period) -> Option<Period> {
    let start = period.start.checked_add(1.year()).ok()?;
    let end = period.end.checked_add(1.year()).ok()?;
    Some(Period { start, end, precision: period.precision })
}
