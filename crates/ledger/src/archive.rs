//! What was read, in order: each article once, each record once, nothing published later than asked for.
//!
//! Invariants: articles are sorted by day of publication, then id; records by article, place, kind and id;
//! every record's evidence stands in its article, word for word. The order in which things came in, and how
//! often, leaves no trace.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use anchor::{CodePoints, Id, Span};
use coding::record::{Quote, Record};
use jiff::civil::Date;
use page::Article;
use serde::Serialize;

/// Articles and records, sorted and checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Archive {
    pub(crate) articles: Vec<Article>,
    pub(crate) records: Vec<Record>,
    /// Where an article stands in `articles`.
    pub(crate) article_at: BTreeMap<Id, usize>,
    /// Where a record stands in `records`.
    pub(crate) record_at: BTreeMap<Id, usize>,
    pub(crate) left_out: LeftOut,
}

/// What was given but not used, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Articles published after the day asked for.
    pub later: usize,
    /// Articles of which it is not known that they were published by the day asked for.
    pub undated: usize,
    /// Records whose quoted evidence does not stand in their article, or whose article is missing.
    pub unanchored: usize,
}

impl Archive {
    /// Sorts `articles` and `records`; with `as_of`, keeps only what was certainly published by that day.
    pub(crate) fn new(articles: Vec<Article>, records: Vec<Record>, as_of: Option<Date>) -> Self {
        let mut left_out = LeftOut::default();
        let known: BTreeMap<Id, Article> = one_each(articles, |article| article.id.clone());
        let given: std::collections::BTreeSet<Id> = known.keys().cloned().collect();
        let mut articles: Vec<Article> = known.into_values().collect();
        if let Some(day) = as_of {
            articles.retain(|article| match article.published.period {
                Some(period) if period.end <= day => true,
                Some(period) if period.start > day => {
                    left_out.later += 1;
                    false
                }
                _ => {
                    left_out.undated += 1;
                    false
                }
            });
        }
        articles.sort_by_cached_key(|article| (published(article), article.id.clone()));
        let article_at = numbered(articles.iter().map(|article| &article.id));

        let points: Vec<CodePoints> = articles.iter().map(|article| CodePoints::new(&article.text)).collect();
        let known: BTreeMap<Id, Record> = one_each(records, |record| record.id().clone());
        let mut records: Vec<Record> = Vec::with_capacity(known.len());
        for record in known.into_values() {
            let basis = record.basis();
            match article_at.get(&basis.article) {
                Some(&at) if place(&articles[at], &points[at], &basis.evidence).is_some() => records.push(record),
                None if given.contains(&basis.article) => {} // of an article left out above
                _ => left_out.unanchored += 1,
            }
        }
        records.sort_by_cached_key(|record| {
            let basis = record.basis();
            (article_at[&basis.article], basis.evidence.start, record.kind(), record.id().clone())
        });
        let record_at = numbered(records.iter().map(Record::id));
        Self { articles, records, article_at, record_at, left_out }
    }

    /// The last day on which any of its articles was published.
    pub(crate) fn last_day(&self) -> Option<Date> {
        self.articles.iter().filter_map(|article| article.published.period).map(|period| period.end).max()
    }
}

/// The day by which `article` was published; far in the future where nothing is known.
pub(crate) fn published(article: &Article) -> Date {
    article.published.period.map_or(Date::MAX, |period| period.end)
}

/// Where `quote` stands in `article`, in bytes; nothing unless the words are there.
pub(crate) fn place(article: &Article, points: &CodePoints, quote: &Quote) -> Option<Span> {
    let length = points.at(article.text.len());
    if quote.start > quote.end || quote.end > length {
        return None;
    }
    let span = points.span(quote.start, quote.end);
    (span.of(&article.text) == quote.quote).then_some(span)
}

/// One value a key: of several, the one whose JSON comes first, so that order of arrival does not matter.
fn one_each<T: Serialize>(values: Vec<T>, key: impl Fn(&T) -> Id) -> BTreeMap<Id, T> {
    let json = |value: &T| serde_json::to_string(value).unwrap_or_default();
    let mut kept = BTreeMap::new();
    for value in values {
        match kept.entry(key(&value)) {
            Entry::Vacant(place) => {
                place.insert(value);
            }
            Entry::Occupied(mut place) => {
                if json(&value) < json(place.get()) {
                    place.insert(value);
                }
            }
        }
    }
    kept
}

fn numbered<'i>(ids: impl Iterator<Item = &'i Id>) -> BTreeMap<Id, usize> {
    ids.enumerate().map(|(at, id)| (id.clone(), at)).collect()
}
