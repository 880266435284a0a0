//! Who reports a line: each record that carries it, with its page, its outlet and its day.

use anchor::Id;
use coding::record::Basis;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::archive::Archive;
use crate::outlets::Outlets;

/// One record's report of a statement, position, forecast or post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reported {
    /// The record.
    pub record: Id,
    /// The page.
    pub article: Id,
    /// The outlet whose report it is, in small letters; empty where it is not known.
    pub origin: String,
    /// The day by which the page was published.
    pub published: Option<Date>,
    /// The day for which it is told: the one that the page names, else that of the page.
    pub day: Option<Date>,
}

impl Reported {
    /// The report that the record of number `entry` gives; `named` is the day that its text names.
    pub(crate) fn of(
        entry: usize,
        id: &Id,
        basis: &Basis,
        named: Option<Date>,
        archive: &dyn Archive,
        outlets: &Outlets,
    ) -> Self {
        let page = archive.entries()[entry].page as usize;
        let published = archive.pages()[page].published.map(|period| period.end);
        Self {
            record: id.clone(),
            article: basis.article.clone(),
            origin: outlets.origin(page, &basis.attribution),
            published,
            day: named.or(published),
        }
    }
}

/// `reports` in the order in which they came out, undated ones last.
pub(crate) fn by_day(mut reports: Vec<Reported>) -> Vec<Reported> {
    reports.sort_by_cached_key(|report| (report.published.unwrap_or(Date::MAX), report.record.clone()));
    reports
}

/// How many outlets report something on their own.
pub(crate) fn independent(reports: &[Reported]) -> usize {
    reports.iter().map(|report| report.origin.as_str()).collect::<std::collections::BTreeSet<&str>>().len()
}
