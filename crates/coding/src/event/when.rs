//! When and where an event is: the words of its own clause, else of its sentence, by stated rules; never the
//! day of publication unless the text says so.

use std::ops::Range;

use anchor::Period;
use jiff::Span;
use jiff::civil::Date;
use language::{Document, Token};

use crate::proposition::{Proposition, has_taken_subject, is_clause};
use crate::reading::Reading;
use crate::record::{EventDate, Factuality, Place};
use crate::time::{TimeExpression, TimeKind};

/// The tokens of the clause around a predicate: its own subtree, without clauses coordinated with it.
pub(crate) fn clause(token: Token<'_>) -> Range<usize> {
    let top = if matches!(token.pos(), "VERB" | "AUX") {
        token
    } else {
        token.ancestors().find(|ancestor| matches!(ancestor.pos(), "VERB" | "AUX")).unwrap_or(token)
    };
    let sentence = token.document().sentence(token.sentence());
    let mut range = top.extent();
    // What is coordinated after it is told by itself.
    for child in top.children() {
        if child.dep() == "conj" && child.id > top.id && is_clause(child) && token.index() < child.extent().start {
            range.end = range.end.min(child.extent().start);
        }
    }
    let document = token.document();
    while range.end > range.start + 1
        && (document
            .tokens_in(range.end - 1..range.end)
            .all(|last| last.pos() == "PUNCT" || last.pos() == "CCONJ" || last.is_space()))
    {
        range.end -= 1;
    }
    while range.start + 1 < range.end
        && document
            .tokens_in(range.start..range.start + 1)
            .all(|first| first.is_space() || matches!(first.text(), "," | ";" | "–" | "—" | "-"))
    {
        range.start += 1;
    }
    range.start.max(sentence.start)..range.end.min(sentence.end).max(token.index() + 1)
}

/// The clause predicate that a token hangs on.
fn governor(token: Token<'_>) -> Option<Token<'_>> {
    token.ancestors().find(|ancestor| matches!(ancestor.pos(), "VERB" | "AUX"))
}

/// When the event is, as far as its sentence says.
pub(crate) fn date(proposition: &Proposition, reading: Reading<'_>) -> Option<EventDate> {
    let document = reading.document;
    let token = proposition.token(document);
    let sentence = document.span(document.sentence(token.sentence()));
    let mut best: Option<(u32, usize, &str)> = None;
    for (i, time) in reading.times.iter().enumerate() {
        if !sentence.contains(time.span) || !names_a_day(time, document) {
            continue;
        }
        let Some(head) = head_of(time, document).filter(|&head| dates_a_clause(head, token)) else { continue };
        let today = reading.article.published.period;
        let is_past = time.period.zip(today).is_some_and(|(time, today)| time.end <= today.end);
        let Some((rank, by)) = belongs(head, token, proposition, is_past) else { continue };
        let score = rank * 1000 + head.index().abs_diff(token.index()) as u32;
        if best.is_none_or(|(known, _, _)| score < known) {
            best = Some((score, i, by));
        }
    }
    let (_, i, by) = best?;
    let time = &reading.times[i];
    let mut period = time.period?;
    let mut span = time.span;
    let words = document.tokens_of(time.span);
    let head = head_of(time, document)?;
    // 'on Monday and Tuesday'
    let second = reading.times.get(i + 1).filter(|next| {
        let next_words = document.tokens_of(next.span);
        document.tokens_in(next_words).any(|word| word.dep() == "conj" && words.contains(&word.head().index()))
    });
    if let Some((next, other)) = second.and_then(|next| next.period.map(|period| (next, period)))
        && let Some(both) = Period::range(period.start.min(other.start), period.end.max(other.end))
    {
        (period, span) = (both, span.cover(next.span));
    }
    // 'since October' of what goes on, 'have surrendered since the battle of October' run to the day of the article.
    let since = head.head().norm() == "since"
        || by == SINCE
        || by == "clause" && governor(head).is_some_and(|verb| verb != token && opens_with(verb, "since"));
    let perfect = token.children().any(|aux| aux.dep() == "aux" && matches!(aux.norm(), "have" | "has"));
    let lasts = proposition.factuality == Factuality::Ongoing || perfect;
    if let Some(today) = reading.article.published.period.filter(|_| since && lasts) {
        period = Period::range(period.start, today.end.max(period.end)).unwrap_or(period);
    }
    // 'is to receive the boats by year-end': from now until then.
    let to_come =
        matches!(proposition.factuality, Factuality::Planned | Factuality::Possible | Factuality::Conditional);
    let by_then = head.head().norm() == "by" && head.dep() == "pobj" && period.start != period.end;
    if let Some(today) = reading.article.published.period.filter(|today| to_come && by_then && today.end < period.start)
    {
        period = Period::range(today.start, period.end).unwrap_or(period);
    }
    let timex = reading.quoter.words(span).to_owned();
    if let Some((shifted, words)) = offset(token, &words, period, reading) {
        return Some(EventDate {
            period: shifted,
            timex: format!("{words} {timex}"),
            by: "counted from its main clause".to_owned(),
        });
    }
    Some(EventDate { period, timex, by: by.to_owned() })
}

/// The rule of a date that opens a stretch of time.
const SINCE: &str = "the clause that says since when";

/// Whether an expression names days of the calendar by itself: not an hour without its day ('at 0500 GMT'), whose
/// day the story tells elsewhere.
fn names_a_day(time: &TimeExpression, document: &Document) -> bool {
    let hour = |word: Token<'_>| {
        let norm = word.norm();
        norm.chars().next().is_some_and(|first| first.is_ascii_digit())
            || word.pos() == "PUNCT"
            || matches!(
                norm,
                "gmt"
                    | "utc"
                    | "local"
                    | "time"
                    | "am"
                    | "pm"
                    | "a.m."
                    | "p.m."
                    | "o'clock"
                    | "noon"
                    | "midday"
                    | "midnight"
                    | "dawn"
                    | "dusk"
                    | "nightfall"
                    | "sunrise"
                    | "sunset"
                    | "h"
                    | "hours"
                    | "est"
                    | "about"
                    | "around"
                    | "the"
                    | "same"
                    | "evening"
                    | "afternoon"
                    | "morning"
                    | "night"
                    | "that"
                    | "early"
                    | "late"
                    | "at"
                    | "by"
            )
    };
    time.is_calendar() && !(time.kind == TimeKind::Time && document.tokens_in(document.tokens_of(time.span)).all(hour))
}

