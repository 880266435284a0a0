//! Chains: through whom else an attribution is known.
//!
//! Three ways lead from one source to another: a cue stands in the content of another cue ('the ministry said that
//! residents had heard …'); a source passes on another's words ('the paper reported, citing an official, that …',
//! 'he was quoted as saying by the agency'); an attribution in passing is laid over another ('according to the paper,
//! an adviser told envoys that …').

use std::ops::Range;

use language::Token;

use super::context::Context;
use super::scope::anchor;
use super::{Attribution, form, mend};

/// Verbs by which an outlet passes on what somebody else says, as a participle with 'by'.
const PASSED_ON: &[&str] = &["quote", "cite", "carry", "publish", "report", "broadcast", "air", "run", "relay"];

/// Adds what chains need and sets [`Attribution::outer`] and [`Attribution::relays`].
pub(super) fn link(context: &Context<'_>, mut found: Vec<Attribution>) -> Vec<Attribution> {
    let anchors =
        |list: &[Attribution]| -> Vec<usize> { list.iter().map(|one| anchor(context, &one.cue[0]).index()).collect() };
    report(context, &mut found);
    cite(context, &mut found);
    quote(context, &mut found);
    tell(context, &mut found);
    pass_on(context, &mut found);
    let mut found = sorted(found);
    nest(context, &anchors(&found), &mut found);
    found
}

/// The attributions by the first token of their cue; those that lead to another lead to its new place.
fn sorted(found: Vec<Attribution>) -> Vec<Attribution> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| (found[i].cue[0].start, found[i].relays, i));
    let mut place = vec![0; found.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let mut numbered: Vec<(usize, Attribution)> = found.into_iter().enumerate().collect();
    numbered.sort_by_key(|(old, _)| place[*old]);
    let moved = |one: Attribution| Attribution { outer: one.outer.map(|outer| place[outer]), ..one };
    numbered.into_iter().map(|(_, one)| moved(one)).collect()
}

fn size(content: &[Range<usize>]) -> usize {
    content.iter().map(ExactSizeIterator::len).sum()
}

fn holds(content: &[Range<usize>], index: usize) -> bool {
    content.iter().any(|part| part.contains(&index))
}

/// 'reported, citing an official, that …', where only 'citing' was found: the verb before it reports.
fn report(context: &Context<'_>, found: &mut [Attribution]) {
    let cues: Vec<Range<usize>> = found.iter().map(|one| one.cue[0].clone()).collect();
    for one in found.iter_mut() {
        let citing = anchor(context, &one.cue[0]);
        let is_citing = citing.tag() == "VBG" && context.kinds[citing.index()].iter().any(|kind| kind.name == "citing");
        let Some(cited) = citing.child(&["dobj", "pobj"]).filter(|_| is_citing && one.source.is_none()) else {
            continue;
        };
        if !is_somebody(context, cited) || !holds(&one.content, cited.index()) {
            continue;
        }
        let sentence = context.document.sentence(citing.sentence());
        let reports = |token: &Token<'_>| {
            matches!(token.tag(), "VBD" | "VBZ" | "VBP")
                && token.child(&["nsubj"]).is_some()
                && context.kinds[token.index()]
                    .iter()
                    .any(|kind| matches!(kind.class, super::CueClass::Speech | super::CueClass::Writing))
        };
        let from = sentence.start.max(citing.index().saturating_sub(12));
        let verb = (from..citing.index()).rev().map(|i| context.token(i)).find(reports);
        let Some((verb, subject)) = verb.and_then(|verb| Some((verb, verb.child(&["nsubj"])?))) else { continue };
        if cues.iter().any(|cue| cue.contains(&verb.index())) {
            continue;
        }
        // The cited one's own words first, then what is passed on.
        let words = phrase(context, cited, &[]);
        let rest: Vec<Range<usize>> = one
            .content
            .iter()
            .map(|part| part.start.max(words.end)..part.end)
            .filter(|part| part.start < part.end)
            .collect();
        let outlet = form::source(context, context.left[subject.index()] as usize..subject.index() + 1);
        if rest.is_empty() || outlet.is_none() {
            continue;
        }
        let rest = form::content(context, rest);
        if rest.is_empty() {
            continue;
        }
        one.content = std::iter::once(words).chain(rest).collect();
        one.source = outlet;
        one.cue = vec![verb.index()..verb.index() + 1];
    }
}

