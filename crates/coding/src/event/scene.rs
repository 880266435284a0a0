//! What an event has from the scene it belongs to: the day that the clause or sentence before told, and whether
//! its day is still to come.
//!
//! The rules, nearest first; each fills an empty date only:
//! 0. the clause it is coordinated with; the line of a list of key dates that it stands in, told in the same tense as
//!    the line;
//! 1. the clause before in the same sentence, parted by ';' or ':' ('The tower lay in ruins on Friday: it had been
//!    shelled by Norland');
//! 2. words that count from what was told last ('hours later', 'by nightfall', 'within weeks' of a month or year);
//! 3. a sentence before in the same paragraph, where both tell one course of events in the simple past ('On Friday
//!    the envoys met. They signed two protocols.'); an infinitive goes by its verb ('They used that meeting to sign');
//! 4. what the same party did in one of the two sentences before;
//! 5. 'a day after Norland left', counted from the day of its main clause, which has it by rule 3.
//!
//! What is to be 'within three weeks' lies between what was told last, if that was just before, and so much later.
//!
//! What somebody said on a day dates what is said besides, not what is told of.

use anchor::{Period, Precision, Span};
use language::{Document, Token};

use super::{Ontology, stretch, when};
use crate::proposition::{PredicateKind, Proposition};
use crate::reading::Reading;
use crate::record::{Event, EventDate, Factuality, Party};
use crate::time::{self, TimeKind};

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
    let lines = lines(reading);
    for i in 0..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let event = &mut rest[0];
        if event.date.as_ref().is_none_or(|date| date.by == stretch::BY_WHEN)
            && let Some(date) =
                trigger(event, reading).and_then(|token| within(token, event.factuality, &dated, reading))
        {
            event.date = Some(date);
        }
        let told = event.factuality.is_fact() || event.factuality == Factuality::Negated;
        if event.date.is_some() || !told {
            continue;
        }
        let Some(token) = trigger(event, reading) else { continue };
        let verb = if matches!(token.pos(), "VERB" | "AUX") { Some(token) } else { governing(token) };
        let Some(verb) = verb.map(carrier) else { continue };
        let counted =
            counted_from_scene(token, &dated, reading).or_else(|| lasted(token, event.factuality, &dated, reading));
        let counted = counted
            .or_else(|| over_night(verb, &dated, reading).filter(|_| coordinated(verb, before, reading).is_none()));
        if counted.is_some() {
            event.date = counted;
            continue;
        }
        let found = coordinated(verb, before, reading)
            .or_else(|| line(verb, &lines))
            .or_else(|| clause_before(verb, &dated, reading.document))
            .or_else(|| counted_from_last(verb, &dated, reading))
            .or_else(|| sentence_before(event, verb, &dated, before, reading).filter(|_| !is_aside(verb)))
            .or_else(|| same_party_before(event, verb, before, reading).filter(|_| !is_aside(verb)));
        if let Some((date, by)) = found {
            event.date = Some(EventDate { period: date.period, timex: date.timex.clone(), by: by.to_owned() });
        }
    }
}

/// The verb whose tense an infinitive shares, where what it names took place: 'used that meeting to sign'.
fn carrier(verb: Token<'_>) -> Token<'_> {
    let shares = matches!(verb.dep(), "xcomp" | "advcl" | "ccomp" | "acl") && verb.tag() == "VB";
    // However the parse hangs it: on the verb, or on what is used.
    let noun = matches!(verb.head().pos(), "NOUN") && verb.head().dep() == "dobj";
    let above = if noun { verb.head().head() } else { verb.head() };
    if shares && matches!(above.pos(), "VERB" | "AUX") { above } else { verb }
}

/// The lines of lists of key dates, each with its day.
fn lines(reading: Reading<'_>) -> Vec<(Span, EventDate)> {
    let opening = reading.times.iter().enumerate().filter_map(|(i, time)| {
        let (period, span) = when::whole_range(i, reading).filter(|_| time.line.is_some())?;
        let timex = reading.quoter.words(span).to_owned();
        Some((time.line?, EventDate { period, timex, by: "clause".to_owned() }))
    });
    opening.collect()
}

/// The day of the line that a clause stands in, if both are told in the present, or both in the past.
fn line<'a>(verb: Token<'_>, lines: &'a [(Span, EventDate)]) -> Found<'a> {
    let (_, date) = lines.iter().find(|(line, _)| line.contains(verb.span()))?;
    let present = |verb: Token<'_>| {
        let perfect = verb.children().any(|aux| aux.dep() == "aux");
        matches!(verb.tag(), "VBZ" | "VBP") && !perfect
            || verb.tag() == "VBN"
                && verb.children().any(|aux| aux.dep() == "auxpass" && matches!(aux.tag(), "VBZ" | "VBP"))
    };
    let main = std::iter::successors(Some(verb), |verb| (!verb.is_root()).then(|| verb.head())).last()?;
    let same = present(verb) || !present(main) && in_simple_past(verb) && is_main(verb);
    same.then_some((date, "the line of key dates that it stands in"))
}

