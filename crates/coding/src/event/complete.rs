//! Parties that an event's own clause leaves out, taken from where a reader takes them, by stated rules.
//!
//! Each rule fills an empty place only, and says so in `why`. What no rule fills stays empty: an act may well
//! be done to nobody.
//!
//! Who is acted on where the clause names nobody is looked for in this order; the first that is found counts:
//! 1. whom the act is done to that it is coordinated with ('accused Norland and halted the shipments');
//! 2. who did what was asked ('at Norland's request');
//! 3. who did what is judged ('condemned the seizure', told before);
//! 4. who did what is answered ('replied with sanctions');
//! 5. whose act the terms are about ('a response should Norland attack');
//! 6. the country of the place that is struck ('struck the plant at Norville');
//! 7. who is told of it ('told Norland it would keep the sanctions');
//! 8. the one other party that what is said speaks of;
//! 9. who offered what is taken up or turned down;
//! 10. for refusals of which their line says `opponent`, who acted just before; for acts that are done to somebody by
//!     what they are, and for lines that say `opponent`, the other side of what was told before, then of the article;
//! 11. the other country, for what has no owner and is struck by one at war;
//! 12. the state that rebels fight, for armed targets; a state's own people, for those whom it holds.

use language::{Document, Token, TokenId};

use super::Draft;
use super::dyad::{acted_before, are_opposed, country, is_same_side, opposite};
use super::fit::Text;
use super::lexicon::{Class, LightSubject, NounLine, VerbLine};
use super::parties::{Binding, named, push, same, without};
use super::{doer, when, whom};
use crate::mention::MentionKind;
use crate::proposition::{ComplementForm, PredicateKind, Proposition, subject_of};
use crate::reading::Reading;
use crate::record::{Factuality, Party};

/// Fills the empty places of `drafts`, which stand in text order.
pub(super) fn complete(drafts: &mut [Draft<'_>], reading: Reading<'_>, text: Text<'_>) {
    for i in 0..drafts.len() {
        let (before, rest) = drafts.split_at_mut(i);
        let draft = &mut rest[0];
        if draft.found.bound.actor.is_empty() {
            doer::own_state(draft, reading, text);
            doer::crowd(draft, reading);
        }
        if draft.found.bound.actor.is_empty() && !draft.found.bound.recipient.is_empty() {
            doer::same_doer(draft, before, reading);
            doer::benefactor(draft, before, reading);
            doer::home_state(draft, reading);
            doer::denier(draft, reading);
        }
        if draft.found.bound.actor.is_empty() && draft.found.bound.recipient.is_empty() {
            among_those_before(draft, before, reading);
        }
        not_oneself(draft, before, reading);
        whom::not_among_actors(draft);
        if draft.found.kind == "CONSULT" {
            whom::join_talks(draft, reading);
            whom::other_at_table(draft, before, reading);
            partner(draft, before, reading);
            host(draft, reading);
        }
        if draft.found.bound.recipient.is_empty() && draft.found.bound.open && !draft.found.bound.actor.is_empty() {
            let filled = coordinated(draft, before, reading)
                .or_else(|| asked(draft, reading))
                .or_else(|| earlier_act(draft, before, reading, text))
                .or_else(|| answered(draft, before, reading, text))
                .or_else(|| terms(draft, reading))
                .or_else(|| located(draft, reading))
                .or_else(|| told(draft, reading))
                .or_else(|| in_content(draft, reading))
                .or_else(|| whom::accepted(draft, before, reading, text))
                .or_else(|| other_side(draft, before, reading, text))
                .or_else(|| whom::struck(draft, before, reading))
                .or_else(|| whom::struck_at_home(draft, reading, text))
                .or_else(|| whom::held_at_home(draft, reading, text));
            if let Some((recipient, why)) = filled {
                draft.found.bound.recipient = recipient;
                draft.found.bound.why.push(why.to_owned());
            }
        }
        whom::settle(draft, before, reading);
    }
}

type Filled = Option<(Vec<Party>, &'static str)>;

pub(super) fn sentence(draft: &Draft<'_>, reading: Reading<'_>) -> usize {
    draft.proposition.token(reading.document).sentence()
}

/// 'accused Norland of spying and halted the shipments': the second is done to the same as the first.
fn coordinated(draft: &Draft<'_>, before: &[Draft<'_>], reading: Reading<'_>) -> Filled {
    if !is_directed(&draft.found.kind) {
        return None;
    }
    let token = draft.proposition.token(reading.document);
    let first = std::iter::successors(Some(token), |token| (token.dep() == "conj").then(|| token.head())).skip(1);
    for verb in first {
        // With a subject of its own it is an act of somebody else.
        if token.child(&["nsubj", "nsubjpass"]).is_some() {
            return None;
        }
        let known = before.iter().rev().find(|other| other.proposition.predicate == verb.id);
        if let Some(known) = known.filter(|other| !other.found.bound.recipient.is_empty()) {
            let recipient = without(known.found.bound.recipient.clone(), &draft.found.bound.actor);
            return (!recipient.is_empty())
                .then_some((recipient, "done to the same as the act it is coordinated with"));
        }
    }
    None
}

/// 'condemned the seizure', 'welcomed the decision': judged is who did what was told before.
fn earlier_act(draft: &Draft<'_>, before: &[Draft<'_>], reading: Reading<'_>, text: Text<'_>) -> Filled {
    if !matches!(draft.found.kind.as_str(), "ACCUSE" | "SUPPORT" | "REJECT" | "AGREE") {
        return None;
    }
    let object = draft.proposition.patient.first().map(|&head| reading.document.token(head))?;
    let is_in = |class| text.lexicon.is_in(class, object.lemma());
    let (deed, words) = (is_in(Class::Deed), is_in(Class::SpeechAct));
    let own_kind = text.noun_line(object).and_then(|line| line.kind.as_deref());
    let definite = object.children().any(|child| {
        let known = matches!(child.text(), "the" | "this" | "that" | "these" | "those");
        child.dep() == "det" && (known || (deed || words) && matches!(child.text(), "a" | "an"))
    });
    // What is accepted was offered; a decision or step is judged.
    if object.pos() != "NOUN" || !definite || draft.found.kind == "AGREE" && !words {
        return None;
    }
    let actor = &draft.found.bound.actor;
    // A decision or step is something done, a proposal something said; a boycott is told of as one.
    let suits = |kind: &str| {
        let said = matches!(kind, "REQUEST" | "ACCUSE" | "THREATEN" | "AGREE");
        own_kind == Some(kind) || deed && !said && !matches!(kind, "CONSULT" | "REJECT") || words && said
    };
    let known = before.iter().rev().find(|other| {
        let elsewhere = !other.found.bound.actor.is_empty();
        elsewhere
            && suits(&other.found.kind)
            && !other.found.bound.actor.iter().any(|party| actor.iter().any(|own| same(own, party)))
    })?;
    let near = sentence(draft, reading) - sentence(known, reading) <= 5;
    near.then(|| (known.found.bound.actor.clone(), "who did what is judged, told before"))
}

