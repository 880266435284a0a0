//! What spaCy derives from the letters of a word alone: norm, small letters, first and last letters, shape.

use crate::hashing::HashedMap;
use crate::lexeme::{Lexeme, LexemeId, Lexemes};
use crate::model::{ModelError, ModelFiles};
use crate::strings::string_id;
use crate::unicode;

/// A shape of this many characters or more is called [`LONG_SHAPE`].
const LONG: usize = 100;
/// The shape of very long words.
const LONG_SHAPE: &str = "LONG";
/// How often the same character of a shape is written on end.
const SAME_ON_END: usize = 4;

/// The words that have a norm of their own: those of the model's table `lexeme_norm` ('favour' is 'favor'), and
/// the punctuation that every spaCy pipeline treats alike ('“' is '"').
#[derive(Clone, Debug)]
pub(crate) struct Norms {
    by_word: HashedMap<Box<str>>,
}

/// Where the table lies in a model.
const PART: &str = "vocab/lookups.bin";

impl Default for Norms {
    fn default() -> Self {
        let lines = include_str!("norms.tsv").lines().filter(|line| !line.starts_with('#'));
        let norms = lines.filter_map(|line| line.split_once('\t'));
        Self { by_word: norms.map(|(word, norm)| (string_id(word), norm.into())).collect() }
    }
}

impl Norms {
    /// Reads the table of a model; a model without one has no such words.
    pub(crate) fn new(files: &ModelFiles) -> Result<Self, ModelError> {
        let mut norms = Self::default();
        if files.get(PART).is_none() {
            return Ok(norms);
        }
        let tables = files.msgpack(PART)?;
        let Some(table) = tables.get("lexeme_norm") else { return Ok(norms) };
        let entries = table.map().and_then(|pairs| {
            pairs.iter().map(|(word, norm)| Some((word.unsigned()?, norm.text()?.into()))).collect::<Option<Vec<_>>>()
        });
        let malformed = || ModelError::Malformed {
            part: PART.to_owned(),
            what: "lexeme_norm is not a map from string ids to texts".to_owned(),
        };
        norms.by_word.extend(entries.ok_or_else(malformed)?);
        Ok(norms)
    }

    /// The lexeme of `text`, with `norm` or else the norm that the word has by itself.
    pub(crate) fn lexeme(&self, text: &str, norm: Option<&str>, lexemes: &mut Lexemes) -> LexemeId {
        let lower = text.to_lowercase();
        let norm = norm.or_else(|| self.by_word.get(&string_id(text)).map(AsRef::as_ref)).unwrap_or(&lower);
        lexemes.intern(text, norm, || describe(text, norm, &lower))
    }
}

fn describe(text: &str, norm: &str, lower: &str) -> Lexeme {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let last_three = text.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    Lexeme {
        text: text.into(),
        norm: norm.into(),
        lower: lower.into(),
        orth_id: string_id(text),
        norm_id: string_id(norm),
        prefix_id: string_id(&text[..first]),
        suffix_id: string_id(&text[last_three..]),
        shape_id: string_id(&shape(text)),
        is_space: unicode::all_space(text),
    }
}

/// The shape of a word: letters are `X` or `x`, digits `d`, the others stand for themselves, and no more than four
/// of the same on end are kept ("Hanoi-2019" is "Xxxxx-dddd").
fn shape(text: &str) -> String {
    if text.chars().nth(LONG - 1).is_some() {
        return LONG_SHAPE.to_owned();
    }
    let mut shape = String::with_capacity(text.len());
    let (mut last, mut count) = (None, 0);
    for c in text.chars() {
        let sign = if unicode::is_letter(c) {
            if unicode::is_capital(c) { 'X' } else { 'x' }
        } else if unicode::is_digit(c) {
            'd'
        } else {
            c
        };
        count = if last == Some(sign) { count + 1 } else { 1 };
        last = Some(sign);
        if count <= SAME_ON_END {
            shape.push(sign);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_those_of_spacy() {
        for (word, expected) in [
            ("Hanoi-2019", "Xxxxx-dddd"),
            ("sanctions", "xxxx"),
            ("U.S.", "X.X."),
            ("McDonald", "XxXxxxx"),
            ("........", "...."),
            ("中国", "xx"),
            ("①½Ⅷ", "d½Ⅷ"),
            ("क्या", "x्xा"),
        ] {
            assert_eq!(shape(word), expected, "{word}");
        }
        assert_eq!(shape(&"a".repeat(99)), "xxxx");
        assert_eq!(shape(&"a".repeat(100)), "LONG");
    }

    #[test]
    fn first_and_last_letters_are_counted_in_characters() {
        let lexeme = describe("İzmir’de", "izmir", "i̇zmir’de");
        assert_eq!(lexeme.prefix_id, string_id("İ"));
        assert_eq!(lexeme.suffix_id, string_id("’de"));
        let short = describe("é", "é", "é");
        assert_eq!((short.prefix_id, short.suffix_id), (string_id("é"), string_id("é")));
    }
}
