//! The sentence around a record's evidence: a clause alone ('that they would meet at all') reads badly.

use coding::record::Record;
use ledger::{Ledger, place};
use unicode_segmentation::UnicodeSegmentation;

use crate::wording;

/// The words a line of the brief quotes for `record`: its sentence, cut to `most` characters around the evidence, or around
/// `keep` where the evidence itself is longer.
pub(crate) fn quoted(ledger: &Ledger, record: &Record, keep: &str, most: usize) -> String {
    let evidence = &record.basis().evidence;
    let article = ledger.article(&record.basis().article);
    let whole = article.as_deref().and_then(|article| {
        let span = place(article, evidence)?;
        Some(around(&article.text, span.start as usize, span.end as usize))
    });
    let keep = if evidence.quote.chars().count() < most { evidence.quote.as_str() } else { keep };
    wording::quoted(whole.unwrap_or(&evidence.quote), keep, most)
}

/// The sentence or sentences of `text` that hold its bytes from `start` to `end`, within their paragraph.
fn around(text: &str, start: usize, end: usize) -> &str {
    let from = text[..start].rfind("\n\n").map_or(0, |at| at + 2);
    let to = text[end..].find("\n\n").map_or(text.len(), |at| end + at);
    let mut ends = Vec::new();
    let mut at = from;
    for piece in text[from..to].split_sentence_bounds() {
        at += piece.len();
        if !is_abbreviated(piece) {
            ends.push(at);
        }
    }
    let first = ends.iter().rev().find(|&&at| at <= start).copied().unwrap_or(from);
    let last = ends.iter().find(|&&at| at >= end).copied().unwrap_or(to);
    text[first..last].trim()
}

/// Whether the full stop at the end of `piece` is an abbreviation's: 'U.S.', 'Mr.', 'Dec.'
fn is_abbreviated(piece: &str) -> bool {
    let last = piece.split_whitespace().last().unwrap_or_default();
    let Some(word) = last.strip_suffix('.') else { return false };
    let word = word.trim_start_matches(|c: char| !c.is_alphabetic());
    let is_short =
        word.chars().count() <= 4 && word.starts_with(char::is_uppercase) && !word.chars().any(char::is_numeric);
    word.contains('.') || is_short && word.chars().skip(1).all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn a_clause_is_shown_in_its_sentence() {
        let text =
            "He left.\n\nThe talks failed. Mr. Halvorsen said that U.S. President Larsen had left early. Nobody spoke.";
        let found = |words: &str| {
            let start = text.find(words).unwrap();
            around(text, start, start + words.len())
        };
        assert_eq!(found("had left"), "Mr. Halvorsen said that U.S. President Larsen had left early.");
        assert_eq!(found("talks"), "The talks failed.");
        assert_eq!(found("He left"), "He left.");
        assert_eq!(
            found("early. Nobody"),
            "Mr. Halvorsen said that U.S. President Larsen had left early. Nobody spoke."
        );
    }
}
