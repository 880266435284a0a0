//! What an event has from the scene it belongs to: the day that the clause or sentence before told, and whether
//! its day is still to come.
//!
//! The rules, nearest first; each fills an empty date only:
//! 0. the clause it is coordinated with;
//! 1. the clause before in the same sentence, parted by ';' or ':' ('The tower lay in ruins on Friday: it had been
//!    shelled by Norland');
//! 2. words that count from what was told last ('hours later', 'by nightfall', 'within weeks' of a month or year);
//! 3. a sentence before in the same paragraph, where both tell one course of events in the simple past ('On Friday
//!    the envoys met. They signed two protocols.');
//! 4. what the same party did in one of the two sentences before.
//!
//! What somebody said on a day dates what is said besides, not what is told of.

use anchor::Precision;
use language::{Document, Token};

use super::Ontology;
use super::when;
use crate::proposition::{PredicateKind, Proposition};
use crate::reading::Reading;
use crate::record::{Event, EventDate, Factuality, Party};
use crate::time::TimeKind;

/// A main clause that tells when.
struct Dated<'a> {
    proposition: &'a Proposition,
    date: EventDate,
    /// Whether it only tells that something was said.
    says: bool,
}

/// Gives events that name no time the day of the scene they belong to.
pub(super) fn carry_on(events: &mut [Event], reading: Reading<'_>) {
    let dated = dated_clauses(reading);
    for i in 0..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let event = &mut rest[0];
        let told = event.factuality.is_fact() || event.factuality == Factuality::Negated;
        if event.date.is_some() || !told {
            continue;
        }
        let Some(token) = trigger(event, reading) else { continue };
        let verb = if matches!(token.pos(), "VERB" | "AUX") { Some(token) } else { governing(token) };
        let Some(verb) = verb else { continue };
        let found = coordinated(verb, before, reading)
            .or_else(|| clause_before(verb, &dated, reading.document))
            .or_else(|| counted_from_last(verb, &dated, reading))
            .or_else(|| sentence_before(event, verb, &dated, before, reading))
            .or_else(|| same_party_before(event, verb, before, reading));
        if let Some((date, by)) = found {
            event.date = Some(EventDate { period: date.period, timex: date.timex.clone(), by: by.to_owned() });
        }
    }
}

type Found<'a> = Option<(&'a EventDate, &'static str)>;

fn governing(token: Token<'_>) -> Option<Token<'_>> {
    token.ancestors().find(|above| matches!(above.pos(), "VERB" | "AUX"))
}

/// The main clauses in the past that say when, in text order.
fn dated_clauses<'a>(reading: Reading<'a>) -> Vec<Dated<'a>> {
    let document = reading.document;
    let main = |proposition: &&Proposition| {
        let token = proposition.token(document);
        proposition.kind == PredicateKind::Verb && proposition.factuality.is_fact() && is_main(token)
    };
    let dated = |proposition: &'a Proposition| {
        let date = when::date(proposition, reading).filter(|date| date.by == "clause")?;
        let token = proposition.token(document);
        let says = token.children().any(|child| child.dep() == "ccomp" && !is_parted(child, token));
        Some(Dated { proposition, date, says })
    };
    reading.propositions.iter().filter(main).filter_map(dated).collect()
}

/// Whether a verb tells the course of events: no relative clause, no complement under a word of saying.
fn is_main(token: Token<'_>) -> bool {
    let mut one = token;
    loop {
        if one.is_root() {
            return true;
        }
        let goes_on = match one.dep() {
            "conj" | "parataxis" => true,
            // 'It fell in May; within weeks it rose again', read as a complement.
            "ccomp" => is_parted(one, one.head()),
            _ => false,
        };
        if !goes_on {
            return false;
        }
        one = one.head();
    }
}

/// Whether a ';' or ':' stands between two words.
fn is_parted(one: Token<'_>, other: Token<'_>) -> bool {
    let range = one.index().min(other.index())..one.index().max(other.index());
    one.document().tokens_in(range).any(|word| matches!(word.text(), ";" | ":"))
}

