//! Pages into the file, each wholly or not at all.

use std::collections::BTreeMap;

use anchor::{Id, Period};
use coding::record::{Office, Party, Record};
use page::Article;
use rusqlite::{OptionalExtension as _, Transaction, TransactionBehavior, params};
use serde_json::Value;

use super::error::told;
use super::{Store, StoreError};
use crate::side::Side;

/// What pages were read with.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Versions {
    /// Version of the program.
    pub program: String,
    /// Name and version of the English model.
    pub model: String,
    /// Hash of all data files.
    pub data: String,
    /// The table by which words of likelihood were read.
    pub likelihood: String,
}

/// The number of a set of versions in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run(i64);

/// By what a page is known again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageKey {
    /// Hash of its bytes and of what its source says of it.
    pub key: String,
    /// As messages call it.
    pub name: String,
}

/// One page as it was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The page.
    pub page: PageKey,
    /// Its article.
    pub article: Article,
    /// The records read in it.
    pub records: Vec<Record>,
}

/// What became of a page that was put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// Its article is new.
    New,
    /// Its article was there, read by other versions, and was replaced.
    Again,
    /// Its article was there already.
    Known,
}

impl Store {
    /// The number of `versions` in this file.
    pub fn run(&mut self, versions: &Versions) -> Result<Run, StoreError> {
        let told = told(&self.path);
        let Versions { program, model, data, likelihood } = versions;
        let find = "SELECT number FROM run WHERE program = ?1 AND model = ?2 AND data = ?3 AND likelihood = ?4";
        let values = params![program, model, data, likelihood];
        let found = self.connection.query_row(find, values, |row| row.get(0)).optional().map_err(&told)?;
        if let Some(number) = found {
            return Ok(Run(number));
        }
        let add = "INSERT INTO run (program, model, data, likelihood) VALUES (?1, ?2, ?3, ?4)";
        self.connection.execute(add, values).map_err(&told)?;
        Ok(Run(self.connection.last_insert_rowid()))
    }

    /// Whether `page` was read before, by the versions of `run`.
    pub fn knows(&self, page: &PageKey, run: Run) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM page WHERE key = ?1 AND name = ?2 AND run = ?3";
        let mut statement = self.connection.prepare_cached(sql).map_err(told(&self.path))?;
        statement.exists(params![page.key, page.name, run.0]).map_err(told(&self.path))
    }

    /// Puts pages in, all in one transaction; when this returns, all of them are on the disk.
    ///
    /// # Errors
    /// Where it fails, none of `readings` is in the file, and what was there before still is.
    pub fn put(&mut self, run: Run, readings: &[Reading]) -> Result<Vec<Put>, StoreError> {
        let told = told(&self.path);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&told)?;
        let mut done = Vec::with_capacity(readings.len());
        for reading in readings {
            done.push(put(&transaction, run, reading).map_err(&told)?);
        }
        transaction.commit().map_err(&told)?;
        Ok(done)
    }
}

fn put(transaction: &Transaction<'_>, run: Run, reading: &Reading) -> rusqlite::Result<Put> {
    let id = reading.article.id.as_str();
    let fields = fields(&reading.article);
    let there: Option<(i64, String)> = transaction
        .prepare_cached("SELECT run, fields FROM article WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (put, write) = match &there {
        None => (Put::New, true),
        Some((read_by, _)) if *read_by != run.0 => (Put::Again, true),
        // Two pages of one content differ in name or address: which comes first must not matter.
        Some((_, known)) => (Put::Known, fields < *known),
    };
    if write {
        transaction.prepare_cached("DELETE FROM article WHERE id = ?1")?.execute([id])?;
        insert_article(transaction, run, &reading.article, &fields)?;
        let mut records: BTreeMap<&Id, (String, &Record)> = BTreeMap::new();
        for record in &reading.records {
            let json = json(record);
            let known = records.entry(record.id()).or_insert_with(|| (json.clone(), record));
            if json < known.0 {
                *known = (json, record);
            }
        }
        for (json, record) in records.into_values() {
            insert_record(transaction, id, record, &json)?;
        }
    }
    let changed = remember(transaction, run, &reading.page, id)?;
    if write || changed {
        transaction.prepare_cached("UPDATE state SET revision = revision + 1")?.execute([])?;
    }
    Ok(put)
}

