//! Which event decides a forecast: read from the events that its clause tells of, else from its words.

use std::collections::BTreeSet;

use anchor::Span;
use language::Token;

use super::direction::Direction;
use super::likelihood::Likelihood;
use super::{Expectation, subjects};
use crate::event::{Lexicon as EventLexicon, Ontology, Text};
use crate::reading::Reading;
use crate::record::{DecidingEvent, Event, Horizon, Party};

/// What an expected event is recognised by.
#[derive(Clone, Copy, Debug)]
pub struct Acts<'a> {
    /// The events of the article.
    pub events: &'a [Event],
    /// What words are acts.
    pub lexicon: &'a EventLexicon,
    /// PLOVER's types.
    pub ontology: &'a Ontology,
}

/// The event that decides the forecast, if the words name one.
pub(super) fn event(
    expectation: &Expectation<'_>,
    direction: Direction,
    horizon: Option<&Horizon>,
    reading: Reading<'_>,
    (acts, likelihood): (Acts<'_>, &Likelihood),
) -> Option<DecidingEvent> {
    let document = reading.document;
    let span = document.span(expectation.content.clone());
    let quoted = reading.quoter.quote(span);
    let told = acts.events.iter().find(|event| {
        quoted.start <= event.trigger.start && event.trigger.end <= quoted.end && !event.factuality.is_fact()
    });
    let (types, parties, words) = if let Some(ended) = direction.stays.then(|| ends(expectation, likelihood)).flatten()
    {
        (ended.1, Vec::new(), reading.quoter.words(ended.0).to_owned())
    } else if let Some(event) = told {
        let parties = event.actor.iter().chain(&event.recipient).cloned().collect();
        (vec![event.kind.clone()], parties, event.trigger.quote.clone())
    } else {
        let (span, kind) = expectation_words(expectation, reading)
            .find_map(|token| Some((token.span(), kind_of(token, reading, acts)?)))?;
        (vec![kind], Vec::new(), reading.quoter.words(span).to_owned())
    };
    Some(DecidingEvent {
        types,
        between: between(parties, expectation, reading),
        occurs: !(direction.stays ^ direction.negated),
        from: reading.article.published.not_before.or(reading.article.published.period.map(|period| period.start)),
        until: horizon.and_then(|horizon| horizon.end),
        quote: words,
    })
}

/// The words of the clause, those nearest to its root first.
fn expectation_words<'d>(expectation: &Expectation<'d>, reading: Reading<'d>) -> impl Iterator<Item = Token<'d>> {
    let mut words: Vec<Token<'d>> = reading.document.tokens_in(expectation.content.clone()).collect();
    words.sort_by_key(|token| (token.ancestors().count(), token.index()));
    words.into_iter()
}

/// The type of an act, whoever its parties are.
fn kind_of(token: Token<'_>, reading: Reading<'_>, acts: Acts<'_>) -> Option<String> {
    let party = |head| reading.mentions.headed(head).is_some_and(|mention| !mention.parties.is_empty());
    let text = Text {
        document: reading.document,
        propositions: reading.propositions,
        lexicon: acts.lexicon,
        ontology: acts.ontology,
        is_party: &party,
    };
    match token.pos() {
        "VERB" => text.verb_line(reading.propositions.at(token.id)?)?.kind.clone(),
        "NOUN" => text.noun_line(token)?.kind.clone(),
        _ => None,
    }
}

/// The quad of the act that a clause tells: 1 and 2 friendly, 3 and 4 hostile, 0 none.
pub(super) fn quad_of(core: Token<'_>, reading: Reading<'_>, acts: Acts<'_>) -> u8 {
    // 'the talks will resume': by what it is said of, where the verb tells no act
    let kind = kind_of(core, reading, acts).or_else(|| kind_of(core.child(&["nsubj", "nsubjpass"])?, reading, acts));
    kind.map_or(0, |kind| acts.ontology.quad(&kind))
}

/// What would end a state of which the clause says that it lasts: its word and the types.
fn ends(expectation: &Expectation<'_>, likelihood: &Likelihood) -> Option<(Span, Vec<String>)> {
    let document = expectation.core.document();
    document.tokens_in(expectation.content.clone()).find_map(|token| {
        let types = likelihood.ended_by(&token.lemma().to_lowercase());
        (!types.is_empty()).then(|| (token.span(), types.to_vec()))
    })
}

/// Codes of the parties, those of the clause's own subject added, and the two sides of the dispute where one is known.
fn between(mut parties: Vec<Party>, expectation: &Expectation<'_>, reading: Reading<'_>) -> Vec<String> {
    if parties.len() < 2 {
        parties.extend(subjects(expectation, reading));
    }
    let mut codes: BTreeSet<String> = parties.into_iter().map(|party| party.code.unwrap_or(party.name)).collect();
    if codes.len() < 2 {
        for mention in reading.mentions.within(expectation.content.clone()) {
            codes.extend(
                mention
                    .parties
                    .iter()
                    .map(|actor| actor.code.as_deref().map_or_else(|| actor.name.to_string(), str::to_owned)),
            );
        }
    }
    if codes.is_empty() {
        codes.extend(reading.mentions.sides().iter().filter_map(|side| side.code.as_deref().map(str::to_owned)));
    }
    codes.into_iter().collect()
}
