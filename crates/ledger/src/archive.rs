//! What was read, in order: each article once, each record once, nothing published later than asked for.
//!
//! An [`Archive`] tells in a few bytes each which pages and records there are, and gives any one of them whole when it is
//! asked for. Whoever merges, lists or shows them sees no more than this: [`Held`] keeps all of them in memory,
//! `store::Filed` takes them from a ledger's file one by one, and both give the same lines.
//!
//! Invariants: pages are sorted by day of publication, then id; records by page, place, kind and id;
//! every record's evidence stands in its article, word for word. The order in which things came in, and how
//! often, leaves no trace.

use std::borrow::Cow;
use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anchor::{CodePoints, Id, Period, Span};
use coding::record::{Basis, Quote, Record};
use jiff::civil::Date;
use page::Article;
use serde::Serialize;

use crate::store::StoreError;

/// Pages and records in order. Numbers are places in [`Archive::pages`] and [`Archive::entries`].
pub(crate) trait Archive: std::fmt::Debug + Send + Sync {
    /// All pages.
    fn pages(&self) -> &[Page];

    /// The number of the page of this id.
    fn page_at(&self, id: &Id) -> Option<usize>;

    /// The number of the first page that was read from the file or stands at the address `place`.
    fn page_from(&self, place: &str) -> Option<usize>;

    /// All records.
    fn entries(&self) -> &[Entry];

    /// The whole page of this number; nothing where it could not be read, which whoever keeps it then tells.
    fn article(&self, page: usize) -> Option<Cow<'_, Article>>;

    /// The whole record of this number; nothing where it could not be read.
    fn record(&self, entry: usize) -> Option<Cow<'_, Record>>;

    /// The record of this id.
    fn record_of(&self, id: &Id) -> Option<Cow<'_, Record>>;

    /// The records of the page of this number, in order.
    fn records_on(&self, page: usize) -> Vec<Cow<'_, Record>>;

    /// What was given but not used.
    fn left_out(&self) -> LeftOut;

    /// The first thing that was asked for and could not be read.
    fn fault(&self) -> Option<StoreError>;
}

/// What is known of a page without looking at it.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its article.
    pub id: Id,
    /// When it was published.
    pub published: Option<Period>,
    /// How that is known.
    pub basis: page::Basis,
    /// What sort of article it is.
    pub kind: page::ArticleType,
    /// Who printed it.
    pub publisher: Option<Arc<str>>,
    /// The outlet that printed it first, where it says so.
    pub republished_from: Option<Arc<str>>,
}

/// What is known of a record without looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The number of its page.
    pub(crate) page: u32,
    /// As [`Record::kind`] has it.
    pub(crate) kind: &'static str,
}

/// The records of `archive` that `pick` takes, each with its number.
pub(crate) fn records<'a, T: Clone + 'a>(
    archive: &'a dyn Archive,
    kind: &'static str,
    pick: fn(&Record) -> Option<&T>,
) -> impl Iterator<Item = (usize, Cow<'a, T>)> {
    let numbers = archive.entries().iter().enumerate().filter(move |(_, entry)| entry.kind == kind);
    numbers.filter_map(move |(number, _)| Some((number, record(archive, number, pick)?)))
}

/// The record of number `entry` as `pick` takes it.
pub(crate) fn record<'a, T: Clone + 'a>(
    archive: &'a dyn Archive,
    entry: usize,
    pick: fn(&Record) -> Option<&T>,
) -> Option<Cow<'a, T>> {
    match archive.record(entry)? {
        Cow::Borrowed(record) => pick(record).map(Cow::Borrowed),
        Cow::Owned(record) => pick(&record).cloned().map(Cow::Owned),
    }
}

/// One `Arc` a name, however many pages bear it.
#[derive(Debug, Default)]
pub(crate) struct Shared(BTreeSet<Arc<str>>);

impl Shared {
    /// What is known of `article` without looking at it.
    pub(crate) fn page(&mut self, article: &Article) -> Page {
        Page {
            id: article.id.clone(),
            published: article.published.period,
            basis: article.published.basis,
            kind: article.kind,
            publisher: article.publisher.as_deref().map(|name| self.name(name)),
            republished_from: article.republished_from.as_deref().map(|name| self.name(name)),
        }
    }

    fn name(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.0.get(name) {
            return Arc::clone(known);
        }
        let new: Arc<str> = name.into();
        self.0.insert(Arc::clone(&new));
        new
    }
}

impl Page {
    /// The day by which it was published; far in the future where nothing is known.
    pub(crate) fn day(&self) -> Date {
        self.published.map_or(Date::MAX, |period| period.end)
    }
}

