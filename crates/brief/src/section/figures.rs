//! What the figures draw: every dated occurrence, and the pair's months with the status at the end of each.

use jiff::ToSpan;
use jiff::civil::Date;
use ledger::{Ledger, Occurrence};
use outlook::{Dyad, Happening, series, words};

use super::when;
use crate::model::{Dot, Figures, MonthBar};
use crate::says::says;
use crate::scope::Scope;

/// The dots and months of a brief.
pub(crate) fn figures(ledger: &Ledger, scope: &Scope, happenings: &[Happening]) -> Figures {
    let dots = ledger.occurrences().iter().filter(|occurrence| scope.concerns(occurrence));
    let dots =
        dots.filter(|occurrence| super::mark(occurrence.factuality) != Some("possible")).filter_map(|occurrence| {
            let date = occurrence.date?;
            let days = date.end.since(date.start).map_or(0, |span| span.get_days());
            (days <= 31).then(|| Dot {
                day: date.start.saturating_add((days / 2).days()),
                row: row(occurrence, scope),
                score: occurrence.score,
                fact: occurrence.factuality.is_fact(),
                independent: occurrence.independent,
                says: format!("{}: {}", when(occurrence), says(ledger, occurrence)),
            })
        });
    let mut figures = Figures { dots: dots.collect(), ..Figures::default() };
    let (Some((a, b)), Some(as_of)) = (scope.pair.as_ref(), ledger.as_of()) else { return figures };
    let pair = Dyad::new(a.key(), b.key());
    let series = series(happenings, &pair, as_of);
    let ends: Vec<Date> = series.months.iter().map(|month| month.first.last_of_month().min(as_of)).collect();
    figures.unplaced = series.unplaced;
    figures.months = series
        .months
        .into_iter()
        .zip(words(happenings, &pair, &ends))
        .map(|(month, status)| MonthBar {
            first: month.first,
            cooperation: month.cooperation,
            conflict: month.conflict,
            acts: month.acts.len(),
            status,
        })
        .collect();
    figures
}

fn row(occurrence: &Occurrence, scope: &Scope) -> u8 {
    let Some((a, b)) = &scope.pair else { return 3 };
    match (occurrence.actor.contains(a), occurrence.actor.contains(b)) {
        (true, true) => 2,
        (true, false) => 0,
        (false, true) => 1,
        (false, false) => 3,
    }
}