/// The word of a time expression on which its others hang.
fn head_of<'d>(time: &TimeExpression, document: &'d Document) -> Option<Token<'d>> {
    let words = document.tokens_of(time.span);
    document.tokens_in(words.clone()).find(|word| !words.contains(&word.head().index()) || word.is_root())
}

/// Whether the time headed by `head` can say when the clause of `token` is: not a noun's own time ('the August
/// exercise', 'in command since 2011'), and no end ('until Friday').
fn dates_a_clause(head: Token<'_>, token: Token<'_>) -> bool {
    // 'In May Smith left' may be read as one name.
    let of_a_name = head.head().pos() == "PROPN" && matches!(head.head().entity(), "PERSON" | "ORG" | "GPE");
    let before_noun = matches!(head.dep(), "compound" | "nummod" | "amod" | "nmod" | "poss") && !of_a_name;
    if before_noun && head.head() != token && matches!(head.head().pos(), "NOUN" | "PROPN") {
        return false;
    }
    // 'until last week, when she insulted them': the insult was last week.
    let explained = token.dep() == "relcl" && token.head() == head;
    if matches!(head.head().norm(), "until" | "till" | "beyond" | "through") && head.dep() == "pobj" && !explained {
        return false;
    }
    // Up to the clause: a phrase set off beside a noun is the noun's.
    let mut below = head;
    for above in head.ancestors() {
        if matches!(above.pos(), "VERB" | "AUX") || above == token {
            break;
        }
        let noun = matches!(above.pos(), "NOUN" | "PROPN");
        let set_off = || {
            let between = above.index() + 1..head.index().max(above.index() + 1);
            above.document().tokens_in(between).any(|word| word.text() == ",")
        };
        if noun && (above.dep() == "appos" || set_off() || below.norm() == "since") {
            return false;
        }
        below = above;
    }
    true
}

