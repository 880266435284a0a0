//! What the words above a clause make of it, from the nearest up.

use language::Token;

use super::condition::{condition_of, is_condition, kind_of_condition};
use super::under::under;
use super::{Status, short};
use crate::proposition::argument::is_infinitive;
use crate::proposition::operator::{Effect, Operators};
use crate::record::Factuality;

/// What the words above a clause make of it.
pub(super) fn climb(verb: Token<'_>, operators: &Operators, status: &mut Status) {
    // 'They will fire, diplomats fear, unless …': terms that hang on the verb of saying belong to what is said.
    let reported = |head: Token<'_>| verb.dep() == "ccomp" && operators.on_clause(head.pos(), head.lemma()).is_some();
    let own = condition_of(verb).filter(|_| verb.child(&["ccomp"]).is_none());
    let terms = own.or_else(|| Some(verb.head()).filter(|&head| reported(head)).and_then(condition_of));
    if let Some(clause) = terms.filter(|&clause| clause != verb) {
        let kind = kind_of_condition(clause);
        let modal = verb.children().any(|aux| aux.dep() == "aux" && aux.tag() == "MD");
        let open = modal || matches!(verb.tag(), "VB") || verb.child(&["aux"]).is_none() && verb.tag() != "VBD";
        if open {
            status.weigh(kind, format!("on the terms '{}'", short(clause)));
            status.condition = Some(clause.document().span(clause.extent()));
        } else if operators.on_clause(verb.pos(), verb.lemma()) == Some(Effect::Inert) {
            // 'threatened to leave unless …': the terms of what is threatened; the threat itself was made.
            status.condition = Some(clause.document().span(clause.extent()));
        }
    }
    // 'If the North attacks': the parser may hang the conjunction on the main verb.
    let loose_if = |token: Token<'_>| {
        token.is_root() && token.children().any(|mark| mark.dep() == "mark" && mark.text().eq_ignore_ascii_case("if"))
    };
    if loose_if(verb) || verb.dep() == "advcl" && loose_if(verb.head()) {
        status.weigh(Factuality::Conditional, "in a condition");
    }
    let mut below = verb;
    // Coordinated verbs share what stands above the first of them.
    loop {
        let head = below.head();
        if head == below {
            break;
        }
        let goes_on = match below.dep() {
            "advcl" | "ccomp" | "conj" if is_condition(below) => {
                status.weigh(kind_of_condition(below), "in a condition");
                if status.condition.is_none() {
                    status.condition = Some(below.document().span(below.extent()));
                }
                return;
            }
            "xcomp" | "ccomp" | "acl" | "advcl" | "pcomp" | "oprd" | "dobj" | "relcl" | "acomp" => {
                if !under(below, verb, operators, status) {
                    return;
                }
                true
            }
            "conj" => true,
            _ => false,
        };
        if !goes_on {
            break;
        }
        below = head;
        if below.pos() != "VERB" && below.pos() != "AUX" && below.pos() != "ADP" {
            break;
        }
    }
    // Headlines: 'Koreas' generals to meet Tuesday'.
    let headline = below.is_root() && below == verb
        || matches!(verb.dep(), "acl" | "relcl")
            && verb.ancestors().all(|ancestor| !matches!(ancestor.pos(), "VERB" | "AUX"));
    if headline && is_infinitive(verb) {
        status.weigh(Factuality::Planned, "an infinitive stands for the future in headlines");
    }
}

/// The noun that a that-clause right behind it explains.
pub(in crate::proposition) fn noun_before(clause: Token<'_>) -> Option<Token<'_>> {
    if clause.dep() != "ccomp" {
        return None;
    }
    let mark = clause.child(&["mark"]).filter(|mark| mark.text().eq_ignore_ascii_case("that"))?;
    let before = mark.neighbour(-1)?;
    (before.pos() == "NOUN" && before != clause.head() && before.sentence() == clause.sentence()).then_some(before)
}

/// The word to which a preposition belongs: its head, or the noun right before it that `says` something of what follows
/// ('took steps toward disarming', 'lost interest in talks'), where the parse hangs both on one verb. Of prepositions that
/// verbs take as often ('made its demands in talks', 'criticised the plan for breaking the truce') the parse is right.
pub(super) fn governor<'d>(preposition: Token<'d>, says: impl Fn(Token<'d>) -> bool) -> Token<'d> {
    let head = preposition.head();
    let belongs = |noun: &Token<'d>| match preposition.norm() {
        "of" | "to" | "toward" | "towards" | "about" => true,
        "in" => noun.lemma() == "interest",
        _ => false,
    };
    let before = preposition.neighbour(-1).filter(|noun| noun.pos() == "NOUN" && noun.head() == head);
    before.filter(belongs).filter(|noun| says(*noun)).unwrap_or(head)
}