/// 'reported, citing an official, that …': the official is the source of what the paper reports.
fn cite(context: &Context<'_>, found: &mut Vec<Attribution>) {
    let mut inner = Vec::new();
    for (number, one) in found.iter_mut().enumerate() {
        let verb = anchor(context, &one.cue[0]);
        let cites = |child: &Token<'_>| {
            context.kinds[child.index()].iter().any(|kind| kind.name == "citing") && child.tag() == "VBG"
        };
        let below = verb.children().filter(|child| child.dep() == "advcl" || child.dep() == "prep").find(cites);
        // The parser may hang it on the clause that follows.
        let sentence = context.document.sentence(verb.sentence());
        let beside = || {
            let near = verb.index() + 1..sentence.end.min(verb.index() + 7);
            near.map(|i| context.token(i)).find(cites).filter(|_| matches!(verb.tag(), "VBD" | "VBZ" | "VBP"))
        };
        let citing = below.or_else(beside);
        let Some((citing, cited)) = citing.and_then(|citing| Some((citing, citing.child(&["dobj", "pobj"])?))) else {
            continue;
        };
        if !is_somebody(context, cited) || one.content.is_empty() {
            continue;
        }
        // The phrase itself is no part of what is passed on, wherever the network put it.
        let aside = citing.index()..phrase(context, cited, &[]).end;
        let words = phrase(context, cited, &one.content);
        let Some(source) = form::source(context, words) else { continue };
        let around = |part: &Range<usize>| [part.start..part.end.min(aside.start), part.start.max(aside.end)..part.end];
        let kept = one.content.iter().flat_map(around).filter(|part| part.start < part.end).collect();
        let kept = form::content(context, kept);
        if kept.is_empty() {
            continue;
        }
        one.content = kept;
        one.relays = true;
        let mut why = one.why.clone();
        why.push(format!("'{}' names whom '{}' passes on", citing.text(), verb.text()));
        inner.push((
            number,
            Attribution {
                cue: vec![citing.index()..citing.index() + 1],
                source: Some(source),
                relays: false,
                why,
                ..one.clone()
            },
        ));
    }
    // What the network found at the same word says less.
    let cues: Vec<usize> = inner.iter().map(|(_, one)| one.cue[0].start).collect();
    let mut map = Vec::with_capacity(found.len());
    let mut kept = Vec::new();
    for one in std::mem::take(found) {
        map.push(kept.len());
        if !cues.iter().any(|&cue| one.cue[0].contains(&cue)) {
            kept.push(one);
        }
    }
    *found = kept;
    for (outer, mut one) in inner {
        one.outer = Some(map[outer]);
        found.push(one);
    }
}

/// 'The agency quoted a diplomat as saying that …': the diplomat is the source of what the agency passes on.
fn quote(context: &Context<'_>, found: &mut Vec<Attribution>) {
    let mut inner = Vec::new();
    for (number, one) in found.iter_mut().enumerate() {
        let verb = anchor(context, &one.cue[0]);
        let quotes = matches!(&*context.lemma[verb.index()], "quote" | "cite" | "report");
        let saying = || {
            let near = verb.index() + 1..context.document.sentence(verb.sentence()).end.min(verb.index() + 14);
            near.map(|i| context.token(i))
                .find(|word| word.tag() == "VBG" && word.neighbour(-1).is_some_and(|as_| as_.norm() == "as"))
        };
        let (Some(quoted), Some(saying)) = (verb.child(&["dobj"]).filter(|_| quotes && !one.relays), saying()) else {
            continue;
        };
        if !is_somebody(context, quoted) || quoted.id > saying.id {
            continue;
        }
        let aside = (context.left[quoted.index()] as usize).max(verb.index() + 1)..saying.index() + 1;
        let around = |part: &Range<usize>| [part.start..part.end.min(aside.start), part.start.max(aside.end)..part.end];
        let kept = one.content.iter().flat_map(around).filter(|part| part.start < part.end).collect();
        let mut kept = form::content(context, kept);
        // 'The bridge is shut, the agency quoted an officer as saying': what stands before the agency.
        let agency = one.source.as_ref().map(|source| source.words.start);
        if kept.is_empty()
            && let Some(comma) = agency.and_then(|start| start.checked_sub(1)).filter(|&i| &*context.lower[i] == ",")
        {
            let start = context.document.sentence(verb.sentence()).start;
            kept = form::content(context, std::iter::once(start..comma).filter(|part| !part.is_empty()).collect());
        }
        let Some(source) = form::source(context, aside.start..aside.end - 2).filter(|_| !kept.is_empty()) else {
            continue;
        };
        one.quotation = form::quotation(context, &one.cue[0], &kept);
        one.form = form::form(context, verb, one.quotation, &kept);
        one.content = kept;
        one.relays = true;
        let mut why = one.why.clone();
        why.push(format!("'{}' names whom '{}' quotes", saying.text(), verb.text()));
        let cue = saying.index() - 1..saying.index() + 1;
        inner.push((number, Attribution { cue: vec![cue], source: Some(source), relays: false, why, ..one.clone() }));
    }
    for (outer, one) in inner {
        match found.iter().position(|known| known.cue[0].contains(&(one.cue[0].end - 1))) {
            Some(same) if same != outer => found[same] = Attribution { outer: Some(outer), ..one },
            Some(_) => {}
            None => found.push(Attribution { outer: Some(outer), ..one }),
        }
    }
}

