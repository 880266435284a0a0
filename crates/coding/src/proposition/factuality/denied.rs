//! Reports that are said to be untrue.

use language::Token;

use crate::proposition::operator::{Effect, Operators};

/// Whether what a clause hangs on is said to be untrue: 'dismissed as false reports that', 'called the story that … a
/// fabrication', 'it is not true, he said, that'.
pub(super) fn denied_elsewhere(head: Token<'_>, operators: &Operators) -> bool {
    let untrue = |word: Token<'_>| {
        let form = word.lemma().to_lowercase();
        operators.on_noun(word.pos(), &form) == Some(Effect::Denied)
            && operators.on_clause(word.pos(), &form) == Some(Effect::Denied)
    };
    let says_untrue = |verb: Token<'_>| {
        // 'called the story … a fabrication', however deep the parse hangs the last words.
        let names = matches!(verb.lemma(), "call" | "label" | "brand" | "dismiss" | "denounce" | "describe");
        verb.subtree().into_iter().any(|word| {
            untrue(word)
                && (names && word.pos() == "NOUN" && word.id > verb.id
                    || word.head() == verb
                    || word.head().head() == verb
                    || word.head().head().head() == verb)
        })
    };
    let not_true = |verb: Token<'_>| {
        verb.lemma() == "be"
            && verb.child(&["neg"]).is_some()
            && verb
                .child(&["acomp"])
                .is_some_and(|word| matches!(word.lemma(), "true" | "right" | "correct" | "accurate"))
    };
    match head.pos() {
        "NOUN" => {
            let told = operators.on_clause("NOUN", head.lemma()) == Some(Effect::Said);
            let above = head.ancestors().find(|ancestor| matches!(ancestor.pos(), "VERB" | "AUX"));
            told && (head.children().any(untrue)
                || above.is_some_and(|verb| {
                    let denies = |effect| effect == Some(Effect::Denied);
                    denies(operators.on_noun("VERB", verb.lemma()))
                        || denies(operators.on_clause("VERB", verb.lemma()))
                        || says_untrue(verb)
                }))
        }
        "VERB" | "AUX" => {
            not_true(head)
                || head.children().any(|clause| matches!(clause.dep(), "ccomp" | "parataxis") && not_true(clause))
        }
        "ADJ" => not_true(head.head()),
        _ => false,
    }
}
