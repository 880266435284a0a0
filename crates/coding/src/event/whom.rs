//! On whom an act falls that names only things or people of no country, and who sits at talks that the clause
//! above tells of.
//!
//! The rules rest on what the act is: what is shelled lies somewhere; refugees, bystanders and firms are of some
//! country; whoever accepts an invitation accepts it from whoever made it.

use language::Token;

use super::Draft;
use super::dyad::{are_opposed, country, is_apart, is_same_side, opposite};
use super::fit::{Text, content};
use super::lexicon::Class;
use super::parties::{Binding, push};
use crate::mention::MentionKind;
use crate::proposition::PredicateKind;
use crate::reading::Reading;
use crate::record::Party;

/// How many sentences back an offer may have been made.
const NEAR: usize = 3;

/// The words by which a clause says where it takes place.
const WHERE: [&str; 9] = ["in", "at", "near", "outside", "inside", "across", "around", "over", "on"];

/// 'took up the invitation': of whoever invited, if the sentences before tell it.
pub(super) fn accepted(
    draft: &Draft<'_>,
    before: &[Draft<'_>],
    reading: Reading<'_>,
    text: Text<'_>,
) -> Option<(Vec<Party>, &'static str)> {
    if !matches!(draft.found.kind.as_str(), "AGREE" | "REJECT") {
        return None;
    }
    let document = reading.document;
    let token = draft.proposition.token(document);
    let known = |head: &&language::TokenId| {
        let noun = document.token(**head);
        text.lexicon.is_in(Class::Offer, &noun.lemma().to_lowercase())
            && noun.children().any(|child| matches!(child.norm(), "the" | "this" | "that"))
    };
    draft.proposition.patient.iter().find(known)?;
    let actor = &draft.found.bound.actor;
    let offers = before.iter().rev().take_while(|other| token.sentence() - sentence(other, reading) <= NEAR);
    let offer = offers.filter(|other| matches!(other.found.kind.as_str(), "AGREE" | "REQUEST")).find(|other| {
        let bound = &other.found.bound;
        !bound.actor.is_empty() && bound.actor.iter().all(|party| actor.iter().all(|own| are_opposed(own, party)))
    })?;
    Some((offer.found.bound.actor.clone(), "who offered what is accepted"))
}

/// 'shelled four bases', 'a mosque was hit by a Norland drone': what has no owner of its own is the other side's,
/// where the two sides are two countries.
pub(super) fn struck(
    draft: &Draft<'_>,
    before: &[Draft<'_>],
    reading: Reading<'_>,
) -> Option<(Vec<Party>, &'static str)> {
    if draft.found.kind != "ASSAULT" || draft.proposition.patient.is_empty() {
        return None;
    }
    let actor = &draft.found.bound.actor;
    if !fights_abroad(actor, reading) {
        return None;
    }
    // 'blew up the tunnels of its test site'
    let document = reading.document;
    let is_owned = |head: &language::TokenId| document.token(*head).subtree().iter().any(|word| word.tag() == "PRP$");
    if draft.proposition.patient.iter().any(is_owned) {
        return None;
    }
    let token = draft.proposition.token(document);
    let (found, why) = opposite(token, actor, before, reading, true)?;
    let abroad = |party: &Party| country(party).is_some() && actor.iter().all(|own| country(own) != country(party));
    (found.len() == 1 && found.iter().all(abroad)).then_some((found, why))
}

/// 'The rebels ambushed a patrol', 'stormed three border posts': of what is armed and has no owner, what rebels
/// attack is the state's whom they fight.
pub(super) fn struck_at_home(
    draft: &Draft<'_>,
    reading: Reading<'_>,
    text: Text<'_>,
) -> Option<(Vec<Party>, &'static str)> {
    let document = reading.document;
    let armed = |head: &&language::TokenId| {
        let target = content(document.token(**head), text.lexicon);
        let lemma = target.lemma().to_lowercase();
        let parts = target.children().filter(|part| part.dep() == "compound");
        let compound = |part: Token<'_>| format!("{} {lemma}", part.lemma().to_lowercase());
        let mut names = std::iter::once(lemma.clone()).chain(parts.map(compound));
        names.any(|name| text.lexicon.is_in(Class::MilitaryTarget, &name))
    };
    if draft.found.kind != "ASSAULT" {
        return None;
    }
    let target = *draft.proposition.patient.iter().find(armed)?;
    let actor = &draft.found.bound.actor;
    let first = actor.first().filter(|_| actor.iter().all(is_apart))?;
    let code = format!("{}MIL", country(first)?);
    Some((vec![unnamed(target, code, "MIL", reading)], "what is armed and rebels attack is the state's"))
}

/// 'had 40 suspects jailed', 'rounded up dozens': whom a state holds and nobody names is of its country.
pub(super) fn held_at_home(
    draft: &Draft<'_>,
    reading: Reading<'_>,
    text: Text<'_>,
) -> Option<(Vec<Party>, &'static str)> {
    let document = reading.document;
    if !matches!(draft.found.mode.as_deref(), Some("arrest" | "convict")) {
        return None;
    }
    let person = |head: &&language::TokenId| {
        let token = content(document.token(**head), text.lexicon);
        let people = text.lexicon.is_in(Class::Prisoner, &token.lemma().to_lowercase());
        people && reading.mentions.headed(**head).is_none_or(|mention| mention.parties.is_empty())
    };
    let held = *draft.proposition.patient.iter().find(person)?;
    let state = draft.found.bound.actor.iter().find(|party| !is_apart(party)).and_then(country)?;
    Some((vec![unnamed(held, format!("{state}CVL"), "CVL", reading)], "whom a state holds is of its country"))
}

/// A party that is only what the phrase of `head` calls it.
fn unnamed(head: language::TokenId, code: String, sector: &str, reading: Reading<'_>) -> Party {
    let token = reading.document.token(head);
    let quote = reading.quoter.quote(token.span());
    Party {
        name: token.lemma().to_lowercase(),
        code: Some(code),
        sector: Some(sector.to_owned()),
        wikidata: None,
        person: None,
        start: quote.start,
        end: quote.end,
        quote: quote.quote,
    }
}

/// 'said after talks with Norland', 'announced at a meeting with the king': the subject was there.
pub(super) fn join_talks(draft: &mut Draft<'_>, reading: Reading<'_>) {
    let noun = draft.proposition.token(reading.document);
    let is_noun = draft.proposition.kind == PredicateKind::Noun;
    let with = draft.proposition.oblique("with").next().is_some();
    if draft.found.kind != "CONSULT" || !is_noun || !with || !draft.proposition.agent.is_empty() {
        return;
    }
    // 'after more than four hours of talks'
    let outer = if noun.dep() == "pobj" && noun.head().norm() == "of" { noun.head().head() } else { noun };
    let preposition = outer.head();
    let during = matches!(preposition.norm(), "after" | "during" | "at" | "in" | "following" | "before" | "amid");
    if outer.dep() != "pobj" || !during {
        return;
    }
    let Some(above) = reading.propositions.at(preposition.head().id) else { return };
    let there = Binding { reading, proposition: above }.agents();
    let bound = &mut draft.found.bound;
    let apart = !there.is_empty() && bound.actor.iter().all(|one| there.iter().all(|own| !is_same_side(one, own)));
    if apart && !bound.actor.is_empty() {
        let mut all = there;
        push(&mut all, std::mem::take(&mut bound.actor));
        bound.actor = all;
        bound.why.push("who speaks of the talks was there".to_owned());
    }
}

/// 'rang the king': whoever is called talks too.
fn calls(draft: &mut Draft<'_>) {
    if draft.found.kind == "CONSULT" && draft.found.mode.as_deref() == Some("phone") {
        let called = std::mem::take(&mut draft.found.bound.recipient);
        push(&mut draft.found.bound.actor, called);
    }
}

/// 'Talks with Norland had collapsed': the other side was there.
pub(super) fn other_at_table(draft: &mut Draft<'_>, before: &[Draft<'_>], reading: Reading<'_>) {
    let noun = draft.proposition.token(reading.document);
    let subject = draft.proposition.kind == PredicateKind::Noun && matches!(noun.dep(), "nsubj" | "nsubjpass");
    let with = draft.proposition.oblique("with").next().is_some();
    let bound = &draft.found.bound;
    if draft.found.kind != "CONSULT" || !subject || !with || !bound.recipient.is_empty() {
        return;
    }
    let mut countries: Vec<&str> = bound.actor.iter().filter_map(country).filter(|&code| code != "EUR").collect();
    countries.dedup();
    if countries.len() != 1 {
        return;
    }
    if let Some((other, why)) = opposite(noun, &bound.actor, before, reading, true) {
        push(&mut draft.found.bound.actor, other);
        draft.found.bound.why.push(why.to_owned());
    }
}

/// Nobody does to the own state what one does to others: such a recipient is a misreading.
pub(super) fn not_among_actors(draft: &mut Draft<'_>) {
    let judicial = matches!(draft.found.mode.as_deref(), Some("arrest" | "convict"));
    let outward = matches!(draft.found.kind.as_str(), "AGREE" | "AID" | "THREATEN" | "SANCTION") && !judicial;
    let bound = &mut draft.found.bound;
    let joint = bound.actor.len() > 1;
    let state = |party: &Party| party.person.is_none() && matches!(party.sector.as_deref(), None | Some("" | "GOV"));
    let acts_for = |party: &Party| {
        let official = matches!(party.sector.as_deref(), None | Some("" | "GOV" | "MIL"));
        official && country(party).is_some() && !is_apart(party)
    };
    let actor = &bound.actor;
    let own = |party: &Party| {
        let listed = actor.iter().any(|own| acts_for(own) && country(own) == country(party));
        state(party)
            && (outward || joint)
            && listed
            && country(party).is_some()
            && party.code.as_deref().is_some_and(|code| code.len() == 3 || code.ends_with("GOV"))
    };
    let left: Vec<Party> = bound.recipient.iter().filter(|party| !own(party)).cloned().collect();
    bound.recipient = left;
}

/// Last looks at who is acted on: people of no country get one, and nobody retreats from oneself.
pub(super) fn settle(draft: &mut Draft<'_>, before: &[Draft<'_>], reading: Reading<'_>) {
    calls(draft);
    let token = draft.proposition.token(reading.document);
    let kind = draft.found.kind.clone();
    let bound = &mut draft.found.bound;
    // A town shelled at home stands for nobody.
    let at_home = |party: &Party| {
        let span = reading.quoter.span(party.start, party.end);
        let place = reading.mentions.all().iter().any(|mention| mention.span == span && mention.is_mere_place());
        place && bound.actor.iter().any(|own| country(own) == country(party))
    };
    if kind == "ASSAULT" {
        let left: Vec<Party> = bound.recipient.iter().filter(|party| !at_home(party)).cloned().collect();
        bound.recipient = left;
    }
    let actor = draft.found.bound.actor.clone();
    // 'pulled its men out', 'called up its reservists'
    if matches!(kind.as_str(), "RETREAT" | "MOBILIZE") {
        draft.found.bound.recipient.retain(|party| !actor.iter().any(|own| is_same_side(own, party)));
    }
    let hostile = matches!(kind.as_str(), "ASSAULT" | "COERCE" | "SANCTION" | "THREATEN");
    let at = || {
        let own = place_of(token, reading);
        own.filter(|code| hostile || actor.iter().all(|party| country(party) != Some(code.as_str())))
    };
    let other = || opposite(token, &actor, before, reading, true).filter(|(found, _)| found.len() == 1);
    let against = || other().and_then(|(found, _)| country(&found[0]).map(str::to_owned));
    let home = || reading.mentions.home().and_then(|home| home.country.as_deref().map(str::to_owned));
    let abroad = fights_abroad(&actor, reading);
    let own = || actor.first().and_then(|party| country(party).map(str::to_owned));
    let mut named = None;
    let judged = matches!(draft.found.mode.as_deref(), Some("arrest" | "convict"));
    for party in &mut draft.found.bound.recipient {
        // Whom a state arrests and of whom no country is said is its own.
        if judged && party.code.is_none() && party.person.is_some() {
            party.code = own().map(|code| format!("{code}CVL"));
            continue;
        }
        if is_of_nobody(party) {
            let quote = party.quote.to_lowercase();
            let local = ["national", "citizen", "local", "domestic", "home"].iter().any(|word| quote.contains(word));
            let held = matches!(draft.found.mode.as_deref(), Some("arrest" | "convict"));
            let code = if local || held || hostile && !abroad && kind != "THREATEN" {
                own()
            } else if hostile {
                at().or_else(against).or_else(home)
            } else if kind == "CONSULT" {
                None
            } else {
                at().or_else(|| home().filter(|home| own().as_ref() != Some(home))).or_else(against).or_else(home)
            };
            if let Some(code) = code {
                let sector = party.sector.as_deref().unwrap_or_default();
                party.code = Some(format!("{code}{sector}"));
                named = Some("people of the country where or to which it is done");
            }
        } else if kind == "ASSAULT" && is_by_setting(party, reading) {
            // 'Norland shells killed two villagers': not its own, where it fights another country.
            let fights = abroad && actor.iter().any(|one| country(one) == country(party) && !is_apart(one));
            let abroad = |code: &String| actor.iter().all(|one| country(one) != Some(code.as_str()));
            let code = at().filter(abroad).or_else(|| against().filter(abroad)).filter(|_| fights);
            if let Some(code) = code {
                let sector = party.sector.as_deref().unwrap_or_default();
                party.code = Some(format!("{code}{sector}"));
                // What it was called said whose it was taken to be.
                party.name = party.quote.clone();
                named = Some("people of the other side, who are struck from abroad");
            }
        }
    }
    draft.found.bound.why.extend(named.map(str::to_owned));
}

