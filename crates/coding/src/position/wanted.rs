//! Positions by a word of wanting: 'demanded that …', 'its offer to …', 'is not ready to …', 'served notice that …'.

use std::ops::Range;

use language::{Document, Token, TokenId};

use super::content::{content, noun_phrase};
use super::lexicon::{StanceLine, WordClass};
use super::side::{is_hostile, is_of_side, own_people};
use super::{Data, Found};
use crate::attribution::lexicon::SpeakerClass;
use crate::event::Binding;
use crate::proposition::{Complement, ComplementForm, PredicateKind, Proposition};
use crate::reading::Reading;
use crate::record::{Factuality, Party, Stance};

/// The position that the predicate itself says, if it is a word of wanting.
pub(super) fn wanted(proposition: &Proposition, reading: Reading<'_>, data: Data<'_>) -> Option<Found> {
    match proposition.kind {
        // 'is opposed to', 'is determined to': of its own mind, not by somebody's doing
        PredicateKind::Verb if proposition.passive && proposition.agent.is_empty() => {
            let form = proposition.token(reading.document).text().to_lowercase();
            let negated = proposition.factuality == Factuality::Negated && proposition.embedded_in.is_none();
            let word = if negated { format!("not {form}") } else { form };
            let line = data.lexicon.adjective(&word).filter(|_| negated || is_voiced(proposition, reading))?;
            let minded = Proposition {
                kind: PredicateKind::Adjective,
                agent: proposition.patient.clone(),
                patient: Vec::new(),
                passive: false,
                ..proposition.clone()
            };
            by_verb(&minded, line, reading, data)
        }
        PredicateKind::Verb => lines(proposition, reading.document, data)
            .into_iter()
            .find_map(|line| by_verb(proposition, line, reading, data)),
        PredicateKind::Adjective => {
            let form = proposition.token(reading.document).text().to_lowercase();
            let negated = proposition.factuality == Factuality::Negated && proposition.embedded_in.is_none();
            let word = if negated { format!("not {form}") } else { form };
            // 'would be ready to': an offer all the same.
            let open = proposition.factuality == Factuality::Possible && is_would(proposition, reading.document);
            (is_voiced(proposition, reading) || negated || open)
                .then(|| data.lexicon.adjective(&word))
                .flatten()
                .and_then(|line| by_verb(proposition, line, reading, data))
        }
        PredicateKind::Noun => {
            data.lexicon.noun(&proposition.lemma).and_then(|line| by_noun(proposition, line, reading, data))
        }
    }
}

/// The lines that may tell what a verb says: with its object ('serve notice'), with its preposition ('stick to'), by
/// itself; where it is negated, only those of the negated verb ('does not recognise').
fn lines<'a>(proposition: &Proposition, document: &Document, data: Data<'a>) -> Vec<&'a StanceLine> {
    let lemma = &proposition.lemma;
    let objects = proposition.patient.iter().map(|&head| document.token(head).lemma().to_lowercase());
    let governs = |preposition: &&str| proposition.patient.is_empty() || **preposition == *"until";
    let prepositions = proposition.obliques.iter().map(|oblique| &*oblique.preposition);
    let prepositions = prepositions.filter(governs).map(str::to_owned);
    let mut words: Vec<String> = objects.chain(prepositions).map(|word| format!("{lemma} {word}")).collect();
    words.push(lemma.clone());
    let negated = proposition.factuality == Factuality::Negated && proposition.embedded_in.is_none();
    if negated {
        for word in &mut words {
            word.insert_str(0, "not ");
        }
    } else if !is_voiced_verb(proposition, document) {
        return Vec::new();
    }
    words.iter().filter_map(|word| data.lexicon.verb(word)).collect()
}

/// Whether the wish was voiced: it is told as a fact, as under way, or as what somebody came or wrote for ('rang him to
/// press him to …').
fn is_voiced_verb(proposition: &Proposition, document: &Document) -> bool {
    if proposition.embedded_in.is_some() {
        return false;
    }
    let verb = proposition.token(document);
    let purpose = matches!(verb.dep(), "advcl" | "xcomp")
        && verb.children().any(|aux| aux.tag() == "TO")
        && matches!(verb.head().tag(), "VBD" | "VBZ" | "VBP" | "VBN");
    proposition.factuality.is_fact() || purpose && proposition.factuality == Factuality::Planned
}

fn is_voiced(proposition: &Proposition, reading: Reading<'_>) -> bool {
    proposition.embedded_in.is_none() && proposition.factuality.is_fact()
        || is_voiced_verb(proposition, reading.document)
}

fn is_would(proposition: &Proposition, document: &Document) -> bool {
    proposition.token(document).head().children().any(|aux| aux.dep() == "aux" && matches!(aux.norm(), "would" | "'d"))
}

