//! Learning a linear-chain tagger: maximum likelihood with follow-the-regularised-leader steps, whose first-order
//! penalty leaves most weights at nothing, so that the table stays small enough to read.
//!
//! Deterministic: one thread, sequences in an order that a fixed generator shuffles.

use std::collections::HashMap;
use std::fmt::Write;

use coding::attribution::feature::{Features, Part, hash, name};
use coding::attribution::tagger::chances;

/// One sequence: the features of each token, and its label.
#[derive(Clone, Debug, Default)]
pub(super) struct Sequence {
    node: Vec<u32>,
    node_ends: Vec<u32>,
    edge: Vec<u32>,
    edge_ends: Vec<u32>,
    pub(super) labels: Vec<u8>,
}

impl Sequence {
    fn node(&self, at: usize) -> &[u32] {
        let from = if at == 0 { 0 } else { self.node_ends[at - 1] };
        &self.node[from as usize..self.node_ends[at] as usize]
    }

    fn edge(&self, at: usize) -> &[u32] {
        let from = if at == 0 { 0 } else { self.edge_ends[at - 1] };
        &self.edge[from as usize..self.edge_ends[at] as usize]
    }
}

/// All features seen, numbered.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    numbers: HashMap<u64, u32>,
    names: Vec<String>,
    seen: Vec<u32>,
}

