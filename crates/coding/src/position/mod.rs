//! Positions: what a party demands, offers, refuses, commits to, makes a condition or threatens.
//!
//! Read from the same propositions as events: a word of wanting gives the stance, its complement or object
//! the content, the clause the parties. A party that will not do a thing refuses it; a friendly promise on
//! terms is a condition. Orders to one's own people are no position.

mod lexicon;

use std::ops::Range;

use anchor::{Id, Period};
use language::{Document, Token};

pub use lexicon::Lexicon;

use self::lexicon::StanceLine;
use crate::event::{Binding, Lexicon as EventLexicon, Ontology, Text, names_party};
use crate::proposition::{Complement, ComplementForm, PredicateKind, Proposition};
use crate::reading::{Reading, is_same};
use crate::record::{Basis, Factuality, Party, Position, Stance};

/// What positions are read with.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a> {
    /// Words of wanting, and issues.
    pub lexicon: &'a Lexicon,
    /// To tell a threat from a promise by what is announced.
    pub events: &'a EventLexicon,
    /// The quads of types.
    pub ontology: &'a Ontology,
}

/// A position before it is written down.
struct Found {
    stance: Stance,
    holder: Vec<Party>,
    toward: Vec<Party>,
    content: Range<usize>,
    why: String,
}

/// Reads the positions of one article.
pub fn read(reading: Reading<'_>, data: Data<'_>) -> Vec<Position> {
    let mut positions = Vec::new();
    for proposition in reading.propositions {
        let asserted = proposition.factuality.is_fact() && proposition.embedded_in.is_none();
        let found = match proposition.kind {
            PredicateKind::Verb if asserted => {
                data.lexicon.verb(&proposition.lemma).and_then(|line| wanted(proposition, line, reading, data))
            }
            PredicateKind::Noun if asserted => {
                data.lexicon.noun(&proposition.lemma).and_then(|line| wanted_by_noun(proposition, line, reading, data))
            }
            PredicateKind::Adjective if asserted => {
                let form = proposition.token(reading.document).text().to_lowercase();
                data.lexicon.adjective(&form).and_then(|line| wanted(proposition, line, reading, data))
            }
            _ => None,
        };
        let found = found.or_else(|| announced(proposition, reading, data));
        if let Some(found) = found {
            let also = coordinated(&found, proposition, reading);
            positions.push(record(found, proposition, reading, data));
            positions.extend(also.into_iter().map(|found| record(found, proposition, reading, data)));
        }
    }
    positions
}

/// 'promised to lift the ban and to pay': each coordinated infinitive is wanted by itself.
fn coordinated(found: &Found, proposition: &Proposition, reading: Reading<'_>) -> Vec<Found> {
    let document = reading.document;
    let whole = proposition.complements.iter().find(|complement| {
        complement.form == ComplementForm::Infinitive && complement.predicate.index() == found.content.start
    });
    let Some(whole) = whole else { return Vec::new() };
    let verb = document.token(whole.predicate);
    let joined = |token: &Token<'_>| token.dep() == "conj" && token.tag() == "VB" && token.child(&["nsubj"]).is_none();
    verb.children()
        .filter(joined)
        .map(|token| Found {
            stance: found.stance,
            holder: found.holder.clone(),
            toward: found.toward.clone(),
            content: phrase(token),
            why: found.why.clone(),
        })
        .collect()
}

/// 'insists that there is no crisis', 'agrees that it was late': told as a fact, not wanted or undertaken.
fn is_of_fact(proposition: &Proposition, document: &Document) -> bool {
    let (insists, agrees) =
        (proposition.lemma == "insist", matches!(&*proposition.lemma, "agree" | "reaffirm" | "warn"));
    let is_fact = |complement: &Complement| {
        let verb = document.token(complement.predicate);
        let indicative = |token: Token<'_>| {
            matches!(token.tag(), "VBD" | "VBZ")
                || insists && token.tag() == "MD" && !matches!(token.lemma(), "must" | "should" | "shall" | "ought")
        };
        let modal = verb.children().any(|aux| aux.dep() == "aux" && aux.tag() == "MD");
        let said = indicative(verb) || verb.children().any(|aux| aux.dep().starts_with("aux") && indicative(aux));
        complement.form == ComplementForm::Clause && said && (insists || !modal)
    };
    (insists || agrees) && proposition.complements.iter().any(is_fact)
}

