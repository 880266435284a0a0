//! Change points: months from which on there is more or less conflict or cooperation than before.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Serialize;

use crate::table::setting;

const TABLE: &str = include_str!("../../../data/outlook/change.tsv");

/// A month from which on the rate is another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The first month of the new stretch.
    pub month: Date,
    /// Acts a month in the stretch before.
    pub before: f64,
    /// Acts a month in the stretch that begins.
    pub after: f64,
}

struct Settings {
    penalty: f64,
    least: usize,
    acts: u32,
}

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let value = |name: &str| setting("change.tsv", TABLE, name);
    Settings { penalty: value("penalty"), least: value("least") as usize, acts: value("acts") as u32 }
});

/// The changes in `counts`, the acts of each of a row of months, the earliest first.
pub fn changes(months: &[Date], counts: &[u32]) -> Vec<Change> {
    let settings = &*SETTINGS;
    let n = counts.len().min(months.len());
    if counts[..n].iter().sum::<u32>() < settings.acts || n < 2 * settings.least {
        return Vec::new();
    }
    let mut sums = vec![0u32];
    sums.extend(counts[..n].iter().scan(0, |sum, count| {
        *sum += count;
        Some(*sum)
    }));
    let rate = |from: usize, to: usize| f64::from(sums[to] - sums[from]) / (to - from) as f64;
    // The log-likelihood of a stretch, but for what every way of parting the months has in common.
    let gain = |from: usize, to: usize| {
        let acts = f64::from(sums[to] - sums[from]);
        if acts == 0.0 { 0.0 } else { acts * rate(from, to).ln() - acts }
    };
    let penalty = settings.penalty * (n as f64).ln();
    // The best way to part the months up to each, and where its last stretch begins.
    let mut best = vec![(f64::NEG_INFINITY, 0); n + 1];
    best[0] = (0.0, 0);
    for to in settings.least..=n {
        for from in (0..=to - settings.least).filter(|from| *from == 0 || *from >= settings.least) {
            let value = best[from].0 + gain(from, to) - if from == 0 { 0.0 } else { penalty };
            if value > best[to].0 {
                best[to] = (value, from);
            }
        }
    }
    let mut ends = vec![n];
    while let Some(&end) = ends.last().filter(|end| **end > 0) {
        ends.push(best[end].1);
    }
    ends.reverse();
    ends.windows(3)
        .map(|ends| Change { month: months[ends[1]], before: rate(ends[0], ends[1]), after: rate(ends[1], ends[2]) })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    fn months(n: usize) -> Vec<Date> {
        let first: Date = "2015-01-01".parse().unwrap();
        (0..n).map(|n| first.saturating_add((n as i32).months())).collect()
    }

    #[test]
    fn a_rise_and_a_fall_are_found() {
        let mut counts = vec![1, 0, 2, 1, 1, 0, 1, 2, 1, 1];
        counts.extend([8, 6, 9, 7, 8, 7]);
        counts.extend([1, 1, 0, 2, 1, 0, 1, 1]);
        let found = changes(&months(counts.len()), &counts);
        let at: Vec<String> = found.iter().map(|change| change.month.to_string()).collect();
        assert_eq!(at, ["2015-11-01", "2016-05-01"]);
        assert!((found[0].before - 1.0).abs() < 1e-12 && (found[0].after - 7.5).abs() < 1e-12);
    }

    #[test]
    fn few_acts_are_no_change() {
        assert_eq!(changes(&months(12), &[0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 3]), []);
        assert_eq!(changes(&months(4), &[0, 0, 9, 9]), [], "too few months for two stretches");
        assert_eq!(changes(&[], &[]), []);
    }

    #[test]
    fn chance_alone_makes_a_change_in_fewer_than_one_case_of_ten() {
        let mut state = 0x2545_F491_4F6C_DD1Du64;
        let mut random = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as f64 / (1u64 << 53) as f64
        };
        let mut poisson = |rate: f64| {
            let (mut count, mut left) = (0, (-rate).exp());
            let mut product = random();
            while product > left {
                count += 1;
                product *= random();
                left = (-rate).exp();
            }
            count
        };
        let mut found = 0;
        for run in 0..400 {
            let counts: Vec<u32> = (0..48).map(|_| poisson([0.5, 2.0, 6.0][run % 3])).collect();
            found += usize::from(!changes(&months(48), &counts).is_empty());
        }
        assert!(found < 40, "{found} of 400");
    }
}
