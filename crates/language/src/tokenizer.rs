//! Text into tokens, exactly as spaCy's tokenizer cuts it.
//!
//! The text is cut at white space into chunks. A chunk that is a special case ("don't") becomes the tokens that
//! the model lists for it; of any other, prefixes and suffixes are taken off until a special case or nothing to
//! take off is left, and what is left is kept whole if it is a URL or else cut at its infixes. In the end, runs
//! of tokens that spell a special case which that cutting has torn apart (":" and ")") are put together again.
//!
//! What becomes of a chunk does not depend on the chunks around it, so that a worker remembers it in a
//! [`ChunkCache`]: all but the rare words are cut by one look-up.
//!
//! The tokens cover the text, but for the single spaces that [`RawToken::space_after`] tells of.

mod affixes;
mod cache;
mod chunks;
mod specials;
#[cfg(all(test, feature = "english"))]
mod tests;

use anchor::Span;

pub(crate) use self::cache::ChunkCache;

use self::affixes::{Affixes, Part};
use self::cache::Piece;
use self::chunks::chunks;
use self::specials::{Sequences, Specials};
use crate::analysis::RawToken;
use crate::attributes::Norms;
use crate::lexeme::{LexemeId, Lexemes};
use crate::model::{ModelError, ModelFiles};
use crate::msgpack::Value;
use crate::strings::string_id;

/// A model's tokenizer.
#[derive(Clone, Debug)]
pub(crate) struct Tokenizer {
    affixes: Affixes,
    specials: Specials,
    sequences: Sequences,
    norms: Norms,
}

/// Where it lies in a model.
const PART: &str = "tokenizer";

impl Tokenizer {
    /// Reads the tokenizer of a model.
    pub(crate) fn new(files: &ModelFiles) -> Result<Self, ModelError> {
        let settings = files.msgpack(PART)?;
        let affixes = Affixes::new(&settings).map_err(|error| error.of(PART))?;
        let specials = Specials::new(&settings).map_err(|error| error.of(PART))?;
        let all = settings.get("faster_heuristics").and_then(Value::bool) == Some(false);
        let mut sequences = Sequences::default();
        let mut parts = Vec::new();
        for case in specials.texts() {
            // Only what cutting can tear apart needs to be put together again.
            if all || case.contains(' ') || affixes.found_in(case) {
                parts.clear();
                for chunk in chunks(case) {
                    affixes.split(&case[chunk.start..chunk.end], None, &mut parts);
                }
                sequences.insert(parts.iter().map(|part| string_id(part.text())));
            }
        }
        Ok(Self { affixes, specials, sequences, norms: Norms::new(files)? })
    }

    /// Adds the tokens of `text` to `tokens`, which must be empty.
    ///
    /// # Panics
    /// If `text` has 4 GiB or more.
    pub(crate) fn tokenize(
        &self,
        text: &str,
        lexemes: &mut Lexemes,
        cache: &mut ChunkCache,
        tokens: &mut Vec<RawToken>,
    ) {
        assert!(u32::try_from(text.len()).is_ok(), "a text of {} bytes is too long", text.len());
        debug_assert!(tokens.is_empty());
        cache.prepare(lexemes.generation());
        for chunk in chunks(text) {
            let words = &text[chunk.start..chunk.end];
            if !cache.recall(words, chunk.start, tokens) {
                let pieces = self.pieces(words, lexemes);
                cache.emit(&pieces, chunk.start, tokens);
                cache.remember(words, &pieces);
            }
            if let (true, Some(last)) = (chunk.space_after, tokens.last_mut()) {
                last.space_after = true;
            }
        }
        if !cache.starts().is_empty() {
            self.restore_specials(text, lexemes, cache.starts(), tokens);
        }
    }

    /// The tokens of one chunk.
    fn pieces(&self, chunk: &str, lexemes: &mut Lexemes) -> Vec<Piece> {
        let mut parts = Vec::new();
        self.affixes.split(chunk, Some(&self.specials), &mut parts);
        let mut pieces = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Part::Word(word) => pieces.push(self.piece(word, self.norms.lexeme(word, None, lexemes), lexemes)),
                Part::Special(case) => {
                    for token in case {
                        let lexeme = self.norms.lexeme(&token.text, token.norm.as_deref(), lexemes);
                        pieces.push(self.piece(&token.text, lexeme, lexemes));
                    }
                }
            }
        }
        pieces
    }

    fn piece(&self, word: &str, lexeme: LexemeId, lexemes: &Lexemes) -> Piece {
        Piece {
            length: word.len() as u32,
            lexeme,
            starts_sequence: self.sequences.start_with(lexemes.get(lexeme).orth_id),
        }
    }

    /// Puts special cases together again that were torn apart, of the longest first; `starts` are the tokens with
    /// which one could begin.
    fn restore_specials(&self, text: &str, lexemes: &mut Lexemes, starts: &[u32], tokens: &mut Vec<RawToken>) {
        let found =
            self.sequences.find(starts, |at: usize| tokens.get(at).map(|token| lexemes.get(token.lexeme).orth_id));
        let mut restored: Vec<RawToken> = Vec::new();
        let mut done = 0;
        for range in found {
            let (first, last) = (tokens[range.start], tokens[range.end - 1]);
            // The same tokens with white space between them spell no special case.
            let Some(case) = self.specials.get(&text[first.span.start as usize..last.span.end as usize]) else {
                continue;
            };
            restored.extend_from_slice(&tokens[done..range.start]);
            done = range.end;
            let mut start = first.span.start;
            for token in case {
                let end = start + token.text.len() as u32;
                let lexeme = self.norms.lexeme(&token.text, token.norm.as_deref(), lexemes);
                restored.push(RawToken { span: Span { start, end }, space_after: false, lexeme });
                start = end;
            }
            if let Some(end) = restored.last_mut() {
                end.space_after = last.space_after;
            }
        }
        if done > 0 {
            restored.extend_from_slice(&tokens[done..]);
            *tokens = restored;
        }
    }
}