/// Whether those who act are said to be of a country, and may fight another: not 'soldiers', not the police.
fn fights_abroad(actor: &[Party], reading: Reading<'_>) -> bool {
    let may = |party: &Party| {
        country(party).is_some() && party.sector.as_deref() != Some("COP") && !is_by_setting(party, reading)
    };
    !actor.is_empty() && actor.iter().all(may)
}

/// People by what they are and of no country: 'refugees', 'companies'.
fn is_of_nobody(party: &Party) -> bool {
    party.code.is_none() && party.person.is_none() && party.name.chars().next().is_some_and(char::is_lowercase)
}

/// Whether people are of a country only because the text is set there.
fn is_by_setting(party: &Party, reading: Reading<'_>) -> bool {
    let span = reading.quoter.span(party.start, party.end);
    reading.mentions.all().iter().any(|mention| mention.span == span && mention.is_by_setting())
}

/// The country of the place that a clause names.
fn place_of(verb: Token<'_>, reading: Reading<'_>) -> Option<String> {
    let objects = verb.children().filter(|child| matches!(child.dep(), "dobj" | "nsubjpass"));
    let prepositions = std::iter::once(verb)
        .chain(objects)
        .flat_map(Token::children)
        .filter(|child| child.dep() == "prep" && WHERE.contains(&child.norm()));
    let places = prepositions.flat_map(Token::children).filter(|object| object.dep() == "pobj");
    places
        .filter_map(|object| reading.mentions.headed(object.id))
        .filter(|mention| matches!(mention.kind, MentionKind::Place | MentionKind::Country | MentionKind::Capital))
        .find_map(|mention| mention.place.as_ref()?.country.as_deref().map(str::to_owned))
}

fn sentence(draft: &Draft<'_>, reading: Reading<'_>) -> usize {
    draft.proposition.token(reading.document).sentence()
}
