//! Verbs that are cues by grammar alone: '"It is over," a general conceded', 'If it fails, the minister has predicted,
//! the harvest will rot', 'the ministry said that it had'.
//!
//! Behind a whole quotation with its comma any verb with a subject is one of speech; between commas, or with a subject
//! and a 'that', a verb of the lexicon is. The tagger has not seen every verb in every place.

use std::ops::Range;

use language::Token;

use super::CueClass;
use super::context::Context;

/// The furthest that a verb may stand from the quotation it introduces.
const REACH: usize = 14;

/// The cues that grammar shows: the verb with its auxiliaries, in text order.
pub(super) fn cues(context: &Context<'_>) -> Vec<Range<usize>> {
    let mut found = of_quotations(context);
    let plain = |verb: &Token<'_>| is_known(context, *verb) && (is_set_in(context, *verb) || has_clause(*verb));
    found.extend(context.document.tokens().filter(plain).map(|verb| with_auxiliaries(context, verb)));
    found.extend(context.document.tokens().filter_map(|verb| held(context, verb)));
    found.sort_by_key(|cue| cue.start);
    found.dedup();
    found
}

/// 'is seen as', 'is feared to': what is held of something by nobody in particular.
fn held(context: &Context<'_>, verb: Token<'_>) -> Option<Range<usize>> {
    let thought = context.kinds[verb.index()].iter().any(|kind| kind.class == CueClass::Thought);
    let by = verb.children().any(|child| child.dep() == "agent");
    let auxiliary = verb.child(&["auxpass"]).filter(|_| thought && !by && verb.tag() == "VBN")?;
    verb.child(&["nsubjpass"])?;
    let as_ = verb.neighbour(1).filter(|next| next.norm() == "as" && next.head() == verb);
    let to = verb.neighbour(1).filter(|next| next.norm() == "to" && next.dep() == "aux");
    let end = verb.index() + 1 + usize::from(as_.is_some());
    (as_.is_some() || to.is_some()).then_some(auxiliary.index()..end)
}

/// Whether the lexicon knows a finite verb as one of speech, writing or thought.
fn is_known(context: &Context<'_>, verb: Token<'_>) -> bool {
    use CueClass::{Evidence, Knowledge, Speech, Thought, Writing};
    let perfect =
        verb.tag() == "VBN" && verb.children().any(|aux| aux.dep() == "aux" && &*context.lemma[aux.index()] == "have");
    let finite = matches!(verb.tag(), "VBD" | "VBZ" | "VBP") || perfect;
    let kinds = context.kinds[verb.index()];
    if finite && makes_clear(verb) {
        return verb.child(&["neg", "auxpass"]).is_none();
    }
    finite
        && verb.pos() == "VERB"
        && kinds.iter().any(|kind| {
            matches!(kind.class, Speech | Writing | Thought | Knowledge | Evidence) && kind.name != "seeming"
        })
        && verb.child(&["neg", "auxpass", "dobj", "attr", "expl"]).is_none()
}

/// ', the minister has predicted,': a subject and its verb between commas.
fn is_set_in(context: &Context<'_>, verb: Token<'_>) -> bool {
    let comma = |index: usize| context.lower.get(index).is_some_and(|word| &**word == ",");
    let Some(subject) = verb.child(&["nsubj"]).filter(|subject| subject.id < verb.id) else { return false };
    let start = context.left[subject.index()] as usize;
    let pronoun = matches!(subject.tag(), "WP" | "WDT" | "EX");
    let aside = matches!(verb.dep(), "relcl" | "acl" | "advcl" | "conj" | "pcomp");
    let near = (subject.index()..verb.index()).all(|i| !comma(i));
    start > 0 && comma(start - 1) && comma(verb.index() + 1) && near && !pronoun && !aside
}

/// 'the ministry said that it had', 'had said it would': a subject, and a clause with its 'that' or its own subject.
fn has_clause(verb: Token<'_>) -> bool {
    let subject = verb.child(&["nsubj"]).is_some_and(|subject| !matches!(subject.tag(), "WDT" | "EX"));
    let clause = verb.child(&["ccomp"]).filter(|clause| clause.id > verb.id);
    let told = |clause: Token<'_>| match clause.child(&["mark"]) {
        Some(mark) => mark.norm() == "that",
        None => clause.child(&["nsubj", "nsubjpass"]).is_some_and(|own| own.id > verb.id) && verb.lemma() == "say",
    };
    subject && clause.is_some_and(told)
}

/// 'made clear', 'made it clear'
fn makes_clear(verb: Token<'_>) -> bool {
    verb.lemma() == "make" && verb.children().any(|word| word.norm() == "clear" && word.id > verb.id)
}

/// A verb with the auxiliaries right before it: 'has predicted'.
fn with_auxiliaries(context: &Context<'_>, verb: Token<'_>) -> Range<usize> {
    let mut start = verb.index();
    while start > 0 && context.token(start - 1).dep() == "aux" && context.token(start - 1).head() == verb {
        start -= 1;
    }
    let clear = verb.neighbour(1).is_some_and(|next| next.norm() == "clear") && makes_clear(verb);
    start..verb.index() + 1 + usize::from(clear)
}

/// The verbs behind whole quotations.
fn of_quotations(context: &Context<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (number, quoted) in context.quotes.all().iter().enumerate() {
        if quoted.level != 1 || !quoted.closed {
            continue;
        }
        let words = quoted.words.of(context.document.text());
        // A comma, or what stands for it, belongs to the sentence that goes on behind the mark.
        if !words.ends_with([',', '?', '!']) || words.split_whitespace().count() < 2 {
            continue;
        }
        let Some(last) = context.document.tokens_of(quoted.words).last() else { continue };
        let after = (last + 1..context.document.len()).find(|&i| !context.quotes.is_mark(i) && !context.space[i]);
        let Some(after) = after.filter(|&after| context.paragraph[after] == context.paragraph[last]) else { continue };
        let end = (after + REACH).min(context.document.len());
        let ends = |i: &usize| {
            matches!(&*context.lower[*i], "." | ";" | ":" | "," | "?" | "!")
                || context.quotes.at(*i).is_some_and(|quote| quote != number)
                || context.quotes.is_mark(*i)
        };
        let stop = (after..end).find(ends).unwrap_or(end);
        if let Some(verb) = (after..stop).map(|i| context.token(i)).find(|verb| speaks(context, *verb, after)) {
            found.push(verb.index()..verb.index() + 1);
        }
    }
    found
}

/// Whether a finite verb behind a quotation that ends before `after` has its subject there too.
fn speaks(context: &Context<'_>, verb: Token<'_>, after: usize) -> bool {
    let finite = matches!(verb.tag(), "VBD" | "VBZ" | "VBP") && verb.pos() == "VERB";
    let within = matches!(verb.dep(), "relcl" | "acl" | "advcl");
    let subject = verb.child(&["nsubj"]).filter(|subject| context.left[subject.index()] as usize >= after);
    finite && !within && subject.is_some()
}
