//! Stretches of time that a clause tells without a date of its own kind: by when it is to be, how long it went on, how
//! long ago it was.
//!
//! The rules:
//! - an end ('before the election', 'by Friday', 'until X', 'within three weeks') dates nothing that happened; what is
//!   still to come lies between the day of publication and that end;
//! - 'for six months' of what has (not) been done: so long back from the day of publication;
//! - 'eleven days of talks ended on Monday': so long back from that day, with it;
//! - 'four weeks after Norland left, the valley is quiet': so long before the day of publication;
//! - 'have been killed since the coup': from the day that the article gives for it elsewhere;
//! - 'overnight': the day of publication and the one before.

use anchor::{Period, Span};
use jiff::civil::Date;
use language::Token;

use super::when::{self, clause, counts_from, governor, offset};
use crate::proposition::{PredicateKind, Proposition};
use crate::reading::Reading;
use crate::record::{EventDate, Factuality};
use crate::time::{self, HorizonContext, Limit, TimeExpression, TimeKind};

/// The rule of what is still to come.
pub(super) const BY_WHEN: &str = "by when it is to be";

/// What is still to come, between the day of publication and the end that its clause sets.
pub(super) fn ahead(proposition: &Proposition, reading: Reading<'_>) -> Option<EventDate> {
    if !is_ahead(proposition, reading) {
        return None;
    }
    let document = reading.document;
    let token = proposition.token(document);
    let sides = reading.mentions.sides().iter().chain(reading.mentions.home());
    let countries: Vec<&str> = sides.filter_map(|side| side.country.as_deref()).collect();
    let today = today(reading)?;
    let context = HorizonContext {
        times: reading.times,
        calendar: reading.calendar,
        ends: reading.ends,
        today,
        countries: &countries,
    };
    let end = time::horizon(document, clause(token), &context)?;
    let is_end = matches!(end.limit, Limit::Before | Limit::With | Limit::Within);
    let head = document.token_at(end.span.start as usize)?;
    let verb = if is_verb(token) { Some(token) } else { governor(token) };
    let own = governor(head) == verb || head.ancestors().any(|above| above == token);
    let period = Period::range(today, end.end).filter(|_| is_end && own)?;
    Some(dated(period, reading.quoter.words(end.span), BY_WHEN))
}

/// Whether a clause speaks of what is to come, if it is to be at all.
fn is_ahead(proposition: &Proposition, reading: Reading<'_>) -> bool {
    let unreal = matches!(
        proposition.factuality,
        Factuality::Planned | Factuality::Possible | Factuality::Conditional | Factuality::Negated
    );
    let token = proposition.token(reading.document);
    let to_come = |word: &Token<'_>| {
        let modal = matches!(
            word.norm(),
            "will"
                | "wo"
                | "would"
                | "shall"
                | "may"
                | "might"
                | "could"
                | "can"
                | "ca"
                | "should"
                | "must"
                | "'ll"
                | "to"
        );
        modal && matches!(word.dep(), "aux" | "mark")
    };
    let verbal = is_verb(token) && token.children().any(|word| to_come(&word));
    let nominal = proposition.kind == PredicateKind::Noun && proposition.factuality != Factuality::Negated;
    unreal && (verbal || nominal)
}

/// Stretches of what happened, where its clause has no date; `told` is the day that the text told last.
pub(super) fn told(proposition: &Proposition, reading: Reading<'_>) -> Option<EventDate> {
    let token = proposition.token(reading.document);
    overnight(token, reading)
        .or_else(|| before_now(token, reading))
        .or_else(|| lasting(token, proposition.factuality, reading))
        .or_else(|| since(token, reading))
}

/// 'killed two villagers overnight'
fn overnight(token: Token<'_>, reading: Reading<'_>) -> Option<EventDate> {
    let verb = if is_verb(token) { token } else { governor(token)? };
    let word = verb.children().find(|word| word.norm() == "overnight" && word.dep() != "amod")?;
    if !matches!(verb.tag(), "VBD" | "VBN") {
        return None;
    }
    let today = today(reading)?;
    let period = Period::range(today.yesterday().ok()?, today)?;
    Some(dated(period, reading.quoter.words(word.span()), "the night before publication"))
}

