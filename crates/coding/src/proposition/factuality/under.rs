//! What one word makes of the clause that hangs on it.

use language::Token;

use super::Status;
use super::above::{governor, noun_before};
use super::denied::denied_elsewhere;
use super::own_words::{is_negated, is_wanting, own_words};
use crate::proposition::argument::{is_infinitive, is_passive};
use crate::proposition::operator::{Effect, Operators};
use crate::record::Factuality;

/// The adjective that a that-clause right behind it is judged by: 'hold it unlikely that they met'.
fn adjective_before(clause: Token<'_>) -> Option<Token<'_>> {
    let mark = clause.child(&["mark"]).filter(|mark| clause.dep() == "ccomp" && mark.norm() == "that")?;
    let before = mark.neighbour(-1)?;
    (before.pos() == "ADJ" && before.sentence() == clause.sentence()).then_some(before)
}

/// Reads what the head of `below` makes of it. Returns whether words further up count as well.
pub(super) fn under(below: Token<'_>, verb: Token<'_>, operators: &Operators, status: &mut Status) -> bool {
    // 'his demand that Norland leave', where the parser hangs the clause on the verb above.
    let mut head = noun_before(below).unwrap_or_else(|| below.head());
    let mut preposition = None;
    if below.dep() == "pcomp" || head.pos() == "ADP" && head.dep() == "prep" {
        preposition = Some(head.text().to_lowercase());
        if head.text().eq_ignore_ascii_case("without") {
            status.weigh(Factuality::Negated, "'without'");
        }
        head = governor(head, |noun| operators.on_clause("NOUN", noun.lemma()).is_some());
    }
    let form_above = head.text().to_lowercase();
    if form_above == "short" && preposition.as_deref() == Some("of") {
        // 'stopped short of threatening'
        status.weigh(Factuality::Negated, "'short of'");
        return true;
    }
    let that_clause = below.children().any(|mark| mark.dep() == "mark" && mark.text().eq_ignore_ascii_case("that"));
    if below.dep() == "relcl" && !that_clause && !is_infinitive(below) {
        return false;
    }
    // 'called for the troops to leave' asks it of them; it is no purpose.
    let for_whom = is_infinitive(below)
        && below.child(&["nsubj", "nsubjpass"]).is_some()
        && below.children().any(|mark| mark.dep() == "mark" && mark.norm() == "for");
    if below.dep() == "advcl" && !for_whom {
        // 'will not talk until he is freed': what is waited for has not happened.
        let awaited = below.children().any(|mark| mark.dep() == "mark" && mark.norm() == "until");
        let present = |word: Token<'_>| matches!(word.tag(), "VBZ" | "VBP" | "VB");
        let auxiliaries = || below.children().filter(|child| matches!(child.dep(), "aux" | "auxpass"));
        if awaited && (present(below) || auxiliaries().any(present)) {
            status.embedded_in = Some(head.id);
            status.why.push("no claim of its own: it is waited for".to_owned());
            return false;
        }
        // 'after …', 'when …', 'as …' say nothing against it; a purpose takes place if its main clause does.
        if is_infinitive(below) && matches!(head.pos(), "VERB" | "AUX") {
            let mut above = Status::default();
            own_words(head, operators, &mut above);
            if matches!(above.factuality, Factuality::Possible | Factuality::Planned | Factuality::Negated) {
                status.weigh(above.factuality, format!("as '{}' is", head.text()));
            }
        }
        return is_infinitive(below) || below.tag() == "VBG";
    }
    let form = head.text().to_lowercase();
    let lemma = match head.child(&["prt"]) {
        Some(particle) => format!("{} {}", head.lemma(), particle.text().to_lowercase()),
        None => head.lemma().to_lowercase(),
    };
    let participle =
        operators.adjective(&form).0.filter(|_| head.tag() == "VBN" && is_passive(head) || head.pos() == "ADJ");
    if denied_elsewhere(head, operators) {
        status.weigh(Factuality::Denied, format!("what is said of '{form}'"));
        return false;
    }
    let judged = adjective_before(below).and_then(|word| operators.adjective(&word.text().to_lowercase()).0);
    let mut effect = judged.or(participle).or_else(|| operators.on_clause(head.pos(), &lemma));
    // 'told them to leave' asks, 'told them that …' says.
    if matches!(lemma.as_str(), "tell" | "write" | "message") && is_infinitive(below) {
        effect = Some(Effect::Inert);
    }
    // 'the authority to negotiate', 'a bid to seize it': no claim that anybody does; but 'the first state to recognize it'.
    let first = |noun: Token<'_>| {
        noun.children().any(|word| matches!(word.norm(), "first" | "last" | "only" | "latest" | "second" | "third"))
    };
    let in_clause = head.ancestors().any(|above| matches!(above.pos(), "VERB" | "AUX"));
    if below.dep() == "acl"
        && is_infinitive(below)
        && effect.is_none()
        && head.pos() == "NOUN"
        && in_clause
        && !first(head)
    {
        let possessed = head.child(&["poss"]).is_some();
        let had = matches!(head.head().lemma(), "have" | "use" | "take" | "hold" | "send" | "deploy" | "enter");
        if !possessed && !had {
            effect = Some(Effect::Inert);
        }
    }
    if lemma == "have" && head.child(&["advmod"]).is_some_and(|word| word.text().eq_ignore_ascii_case("yet")) {
        effect = Some(Effect::Negated);
    }
    // 'It is unclear whether the sides met'
    let judged = head.child(&["acomp"]).filter(|_| lemma == "be" && below.dep() == "ccomp");
    if lemma == "be" && head.pos() == "AUX" && !(is_infinitive(below) && below.dep() == "xcomp") {
        effect = judged.and_then(|word| operators.on_clause(word.pos(), &word.text().to_lowercase()));
    }
    if matches!(preposition.as_deref(), Some("from"))
        && matches!(lemma.as_str(), "keep" | "stop" | "ban" | "bar" | "block" | "deter" | "discourage")
    {
        effect = Some(Effect::Negated);
    }
    if below.dep() == "acl"
        && !is_infinitive(below)
        && below.tag() != "VBG"
        && !that_clause
        && effect != Some(Effect::Said)
    {
        // A participle beside a noun: told on its own account.
        return false;
    }
    // 'He ruled it out; the fighting must stop': a clause before its head is no complement, unless the head reports it.
    let before = below.dep() == "ccomp" && below.id < head.id;
    if before && !matches!(effect, Some(Effect::Said | Effect::Possible | Effect::Expected)) {
        return false;
    }
    if for_whom && effect.is_none() && head.pos() == "VERB" {
        effect = Some(Effect::Inert);
    }
    let because = || format!("under '{form}'");
    match effect {
        Some(Effect::Inert) => {
            status.embedded_in = Some(head.id);
            status.why.push(format!("no claim of its own: under '{form}'"));
            return false;
        }
        Some(Effect::Said) => {
            let questioned =
                below.children().any(|mark| matches!(mark.text(), "whether" | "if") && mark.dep() == "mark");
            if questioned {
                status.weigh(Factuality::Possible, "'whether'");
            }
            // What is reported holds as reported, however the report itself is told.
            return false;
        }
        Some(Effect::Denied) => status.weigh(Factuality::Denied, because()),
        Some(Effect::Possible) => status.weigh(Factuality::Possible, because()),
        // 'has little reason to talk'
        Some(Effect::Motive) => {
            let factuality = if is_wanting(head, operators) { Factuality::Negated } else { Factuality::Possible };
            status.weigh(factuality, because());
            return false;
        }
        Some(Effect::Expected) => {
            let future = status.factuality == Factuality::Planned || is_infinitive(below) || below.tag() == "VBG";
            if future {
                status.weigh(Factuality::Possible, because());
            }
        }
        Some(Effect::Planned) => status.weigh(Factuality::Planned, because()),
        Some(Effect::Negated) => {
            let negated_above = is_negated(head, operators);
            if negated_above {
                status.weigh(Factuality::Possible, format!("not under '{form}'"));
                return false;
            }
            status.weigh(Factuality::Negated, because());
        }
        Some(Effect::Hypothetical) => status.weigh(Factuality::Hypothetical, because()),
        Some(Effect::Ongoing) => status.weigh(Factuality::Ongoing, because()),
        Some(Effect::Same) | None => {}
    }
    // 'would be interested in striking a deal': the adjective's verb has the modals.
    let carrier = if head.pos() == "ADJ" && head.dep() == "acomp" { head.head() } else { head };
    // The governing verb's own modals and negation hold for what it carries: 'may begin to withdraw', 'did not manage to'.
    if matches!(carrier.pos(), "VERB" | "AUX") && below.dep() != "ccomp" && below != verb.head() {
        let mut above = Status::default();
        own_words(carrier, operators, &mut above);
        if above.factuality != Factuality::Ongoing || effect == Some(Effect::Same) {
            status.weigh(above.factuality, format!("as '{form}' is"));
        }
    }
    true
}
