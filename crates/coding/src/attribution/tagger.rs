//! A linear-chain tagger: gives each token of a sequence a label, so that features of tokens and of
//! neighbouring tokens with their labels add up to the most (a conditional random field).
//!
//! Its weights are a plain table, one feature a line, that a reader can search: `lemma=say<TAB>B:1.2 O:-0.8`.

use super::feature::{Features, Part, hash};
use crate::table::DataError;

/// Labels, features and their weights.
#[derive(Clone, Debug, Default)]
pub struct Tagger {
    labels: Vec<String>,
    /// One weight a label.
    node: Weights,
    /// `labels × labels` weights a feature: from the label before, to this one.
    edge: Weights,
}

/// Weights by the hash of a feature's name.
///
/// Most features that are asked for have no weight. A bit set says so for nearly all of these before anything else is
/// read: it fits into the fastest memory, and all features of a token are held against it at once.
#[derive(Clone, Debug, Default)]
struct Weights {
    /// Weights a feature.
    width: usize,
    hashes: Vec<u64>,
    /// `width` a feature, in the order of `hashes`.
    values: Vec<f32>,
    /// A bit for each value of a hash's highest bits: whether a feature has it.
    bits: Vec<u64>,
    bits_shift: u32,
    /// The place of a feature in `hashes` plus one, at or after the place that its hash's highest bits say.
    slots: Vec<u32>,
    slots_shift: u32,
}

impl Weights {
    fn new(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// Adds a feature; its weights are yet to be set.
    fn add(&mut self, hash: u64) -> &mut [f32] {
        self.hashes.push(hash);
        let from = self.values.len();
        self.values.resize(from + self.width, 0.0);
        &mut self.values[from..]
    }

    /// Makes all that was added ready to be found; of features with one name the last.
    fn index(&mut self) {
        let size = (self.hashes.len() * 2).next_power_of_two().max(64);
        self.slots = vec![0; size];
        self.slots_shift = 64 - size.trailing_zeros();
        self.bits = vec![0; size / 4];
        self.bits_shift = self.slots_shift - 4;
        for (place, &hash) in self.hashes.iter().enumerate() {
            let bit = (hash >> self.bits_shift) as usize;
            self.bits[bit / 64] |= 1 << (bit % 64);
            let mut slot = (hash >> self.slots_shift) as usize;
            while self.slots[slot] != 0 && self.hashes[self.slots[slot] as usize - 1] != hash {
                slot = (slot + 1) % size;
            }
            self.slots[slot] = place as u32 + 1;
        }
    }

    /// The weights of the feature with this hash, if it has some.
    fn get(&self, hash: u64) -> Option<&[f32]> {
        let mut slot = (hash >> self.slots_shift) as usize;
        loop {
            let place = self.slots.get(slot)?.checked_sub(1)? as usize;
            if self.hashes[place] == hash {
                return Some(&self.values[place * self.width..][..self.width]);
            }
            slot = (slot + 1) % self.slots.len();
        }
    }

    /// Adds up the weights of those of `hashes` that have some, in their order, into `scores`; empties `hashes`.
    fn drain(&self, hashes: &mut Vec<u64>, scores: &mut [f32]) {
        let mut kept = 0;
        for i in 0..hashes.len() {
            let hash = hashes[i];
            let bit = (hash >> self.bits_shift) as usize;
            hashes[kept] = hash;
            kept += usize::from(self.bits.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 1));
        }
        for weights in hashes[..kept].iter().filter_map(|&hash| self.get(hash)) {
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
        hashes.clear();
    }
}

impl Tagger {
    /// Reads a table of weights, the contents of `file`: a first line `labels` with their names, then features.
    pub fn read(file: &str, text: &str) -> Result<Self, DataError> {
        let mut tagger = Self::default();
        let error = |line: usize, problem: String| DataError { file: file.to_owned(), line: line + 1, problem };
        let lines = text.lines().enumerate().filter(|(_, words)| !words.starts_with('#') && !words.is_empty());
        for (line, words) in lines {
            if tagger.labels.is_empty() {
                let mut labels = words.split('\t');
                if labels.next() != Some("labels") {
                    return Err(error(line, "it should name the labels: labels, O, S, C, parted by tabs".to_owned()));
                }
                tagger.labels = labels.map(str::to_owned).collect();
                let count = tagger.labels.len();
                (tagger.node, tagger.edge) = (Weights::new(count), Weights::new(count * count));
            } else {
                tagger.add(words).ok_or_else(|| {
                    let found: String = words.chars().take(80).collect();
                    error(line, format!("it should be a feature, a tab and label:weight pairs, and is {found:?}"))
                })?;
            }
        }
        tagger.node.index();
        tagger.edge.index();
        Ok(tagger)
    }