/// How the time headed by `head` belongs to the clause of `token`, and how loosely; nothing where it does not.
fn belongs(head: Token<'_>, token: Token<'_>, proposition: &Proposition, is_past: bool) -> Option<(u32, &'static str)> {
    let is_verb = matches!(token.pos(), "VERB" | "AUX");
    let hangs_on = governor(head);
    // '… on Saturday, a day after Norland pardoned them', however the parse hangs the two together.
    if is_verb && counts_from(token).is_some_and(|(unit, _)| head.id < unit.id) {
        return Some((1, "the clause before it"));
    }
    let own = std::iter::once(head).chain(head.ancestors()).any(|ancestor| ancestor == token);
    if own {
        if !is_verb {
            // 'its promise to hold elections in May': the elections' time.
            let inside = head
                .ancestors()
                .take_while(|above| *above != token)
                .all(|above| !matches!(above.pos(), "VERB" | "AUX"));
            return inside.then_some((0, "clause"));
        }
        if hangs_on == Some(token) {
            return Some((0, "clause"));
        }
        // 'When Norland began to divert the river in May, Sudren …'
        let began = hangs_on.filter(|verb| verb.dep() == "xcomp" && verb.head() != token).map(Token::head);
        let inner = began.or(hangs_on).filter(|verb| verb.head() == token)?;
        // 'ordered the army to march on Thursday', when Thursday is over: the order was on Thursday, whatever followed.
        let ordered = matches!(token.tag(), "VBD" | "VBN") && inner.dep() == "xcomp" && inner.tag() == "VB";
        if ordered && is_past {
            return Some((1, "clause"));
        }
        // 'When Norland attacked in May, Sudren summoned its envoy.'
        let same_time = inner.dep() == "advcl" && (opens_with(inner, "when") || opens_with(inner, "as"));
        // 'Leaders meeting in Norville on Sunday closed the border.'
        let subject = matches!(inner.dep(), "nsubj" | "csubj") && inner.tag() == "VBG";
        let taken = has_taken_subject(inner) && inner.child(&["nsubj"]).is_some_and(|subject| head.id < subject.id);
        if taken {
            return Some((1, "clause"));
        }
        if same_time || subject {
            return Some((3, "a clause beside it"));
        }
        return (inner.dep() == "advcl" && opens_with(inner, "since")).then_some((3, SINCE));
    }
    let verb = if is_verb { token } else { governor(token)? };
    let hangs_on = hangs_on?;
    if hangs_on == verb {
        // A noun has its verb's time where the verb says that it takes place: not 'denounced the raid on Monday'.
        let takes_place = proposition.light.is_some()
            || matches!(token.dep(), "nsubj" | "nsubjpass") && !matches!(verb.lemma(), "expire" | "lapse")
            || token.dep() == "dobj" && !is_definite(token)
            || !matches!(token.dep(), "dobj" | "conj" | "nsubj" | "nsubjpass");
        return (is_verb || takes_place).then_some((1, "clause"));
    }
    // 'On Friday he met the envoy, signed the pact and left.'
    let conjuncts = std::iter::successors(Some(verb), |verb| (verb.dep() == "conj").then(|| verb.head())).skip(1);
    for first in conjuncts {
        let subject_clause = hangs_on.head() == first && hangs_on.tag() == "VBG" && hangs_on.dep() == "nsubj";
        if (hangs_on == first && head.id < token.id) || subject_clause {
            return Some((2, "the first of coordinated clauses"));
        }
        // 'fell apart in 2002, when Norland accused … and halted …'
        if head == first.head() && first.dep() == "relcl" {
            return Some((3, "the time that its clause explains"));
        }
    }
    // 'in a call on Monday in which he insulted them'
    let told_in = |clause: Token<'_>| {
        let pronoun =
            clause.children().filter(|child| child.dep() == "prep" && matches!(child.norm(), "in" | "at" | "during"));
        clause.dep() == "relcl" && pronoun.flat_map(Token::children).any(|which| which.tag() == "WDT")
    };
    let mut clauses = std::iter::successors(Some(verb), |verb| (verb.dep() == "conj").then(|| verb.head()));
    if clauses.any(|clause| told_in(clause) && head.ancestors().any(|above| above == clause.head())) {
        return Some((2, "the happening that its clause tells of"));
    }
    if verb.dep() == "relcl" && head == verb.head() {
        return Some((3, "the time that its clause explains"));
    }
    if verb.dep() == "advcl" && hangs_on == verb.head() && counts_from(verb).is_some() {
        return Some((3, "the governing clause"));
    }
    if matches!(verb.dep(), "xcomp" | "advcl") && hangs_on == verb.head() {
        return Some((3, "the governing clause"));
    }
    // 'signed a decree on Friday barring …'
    let paper = verb.dep() == "acl" && verb.tag() == "VBG" && verb.head().dep() == "dobj";
    if paper && hangs_on == verb.head().head() {
        return Some((3, "the governing clause"));
    }
    carried_by(verb, hangs_on).then_some((4, "the governing clause"))
}

/// Whether a noun points at what is known: 'the raid', 'its raid'.
fn is_definite(noun: Token<'_>) -> bool {
    noun.children().any(|child| {
        child.dep() == "poss"
            || child.dep() == "det" && matches!(child.norm(), "the" | "this" | "that" | "these" | "those" | "both")
    })
}

