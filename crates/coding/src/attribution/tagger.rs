//! A linear-chain tagger: gives each token of a sequence a label, so that features of tokens and of
//! neighbouring tokens with their labels add up to the most (a conditional random field).
//!
//! Its weights are a plain table, one feature a line, that a reader can search: `lemma=say<TAB>B:1.2 O:-0.8`.

use std::collections::HashMap;

use super::feature::{Features, hash};
use crate::table::DataError;

/// Labels, features and their weights.
#[derive(Clone, Debug, Default)]
pub struct Tagger {
    labels: Vec<String>,
    /// Hash of a feature's name to its row in `node_weights`.
    node: HashMap<u64, u32, Passed>,
    node_weights: Vec<f32>,
    edge: HashMap<u64, u32, Passed>,
    /// `labels × labels` weights a row: from the label before, to this one.
    edge_weights: Vec<f32>,
}

/// The keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub struct Passed;

/// Hands a `u64` through.
#[derive(Clone, Copy, Debug, Default)]
pub struct PassedHasher(u64);

impl std::hash::BuildHasher for Passed {
    type Hasher = PassedHasher;

    fn build_hasher(&self) -> PassedHasher {
        PassedHasher(0)
    }
}

impl std::hash::Hasher for PassedHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 << 8) | u64::from(byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
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
            } else {
                tagger.add(words).ok_or_else(|| {
                    let found: String = words.chars().take(80).collect();
                    error(line, format!("it should be a feature, a tab and label:weight pairs, and is {found:?}"))
                })?;
            }
        }
        Ok(tagger)
    }

    /// Adds the feature of one line.
    fn add(&mut self, line: &str) -> Option<()> {
        let count = self.labels.len();
        let (name, weights) = line.rsplit_once('\t')?;
        let label = |name: &str| self.labels.iter().position(|label| label == name);
        let (mut row, mut edge_row) = (vec![0.0_f32; count], vec![0.0_f32; count * count]);
        let mut is_edge = false;
        for weight in weights.split(' ') {
            let (labels, value) = weight.rsplit_once(':')?;
            let value: f32 = value.parse().ok()?;
            if let Some((from, to)) = labels.split_once('>') {
                edge_row[label(from)? * count + label(to)?] = value;
                is_edge = true;
            } else {
                row[label(labels)?] = value;
            }
        }
        let key = hash(&[name]);
        if is_edge {
            self.edge.insert(key, (self.edge_weights.len() / (count * count)) as u32);
            self.edge_weights.extend(edge_row);
        } else {
            self.node.insert(key, (self.node_weights.len() / count) as u32);
            self.node_weights.extend(row);
        }
        Some(())
    }

    /// The labels, in the order in which scores hold them.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The weights of a feature of a token by itself, one a label.
    pub fn weights(&self, name: &str) -> Option<&[f32]> {
        let row = *self.node.get(&hash(&[name]))? as usize;
        Some(&self.node_weights[row * self.labels.len()..][..self.labels.len()])
    }

    /// An empty sequence to be scored.
    pub fn lattice(&self) -> Lattice<'_> {
        Lattice { tagger: self, nodes: Vec::new(), edges: Vec::new() }
    }
}

/// One sequence with the scores of its labels. Call [`next`](Self::next) before each token's features.
#[derive(Clone, Debug)]
pub struct Lattice<'t> {
    tagger: &'t Tagger,
    nodes: Vec<f32>,
    edges: Vec<f32>,
}

