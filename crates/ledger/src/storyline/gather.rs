//! Texts gathered to groups.
//!
//! First one pass over the texts in their order: each joins the group that it fits best, where it is close to it, or
//! opens one. So reports of the same days come together, whatever the order. Then these groups grow
//! together, the best fitting two first, until no two fit. Both look only at groups that share heavy words or
//! parties, and at a bounded number of them, so that the work grows with the number of texts and not with its square.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::group::{Group, Pair};

/// How alike a text must be to a group to join it in the pass, as a share of how alike texts in a group are.
const JOIN: f64 = 1.2;
/// The same for two groups to become one storyline.
const GATHER: f64 = 0.6;
/// How far common parties and occurrences lower that: all in common, to a fifth.
const TIES: f64 = 0.8;
/// Heavy words by which a text looks for groups in the pass, and groups for one another.
const LOOKED_UP: (usize, usize) = (16, 40);
/// Groups looked at for one word: those nearest in order, which is the order of time.
const A_WORD: usize = 192;
/// Groups compared in full with one text or group: those that share most.
const COMPARED: usize = 32;

/// `texts`, each a group of its own, gathered; the texts of each group in order, groups by their first text.
pub(super) fn gather(texts: impl Iterator<Item = Group>) -> Vec<Group> {
    let mut groups = grown(passed(texts));
    for group in &mut groups {
        group.texts.sort_unstable();
    }
    groups.sort_by_key(|group| group.texts[0]);
    groups
}

/// The pass: each text to the group that it is close to.
fn passed(texts: impl Iterator<Item = Group>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut index: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut shared = Shared::default();
    for text in texts {
        let keys = text.heaviest(LOOKED_UP.0);
        shared.begin(groups.len());
        for (key, weight) in &keys {
            let filed = index.get(key).map_or(&[][..], Vec::as_slice);
            for group in &filed[filed.len().saturating_sub(A_WORD)..] {
                shared.add(*group, *weight);
            }
        }
        let best = shared
            .most()
            .into_iter()
            .map(|group| (groups[group].fit(&text, JOIN, 0.0), group))
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)));
        let group = match best {
            Some((fit, group)) if fit >= 1.0 => {
                groups[group].take(text);
                group
            }
            _ => {
                groups.push(text);
                groups.len() - 1
            }
        };
        for (key, _) in keys {
            let filed = index.entry(key).or_default();
            // Filed before, if at all, among the last that anybody looks at.
            if !filed[filed.len().saturating_sub(A_WORD)..].contains(&group) {
                filed.push(group);
            }
        }
    }
    groups
}

/// Groups that grow together, the best fitting two first.
fn grown(groups: Vec<Group>) -> Vec<Group> {
    let mut near = neighbours(&groups);
    let mut groups: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    let mut heap: BinaryHeap<Fit> = BinaryHeap::new();
    let mut grew = vec![0_u32; groups.len()];
    for (one, others) in near.iter().enumerate() {
        for &other in others.range(one + 1..) {
            heap.extend(Fit::of(&groups, &grew, one, other));
        }
    }
    while let Some(fit) = heap.pop() {
        if fit.grew != (grew[fit.one], grew[fit.other]) {
            continue; // one of them has changed since
        }
        let (Some(mut one), Some(other)) = (groups[fit.one].take(), groups[fit.other].take()) else { continue };
        one.take(other);
        groups[fit.one] = Some(one);
        grew[fit.one] += 1;
        grew[fit.other] += 1;
        let theirs = std::mem::take(&mut near[fit.other]);
        for neighbour in &theirs {
            near[*neighbour].remove(&fit.other);
        }
        let ours = std::mem::take(&mut near[fit.one]);
        for neighbour in &ours {
            near[*neighbour].remove(&fit.one);
        }
        let mut fits: Vec<(f64, usize)> = ours
            .union(&theirs)
            .filter(|&&neighbour| neighbour != fit.one && neighbour != fit.other)
            .filter_map(|&neighbour| Some((fit_of(&groups, fit.one, neighbour)?, neighbour)))
            .collect();
        fits.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        fits.truncate(COMPARED);
        for &(value, neighbour) in &fits {
            near[neighbour].insert(fit.one);
            near[fit.one].insert(neighbour);
            if value >= 1.0 {
                let (one, other) = (fit.one.min(neighbour), fit.one.max(neighbour));
                heap.push(Fit { value, one, other, grew: (grew[one], grew[other]) });
            }
        }
    }
    groups.into_iter().flatten().collect()
}

