//! Where the content of a position stands: the complement, object or phrase that says what is wanted.

use std::ops::Range;

use language::{Document, Token};

use super::lexicon::StanceLine;
use crate::proposition::{Complement, ComplementForm, Proposition};
use crate::reading::Reading;
use crate::record::{Party, Stance};

/// The tokens of what is wanted.
pub(super) fn content(
    proposition: &Proposition,
    line: &StanceLine,
    holder: &[Party],
    reading: Reading<'_>,
) -> Option<Range<usize>> {
    let document = reading.document;
    line.content.iter().find_map(|place| match &*place.words {
        "complement" if line.stance == Stance::Demand && asks(proposition, document) => None,
        "complement" => complement(proposition, document, false),
        "infinitive" => complement(proposition, document, true),
        "subjunctive" => complement(proposition, document, false).filter(|_| is_wished(proposition, document)),
        "own" => complement(proposition, document, false).filter(|_| !is_of_another(proposition, holder, reading)),
        "object" => {
            let object = document.token(*proposition.patient.first()?);
            place.allows(object.lemma()).then(|| noun_phrase(object))
        }
        preposition => {
            let governed = proposition.oblique(preposition).next().map(|head| document.token(head));
            let below = || {
                let object = *proposition.patient.first()?;
                let of = document
                    .token(object)
                    .children()
                    .find(|child| child.dep() == "prep" && child.text() == preposition)?;
                of.child(&["pobj"])
            };
            governed.or_else(below).filter(|noun| place.allows(noun.lemma())).map(noun_phrase)
        }
    })
}

/// Whether the clause below says what is to be, not what is: 'suggested that Norland withdraw', '… should withdraw'.
fn is_wished(proposition: &Proposition, document: &Document) -> bool {
    proposition.complements.iter().any(|complement| {
        let verb = document.token(complement.predicate);
        let should = verb.children().any(|aux| aux.dep() == "aux" && matches!(aux.norm(), "should" | "must"));
        let bare = verb.children().all(|aux| !matches!(aux.dep(), "aux" | "auxpass") || aux.norm() == "be");
        let subject = verb.child(&["nsubj", "nsubjpass"]).is_some();
        let passive = verb.children().any(|aux| aux.dep() == "auxpass" && aux.norm() == "be");
        complement.form == ComplementForm::Clause
            && subject
            && (should || passive || bare && matches!(verb.tag(), "VB" | "VBP"))
    })
}

/// Whether the clause below is about what somebody else does: 'warned that the rebels would attack' threatens nobody.
fn is_of_another(proposition: &Proposition, holder: &[Party], reading: Reading<'_>) -> bool {
    proposition.complements.iter().any(|complement| {
        let inner = reading.propositions.at(complement.predicate);
        let subject = inner.and_then(|inner| inner.agent.first()).copied();
        let parties =
            subject.and_then(|subject| reading.mentions.headed(subject)).map(|mention| reading.parties(mention));
        complement.form == ComplementForm::Clause
            && parties.is_some_and(|parties| {
                !parties.is_empty() && parties.iter().all(|party| holder.iter().all(|own| own.name != party.name))
            })
    })
}

fn complement(proposition: &Proposition, document: &Document, only_infinitive: bool) -> Option<Range<usize>> {
    // What stands before the word is quoted, or not its own: 'Norland wants a treaty; Eastland refused to sign'.
    let follows = |complement: &&Complement| {
        complement.predicate > proposition.predicate
            || document
                .tokens_in(complement.predicate.index()..proposition.predicate.index())
                .any(|token| matches!(token.text(), "\"" | "”" | "''" | "’"))
    };
    let fits = |complement: &&Complement| {
        (!only_infinitive || complement.form == ComplementForm::Infinitive)
            && !is_circumstance(document.token(complement.predicate))
    };
    let own = proposition.complements.iter().filter(follows).find(fits).map(|complement| {
        let token = document.token(complement.predicate);
        match complement.form {
            ComplementForm::Infinitive | ComplementForm::Gerund => phrase(token),
            ComplementForm::Clause => clause(token),
        }
    });
    own.or_else(|| of_object(document.token(*proposition.patient.first()?), only_infinitive))
}