/// 'vowed a stern response should Norland attack': threatened is whose act the terms are about.
fn terms(draft: &Draft<'_>, reading: Reading<'_>) -> Filled {
    if !matches!(draft.found.kind.as_str(), "THREATEN" | "AGREE" | "CONCEDE" | "REJECT") {
        return None;
    }
    let document = reading.document;
    let condition = condition_of(draft.proposition, reading)?;
    let mut found: Vec<Party> = Vec::new();
    for other in reading.propositions.iter().filter(|other| condition.contains(document.token(other.predicate).span()))
    {
        for &head in &other.agent {
            if let Some(mention) = named(reading, head, false) {
                push(&mut found, reading.parties(mention));
            }
        }
    }
    let found = opposed(found, &draft.found.bound.actor);
    (!found.is_empty()).then_some((found, "whose act the terms are about"))
}

/// The terms of a speech act: its own, those of what it says, or those of what it says in direct speech around it.
fn condition_of(proposition: &Proposition, reading: Reading<'_>) -> Option<anchor::Span> {
    let document = reading.document;
    let said = proposition.complements.iter().map(|complement| complement.predicate);
    // 'Should Norland attack, the envoy warned, it will regret it.'
    let token = proposition.token(document);
    let around = (token.dep() == "parataxis").then(|| token.head().id);
    // 'vowed a response should Norland attack'
    let object = |head: TokenId| document.token(head).child(&["relcl"]).filter(|&clause| is_inverted(clause));
    let of_object =
        proposition.patient.iter().find_map(|&head| object(head)).map(|clause| document.span(clause.extent()));
    proposition
        .condition
        .or_else(|| said.chain(around).find_map(|clause| reading.propositions.at(clause)?.condition))
        .or(of_object)
}

