//! Plain text as people save it, cut into blocks.
//!
//! A line is a block, but for text that is wrapped at a fixed width: there the lines between two empty lines are one.

use anchor::Span;

use crate::block::{Block, Place};
use crate::line::{ends_sentence, tidy};

/// Widths at which programs wrap text.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

struct Line<'a> {
    span: Span,
    text: &'a str,
}

/// Cuts a page of plain text into blocks.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let mut stanzas: Vec<Vec<Line>> = vec![Vec::new()];
    let mut start = 0;
    for piece in page.split_inclusive(['\n', '\r', '\x0c', '\u{2028}', '\u{2029}']) {
        let span = Span::new(start, start + piece.len()).trim(page);
        // '\r\n' is one line end: the empty line between the two is none.
        let between = piece == "\n" && start > 0 && page.as_bytes()[start - 1] == b'\r';
        start += piece.len();
        if !tidy(span.of(page)).is_empty() {
            stanzas.last_mut().expect("there is always one").push(Line { span, text: span.of(page) });
        } else if !between && stanzas.last().is_some_and(|stanza| !stanza.is_empty()) {
            stanzas.push(Vec::new());
        }
    }
    let width = wrapping_width(&stanzas);
    let mut blocks = Vec::new();
    for stanza in stanzas {
        for group in join_wrapped(stanza, width) {
            let span = group.iter().map(|line| line.span).reduce(Span::cover).expect("a group has lines");
            let words = span.of(page);
            let line = (group.len() == 1 && words.contains(['\t', ' ', '\u{a0}'])).then(|| words.to_owned());
            blocks.push(Block { span, text: tidy(words), line, place: Place::Text, links: 0.0, chosen: None });
        }
    }
    blocks
}

/// The width at which the page's lines are wrapped, if they are.
///
/// A line is wrapped when the first word of the next would not have fitted any more. That holds by chance now and
/// then, so most of a page's lines must show it, and the lines must break inside sentences.
fn wrapping_width(stanzas: &[Vec<Line>]) -> Option<usize> {
    let length = |line: &Line| line.text.chars().count();
    let width = stanzas.iter().filter(|stanza| stanza.len() > 1).flatten().map(length).max()?;
    if !WIDTHS.contains(&width) || stanzas.iter().flatten().any(|line| length(line) > width) {
        return None;
    }
    let pairs = || stanzas.iter().flat_map(|stanza| stanza.windows(2));
    let (all, full) = (pairs().count(), pairs().filter(|pair| is_full(&pair[0], &pair[1], width)).count());
    let broken = pairs().filter(|pair| !ends_sentence(pair[0].text)).count();
    (full * 10 >= all * 6 && broken * 2 >= all && full >= 2).then_some(width)
}

/// Whether the next line's first word would not have fitted on this one; a few characters of slack, as widths vary.
fn is_full(line: &Line, next: &Line, width: usize) -> bool {
    let word = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    line.text.chars().count() + 1 + word + 4 > width
}

fn join_wrapped(stanza: Vec<Line<'_>>, width: Option<usize>) -> Vec<Vec<Line<'_>>> {
    let mut groups: Vec<Vec<Line>> = Vec::new();
    for line in stanza {
        let joins = width.is_some_and(|width| {
            groups.last().and_then(|group| group.last()).is_some_and(|before| is_full(before, &line, width))
        });
        match groups.last_mut() {
            Some(group) if joins => group.push(line),
            _ => groups.push(vec![line]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(page: &str) -> Vec<String> {
        blocks(page).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn a_line_is_a_block() {
        let page =
            "Harbour Post\r\n\r\nTalks resume\r\nThe envoys met on Friday in a village.\r\nThey left at dusk.\r\n";
        assert_eq!(
            texts(page),
            ["Harbour Post", "Talks resume", "The envoys met on Friday in a village.", "They left at dusk."]
        );
    }

    #[test]
    fn lines_wrapped_at_a_width_are_one_block() {
        let page = "TALKS RESUME\n\nThe envoys of the two countries met on Friday in a\nvillage near the border, and their spokesman said that\nthey would meet again.\n\nNobody spoke of the sanctions that had ended the last\nround of talks in autumn.\n";
        assert_eq!(
            texts(page),
            [
                "TALKS RESUME",
                "The envoys of the two countries met on Friday in a village near the border, and their spokesman said that they would meet again.",
                "Nobody spoke of the sanctions that had ended the last round of talks in autumn.",
            ]
        );
    }

    #[test]
    fn spans_are_the_lines() {
        let page = "\n  Talks\u{a0} resume \n\nSoon.";
        let spans: Vec<&str> = blocks(page).iter().map(|block| block.span.of(page)).collect();
        assert_eq!(spans, ["Talks\u{a0} resume", "Soon."]);
    }
}
