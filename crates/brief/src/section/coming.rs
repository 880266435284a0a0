//! What is coming up: what is planned, and the days to which forecasts look, after the day of the brief.

use std::collections::BTreeMap;

use anchor::Id;
use coding::record::Factuality;
use jiff::civil::Date;
use ledger::{ForecastLine, Ledger};

use super::line;
use crate::evidence::proof;
use crate::model::{Capped, Line};
use crate::scope::Scope;
use crate::wording::{capital, count, day, plain};

/// What is coming up after the ledger's day, the next first; what has no day last.
pub(crate) fn coming(ledger: &Ledger, scope: &Scope, most: usize) -> Capped<Line> {
    let Some(as_of) = ledger.as_of() else { return Capped::default() };
    let planned = ledger.occurrences().iter().filter(|occurrence| {
        occurrence.factuality == Factuality::Planned
            && scope.concerns(occurrence)
            && occurrence.date.is_none_or(|date| date.end > as_of)
    });
    let mut lines: Vec<Line> = planned
        .map(|occurrence| {
            let undated = occurrence.date.is_none();
            let line = line(ledger, occurrence);
            Line {
                when: if undated { "no day given".to_owned() } else { line.when.clone() },
                mark: Some("planned"),
                ..line
            }
        })
        .collect();
    let mut horizons: BTreeMap<Date, Vec<&ForecastLine>> = BTreeMap::new();
    for forecast in ledger.forecasts().iter().filter(|forecast| scope.holds(ledger, &forecast.records)) {
        if let Some(until) = forecast.until.filter(|until| *until > as_of) {
            horizons.entry(until).or_default().push(forecast);
        }
    }
    lines.extend(horizons.into_iter().map(|(until, forecasts)| horizon(ledger, until, &forecasts)));
    let undated = |line: &Line| line.when == "no day given";
    lines.sort_by_key(|line| (undated(line), line.day, line.id.clone()));
    Capped::new(lines, most)
}

/// The line of a day to which `forecasts` look.
fn horizon(ledger: &Ledger, until: Date, forecasts: &[&ForecastLine]) -> Line {
    let name = forecasts.iter().find_map(|forecast| forecast.horizon.as_deref().filter(|words| !words.is_empty()));
    let fall_due = format!("{} due", count(forecasts.len(), "forecast falls", "forecasts fall"));
    Line {
        id: Id::of('h', &[&until.to_string()]),
        when: day(until),
        day: Some(until),
        mark: Some("horizon"),
        says: name.map_or_else(|| capital(&fall_due), |name| format!("{}: {fall_due}", capital(&plain(name)))),
        quote: None,
        note: String::new(),
        proof: proof(ledger, forecasts.iter().filter_map(|forecast| forecast.records.first())),
    }
}
