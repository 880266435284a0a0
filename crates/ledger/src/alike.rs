//! Contents that may say the same, found by their words, so that lines over time take time that grows with their number
//! and not with its square.
//!
//! Contents are filed under who says so and each of their words. Of a word in very many contents only the latest are
//! looked at: whoever says the same again says it with other words, too.

use std::collections::{BTreeMap, BTreeSet};

/// Contents that share this share of the shorter one's words are one.
const SAME: f64 = 0.6;
/// … unless the longer one says much more: then they share less than this share of all words.
const FAIR: f64 = 0.35;
/// Contents looked at for one word.
const A_WORD: usize = 64;

/// Contents by who says so and by word. Without words a content is filed under none.
#[derive(Debug)]
pub(crate) struct Alike<K, W = String> {
    filed: BTreeMap<(K, Option<W>), Vec<u32>>,
}

impl<K: Ord + Clone, W: Ord + Clone> Alike<K, W> {
    pub(crate) fn new() -> Self {
        Self { filed: BTreeMap::new() }
    }

    /// Files the content `number`, which `who` says in `words`.
    pub(crate) fn file<'w>(&mut self, who: &K, words: impl IntoIterator<Item = &'w W>, number: usize)
    where
        W: 'w,
    {
        for word in keys(words) {
            self.filed.entry((who.clone(), word)).or_default().push(number as u32);
        }
    }

    /// The contents of `who` that share a word with `words`, in the order in which they were filed.
    pub(crate) fn near<'w>(&self, who: &K, words: impl IntoIterator<Item = &'w W>) -> BTreeSet<usize>
    where
        W: 'w,
    {
        let filed = keys(words).filter_map(|word| self.filed.get(&(who.clone(), word)));
        let latest = |numbers: &'_ Vec<u32>| numbers[numbers.len().saturating_sub(A_WORD)..].to_vec();
        filed.flat_map(latest).map(|number| number as usize).collect()
    }
}

/// The words, or none.
fn keys<'w, W: Clone + 'w>(words: impl IntoIterator<Item = &'w W>) -> impl Iterator<Item = Option<W>> {
    let mut words = words.into_iter().cloned().peekable();
    let none = words.peek().is_none().then_some(None);
    words.map(Some).chain(none)
}

/// How many words two contents have, and how many they share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Common {
    shared: usize,
    shorter: usize,
    longer: usize,
}

impl Common {
    /// Of two lists, each sorted and without repetition.
    pub(crate) fn of<'w, W: Ord + 'w>(
        a: impl ExactSizeIterator<Item = &'w W>,
        b: impl ExactSizeIterator<Item = &'w W>,
    ) -> Self {
        let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
        let (mut a, mut b, mut shared) = (a.peekable(), b.peekable(), 0);
        while let (Some(one), Some(other)) = (a.peek(), b.peek()) {
            let order = one.cmp(other);
            shared += usize::from(order.is_eq());
            if order.is_le() {
                a.next();
            }
            if order.is_ge() {
                b.next();
            }
        }
        Self { shared, shorter, longer }
    }

    /// How much of the shorter one lies in the other, 0 to 1; 0 where it is empty.
    pub(crate) fn overlap(self) -> f64 {
        if self.shorter == 0 { 0.0 } else { self.shared as f64 / self.shorter as f64 }
    }

    /// Shared words as a share of all, 0 to 1; 0 where there are none.
    pub(crate) fn jaccard(self) -> f64 {
        let all = self.shorter + self.longer - self.shared;
        if all == 0 { 0.0 } else { self.shared as f64 / all as f64 }
    }

    /// Words of the shorter one.
    pub(crate) fn shorter(self) -> usize {
        self.shorter
    }

    /// Whether two contents say the same: most of the shorter one's words and a fair share of all, more than a date.
    pub(crate) fn is_same(self) -> bool {
        let equal = self.shared == self.longer;
        equal || (self.shared >= 2 && self.overlap() >= SAME && self.jaccard() >= FAIR)
    }
}

/// Whether two contents say the same: most of the shorter one's words and a fair share of all, more than a date.
pub(crate) fn same_content(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    Common::of(a.iter(), b.iter()).is_same()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::content_words;

    #[test]
    fn who_says_it_and_the_words_find_a_content() {
        let mut alike: Alike<&str> = Alike::new();
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
        let mut alike: Alike<()> = Alike::new();
        for number in 0..500 {
            alike.file(&(), &content_words("talks"), number);
        }
        let near = alike.near(&(), &content_words("talks"));
        assert_eq!((near.len(), near.last()), (A_WORD, Some(&499)));
    }
}
