//! Whether the event lexicon does what it says: every line codes its own example.

use language::Document;
use page::Article;

use super::{LexiconLine, LineRead};
use crate::coder::Coder;
use crate::record::{Event, Party, Record};
use anchor::{CodePoints, Span};

/// What is wrong with a line of the lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line.
    pub line: LexiconLine,
    /// What its own example shows.
    pub kind: ProblemKind,
    /// The same in words.
    pub says: String,
}

/// What may be wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// No predicate of the example is read by the line.
    Unread,
    /// It is read, but no event of its type is coded there; or one is where the line says there is none.
    Uncoded,
    /// Who acts or who is acted on is not who the example marks.
    Parties,
}

/// Tries every line of the lexicon of `coder` on its own example, parsed by `parse`.
pub fn check(coder: &Coder, parse: impl Fn(&str) -> Document) -> Vec<Problem> {
    check_lines(coder, &coder.lexicon_lines(), parse)
}

/// Tries these lines of it.
pub fn check_lines(coder: &Coder, lines: &[LexiconLine], parse: impl Fn(&str) -> Document) -> Vec<Problem> {
    lines.iter().filter_map(|line| problem(coder, &parse, line)).collect()
}

fn problem(coder: &Coder, parse: &impl Fn(&str) -> Document, line: &LexiconLine) -> Option<Problem> {
    let text = &line.example.text;
    let document = parse(text);
    let read = coder.lines_read(&document);
    let here: Vec<&LineRead> = read.iter().filter(|read| read.file == line.file && read.line == line.line).collect();
    let found = |kind, says: String| Some(Problem { line: line.clone(), kind, says });
    if here.is_empty() {
        let others: Vec<String> = read.iter().map(|read| format!("{} {}", read.file, read.line)).collect();
        return found(ProblemKind::Unread, format!("'{text}' is read by {}", others.join(", ")));
    }
    let points = CodePoints::new(text);
    let at = |event: &Event| {
        let trigger = points.span(event.trigger.start, event.trigger.end);
        here.iter().any(|read| document.token(read.predicate).span().overlaps(trigger))
    };
    let coded = coder.code(&Article::of_text(text), &document);
    let events: Vec<&Event> = coded
        .records
        .iter()
        .filter_map(|record| match record {
            Record::Event(event) if at(event) => Some(event),
            _ => None,
        })
        .collect();
    let Some(kind) = &line.kind else {
        return match events.first() {
            Some(event) => found(ProblemKind::Uncoded, format!("'{text}' is coded as {}", event.kind)),
            None => None,
        };
    };
    let Some(event) = events.iter().find(|event| event.kind == *kind) else {
        return found(ProblemKind::Uncoded, format!("'{text}' is not coded as {kind}"));
    };
    let spans =
        |parties: &[Party]| -> Vec<Span> { parties.iter().map(|party| points.span(party.start, party.end)).collect() };
    let same = |marked: &[Span], found: &[Span]| {
        marked.iter().all(|one| found.iter().any(|other| one.overlaps(*other)))
            && found.iter().all(|one| marked.iter().any(|other| one.overlaps(*other)))
    };
    let (actor, recipient) = (spans(&event.actor), spans(&event.recipient));
    if line.example.actor.is_empty() && line.example.recipient.is_empty()
        || same(&line.example.actor, &actor) && same(&line.example.recipient, &recipient)
    {
        return None;
    }
    let names = |parties: &[Party]| parties.iter().map(|party| party.quote.as_str()).collect::<Vec<_>>().join(" and ");
    found(
        ProblemKind::Parties,
        format!("'{text}' has actor '{}', recipient '{}'", names(&event.actor), names(&event.recipient)),
    )
}
