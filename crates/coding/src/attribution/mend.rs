//! Mends what the network reads against the grammar of its sentence: a subject it passed over, a clause that is not the
//! cue's own.
//!
//! The network learns from news of one kind, and labels word by word. Where the tree is plain it decides: the subject
//! of a verb of saying is the source, a 'that' begins the content, and what the speaker did besides ('and walked
//! out') is no part of it. Quoted words are left alone.

use std::ops::Range;

use language::Token;

use super::context::Context;

/// The source of the cue whose verb is `anchor`: the one found, or the one that the sentence gives.
pub(super) fn source(
    context: &Context<'_>,
    anchor: Token<'_>,
    cue: &Range<usize>,
    found: Option<Range<usize>>,
) -> Option<Range<usize>> {
    if anchor.pos() == "NOUN" && found.is_none() {
        // 'a warning from Tehran that …'
        let from = anchor.children().find(|child| child.dep() == "prep" && child.norm() == "from");
        let who = from.and_then(|from| from.child(&["pobj"]));
        return who.map(|who| phrase(context, who, who.index())).filter(|words| words.start >= cue.end);
    }
    if !matches!(anchor.pos(), "VERB" | "AUX") {
        return found;
    }
    let passive = anchor.children().any(|child| child.dep() == "auxpass");
    if passive {
        // 'he was quoted as saying': whose words they are is the subject.
        let quoted = anchor.lemma() == "quote" && found.is_none();
        let subject = anchor.child(&["nsubjpass"]).filter(|_| quoted);
        return found.or_else(|| subject.map(|subject| phrase(context, subject, anchor.index())));
    }
    let mut top = anchor;
    while top.dep() == "xcomp" && !top.is_root() {
        top = top.head();
    }
    let near = nominal_before(context, top);
    if let Some(found) = found {
        // 'The men, Norland insists, had come': between commas the verb has its own subject.
        let inserted = context.lower.get(cue.end).is_some_and(|after| &**after == ",");
        let parted = (found.end..cue.start).any(|i| &*context.lower[i] == ",");
        let apart = |near: &Range<usize>| near.start >= found.end && is_inserted(context, near);
        return match near.filter(apart) {
            Some(near) if inserted && parted => Some(near),
            _ => Some(found),
        };
    }
    let joined = std::iter::successors(Some(anchor), |verb| {
        (matches!(verb.dep(), "conj" | "xcomp" | "aux") && !verb.is_root()).then(|| verb.head())
    });
    let subject = joined.take(5).find_map(|verb| verb.child(&["nsubj", "nsubjpass", "expl"])).filter(|subject| {
        matches!(subject.dep(), "nsubj") && !matches!(subject.text().to_lowercase().as_str(), "it" | "there" | "that")
    });
    // 'Should it fail, warned X of the union, the gates will close': the parser may not see whose verb it is.
    let inverted = || {
        let comma = cue.start.checked_sub(1).is_some_and(|before| &*context.lower[before] == ",");
        let named = cue.end < context.document.len() && context.token(cue.end).pos() == "PROPN";
        let sentence = context.document.sentence(anchor.sentence());
        let stop = (cue.end..sentence.end).find(|&i| {
            matches!(&*context.lower[i], "," | ";" | ":" | ".") || matches!(context.token(i).pos(), "VERB" | "AUX")
        });
        let words = cue.end..stop.unwrap_or(sentence.end);
        let closed = stop.is_some_and(|stop| &*context.lower[stop] == ",");
        (comma && named && closed && words.len() <= 10 && cue.len() == 1).then_some(words)
    };
    match subject {
        Some(subject) if subject.index() < cue.start || subject.head() == anchor => {
            let words = phrase(context, subject, anchor.index());
            let apart = words.end <= cue.start || words.start >= cue.end;
            apart.then_some(words)
        }
        None if matches!(top.tag(), "VBD" | "VBZ") => inverted().or(near),
        _ => None,
    }
}

/// Whether a comma or dash stands before the words.
fn is_inserted(context: &Context<'_>, words: &Range<usize>) -> bool {
    words.start.checked_sub(1).is_some_and(|before| matches!(&*context.lower[before], "," | "—" | "–" | "-" | "--"))
}

