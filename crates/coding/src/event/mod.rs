//! Events: propositions with a PLOVER type.
//!
//! The lexicon gives the type from the predicate with its object, preposition and complement; the clause
//! gives the parties; the proposition says whether it takes place. What stands under a demand, promise,
//! threat or refusal is no event: the speech act is.

pub mod check;
mod complete;
mod confidence;
mod context;
mod doer;
mod dyad;
pub(crate) mod fit;
mod lexicon;
mod ontology;
mod parties;
mod refuse;
mod scene;
mod spelling;
mod stretch;
mod taught;
mod when;
mod whom;

use anchor::Id;
use language::{Document, Token, TokenId};

pub use confidence::Confidence;
pub use context::{ContextExample, Contexts};
pub use lexicon::{Example, Lexicon, LexiconFiles, LexiconLine, LineRead};
pub use ontology::Ontology;

use self::confidence::Sign;
use self::dyad::are_opposed;
pub(crate) use self::dyad::is_same_side;
pub(crate) use self::fit::Text;
use self::fit::is_one_of;
use self::lexicon::{ActorRule, Class, LightSubject, NounLine, Thing};
pub(crate) use self::parties::Binding;
use self::parties::Bound;
pub(crate) use self::when::{clause, date};
use crate::classify::{self, Pair, Scorer};
use crate::mention::{MentionKind, Mentions};
use crate::proposition::{PredicateKind, Proposition, Propositions};
use crate::reading::Reading;
use crate::record::{Basis, Event, Party};

/// What events are read with.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge<'a> {
    /// PLOVER's types.
    pub ontology: &'a Ontology,
    /// Which predicates are which types.
    pub lexicon: &'a Lexicon,
    /// What signals PLOVER's contexts.
    pub contexts: &'a Contexts,
    /// What signs say of a reading.
    pub confidence: &'a Confidence,
    /// The weights by which marked pairs are judged, for a second opinion.
    pub scorer: &'a Scorer,
}

/// Reads the events of one article.
pub fn read(reading: Reading<'_>, know: Knowledge<'_>) -> Vec<Event> {
    let (ontology, lexicon) = (know.ontology, know.lexicon);
    let party = |head| names_party(reading.document, reading.mentions, head);
    let text =
        Text { document: reading.document, propositions: reading.propositions, lexicon, ontology, is_party: &party };
    let mut drafts = Vec::new();
    for proposition in reading.propositions {
        let found = match proposition.kind {
            PredicateKind::Verb | PredicateKind::Adjective => verb_event(proposition, reading, text),
            PredicateKind::Noun => noun_event(proposition, reading, text),
        };
        let Some(found) = taught::reread(found, proposition, reading, know) else { continue };
        let token = proposition.token(reading.document);
        if proposition.embedded_in.is_some()
            || in_question(token)
            || refuse::is_no_event(&found, proposition, reading, text)
        {
            continue;
        }
        drafts.push(Draft { found, proposition });
    }
    complete::complete(&mut drafts, reading, text);
    refuse::drop_repeats(&mut drafts, reading, text);
    let mut events = drafts
        .iter()
        .filter(|draft| !draft.found.bound.actor.is_empty() || !draft.found.bound.recipient.is_empty())
        .filter(|draft| !refuse::is_private(&draft.found))
        .map(|draft| record(&draft.found, draft.proposition, reading, know))
        .collect::<Vec<_>>();
    scene::carry_on(&mut events, reading);
    scene::plan(&mut events, reading, ontology);
    events
}

