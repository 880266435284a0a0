//! When and where an event is: the words of its own clause, else of its sentence, by stated rules; never the
//! day of publication unless the text says so.

use std::ops::Range;

use anchor::Period;
use language::Token;

use crate::proposition::{Proposition, is_clause};
use crate::reading::Reading;
use crate::record::{EventDate, Factuality, Place};

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
        if !time.is_calendar() || !sentence.contains(time.span) || time.period.is_none() {
            continue;
        }
        let words = document.tokens_of(time.span);
        let Some(head) =
            document.tokens_in(words.clone()).find(|word| !words.contains(&word.head().index()) || word.is_root())
        else {
            continue;
        };
        // 'the August exercise', 'the 2015 accord': the noun's time, not the verb's.
        let before_noun = matches!(head.dep(), "compound" | "nummod" | "amod" | "nmod" | "poss");
        if before_noun && head.head() != token && matches!(head.head().pos(), "NOUN" | "PROPN") {
            continue;
        }
        let own = std::iter::once(head).chain(head.ancestors()).any(|ancestor| ancestor == token);
        let hangs_on = governor(head);
        let verb = if matches!(token.pos(), "VERB" | "AUX") { Some(token) } else { governor(token) };
        let (rank, by) = if own && (hangs_on == Some(token) || !matches!(token.pos(), "VERB" | "AUX")) {
            (0, "clause")
        } else if hangs_on.is_some() && hangs_on == verb {
            (1, "clause")
        } else if verb.is_some_and(|verb| verb.dep() == "conj" && hangs_on == Some(verb.head())) && head.id < token.id {
            // 'On Friday he met the envoy and signed the pact.'
            (2, "the first of coordinated clauses")
        } else if verb.is_some_and(|verb| {
            matches!(verb.dep(), "xcomp" | "advcl" | "ccomp") && hangs_on == Some(verb.head()) && verb.dep() != "ccomp"
        }) {
            (3, "the governing clause")
        } else if verb.is_some_and(|verb| carried_by(verb, hangs_on)) {
            (4, "the governing clause")
        } else {
            continue;
        };
        let distance = head.index().abs_diff(token.index()) as u32;
        let score = rank * 1000 + distance;
        if best.is_none_or(|(known, _, _)| score < known) {
            best = Some((score, i, by));
        }
    }
    let (_, i, by) = best?;
    let time = &reading.times[i];
    let mut period = time.period?;
    let mut span = time.span;
    let words = document.tokens_of(time.span);
    let head = document.tokens_in(words.clone()).find(|word| !words.contains(&word.head().index()))?;
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
    // 'since October' of what goes on runs to the day of the article.
    let since = head.head().text().eq_ignore_ascii_case("since");
    if let Some(today) =
        reading.article.published.period.filter(|_| since && proposition.factuality == Factuality::Ongoing)
    {
        period = Period::range(period.start, today.end.max(period.end)).unwrap_or(period);
    }
    Some(EventDate { period, timex: reading.quoter.words(span).to_owned(), by: by.to_owned() })
}

/// Whether `verb` hangs, through participles, gerunds and coordinated verbs, on the clause of `above`.
fn carried_by(verb: Token<'_>, above: Option<Token<'_>>) -> bool {
    let Some(above) = above else { return false };
    let mut below = verb;
    while below != above {
        let carried = matches!(below.dep(), "conj" | "xcomp" | "pcomp" | "prep" | "acl")
            || below.dep() == "advcl" && matches!(below.tag(), "VBG" | "VBN");
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
