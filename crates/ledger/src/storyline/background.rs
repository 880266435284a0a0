//! How often words are in English at large: `data/ledger/word-frequencies.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../../data/ledger/word-frequencies.tsv");

/// How often a word that the table does not list is, in a million words.
const UNLISTED: f64 = 0.3;
/// Words of a page, as far as the chance that a word stands in it goes.
const PAGE: f64 = 400.0;

static PER_MILLION: LazyLock<HashMap<&'static str, f64>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    rows.filter_map(|row| row.split_once('\t'))
        .map(|(word, often)| {
            let often = often.trim().parse();
            (word, often.unwrap_or_else(|_| panic!("word-frequencies.tsv: {word:?} has no number")))
        })
        .collect()
});

/// How much it says that a page uses the word `stem`: minus the logarithm of the chance that any page does.
pub(super) fn weight(stem: &str) -> f64 {
    let often = PER_MILLION.get(stem).copied().unwrap_or(UNLISTED).max(UNLISTED);
    // Rounded to a 1024th, so that the last digit of a logarithm decides nothing.
    (-(1.0 - (-often / 1e6 * PAGE).exp()).ln() * 1024.0).round() / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::stem;

    #[test]
    fn every_row_of_the_table_is_a_word_as_it_is_cut_and_a_number() {
        assert!(PER_MILLION.len() > 10_000);
        let is_word = |word: &str| word.chars().all(char::is_alphanumeric);
        let wrong = PER_MILLION.iter().find(|(word, often)| **often <= 0.0 || !is_word(word));
        assert_eq!(wrong, None);
    }

    #[test]
    fn rare_words_say_more() {
        let [name, thing, common] = ["Zamboanga", "missiles", "people"].map(|word| weight(&stem(&word.to_lowercase())));
        assert!(name > thing && thing > common && common > 0.0, "{name} {thing} {common}");
    }
}
