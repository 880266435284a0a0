//! One text, or several that belong together, as they are compared.

use std::collections::{BTreeMap, BTreeSet};

/// Words kept of a group: the heaviest.
const KEPT: usize = 200;
/// How alike two articles of one storyline are on average, where nothing is known of this one.
const USUAL: f64 = 0.35;
/// Pairs of articles that [`USUAL`] counts for.
const USUAL_PAIRS: f64 = 3.0;
/// The least that two groups must be alike, whatever else.
const LEAST: f64 = 0.05;

/// Two sides between whom something passes, by number; numbers are in the order of the sides' keys.
pub(super) type Pair = (u32, u32);

/// What is compared of texts that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Group {
    /// The texts, by number.
    pub(super) texts: Vec<usize>,
    /// The sum of their features, by feature.
    pub(super) sum: Vec<(u32, f64)>,
    /// How alike they are, added up over all pairs.
    alike: f64,
    /// What passes between whom, in records.
    pub(super) pairs: BTreeMap<Pair, f64>,
    /// Dated occurrences that they report.
    pub(super) occurrences: BTreeSet<u32>,
}

impl Group {
    /// A group of one text.
    pub(super) fn one(
        text: usize,
        features: Vec<(u32, f64)>,
        pairs: BTreeMap<Pair, f64>,
        occurrences: BTreeSet<u32>,
    ) -> Self {
        Self { texts: vec![text], sum: features, alike: 0.0, pairs, occurrences }
    }

    /// Takes in the texts of `other`.
    pub(super) fn take(&mut self, other: Self) {
        self.alike += other.alike + dot(&self.sum, &other.sum);
        self.texts.extend(other.texts);
        self.sum = heaviest(add(&self.sum, &other.sum), KEPT);
        for (pair, count) in other.pairs {
            *self.pairs.entry(pair).or_default() += count;
        }
        self.occurrences.extend(other.occurrences);
    }

    /// How alike its texts are to those of `other`, on average, as a share of what is needed to be one group.
    ///
    /// Needed is `share` of how alike the texts inside the two groups are: pages on one match differ less among
    /// themselves than pages on a long dispute, so a fixed threshold would fit one or the other. Where `ties`
    /// are looked at, common parties and occurrences lower what is needed.
    pub(super) fn fit(&self, other: &Self, share: f64, ties: f64) -> f64 {
        let across = dot(&self.sum, &other.sum) / (self.texts.len() * other.texts.len()) as f64;
        let within = f64::midpoint(self.within(), other.within());
        let tie = if ties > 0.0 { self.parties_shared(other).max(self.occurrences_shared(other)) } else { 0.0 };
        across / ((share * within).max(LEAST) * (1.0 - ties * tie))
    }

    /// How alike its texts are among themselves, drawn toward what is usual.
    fn within(&self) -> f64 {
        let texts = self.texts.len() as f64;
        (self.alike + USUAL_PAIRS * USUAL) / (texts * (texts - 1.0) / 2.0 + USUAL_PAIRS)
    }

    /// The share of what passes between the same parties in both, 0 to 1; a single record does not make it.
    fn parties_shared(&self, other: &Self) -> f64 {
        let total = |group: &Self| group.pairs.values().sum::<f64>() + 1.0;
        let (ours, theirs) = (total(self), total(other));
        let (few, many) = if self.pairs.len() <= other.pairs.len() { (self, other) } else { (other, self) };
        let (few_total, many_total) =
            if self.pairs.len() <= other.pairs.len() { (ours, theirs) } else { (theirs, ours) };
        let shared = few
            .pairs
            .iter()
            .filter_map(|(pair, count)| many.pairs.get(pair).map(|more| (count / few_total).min(more / many_total)));
        shared.sum()
    }

