//! Parties that an event's own clause leaves out, taken from where a reader takes them, by stated rules.
//!
//! Each rule fills an empty place only, and says so in `why`. What no rule fills stays empty: an act may well
//! be done to nobody.

use language::Token;

use super::Draft;
use super::parties::{named, same, without};
use crate::proposition::{Proposition, list_members};
use crate::reading::Reading;
use crate::record::Party;

/// Fills the empty places of `drafts`, which stand in text order.
pub(super) fn complete(drafts: &mut [Draft<'_>], reading: Reading<'_>) {
    for i in 0..drafts.len() {
        let (before, rest) = drafts.split_at_mut(i);
        let draft = &mut rest[0];
        if draft.found.bound.actor.is_empty() {
            own_state(draft, reading);
        }
        if draft.found.bound.recipient.is_empty() && draft.found.bound.open && !draft.found.bound.actor.is_empty() {
            let filled = coordinated(draft, before, reading)
                .or_else(|| earlier_act(draft, before, reading))
                .or_else(|| terms(draft, reading));
            if let Some((recipient, why)) = filled {
                draft.found.bound.recipient = recipient;
                draft.found.bound.why.push(why.to_owned());
            }
        }
    }
}

type Filled = Option<(Vec<Party>, &'static str)>;

/// 'accused Norland of spying and halted the shipments': the second is done to the same as the first.
fn coordinated(draft: &Draft<'_>, before: &[Draft<'_>], reading: Reading<'_>) -> Filled {
    if !is_directed(&draft.found.kind) {
        return None;
    }
    let token = draft.proposition.token(reading.document);
    let first = std::iter::successors(Some(token), |token| (token.dep() == "conj").then(|| token.head())).skip(1);
    for verb in first {
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
fn earlier_act(draft: &Draft<'_>, before: &[Draft<'_>], reading: Reading<'_>) -> Filled {
    if !matches!(draft.found.kind.as_str(), "ACCUSE" | "SUPPORT" | "REJECT") {
        return None;
    }
    let object = draft.proposition.patient.first().map(|&head| reading.document.token(head))?;
    let definite = object
        .children()
        .any(|child| child.dep() == "det" && matches!(child.text(), "the" | "this" | "that" | "these" | "those"));
    if object.pos() != "NOUN" || !definite {
        return None;
    }
    let actor = &draft.found.bound.actor;
    let known = before.iter().rev().find(|other| {
        let elsewhere = !other.found.bound.actor.is_empty();
        elsewhere && !other.found.bound.actor.iter().any(|party| actor.iter().any(|own| shares_side(own, party)))
    })?;
    let near = draft.proposition.token(reading.document).sentence()
        - known.proposition.token(reading.document).sentence()
        <= 3;
    near.then(|| (known.found.bound.actor.clone(), "who did what is judged, told before"))
}

/// 'vowed a stern response should Norland attack': threatened is whose act the terms are about.
fn terms(draft: &Draft<'_>, reading: Reading<'_>) -> Filled {
    if !matches!(draft.found.kind.as_str(), "THREATEN" | "AGREE" | "CONCEDE" | "REJECT") {
        return None;
    }
    let document = reading.document;
    let condition = condition_of(draft.proposition, reading)?;
    let inner = reading.propositions.iter().find(|other| {
        let span = document.token(other.predicate).span();
        condition.contains(span) && !other.agent.is_empty()
    })?;
    let mut found: Vec<Party> = Vec::new();
    for &head in &inner.agent {
        if let Some(mention) = named(reading, head, false) {
            found.extend(reading.parties(mention));
        }
    }
    let found = without(found, &draft.found.bound.actor);
    (!found.is_empty()).then_some((found, "whose act the terms are about"))
}

fn condition_of(proposition: &Proposition, reading: Reading<'_>) -> Option<anchor::Span> {
    proposition.condition.or_else(|| {
        proposition.complements.iter().find_map(|complement| reading.propositions.at(complement.predicate)?.condition)
    })
}

/// 'was jailed in Norland', 'two ministers were sentenced': courts and prisons are the state's.
fn own_state(draft: &mut Draft<'_>, reading: Reading<'_>) {
    let judicial = matches!(draft.found.mode.as_deref(), Some("arrest" | "convict"));
    if !judicial || !draft.proposition.passive {
        return;
    }
    let document = reading.document;
    let token = draft.proposition.token(document);
    let place = token
        .children()
        .filter(|child| child.dep() == "prep" && matches!(child.text().to_lowercase().as_str(), "in" | "at"))
        .flat_map(Token::children)
        .filter(|object| object.dep() == "pobj")
        .flat_map(list_members)
        .find_map(|object| reading.mentions.headed(object.id).filter(|mention| mention.place.is_some()));
    let country = place.map(|mention| reading.parties(mention)).filter(|parties| !parties.is_empty());
    if let Some(actor) = country {
        let recipient = std::mem::take(&mut draft.found.bound.recipient);
        draft.found.bound.recipient = without(recipient, &actor);
        draft.found.bound.actor = actor;
        draft.found.bound.why.push("courts and prisons there are the state's".to_owned());
    }
}

fn is_directed(kind: &str) -> bool {
    !matches!(kind, "CONSULT" | "MOBILIZE" | "PROTEST" | "RETREAT")
}

fn shares_side(one: &Party, other: &Party) -> bool {
    let country = |party: &Party| party.code.as_deref().map(|code| code.chars().take(3).collect::<String>());
    same(one, other) || (country(one).is_some() && country(one) == country(other))
}
