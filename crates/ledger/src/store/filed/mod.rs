//! A ledger's file as an archive: which pages and records there are is kept in memory, a few dozen bytes each, and
//! any one of them is taken from the file when it is asked for. So the memory that merging takes does not depend on how
//! long articles are or how much is said of a record.
//!
//! It holds what [`Held`](crate::archive::Held) holds of the same pages, in the same order. What people said is laid over
//! the few articles that it is about; these are kept whole.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use anchor::CodePoints;
use coding::record::{Quote, Record};
use jiff::civil::Date;
use page::Article;
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde_json::Value;

use super::error::told;
use super::{Store, StoreError};
use crate::archive::{Archive, Entry, LeftOut, Page, Shared, known_by, place};
use crate::correction::{self, Applied, Corrections, Groups};

/// Pages and records of a file, in order.
pub(super) struct Filed<'s> {
    store: &'s Store,
    pages: Vec<Page>,
    entries: Vec<Entry>,
    /// Where each page and each record is.
    page_at: Vec<Place>,
    entry_at: Vec<Place>,
    /// What people said something of, as it is with that.
    said: Applied,
    /// The first thing that could not be read.
    fault: RefCell<Option<StoreError>>,
}

/// Where a page or a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// The number of its row.
    Row(i64),
    /// Its place in what people said something of.
    Said(usize),
}

impl<'s> Filed<'s> {
    /// What was certainly published by `as_of`, or all of it.
    pub(super) fn open(store: &'s Store, as_of: Option<Date>) -> Result<Self, StoreError> {
        let corrections = store.corrections()?;
        let spoken_of = spoken_of(store, &corrections)?;
        let mut filed = Self {
            store,
            pages: Vec::new(),
            entries: Vec::new(),
            page_at: Vec::new(),
            entry_at: Vec::new(),
            said: correction::apply(spoken_of.articles, spoken_of.records, &corrections, as_of),
            fault: RefCell::default(),
        };
        filed.find_pages(as_of, &spoken_of.ids)?;
        filed.find_records()?;
        Ok(filed)
    }

    /// Which records people put together or apart, and what they said of whole occurrences.
    pub(super) fn groups(&self) -> &Groups {
        &self.said.groups
    }

    /// # Errors
    /// The first thing that could not be read since it was opened.
    pub(super) fn sound(self) -> Result<(), StoreError> {
        self.fault.into_inner().map_or(Ok(()), Err)
    }

    fn find_pages(&mut self, as_of: Option<Date>, spoken_of: &BTreeSet<String>) -> Result<(), StoreError> {
        let (mut shared, mut left_out) = (Shared::default(), LeftOut::default());
        let mut found: Vec<(Page, Place)> = Vec::new();
        self.store.each("SELECT number, id, fields FROM article", |row| {
            if spoken_of.contains(row.get_ref(1)?.as_str()?) {
                return Ok(Ok(()));
            }
            let place = Place::Row(row.get(0)?);
            let article = article(row.get_ref(2)?.as_str()?, String::new(), "[]");
            Ok(article.map(|article| found.push((shared.page(&article), place))))
        })?;
        let said = self.said.articles.iter().enumerate();
        found.extend(said.map(|(at, article)| (shared.page(article), Place::Said(at))));
        found.retain(|(page, _)| known_by(page.published, as_of, &mut left_out));
        found.sort_by(|(a, _), (b, _)| (a.day(), &a.id).cmp(&(b.day(), &b.id)));
        (self.pages, self.page_at) = found.into_iter().unzip();
        Ok(())
    }