/// Whether words of time stand with the verb itself, so that it needs none from elsewhere.
fn has_own_time(verb: Token<'_>, reading: Reading<'_>) -> bool {
    let document = reading.document;
    reading.times.iter().any(|time| {
        let words = document.tokens_of(time.span);
        let head = document.tokens_in(words.clone()).find(|word| !words.contains(&word.head().index()));
        let beside = |head: Token<'_>| {
            let above = if matches!(head.dep(), "pobj" | "pcomp") { head.head().head() } else { head.head() };
            above == verb || above.head() == verb && above.pos() == "ADV"
        };
        // 'invited them to rejoin two weeks ago': the time behind an infinitive may be the main verb's.
        let past =
            || time.period.zip(reading.article.published.period).is_some_and(|(time, today)| time.end <= today.end);
        let below =
            |head: Token<'_>| governing(head).is_some_and(|inner| inner.head() == verb && inner.dep() == "xcomp");
        head.is_some_and(|head| beside(head) || below(head) && past())
    })
}

/// 'Hours later they drove them out and captured more': on the same day as the first.
fn coordinated<'a>(verb: Token<'_>, before: &'a [Event], reading: Reading<'_>) -> Found<'a> {
    let first = std::iter::successors(Some(verb), |verb| (verb.dep() == "conj").then(|| verb.head())).skip(1);
    let dated = |verb: Token<'_>| before.iter().rev().find(|event| trigger(event, reading) == Some(verb));
    let told = first.filter_map(dated).find(|event| event.date.is_some() && event.factuality.is_fact())?;
    let own = has_own_time(verb, reading);
    told.date.as_ref().filter(|_| !own).map(|date| (date, "the first of coordinated clauses"))
}

fn clause_before<'a>(verb: Token<'_>, dated: &'a [Dated<'_>], document: &Document) -> Found<'a> {
    let told = dated.iter().rev().map(|dated| (dated, dated.proposition.token(document)));
    let (before, _) = told
        .filter(|(_, other)| other.sentence() == verb.sentence() && other.id < verb.id)
        .find(|(_, other)| is_main(verb) && is_parted(*other, verb))?;
    (!before.says && is_past(verb)).then_some((&before.date, "the clause before it"))
}

/// 'hours later', 'by nightfall', 'within weeks'
fn counted_from_last<'a>(verb: Token<'_>, dated: &'a [Dated<'_>], reading: Reading<'_>) -> Found<'a> {
    let document = reading.document;
    let last = dated.iter().rev().find(|dated| dated.proposition.predicate < verb.id)?;
    let far = verb.sentence() - last.proposition.token(document).sentence();
    let coarse = matches!(last.date.period.precision, Precision::Month | Precision::Year);
    // 'within the hour', 'by nightfall'
    let within = |child: &Token<'_>| {
        child.dep() == "prep"
            && child.children().any(|noun| match child.norm() {
                "within" => matches!(noun.lemma(), "minute" | "hour"),
                "by" | "at" | "before" | "until" => {
                    matches!(noun.lemma(), "nightfall" | "dusk" | "dawn" | "midnight" | "noon" | "sunset" | "evening")
                }
                _ => false,
            })
    };
    let counts = verb.children().any(|child| within(&child))
        || reading.times.iter().any(|time| {
            let words = document.tokens_of(time.span);
            let Some(head) = document.tokens_in(words.clone()).find(|word| !words.contains(&word.head().index()))
            else {
                return false;
            };
            if governing(head) != Some(verb) {
                return false;
            }
            let later = document.tokens_in(words.start.saturating_sub(2)..(words.end + 1).min(document.len()));
            let anchored = later.clone().any(|word| {
                matches!(word.norm(), "within" | "later" | "after" | "afterwards" | "soon" | "earlier" | "before")
            });
            let units = document.tokens_in(words.clone());
            let short = units.clone().any(|word| matches!(word.lemma(), "minute" | "hour"));
            let long = units.clone().any(|word| matches!(word.lemma(), "day" | "week" | "month"));
            // 'by nightfall', 'the same evening', 'at 0500 GMT': hours of the day that the story has reached.
            let hour = time.kind == TimeKind::Time
                && !units.clone().any(|word| word.pos() == "PROPN" && word.tag() == "NNP" && word.entity() == "DATE");
            hour || anchored && (short || long && coarse)
        });
    (counts && far <= 6).then_some((&last.date, "the time told last"))
}

