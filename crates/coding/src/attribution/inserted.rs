//! Cues set in between commas: 'If they do, the minister said, the shooting will start again'.
//!
//! What stands on either side of such a cue is one sentence, so a subordinate clause on one side belongs to the content
//! on the other; and a cue set into a relative clause speaks of what that clause describes, not of the whole sentence.

use std::ops::Range;

use super::context::Context;

/// The words between which a cue with its source is set in: the commas or dashes about it.
struct Insertion {
    open: usize,
    close: usize,
}

fn insertion(context: &Context<'_>, cue: &Range<usize>, source: Option<&Range<usize>>) -> Option<Insertion> {
    let start = source.map_or(cue.start, |source| source.start.min(cue.start));
    let end = source.map_or(cue.end, |source| source.end.max(cue.end));
    let sign = |index: usize| matches!(&*context.lower[index], "," | "—" | "–" | "-" | "--");
    let sentence = context.document.sentence(context.token(cue.start).sentence());
    let open = start.checked_sub(1).filter(|&open| open > sentence.start && sign(open))?;
    // 'the minister warned on Thursday, …': a few words of time or place may follow the cue.
    let plain = |index: &usize| !matches!(context.token(*index).pos(), "VERB" | "AUX" | "SCONJ" | "CCONJ");
    let after = (end..sentence.end.min(end + 5)).take_while(plain).find(|&index| sign(index));
    let close = after.filter(|&close| close + 1 < sentence.end)?;
    (!context.quotes.is_mark(open) && context.quotes.at(open).is_none()).then_some(Insertion { open, close })
}

/// The comma before a cue and its source that end their sentence: 'They will come, as they said they would, the minister
/// added on Monday.'
fn closing(context: &Context<'_>, cue: &Range<usize>, source: Option<&Range<usize>>) -> Option<usize> {
    let source = source?;
    let (start, end) = (source.start.min(cue.start), source.end.max(cue.end));
    let sentence = context.document.sentence(context.token(cue.start).sentence());
    let open = start.checked_sub(1).filter(|&open| open > sentence.start + 1 && &*context.lower[open] == ",")?;
    let plain = |index: usize| !matches!(context.token(index).pos(), "VERB" | "AUX" | "SCONJ" | "CCONJ" | "PART");
    let ends = sentence.end <= end + 5 && (end..sentence.end).all(plain);
    let quoted =
        (sentence.start..open).any(|index| context.quotes.is_mark(index) || context.quotes.at(index).is_some());
    (ends && !quoted && start < sentence.end).then_some(open)
}

/// The parts of the content of a cue, mended where the cue is set in.
pub(super) fn content(
    context: &Context<'_>,
    cue: &Range<usize>,
    source: Option<&Range<usize>>,
    parts: Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    if let Some(open) = closing(context, cue, source).filter(|_| parts.is_empty()) {
        let start = context.document.sentence(context.token(cue.start).sentence()).start;
        return vec![start..open];
    }
    let Some(Insertion { open, close }) = insertion(context, cue, source) else { return parts };
    let sentence = context.document.sentence(context.token(cue.start).sentence());
    if parts.iter().any(|part| part.start < sentence.start || part.end > sentence.end) {
        return parts;
    }
    if let Some(described) = described(context, &sentence, open, close) {
        return described;
    }
    if parts.is_empty() {
        // What is before it, and with it what those terms are for.
        let whole = subordinates(context, sentence.start);
        let end = if whole { sentence.end } else { close + 1 };
        return [sentence.start..open, close + 1..end].into_iter().filter(|part| !part.is_empty()).collect();
    }
    let before = parts.iter().any(|part| part.start < open);
    let after = parts.iter().any(|part| part.start > close);
    let mut parts = parts;
    if after && !before && subordinates(context, sentence.start) {
        parts.insert(0, sentence.start..open);
    } else if before && !after && parts.last().is_some_and(|part| part.end == open) && sets_terms(context, close + 1) {
        let end = (close + 1..sentence.end).find(|&i| matches!(&*context.lower[i], ";" | ":")).unwrap_or(sentence.end);
        parts.push(close + 1..end);
    }
    parts
}

/// Whether a subordinate clause begins a sentence at `index`: 'If they do', 'Should a car be impounded'.
fn subordinates(context: &Context<'_>, index: usize) -> bool {
    let index = index + usize::from(context.quotes.is_mark(index));
    let inverted = matches!(context.lower.get(index).map(|word| &**word), Some("should" | "had" | "were"))
        && context.token(index).dep() == "aux";
    inverted
        || sets_terms(context, index)
        || matches!(context.lower.get(index).map(|word| &**word), Some("once" | "when"))
}

/// Whether the word at `index` opens a clause of terms or reasons: 'unless the road is mined'.
fn sets_terms(context: &Context<'_>, index: usize) -> bool {
    matches!(
        context.lower.get(index).map(|word| &**word),
        Some("if" | "unless" | "until" | "because" | "provided" | "providing" | "lest")
    )
}

/// 'a seminary that was, the ministry says, training fighters': the noun that the relative clause describes, with it.
fn described(context: &Context<'_>, sentence: &Range<usize>, open: usize, close: usize) -> Option<Vec<Range<usize>>> {
    // The pronoun stands right before the insertion, or before its clause's auxiliary or subject.
    let near = open.saturating_sub(3).max(sentence.start)..open;
    let pronoun = near.rev().find(|&i| matches!(context.token(i).tag(), "WDT" | "WP"))?;
    if context.lower[pronoun + 1..open].iter().any(|word| &**word == ",") {
        return None;
    }
    let noun = pronoun.checked_sub(1).filter(|&noun| noun >= sentence.start)?;
    let noun = noun - usize::from(&*context.lower[noun] == "," && noun > sentence.start);
    // The phrase that ends at the noun: the widest noun that closes there within reach.
    let mut head = context.token(noun);
    while matches!(head.dep(), "pobj" | "prep" | "compound") && context.right[head.index()] as usize >= noun {
        let above = head.head();
        if !matches!(above.pos(), "NOUN" | "PROPN" | "ADP") || above.index() < open.saturating_sub(9) {
            break;
        }
        head = above;
    }
    if !matches!(head.pos(), "NOUN" | "PROPN") {
        return None;
    }
    let start = head.children().map(|child| context.left[child.index()] as usize).min().unwrap_or(head.index());
    let start = start.min(head.index()).max(sentence.start);
    let end =
        (close + 1..sentence.end).find(|&i| matches!(&*context.lower[i], ";" | ":" | ",")).unwrap_or(sentence.end);
    Some(vec![start..open, close + 1..end])
}
