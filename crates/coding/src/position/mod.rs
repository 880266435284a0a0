//! Positions: what a party demands, offers, refuses, commits to, makes a condition or threatens.
//!
//! Read from the same propositions as events: a word of wanting gives the stance, its complement or object
//! the content, the clause the parties (`wanted`). Without one, a party's own words tell what it will do and what
//! must be (`announced`), and what it holds unacceptable (`verdict`). A party that will not do a thing refuses it; a
//! friendly promise on terms is a condition. Orders to one's own people are no position.

mod announced;
mod content;
mod lexicon;
mod side;
pub(crate) mod terms;
mod verdict;
mod wanted;

use std::ops::Range;

use anchor::{Id, Period};
use language::{Document, Token};

pub use lexicon::Lexicon;

use self::content::phrase;
use self::side::who_meets;
use crate::event::{Lexicon as EventLexicon, Ontology};
use crate::proposition::{ComplementForm, Proposition};
use crate::reading::Reading;
use crate::record::{Basis, Party, Position, Stance};

/// What positions are read with.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a> {
    /// Words of wanting, and issues.
    pub lexicon: &'a Lexicon,
    /// To tell a threat from a promise by what is announced.
    pub events: &'a EventLexicon,
    /// The quads of types.
    pub ontology: &'a Ontology,
}

/// A position before it is written down.
struct Found {
    stance: Stance,
    holder: Vec<Party>,
    toward: Vec<Party>,
    content: Range<usize>,
    why: String,
}

/// Reads the positions of one article.
pub fn read(reading: Reading<'_>, data: Data<'_>) -> Vec<Position> {
    let mut positions: Vec<Position> = Vec::new();
    let mut unworded = Vec::new();
    for proposition in reading.propositions {
        if let Some(found) = wanted::wanted(proposition, reading, data) {
            let also = coordinated(&found, proposition, reading);
            positions.push(record(found, proposition, reading, data));
            positions.extend(also.into_iter().map(|found| record(found, proposition, reading, data)));
        } else {
            let found = announced::announced(proposition, reading, data)
                .or_else(|| announced::fate(proposition, reading, data))
                .or_else(|| announced::required(proposition, reading, data))
                .or_else(|| verdict::judged(proposition, reading, data))
                .or_else(|| verdict::withheld(proposition, reading, data))
                .or_else(|| wanted::named(proposition, reading, data));
            unworded.extend(found.map(|found| record(found, proposition, reading, data)));
        }
    }
    // 'demanded that it must leave' is one demand.
    let told = |one: &Position, known: &[Position]| {
        known.iter().any(|other| {
            let overlap = one.content.start < other.content.end && other.content.start < one.content.end;
            overlap && one.holder.iter().any(|party| other.holder.iter().any(|own| own.name == party.name))
        })
    };
    for position in unworded {
        if !told(&position, &positions) {
            positions.push(position);
        }
    }
    // 'countered with it', 'does not want to': the words do not say what.
    let says = |word: &str| {
        !matches!(
            word,
            "it" | "that"
                | "this"
                | "them"
                | "one"
                | "so"
                | "those"
                | "these"
                | "to"
                | "do"
                | "anything"
                | "nothing"
                | "what"
                | "which"
        )
    };
    positions.retain(|position| position.content.quote.to_lowercase().split(' ').any(says));
    positions.sort_by_key(|position| (position.basis.evidence.start, position.content.start));
    positions
}

/// 'promised to lift the ban and to pay': each coordinated infinitive is wanted by itself.
fn coordinated(found: &Found, proposition: &Proposition, reading: Reading<'_>) -> Vec<Found> {
    let document = reading.document;
    let whole = proposition.complements.iter().find(|complement| {
        complement.form == ComplementForm::Infinitive && complement.predicate.index() == found.content.start
    });
    let Some(whole) = whole else { return Vec::new() };
    let verb = document.token(whole.predicate);
    let joined = |token: &Token<'_>| token.dep() == "conj" && token.tag() == "VB" && token.child(&["nsubj"]).is_none();
    verb.children()
        .filter(joined)
        .map(|token| Found {
            // 'to leave or face sanctions'
            stance: if found.stance == Stance::Demand && is_else(verb, token) {
                Stance::Threaten
            } else {
                found.stance
            },
            holder: found.holder.clone(),
            toward: found.toward.clone(),
            content: phrase(token),
            why: found.why.clone(),
        })
        .collect()
}

/// Whether what is coordinated is what comes of a refusal: 'or face sanctions', 'or be sued'.
fn is_else(verb: Token<'_>, other: Token<'_>) -> bool {
    let or = verb.children().any(|child| child.dep() == "cc" && child.norm() == "or");
    or && matches!(other.lemma(), "face" | "risk" | "suffer" | "be" | "pay" | "see" | "lose" | "accept" | "expect")
}

fn lemmas(document: &Document, range: Range<usize>) -> Vec<String> {
    document.tokens_in(range).map(|token| token.lemma().to_lowercase()).collect()
}

fn record(found: Found, proposition: &Proposition, reading: Reading<'_>, data: Data<'_>) -> Position {
    let document = reading.document;
    let token = proposition.token(document);
    let condition = terms::of(proposition, found.stance, reading);
    let stance = match (found.stance, condition) {
        (Stance::Offer, Some(_)) => Stance::Condition,
        (Stance::Commit, Some(span)) if terms::is_bargain(span.of(document.text())) => Stance::Condition,
        (stance, _) => stance,
    };
    let toward = if found.toward.is_empty() { who_meets(condition, &found.holder, reading) } else { found.toward };
    let content = reading.quoter.quote(document.span(found.content.clone()));
    let mut topic = lemmas(document, found.content.clone());
    let mut issue = data.lexicon.issue(&topic).map(str::to_owned);
    if issue.is_none() {
        topic = lemmas(document, document.sentence(token.sentence()));
        issue = data.lexicon.issue(&topic).map(str::to_owned);
    }
    let start = content.start.to_string();
    let id = Id::of('p', &[reading.article.id.as_str(), &start, stance.as_str()]);
    // It is held on the day it is told, if not before: a later day is one that it speaks of.
    let published = reading.article.published.period;
    let is_past = |voiced: &Period| published.is_none_or(|published| voiced.start <= published.end);
    let voiced = crate::event::date(proposition, reading).map(|date| date.period).filter(is_past);
    Position {
        id,
        stance,
        issue,
        content,
        condition: condition.map(|span| reading.quoter.quote(span)),
        as_of: voiced.or(published),
        basis: Basis {
            article: reading.article.id.clone(),
            sentence: token.sentence(),
            evidence: reading.quoter.quote(document.span(crate::event::clause(token))),
            attribution: reading.sources_at(proposition.predicate),
            confidence: if toward.is_empty() { 0.65 } else { 0.75 },
            why: vec![found.why],
        },
        holder: found.holder,
        toward,
    }
}
