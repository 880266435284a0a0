//! Named dates, into the file and out of it.

use anchor::Id;
use rusqlite::{TransactionBehavior, params};

use super::error::told;
use super::{Store, StoreError};
use crate::calendar::{Added, CalendarEntry};

impl Store {
    /// Keeps `entries` as the table of named dates with which pages are read, in the place of the one kept before. What
    /// people added stays.
    pub fn keep_calendar(&mut self, entries: &[CalendarEntry]) -> Result<(), StoreError> {
        let known: Vec<CalendarEntry> = self.calendar()?.into_iter().filter(|entry| entry.added.is_none()).collect();
        if known.len() == entries.len() && entries.iter().zip(&known).all(|(one, other)| one.id == other.id) {
            return Ok(());
        }
        let told = told(&self.path);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&told)?;
        transaction.execute("DELETE FROM calendar WHERE at IS NULL", []).map_err(&told)?;
        for entry in entries {
            insert(&transaction, entry).map_err(&told)?;
        }
        transaction.commit().map_err(&told)
    }

    /// Adds a named date that a person knows. Says whether it is new.
    pub fn add_date(&mut self, entry: &CalendarEntry) -> Result<bool, StoreError> {
        let told = told(&self.path);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&told)?;
        let new = insert(&transaction, entry).map_err(&told)? > 0;
        transaction.commit().map_err(&told)?;
        Ok(new)
    }

    /// All named dates: what people added, in the order in which they did, then the table with which pages are read.
    pub fn calendar(&self) -> Result<Vec<CalendarEntry>, StoreError> {
        let told = told(&self.path);
        let sql = "SELECT id, name, words, country, kind, rule, at, by, because, \
                   coalesce((SELECT action = 'reject' FROM correction WHERE target = calendar.id \
                             ORDER BY number DESC LIMIT 1), 0) \
                   FROM calendar ORDER BY at IS NULL, number";
        let mut statement = self.connection.prepare_cached(sql).map_err(&told)?;
        let rows = statement.query_map([], |row| {
            let at: Option<String> = row.get(6)?;
            let added = match at {
                Some(at) => Some(Added { at, by: row.get(7)?, because: row.get(8)? }),
                None => None,
            };
            Ok(CalendarEntry {
                id: Id::written(row.get::<_, String>(0)?),
                name: row.get(1)?,
                words: row.get(2)?,
                country: row.get(3)?,
                kind: row.get(4)?,
                rule: row.get(5)?,
                added,
                rejected: row.get(9)?,
            })
        });
        rows.and_then(Iterator::collect).map_err(&told)
    }
}

fn insert(transaction: &rusqlite::Transaction<'_>, entry: &CalendarEntry) -> rusqlite::Result<usize> {
    let sql = "INSERT OR IGNORE INTO calendar (id, name, words, country, kind, rule, at, by, because) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let added = entry.added.as_ref();
    transaction.prepare_cached(sql)?.execute(params![
        entry.id.as_str(),
        entry.name,
        entry.words,
        entry.country,
        entry.kind,
        entry.rule,
        added.map(|added| &added.at),
        added.map(|added| &added.by),
        added.map(|added| &added.because),
    ])
}
