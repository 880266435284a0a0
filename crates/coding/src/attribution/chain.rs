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
use super::{Attribution, form};

/// Verbs by which an outlet passes on what somebody else says, as a participle with 'by'.
const PASSED_ON: &[&str] = &["quote", "cite", "carry", "publish", "report", "broadcast", "air", "run", "relay"];

/// Adds what chains need and sets [`Attribution::outer`] and [`Attribution::relays`].
pub(super) fn link(context: &Context<'_>, mut found: Vec<Attribution>) -> Vec<Attribution> {
    let anchors =
        |list: &[Attribution]| -> Vec<usize> { list.iter().map(|one| anchor(context, &one.cue[0]).index()).collect() };
    cite(context, &mut found);
    pass_on(context, &mut found);
    found.sort_by_key(|one| (one.cue[0].start, one.relays));
    nest(context, &anchors(&found), &mut found);
    found
}

fn size(content: &[Range<usize>]) -> usize {
    content.iter().map(ExactSizeIterator::len).sum()
}

fn holds(content: &[Range<usize>], index: usize) -> bool {
    content.iter().any(|part| part.contains(&index))
}

/// 'reported, citing an official, that …': the official is the source of what the paper reports.
fn cite(context: &Context<'_>, found: &mut Vec<Attribution>) {
    let mut inner = Vec::new();
    for (number, one) in found.iter_mut().enumerate() {
        let verb = anchor(context, &one.cue[0]);
        let citing = verb.children().filter(|child| child.dep() == "advcl" || child.dep() == "prep").find(|child| {
            context.kinds[child.index()].iter().any(|kind| kind.name == "citing") && child.tag() == "VBG"
        });
        let Some((citing, cited)) = citing.and_then(|citing| Some((citing, citing.child(&["dobj", "pobj"])?))) else {
            continue;
        };
        if !is_somebody(context, cited) || one.content.is_empty() {
            continue;
        }
        let words = phrase(context, cited, &one.content);
        let Some(source) = form::source(context, words) else { continue };
        one.content.retain(|part| !part.contains(&cited.index()));
        if one.content.is_empty() {
            continue;
        }
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
    // What the tagger found at the same word says less.
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