/// 'within three weeks': from what was told last, up to two sentences before, or else from the day of publication.
fn within(token: Token<'_>, factuality: Factuality, dated: &[Dated<'_>], reading: Reading<'_>) -> Option<EventDate> {
    let verb = if matches!(token.pos(), "VERB" | "AUX") { token } else { governing(token)? };
    let document = reading.document;
    let first = if verb.dep() == "conj" { verb.head() } else { verb };
    let length = reading.times.iter().find(|time| {
        let words = document.tokens_of(time.span);
        let head = document.tokens_in(words.clone()).find(|word| !words.contains(&word.head().index()));
        let long = time.kind == TimeKind::Duration && !time.value.starts_with("PT");
        head.is_some_and(|head| {
            let preposition = head.head();
            long && preposition.norm() == "within" && [verb, first].contains(&preposition.head())
        })
    })?;
    let ahead = matches!(factuality, Factuality::Planned | Factuality::Possible | Factuality::Conditional);
    let published = reading.article.published.period;
    let near = |dated: &&Dated<'_>| {
        let far = verb.sentence() - dated.proposition.token(document).sentence();
        // What was told long before publication opens no time that is still to come.
        let fresh = published.is_none_or(|today| (today.end - dated.date.period.end).get_days() <= FRESH);
        far <= 2 && (fresh || !ahead)
    };
    let last = dated.iter().rev().find(|dated| dated.proposition.predicate < verb.id).filter(near);
    let from = match last {
        Some(last) => last.date.period.start,
        None if ahead => published?.end,
        None => return None,
    };
    let period = Period::range(from, time::shifted(from, &length.value, true)?)?;
    let timex = format!("within {}", reading.quoter.words(length.span));
    Some(EventDate { period, timex, by: "so long from what was told last".to_owned() })
}

/// 'The launches came a day after Norland had left': counted from the day of the main clause, which the sentence before
/// tells.
fn counted_from_scene(token: Token<'_>, dated: &[Dated<'_>], reading: Reading<'_>) -> Option<EventDate> {
    // 'a day after they began their exercise'
    let object = matches!(token.dep(), "dobj" | "nsubj" | "nsubjpass") && token.pos() == "NOUN";
    let token = if object { governing(token)? } else { token };
    when::counts_from(token)?;
    let main = stretch::main_of(token)?;
    let last = dated.iter().rev().find(|dated| dated.proposition.predicate < main.id)?;
    let before = last.proposition.token(reading.document);
    let far = main.sentence() - before.sentence();
    // 'The launches came …' points back at what was told, over the end of a paragraph.
    let points_back = main.child(&["nsubj"]).is_some_and(|subject| {
        let the = subject.children().any(|word| matches!(word.norm(), "the" | "this" | "that" | "these" | "those"));
        (the || subject.pos() == "PRON")
            && matches!(main.lemma(), "come" | "follow" | "happen" | "occur" | "take" | "be")
    });
    let near = far == 1 && (points_back || same_paragraph(before, main));
    let fits = near && in_simple_past(main) && !has_own_time(main, reading);
    let (period, words) = when::offset(token, &(0..0), last.date.period, reading).filter(|_| fits)?;
    let timex = format!("{words} {}", last.date.timex);
    Some(EventDate { period, timex, by: "counted from the scene of its main clause".to_owned() })
}

/// 'The truce died on Sunday. For six months no jet had bombed the valley.': so long up to what was told last.
fn lasted(token: Token<'_>, factuality: Factuality, dated: &[Dated<'_>], reading: Reading<'_>) -> Option<EventDate> {
    let shared = token.dep() == "conj" && stretch::length_of(token, reading).is_none();
    let verb = if shared { token.head() } else { token };
    let had = |verb: Token<'_>| verb.children().any(|aux| aux.dep() == "aux" && aux.norm() == "had");
    let length = stretch::length_of(verb, reading)?;
    let lasts = matches!(factuality, Factuality::Ongoing | Factuality::Negated) && had(token) && had(verb);
    let near = |dated: &&Dated<'_>| token.sentence() - dated.proposition.token(reading.document).sentence() <= 2;
    let last = dated.iter().rev().find(|dated| dated.proposition.predicate < verb.id).filter(near)?;
    let end = last.date.period.end;
    let period = Period::range(time::shifted(end, &length.value, false)?, end).filter(|_| lasts)?;
    let timex = format!("{} {}", reading.quoter.words(length.span), last.date.timex);
    Some(EventDate { period, timex, by: "so long up to what was told last".to_owned() })
}

/// Days before publication from which on something may open a time that is still to come.
const FRESH: i32 = 14;
/// Days before publication before which 'would' tells of what came to pass.
const LONG_PAST: i32 = 60;

type Found<'a> = Option<(&'a EventDate, &'static str)>;