/// 'insists that there is no crisis', 'agrees that it was late': told as a fact, not wanted or undertaken.
fn is_of_fact(proposition: &Proposition, document: &Document) -> bool {
    let (insists, agrees) = (
        proposition.lemma == "insist",
        matches!(
            &*proposition.lemma,
            "agree" | "reaffirm" | "warn" | "assure" | "guarantee" | "swear" | "promise" | "vow" | "pledge"
        ),
    );
    let is_fact = |complement: &Complement| {
        let verb = document.token(complement.predicate);
        let indicative = |token: Token<'_>| {
            matches!(token.tag(), "VBD" | "VBZ")
                || insists && matches!(token.norm(), "are" | "am" | "have")
                || insists && token.tag() == "MD" && !matches!(token.lemma(), "must" | "should" | "shall" | "ought")
        };
        let modal = verb.children().any(|aux| aux.dep() == "aux" && aux.tag() == "MD");
        let said = indicative(verb) || verb.children().any(|aux| aux.dep().starts_with("aux") && indicative(aux));
        complement.form == ComplementForm::Clause && said && (insists || !modal)
    };
    (insists || agrees) && proposition.complements.iter().any(is_fact)
}

/// 'wanted to avert war', 'we want to live': what one wished, or says that one wishes, to do oneself asks nobody for anything;
/// to be or to get something does.
fn wishes_for_itself(proposition: &Proposition, document: &Document) -> bool {
    let wishes = matches!(&*proposition.lemma, "want" | "seek" | "wish");
    let own = |complement: &Complement| {
        let verb = document.token(complement.predicate);
        let passive = verb.children().any(|aux| aux.dep() == "auxpass");
        let gets = verb.lemma() == "be"
            || matches!(verb.lemma(), "see" | "have" | "get" | "hear" | "know" | "receive")
                && verb.child(&["dobj", "ccomp"]).is_some();
        complement.form == ComplementForm::Infinitive
            && verb.child(&["nsubj", "nsubjpass"]).is_none()
            && !passive
            && !gets
    };
    let verb = proposition.token(document);
    let told = verb.tag() == "VBD" || verb.child(&["nsubj"]).is_some_and(|subject| subject.pos() == "PRON");
    wishes && told && proposition.patient.is_empty() && proposition.complements.iter().any(own)
}

/// Those whose wish it is: the subject, the owner of what is written ('the ministry's note urged'), for an adjective
/// without a subject of its own that of the clause it stands beside.
fn holders(proposition: &Proposition, reading: Reading<'_>) -> Vec<Party> {
    let binding = Binding { reading, proposition };
    let document = reading.document;
    if let Some(above) = for_what(proposition.token(document)).and_then(|verb| reading.propositions.at(verb.id)) {
        return Binding { reading, proposition: above }.agents();
    }
    let direct = binding.direct(&proposition.agent, false);
    if !direct.is_empty() {
        return direct;
    }
    let written = proposition.agent.iter().any(|&head| {
        reading.speakers.speaker(&document.token(head).lemma().to_lowercase()) == Some(SpeakerClass::Document)
    });
    if written {
        return binding.agents();
    }
    if proposition.kind == PredicateKind::Adjective && proposition.agent.is_empty() {
        let above = proposition.token(document).ancestors().find_map(|head| reading.propositions.at(head.id));
        return above.map(|above| Binding { reading, proposition: above }.agents()).unwrap_or_default();
    }
    Vec::new()
}

