//! Who acts where the clause leaves it open, by stated rules: courts and prisons are the state's, a crowd is of the
//! country where it is, who did the one did the other.
//!
//! Each rule fills an empty place only, and says so in `why`.

use language::Token;

use super::Draft;
use super::complete::{opposed, sentence};
use super::dyad::{are_opposed, country, is_same_side, spoken_of};
use super::fit::Text;
use super::lexicon::Class;
use super::parties::{Binding, same, without};
use super::when;
use crate::proposition::{PredicateKind, list_members};
use crate::reading::Reading;
use crate::record::{Factuality, Party};

/// 'was jailed in Norland', 'two ministers were sentenced': courts and prisons are the state's, and so is whoever
/// summons or expels an envoy there.
pub(super) fn own_state(draft: &mut Draft<'_>, reading: Reading<'_>, text: Text<'_>) {
    let judicial = matches!(draft.found.mode.as_deref(), Some("arrest" | "convict"));
    if !draft.proposition.passive {
        return;
    }
    let document = reading.document;
    let token = draft.proposition.token(document);
    let envoy = draft.proposition.patient.iter().find(|&&head| is_envoy(document.token(head), text));
    if !(judicial || envoy.is_some() && matches!(draft.found.kind.as_str(), "ACCUSE" | "SANCTION")) {
        return;
    }
    let place = std::iter::once(token)
        .chain(envoy.map(|&head| document.token(head)))
        .flat_map(|from| from.children().collect::<Vec<_>>())
        .filter(|child| child.dep() == "prep" && matches!(child.text().to_lowercase().as_str(), "in" | "at"))
        .flat_map(Token::children)
        .filter(|object| object.dep() == "pobj")
        .flat_map(list_members)
        // 'at Norville airport'
        .flat_map(|object| std::iter::once(object).chain(object.children().filter(|part| part.dep() == "compound")))
        .find_map(|object| reading.mentions.headed(object.id).filter(|mention| mention.place.is_some()));
    let state = place.map(|mention| reading.parties(mention)).filter(|parties| !parties.is_empty());
    if let Some(actor) = state {
        let recipient = std::mem::take(&mut draft.found.bound.recipient);
        draft.found.bound.recipient = without(recipient, &actor);
        draft.found.bound.actor = actor;
        draft.found.bound.why.push("courts, prisons and ministries there are the state's".to_owned());
    }
}

/// 'Hundreds marched in Norville': a crowd that nobody names is of the country where it is.
pub(super) fn crowd(draft: &mut Draft<'_>, reading: Reading<'_>) {
    let proposition = draft.proposition;
    if draft.found.kind != "PROTEST" || proposition.passive || proposition.kind != PredicateKind::Verb {
        return;
    }
    let Some(&head) = proposition.agent.first().filter(|&&head| reading.mentions.headed(head).is_none()) else {
        return;
    };
    let place = when::place(proposition, reading).and_then(|place| place.country);
    let home = || reading.mentions.home().and_then(|home| home.country.as_deref().map(str::to_owned));
    let Some(country) = place.or_else(home) else { return };
    let quote = reading.quoter.quote(reading.document.token(head).span());
    draft.found.bound.actor = vec![Party {
        name: "protesters".to_owned(),
        code: Some(format!("{country}CVL")),
        sector: Some("CVL".to_owned()),
        wikidata: None,
        person: None,
        start: quote.start,
        end: quote.end,
        quote: quote.quote,
    }];
    draft.found.bound.why.push("an unnamed crowd is of the country where it is".to_owned());
}

/// 'was sentenced': by the courts of the country the text is about, to which whoever is sentenced belongs.
pub(super) fn home_state(draft: &mut Draft<'_>, reading: Reading<'_>) {
    let bound = &draft.found.bound;
    let judicial = matches!(draft.found.mode.as_deref(), Some("arrest" | "convict"));
    if !judicial || !draft.proposition.passive || !bound.actor.is_empty() || !draft.proposition.agent.is_empty() {
        return;
    }
    let Some(home) = reading.mentions.home() else { return };
    let own = |party: &Party| country(party).is_some() && country(party) == home.country.as_deref();
    let token = draft.proposition.token(reading.document);
    if bound.recipient.iter().all(own)
        && let Some(state) = spoken_of(home, token, reading)
    {
        draft.found.bound.actor = vec![state];
        draft.found.bound.why.push("courts and prisons at home are the state's".to_owned());
    }
}