/// Which line of the lexicon reads which predicate, in text order.
pub(crate) fn lines_read(
    document: &Document,
    mentions: &Mentions,
    propositions: &Propositions,
    lexicon: &Lexicon,
    ontology: &Ontology,
) -> Vec<LineRead> {
    let party = |head| names_party(document, mentions, head);
    let text = Text { document, propositions, lexicon, ontology, is_party: &party };
    let read = |proposition: &Proposition| {
        let predicate = proposition.predicate;
        if let Some(line) = text.verb_line(proposition) {
            return Some(LineRead { predicate, file: lexicon::VERBS, line: line.line, kind: line.kind.clone() });
        }
        let line = text.noun_line(document.token(predicate))?;
        Some(LineRead { predicate, file: lexicon::NOUNS, line: line.line, kind: line.kind.clone() })
    };
    propositions.iter().filter_map(read).collect()
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
    /// Whether a user's own sentences gave the type.
    taught: bool,
}

/// Whether the phrase of `head` stands for a party, known or not.
pub(crate) fn names_party(document: &Document, mentions: &Mentions, head: TokenId) -> bool {
    mentions.headed(head).is_some_and(|mention| {
        !mention.parties.is_empty()
            || matches!(mention.kind, MentionKind::Speaker | MentionKind::Unknown | MentionKind::Pronoun)
    }) || document.token(head).pos() == "PROPN" && document.token(head).entity() != "DATE"
}

fn verb_event(proposition: &Proposition, reading: Reading<'_>, text: Text<'_>) -> Option<Found> {
    let (line, moved) = text.verb_reading(proposition)?;
    let kind = line.kind.clone()?;
    let binding = Binding { reading, proposition: moved.as_ref().unwrap_or(proposition) };
    let bound = match &line.actor {
        ActorRule::Agent if is_joint(&kind, proposition) => binding.jointly(binding.directed(&line.recipient)),
        ActorRule::Agent => binding.directed(&line.recipient),
        ActorRule::Both => binding.reciprocal(&line.object, &line.recipient),
        ActorRule::Patient => binding.inverted(),
        ActorRule::Nobody => binding.undergone(&line.recipient),
        ActorRule::Governed(prepositions) => binding.directed_from(prepositions, &line.recipient),
    };
    let name = format!("verb line '{}'", line.name);
    let mut found = Found { kind, mode: line.mode.clone(), bound, line: name, exact: line.weight, taught: false };
    let objects = proposition.patient.iter().map(|&head| text.document.token(head));
    share_exercise(&mut found, objects.chain([proposition.token(text.document)]), text);
    Some(found)
}

/// An exercise of one state shows force, one of several is cooperation.
fn share_exercise<'d>(found: &mut Found, mut about: impl Iterator<Item = Token<'d>>, text: Text<'_>) {
    if found.kind != "MOBILIZE" || !about.any(|word| text.lexicon.is_in(Class::Drill, &word.lemma().to_lowercase())) {
        return;
    }
    let actor = &found.bound.actor;
    if actor
        .iter()
        .any(|one| actor.iter().any(|other| are_opposed(one, other) && one.code.is_some() && other.code.is_some()))
    {
        (found.kind, found.mode) = ("COOPERATE".to_owned(), None);
        found.bound.why.push("an exercise of several states is cooperation".to_owned());
    }
}

/// Undertakings that are both sides' own when done 'with' somebody.
fn is_joint(kind: &str, proposition: &Proposition) -> bool {
    matches!(kind, "AGREE" | "SUPPORT")
        && matches!(proposition.lemma.as_str(), "sign" | "initial" | "ink" | "conclude" | "agree" | "reach" | "strike")
}

