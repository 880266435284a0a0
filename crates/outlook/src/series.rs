//! Cooperation and conflict between two sides, month by month, from acts rather than reports.

use anchor::Id;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::happening::{Dyad, Happening};

/// One month of a pair.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// Sum of the scores above 0.
    pub cooperation: f64,
    /// Sum of the scores below 0.
    pub conflict: f64,
    /// Acts of cooperation.
    pub friendly: u32,
    /// Acts of conflict.
    pub hostile: u32,
    /// The acts it is summed from.
    pub acts: Vec<Id>,
}

/// A pair's months in a row, and what could not be placed in them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Series {
    /// Every month from the first act's to the last day's, those without acts included.
    pub months: Vec<Month>,
    /// Acts between the two that are known to the year only.
    pub unplaced: usize,
}

/// The months of `pair` up to `last`; acts of one side alone count where nobody is acted on and force is shown.
///
/// Scores are tenths, summed as whole numbers, so that a sum does not depend on its order.
pub fn series(happenings: &[Happening], pair: &Dyad, last: Date) -> Series {
    let counts = |happening: &&Happening| {
        (happening.is_between(pair) || (happening.is_alone(pair) && happening.score < 0.0)) && happening.day() <= last
    };
    let (placed, unplaced): (Vec<&Happening>, Vec<&Happening>) =
        happenings.iter().filter(counts).partition(|happening| happening.is_placed());
    let mut series = Series { months: Vec::new(), unplaced: unplaced.len() };
    let Some(first) = placed.iter().map(|happening| happening.period.start.first_of_month()).min() else {
        return series;
    };
    let mut month = first;
    while month <= last {
        let mut acts: Vec<&&Happening> =
            placed.iter().filter(|happening| middle(happening).first_of_month() == month).collect();
        acts.sort_by(|a, b| a.id.cmp(&b.id));
        let sum = |keep: fn(f64) -> bool| {
            let tenths: i64 =
                acts.iter().filter(|act| keep(act.score)).map(|act| (act.score * 10.0).round() as i64).sum();
            tenths as f64 / 10.0
        };
        series.months.push(Month {
            first: month,
            cooperation: sum(|score| score > 0.0),
            conflict: sum(|score| score < 0.0),
            friendly: acts.iter().filter(|act| act.score > 0.0).count() as u32,
            hostile: acts.iter().filter(|act| act.score < 0.0).count() as u32,
            acts: acts.iter().map(|act| act.id.clone()).collect(),
        });
        month = month.saturating_add(1.month());
        if month == Date::MAX {
            break;
        }
    }
    series
}

/// The day in whose month an act of several days is placed.
fn middle(happening: &Happening) -> Date {
    let days = happening.period.end.since(happening.period.start).map_or(0, |span| span.get_days());
    happening.period.start.saturating_add((days / 2).days())
}
