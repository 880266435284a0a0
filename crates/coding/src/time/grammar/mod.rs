//! The grammar of time expressions: from atoms to phrases, left to right, the longest reading wins.
//!
//! Every rule looks a bounded number of atoms ahead, so reading is linear in the length of the text. What qualifies
//! a date is read in [`dates`], the date itself in [`days`], [`months`], [`years`], [`units`] and [`clock`], members of
//! lists in [`lists`], amounts of time in [`counts`]; whether a word like 'May' or a number like '1990' is a time at
//! all is decided in [`ambiguity`].

mod ambiguity;
mod amount;
mod clock;
mod counts;
mod dates;
mod days;
mod lists;
mod months;
mod units;
mod years;

use language::{Document, Token, TokenId};

use crate::time::Modifier;
use crate::time::atoms::{Atom, Glue, Kind, Piece};
use crate::time::lexicon::{Lexicon, Reference, Sense};
use crate::time::phrase::{Found, Phrase};
use crate::time::unit::Unit;

/// A text ready to be read.
#[derive(Clone, Copy)]
pub(in crate::time) struct Grammar<'a> {
    pub(in crate::time) document: &'a Document,
    pub(in crate::time) atoms: &'a [Atom<'a>],
    pub(in crate::time) lexicon: &'a Lexicon,
    /// Whether the text has years before Christ, so that '480' may be one.
    pub(in crate::time) ancient: bool,
    /// Whether the text names a person May, so that 'May' alone is no month.
    pub(in crate::time) person_may: bool,
}

impl<'a> Grammar<'a> {
    /// Prepares to read `document`, cut into `atoms`.
    pub(in crate::time) fn new(document: &'a Document, atoms: &'a [Atom<'a>], lexicon: &'a Lexicon) -> Self {
        let mut grammar = Self { document, atoms, lexicon, ancient: false, person_may: false };
        grammar.ancient = grammar.names_years_before_christ();
        grammar.person_may = grammar.names_a_person_may();
        grammar
    }

    /// All expressions, in text order; they do not overlap.
    pub(in crate::time) fn expressions(&self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < self.atoms.len() {
            match self.expression(at, found.last()) {
                Some(one) => {
                    debug_assert!(one.end > at && one.start == at);
                    at = one.end.max(at + 1);
                    found.push(one);
                }
                None => at += 1,
            }
        }
        found
    }

    /// The expression that starts at `at`; `before` is the last one found.
    fn expression(&self, at: usize, before: Option<&Found>) -> Option<Found> {
        let readings =
            [self.each(at), self.counted(at), self.date_expression(at), self.reference(at), self.list_item(at, before)];
        // The longest wins; of two as long, the earlier in this order.
        let mut best: Option<Found> = None;
        for reading in readings.into_iter().flatten() {
            if best.as_ref().is_none_or(|best| reading.end > best.end) {
                best = Some(reading);
            }
        }
        best
    }

    /// 'now', 'recently', 'the future'.
    fn reference(&self, at: usize) -> Option<Found> {
        let (reference, end) =
            self.sense(at, |sense| if let Sense::Reference(reference) = sense { Some(reference) } else { None })?;
        if !self.reference_stands(at, end, reference) {
            return None;
        }
        Some(Found { start: at, end, phrase: Phrase::Reference(reference), modifier: None })
    }

    fn reference_stands(&self, at: usize, end: usize, reference: Reference) -> bool {
        // 'the past' and 'the present' are times only where no noun follows ('the past president').
        let adjective = self.is_word(at, "the") || self.is_word(at, "present");
        if adjective && reference != Reference::Future && end - at <= 2 && self.continues_phrase(end) {
            return false;
        }
        // 'short-term interest rates', 'the long-term plan'
        let hyphen = (at + 1..=end).any(|i| self.glue(i) == Some(Glue::Hyphen));
        !(hyphen && reference == Reference::Future)
    }

    /// Whether the word at `at` goes on with the noun phrase before it.
    pub(in crate::time) fn continues_phrase(&self, at: usize) -> bool {
        self.glue(at).is_some_and(|glue| glue != Glue::Break)
            && self.kind(at) == Some(Kind::Word)
            && self.tag(at).is_some_and(|tag| tag.starts_with("NN") || tag.starts_with("JJ") || tag == "CD")
    }

    // What follows are the questions that all rules ask.

    /// The atom at `at`.
    pub(in crate::time) fn atom(&self, at: usize) -> Option<&'a Atom<'a>> {
        self.atoms.get(at)
    }

    /// What stands before the atom at `at`.
    pub(in crate::time) fn glue(&self, at: usize) -> Option<Glue> {
        self.atom(at).map(|atom| atom.glue)
    }

    /// What the atom at `at` is.
    pub(in crate::time) fn kind(&self, at: usize) -> Option<Kind> {
        self.atom(at).map(|atom| atom.kind)
    }

    /// The whole number at `at`.
    pub(in crate::time) fn whole(&self, at: usize) -> Option<u32> {
        self.atom(at)?.whole()
    }

    /// Whether the mark stands at `at`.
    pub(in crate::time) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.atom(at).is_some_and(|atom| atom.is_mark(mark))
    }

