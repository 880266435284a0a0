//! What a table shows up to one day: the pairs that are learnt from, and what had happened between them day by day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use super::deeds::{By, Deeds, Name};
use super::{SETTINGS, Settings};

/// A pair's day: its place among the pairs, all events, and the places of those labels that count as signs.
struct Seen {
    pair: usize,
    events: u32,
    labels: Vec<(Name, Option<usize>)>,
}

/// The record of many pairs up to one day. Nothing after that day is in it.
pub(super) struct Scene<'d> {
    deeds: &'d Deeds,
    /// Pairs, those that are learnt from first; the last stands for any of which nothing is known.
    pairs: Vec<[Name; 2]>,
    place: BTreeMap<[Name; 2], usize>,
    /// How many of the pairs are learnt from.
    peers: usize,
    /// Peers that share a party with a pair.
    neighbours: Vec<Vec<usize>>,
    /// What happened, by day.
    days: Vec<Vec<Seen>>,
    first: Date,
    signs: usize,
}

/// Features of every pair on chosen days, and what came to pass, for one kind of event.
pub(super) struct Kind {
    /// Whether it happened, a list of days for each pair.
    pub(super) happened: Vec<Vec<usize>>,
    /// Its mean rate among peers, per pair and day.
    pub(super) rate: f64,
    /// How much more of it falls on a weekday than on a mean day, by the day's number modulo seven.
    weekday: [f64; 7],
    /// Features by chosen day, then pair, then feature.
    pub(super) features: Vec<Vec<f64>>,
}

/// Features a pair, labels excepted: level, own rate, own burst, stir, activity, neighbours.
pub(super) const OWN: usize = 6;

