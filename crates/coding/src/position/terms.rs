//! The terms of a position: 'unless …', 'only once …', 'in exchange for …', and after a refusal 'until …', 'without …'.

use anchor::Span;
use language::Token;

use crate::proposition::Proposition;
use crate::reading::Reading;
use crate::record::Stance;

/// Words that set terms after anything said to be done.
const SETS: [&str; 18] = [
    "only if",
    "only when",
    "only once",
    "only after",
    "unless",
    "provided",
    "providing",
    "on condition",
    "on the condition",
    "on one condition",
    "in return for",
    "in exchange for",
    "as long as",
    "so long as",
    "once",
    "the moment",
    "as soon as",
    "failing",
];

/// Words that set terms only where something is withheld.
const WITHHOLDS: [&str; 6] = ["until", "till", "without", "before", "unless", "as long as"];

/// The terms of a position at `proposition`, by its clause or one below it.
pub(super) fn of(proposition: &Proposition, stance: Stance, reading: Reading<'_>) -> Option<Span> {
    let complements = || proposition.complements.iter().filter_map(|inner| reading.propositions.at(inner.predicate));
    if let Some(known) = proposition.condition.or_else(|| complements().find_map(|inner| inner.condition)) {
        return Some(known);
    }
    let document = reading.document;
    let token = proposition.token(document);
    if let Some(clause) = beside_speaker(token) {
        return Some(document.span(trimmed(clause)));
    }
    let mut roots = vec![token];
    roots.extend(complements().map(|inner| inner.token(document)));
    roots.extend(proposition.patient.iter().map(|&head| document.token(head)));
    let joined =
        roots.iter().flat_map(|root| root.children()).filter(|child| child.dep() == "conj" && child.id > token.id);
    // 'promised to leave, but only once …'
    let fragments: Vec<Token<'_>> =
        joined.filter(|child| !matches!(child.tag(), "VBD" | "VBZ" | "VBP" | "VB")).collect();
    roots.extend(fragments);
    let clause = roots
        .iter()
        .find_map(|root| setting(*root).or_else(|| if stance == Stance::Refuse { withholding(*root) } else { None }))?;
    Some(document.span(trimmed(clause)))
}

/// 'If it goes on, the minister warned, they will answer': terms that the parse hangs on the words of saying.
pub(crate) fn beside_speaker(verb: Token<'_>) -> Option<Token<'_>> {
    let saying = verb.children().chain(std::iter::once(verb.head()));
    let saying =
        saying.filter(|said| matches!(said.dep(), "parataxis" | "ccomp") && said.id < verb.id || verb.dep() == "ccomp");
    saying.flat_map(Token::children).find(|terms| {
        terms.dep() == "advcl"
            && terms.id < verb.id
            && (terms.child(&["mark"]).is_some_and(|mark| matches!(mark.norm(), "if" | "unless"))
                || terms
                    .children()
                    .any(|aux| aux.dep() == "aux" && aux.norm() == "should" && aux.index() == terms.extent().start))
    })
}

/// The clause or phrase below `root` that sets terms.
fn setting(root: Token<'_>) -> Option<Token<'_>> {
    root.children().find(|child| child.id > root.id && is_terms(*child) && opens_with(*child, &SETS))
}

/// The clause or phrase below `root` for whose sake something is withheld.
pub(super) fn withholding(root: Token<'_>) -> Option<Token<'_>> {
    root.children()
        .find(|child| child.id > root.id && is_terms(*child) && opens_with(*child, &WITHHOLDS) && !is_time(*child))
}

fn is_terms(token: Token<'_>) -> bool {
    matches!(token.dep(), "advcl" | "prep" | "ccomp" | "advmod" | "conj" | "npadvmod")
}

/// Whether the words of `token` open so, the word before counted ('only | once …').
fn opens_with(token: Token<'_>, phrases: &[&str]) -> bool {
    let document = token.document();
    let range = token.extent();
    let from = if range.start > 0 { range.start - 1 } else { 0 };
    let words: Vec<String> =
        document.tokens_in(from..range.end.min(range.start + 4)).map(|word| word.text().to_lowercase()).collect();
    let text = |skip: usize| words.iter().skip(skip).map(String::as_str).collect::<Vec<_>>().join(" ") + " ";
    let begins = |text: &str| phrases.iter().any(|phrase| text.starts_with(&format!("{phrase} ")));
    begins(&text(range.start - from)) || words.first().is_some_and(|word| word == "only") && begins(&text(0))
}

/// 'until Friday', 'before the election': a day, no terms.
fn is_time(token: Token<'_>) -> bool {
    let before = token.norm() == "before" && token.dep() == "prep";
    before || token.child(&["pobj"]).is_some_and(|day| matches!(day.entity(), "DATE" | "TIME"))
}

fn trimmed(token: Token<'_>) -> std::ops::Range<usize> {
    let document = token.document();
    let mut range = token.extent();
    while range.end > range.start + 1
        && document.tokens_in(range.end - 1..range.end).all(|last| matches!(last.pos(), "PUNCT" | "SPACE"))
    {
        range.end -= 1;
    }
    range
}

/// Whether the terms are the other side's to meet before anything is done: 'only once', 'in exchange for'.
pub(super) fn is_bargain(terms: &str) -> bool {
    let terms = terms.to_lowercase();
    [
        "only",
        "provided",
        "providing",
        "once",
        "on condition",
        "on the condition",
        "on one condition",
        "in return",
        "in exchange",
    ]
    .iter()
    .any(|opening| terms.starts_with(opening))
}
