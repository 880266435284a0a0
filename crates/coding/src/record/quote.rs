//! A place in an article with its words, as every output prints it.
//!
//! Invariant: `quote` equals `text[start..end]` counted in Unicode code points of the article's text.

use anchor::{CodePoints, Span};
use serde::{Deserialize, Serialize};

/// Words of an article and where they stand (code points).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words.
    pub quote: String,
    /// The stretches that count, where the words are interrupted (`"A," he said, "B."`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<(usize, usize)>,
}

/// Turns places in one article's text into [`Quote`]s: the one gate from bytes to code points.
#[derive(Clone, Debug)]
pub struct Quoter<'t> {
    text: &'t str,
    points: CodePoints,
}

impl<'t> Quoter<'t> {
    /// For one article's text.
    pub fn new(text: &'t str) -> Self {
        Self { text, points: CodePoints::new(text) }
    }

    /// The words at `span`.
    pub fn quote(&self, span: Span) -> Quote {
        let (start, end) = self.points.range(span);
        Quote { start, end, quote: span.of(self.text).to_owned(), parts: Vec::new() }
    }

    /// The words from the first of `spans` to the last, which may be interrupted.
    ///
    /// # Panics
    /// If there are no spans.
    pub fn quote_parts(&self, spans: &[Span]) -> Quote {
        let whole = spans.iter().copied().reduce(Span::cover).expect("a quote has at least one part");
        let mut quote = self.quote(whole);
        if spans.len() > 1 {
            quote.parts = spans.iter().map(|&span| self.points.range(span)).collect();
        }
        quote
    }

    /// The words at `span`, without an owner.
    pub fn words(&self, span: Span) -> &'t str {
        span.of(self.text)
    }

    /// The place from code point `start` to code point `end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        self.points.span(start, end)
    }

    /// The code points at which `span` starts and ends.
    pub fn range(&self, span: Span) -> (usize, usize) {
        self.points.range(span)
    }
}