/// 'An aide told the broadcaster, its correspondent wrote, that …': the inserted one passes on what the aide told.
fn tell(context: &Context<'_>, found: &mut Vec<Attribution>) {
    let mut inner = Vec::new();
    for (number, one) in found.iter_mut().enumerate() {
        let inserted = anchor(context, &one.cue[0]);
        let Some(first) = one.content.first().map(|part| part.start) else { continue };
        let after = one.cue[0].end;
        // The content goes on with 'that' right after the insertion.
        let goes_on = &*context.lower[first] == "that" || first > after && &*context.lower[first - 1] == "that";
        let comma = context.lower.get(after).is_some_and(|word| matches!(&**word, "," | "–" | "—" | "-"));
        let source_start = one.source.as_ref().map_or(one.cue[0].start, |source| source.words.start);
        let opens = source_start.checked_sub(1).is_some_and(|i| matches!(&*context.lower[i], "," | "–" | "—" | "-"));
        if one.relays || !goes_on || !comma || !opens || first > after + 3 {
            continue;
        }
        let sentence = context.document.sentence(inserted.sentence());
        let tells = |token: &Token<'_>| {
            matches!(token.tag(), "VBD" | "VBZ" | "VBP")
                && context.kinds[token.index()]
                    .iter()
                    .any(|kind| matches!(kind.class, super::CueClass::Speech | super::CueClass::Writing))
        };
        let before = sentence.start.max(source_start.saturating_sub(10))..source_start - 1;
        let Some(verb) = before.rev().map(|i| context.token(i)).find(tells) else { continue };
        let cue = verb.index()..verb.index() + 1;
        let Some(words) = mend::source(context, verb, &cue, None) else { continue };
        let Some(source) = form::source(context, words) else { continue };
        one.relays = true;
        let mut why = one.why.clone();
        why.push(format!("'{}' is what '{}' passes on", verb.text(), inserted.text()));
        inner.push((number, Attribution { cue: vec![cue], source: Some(source), relays: false, why, ..one.clone() }));
    }
    for (outer, one) in inner {
        let same = found.iter().position(|known| known.cue[0].contains(&one.cue[0].start));
        match same {
            Some(same) if same != outer => found[same] = Attribution { outer: Some(outer), ..one },
            Some(_) => {}
            None => found.push(Attribution { outer: Some(outer), ..one }),
        }
    }
}

/// Whether a phrase names somebody or something that speaks: a person, body or paper, not a reason ('citing delays').
fn is_somebody(context: &Context<'_>, head: Token<'_>) -> bool {
    matches!(head.entity(), "PERSON" | "ORG" | "NORP" | "GPE")
        || head.pos() == "PRON"
        || context.lexicon.speaker(&context.lemma[head.index()]).is_some()
}

/// The tokens of the phrase that `head` governs, without clauses and what belongs to `content`.
fn phrase(context: &Context<'_>, head: Token<'_>, content: &[Range<usize>]) -> Range<usize> {
    let (left, right) = (context.left[head.index()] as usize, context.right[head.index()] as usize);
    let mut end = head.index() + 1;
    while end <= right
        && (!holds(content, end) || matches!(context.token(end).dep(), "prep" | "pobj" | "compound" | "flat"))
        && &*context.lower[end] != ","
    {
        end += 1;
    }
    left..end
}

