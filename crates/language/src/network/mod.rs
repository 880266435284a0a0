//! The network: vectors of tokens in their context, and what is read from them — tags, tree, entities.

mod arc_eager;
mod assembly;
mod entities;
mod hash_embedding;
mod projectivity;
mod scorer;
mod static_vectors;
mod tagger;
mod token_vectors;
mod transitions;
mod word_types;

use std::ops::Range;

pub(crate) use assembly::{Network, NetworkScratch};

use crate::analysis::Analysis;
use crate::model::{Malformed, ModelError};

/// Texts that are analysed together.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// The tokens of all texts; heads count from the first token of their own text.
    pub(crate) tokens: Vec<Analysis>,
    /// One past the last token of each text.
    pub(crate) ends: Vec<usize>,
}

impl Batch {
    /// The tokens of each text.
    pub(crate) fn texts(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        (0..self.ends.len()).map(|text| self.text(text))
    }

    /// The tokens of one text.
    pub(crate) fn text(&self, text: usize) -> Range<usize> {
        let start = if text == 0 { 0 } else { self.ends[text - 1] };
        start..self.ends[text]
    }
}

/// `size`, if it is one that a network can have.
fn bounded(size: usize, part: &str, key: &str) -> Result<usize, ModelError> {
    /// Far above every size that spaCy's models have, far below what memory could not hold.
    const GREATEST: usize = 4096;
    if (1..=GREATEST).contains(&size) {
        return Ok(size);
    }
    Err(Malformed(format!("'{key}' of [{part}] is {size}, not between 1 and {GREATEST}")).of(crate::config::PATH))
}
