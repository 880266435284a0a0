//! Character classes as Python's `str` has them, since spaCy's rules are written in their terms. They differ
//! from Rust's: a combining mark is alphabetic to Rust and no letter to Python, a superscript is a digit to
//! Python and no decimal to Rust, and the separators U+001C to U+001F are white space to Python alone.
//!
//! Small letters are Rust's: they differ from Python's only for letters that one's version of Unicode has and the
//! other's has not.

mod tables;

/// Whether `c` lies in one of the sorted `ranges`.
fn within(c: char, ranges: &[(u32, u32)]) -> bool {
    let point = u32::from(c);
    ranges
        .binary_search_by(|&(first, last)| {
            if last < point {
                std::cmp::Ordering::Less
            } else if first > point {
                std::cmp::Ordering::Greater
            } else {
                std::cmp::Ordering::Equal
            }
        })
        .is_ok()
}

/// `str.isspace` of one character.
pub(crate) fn is_space(c: char) -> bool {
    match c {
        '\t'..='\r' | '\u{1c}'..='\u{1f}' | ' ' => true,
        _ if c.is_ascii() => false,
        _ => matches!(
            c,
            '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'
                ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
        ),
    }
}

/// `str.isalpha` of one character.
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { within(c, tables::LETTERS) }
}

/// `str.isdigit` of one character.
pub(crate) fn is_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { within(c, tables::DIGITS) }
}

/// `str.isupper` of one character.
pub(crate) fn is_capital(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { within(c, tables::CAPITALS) }
}

/// Ranges of the characters that `\d` stands for.
pub(crate) fn decimals() -> &'static [(u32, u32)] {
    tables::DECIMALS
}

/// Ranges of the characters that `\w` stands for, not sorted.
pub(crate) fn word_characters() -> impl Iterator<Item = (u32, u32)> {
    let underscore = (u32::from('_'), u32::from('_'));
    tables::LETTERS.iter().chain(tables::NUMBERS).copied().chain([underscore])
}

/// Ranges of the characters that `\s` stands for, not sorted.
pub(crate) fn spaces() -> impl Iterator<Item = (u32, u32)> {
    // The last of them is U+3000.
    (0..=0x3000_u32).filter(|&point| char::from_u32(point).is_some_and(is_space)).map(|point| (point, point))
}

/// Whether all of `words` is white space, and there is some.
pub(crate) fn all_space(words: &str) -> bool {
    !words.is_empty() && words.chars().all(is_space)
}

/// Whether all of `words` are letters, and there are some.
pub(crate) fn all_letters(words: &str) -> bool {
    !words.is_empty() && words.chars().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_those_of_python() {
        // A vowel sign (Mn) is alphabetic to Rust, not to Python.
        assert!('\u{0947}'.is_alphabetic() && !is_letter('\u{0947}'));
        assert!(is_letter('é') && is_letter('한') && is_letter('ª') && !is_letter('Ⅷ') && !is_letter('_'));
        assert!(is_digit('²') && is_digit('٣') && is_digit('①') && !is_digit('½') && !is_digit('Ⅷ'));
        assert!(is_space('\u{1c}') && is_space('\u{3000}') && is_space('\u{a0}') && !is_space('\u{200b}'));
        assert!(is_capital('É') && is_capital('Ⅷ') && !is_capital('ß') && !is_capital('中'));
    }

    #[test]
    fn tables_agree_with_the_ascii_shortcuts() {
        for c in (0..128_u8).map(char::from) {
            assert_eq!(is_letter(c), within(c, tables::LETTERS), "{c:?}");
            assert_eq!(is_digit(c), within(c, tables::DIGITS), "{c:?}");
            assert_eq!(is_capital(c), within(c, tables::CAPITALS), "{c:?}");
        }
    }
}
