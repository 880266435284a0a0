//! Copies: exact, near-duplicate and syndicated pages, and the original they copy.
//!
//! A wire report printed by five outlets is one report. Candidates come from a `MinHash` index, so that the
//! work stays near linear; each is then compared shingle by shingle. Two pages are copies where they share at
//! least half of all their shingles, or where four fifths of the shorter one stand in the longer one (a copy
//! that was cut). The original is the page that does not name another outlet as its source, then the
//! earliest, then the longest.

mod minhash;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use anchor::Id;
use serde::Serialize;

use crate::archive::Archive;
use crate::words::words;

/// Pages that share at least this share of all their shingles are copies.
const SAME: f64 = 0.5;
/// A page of which at least this share stands in the other is a cut copy.
const WITHIN: f64 = 0.8;
/// Words a shingle.
const SHINGLE: usize = 4;
/// Shorter pages are copies only where they are equal: five shared words say nothing about a caption.
const LEAST_WORDS: usize = 25;
/// Comparisons a page is given in one bucket of the index before it counts as unlike the rest.
const LEADERS: usize = 16;

/// One text and the pages that print it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Original {
    /// The page that printed it first, as far as can be told.
    pub article: Id,
    /// The others, by day of publication.
    pub copies: Vec<Copy>,
}

/// A page that prints another's text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Copy {
    /// The page.
    pub article: Id,
    /// Share of the shorter text's shingles that stand in the longer one, 0 to 1.
    pub shared: f64,
}

/// The pages that print one text, by number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Text {
    /// The page that printed it first, as far as can be told.
    pub(crate) first: usize,
    /// The others, by day of publication, each with the share of the shorter text that stands in the longer one.
    pub(crate) copies: Vec<(usize, f64)>,
}

impl Text {
    /// All its pages, the first one first.
    pub(crate) fn pages(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.first).chain(self.copies.iter().map(|(page, _)| *page))
    }

    /// The same by the ids of `archive`.
    pub(crate) fn original(&self, archive: &dyn Archive) -> Original {
        let id = |page: usize| archive.pages()[page].id.clone();
        let copies = self.copies.iter().map(|&(page, shared)| Copy { article: id(page), shared });
        Original { article: id(self.first), copies: copies.collect() }
    }
}

/// For each page the number of the text that it prints.
pub(crate) fn text_of(texts: &[Text], pages: usize) -> Vec<u32> {
    let mut text_of = vec![0; pages];
    for (number, text) in texts.iter().enumerate() {
        for page in text.pages() {
            text_of[page] = number as u32;
        }
    }
    text_of
}

/// The texts of `archive`, in the order of their first pages.
pub(crate) fn texts(archive: &dyn Archive) -> Vec<Text> {
    let pages = archive.pages().len();
    let shingles = |page: usize| archive.article(page).map_or_else(Shingles::default, |page| Shingles::of(&page.text));
    let bands: Vec<_> = (0..pages).map(|page| minhash::bands(&shingles(page).hashes)).collect();
    let buckets = minhash::buckets(&bands);
    drop(bands);
    // Pages that meet in a bucket, or meet a third one, are looked at together: no more shingles are held at once.
    let mut circles = Groups::new(pages);
    for bucket in &buckets {
        bucket.windows(2).for_each(|two| circles.join(two[0] as usize, two[1] as usize));
    }
    let mut by_circle: BTreeMap<usize, Vec<Vec<u32>>> = BTreeMap::new();
    for bucket in buckets {
        by_circle.entry(circles.root(bucket[0] as usize)).or_default().push(bucket);
    }
    let mut texts: Vec<Text> = Vec::new();
    let mut groups = Groups::new(pages);
    let mut alone = vec![true; pages];
    for buckets in by_circle.into_values() {
        let members: BTreeSet<usize> = buckets.iter().flatten().map(|&page| page as usize).collect();
        for &page in &members {
            alone[page] = false;
        }
        let read = members.into_iter().map(|page| (page, shingles(page))).collect();
        texts.extend(together(&buckets, &read, &mut groups, archive));
    }
    let alone = alone.iter().enumerate().filter(|(_, alone)| **alone);
    texts.extend(alone.map(|(page, _)| Text { first: page, copies: Vec::new() }));
    texts.sort_by_key(|text| text.first);
    texts
}