/// 'denied any part in the killing': the act is laid at the door of whoever denies it.
pub(super) fn denier(draft: &mut Draft<'_>, reading: Reading<'_>) {
    let noun = draft.proposition.kind == PredicateKind::Noun;
    if !noun || draft.proposition.factuality != Factuality::Denied || !draft.found.bound.actor.is_empty() {
        return;
    }
    let token = draft.proposition.token(reading.document);
    let verb = token.ancestors().find(|above| above.pos() == "VERB").and_then(|verb| reading.propositions.at(verb.id));
    let Some(verb) = verb.filter(|verb| matches!(verb.lemma.as_str(), "deny" | "disclaim" | "reject" | "disown"))
    else {
        return;
    };
    let actor = Binding { reading, proposition: verb }.agents();
    let actor = without(actor, &draft.found.bound.recipient);
    if !actor.is_empty() {
        draft.found.bound.actor = actor;
        draft.found.bound.why.push("laid at the door of whoever denies it".to_owned());
    }
}

fn is_envoy(token: Token<'_>, text: Text<'_>) -> bool {
    text.lexicon.is_in(Class::Envoy, &token.lemma().to_lowercase())
}

/// 'They had seized the ship; its crew were held': who did the one did the other, if it was done to the same.
pub(super) fn same_doer(draft: &mut Draft<'_>, before: &[Draft<'_>], reading: Reading<'_>) {
    let noun = draft.proposition.kind == PredicateKind::Noun;
    let undone = draft.found.mode.as_deref() == Some("release");
    let told = is_hostile(&draft.found.kind) || undone;
    if !(draft.proposition.passive || noun) || !told || !draft.proposition.agent.is_empty() {
        return;
    }
    let at = sentence(draft, reading);
    let back = if noun { 0 } else { 2 };
    let known = before.iter().rev().take_while(|other| at - sentence(other, reading) <= back).find(|other| {
        let bound = &other.found.bound;
        let force = |kind: &str| matches!(kind, "ASSAULT" | "COERCE");
        let by_force = force(&draft.found.kind) && force(&other.found.kind);
        let is_same = |own: &Party, party: &Party| same(own, party) || by_force && is_same_side(own, party);
        let done_to_same =
            bound.recipient.iter().any(|party| draft.found.bound.recipient.iter().any(|own| is_same(own, party)));
        let by_other =
            bound.actor.iter().all(|party| draft.found.bound.recipient.iter().all(|own| are_opposed(own, party)));
        is_hostile(&other.found.kind) && done_to_same && !bound.actor.is_empty() && by_other
    });
    if let Some(known) = known {
        draft.found.bound.actor = known.found.bound.actor.clone();
        draft.found.bound.why.push("by whoever did to the same what was told before".to_owned());
    }
}

fn is_hostile(kind: &str) -> bool {
    matches!(kind, "ASSAULT" | "COERCE" | "SANCTION")
}

/// 'was promised fuel': by the other side of what was told before.
pub(super) fn benefactor(draft: &mut Draft<'_>, before: &[Draft<'_>], reading: Reading<'_>) {
    let gives = matches!(draft.found.kind.as_str(), "AGREE" | "AID" | "CONCEDE");
    if !draft.proposition.passive || !gives || !draft.proposition.agent.is_empty() {
        return;
    }
    let at = sentence(draft, reading);
    let near: Vec<&Draft<'_>> = before.iter().filter(|other| at - sentence(other, reading) <= 1).collect();
    let recipient = &draft.found.bound.recipient;
    let partners = |other: &Draft<'_>| -> Vec<Party> {
        let takes_part =
            other.found.bound.actor.iter().any(|party| recipient.iter().any(|own| is_same_side(own, party)));
        if takes_part { opposed(other.found.bound.actor.clone(), recipient) } else { Vec::new() }
    };
    if let Some(actor) = near.iter().rev().map(|other| partners(other)).find(|partners| !partners.is_empty()) {
        draft.found.bound.actor = actor;
        draft.found.bound.why.push("by the other side of what was told before".to_owned());
    }
}