/// 'Four weeks after Norland left, the valley is quiet'
fn before_now(token: Token<'_>, reading: Reading<'_>) -> Option<EventDate> {
    counts_from(token)?;
    let main = main_of(token)?;
    let auxiliary = main.children().any(|word| word.dep() == "aux");
    let now = matches!(main.tag(), "VBZ" | "VBP") && !auxiliary;
    let from = Period::day(today(reading).filter(|_| now)?);
    let (period, words) = offset(token, &(0..0), from, reading)?;
    Some(dated(period, &words, "counted from the day of publication"))
}

/// The clause that 'two days after …' counts from.
pub(super) fn main_of(token: Token<'_>) -> Option<Token<'_>> {
    if token.dep() == "pcomp" { governor(token) } else { Some(token.head()).filter(|&head| is_verb(head)) }
}

/// 'For six months no jet has bombed the valley'
fn lasting(token: Token<'_>, factuality: Factuality, reading: Reading<'_>) -> Option<EventDate> {
    let auxiliary = |norm: &[&str]| token.children().any(|word| word.dep() == "aux" && norm.contains(&word.norm()));
    let lasts = matches!(factuality, Factuality::Ongoing | Factuality::Negated) && auxiliary(&["have", "has"]);
    let length = length_of(token, reading).filter(|_| lasts)?;
    let end = today(reading)?;
    let period = Period::range(time::shifted(end, &length.value, false)?, end)?;
    Some(dated(period, reading.quoter.words(length.span), "so long up to the day of publication"))
}

/// The length that 'for' gives to a verb.
pub(super) fn length_of<'r>(verb: Token<'_>, reading: Reading<'r>) -> Option<&'r TimeExpression> {
    let document = reading.document;
    reading.times.iter().find(|time| {
        let lone = time.kind == TimeKind::Duration && time.period.is_none();
        let head = when::head_of(time, document).filter(|_| lone);
        head.is_some_and(|head| head.dep() == "pobj" && head.head().norm() == "for" && head.head().head() == verb)
    })
}

/// 'Soldiers have killed 700 people since the coup', where the article gives the coup's day.
fn since(token: Token<'_>, reading: Reading<'_>) -> Option<EventDate> {
    let perfect = token.children().any(|word| word.dep() == "aux" && matches!(word.norm(), "have" | "has"));
    let prepositions = token.children().filter(|word| word.norm() == "since" && word.dep() == "prep");
    let of_object = token.child(&["dobj"]).into_iter().flat_map(Token::children).filter(|word| word.norm() == "since");
    let nouns = prepositions.chain(of_object).flat_map(Token::children);
    let noun = nouns.into_iter().find(|noun| noun.dep() == "pobj").filter(|_| perfect)?;
    let end = today(reading)?;
    let phrase = reading.document.span(noun.extent());
    let named = || {
        let occasion = reading.calendar.resolve(phrase.of(reading.document.text()), end, &[])?;
        Some(occasion.period).filter(|period| period.end <= end)
    };
    let start = time::told(reading.document, reading.times, noun).or_else(named)?;
    let period = Period::range(start.start, end)?;
    Some(dated(period, reading.quoter.words(phrase), "since a day that the article gives"))
}

/// 'Eleven days of talks ended on Monday': a noun's length back from the day on which it ended.
pub(super) fn back_from_end(token: Token<'_>, end: Period, reading: Reading<'_>) -> Option<(Period, Span)> {
    let preposition = Some(token.head()).filter(|above| token.dep() == "pobj" && above.norm() == "of")?;
    let unit = preposition.head();
    let ends = matches!(
        governor(token)?.lemma(),
        "end" | "conclude" | "close" | "finish" | "collapse" | "fail" | "culminate" | "produce" | "yield"
    );
    let document = reading.document;
    let length = reading
        .times
        .iter()
        .find(|time| time.kind == TimeKind::Duration && document.tokens_of(time.span).contains(&unit.index()))?;
    if !ends || unit.dep() != "nsubj" || end.start != end.end {
        return None;
    }
    let start = time::shifted(end.end, &length.value, false)?;
    // Eleven days that end on the 13th began on the 3rd.
    let start = if length.value.ends_with('D') { start.tomorrow().ok()? } else { start };
    Some((Period::range(start, end.end)?, length.span))
}

fn is_verb(token: Token<'_>) -> bool {
    matches!(token.pos(), "VERB" | "AUX")
}

fn today(reading: Reading<'_>) -> Option<Date> {
    reading.article.published.period.map(|period| period.end)
}

fn dated(period: Period, timex: &str, by: &str) -> EventDate {
    EventDate { period, timex: timex.to_owned(), by: by.to_owned() }
}
