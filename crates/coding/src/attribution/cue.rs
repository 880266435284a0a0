//! What shows that a token belongs to a cue: features of the first stage.

use std::ops::Range;

use super::context::Context;
use super::feature::{Features, Part, bucket, edge, either, node, parts};

const NONE: Part<'static> = Part::of("none");

/// Gives the features of the token at `index` of the sentence `within` to `take`.
pub fn features(context: &Context<'_>, index: usize, within: &Range<usize>, take: &mut impl Features) {
    let token = context.token(index);
    let (word, lemma, tag, dep) =
        (context.word_part(index), context.lemma_part(index), context.tag_part(index), context.dep_part(index));
    let before = context.tag(index, -1, within);
    let after = context.tag(index, 1, within);
    let word_before = context.word(index, -1, within);
    let word_after = context.word(index, 1, within);
    let head = token.head();
    let head_lemma = if token.is_root() { const { Part::of("ROOT") } } else { context.lemma_part(head.index()) };

    node!(take, "bias");
    node!(take, "w=", word);
    node!(take, "l=", lemma, "/", Part::of(token.pos()));
    node!(take, "t=", tag);
    node!(take, "d=", dep);
    node!(take, "t=", tag, " d=", dep);
    node!(take, "l=", lemma, " d=", dep);
    node!(take, "w=", word, " t=", tag);
    node!(take, "w-1=", word_before);
    node!(take, "w+1=", word_after);
    node!(take, "w-2=", context.word(index, -2, within));
    node!(take, "w+2=", context.word(index, 2, within));
    node!(take, "w-1=", word_before, " w=", word);
    node!(take, "l=", lemma, " w+1=", word_after);
    node!(take, "l=", lemma, " t+1=", after);
    node!(take, "l=", lemma, " t-1=", before);
    node!(take, "t-1=", before, " t=", tag);
    node!(take, "t=", tag, " t+1=", after);
    node!(take, "t-1=", before, " t=", tag, " t+1=", after);
    node!(take, "t-2=", context.tag(index, -2, within), " t-1=", before);
    node!(take, "t+1=", after, " t+2=", context.tag(index, 2, within));
    node!(take, "hl=", head_lemma, " d=", dep);
    node!(take, "ht=", context.tag_part(head.index()), " d=", dep, " t=", tag);
    node!(take, "hl=", head_lemma, " w=", word);
    if let Some(suffix) = suffix(word.text()) {
        node!(take, "suffix=", Part::of(suffix), " t=", tag);
    }

    // The words around, in the tree.
    let mut objects = false;
    for child in token.children() {
        let child_dep = context.dep_part(child.index());
        if matches!(child_dep.text(), "punct") {
            continue;
        }
        let child_lemma = context.lemma_part(child.index());
        node!(take, "child=", child_dep, " t=", tag);
        node!(take, "l=", lemma, " child=", child_dep);
        match child_dep.text() {
            "prep" | "prt" | "agent" | "mark" | "advmod" | "neg" | "aux" | "auxpass" | "acomp" | "attr" | "dative" => {
                node!(take, "l=", lemma, " child=", child_dep, ":", child_lemma);
                node!(take, "d=", dep, " child=", child_dep, ":", child_lemma);
                for kind in context.kinds[index].iter().map(|kind| kind.part) {
                    node!(take, "kind=", kind, " child=", child_dep, ":", child_lemma);
                }
            }
            "dobj" | "pobj" | "oprd" => {
                objects = true;
                node!(take, "l=", lemma, " object=", child_lemma);
                node!(take, "object=", child_lemma, " t=", tag);
                node!(take, "l=", lemma, " object is ", context.sort_of(child));
                for kind in context.kinds[index].iter().map(|kind| kind.part) {
                    node!(take, "kind=", kind, " object is ", context.sort_of(child));
                }
                for kind in context.kinds[child.index()].iter().map(|kind| kind.part) {
                    node!(take, "object kind=", kind, " l=", lemma);
                    node!(take, "object kind=", kind, " t=", tag);
                }
            }
            "ccomp" | "xcomp" | "parataxis" | "advcl" => {
                let side = either!(child.index() < index, "before", "after");
                let marked = child.child(&["mark"]).map_or(NONE, |mark| context.lemma_part(mark.index()));
                node!(take, "l=", lemma, " child=", child_dep, " ", side, " mark=", marked);
                node!(take, "child=", child_dep, " ", side, " mark=", marked, " t=", tag);
                node!(take, "child=", child_dep, " ct=", context.tag_part(child.index()), " t=", tag);
                for kind in context.kinds[index].iter().map(|kind| kind.part) {
                    node!(take, "kind=", kind, " child=", child_dep, " ", side, " mark=", marked);
                    node!(take, "kind=", kind, " child=", child_dep, " ct=", context.tag_part(child.index()));
                }
            }
            _ => {}
        }
    }
    if tag.text().starts_with('V') || tag.text() == "MD" {
        let subject = context.subject(token);
        let sort = subject.map_or(NONE, |subject| context.sort_of(subject));
        let who = subject.map_or(NONE, |subject| context.lemma_part(subject.index()));
        node!(take, "subject is ", sort, " t=", tag);
        node!(take, "l=", lemma, " subject is ", sort);
        node!(take, "subject=", who);
        node!(take, "subject=", who, " l=", lemma);
        for kind in context.kinds[index].iter().map(|kind| kind.part) {
            node!(take, "kind=", kind, " subject is ", sort);
            node!(take, "kind=", kind, " subject=", who);
        }
        node!(take, "subject is ", sort, either!(objects, " object", " no object"));
    }

    // The lexicon.
    if context.kinds[index].is_empty() {
        node!(take, "kind=none t=", tag);
    }
    for kind in context.kinds[index].iter().map(|kind| kind.part) {
        node!(take, "kind=", kind);
        node!(take, "kind=", kind, " t=", tag, " d=", dep);
        node!(take, "kind=", kind, " t+1=", after);
        node!(take, "kind=", kind, " w+1=", word_after);
        node!(take, "kind=", kind, " t-1=", before);
    }
    if !token.is_root() {
        for kind in context.kinds[head.index()].iter().map(|kind| kind.part) {
            node!(take, "head kind=", kind, " d=", dep);
            node!(take, "head kind=", kind, " d=", dep, " w=", word);
            node!(take, "head kind=", kind, " d=", dep, " t=", tag);
        }
        if context.kinds[head.index()].is_empty() {
            node!(take, "head kind=none d=", dep, " t=", tag);
        }
        let grand = head.head();
        if !head.is_root() {
            node!(take, "ghl=", context.lemma_part(grand.index()), " hd=", context.dep_part(head.index()), " d=", dep);
            for kind in context.kinds[grand.index()].iter().map(|kind| kind.part) {
                node!(take, "ghkind=", kind, " hd=", context.dep_part(head.index()), " d=", dep, " w=", word);
                node!(take, "ghkind=", kind, " hl=", head_lemma, " d=", dep);
            }
        }
    }

    // Quotations.
    let quotes = &context.quotes;
    let here = if quotes.is_mark(index) {
        const { Part::of("mark") }
    } else {
        either!(quotes.at(index).is_some(), "inside", "outside")
    };
    node!(take, "quote=", here, " t=", tag);
    let mark_near = |range: Range<usize>| range.clone().find(|&i| quotes.is_mark(i)).map(|i| i.abs_diff(index));
    let left = mark_near(index.saturating_sub(6).max(within.start)..index).map_or(NONE, |_| {
        let last = (index.saturating_sub(6).max(within.start)..index).rfind(|&i| quotes.is_mark(i)).unwrap_or(index);
        bucket(index - last)
    });
    let right = mark_near(index + 1..(index + 7).min(within.end)).map_or(NONE, bucket);
    node!(take, "marks ", left, " before, ", right, " after, ", here);
    node!(take, "mark before ", left, " t=", tag);
    node!(take, "mark after ", right, " t=", tag);
    if here.text() == "outside" {
        node!(take, "l=", lemma, " mark before ", left);
        node!(take, "l=", lemma, " mark after ", right);
    }
    let any = within.clone().any(|i| quotes.at(i).is_some());
    node!(take, either!(any, "quoted sentence", "no quote"), " t=", tag, " d=", dep);
    node!(take, either!(any, "quoted sentence", "no quote"), " l=", lemma);

    // Place.
    if context.paragraph[index] == 0 {
        node!(take, "headline t=", tag);
        node!(take, "headline w=", word);
    }
    if index == within.start {
        node!(take, "first t=", tag);
    }
    let last = within.end - 1;
    node!(take, "to end ", bucket(last - index), " t=", tag);

    // With the token before it.
    edge!(take, "bias");
    edge!(take, "t=", tag);
    edge!(take, "w=", word);
    edge!(take, "t-1=", before, " t=", tag);
    edge!(take, "w-1=", word_before);
    edge!(take, "d=", dep);
    let arc = if index > within.start && token.head().index() == index - 1 {
        const { Part::of("on the one before") }
    } else if index > within.start && context.token(index - 1).head().index() == index {
        const { Part::of("governs the one before") }
    } else {
        let beside = index > within.start && context.token(index - 1).head() == token.head();
        either!(beside, "beside the one before", "apart")
    };
    edge!(take, "arc ", arc, " d=", dep);
    edge!(take, "w-1=", word_before, " w=", word);
    edge!(take, either!(context.kinds[index].is_empty(), "no kind", "kind"), " ", arc);
}

/// The last three letters of a longer word.
fn suffix(word: &str) -> Option<&str> {
    (word.len() > 4 && word.is_ascii()).then(|| &word[word.len() - 3..])
}
