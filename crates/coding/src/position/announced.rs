//! Positions without a word of wanting: what a party says of its own acts to come ('will not meet'), what becomes of the
//! other ('they will pay'), what has to be ('must leave').

use std::ops::Range;

use language::{Document, Token};

use super::content::{clause, content, phrase};
use super::lexicon::{StanceLine, WordClass};
use super::side::{is_hostile, is_of_side, is_said_of_oneself, quad, speaking};
use super::{Data, Found};
use crate::event::Binding;
use crate::mention::MentionKind;
use crate::proposition::{PredicateKind, Proposition};
use crate::reading::Reading;
use crate::record::{Factuality, Party, Stance};

/// What a party says of its own acts to come.
pub(super) fn announced(proposition: &Proposition, reading: Reading<'_>, data: Data<'_>) -> Option<Found> {
    let document = reading.document;
    let verb = will(proposition, document, data)?;
    let binding = Binding { reading, proposition };
    let told = reading.attribution_at(proposition.predicate).is_some();
    let mut holder = binding.direct(&proposition.agent, false);
    if holder.is_empty() && proposition.passive {
        // 'its country would not be bound'
        holder = binding.direct(&proposition.patient, false);
    }
    let mut own = is_said_of_oneself(&holder, reading, data, proposition.predicate);
    if proposition.passive && !own {
        holder.clear();
    }
    // 'Sanctions will be lifted, the ministry said', 'barricades will go up': by those who say so.
    let things = proposition.agent.iter().chain(&proposition.patient).all(|&head| {
        reading
            .mentions
            .headed(head)
            .is_none_or(|mention| mention.parties.is_empty() && mention.kind != MentionKind::Speaker)
    });
    if told && holder.is_empty() && things {
        holder = speaking(reading, data, proposition.predicate);
        own = proposition.passive && (quad(proposition, reading, data) == 2 || is_negated(verb));
    }
    if holder.is_empty() || proposition.embedded_in.is_some() && !own {
        return None;
    }
    let negated = is_negated(verb);
    let quad = quad(proposition, reading, data);
    // 'will keep the embargo in place': no new harm
    let keeps = data.lexicon.is(WordClass::Keep, &proposition.lemma);
    let hostile = !keeps && (quad >= 3 || is_hostile(proposition, reading, data));
    let line = data.lexicon.announced(&proposition.lemma);
    let on_terms = proposition.condition.map(|span| span.of(document.text()));
    let state = data.lexicon.is(WordClass::State, &proposition.lemma) && line.is_none();
    let is_state = proposition.agent.iter().any(|&head| {
        let mention = reading.mentions.headed(head);
        mention.is_some_and(|one| matches!(one.kind, MentionKind::Country | MentionKind::Capital | MentionKind::Seat))
    });
    let voiced = !matches!(proposition.factuality, Factuality::Hypothetical | Factuality::Denied);
    let (stance, why) = if negated {
        match voiced && (own || !told) && (!state || !data.lexicon.is(WordClass::Befall, &proposition.lemma)) {
            // 'shall not fire first': to do no harm is a promise.
            true if quad == 4 && told => (Stance::Commit, "it says that it will do no harm"),
            true => (Stance::Refuse, "it says that it will not"),
            false => return None,
        }
    } else if !voiced {
        return None;
    } else if let Some((line, content)) = own_wish(proposition, &holder, reading, data).filter(|_| told && own) {
        let toward = binding.addressed(&holder);
        let why = "it says that it will ask or refuse".to_owned();
        return Some(Found { stance: line.stance, holder, toward, content, why });
    } else if told && own && !state && (hostile || line.is_some_and(|line| line.stance == Stance::Threaten)) {
        (Stance::Threaten, "it says that it will, to the other's harm")
    } else if let Some(terms) = on_terms {
        // 'unless' is what would stop it, 'if' and 'once' what it waits for.
        let stops = terms.to_lowercase().starts_with("unless");
        match (told && own && !state, matches!(quad, 1 | 2) && !told && !proposition.passive) {
            (true, _) if stops => (Stance::Commit, "it says that it will"),
            (true, _) | (_, true) => (Stance::Condition, "it will, on terms"),
            _ => return None,
        }
    } else if told && own && !state && proposition.factuality == Factuality::Planned {
        (Stance::Commit, "it says that it will")
    } else if !told && quad == 2 && is_state && !proposition.passive && proposition.factuality == Factuality::Planned {
        (Stance::Commit, "the article says that it will")
    } else {
        return None;
    };
    // 'would have none of it'
    if verb.child(&["dobj"]).is_some_and(|object| object.norm() == "none") {
        return None;
    }
    let toward = binding.addressed(&holder);
    Some(Found { stance, holder, toward, content: phrase(verb), why: why.to_owned() })
}

