//! The moves of a transition system: which there are, and in which order the network scores them.

use std::collections::BTreeMap;

use crate::model::{Malformed, ModelError, ModelFiles};
use crate::msgpack::Value;
use crate::parsed::label;

/// One move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Move {
    /// Its kind, as the system numbers them.
    pub(super) kind: usize,
    /// Its label, empty for none.
    pub(super) label: &'static str,
}

/// Reads the moves of `component`. `exists` says which pairs of kind and label the system has at all.
pub(super) fn load(
    files: &ModelFiles,
    component: &str,
    kinds: usize,
    exists: impl Fn(usize, &str) -> bool,
) -> Result<Vec<Move>, ModelError> {
    let path = format!("{component}/moves");
    let value = files.msgpack(&path)?;
    let moves = value.get("moves").and_then(Value::text);
    let moves = moves.ok_or_else(|| Malformed("it has no 'moves'".to_owned()).of(path.clone()))?;
    let by_kind: BTreeMap<String, BTreeMap<String, i64>> = serde_json::from_str(moves)
        .map_err(|error| Malformed(format!("its 'moves' are not as spaCy writes them: {error}")).of(path.clone()))?;
    let mut found: Vec<Move> = Vec::new();
    let mut add = |kind: usize, words: &str| {
        let new = Move { kind, label: label(words) };
        if exists(kind, words) && !found.contains(&new) {
            found.push(new);
        }
    };
    // Moves that were added after training have frequencies below zero and come last.
    let mut later: Vec<(i64, &str)> = Vec::new();
    let mut later_kinds: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (kind, labels) in &by_kind {
        let kind = kind.parse().ok().filter(|&kind| kind < kinds);
        let kind: usize =
            kind.ok_or_else(|| Malformed("it has moves of an unknown kind".to_owned()).of(path.clone()))?;
        let mut labels: Vec<(i64, &str)> = labels.iter().map(|(words, &count)| (count, words.as_str())).collect();
        labels.sort_unstable_by(|left, right| right.cmp(left));
        for (count, words) in labels {
            if count < 0 {
                later.push((count, words));
                later_kinds.entry(words).or_default().push(kind);
            } else {
                add(kind, words);
            }
        }
    }
    later.sort_unstable_by(|left, right| right.cmp(left));
    for (_, words) in later {
        for &kind in &later_kinds[words] {
            add(kind, words);
        }
    }
    if found.is_empty() {
        return Err(Malformed("it has no moves".to_owned()).of(path));
    }
    Ok(found)
}

/// The first of the moves with the greatest score among those whose kind is `valid`; `None` if none is.
pub(super) fn best<'m>(moves: &'m [Move], scores: &[f32], valid: impl Fn(Move) -> bool) -> Option<&'m Move> {
    let mut best: Option<(&Move, f32)> = None;
    for (candidate, &score) in moves.iter().zip(scores) {
        if best.is_none_or(|(_, greatest)| score > greatest) && valid(*candidate) {
            best = Some((candidate, score));
        }
    }
    best.map(|(best, _)| best)
}