impl<'d> Scene<'d> {
    /// The scene on `day`, with the pairs of `asked` in it whether they are among the most active or not.
    pub(super) fn new(deeds: &'d Deeds, by: By, day: Date, asked: &BTreeSet<[Name; 2]>) -> Option<Self> {
        let settings: &Settings = &SETTINGS;
        let first = deeds.first_day()?.max(day.saturating_sub((settings.horizon as i32).days()));
        let length = day.since(first).ok().map(|span| span.get_days()).filter(|days| *days >= 0)? as usize + 1;
        let known = deeds.within(first, day);
        let mut counts: BTreeMap<[Name; 2], usize> = BTreeMap::new();
        let mut label_counts: BTreeMap<Name, usize> = BTreeMap::new();
        for deed in known {
            *counts.entry(deed.pair(by)).or_default() += 1;
            *label_counts.entry(deed.label).or_default() += 1;
        }
        let spelt = |pair: &[Name; 2]| {
            let mut names = pair.map(|name| deeds.name(name));
            names.sort_unstable();
            names
        };
        let mut pairs: Vec<([Name; 2], usize)> = counts.into_iter().collect();
        pairs.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| spelt(&a.0).cmp(&spelt(&b.0))));
        pairs.truncate(settings.peers);
        let mut pairs: Vec<[Name; 2]> = pairs.into_iter().map(|(pair, _)| pair).collect();
        let peers = pairs.len();
        let mut place: BTreeMap<[Name; 2], usize> = pairs.iter().enumerate().map(|(n, pair)| (*pair, n)).collect();
        for pair in asked {
            if !place.contains_key(pair) {
                place.insert(*pair, pairs.len());
                pairs.push(*pair);
            }
        }
        pairs.push([Name::MAX; 2]);
        let mut labels: Vec<(Name, usize)> = label_counts.into_iter().collect();
        labels.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| deeds.name(a.0).cmp(deeds.name(b.0))));
        labels.truncate(settings.labels);
        let sign: BTreeMap<Name, usize> = labels.iter().enumerate().map(|(n, (label, _))| (*label, n)).collect();

        let mut days: Vec<BTreeMap<usize, (u32, BTreeSet<Name>)>> = vec![BTreeMap::new(); length];
        for deed in known {
            let Some(&pair) = place.get(&deed.pair(by)) else { continue };
            let at = deed.day.since(first).map_or(0, |span| span.get_days()) as usize;
            let seen = days[at].entry(pair).or_default();
            seen.0 += 1;
            seen.1.insert(deed.label);
        }
        let days = days.into_iter().map(|day| {
            let seen = day.into_iter().map(|(pair, (events, labels))| Seen {
                pair,
                events,
                labels: labels.into_iter().map(|label| (label, sign.get(&label).copied())).collect(),
            });
            seen.collect()
        });
        let mut of: BTreeMap<Name, Vec<usize>> = BTreeMap::new();
        for (n, pair) in pairs[..peers].iter().enumerate() {
            of.entry(pair[0]).or_default().push(n);
            of.entry(pair[1]).or_default().push(n);
        }
        let around = |n: usize| -> Vec<usize> {
            let all = pairs[n].iter().filter_map(|name| of.get(name)).flatten().copied().filter(|other| *other != n);
            let all: BTreeSet<usize> = all.collect();
            all.into_iter().collect()
        };
        let neighbours = (0..pairs.len()).map(around).collect();
        Some(Self { deeds, place, peers, neighbours, days: days.collect(), first, signs: labels.len(), pairs })
    }

    /// The number of the last day: days are numbered from the first.
    pub(super) fn last(&self) -> usize {
        self.days.len() - 1
    }

    /// The day of this number.
    pub(super) fn day(&self, number: usize) -> Date {
        self.first.saturating_add((number as i32).days())
    }

    /// The place of `pair`.
    pub(super) fn place(&self, pair: [Name; 2]) -> Option<usize> {
        self.place.get(&pair).copied()
    }

    /// The place of a pair of which nothing is known.
    pub(super) fn nobody(&self) -> usize {
        self.pairs.len() - 1
    }

    /// How many pairs are learnt from; they have the first places.
    pub(super) fn peers(&self) -> usize {
        self.peers
    }

    /// Features a pair has.
    pub(super) fn width(&self) -> usize {
        OWN + self.signs
    }

    /// What the scene shows of events of the kinds `labels`, with features on each of `chosen`, ascending.
    pub(super) fn kind(&self, labels: &[String], chosen: &[usize]) -> Kind {
        let settings: &Settings = &SETTINGS;
        let of_kind: BTreeSet<Name> = (self.days.iter().flatten().flat_map(|seen| &seen.labels))
            .map(|(label, _)| *label)
            .collect::<BTreeSet<Name>>()
            .into_iter()
            .filter(|label| self.deeds.is_of(*label, labels))
            .collect();
        let mut happened: Vec<Vec<usize>> = vec![Vec::new(); self.pairs.len()];
        let (mut events, mut sign_days) = (0.0, vec![0.0; self.signs]);
        for (n, day) in self.days.iter().enumerate() {
            for seen in day {
                if seen.labels.iter().any(|(label, _)| of_kind.contains(label)) {
                    happened[seen.pair].push(n);
                }
                if seen.pair < self.peers {
                    events += f64::from(seen.events);
                    for sign in seen.labels.iter().filter_map(|(_, sign)| *sign) {
                        sign_days[sign] += 1.0;
                    }
                }
            }
        }
        let length = self.days.len() as f64;
        let pair_days = (self.peers as f64 * length).max(1.0);
        let counts: Vec<f64> = happened[..self.peers].iter().map(|days| days.len() as f64).collect();
        let total: f64 = counts.iter().sum();
        // Half an event more, so that what never happened keeps a rate.
        let rate = (total + 0.5) / (pair_days + 1.0);
        let pull = pull(&counts, rate, length);
        let mean_events = (events + 0.5) / (pair_days + 1.0);
        let mean_sign: Vec<f64> = sign_days.iter().map(|days| (days / pair_days).max(1e-3)).collect();

        // Sums that fade day by day; `full` is what the sum of a pair would be with one event every day.
        let fade = |days: f64| (-1.0 / days).exp();
        let (memory, recent, stir) = (fade(settings.memory), fade(settings.recent), fade(settings.stir));
        let width = self.width();
        let pairs = self.pairs.len();
        let mut sums = vec![0.0; pairs * width];
        let (mut full_memory, mut full_recent, mut full_stir) = (0.0, 0.0, 0.0);
        let mut features = Vec::with_capacity(chosen.len());
        let mut chosen = chosen.iter().copied().peekable();
        for (n, day) in self.days.iter().enumerate() {
            (full_memory, full_recent, full_stir) =
                (full_memory * memory + 1.0, full_recent * recent + 1.0, full_stir * stir + 1.0);
            for sums in sums.chunks_exact_mut(width) {
                sums[1] *= memory;
                sums[2] *= recent;
                sums[3] *= stir;
                sums[4] *= memory;
                sums[OWN..].iter_mut().for_each(|sum| *sum *= recent);
            }
            for seen in day {
                let sums = &mut sums[seen.pair * width..(seen.pair + 1) * width];
                if seen.labels.iter().any(|(label, _)| of_kind.contains(label)) {
                    sums[1] += 1.0;
                    sums[2] += 1.0;
                }
                sums[3] += f64::from(seen.events);
                sums[4] += f64::from(seen.events);
                for sign in seen.labels.iter().filter_map(|(_, sign)| *sign) {
                    sums[OWN + sign] += 1.0;
                }
            }
            if chosen.next_if_eq(&n).is_none() {
                continue;
            }
            let mut rows = Vec::with_capacity(pairs * width);
            for pair in 0..pairs {
                let own = &sums[pair * width..(pair + 1) * width];
                let of = |sum: f64, full: f64, mean: f64, pull: f64| ((sum + mean * pull) / (full + pull) / mean).ln();
                let near = &self.neighbours[pair];
                let around: f64 = near.iter().map(|&other| sums[other * width + 1]).sum();
                rows.extend([
                    1.0,
                    of(own[1], full_memory, rate, pull),
                    of(own[2], full_recent, rate, pull),
                    of(own[3], full_stir, mean_events, PULL),
                    of(own[4], full_memory, mean_events, PULL),
                    if near.is_empty() { 0.0 } else { of(around / near.len() as f64, full_memory, rate, PULL) },
                ]);
                for (sum, mean) in own[OWN..].iter().zip(&mean_sign) {
                    rows.push(((sum + 0.5) / (full_recent * mean + 0.5)).ln());
                }
            }
            features.push(rows);
        }
        Kind { weekday: self.weekday(&happened[..self.peers]), happened, rate, features }
    }

    /// How much of a kind falls on each weekday against a mean day, held to 1 as by [`WEEKDAY_HOLD`] events.
    fn weekday(&self, happened: &[Vec<usize>]) -> [f64; 7] {
        let (mut events, mut days, mut total) = ([0.0; 7], [0.0; 7], 0.0);
        for day in 0..self.days.len() {
            days[day % 7] += 1.0;
        }
        for &day in happened.iter().flatten() {
            events[day % 7] += 1.0;
            total += 1.0;
        }
        let length = self.days.len() as f64;
        std::array::from_fn(|n| {
            let share = if length < 14.0 { 1.0 / 7.0 } else { days[n] / length };
            if length < 14.0 { 1.0 } else { (events[n] + WEEKDAY_HOLD * share) / (total + WEEKDAY_HOLD) / share }
        })
    }
}

