//! The ledger's file: what was read and what people said of it, in one SQLite file.
//!
//! `schema.sql` says what the file holds. What was read goes in by [`Store::put`], a batch of pages at a time, each
//! wholly or not at all; it comes out by [`Store::ledger`], which says what [`Ledger::new`](crate::Ledger::new) says of what the file
//! holds, for any day, and takes each article, record and line from the file when it is asked for. Tables that follow from it
//! are filled by [`Store::derive`], which holds no more than it must: for whoever asks the file in SQL, and so that
//! `Store::ledger` need not work out again what follows.
//!
//! Invariants: what [`Store::put`] returned is on the disk; the order and number of times in which pages are given leave
//! no trace in what comes out; one process writes at a time while others read.

mod calendar;
mod correct;
mod derive;
mod error;
mod event_tables;
mod filed;
mod load;
mod open;
mod search;
#[cfg(test)]
mod tests;
mod write;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use error::StoreError;
pub use event_tables::TableOccurrence;
pub(crate) use filed::Filed;
pub use load::Contents;
pub use search::Found;
pub use write::{PageKey, Put, Reading, Run, Versions};

use error::told;
use open::Purpose;

/// A ledger's file, open.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens the ledger at `path` to write, and makes it where there is none.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { connection: open::open(path, Purpose::Write)?, path: path.to_owned() })
    }

    /// Opens the ledger at `path` to read.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { connection: open::open(path, Purpose::Read)?, path: path.to_owned() })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the whole file and checks that it is sound.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] with the first fault found.
    pub fn check(&self) -> Result<(), StoreError> {
        let verdict: String =
            self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(told(&self.path))?;
        if verdict != "ok" {
            return Err(StoreError::Corrupt { path: error::shown(&self.path), detail: verdict });
        }
        for words in ["article_words", "record_words"] {
            let check = format!("INSERT INTO {words} ({words}) VALUES ('integrity-check')");
            self.connection.execute_batch(&check).map_err(told(&self.path))?;
        }
        Ok(())
    }
}