/// 'asked when the talks would begin': a question, not a wish.
fn asks(proposition: &Proposition, document: &Document) -> bool {
    let asking = |word: Token<'_>| {
        matches!(word.tag(), "WRB" | "WP" | "WDT") || word.dep() == "mark" && matches!(word.norm(), "whether" | "if")
    };
    proposition.complements.iter().any(|complement| {
        let verb = document.token(complement.predicate);
        complement.form == ComplementForm::Clause && verb.children().any(|child| child.id < verb.id && asking(child))
    })
}

/// A word of wanting with its content.
fn wanted(proposition: &Proposition, line: &StanceLine, reading: Reading<'_>, data: Data<'_>) -> Option<Found> {
    let binding = Binding { reading, proposition };
    let holder = binding.direct(&proposition.agent, false);
    if holder.is_empty() {
        return None;
    }
    if is_of_fact(proposition, reading.document) {
        return None;
    }
    let content = content(proposition, line, &holder, reading)?;
    let toward = binding.addressed(&holder);
    if line.stance == Stance::Demand && own_people(&holder, &toward) {
        return None;
    }
    let mut stance = line.stance;
    if stance == Stance::Commit && is_hostile(proposition, reading, data) {
        stance = Stance::Threaten;
    }
    let why = format!("'{}' says what it wants", proposition.lemma);
    Some(Found { stance, holder, toward, content, why })
}

fn wanted_by_noun(proposition: &Proposition, line: &StanceLine, reading: Reading<'_>, data: Data<'_>) -> Option<Found> {
    let binding = Binding { reading, proposition };
    let mut holder = binding.direct(&proposition.agent, false);
    if holder.is_empty() {
        let governor = proposition.token(reading.document).head();
        let above = reading.propositions.at(governor.id)?;
        holder = Binding { reading, proposition: above }.agents();
    }
    if holder.is_empty() {
        return None;
    }
    let content = content(proposition, line, &holder, reading)?;
    let toward = binding.addressed(&holder);
    let hostile = line.stance == Stance::Commit && is_hostile(proposition, reading, data);
    let stance = if hostile { Stance::Threaten } else { line.stance };
    Some(Found { stance, holder, toward, content, why: format!("'{}' says what it wants", proposition.lemma) })
}

/// 'will not meet', 'will lift': what a party says of its own acts to come.
fn announced(proposition: &Proposition, reading: Reading<'_>, data: Data<'_>) -> Option<Found> {
    if proposition.kind != PredicateKind::Verb || proposition.passive || proposition.embedded_in.is_some() {
        return None;
    }
    let document = reading.document;
    let token = proposition.token(document);
    let modal = token.children().find(|aux| aux.dep() == "aux" && aux.tag() == "MD")?;
    if !matches!(modal.text().to_lowercase().as_str(), "will" | "would" | "'ll" | "’ll" | "wo" | "wouldn" | "shall") {
        return None;
    }
    let binding = Binding { reading, proposition };
    let holder = binding.direct(&proposition.agent, false);
    if holder.is_empty() {
        return None;
    }
    // Only what the party says of itself, or the article tells as its will; what others expect of it is a forecast.
    let sources = reading.sources_at(proposition.predicate);
    let own = sources.last().is_none_or(|source| holder.iter().any(|party| is_same(source, party)));
    let negated = token.children().any(|child| child.dep() == "neg" || child.text().eq_ignore_ascii_case("never"));
    let votes = data.events.votes(&proposition.lemma);
    let quad = votes.first().map_or(0, |kind| data.ontology.quad(kind));
    let (stance, why) =
        if negated && own && matches!(proposition.factuality, Factuality::Negated | Factuality::Conditional) {
            (Stance::Refuse, "it says that it will not")
        } else if proposition.condition.is_some() && own && matches!(quad, 1 | 2) && !negated {
            (Stance::Condition, "it will, on terms")
        } else if !negated && own && quad == 2 && proposition.factuality == Factuality::Planned {
            (Stance::Commit, "it says that it will")
        } else {
            return None;
        };
    let toward = binding.addressed(&holder);
    let content = phrase(token);
    Some(Found { stance, holder, toward, content, why: why.to_owned() })
}

