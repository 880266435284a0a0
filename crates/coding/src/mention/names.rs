//! Names found in text: a trie over pieces, longest name first, in one pass.

use std::collections::HashMap;
use std::ops::Range;

use anchor::Span;
use language::Document;

use super::pieces::{Case, Cut, cut};

/// What a name is the name of, as a number into a table of [`Actors`](super::Actors).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Target {
    /// A person by full name.
    Person(u32),
    /// A person by the short name.
    Short(u32),
    /// A country by name.
    Country(u32),
    /// A country by a name that needs a text about it: 'the North'.
    CountryShort(u32),
    /// A country's adjective.
    Adjective(u32),
    /// Its people, many.
    People(u32),
    /// One of its people.
    Citizen(u32),
    /// Its capital.
    Capital(u32),
    /// A seat of its government.
    Seat(u32),
    /// An organisation by name.
    Organisation(u32),
    /// Its adjective.
    OrganisationAdjective(u32),
    /// Its seat.
    OrganisationSeat(u32),
    /// Several countries at once.
    List(u32),
    /// Their adjective.
    ListAdjective(u32),
    /// Any other place.
    Place(u32),
    /// A role noun.
    Role(u32),
}

/// Names and what they are names of.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    words: HashMap<Box<str>, u32>,
    edges: HashMap<(u32, u32), u32>,
    entries: Vec<Vec<(Target, Box<[Case]>)>>,
    buffer: String,
}

impl Names {
    /// Adds one name. Adding it again for the same target changes nothing.
    pub(super) fn add(&mut self, name: &str, target: Target) {
        if self.entries.is_empty() {
            self.entries.push(Vec::new());
        }
        let (mut node, mut cases) = (0_u32, Vec::new());
        let mut buffer = std::mem::take(&mut self.buffer);
        cut(name, &mut buffer, |_, found, key| {
            let Cut::Piece(case) = found else { return };
            cases.push(case);
            let next_word = self.words.len() as u32;
            let word = match self.words.get(key) {
                Some(&word) => word,
                None => *self.words.entry(key.into()).or_insert(next_word),
            };
            let next_node = self.entries.len() as u32;
            node = *self.edges.entry((node, word)).or_insert(next_node);
            if node == next_node {
                self.entries.push(Vec::new());
            }
        });
        self.buffer = buffer;
        let entry = (target, cases.into_boxed_slice());
        if node != 0 && !self.entries[node as usize].contains(&entry) {
            self.entries[node as usize].push(entry);
        }
    }

    /// All names in small letters with what they are names of, by their words.
    #[cfg(test)]
    pub(super) fn all(&self) -> Vec<(String, Target)> {
        let mut words = vec![""; self.words.len()];
        let numbered: std::collections::BTreeMap<&str, u32> =
            self.words.iter().map(|(word, &i)| (&**word, i)).collect();
        for (word, number) in numbered {
            words[number as usize] = word;
        }
        let before: std::collections::BTreeMap<u32, (u32, u32)> =
            self.edges.iter().map(|(&(from, word), &to)| (to, (from, word))).collect();
        let mut all = Vec::new();
        for (node, entries) in self.entries.iter().enumerate() {
            for (target, cases) in entries {
                let (mut at, mut name) = (node as u32, Vec::new());
                while let Some(&(from, word)) = before.get(&at) {
                    name.push(words[word as usize]);
                    at = from;
                }
                name.reverse();
                let spelt = name.iter().zip(cases).map(|(word, case)| match case {
                    Case::Lower => (*word).to_owned(),
                    Case::Upper => word.to_uppercase(),
                    Case::Title => word[..1].to_uppercase() + &word[1..],
                });
                all.push((spelt.collect::<Vec<_>>().join(" ").replace(" 's", "'s"), *target));
            }
        }
        all.sort();
        all
    }

    /// The number of a piece, if any name has it.
    fn word(&self, key: &str) -> Option<u32> {
        self.words.get(key).copied()
    }
}

/// One piece of a document.
#[derive(Clone, Copy, Debug)]
struct DocumentPiece {
    token: u32,
    span: Span,
    /// Its number among the names' pieces, and that of its token's lemma; `u32::MAX` where no name has it.
    word: u32,
    lemma: u32,
    case: Case,
}

