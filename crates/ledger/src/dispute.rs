//! The dispute: between whom the records are, and over what.
//!
//! A pair of sides weighs what passes between them: an occurrence one, a position toward the other one. The
//! heaviest pair is the dispute's own; others are named beside it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::occurrence::Occurrence;
use crate::position::PositionLine;
use crate::side::Side;

/// Between whom a dispute is, and over what.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Dispute {
    /// Pairs of sides, the heaviest first.
    pub pairs: Vec<Pair>,
    /// Issues of the positions, the most frequent first, with the number of positions.
    pub issues: Vec<(String, usize)>,
    /// Contexts of the occurrences, the most frequent first, with the number of occurrences.
    pub contexts: Vec<(String, usize)>,
}

/// Two sides and how much passes between them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// The side that comes first by key.
    pub a: Side,
    /// The other.
    pub b: Side,
    /// Occurrences between them.
    pub occurrences: usize,
    /// Positions of one toward the other.
    pub positions: usize,
}

impl Pair {
    /// Occurrences and positions.
    pub fn weight(&self) -> usize {
        self.occurrences + self.positions
    }
}

/// Sums up who does and wants what of whom.
pub(crate) fn dispute(occurrences: &[Occurrence], positions: &[PositionLine]) -> Dispute {
    let mut pairs: BTreeMap<(&Side, &Side), (usize, usize)> = BTreeMap::new();
    let mut contexts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut issues: BTreeMap<&str, usize> = BTreeMap::new();
    let ordered = |a, b| if a <= b { (a, b) } else { (b, a) };
    for occurrence in occurrences {
        let mut between: Vec<(&Side, &Side)> = Vec::new();
        for (n, a) in occurrence.actor.iter().enumerate() {
            // Partners of one act toward a third are no pair; partners of a mutual act are.
            let others =
                if occurrence.recipient.is_empty() { &occurrence.actor[n + 1..] } else { &occurrence.recipient };
            between.extend(others.iter().filter(|b| *b != a).map(|b| ordered(a, b)));
        }
        between.sort();
        between.dedup();
        for pair in between {
            pairs.entry(pair).or_default().0 += 1;
        }
        for context in &occurrence.context {
            *contexts.entry(context).or_default() += 1;
        }
    }
    for line in positions {
        for (a, b) in line.holder.iter().flat_map(|a| line.toward.iter().map(move |b| (a, b))).filter(|(a, b)| a != b) {
            pairs.entry(ordered(a, b)).or_default().1 += 1;
        }
        if let Some(issue) = &line.issue {
            *issues.entry(issue).or_default() += 1;
        }
    }
    let mut pairs: Vec<Pair> = pairs
        .into_iter()
        .map(|((a, b), (occurrences, positions))| Pair { a: a.clone(), b: b.clone(), occurrences, positions })
        .collect();
    // Stable: of equally heavy pairs the one that comes first by key.
    pairs.sort_by_key(|pair| std::cmp::Reverse((pair.weight(), pair.a.is_coded() && pair.b.is_coded())));
    let by_count = |counts: BTreeMap<&str, usize>| {
        let mut counts: Vec<(String, usize)> = counts.into_iter().map(|(name, n)| (name.to_owned(), n)).collect();
        counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        counts
    };
    Dispute { pairs, issues: by_count(issues), contexts: by_count(contexts) }
}
