//! Noun phrases as the tree shows them: extent, determiner, number.

use std::ops::Range;

use language::{Document, Token};

use super::Number;

/// How a phrase is determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determiner {
    /// 'the', 'this', 'both': known already.
    Definite,
    /// 'his', 'Iran's'.
    Possessive,
    /// 'a', 'some', 'no', a numeral alone.
    Indefinite,
    /// Nothing.
    Bare,
}

/// Labels of what belongs to a noun on its left.
const MODIFIERS: [&str; 12] =
    ["det", "amod", "compound", "poss", "nummod", "nmod", "predet", "quantmod", "advmod", "npadvmod", "case", "punct"];

/// The tokens of the phrase headed by `head`, from its first modifier to the head itself.
pub(super) fn extent(head: Token<'_>) -> Range<usize> {
    let mut start = head.index();
    for child in head.children().filter(|child| child.index() < head.index()) {
        if MODIFIERS.contains(&child.dep()) && !(child.dep() == "punct" && child.text() != "-") {
            start = start.min(child.extent().start);
        }
    }
    // The tree may hang a mark or a clause before it; the phrase starts after the last.
    let document = head.document();
    let barrier = |token: Token<'_>| {
        // A hyphen joins, a dash parts.
        let dash = token.text() == "-" && token.space_after();
        dash || token.is_space()
            || (token.pos() == "PUNCT" && !matches!(token.text(), "-" | "." | "'" | "’" | "\"" | "“" | "”" | ","))
    };
    let last = document.tokens_in(start..head.index()).rev().find(|&token| barrier(token));
    last.map_or(start, |token| token.index() + 1)..head.index() + 1
}

/// The token of `tokens` on which the others hang: the first whose head lies outside, nouns before other words.
pub(super) fn head_of(document: &Document, tokens: Range<usize>) -> Token<'_> {
    let outside = |token: &Token<'_>| token.is_root() || !tokens.contains(&token.head().index());
    let mut roots = document.tokens_in(tokens.clone()).filter(outside);
    let noun = roots.clone().find(|token| matches!(token.pos(), "NOUN" | "PROPN" | "PRON" | "ADJ" | "NUM"));
    noun.or_else(|| roots.next()).unwrap_or_else(|| document.token(language::TokenId(tokens.end as u32 - 1)))
}

/// How the phrase headed by `head` is determined.
pub(super) fn determiner(head: Token<'_>) -> Determiner {
    let mut found = Determiner::Bare;
    for child in head.children().filter(|child| child.index() < head.index()) {
        match child.dep() {
            "poss" => return Determiner::Possessive,
            "det" | "predet" => {
                let definite = matches!(
                    child.norm(),
                    "the" | "this" | "that" | "these" | "those" | "both" | "each" | "either" | "neither"
                );
                found = if definite { Determiner::Definite } else { Determiner::Indefinite };
            }
            "nummod" if found == Determiner::Bare => found = Determiner::Indefinite,
            _ => {}
        }
    }
    found
}

/// The count that stands in the phrase: 'both', 'the two', 'neither'.
pub(super) fn count(head: Token<'_>) -> Option<usize> {
    head.children().filter(|child| child.index() < head.index()).find_map(|child| number_word(child))
}

/// The count that a word gives.
pub(super) fn number_word(token: Token<'_>) -> Option<usize> {
    Some(match token.norm() {
        "both" | "two" | "2" | "either" | "neither" | "each" => 2,
        "three" | "3" => 3,
        "four" | "4" => 4,
        "five" | "5" => 5,
        _ => return None,
    })
}

/// One or many, by the head's tag.
pub(super) fn number(head: Token<'_>) -> Number {
    if matches!(head.tag(), "NNS" | "NNPS") { Number::Plural } else { Number::Singular }
}

/// Whether it is the subject of its clause.
pub(super) fn is_subject(token: Token<'_>) -> bool {
    matches!(first_conjunct(token).dep(), "nsubj" | "nsubjpass" | "csubj")
}

/// The first of the phrases coordinated with it.
pub(super) fn first_conjunct(token: Token<'_>) -> Token<'_> {
    let mut one = token;
    // A tree has no cycles, but what is read from outside may.
    for _ in 0..32 {
        if one.dep() != "conj" || one.is_root() || !matches!(one.head().pos(), "NOUN" | "PROPN" | "PRON" | "ADJ") {
            break;
        }
        one = one.head();
    }
    one
}

/// The verb whose clause a noun phrase stands in, and whether as one of its own arguments.
pub(super) fn clause(token: Token<'_>) -> (Option<Token<'_>>, bool) {
    let mut one = first_conjunct(token);
    let mut direct = true;
    for _ in 0..64 {
        if one.is_root() {
            return (matches!(one.pos(), "VERB" | "AUX").then_some(one), direct);
        }
        let head = one.head();
        if matches!(head.pos(), "VERB" | "AUX") {
            return (Some(head), direct);
        }
        if !(matches!(one.dep(), "pobj") && head.dep() == "prep" || matches!(one.dep(), "prep" | "agent" | "dative")) {
            direct = false;
        }
        one = head;
    }
    (None, false)
}

/// The head of the whole phrase that a word modifies: 'mediators' of 'Saudi' in 'Saudi and American mediators'.
pub(super) fn whole(token: Token<'_>) -> Token<'_> {
    let part = |token: Token<'_>| matches!(token.dep(), "amod" | "compound" | "nmod" | "poss" | "conj");
    let mut above = token;
    while part(above) && !above.is_root() && !matches!(above.head().pos(), "VERB" | "AUX") {
        above = above.head();
    }
    above
}
