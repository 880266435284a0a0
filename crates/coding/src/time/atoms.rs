//! The text cut into words, numbers and marks, each with the senses it may have.
//!
//! The model's tokens are not cut finely enough ('mid-1990s', 'August-24', '5:30pm'), nor always alike, so the
//! reader of times has its own cut: a run of letters, a number, or one mark. A hyphen or dash between two
//! words without a blank is no mark but the way the second hangs on the first ([`Glue::Hyphen`]). Each knows
//! the token it lies in, for its tag and its place in the sentence's tree.

use anchor::Span;
use language::Document;

use super::lexicon::{Entry, Lexicon};

/// One word, number or mark.
#[derive(Clone, Debug)]
pub(super) struct Atom<'l> {
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// What stands between it and the one before.
    pub(super) glue: Glue,
    /// The token it lies in.
    pub(super) token: usize,
    /// Whether it is a word with a capital.
    pub(super) capital: bool,
    /// The phrases that may begin with it.
    pub(super) entries: &'l [Entry],
}

/// What an atom is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Word,
    /// Digits, as they stand: '1,500' is `grouped`, '2.5' has a fraction.
    Number {
        value: f64,
        digits: u8,
        grouped: bool,
    },
    /// `'s` or `’s` at the end of a word.
    Possessive,
    Mark(char),
}

/// What stands between two atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glue {
    /// White space within a paragraph.
    Space,
    /// Nothing.
    None,
    /// A hyphen or dash, without blanks.
    Hyphen,
    /// The start of a paragraph.
    Break,
}

impl Atom<'_> {
    /// Its number, if it is one without a fraction.
    pub(super) fn whole(&self) -> Option<u32> {
        match self.kind {
            Kind::Number { value, .. } if value.fract() == 0.0 && value < 1e6 => Some(value as u32),
            _ => None,
        }
    }

    /// How many digits it has, if it is a number written in digits alone.
    pub(super) fn digits(&self) -> Option<u8> {
        match self.kind {
            Kind::Number { value, digits, grouped: false } if value.fract() == 0.0 => Some(digits),
            _ => None,
        }
    }

    /// Whether it is this mark.
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }
}

/// A part of a phrase of the lexicon.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Word(Box<str>),
    Mark(char),
    Possessive,
}

/// A phrase of the data files, cut as texts are cut; numbers in it are words.
pub(super) fn pieces(phrase: &str) -> Vec<Piece> {
    cut(phrase)
        .into_iter()
        .map(|(span, kind, _)| match kind {
            Kind::Word | Kind::Number { .. } => Piece::Word(span.of(phrase).to_lowercase().into()),
            Kind::Possessive => Piece::Possessive,
            Kind::Mark(mark) => Piece::Mark(mark),
        })
        .collect()
}

/// Cuts the text of `document`.
pub(super) fn atoms<'l>(document: &Document, lexicon: &'l Lexicon) -> Vec<Atom<'l>> {
    let text = document.text();
    let ends: Vec<u32> = document.tokens().map(|token| token.span().end).collect();
    let mut token = 0;
    let mut small = String::new();
    cut(text)
        .into_iter()
        .map(|(span, kind, glue)| {
            while token + 1 < ends.len() && ends[token] <= span.start {
                token += 1;
            }
            let words = span.of(text);
            let entries = if matches!(kind, Kind::Word | Kind::Number { .. }) && words.len() <= 40 {
                small.clear();
                small.extend(words.chars().flat_map(char::to_lowercase));
                lexicon.starting_with(&small)
            } else {
                &[]
            };
            let capital = kind == Kind::Word && words.starts_with(char::is_uppercase);
            Atom { span, kind, glue, token, capital, entries }
        })
        .collect()
}

fn is_dash(mark: char) -> bool {
    matches!(mark, '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}')
}

fn is_apostrophe(mark: char) -> bool {
    matches!(mark, '\'' | '\u{2019}')
}

fn cut(text: &str) -> Vec<(Span, Kind, Glue)> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut rest = text.char_indices().peekable();
    let mut glue = Glue::Break;
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            // A blank line parts paragraphs; one line break may be a mere wrap.
            let mut lines = usize::from(first == '\n');
            while let Some((_, next)) = rest.next_if(|(_, next)| next.is_whitespace()) {
                lines += usize::from(next == '\n');
            }
            glue = if lines > 1 || glue == Glue::Break { Glue::Break } else { Glue::Space };
            continue;
        }
        let mut end = start + first.len_utf8();
        let kind = if first.is_alphabetic() {
            while let Some((at, next)) = rest.next_if(|(_, next)| next.is_alphabetic()) {
                end = at + next.len_utf8();
            }
            Kind::Word
        } else if first.is_ascii_digit() {
            number(text, start, &mut end, &mut rest)
        } else if is_dash(first) && glue == Glue::None && rest.peek().is_some_and(|(_, next)| next.is_alphanumeric()) {
            glue = Glue::Hyphen;
            continue;
        } else if is_apostrophe(first) && glue == Glue::None && possessive(text, end) {
            end += 1;
            rest.next();
            Kind::Possessive
        } else {
            Kind::Mark(if is_apostrophe(first) { '\'' } else { first })
        };
        found.push((Span::new(start, end), kind, glue));
        glue = Glue::None;
    }
    found
}

/// Whether an `s` stands at byte `at` and ends its word there.
fn possessive(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    rest.starts_with(['s', 'S']) && !rest[1..].starts_with(char::is_alphanumeric)
}

/// Reads a number on from its first digit: '1,500', '2.5', '1990'.
fn number(
    text: &str,
    start: usize,
    end: &mut usize,
    rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>,
) -> Kind {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut grouped = false;
    let mut point = false;
    loop {
        let at = *end;
        let three = digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4);
        match bytes.get(at) {
            Some(byte) if byte.is_ascii_digit() => {}
            Some(b',') if !point && three && (grouped || at - start <= 3) => grouped = true,
            Some(b'.') if !point && digit(at + 1) => point = true,
            _ => break,
        }
        rest.next();
        *end += 1;
    }
    let words = &text[start..*end];
    let digits = words.bytes().filter(u8::is_ascii_digit).count().min(255) as u8;
    let value = words.replace(',', "").parse().unwrap_or(f64::INFINITY);
    Kind::Number { value, digits, grouped }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let glued = |(span, _, glue): &(Span, Kind, Glue)| {
            let before = match glue {
                Glue::Space => " ",
                Glue::None => "|",
                Glue::Hyphen => "-",
                Glue::Break => "^",
            };
            format!("{before}{}", span.of(text))
        };
        cut(text).iter().map(glued).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(shown("mid-1990s to the '80s"), "^mid-1990|s to the '|80|s");
        assert_eq!(shown("14 August–24 August, 5:30pm."), "^14 August-24 August|, 5|:|30|pm|.");
        assert_eq!(shown("last year's $1,500, 2.5% on the 20th"), "^last year|'s $|1,500|, 2.5|% on the 20|th");
        assert_eq!(shown("years' end\n\nMay\n 3"), "^years|' end^May 3");
        assert_eq!(shown("1,50 3. 4.5.6"), "^1|,|50 3|. 4.5|.|6");
        assert_eq!(shown(" — -- -\u{301}"), "^— -|- -|\u{301}");
    }

    #[test]
    fn phrases_are_cut_alike() {
        assert_eq!(
            pieces("a.m."),
            ["a", ".", "m", "."].map(|piece| match piece {
                "." => Piece::Mark('.'),
                word => Piece::Word(word.into()),
            })
        );
    }
}
