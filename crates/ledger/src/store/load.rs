//! What the file holds, out of it again.

use std::collections::{BTreeMap, BTreeSet};

use anchor::Id;
use coding::record::Record;
use jiff::civil::Date;
use page::Article;
use rusqlite::params;
use serde::de::DeserializeOwned;

use super::error::told;
use super::filed::article;
use super::write::Versions;
use super::{Store, StoreError};
use crate::archive::Held;
use crate::copies::{Copy, Original};
use crate::correction::{self, Applied};
use crate::merged::Lines;
use crate::{Corrections, Ledger, forecast, occurrence, office, position, statement};

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
        // One state of the file, whoever writes meanwhile.
        let _transaction = self.connection.unchecked_transaction().map_err(told(&self.path))?;
        self.read(Date::MAX)
    }

    /// What was published by `day`, and what is not known to have been later only where `day` is the last of all.
    fn read(&self, day: Date) -> Result<Contents, StoreError> {
        let told = told(&self.path);
        let unread = |error: &serde_json::Error| self.unread(error);
        let mut contents = Contents::default();
        let day = (day < Date::MAX).then(|| day.to_string());
        let sql = "SELECT fields, text, dropped FROM article WHERE ?1 IS NULL OR published_to <= ?1 ORDER BY number";
        let mut statement = self.connection.prepare(sql).map_err(&told)?;
        let mut rows = statement.query([&day]).map_err(&told)?;
        while let Some(row) = rows.next().map_err(&told)? {
            let column = |n: usize| row.get_ref(n).and_then(|value| Ok(value.as_str()?)).map_err(&told);
            let article = article(column(0)?, column(1)?.to_owned(), column(2)?).map_err(|error| unread(&error))?;
            contents.articles.push(article);
        }
        let sql = "SELECT json FROM record WHERE ?1 IS NULL \
                   OR article IN (SELECT id FROM article WHERE published_to <= ?1) ORDER BY number";
        let mut statement = self.connection.prepare(sql).map_err(&told)?;
        let mut rows = statement.query([&day]).map_err(&told)?;
        while let Some(row) = rows.next().map_err(&told)? {
            let json = row.get_ref(0).and_then(|value| Ok(value.as_str()?)).map_err(&told)?;
            contents.records.push(serde_json::from_str(json).map_err(|error| unread(&error))?);
        }
        contents.corrections = self.corrections()?;
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

    /// The ledger of everything in the file that had been published by `as_of`.
    pub fn ledger(&self, as_of: Option<Date>) -> Result<Ledger, StoreError> {
        // A correction may give a page another day, or be about a later one: then all of them are looked at.
        let all = self.corrections()?.all.is_empty().then_some(as_of).flatten().unwrap_or(Date::MAX);
        // One state of the file, whoever writes meanwhile.
        let transaction = self.connection.unchecked_transaction().map_err(told(&self.path))?;
        let Contents { articles, records, corrections } = self.read(all)?;
        if as_of.is_some() || !self.is_derived()? {
            return Ok(Ledger::corrected(articles, records, &corrections, as_of));
        }
        let Applied { articles, records, trace, .. } = correction::apply(articles, records, &corrections, None);
        let archive = Held::new(articles, records, None);
        let lines = self.derived(&archive)?;
        drop(transaction);
        Ok(Ledger::of(archive, trace, lines, None))
    }

    /// The lines that the derived tables hold, in the order in which they are made.
    fn derived(&self, archive: &Held) -> Result<Lines, StoreError> {
        let mut lines = Lines {
            originals: self.originals(archive)?,
            occurrences: self.objects("SELECT json FROM occurrence")?,
            statements: self.objects("SELECT json FROM line WHERE kind = 'statement'")?,
            positions: self.objects("SELECT json FROM line WHERE kind = 'position'")?,
            forecasts: self.objects("SELECT json FROM line WHERE kind = 'forecast'")?,
            offices: self.objects("SELECT json FROM line WHERE kind = 'office'")?,
            storylines: self.objects("SELECT json FROM storyline")?,
        };
        occurrence::in_order(&mut lines.occurrences);
        statement::in_order(&mut lines.statements);
        position::in_order(&mut lines.positions);
        forecast::in_order(&mut lines.forecasts);
        office::in_order(&mut lines.offices);
        // By the first article that is no copy.
        let place: BTreeMap<&Id, usize> =
            lines.originals.iter().enumerate().map(|(place, original)| (&original.article, place)).collect();
        lines.storylines.sort_by_key(|line| line.articles.iter().filter_map(|article| place.get(article)).min());
        Ok(lines)
    }

    fn originals(&self, archive: &Held) -> Result<Vec<Original>, StoreError> {
        let told = told(&self.path);
        let mut copies: BTreeMap<String, Vec<Copy>> = BTreeMap::new();
        let mut copied: BTreeSet<Id> = BTreeSet::new();
        let mut statement = self.connection.prepare("SELECT original, article, shared FROM copy").map_err(&told)?;
        let mut rows = statement.query([]).map_err(&told)?;
        while let Some(row) = rows.next().map_err(&told)? {
            let article = Id::written(row.get::<_, String>(1).map_err(&told)?);
            copied.insert(article.clone());
            let copy = Copy { article, shared: row.get(2).map_err(&told)? };
            copies.entry(row.get(0).map_err(&told)?).or_default().push(copy);
        }
        let first = archive.articles.iter().map(|article| &article.id).filter(|id| !copied.contains(id));
        let original = |id: &Id| {
            let mut copies = copies.remove(id.as_str()).unwrap_or_default();
            copies.sort_by_key(|copy| archive.article_at.get(&copy.article));
            Original { article: id.clone(), copies }
        };
        Ok(first.map(original).collect())
    }

    fn objects<T: DeserializeOwned>(&self, sql: &str) -> Result<Vec<T>, StoreError> {
        let mut objects = Vec::new();
        self.each(sql, |row| Ok(serde_json::from_str(row.get_ref(0)?.as_str()?).map(|object| objects.push(object))))?;
        Ok(objects)
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
