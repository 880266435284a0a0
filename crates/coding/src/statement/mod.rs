//! Statements: who said what, read from the attributions of an article.
//!
//! A statement is an attribution whose content is quoted or a clause. What is attributed in another form ('wants to
//! run', 'praised the plan') is one too, unless an event or a position already tells the same: 'urged them to leave'
//! is a demand and 'condemned the raid' an accusation, each recorded once. Who takes no events or no positions gets
//! all of these as statements. An attribution that only passes on what somebody else says is a link of that one's chain,
//! not a statement of its own. What an article claims in its own voice ('I doubt it', in a column) is no statement.
//! Who takes neither events nor positions asks for the attributions themselves, and gets these two as well, and
//! those that say little ('accepted it').

mod speaker;
mod told;

use std::ops::Range;

use anchor::{Id, Span};

use crate::attribution::{Attribution, ContentForm, CueClass};
use crate::reading::Reading;
use crate::record::{Basis, Event, Position, Quotation, Quote, Source, Statement};

pub use speaker::chains;
pub use told::through_outlets;

/// What other records tell already; those that are not taken beside the statements tell nothing.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The events of the article, if they are taken.
    pub events: Option<&'a [Event]>,
    /// Its positions, if they are taken.
    pub positions: Option<&'a [Position]>,
}

/// From which confidence on what is said and is no clause is a statement beside events and positions.
const SAID: f64 = 0.7;
/// The same of what is thought, wanted, held for or against: events and positions are the better telling of these.
const HELD: f64 = 0.8;

/// Reads the statements of one article.
pub fn read(reading: Reading<'_>, told: Told<'_>) -> Vec<Statement> {
    let mut found = Vec::new();
    let alone = told.events.is_none() && told.positions.is_none();
    for number in 0..reading.attributions.len() {
        let one = &reading.attributions[number];
        let anothers = !alone && (one.relays || is_own_voice(reading, number));
        if anothers || one.content.is_empty() || is_same_speaker(reading, number) {
            continue;
        }
        // 'It is understandable that': nobody's.
        let empty_it = reading.chains[number].last().is_some_and(|source| source.name.eq_ignore_ascii_case("it"));
        // 'Last question: will they meet?' has a colon, and nobody before it.
        let colon = one.source.is_none()
            && one.cue.iter().all(|part| reading.document.tokens_in(part.clone()).all(|word| word.text() == ":"));
        if (empty_it && !alone) || colon || is_by_nobody(reading, one) || is_unsaid(reading, one) {
            continue;
        }
        let plain = match one.form {
            ContentForm::Quoted | ContentForm::Clause => true,
            // 'denied leaking it', 'claims to have done so': told as having been.
            // 'is feared to fail', 'is seen as weak': said of it by nobody in particular.
            ContentForm::Infinitive => is_told(reading, one) || is_held(reading, one),
            ContentForm::Phrase => is_held(reading, one),
        };
        let mut statement = statement(reading, number);
        if !plain {
            let beside = told.events.is_some() && told.positions.is_some();
            let empty = !alone && is_empty(reading, one);
            let says = matches!(one.class, CueClass::Speech | CueClass::Writing);
            let doubtful = beside && one.confidence < if says { SAID } else { HELD };
            if empty || is_told_already(&statement, told) || doubtful {
                continue;
            }
            statement.basis.confidence *= 0.75;
            statement.basis.why.push("the content is no clause, and no event or position tells it".to_owned());
        }
        found.push(statement);
    }
    found
}

/// Whether an attribution says too little to be told alone: 'nobody slammed a door', 'accepted it'.
fn is_empty(reading: Reading<'_>, one: &Attribution) -> bool {
    let nobody = match &one.source {
        None => one.form == ContentForm::Phrase,
        Some(source) => {
            let head = reading.document.token(source.head);
            // 'His return reaffirmed the status quo': a happening wants nothing.
            let somebody = head.pos() == "PRON"
                || !head.entity().is_empty()
                || reading.speakers.speaker(&head.lemma().to_lowercase()).is_some()
                || reading.mentions.headed(source.head).is_some_and(|mention| !mention.parties.is_empty());
            !somebody || matches!(head.lemma(), "nobody" | "none" | "nothing" | "one")
        }
    };
    // 'seems to prefer to wait', 'has shifted his focus to the vote': what the article makes of somebody.
    let seems = one
        .cue
        .iter()
        .flat_map(|part| reading.document.tokens_in(part.clone()))
        .any(|word| matches!(word.lemma(), "seem" | "appear" | "look"));
    let words = one.content.iter().flat_map(|part| reading.document.tokens_in(part.clone()));
    nobody || seems || words.into_iter().all(|word| matches!(word.pos(), "PRON" | "DET" | "PUNCT" | "ADP"))
}

/// Whether nobody says it: 'nobody would tell'.
fn is_by_nobody(reading: Reading<'_>, one: &Attribution) -> bool {
    let word = one.source.as_ref().map(|source| reading.document.token(source.head).text().to_lowercase());
    matches!(word.as_deref(), Some("nobody" | "none" | "nothing" | "no-one"))
}

/// Whether the cue says that it was not said: 'made no mention of it', 'did not say that he would go'. A question that
/// is left open ('did not say when') is told, and so is a denial that is not given ('did not deny that').
fn is_unsaid(reading: Reading<'_>, one: &Attribution) -> bool {
    let cue = || one.cue.iter().flat_map(|part| reading.document.tokens_in(part.clone()));
    let negated = cue().any(|word| word.dep() == "neg" || matches!(word.norm(), "no" | "never" | "nothing"));
    let denies =
        cue().any(|word| matches!(word.lemma(), "deny" | "dispute" | "rule" | "contest" | "exclude" | "doubt"));
    let says = matches!(one.class, CueClass::Speech | CueClass::Writing | CueClass::Attitude | CueClass::Knowledge);
    let first = one.content.first().and_then(|part| reading.document.tokens_in(part.clone()).next());
    let open =
        first.is_some_and(|word| matches!(word.tag(), "WRB" | "WP" | "WDT") || matches!(word.norm(), "whether" | "if"));
    negated && says && !denies && !open && matches!(one.form, ContentForm::Clause | ContentForm::Phrase)
}

/// Whether an event stands at the cue, or a position has the same content.
fn is_told_already(statement: &Statement, told: Told<'_>) -> bool {
    let overlap = |a: &Quote, b: &Quote| a.start < b.end && b.start < a.end;
    let cue = statement.speaker.last().and_then(|source| source.cue.as_ref());
    let (events, positions) = (told.events.unwrap_or_default(), told.positions.unwrap_or_default());
    cue.is_some_and(|cue| events.iter().any(|event| !event.actor.is_empty() && overlap(&event.trigger, cue)))
        || positions.iter().any(|position| overlap(&position.content, &statement.content))
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

/// Whether something is said to be held of its subject: 'is seen as', 'is feared to'.
fn is_held(reading: Reading<'_>, one: &Attribution) -> bool {
    let mut cue = one.cue.iter().flat_map(|part| reading.document.tokens_in(part.clone()));
    let passive = cue.any(|word| word.dep() == "auxpass");
    passive && one.source.is_none() && matches!(one.class, CueClass::Thought | CueClass::Knowledge)
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
