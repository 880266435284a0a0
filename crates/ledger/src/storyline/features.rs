//! What an article is about, as the words that set it apart, each with its weight.
//!
//! Words are weighted by how rare they are in English at large (never by the pages read beside them), names and
//! numbers more than other words, title and lead more than the rest. Two names in a row ("Hasim Rahman") count
//! as one besides, so that people who share a surname stay apart.

use std::collections::BTreeMap;

use page::Article;

use super::background;
use crate::words::{is_function_word, stem};

/// Words from the start that count as title and lead.
const LEAD: usize = 60;
/// How much more a word of the lead weighs.
const IN_LEAD: f64 = 2.0;
/// How much more a word with a capital letter inside a sentence weighs: it is a name.
const NAME: f64 = 2.5;
/// How much more a number weighs.
const NUMBER: f64 = 1.5;
/// The power to which a word's rarity counts.
const RARITY: f64 = 1.3;
/// A pair of names weighs this share of both, up to [`RAREST_PAIR`].
const PAIR: f64 = 0.7;
/// The most that the rarity of two names adds up to.
const RAREST_PAIR: f64 = 10.0;
/// Words kept of an article: the heaviest.
const KEPT: usize = 100;

/// The heaviest words of `article`, by word, the squares of their weights adding up to 1; none where it has no words.
pub(super) fn features(article: &Article) -> Vec<(String, f64)> {
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    let mut position = 0;
    let title = article.title.as_deref().filter(|title| !article.text.starts_with(title)).unwrap_or_default();
    for text in [title, &article.text] {
        count(text, &mut position, &mut counts);
    }
    let mut weighed: Vec<(String, f64)> = counts
        .into_iter()
        .map(|(word, count)| {
            let rarity = match word.split_once(' ') {
                Some((one, other)) => (background::weight(one) + background::weight(other)).min(RAREST_PAIR) * PAIR,
                None => background::weight(&word),
            };
            (word, (1.0 + count.max(1.0).ln()) * rarity.powf(RARITY))
        })
        .collect();
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    weighed.truncate(KEPT);
    let length = weighed.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    for (_, weight) in &mut weighed {
        *weight /= length;
    }
    weighed.sort_by(|a, b| a.0.cmp(&b.0));
    weighed
}

/// Adds the words of `text` to `counts`; `position` counts words from the start of the article.
fn count(text: &str, position: &mut usize, counts: &mut BTreeMap<String, f64>) {
    // The last word that counted: where it ended, its stem where it was a name.
    let mut last: Option<(usize, Option<String>)> = None;
    let mut from = 0;
    while let Some(start) = text[from..].find(char::is_alphanumeric).map(|at| from + at) {
        let end = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |at| start + at);
        from = end;
        *position += 1;
        let word = &text[start..end];
        let lower = word.to_lowercase();
        if is_function_word(&lower) {
            continue;
        }
        let capital = word.starts_with(char::is_uppercase);
        let cut = stem(&lower);
        let weight = if *position <= LEAD { IN_LEAD } else { 1.0 }
            * if word.bytes().all(|byte| byte.is_ascii_digit()) { NUMBER } else { 1.0 };
        if lower.chars().nth(1).is_some() {
            let name = if capital && !opens_sentence(&text[..start]) { NAME } else { 1.0 };
            *counts.entry(cut.clone()).or_default() += weight * name;
        }
        if let Some((before, Some(name))) = &last
            && capital
            && matches!(&text[*before..start], " " | "-")
        {
            *counts.entry(format!("{name} {cut}")).or_default() += weight;
        }
        last = Some((end, capital.then_some(cut)));
    }
}

/// Whether a word after `before` opens a sentence, where a capital letter says nothing.
fn opens_sentence(before: &str) -> bool {
    let mut back = before.chars().rev();
    let marks = |c: char| matches!(c, '.' | '!' | '?' | '"' | '“' | '\'' | '‘');
    match back.next() {
        None => true,
        Some(c) if marks(c) || c == '\n' => true,
        Some(c) if c.is_whitespace() => back.next().is_none_or(|c| marks(c) || c == '\n'),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::article;

    fn weights(text: &str) -> BTreeMap<String, f64> {
        features(&article("Harbour Post", "2019-03-06", text)).into_iter().collect()
    }

    #[test]
    fn names_and_numbers_weigh_more_than_words() {
        let all = weights("The boxer Ruslan Tarkhov beat a rival of 41 years in the ninth round on a windy evening.");
        assert!(all["tarkhov"] > all["boxer"] && all["ruslan tarkhov"] > all["round"], "{all:?}");
        assert!(!all.contains_key("the"));
        let squares: f64 = all.values().map(|weight| weight * weight).sum();
        assert!((squares - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_capital_at_the_start_of_a_sentence_is_no_name() {
        let all = weights("Harvests failed. Drought came; officials blamed harvests and Drought.");
        assert!(all["drought"] > all["harvest"], "{all:?}");
        assert!(!all.contains_key("failed drought"));
    }

    #[test]
    fn the_title_counts_once_and_a_page_without_words_has_no_features() {
        let mut page = article("Harbour Post", "2019-03-06", "Talks on the bridge resume\n\nThey met again.");
        let alone = features(&page);
        page.title = Some("Talks on the bridge resume".into());
        assert_eq!(features(&page), alone);
        assert!(features(&article("Harbour Post", "2019-03-06", "— … —")).is_empty());
    }
}
