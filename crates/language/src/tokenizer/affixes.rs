//! Taking prefixes and suffixes off a chunk, and cutting at infixes.

use super::specials::{SpecialToken, Specials};
use crate::model::Malformed;
use crate::msgpack::Value;
use crate::pattern::Pattern;

/// What a chunk consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'c> {
    /// One token.
    Word(&'c str),
    /// The tokens of a special case.
    Special(&'c [SpecialToken]),
}

impl<'c> Part<'c> {
    /// The token, or nothing for a special case.
    pub(super) fn text(self) -> &'c str {
        if let Self::Word(word) = self { word } else { "" }
    }
}

/// The patterns of a model's tokenizer; one that is not there never matches.
#[derive(Clone, Debug)]
pub(super) struct Affixes {
    prefix: Option<Pattern>,
    suffix: Option<Pattern>,
    infix: Option<Pattern>,
    token: Option<Pattern>,
    url: Option<Pattern>,
}

impl Affixes {
    /// Reads the patterns of a model's tokenizer.
    pub(super) fn new(settings: &Value<'_>) -> Result<Self, Malformed> {
        let pattern = |name: &str| -> Result<Option<Pattern>, Malformed> {
            match settings.get(name) {
                None | Some(Value::Nil) => Ok(None),
                Some(source) => {
                    let source = source.text().ok_or_else(|| Malformed(format!("{name} is no text")))?;
                    Pattern::new(source).map(Some).map_err(|error| Malformed(format!("{name}: {}", error.0)))
                }
            }
        };
        Ok(Self {
            prefix: pattern("prefix_search")?,
            suffix: pattern("suffix_search")?,
            infix: pattern("infix_finditer")?,
            token: pattern("token_match")?,
            url: pattern("url_match")?,
        })
    }

    /// Whether `text` has a prefix, a suffix or an infix.
    pub(super) fn found_in(&self, text: &str) -> bool {
        self.prefix_length(text) > 0
            || self.suffix_length(text) > 0
            || self.infix.as_ref().is_some_and(|infix| infix.find_iter(text).next().is_some())
    }

    /// Adds the parts of `chunk` to `parts`; without `specials`, as if there were no special cases.
    pub(super) fn split<'c>(&self, chunk: &'c str, specials: Option<&'c Specials>, parts: &mut Vec<Part<'c>>) {
        let special = |text: &str| specials.and_then(|specials| specials.get(text));
        let mut rest = chunk;
        let mut suffixes = Vec::new();
        let mut last_length = 0;
        while !rest.is_empty() && rest.len() != last_length {
            if self.is_token(rest) || special(rest).is_some() {
                break;
            }
            last_length = rest.len();
            let (prefix, after_prefix) = rest.split_at(self.prefix_length(rest));
            if !prefix.is_empty() && special(after_prefix).is_some() {
                parts.push(Part::Word(prefix));
                rest = after_prefix;
                break;
            }
            let suffix_length = self.suffix_length(after_prefix);
            let (before_suffix, suffix) = rest.split_at(rest.len() - suffix_length);
            if !suffix.is_empty() {
                suffixes.push(suffix);
                if special(before_suffix).is_some() {
                    rest = before_suffix;
                    break;
                }
            }
            if !prefix.is_empty() {
                parts.push(Part::Word(prefix));
            }
            rest = &before_suffix[prefix.len()..];
        }
        if !rest.is_empty() {
            match special(rest) {
                Some(tokens) => parts.push(Part::Special(tokens)),
                None if self.is_token(rest) || self.is_url(rest) => parts.push(Part::Word(rest)),
                None => self.cut(rest, parts),
            }
        }
        parts.extend(suffixes.into_iter().rev().map(Part::Word));
    }

    /// Adds the words between the infixes of `text`, and the infixes.
    fn cut<'c>(&self, text: &'c str, parts: &mut Vec<Part<'c>>) {
        let mut done = 0;
        for (start, end) in self.infix.iter().flat_map(|infix| infix.find_iter(text)) {
            // An infix at the very start is none.
            if start == 0 {
                continue;
            }
            let words = [&text[done..start], &text[start..end]];
            parts.extend(words.into_iter().filter(|word| !word.is_empty()).map(Part::Word));
            done = end;
        }
        if done < text.len() {
            parts.push(Part::Word(&text[done..]));
        }
    }

    fn is_token(&self, text: &str) -> bool {
        self.token.as_ref().is_some_and(|token| token.match_start(text).is_some())
    }

    fn is_url(&self, text: &str) -> bool {
        self.url.as_ref().is_some_and(|url| url.match_start(text).is_some())
    }

    /// Bytes of the prefix of `text`, 0 if there is none.
    fn prefix_length(&self, text: &str) -> usize {
        match self.prefix.as_ref().and_then(|prefix| prefix.search(text)) {
            None => 0,
            Some((0, end)) => end,
            // spaCy takes as many characters as a match has, wherever that stands.
            Some((start, end)) => {
                let characters = text[start..end].chars().count();
                text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
            }
        }
    }

    /// Bytes of the suffix of `text`, 0 if there is none.
    fn suffix_length(&self, text: &str) -> usize {
        match self.suffix.as_ref().and_then(|suffix| suffix.search(text)) {
            None => 0,
            Some((start, end)) if end == text.len() => end - start,
            Some((start, end)) => {
                let characters = text[start..end].chars().count();
                text.chars().rev().take(characters).map(char::len_utf8).sum()
            }
        }
    }
}
