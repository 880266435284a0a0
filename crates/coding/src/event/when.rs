//! When and where an event is: the words of its own clause, else of its sentence, by stated rules; never the
//! day of publication unless the text says so.
//!
//! An end is no date: 'before Friday', 'ahead of the election', 'until June' say nothing of when something happened,
//! and where it is still to come they close the stretch of time in which it may ([`super::stretch`]). Of a range
//! ('between April 8 and 10', 'from Friday to Sunday') the whole counts. What scenes give to clauses without words of
//! time is told in [`super::scene`].

use std::ops::Range;

use anchor::Period;
use jiff::Span;
use jiff::civil::Date;
use language::{Document, Token};

use super::stretch;
use crate::proposition::{Proposition, has_taken_subject, is_clause};
use crate::reading::Reading;
use crate::record::{EventDate, Factuality, Place};
use crate::time::{Limit, TimeExpression, TimeKind};

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
pub(super) fn governor(token: Token<'_>) -> Option<Token<'_>> {
    token.ancestors().find(|ancestor| matches!(ancestor.pos(), "VERB" | "AUX"))
}

/// When the event is, as far as its sentence says.
pub(crate) fn date(proposition: &Proposition, reading: Reading<'_>) -> Option<EventDate> {
    stretch::ahead(proposition, reading)
        .or_else(|| by_date(proposition, reading))
        .or_else(|| stretch::told(proposition, reading))
}

/// The date in its sentence that belongs to it.
fn by_date(proposition: &Proposition, reading: Reading<'_>) -> Option<EventDate> {
    let document = reading.document;
    let token = proposition.token(document);
    let sentence = document.span(document.sentence(token.sentence()));
    let mut best: Option<(u32, usize, &str)> = None;
    for (i, time) in reading.times.iter().enumerate() {
        if !sentence.contains(time.span) || !names_a_day(time, document) || is_end(time, reading) {
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
    let words = document.tokens_of(time.span);
    let head = head_of(time, document)?;
    let (mut period, mut span) = whole_range(i, reading)?;
    if let Some((longer, length)) = stretch::back_from_end(token, period, reading) {
        (period, span) = (longer, length.cover(span));
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

/// Whether an expression says by when, and not when: 'before Friday', 'ahead of Monday', but not 'before dawn on
/// Friday'. ('until' has rules of its own.)
fn is_end(time: &TimeExpression, reading: Reading<'_>) -> bool {
    let document = reading.document;
    let at = document.tokens_of(time.span).start;
    let until = (1..4).any(|back| {
        at.checked_sub(back)
            .is_some_and(|at| matches!(document.token(language::TokenId(at as u32)).norm(), "until" | "till"))
    });
    time.kind == TimeKind::Date && reading.ends.before(document, at) == Some(Limit::Before) && !until
}

/// The days of the `i`th expression, with those of one that it makes a range or pair with: 'between April 8 and 10',
/// 'from Friday to Sunday', 'on Monday and Tuesday'.
pub(super) fn whole_range(i: usize, reading: Reading<'_>) -> Option<(Period, anchor::Span)> {
    let document = reading.document;
    let time = &reading.times[i];
    let own = time.period?;
    let joined = |one: &TimeExpression, other: &TimeExpression| {
        let (first, second) = (document.tokens_of(one.span), document.tokens_of(other.span));
        if one.span.end > other.span.start || other.span.start - one.span.end > 12 {
            return false;
        }
        let paired =
            document.tokens_in(second.clone()).any(|word| word.dep() == "conj" && first.contains(&word.head().index()));
        let opened = first.start > 0 && {
            let before = document.token(language::TokenId(first.start as u32 - 1));
            matches!(before.norm(), "between" | "from")
        };
        let between = &document.text()[one.span.end as usize..other.span.start.max(one.span.end) as usize];
        let range = match between.trim() {
            "-" | "–" | "—" => !between.starts_with(char::is_whitespace) || opened,
            "and" | "to" | "through" | "until" | "till" => opened,
            _ => false,
        };
        paired || range
    };
    let mut found = (own, time.span);
    let before = i.checked_sub(1).map(|before| &reading.times[before]).filter(|before| joined(before, time));
    let after = reading.times.get(i + 1).filter(|after| joined(time, after));
    for other in before.into_iter().chain(after) {
        if let Some(period) = other.period.filter(|_| other.is_calendar())
            && let Some(both) = Period::range(found.0.start.min(period.start), found.0.end.max(period.end))
        {
            found = (both, found.1.cover(other.span));
        }
    }
    Some(found)
}

/// The rule of a date that opens a stretch of time.
const SINCE: &str = "the clause that says since when";
/// The rule of a clause that explains a time: 'in 2002, when they left'.
pub(super) const EXPLAINED: &str = "the time that its clause explains";

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
pub(super) fn head_of<'d>(time: &TimeExpression, document: &'d Document) -> Option<Token<'d>> {
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
    // 'Not until Friday did they meet': on Friday they did.
    let at_last = head.head().neighbour(-1).is_some_and(|not| not.norm() == "not");
    let end = matches!(head.head().norm(), "until" | "till" | "beyond" | "through") && head.dep() == "pobj";
    if end && !explained && !at_last {
        return false;
    }
    // 'their third summit of the year', 'the first launch since 2017': a noun's own time, and one it had before.
    let label = head.dep() == "pobj"
        && head.head().norm() == "of"
        && matches!(head.head().head().pos(), "NOUN" | "PROPN")
        && head.head().head() != token
        && !matches!(
            head.head().head().lemma(),
            "night"
                | "morning"
                | "evening"
                | "afternoon"
                | "eve"
                | "day"
                | "week"
                | "month"
                | "start"
                | "end"
                | "beginning"
                | "middle"
                | "course"
                | "hour"
                | "summer"
                | "spring"
                | "autumn"
                | "fall"
                | "winter"
        );
    let since_last = head.head().norm() == "since"
        && head.head().head() == token
        && !matches!(token.pos(), "VERB" | "AUX")
        && token.children().any(|word| {
            matches!(word.norm(), "first" | "last" | "only" | "second" | "third" | "biggest" | "largest")
                || word.tag() == "JJS"
        });
    if label || since_last {
        return false;
    }
    if behind_colon(head).is_some() {
        return true;
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
    let hangs_on = behind_colon(head).or_else(|| governor(head));
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
            return Some((3, EXPLAINED));
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
        return Some((3, EXPLAINED));
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
    // 'hung by a thread on Sunday, barely a day after it began, as the two traded charges', however the parse hangs it
    let beside = verb.dep() == "advcl" && opens_with(verb, "as") && counts_from(verb.head()).is_some();
    if beside && verb.ancestors().any(|above| above == hangs_on) && head.id < verb.id {
        return Some((3, "the governing clause"));
    }
    carried_by(verb, hangs_on).then_some((4, "the governing clause"))
}

/// 'They are certain: on Wednesday the deputies will vote': the verb behind a colon, to which a time right behind the
/// colon belongs however the parse hangs it.
fn behind_colon(head: Token<'_>) -> Option<Token<'_>> {
    let document = head.document();
    let phrase = if head.dep() == "pobj" { head.head() } else { head };
    let start = phrase.extent().start.min(head.extent().start);
    let mark = start.checked_sub(1).map(|before| document.token(language::TokenId(before as u32)))?;
    let before = governor(head).is_none_or(|verb| verb.id < mark.id);
    if !matches!(mark.text(), ":" | ";") || mark.sentence() != head.sentence() || !before {
        return None;
    }
    let sentence = document.sentence(head.sentence());
    let finite = |word: &Token<'_>| {
        let auxiliary =
            word.children().any(|aux| aux.dep() == "aux" && matches!(aux.tag(), "MD" | "VBD" | "VBZ" | "VBP"));
        matches!(word.pos(), "VERB" | "AUX")
            && !matches!(word.dep(), "aux" | "auxpass" | "relcl" | "acl")
            && (matches!(word.tag(), "VBD" | "VBZ" | "VBP") || auxiliary)
    };
    document.tokens_in(head.index() + 1..sentence.end).find(finite)
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
pub(super) fn counts_from(verb: Token<'_>) -> Option<(Token<'_>, bool)> {
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
pub(super) fn offset(
    token: Token<'_>,
    known: &Range<usize>,
    from: Period,
    reading: Reading<'_>,
) -> Option<(Period, String)> {
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