    /// Adds the feature of one line.
    fn add(&mut self, line: &str) -> Option<()> {
        let count = self.labels.len();
        let (name, weights) = line.rsplit_once('\t')?;
        let label = |name: &str| self.labels.iter().position(|label| label == name);
        // A line that names pairs of labels is one of a token and the one before it.
        let is_edge = weights.contains('>');
        let place = |labels: &str| match labels.split_once('>') {
            Some((from, to)) if is_edge => Some(label(from)? * count + label(to)?),
            None if !is_edge => label(labels),
            _ => None,
        };
        let table = if is_edge { &mut self.edge } else { &mut self.node };
        let row = table.add(hash(&[Part::of(name)]));
        for weight in weights.split(' ') {
            let (labels, value) = weight.rsplit_once(':')?;
            row[place(labels)?] = value.parse().ok()?;
        }
        Some(())
    }

    /// The labels, in the order in which scores hold them.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The weights of a feature of a token by itself, one a label.
    pub fn weights(&self, name: &str) -> Option<&[f32]> {
        self.node.get(hash(&[Part::of(name)]))
    }

    /// An empty sequence to be scored, with room for `length` tokens.
    pub fn lattice(&self, length: usize) -> Lattice<'_> {
        Lattice {
            tagger: self,
            nodes: Vec::with_capacity(length * self.node.width),
            edges: Vec::with_capacity(length * self.edge.width),
            node_hashes: Vec::with_capacity(128),
            edge_hashes: Vec::with_capacity(64),
        }
    }
}

/// One sequence with the scores of its labels. Call [`end`](Self::end) behind each token's features.
#[derive(Clone, Debug)]
pub struct Lattice<'t> {
    tagger: &'t Tagger,
    nodes: Vec<f32>,
    edges: Vec<f32>,
    /// The features of the token that has not ended.
    node_hashes: Vec<u64>,
    edge_hashes: Vec<u64>,
}

impl Features for Lattice<'_> {
    #[inline]
    fn node<const N: usize>(&mut self, name: [Part<'_>; N]) {
        self.node_hashes.push(hash(&name));
    }

    #[inline]
    fn edge<const N: usize>(&mut self, name: [Part<'_>; N]) {
        self.edge_hashes.push(hash(&name));
    }
}

impl Lattice<'_> {
    /// Ends a token: adds up what its features weigh.
    pub fn end(&mut self) {
        let (node, edge) = (&self.tagger.node, &self.tagger.edge);
        let (nodes, edges) = (self.nodes.len(), self.edges.len());
        self.nodes.resize(nodes + node.width, 0.0);
        self.edges.resize(edges + edge.width, 0.0);
        node.drain(&mut self.node_hashes, &mut self.nodes[nodes..]);
        edge.drain(&mut self.edge_hashes, &mut self.edges[edges..]);
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        if self.tagger.labels.is_empty() { 0 } else { self.nodes.len() / self.tagger.labels.len() }
    }

    /// Whether no token has ended.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The labels that add up to the most; of equals the first.
    pub fn best(&self) -> Vec<usize> {
        let count = self.tagger.labels.len();
        let mut scores: Vec<f32> = self.nodes.iter().copied().take(count).collect();
        let mut next = scores.clone();
        let mut back: Vec<usize> = Vec::with_capacity(self.nodes.len());
        for at in 1..self.len() {
            for (to, best) in next.iter_mut().enumerate() {
                *best = f32::NEG_INFINITY;
                let mut from_best = 0;
                for (from, score) in scores.iter().enumerate() {
                    let total = score + self.edges[(at * count + from) * count + to];
                    if total > *best {
                        (*best, from_best) = (total, from);
                    }
                }
                *best += self.nodes[at * count + to];
                back.push(from_best);
            }
            std::mem::swap(&mut scores, &mut next);
        }
        if self.is_empty() {
            return Vec::new();
        }
        let mut label = (0..count).fold(0, |best, i| if scores[i] > scores[best] { i } else { best });
        let mut labels = vec![label];
        for at in (1..self.len()).rev() {
            label = back[(at - 1) * count + label];
            labels.push(label);
        }
        labels.reverse();
        labels
    }

    /// How likely each label is at each token: `len × labels`, each token's adding up to 1.
    pub fn chances(&self) -> Vec<f32> {
        Sums::new(&self.nodes, &self.edges, self.tagger.labels.len()).labels()
    }
}

