//! What happened, by day: facts, and apart from them what is planned, denied or did not happen.

use coding::record::Factuality;
use ledger::{Ledger, Occurrence};

use super::{day, line};
use crate::model::{Capped, Line};
use crate::scope::Scope;

/// The timeline of `scope` and beside it what has no day: of each at most so many lines as asked, those that
/// weigh most, by day.
pub(crate) fn timeline(ledger: &Ledger, scope: &Scope, most: usize, undated: usize) -> [Capped<Line>; 2] {
    let told =
        ledger.occurrences().iter().filter(|occurrence| is_told(occurrence.factuality) && scope.concerns(occurrence));
    let (with, without): (Vec<&Occurrence>, Vec<&Occurrence>) = told.partition(|occurrence| occurrence.date.is_some());
    [(with, most), (without, undated)].map(|(mut chosen, most)| {
        let rest = chosen.len().saturating_sub(most);
        // Stable, over a list that is sorted by day and id.
        chosen.sort_by_key(|occurrence| std::cmp::Reverse(salience(occurrence, scope)));
        chosen.truncate(most);
        chosen.sort_by_key(|occurrence| (day(occurrence), occurrence.id.clone()));
        Capped { shown: chosen.into_iter().map(|occurrence| line(ledger, occurrence)).collect(), rest }
    })
}

/// Whether it is told as something that was, is, is to be or was not; not as something imagined.
fn is_told(factuality: Factuality) -> bool {
    !matches!(factuality, Factuality::Possible | Factuality::Conditional | Factuality::Hypothetical)
}

/// The confidence below which a line weighs less.
const DOUBTFUL: f64 = 0.7;

/// How much an occurrence weighs: between the two, material or a meeting, well reported, surely read, recent.
fn salience(occurrence: &Occurrence, scope: &Scope) -> (i32, Option<jiff::civil::Date>) {
    let points = 3 * i32::from(scope.is_between(occurrence))
        + i32::from(occurrence.factuality.is_fact())
        + i32::from(occurrence.quad == 4 || occurrence.quad == 2 || occurrence.kind == "CONSULT")
        + i32::from(occurrence.kind == "AGREE" && occurrence.actor.len() > 1)
        + i32::from(!occurrence.accounts.is_empty())
        - 2 * i32::from(occurrence.confidence < DOUBTFUL)
        + (occurrence.independent.min(16) as f64).log2().floor() as i32;
    (points, day(occurrence))
}
