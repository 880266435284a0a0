//! How good forecasts were: Brier and logarithmic scores, skill, Murphy's parts, calibration.
//!
//! Scores compare chances with what became of them. Forecasts that are open, ambiguous or annulled have no score, but
//! are counted, so that nobody's record looks better for what is left out.

use serde::Serialize;

/// A forecast that was decided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// The chance that it gave.
    pub p: f64,
    /// Whether it came true.
    pub held: bool,
}

/// Chances are kept this far from 0 and 1 before their logarithm is taken.
const CLIP: f64 = 0.01;
/// Bins of calibration.
const BINS: usize = 10;

/// How good a set of forecasts was.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// Forecasts that were decided and gave a chance.
    pub n: usize,
    /// Share of them that came true.
    pub came_true: f64,
    /// Mean squared distance of chance and outcome: 0 best, .25 for saying one half always, 1 worst.
    pub brier: f64,
    /// Mean natural logarithm of the chance given to what came to pass: 0 best. Chances are clipped to .01–.99.
    pub log: f64,
    /// 1 - Brier / Brier of a reference; nothing where the reference has no fault.
    pub skill: Option<f64>,
    /// The reference's chance: the share that came true among all forecasts compared.
    pub reference: f64,
    /// Murphy's parts of the Brier score, `reliability - resolution + uncertainty`, by distinct chances.
    pub reliability: f64,
    /// How far what came of each chance lies from what came of all: more is better.
    pub resolution: f64,
    /// The Brier score of always saying the share that came true.
    pub uncertainty: f64,
    /// Calibration by tenths, those without forecasts left out.
    pub calibration: Vec<Bin>,
}

/// Forecasts with chances of about the same size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// Lower end of the tenth.
    pub from: f64,
    /// How many.
    pub n: usize,
    /// Their mean chance.
    pub mean: f64,
    /// The share that came true.
    pub came_true: f64,
}

/// The scores of `forecasts`, with skill against always saying `reference`; nothing where there are none.
pub fn scores(forecasts: &[Scored], reference: f64) -> Option<Scores> {
    if forecasts.is_empty() {
        return None;
    }
    let n = forecasts.len() as f64;
    let outcome = |one: &Scored| f64::from(u8::from(one.held));
    let mean = |value: &dyn Fn(&Scored) -> f64| forecasts.iter().map(value).sum::<f64>() / n;
    let came_true = mean(&outcome);
    let brier = mean(&|one| (one.p - outcome(one)).powi(2));
    let of_reference = mean(&|one| (reference - outcome(one)).powi(2));
    let log = mean(&|one| {
        let p = one.p.clamp(CLIP, 1.0 - CLIP);
        if one.held { p.ln() } else { (1.0 - p).ln() }
    });
    let mut sorted = forecasts.to_vec();
    sorted.sort_by(|a, b| a.p.total_cmp(&b.p));
    let (mut reliability, mut resolution) = (0.0, 0.0);
    // Murphy's parts are exact where all forecasts of a class gave the same chance.
    for class in sorted.chunk_by(|a, b| a.p == b.p) {
        let share = class.iter().map(outcome).sum::<f64>() / class.len() as f64;
        reliability += class.len() as f64 * (class[0].p - share).powi(2) / n;
        resolution += class.len() as f64 * (share - came_true).powi(2) / n;
    }
    let tenth = |p: f64| ((p * BINS as f64) as usize).min(BINS - 1);
    let calibration = sorted.chunk_by(|a, b| tenth(a.p) == tenth(b.p)).map(|bin| Bin {
        from: tenth(bin[0].p) as f64 / BINS as f64,
        n: bin.len(),
        mean: bin.iter().map(|one| one.p).sum::<f64>() / bin.len() as f64,
        came_true: bin.iter().map(outcome).sum::<f64>() / bin.len() as f64,
    });
    Some(Scores {
        n: forecasts.len(),
        came_true,
        brier,
        log,
        skill: (of_reference > 0.0).then(|| 1.0 - brier / of_reference),
        reference,
        reliability,
        resolution,
        uncertainty: came_true * (1.0 - came_true),
        calibration: calibration.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forecasts(all: &[(f64, bool)]) -> Vec<Scored> {
        all.iter().map(|&(p, held)| Scored { p, held }).collect()
    }

    #[test]
    fn closed_forms() {
        let told = scores(&forecasts(&[(0.8, true), (0.8, true), (0.8, false), (0.3, false)]), 0.5).unwrap();
        assert!((told.brier - (0.04 + 0.04 + 0.64 + 0.09) / 4.0).abs() < 1e-12);
        let log = (0.8f64.ln() * 2.0 + 0.2f64.ln() + 0.7f64.ln()) / 4.0;
        assert!((told.log - log).abs() < 1e-12);
        assert!((told.skill.unwrap() - (1.0 - told.brier / 0.25)).abs() < 1e-12);
        // Reliability: 3/4 of (.8 - 2/3)² and 1/4 of .3²; resolution: 3/4 of (2/3 - 1/2)² and 1/4 of (1/2)².
        assert!((told.reliability - (0.75 * (0.8f64 - 2.0 / 3.0).powi(2) + 0.25 * 0.09)).abs() < 1e-12);
        assert!((told.resolution - (0.75 * (1.0f64 / 6.0).powi(2) + 0.25 * 0.25)).abs() < 1e-12);
        assert!((told.uncertainty - 0.25).abs() < 1e-12);
        assert_eq!(told.calibration.iter().map(|bin| (bin.from, bin.n)).collect::<Vec<_>>(), [(0.3, 1), (0.8, 3)]);
    }

    #[test]
    fn murphys_parts_add_up() {
        let mut state = 1u64;
        let mut all = Vec::new();
        for _ in 0..500 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            all.push(Scored { p: ((state >> 40) % 11) as f64 / 10.0, held: (state >> 60).is_multiple_of(3) });
        }
        let told = scores(&all, 0.4).unwrap();
        assert!((told.reliability - told.resolution + told.uncertainty - told.brier).abs() < 1e-12);
    }

    #[test]
    fn certainty_that_failed_is_bad_but_finite() {
        let told = scores(&forecasts(&[(1.0, false), (0.0, true)]), 0.5).unwrap();
        assert_eq!((told.brier, told.skill), (1.0, Some(-3.0)));
        assert!((told.log - 0.01f64.ln()).abs() < 1e-12);
        assert_eq!(scores(&forecasts(&[(1.0, true)]), 1.0).unwrap().skill, None);
        assert_eq!(scores(&[], 0.5), None);
    }
}