fn governing(token: Token<'_>) -> Option<Token<'_>> {
    token.ancestors().find(|above| matches!(above.pos(), "VERB" | "AUX"))
}

/// The main clauses in the past that say when, in text order.
fn dated_clauses<'a>(reading: Reading<'a>) -> Vec<Dated<'a>> {
    let document = reading.document;
    let main = |proposition: &&Proposition| {
        let token = proposition.token(document);
        let told = proposition.kind == PredicateKind::Verb && proposition.factuality.is_fact();
        told && (is_main(token) || moves_on(token))
    };
    let dated = |proposition: &'a Proposition| {
        let date = when::date(proposition, reading).filter(|date| date.by == "clause" || date.by == when::EXPLAINED)?;
        let token = proposition.token(document);
        let says = token.children().any(|child| child.dep() == "ccomp" && !is_parted(child, token));
        Some(Dated { proposition, date, says })
    };
    reading.propositions.iter().filter(main).filter_map(dated).collect()
}

/// 'It slept until July 2008, when the council listed the temple': the clause takes the story on.
fn moves_on(token: Token<'_>) -> bool {
    token.dep() == "relcl" && token.head().dep() == "pobj" && matches!(token.head().head().norm(), "until" | "till")
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
            // 'It fell in May; within weeks it rose again', read as a complement; 'They met on Friday, the agency said.'
            "ccomp" => is_parted(one, one.head()) || one.id < one.head().id,
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

/// 'By nightfall they had the town; hours later they lost it': that day, or the next.
fn over_night(verb: Token<'_>, dated: &[Dated<'_>], reading: Reading<'_>) -> Option<EventDate> {
    let document = reading.document;
    let (date, by) = counted_from_last(verb, dated, reading)?;
    let last = dated.iter().rev().find(|dated| dated.proposition.predicate < verb.id)?;
    let hours = verb.subtree().into_iter().any(|word| word.lemma() == "hour" && governing(word) == Some(verb));
    let start = document.sentence(last.proposition.token(document).sentence()).start;
    let night = document
        .tokens_in(start..verb.index())
        .any(|word| matches!(word.norm(), "late" | "night" | "nightfall" | "evening" | "dusk" | "midnight" | "sunset"));
    let whole = hours && night && date.period.start == date.period.end;
    let next = date.period.end.tomorrow().ok().filter(|_| whole)?;
    Some(EventDate { period: Period::range(date.period.start, next)?, timex: date.timex.clone(), by: by.to_owned() })
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
    // 'They used that meeting to denounce it'
    let points_back = verb.children().any(|noun| {
        let this = |word: Token<'_>| matches!(word.norm(), "that" | "this" | "those" | "these" | "same");
        noun.dep() == "dobj" && noun.children().any(|word| word.dep() != "mark" && this(word))
    });
    if answers && !points_back && !event.actor.iter().any(takes_part) {
        return None;
    }
    let fits = near && in_simple_past(verb) && !has_own_time(verb, reading) && (!last.says || verbal);
    fits.then_some((&last.date, "the scene of the sentence before"))
}

/// 'the minister who brokered the truce': a relative clause tells who is meant, mostly by what was before.
fn is_aside(verb: Token<'_>) -> bool {
    std::iter::once(verb).chain(verb.ancestors()).take_while(|word| !word.is_root()).any(|word| {
        let set_off = word.child(&["nsubj", "nsubjpass"]).is_some_and(|subject| {
            matches!(subject.norm(), "who" | "which" | "that")
                && subject.neighbour(-1).is_none_or(|before| before.text() != ",")
        });
        word.dep() == "relcl" && set_off
    })
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

/// What is dated after the article has not happened yet: 'the delegation flies to Sanaa on Sunday'. A mere 'would' with
/// a day long past tells of it from a day before: 'In 1998 the two would sign a treaty'.
pub(super) fn plan(events: &mut [Event], reading: Reading<'_>, ontology: &Ontology) {
    let Some(today) = reading.article.published.period else { return };
    for event in events {
        let later = event.date.as_ref().is_some_and(|date| date.period.start > today.end && date.by == "clause");
        let past = trigger(event, reading).is_some_and(|token| matches!(token.tag(), "VBD" | "VBN"));
        let over = event
            .date
            .as_ref()
            .is_some_and(|date| date.by == "clause" && (today.start - date.period.end).get_days() > LONG_PAST);
        let mere =
            event.basis.why.iter().filter(|why| why.starts_with("possible: ")).all(|why| why == "possible: 'would'");
        let reported = trigger(event, reading).is_some_and(|token| !token.is_root());
        if over && mere && !reported && event.factuality == Factuality::Possible {
            event.factuality = Factuality::Happened;
            event.coded = ontology.coded(&event.kind, Factuality::Happened);
            event.basis.why.push("happened: 'would' of a day long past".to_owned());
        }
        if later && event.factuality == Factuality::Happened && !past {
            event.factuality = Factuality::Planned;
            event.coded = ontology.coded(&event.kind, Factuality::Planned);
            event.basis.why.push("planned: its day was still to come".to_owned());
        }
    }
}