/// 'should Norland attack': an auxiliary opens the clause.
fn is_inverted(clause: Token<'_>) -> bool {
    let opens = clause.extent().start;
    clause.children().any(|aux| aux.dep() == "aux" && aux.index() == opens && aux.text().eq_ignore_ascii_case("should"))
}

/// 'warned that drills would spoil its ties with Norland': the one other party that what is said speaks of.
fn in_content(draft: &Draft<'_>, reading: Reading<'_>) -> Filled {
    if !matches!(draft.found.kind.as_str(), "THREATEN" | "REQUEST" | "ACCUSE" | "CONCEDE") {
        return None;
    }
    in_content_of(draft, reading)
}

fn in_content_of(draft: &Draft<'_>, reading: Reading<'_>) -> Filled {
    let document = reading.document;
    let content = draft.proposition.complements.iter().map(|complement| complement.predicate);
    let objects = draft.proposition.patient.iter().copied();
    let governed = draft.proposition.obliques.iter().map(|oblique| oblique.head);
    let mut found: Vec<Party> = Vec::new();
    for head in content.chain(objects).chain(governed) {
        for mention in reading.mentions.within(document.token(head).extent()) {
            if mention.kind == MentionKind::Place || is_setting(document, mention.head) {
                continue;
            }
            for party in opposed(reading.parties(mention), &draft.found.bound.actor) {
                if party.code.is_some() && !found.iter().any(|known| is_same_side(known, &party)) {
                    found.push(party);
                }
            }
        }
    }
    (found.len() == 1).then_some((found, "the one other party that the act speaks of"))
}

/// Whether a place name tells where.
fn is_setting(document: &Document, head: TokenId) -> bool {
    let token = document.token(head);
    token.dep() == "pobj" && matches!(token.head().norm(), "in" | "at" | "near" | "outside" | "inside")
}

/// 'at Norland's request': of whoever did what was asked.
fn asked(draft: &Draft<'_>, reading: Reading<'_>) -> Filled {
    let token = draft.proposition.token(reading.document);
    let preposition = token.head();
    // 'pulled its men out, as the council demanded'
    let as_asked = token.dep() == "advcl" && token.children().any(|mark| mark.dep() == "mark" && mark.norm() == "as");
    if draft.found.kind == "REQUEST" && as_asked && draft.proposition.patient.is_empty() {
        let above = reading.propositions.at(preposition.id)?;
        let found = opposed(Binding { reading, proposition: above }.agents(), &draft.found.bound.actor);
        return (!found.is_empty()).then_some((found, "who did what was asked"));
    }
    if draft.found.kind != "REQUEST" || token.dep() != "pobj" || !matches!(preposition.norm(), "at" | "upon" | "on") {
        return None;
    }
    let above = reading.propositions.at(preposition.head().id)?;
    let doers = Binding { reading, proposition: above }.agents();
    let found = opposed(doers, &draft.found.bound.actor);
    (!found.is_empty()).then_some((found, "who did what was asked"))
}

/// 'struck the plant at Norville': struck from abroad, a place stands for its country.
fn located(draft: &Draft<'_>, reading: Reading<'_>) -> Filled {
    if draft.found.kind != "ASSAULT" {
        return None;
    }
    let document = reading.document;
    let objects = draft.proposition.patient.iter().map(|&head| document.token(head));
    let verb = (!draft.proposition.patient.is_empty()).then(|| draft.proposition.token(document));
    let places = objects
        .chain(verb)
        .flat_map(Token::children)
        .filter(|child| child.dep() == "prep" && matches!(child.norm(), "at" | "in" | "near" | "outside"))
        .flat_map(Token::children)
        .filter(|object| object.dep() == "pobj");
    let mentions =
        places.filter_map(|place| reading.mentions.headed(place.id).filter(|mention| mention.place.is_some()));
    let found: Vec<Party> =
        mentions.flat_map(|mention| opposed(reading.parties(mention), &draft.found.bound.actor)).collect();
    (!found.is_empty()).then_some((found, "the country of the place that is struck"))
}

