//! What people said of what was read: edits, rejections, confirmations, merges and splits, kept apart from the reading.
//!
//! A correction is never changed and never lost. It names the records it is about and the words by which they are found
//! again, so that it holds when a page is read anew by another version and its records have other ids. `apply` lays
//! all corrections over what was read, in the order in which they were made: of two that say something of the same
//! field the later counts. What finds no place is kept and counted.

mod anchor;
mod field;
mod groups;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use ::anchor::Id;
use coding::record::Record;
use jiff::civil::Date;
use page::Article;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use anchor::Anchor;
pub use field::{FieldError, fields, parse, value};
pub(crate) use field::{mode_word, ontology};
pub(crate) use groups::{Groups, rule};

use anchor::Finder;

/// One thing that a person said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// Its number in the file, from 1; 0 until it is kept.
    pub number: i64,
    /// When, UTC.
    pub at: String,
    /// Who.
    pub by: String,
    /// Why.
    pub because: String,
    /// The id that the person named.
    pub target: Id,
    /// What the person did.
    #[serde(flatten)]
    pub action: Action,
    /// The records, or the article, that it is about.
    pub anchors: Vec<Anchor>,
}

/// What a person does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "lowercase")]
pub enum Action {
    /// Sets a field.
    Set {
        /// Which.
        field: String,
        /// What it is, as records print it.
        value: Value,
        /// What it was.
        was: Value,
    },
    /// Takes it out: it was misread, or has no place here.
    Reject,
    /// Says that it was read right; takes back an earlier rejection.
    Confirm,
    /// Says that all of them report one thing.
    Merge,
    /// Says that these report another thing than the rest of their occurrence.
    Split,
}

impl Action {
    /// As it is printed.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Set { .. } => "set",
            Self::Reject => "reject",
            Self::Confirm => "confirm",
            Self::Merge => "merge",
            Self::Split => "split",
        }
    }

    /// Which field it sets.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Set { field, .. } => Some(field),
            _ => None,
        }
    }
}

impl Correction {
    /// The day on which it was made.
    fn day(&self) -> Option<Date> {
        self.at.get(..10)?.parse().ok()
    }

    /// Whether it tells what became of something, which nobody knew before the day it was made.
    fn is_hindsight(&self) -> bool {
        self.action.field() == Some("resolution")
    }
}

/// All that people said of one ledger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections {
    /// In the order in which they were made.
    pub all: Vec<Correction>,
    /// Articles whose page was read anew and gave another text: old id to new.
    pub successors: BTreeMap<Id, Id>,
}

/// What was read with what people said laid over it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Applied {
    pub(crate) articles: Vec<Article>,
    pub(crate) records: Vec<Record>,
    /// Which records belong together or apart, and what is said of whole occurrences.
    pub(crate) groups: Groups,
    pub(crate) trace: Trace,
}

/// Which corrections hold, and where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// All that were made, by number.
    pub all: Vec<Correction>,
    /// Records and articles, each with the places in `all` of what was said of it.
    pub of: BTreeMap<Id, Vec<usize>>,
    /// Places in `all` of corrections whose records are not there.
    pub unplaced: Vec<usize>,
}

impl Trace {
    /// What was said of the record or article `id`, in order.
    pub fn of(&self, id: &Id) -> impl Iterator<Item = &Correction> {
        self.places(id).map(|at| &self.all[at])
    }

    /// The fields of `id` that a person set, and `confirmed`, sorted.
    pub fn words(&self, id: &Id) -> Vec<&str> {
        let words: BTreeSet<&str> = self
            .places(id)
            .filter_map(|at| match &self.all[at].action {
                Action::Set { field, .. } => Some(field.as_str()),
                Action::Confirm => Some("confirmed"),
                Action::Merge => Some("merged"),
                Action::Split => Some("split"),
                Action::Reject => None,
            })
            .collect();
        words.into_iter().collect()
    }

    fn places(&self, id: &Id) -> impl Iterator<Item = usize> {
        self.of.get(id).into_iter().flatten().copied()
    }
}

/// Lays `corrections` over `articles` and `records`, as far as they could be known on `as_of`.
pub(crate) fn apply(
    articles: Vec<Article>,
    records: Vec<Record>,
    corrections: &Corrections,
    as_of: Option<Date>,
) -> Applied {
    let mut applied = Applied { articles, records, ..Applied::default() };
    if corrections.all.is_empty() {
        return applied;
    }
    let known = |correction: &&Correction| {
        !correction.is_hindsight() || as_of.is_none_or(|as_of| correction.day().is_some_and(|day| day <= as_of))
    };
    applied.trace.all = corrections.all.iter().filter(known).cloned().collect();
    let finder = Finder::new(&applied.articles, &applied.records, &corrections.successors);
    let mut edits: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
    let mut rejected: BTreeSet<Id> = BTreeSet::new();
    for (at, correction) in applied.trace.all.iter().enumerate() {
        let found: Vec<Id> = correction.anchors.iter().filter_map(|anchor| finder.find(anchor)).collect();
        // Of a named date: it holds when pages are read.
        if found.is_empty() && correction.target.as_str().starts_with("n:") {
            continue;
        }
        if found.is_empty() {
            applied.trace.unplaced.push(at);
            continue;
        }
        for id in &found {
            applied.trace.of.entry(id.clone()).or_default().push(at);
        }
        match &correction.action {
            Action::Reject => rejected.extend(found),
            Action::Confirm => rejected.retain(|id| !found.contains(id)),
            Action::Merge => applied.groups.together(found),
            Action::Split => applied.groups.apart(found),
            Action::Set { field, value, .. } if correction.target.as_str().starts_with("x:") => {
                applied.groups.rule(found, field, value);
            }
            Action::Set { .. } => found.into_iter().for_each(|id| edits.entry(id).or_default().push(at)),
        }
    }
    applied.articles.retain(|article| !rejected.contains(&article.id));
    applied.records.retain(|record| !rejected.contains(record.id()) && !rejected.contains(&record.basis().article));
    let set = |id: &Id| edits.get(id).into_iter().flatten().map(|&at| &applied.trace.all[at].action);
    for article in &mut applied.articles {
        for action in set(&article.id.clone()) {
            if let Action::Set { field, value, .. } = action {
                field::set(article, "article", field, value);
            }
        }
    }
    for record in &mut applied.records {
        let kind = record.kind();
        for action in set(&record.id().clone()) {
            if let Action::Set { field, value, .. } = action {
                field::set(record, kind, field, value);
            }
        }
    }
    applied
}