    /// Records whose words stand in their article, in order. Of two with one id the one whose JSON comes first counts.
    fn find_records(&mut self) -> Result<(), StoreError> {
        let passed_over = self.passed_over()?;
        let mut said: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, record) in self.said.records.iter().enumerate() {
            said.entry(record.basis().article.as_str()).or_default().push(at);
        }
        let sql = "SELECT number, kind, start, json_extract(json, '$.evidence.end'), quote FROM record \
                   WHERE article = ?1 ORDER BY start, kind, id";
        let told = told(&self.store.path);
        let mut of_page = self.store.connection.prepare(sql).map_err(&told)?;
        for number in 0..self.pages.len() {
            let Some(article) = self.article(number) else { break };
            let points = CodePoints::new(&article.text);
            let page = number as u32;
            let mut found: Vec<(Entry, Place)> = Vec::new();
            if let Place::Row(_) = self.page_at[number] {
                let mut rows = of_page.query([article.id.as_str()]).map_err(&told)?;
                while let Some(row) = rows.next().map_err(&told)? {
                    let (row, kind, evidence) = evidence(row).map_err(&told)?;
                    let Some(kind) = kind else { continue };
                    if place(&article, &points, &evidence).is_some() && !passed_over.contains(&Place::Row(row)) {
                        found.push((Entry { page, kind }, Place::Row(row)));
                    }
                }
            } else {
                let of_page =
                    said.get(article.id.as_str()).into_iter().flatten().map(|&at| (at, &self.said.records[at]));
                let of_page = of_page.filter(|(at, record)| {
                    place(&article, &points, &record.basis().evidence).is_some()
                        && !passed_over.contains(&Place::Said(*at))
                });
                let mut of_page: Vec<(usize, &Record)> = of_page.collect();
                of_page.sort_by_key(|(_, record)| (record.basis().evidence.start, record.kind(), record.id()));
                let entry = |(at, record): (usize, &Record)| (Entry { page, kind: record.kind() }, Place::Said(at));
                found.extend(of_page.into_iter().map(entry));
            }
            self.entries.extend(found.iter().map(|(entry, _)| *entry));
            self.entry_at.extend(found.iter().map(|(_, place)| *place));
        }
        Ok(())
    }

    /// Records whose id another record of a known page has, too, and that do not count.
    fn passed_over(&self) -> Result<BTreeSet<Place>, StoreError> {
        let mut of_id: BTreeMap<String, Vec<(String, Place)>> = BTreeMap::new();
        let of_page: BTreeMap<&str, Place> =
            self.pages.iter().map(|page| page.id.as_str()).zip(self.page_at.iter().copied()).collect();
        let sql = "SELECT id, json, number, article FROM record \
                   WHERE id IN (SELECT id FROM record GROUP BY id HAVING count(*) > 1)";
        self.store.each(sql, |row| {
            let same = of_id.entry(row.get(0)?).or_default();
            if let Some(Place::Row(_)) = of_page.get(row.get_ref(3)?.as_str()?) {
                same.push((row.get(1)?, Place::Row(row.get(2)?)));
            }
            Ok(Ok(()))
        })?;
        for (at, record) in self.said.records.iter().enumerate() {
            if let Some(same) = of_id.get_mut(record.id().as_str())
                && of_page.contains_key(record.basis().article.as_str())
            {
                same.push((serde_json::to_string(record).unwrap_or_default(), Place::Said(at)));
            }
        }
        let losers = of_id.into_values().flat_map(|mut same| {
            same.sort();
            same.into_iter().skip(1).map(|(_, place)| place)
        });
        Ok(losers.collect())
    }

    /// What `read` gives; where it fails, nothing, and the fault is kept.
    fn taken<T>(&self, read: Result<T, StoreError>) -> Option<T> {
        read.map_err(|fault| self.fault.borrow_mut().get_or_insert(fault).to_string()).ok()
    }
}

impl Archive for Filed<'_> {
    fn pages(&self) -> &[Page] {
        &self.pages
    }

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn article(&self, page: usize) -> Option<Cow<'_, Article>> {
        match *self.page_at.get(page)? {
            Place::Said(at) => self.said.articles.get(at).map(Cow::Borrowed),
            Place::Row(row) => {
                let sql = "SELECT fields, text, dropped FROM article WHERE number = ?1";
                let read = self.store.row(sql, row, |row| {
                    Ok(article(row.get_ref(0)?.as_str()?, row.get(1)?, row.get_ref(2)?.as_str()?))
                });
                self.taken(read).map(Cow::Owned)
            }
        }
    }

    fn record(&self, entry: usize) -> Option<Cow<'_, Record>> {
        match *self.entry_at.get(entry)? {
            Place::Said(at) => self.said.records.get(at).map(Cow::Borrowed),
            Place::Row(row) => {
                let sql = "SELECT json FROM record WHERE number = ?1";
                let read = self.store.row(sql, row, |row| Ok(serde_json::from_str(row.get_ref(0)?.as_str()?)));
                self.taken(read).map(Cow::Owned)
            }
        }
    }
}

