//! The other side of a dispute: whom an act that names nobody is addressed to, as a reader of the article
//! takes it.
//!
//! Nearest first: whoever stood on the other side of what was told last with the actor in it; the other of the two
//! sides that the article is about. A refusal answers whoever acted just before.

use language::Token;

use super::Draft;
use super::parties::same;
use crate::mention::{Actor, Mention, MentionKind};
use crate::reading::Reading;
use crate::record::Party;

/// How many sentences back the other side may stand.
const NEAR: usize = 3;

/// Who stands opposite `actor` at `token`, with the rule that says so; the sides of the article count only where
/// `of_article` says so.
pub(super) fn opposite(
    token: Token<'_>,
    actor: &[Party],
    before: &[Draft<'_>],
    reading: Reading<'_>,
    of_article: bool,
) -> Option<(Vec<Party>, &'static str)> {
    let others = |parties: &[Party]| -> Vec<Party> {
        let opposed = |party: &&Party| is_power(party) && actor.iter().all(|own| are_opposed(own, party));
        parties.iter().filter(opposed).cloned().collect()
    };
    let takes_part = |parties: &[Party]| parties.iter().any(|party| actor.iter().any(|own| is_same_side(own, party)));
    let facing = |other: &Draft<'_>| {
        let bound = &other.found.bound;
        // Who mediates stands on no side.
        if other.found.mode.as_deref() == Some("third-party") {
            return Vec::new();
        }
        if takes_part(&bound.actor) {
            let done_to = others(&bound.recipient);
            if done_to.is_empty() { others(&bound.actor) } else { done_to }
        } else if takes_part(&bound.recipient) {
            others(&bound.actor)
        } else {
            Vec::new()
        }
    };
    let near = |other: &&Draft<'_>| token.sentence() - other.proposition.token(reading.document).sentence() <= NEAR;
    let told = before.iter().rev().take_while(near).map(facing).find(|facing| !facing.is_empty());
    if let Some(facing) = told {
        return Some((facing, "the other side of what was told before"));
    }
    if !of_article {
        return None;
    }
    let [one, other] = reading.mentions.sides() else { return None };
    let side = |side: &Actor| spoken_of(side, token, reading);
    let (one, other) = (side(one)?, side(other)?);
    let of = |side: &Party| actor.iter().all(|own| is_same_side(own, side));
    match (of(&one), of(&other)) {
        (true, false) => Some((vec![other], "the other side of the article")),
        (false, true) => Some((vec![one], "the other side of the article")),
        _ => None,
    }
}

/// Who acted last before `token`, in its sentence or the one before, where that is one power opposed to `actor`.
pub(super) fn acted_before(
    token: Token<'_>,
    actor: &[Party],
    before: &[Draft<'_>],
    reading: Reading<'_>,
) -> Option<Vec<Party>> {
    let near = |other: &&Draft<'_>| token.sentence() - other.proposition.token(reading.document).sentence() <= 1;
    let opposed = |other: &Draft<'_>| -> Vec<Party> {
        let apart = |party: &&Party| is_power(party) && actor.iter().all(|own| are_opposed(own, party));
        other.found.bound.actor.iter().filter(apart).cloned().collect()
    };
    before.iter().rev().take_while(near).map(opposed).find(|acted| acted.len() == 1)
}

/// A side of the article by the words that name it nearest before `token`, else first after it.
pub(super) fn spoken_of(side: &Actor, token: Token<'_>, reading: Reading<'_>) -> Option<Party> {
    let named = |mention: &&Mention| {
        mention.kind != MentionKind::Place && mention.parties.iter().any(|party| party.name == side.name)
    };
    let all = reading.mentions.all();
    let before = all.iter().filter(|mention| mention.head < token.id).rfind(named);
    let mention = before.or_else(|| all.iter().find(named))?;
    reading.parties(mention).into_iter().find(|party| *party.name == *side.name)
}

/// The country of a party: the first three letters of its code.
pub(super) fn country(party: &Party) -> Option<&str> {
    party.code.as_deref().and_then(|code| code.get(..3)).filter(|code| !matches!(*code, "IGO" | "NGO"))
}

/// Whether a party stands against the state in its own country or beside it: rebels, opposition, parties.
pub(super) fn is_apart(party: &Party) -> bool {
    let sector = party.code.as_deref().and_then(|code| code.get(3..)).unwrap_or_default();
    matches!(sector, "REB" | "OPP" | "UAF")
}

/// Whether a party is one that disputes are had with: a state, those who rule or fight for a part of one, a body of states.
fn is_power(party: &Party) -> bool {
    let sector = party.code.as_deref().and_then(|code| code.get(3..)).unwrap_or_default();
    party.code.is_some() && matches!(sector, "" | "GOV" | "MIL" | "REB" | "OPP" | "SPY" | "LEG" | "COP" | "JUD")
}

/// Whether two parties act for the same side: the same one, or two of the same state.
pub(crate) fn is_same_side(one: &Party, other: &Party) -> bool {
    if same(one, other) {
        return true;
    }
    country(one).is_some() && country(one) == country(other) && is_apart(one) == is_apart(other)
}

/// Whether two parties can stand against each other.
pub(super) fn are_opposed(one: &Party, other: &Party) -> bool {
    !is_same_side(one, other) && one.name != other.name
}