fn noun_event(proposition: &Proposition, reading: Reading<'_>, text: Text<'_>) -> Option<Found> {
    let document = reading.document;
    let token = document.token(proposition.predicate);
    let line = text.noun_line(token)?;
    let kind = line.kind.clone()?;
    // The verb that takes this noun as its object may tell the event itself: 'imposed sanctions', 'cancelled the summit'.
    let governor = token.ancestors().find(|ancestor| matches!(ancestor.pos(), "VERB" | "AUX"));
    if let Some(above) = governor.and_then(|verb| reading.propositions.at(verb.id)) {
        let is_object =
            above.patient.contains(&token.id) || above.obliques.iter().any(|oblique| oblique.head == token.id);
        let told = text.verb_line(above);
        let asked_for = |thing: &Thing| matches!(thing, Thing::Words(words) if is_one_of(text, token.id, words));
        // 'ruled out a meeting', 'demanded talks': what is refused or asked for is no event besides.
        let asked_or_refused = told
            .and_then(|line| line.kind.as_deref())
            .is_some_and(|kind| matches!(kind, "REJECT" | "REQUEST" | "AGREE" | "THREATEN"));
        let friendly = matches!(kind.as_str(), "CONSULT" | "COOPERATE" | "RETREAT" | "AID" | "SUPPORT");
        let binding = Binding { reading, proposition };
        let asked_before = || answers_another(told.and_then(|line| line.kind.as_deref()), &kind, line, binding, above);
        if is_object && asked_or_refused && friendly && !is_known(token) {
            return None;
        }
        let tells_it = told.is_some_and(|line| {
            asked_for(&line.object) || line.prepositions.iter().any(|governed| asked_for(&governed.thing))
        });
        if is_object && tells_it && !asked_before() {
            return None;
        }
    }
    let binding = Binding { reading, proposition };
    // 'imposed sanctions', 'faces charges'; a verb that tells an event of its own ('denounced the raid') carries none.
    let tells_own = |verb: Token<'_>| {
        let above = reading.propositions.at(verb.id).and_then(|above| text.verb_line(above));
        above.is_some_and(|line| line.kind.is_some())
    };
    let carried = carrier(token).filter(|&verb| {
        let lemma = verb.lemma().to_lowercase();
        proposition.light.is_some() && !tells_own(verb) || text.lexicon.light(&lemma).is_some()
    });
    let mut bound = binding.of_noun(line);
    let own = !bound.actor.is_empty() || !bound.recipient.is_empty();
    let said_of = carried.is_some() || occurs(token);
    if !own && !said_of {
        return None;
    }
    if let Some(verb) = carried {
        let subject = reading.propositions.at(verb.id).map(|above| above.agent.clone()).unwrap_or_default();
        // 'is drawing up penalties' draws none to itself.
        let light = text.lexicon.light(&verb.lemma().to_lowercase()).filter(|_| verb.child(&["prt"]).is_none());
        match light {
            Some(LightSubject::Recipient) => bound = binding.carried_to(bound, &subject),
            Some(LightSubject::Cause | LightSubject::Place) => {}
            // 'answered with sanctions': done to whoever is answered, named or not.
            Some(LightSubject::Agent) => {
                bound = binding.carried_by(bound, &subject, line, verb);
                bound.open = line.recipient_is_wanted();
            }
            None => bound = binding.carried_by(bound, &subject, line, verb),
        }
    }
    let exact = if own { 3 } else { 1 };
    let name = format!("noun line '{}'", line.name);
    let mut found = Found { kind, mode: line.mode.clone(), bound, line: name, exact, taught: false };
    share_exercise(&mut found, std::iter::once(token), text);
    Some(found)
}

/// 'shrugged off an appeal from Norland', 'Norland's offer was accepted': the answer is one act, what is answered another
/// one's.
fn answers_another(
    answer: Option<&str>,
    kind: &str,
    line: &NounLine,
    binding: Binding<'_>,
    above: &Proposition,
) -> bool {
    let answers = matches!(answer, Some("REJECT" | "AGREE" | "CONCEDE"));
    if !answers || !matches!(kind, "REQUEST" | "AGREE" | "CONCEDE") || line.is_meeting() {
        return false;
    }
    let who_answers = Binding { proposition: above, ..binding }.agents();
    let asked = binding.of_noun(line).actor;
    !asked.is_empty() && !asked.iter().any(|party| who_answers.iter().any(|own| is_same_side(own, party)))
}

