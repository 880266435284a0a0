//! The tables that follow from what was read, for whoever asks the file in SQL.
//!
//! They are made from [`Filed`], one row after the other, and set down in temporary tables first: nobody else has to wait
//! until the last one is there, and nothing is held in memory that could be set down.

use std::collections::{BTreeMap, BTreeSet};

use anchor::Period;
use rusqlite::{Connection, Statement, Transaction, TransactionBehavior, params};

use super::error::told;
use super::filed::Filed;
use super::write::word;
use super::{Store, StoreError};
use crate::archive::Archive;
use crate::copies::{self, Text};
use crate::merged::maker;
use crate::occurrence::{self, Occurrence};
use crate::outlets::Outlets;
use crate::side::{Names, Side};
use crate::storyline::{self, Storyline, Ties};
use crate::{forecast, office, position, statement};

/// The derived tables.
const TABLES: [&str; 8] =
    ["occurrence", "report", "line", "actor", "copy", "storyline", "storyline_article", "unanchored"];

impl Store {
    /// Whether the derived tables are what this program would make of what the file holds now.
    pub fn is_derived(&self) -> Result<bool, StoreError> {
        let sql = "SELECT revision = derived AND derived_by IS ?1 FROM state";
        self.connection.query_row(sql, [maker()], |row| row.get(0)).map_err(told(&self.path))
    }

    /// Fills the derived tables anew, where they do not follow from what the file holds now.
    pub fn derive(&mut self) -> Result<(), StoreError> {
        if self.is_derived()? {
            return Ok(());
        }
        let told = told(&self.path);
        self.temporary(true).map_err(&told)?;
        let derived = self.set_down().and_then(|revision| self.take_over(revision).map_err(&told));
        self.temporary(false).map_err(&told)?;
        derived
    }

    /// Makes or drops the tables in which rows are set down.
    fn temporary(&self, make: bool) -> rusqlite::Result<()> {
        for table in TABLES {
            self.connection.execute_batch(&format!("DROP TABLE IF EXISTS temp.new_{table}"))?;
            if make {
                let sql = format!("CREATE TEMP TABLE new_{table} AS SELECT * FROM main.{table} WHERE false");
                self.connection.execute_batch(&sql)?;
            }
        }
        Ok(())
    }

    /// Sets down what follows from one state of the file, whoever writes meanwhile; returns that state's count.
    fn set_down(&self) -> Result<i64, StoreError> {
        let told = told(&self.path);
        let filed = Filed::open(Self::open(&self.path)?, None)?;
        // Nothing but temporary tables is written.
        let transaction = self.connection.unchecked_transaction().map_err(&told)?;
        fill(&self.connection, &filed).map_err(&told)?;
        filed.fault().map_or(Ok(()), Err)?;
        transaction.commit().map_err(&told)?;
        filed.revision()
    }

    /// Puts what was set down in the place of what the derived tables held.
    fn take_over(&mut self, revision: i64) -> rusqlite::Result<()> {
        let transaction: Transaction<'_> = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for table in TABLES {
            let sql =
                format!("DELETE FROM main.{table}; INSERT OR IGNORE INTO main.{table} SELECT * FROM temp.new_{table}");
            transaction.execute_batch(&sql)?;
        }
        // What another process put in meanwhile leaves the count ahead: the tables are then known to be behind.
        transaction.execute("UPDATE state SET derived = ?1, derived_by = ?2", params![revision, maker()])?;
        transaction.commit()
    }
}

/// Sets down everything that follows from `filed`, stage by stage.
fn fill(connection: &Connection, filed: &Filed) -> rusqlite::Result<()> {
    let texts = copies::texts(filed);
    let text_of = copies::text_of(&texts, filed.pages().len());
    fill_copies(connection, filed, &texts)?;
    let mut unanchored = connection.prepare("INSERT INTO new_unanchored VALUES (?1)")?;
    for row in filed.unanchored() {
        unanchored.execute([row])?;
    }
    let outlets = Outlets::of(filed, &texts);
    let mut rows = Rows::new(connection)?;
    let mut ties = Ties::default();
    let mut done = Ok(());
    occurrence::occurrences(filed, &text_of, &outlets, &filed.said().groups, |summed| {
        ties.note(&summed, &text_of);
        if done.is_ok() {
            done = rows.occurrence(&summed.occurrence);
        }
    });
    done?;
    rows.actors(connection, &Names::of(filed))?;
    let mut done = Ok(());
    storyline::storylines(filed, &texts, &text_of, ties, |line| {
        if done.is_ok() {
            done = rows.storyline(&line);
        }
    });
    done?;
    fill_lines(connection, filed, &outlets)
}