/// Notes that `page` gave the article `id`; an article that no page gives any more goes. Whether that took one away.
fn remember(transaction: &Transaction<'_>, run: Run, page: &PageKey, id: &str) -> rusqlite::Result<bool> {
    let before: Option<String> = transaction
        .prepare_cached("SELECT article FROM page WHERE key = ?1 AND name = ?2")?
        .query_row([&page.key, &page.name], |row| row.get(0))
        .optional()?;
    transaction
        .prepare_cached("INSERT OR REPLACE INTO page (key, name, article, run) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![page.key, page.name, id, run.0])?;
    transaction.prepare_cached("DELETE FROM succession WHERE old = ?1")?.execute([id])?;
    let Some(old) = before.filter(|old| old != id) else { return Ok(false) };
    if transaction.prepare_cached("SELECT 1 FROM page WHERE article = ?1")?.exists([&old])? {
        return Ok(false);
    }
    transaction.prepare_cached("DELETE FROM article WHERE id = ?1")?.execute([&old])?;
    transaction
        .prepare_cached("INSERT OR REPLACE INTO succession (old, new) VALUES (?1, ?2)")?
        .execute([old.as_str(), id])?;
    Ok(true)
}

fn insert_article(transaction: &Transaction<'_>, run: Run, article: &Article, fields: &str) -> rusqlite::Result<()> {
    let days = article.published.period;
    transaction
        .prepare_cached(
            "INSERT INTO article (id, run, published_from, published_to, published_basis, publisher, title, type, \
             republished_from, url, path, text, dropped, fields) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            article.id.as_str(),
            run.0,
            days.map(|days| days.start.to_string()),
            days.map(|days| days.end.to_string()),
            word(&article.published.basis),
            article.publisher,
            article.title,
            word(&article.kind),
            article.republished_from,
            article.url,
            article.path,
            article.text,
            json(&article.dropped),
            fields,
        ])?;
    Ok(())
}

fn insert_record(transaction: &Transaction<'_>, article: &str, record: &Record, json: &str) -> rusqlite::Result<()> {
    let basis = record.basis();
    let (kind, days, factuality, issue) = indexed(record);
    transaction
        .prepare_cached(
            "INSERT INTO record (id, article, kind, sentence, start, type, factuality, issue, day_from, day_to, \
             confidence, quote, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            record.id().as_str(),
            article,
            record.kind(),
            basis.sentence as i64,
            basis.evidence.start as i64,
            kind,
            factuality,
            issue,
            days.map(|days| days.start.to_string()),
            days.map(|days| days.end.to_string()),
            basis.confidence,
            basis.evidence.quote,
            json,
        ])?;
    let number = transaction.last_insert_rowid();
    for (role, party) in roles(record) {
        transaction
            .prepare_cached(
                "INSERT INTO party (record, role, side, code, name, person) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![number, role, Side::of(party).key(), party.code, party.name, party.person])?;
    }
    Ok(())
}

/// What of a record has columns of its own: type, days, factuality, issue.
fn indexed(record: &Record) -> (Option<String>, Option<Period>, Option<&'static str>, Option<&str>) {
    match record {
        Record::Event(event) => {
            let days = event.date.as_ref().map(|date| date.period);
            (Some(event.kind.clone()), days, Some(event.factuality.as_str()), None)
        }
        Record::Statement(_) => (None, None, None, None),
        Record::Position(position) => {
            (Some(position.stance.as_str().to_owned()), position.as_of, None, position.issue.as_deref())
        }
        Record::Forecast(forecast) => {
            let until = forecast.horizon.as_ref().and_then(|horizon| horizon.end);
            (Some(word(&forecast.outcome)), until.map(Period::day), None, None)
        }
        Record::Office(office) => (Some(word(&office.status)), tenure(office), None, None),
    }
}

/// From the first to the last day that a record of a post names.
fn tenure(office: &Office) -> Option<Period> {
    match (office.from, office.to) {
        (Some(from), Some(to)) => Period::range(from.start, to.end),
        (from, to) => from.or(to),
    }
}

/// The parties to a record, each with its part in it.
pub(super) fn roles(record: &Record) -> Vec<(&'static str, &Party)> {
    fn all<'r>(role: &'static str, parties: &'r [Party]) -> impl Iterator<Item = (&'static str, &'r Party)> {
        parties.iter().map(move |party| (role, party))
    }
    match record {
        Record::Event(event) => all("actor", &event.actor).chain(all("recipient", &event.recipient)).collect(),
        Record::Position(position) => all("holder", &position.holder).chain(all("toward", &position.toward)).collect(),
        Record::Forecast(forecast) => all("subject", &forecast.subject).collect(),
        Record::Office(office) => vec![("person", &office.person)],
        Record::Statement(_) => Vec::new(),
    }
}

/// An article as JSON, without its text and what was dropped, which have columns of their own.
fn fields(article: &Article) -> String {
    let mut value = serde_json::to_value(article).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        fields.remove("text");
        fields.remove("dropped");
    }
    value.to_string()
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The word by which a plain enum is printed.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}