/// For each group those that it may grow together with.
fn neighbours(groups: &[Group]) -> Vec<BTreeSet<usize>> {
    let mut by_word: BTreeMap<u32, Vec<(usize, f64)>> = BTreeMap::new();
    let mut by_parties: BTreeMap<&Pair, Vec<(usize, f64)>> = BTreeMap::new();
    let words: Vec<Vec<(u32, f64)>> = groups.iter().map(|group| group.heaviest(LOOKED_UP.1)).collect();
    for (at, group) in groups.iter().enumerate() {
        let texts = group.texts.len() as f64;
        for (word, weight) in &words[at] {
            by_word.entry(*word).or_default().push((at, weight / texts));
        }
        for pair in group.pairs.keys() {
            by_parties.entry(pair).or_default().push((at, 0.1));
        }
    }
    let mut near: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); groups.len()];
    let mut shared = Shared::default();
    for (at, group) in groups.iter().enumerate() {
        shared.begin(groups.len());
        let texts = group.texts.len() as f64;
        let filed = words[at].iter().map(|(word, weight)| (&by_word[word], weight / texts));
        let filed = filed.chain(group.pairs.keys().map(|pair| (&by_parties[pair], 0.1)));
        for (filed, weight) in filed {
            let here = filed.partition_point(|(other, _)| *other < at);
            let from = here.saturating_sub(A_WORD / 2);
            for (other, theirs) in filed[from..].iter().take(A_WORD).filter(|(other, _)| *other != at) {
                shared.add(*other, weight * theirs);
            }
        }
        for other in shared.most() {
            near[at].insert(other);
            near[other].insert(at);
        }
    }
    near
}

/// How much each group shares with the one looked at.
#[derive(Default)]
struct Shared {
    weight: Vec<f64>,
    touched: Vec<usize>,
}

impl Shared {
    /// Begins anew, for so many groups.
    fn begin(&mut self, groups: usize) {
        for at in self.touched.drain(..) {
            self.weight[at] = 0.0;
        }
        self.weight.resize(groups, 0.0);
    }

    fn add(&mut self, group: usize, weight: f64) {
        if self.weight[group] == 0.0 {
            self.touched.push(group);
        }
        self.weight[group] += weight;
    }

    /// The groups that share most, the most first; of equals the first in order.
    fn most(&self) -> Vec<usize> {
        let mut groups = self.touched.clone();
        let by_weight = |a: &usize, b: &usize| self.weight[*b].total_cmp(&self.weight[*a]).then_with(|| a.cmp(b));
        if groups.len() > COMPARED {
            groups.select_nth_unstable_by(COMPARED, by_weight);
            groups.truncate(COMPARED);
        }
        groups.sort_unstable_by(by_weight);
        groups
    }
}

fn fit_of(groups: &[Option<Group>], one: usize, other: usize) -> Option<f64> {
    Some(groups[one].as_ref()?.fit(groups[other].as_ref()?, GATHER, TIES))
}

/// How well two groups fit, by its value; of equals the first in order is greatest.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Fit {
    value: f64,
    one: usize,
    other: usize,
    /// How often each had grown when they were compared.
    grew: (u32, u32),
}

impl Fit {
    fn of(groups: &[Option<Group>], grew: &[u32], one: usize, other: usize) -> Option<Self> {
        let value = fit_of(groups, one, other)?;
        (value >= 1.0).then_some(Self { value, one, other, grew: (grew[one], grew[other]) })
    }
}

impl Eq for Fit {}

impl Ord for Fit {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_value = self.value.total_cmp(&other.value);
        by_value.then_with(|| (other.one, other.other).cmp(&(self.one, self.other)))
    }
}

impl PartialOrd for Fit {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