/// 'will ask the council to …', 'would veto it': the position that the verb itself says.
fn own_wish<'a>(
    proposition: &Proposition,
    holder: &[Party],
    reading: Reading<'_>,
    data: Data<'a>,
) -> Option<(&'a StanceLine, Range<usize>)> {
    let line = data.lexicon.verb(&proposition.lemma).filter(|line| line.stance != Stance::Commit)?;
    Some((line, content(proposition, line, holder, reading)?))
}

/// The verb of a clause of what is to come: 'will', 'would', 'shall', 'is going to', by its own or a shared auxiliary.
fn will<'d>(proposition: &Proposition, document: &'d Document, data: Data<'_>) -> Option<Token<'d>> {
    let verb = proposition.token(document);
    if proposition.kind != PredicateKind::Verb || is_question(verb) || is_expected(verb, data) {
        return None;
    }
    let modal = |token: Token<'_>| {
        let mut auxiliaries = token.children().filter(|aux| aux.dep() == "aux");
        let will = auxiliaries.clone().any(|aux| {
            aux.tag() == "MD"
                && matches!(
                    aux.text().to_lowercase().as_str(),
                    "will" | "would" | "'ll" | "’ll" | "wo" | "wouldn" | "shall" | "'d" | "’d"
                )
        });
        will && !auxiliaries.any(|aux| aux.lemma() == "have")
    };
    let shared = verb.dep() == "conj" && verb.tag() == "VB" && verb.child(&["aux", "nsubj"]).is_none();
    (modal(verb) || shared && modal(verb.head()) || goes_to(verb).is_some()).then_some(verb)
}

