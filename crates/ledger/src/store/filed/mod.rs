//! A ledger's file as an archive: which pages there are is kept in memory, a few dozen bytes each, and
//! any page or record is taken from the file when it is asked for. So the memory that merging, listing and showing take
//! does not depend on how long articles are or how much is said of a record.
//!
//! It holds what [`Held`](crate::archive::Held) holds of the same pages, in the same order. What people said is laid over
//! the few articles that it is about; these are kept whole. It sees one state of the file for as long as it is open,
//! whoever writes meanwhile.

mod lines;
mod open;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use anchor::Id;
use coding::record::Record;
use page::Article;
use rusqlite::{Connection, Row};
use serde_json::Value;

use super::error::told;
use super::{Store, StoreError};
use crate::archive::{Archive, Entry, LeftOut, Page, is_from};
use crate::correction::Applied;

/// Pages and records of a file, in order.
#[derive(Debug)]
pub(crate) struct Filed {
    store: Mutex<Store>,
    pages: Vec<Page>,
    /// Where each page is.
    page_at: Vec<Place>,
    /// Numbers of pages by their ids.
    by_id: Vec<u32>,
    /// All records and where each is, once they were asked for.
    entries: OnceLock<(Vec<Entry>, Vec<Place>)>,
    /// Records that do not count: their words stand nowhere, or another has their id.
    passed_over: BTreeSet<Place>,
    /// Those of them whose words do not stand in their article, by the numbers of their rows.
    unanchored: Vec<i64>,
    /// What people said something of, as it is with that.
    said: Applied,
    left_out: LeftOut,
    is_derived: bool,
    /// The first thing that could not be read.
    fault: Mutex<Option<StoreError>>,
}

/// Where a page or a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// The number of its row.
    Row(i64),
    /// Its place in what people said something of.
    Said(usize),
}

impl Filed {
    /// What people said, laid over that of which they said it.
    pub(super) fn said(&self) -> &Applied {
        &self.said
    }

    /// Whether the file's derived tables hold what this program makes of it.
    pub(super) fn is_derived(&self) -> bool {
        self.is_derived
    }

    /// The numbers of the rows of records whose words do not stand in their article.
    pub(super) fn unanchored(&self) -> &[i64] {
        &self.unanchored
    }

    /// How often the file was changed until the state of it that this is.
    pub(super) fn revision(&self) -> Result<i64, StoreError> {
        let store = self.store();
        store.connection.query_row("SELECT revision FROM state", [], |row| row.get(0)).map_err(told(&store.path))
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the article `id` is known and stands in the file as it is.
    fn is_filed(&self, id: &str) -> bool {
        self.page_at(&Id::written(id)).is_some_and(|page| matches!(self.page_at[page], Place::Row(_)))
    }

    /// The records of one page, in order.
    fn find_records(&self, page: usize) -> Result<Vec<(Entry, Place)>, StoreError> {
        let id = &self.pages[page].id;
        let page_number = page as u32;
        let mut found: Vec<(Entry, Place)> = Vec::new();
        if let Place::Row(_) = self.page_at[page] {
            let store = self.store();
            let told = told(&store.path);
            let sql = "SELECT number, kind FROM record WHERE article = ?1 ORDER BY start, kind, id";
            let mut records = store.connection.prepare_cached(sql).map_err(&told)?;
            let mut rows = records.query([id.as_str()]).map_err(&told)?;
            while let Some(row) = rows.next().map_err(&told)? {
                let known = row.get_ref(1).and_then(|kind| Ok(kind_of(kind.as_str()?))).map_err(&told)?;
                let Some(kind) = known else { continue };
                found.push((Entry { page: page_number, kind }, Place::Row(row.get(0).map_err(&told)?)));
            }
        } else {
            let records = self.said.records.iter().enumerate().filter(|(_, record)| record.basis().article == *id);
            let mut records: Vec<(usize, &Record)> = records.collect();
            records.sort_by_key(|(_, record)| (record.basis().evidence.start, record.kind(), record.id()));
            let entry =
                |(at, record): (usize, &Record)| (Entry { page: page_number, kind: record.kind() }, Place::Said(at));
            found.extend(records.into_iter().map(entry));
        }
        found.retain(|(_, place)| !self.passed_over.contains(place));
        Ok(found)
    }

    /// All records, and where they are.
    fn found(&self) -> &(Vec<Entry>, Vec<Place>) {
        self.entries.get_or_init(|| {
            let pages = (0..self.pages.len()).map_while(|page| self.taken(self.find_records(page)));
            pages.flatten().unzip()
        })
    }

    /// The record that stands at `place`.
    fn record_at(&self, place: Place) -> Option<Cow<'_, Record>> {
        match place {
            Place::Said(at) => self.said.records.get(at).map(Cow::Borrowed),
            Place::Row(row) => {
                let sql = "SELECT json FROM record WHERE number = ?1";
                let read = self.store().row(sql, row, |row| Ok(serde_json::from_str(row.get_ref(0)?.as_str()?)));
                self.taken(read).map(Cow::Owned)
            }
        }
    }

