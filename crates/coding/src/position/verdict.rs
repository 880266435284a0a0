//! Positions that judge: 'that is unacceptable', 'the island is a red line', 'no talks without a truce'.

use language::Token;

use super::content::clause;
use super::side::{is_of_side, speaking};
use super::{Data, Found};
use crate::event::Binding;
use crate::proposition::{PredicateKind, Proposition};
use crate::reading::Reading;
use crate::record::{Factuality, Party, Stance};

/// What a party, or those for whom it is so, hold unacceptable or indispensable.
pub(super) fn judged(proposition: &Proposition, reading: Reading<'_>, data: Data<'_>) -> Option<Found> {
    let document = reading.document;
    let verb = proposition.token(document);
    if proposition.kind != PredicateKind::Verb || proposition.lemma != "be" {
        return None;
    }
    let said = verb
        .children()
        .find(|child| child.id > verb.id && matches!(child.dep(), "acomp" | "attr" | "prep" | "advmod"))?;
    let rest = verb.index() + 1..verb.extent().end.min(verb.index() + 9);
    let words: Vec<String> = document.tokens_in(rest).map(|token| token.text().to_lowercase()).collect();
    let negated = proposition.factuality == Factuality::Negated || proposition.factuality == Factuality::Possible;
    let line = data.lexicon.verdict(&words, negated)?;
    let binding = Binding { reading, proposition };
    // 'is a red line for Norland', 'is unacceptable to Norland'
    let whom = said
        .children()
        .chain(verb.children())
        .filter(|child| child.dep() == "prep" && matches!(child.norm(), "for" | "to"))
        .find_map(|child| child.child(&["pobj"]));
    let mut holder = whom.map(|whom| binding.direct(&[whom.id], false)).unwrap_or_default();
    if holder.is_empty() {
        holder = speaking(reading, data, proposition.predicate);
    }
    if holder.is_empty() {
        return None;
    }
    // 'It is unacceptable that …', 'to leave would be unacceptable'
    let told = said.child(&["ccomp", "xcomp"]).or_else(|| verb.children().find(|child| child.dep() == "ccomp"));
    let subject = verb.child(&["nsubj", "csubj"])?;
    let content = match told {
        Some(told) if matches!(subject.norm(), "it" | "that" | "this") => clause(told),
        _ if subject.pos() == "PRON" && subject.norm() != "it" => clause(verb),
        _ => clause(verb),
    };
    let toward: Vec<Party> =
        binding.direct(&[subject.id], false).into_iter().filter(|party| !is_of_side(&holder, party)).collect();
    Some(Found {
        stance: line.stance,
        holder,
        toward,
        content,
        why: "it says what it holds unacceptable or needful".to_owned(),
    })
}

/// 'There can be no talks without …': what there will not be, on terms, in a party's words.
pub(super) fn withheld(proposition: &Proposition, reading: Reading<'_>, data: Data<'_>) -> Option<Found> {
    let document = reading.document;
    let verb = proposition.token(document);
    let there = proposition.lemma == "be" && verb.child(&["expl"]).is_some();
    let to_come = verb.children().any(|aux| {
        aux.dep() == "aux" && matches!(aux.norm(), "can" | "could" | "will" | "would" | "shall" | "can't" | "'ll")
    });
    if !(there && to_come) {
        return None;
    }
    let thing = verb.child(&["attr", "nsubj"]).filter(|thing| matches!(thing.pos(), "NOUN" | "PROPN"))?;
    let none = thing.children().any(|child| child.norm() == "no") || verb.child(&["neg"]).is_some();
    let terms = super::terms::withholding(verb).or_else(|| super::terms::withholding(thing));
    let holder = speaking(reading, data, proposition.predicate);
    if !none || holder.is_empty() {
        return None;
    }
    let stance = if terms.is_some() { Stance::Condition } else { Stance::Refuse };
    let content = until(clause(verb), terms);
    Some(Found { stance, holder, toward: Vec::new(), content, why: "it says what there will not be".to_owned() })
}

/// The part of `range` before the terms that close it.
fn until(range: std::ops::Range<usize>, terms: Option<Token<'_>>) -> std::ops::Range<usize> {
    match terms.map(|terms| terms.extent().start) {
        Some(start) if start > range.start && start < range.end => range.start..start,
        _ => range,
    }
}
