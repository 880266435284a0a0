//! What looks like an event and is none: by how the clause is built, and by who its subject is.
//!
//! What a single word means is the lexicon's to say; these rules hold whatever the word.

use language::{Document, Token, TokenId};

use super::dyad::{country, is_same_side};
use super::fit::Text;
use super::lexicon::Class;
use super::{Draft, Found};
use crate::proposition::{PredicateKind, Proposition, list_members};
use crate::reading::Reading;
use crate::record::Party;

/// Whether a reading is turned away.
pub(super) fn is_no_event(found: &Found, proposition: &Proposition, reading: Reading<'_>, text: Text<'_>) -> bool {
    let document = reading.document;
    let token = proposition.token(document);
    // 'war remains', 'peace talks venue': the noun after it is meant.
    let noun = proposition.kind == PredicateKind::Noun;
    if noun && token.dep() == "compound" && token.head().id > token.id {
        return true;
    }
    if noun && is_figure(token, text) || !noun && is_description(found, proposition, document) {
        return true;
    }
    // Politicians who attack, hit and fight each other do so in words and at the polls.
    if found.kind == "ASSAULT" && text.lexicon.is_in(Class::MereWords, &token.lemma().to_lowercase()) {
        let named = |party: &Party| party.person.is_some() && !is_armed(party);
        let bound = &found.bound;
        if !bound.actor.is_empty() && bound.actor.iter().all(named) && bound.recipient.iter().all(named) {
            return true;
        }
    }
    // 'Most specialists agree'
    let opinion = matches!(found.kind.as_str(), "AGREE" | "REJECT" | "THREATEN");
    let actor = &found.bound.actor;
    if opinion && !actor.is_empty() && actor.iter().all(|party| is_onlooker(party, text)) {
        return true;
    }
    !noun
        && (is_of_a_thing(found, proposition, reading, text)
            || is_content(found, token, reading, text)
            || asserts(proposition, document)
            || is_said_of_object(found, token, text))
}

/// 'makes a deal harder', 'kept the talks and the sanctions apart', 'showed waning interest': the clause says how what it
/// acts on is, and that there is less of it.
fn is_said_of_object(found: &Found, verb: Token<'_>, text: Text<'_>) -> bool {
    let Some(object) = verb.child(&["dobj"]) else { return false };
    let things: Vec<Token<'_>> = list_members(object);
    let behind = || {
        let words = things.iter().flat_map(|thing| thing.children()).chain(verb.children());
        words.filter(|word| word.id > object.id)
    };
    // Not 'made peace sooner than expected'.
    let of_time =
        |word: Token<'_>| matches!(word.norm(), "earlier" | "later" | "sooner" | "longer" | "faster" | "more");
    let compared = |word: Token<'_>| {
        let degree = |child: Token<'_>| matches!(child.norm(), "more" | "less");
        matches!(word.tag(), "JJR" | "RBR") && !of_time(word) || word.pos() == "ADJ" && word.children().any(degree)
    };
    let harder = || behind().any(compared);
    let apart = || behind().any(|word| text.lexicon.is_in(Class::Apart, word.norm()));
    let wanes = || object.children().any(|word| text.lexicon.is_in(Class::Waning, word.norm()));
    match verb.lemma() {
        "make" | "render" => harder(),
        "keep" | "hold" => apart(),
        _ => found.kind == "AGREE" && wanes(),
    }
}

/// Whether a party is one that uses force by what it is.
fn is_armed(party: &Party) -> bool {
    let sector = party.code.as_deref().and_then(|code| code.get(3..)).unwrap_or_default();
    matches!(sector, "MIL" | "REB" | "UAF" | "COP" | "CRM" | "SPY")
}

/// 'rebels armed with axes', 'It took the guard days to': a trait and a length of time.
fn is_description(found: &Found, proposition: &Proposition, document: &Document) -> bool {
    let token = proposition.token(document);
    let trait_of = found.kind == "AID" && token.tag() == "VBN" && token.dep() == "acl" && proposition.agent.is_empty();
    let it = token.child(&["nsubj"]).is_some_and(|subject| subject.norm() == "it");
    let lasted = proposition.lemma == "take" && it && token.child(&["xcomp", "ccomp", "advcl"]).is_some();
    trait_of || lasted
}