/// 'replied with sanctions', 'answered with shells': done to whoever did what was told last.
fn answered(draft: &Draft<'_>, before: &[Draft<'_>], reading: Reading<'_>, text: Text<'_>) -> Filled {
    let noun = draft.proposition.token(reading.document);
    if draft.proposition.kind != PredicateKind::Noun || noun.dep() != "pobj" || noun.head().norm() != "with" {
        return None;
    }
    let answers = text.lexicon.light(&noun.head().head().lemma().to_lowercase()) == Some(LightSubject::Agent);
    if !answers {
        return None;
    }
    let near = before.iter().rev().take_while(|other| sentence(draft, reading) - sentence(other, reading) <= 2);
    let last = near.map(|other| &other.found.bound.actor).find(|actor| !actor.is_empty())?;
    let found = opposed(last.clone(), &draft.found.bound.actor);
    (!found.is_empty()).then_some((found, "whoever did what is answered"))
}

/// 'told Norland it would keep the sanctions': whom one tells what one will do to somebody is that somebody.
fn told(draft: &Draft<'_>, reading: Reading<'_>) -> Filled {
    let token = draft.proposition.token(reading.document);
    if !is_addressed(&draft.found.kind) || token.dep() != "ccomp" {
        return None;
    }
    let above = reading.propositions.at(token.head().id)?;
    let binding = Binding { reading, proposition: above };
    let heads: Vec<TokenId> = above.dative.iter().chain(&above.patient).copied().collect();
    let same_speaker =
        binding.agents().iter().any(|party| draft.found.bound.actor.iter().any(|own| is_same_side(own, party)));
    let found = opposed(binding.direct(&heads, false), &draft.found.bound.actor);
    (same_speaker && !found.is_empty()).then_some((found, "who is told of it"))
}

/// 'agreed to meet again': with the other side.
fn other_side(draft: &Draft<'_>, before: &[Draft<'_>], reading: Reading<'_>, text: Text<'_>) -> Filled {
    let proposition = draft.proposition;
    let document = reading.document;
    let actor = &draft.found.bound.actor;
    // 'met and agreed to talk': two who agree are each other's other side.
    let among_them = actor.iter().any(|one| actor.iter().any(|other| !is_same_side(one, other)));
    if among_them && draft.found.kind == "AGREE" {
        return None;
    }
    let said = |form| proposition.complements.iter().any(|complement| complement.form == form);
    let objects = || proposition.patient.iter().map(|&head| document.token(head));
    let addressed = match draft.found.kind.as_str() {
        // 'complained that …', 'opened an inquiry': of nobody in particular.
        "ACCUSE" => {
            draft.found.mode.as_deref() != Some("investigate")
                && (!proposition.patient.is_empty() || !said(ComplementForm::Clause))
                && proposition.factuality.is_fact()
        }
        "THREATEN" => !matches!(proposition.factuality, Factuality::Negated | Factuality::Denied),
        kind if is_addressed(kind) => true,
        // 'opened fire', 'launched an offensive'; of what is bombed and has no owner nothing is known.
        "ASSAULT" => {
            let strikes = |object: Token<'_>| {
                text.noun_line(object).is_some() || text.lexicon.is_in(Class::MilitaryTarget, object.lemma())
            };
            !proposition.passive && objects().next().is_none_or(strikes)
        }
        _ if draft.found.bound.opponent => true,
        "AGREE" | "REJECT" => {
            let told = promises_to_meet(draft, reading, text);
            return told
                .then(|| opposite(proposition.token(document), &draft.found.bound.actor, before, reading, false))
                .flatten();
        }
        // 'ease the sanctions': on whoever they are.
        "CONCEDE" | "RETREAT" => objects().any(|object| {
            text.noun_line(object)
                .and_then(|line| line.kind.as_deref())
                .is_some_and(|kind| matches!(kind, "SANCTION" | "ACCUSE"))
        }),
        _ => false,
    };
    let actor = &draft.found.bound.actor;
    // 'Brussels balked at that': at what whoever acted just before said or did.
    let answers = draft.found.kind == "REJECT" && draft.found.bound.opponent;
    if answers && let Some(found) = acted_before(proposition.token(document), actor, before, reading) {
        return Some((found, "who acted just before"));
    }
    let found = addressed.then(|| opposite(proposition.token(document), actor, before, reading, true)).flatten();
    // In a civil war the base that is struck may be anybody's.
    let of_arms =
        draft.found.kind == "ASSAULT" && objects().next().is_some_and(|object| text.noun_line(object).is_none());
    let at_home = |party: &Party| actor.iter().any(|own| country(own) == country(party));
    found.filter(|(parties, _)| !(of_arms && parties.iter().any(at_home)))
}

/// Acts that are done to somebody by what they are, named or not.
fn is_addressed(kind: &str) -> bool {
    matches!(kind, "REQUEST" | "SANCTION" | "THREATEN" | "ACCUSE" | "COERCE" | "AID")
}

