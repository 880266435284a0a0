//! What shows that a cue, a source and a content read together are one attribution: features of the third stage.
//!
//! The first stage sees a cue without knowing what it would attribute, and to whom. Once source and content are read,
//! much more is known: whether anybody speaks, how surely the content begins and ends where it does, whether another
//! cue claims the same words. The third stage weighs that, so that a doubtful cue with a plain source and content is
//! kept, and a likely one that leads nowhere is dropped.

use std::ops::Range;

use super::context::Context;
use super::feature::{Features, Part, bucket, either, node, parts};
use super::scope::anchor;
use super::{Attribution, ContentForm};

/// A cue that may be one, with the source and content read for it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What was read.
    pub attribution: Attribution,
    /// How likely the cue by itself is one, 0 to 1.
    pub chance: f32,
    /// Whether the best labelling of its sentence has it.
    pub best: bool,
    /// How sure the words of the content are content, on average, 0 to 1.
    pub inside: f32,
    /// How sure the content begins and ends where it does, the least sure of these, 0 to 1.
    pub edges: f32,
}

/// Gives the features of the candidate at `index` to `take`.
pub fn features(context: &Context<'_>, candidates: &[Candidate], index: usize, take: &mut impl Features) {
    let candidate = &candidates[index];
    let one = &candidate.attribution;
    let cue = &one.cue[0];
    let anchor = anchor(context, cue);
    let lemma = context.lemma_part(anchor.index());
    let (tag, dep) = (context.tag_part(anchor.index()), context.dep_part(anchor.index()));
    let sentence = context.document.sentence(anchor.sentence());
    let form = Part::of(match one.form {
        ContentForm::Quoted => "quoted",
        ContentForm::Clause => "clause",
        ContentForm::Infinitive => "infinitive",
        ContentForm::Phrase => "phrase",
    });
    let source = one.source.as_ref().map(|source| context.document.token(source.head));
    let who = source.map_or(const { Part::of("none") }, |head| {
        let speaker = context.lexicon.speaker(&context.lemma[head.index()]).is_some();
        if speaker { const { Part::of("speaker") } } else { context.sort_of(head) }
    });
    let best = either!(candidate.best, "best", "doubtful");
    let (odds, inside, edges) = (odds(candidate.chance), tenth(candidate.inside), tenth(candidate.edges));
    let start = one.content.first().map_or(cue.end, |part| part.start);
    let end = one.content.last().map_or(cue.end, |part| part.end);
    let after = start >= cue.end && end > cue.start;
    let side =
        if end <= cue.start { const { Part::of("before") } } else { either!(start >= cue.end, "after", "around") };

    node!(take, "bias");
    node!(take, "chance ", odds);
    node!(take, "chance ", odds, " ", form);
    node!(take, "chance ", odds, " edges ", edges);
    node!(take, "chance ", odds, " source is ", who);
    node!(take, best);
    node!(take, "inside ", inside);
    node!(take, "edges ", edges);
    node!(take, "inside ", inside, " edges ", edges);
    node!(take, "edges ", edges, " ", form);
    node!(take, "form ", form);
    node!(take, "form ", form, " ", side);
    node!(take, "l=", lemma);
    node!(take, "l=", lemma, " ", form);
    node!(take, "t=", tag, " ", form);
    node!(take, "d=", dep, " ", form);
    node!(take, "source is ", who);
    node!(take, "source is ", who, " ", form);
    node!(take, "source is ", who, " t=", tag);
    for kind in context.kinds[anchor.index()].iter().map(|kind| kind.part) {
        node!(take, "kind=", kind, " ", form);
        node!(take, "kind=", kind, " source is ", who);
        node!(take, "kind=", kind, " ", form, " ", side);
    }
    if context.kinds[anchor.index()].is_empty() {
        node!(take, "kind=none ", form);
        node!(take, "kind=none source is ", who);
    }
    node!(take, "cue of ", bucket(cue.len()));
    let words: usize = one.content.iter().map(ExactSizeIterator::len).sum();
    node!(take, "content of ", bucket(words), " ", form);
    node!(take, "parts ", bucket(one.content.len()), " ", side);
    node!(take, "apart ", bucket(if after { start - cue.end } else { cue.start.abs_diff(end) }), " ", side);
    node!(take, "begins w=", context.word_part(start.min(context.lower.len() - 1)), " ", side);
    node!(take, "begins t=", context.tag_part(start.min(context.lower.len() - 1)), " ", form);
    if let Some(head) = source {
        let place = either!(head.index() < cue.start, "before", "after");
        node!(take, "source ", place, " content ", side);
        node!(take, "source ", place, " apart ", bucket(head.index().abs_diff(cue.start)));
        node!(take, "source=", context.lemma_part(head.index()));
    }
    for child in anchor.children().filter(|child| matches!(child.dep(), "neg" | "aux" | "advmod")) {
        node!(take, "child=", context.dep_part(child.index()), ":", context.lemma_part(child.index()));
    }
    let asks = context.lower[sentence.end - 1].starts_with('?');
    node!(take, either!(asks, "asks", "tells"), " ", form);
    node!(take, either!(context.paragraph[cue.start] == 0, "headline", "text"), " ", form);
    let quoted = context.quotes.at(cue.start).is_some();
    node!(take, either!(quoted, "cue quoted", "cue plain"), " ", form);

    // What the other candidates claim.
    let holds = |content: &[Range<usize>], at: usize| content.iter().any(|part| part.contains(&at));
    let sure = |other: &Candidate| either!(other.chance > 0.5, "sure", "doubtful");
    for (_, other) in candidates.iter().enumerate().filter(|(other, _)| *other != index) {
        let theirs = &other.attribution;
        let near = theirs.cue[0].start.abs_diff(cue.start) < 400;
        if !near {
            continue;
        }
        let same = theirs.content.iter().any(|part| part.contains(&start))
            && theirs.content.last().is_some_and(|part| part.end == end);
        if same {
            node!(take, "same end as ", sure(other), " ", either!(theirs.cue[0].start < cue.start, "before", "after"));
        }
        if holds(&theirs.content, cue.start) {
            node!(take, "cue within that of ", sure(other), " ", form);
        } else if holds(&theirs.content, start) {
            node!(take, "content within that of ", sure(other), " ", form);
        }
        if holds(&one.content, theirs.cue[0].start) {
            node!(take, "holds the cue of ", sure(other), " ", form);
        }
    }
}

/// The odds of a chance, in steps of half a power of e.
fn odds(chance: f32) -> Part<'static> {
    const STEPS: [&str; 13] = ["-3", "-2.5", "-2", "-1.5", "-1", "-0.5", "0", "0.5", "1", "1.5", "2", "2.5", "3"];
    let odds = (chance.max(1e-4) / (1.0 - chance).max(1e-4)).ln();
    let step = (odds.clamp(-3.0, 3.0) * 2.0).round() + 6.0;
    Part::of(STEPS[step as usize])
}

/// A chance in tenths.
fn tenth(chance: f32) -> Part<'static> {
    const TENTHS: [&str; 11] = ["0", ".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8", ".9", "1"];
    Part::of(TENTHS[(chance.clamp(0.0, 1.0) * 10.0).round() as usize])
}