fn fill_copies(connection: &Connection, filed: &Filed, texts: &[Text]) -> rusqlite::Result<()> {
    let mut copy = connection.prepare("INSERT INTO new_copy VALUES (?1, ?2, ?3)")?;
    for original in texts.iter().filter(|text| !text.copies.is_empty()).map(|text| text.original(filed)) {
        for one in &original.copies {
            copy.execute(params![one.article.as_str(), original.article.as_str(), one.shared])?;
        }
    }
    Ok(())
}

/// Where occurrences and storylines are set down as they come.
struct Rows<'c> {
    occurrence: Statement<'c>,
    report: Statement<'c>,
    storyline: Statement<'c>,
    member: Statement<'c>,
    /// In how many occurrences each side takes part.
    sides: BTreeMap<Side, i64>,
}

impl<'c> Rows<'c> {
    fn new(connection: &'c Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            occurrence: connection
                .prepare("INSERT INTO new_occurrence VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?,
            report: connection.prepare("INSERT INTO new_report VALUES (?1, ?2, ?3)")?,
            storyline: connection.prepare("INSERT INTO new_storyline VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?,
            member: connection.prepare("INSERT INTO new_storyline_article VALUES (?1, ?2)")?,
            sides: BTreeMap::new(),
        })
    }

    fn occurrence(&mut self, one: &Occurrence) -> rusqlite::Result<()> {
        self.occurrence.execute(params![
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
            self.report.execute(params![one.id.as_str(), told.record.as_str(), told.origin])?;
        }
        for side in one.sides() {
            *self.sides.entry(side.clone()).or_default() += 1;
        }
        Ok(())
    }

    fn storyline(&mut self, one: &Storyline) -> rusqlite::Result<()> {
        let (from, to) = (one.first.map(|day| day.to_string()), one.last.map(|day| day.to_string()));
        let pages = one.articles.len() as i64;
        self.storyline.execute(params![one.id.as_str(), from, to, one.title, pages, json(one)])?;
        for article in &one.articles {
            self.member.execute([article.as_str(), one.id.as_str()])?;
        }
        Ok(())
    }

    fn actors(&self, connection: &Connection, names: &Names) -> rusqlite::Result<()> {
        let mut actor = connection.prepare("INSERT INTO new_actor VALUES (?1, ?2, ?3)")?;
        let all: BTreeSet<&Side> = names.sides().chain(self.sides.keys()).collect();
        for side in all {
            let occurrences = self.sides.get(side).copied().unwrap_or(0);
            actor.execute(params![side.key(), names.get(side), occurrences])?;
        }
        Ok(())
    }
}

/// Statements, positions, forecasts and offices, kind by kind.
fn fill_lines(connection: &Connection, filed: &Filed, outlets: &Outlets) -> rusqlite::Result<()> {
    let mut line = connection.prepare("INSERT INTO new_line VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    let mut done = Ok(0);
    statement::statements(filed, outlets, |one| {
        if done.is_ok() {
            let (from, to) = (one.first.map(|day| day.to_string()), one.last.map(|day| day.to_string()));
            done = line.execute(params![one.id.as_str(), "statement", from, to, one.content, json(&one)]);
        }
    });
    done?;
    for one in position::positions(filed, outlets) {
        let (from, to) = (one.first.map(|day| day.to_string()), one.last.map(|day| day.to_string()));
        line.execute(params![one.id.as_str(), "position", from, to, one.content, json(&one)])?;
    }
    for one in forecast::forecasts(filed, outlets) {
        let (from, to) = (one.made.map(|day| day.to_string()), one.until.map(|day| day.to_string()));
        line.execute(params![one.id.as_str(), "forecast", from, to, one.content, json(&one)])?;
    }
    for one in office::offices(filed, outlets) {
        let day = |period: Option<Period>| period.map(|period| period.start.to_string());
        let says = format!("{}: {} ({})", one.person, one.post, word(&one.status));
        line.execute(params![one.id.as_str(), "office", day(one.from), day(one.to), says, json(&one)])?;
    }
    Ok(())
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