/// 'agreed to meet again', 'refused to resume the talks': what is agreed or refused takes two.
fn promises_to_meet(draft: &Draft<'_>, reading: Reading<'_>, text: Text<'_>) -> bool {
    draft.proposition.complements.iter().any(|complement| {
        let Some(inner) = reading.propositions.at(complement.predicate) else { return false };
        let meets = text.verb_line(inner).is_some_and(VerbLine::is_meeting);
        let talks = inner
            .patient
            .iter()
            .any(|&head| text.noun_line(reading.document.token(head)).is_some_and(NounLine::is_meeting));
        meets || talks
    })
}

pub(super) fn opposed(found: Vec<Party>, actor: &[Party]) -> Vec<Party> {
    found.into_iter().filter(|party| actor.iter().all(|own| are_opposed(own, party))).collect()
}

/// 'No truce was announced', 'Another round is planned', 'The border was discussed': among those who met, agreed or
/// fought just before.
fn among_those_before(draft: &mut Draft<'_>, before: &[Draft<'_>], reading: Reading<'_>) {
    let token = draft.proposition.token(reading.document);
    let noun = draft.proposition.kind == PredicateKind::Noun;
    let subject = matches!(token.dep(), "nsubj" | "nsubjpass" | "attr" | "dobj");
    let passive = draft.proposition.passive && draft.proposition.agent.is_empty();
    // 'The talks had failed' only refers to them.
    let told = draft.proposition.factuality != Factuality::Happened;
    if !matches!(draft.found.kind.as_str(), "CONSULT" | "AGREE") || !(noun && subject && told || !noun && passive) {
        return;
    }
    let at = token.sentence();
    let near = before.iter().rev().take_while(|other| at - sentence(other, reading) <= 2);
    let facing = |other: &Draft<'_>| {
        let bound = &other.found.bound;
        let takes_two = matches!(other.found.kind.as_str(), "CONSULT" | "AGREE" | "SUPPORT");
        let all: Vec<Party> = bound.actor.iter().chain(&bound.recipient).cloned().collect();
        let opposed = all.iter().any(|one| all.iter().any(|other| are_opposed(one, other)));
        (takes_two && opposed).then_some(all)
    };
    let told = near.map(facing).find(Option::is_some).flatten();
    if let Some(actor) = told {
        draft.found.bound.actor = actor;
        draft.found.bound.why.push("among those who met before".to_owned());
    }
}

/// 'summoned its ambassador', 'barred its airlines from flying to Norland': done to the other side, through one's own
/// or through what a pronoun leaves open.
fn not_oneself(draft: &mut Draft<'_>, before: &[Draft<'_>], reading: Reading<'_>) {
    let bound = &draft.found.bound;
    let own = !bound.recipient.is_empty()
        && bound.recipient.iter().all(|party| bound.actor.iter().any(|own| is_same_side(own, party)));
    let outward = draft.found.kind == "SANCTION" && draft.found.mode.as_deref() != Some("convict")
        || draft.found.kind == "ACCUSE" && draft.proposition.lemma == "summon";
    if !own || !outward {
        return;
    }
    let token = draft.proposition.token(reading.document);
    let other = in_content_of(draft, reading).or_else(|| {
        (draft.proposition.lemma == "summon").then(|| opposite(token, &bound.actor, before, reading, true)).flatten()
    });
    if let Some((recipient, why)) = other {
        draft.found.bound.recipient = recipient;
        draft.found.bound.why.push(why.to_owned());
    }
}