/// Whether what is announced would harm: 'vowed to retaliate', 'vowed a stern response'.
fn is_hostile(proposition: &Proposition, reading: Reading<'_>, data: Data<'_>) -> bool {
    let hostile = |lemma: &str| data.events.usual(lemma).is_some_and(|kind| data.ontology.quad(kind) >= 3);
    let party = |head| names_party(reading.document, reading.mentions, head);
    let text = Text {
        document: reading.document,
        propositions: reading.propositions,
        lexicon: data.events,
        ontology: data.ontology,
        is_party: &party,
    };
    // By what is done to what: to open fire is hostile, to open a site is not.
    let harms = |inner: &Proposition| {
        let kind = text.verb_line(inner).and_then(|line| line.kind.as_deref());
        kind.is_some_and(|kind| data.ontology.quad(kind) >= 3)
    };
    let complements =
        proposition.complements.iter().filter_map(|complement| reading.propositions.at(complement.predicate));
    let by_complement = complements.clone().any(|inner| inner.factuality != Factuality::Negated && harms(inner));
    let things = proposition.patient.iter().map(|&head| reading.document.token(head).lemma().to_lowercase());
    let vow = proposition.lemma == "vow";
    let by_thing = things.clone().any(|lemma| hostile(&lemma) || (vow && data.events.votes(&lemma).is_empty()));
    by_complement || by_thing
}

fn own_people(holder: &[Party], toward: &[Party]) -> bool {
    let country = |party: &Party| party.code.as_deref().map(|code| code.chars().take(3).collect::<String>());
    let state =
        |party: &Party| party.person.is_none() && matches!(party.sector.as_deref(), None | Some("GOV" | "MIL" | "COP"));
    !toward.is_empty()
        && toward.iter().all(|party| {
            state(party)
                && holder.iter().any(|own| state(own) && country(own).is_some() && country(own) == country(party))
        })
}

/// The tokens of what is wanted.
fn content(
    proposition: &Proposition,
    line: &StanceLine,
    holder: &[Party],
    reading: Reading<'_>,
) -> Option<Range<usize>> {
    let document = reading.document;
    line.content.iter().find_map(|place| match &*place.words {
        "complement" if line.stance == Stance::Demand && asks(proposition, document) => None,
        "complement" => complement(proposition, document, false),
        "infinitive" => complement(proposition, document, true),
        "own" => complement(proposition, document, false).filter(|_| !is_of_another(proposition, holder, reading)),
        "object" => {
            let object = document.token(*proposition.patient.first()?);
            place.allows(object.lemma()).then(|| noun_phrase(object))
        }
        preposition => {
            let governed = proposition.oblique(preposition).next().map(|head| document.token(head));
            let below = || {
                let object = *proposition.patient.first()?;
                let of = document
                    .token(object)
                    .children()
                    .find(|child| child.dep() == "prep" && child.text() == preposition)?;
                of.child(&["pobj"])
            };
            governed.or_else(below).filter(|noun| place.allows(noun.lemma())).map(noun_phrase)
        }
    })
}

/// Whether the clause below is about what somebody else does: 'warned that the rebels would attack' threatens nobody.
fn is_of_another(proposition: &Proposition, holder: &[Party], reading: Reading<'_>) -> bool {
    proposition.complements.iter().any(|complement| {
        let inner = reading.propositions.at(complement.predicate);
        let subject = inner.and_then(|inner| inner.agent.first()).copied();
        let parties =
            subject.and_then(|subject| reading.mentions.headed(subject)).map(|mention| reading.parties(mention));
        complement.form == ComplementForm::Clause
            && parties.is_some_and(|parties| {
                !parties.is_empty() && parties.iter().all(|party| holder.iter().all(|own| own.name != party.name))
            })
    })
}

fn complement(proposition: &Proposition, document: &Document, only_infinitive: bool) -> Option<Range<usize>> {
    // What stands before the word is quoted, or not its own: 'Norland wants a treaty; Eastland refused to sign'.
    let follows = |complement: &&Complement| {
        complement.predicate > proposition.predicate
            || document
                .tokens_in(complement.predicate.index()..proposition.predicate.index())
                .any(|token| matches!(token.text(), "\"" | "”" | "''" | "’"))
    };
    let fits = |complement: &&Complement| !only_infinitive || complement.form == ComplementForm::Infinitive;
    proposition.complements.iter().filter(follows).find(fits).map(|complement| {
        let token = document.token(complement.predicate);
        match complement.form {
            ComplementForm::Infinitive | ComplementForm::Gerund => phrase(token),
            ComplementForm::Clause => clause(token),
        }
    })
}

/// A verb with what follows it, without its subject, 'to' and modals, and without terms set in a clause of their own.
fn phrase(verb: Token<'_>) -> Range<usize> {
    let range = clause(verb);
    verb.index().max(range.start)..range.end
}

