//! What shows that a token belongs to a cue: features of the first stage.

use std::ops::Range;

use super::context::Context;
use super::feature::{Features, bucket};

/// Gives the features of the token at `index` of the sentence `within` to `take`.
pub fn features(context: &Context<'_>, index: usize, within: &Range<usize>, take: &mut impl Features) {
    let token = context.token(index);
    let (word, lemma, tag, dep) = (&*context.lower[index], &*context.lemma[index], token.tag(), token.dep());
    let before = context.tag(index, -1, within);
    let after = context.tag(index, 1, within);
    let word_before = context.word(index, -1, within);
    let word_after = context.word(index, 1, within);
    let head = token.head();
    let head_lemma = if token.is_root() { "ROOT" } else { &*context.lemma[head.index()] };

    take.node(&["bias"]);
    take.node(&["w=", word]);
    take.node(&["l=", lemma, "/", token.pos()]);
    take.node(&["t=", tag]);
    take.node(&["d=", dep]);
    take.node(&["t=", tag, " d=", dep]);
    take.node(&["l=", lemma, " d=", dep]);
    take.node(&["w=", word, " t=", tag]);
    take.node(&["w-1=", word_before]);
    take.node(&["w+1=", word_after]);
    take.node(&["w-2=", context.word(index, -2, within)]);
    take.node(&["w+2=", context.word(index, 2, within)]);
    take.node(&["w-1=", word_before, " w=", word]);
    take.node(&["l=", lemma, " w+1=", word_after]);
    take.node(&["l=", lemma, " t+1=", after]);
    take.node(&["l=", lemma, " t-1=", before]);
    take.node(&["t-1=", before, " t=", tag]);
    take.node(&["t=", tag, " t+1=", after]);
    take.node(&["t-1=", before, " t=", tag, " t+1=", after]);
    take.node(&["t-2=", context.tag(index, -2, within), " t-1=", before]);
    take.node(&["t+1=", after, " t+2=", context.tag(index, 2, within)]);
    take.node(&["hl=", head_lemma, " d=", dep]);
    take.node(&["ht=", head.tag(), " d=", dep, " t=", tag]);
    take.node(&["hl=", head_lemma, " w=", word]);
    if word.len() > 4 && word.is_ascii() {
        take.node(&["suffix=", &word[word.len() - 3..], " t=", tag]);
    }

    // The words around, in the tree.
    let mut objects = false;
    for child in token.children() {
        let child_dep = child.dep();
        if matches!(child_dep, "punct") {
            continue;
        }
        let child_lemma = &*context.lemma[child.index()];
        take.node(&["child=", child_dep, " t=", tag]);
        take.node(&["l=", lemma, " child=", child_dep]);
        match child_dep {
            "prep" | "prt" | "agent" | "mark" | "advmod" | "neg" | "aux" | "auxpass" | "acomp" | "attr" | "dative" => {
                take.node(&["l=", lemma, " child=", child_dep, ":", child_lemma]);
                take.node(&["d=", dep, " child=", child_dep, ":", child_lemma]);
                for kind in context.kinds[index].iter().map(|kind| kind.name) {
                    take.node(&["kind=", kind, " child=", child_dep, ":", child_lemma]);
                }
            }
            "dobj" | "pobj" | "oprd" => {
                objects = true;
                take.node(&["l=", lemma, " object=", child_lemma]);
                take.node(&["object=", child_lemma, " t=", tag]);
                take.node(&["l=", lemma, " object is ", context.sort_of(child)]);
                for kind in context.kinds[index].iter().map(|kind| kind.name) {
                    take.node(&["kind=", kind, " object is ", context.sort_of(child)]);
                }
                for kind in context.kinds[child.index()].iter().map(|kind| kind.name) {
                    take.node(&["object kind=", kind, " l=", lemma]);
                    take.node(&["object kind=", kind, " t=", tag]);
                }
            }
            "ccomp" | "xcomp" | "parataxis" | "advcl" => {
                let side = if child.index() < index { "before" } else { "after" };
                let marked = child.child(&["mark"]).map_or("none", |mark| &*context.lemma[mark.index()]);
                take.node(&["l=", lemma, " child=", child_dep, " ", side, " mark=", marked]);
                take.node(&["child=", child_dep, " ", side, " mark=", marked, " t=", tag]);
                take.node(&["child=", child_dep, " ct=", child.tag(), " t=", tag]);
                for kind in context.kinds[index].iter().map(|kind| kind.name) {
                    take.node(&["kind=", kind, " child=", child_dep, " ", side, " mark=", marked]);
                    take.node(&["kind=", kind, " child=", child_dep, " ct=", child.tag()]);
                }
            }
            _ => {}
        }
    }
    if tag.starts_with('V') || tag == "MD" {
        let subject = context.subject(token);
        let sort = subject.map_or("none", |subject| context.sort_of(subject));
        let who = subject.map_or("none", |subject| &*context.lemma[subject.index()]);
        take.node(&["subject is ", sort, " t=", tag]);
        take.node(&["l=", lemma, " subject is ", sort]);
        take.node(&["subject=", who]);
        take.node(&["subject=", who, " l=", lemma]);
        for kind in context.kinds[index].iter().map(|kind| kind.name) {
            take.node(&["kind=", kind, " subject is ", sort]);
            take.node(&["kind=", kind, " subject=", who]);
        }
        take.node(&["subject is ", sort, if objects { " object" } else { " no object" }]);
    }

    // The lexicon.
    if context.kinds[index].is_empty() {
        take.node(&["kind=none t=", tag]);
    }
    for kind in context.kinds[index].iter().map(|kind| kind.name) {
        take.node(&["kind=", kind]);
        take.node(&["kind=", kind, " t=", tag, " d=", dep]);
        take.node(&["kind=", kind, " t+1=", after]);
        take.node(&["kind=", kind, " w+1=", word_after]);
        take.node(&["kind=", kind, " t-1=", before]);
    }
    if !token.is_root() {
        for kind in context.kinds[head.index()].iter().map(|kind| kind.name) {
            take.node(&["head kind=", kind, " d=", dep]);
            take.node(&["head kind=", kind, " d=", dep, " w=", word]);
            take.node(&["head kind=", kind, " d=", dep, " t=", tag]);
        }
        if context.kinds[head.index()].is_empty() {
            take.node(&["head kind=none d=", dep, " t=", tag]);
        }
        let grand = head.head();
        if !head.is_root() {
            take.node(&["ghl=", &context.lemma[grand.index()], " hd=", head.dep(), " d=", dep]);
            for kind in context.kinds[grand.index()].iter().map(|kind| kind.name) {
                take.node(&["ghkind=", kind, " hd=", head.dep(), " d=", dep, " w=", word]);
                take.node(&["ghkind=", kind, " hl=", head_lemma, " d=", dep]);
            }
        }
    }

    // Quotations.
    let quotes = &context.quotes;
    let here = if quotes.is_mark(index) {
        "mark"
    } else if quotes.at(index).is_some() {
        "inside"
    } else {
        "outside"
    };
    take.node(&["quote=", here, " t=", tag]);
    let mark_near = |range: Range<usize>| range.clone().find(|&i| quotes.is_mark(i)).map(|i| i.abs_diff(index));
    let left = mark_near(index.saturating_sub(6).max(within.start)..index).map_or("none", |_| {
        let last = (index.saturating_sub(6).max(within.start)..index).rfind(|&i| quotes.is_mark(i)).unwrap_or(index);
        bucket(index - last)
    });
    let right = mark_near(index + 1..(index + 7).min(within.end)).map_or("none", bucket);
    take.node(&["marks ", left, " before, ", right, " after, ", here]);
    take.node(&["mark before ", left, " t=", tag]);
    take.node(&["mark after ", right, " t=", tag]);
    if here == "outside" {
        take.node(&["l=", lemma, " mark before ", left]);
        take.node(&["l=", lemma, " mark after ", right]);
    }
    let any = within.clone().any(|i| quotes.at(i).is_some());
    take.node(&[if any { "quoted sentence" } else { "no quote" }, " t=", tag, " d=", dep]);
    take.node(&[if any { "quoted sentence" } else { "no quote" }, " l=", lemma]);

    // Place.
    if context.paragraph[index] == 0 {
        take.node(&["headline t=", tag]);
        take.node(&["headline w=", word]);
    }
    if index == within.start {
        take.node(&["first t=", tag]);
    }
    let last = within.end - 1;
    take.node(&["to end ", bucket(last - index), " t=", tag]);

    // With the token before it.
    take.edge(&["bias"]);
    take.edge(&["t=", tag]);
    take.edge(&["w=", word]);
    take.edge(&["t-1=", before, " t=", tag]);
    take.edge(&["w-1=", word_before]);
    take.edge(&["d=", dep]);
    let arc = if index > within.start && token.head().index() == index - 1 {
        "on the one before"
    } else if index > within.start && context.token(index - 1).head().index() == index {
        "governs the one before"
    } else if index > within.start && context.token(index - 1).head() == token.head() {
        "beside the one before"
    } else {
        "apart"
    };
    take.edge(&["arc ", arc, " d=", dep]);
    take.edge(&["w-1=", word_before, " w=", word]);
    take.edge(&[if context.kinds[index].is_empty() { "no kind" } else { "kind" }, " ", arc]);
}