/// 'an official quoted by the paper said', 'was quoted as saying by the agency', 'in a statement carried by the agency'.
fn pass_on(context: &Context<'_>, found: &mut Vec<Attribution>) {
    let mut outer = Vec::new();
    for (number, one) in found.iter().enumerate() {
        let verb = anchor(context, &one.cue[0]);
        let source_head = one.source.as_ref().map(|source| context.document.token(source.head));
        let near = source_head.into_iter().chain([verb]).flat_map(Token::subtree);
        let participle = near.chain(verb.ancestors().take(2)).find_map(|token| {
            let passed = matches!(token.tag(), "VBN" | "VBD") && PASSED_ON.contains(&&*context.lemma[token.index()]);
            let inside = holds(&one.content, token.index());
            (passed && !inside).then(|| by(token)).flatten().map(|who| (token, who))
        });
        let Some((participle, who)) = participle else { continue };
        let own = one.source.as_ref().is_some_and(|source| source.head == who.id);
        if own || !(is_somebody(context, who) || who.pos() == "PROPN") {
            continue;
        }
        let words = phrase(context, who, &one.content);
        let Some(source) = form::source(context, words) else { continue };
        let cue = if one.cue[0].contains(&participle.index()) { who.head().index() } else { participle.index() };
        let mut why = one.why.clone();
        why.push(format!("'{} by' names who passes it on", participle.text()));
        let relay = Attribution {
            cue: vec![cue..cue + 1],
            source: Some(source),
            relays: true,
            outer: one.outer,
            why,
            ..one.clone()
        };
        outer.push((number, relay));
    }
    for (inner, one) in outer {
        if let Some(same) = found.iter().position(|known| known.cue[0].contains(&one.cue[0].start)) {
            if same == inner {
                continue;
            }
            found[same] = one;
            found[inner].outer = Some(same);
        } else {
            found.push(one);
            found[inner].outer = Some(found.len() - 1);
        }
    }
}

/// Who does what the participle says: what its 'by' governs.
fn by<'d>(participle: Token<'d>) -> Option<Token<'d>> {
    let agent = |token: Token<'d>| {
        token.children().find(|child| matches!(child.dep(), "agent" | "prep") && child.lemma() == "by")
    };
    let below = participle
        .children()
        .filter(|child| matches!(child.dep(), "prep" | "pcomp" | "advcl" | "xcomp"))
        .find_map(|child| agent(child).or_else(|| child.children().find_map(agent)));
    agent(participle).or(below)?.child(&["pobj"])
}

/// Sets the outer attribution of those whose cue stands in another's content.
fn nest(context: &Context<'_>, anchors: &[usize], found: &mut [Attribution]) {
    for inner in 0..found.len() {
        if found[inner].outer.is_some() {
            continue;
        }
        let around = |outer: &usize| {
            *outer != inner
                && !found[*outer].relays
                && holds(&found[*outer].content, anchors[inner])
                && !leads_to(found, *outer, inner)
        };
        let nearest = (0..found.len()).filter(around).min_by_key(|&outer| size(&found[outer].content));
        let Some(outer) = nearest else { continue };
        found[inner].outer = Some(outer);
        // 'According to the paper, an adviser told envoys that …': the paper says nothing but what the adviser said.
        if in_passing(context, anchors[outer], anchors[inner]) && !found[inner].content.is_empty() {
            found[outer].relays = true;
        }
    }
    // Whatever the words, a chain ends: one that leads back to itself is cut.
    for index in 0..found.len() {
        if found[index].outer.is_some_and(|outer| leads_to(found, outer, index)) {
            found[index].outer = None;
        }
    }
}

/// Whether following the outer attributions from `from` leads to `to`.
fn leads_to(found: &[Attribution], from: usize, to: usize) -> bool {
    let mut at = Some(from);
    for _ in 0..=found.len() {
        match at {
            Some(index) if index == to => return true,
            Some(index) => at = found[index].outer,
            None => return false,
        }
    }
    true
}

/// Whether the cue `outer` is laid over the clause of the cue `inner` in passing: it depends on it.
fn in_passing(context: &Context<'_>, outer: usize, inner: usize) -> bool {
    let outer = context.token(outer);
    let mut heads = std::iter::once(outer).chain(outer.ancestors()).skip(1).take(2);
    outer.sentence() == context.token(inner).sentence() && heads.any(|head| head.index() == inner)
}
