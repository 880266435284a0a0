//! Events: propositions with a PLOVER type.
//!
//! The lexicon gives the type from the predicate with its object, preposition and complement; the clause
//! gives the parties; the proposition says whether it takes place. What stands under a demand, promise,
//! threat or refusal is no event: the speech act is.

mod complete;
mod lexicon;
mod ontology;
mod parties;
mod scene;
mod when;

use anchor::Id;
use language::{Document, Token, TokenId};

pub use lexicon::{Lexicon, LexiconFiles};
pub use ontology::Ontology;

use self::lexicon::{ActorRule, Follows, LightSubject, NounLine, Thing, VerbLine};
pub(crate) use self::parties::Binding;
use self::parties::Bound;
pub(crate) use self::when::{clause, date};
use crate::mention::MentionKind;
use crate::proposition::{ComplementForm, PredicateKind, Proposition};
use crate::reading::Reading;
use crate::record::{Basis, Event};

/// Reads the events of one article.
pub fn read(reading: Reading<'_>, ontology: &Ontology, lexicon: &Lexicon) -> Vec<Event> {
    let mut drafts = Vec::new();
    for proposition in reading.propositions {
        let found = match proposition.kind {
            PredicateKind::Verb => verb_event(proposition, reading, lexicon),
            PredicateKind::Noun => noun_event(proposition, reading, lexicon),
            PredicateKind::Adjective => None,
        };
        let Some(found) = found else { continue };
        if proposition.embedded_in.is_some() || in_question(proposition.token(reading.document)) {
            continue;
        }
        drafts.push(Draft { found, proposition });
    }
    complete::complete(&mut drafts, reading);
    let mut events = drafts
        .iter()
        .filter(|draft| !draft.found.bound.actor.is_empty() || !draft.found.bound.recipient.is_empty())
        .map(|draft| record(&draft.found, draft.proposition, reading, ontology))
        .collect::<Vec<_>>();
    scene::carry_on(&mut events, reading);
    scene::plan(&mut events, reading, ontology);
    events
}

/// An event and the clause it is read from.
struct Draft<'a> {
    found: Found,
    proposition: &'a Proposition,
}

/// A reading before it is written down.
struct Found {
    kind: String,
    mode: Option<String>,
    bound: Bound,
    line: String,
    exact: u8,
}

/// Whether the noun at `head`, or a noun before it in its compound, is one of `words`.
fn is_one_of(document: &Document, head: TokenId, words: &std::collections::BTreeSet<String>) -> bool {
    let token = document.token(head);
    let lemma = token.lemma().to_lowercase();
    if words.contains(&lemma) || words.contains(&token.text().to_lowercase()) {
        return true;
    }
    token.children().filter(|child| matches!(child.dep(), "compound" | "amod")).any(|part| {
        let part_lemma = part.lemma().to_lowercase();
        words.contains(&format!("{part_lemma} {lemma}"))
            || part.dep() == "compound" && part.pos() != "PROPN" && words.contains(&part_lemma)
    })
}

fn is_party(reading: Reading<'_>, head: TokenId) -> bool {
    reading.mentions.at(head).is_some_and(|mention| {
        mention.head == head
            && (!mention.parties.is_empty()
                || matches!(mention.kind, MentionKind::Speaker | MentionKind::Unknown | MentionKind::Pronoun))
    }) || reading.document.token(head).pos() == "PROPN" && reading.document.token(head).entity() != "DATE"
}

fn fits_thing(thing: &Thing, heads: &[TokenId], reading: Reading<'_>) -> bool {
    match thing {
        Thing::Any => true,
        Thing::Nothing => heads.is_empty(),
        Thing::Party => heads.iter().any(|&head| is_party(reading, head)),
        Thing::Words(words) => heads.iter().any(|&head| is_one_of(reading.document, head, words)),
    }
}

fn fits(line: &VerbLine, proposition: &Proposition, reading: Reading<'_>) -> bool {
    if !fits_thing(&line.object, &proposition.patient, reading) {
        return false;
    }
    if let Some((preposition, governs)) = &line.preposition {
        let heads: Vec<TokenId> = proposition.oblique(preposition).collect();
        let stands = !heads.is_empty() || has_particle(proposition, reading.document, preposition);
        if !stands || (*governs != Thing::Any && !fits_thing(governs, &heads, reading)) {
            return false;
        }
    }
    let has = |form| proposition.complements.iter().any(|complement| complement.form == form);
    match line.follows {
        Follows::Anything => true,
        Follows::Infinitive => {
            has(ComplementForm::Infinitive) || infinitive_with_subject(proposition, reading.document)
        }
        Follows::Clause => has(ComplementForm::Clause),
        Follows::Gerund => has(ComplementForm::Gerund),
    }
}

/// 'urged Norland to sign' where the parser makes 'Norland to sign' one clause.
fn infinitive_with_subject(proposition: &Proposition, document: &Document) -> bool {
    proposition.complements.iter().any(|complement| {
        document.token(complement.predicate).children().any(|child| child.dep() == "aux" && child.tag() == "TO")
    })
}

/// Whether a preposition stands with the predicate without a noun ('accused of hiding').
fn has_particle(proposition: &Proposition, document: &Document, preposition: &str) -> bool {
    document
        .token(proposition.predicate)
        .children()
        .any(|child| matches!(child.dep(), "prep" | "prt" | "advmod") && child.text().eq_ignore_ascii_case(preposition))
}

fn verb_event(proposition: &Proposition, reading: Reading<'_>, lexicon: &Lexicon) -> Option<Found> {
    let line = lexicon.verb(&proposition.lemma).iter().find(|line| fits(line, proposition, reading))?;
    let kind = line.kind.clone()?;
    let binding = Binding { reading, proposition };
    let bound = match line.actor {
        ActorRule::Agent => binding.directed(&line.recipient),
        ActorRule::Both => binding.reciprocal(),
        ActorRule::Patient => binding.inverted(),
    };
    Some(Found { kind, mode: line.mode.clone(), bound, line: format!("verb line '{}'", line.name), exact: line.weight })
}