/// 'before bolting from the room', 'by closing the port': when and how, not what is wanted.
fn is_circumstance(verb: Token<'_>) -> bool {
    verb.dep() == "pcomp"
        && matches!(
            verb.head().norm(),
            "before"
                | "after"
                | "while"
                | "since"
                | "by"
                | "without"
                | "despite"
                | "when"
                | "upon"
                | "instead"
                | "rather"
        )
}

/// What the object says is wanted: 'served notice that …', 'has no intention of leaving'.
fn of_object(object: Token<'_>, only_infinitive: bool) -> Option<Range<usize>> {
    let to = |verb: Token<'_>| verb.children().any(|aux| aux.tag() == "TO");
    let says = |verb: &Token<'_>| match verb.dep() {
        "acl" | "ccomp" => to(*verb) || verb.child(&["mark"]).is_some(),
        "relcl" => to(*verb) && verb.child(&["nsubj", "nsubjpass"]).is_none(),
        _ => false,
    };
    let own = object.children().find(says);
    let of = || object.children().filter(|child| child.dep() == "prep").find_map(|of| of.child(&["pcomp"]));
    let verb = own.or_else(of).filter(|verb| to(*verb) || !only_infinitive)?;
    Some(if to(verb) || verb.tag() == "VBG" { phrase(verb) } else { clause(verb) })
}

/// A verb with what follows it, without its subject, 'to' and modals, and without terms set in a clause of their own.
pub(super) fn phrase(verb: Token<'_>) -> Range<usize> {
    let range = clause(verb);
    verb.index().max(range.start)..range.end
}

/// A clause without its 'that', without terms, without closing punctuation.
pub(super) fn clause(verb: Token<'_>) -> Range<usize> {
    let document = verb.document();
    let mut range = verb.extent();
    for child in verb.children() {
        let extent = child.extent();
        match child.dep() {
            "mark" if extent.start == range.start => range.start = extent.end,
            // 'threaten or use force' has one object.
            "conj" if shares_object(verb, child) => {}
            "advcl" | "conj" | "parataxis"
                if extent.end >= range.end.saturating_sub(1) && extent.start > verb.index() =>
            {
                range.end = range.end.min(extent.start);
            }
            _ => {}
        }
    }
    while range.end > verb.index() + 1
        && document.tokens_in(range.end - 1..range.end).all(|last| matches!(last.pos(), "PUNCT" | "CCONJ" | "SPACE"))
    {
        range.end -= 1;
    }
    while range.start < verb.index()
        && document.tokens_in(range.start..range.start + 1).all(|first| matches!(first.pos(), "PUNCT" | "SPACE"))
    {
        range.start += 1;
    }
    range
}

/// Whether a coordinated verb stands right behind the first, which has no object of its own, and has one.
fn shares_object(verb: Token<'_>, other: Token<'_>) -> bool {
    let near = other.index() <= verb.index() + 2 && other.tag() == verb.tag();
    near && verb.child(&["dobj", "prep", "ccomp", "xcomp"]).is_none() && other.child(&["dobj"]).is_some()
}

pub(super) fn noun_phrase(noun: Token<'_>) -> Range<usize> {
    let mut range = noun.extent();
    for child in noun.children().filter(|child| matches!(child.dep(), "relcl" | "appos") && child.id > noun.id) {
        range.end = range.end.min(child.extent().start.max(noun.index() + 1));
    }
    let document = noun.document();
    while range.end > noun.index() + 1
        && document.tokens_in(range.end - 1..range.end).all(|last| matches!(last.pos(), "PUNCT" | "CCONJ" | "SPACE"))
    {
        range.end -= 1;
    }
    range
}

/// 'asked when the talks would begin': a question, not a wish.
fn asks(proposition: &Proposition, document: &Document) -> bool {
    let asking = |word: Token<'_>| {
        matches!(word.tag(), "WRB" | "WP" | "WDT") || word.dep() == "mark" && matches!(word.norm(), "whether" | "if")
    };
    proposition.complements.iter().any(|complement| {
        let verb = document.token(complement.predicate);
        complement.form == ComplementForm::Clause && verb.children().any(|child| child.id < verb.id && asking(child))
    })
}
