//! By when: the last day that words like 'until November', 'before the presidential election', 'this year', 'within
//! three months' leave.
//!
//! What holds of the result:
//! - the last day is never before the day on which the words are read;
//! - 'by X' and 'until the end of X' end with X; 'before X' and 'until X' end with X where X is one day or something
//!   that happens ('before the election' may still be on the day), else the day before X begins ('before 2030');
//! - 'since', 'after' and 'from' set no end.
//!
//! Which words set which end is told by `data/time/ends.tsv`.

use std::ops::Range;

use anchor::Span;
use jiff::ToSpan;
use jiff::civil::Date;
use language::{Document, Token, TokenId};

use super::calendar::{Calendar, NamedKind};
use super::ends::{Ends, Limit};
use super::point::Point;
use super::unit::Unit;
use super::{Modifier, TimeExpression, TimeKind};

/// The last day that some words leave, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// The words: 'the November presidential election', 'next month'.
    pub span: Span,
    /// The last day that counts.
    pub end: Date,
    /// How the words set it.
    pub limit: Limit,
    /// The named date meant ('US presidential election'), if one is.
    pub event: Option<String>,
    /// The rule that decided, in words a reader understands.
    pub why: &'static str,
}

/// What is known of the text beside its words.
#[derive(Clone, Copy, Debug)]
pub struct HorizonContext<'a> {
    /// The time expressions of the document.
    pub times: &'a [TimeExpression],
    /// The named dates.
    pub calendar: &'a Calendar,
    /// The words that say by when.
    pub ends: &'a Ends,
    /// The day on which the words are read.
    pub today: Date,
    /// Countries (ISO 3166 alpha-3) that the text is about: theirs is 'the election'.
    pub countries: &'a [&'a str],
}

/// By when, as far as the words of `tokens` say: an end set by a preposition goes before a mere date, and what stands
/// later before what stands earlier.
pub fn horizon(document: &Document, tokens: Range<usize>, context: &HorizonContext<'_>) -> Option<Horizon> {
    let tokens = tokens.start..tokens.end.min(document.len());
    let times = context.times.iter().filter(|time| {
        let at = document.tokens_of(time.span);
        tokens.start <= at.start && at.end <= tokens.end
    });
    let dated = times.filter_map(|time| of_time(document, time, context));
    let named = occasions(document, tokens.clone(), context);
    let over = document.tokens_in(tokens.clone()).filter_map(|noun| is_out(noun, context));
    let all = dated.chain(named).chain(over);
    all.max_by_key(|(limit, horizon)| {
        (!matches!(limit, Limit::Plain | Limit::Length), horizon.event.is_some(), horizon.span.start)
    })
    .map(|(_, horizon)| horizon)
}

/// 'before the year is out', 'by the time the month is over'.
fn is_out(noun: Token<'_>, context: &HorizonContext<'_>) -> Option<(Limit, Horizon)> {
    let unit = match noun.lemma() {
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    };
    let verb = Some(noun.head()).filter(|_| noun.dep() == "nsubj" && noun.tag() == "NN")?;
    let over = |word: Token<'_>| matches!(word.norm(), "out" | "over" | "up" | "through");
    let ends = verb.lemma() == "end" || verb.lemma() == "be" && verb.children().any(over);
    let the = noun.children().any(|word| matches!(word.norm(), "the" | "this")) && noun.extent().len() == 2;
    let limit = context.ends.before(noun.document(), noun.extent().start).filter(|_| ends && the)?;
    let end = Point::holding(context.today, unit)?.period()?.end;
    let span = noun.document().span(noun.extent());
    let set = matches!(limit, Limit::Before | Limit::With);
    set.then_some((limit, Horizon { span, end, limit, event: None, why: "up to the end of it" }))
}

/// The end that one time expression sets.
fn of_time(document: &Document, time: &TimeExpression, context: &HorizonContext<'_>) -> Option<(Limit, Horizon)> {
    let limit = match context.ends.before(document, document.tokens_of(time.span).start)? {
        Limit::Length if time.kind != TimeKind::Duration => Limit::Plain,
        limit => limit,
    };
    let found = |end: Date, why: &'static str| {
        (end >= context.today).then_some((limit, Horizon { span: time.span, end, limit, event: None, why }))
    };
    if time.kind == TimeKind::Duration {
        // 'over the next two weeks' has its days; 'within three months' counts from today.
        return match (time.period, limit) {
            (Some(period), _) if period.start >= context.today => found(period.end, "a length from the text's day on"),
            (_, Limit::Within | Limit::Length) => {
                found(after(context.today, &time.value)?, "so long from the text's day")
            }
            _ => None,
        };
    }
    let period = time.period?;
    let words = time.span.of(document.text()).to_lowercase();
    // 'the middle of 2021', 'the end of the year' are moments.
    let moment = |word: &str| words.contains(word);
    if moment("middle") && time.modifier == Some(Modifier::Mid) {
        let middle = midpoint(time)?;
        let end = if limit == Limit::Before { middle.yesterday().ok()? } else { middle };
        return found(end, "up to the middle of it");
    }
    if moment("end") && time.modifier == Some(Modifier::End) {
        return found(period.end, "up to the end of it");
    }
    // 'over the next decade', 'in the coming year': so long from the day on which it is read.
    let next = words.strip_prefix("the next ").or_else(|| words.strip_prefix("the coming "));
    let span = match next {
        Some("week") => Some("P1W"),
        Some("month") => Some("P1M"),
        Some("year") => Some("P1Y"),
        Some("decade") => Some("P10Y"),
        _ => None,
    };
    if let Some(length) = span {
        return found(after(context.today, length)?, "so long from the text's day");
    }
    match limit {
        // 'in less than two weeks' begins and ends before they are over.
        Limit::Plain | Limit::Within if time.modifier == Some(Modifier::LessThan) => {
            found(period.start, "before it begins")
        }
        Limit::Before if period.start != period.end => {
            found(period.start.yesterday().ok()?, "the day before it begins")
        }
        Limit::Before => found(period.end, "up to that day"),
        Limit::With | Limit::Within => found(period.end, "with its last day"),
        Limit::Plain | Limit::Length => found(period.end, "the last day of the time it speaks of"),
    }
}

