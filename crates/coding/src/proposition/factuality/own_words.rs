//! What a verb's own phrase says: tense, modals, negation, adverbs.

use language::Token;

use super::Status;
use super::condition::condition_of;
use crate::proposition::argument::is_passive;
use crate::proposition::operator::{Effect, Operators};
use crate::record::Factuality;

/// Tense, modals, negation and adverbs of the verb's own phrase.
pub(super) fn own_words(verb: Token<'_>, operators: &Operators, status: &mut Status) {
    // 'will meet and sign': a bare second verb shares the first one's auxiliaries.
    let bare =
        |token: Token<'_>| matches!(token.tag(), "VB" | "VBN" | "VBG") && token.child(&["aux", "auxpass"]).is_none();
    let mut phrase = vec![verb];
    while let Some(&last) = phrase.last() {
        if last.dep() == "conj" && bare(last) && last.head().pos() == "VERB" && last.child(&["nsubj"]).is_none() {
            phrase.push(last.head());
        } else {
            break;
        }
    }
    let (mut past_perfect, mut would) = (false, false);
    for word in phrase.iter().flat_map(|part| part.children()) {
        let form = word.text().to_lowercase();
        match word.dep() {
            "aux" | "auxpass" => match form.as_str() {
                "may" | "might" | "could" | "can" | "ca" | "must" | "should" | "ought" => {
                    status.weigh(Factuality::Possible, format!("'{form}'"));
                }
                "will" | "shall" | "'ll" | "’ll" | "wo" | "sha" => {
                    status.weigh(Factuality::Planned, format!("'{form}'"));
                }
                "would" | "'d" | "’d" => would = true,
                "had" => past_perfect = true,
                "is" | "are" | "am" | "'s" | "'re" | "’s" | "’re" | "'m" if verb.tag() == "VBG" => {
                    status.weigh(Factuality::Ongoing, "progressive present");
                }
                "been" if verb.tag() == "VBG" && !past_perfect => {
                    status.weigh(Factuality::Ongoing, "progressive perfect");
                }
                // Under way when the story reached it; inside a story of its own ('while it was …', 'within hours
                // they were …') it is over.
                "was" | "were" if verb.tag() == "VBG" && verb.dep() != "advcl" && !is_reached(verb) => {
                    status.weigh(Factuality::Ongoing, "progressive past");
                }
                "being" if verb.dep() != "advcl" && verb.dep() != "pcomp" => {
                    status.weigh(Factuality::Ongoing, "progressive passive");
                }
                _ => {}
            },
            "neg" => status.weigh(Factuality::Negated, format!("'{form}'")),
            // 'nor is he ready'
            "nsubj" if word.index() > verb.index() && opens_with_nor(verb) => {
                status.weigh(Factuality::Negated, "'nor'");
            }
            "advmod" | "preconj" | "cc" | "dep" => match operators.adverb(&form) {
                Some(Effect::Negated) => status.weigh(Factuality::Negated, format!("'{form}'")),
                Some(Effect::Possible) => status.weigh(Factuality::Possible, format!("'{form}'")),
                _ if form == "longer" && word.neighbour(-1).is_some_and(|no| no.norm() == "no") => {
                    status.weigh(Factuality::Negated, "'no longer'");
                }
                _ if form == "still" && matches!(verb.tag(), "VBG") => status.weigh(Factuality::Ongoing, "'still'"),
                _ => {}
            },
            "nsubj" | "nsubjpass" | "dobj" => {
                let none = matches!(form.as_str(), "nobody" | "none" | "nothing" | "no-one" | "neither");
                let hardly = word
                    .children()
                    .any(|child| operators.adverb(&child.text().to_lowercase()) == Some(Effect::Negated));
                if none || has_no(word) || hardly {
                    status.weigh(Factuality::Negated, "'no'");
                }
            }
            // 'has held the port since May' lasts; 'has poured money in since May' happened, more than once.
            "prep"
                if form == "since"
                    && !past_perfect
                    && (verb.tag() == "VBG" || verb.tag() == "VBN" && (is_passive(verb) || lasts(verb))) =>
            {
                status.weigh(Factuality::Ongoing, "'since'");
            }
            // 'At no point did …', 'under no circumstances will …'
            "prep"
                if word.index() < verb.index() && word.children().any(|noun| noun.dep() == "pobj" && has_no(noun)) =>
            {
                let way = word.children().any(|noun| {
                    matches!(noun.lemma(), "point" | "time" | "circumstance" | "way" | "account" | "case" | "condition")
                });
                if way {
                    status.weigh(Factuality::Negated, "'no' before the verb");
                }
            }
            "agent" if word.children().any(|by| matches!(by.text().to_lowercase().as_str(), "nobody" | "none")) => {
                status.weigh(Factuality::Negated, "'by nobody'");
            }
            _ => {}
        }
    }
    if would {
        let perfect =
            phrase.iter().flat_map(|part| part.children()).any(|aux| aux.dep() == "aux" && aux.text() == "have");
        if perfect {
            status.weigh(Factuality::Hypothetical, "'would have'");
        } else if reported_in_past(verb) {
            // 'said it would withdraw': the past of 'will'.
            status.weigh(Factuality::Planned, "'would' after a verb of saying in the past");
        } else if follows_in_story(verb) {
            status.why.push("'would later': it came to pass".to_owned());
        } else if condition_of(verb).is_none() {
            status.weigh(Factuality::Possible, "'would'");
        }
    }
}

