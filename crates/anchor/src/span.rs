//! Places in a text.
//!
//! Invariant: `start <= end`, and both lie on character boundaries of the text they belong to.

use std::ops::Range;

/// A half-open range of byte offsets into one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`.
    ///
    /// # Panics
    /// If `start > end`, or an offset does not fit 32 bits (texts are bounded where they enter).
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span runs forwards, not from {start} to {end}");
        let fit = |offset: usize| u32::try_from(offset).expect("texts are shorter than 4 GiB");
        Self { start: fit(start), end: fit(end) }
    }

    /// The first place where `needle` stands in `text`.
    pub fn find(text: &str, needle: &str) -> Option<Self> {
        text.find(needle).map(|at| Self::new(at, at + needle.len()))
    }

    /// As a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words at this place of `text`.
    ///
    /// # Panics
    /// If the span does not belong to `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within it.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same place `by` bytes further on.
    #[must_use]
    pub fn shift(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }

    /// Without white space at either end of its words in `text`.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let words = self.of(text);
        let start = self.start as usize + (words.len() - words.trim_start().len());
        Self::new(start, start + words.trim().len())
    }
}

/// Byte offsets of one text turned into code points and back, in constant time.
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// Code points before each block of [`BLOCK`] bytes; empty when the text is ASCII.
    before: Vec<u32>,
    /// The text's bytes that start a character, one bit each.
    starts: Vec<u64>,
    bytes: usize,
}

const BLOCK: usize = 64;

impl CodePoints {
    /// Reads `text` once.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { before: Vec::new(), starts: Vec::new(), bytes: text.len() };
        }
        let blocks = text.len() / BLOCK + 1;
        let (mut before, mut starts) = (Vec::with_capacity(blocks), vec![0_u64; blocks]);
        for (at, _) in text.char_indices() {
            starts[at / BLOCK] |= 1 << (at % BLOCK);
        }
        let mut sum = 0;
        for block in &starts {
            before.push(sum);
            sum += block.count_ones();
        }
        Self { before, starts, bytes: text.len() }
    }

    /// The number of code points before byte `offset`.
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.bytes);
        if self.before.is_empty() {
            return offset;
        }
        let (block, bit) = (offset / BLOCK, offset % BLOCK);
        let below = self.starts[block] & ((1_u64 << bit) - 1);
        self.before[block] as usize + below.count_ones() as usize
    }

    /// The code points at which `span` starts and ends.
    pub fn range(&self, span: Span) -> (usize, usize) {
        (self.at(span.start as usize), self.at(span.end as usize))
    }

    /// The byte at which code point `index` starts; the text's length if it has no such code point.
    pub fn byte(&self, index: usize) -> usize {
        if self.before.is_empty() {
            return index.min(self.bytes);
        }
        let block = self.before.partition_point(|&before| before as usize <= index) - 1;
        let mut rest = self.starts[block];
        for _ in 0..index - self.before[block] as usize {
            rest &= rest.wrapping_sub(1);
        }
        if rest == 0 { self.bytes } else { block * BLOCK + rest.trailing_zeros() as usize }
    }

    /// The span from code point `start` to code point `end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.byte(start), self.byte(end))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn code_points_agree_with_counting(text in "\\PC{0,200}") {
            let points = CodePoints::new(&text);
            for (index, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte), index);
                prop_assert_eq!(points.byte(index), byte);
            }
            prop_assert_eq!(points.at(text.len()), text.chars().count());
            prop_assert_eq!(points.byte(text.chars().count()), text.len());
        }
    }

    #[test]
    fn trim_keeps_the_words() {
        let text = "  Kim left. ";
        assert_eq!(Span::new(0, text.len()).trim(text).of(text), "Kim left.");
        assert!(Span::new(0, 2).trim(text).is_empty());
    }
}