/// Articles and records in memory, sorted and checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Held {
    articles: Vec<Article>,
    records: Vec<Record>,
    /// Where an article stands in `articles`.
    article_at: BTreeMap<Id, usize>,
    /// Where a record stands in `records`.
    record_at: BTreeMap<Id, usize>,
    left_out: LeftOut,
    pages: Vec<Page>,
    entries: Vec<Entry>,
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

/// Whether something published in `period` was certainly known on the day `as_of`; where it was not, it is counted.
pub(crate) fn known_by(period: Option<Period>, as_of: Option<Date>, left_out: &mut LeftOut) -> bool {
    match (as_of, period) {
        (None, _) => true,
        (Some(day), Some(period)) if period.end <= day => true,
        (Some(day), Some(period)) if period.start > day => {
            left_out.later += 1;
            false
        }
        _ => {
            left_out.undated += 1;
            false
        }
    }
}

impl Held {
    /// Sorts `articles` and `records`; with `as_of`, keeps only what was certainly published by that day.
    pub(crate) fn new(articles: Vec<Article>, records: Vec<Record>, as_of: Option<Date>) -> Self {
        let mut left_out = LeftOut::default();
        let known: BTreeMap<Id, Article> = one_each(articles, |article| article.id.clone());
        let given: BTreeSet<Id> = known.keys().cloned().collect();
        let mut articles: Vec<Article> = known.into_values().collect();
        articles.retain(|article| known_by(article.published.period, as_of, &mut left_out));
        articles.sort_by_cached_key(|article| (published(article), article.id.clone()));
        let article_at = numbered(articles.iter().map(|article| &article.id));

        let points: Vec<CodePoints> = articles.iter().map(|article| CodePoints::new(&article.text)).collect();
        // Not of an article left out above: what is later must not decide between two records of one id.
        let of_known = |record: &Record| {
            let article = &record.basis().article;
            article_at.contains_key(article) || !given.contains(article)
        };
        let known = one_each(records.into_iter().filter(of_known), |record| record.id().clone());
        let mut records: Vec<Record> = Vec::with_capacity(known.len());
        for record in known.into_values() {
            let basis = record.basis();
            match article_at.get(&basis.article) {
                Some(&at) if place(&articles[at], &points[at], &basis.evidence).is_some() => records.push(record),
                _ => left_out.unanchored += 1,
            }
        }
        records.sort_by_cached_key(|record| {
            let basis = record.basis();
            (article_at[&basis.article], basis.evidence.start, record.kind(), record.id().clone())
        });
        let record_at = numbered(records.iter().map(Record::id));
        let mut shared = Shared::default();
        let pages = articles.iter().map(|article| shared.page(article)).collect();
        let page = |basis: &Basis| article_at[&basis.article] as u32;
        let entries = records.iter().map(|record| Entry { page: page(record.basis()), kind: record.kind() }).collect();
        Self { articles, records, article_at, record_at, left_out, pages, entries }
    }
}

impl Archive for Held {
    fn pages(&self) -> &[Page] {
        &self.pages
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn article(&self, page: usize) -> Option<Cow<'_, Article>> {
        self.articles.get(page).map(Cow::Borrowed)
    }

    fn record(&self, entry: usize) -> Option<Cow<'_, Record>> {
        self.records.get(entry).map(Cow::Borrowed)
    }

    fn page_at(&self, id: &Id) -> Option<usize> {
        self.article_at.get(id).copied()
    }

    fn page_from(&self, place: &str) -> Option<usize> {
        self.articles.iter().position(|article| is_from(article, place))
    }

    fn record_of(&self, id: &Id) -> Option<Cow<'_, Record>> {
        self.record_at.get(id).and_then(|&at| self.record(at))
    }

    fn records_on(&self, page: usize) -> Vec<Cow<'_, Record>> {
        let place = |page: usize| self.entries.partition_point(|entry| (entry.page as usize) < page);
        self.records[place(page)..place(page + 1)].iter().map(Cow::Borrowed).collect()
    }

    fn left_out(&self) -> LeftOut {
        self.left_out
    }

    fn fault(&self) -> Option<StoreError> {
        None
    }
}

/// The day by which `article` was published; far in the future where nothing is known.
pub(crate) fn published(article: &Article) -> Date {
    article.published.period.map_or(Date::MAX, |period| period.end)
}

/// Whether `article` was read from the file or stands at the address `place`.
pub(crate) fn is_from(article: &Article, place: &str) -> bool {
    [&article.path, &article.url].into_iter().flatten().any(|known| known == place)
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
fn one_each<T: Serialize>(values: impl IntoIterator<Item = T>, key: impl Fn(&T) -> Id) -> BTreeMap<Id, T> {
    let json = |value: &T| serde_json::to_string(value).unwrap_or_default();
    let mut kept = BTreeMap::new();
    for value in values {
        match kept.entry(key(&value)) {
            Slot::Vacant(place) => {
                place.insert(value);
            }
            Slot::Occupied(mut place) => {
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