impl Features for Lattice<'_> {
    fn node(&mut self, name: &[&str]) {
        let count = self.tagger.labels.len();
        if let Some(&row) = self.tagger.node.get(&hash(name)) {
            let at = self.nodes.len() - count;
            let weights = &self.tagger.node_weights[row as usize * count..][..count];
            self.nodes[at..].iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
    }

    fn edge(&mut self, name: &[&str]) {
        let count = self.tagger.labels.len() * self.tagger.labels.len();
        if let Some(&row) = self.tagger.edge.get(&hash(name)) {
            let at = self.edges.len() - count;
            let weights = &self.tagger.edge_weights[row as usize * count..][..count];
            self.edges[at..].iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
    }
}

impl Lattice<'_> {
    /// Starts the next token.
    pub fn next(&mut self) {
        let count = self.tagger.labels.len();
        self.nodes.resize(self.nodes.len() + count, 0.0);
        self.edges.resize(self.edges.len() + count * count, 0.0);
    }

    /// Adds to the score of one label at token `index`.
    pub fn add(&mut self, index: usize, label: usize, score: f32) {
        self.nodes[index * self.tagger.labels.len() + label] += score;
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        if self.tagger.labels.is_empty() { 0 } else { self.nodes.len() / self.tagger.labels.len() }
    }

    /// Whether no token was started.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The labels that add up to the most; of equals the first.
    pub fn best(&self) -> Vec<usize> {
        let count = self.tagger.labels.len();
        let mut scores: Vec<f32> = self.nodes.iter().copied().take(count).collect();
        let mut back: Vec<usize> = Vec::with_capacity(self.nodes.len());
        for at in 1..self.len() {
            let mut next = vec![f32::NEG_INFINITY; count];
            for (to, best) in next.iter_mut().enumerate() {
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
            scores = next;
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
        chances(&self.nodes, &self.edges, self.tagger.labels.len()).0
    }
}

/// The logarithm of the sum of exponentials.
fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let top = values.clone().fold(f32::NEG_INFINITY, f32::max);
    if top == f32::NEG_INFINITY { top } else { top + values.map(|value| (value - top).exp()).sum::<f32>().ln() }
}

/// Forward and backward over a chain of `nodes` (`len × count`) and `edges` (`len × count × count`, the first
/// unused): how likely each label is at each token, how likely each pair of labels, and the logarithm of the sum
/// of all labellings' scores.
pub fn chances(nodes: &[f32], edges: &[f32], count: usize) -> (Vec<f32>, Vec<f32>, f32) {
    let len = nodes.len() / count.max(1);
    if len == 0 {
        return (Vec::new(), Vec::new(), 0.0);
    }
    let (mut ahead, mut behind) = (vec![0.0_f32; len * count], vec![0.0_f32; len * count]);
    ahead[..count].copy_from_slice(&nodes[..count]);
    for at in 1..len {
        for to in 0..count {
            let sum = log_sum(
                (0..count).map(|from| ahead[(at - 1) * count + from] + edges[(at * count + from) * count + to]),
            );
            ahead[at * count + to] = sum + nodes[at * count + to];
        }
    }
    for at in (0..len - 1).rev() {
        for from in 0..count {
            behind[at * count + from] = log_sum((0..count).map(|to| {
                edges[((at + 1) * count + from) * count + to]
                    + nodes[(at + 1) * count + to]
                    + behind[(at + 1) * count + to]
            }));
        }
    }
    let total = log_sum(ahead[(len - 1) * count..].iter().copied());
    let labels = ahead.iter().zip(&behind).map(|(a, b)| (a + b - total).exp()).collect();
    let mut pairs = vec![0.0_f32; len * count * count];
    for at in 1..len {
        for from in 0..count {
            for to in 0..count {
                let edge = (at * count + from) * count + to;
                let sum =
                    ahead[(at - 1) * count + from] + edges[edge] + nodes[at * count + to] + behind[at * count + to];
                pairs[edge] = (sum - total).exp();
            }
        }
    }
    (labels, pairs, total)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# what it holds\nlabels\tO\tB\tI\nw=said\tO:-1 B:2\nbias\tO:0.5\nw-1 w\tO>I:-9 B>I:2\n";

    #[test]
    fn weights_are_read_and_add_up() {
        let tagger = Tagger::read("weights.tsv", TABLE).unwrap();
        assert_eq!(tagger.weights("w=said"), Some(&[-1.0, 2.0, 0.0][..]));
        let mut lattice = tagger.lattice();
        for word in ["he", "said", "so"] {
            lattice.next();
            lattice.node(&["bias"]);
            lattice.node(&["w=", word]);
            lattice.edge(&["w-1 w"]);
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
        assert!(tagger.lattice().best().is_empty());
        assert!(tagger.lattice().chances().is_empty());
    }
}
