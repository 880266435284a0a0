//! The best labels of a sequence, and how likely each is, when tokens and pairs of neighbours have scores that add up.

/// Scores of the labels of a sequence.
#[derive(Clone, Debug)]
pub struct Sequence {
    /// Number of labels.
    count: usize,
    /// `length × labels`.
    nodes: Vec<f32>,
    /// Of each label behind each, `labels × labels`, the same all along.
    pairs: Vec<f32>,
}

impl Sequence {
    /// One with the scores `nodes`, one for each label of each token, and `pairs`, of each label behind each.
    ///
    /// # Panics
    /// If `pairs` is not the square of a number of labels.
    pub fn new(nodes: Vec<f32>, pairs: &[f32]) -> Self {
        let count = pairs.len().isqrt();
        assert!(count > 0 && count * count == pairs.len(), "{} is no square", pairs.len());
        Self { count, nodes, pairs: pairs.to_vec() }
    }

    /// Adds to the score of one label at token `index`.
    pub fn add(&mut self, index: usize, label: usize, score: f32) {
        self.nodes[index * self.count + label] += score;
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.nodes.len() / self.count
    }

    /// Whether it has no tokens.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The labels that add up to the most; of equals the first.
    pub fn best(&self) -> Vec<usize> {
        let count = self.count;
        if self.is_empty() {
            return Vec::new();
        }
        let mut scores = self.nodes[..count].to_vec();
        let mut next = scores.clone();
        let mut back: Vec<usize> = Vec::with_capacity(self.nodes.len());
        for nodes in self.nodes.chunks_exact(count).skip(1) {
            for (to, best) in next.iter_mut().enumerate() {
                let mut from_best = 0;
                *best = f32::NEG_INFINITY;
                for (from, score) in scores.iter().enumerate() {
                    let total = score + self.pairs[from * count + to];
                    if total > *best {
                        (*best, from_best) = (total, from);
                    }
                }
                *best += nodes[to];
                back.push(from_best);
            }
            std::mem::swap(&mut scores, &mut next);
        }
        let mut label = (0..count).fold(0, |best, i| if scores[i] > scores[best] { i } else { best });
        let mut labels = vec![label];
        for back in back.chunks_exact(count).rev() {
            label = back[label];
            labels.push(label);
        }
        labels.reverse();
        labels
    }

    /// How likely each label is at each token: `length × labels`, each token's adding up to 1.
    pub fn chances(&self) -> Vec<f32> {
        let (count, length) = (self.count, self.len());
        let weights: Vec<f32> = self.pairs.iter().map(|score| score.exp()).collect();
        // What comes before and after, each scaled to add up to 1, so that nothing grows beyond measure.
        let heights: Vec<f32> = self
            .nodes
            .chunks_exact(count)
            .flat_map(|nodes| {
                let top = nodes.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                nodes.iter().map(move |score| (score - top).exp())
            })
            .collect();
        let scale = |numbers: &mut [f32]| {
            let sum: f32 = numbers.iter().sum();
            for number in numbers {
                *number /= sum.max(f32::MIN_POSITIVE);
            }
        };
        let mut ahead = heights.clone();
        for at in 1..length {
            let (before, here) = ahead.split_at_mut(at * count);
            let (before, here) = (&before[(at - 1) * count..], &mut here[..count]);
            for (to, height) in here.iter_mut().enumerate() {
                *height *= (0..count).map(|from| before[from] * weights[from * count + to]).sum::<f32>();
            }
            scale(here);
        }
        let mut behind = vec![1.0_f32; count];
        let mut chances = ahead;
        for at in (0..length).rev() {
            let here = &mut chances[at * count..][..count];
            here.iter_mut().zip(&behind).for_each(|(ahead, behind)| *ahead *= behind);
            scale(here);
            let heights = &heights[at * count..][..count];
            let last = behind.clone();
            for (from, behind) in behind.iter_mut().enumerate() {
                *behind = (0..count).map(|to| weights[from * count + to] * heights[to] * last[to]).sum();
            }
            scale(&mut behind);
        }
        chances
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All labellings of a sequence of three tokens with two labels, with their scores.
    fn all(nodes: &[f32], pairs: &[f32]) -> Vec<([usize; 3], f32)> {
        let labellings = (0..8).map(|number| [number >> 2 & 1, number >> 1 & 1, number & 1]);
        let score = |labels: [usize; 3]| {
            let own: f32 = labels.iter().enumerate().map(|(at, label)| nodes[at * 2 + label]).sum();
            own + pairs[labels[0] * 2 + labels[1]] + pairs[labels[1] * 2 + labels[2]]
        };
        labellings.map(|labels| (labels, score(labels))).collect()
    }

    #[test]
    fn the_best_labelling_and_the_chances_are_those_of_all_labellings_counted_out() {
        let (nodes, pairs) = ([0.5, 0.2, -1.0, 0.4, 2.0, 2.3], [0.7, -0.9, 0.1, 0.3]);
        let sequence = Sequence::new(nodes.to_vec(), &pairs);
        let all = all(&nodes, &pairs);
        let best = all.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        assert_eq!(sequence.best(), best.0);
        let total: f32 = all.iter().map(|(_, score)| score.exp()).sum();
        for (at, chances) in sequence.chances().chunks(2).enumerate() {
            for (label, chance) in chances.iter().enumerate() {
                let of: f32 = all.iter().filter(|(labels, _)| labels[at] == label).map(|(_, score)| score.exp()).sum();
                assert!((chance - of / total).abs() < 1e-5, "{at} {label}: {chance}");
            }
        }
    }

    #[test]
    fn a_long_sequence_of_great_scores_has_chances() {
        let mut sequence = Sequence::new([30.0, -30.0].repeat(4000), &[5.0, -5.0, -5.0, 5.0]);
        sequence.add(2000, 1, 1e4);
        let chances = sequence.chances();
        assert!(chances.iter().all(|chance| (0.0..=1.0).contains(chance)));
        assert!(chances[4001] > 0.99 && chances[4002] > 0.99);
    }

    #[test]
    fn an_empty_sequence_has_no_labels() {
        let sequence = Sequence::new(Vec::new(), &[0.0]);
        assert!(sequence.is_empty() && sequence.best().is_empty() && sequence.chances().is_empty());
    }
}