    /// Whether the word stands at `at` in any case, in the same paragraph.
    pub(in crate::time) fn is_word(&self, at: usize, word: &str) -> bool {
        self.atom(at).is_some_and(|atom| {
            atom.kind == Kind::Word && atom.span.len() == word.len() && self.words(at).eq_ignore_ascii_case(word)
        })
    }

    /// Whether one of the words stands at `at`.
    pub(in crate::time) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is_word(at, word))
    }

    /// Whether one of the words stands just before `at`, in the same paragraph.
    pub(in crate::time) fn follows(&self, at: usize, words: &[&str]) -> bool {
        at > 0 && self.glue(at) != Some(Glue::Break) && self.is_any(at - 1, words)
    }

    /// The words of the atom at `at`; nothing past the end.
    pub(in crate::time) fn words(&self, at: usize) -> &'a str {
        self.atom(at).map_or("", |atom| atom.span.of(self.document.text()))
    }

    /// The token in which the atom at `at` lies.
    pub(in crate::time) fn token(&self, at: usize) -> Option<Token<'a>> {
        let token = self.atom(at)?.token;
        (token < self.document.len()).then(|| self.document.token(TokenId(token as u32)))
    }

    /// Its tag.
    pub(in crate::time) fn tag(&self, at: usize) -> Option<&'static str> {
        self.token(at).map(Token::tag)
    }

    /// The longest phrase that starts at `at` with a sense that `pick` takes, and where it ends.
    pub(in crate::time) fn sense<T>(&self, at: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<(T, usize)> {
        let atom = self.atom(at)?;
        atom.entries.iter().find_map(|entry| {
            let picked = pick(entry.sense)?;
            let matches = entry.rest.iter().enumerate().all(|(i, piece)| self.is_piece(at + 1 + i, piece));
            matches.then_some((picked, at + 1 + entry.rest.len()))
        })
    }

    fn is_piece(&self, at: usize, piece: &Piece) -> bool {
        let Some(atom) = self.atom(at).filter(|atom| atom.glue != Glue::Break) else { return false };
        match piece {
            Piece::Word(word) => {
                matches!(atom.kind, Kind::Word | Kind::Number { .. }) && self.words(at).eq_ignore_ascii_case(word)
            }
            Piece::Mark(mark) => atom.is_mark(*mark),
            Piece::Possessive => atom.kind == Kind::Possessive,
        }
    }

    /// The unit at `at`, within a paragraph: itself, how many of it one stands for, and whether it is plural.
    pub(in crate::time) fn unit_at(&self, at: usize) -> Option<(Unit, u8, bool, usize)> {
        if self.glue(at) == Some(Glue::Break) { None } else { self.unit_here(at) }
    }

    /// The same, where it may open a paragraph.
    pub(in crate::time) fn unit_here(&self, at: usize) -> Option<(Unit, u8, bool, usize)> {
        self.sense(at, |sense| match sense {
            Sense::Unit { unit, count, plural } => Some((unit, count, plural)),
            _ => None,
        })
        .map(|((unit, count, plural), end)| (unit, count, plural, end))
    }

    /// One past 'the' at `at`; `at` itself where there is none.
    pub(in crate::time) fn after_the(&self, at: usize) -> usize {
        if self.is_word(at, "the") && self.glue(at + 1) != Some(Glue::Break) { at + 1 } else { at }
    }

    /// Puts a reading together.
    pub(in crate::time) fn found(start: usize, end: usize, phrase: Phrase, modifier: Option<Modifier>) -> Found {
        Found { start, end, phrase, modifier }
    }
}
