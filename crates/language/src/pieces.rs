//! Where a text may be cut: at blank lines into paragraphs, and where it is too long for one piece.

use std::ops::Range;

use crate::unicode::is_space;

/// The paragraphs of `text`: what stands between blank lines, none of them blank itself. White space before a
/// paragraph belongs to none, but for the first; white space after one, on its last line, belongs to it.
pub(crate) fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = Some(0);
    let next = move || {
        let start = at?;
        let (end, next) = match blank_line(&text[start..]) {
            Some(gap) => (start + gap.start, Some(start + gap.end)),
            None => (text.len(), None),
        };
        at = next;
        Some(start..end)
    };
    std::iter::from_fn(next).filter(|range| !text[range.clone()].chars().all(is_space))
}

/// The first gap of white space with a line break, nothing but blanks, and another line break.
fn blank_line(text: &str) -> Option<Range<usize>> {
    let breaks = text.match_indices('\n').map(|(at, _)| at);
    let mut gaps = breaks.filter(|&at| text[at + 1..].trim_start_matches([' ', '\t']).starts_with('\n'));
    let start = gaps.next()?;
    let end = text.len() - text[start..].trim_start_matches(is_space).len();
    Some(start..end)
}

/// `text` in pieces of at most `bound` bytes: whole if it is no longer, else cut after the last blank line that
/// leaves a piece short enough; without one after a line break, without one after white space, and without any
/// before some character.
///
/// # Panics
/// If `bound` is less than 4, the length of the longest character.
pub(crate) fn pieces(text: &str, bound: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    assert!(bound >= 4, "a piece has room for any character");
    let mut start = 0;
    std::iter::from_fn(move || {
        if start == text.len() {
            return None;
        }
        let piece = start..start + cut(&text[start..], bound);
        start = piece.end;
        Some(piece)
    })
}

/// The length of the first piece of `text`.
fn cut(text: &str, bound: usize) -> usize {
    if text.len() <= bound {
        return text.len();
    }
    let piece = &text[..text.floor_char_boundary(bound)];
    let after_line = piece.rfind('\n').map(|at| at + 1);
    let after_paragraph = piece.rfind("\n\n").map(|at| at + 2);
    let after_space = || piece.char_indices().rfind(|&(_, c)| is_space(c)).map(|(at, c)| at + c.len_utf8());
    after_paragraph.or(after_line).or_else(after_space).unwrap_or(piece.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(text: &str) -> Vec<&str> {
        paragraphs(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn paragraphs_stand_between_blank_lines() {
        assert_eq!(split("One.\nStill one. \n \t\n\n  Two.\n\n\n"), ["One.\nStill one. ", "Two."]);
        assert_eq!(split(" One.\n"), [" One.\n"]);
        assert_eq!(split("\n\n \n"), [""; 0]);
        assert_eq!(split(""), [""; 0]);
    }

    #[test]
    fn cuts_are_made_where_the_text_breaks() {
        let cut_up = |text: &'static str, bound| pieces(text, bound).map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(cut_up("short", 5), ["short"]);
        assert_eq!(cut_up("one\n\ntwo\nthree", 10), ["one\n\n", "two\nthree"]);
        assert_eq!(cut_up("one two\nthree", 10), ["one two\n", "three"]);
        assert_eq!(cut_up("one two three", 10), ["one two ", "three"]);
        assert_eq!(cut_up("onetwothree", 4), ["onet", "woth", "ree"]);
    }

    proptest! {
        #[test]
        fn pieces_cover_the_text(text in "[a\u{e9}\u{1f600} \n]{0,80}", bound in 4_usize..20) {
            let mut at = 0;
            for piece in pieces(&text, bound) {
                prop_assert_eq!(piece.start, at);
                prop_assert!(!piece.is_empty() && piece.len() <= bound);
                at = piece.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