/// A document cut into pieces, for looking up names in it.
pub(super) struct Pieces {
    all: Vec<DocumentPiece>,
}

/// A name found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// Its words; less than its tokens where one token holds several names ('U.S.-China').
    pub(super) span: Span,
    /// All that the name may be the name of.
    pub(super) targets: Vec<Target>,
}

const NONE: u32 = u32::MAX;

impl Pieces {
    /// Cuts `document` into pieces as `names` knows them.
    pub(super) fn new(document: &Document, names: &Names) -> Self {
        let mut all = Vec::with_capacity(document.len());
        let (mut buffer, mut other) = (String::new(), String::new());
        for token in document.tokens() {
            let start = token.span().start as usize;
            let first = all.len();
            cut(token.text(), &mut buffer, |range, found, key| {
                let span = Span::new(start + range.start, start + range.end);
                let (word, case) = match found {
                    Cut::Piece(case) => (names.word(key).unwrap_or(NONE), case),
                    Cut::Barrier => (NONE, Case::Lower),
                };
                all.push(DocumentPiece { token: token.id.0, span, word, lemma: NONE, case });
            });
            // Paragraphs and lists are parted by white space that holds a line break.
            if all.len() == first && token.is_space() {
                all.push(DocumentPiece {
                    token: token.id.0,
                    span: token.span(),
                    word: NONE,
                    lemma: NONE,
                    case: Case::Lower,
                });
            }
            if all.len() == first + 1 && token.pos() != "PUNCT" {
                // The parse keeps names in the plural; 'Presidents' is 'President' all the same.
                let lemma = if token.tag() == "NNPS" { token.text().trim_end_matches('s') } else { token.lemma() };
                cut(lemma, &mut other, |_, found, key| {
                    if let Cut::Piece(_) = found {
                        all[first].lemma = names.word(key).unwrap_or(NONE);
                    }
                });
            }
        }
        Self { all }
    }

    /// Cuts a text that has no parse; every piece counts as a token of its own.
    pub(super) fn of_text(text: &str, names: &Names) -> Self {
        let mut all = Vec::new();
        cut(text, &mut String::new(), |range, found, key| {
            let (word, case) = match found {
                Cut::Piece(case) => (names.word(key).unwrap_or(NONE), case),
                Cut::Barrier => (NONE, Case::Lower),
            };
            let span = Span::new(range.start, range.end);
            all.push(DocumentPiece { token: all.len() as u32, span, word, lemma: NONE, case });
        });
        Self { all }
    }

    /// The longest names, from left to right, without overlap. `by_lemma` compares inflected words by their
    /// dictionary form too and takes no notice of capitals.
    pub(super) fn find(&self, names: &Names, by_lemma: bool, taken: &[bool]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.all.len() {
            match self.longest(names, at, by_lemma, taken) {
                Some((length, targets)) => {
                    let (first, last) = (self.all[at], self.all[at + length - 1]);
                    let tokens = first.token as usize..last.token as usize + 1;
                    found.push(Found { tokens, span: first.span.cover(last.span), targets });
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest(&self, names: &Names, at: usize, by_lemma: bool, taken: &[bool]) -> Option<(usize, Vec<Target>)> {
        let mut best = None;
        let mut node = 0;
        for (length, piece) in self.all[at..].iter().enumerate() {
            if taken.get(piece.token as usize).copied().unwrap_or(false) {
                break;
            }
            let step = |word: u32| if word == NONE { None } else { names.edges.get(&(node, word)).copied() };
            let Some(next) = step(piece.word).or_else(|| if by_lemma { step(piece.lemma) } else { None }) else {
                break;
            };
            node = next;
            let fits = |cases: &[Case]| {
                by_lemma || cases.iter().zip(&self.all[at..]).all(|(&name, piece)| piece.case.stands_for(name))
            };
            let targets: Vec<Target> = names.entries[node as usize]
                .iter()
                .filter(|(_, cases)| fits(cases))
                .map(|&(target, _)| target)
                .collect();
            if !targets.is_empty() {
                best = Some((length + 1, targets));
            }
        }
        best
    }
}