/// A clause without its 'that', without terms, without closing punctuation.
fn clause(verb: Token<'_>) -> Range<usize> {
    let document = verb.document();
    let mut range = verb.extent();
    for child in verb.children() {
        let extent = child.extent();
        match child.dep() {
            "mark" if extent.start == range.start => range.start = extent.end,
            "advcl" | "conj" | "parataxis"
                if extent.end >= range.end.saturating_sub(1) && extent.start > verb.index() =>
            {
                range.end = range.end.min(extent.start);
            }
            _ => {}
        }
    }
    while range.end > verb.index() + 1
        && document.tokens_in(range.end - 1..range.end).all(|last| matches!(last.pos(), "PUNCT" | "CCONJ" | "SPACE"))
    {
        range.end -= 1;
    }
    while range.start < verb.index()
        && document.tokens_in(range.start..range.start + 1).all(|first| matches!(first.pos(), "PUNCT" | "SPACE"))
    {
        range.start += 1;
    }
    range
}

fn noun_phrase(noun: Token<'_>) -> Range<usize> {
    let mut range = noun.extent();
    for child in noun.children().filter(|child| matches!(child.dep(), "relcl" | "appos") && child.id > noun.id) {
        range.end = range.end.min(child.extent().start.max(noun.index() + 1));
    }
    let document = noun.document();
    while range.end > noun.index() + 1
        && document.tokens_in(range.end - 1..range.end).all(|last| matches!(last.pos(), "PUNCT" | "CCONJ" | "SPACE"))
    {
        range.end -= 1;
    }
    range
}

fn lemmas(document: &Document, range: Range<usize>) -> Vec<String> {
    document.tokens_in(range).map(|token| token.lemma().to_lowercase()).collect()
}

fn record(found: Found, proposition: &Proposition, reading: Reading<'_>, data: Data<'_>) -> Position {
    let document = reading.document;
    let token = proposition.token(document);
    let condition = proposition.condition.or_else(|| terms(proposition, reading));
    let stance = match (found.stance, condition) {
        (Stance::Offer, Some(_)) => Stance::Condition,
        (stance, _) => stance,
    };
    let toward = if found.toward.is_empty() { who_meets(condition, &found.holder, reading) } else { found.toward };
    let content = reading.quoter.quote(document.span(found.content.clone()));
    let mut topic = lemmas(document, found.content.clone());
    let mut issue = data.lexicon.issue(&topic).map(str::to_owned);
    if issue.is_none() {
        topic = lemmas(document, document.sentence(token.sentence()));
        issue = data.lexicon.issue(&topic).map(str::to_owned);
    }
    let start = content.start.to_string();
    let id = Id::of('p', &[reading.article.id.as_str(), &start, stance.as_str()]);
    // It is held on the day it is told, if not before: a later day is one that it speaks of.
    let published = reading.article.published.period;
    let is_past = |voiced: &Period| published.is_none_or(|published| voiced.start <= published.end);
    let voiced = crate::event::date(proposition, reading).map(|date| date.period).filter(is_past);
    Position {
        id,
        stance,
        issue,
        content,
        condition: condition.map(|span| reading.quoter.quote(span)),
        as_of: voiced.or(published),
        basis: Basis {
            article: reading.article.id.clone(),
            sentence: token.sentence(),
            evidence: reading.quoter.quote(document.span(crate::event::clause(token))),
            attribution: reading.sources_at(proposition.predicate),
            confidence: if toward.is_empty() { 0.65 } else { 0.75 },
            why: vec![found.why],
        },
        holder: found.holder,
        toward,
    }
}

/// Those whose act the terms are: a threat 'unless the US lifts …' is made to the US.
fn who_meets(condition: Option<anchor::Span>, holder: &[Party], reading: Reading<'_>) -> Vec<Party> {
    let Some(span) = condition else { return Vec::new() };
    let document = reading.document;
    let subject = document.tokens_in(document.tokens_of(span)).find(|token| token.dep() == "nsubj");
    let mention = subject.and_then(|subject| reading.mentions.headed(subject.id));
    let country = |party: &Party| party.code.as_deref().map(|code| code.chars().take(3).collect::<String>());
    let other = |party: &Party| holder.iter().all(|own| own.name != party.name && country(own) != country(party));
    mention.map(|mention| reading.parties(mention)).unwrap_or_default().into_iter().filter(other).collect()
}

/// Terms that stand with the complement: 'threatened to go unless …', 'will not sit until …'.
fn terms(proposition: &Proposition, reading: Reading<'_>) -> Option<anchor::Span> {
    let inner = proposition.complements.iter().find_map(|complement| reading.propositions.at(complement.predicate))?;
    inner.condition
}
