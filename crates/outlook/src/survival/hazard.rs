//! A parametric model of how long spells last: a hazard that rises or falls with the length of the spell (Weibull's,
//! in steps of a month) and with what is going on meanwhile.
//!
//! A spell counts for every month for which it was watched, whether it ended or not: silent days are information. The
//! weights are the most probable ones under a normal prior (a ridge), so that few spells give a hazard that is nearly
//! even; the interval is that of the logarithm of the cumulated hazard, by the delta method.

use super::{Chance, Z};
use crate::chance::fit::{Rows, dot, fit, shape, solve};

/// Things going on meanwhile that may hasten or delay the end.
pub(crate) const SIGNS: usize = 3;
/// Days a step.
const STEP: i32 = 30;
/// Features: level, length, signs.
const WIDTH: usize = 2 + SIGNS;
/// The length, in days, at which the length has no say.
const MIDDLE: f64 = 180.0;
/// Fewer ended spells than this give no model.
pub(crate) const LEAST_ENDED: usize = 5;
/// Precision of the prior: the level is free, an even hazard and signs without effect are where the fit starts.
const RIDGE: [f64; WIDTH] = [0.01, 1.0, 4.0, 4.0, 4.0];

/// A spell as it was watched.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Watched {
    /// The length, in days, from which on it was watched: had it ended before, nobody would know of it.
    pub(crate) from: i32,
    /// Its length, or its length so far.
    pub(crate) days: i32,
    /// Whether it is over.
    pub(crate) ended: bool,
    /// What was going on at each step; empty where that is not known.
    pub(crate) signs: Vec<[f64; SIGNS]>,
}

impl Watched {
    /// The beginnings and ends of its steps, in days of length.
    fn steps(&self) -> impl Iterator<Item = (i32, i32)> {
        let (from, to) = (self.from, self.days);
        (from..to).step_by(STEP as usize).map(move |start| (start, (start + STEP).min(to)))
    }
}

/// The length from which on spells longer than `from` days are watched, step by step, up to `days`.
pub(crate) fn steps(from: i32, days: i32) -> impl Iterator<Item = i32> {
    (from..days).step_by(STEP as usize)
}

