//! What the file holds, out of it again.

use std::sync::Arc;

use coding::record::Record;
use jiff::civil::Date;
use page::Article;
use rusqlite::params;

use super::error::told;
use super::filed::{Filed, article};
use super::write::Versions;
use super::{Store, StoreError};
use crate::correction::Applied;
use crate::merged::Lines;
use crate::{Corrections, Ledger, Pages};

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
        let told = told(&self.path);
        // One state of the file, whoever writes meanwhile.
        let _transaction = self.connection.unchecked_transaction().map_err(&told)?;
        let mut contents = Contents { corrections: self.corrections()?, ..Contents::default() };
        self.each("SELECT fields, text, dropped FROM article ORDER BY number", |row| {
            let article = article(row.get_ref(0)?.as_str()?, row.get(1)?, row.get_ref(2)?.as_str()?);
            Ok(article.map(|article| contents.articles.push(article)))
        })?;
        self.each("SELECT json FROM record ORDER BY number", |row| {
            Ok(serde_json::from_str(row.get_ref(0)?.as_str()?).map(|record| contents.records.push(record)))
        })?;
        Ok(contents)
    }

    /// How many articles the file holds.
    pub fn articles(&self) -> Result<usize, StoreError> {
        let count: i64 = self
            .connection
            .query_row("SELECT count(*) FROM article", [], |row| row.get(0))
            .map_err(told(&self.path))?;
        Ok(count as usize)
    }

    /// The ledger of everything in the file that had been published by `as_of`: that of its state now, whoever writes
    /// after. Articles, records and lines stay in the file until they are asked for.
    pub fn ledger(&self, as_of: Option<Date>) -> Result<Ledger, StoreError> {
        let filed = Arc::new(Filed::open(Self::open(&self.path)?, as_of)?);
        let Applied { groups, trace, .. } = filed.said();
        let trace = trace.clone();
        let lines = if as_of.is_none() && filed.is_derived() {
            Lines::filed(Arc::clone(&filed))
        } else {
            Lines::of(&*filed, groups)
        };
        let pages = Pages::new(filed);
        pages.sound()?;
        Ok(Ledger::of(pages, trace, lines, as_of))
    }

    /// What was read of what had been published by `as_of`, before anybody said anything of it.
    pub fn as_read(&self, as_of: Option<Date>) -> Result<Pages, StoreError> {
        Ok(Pages::new(Arc::new(Filed::as_read(Self::open(&self.path)?, as_of)?)))
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
