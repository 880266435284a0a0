//! What an event has from the scene it belongs to: the day that the sentence before told, and whether its day
//! is still to come.

use language::Token;

use super::Ontology;
use crate::reading::Reading;
use crate::record::{Event, EventDate, Factuality};

/// Gives events in the simple past that name no time the day of the sentence before, where both stand in one
/// paragraph and tell one course of events: 'On Friday the envoys met. They signed two protocols.'
pub(super) fn carry_on(events: &mut [Event], reading: Reading<'_>) {
    for i in 1..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let event = &mut rest[0];
        if event.date.is_some() || !event.factuality.is_fact() {
            continue;
        }
        let Some(told) = before.iter().rev().find(|other| other.basis.sentence < event.basis.sentence) else {
            continue;
        };
        let near = event.basis.sentence - told.basis.sentence == 1 && same_paragraph(told, event, reading);
        let Some(date) = told.date.as_ref().filter(|_| near && told.factuality == Factuality::Happened) else {
            continue;
        };
        if in_simple_past(event, reading) && !names_a_time(event, reading) {
            let by = "the scene of the sentence before".to_owned();
            event.date = Some(EventDate { period: date.period, timex: date.timex.clone(), by });
        }
    }
}

fn same_paragraph(one: &Event, other: &Event, reading: Reading<'_>) -> bool {
    let between: String = reading
        .article
        .text
        .chars()
        .skip(one.trigger.end)
        .take(other.trigger.start.saturating_sub(one.trigger.end))
        .collect();
    !between.contains("\n\n")
}

fn trigger<'a>(event: &Event, reading: Reading<'a>) -> Option<Token<'a>> {
    let span = reading.quoter.span(event.trigger.start, event.trigger.end);
    reading.document.token_at(span.start as usize)
}

fn in_simple_past(event: &Event, reading: Reading<'_>) -> bool {
    trigger(event, reading).is_some_and(|token| {
        let perfect = token.children().any(|aux| aux.dep() == "aux" && aux.lemma() == "have");
        let passive = token.tag() == "VBN" && token.children().any(|aux| aux.dep() == "auxpass" && aux.tag() == "VBD");
        (token.tag() == "VBD" || passive) && !perfect
    })
}

fn names_a_time(event: &Event, reading: Reading<'_>) -> bool {
    let sentence = reading.document.span(reading.document.sentence(event.basis.sentence));
    reading.times.iter().any(|time| time.period.is_some() && sentence.contains(time.span))
}

/// What is dated after the article has not happened yet: 'the delegation flies to Sanaa on Sunday'.
pub(super) fn plan(events: &mut [Event], reading: Reading<'_>, ontology: &Ontology) {
    let Some(today) = reading.article.published.period else { return };
    for event in events {
        let later = event.date.as_ref().is_some_and(|date| date.period.start > today.end && date.by == "clause");
        let past = trigger(event, reading).is_some_and(|token| matches!(token.tag(), "VBD" | "VBN"));
        if later && event.factuality == Factuality::Happened && !past {
            event.factuality = Factuality::Planned;
            event.coded = ontology.coded(&event.kind, Factuality::Planned);
            event.basis.why.push("planned: its day was still to come".to_owned());
        }
    }
}
