//! Runs of white space and of anything else.

use crate::unicode;

/// A run of white space, or of anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Its first byte.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    /// Whether one space follows that belongs to no chunk.
    pub(super) space_after: bool,
}

/// The chunks of `text`. The space after a word belongs to no chunk, so that a run of white space has it only
/// at the start of the text.
pub(super) fn chunks(text: &str) -> impl Iterator<Item = Chunk> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let in_space = text[start..].chars().next().map(unicode::is_space)?;
        let end = run_end(text, start, in_space);
        let space_after = !in_space && text.as_bytes().get(end) == Some(&b' ');
        let chunk = Chunk { start, end, space_after };
        start = end + usize::from(space_after);
        Some(chunk)
    })
}

/// Where the run that starts at `start` ends.
fn run_end(text: &str, start: usize, in_space: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            if ASCII_SPACE[byte as usize] != in_space {
                break;
            }
            at += 1;
        } else {
            let Some(c) = text[at..].chars().next() else { break };
            if unicode::is_space(c) != in_space {
                break;
            }
            at += c.len_utf8();
        }
    }
    at
}

/// The white space of ASCII as Python has it.
static ASCII_SPACE: [bool; 128] = {
    let mut table = [false; 128];
    let mut at = 0;
    while at < 128 {
        table[at] = matches!(at as u8, b'\t'..=b'\r' | 0x1c..=0x1f | b' ');
        at += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(&str, bool)> {
        chunks(text).map(|chunk| (&text[chunk.start..chunk.end], chunk.space_after)).collect()
    }

    #[test]
    fn one_space_after_a_word_is_no_chunk() {
        assert_eq!(cut("Talks stall "), [("Talks", true), ("stall", true)]);
        assert_eq!(cut("a  b"), [("a", true), (" ", false), ("b", false)]);
        assert_eq!(cut(" a"), [(" ", false), ("a", false)]);
        assert_eq!(cut("a\n b \n"), [("a", false), ("\n ", false), ("b", true), ("\n", false)]);
        assert_eq!(cut("\u{a0}é\u{3000}\u{1c}"), [("\u{a0}", false), ("é", false), ("\u{3000}\u{1c}", false)]);
        assert_eq!(cut(""), []);
    }

    #[test]
    fn the_table_is_that_of_the_class() {
        for (at, &space) in ASCII_SPACE.iter().enumerate() {
            assert_eq!(space, unicode::is_space(char::from(at as u8)), "{at:#x}");
        }
    }
}
