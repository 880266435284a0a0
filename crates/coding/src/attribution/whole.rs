//! What shows that a cue, a source and a content read together are one attribution: features of the third stage.
//!
//! The first stage sees a cue without knowing what it would attribute, and to whom. Once source and content are read,
//! much more is known: whether anybody speaks, how surely the content begins and ends where it does, whether another
//! cue claims the same words. The third stage weighs that, so that a doubtful cue with a plain source and content is
//! kept, and a likely one that leads nowhere is dropped.

use std::ops::Range;

use super::context::Context;
use super::feature::{Features, bucket};
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
    /// Whether grammar alone shows it; such a candidate stands whatever is learnt.
    pub plain: bool,
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
    let lemma = &*context.lemma[anchor.index()];
    let sentence = context.document.sentence(anchor.sentence());
    let form = match one.form {
        ContentForm::Quoted => "quoted",
        ContentForm::Clause => "clause",
        ContentForm::Infinitive => "infinitive",
        ContentForm::Phrase => "phrase",
    };
    let source = one.source.as_ref().map(|source| context.document.token(source.head));
    let who = source.map_or("none", |head| {
        let speaker = context.lexicon.speaker(&context.lemma[head.index()]).is_some();
        if speaker { "speaker" } else { context.sort_of(head) }
    });
    let best = if candidate.best { "best" } else { "doubtful" };
    let (odds, inside, edges) = (odds(candidate.chance), tenth(candidate.inside), tenth(candidate.edges));
    let start = one.content.first().map_or(cue.end, |part| part.start);
    let end = one.content.last().map_or(cue.end, |part| part.end);
    let side = if end <= cue.start {
        "before"
    } else if start >= cue.end {
        "after"
    } else {
        "around"
    };

    take.node(&["bias"]);
    take.node(&["chance ", odds]);
    take.node(&["chance ", odds, " ", form]);
    take.node(&["chance ", odds, " edges ", edges]);
    take.node(&["chance ", odds, " source is ", who]);
    take.node(&[best]);
    take.node(&["inside ", inside]);
    take.node(&["edges ", edges]);
    take.node(&["inside ", inside, " edges ", edges]);
    take.node(&["edges ", edges, " ", form]);
    take.node(&["form ", form]);
    take.node(&["form ", form, " ", side]);
    take.node(&["l=", lemma]);
    take.node(&["l=", lemma, " ", form]);
    take.node(&["t=", anchor.tag(), " ", form]);
    take.node(&["d=", anchor.dep(), " ", form]);
    take.node(&["source is ", who]);
    take.node(&["source is ", who, " ", form]);
    take.node(&["source is ", who, " t=", anchor.tag()]);
    for kind in context.kinds[anchor.index()].iter().map(|kind| kind.name) {
        take.node(&["kind=", kind, " ", form]);
        take.node(&["kind=", kind, " source is ", who]);
        take.node(&["kind=", kind, " ", form, " ", side]);
    }
    if context.kinds[anchor.index()].is_empty() {
        take.node(&["kind=none ", form]);
        take.node(&["kind=none source is ", who]);
    }
    take.node(&["cue of ", bucket(cue.len())]);
    let words: usize = one.content.iter().map(ExactSizeIterator::len).sum();
    take.node(&["content of ", bucket(words), " ", form]);
    take.node(&["parts ", bucket(one.content.len()), " ", side]);
    take.node(&["apart ", bucket(if side == "after" { start - cue.end } else { cue.start.abs_diff(end) }), " ", side]);
    take.node(&["begins w=", &context.lower[start.min(context.lower.len() - 1)], " ", side]);
    take.node(&["begins t=", context.token(start.min(context.lower.len() - 1)).tag(), " ", form]);
    if let Some(head) = source {
        let place = if head.index() < cue.start { "before" } else { "after" };
        take.node(&["source ", place, " content ", side]);
        take.node(&["source ", place, " apart ", bucket(head.index().abs_diff(cue.start))]);
        take.node(&["source=", &context.lemma[head.index()]]);
    }
    for child in anchor.children().filter(|child| matches!(child.dep(), "neg" | "aux" | "advmod")) {
        take.node(&["child=", child.dep(), ":", &context.lemma[child.index()]]);
    }
    let asks = context.lower[sentence.end - 1].starts_with('?');
    take.node(&[if asks { "asks" } else { "tells" }, " ", form]);
    take.node(&[if context.paragraph[cue.start] == 0 { "headline" } else { "text" }, " ", form]);
    let quoted = context.quotes.at(cue.start).is_some();
    take.node(&[if quoted { "cue quoted" } else { "cue plain" }, " ", form]);

    // What the other candidates claim.
    let holds = |content: &[Range<usize>], at: usize| content.iter().any(|part| part.contains(&at));
    let sure = |other: &Candidate| if other.chance > 0.5 { "sure" } else { "doubtful" };
    for (_, other) in candidates.iter().enumerate().filter(|(other, _)| *other != index) {
        let theirs = &other.attribution;
        let near = theirs.cue[0].start.abs_diff(cue.start) < 400;
        if !near {
            continue;
        }
        let same = theirs.content.iter().any(|part| part.contains(&start))
            && theirs.content.last().is_some_and(|part| part.end == end);
        if same {
            take.node(&[
                "same end as ",
                sure(other),
                " ",
                if theirs.cue[0].start < cue.start { "before" } else { "after" },
            ]);
        }
        if holds(&theirs.content, cue.start) {
            take.node(&["cue within that of ", sure(other), " ", form]);
        } else if holds(&theirs.content, start) {
            take.node(&["content within that of ", sure(other), " ", form]);
        }
        if holds(&one.content, theirs.cue[0].start) {
            take.node(&["holds the cue of ", sure(other), " ", form]);
        }
    }
}

/// The odds of a chance, in steps of half a power of e.
fn odds(chance: f32) -> &'static str {
    const STEPS: [&str; 13] = ["-3", "-2.5", "-2", "-1.5", "-1", "-0.5", "0", "0.5", "1", "1.5", "2", "2.5", "3"];
    let odds = (chance.max(1e-4) / (1.0 - chance).max(1e-4)).ln();
    let step = (odds.clamp(-3.0, 3.0) * 2.0).round() + 6.0;
    STEPS[step as usize]
}

/// A chance in tenths.
fn tenth(chance: f32) -> &'static str {
    const TENTHS: [&str; 11] = ["0", ".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8", ".9", "1"];
    TENTHS[(chance.clamp(0.0, 1.0) * 10.0).round() as usize]
}
