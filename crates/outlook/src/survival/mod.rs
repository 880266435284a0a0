//! How long spells last: the Kaplan–Meier estimate, a share with its interval, and a parametric model with covariates.

mod hazard;

pub(crate) use hazard::{SIGNS, Watched, lasts, steps};

use serde::Serialize;

/// One spell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Spell {
    /// How long it lasted, or has lasted so far, in days.
    pub days: i32,
    /// Whether it is over.
    pub ended: bool,
}

/// A chance with the interval that covers it four times out of five, and what it is drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Chance {
    /// The estimate, 0 to 1.
    pub value: f64,
    /// Lower end of the 80 % interval.
    pub low: f64,
    /// Upper end of the 80 % interval.
    pub high: f64,
    /// Spells that it is drawn from.
    pub n: usize,
}

/// The normal quantile that leaves a tenth above it.
pub(crate) const Z: f64 = 1.281_551_565_544_6;

/// Of the spells that reached `reached` days: the chance to last `more` days longer.
///
/// Kaplan–Meier over what lies between the two, with Greenwood's variance on the log-log scale. Nothing where no
/// spell reached so far.
pub fn survives(spells: &[Spell], reached: i32, more: i32) -> Option<Chance> {
    let mut at_risk: Vec<Spell> = spells.iter().copied().filter(|spell| spell.days >= reached).collect();
    at_risk.sort_unstable();
    let n = at_risk.len();
    if n == 0 {
        return None;
    }
    let (mut value, mut variance) = (1.0, 0.0);
    let mut at = 0;
    while at < n && at_risk[at].days < reached.saturating_add(more) {
        let days = at_risk[at].days;
        let tied = at_risk[at..].iter().take_while(|spell| spell.days == days).count();
        let ended = at_risk[at..at + tied].iter().filter(|spell| spell.ended).count() as f64;
        let risk = (n - at) as f64;
        value *= 1.0 - ended / risk;
        if ended > 0.0 && ended < risk {
            variance += ended / (risk * (risk - ended));
        }
        at += tied;
    }
    let (low, high) = if value > 0.0 && value < 1.0 && variance > 0.0 {
        let log: f64 = f64::ln(value);
        let spread = Z * variance.sqrt() / log.abs();
        (value.powf(spread.exp()), value.powf((-spread).exp()))
    } else {
        // All or none: Greenwood's variance is nought there, so the interval is that of a share.
        let share = share((value * n as f64).round() as usize, n);
        (share.low, share.high)
    };
    Some(Chance { value, low, high, n })
}

/// `k` of `n` as a share, with Wilson's interval.
///
/// # Panics
/// If `n` is 0.
pub fn share(k: usize, n: usize) -> Chance {
    assert!(n > 0, "a share of nothing");
    let (k, total) = (k as f64, n as f64);
    let value = k / total;
    let scale = 1.0 + Z * Z / total;
    let middle = (value + Z * Z / (2.0 * total)) / scale;
    let spread = Z / scale * (value * (1.0 - value) / total + Z * Z / (4.0 * total * total)).sqrt();
    Chance { value, low: (middle - spread).max(0.0), high: (middle + spread).min(1.0), n }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spells(days: &[i32]) -> Vec<Spell> {
        days.iter().map(|&days| Spell { days: days.abs(), ended: days > 0 }).collect()
    }

    #[test]
    fn without_censoring_it_is_the_share_that_lasted() {
        let chance = survives(&spells(&[50, 100, 150, 200, 250]), 60, 100).unwrap();
        assert_eq!(chance.n, 4);
        assert!((chance.value - 0.5).abs() < 1e-12);
        assert!(chance.low < 0.5 && 0.5 < chance.high && chance.low > 0.0 && chance.high < 1.0);
    }

    #[test]
    fn a_spell_that_still_lasts_counts_as_long_as_it_was_seen() {
        // The textbook way: S = (1 - 1/4)(1 - 1/2) where one of four was lost from sight at 70.
        let chance = survives(&spells(&[60, -70, 80, 200]), 50, 100).unwrap();
        assert!((chance.value - 0.75 * 0.5).abs() < 1e-12);
    }

    #[test]
    fn all_or_none_is_never_certain() {
        let all = survives(&spells(&[300, 400, 500]), 50, 100).unwrap();
        assert_eq!(all.value, 1.0);
        assert!(all.low < 0.9);
        let none = survives(&spells(&[60, 70, 80]), 50, 100).unwrap();
        assert!(none.high > 0.1);
        assert!(survives(&[], 10, 10).is_none());
    }

    #[test]
    fn wilson() {
        let chance = share(3, 5);
        assert!((chance.low - 0.3304).abs() < 1e-4 && (chance.high - 0.8201).abs() < 0.001, "{chance:?}");
    }
}