    /// Where the record of this id is.
    fn place_of(&self, id: &Id) -> Result<Option<Place>, StoreError> {
        let counts = |place: &Place| !self.passed_over.contains(place);
        let known = |record: &Record| self.page_at(&record.basis().article).is_some();
        let said = self.said.records.iter().enumerate().filter(|(_, record)| record.id() == id && known(record));
        if let Some(place) = said.map(|(at, _)| Place::Said(at)).find(counts) {
            return Ok(Some(place));
        }
        let store = self.store();
        let told = told(&store.path);
        let sql = "SELECT number, article FROM record WHERE id = ?1";
        let mut records = store.connection.prepare_cached(sql).map_err(&told)?;
        let mut rows = records.query([id.as_str()]).map_err(&told)?;
        while let Some(row) = rows.next().map_err(&told)? {
            let place = Place::Row(row.get(0).map_err(&told)?);
            let article = row.get_ref(1).and_then(|article| Ok(article.as_str()?)).map_err(&told)?;
            if counts(&place) && self.is_filed(article) {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// What `read` gives; where it fails, nothing, and the fault is kept.
    fn taken<T>(&self, read: Result<T, StoreError>) -> Option<T> {
        read.map_err(|fault| {
            self.fault.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(fault);
        })
        .ok()
    }
}

impl Archive for Filed {
    fn pages(&self) -> &[Page] {
        &self.pages
    }

    fn page_at(&self, id: &Id) -> Option<usize> {
        let found = self.by_id.binary_search_by(|&page| self.pages[page as usize].id.cmp(id));
        found.ok().map(|at| self.by_id[at] as usize)
    }

    fn page_from(&self, place: &str) -> Option<usize> {
        let mut found: Vec<usize> = Vec::new();
        let told = |store: &Store| -> rusqlite::Result<Vec<String>> {
            let mut ids = store.connection.prepare_cached("SELECT id FROM article WHERE path = ?1 OR url = ?1")?;
            ids.query_map([place], |row| row.get(0))?.collect()
        };
        let store = self.store();
        let ids = told(&store).map_err(super::error::told(&store.path));
        drop(store);
        for id in self.taken(ids).unwrap_or_default() {
            found.extend(self.page_at(&Id::written(id)).filter(|&page| matches!(self.page_at[page], Place::Row(_))));
        }
        let said = self.said.articles.iter().filter(|article| is_from(article, place));
        found.extend(said.filter_map(|article| self.page_at(&article.id)));
        found.into_iter().min()
    }

    fn entries(&self) -> &[Entry] {
        &self.found().0
    }

    fn article(&self, page: usize) -> Option<Cow<'_, Article>> {
        match *self.page_at.get(page)? {
            Place::Said(at) => self.said.articles.get(at).map(Cow::Borrowed),
            Place::Row(row) => {
                let sql = "SELECT fields, text, dropped FROM article WHERE number = ?1";
                let read = self.store().row(sql, row, |row| {
                    Ok(article(row.get_ref(0)?.as_str()?, row.get(1)?, row.get_ref(2)?.as_str()?))
                });
                self.taken(read).map(Cow::Owned)
            }
        }
    }

    fn record(&self, entry: usize) -> Option<Cow<'_, Record>> {
        self.record_at(*self.found().1.get(entry)?)
    }

    fn record_of(&self, id: &Id) -> Option<Cow<'_, Record>> {
        self.taken(self.place_of(id))?.and_then(|place| self.record_at(place))
    }

    fn records_on(&self, page: usize) -> Vec<Cow<'_, Record>> {
        let found = self.taken(self.find_records(page)).unwrap_or_default();
        found.into_iter().filter_map(|(_, place)| self.record_at(place)).collect()
    }

    fn left_out(&self) -> LeftOut {
        self.left_out
    }

    fn fault(&self) -> Option<StoreError> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The kind of record called `name`.
fn kind_of(name: &str) -> Option<&'static str> {
    ["event", "statement", "position", "forecast", "office"].into_iter().find(|kind| *kind == name)
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
