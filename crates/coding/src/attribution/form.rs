//! Tidies source and content, and says how the content is given: quoted or not, clause or phrase.

use std::ops::Range;

use language::Token;

use super::context::Context;
use super::{ContentForm, CueClass, SourceWords};
use crate::record::Quotation;

/// The token of `words` that governs the rest.
pub(super) fn head<'d>(context: &Context<'d>, words: &Range<usize>) -> Token<'d> {
    let top = |i: &usize| {
        let token = context.token(*i);
        token.is_root() || !words.contains(&token.head().index())
    };
    let nominal = |i: &usize| matches!(context.token(*i).pos(), "NOUN" | "PROPN" | "PRON" | "NUM" | "ADJ" | "DET");
    let tops: Vec<usize> = words.clone().filter(top).collect();
    context.token(tops.iter().copied().find(nominal).or(tops.first().copied()).unwrap_or(words.start))
}

/// The source of `words` without what only parts it from its surroundings.
pub(super) fn source(context: &Context<'_>, words: Range<usize>) -> Option<SourceWords> {
    let words = trim(context, words, false)?;
    let head = head(context, &words).id;
    Some(SourceWords { words, head })
}

/// Whether a token is no word.
fn is_punctuation(context: &Context<'_>, index: usize) -> bool {
    context.space[index] || !context.lower[index].chars().any(char::is_alphanumeric)
}

/// `words` without punctuation at its ends; with `marks` a quotation mark and what stands before it may end it,
/// and one may begin it.
fn trim(context: &Context<'_>, words: Range<usize>, marks: bool) -> Option<Range<usize>> {
    let sign = |index: &usize| matches!(&*context.lower[*index], "$" | "%" | "£" | "€" | "#" | "..." | "…");
    let kept =
        |index: &usize| !is_punctuation(context, *index) || sign(index) || (marks && context.quotes.is_mark(*index));
    let start = words.clone().find(kept)?;
    let end = words.clone().rfind(kept)? + 1;
    Some(start..end)
}

/// The parts of a content tidied: neighbours with nothing but punctuation between them joined, punctuation at the
/// ends left out, quotation marks kept in pairs.
pub(super) fn content(context: &Context<'_>, parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(last) if (last.end..part.start).all(|i| is_punctuation(context, i)) => last.end = part.end,
            _ => joined.push(part),
        }
    }
    joined.into_iter().filter_map(|part| whole_quotation(context, trim(context, part, true)?)).collect()
}

/// `part` with the marks of a quotation that it holds at one of its ends, and without a mark that has no match in it.
fn whole_quotation(context: &Context<'_>, part: Range<usize>) -> Option<Range<usize>> {
    let quotes = &context.quotes;
    let Range { mut start, mut end } = part;
    let quote_at = |index: usize| quotes.at(index).map(|quote| quotes.all()[quote]);
    // The first and last word that stand in a quotation of which the mark is left out.
    if !quotes.is_mark(start)
        && let Some(quoted) = quote_at(start)
        && start > 0
        && quotes.is_mark(start - 1)
        && quoted.whole.end <= context.token(end - 1).span().end.max(quoted.words.end)
    {
        start -= 1;
    }
    let mut last = end - 1;
    while last + 1 < context.document.len()
        && is_punctuation(context, last + 1)
        && !quotes.is_mark(last + 1)
        && quote_at(last).is_some()
        && quote_at(last + 1).is_some()
    {
        last += 1;
    }
    if !quotes.is_mark(end - 1)
        && quote_at(end - 1).is_some()
        && last + 1 < context.document.len()
        && quotes.is_mark(last + 1)
    {
        end = last + 2;
    }
    // A lone opening mark at the end, or closing mark at the start, belongs to something else.
    if end - start > 1 && quotes.is_mark(end - 1) && quote_at(end - 2).is_none() {
        end -= 1;
        return trim(context, start..end, true);
    }
    if end - start > 1 && quotes.is_mark(start) && quote_at(start + 1).is_none() {
        start += 1;
        return trim(context, start..end, true);
    }
    Some(start..end)
}

/// The tokens of a content that nothing else in it governs.
fn roots<'d>(context: &Context<'d>, content: &[Range<usize>]) -> Vec<Token<'d>> {
    let inside = |index: usize| content.iter().any(|part| part.contains(&index));
    let top = |token: &Token<'_>| token.is_root() || !inside(token.head().index());
    let words = content.iter().flat_map(Clone::clone).filter(|&i| !is_punctuation(context, i));
    words.map(|i| context.token(i)).filter(top).collect()
}

