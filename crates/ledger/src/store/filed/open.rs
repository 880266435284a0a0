//! Opening a file: which pages and records of it count on a day, with what people said laid over them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock};

use anchor::CodePoints;
use coding::record::{Quote, Record};
use jiff::civil::Date;
use page::Article;
use rusqlite::{OptionalExtension as _, Row};

use super::{Filed, Place, article};
use crate::archive::{Archive as _, LeftOut, Page, Shared, known_by, place};
use crate::correction::{self, Corrections};
use crate::store::error::told;
use crate::store::{Store, StoreError};

impl Filed {
    /// What was certainly published by `as_of`, or all of it.
    pub(in crate::store) fn open(store: Store, as_of: Option<Date>) -> Result<Self, StoreError> {
        Self::with(store, as_of, Store::corrections)
    }

    /// As [`Filed::open`], as it was read, before anybody said anything of it.
    pub(in crate::store) fn as_read(store: Store, as_of: Option<Date>) -> Result<Self, StoreError> {
        Self::with(store, as_of, |_| Ok(Corrections::default()))
    }

    fn with(
        store: Store,
        as_of: Option<Date>,
        corrections: impl Fn(&Store) -> Result<Corrections, StoreError>,
    ) -> Result<Self, StoreError> {
        // One state of the file, from the first thing read until it is closed.
        store.connection.execute_batch("BEGIN").map_err(told(&store.path))?;
        let is_derived = store.is_derived()?;
        let corrections = corrections(&store)?;
        let spoken_of = spoken_of(&store, &corrections)?;
        let mut filed = Self {
            pages: Vec::new(),
            page_at: Vec::new(),
            by_id: Vec::new(),
            entries: OnceLock::new(),
            passed_over: BTreeSet::new(),
            unanchored: Vec::new(),
            said: correction::apply(spoken_of.articles, spoken_of.records, &corrections, as_of),
            left_out: LeftOut::default(),
            is_derived,
            fault: Mutex::default(),
            store: Mutex::new(store),
        };
        filed.find_pages(as_of, &spoken_of.ids)?;
        filed.passed_over = filed.of_one_id()?;
        filed.find_unanchored()?;
        Ok(filed)
    }

    fn find_pages(&mut self, as_of: Option<Date>, spoken_of: &BTreeSet<String>) -> Result<(), StoreError> {
        let mut shared = Shared::default();
        let mut found: Vec<(Page, Place)> = Vec::new();
        self.store().each("SELECT number, id, fields FROM article", |row| {
            if spoken_of.contains(row.get_ref(1)?.as_str()?) {
                return Ok(Ok(()));
            }
            let place = Place::Row(row.get(0)?);
            let article = article(row.get_ref(2)?.as_str()?, String::new(), "[]");
            Ok(article.map(|article| found.push((shared.page(&article), place))))
        })?;
        let said = self.said.articles.iter().enumerate();
        found.extend(said.map(|(at, article)| (shared.page(article), Place::Said(at))));
        found.retain(|(page, _)| known_by(page.published, as_of, &mut self.left_out));
        found.sort_by(|(a, _), (b, _)| (a.day(), &a.id).cmp(&(b.day(), &b.id)));
        (self.pages, self.page_at) = found.into_iter().unzip();
        self.by_id = (0..self.pages.len() as u32).collect();
        let pages = &self.pages;
        self.by_id.sort_by(|&a, &b| pages[a as usize].id.cmp(&pages[b as usize].id));
        Ok(())
    }

    /// Records whose id another record of a known page has, too, and that do not count: that one does whose JSON comes
    /// first.
    fn of_one_id(&self) -> Result<BTreeSet<Place>, StoreError> {
        let mut of_id: BTreeMap<String, Vec<(String, Place)>> = BTreeMap::new();
        let sql = "SELECT id, json, number, article FROM record \
                   WHERE id IN (SELECT id FROM record GROUP BY id HAVING count(*) > 1)";
        self.store().each(sql, |row| {
            let same = of_id.entry(row.get(0)?).or_default();
            if self.is_filed(row.get_ref(3)?.as_str()?) {
                same.push((row.get(1)?, Place::Row(row.get(2)?)));
            }
            Ok(Ok(()))
        })?;
        for (at, record) in self.said.records.iter().enumerate() {
            if let Some(same) = of_id.get_mut(record.id().as_str())
                && self.page_at(&record.basis().article).is_some()
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

    /// Records whose words do not stand in their article: as the derived tables have them, else looked for.
    fn find_unanchored(&mut self) -> Result<(), StoreError> {
        let mut found: Vec<Place> = Vec::new();
        if self.is_derived {
            let sql = "SELECT record, article FROM unanchored JOIN record ON number = record";
            self.store().each(sql, |row| {
                if self.is_filed(row.get_ref(1)?.as_str()?) {
                    found.push(Place::Row(row.get(0)?));
                }
                Ok(Ok(()))
            })?;
        } else {
            for page in 0..self.pages.len() {
                if let Place::Row(_) = self.page_at[page] {
                    found.extend(self.unanchored_on(page)?.into_iter().map(Place::Row));
                }
            }
        }
        for (at, record) in self.said.records.iter().enumerate() {
            let article = self.page_at(&record.basis().article).and_then(|page| self.article(page));
            let stands = |article: Cow<'_, Article>| {
                place(&article, &CodePoints::new(&article.text), &record.basis().evidence).is_some()
            };
            if article.is_some_and(|article| !stands(article)) {
                found.push(Place::Said(at));
            }
        }
        found.retain(|place| !self.passed_over.contains(place));
        self.left_out.unanchored = found.len();
        let rows = found.iter().filter_map(|place| if let Place::Row(row) = place { Some(*row) } else { None });
        self.unanchored = rows.collect();
        self.passed_over.extend(found);
        Ok(())
    }

    /// The rows of the records of one page whose words do not stand in it.
    fn unanchored_on(&self, page: usize) -> Result<Vec<i64>, StoreError> {
        let Some(article) = self.article(page) else { return Ok(Vec::new()) };
        let points = CodePoints::new(&article.text);
        let sql = "SELECT number, start, json_extract(json, '$.evidence.end'), quote FROM record WHERE article = ?1";
        let store = self.store();
        let told = told(&store.path);
        let mut records = store.connection.prepare_cached(sql).map_err(&told)?;
        let mut rows = records.query([article.id.as_str()]).map_err(&told)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(&told)? {
            let (number, evidence) = evidence(row).map_err(&told)?;
            if place(&article, &points, &evidence).is_none() {
                found.push(number);
            }
        }
        Ok(found)
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

/// The number of a row of `record`, and its evidence.
fn evidence(row: &Row<'_>) -> rusqlite::Result<(i64, Quote)> {
    let place = |column: usize| row.get::<_, Option<i64>>(column).map(|place| place.unwrap_or(-1) as usize);
    Ok((row.get(0)?, Quote { start: place(1)?, end: place(2)?, quote: row.get(3)?, parts: Vec::new() }))
}