/// The line of a noun of action: the longest compound that has one.
fn noun_line<'l>(token: Token<'_>, lexicon: &'l Lexicon) -> Option<&'l NounLine> {
    let lemma = token.lemma().to_lowercase();
    let part = token.children().rfind(|child| matches!(child.dep(), "compound" | "amod") && child.id < token.id);
    part.and_then(|part| lexicon.noun(&format!("{} {lemma}", part.lemma().to_lowercase())))
        .or_else(|| lexicon.noun(&lemma))
}

fn noun_event(proposition: &Proposition, reading: Reading<'_>, lexicon: &Lexicon) -> Option<Found> {
    let document = reading.document;
    let token = document.token(proposition.predicate);
    let line = noun_line(token, lexicon)?;
    // The verb that takes this noun as its object may tell the event itself: 'imposed sanctions', 'cancelled the summit'.
    let governor = token.ancestors().find(|ancestor| matches!(ancestor.pos(), "VERB" | "AUX"));
    if let Some(above) = governor.and_then(|verb| reading.propositions.at(verb.id)) {
        let is_object =
            above.patient.contains(&token.id) || above.obliques.iter().any(|oblique| oblique.head == token.id);
        let told = lexicon.verb(&above.lemma).iter().find(|line| fits(line, above, reading));
        let asked_for = |thing: &Thing| matches!(thing, Thing::Words(words) if is_one_of(document, token.id, words));
        let tells_it = told.is_some_and(|line| {
            asked_for(&line.object) || line.preposition.as_ref().is_some_and(|(_, governs)| asked_for(governs))
        });
        if is_object && tells_it {
            return None;
        }
    }
    let binding = Binding { reading, proposition };
    let carried = carrier(token).filter(|verb| {
        let lemma = verb.lemma().to_lowercase();
        proposition.light.is_some() || lexicon.light(&lemma).is_some()
    });
    let mut bound = binding.of_noun(line);
    let own = !bound.actor.is_empty() || !bound.recipient.is_empty();
    let said_of = carried.is_some() || occurs(token);
    if !own && !said_of {
        return None;
    }
    if let Some(verb) = carried {
        let subject = reading.propositions.at(verb.id).map(|above| above.agent.clone()).unwrap_or_default();
        match lexicon.light(&verb.lemma().to_lowercase()) {
            Some(LightSubject::Recipient) => bound = binding.carried_to(bound, &subject),
            Some(LightSubject::Cause | LightSubject::Place) => {}
            None => bound = binding.carried_by(bound, &subject, line, verb),
        }
    }
    let exact = if own { 3 } else { 1 };
    Some(Found {
        kind: line.kind.clone(),
        mode: line.mode.clone(),
        bound,
        line: format!("noun line '{}'", line.name),
        exact,
    })
}

/// The verb of which a noun is the object, or whose preposition governs it.
fn carrier(token: Token<'_>) -> Option<Token<'_>> {
    let head = token.head();
    match token.dep() {
        "dobj" | "nsubjpass" => Some(head),
        "pobj" if matches!(head.head().pos(), "VERB" | "AUX") => Some(head.head()),
        _ => None,
    }
}

/// Whether the noun is the subject of a verb, which then says whether it takes place.
fn occurs(token: Token<'_>) -> bool {
    matches!(token.dep(), "nsubj" | "nsubjpass") && !token.is_root()
}

/// Whether the clause is part of a question.
fn in_question(token: Token<'_>) -> bool {
    let document = token.document();
    let sentence = document.sentence(token.sentence());
    document.tokens_in(sentence).next_back().is_some_and(|last| last.text() == "?")
}

fn record(found: &Found, proposition: &Proposition, reading: Reading<'_>, ontology: &Ontology) -> Event {
    let document = reading.document;
    let token = proposition.token(document);
    let trigger_end =
        token.child(&["prt"]).filter(|particle| particle.id.index() == token.index() + 1).unwrap_or(token);
    let trigger = reading.quoter.quote(token.span().cover(trigger_end.span()));
    let evidence_range = when::clause(token);
    let evidence = reading.quoter.quote(document.span(evidence_range.clone()));
    let mode: Vec<String> = found.mode.iter().cloned().collect();
    let mut why = vec![found.line.clone()];
    why.extend(proposition.why.iter().cloned());
    why.extend(found.bound.why.iter().cloned());
    let start = trigger.start.to_string();
    let id = Id::of('e', &[reading.article.id.as_str(), &start, &found.kind]);
    let both = !found.bound.actor.is_empty() && !found.bound.recipient.is_empty();
    let confidence = 0.55 + 0.05 * f64::from(found.exact.min(4)) + if both { 0.1 } else { 0.0 };
    Event {
        id,
        coded: ontology.coded(&found.kind, proposition.factuality),
        quad: ontology.quad(&found.kind),
        score: ontology.score(&found.kind, &mode),
        kind: found.kind.clone(),
        mode,
        context: Vec::new(),
        actor: found.bound.actor.clone(),
        recipient: found.bound.recipient.clone(),
        date: when::date(proposition, reading),
        place: when::place(proposition, reading),
        factuality: proposition.factuality,
        condition: proposition.condition.map(|span| reading.quoter.quote(span)),
        trigger,
        basis: Basis {
            article: reading.article.id.clone(),
            sentence: token.sentence(),
            evidence,
            attribution: reading.sources_at(proposition.predicate),
            confidence,
            why,
        },
    }
}