    /// The share of the dated occurrences that both report, 0 to 1; a single one does not make it.
    fn occurrences_shared(&self, other: &Self) -> f64 {
        let (few, many) = if self.occurrences.len() <= other.occurrences.len() { (self, other) } else { (other, self) };
        let shared = few.occurrences.iter().filter(|occurrence| many.occurrences.contains(occurrence)).count();
        shared as f64 / (few.occurrences.len() as f64 + 1.0)
    }

    /// Its heaviest features, the heaviest first.
    pub(super) fn heaviest(&self, count: usize) -> Vec<(u32, f64)> {
        let mut sum = self.sum.clone();
        sum.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        sum.truncate(count);
        sum
    }
}

/// The sum of the products of what both have.
pub(super) fn dot(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(one), Some(other)) = (a.get(i), b.get(j)) {
        if one.0 == other.0 {
            sum += one.1 * other.1;
        }
        i += usize::from(one.0 <= other.0);
        j += usize::from(other.0 <= one.0);
    }
    sum
}

fn add(a: &[(u32, f64)], b: &[(u32, f64)]) -> Vec<(u32, f64)> {
    let mut sum = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    loop {
        match (a.get(i), b.get(j)) {
            (None, None) => return sum,
            (Some(one), Some(other)) if one.0 == other.0 => {
                sum.push((one.0, one.1 + other.1));
                (i, j) = (i + 1, j + 1);
            }
            (Some(one), other) if other.is_none_or(|other| one.0 < other.0) => {
                sum.push(*one);
                i += 1;
            }
            (_, other) => {
                sum.extend(other);
                j += 1;
            }
        }
    }
}

/// The heaviest `count` of `features`, by feature.
fn heaviest(mut features: Vec<(u32, f64)>, count: usize) -> Vec<(u32, f64)> {
    if features.len() > count {
        features.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        features.truncate(count);
        features.sort_by_key(|(feature, _)| *feature);
    }
    features
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn group(text: usize, features: &[(u32, f64)], between: &[Pair]) -> Group {
        let pairs = between.iter().map(|&pair| (pair, 4.0)).collect();
        Group::one(text, features.to_vec(), pairs, BTreeSet::new())
    }

    #[test]
    fn a_group_of_pages_that_differ_little_asks_for_more() {
        let same: &[(u32, f64)] = &[(1, 0.8), (2, 0.6)];
        let mut tight = group(0, same, &[]);
        for text in 1..6 {
            tight.take(group(text, same, &[]));
        }
        let alone = group(9, same, &[]);
        let page = group(7, &[(1, 0.6), (3, 0.8)], &[]);
        assert!(page.fit(&alone, 0.6, 0.0) > page.fit(&tight, 0.6, 0.0));
    }

    #[test]
    fn common_parties_lower_what_is_needed() {
        let (one, other) = ([(1, 0.3), (2, 0.9)], [(1, 0.3), (3, 0.9)]);
        let fit = |a: &[Pair], b: &[Pair]| group(0, &one, a).fit(&group(1, &other, b), 0.6, 0.8);
        assert!(fit(&[(0, 1)], &[(0, 1)]) > 2.0 * fit(&[(0, 1)], &[(2, 3)]));
        assert_eq!(fit(&[], &[]), fit(&[(0, 1)], &[(2, 3)]));
    }

    proptest! {
        #[test]
        fn sums_and_products_are_those_of_maps(a in proptest::collection::btree_map(0_u32..30, 0.0_f64..1.0, 0..20),
                                               b in proptest::collection::btree_map(0_u32..30, 0.0_f64..1.0, 0..20)) {
            let list = |map: &BTreeMap<u32, f64>| map.iter().map(|(k, v)| (*k, *v)).collect::<Vec<_>>();
            let product: f64 = a.iter().filter_map(|(k, v)| b.get(k).map(|w| v * w)).sum();
            prop_assert!((dot(&list(&a), &list(&b)) - product).abs() < 1e-9);
            let mut sum = a.clone();
            for (k, v) in &b {
                *sum.entry(*k).or_default() += v;
            }
            prop_assert_eq!(add(&list(&a), &list(&b)), list(&sum));
        }
    }
}
