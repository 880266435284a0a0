//! Whose side parties are on, and what would harm the other one.

use language::{Token, TokenId};

use super::Data;
use super::lexicon::WordClass;
use crate::event::{Text, is_same_side, names_party};
use crate::mention::MentionKind;
use crate::proposition::Proposition;
use crate::reading::{Reading, is_same};
use crate::record::{Factuality, Party};

/// Whether `party` stands on the side of one of `holder`.
pub(super) fn is_of_side(holder: &[Party], party: &Party) -> bool {
    holder.iter().any(|own| is_same_side(own, party))
}

/// Those in whose words `token` stands, where they speak for a party: officials, bodies, groups; no observers.
pub(super) fn speaking(reading: Reading<'_>, data: Data<'_>, token: TokenId) -> Vec<Party> {
    let Some(source) = reading.attribution_at(token).and_then(|i| reading.attributions[i].source.as_ref()) else {
        return Vec::new();
    };
    let head = reading.document.token(source.head).lemma().to_lowercase();
    let observes = data.lexicon.is(WordClass::Observer, &head);
    let mention = reading.mentions.at(source.head).filter(|mention| mention.kind != MentionKind::Place && !observes);
    let parties = mention.map(|mention| reading.parties(mention)).unwrap_or_default();
    let former = source_words(reading, token).any(|word| matches!(word.norm(), "former" | "ex" | "retired"));
    parties.into_iter().filter(|_| !former).filter(speaks_for_party).collect()
}

/// The words that name whoever speaks at `token`.
fn source_words(reading: Reading<'_>, token: TokenId) -> impl Iterator<Item = Token<'_>> {
    let source = reading.attribution_at(token).and_then(|i| reading.attributions[i].source.as_ref());
    source.into_iter().flat_map(move |source| reading.document.tokens_in(source.words.clone()))
}

fn speaks_for_party(party: &Party) -> bool {
    let sector = party.sector.as_deref().or_else(|| party.code.as_deref().and_then(|code| code.get(3..)));
    party.code.is_some()
        && matches!(
            sector,
            None | Some("" | "GOV" | "MIL" | "LEG" | "PTY" | "REB" | "OPP" | "JUD" | "SPY" | "COP" | "UAF")
        )
}

/// Whether those who say `token` say it of themselves: `holder` are the speakers, or of their side.
pub(super) fn is_said_of_oneself(holder: &[Party], reading: Reading<'_>, data: Data<'_>, token: TokenId) -> bool {
    let sources = reading.sources_at(token);
    let Some(source) = sources.last() else { return false };
    let speakers = speaking(reading, data, token);
    holder.iter().any(|party| is_same(source, party)) || speakers.iter().any(|speaker| is_of_side(holder, speaker))
}

/// Whether what is announced would harm: 'vowed to retaliate', 'vowed a stern response'.
pub(super) fn is_hostile(proposition: &Proposition, reading: Reading<'_>, data: Data<'_>) -> bool {
    let hostile = |lemma: &str| data.events.usual(lemma).is_some_and(|kind| data.ontology.quad(kind) >= 3);
    // By what is done to what: to open fire is hostile, to open a site is not.
    let harms = |inner: &Proposition| quad(inner, reading, data) >= 3;
    let complements =
        proposition.complements.iter().filter_map(|complement| reading.propositions.at(complement.predicate));
    // 'swore that they would not go unpunished'
    let unpaid = complements.clone().any(|inner| {
        let document = reading.document;
        document
            .tokens_in(inner.token(document).extent())
            .any(|word| matches!(word.norm(), "unpunished" | "unanswered" | "unavenged" | "unchallenged"))
    });
    let announces = data.lexicon.is(WordClass::Vow, &proposition.lemma);
    // 'hold its fire', 'halt the strikes'
    let ceases = data.lexicon.is(WordClass::Cease, &proposition.lemma);
    let by_complement = complements.clone().any(|inner| inner.factuality != Factuality::Negated && harms(inner));
    let things = proposition.patient.iter().map(|&head| reading.document.token(head).lemma().to_lowercase());
    let vow = proposition.lemma == "vow";
    let by_thing = things.clone().any(|lemma| hostile(&lemma) || (vow && data.events.votes(&lemma).is_empty()));
    unpaid || by_complement || by_thing && announces && !ceases
}

/// The quad of the act that a clause tells, with its object: 1 and 2 friendly, 3 and 4 hostile, 0 none.
pub(super) fn quad(proposition: &Proposition, reading: Reading<'_>, data: Data<'_>) -> u8 {
    let party = |head| names_party(reading.document, reading.mentions, head);
    let text = Text {
        document: reading.document,
        propositions: reading.propositions,
        lexicon: data.events,
        ontology: data.ontology,
        is_party: &party,
    };
    text.verb_line(proposition).and_then(|line| line.kind.as_deref()).map_or(0, |kind| data.ontology.quad(kind))
}

/// Whether a wish is addressed to the holder's own state alone: an order, no position.
pub(super) fn own_people(holder: &[Party], toward: &[Party]) -> bool {
    let country = |party: &Party| party.code.as_deref().map(|code| code.chars().take(3).collect::<String>());
    let state =
        |party: &Party| party.person.is_none() && matches!(party.sector.as_deref(), None | Some("GOV" | "MIL" | "COP"));
    !toward.is_empty()
        && toward.iter().all(|party| {
            state(party)
                && holder.iter().any(|own| state(own) && country(own).is_some() && country(own) == country(party))
        })
}

/// Those whose act the terms are: a threat 'unless the US lifts …' is made to the US.
pub(super) fn who_meets(condition: Option<anchor::Span>, holder: &[Party], reading: Reading<'_>) -> Vec<Party> {
    let Some(span) = condition else { return Vec::new() };
    let document = reading.document;
    let subject = document.tokens_in(document.tokens_of(span)).find(|token| token.dep() == "nsubj");
    let mention = subject.and_then(|subject| reading.mentions.headed(subject.id));
    let country = |party: &Party| party.code.as_deref().map(|code| code.chars().take(3).collect::<String>());
    let other = |party: &Party| holder.iter().all(|own| own.name != party.name && country(own) != country(party));
    mention.map(|mention| reading.parties(mention)).unwrap_or_default().into_iter().filter(other).collect()
}
