//! Occurrences: the one real thing that one or many event records report.
//!
//! `told` prepares each event record for comparison (`words` by number), `same` decides whether two records report the same thing,
//! `merge` goes through all of them in a fixed order and near-linear time, and `sum` sums each group up.
//! Where reports disagree, on the day, the place or whether it took place at all, every version is kept
//! ([`Account`]).

mod merge;
mod same;
mod sum;
#[cfg(test)]
mod tests;
mod told;
mod types;
mod words;

use std::collections::BTreeSet;

use anchor::{Id, Period};
use coding::record::Factuality;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::archive::Archive;
use crate::correction::{Groups, rule};
use crate::outlets::Outlets;
use crate::side::Side;

/// One real thing and the reports of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Occurrence {
    /// Hash of its first report.
    pub id: Id,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER modes.
    pub mode: Vec<String>,
    /// PLOVER contexts.
    pub context: Vec<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// PLOVER score, -10 to 10.
    pub score: f64,
    /// Who acts; all sides of a mutual act.
    pub actor: Vec<Side>,
    /// Who is acted on.
    pub recipient: Vec<Side>,
    /// Persons who act, by name.
    pub persons: Vec<String>,
    /// When, by the reports that know it best.
    pub date: Option<Period>,
    /// The first day on which a page that reports it was published.
    pub reported: Option<Date>,
    /// Where.
    pub place: Option<String>,
    /// Whether it took place: as fact where any report says so and the others do not outweigh it.
    pub factuality: Factuality,
    /// Every record that reports it, the best first.
    pub reports: Vec<Report>,
    /// Pages that report it.
    pub pages: usize,
    /// Outlets that report it.
    pub outlets: usize,
    /// Outlets that report it on their own: reprints and citations of one source count once.
    pub independent: usize,
    /// What the reports disagree on.
    pub accounts: Vec<Account>,
    /// How likely the reading is right, 0 to 1, by its best report.
    pub confidence: f64,
}

/// One record's report of an occurrence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The event record.
    pub record: Id,
    /// The page.
    pub article: Id,
    /// The outlet whose report it is.
    pub origin: String,
    /// Whether it takes place, as this report has it.
    pub factuality: Factuality,
    /// When, as this report has it.
    pub date: Option<Period>,
}

/// Something on which the reports of one occurrence disagree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// On what.
    pub on: AccountOn,
    /// What is said and by which records, most reported first.
    pub versions: Vec<Version>,
}

/// What reports may disagree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountOn {
    /// The day.
    Date,
    /// The place.
    Place,
    /// Whether it took place.
    Factuality,
}

/// One version of a disputed matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// The day, place or factuality.
    pub says: String,
    /// The records that say so.
    pub records: Vec<Id>,
    /// Outlets that say so on their own.
    pub independent: usize,
}

/// An occurrence, and what storylines ask of it.
pub(crate) struct Summed {
    pub(crate) occurrence: Occurrence,
    /// The numbers of the pages that report it, each once.
    pub(crate) pages: BTreeSet<u32>,
    /// Whether the actor table knows any party that its best report names.
    pub(crate) known: bool,
}

/// Hands over the occurrences that `archive`'s events report, one by one, in no order that means anything.
///
/// What people say of them, in `said`, counts before what their records say. `text_of` says which text each page prints.
pub(crate) fn occurrences(
    archive: &dyn Archive,
    text_of: &[u32],
    outlets: &Outlets,
    said: &Groups,
    mut each: impl FnMut(Summed),
) {
    let (told, words) = told::told(archive, text_of);
    let groups = merge::merge(&told, &words);
    for group in said.regroup(groups, |told| &told.id) {
        if let Some(mut summed) = sum::sum_up(&group, archive, outlets) {
            rule(&mut summed.occurrence, said);
            each(summed);
        }
    }
}

/// By day, then id.
pub(crate) fn in_order(occurrences: &mut [Occurrence]) {
    occurrences.sort_by_cached_key(|occurrence| {
        let day = occurrence.date.map(|period| period.start).or(occurrence.reported).unwrap_or(Date::MAX);
        (day, occurrence.id.clone())
    });
}

impl Occurrence {
    /// All sides that take part.
    pub fn sides(&self) -> BTreeSet<&Side> {
        self.actor.iter().chain(&self.recipient).collect()
    }

    /// Whether it is an act between `a` and `b`: of one toward the other, or of both together.
    pub fn is_between(&self, a: &Side, b: &Side) -> bool {
        let acts = |side| self.actor.contains(side);
        let suffers = |side| self.recipient.contains(side);
        (acts(a) && suffers(b)) || (acts(b) && suffers(a)) || (acts(a) && acts(b))
    }
}