/// The 'going' of 'are not going to hand it back'.
fn goes_to(verb: Token<'_>) -> Option<Token<'_>> {
    let infinitive = verb.dep() == "xcomp" && verb.children().any(|aux| aux.tag() == "TO");
    let going = verb.head();
    let present = |aux: Token<'_>| matches!(aux.norm(), "is" | "are" | "am" | "'s" | "'re" | "'m");
    (infinitive && going.norm() == "going" && going.children().any(|aux| aux.dep() == "aux" && present(aux)))
        .then_some(going)
}

/// Whether a clause says that something is not done, by its verb, its subject or its object: 'will sign nothing'.
fn is_negated(verb: Token<'_>) -> bool {
    let phrase = verb.children().chain(goes_to(verb).into_iter().flat_map(Token::children));
    let mut words = phrase.filter(|child| child.dep() != "advcl");
    words.any(|child| {
        let none = |word: Token<'_>| matches!(word.norm(), "no" | "nothing" | "nobody" | "none" | "neither");
        let noun = matches!(child.dep(), "dobj" | "nsubj" | "nsubjpass" | "prep");
        child.dep() == "neg"
            || child.norm() == "never"
            || noun && (none(child) || child.children().any(|word| none(word) || word.dep() == "neg"))
    })
}

/// What is thought likely, hoped or feared is no undertaking: 'will almost certainly leave', 'was optimistic that it would'.
fn is_expected(verb: Token<'_>, data: Data<'_>) -> bool {
    let likely = verb.children().any(|word| word.dep() == "advmod" && data.lexicon.is(WordClass::Likely, word.norm()));
    let above = verb.head();
    let thought = verb.dep() == "ccomp"
        && (above.pos() == "ADJ"
            || above.child(&["acomp"]).is_some()
            || data.lexicon.is(WordClass::Thought, above.lemma()));
    likely || thought
}

fn is_question(verb: Token<'_>) -> bool {
    let document = verb.document();
    document.tokens_in(document.sentence(verb.sentence())).next_back().is_some_and(|last| last.text() == "?")
}

/// 'They will pay a price', 'there will be consequences': what a party says will become of the other one.
pub(super) fn fate(proposition: &Proposition, reading: Reading<'_>, data: Data<'_>) -> Option<Found> {
    let document = reading.document;
    let verb = will(proposition, document, data)?;
    let object = proposition.patient.first().map(|&head| document.token(head)).or_else(|| verb.child(&["attr"]));
    data.lexicon.fate(&proposition.lemma)?.content.iter().find(|place| match &*place.words {
        "object" => object.is_some_and(|object| place.allows(object.lemma())),
        _ => true,
    })?;
    let holder = speaking(reading, data, proposition.predicate);
    let other = Binding { reading, proposition }.direct(&proposition.agent, false);
    let negated = proposition.factuality == Factuality::Negated;
    if holder.is_empty() || negated || other.iter().any(|party| is_of_side(&holder, party)) {
        return None;
    }
    let why = "it says what the other will suffer".to_owned();
    Some(Found { stance: Stance::Threaten, holder, toward: other, content: clause(verb), why })
}

/// 'Norland must leave the island', 'sanctions have to be lifted': what a party says must be.
pub(super) fn required(proposition: &Proposition, reading: Reading<'_>, data: Data<'_>) -> Option<Found> {
    let document = reading.document;
    let verb = proposition.token(document);
    if proposition.kind != PredicateKind::Verb || is_question(verb) || !is_obliged(verb) {
        return None;
    }
    let holder = speaking(reading, data, proposition.predicate);
    if holder.is_empty() {
        return None;
    }
    let binding = Binding { reading, proposition };
    let subjects: &[_] = if proposition.passive { &proposition.patient } else { &proposition.agent };
    let pronoun = |mention: &crate::mention::Mention| {
        mention.kind == MentionKind::Speaker || mention.kind == MentionKind::Pronoun && mention.parties.is_empty()
    };
    let vague = subjects.iter().any(|&head| {
        let subject = document.token(head);
        let no = subject.children().any(|child| matches!(child.norm(), "no" | "neither"));
        no || matches!(
            subject.norm(),
            "nobody" | "one" | "you" | "everyone" | "everybody" | "somebody" | "it" | "that" | "this"
        ) || reading.mentions.headed(head).is_some_and(pronoun)
    });
    let of = binding.direct(subjects, false);
    // What one must do oneself asks nobody for anything.
    if vague
        || subjects.is_empty() && verb.child(&["expl"]).is_none()
        || of.iter().any(|party| is_of_side(&holder, party))
    {
        return None;
    }
    let toward: Vec<Party> = if of.is_empty() { binding.addressed(&holder) } else { of };
    let content = if toward.is_empty() || proposition.passive { clause(verb) } else { phrase(verb) };
    Some(Found { stance: Stance::Demand, holder, toward, content, why: "it says what must be".to_owned() })
}

/// 'must go', 'should go', 'has to go', 'needs to go', 'had better go'; no guess ('must have gone', 'must be wondering') and no terms
/// ('should it go, …').
fn is_obliged(verb: Token<'_>) -> bool {
    let subject = verb.child(&["nsubj", "nsubjpass", "expl"]);
    let perfect = verb.children().any(|aux| aux.dep() == "aux" && aux.lemma() == "have");
    let guess = verb.tag() == "VBG" || matches!(verb.lemma(), "wonder" | "know" | "feel" | "think");
    let modal = verb.children().any(|aux| {
        aux.dep() == "aux"
            && aux.tag() == "MD"
            && matches!(aux.norm(), "must" | "should" | "ought")
            && subject.is_none_or(|subject| subject.id < aux.id)
    });
    let above = verb.head();
    let to = verb.dep() == "xcomp"
        && verb.children().any(|aux| aux.tag() == "TO")
        && matches!(above.lemma(), "have" | "need")
        && matches!(above.tag(), "VBZ" | "VBP" | "VBD" | "VB")
        && above.child(&["dobj", "neg"]).is_none()
        && above.children().all(|aux| aux.tag() != "MD" || matches!(aux.norm(), "will" | "would"));
    (modal && !perfect || to) && !guess && verb.dep() != "advcl"
}
