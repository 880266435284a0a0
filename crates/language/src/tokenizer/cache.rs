//! What became of the chunks seen before.

use anchor::Span;

use crate::analysis::RawToken;
use crate::hashing::HashedMap;
use crate::lexeme::LexemeId;
use crate::strings::hash64a;

/// One token of a chunk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Its bytes.
    pub(super) length: u32,
    /// Its word.
    pub(super) lexeme: LexemeId,
    /// Whether a torn special case can start with it.
    pub(super) starts_sequence: bool,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Where its letters begin in `letters`.
    letters: u32,
    /// Where its pieces begin in `pieces`.
    pieces: u32,
    letter_count: u8,
    piece_count: u8,
    starts_sequence: bool,
}

/// A worker's memory of chunks and their tokens, bounded: when it is full, it starts afresh.
#[derive(Debug, Default)]
pub(crate) struct ChunkCache {
    entries: HashedMap<Entry>,
    letters: String,
    pieces: Vec<Piece>,
    /// Which [`crate::lexeme::Lexemes::generation`] the lexemes are of.
    generation: u64,
    /// Tokens of the text at hand with which a torn special case can start.
    starts: Vec<u32>,
}

/// Longer chunks are rare, and not kept.
const LONGEST: usize = 64;
/// Chunks kept at most.
const MOST: usize = 1 << 15;

impl ChunkCache {
    /// Gets ready for a text; forgets what it knows if the lexemes are no longer of `generation`.
    pub(super) fn prepare(&mut self, generation: u64) {
        if self.generation != generation || self.entries.len() >= MOST {
            self.entries.clear();
            self.letters.clear();
            self.pieces.clear();
            self.generation = generation;
        }
        self.starts.clear();
    }

    /// Tokens of the text at hand with which a torn special case can start.
    pub(super) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// Adds the tokens of the chunk `words`, which starts at byte `at` of its text, if they are known.
    #[inline]
    pub(super) fn recall(&mut self, words: &str, at: usize, tokens: &mut Vec<RawToken>) -> bool {
        if words.len() > LONGEST {
            return false;
        }
        let Some(entry) = self.entries.get(&hash64a(words.as_bytes(), 0)) else { return false };
        let letters = entry.letters as usize..entry.letters as usize + usize::from(entry.letter_count);
        if &self.letters.as_bytes()[letters] != words.as_bytes() {
            return false;
        }
        let pieces = &self.pieces[entry.pieces as usize..entry.pieces as usize + usize::from(entry.piece_count)];
        if entry.starts_sequence {
            note_starts(pieces, tokens.len(), &mut self.starts);
        }
        emit(pieces, at, tokens);
        true
    }

    /// Adds the tokens of a chunk that starts at byte `at` of its text.
    pub(super) fn emit(&mut self, pieces: &[Piece], at: usize, tokens: &mut Vec<RawToken>) {
        note_starts(pieces, tokens.len(), &mut self.starts);
        emit(pieces, at, tokens);
    }

    /// Keeps the tokens of the chunk `words`.
    pub(super) fn remember(&mut self, words: &str, pieces: &[Piece]) {
        let (Ok(letter_count), Ok(piece_count)) = (u8::try_from(words.len()), u8::try_from(pieces.len())) else {
            return;
        };
        if words.len() > LONGEST || self.entries.len() >= MOST {
            return;
        }
        let entry = Entry {
            letters: self.letters.len() as u32,
            pieces: self.pieces.len() as u32,
            letter_count,
            piece_count,
            starts_sequence: pieces.iter().any(|piece| piece.starts_sequence),
        };
        self.entries.insert(hash64a(words.as_bytes(), 0), entry);
        self.letters.push_str(words);
        self.pieces.extend_from_slice(pieces);
    }
}

#[inline]
fn emit(pieces: &[Piece], at: usize, tokens: &mut Vec<RawToken>) {
    let mut start = at as u32;
    for piece in pieces {
        let span = Span { start, end: start + piece.length };
        tokens.push(RawToken { span, space_after: false, lexeme: piece.lexeme });
        start = span.end;
    }
}

fn note_starts(pieces: &[Piece], from: usize, starts: &mut Vec<u32>) {
    starts.extend((from as u32..).zip(pieces).filter(|(_, piece)| piece.starts_sequence).map(|(at, _)| at));
}