/// Whether a verb tells a state rather than an act: 'hold', 'occupy'.
fn lasts(verb: Token<'_>) -> bool {
    matches!(
        verb.lemma(),
        "hold"
            | "keep"
            | "occupy"
            | "control"
            | "rule"
            | "govern"
            | "run"
            | "remain"
            | "stay"
            | "stand"
            | "live"
            | "boycott"
            | "blockade"
            | "besiege"
            | "back"
            | "support"
            | "oppose"
            | "refuse"
            | "resist"
            | "observe"
            | "enforce"
            | "maintain"
            | "ban"
            | "patrol"
            | "guard"
            | "shun"
            | "fight"
            | "battle"
            | "lead"
            | "host"
            | "shelter"
            | "mediate"
            | "administer"
    )
}

/// 'Within hours jets were bombing the port', 'by nightfall': how long it took until it was so.
fn is_reached(verb: Token<'_>) -> bool {
    verb.children().any(|child| {
        let before = child.dep() == "prep" && child.id < verb.id;
        before && matches!(child.norm(), "within" | "by") && child.child(&["pobj"]).is_some()
    })
}

/// Whether 'nor' stands right before the verb or its auxiliary.
fn opens_with_nor(verb: Token<'_>) -> bool {
    (1..=2).any(|back| verb.neighbour(-back).is_some_and(|word| word.text().eq_ignore_ascii_case("nor")))
}

/// 'no country', 'neither side'
fn has_no(noun: Token<'_>) -> bool {
    noun.children()
        .any(|child| child.dep() == "det" && matches!(child.text().to_lowercase().as_str(), "no" | "neither"))
}

/// Whether there is no or hardly any of what a noun names: 'no reason', 'little incentive', 'does not have any reason'.
pub(super) fn is_wanting(noun: Token<'_>, operators: &Operators) -> bool {
    let scant = |word: Token<'_>| {
        let few = matches!(word.norm(), "no" | "little" | "scant" | "zero" | "few" | "neither" | "less");
        // 'a little reason' is some.
        let some = word.neighbour(-1).is_some_and(|before| matches!(before.norm(), "a" | "no" | "any"));
        few && !some
    };
    let governed = || {
        let verb = noun.head();
        noun.dep() == "dobj" && (is_negated(verb, operators) || matches!(verb.lemma(), "lack" | "lose"))
    };
    noun.children().any(|word| matches!(word.dep(), "det" | "amod" | "neg") && scant(word)) || governed()
}

/// Whether a verb is negated by its own words.
pub(super) fn is_negated(verb: Token<'_>, operators: &Operators) -> bool {
    verb.children()
        .any(|child| child.dep() == "neg" || operators.adverb(&child.text().to_lowercase()) == Some(Effect::Negated))
}

/// 'It would later sign the treaty', 'he would go on to lead it': what came afterwards, told from a day in the past.
fn follows_in_story(verb: Token<'_>) -> bool {
    let later = |word: Token<'_>| {
        word.id < verb.id && matches!(word.norm(), "later" | "subsequently" | "afterwards" | "thereafter")
    };
    let goes_on = |above: Token<'_>| above.lemma() == "go" && above.child(&["prt", "advmod"]).is_some();
    verb.children().any(later)
        || verb.dep() == "xcomp" && goes_on(verb.head())
        || goes_on(verb) && verb.child(&["xcomp"]).is_some()
}

/// Whether the clause is reported by a verb in the past.
fn reported_in_past(verb: Token<'_>) -> bool {
    verb.ancestors().any(|ancestor| matches!(ancestor.tag(), "VBD" | "VBN") && matches!(ancestor.pos(), "VERB"))
        && (verb.dep() == "ccomp" || verb.ancestors().any(|ancestor| ancestor.dep() == "ccomp"))
        || verb.children().any(|child| child.dep() == "ccomp" && child.tag() == "VBD")
        || verb.child(&["parataxis"]).is_some()
}
