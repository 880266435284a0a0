//! Words by number, and how much each weighs.
//!
//! A word's number is its rank among all words of the records: the rarer, the lower; of equally rare ones the first by
//! name. So the rarest words of a record are its first, and comparing two records compares numbers.

use std::collections::BTreeSet;

use crate::numbers::Numbers;

/// How much each word weighs, by its number.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<f64>);

/// Words as they come in, numbered in that order, and in how many records each stands.
#[derive(Debug, Default)]
pub(super) struct Counted {
    words: Numbers,
    with: Vec<u32>,
    records: usize,
}

impl Counted {
    /// The words of one more record, by the number that they have until [`Counted::ranked`].
    pub(super) fn count(&mut self, words: &BTreeSet<String>) -> Box<[u32]> {
        self.records += 1;
        let number = |word: &String| {
            let number = self.words.of(word);
            self.with.resize(self.with.len().max(number as usize + 1), 0);
            self.with[number as usize] += 1;
            number
        };
        words.iter().map(number).collect()
    }

    /// What each number becomes when all records have been counted, and how much each word weighs.
    pub(super) fn ranked(self) -> (Vec<u32>, Words) {
        let counts = self.with.iter().zip(0..);
        let mut ranked: Vec<(u32, &str, u32)> =
            counts.map(|(&count, number)| (count, &**self.words.name(number), number)).collect();
        ranked.sort_unstable();
        // Rounded to a 1024th: a sum of such numbers is exact, whatever its order.
        let weight = |count: u32| ((1.0 + self.records as f64 / f64::from(count)).ln() * 1024.0).round() / 1024.0;
        let mut rank = vec![0; ranked.len()];
        for (at, (.., number)) in ranked.iter().enumerate() {
            rank[*number as usize] = at as u32;
        }
        (rank, Words(ranked.iter().map(|(count, ..)| weight(*count)).collect()))
    }
}

impl Words {
    /// How much `words` weigh together.
    pub(super) fn weight(&self, words: impl IntoIterator<Item = u32>) -> f64 {
        words.into_iter().map(|word| self.0[word as usize]).sum()
    }
}

/// The numbers that stand in both of two sorted lists.
pub(super) fn common<'w>(a: &'w [u32], b: &'w [u32]) -> impl Iterator<Item = u32> + 'w {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some(one), Some(other)) = (a.get(i), b.get(j)) {
            i += usize::from(one <= other);
            j += usize::from(other <= one);
            if one == other {
                return Some(*one);
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_come_first_and_weigh_more() {
        let set = |words: &str| words.split(' ').map(str::to_owned).collect::<BTreeSet<String>>();
        let mut counted = Counted::default();
        let records = ["port talks zinc", "talks", "talks port", "ash talks"].map(|words| counted.count(&set(words)));
        let (rank, words) = counted.ranked();
        let numbered = records.map(|record| {
            let mut numbers: Vec<u32> = record.iter().map(|&number| rank[number as usize]).collect();
            numbers.sort_unstable();
            numbers
        });
        // ash and zinc stand in one record each, port in two, talks in all.
        assert_eq!(numbered, [vec![1, 2, 3], vec![3], vec![2, 3], vec![0, 3]]);
        assert!(words.weight([0]) == words.weight([1]) && words.weight([1]) > words.weight([2]));
        assert_eq!(words.weight([3]), 0.693_359_375);
        assert_eq!(common(&numbered[0], &numbered[2]).collect::<Vec<u32>>(), [2, 3]);
    }
}