/// How a content is given, told from its words and the quotation marks about them.
pub(super) fn quotation(context: &Context<'_>, cue: &Range<usize>, content: &[Range<usize>]) -> Quotation {
    let quotes = &context.quotes;
    let own = quotes.at(cue.start).map(|quote| quotes.origin(quote));
    let (mut quoted, mut plain) = (0, 0);
    for i in content.iter().flat_map(Clone::clone).filter(|&i| !is_punctuation(context, i)) {
        let quote = quotes.at(i).map(|quote| quotes.origin(quote));
        *(if quote.is_some() && quote != own { &mut quoted } else { &mut plain }) += 1;
    }
    match (quoted, plain) {
        (0, _) => Quotation::Indirect,
        (_, 0) if speaks_for_itself(context, content) => Quotation::Direct,
        _ => Quotation::Mixed,
    }
}

/// Whether a quoted content is a sentence or more, not words built into the sentence around it.
fn speaks_for_itself(context: &Context<'_>, content: &[Range<usize>]) -> bool {
    let first = content.iter().flat_map(Clone::clone).find(|&i| !is_punctuation(context, i));
    let capital =
        first.is_some_and(|i| context.token(i).text().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    capital
        && roots(context, content)
            .into_iter()
            .any(|root| is_verbal(root) || root.is_root() || matches!(root.dep(), "ccomp" | "parataxis" | "intj"))
}

/// What grammatical form a content has.
pub(super) fn form(
    context: &Context<'_>,
    anchor: Token<'_>,
    quotation: Quotation,
    content: &[Range<usize>],
) -> ContentForm {
    if quotation != Quotation::Indirect {
        return ContentForm::Quoted;
    }
    let roots = roots(context, content);
    let has_subject = |token: &Token<'_>| token.child(&["nsubj", "nsubjpass", "csubj", "expl"]).is_some();
    let clause = |token: &Token<'_>| {
        let to = token.child(&["aux"]).is_some_and(|aux| aux.tag() == "TO");
        let finite = matches!(token.tag(), "VBD" | "VBP" | "VBZ" | "MD")
            || token.children().any(|child| {
                matches!(child.dep(), "aux" | "auxpass") && matches!(child.tag(), "VBD" | "VBP" | "VBZ" | "MD")
            });
        (is_verbal(*token) && has_subject(token) && !to) || (finite && is_verbal(*token) && token.dep() != "amod")
    };
    // 'No deal, officials say': what a verb of saying has for its clause is one even without a verb.
    let said = |token: &Token<'_>| {
        matches!(token.dep(), "ccomp" | "parataxis")
            || (token.is_root() && anchor.ancestors().any(|head| head == *token))
    };
    if roots.iter().any(|root| clause(root) || (said(root) && !is_infinitive(*root))) {
        ContentForm::Clause
    } else if roots.iter().any(|root| is_infinitive(*root)) {
        ContentForm::Infinitive
    } else {
        ContentForm::Phrase
    }
}

fn is_verbal(token: Token<'_>) -> bool {
    matches!(token.pos(), "VERB" | "AUX")
}

fn is_infinitive(token: Token<'_>) -> bool {
    let to = token.child(&["aux"]).is_some_and(|aux| aux.tag() == "TO");
    is_verbal(token) && (to || matches!(token.tag(), "VBG" | "VB"))
}

/// What kind of act a cue is, for a content of this form.
pub(super) fn class(context: &Context<'_>, anchor: Token<'_>, form: ContentForm) -> CueClass {
    use CueClass::{Attitude, Evidence, Intention, Knowledge, Promise, Question, Request, Speech, Thought, Writing};
    let kinds: Vec<CueClass> = context.kinds[anchor.index()].iter().map(|kind| kind.class).collect();
    let order: &[CueClass] = match form {
        ContentForm::Clause | ContentForm::Quoted => {
            &[Speech, Writing, Evidence, Question, Thought, Knowledge, Request, Promise, Intention, Attitude]
        }
        ContentForm::Infinitive => {
            &[Request, Promise, Intention, Thought, Speech, Writing, Evidence, Question, Knowledge, Attitude]
        }
        ContentForm::Phrase => {
            &[Attitude, Request, Promise, Intention, Speech, Writing, Evidence, Question, Knowledge, Thought]
        }
    };
    order.iter().copied().find(|class| kinds.contains(class)).unwrap_or(match form {
        ContentForm::Infinitive => Intention,
        ContentForm::Phrase => Attitude,
        ContentForm::Clause | ContentForm::Quoted => Speech,
    })
}
