//! Imagined worlds, and terms in the shape of a relative clause.

use language::Token;

use super::{Status, short};
use crate::proposition::operator::{Effect, Operators};
use crate::record::Factuality;

/// 'In the novel, …', 'Suppose he did. Norland would …': told of an imagined world.
pub(super) fn in_frame(verb: Token<'_>, operators: &Operators, status: &mut Status) {
    let imagined = |noun: Token<'_>| {
        let lemma = noun.lemma().to_lowercase();
        let compound = noun.child(&["compound"]).map(|part| format!("{} {lemma}", part.lemma().to_lowercase()));
        let effect = |word: &str| operators.on_clause("NOUN", word) == Some(Effect::Hypothetical);
        effect(&lemma) || compound.is_some_and(|words| effect(&words))
    };
    let clauses = std::iter::successors(Some(verb), |clause| (clause.dep() == "conj").then(|| clause.head()));
    for clause in clauses {
        let framed = clause.children().any(|child| {
            child.dep() == "prep"
                && child.norm() == "in"
                && child.children().any(|noun| noun.dep() == "pobj" && imagined(noun))
        });
        if framed {
            status.weigh(Factuality::Hypothetical, "in an imagined world");
        }
    }
    let document = verb.document();
    let would = verb.children().any(|aux| aux.dep() == "aux" && aux.norm() == "would");
    let before = verb.sentence().checked_sub(1).filter(|_| would);
    let supposed = before.is_some_and(|before| {
        document.tokens_in(document.sentence(before)).any(|word| {
            let bidden = word.tag() == "VB" && word.child(&["nsubj", "aux"]).is_none();
            bidden && operators.on_clause("VERB", &word.lemma().to_lowercase()) == Some(Effect::Hypothetical)
        })
    });
    if supposed {
        status.weigh(Factuality::Hypothetical, "what would follow from what is supposed before");
    }
}

/// 'will veto any deal that the party rejects': terms in the shape of a relative clause.
pub(super) fn generic(verb: Token<'_>, status: &mut Status) {
    let any = |noun: Token<'_>| noun.children().any(|child| child.dep() == "det" && child.norm() == "any");
    let open =
        |verb: Token<'_>| verb.children().any(|aux| aux.dep() == "aux" && matches!(aux.norm(), "will" | "would"));
    if verb.dep() == "relcl" && any(verb.head()) && open(verb.head().head()) {
        status.weigh(Factuality::Conditional, "terms as a relative clause");
    }
    if open(verb) {
        let mut terms = verb.children().filter(|object| object.dep() == "dobj" && any(*object));
        if let Some(clause) = terms.find_map(|object| object.child(&["relcl"])) {
            status.weigh(Factuality::Conditional, format!("on the terms '{}'", short(clause)));
            status.condition = Some(clause.document().span(clause.extent()));
        }
    }
}