/// The texts of pages that meet in `buckets`; `groups` are those found so far.
fn together(
    buckets: &[Vec<u32>],
    read: &BTreeMap<usize, Shingles>,
    groups: &mut Groups,
    archive: &dyn Archive,
) -> Vec<Text> {
    for bucket in buckets {
        let mut leaders: Vec<usize> = Vec::new();
        for page in bucket.iter().map(|&page| page as usize) {
            let same =
                |leader: &&usize| groups.root(**leader) == groups.root(page) || alike(&read[*leader], &read[&page]);
            match leaders.iter().find(same) {
                Some(&leader) => groups.join(leader, page),
                None if leaders.len() < LEADERS => leaders.push(page),
                None => {}
            }
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &page in read.keys() {
        members.entry(groups.root(page)).or_default().push(page);
    }
    let text = |mut group: Vec<usize>| {
        group.sort_by_key(|&at| {
            let page = &archive.pages()[at];
            (page.republished_from.is_some(), page.day(), Reverse(read[&at].words), &page.id)
        });
        let first = group.remove(0);
        group.sort_unstable();
        Text { first, copies: group.into_iter().map(|page| (page, read[&first].shared(&read[&page]))).collect() }
    };
    members.into_values().map(text).collect()
}

/// The distinct shingles of a text, as sorted hashes.
#[derive(Default)]
struct Shingles {
    hashes: Vec<u64>,
    words: usize,
}

impl Shingles {
    fn of(text: &str) -> Self {
        let words: Vec<String> = words(text).collect();
        let mut hashes: Vec<u64> = if words.len() < LEAST_WORDS {
            vec![minhash::hash(&words.join(" "))]
        } else {
            words.windows(SHINGLE).map(|shingle| minhash::hash(&shingle.join(" "))).collect()
        };
        if words.is_empty() {
            hashes.clear();
        }
        hashes.sort_unstable();
        hashes.dedup();
        Self { hashes, words: words.len() }
    }

    fn common(&self, other: &Self) -> usize {
        let (mut i, mut j, mut common) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.hashes.get(i), other.hashes.get(j)) {
            i += usize::from(a <= b);
            j += usize::from(b <= a);
            common += usize::from(a == b);
        }
        common
    }

    /// Share of the shorter one's shingles that stand in the longer one.
    fn shared(&self, other: &Self) -> f64 {
        let shorter = self.hashes.len().min(other.hashes.len());
        if shorter == 0 { 0.0 } else { self.common(other) as f64 / shorter as f64 }
    }
}

fn alike(a: &Shingles, b: &Shingles) -> bool {
    let common = a.common(b) as f64;
    let (shorter, longer) = (a.hashes.len().min(b.hashes.len()) as f64, a.hashes.len().max(b.hashes.len()) as f64);
    common > 0.0 && (common >= SAME * (shorter + longer - common) || common >= WITHIN * shorter)
}

/// Sets that grow together; the smallest member stands for each.
pub(crate) struct Groups(Vec<usize>);

impl Groups {
    pub(crate) fn new(size: usize) -> Self {
        Self((0..size).collect())
    }

    pub(crate) fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    pub(crate) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let root = a.min(b);
        self.0[a] = root;
        self.0[b] = root;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use page::Article;

    use super::*;
    use crate::archive::Held;
    use crate::testing::article;

    fn originals(articles: &[Article]) -> Vec<Original> {
        let archive = Held::new(articles.to_vec(), Vec::new(), None);
        texts(&archive).iter().map(|text| text.original(&archive)).collect()
    }

    const WIRE: &str = "Negotiators from the two sides met for three hours in the border village on Tuesday and \
        agreed to reopen a telephone line that has been dead since the winter, officials said. No date was set for \
        another round. Each side accused the other of massing guns along the river before the talks began, and a \
        spokeswoman for the mediators said that the hardest questions had been left for later.";

    #[test]
    fn a_reprint_and_a_cut_copy_belong_to_the_original() {
        let reprint = format!("{WIRE} Copyright notice added by another paper.");
        let cut: String = WIRE.split_inclusive('.').take(2).collect();
        let own = "The harvest was poor again this year in the valley, and farmers there fear for the winter; the \
            government has promised grain at a fixed price, but nobody has seen a single sack of it so far this autumn.";
        let articles = vec![
            article("The Harbour Post", "2019-03-06", &reprint),
            article("Agence Meridian", "2019-03-05", WIRE),
            article("Inland Courier", "2019-03-06", &cut),
            article("Inland Courier", "2019-03-06", own),
        ];
        let originals = originals(&articles);
        assert_eq!(originals.len(), 2);
        let wire = originals.iter().find(|original| !original.copies.is_empty()).unwrap();
        let first = articles.iter().find(|article| article.id == wire.article).unwrap();
        assert_eq!(first.publisher.as_deref(), Some("Agence Meridian"));
        assert_eq!(wire.copies.len(), 2);
    }

    #[test]
    fn a_page_that_names_its_source_is_no_original() {
        let mut early = article("The Harbour Post", "2019-03-05", WIRE);
        early.republished_from = Some("Agence Meridian".into());
        let late = article("Agence Meridian", "2019-03-06", WIRE);
        let originals = originals(&[early, late.clone()]);
        assert_eq!(originals.len(), 1);
        assert_eq!(originals[0].article, late.id);
    }

    proptest! {
        #[test]
        fn shared_words_are_counted_right(a in proptest::collection::btree_set(0_u64..60, 0..40),
                                          b in proptest::collection::btree_set(0_u64..60, 0..40)) {
            let common = a.intersection(&b).count();
            let set = |hashes: &std::collections::BTreeSet<u64>| Shingles { hashes: hashes.iter().copied().collect(), words: 0 };
            prop_assert_eq!(set(&a).common(&set(&b)), common);
        }
    }
}