/// The noun phrase that ends right before a verb and its auxiliaries: 'an adviser to the envoy told'.
fn nominal_before(context: &Context<'_>, verb: Token<'_>) -> Option<Range<usize>> {
    let sentence = context.document.sentence(verb.sentence());
    let token = |i: usize| context.token(i);
    let mut end = verb.index();
    while end > sentence.start && matches!(token(end - 1).pos(), "AUX" | "ADV" | "PART") {
        end -= 1;
    }
    let stop = |i: usize| {
        matches!(token(i).pos(), "PUNCT" | "VERB" | "AUX" | "CCONJ" | "SCONJ" | "SPACE" | "SYM")
            || context.quotes.is_mark(i)
            || matches!(token(i).tag(), "WP" | "WDT" | "WRB")
    };
    let start = (sentence.start..end).rev().find(|&i| stop(i)).map_or(sentence.start, |i| i + 1);
    let words = start..end;
    let opens = matches!(token(start).pos(), "DET" | "PROPN" | "NOUN" | "ADJ" | "PRON" | "NUM");
    let closes = end > start && matches!(token(end - 1).pos(), "PROPN" | "NOUN" | "PRON");
    (opens && closes && words.len() <= 10).then_some(words)
}

/// The phrase of a subject, up to the first comma or clause after its head and never beyond `limit`.
fn phrase(context: &Context<'_>, head: Token<'_>, limit: usize) -> Range<usize> {
    let start = context.left[head.index()] as usize;
    let right = context.right[head.index()] as usize + 1;
    let bound = if limit > head.index() { right.min(limit) } else { right };
    let stop = |i: &usize| {
        *i > head.index()
            && (matches!(&*context.lower[*i], "," | "(" | ":" | "—" | "–" | ";")
                || matches!(context.token(*i).tag(), "WP" | "WDT")
                || matches!(context.token(*i).dep(), "relcl" | "acl"))
    };
    let end = (start..bound).find(stop).unwrap_or(bound);
    start..end.max(head.index() + 1)
}