/// Whether a noun points at what was told before: 'the talks', 'their talks'.
fn is_known(noun: Token<'_>) -> bool {
    noun.children().any(|child| {
        child.dep() == "poss"
            || child.dep() == "det" && matches!(child.norm(), "the" | "this" | "that" | "these" | "those")
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

fn record(found: &Found, proposition: &Proposition, reading: Reading<'_>, know: Knowledge<'_>) -> Event {
    let ontology = know.ontology;
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
    let done = context::Done {
        kind: &found.kind,
        mode: &mode,
        actor: &found.bound.actor,
        recipient: &found.bound.recipient,
        clause: &evidence_range,
    };
    let signalled = know.contexts.of(done, document);
    if !signalled.is_empty() {
        let told: Vec<String> = signalled.iter().map(|(context, by)| format!("{context} by {by}")).collect();
        why.push(format!("context {}", told.join(", ")));
    }
    let start = trigger.start.to_string();
    let id = Id::of('e', &[reading.article.id.as_str(), &start, &found.kind]);
    let attribution = reading.sources_at(proposition.predicate);
    let mut signs = signs(found, proposition, reading, know);
    if !attribution.is_empty() {
        signs.push(Sign::Attributed);
    }
    Event {
        id,
        coded: ontology.coded(&found.kind, proposition.factuality),
        quad: ontology.quad(&found.kind),
        score: ontology.score(&found.kind, &mode),
        kind: found.kind.clone(),
        mode,
        context: signalled.into_iter().map(|(context, _)| context.to_owned()).collect(),
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
            attribution,
            confidence: know.confidence.of(&signs),
            why,
        },
    }
}

/// The signs for and against a reading that its clause shows.
fn signs(found: &Found, proposition: &Proposition, reading: Reading<'_>, know: Knowledge<'_>) -> Vec<Sign> {
    let mut signs = vec![Sign::Always];
    let mut note = |holds: bool, sign| {
        if holds {
            signs.push(sign);
        }
    };
    let is_noun = proposition.kind == PredicateKind::Noun;
    note(is_noun, Sign::Noun);
    note(found.taught, Sign::Learnt);
    note(!is_noun && !found.taught && found.exact == 0, Sign::Bare);
    note(!is_noun && found.exact > 3, Sign::Exact);
    note(found.bound.actor.is_empty(), Sign::NoActor);
    let is_name = |party: &Party| party.quote.starts_with(char::is_uppercase) && party.quote != "I";
    note(found.bound.actor.iter().chain(&found.bound.recipient).any(is_name), Sign::Named);
    note(!found.bound.why.is_empty(), Sign::FromBefore);
    note(!proposition.factuality.is_fact(), Sign::NoFact);
    let sentence = reading.document.sentence(proposition.token(reading.document).sentence());
    let sentence = reading.document.span(sentence);
    let beside = |parties: &[Party]| {
        let spans = parties.iter().map(|party| reading.quoter.span(party.start, party.end));
        spans.filter(|span| sentence.contains(*span)).collect()
    };
    let pair = Pair { source: beside(&found.bound.actor), target: beside(&found.bound.recipient) };
    if !pair.source.is_empty() || !pair.target.is_empty() {
        let read = classify::Read {
            document: reading.document,
            propositions: reading.propositions,
            mentions: reading.mentions,
            events: None,
        };
        let asked = classify::Knowledge { lexicon: know.lexicon, ontology: know.ontology, scorer: know.scorer };
        let (types, _) = classify::types(read, asked, &pair);
        if let Some(best) = types.first() {
            let coded = know.ontology.coded(&found.kind, proposition.factuality);
            let agrees = best.kind == found.kind || coded.as_deref() == Some(best.kind.as_str());
            note(agrees, Sign::Agrees);
            note(!agrees && best.probability > SURE, Sign::Differs);
        }
    }
    signs
}

/// A chance above which the weights of marked pairs are sure.
const SURE: f64 = 0.6;
