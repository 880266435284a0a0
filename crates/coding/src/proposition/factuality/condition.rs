//! Terms: the clauses and phrases under which something holds.

use language::{Token, TokenId};

use crate::record::Factuality;

const CONDITIONAL_MARKS: [&str; 9] =
    ["if", "unless", "provided", "providing", "should", "lest", "supposing", "assuming", "were"];

/// The clause or phrase that sets the terms of `verb`, if there is one.
pub(super) fn condition_of(verb: Token<'_>) -> Option<Token<'_>> {
    verb.children().find(|&child| match child.dep() {
        "advcl" | "ccomp" | "conj" => is_condition(child) && !is_concession(child),
        // 'in the event of an invasion'
        "prep" => child.children().any(|noun| {
            noun.dep() == "pobj" && matches!(noun.lemma(), "event" | "case") && noun.child(&["prep", "acl"]).is_some()
        }),
        _ => false,
    })
}

/// 'Even if …' sets no terms: the main clause holds either way.
fn is_concession(clause: Token<'_>) -> bool {
    clause.children().any(|child| child.text().eq_ignore_ascii_case("even") && child.index() < clause.index())
}

/// Whether a clause sets terms: 'if …', 'unless …', 'should the …'.
pub(super) fn is_condition(clause: Token<'_>) -> bool {
    let extent = clause.extent();
    let marked = clause.children().any(|child| match child.dep() {
        "mark" | "advmod" | "prep" => {
            let form = child.text().to_lowercase();
            CONDITIONAL_MARKS.contains(&form.as_str())
                || (form == "once" && future_above(clause))
                || (form == "that" && clause.children().any(|c| matches!(c.lemma(), "provide" | "condition")))
        }
        // 'Should Norland attack', 'Had Norland attacked'
        "aux" => inverted(clause, child),
        _ => false,
    });
    if marked && clause.dep() != "conj" {
        return true;
    }
    let opens = |token: Token<'_>| {
        matches!(token.text().to_lowercase().as_str(), "provided" | "providing" | "assuming" | "supposing")
    };
    // 'Were Norland to attack'; 'provided Sudren accepts', where the parser leaves the opening word outside.
    let were = clause.text() == "Were" && extent.start == clause.index();
    let before = extent.start.checked_sub(1).map(|i| clause.document().token(TokenId(i as u32)));
    were || opens(clause)
        || before.is_some_and(|word| opens(word) && word.sentence() == clause.sentence() && word != clause.head())
}

fn future_above(clause: Token<'_>) -> bool {
    clause.head().children().any(|aux| aux.dep() == "aux" && matches!(aux.text(), "will" | "would" | "'ll"))
}

/// Whether an auxiliary stands before its subject in a clause that is no question.
fn inverted(clause: Token<'_>, aux: Token<'_>) -> bool {
    matches!(aux.text().to_lowercase().as_str(), "should" | "had" | "were")
        && clause.child(&["nsubj", "nsubjpass"]).is_some_and(|subject| aux.id < subject.id)
        && clause.extent().start == aux.index()
        && !clause.is_root()
}

/// What a condition clause is: an open one, or one contrary to fact.
pub(super) fn kind_of_condition(clause: Token<'_>) -> Factuality {
    let contrary = clause.text() == "Were"
        || clause.children().any(|child| {
            let had = child.text().eq_ignore_ascii_case("had") && (clause.tag() == "VBN" || inverted(clause, child));
            child.dep() == "aux" && (had || child.text().eq_ignore_ascii_case("were") && inverted(clause, child))
        })
        || clause.children().any(|child| child.dep() == "auxpass" && child.text().eq_ignore_ascii_case("were"))
        || (clause.lemma() == "be" && clause.text() == "were" && clause.child(&["xcomp"]).is_some());
    if contrary { Factuality::Hypothetical } else { Factuality::Conditional }
}