/// The verb whose purpose this one is, so that both have one subject: 'rang him to press him', 'wrote to ask'.
fn for_what(verb: Token<'_>) -> Option<Token<'_>> {
    let above = verb.head();
    let to = verb.children().any(|aux| aux.tag() == "TO") && verb.child(&["nsubj", "nsubjpass"]).is_none();
    let contact = matches!(above.lemma(), "ring" | "phone" | "telephone" | "call" | "write" | "visit" | "meet");
    (to && above.pos() == "VERB" && (verb.dep() == "advcl" || verb.dep() == "xcomp" && contact)).then_some(above)
}

fn by_verb(proposition: &Proposition, line: &StanceLine, reading: Reading<'_>, data: Data<'_>) -> Option<Found> {
    let holder = holders(proposition, reading);
    // Private people, and those whom nothing ties to a side, want much that is no position in a dispute.
    if holder.iter().all(|party| party.code.is_none()) || is_of_fact(proposition, reading.document) {
        return None;
    }
    if wishes_for_itself(proposition, reading.document) {
        return None;
    }
    let mut content = content(proposition, line, &holder, reading)?;
    if line.stance == Stance::Refuse
        && let Some(asked) = what_is_asked(proposition, &holder, reading, data)
    {
        content = asked;
    }
    // 'glad to see that he is back'
    let first = reading.document.token(TokenId(content.start as u32));
    let state = first.tag() == "VB" && data.lexicon.is(WordClass::State, first.lemma());
    if state && line.stance == Stance::Offer && proposition.kind == PredicateKind::Adjective {
        return None;
    }
    let toward = Binding { reading, proposition }.addressed(&holder);
    if line.stance == Stance::Demand {
        // Orders are given to others than one's own people, and to somebody.
        let order = data.lexicon.is(WordClass::Order, &proposition.lemma);
        if own_people(&holder, &toward)
            || order && !toward.iter().any(|party| party.code.is_some() && !is_of_side(&holder, party))
        {
            return None;
        }
    }
    let hostile = line.stance == Stance::Commit && is_hostile(proposition, reading, data);
    let stance = if hostile { Stance::Threaten } else { line.stance };
    Some(Found { stance, holder, toward, content, why: format!("'{}' says what it wants", proposition.lemma) })
}

/// What is refused where the words name a wish of others: 'a delay' in 'brushed off appeals for a delay'.
fn what_is_asked(
    proposition: &Proposition,
    holder: &[Party],
    reading: Reading<'_>,
    data: Data<'_>,
) -> Option<Range<usize>> {
    let object = reading.document.token(*proposition.patient.first()?);
    let line = data.lexicon.noun(&object.lemma().to_lowercase())?;
    let wish = reading.propositions.at(object.id).filter(|wish| wish.kind == PredicateKind::Noun)?;
    content(wish, line, holder, reading).or_else(|| {
        let asked =
            proposition.oblique("for").next().filter(|_| line.content.iter().any(|place| place.words == "for"))?;
        Some(noun_phrase(reading.document.token(asked)))
    })
}

fn by_noun(proposition: &Proposition, line: &StanceLine, reading: Reading<'_>, data: Data<'_>) -> Option<Found> {
    let binding = Binding { reading, proposition };
    let noun = proposition.token(reading.document);
    let above = governor(noun).and_then(|verb| reading.propositions.at(verb.id));
    let mut holder = binding.direct(&proposition.agent, false);
    if holder.is_empty() {
        let from: Vec<_> = proposition.oblique("from").chain(proposition.oblique("by")).collect();
        holder = binding.direct(&from, false);
    }
    let asserted = proposition.factuality.is_fact() && proposition.embedded_in.is_none();
    // 'rejected its demand', 'brushed off appeals from Norland': refused, but made.
    let answered = above.is_some_and(|above| {
        data.lexicon.is(WordClass::Hear, &above.lemma)
            || data.lexicon.verb(&above.lemma).is_some_and(|line| line.stance == Stance::Refuse)
    });
    if !(asserted || answered && !holder.is_empty()) {
        return None;
    }
    let mut toward = binding.addressed(&holder);
    if let Some(above) = above {
        let subject = Binding { reading, proposition: above }.agents();
        if holder.is_empty() && !answered && !above.passive {
            holder = subject;
        } else if answered && toward.is_empty() {
            toward = subject.into_iter().filter(|party| !is_of_side(&holder, party)).collect();
        }
    }
    if holder.is_empty() {
        return None;
    }
    toward.retain(|party| !is_of_side(&holder, party));
    // 'brushed off appeals from Norland for a delay', where the parse hangs the last words on the verb
    let by_verb = || {
        let mut asked =
            line.content.iter().flat_map(|place| above.into_iter().flat_map(|verb| verb.oblique(&place.words)));
        let asked = asked.find(|head| head.index() > noun.index())?;
        (noun.dep() == "dobj").then(|| noun_phrase(reading.document.token(asked)))
    };
    let content = content(proposition, line, &holder, reading).or_else(by_verb)?;
    let hostile = line.stance == Stance::Commit && is_hostile(proposition, reading, data);
    let stance = if hostile { Stance::Threaten } else { line.stance };
    Some(Found { stance, holder, toward, content, why: format!("'{}' says what it wants", proposition.lemma) })
}

/// The verb whose object or adjunct a noun is: 'coupled it with a plea'.
fn governor(noun: Token<'_>) -> Option<Token<'_>> {
    let first = std::iter::successors(Some(noun), |token| (token.dep() == "conj").then(|| token.head())).last()?;
    let head = first.head();
    let verb = if head.pos() == "ADP" { head.head() } else { head };
    matches!(verb.pos(), "VERB" | "AUX").then_some(verb)
}

/// A noun that names what a party wants, with what is said of it: 'its demand is an apology', 'Norland's condition is that …'.
pub(super) fn named(proposition: &Proposition, reading: Reading<'_>, data: Data<'_>) -> Option<Found> {
    let verb = proposition.token(reading.document);
    let subject = verb.child(&["nsubj"]).filter(|_| proposition.lemma == "be")?;
    let line = data.lexicon.named(&subject.lemma().to_lowercase())?;
    if proposition.factuality == Factuality::Negated {
        return None;
    }
    let owner = subject.child(&["poss"]).or_else(|| {
        let of = subject.children().find(|child| child.dep() == "prep" && matches!(child.norm(), "of" | "for"))?;
        of.child(&["pobj"])
    })?;
    let holder = Binding { reading, proposition }.direct(&[owner.id], false);
    if holder.is_empty() {
        return None;
    }
    let told = verb.child(&["attr", "ccomp", "xcomp"])?;
    let content = if told.pos() == "NOUN" { noun_phrase(told) } else { super::content::clause(told) };
    Some(Found {
        stance: line.stance,
        holder,
        toward: Vec::new(),
        content,
        why: format!("'{}' names what it wants", subject.lemma()),
    })
}
