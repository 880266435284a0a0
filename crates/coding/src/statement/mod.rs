//! Statements: who said what, read from the attributions of an article.
//!
//! A statement is an attribution whose content is quoted or a clause. Orders, promises, wishes and attitudes whose
//! content is no clause ('urged them to leave', 'condemned the raid') are events and positions, not statements. An
//! attribution that only passes on what somebody else says is a link of that one's chain, not a statement of its own.
//! What an article claims in its own voice ('I doubt it', in a column) is no statement.

mod speaker;
mod told;

use std::ops::Range;

use anchor::{Id, Span};

use crate::attribution::{Attribution, ContentForm, CueClass};
use crate::reading::Reading;
use crate::record::{Basis, Quotation, Source, Statement};

pub use speaker::chains;
pub use told::through_outlets;

/// Reads the statements of one article.
pub fn read(reading: Reading<'_>) -> Vec<Statement> {
    let numbers = 0..reading.attributions.len();
    numbers.filter(|&number| is_statement(reading, number)).map(|number| statement(reading, number)).collect()
}

fn is_statement(reading: Reading<'_>, number: usize) -> bool {
    let one = &reading.attributions[number];
    let form = match one.form {
        ContentForm::Quoted | ContentForm::Clause => true,
        // 'denied leaking it', 'claims to have done so': told as having been.
        ContentForm::Infinitive => is_told(reading, one),
        ContentForm::Phrase => false,
    };
    form && !one.relays && !is_own_voice(reading, number) && !is_same_speaker(reading, number)
}

/// Whether an infinitive or gerund is told as a fact or denied to be one.
fn is_told(reading: Reading<'_>, one: &Attribution) -> bool {
    let Some(first) = one.content.first() else { return false };
    let tokens = reading.document.tokens_in(first.clone());
    let perfect = tokens.clone().take(4).any(|token| token.lemma() == "have" && token.dep() == "aux");
    let gerund = tokens.clone().next().is_some_and(|token| token.tag() == "VBG");
    let speech = matches!(one.class, CueClass::Speech | CueClass::Writing | CueClass::Evidence);
    (perfect && one.class != CueClass::Intention) || (gerund && speech)
}

/// Whether the article speaks of itself: 'I' and 'we' outside every other content.
fn is_own_voice(reading: Reading<'_>, number: usize) -> bool {
    let one = &reading.attributions[number];
    let Some(source) = &one.source else { return false };
    let word = reading.document.token(source.head).text().to_lowercase();
    one.outer.is_none() && matches!(word.as_str(), "i" | "we" | "me" | "us" | "my" | "our" | "you" | "your")
}

/// Whether the one whose words hold these is the same: 'he said he believed'.
fn is_same_speaker(reading: Reading<'_>, number: usize) -> bool {
    let chain = &reading.chains[number];
    matches!(&chain[..], [.., before, last] if before.name == last.name)
}

fn statement(reading: Reading<'_>, number: usize) -> Statement {
    let one = &reading.attributions[number];
    let spans = content_spans(reading, one);
    let content = reading.quoter.quote_parts(&spans);
    let speaker: Vec<Source> = reading.chains[number].clone();
    let sentence = reading.document.token(language::TokenId(one.cue[0].start as u32)).sentence();
    let mut evidence = reading.span(reading.document.sentence(sentence));
    for &span in &spans {
        evidence = evidence.cover(span);
    }
    let evidence = reading.quoter.quote(evidence.trim(reading.document.text()));
    let who = speaker.last().map_or("", |source| source.name.as_str());
    let place = format!("{}-{}", content.start, content.end);
    Statement {
        id: Id::of('s', &[reading.article.id.as_str(), &place, who]),
        quotation: one.quotation,
        content,
        basis: Basis {
            article: reading.article.id.clone(),
            sentence,
            evidence,
            attribution: speaker[..speaker.len().saturating_sub(1)].to_vec(),
            confidence: one.confidence,
            why: one.why.clone(),
        },
        speaker,
    }
}

/// Where the content stands: in direct speech without its outer marks and the comma before the last one.
fn content_spans(reading: Reading<'_>, one: &Attribution) -> Vec<Span> {
    let mut spans: Vec<Span> = one.content.iter().map(|part: &Range<usize>| reading.span(part.clone())).collect();
    if one.quotation != Quotation::Direct {
        return spans;
    }
    let text = reading.document.text();
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`');
    if let Some(first) = spans.first_mut() {
        let words = first.of(text);
        first.start += (words.len() - words.trim_start_matches(is_mark).len()) as u32;
    }
    if let Some(last) = spans.last_mut() {
        let words = last.of(text);
        let kept = words.trim_end_matches(is_mark).trim_end().trim_end_matches(',');
        last.end = last.start + kept.len() as u32;
    }
    spans.retain(|span| span.start < span.end);
    if spans.is_empty() { one.content.iter().map(|part| reading.span(part.clone())).collect() } else { spans }
}
