//! Whether conflict and cooperation rise or fall, with a guard against small counts.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::happening::{Dyad, Happening};
use crate::table::setting;

const TABLE: &str = include_str!("../../../data/outlook/trend.tsv");

/// How the last weeks compare with as many weeks before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trend {
    /// Days in each of the two stretches.
    pub days: i32,
    /// Acts of cooperation: the last stretch, the one before.
    pub cooperation: (usize, usize),
    /// Acts of conflict: the last stretch, the one before.
    pub conflict: (usize, usize),
    /// In which direction.
    pub direction: Direction,
}

/// In which direction a dispute moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Too few acts to tell.
    TooFew,
    /// The record begins too late to compare with.
    TooShort,
    /// No change beyond chance.
    Sideways,
    /// More conflict.
    MoreConflict,
    /// Less conflict.
    LessConflict,
    /// More cooperation, conflict unchanged.
    MoreCooperation,
    /// Less cooperation, conflict unchanged.
    LessCooperation,
}

impl Direction {
    /// As a reader is told.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooFew => "too few acts to tell",
            Self::TooShort => "the record is too short to tell",
            Self::Sideways => "sideways",
            Self::MoreConflict => "conflict rising",
            Self::LessConflict => "conflict falling",
            Self::MoreCooperation => "cooperation rising",
            Self::LessCooperation => "cooperation falling",
        }
    }
}

struct Settings {
    days: i32,
    least: usize,
    chance: f64,
}

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let value = |name: &str| setting("trend.tsv", TABLE, name);
    Settings { days: value("days") as i32, least: value("least") as usize, chance: value("chance") }
});

/// The trend of `pair` on `day`.
pub fn trend(happenings: &[Happening], pair: &Dyad, day: Date) -> Trend {
    let settings = &*SETTINGS;
    let from = day.saturating_sub(settings.days.days());
    let before = from.saturating_sub(settings.days.days());
    let count = |after: Date, to: Date, sign: f64| {
        let acts = happenings.iter().filter(|act| act.is_placed() && after < act.day() && act.day() <= to);
        let theirs = acts.filter(|act| act.is_between(pair) || (act.is_alone(pair) && act.score < 0.0));
        theirs.filter(|act| act.score * sign > 0.0).count()
    };
    let cooperation = (count(from, day, 1.0), count(before, from, 1.0));
    let conflict = (count(from, day, -1.0), count(before, from, -1.0));
    // Where the record begins within the two stretches, the earlier one is empty for want of pages.
    let begins_before = happenings.iter().any(|act| act.is_between(pair) && act.is_placed() && act.day() <= before);
    let moved = |(now, then): (usize, usize)| {
        if now + then >= settings.least && split_chance(now, then) <= settings.chance {
            now.cmp(&then)
        } else {
            0.cmp(&0)
        }
    };
    let direction = match (moved(conflict), moved(cooperation)) {
        _ if cooperation.0 + cooperation.1 + conflict.0 + conflict.1 < settings.least => Direction::TooFew,
        _ if !begins_before => Direction::TooShort,
        (std::cmp::Ordering::Greater, _) => Direction::MoreConflict,
        (std::cmp::Ordering::Less, _) => Direction::LessConflict,
        (_, std::cmp::Ordering::Greater) => Direction::MoreCooperation,
        (_, std::cmp::Ordering::Less) => Direction::LessCooperation,
        _ => Direction::Sideways,
    };
    Trend { days: settings.days, cooperation, conflict, direction }
}

/// The chance that a fair coin splits `a + b` throws as unevenly or more so.
fn split_chance(a: usize, b: usize) -> f64 {
    let (n, k) = (a + b, a.min(b));
    if 2 * k == n {
        return 1.0;
    }
    // C(n, i) / 2^n, from one to the next; beyond a thousand throws the powers stay representable in logarithms.
    let half = -(n as f64) * std::f64::consts::LN_2;
    let (mut log, mut tail) = (half, 0.0);
    for i in 0..=k {
        tail += log.exp();
        log += ((n - i) as f64 / (i + 1) as f64).ln();
    }
    (2.0 * tail).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coins() {
        assert!((split_chance(0, 6) - 2.0 / 64.0).abs() < 1e-12);
        assert!((split_chance(5, 1) - 2.0 * 7.0 / 64.0).abs() < 1e-12);
        assert_eq!(split_chance(4, 4), 1.0);
        assert!(split_chance(900, 1100) < 1e-5);
    }

    #[test]
    fn two_after_one_is_no_trend() {
        let act = |n: u8, day: &str| Happening {
            id: anchor::Id::of('x', &[&n.to_string(), day]),
            kind: "THREATEN".into(),
            mode: Vec::new(),
            score: -3.5,
            actor: vec!["PRK".into()],
            recipient: vec!["USA".into()],
            period: day.parse().unwrap(),
        };
        let pair = Dyad::new("USA", "PRK");
        let on: Date = "2020-04-01".parse().unwrap();
        let few = [act(1, "2020-03-01"), act(2, "2020-03-02"), act(3, "2019-12-01")];
        assert_eq!(trend(&few, &pair, on).direction, Direction::TooFew);
        let mut many: Vec<Happening> = (0..8).map(|n| act(n, "2020-03-02")).collect();
        assert_eq!(trend(&many, &pair, on).direction, Direction::TooShort);
        many.push(act(9, "2019-05-01"));
        assert_eq!(trend(&many, &pair, on).direction, Direction::MoreConflict);
        assert_eq!(trend(&many, &pair, on).conflict, (8, 0));
    }
}