/// 'We will not talk', 'may yet spring a meeting with him': a meeting takes two.
fn partner(draft: &mut Draft<'_>, before: &[Draft<'_>], reading: Reading<'_>) {
    let token = draft.proposition.token(reading.document);
    let bound = &mut draft.found.bound;
    if bound.actor.len() != 1 || !bound.recipient.is_empty() {
        return;
    }
    if draft.proposition.kind == PredicateKind::Noun {
        // The subject of the verb that takes the meeting as its object, or that tells what was done after it, at it,
        // ahead of it: 'Following talks with Norland, Sudren said'.
        let beside = || token.ancestors().find(|above| matches!(above.pos(), "VERB" | "AUX") && above.dep() != "prep");
        let verb = if token.dep() == "pobj" { beside().unwrap_or(token) } else { token.head() };
        let with = draft.proposition.oblique("with").next().is_some()
            || token.dep() == "dobj" && verb.children().any(|child| child.dep() == "prep" && child.norm() == "with");
        if with && matches!(token.dep(), "dobj" | "pobj") && draft.proposition.agent.is_empty() {
            let heads: Vec<TokenId> = subject_of(verb).iter().map(|subject| subject.id).collect();
            let binding = Binding { reading, proposition: draft.proposition };
            let mut actor = opposed(binding.direct(&heads, false), &bound.actor);
            actor.retain(|party| token.dep() == "dobj" || party.code.is_some());
            actor.append(&mut bound.actor);
            bound.actor = actor;
        }
    } else if matches!(draft.proposition.lemma.as_str(), "talk" | "negotiate" | "meet")
        && draft.proposition.obliques.iter().all(|oblique| &*oblique.preposition != "to")
        && let Some((other, why)) = opposite(token, &bound.actor, before, reading, true)
    {
        bound.actor.extend(other);
        bound.why.push(why.to_owned());
    }
}

/// 'met him in his capital': of two who meet, the one at home is the host.
fn host(draft: &mut Draft<'_>, reading: Reading<'_>) {
    let bound = &mut draft.found.bound;
    if !bound.recipient.is_empty() {
        return;
    }
    if draft.found.mode.as_deref() == Some("visit") && draft.proposition.kind == PredicateKind::Noun {
        visited(draft, reading);
        return;
    }
    let bound = &mut draft.found.bound;
    // 'A and B met in B's capital' tells no guest; 'A met B' there, or 'a visiting delegation', does.
    let proposition = draft.proposition;
    let listed = proposition.kind == PredicateKind::Verb && proposition.agent.len() > 1;
    if listed {
        return;
    }
    let inside = |from: Token<'_>| -> Option<String> {
        let prepositions = from.children().filter(|child| child.dep() == "prep" && matches!(child.norm(), "in" | "at"));
        let mut objects = prepositions.flat_map(Token::children).filter(|object| object.dep() == "pobj");
        objects.find_map(|object| {
            reading.mentions.headed(object.id)?.place.as_ref()?.country.as_deref().map(str::to_owned)
        })
    };
    let own = when::place(proposition, reading).and_then(|place| place.country);
    let of_object = || proposition.patient.iter().find_map(|&head| inside(reading.document.token(head)));
    let Some(at) = own.or_else(of_object) else { return };
    let at_home = |party: &Party| country(party) == Some(at.as_str());
    let mut countries: Vec<&str> = bound.actor.iter().filter_map(country).collect();
    countries.sort_unstable();
    countries.dedup();
    if countries.len() != 2 || bound.actor.iter().any(|party| country(party).is_none()) {
        return;
    }
    let (hosts, guests): (Vec<Party>, Vec<Party>) = std::mem::take(&mut bound.actor).into_iter().partition(at_home);
    if hosts.is_empty() || guests.is_empty() {
        bound.actor = hosts.into_iter().chain(guests).collect();
        return;
    }
    // 'a committee of the two countries', 'talks between A and B': neither is the other's guest.
    let together = guests.iter().any(|guest| hosts.iter().any(|host| host.start == guest.start));
    let between = proposition.oblique("between").next().is_some();
    if together || between {
        bound.actor = guests.into_iter().chain(hosts).collect();
        return;
    }
    bound.actor = guests;
    bound.recipient = hosts;
    bound.why.push("of two who meet, the one at home is the host".to_owned());
}

/// 'signed it in Norville, crowning a visit by the envoy': the visit was there.
fn visited(draft: &mut Draft<'_>, reading: Reading<'_>) {
    let token = draft.proposition.token(reading.document);
    let sentence = reading.document.sentence(token.sentence());
    let within = reading.document.tokens_in(sentence.start..token.index());
    let host = within
        .filter(|object| object.dep() == "pobj" && object.head().norm() == "in")
        .filter_map(|object| reading.mentions.headed(object.id).filter(|mention| mention.place.is_some()))
        .map(|mention| opposed(reading.parties(mention), &draft.found.bound.actor))
        .find(|parties| !parties.is_empty());
    if let Some(host) = host {
        draft.found.bound.recipient = host;
        draft.found.bound.why.push("the visit was where its sentence is set".to_owned());
    }
}

fn is_directed(kind: &str) -> bool {
    !matches!(kind, "CONSULT" | "MOBILIZE" | "PROTEST" | "RETREAT")
}
