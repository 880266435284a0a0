//! Text in columns: wrapped by the width of its characters, never wider than asked.

use unicode_width::UnicodeWidthStr;

use crate::wording::plain;

/// `text` in lines no wider than `width`, of characters that only show; a word that is wider is cut.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(8);
    let mut lines = vec![String::new()];
    for word in plain(text).split(' ') {
        let mut word = word.to_owned();
        while word.width() > width {
            let cut = cut(&word, width);
            let rest = word.split_off(cut);
            push(&mut lines, &word, width);
            word = rest;
        }
        push(&mut lines, &word, width);
    }
    lines
}

fn push(lines: &mut Vec<String>, word: &str, width: usize) {
    let line = lines.last_mut().expect("there is always a line");
    if line.is_empty() {
        line.push_str(word);
    } else if line.width() + 1 + word.width() <= width {
        line.push(' ');
        line.push_str(word);
    } else {
        lines.push(word.to_owned());
    }
}

/// The byte at which the characters of `word` are `width` wide, at least one character in.
fn cut(word: &str, width: usize) -> usize {
    let mut end = 0;
    for (at, c) in word.char_indices() {
        if at > 0 && word[..at + c.len_utf8()].width() > width {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// `text` filled with spaces to `width`.
pub(super) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Cells side by side, each wrapped to its width, two spaces between.
pub(super) fn columns(cells: &[(&str, usize)]) -> Vec<String> {
    let wrapped: Vec<(Vec<String>, usize)> = cells.iter().map(|&(text, width)| (wrap(text, width), width)).collect();
    let height = wrapped.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0);
    let row = |n: usize| -> String {
        let cells: Vec<String> =
            wrapped.iter().map(|(lines, width)| pad(lines.get(n).map_or("", String::as_str), *width)).collect();
        cells.join("  ").trim_end().to_owned()
    };
    (0..height).map(row).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_word_is_lost(text in "[a-z 한漢é]{0,200}", width in 8_usize..60) {
            let lines = wrap(&text, width);
            prop_assert!(lines.iter().all(|line| line.width() <= width));
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
