//! Contents that may say the same, found by their words, so that lines over time take time that grows with their number
//! and not with its square.
//!
//! Contents are filed under who says so and each of their words. Of a word in very many contents only the latest are
//! looked at: whoever says the same again says it with other words, too.

use std::collections::{BTreeMap, BTreeSet};

use crate::words::{jaccard, overlap};

/// Contents that share this share of the shorter one's words are one.
const SAME: f64 = 0.6;
/// … unless the longer one says much more: then they share less than this share of all words.
const FAIR: f64 = 0.35;
/// Contents looked at for one word.
const A_WORD: usize = 64;

/// Contents by who says so and by word. Without words a content is filed under none.
#[derive(Debug)]
pub(crate) struct Alike<K> {
    filed: BTreeMap<(K, String), Vec<usize>>,
}

impl<K: Ord + Clone> Alike<K> {
    pub(crate) fn new() -> Self {
        Self { filed: BTreeMap::new() }
    }

    /// Files the content `number`, which `who` says in `words`.
    pub(crate) fn file(&mut self, who: &K, words: &BTreeSet<String>, number: usize) {
        for word in keys(words) {
            self.filed.entry((who.clone(), word.to_owned())).or_default().push(number);
        }
    }

    /// The contents of `who` that share a word with `words`, in the order in which they were filed.
    pub(crate) fn near(&self, who: &K, words: &BTreeSet<String>) -> BTreeSet<usize> {
        let filed = keys(words).filter_map(|word| self.filed.get(&(who.clone(), word.to_owned())));
        filed.flat_map(|numbers| &numbers[numbers.len().saturating_sub(A_WORD)..]).copied().collect()
    }
}

fn keys(words: &BTreeSet<String>) -> impl Iterator<Item = &str> {
    let none = words.is_empty().then_some("");
    words.iter().map(String::as_str).chain(none)
}

/// Whether two contents say the same: most of the shorter one's words and a fair share of all, more than a date.
pub(crate) fn same_content(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    a == b || (a.intersection(b).count() >= 2 && overlap(a, b) >= SAME && jaccard(a, b) >= FAIR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::content_words;

    #[test]
    fn who_says_it_and_the_words_find_a_content() {
        let mut alike = Alike::new();
        let said = ["The port must open.", "Grain has to pass the port.", "", "Fishing rights"];
        for (number, words) in said.iter().enumerate() {
            alike.file(&"Malta", &content_words(words), number);
        }
        let near = |who, words| alike.near(&who, &content_words(words)).into_iter().collect::<Vec<usize>>();
        assert_eq!(near("Malta", "Open the ports!"), [0, 1]);
        assert_eq!(near("Malta", ""), [2]);
        assert!(near("Tunisia", "Open the ports!").is_empty());
    }

    #[test]
    fn a_common_word_brings_the_latest_alone() {
        let mut alike = Alike::new();
        for number in 0..500 {
            alike.file(&(), &content_words("talks"), number);
        }
        let near = alike.near(&(), &content_words("talks"));
        assert_eq!((near.len(), near.last()), (A_WORD, Some(&499)));
    }
}