/// The articles of which people said something, and all records of these, as they were read.
#[derive(Default)]
struct SpokenOf {
    ids: BTreeSet<String>,
    articles: Vec<Article>,
    records: Vec<Record>,
}

fn spoken_of(store: &Store, corrections: &Corrections) -> Result<SpokenOf, StoreError> {
    let mut all = SpokenOf::default();
    for anchor in corrections.all.iter().flat_map(|correction| &correction.anchors) {
        let mut id = if anchor.kind == "article" { &anchor.id } else { &anchor.article };
        // A page that was read anew: what was said of it holds for the article that took its place.
        for _ in 0..=corrections.successors.len() {
            all.ids.insert(id.to_string());
            let Some(next) = corrections.successors.get(id) else { break };
            id = next;
        }
        let sql = "SELECT article FROM record WHERE id = ?1";
        let mut statement = store.connection.prepare_cached(sql).map_err(told(&store.path))?;
        let articles = statement.query_map([anchor.id.as_str()], |row| row.get(0)).map_err(told(&store.path))?;
        all.ids.extend(articles.collect::<rusqlite::Result<Vec<String>>>().map_err(told(&store.path))?);
    }
    for id in &all.ids {
        let sql = "SELECT fields, text, dropped FROM article WHERE id = ?1";
        let read = |row: &Row<'_>| Ok(article(row.get_ref(0)?.as_str()?, row.get(1)?, row.get_ref(2)?.as_str()?));
        let found = store.connection.query_row(sql, [id], read).optional().map_err(told(&store.path))?;
        let Some(article) = found else { continue };
        all.articles.push(article.map_err(|error| store.unread(&error))?);
        let mut records =
            store.connection.prepare_cached("SELECT json FROM record WHERE article = ?1").map_err(told(&store.path))?;
        let mut rows = records.query([id]).map_err(told(&store.path))?;
        while let Some(row) = rows.next().map_err(told(&store.path))? {
            let json: String = row.get(0).map_err(told(&store.path))?;
            all.records.push(serde_json::from_str(&json).map_err(|error| store.unread(&error))?);
        }
    }
    Ok(all)
}

/// The number of a row of `record`, its kind, and its evidence.
fn evidence(row: &Row<'_>) -> rusqlite::Result<(i64, Option<&'static str>, Quote)> {
    let kind = row.get_ref(1)?.as_str()?;
    let kind = ["event", "statement", "position", "forecast", "office"].into_iter().find(|known| *known == kind);
    let place = |column: usize| row.get::<_, Option<i64>>(column).map(|place| place.unwrap_or(-1) as usize);
    Ok((row.get(0)?, kind, Quote { start: place(2)?, end: place(3)?, quote: row.get(4)?, parts: Vec::new() }))
}

/// An article from its columns.
pub(super) fn article(fields: &str, text: String, dropped: &str) -> serde_json::Result<Article> {
    let mut value: Value = serde_json::from_str(fields)?;
    value["text"] = Value::String(text);
    value["dropped"] = serde_json::from_str(dropped)?;
    serde_json::from_value(value)
}

/// What a row gives: the database may not give it, or not in a way that can be understood.
type Understood<T> = rusqlite::Result<serde_json::Result<T>>;

impl Store {
    /// Hands over the rows of `sql` one by one.
    pub(super) fn each(&self, sql: &str, mut take: impl FnMut(&Row<'_>) -> Understood<()>) -> Result<(), StoreError> {
        let told = told(&self.path);
        let mut statement = self.connection.prepare(sql).map_err(&told)?;
        let mut rows = statement.query([]).map_err(&told)?;
        while let Some(row) = rows.next().map_err(&told)? {
            take(row).map_err(&told)?.map_err(|error| self.unread(&error))?;
        }
        Ok(())
    }

    /// The one row of `sql` whose number is `number`.
    fn row<T>(&self, sql: &str, number: i64, take: impl Fn(&Row<'_>) -> Understood<T>) -> Result<T, StoreError> {
        let told = told(&self.path);
        let connection: &Connection = &self.connection;
        let mut statement = connection.prepare_cached(sql).map_err(&told)?;
        statement.query_row([number], |row| take(row)).map_err(&told)?.map_err(|error| self.unread(&error))
    }
}