fn sentence_before<'a>(
    event: &Event,
    verb: Token<'_>,
    dated: &'a [Dated<'_>],
    before: &[Event],
    reading: Reading<'_>,
) -> Found<'a> {
    let document = reading.document;
    // The last before the verb, in its own sentence or an earlier one.
    let last = dated.iter().rev().find(|dated| dated.proposition.predicate < verb.id)?;
    let token = last.proposition.token(document);
    let near = verb.sentence() - token.sentence() <= 2 && same_paragraph(token, verb);
    // What happened in a year is told of over many sentences.
    let near = near && (last.date.period.precision != Precision::Year || token.sentence() == verb.sentence());
    let verbal = event.quad == 1 || event.quad == 3;
    // Others may take their time to answer.
    let answers = matches!(event.kind.as_str(), "ACCUSE" | "SUPPORT" | "REJECT" | "THREATEN" | "REQUEST");
    let heads = last.proposition.agent.iter().chain(&last.proposition.patient);
    let parties = heads.filter_map(|&head| reading.mentions.headed(head)).flat_map(|mention| &mention.parties);
    let names: Vec<&str> = parties.map(|party| &*party.name).collect();
    let told = before.iter().rev().find(|other| trigger(other, reading) == Some(token));
    let takes_part = |party: &Party| {
        names.contains(&party.name.as_str())
            || told.is_some_and(|told| told.actor.iter().any(|other| other.name == party.name))
    };
    if answers && !event.actor.iter().any(takes_part) {
        return None;
    }
    let fits = near && in_simple_past(verb) && !has_own_time(verb, reading) && (!last.says || verbal);
    fits.then_some((&last.date, "the scene of the sentence before"))
}

fn same_party_before<'a>(event: &Event, verb: Token<'_>, before: &'a [Event], reading: Reading<'_>) -> Found<'a> {
    let names = |parties: &[Party]| parties.iter().map(|party| party.name.clone()).collect::<Vec<_>>();
    let own = names(&event.actor);
    let told = before.iter().rev().find(|other| {
        let near = event.basis.sentence > other.basis.sentence && event.basis.sentence - other.basis.sentence <= 2;
        let by_clause = other.date.as_ref().is_some_and(|date| date.by == "clause");
        near && by_clause && other.factuality == Factuality::Happened && !own.is_empty() && names(&other.actor) == own
    })?;
    let past = |event: &Event| trigger(event, reading).is_some_and(in_simple_past);
    let fits = in_simple_past(verb) && past(told) && !has_own_time(verb, reading);
    told.date.as_ref().filter(|_| fits).map(|date| (date, "what the same party did in a sentence before"))
}

fn same_paragraph(one: Token<'_>, other: Token<'_>) -> bool {
    let text = one.document().text();
    let between = one.span().end.min(other.span().start) as usize..other.span().start as usize;
    !text[between].contains("\n\n")
}

fn trigger<'a>(event: &Event, reading: Reading<'a>) -> Option<Token<'a>> {
    let span = reading.quoter.span(event.trigger.start, event.trigger.end);
    reading.document.token_at(span.start as usize)
}

/// 'met', 'was shelled', but not 'has met', 'had met'; coordinated verbs share the first one's auxiliaries.
fn in_simple_past(token: Token<'_>) -> bool {
    let first = std::iter::successors(Some(token), |verb| (verb.dep() == "conj").then(|| verb.head()));
    let bare = token.child(&["nsubj", "nsubjpass"]).is_none();
    let phrase = first.take(if bare { 4 } else { 1 }).collect::<Vec<_>>();
    let perfect = phrase.iter().any(|verb| verb.children().any(|aux| aux.dep() == "aux" && aux.lemma() == "have"));
    let passive = token.tag() == "VBN"
        && phrase.iter().any(|verb| verb.children().any(|aux| aux.dep() == "auxpass" && aux.tag() == "VBD"));
    (token.tag() == "VBD" || passive) && !perfect
}

/// 'met', 'had met'
fn is_past(token: Token<'_>) -> bool {
    in_simple_past(token) || token.children().any(|aux| aux.dep() == "aux" && aux.norm() == "had")
}

/// What is dated after the article has not happened yet: 'the delegation flies to Sanaa on Sunday'.
pub(super) fn plan(events: &mut [Event], reading: Reading<'_>, ontology: &Ontology) {
    let Some(today) = reading.article.published.period else { return };
    for event in events {
        let later = event.date.as_ref().is_some_and(|date| date.period.start > today.end && date.by == "clause");
        let past = trigger(event, reading).is_some_and(|token| matches!(token.tag(), "VBD" | "VBN"));
        if later && event.factuality == Factuality::Happened && !past {
            event.factuality = Factuality::Planned;
            event.coded = ontology.coded(&event.kind, Factuality::Planned);
            event.basis.why.push("planned: its day was still to come".to_owned());
        }
    }
}
