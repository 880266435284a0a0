//! What a user's own sentences say of a clause: the types that `standoff learn` taught, where the lexicon is silent or
//! says otherwise.
//!
//! Weights always give some type, so that alone makes no event: the verb of the clause must itself speak for the type,
//! which a verb does that the sentences had, and the type must be the likelier half.

use language::{Document, TokenId};

use super::parties::Binding;
use super::{Found, Knowledge};
use crate::classify::{self, Pair};
use crate::proposition::{PredicateKind, Proposition};
use crate::reading::Reading;

/// The least chance at which a taught type counts where the lexicon is silent.
const SILENT: f64 = 0.5;
/// The least chance at which it counts against a line of the lexicon.
const AGAINST: f64 = 0.6;

/// A reading of the clause with what was taught: `found`, another one, or none.
pub(super) fn reread(
    found: Option<Found>,
    proposition: &Proposition,
    reading: Reading<'_>,
    know: Knowledge<'_>,
) -> Option<Found> {
    if !know.scorer.is_taught() || proposition.kind != PredicateKind::Verb {
        return found;
    }
    let pair = Pair {
        source: spans(&proposition.agent, reading),
        target: spans(proposition.patient.iter().chain(&proposition.dative), reading),
    };
    if pair.source.is_empty() && pair.target.is_empty() {
        return found;
    }
    let read = classify::Read {
        document: reading.document,
        propositions: reading.propositions,
        mentions: reading.mentions,
        events: None,
    };
    let asked = classify::Knowledge { lexicon: know.lexicon, ontology: know.ontology, scorer: know.scorer };
    let (likely, features) = classify::types(read, asked, &pair);
    let mut likely = likely.into_iter();
    let Some(best) = likely.next() else { return found };
    let other = likely.next().map_or(String::new(), |other| other.kind);
    let own = format!("joint={}", proposition.lemma);
    let speaks = features.contains(&own) && know.scorer.speaks_for(&own, &best.kind);
    let said = found.as_ref().map(|found| (found.kind.as_str(), found.line.as_str()));
    let counts = match said {
        Some((kind, _)) => kind != best.kind && best.probability >= AGAINST,
        None => best.kind != NONE && best.probability >= SILENT,
    };
    if !speaks || !counts || !know.scorer.was_taught(&best.kind) {
        return found;
    }
    if best.kind == NONE {
        return None;
    }
    let reasons = classify::reasons(know.scorer, &features, &best.kind, &other).join(", ");
    let line = match said {
        Some((kind, line)) => format!("taught: {}, not {kind} by {line}: {reasons}", best.kind),
        None => format!("taught: {}: {reasons}", best.kind),
    };
    let bound = found.map_or_else(|| Binding { reading, proposition }.directed(&[]), |found| found.bound);
    Some(Found { kind: best.kind, mode: None, bound, line, exact: 0, taught: true })
}

/// The type of sentences in which nothing happens.
const NONE: &str = "none";

/// The phrases of `heads`: a mention where there is one, else the noun with what stands before it.
fn spans<'h>(heads: impl IntoIterator<Item = &'h TokenId>, reading: Reading<'_>) -> Vec<anchor::Span> {
    let phrase = |document: &Document, head: TokenId| {
        let token = document.token(head);
        let first = token.children().find(|child| child.id < head).unwrap_or(token);
        first.span().cover(token.span())
    };
    let span = |&head: &TokenId| {
        let mention = reading.mentions.headed(head).map(|mention| mention.span);
        mention.unwrap_or_else(|| phrase(reading.document, head))
    };
    heads.into_iter().map(span).collect()
}
