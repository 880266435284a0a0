//! The PLOVER type of what a text says between a marked source and a marked target, whatever the sentence.
//!
//! Every pair gets an answer. It rests on features that a reader can check: what the lexicon says of the
//! predicates above the two, the words on the way between them, objects and complements, how sure the text is
//! that it takes place, what kind of parties they are. A linear [`Scorer`] weighs them; the weights lie in
//! `data/events/weights.tsv` and are learnt by `cargo xtask train events`.

mod features;
pub mod learn;
mod link;
mod plain;
mod recorded;
mod scorer;
pub mod train;

use anchor::Span;
use language::{Document, TokenId};
use serde::Serialize;

pub use scorer::{Likely, Scorer};

use self::link::Side;
use crate::event::fit::Text;
use crate::event::{Lexicon, Ontology};
use crate::mention::Mentions;
use crate::proposition::{Proposition, Propositions};
use crate::record::{Event, Factuality, Quoter, is_zero};

/// A source and a target marked in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// Where the source stands; may be empty.
    pub source: Vec<Span>,
    /// Where the target stands; may be empty.
    pub target: Vec<Span>,
}

/// What is read of a marked pair.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Classified {
    /// The PLOVER type after its rules for acts that did not (yet) take place.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER modes: how; empty where the words do not say.
    pub mode: Vec<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; 0, and not written, where
    /// the type is a user's own.
    #[serde(skip_serializing_if = "is_zero")]
    pub quad: u8,
    /// Whether the act takes place.
    pub factuality: Factuality,
    /// How likely the type is, between 0 and 1.
    pub confidence: f64,
    /// What decided, in plain words.
    pub why: Vec<String>,
}

/// What pairs are judged with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Knowledge<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) ontology: &'a Ontology,
    pub(crate) scorer: &'a Scorer,
}

/// A text read as far as pairs need it.
#[derive(Clone, Copy)]
pub(crate) struct Read<'a> {
    pub(crate) document: &'a Document,
    pub(crate) propositions: &'a Propositions,
    pub(crate) mentions: &'a Mentions,
    /// What is recorded of the whole text; none where an event under way is itself asked about.
    pub(crate) events: Option<&'a [Event]>,
}

impl Read<'_> {
    fn is_party(self, source: &Side, target: &Side, head: TokenId) -> bool {
        let token = self.document.token(head);
        source.contains(head)
            || target.contains(head)
            || self.mentions.headed(head).is_some()
            || token.pos() == "PROPN" && !matches!(token.entity(), "DATE" | "TIME")
            || matches!(token.entity(), "NORP" | "GPE" | "ORG" | "PERSON")
    }
}

/// What of a pair a scorer is asked about, and the clauses that link its sides.
fn with_sides<T>(
    read: Read<'_>,
    know: Knowledge<'_>,
    pair: &Pair,
    run: impl FnOnce(Text<'_>, Vec<String>, Vec<&Proposition>) -> T,
) -> T {
    let source = Side::new(read.document, &pair.source);
    let target = Side::new(read.document, &pair.target);
    let party = |head| read.is_party(&source, &target, head);
    let text = Text {
        document: read.document,
        propositions: read.propositions,
        lexicon: know.lexicon,
        ontology: know.ontology,
        is_party: &party,
    };
    let mut features = features::features(text, read.mentions, &source, &target);
    if let Some(events) = read.events {
        features.extend(recorded::features(events, &Quoter::new(read.document.text()), pair));
    }
    let features = features.into_iter().collect();
    run(text, features, features::predicates(text, &source, &target))
}

/// The features of `pair`, in alphabetical order.
pub(crate) fn features(read: Read<'_>, know: Knowledge<'_>, pair: &Pair) -> Vec<String> {
    with_sides(read, know, pair, |_, features, _| features)
}

/// The types of what stands between source and target, likeliest first, with the features that tell.
pub(crate) fn types(read: Read<'_>, know: Knowledge<'_>, pair: &Pair) -> (Vec<Likely>, Vec<String>) {
    let features = features(read, know, pair);
    (know.scorer.score(&features), features)
}

/// The features that speak most for `kind` and against `other`, at most four, in plain words.
pub(crate) fn reasons(scorer: &Scorer, features: &[String], kind: &str, other: &str) -> Vec<String> {
    scorer.reasons(features, kind, other, 4).into_iter().map(plain::plain).collect()
}

/// The type of what stands between source and target.
pub(crate) fn classify(read: Read<'_>, know: Knowledge<'_>, pair: &Pair) -> Classified {
    with_sides(read, know, pair, |text, features, told| answer(know, text, &features, &told))
}

fn answer(know: Knowledge<'_>, text: Text<'_>, features: &[String], told: &[&Proposition]) -> Classified {
    let likely = know.scorer.score(features);
    let mut types = likely.iter();
    let best = types.next();
    let kind = best.map_or_else(|| "CONSULT".to_owned(), |best| best.kind.clone());
    let other = types.next().map_or("", |other| other.kind.as_str());

    let line = told.iter().find_map(|&proposition| said_by(text, proposition, &kind));
    let factuality = line
        .as_ref()
        .map(|said| said.factuality)
        .or_else(|| told.first().map(|proposition| proposition.factuality))
        .unwrap_or_default();
    let mut why: Vec<String> = line.iter().map(|said| said.why.clone()).collect();
    why.extend(reasons(know.scorer, features, &kind, other));
    Classified {
        mode: line.and_then(|said| said.mode).into_iter().collect(),
        quad: know.ontology.quad(&kind),
        factuality,
        confidence: best.map_or(0.0, |best| (best.probability * 1000.0).round() / 1000.0),
        why,
        kind,
    }
}

/// What a line of the lexicon says of a proposition.
struct Said {
    mode: Option<String>,
    factuality: Factuality,
    why: String,
}

/// The lexicon's line by which `proposition` is coded as `kind`, if there is one.
fn said_by(text: Text<'_>, proposition: &Proposition, kind: &str) -> Option<Said> {
    let (said, mode, name) = if let Some(line) = text.verb_line(proposition) {
        (line.kind.clone()?, line.mode.clone(), format!("verb line '{}'", line.name))
    } else {
        let line = text.noun_line(proposition.token(text.document))?;
        (line.kind.clone()?, line.mode.clone(), format!("noun line '{}'", line.name))
    };
    let coded = text.ontology.coded(&said, proposition.factuality);
    if said != kind && coded.as_deref() != Some(kind) {
        return None;
    }
    let why = if said == kind {
        format!("{name}: {kind}")
    } else {
        format!("{name}: {said}, {}: {kind}", proposition.factuality.as_str())
    };
    Some(Said { mode: mode.filter(|_| said == kind), factuality: proposition.factuality, why })
}