/// The logarithm of the sum of exponentials.
fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let top = values.clone().fold(f32::NEG_INFINITY, f32::max);
    if top == f32::NEG_INFINITY { top } else { top + values.map(|value| (value - top).exp()).sum::<f32>().ln() }
}

/// Forward and backward sums over a chain of `nodes` (`len × count`) and `edges` (`len × count × count`, the first
/// unused).
struct Sums {
    ahead: Vec<f32>,
    behind: Vec<f32>,
    /// The logarithm of the sum of all labellings' scores.
    total: f32,
}

impl Sums {
    fn new(nodes: &[f32], edges: &[f32], count: usize) -> Self {
        let len = nodes.len() / count.max(1);
        if len == 0 {
            return Self { ahead: Vec::new(), behind: Vec::new(), total: 0.0 };
        }
        let (mut ahead, mut behind) = (vec![0.0_f32; len * count], vec![0.0_f32; len * count]);
        ahead[..count].copy_from_slice(&nodes[..count]);
        for at in 1..len {
            let edges = &edges[at * count * count..][..count * count];
            let (before, here) = ahead.split_at_mut(at * count);
            let before = &before[(at - 1) * count..];
            for to in 0..count {
                let sum = log_sum(before.iter().enumerate().map(|(from, score)| score + edges[from * count + to]));
                here[to] = sum + nodes[at * count + to];
            }
        }
        for at in (0..len - 1).rev() {
            let edges = &edges[(at + 1) * count * count..][..count * count];
            let nodes = &nodes[(at + 1) * count..][..count];
            let (here, after) = behind.split_at_mut((at + 1) * count);
            for from in 0..count {
                here[at * count + from] =
                    log_sum((0..count).map(|to| edges[from * count + to] + nodes[to] + after[to]));
            }
        }
        let total = log_sum(ahead[(len - 1) * count..].iter().copied());
        Self { ahead, behind, total }
    }

    fn labels(&self) -> Vec<f32> {
        self.ahead.iter().zip(&self.behind).map(|(a, b)| (a + b - self.total).exp()).collect()
    }
}

/// Of a chain of `nodes` (`len × count`) and `edges` (`len × count × count`, the first unused): how likely each label
/// is at each token, how likely each pair of labels, and the logarithm of the sum of all labellings' scores.
pub fn chances(nodes: &[f32], edges: &[f32], count: usize) -> (Vec<f32>, Vec<f32>, f32) {
    let sums = Sums::new(nodes, edges, count);
    let len = sums.ahead.len() / count.max(1);
    let mut pairs = vec![0.0_f32; len * count * count];
    for at in 1..len {
        for from in 0..count {
            for to in 0..count {
                let edge = (at * count + from) * count + to;
                let (before, after) = (sums.ahead[(at - 1) * count + from], sums.behind[at * count + to]);
                pairs[edge] = (before + edges[edge] + nodes[at * count + to] + after - sums.total).exp();
            }
        }
    }
    (sums.labels(), pairs, sums.total)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# what it holds\nlabels\tO\tB\tI\nw=said\tO:-1 B:2\nbias\tO:0.5\nw-1 w\tO>I:-9 B>I:2\n";

    #[test]
    fn weights_are_read_and_add_up() {
        let tagger = Tagger::read("weights.tsv", TABLE).unwrap();
        assert_eq!(tagger.weights("w=said"), Some(&[-1.0, 2.0, 0.0][..]));
        let mut lattice = tagger.lattice(3);
        for word in ["he", "said", "so"] {
            lattice.node([Part::of("bias")]);
            lattice.node([Part::of("w="), Part::of(word)]);
            lattice.edge([Part::of("w-1 w")]);
            lattice.end();
        }
        assert_eq!(lattice.best(), [0, 1, 2]);
        let chances = lattice.chances();
        assert!(chances.chunks(3).all(|token| (token.iter().sum::<f32>() - 1.0).abs() < 1e-4));
        assert!(chances[4] > 0.8);
    }

    #[test]
    fn a_bad_table_names_its_line() {
        let line = |text: &str| Tagger::read("weights.tsv", text).unwrap_err().line;
        assert_eq!(line("w=said\tO:1"), 1);
        assert_eq!(line("# note\nlabels\tO\nw=said\tX:1"), 3);
        assert_eq!(line("labels\tO\nw=said"), 2);
    }

    #[test]
    fn an_empty_sequence_has_no_labels() {
        let tagger = Tagger::read("weights.tsv", TABLE).unwrap();
        assert!(tagger.lattice(0).best().is_empty());
        assert!(tagger.lattice(0).chances().is_empty());
    }
}