/// The parts of a content without what the tree gives to somebody else.
pub(super) fn content(
    context: &Context<'_>,
    anchor: Token<'_>,
    cue: &Range<usize>,
    parts: Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    if !matches!(anchor.pos(), "VERB" | "AUX") {
        return parts;
    }
    let own = context.quotes.at(cue.start);
    let quoted = |i: usize| context.quotes.is_mark(i) || context.quotes.at(i).is_some_and(|quote| Some(quote) != own);
    let mut foreign: Vec<Range<usize>> = Vec::new();
    let sentence = context.document.sentence(anchor.sentence());
    let extent = |token: Token<'_>| context.left[token.index()] as usize..context.right[token.index()] as usize + 1;
    // What comes with a 'that' behind the verb, whatever the parser takes for a complement before it.
    let told = |clause: &Token<'_>| {
        clause.dep() == "ccomp"
            && clause.id > anchor.id
            && clause.child(&["mark"]).is_some_and(|mark| mark.lemma() == "that")
    };
    let complement = anchor.children().find(told).or_else(|| anchor.child(&["ccomp"]));
    // 'insists that …': what stands before the cue, or between it and the 'that', is not said.
    let marked = complement.filter(|clause| {
        clause.index() > anchor.index() && clause.child(&["mark"]).is_some_and(|mark| mark.lemma() == "that")
    });
    if let Some(clause) = marked {
        let from = extent(clause).start;
        if from >= cue.end {
            foreign.push(sentence.start..cue.start);
            // The parser may give an inner 'that' to the cue: then the first one begins the content.
            let that = (cue.end..from).find(|&i| &*context.lower[i] == "that");
            foreign.push(cue.end..that.unwrap_or(from));
        }
    }
    // '"…," he was quoted as saying by the paper': beside direct speech the sentence tells only who spoke.
    if let Some(speech) = complement.filter(|clause| clause.index() < cue.start && quoted(clause.index())) {
        let words = context.quotes.at(speech.index()).map(|quote| context.quotes.all()[quote].words);
        let words = words.map(|words| context.document.tokens_of(words));
        let missed = |words: &Range<usize>| parts.iter().all(|part| part.end <= words.start || part.start >= words.end);
        if let Some(words) = words.filter(|words| words.end <= cue.start && missed(words)) {
            return vec![words];
        }
        let said = extent(speech);
        foreign.push(said.end.min(cue.start)..cue.start);
        foreign.push(cue.end..sentence.end);
    }
    // 'said that … and walked out': done besides, by the same.
    for done in anchor.children().filter(|child| child.dep() == "conj" && child.index() > anchor.index()) {
        let subject = done.child(&["nsubj", "nsubjpass", "csubj", "expl"]);
        let saying = complement.is_some_and(|clause| clause.index() > done.index());
        // 'reported a rise and the minister is under fire': what has an object says no clause as well.
        let object = complement.is_none() && anchor.child(&["dobj"]).is_some_and(|object| object.id < done.id);
        if (subject.is_none() || object) && !saying && matches!(done.pos(), "VERB" | "AUX") {
            let from = extent(done).start;
            let and = (cue.end..from).rev().find(|&i| context.token(i).dep() == "cc").unwrap_or(from);
            foreign.push(if and + 2 >= from { and } else { from }..sentence.end);
        }
    }
    let after = |i: &usize| *i > cue.end && parts.iter().any(|part| part.contains(i)) && !quoted(*i);
    // 'said that …, contradicting the ministry': the speaker's act again.
    let does = |i: &usize| {
        let token = context.token(*i);
        token.tag() == "VBG"
            && token.dep() == "advcl"
            && !context.kinds[*i].is_empty()
            && &*context.lower[*i - 1] == ","
            && complement.is_some_and(|clause| clause.index() < *i && clause.index() > anchor.index())
    };
    foreign.extend((cue.end..sentence.end).filter(after).find(does).map(|from| from..sentence.end));
    // 'complained that there was no list and accused …': what 'there' stands for accuses nobody.
    if let Some(clause) =
        complement.filter(|clause| clause.index() > anchor.index() && clause.child(&["expl"]).is_some())
    {
        let acts = |token: &Token<'_>| {
            token.dep() == "conj"
                && token.tag() == anchor.tag()
                && !context.kinds[token.index()].is_empty()
                && token.child(&["nsubj", "nsubjpass", "expl"]).is_none()
        };
        if let Some(act) = clause.children().find(acts) {
            let from = extent(act).start;
            foreign.push(from - usize::from(&*context.lower[from - 1] == "and")..sentence.end);
        }
    }
    // What follows a semicolon, or a colon within the content, is a sentence of its own.
    let parts_off = |i: &usize| match &*context.lower[*i] {
        ";" => true,
        ":" => *i > cue.end + 2 && complement.is_some_and(|clause| (cue.end..*i).contains(&clause.index())),
        _ => false,
    };
    foreign.extend((cue.end..sentence.end).filter(after).find(parts_off).map(|from| from..sentence.end));
    if context.lower.get(cue.end).is_some_and(|word| &**word == ";") {
        foreign.push(cue.end..sentence.end);
    }
    // 'when, neighbours say, soldiers fired': only the clause that the insertion stands in.
    let inserted = anchor.dep() == "parataxis" || context.lower.get(cue.end).is_some_and(|word| &**word == ",");
    if inserted && let Some(near) = nominal_before(context, anchor).filter(|near| is_inserted(context, near)) {
        let opens = near.start.checked_sub(2).filter(|&i| i > sentence.start);
        if opens.is_some_and(|i| matches!(context.token(i).tag(), "WRB") || context.token(i).dep() == "mark") {
            foreign.push(sentence.start..near.start);
        }
    }
    if foreign.is_empty() {
        return parts;
    }
    let mut kept: Vec<Range<usize>> = Vec::new();
    for i in parts.iter().flat_map(Clone::clone) {
        if !quoted(i) && foreign.iter().any(|range| range.contains(&i)) {
            continue;
        }
        match kept.last_mut() {
            Some(last) if last.end == i => last.end += 1,
            _ => kept.push(i..i + 1),
        }
    }
    if kept.is_empty() { parts } else { kept }
}
