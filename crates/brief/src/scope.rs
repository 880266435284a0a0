//! What a brief is about: the pair of sides, and the pages and occurrences that concern it.
//!
//! A page concerns a pair where what is read in it names both sides; an occurrence concerns it where such a page
//! reports it and one of the two takes part. So a folder on several disputes gives a brief on one, and the rest is
//! counted.

use std::collections::{BTreeMap, BTreeSet};

use anchor::Id;
use ledger::{Ledger, Occurrence, Side, parties};

/// The pair of a brief and the pages that concern it.
pub(crate) struct Scope {
    /// The two sides; nothing where no two sides have anything to do with each other.
    pub(crate) pair: Option<(Side, Side)>,
    /// Pages that concern the pair; all pages without one.
    pub(crate) pages: BTreeSet<Id>,
}

impl Scope {
    /// The scope of the heaviest pair of `ledger`, or of `between`.
    pub(crate) fn of(ledger: &Ledger, between: Option<(Side, Side)>) -> Self {
        let heaviest = || ledger.dispute().pairs.first().map(|pair| (pair.a.clone(), pair.b.clone()));
        let pair = between.or_else(heaviest);
        let Some((a, b)) = &pair else {
            let pages = ledger.pages().list().iter().map(|page| page.id.clone()).collect();
            return Self { pair, pages };
        };
        // Whether a page names the one, and the other.
        let mut named: BTreeMap<Id, [bool; 2]> = BTreeMap::new();
        for record in ledger.pages().records() {
            for side in parties(&record).map(Side::of).filter(|side| side == a || side == b) {
                let both = named.entry(record.basis().article.clone()).or_default();
                *both = [both[0] || side == *a, both[1] || side == *b];
            }
        }
        let pages = named.into_iter().filter(|(_, both)| *both == [true; 2]).map(|(page, _)| page).collect();
        Self { pair, pages }
    }

    /// Whether `side` is one of the pair.
    pub(crate) fn is_party(&self, side: &Side) -> bool {
        self.pair.as_ref().is_none_or(|(a, b)| side == a || side == b)
    }

    /// Whether `occurrence` concerns the pair.
    pub(crate) fn concerns(&self, occurrence: &Occurrence) -> bool {
        occurrence.sides().iter().any(|side| self.is_party(side))
            && occurrence.reports.iter().any(|report| self.pages.contains(&report.article))
    }

    /// Whether `occurrence` is between the two of the pair.
    pub(crate) fn is_between(&self, occurrence: &Occurrence) -> bool {
        self.pair.as_ref().is_some_and(|(a, b)| occurrence.is_between(a, b))
    }

    /// Whether any of `records` stands in a page that concerns the pair.
    pub(crate) fn holds(&self, ledger: &Ledger, records: &[Id]) -> bool {
        records.iter().filter_map(|id| ledger.record(id)).any(|record| self.pages.contains(&record.basis().article))
    }
}