/// 'in order to', 'the demands of the job', 'its appeal among the young', 'the release of a report': the noun in another
/// sense.
fn is_figure(noun: Token<'_>, text: Text<'_>) -> bool {
    let of = || noun.children().filter(|child| child.dep() == "prep" && child.norm() == "of").flat_map(Token::children);
    let asks = || {
        noun.children().any(|child| {
            matches!(child.norm(), "for" | "to" | "by" | "from" | "against") && child.dep() == "prep"
                || matches!(child.dep(), "acl" | "relcl" | "ccomp" | "xcomp")
        })
    };
    // 'the war dead': people
    if noun.neighbour(1).is_some_and(|next| matches!(next.norm(), "dead" | "wounded" | "missing" | "disabled")) {
        return true;
    }
    match noun.lemma() {
        "order" => noun.neighbour(-1).is_some_and(|word| word.norm() == "in"),
        "appeal" => !asks() && noun.tag() == "NN" && !matches!(noun.dep(), "dobj" | "nsubjpass"),
        "release" => {
            let freed = |object: Token<'_>| {
                (text.is_party)(object.id)
                    || text
                        .lexicon
                        .is_in(Class::Prisoner, &super::fit::content(object, text.lexicon).lemma().to_lowercase())
            };
            of().next().is_some() && !of().any(freed)
        }
        _ => false,
    }
}

/// Unnamed people whose agreeing, warning and refusing is opinion: 'analysts'.
fn is_onlooker(party: &Party, text: Text<'_>) -> bool {
    let one = party.name.strip_suffix('s').unwrap_or(&party.name);
    text.lexicon.is_in(Class::Onlooker, one)
}

/// 'Heavy rain struck the port', 'hit by a stronger yen': the clause says who or what does it, and it is no party
/// and no weapon.
fn is_of_a_thing(found: &Found, proposition: &Proposition, reading: Reading<'_>, text: Text<'_>) -> bool {
    if !found.bound.actor.is_empty() || proposition.agent.is_empty() {
        return false;
    }
    let document = reading.document;
    let may_act = |&head: &TokenId| {
        let token = document.token(head);
        let mentioned = reading.mentions.headed(head).is_some();
        let of_violence = text.noun_line(token).is_some() || text.lexicon.is_weapon(token.lemma());
        mentioned || of_violence || matches!(token.pos(), "PROPN" | "PRON") || token.tag().starts_with('W')
    };
    !proposition.agent.iter().any(may_act)
}

/// 'ruled out meeting the envoy': what is refused is the refusal's content. A hostile act that is ruled out, or not,
/// is the act itself, and the ruling is no event.
fn is_content(found: &Found, token: Token<'_>, reading: Reading<'_>, text: Text<'_>) -> bool {
    let quad = |kind: &str| text.ontology.quad(kind);
    let refuses = |verb: Token<'_>| {
        let line = reading.propositions.at(verb.id).and_then(|above| text.verb_line(above));
        line.is_some_and(|line| line.kind.as_deref() == Some("REJECT"))
    };
    let gerund = token.tag() == "VBG" && matches!(token.dep(), "xcomp" | "ccomp" | "pcomp" | "dobj");
    if gerund && quad(&found.kind) <= 2 && refuses(token.head()) {
        return true;
    }
    let negated = token.child(&["neg"]).is_some();
    found.kind == "REJECT"
        && negated
        && token.children().any(|below| {
            let inner = reading.propositions.at(below.id).filter(|_| below.tag() == "VBG");
            let kind = inner.and_then(|inner| text.verb_line(inner)).and_then(|line| line.kind.as_deref());
            kind.is_some_and(|kind| quad(kind) >= 3)
        })
}

/// 'insisted that there was no crisis' says so; 'insisted that Norland leave' demands it.
fn asserts(proposition: &Proposition, document: &Document) -> bool {
    if proposition.lemma != "insist" {
        return false;
    }
    let mut said = proposition.complements.iter().map(|complement| document.token(complement.predicate)).peekable();
    let demanded = |clause: Token<'_>| {
        let modal = clause.children().any(|aux| aux.dep() == "aux" && !matches!(aux.norm(), "must" | "should" | "be"));
        clause.tag() == "VB" && !modal
            || clause
                .children()
                .any(|aux| matches!(aux.dep(), "aux" | "auxpass") && matches!(aux.norm(), "must" | "should" | "be"))
    };
    said.peek().is_some() && !said.any(demanded)
}

