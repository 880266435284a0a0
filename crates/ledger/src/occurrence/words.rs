//! Words by number, and how much each weighs.
//!
//! A word's number is its rank among all words of the records: the rarer, the lower; of equally rare ones the first by
//! name. So the rarest words of a record are its first, and comparing two records compares numbers.

use std::collections::{BTreeSet, HashMap};

/// How much each word weighs, by its number.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<f64>);

impl Words {
    /// The words of each record as numbers, sorted, and the weights of all.
    pub(super) fn number(records: &[BTreeSet<String>]) -> (Vec<Vec<u32>>, Self) {
        let mut with: HashMap<&str, usize> = HashMap::new();
        for word in records.iter().flatten() {
            *with.entry(word).or_default() += 1;
        }
        let mut ranked: Vec<(usize, &str)> = with.into_iter().map(|(word, count)| (count, word)).collect();
        ranked.sort_unstable();
        // Rounded to a 1024th: a sum of such numbers is exact, whatever its order.
        let weight = |count: usize| ((1.0 + records.len() as f64 / count as f64).ln() * 1024.0).round() / 1024.0;
        let weights = ranked.iter().map(|(count, _)| weight(*count)).collect();
        let numbers: HashMap<&str, u32> = ranked.iter().zip(0..).map(|((_, word), number)| (*word, number)).collect();
        let numbered = records.iter().map(|words| {
            let mut words: Vec<u32> = words.iter().map(|word| numbers[word.as_str()]).collect();
            words.sort_unstable();
            words
        });
        (numbered.collect(), Self(weights))
    }

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
        let (numbered, words) =
            Words::number(&[set("port talks zinc"), set("talks"), set("talks port"), set("ash talks")]);
        // ash and zinc stand in one record each, port in two, talks in all.
        assert_eq!(numbered, [vec![1, 2, 3], vec![3], vec![2, 3], vec![0, 3]]);
        assert!(words.weight([0]) == words.weight([1]) && words.weight([1]) > words.weight([2]));
        assert_eq!(words.weight([3]), 0.693_359_375);
        assert_eq!(common(&numbered[0], &numbered[2]).collect::<Vec<u32>>(), [2, 3]);
    }
}