/// Whether a clause opens with `word`: 'when', 'since'.
fn opens_with(verb: Token<'_>, word: &str) -> bool {
    verb.children()
        .any(|child| matches!(child.dep(), "mark" | "advmod" | "prep") && child.norm() == word && child.id < verb.id)
}

/// 'a day after', 'nine years before': the amount before the word that opens the clause of `verb`, and whether it
/// is counted back.
fn counts_from(verb: Token<'_>) -> Option<(Token<'_>, bool)> {
    let opening = verb.children().find(|child| matches!(child.dep(), "mark" | "prep") && child.id < verb.id);
    let behind =
        || verb.child(&["npadvmod"]).filter(|amount| amount.id < verb.id).and_then(|amount| amount.neighbour(1));
    let word = opening.or_else(behind).or_else(|| (verb.dep() == "pcomp").then(|| verb.head()))?;
    let back = match word.norm() {
        "after" => true,
        "before" => false,
        _ => return None,
    };
    let unit = word.neighbour(-1)?;
    matches!(
        unit.lemma(),
        "minute" | "hour" | "day" | "night" | "week" | "fortnight" | "month" | "year" | "decade" | "century"
    )
    .then_some((unit, back))
}

/// Moves the time of the main clause by the amount that a clause names: 'on Friday, a day after Norland pardoned
/// them' was on Thursday.
fn offset(token: Token<'_>, known: &Range<usize>, from: Period, reading: Reading<'_>) -> Option<(Period, String)> {
    // 'nine years after it broke the truce by bombing …'
    let means = (token.dep() == "pcomp" && token.head().norm() == "by").then(|| governor(token)).flatten();
    let (unit, back) = std::iter::once(token).chain(means).find_map(counts_from)?;
    // 'three days before that': counted already.
    if known.contains(&unit.index()) {
        return None;
    }
    let before = unit.neighbour(-1);
    let count: i32 = match before.map_or("", Token::norm) {
        "a" | "an" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        digits => digits.parse().ok().filter(|count| (1..1000).contains(count)).unwrap_or(0),
    };
    let sign = if back { -1 } else { 1 };
    let words = reading.document.span(before.filter(|_| count > 0).unwrap_or(unit).index()..unit.index() + 2);
    let words = reading.quoter.words(words).to_owned();
    let days = |days: i32| {
        let moved = |day: Date| day.checked_add(Span::new().days(sign * count * days)).ok();
        Period::range(moved(from.start)?, moved(from.end)?)
    };
    let shifted = match unit.lemma() {
        "minute" | "hour" => Some(from),
        _ if count == 0 => None,
        "day" | "night" => days(1),
        "week" => days(7),
        "fortnight" => days(14),
        "month" => {
            let month = from.start.checked_add(Span::new().months(sign * count)).ok()?;
            Period::month(month.year(), month.month())
        }
        "year" => Period::year(from.start.year() + i16::try_from(sign * count).ok()?),
        "decade" => Period::year(from.start.year() + i16::try_from(sign * count * 10).ok()?),
        _ => None,
    };
    shifted.map(|period| (period, words))
}

/// Whether `verb` hangs, through participles, gerunds and coordinated verbs, on the clause of `above`.
fn carried_by(verb: Token<'_>, above: Token<'_>) -> bool {
    let mut below = verb;
    while below != above {
        let carried = matches!(below.dep(), "conj" | "xcomp" | "pcomp" | "prep" | "acl")
            || below.dep() == "advcl" && (matches!(below.tag(), "VBG" | "VBN") || counts_from(below).is_some());
        if !carried || below.is_root() {
            return false;
        }
        below = below.head();
    }
    true
}

/// Where the event is: a place name after 'in', 'at', 'near', 'off', 'outside' in its clause.
pub(super) fn place(proposition: &Proposition, reading: Reading<'_>) -> Option<Place> {
    let document = reading.document;
    let token = proposition.token(document);
    let around = if matches!(token.pos(), "VERB" | "AUX") { None } else { governor(token) };
    for from in std::iter::once(token).chain(around) {
        for child in from.children().filter(|child| child.dep() == "prep") {
            let locative = matches!(
                child.text().to_lowercase().as_str(),
                "in" | "at" | "near" | "off" | "outside" | "inside" | "around" | "across" | "over"
            );
            if !locative {
                continue;
            }
            for object in child.children().filter(|object| object.dep() == "pobj") {
                if let Some(place) = reading.mentions.headed(object.id).and_then(|mention| mention.place.clone()) {
                    return Some(Place {
                        quote: object.text().to_owned(),
                        name: place.name.to_string(),
                        country: place.country.as_deref().map(str::to_owned),
                    });
                }
            }
        }
    }
    None
}