/// What private people and companies agree to, refuse and sell, done to no party, is no event of a dispute; an
/// unknown group that fights, seizes or marches is one.
pub(super) fn is_private(found: &Found) -> bool {
    let private = |party: &Party| {
        let sector = party.code.as_deref().and_then(|code| code.get(3..)).unwrap_or_default();
        // A surname alone may be a statesman's whom the text takes for known.
        let surname = !party.name.contains(' ') && party.name.starts_with(char::is_uppercase);
        party.code.is_none() && !surname || matches!(sector, "BUS" | "JRN")
    };
    let bound = &found.bound;
    // 'Ann Loe was struck by a motorist': nobody of a state, a body or a group with a name. A surname alone may be a
    // statesman's.
    let nobodys = |party: &Party| party.code.is_none() && party.person.is_some() && party.name.contains(' ');
    let ordinary = matches!(found.kind.as_str(), "ASSAULT" | "ACCUSE" | "SANCTION" | "CONSULT" | "REQUEST");
    if ordinary && bound.actor.iter().chain(&bound.recipient).all(nobodys) {
        return true;
    }
    let force = matches!(found.kind.as_str(), "ASSAULT" | "COERCE" | "PROTEST" | "MOBILIZE");
    let group = bound.actor.iter().any(|party| party.person.is_none());
    let alone = !bound.actor.is_empty() && bound.recipient.is_empty();
    alone && bound.actor.iter().all(private) && !(force && group)
}

/// Turns away what tells an act a second time: 'fired two missiles, its fourth such launch'; 'flew to Norville, where
/// he had talks'.
pub(super) fn drop_repeats(drafts: &mut Vec<Draft<'_>>, reading: Reading<'_>, text: Text<'_>) {
    let document = reading.document;
    let repeats = |draft: &Draft<'_>, all: &[Draft<'_>]| {
        let token = draft.proposition.token(document);
        let verb = token.ancestors().find(|above| matches!(above.pos(), "VERB" | "AUX"));
        let noun = draft.proposition.kind == PredicateKind::Noun;
        let apposed = noun && matches!(token.dep(), "appos" | "npadvmod" | "attr");
        let told_above = all.iter().any(|other| {
            Some(other.proposition.predicate) == verb.map(|verb| verb.id) && other.found.kind == draft.found.kind
        });
        let travels = draft.found.kind == "CONSULT" && text.lexicon.is_in(Class::Travel, &draft.proposition.lemma);
        let meets = || {
            all.iter().any(|other| {
                let below = other.proposition.token(document).ancestors().any(|above| above == token);
                other.found.kind == "CONSULT" && below
            })
        };
        // 'met for talks, hosted by Norland'
        let hosted = draft.proposition.lemma == "host" && draft.proposition.passive && token.dep() == "acl" && {
            let met = |other: &Draft<'_>| {
                let beside = other.proposition.predicate != draft.proposition.predicate;
                beside
                    && other.found.kind == "CONSULT"
                    && other.proposition.token(document).sentence() == token.sentence()
            };
            all.iter().any(met)
        };
        apposed && told_above || travels && meets() || hosted
    };
    let kept: Vec<bool> = drafts.iter().map(|draft| !repeats(draft, drafts)).collect();
    // 'flew to Norville for talks with the rebels': the traveller is the guest.
    for i in 0..drafts.len() {
        if kept[i] {
            continue;
        }
        let token = drafts[i].proposition.token(document);
        let (actor, recipient) = (drafts[i].found.bound.actor.clone(), drafts[i].found.bound.recipient.clone());
        for inner in &mut *drafts {
            let below = inner.proposition.token(document).ancestors().any(|above| above == token);
            let bound = &mut inner.found.bound;
            if !below || inner.found.kind != "CONSULT" || actor.is_empty() {
                continue;
            }
            let with: Vec<_> =
                bound.actor.iter().filter(|party| !actor.iter().any(|own| is_same_side(own, party))).cloned().collect();
            let at_home = with.iter().any(|party| recipient.iter().any(|host| country(host) == country(party)));
            if bound.recipient.is_empty() && at_home {
                bound.actor.clone_from(&actor);
                bound.recipient = with;
                bound.why.push("the guest acts, the host receives".to_owned());
            } else if bound.actor.len() == with.len() {
                bound.actor = actor.iter().cloned().chain(with).collect();
            }
        }
    }
    let mut kept = kept.into_iter();
    drafts.retain(|_| kept.next().unwrap_or(true));
}
