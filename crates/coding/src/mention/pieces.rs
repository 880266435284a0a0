//! Words cut into the pieces by which names are compared.
//!
//! A piece is a run of letters and digits without its accents, dots and apostrophes, in small letters: 'Sana'a'
//! and 'Sanaa' are the same, 'U.S.' and 'US', 'Jong-un' and 'Jong Un'. The possessive is a piece of its own.
//! How a piece was spelt is kept as its [`Case`], so that 'us' is not the 'US'.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Which letters of a piece are capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Case {
    /// The first is small.
    Lower,
    /// The first is a capital.
    Title,
    /// All are, of two or more.
    Upper,
}

impl Case {
    /// Whether a text may spell so what a list of names spells as `name`.
    pub(super) fn stands_for(self, name: Case) -> bool {
        match name {
            Case::Lower => true,
            Case::Title => self >= Case::Title,
            Case::Upper => self == Case::Upper,
        }
    }
}

/// What [`cut`] finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A piece; its letters are in the buffer.
    Piece(Case),
    /// A mark that no name runs across: a comma, a bracket, a dash.
    Barrier,
}

/// Cuts `text` and hands each find with its byte range and its key to `found`.
pub(super) fn cut(text: &str, buffer: &mut String, mut found: impl FnMut(Range<usize>, Cut, &str)) {
    let part_of_word = |c: char| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '&') || is_combining_mark(c);
    let mut rest = 0;
    while let Some(c) = text[rest..].chars().next() {
        if c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '/') {
            // A hyphen joins; two in a row are a dash.
            if c == '-' && text[rest + 1..].starts_with('-') {
                found(rest..rest + 2, Cut::Barrier, "");
                rest += 2;
            } else {
                rest += c.len_utf8();
            }
            continue;
        }
        if !part_of_word(c) {
            found(rest..rest + c.len_utf8(), Cut::Barrier, "");
            rest += c.len_utf8();
            continue;
        }
        let end = text[rest..].find(|c| !part_of_word(c)).map_or(text.len(), |length| rest + length);
        let word = &text[rest..end];
        let owner = ["'s", "’s"].into_iter().find(|mark| word.ends_with(mark)).map_or(0, str::len);
        let stem = &word[..word.len() - owner];
        if let Some(case) = key(stem, buffer) {
            found(rest..rest + stem.len(), Cut::Piece(case), buffer);
        } else if owner == 0 {
            found(rest..end, Cut::Barrier, "");
        }
        if owner > 0 {
            found(rest + stem.len()..end, Cut::Piece(Case::Lower), "'s");
        }
        rest = end;
    }
}

/// Writes the key of one word into `buffer`; nothing if it has no letters or digits.
fn key(word: &str, buffer: &mut String) -> Option<Case> {
    buffer.clear();
    let (mut letters, mut capitals, mut first) = (0, 0, false);
    let mut letter = |c: char| {
        first |= letters == 0 && c.is_uppercase();
        letters += 1;
        capitals += u32::from(c.is_uppercase());
    };
    if word.is_ascii() {
        for c in word.chars().filter(char::is_ascii_alphanumeric) {
            letter(c);
            buffer.push(c.to_ascii_lowercase());
        }
    } else {
        for c in word.nfd().filter(|c| c.is_alphanumeric()) {
            letter(c);
            match c {
                // Letters whose bar, stroke or missing dot is no combining mark.
                'ı' | 'İ' => buffer.push('i'),
                'ø' | 'Ø' => buffer.push('o'),
                'ł' | 'Ł' => buffer.push('l'),
                'đ' | 'Đ' | 'ð' | 'Ð' => buffer.push('d'),
                'ß' => buffer.push_str("ss"),
                'æ' | 'Æ' => buffer.push_str("ae"),
                'œ' | 'Œ' => buffer.push_str("oe"),
                'þ' | 'Þ' => buffer.push_str("th"),
                _ => buffer.extend(c.to_lowercase()),
            }
        }
    }
    let case = if !first {
        Case::Lower
    } else if capitals == letters && letters > 1 {
        Case::Upper
    } else {
        Case::Title
    };
    (!buffer.is_empty()).then_some(case)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<(String, Case)> {
        let mut all = Vec::new();
        cut(text, &mut String::new(), |_, cut, key| match cut {
            Cut::Piece(case) => all.push((key.to_owned(), case)),
            Cut::Barrier => all.push(("|".to_owned(), Case::Lower)),
        });
        all
    }

    #[test]
    fn spellings_of_one_name_have_the_same_pieces() {
        use Case::{Lower, Title, Upper};
        assert_eq!(pieces("Sana’a"), [("sanaa".to_owned(), Title)]);
        assert_eq!(pieces("U.S."), [("us".to_owned(), Upper)]);
        assert_eq!(pieces("us"), [("us".to_owned(), Lower)]);
        assert_eq!(
            pieces("Kim Jong-un"),
            ["kim", "jong", "un"].map(str::to_owned).into_iter().zip([Title, Title, Lower]).collect::<Vec<_>>()
        );
        assert_eq!(pieces("Erdoğan, Łódź")[0].0, "erdogan");
        assert_eq!(pieces("Erdoğan, Łódź")[2].0, "lodz");
        assert_eq!(pieces("People’s Army")[1].0, "'s");
        assert_eq!(pieces("Seoul--Tokyo")[1].0, "|");
    }
}
