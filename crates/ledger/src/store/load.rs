//! What the file holds, out of it again.

use coding::record::Record;
use jiff::civil::Date;
use page::Article;
use rusqlite::params;
use serde_json::Value;

use super::error::told;
use super::write::Versions;
use super::{Store, StoreError};
use crate::{Corrections, Ledger};

/// What was read, as the file holds it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    /// Articles, in the order in which they came in.
    pub articles: Vec<Article>,
    /// Their records.
    pub records: Vec<Record>,
    /// What people said of them.
    pub corrections: Corrections,
}

impl Store {
    /// Everything that was read.
    pub fn contents(&self) -> Result<Contents, StoreError> {
        self.published(Date::MAX)
    }

    /// What was published by `day`, and what is not known to have been later only where `day` is the last of all.
    fn published(&self, day: Date) -> Result<Contents, StoreError> {
        let told = told(&self.path);
        let unread = |error: &serde_json::Error| self.unread(error);
        // One state of the file, whoever writes meanwhile.
        let transaction = self.connection.unchecked_transaction().map_err(&told)?;
        let mut contents = Contents::default();
        let day = (day < Date::MAX).then(|| day.to_string());
        let sql = "SELECT fields, text, dropped FROM article WHERE ?1 IS NULL OR published_to <= ?1 ORDER BY number";
        let mut statement = transaction.prepare(sql).map_err(&told)?;
        let mut rows = statement.query([&day]).map_err(&told)?;
        while let Some(row) = rows.next().map_err(&told)? {
            let column = |n: usize| row.get_ref(n).and_then(|value| Ok(value.as_str()?)).map_err(&told);
            let mut value: Value = serde_json::from_str(column(0)?).map_err(|error| unread(&error))?;
            value["text"] = Value::String(column(1)?.to_owned());
            value["dropped"] = serde_json::from_str(column(2)?).map_err(|error| unread(&error))?;
            contents.articles.push(serde_json::from_value(value).map_err(|error| unread(&error))?);
        }
        let sql = "SELECT json FROM record WHERE ?1 IS NULL \
                   OR article IN (SELECT id FROM article WHERE published_to <= ?1) ORDER BY number";
        let mut statement = transaction.prepare(sql).map_err(&told)?;
        let mut rows = statement.query([&day]).map_err(&told)?;
        while let Some(row) = rows.next().map_err(&told)? {
            let json = row.get_ref(0).and_then(|value| Ok(value.as_str()?)).map_err(&told)?;
            contents.records.push(serde_json::from_str(json).map_err(|error| unread(&error))?);
        }
        contents.corrections = self.corrections()?;
        Ok(contents)
    }

    /// The ledger of everything in the file that had been published by `as_of`.
    pub fn ledger(&self, as_of: Option<Date>) -> Result<Ledger, StoreError> {
        // A correction may give a page another day, or be about a later one: then all of them are looked at.
        let all = self.corrections()?.all.is_empty().then_some(as_of).flatten().unwrap_or(Date::MAX);
        let Contents { articles, records, corrections } = self.published(all)?;
        Ok(Ledger::corrected(articles, records, &corrections, as_of))
    }

    /// The versions with which its articles were read, sorted.
    pub fn versions(&self) -> Result<Vec<Versions>, StoreError> {
        let told = told(&self.path);
        let sql = "SELECT program, model, data, likelihood FROM run \
                   WHERE number IN (SELECT run FROM article) ORDER BY 1, 2, 3, 4";
        let mut statement = self.connection.prepare(sql).map_err(&told)?;
        let rows = statement.query_map(params![], |row| {
            Ok(Versions { program: row.get(0)?, model: row.get(1)?, data: row.get(2)?, likelihood: row.get(3)? })
        });
        rows.and_then(Iterator::collect).map_err(&told)
    }
}
