//! Whether what a noun of action names takes place.

use language::Token;

use super::Status;
use super::above::{climb, governor};
use super::own_words::{is_wanting, own_words};
use crate::proposition::operator::{Effect, Operators};
use crate::record::Factuality;

/// Whether what a noun of action names takes place: its own words, then the word that governs it.
pub(super) fn of_noun(noun: Token<'_>, operators: &Operators, status: &mut Status) {
    for child in noun.children() {
        let form = child.text().to_lowercase();
        match child.dep() {
            "det" if matches!(form.as_str(), "no" | "neither") => {
                status.weigh(Factuality::Negated, format!("'{form}'"));
            }
            "neg" => status.weigh(Factuality::Negated, format!("'{form}'")),
            "amod" | "acl" => apply_to_noun(operators.adjective(&form).1, &form, noun, status),
            // 'a conference that the union had planned'
            "relcl"
                if child.child(&["nsubj"]).is_some()
                    && child.child(&["dobj"]).is_none_or(|object| object.tag() == "WDT") =>
            {
                apply_to_noun(operators.on_noun("VERB", child.lemma()), &form, noun, status);
            }
            _ => {}
        }
    }
    if noun.dep() == "advcl" {
        climb(noun, operators, status);
        return;
    }
    let mut below = noun;
    while below.dep() == "conj" && !matches!(below.head().pos(), "VERB" | "AUX") && below.head() != below {
        below = below.head();
    }
    let mut head = below.head();
    if below.is_root() {
        return;
    }
    if below.dep() == "pobj" {
        if head.text().eq_ignore_ascii_case("without") {
            status.weigh(Factuality::Negated, "'without'");
            return;
        }
        if head.dep() == "pcomp" || head.dep() == "prep" || head.dep() == "agent" {
            head = governor(head, |noun| operators.on_noun("NOUN", noun.lemma()).is_some());
        }
    }
    let terms = matches!(head.lemma(), "event" | "case") && head.dep() == "pobj" && head.head().norm() == "in";
    if terms {
        status.weigh(Factuality::Conditional, format!("in the {} of it", head.text()));
        return;
    }
    let mut lemma = head.lemma().to_lowercase();
    if let Some(particle) = head.child(&["prt"]) {
        lemma = format!("{lemma} {}", particle.text().to_lowercase());
    }
    match head.pos() {
        "VERB" | "AUX" => {
            let with_preposition = format!("{lemma} {}", below.head().text().to_lowercase());
            let effect = if below.dep() == "pobj" {
                // A verb speaks of what its preposition governs only where the two make one word: 'push for talks'.
                let alone = operators.on_noun("VERB", &lemma).filter(|&effect| effect == Effect::Same);
                operators.on_noun("VERB", &with_preposition).or(alone)
            } else {
                operators.on_noun("VERB", &lemma)
            };
            // 'denied any part in the killing'
            let part = |object: Token<'_>| {
                matches!(
                    object.lemma(),
                    "role" | "part" | "hand" | "involvement" | "responsibility" | "complicity" | "knowledge"
                )
            };
            let denies_part = below.dep() == "pobj"
                && operators.on_noun("VERB", &lemma) == Some(Effect::Denied)
                && head.child(&["dobj"]).is_some_and(part);
            let effect = effect.or(denies_part.then_some(Effect::Denied));
            // An offer that is accepted or refused was made: what the word names is itself a speech act.
            let spoken = operators.on_noun("NOUN", &noun.lemma().to_lowercase()) == Some(Effect::Inert);
            let effect = effect.filter(|&effect| !(spoken && effect == Effect::Inert && operators.is_answer(&lemma)));
            let copula = matches!(lemma.as_str(), "be" | "remain" | "seem" | "look" | "appear" | "become");
            let governed = effect.is_some() || copula;
            apply_to_noun(effect, head.text(), noun, status);
            if status.embedded_in.is_some() {
                return;
            }
            // 'A strike is among the options', 'rates a strike as improbable', 'The drill is in its second day'.
            for preposition in head.children().filter(|child| child.dep() == "prep" && child.id > below.id) {
                for said in preposition.children() {
                    let form = said.text().to_lowercase();
                    match preposition.norm() {
                        "among" | "on" | "off" | "under" if copula => {
                            apply_to_noun(
                                operators.on_noun(said.pos(), &said.lemma().to_lowercase()),
                                &form,
                                noun,
                                status,
                            );
                        }
                        "as" => {
                            let effect = operators.on_noun(said.pos(), &form).or_else(|| operators.adjective(&form).0);
                            apply_to_noun(effect, &form, noun, status);
                        }
                        "in" if copula
                            && said.child(&["amod"]).is_some()
                            && matches!(said.lemma(), "day" | "week" | "month" | "year") =>
                        {
                            status.weigh(Factuality::Ongoing, format!("in its {form}"));
                        }
                        _ => {}
                    }
                }
            }
            // 'is expected to remain deadlocked'
            let is_copula = |verb: Token<'_>| matches!(verb.lemma(), "be" | "remain" | "stay" | "look" | "appear");
            let carried = std::iter::successors(Some(head), |verb| verb.child(&["xcomp", "acomp"])).skip(1).take(3);
            let inner = carried.filter(|_| below.dep().starts_with("nsubj")).find(|&verb| is_copula(verb));
            let complement = Some(head).filter(|_| copula || lemma == "stay").or(inner);
            if let Some(complement) = complement.and_then(|verb| verb.child(&["acomp", "attr", "oprd", "advcl"])) {
                apply_to_noun(
                    operators.on_noun(complement.pos(), &complement.text().to_lowercase()),
                    complement.text(),
                    noun,
                    status,
                );
                // 'The talks are likely to resume': the adjective speaks of the clause below it.
                apply_to_noun(
                    operators.adjective(&complement.text().to_lowercase()).1,
                    complement.text(),
                    noun,
                    status,
                );
            }
            // A verb's own modals and negation speak of the noun if the verb says that it takes place, or of its happening.
            if governed {
                let mut above = Status::default();
                own_words(head, operators, &mut above);
                climb(head, operators, &mut above);
                let negated_twice = effect == Some(Effect::Negated) && above.factuality == Factuality::Negated;
                if negated_twice {
                    status.factuality = Factuality::Possible;
                } else {
                    status.weigh(above.factuality, format!("as '{}' is", head.text()));
                }
                if status.embedded_in.is_none() {
                    status.embedded_in = above.embedded_in;
                }
                status.condition = status.condition.or(above.condition);
            } else {
                let mut above = Status::default();
                own_words(head, operators, &mut above);
                climb(head, operators, &mut above);
                // 'A strike would cripple the port', 'could spring another meeting': no more real than the verb. What
                // 'the' or a possessor points at is there before.
                let imagined = matches!(
                    above.factuality,
                    Factuality::Hypothetical | Factuality::Conditional | Factuality::Possible
                );
                let indefinite = |word: &str| matches!(word, "a" | "an" | "another" | "any" | "some");
                let known = noun.children().any(|child| {
                    child.dep() == "poss" || child.dep() == "det" && !indefinite(child.text().to_lowercase().as_str())
                });
                if imagined && !known && matches!(below.dep(), "nsubj" | "dobj") {
                    // 'A recognition of the rebels would bury the talks': imagined, to say what would follow.
                    let would = head.children().any(|aux| aux.dep() == "aux" && aux.norm() == "would");
                    let supposed = below.dep() == "nsubj" && would && above.factuality == Factuality::Possible;
                    let factuality = if supposed { Factuality::Hypothetical } else { above.factuality };
                    status.weigh(factuality, format!("as '{}' is", head.text()));
                }
            }
        }
        "NOUN" | "PROPN" | "ADJ" => {
            let effect = match operators.on_noun(head.pos(), &lemma) {
                // 'no appetite for talks'
                Some(Effect::Motive) if is_wanting(head, operators) => Some(Effect::Negated),
                other => other,
            };
            apply_to_noun(effect, head.text(), noun, status);
            // 'denied any role in the raid', 'rates an attack as improbable'
            let above = head.head();
            if effect.is_none() && operators.on_noun(above.pos(), above.lemma()) == Some(Effect::Denied) {
                status.weigh(Factuality::Denied, format!("'{}'", above.text()));
            }
        }
        _ => {}
    }
}

fn apply_to_noun(effect: Option<Effect>, form: &str, noun: Token<'_>, status: &mut Status) {
    let because = || format!("'{form}' of '{}'", noun.text());
    match effect {
        Some(Effect::Inert) => {
            status.embedded_in = Some(noun.head().id);
            status.why.push(format!("no claim of its own: {}", because()));
        }
        Some(Effect::Denied) => status.weigh(Factuality::Denied, because()),
        Some(Effect::Possible | Effect::Expected | Effect::Motive) => status.weigh(Factuality::Possible, because()),
        Some(Effect::Planned) => status.weigh(Factuality::Planned, because()),
        Some(Effect::Negated) => status.weigh(Factuality::Negated, because()),
        Some(Effect::Hypothetical) => status.weigh(Factuality::Hypothetical, because()),
        Some(Effect::Ongoing) => status.weigh(Factuality::Ongoing, because()),
        Some(Effect::Said | Effect::Same) | None => {}
    }
}
