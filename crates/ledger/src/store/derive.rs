//! The tables that follow from what was read, for whoever asks the file in SQL.

use std::collections::BTreeMap;

use anchor::Period;
use rusqlite::{Transaction, TransactionBehavior, params};

use super::error::told;
use super::write::word;
use super::{Store, StoreError};
use crate::Ledger;
use crate::side::Side;

impl Store {
    /// Whether the derived tables follow from what the file holds now.
    pub fn is_derived(&self) -> Result<bool, StoreError> {
        let sql = "SELECT revision = derived FROM state";
        self.connection.query_row(sql, [], |row| row.get(0)).map_err(told(&self.path))
    }

    /// Fills the derived tables anew, where they do not follow from what the file holds now.
    pub fn derive(&mut self) -> Result<(), StoreError> {
        if self.is_derived()? {
            return Ok(());
        }
        let revision = "SELECT revision FROM state";
        let revision: i64 = self.connection.query_row(revision, [], |row| row.get(0)).map_err(told(&self.path))?;
        let ledger = self.ledger(None)?;
        let told = told(&self.path);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&told)?;
        fill(&transaction, &ledger).map_err(&told)?;
        // What another process put in meanwhile leaves the count ahead: the tables are then known to be behind.
        transaction.execute("UPDATE state SET derived = ?1", [revision]).map_err(&told)?;
        transaction.commit().map_err(&told)
    }
}

fn fill(transaction: &Transaction<'_>, ledger: &Ledger) -> rusqlite::Result<()> {
    transaction.execute_batch(
        "DELETE FROM occurrence; DELETE FROM report; DELETE FROM line; DELETE FROM actor; DELETE FROM copy; \
         DELETE FROM storyline; DELETE FROM storyline_article;",
    )?;
    let mut sides: BTreeMap<&Side, i64> = BTreeMap::new();
    let mut occurrence =
        transaction.prepare("INSERT INTO occurrence VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?;
    let mut report = transaction.prepare("INSERT OR IGNORE INTO report VALUES (?1, ?2, ?3)")?;
    for one in &ledger.occurrences {
        occurrence.execute(params![
            one.id.as_str(),
            one.kind,
            one.factuality.as_str(),
            one.date.map(|date| date.start.to_string()),
            one.date.map(|date| date.end.to_string()),
            one.place,
            one.reports.len() as i64,
            one.outlets as i64,
            one.independent as i64,
            json(one),
        ])?;
        for told in &one.reports {
            report.execute(params![one.id.as_str(), told.record.as_str(), told.origin])?;
        }
        for side in one.sides() {
            *sides.entry(side).or_default() += 1;
        }
    }
    let mut line = transaction.prepare("INSERT OR IGNORE INTO line VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for one in &ledger.statements {
        let (from, to) = (one.first.map(|day| day.to_string()), one.last.map(|day| day.to_string()));
        line.execute(params![one.id.as_str(), "statement", from, to, one.content, json(one)])?;
    }
    for one in &ledger.positions {
        let (from, to) = (one.first.map(|day| day.to_string()), one.last.map(|day| day.to_string()));
        line.execute(params![one.id.as_str(), "position", from, to, one.content, json(one)])?;
    }
    for one in &ledger.forecasts {
        let (from, to) = (one.made.map(|day| day.to_string()), one.until.map(|day| day.to_string()));
        line.execute(params![one.id.as_str(), "forecast", from, to, one.content, json(one)])?;
    }
    for one in &ledger.offices {
        let day = |period: Option<Period>| period.map(|period| period.start.to_string());
        let says = format!("{}: {} ({})", one.person, one.post, word(&one.status));
        line.execute(params![one.id.as_str(), "office", day(one.from), day(one.to), says, json(one)])?;
    }
    let mut actor = transaction.prepare("INSERT INTO actor VALUES (?1, ?2, ?3)")?;
    for (side, occurrences) in sides {
        actor.execute(params![side.key(), ledger.name(side), occurrences])?;
    }
    let mut storyline = transaction.prepare("INSERT INTO storyline VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    let mut member = transaction.prepare("INSERT OR IGNORE INTO storyline_article VALUES (?1, ?2)")?;
    for one in &ledger.storylines {
        let (from, to) = (one.first.map(|day| day.to_string()), one.last.map(|day| day.to_string()));
        storyline.execute(params![one.id.as_str(), from, to, one.title, one.articles.len() as i64, json(one)])?;
        for article in &one.articles {
            member.execute([article.as_str(), one.id.as_str()])?;
        }
    }
    let mut copy = transaction.prepare("INSERT OR IGNORE INTO copy VALUES (?1, ?2, ?3)")?;
    for original in &ledger.originals {
        for one in &original.copies {
            copy.execute(params![one.article.as_str(), original.article.as_str(), one.shared])?;
        }
    }
    Ok(())
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
