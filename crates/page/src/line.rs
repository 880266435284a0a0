//! What a line of text looks like: the features that the rules of cleaning go by.

use regex::Regex;

use crate::Lists;

/// A fixed pattern, compiled.
///
/// `\b` is the boundary of ASCII words: the one of all scripts is many times slower on text with curly quotes.
///
/// # Panics
/// If the pattern is malformed; each is used by a test.
pub(crate) fn pattern(words: &str) -> Regex {
    Regex::new(&words.replace(r"\b", r"(?-u:\b)")).expect("a fixed pattern")
}

/// Small letters, straight quotes, single spaces, no punctuation at either end but a closing colon.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            '’' | '‘' | 'ʼ' | '`' => folded.push('\''),
            '“' | '”' => folded.push('"'),
            '‐' | '‑' | '–' | '—' => folded.push('-'),
            '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' => {}
            c if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.push(c),
        }
    }
    let opening = |c: char| !c.is_alphanumeric() && !"©ⓒ(".contains(c);
    let closing = |c: char| !c.is_alphanumeric() && !":)©ⓒ#".contains(c);
    folded.trim_start_matches(opening).trim_end_matches(closing).to_owned()
}

/// Words of a folded line: runs of letters, figures, apostrophes, hyphens and `&`; a lone sign is no word.
pub(crate) fn word_tokens(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !(c.is_alphanumeric() || "'-&/.+%©ⓒ".contains(c)))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '©'))
        .filter(|word| !word.is_empty())
}

/// One line's text with single spaces and without invisible characters.
pub(crate) fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() || c.is_control() => {
                if !tidied.is_empty() && !tidied.ends_with(' ') {
                    tidied.push(' ');
                }
            }
            c => tidied.push(c),
        }
    }
    tidied.truncate(tidied.trim_end().len());
    tidied
}

/// What a line looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shape {
    /// Words with a letter or a figure.
    pub(crate) words: usize,
    /// The share of words that are function words; 0 to 1.
    pub(crate) function: f32,
    /// Whether it ends as a sentence does.
    pub(crate) ends: bool,
}

impl Shape {
    /// Looks at a line.
    pub(crate) fn of(line: &str, lists: &Lists) -> Self {
        let folded = fold(line);
        let (mut words, mut function) = (0_usize, 0_usize);
        for word in word_tokens(&folded) {
            words += 1;
            let stem = word.split_once('\'').map_or(word, |(stem, _)| stem);
            function += usize::from(lists.is("function", word) || lists.is("function", stem));
        }
        let share = if words == 0 { 0.0 } else { function as f32 / words as f32 };
        Self { words, function: share, ends: ends_sentence(line) }
    }

    /// Whether it reads as a paragraph of prose on its own.
    pub(crate) fn is_prose(self) -> bool {
        (self.words >= 12 && self.ends && self.function >= 0.2) || (self.words >= 30 && self.function >= 0.25)
    }

    /// Whether it could be a short sentence between paragraphs.
    pub(crate) fn is_sentence(self) -> bool {
        self.is_prose() || (self.words >= 2 && self.ends && (self.function >= 0.1 || self.words >= 5))
    }
}

/// Whether a line ends with the mark of a sentence's end, quotation marks and brackets aside.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’)]»*".contains(c));
    bare.ends_with(['.', '!', '?', '…']) || (bare.len() < line.trim_end().len() && bare.ends_with(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(line: &str) -> Shape {
        Shape::of(line, Lists::built_in())
    }

    #[test]
    fn prose_and_headlines_differ() {
        assert!(shape("The two sides met in Geneva on Friday and agreed to meet again, the envoy said.").is_prose());
        assert!(shape("“We will not go back,” she said.").is_sentence());
        assert!(!shape("Envoys Meet in Geneva for Third Round of Talks").is_prose());
        assert!(!shape("World Politics Business Opinion").is_sentence());
    }

    #[test]
    fn tidied_text_has_single_spaces() {
        assert_eq!(tidy("  talks\u{a0} re\u{ad}sume\t now "), "talks resume now");
    }

    #[test]
    fn folding_straightens() {
        assert_eq!(fold("» Editor’s  Picks «"), "editor's picks");
        assert_eq!(fold("READ MORE:"), "read more:");
    }
}