/// Days of the mean with which activity of all kinds is smoothed.
const PULL: f64 = 5.0;
/// Events at the mean with which weekdays are smoothed.
const WEEKDAY_HOLD: f64 = 30.0;

impl Kind {
    /// Mean events of a peer in the `days` days after day number `after`.
    pub(super) fn exposure(&self, after: usize, days: usize) -> f64 {
        let weeks = (days / 7) as f64 * self.weekday.iter().sum::<f64>();
        let rest: f64 = (1..=days % 7).map(|n| self.weekday[(after + n) % 7]).sum();
        self.rate * (weeks + rest)
    }

    /// Whether `pair` had such an event in the `days` days after day number `after`.
    pub(super) fn follows(&self, pair: usize, after: usize, days: usize) -> bool {
        let on = &self.happened[pair];
        let next = on.partition_point(|day| *day <= after);
        on.get(next).is_some_and(|day| *day <= after + days)
    }
}

/// How many days of the mean rate weigh as much as a pair's own record: the gamma prior's second parameter.
///
/// By moments: counts that scatter no more than chance are drawn to the mean, counts that differ much stand alone.
fn pull(counts: &[f64], rate: f64, days: f64) -> f64 {
    let n = (counts.len() as f64).max(1.0);
    let mean = (rate * days).max(1e-9);
    let scatter = counts.iter().map(|count| (count - mean) * (count - mean)).sum::<f64>() / n;
    let shape = mean * mean / (scatter - mean).max(0.05 * mean);
    shape / rate
}