/// The chance that a spell that has reached `reached` days, with `now` going on, lasts `more` days longer.
///
/// Nothing where fewer than [`LEAST_ENDED`] of `spells` ended.
pub(crate) fn lasts(spells: &[Watched], reached: i32, more: i32, now: &[f64; SIGNS]) -> Option<Chance> {
    let ended = spells.iter().filter(|spell| spell.ended && spell.days > spell.from).count();
    let watched: f64 = spells.iter().map(|spell| f64::from((spell.days - spell.from).max(0))).sum();
    if ended < LEAST_ENDED || more <= 0 {
        return None;
    }
    let rate = ended as f64 / watched;
    let known: Vec<&[f64; SIGNS]> = spells.iter().flat_map(|spell| &spell.signs).collect();
    let mean: [f64; SIGNS] =
        std::array::from_fn(|n| known.iter().map(|signs| signs[n]).sum::<f64>() / known.len().max(1) as f64);
    let features = |start: i32, end: i32, signs: Option<&[f64; SIGNS]>| -> [f64; WIDTH] {
        let length = f64::from(start + end) / 2.0;
        let sign = |n: usize| signs.map_or(0.0, |signs| signs[n] - mean[n]);
        [1.0, (length.max(1.0) / MIDDLE).ln(), sign(0), sign(1), sign(2)]
    };
    let mut rows = Rows { width: WIDTH, features: Vec::new(), happened: Vec::new(), offset: Vec::new(), weight: 1.0 };
    for spell in spells {
        for (n, (start, end)) in spell.steps().enumerate() {
            let over = spell.ended && end == spell.days;
            // That it ended within a step is known of the whole step, not only of the days up to its end.
            let end = if over { start + STEP } else { end };
            rows.features.extend(features(start, end, spell.signs.get(n)));
            rows.happened.push(over);
            rows.offset.push((rate * f64::from(end - start)).ln());
        }
    }
    let prior = [0.0; WIDTH];
    let weights = fit(&rows, &prior, &RIDGE);
    let (_, mut curve) = shape(&rows, &prior, &RIDGE, &weights);
    // The cumulated hazard from here on, and how it changes with each weight.
    let ahead = Watched { from: reached, days: reached.saturating_add(more), ..Watched::default() };
    let (mut hazard, mut slope) = (0.0, vec![0.0; WIDTH]);
    for (start, end) in ahead.steps() {
        let features = features(start, end, (!known.is_empty()).then_some(now));
        let step = rate * f64::from(end - start) * dot(&features, &weights).exp();
        hazard += step;
        for (slope, feature) in slope.iter_mut().zip(features) {
            *slope += step * feature;
        }
    }
    for slope in &mut slope {
        *slope /= hazard;
    }
    let along = solve(&mut curve, slope.clone(), WIDTH);
    let spread = Z * dot(&slope, &along).max(0.0).sqrt();
    let at = |shift: f64| (-hazard * shift.exp()).exp();
    Some(Chance { value: at(0.0), low: at(spread), high: at(-spread), n: spells.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from 0 to 1 that look random and are the same on every run.
    fn random(seed: u64) -> impl FnMut() -> f64 {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        for _ in 0..8 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }
        move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            ((state >> 11) as f64 + 0.5) / (1u64 << 53) as f64
        }
    }

    const SCALE: f64 = 200.0;

    /// The chance to last beyond `days`, by Weibull.
    fn truth(shape: f64, days: f64) -> f64 {
        (-(days / SCALE).powf(shape)).exp()
    }

    /// Spells of a process with a known hazard, watched from `from` days on, some of them only for a while.
    fn spells(shape: f64, n: usize, from: i32, random: &mut impl FnMut() -> f64) -> Vec<Watched> {
        let mut spells = Vec::new();
        while spells.len() < n {
            let length = SCALE * (-random().ln()).powf(1.0 / shape);
            let seen = 150.0 + 900.0 * random();
            if length > f64::from(from) {
                let days = length.min(seen).ceil() as i32;
                spells.push(Watched { from, days, ended: length <= seen, signs: Vec::new() });
            }
        }
        spells
    }

    /// How often the interval for lasting 180 days more at 210 days holds the truth.
    fn coverage(shape: f64, n: usize, runs: u64) -> f64 {
        let wanted = truth(shape, 390.0) / truth(shape, 210.0);
        let mut held = 0;
        for run in 0..runs {
            let mut random = random(run + 1);
            let chance = lasts(&spells(shape, n, 45, &mut random), 210, 180, &[0.0; SIGNS]);
            held += u64::from(chance.is_some_and(|chance| chance.low <= wanted && wanted <= chance.high));
        }
        held as f64 / runs as f64
    }

    #[test]
    fn four_of_five_intervals_hold_the_truth_of_a_known_hazard() {
        for (shape, n) in [(1.0, 30), (0.8, 40), (1.3, 40)] {
            let share = coverage(shape, n, 600);
            assert!((0.75..=0.85).contains(&share), "shape {shape}, {n} spells: {share}");
        }
    }

    /// What the signs of a process with covariates are worth: the first hastens the end, the second delays it, the third
    /// says nothing.
    const WORTH: [f64; SIGNS] = [0.5, -0.4, 0.0];

    /// A step's signs: counts of acts in logarithms, as a ledger has them, and whether a deadline has passed.
    fn signs_of_step(random: &mut impl FnMut() -> f64) -> [f64; SIGNS] {
        let acts = |chance: f64| (4.0 * chance * chance).floor().ln_1p();
        [acts(random()), acts(random()), f64::from(u8::from(random() < 0.2))]
    }

    /// The hazard that `signs` lay over Weibull's, with shape `shape`, from the length `from` to `to`.
    fn cumulated(shape: f64, signs: &[f64; SIGNS], from: f64, to: f64) -> f64 {
        let weibull = |days: f64| (days / SCALE).powf(shape);
        (weibull(to) - weibull(from)) * dot(signs, &WORTH).exp()
    }

    /// Spells of a process whose hazard moves with what is going on, step by step, watched from `from` days on, some of
    /// them only for a while.
    fn spells_with_signs(shape: f64, n: usize, from: i32, random: &mut impl FnMut() -> f64) -> Vec<Watched> {
        let mut spells = Vec::new();
        while spells.len() < n {
            let seen = (150.0 + 900.0 * random()) as i32;
            if seen <= from {
                continue;
            }
            let (mut signs, mut over) = (Vec::new(), None);
            for start in (from..seen).step_by(STEP as usize) {
                let now = signs_of_step(random);
                signs.push(now);
                let end = (start + STEP).min(seen);
                let mut left = -random().ln();
                let day = (start..end).find(|&day| {
                    left -= cumulated(shape, &now, f64::from(day), f64::from(day + 1));
                    left <= 0.0
                });
                if let Some(day) = day {
                    over = Some(day + 1);
                    break;
                }
            }
            spells.push(Watched { from, days: over.unwrap_or(seen), ended: over.is_some(), signs });
        }
        spells
    }

    /// How often the interval for lasting 180 days more at 210 days, with signs drawn anew going on, holds the truth.
    fn coverage_with_signs(shape: f64, n: usize, runs: u64) -> f64 {
        let mut held = 0;
        for run in 0..runs {
            let mut random = random(run + 1);
            let spells = spells_with_signs(shape, n, 45, &mut random);
            let now = signs_of_step(&mut random);
            let wanted = (-cumulated(shape, &now, 210.0, 390.0)).exp();
            let chance = lasts(&spells, 210, 180, &now);
            held += u64::from(chance.is_some_and(|chance| chance.low <= wanted && wanted <= chance.high));
        }
        held as f64 / runs as f64
    }

    #[test]
    fn four_of_five_intervals_hold_the_truth_where_what_goes_on_moves_the_hazard() {
        for (shape, n) in [(1.0, 40), (0.8, 40), (1.3, 40), (1.0, 100)] {
            let share = coverage_with_signs(shape, n, 600);
            assert!((0.75..=0.85).contains(&share), "shape {shape}, {n} spells: {share}");
        }
    }

    #[test]
    #[ignore = "the larger run of which bench/RESULTS.md tells"]
    #[allow(clippy::print_stdout)]
    fn coverage_at_length() {
        for shape in [0.7, 0.8, 1.0, 1.3] {
            for n in [10, 20, 40, 100] {
                let with = coverage_with_signs(shape, n, 5000);
                println!("shape {shape} spells {n} coverage {:.3}, with signs {with:.3}", coverage(shape, n, 20_000));
            }
        }
    }

    #[test]
    fn many_spells_give_the_chance_itself() {
        let mut random = random(5);
        let chance = lasts(&spells(1.0, 3000, 45, &mut random), 210, 180, &[0.0; SIGNS]).unwrap();
        let wanted = truth(1.0, 180.0);
        assert!((chance.value - wanted).abs() < 0.03, "{chance:?} against {wanted}");
        assert!(chance.low < chance.value && chance.value < chance.high && chance.high - chance.low < 0.06);
    }

    #[test]
    fn a_sign_that_hastened_the_end_lowers_the_chance() {
        let spell = |days: i32, ended: bool, sign: f64| Watched {
            from: 45,
            days,
            ended,
            signs: steps(45, days).map(|_| [sign, 0.0, 0.0]).collect(),
        };
        let mut all = Vec::new();
        for n in 0..20 {
            all.push(spell(80 + n * 3, true, 2.0));
            all.push(spell(300 + n * 20, true, 0.0));
        }
        let with = lasts(&all, 100, 90, &[2.0, 0.0, 0.0]).unwrap();
        let without = lasts(&all, 100, 90, &[0.0; SIGNS]).unwrap();
        assert!(with.value + 0.2 < without.value, "{with:?} {without:?}");
    }

    #[test]
    fn silence_is_information() {
        let ended: Vec<Watched> =
            [100, 150, 200, 250, 300].map(|days| Watched { from: 45, days, ended: true, signs: vec![] }).into();
        let mut silent = ended.clone();
        silent.push(Watched { from: 45, days: 900, ended: false, signs: vec![] });
        let value = |spells: &[Watched]| lasts(spells, 210, 90, &[0.0; SIGNS]).unwrap().value;
        assert!(value(&silent) > value(&ended) + 0.05);
        assert_eq!(lasts(&ended[1..], 210, 90, &[0.0; SIGNS]), None, "four ends are too few");
    }
}