/// The middle of a time whose middle part is meant: 1 July of '2021', the 16th of a month.
fn midpoint(time: &TimeExpression) -> Option<Date> {
    let third = time.period?;
    // The middle third lies around the middle.
    let days = (third.end - third.start).get_days();
    let middle = third.start.checked_add((i64::from(days) / 2).days()).ok()?;
    let year = time.value.len() == 4;
    if year { Date::new(third.start.year(), 7, 1).ok() } else { Some(middle) }
}

/// The day a TIMEX3 length after `day`; nothing for lengths that are not known.
fn after(day: Date, length: &str) -> Option<Date> {
    if let Some(clock) = length.strip_prefix("PT") {
        let hours: i64 = clock.strip_suffix('H')?.parse().ok()?;
        return day.checked_add((hours / 24).days()).ok();
    }
    let (number, unit) = length.strip_prefix('P')?.split_at_checked(length.len() - 2)?;
    let number: i64 = number.parse().ok()?;
    let span = jiff::Span::new();
    let span = match unit {
        "D" => span.try_days(number),
        "W" => span.try_weeks(number),
        "M" => span.try_months(number),
        "Q" => span.try_months(number.checked_mul(3)?),
        "Y" => span.try_years(number),
        _ => return None,
    };
    day.checked_add(span.ok()?).ok()
}

/// The ends that named dates set: 'before the November presidential election', 'by the G20 summit'.
fn occasions<'a>(
    document: &'a Document,
    tokens: Range<usize>,
    context: &'a HorizonContext<'_>,
) -> impl Iterator<Item = (Limit, Horizon)> + 'a {
    let nouns = tokens.clone().filter_map(move |at| {
        let noun = document.token(TokenId(at as u32));
        // The head of its phrase, not a part of a compound.
        let heads = matches!(noun.pos(), "NOUN" | "PROPN") && !matches!(noun.dep(), "compound" | "nmod");
        heads.then_some(noun)
    });
    nouns.filter_map(move |noun| {
        let range = phrase(noun, &tokens);
        let limit = context.ends.before(document, range.start)?;
        if matches!(limit, Limit::Plain | Limit::Length) {
            // 'the election will decide' sets no end.
            return None;
        }
        let span = document.span(range).trim(document.text());
        let words = span.of(document.text());
        let occasion = context.calendar.resolve(words, context.today, context.countries)?;
        let period = occasion.period;
        let end = match (occasion.entry.kind, limit) {
            (NamedKind::Start, Limit::Before) => period.start.yesterday().ok()?,
            (_, Limit::Before) => period.start,
            _ => period.end,
        };
        let event = Some(occasion.entry.name.clone());
        let horizon = Horizon { span, end, limit, event, why: "a date that goes by its name" };
        (end >= context.today).then_some((limit, horizon))
    })
}

/// The noun's own phrase, without clauses on it, and the month or year that follows it ('the election in November').
fn phrase(noun: Token<'_>, tokens: &Range<usize>) -> Range<usize> {
    let document = noun.document();
    let mut start = noun.index();
    for child in noun.children().filter(|child| child.index() < noun.index()) {
        if matches!(child.dep(), "det" | "amod" | "compound" | "nmod" | "nummod" | "poss" | "npadvmod") {
            start = start.min(child.extent().start);
        }
    }
    let mut end = noun.index() + 1;
    let word = |at: usize| document.token(TokenId(at as u32));
    // 'of Congress', 'in November', 'of 2024'
    while end + 1 < tokens.end && end < noun.index() + 5 && matches!(word(end).text(), "in" | "of" | "on" | "next") {
        let mut next = end + 1;
        while next + 1 < tokens.end && matches!(word(next).pos(), "DET" | "ADJ") && next < end + 3 {
            next += 1;
        }
        if !matches!(word(next).pos(), "NOUN" | "PROPN" | "NUM") {
            break;
        }
        // 'in the White House'
        while next + 1 < tokens.end && word(next).dep() == "compound" && word(next).head().index() > next {
            next += 1;
        }
        end = next + 1;
    }
    start.max(tokens.start)..end.min(tokens.end).max(noun.index() + 1)
}