impl Dictionary {
    fn number(&mut self, parts: &[Part<'_>]) -> u32 {
        let number = *self.numbers.entry(hash(parts)).or_insert_with(|| {
            self.names.push(name(parts));
            self.seen.push(0);
            self.names.len() as u32 - 1
        });
        self.seen[number as usize] += 1;
        number
    }
}

/// Sequences being put together, with the features they share.
#[derive(Debug, Default)]
pub(super) struct Examples {
    node: Dictionary,
    edge: Dictionary,
    pub(super) sequences: Vec<Sequence>,
}

impl Features for Examples {
    fn node<const N: usize>(&mut self, name: [Part<'_>; N]) {
        let number = self.node.number(&name);
        self.sequences.last_mut().expect("a sequence is begun").node.push(number);
    }

    fn edge<const N: usize>(&mut self, name: [Part<'_>; N]) {
        let number = self.edge.number(&name);
        self.sequences.last_mut().expect("a sequence is begun").edge.push(number);
    }
}

impl Examples {
    pub(super) fn begin(&mut self) {
        self.sequences.push(Sequence::default());
    }

    /// Ends a token.
    pub(super) fn end(&mut self, label: u8) {
        let sequence = self.sequences.last_mut().expect("a sequence is begun");
        sequence.node_ends.push(sequence.node.len() as u32);
        sequence.edge_ends.push(sequence.edge.len() as u32);
        sequence.labels.push(label);
    }
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub(super) passes: usize,
    /// Step.
    pub(super) alpha: f32,
    /// First-order penalty: larger leaves fewer weights.
    pub(super) l1: f32,
    pub(super) l2: f32,
    /// Features seen less often are left out.
    pub(super) least: u32,
}

/// Weights of follow-the-regularised-leader.
struct Leader {
    z: Vec<f32>,
    n: Vec<f32>,
    settings: Settings,
}

impl Leader {
    fn weight(&self, i: usize) -> f32 {
        let z = self.z[i];
        if z.abs() <= self.settings.l1 {
            return 0.0;
        }
        let rate = (1.0 + self.n[i].sqrt()) / self.settings.alpha + self.settings.l2;
        -(z - z.signum() * self.settings.l1) / rate
    }

    fn step(&mut self, i: usize, slope: f32) {
        let weight = self.weight(i);
        let sum = self.n[i] + slope * slope;
        let sigma = (sum.sqrt() - self.n[i].sqrt()) / self.settings.alpha;
        self.z[i] += slope - sigma * weight;
        self.n[i] = sum;
    }
}

/// What has been learnt.
pub(super) struct Weights {
    node: Vec<f32>,
    edge: Vec<f32>,
}

/// Learns from the sequences at `chosen`.
pub(super) fn learn(examples: &Examples, chosen: &[usize], labels: &[&str], settings: Settings) -> Weights {
    let count = labels.len();
    let leader = |dictionary: &Dictionary, width: usize| Leader {
        z: vec![0.0; dictionary.names.len() * width],
        n: vec![0.0; dictionary.names.len() * width],
        settings,
    };
    let (mut node, mut edge) = (leader(&examples.node, count), leader(&examples.edge, count * count));
    let known = |dictionary: &Dictionary, number: u32| dictionary.seen[number as usize] >= settings.least;
    let mut order = chosen.to_vec();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    // The last steps still wander: the table holds the mean of what stands at four points of each later pass.
    let (mut node_sum, mut edge_sum) = (vec![0.0_f32; node.z.len()], vec![0.0_f32; edge.z.len()]);
    let mut snapshots = 0_u16;
    for pass in 0..settings.passes {
        for i in (1..order.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, ((seed >> 33) as usize) % (i + 1));
        }
        for (done, &i) in order.iter().enumerate() {
            if pass * 2 >= settings.passes && (done + 1) % (order.len() / 4).max(1) == 0 {
                snapshots += 1;
                node_sum.iter_mut().enumerate().for_each(|(i, sum)| *sum += node.weight(i));
                edge_sum.iter_mut().enumerate().for_each(|(i, sum)| *sum += edge.weight(i));
            }
            let sequence = &examples.sequences[i];
            let len = sequence.labels.len();
            let (mut nodes, mut edges) = (vec![0.0_f32; len * count], vec![0.0_f32; len * count * count]);
            for at in 0..len {
                for &feature in sequence.node(at).iter().filter(|&&feature| known(&examples.node, feature)) {
                    for label in 0..count {
                        nodes[at * count + label] += node.weight(feature as usize * count + label);
                    }
                }
                if at > 0 {
                    for &feature in sequence.edge(at).iter().filter(|&&feature| known(&examples.edge, feature)) {
                        for pair in 0..count * count {
                            edges[at * count * count + pair] += edge.weight(feature as usize * count * count + pair);
                        }
                    }
                }
            }
            let (single, pairs, _) = chances(&nodes, &edges, count);
            for at in 0..len {
                let gold = sequence.labels[at] as usize;
                let slopes: Vec<f32> =
                    (0..count).map(|label| single[at * count + label] - f32::from(u8::from(label == gold))).collect();
                if slopes.iter().all(|slope| slope.abs() < 1e-3) {
                    // Nothing to learn here.
                } else {
                    for &feature in sequence.node(at).iter().filter(|&&feature| known(&examples.node, feature)) {
                        for (label, &slope) in slopes.iter().enumerate() {
                            node.step(feature as usize * count + label, slope);
                        }
                    }
                }
                if at == 0 {
                    continue;
                }
                let gold_pair = sequence.labels[at - 1] as usize * count + gold;
                let slopes: Vec<f32> = (0..count * count)
                    .map(|pair| pairs[at * count * count + pair] - f32::from(u8::from(pair == gold_pair)))
                    .collect();
                if slopes.iter().any(|slope| slope.abs() >= 1e-3) {
                    for &feature in sequence.edge(at).iter().filter(|&&feature| known(&examples.edge, feature)) {
                        for (pair, &slope) in slopes.iter().enumerate() {
                            if slope.abs() >= 1e-4 {
                                edge.step(feature as usize * count * count + pair, slope);
                            }
                        }
                    }
                }
            }
        }
    }
    let mean = |sum: &mut [f32]| sum.iter_mut().for_each(|sum| *sum /= f32::from(snapshots.max(1)));
    mean(&mut node_sum);
    mean(&mut edge_sum);
    Weights { node: node_sum, edge: edge_sum }
}

impl Weights {
    /// The weights as a table, features in alphabetical order.
    pub(super) fn table(&self, examples: &Examples, labels: &[&str]) -> String {
        let count = labels.len();
        let (node, edge) = (&self.node, &self.edge);
        let mut lines = Vec::new();
        for (number, name) in examples.node.names.iter().enumerate() {
            let mut line = String::new();
            for (label, word) in labels.iter().enumerate() {
                push(&mut line, word, node[number * count + label]);
            }
            lines.push((name, line));
        }
        for (number, name) in examples.edge.names.iter().enumerate() {
            let mut line = String::new();
            for pair in 0..count * count {
                let words = format!("{}>{}", labels[pair / count], labels[pair % count]);
                push(&mut line, &words, edge[number * count * count + pair]);
            }
            lines.push((name, line));
        }
        lines.retain(|(_, line)| !line.is_empty());
        lines.sort_unstable();
        let mut out = format!("labels\t{}\n", labels.join("\t"));
        for (name, line) in lines {
            let _ = writeln!(out, "{name}\t{line}");
        }
        out
    }
}

/// Adds `label:weight` to a line, with two decimals, unless the weight is next to nothing.
fn push(line: &mut String, label: &str, weight: f32) {
    if weight.abs() < 0.015 {
        return;
    }
    let value = format!("{weight:.2}");
    let short = value.replacen("0.", ".", 1);
    let gap = if line.is_empty() { "" } else { " " };
    let _ = write!(line, "{gap}{label}:{short}");
}
