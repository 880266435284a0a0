//! What holds of a word wherever it stands, kept once a word in a worker's table.

use std::collections::HashMap;

use crate::strings::string_id;

/// The number of a [`Lexeme`] in its [`Lexemes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct LexemeId(pub(crate) u32);

impl LexemeId {
    /// As an index.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A word type: its letters and its norm (the tokenizer's exceptions give "n't" the norm "not"), and what
/// follows from them. Ids are those of [`string_id`].
#[derive(Clone, Debug)]
pub(crate) struct Lexeme {
    /// Its letters.
    pub(crate) text: Box<str>,
    /// Its normalised form.
    pub(crate) norm: Box<str>,
    /// Its letters, small.
    pub(crate) lower: Box<str>,
    /// Id of its letters.
    pub(crate) orth_id: u64,
    /// Id of its norm.
    pub(crate) norm_id: u64,
    /// Id of its first letter.
    pub(crate) prefix_id: u64,
    /// Id of its last three letters.
    pub(crate) suffix_id: u64,
    /// Id of its shape (`Xxxx`, `dd`).
    pub(crate) shape_id: u64,
    /// Whether it is nothing but white space.
    pub(crate) is_space: bool,
}

/// A worker's lexemes. Ids stay valid until [`Lexemes::clear`].
#[derive(Debug, Default)]
pub(crate) struct Lexemes {
    known: Vec<Lexeme>,
    by_words: HashMap<(u64, u64), LexemeId>,
    generation: u64,
}

impl Lexemes {
    /// The id of the word `text` with the norm `norm`; `make` describes it if it is new.
    pub(crate) fn intern(&mut self, text: &str, norm: &str, make: impl FnOnce() -> Lexeme) -> LexemeId {
        // Two words with the same ids are one word to spaCy too.
        let key = (string_id(text), string_id(norm));
        *self.by_words.entry(key).or_insert_with(|| {
            self.known.push(make());
            LexemeId(self.known.len() as u32 - 1)
        })
    }

    /// The lexeme with number `id`.
    ///
    /// # Panics
    /// If `id` is not of this table.
    pub(crate) fn get(&self, id: LexemeId) -> &Lexeme {
        &self.known[id.index()]
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.known.len()
    }

    /// Forgets them all. Done between texts, when there are too many.
    pub(crate) fn clear(&mut self) {
        self.known.clear();
        self.by_words.clear();
        self.generation += 1;
    }

    /// How often it was cleared: what is kept by [`LexemeId`] elsewhere is void when this changes.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }
}
