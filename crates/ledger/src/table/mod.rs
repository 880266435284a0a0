//! The ledger as tables: one row a thing, one cell a fact, the same columns wherever a table is printed or exported.
//!
//! A [`Table`] knows its columns' names, types and meaning, so that an export can say what it holds. Cells are values,
//! not words: who prints them decides how.

mod calendar;
mod corrections;
mod csv;
mod lines;
mod over_time;
mod pages;

use std::collections::BTreeSet;

use anchor::Id;
use serde_json::Value;

use crate::ledger::Ledger;
use crate::side::Side;

pub use calendar::calendar;
pub(crate) use calendar::said_of_calendar;
pub use corrections::{corrections, in_words};
pub use csv::{csv, heading, line};
pub use lines::{occurrences, storylines};
pub use over_time::{forecasts, offices, positions, statements};
pub use pages::{articles, events};

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Unknown, or none.
    Empty,
    /// Words.
    Text(String),
    /// Several words or names.
    List(Vec<String>),
    /// A count.
    Count(usize),
    /// A number.
    Number(f64),
    /// A day, month or year, as exactly as it is known.
    Day(String),
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellType {
    /// Words; of a list, parted by `"; "`.
    Text,
    /// A whole number.
    Count,
    /// A number.
    Number,
    /// A day as 2018-06-12.
    Day,
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name: small letters and underscores.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: CellType,
    /// What that means, for the reader.
    pub about: &'static str,
}

/// A column's name, what its cells hold, and what that means.
type ColumnAbout = (&'static str, CellType, &'static str);

/// Rows under columns. Rows are made one after the other as they are asked for, so that a table may be as long as it likes.
pub struct Table<'l> {
    /// Its name, in the plural: `occurrences`.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// Its columns; the first identifies a row.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Box<dyn Iterator<Item = Row<'l>> + 'l>,
}

/// One row: cells for people, and the object from which they were made for programs.
pub struct Row<'l> {
    /// A cell for each column.
    pub cells: Vec<Cell>,
    object: Box<dyn Object + 'l>,
}

/// What can be handed out as JSON.
trait Object {
    fn json(&self) -> Value;
}

impl<T: serde::Serialize> Object for T {
    fn json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

impl<'l> Row<'l> {
    /// The row of `object`.
    pub fn new(object: impl serde::Serialize + 'l, cells: Vec<Cell>) -> Self {
        Self { cells, object: Box::new(object) }
    }

    /// The object that it was made from.
    pub fn json(&self) -> Value {
        self.object.json()
    }
}

impl<'l> Table<'l> {
    fn new(
        name: &'static str,
        about: &'static str,
        columns: &[ColumnAbout],
        rows: impl Iterator<Item = Row<'l>> + 'l,
    ) -> Self {
        let columns: Vec<Column> = columns.iter().map(|&(name, holds, about)| Column { name, holds, about }).collect();
        let count = columns.len();
        let rows = rows.inspect(move |row| debug_assert_eq!(row.cells.len(), count, "{name}: a cell for each column"));
        Self { name, about, columns, rows: Box::new(rows) }
    }

    /// Where the column called `name` stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    fn some(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    fn list<T: Into<String>>(parts: impl IntoIterator<Item = T>) -> Self {
        let parts: Vec<String> = parts.into_iter().map(Into::into).filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { Self::Empty } else { Self::List(parts) }
    }

    fn day(day: Option<jiff::civil::Date>) -> Self {
        day.map_or(Self::Empty, |day| Self::Day(day.to_string()))
    }

    /// In words, on one line.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Day(text) => text.clone(),
            Self::List(parts) => parts.join("; "),
            Self::Count(count) => count.to_string(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// The columns of when an act was; [`days`] makes their cells.
const DATE: [ColumnAbout; 4] = [
    ("date", CellType::Text, "When, as exactly as it is known: 2018-06-12, 2018-06, 2018, or two with a slash"),
    ("date_start", CellType::Day, "First day on which it can have been"),
    ("date_end", CellType::Day, "Last day on which it can have been"),
    ("date_precision", CellType::Text, "day, range, month or year"),
];

/// The columns of what PLOVER says of an act, after its type.
const ACT: [ColumnAbout; 4] = [
    ("mode", CellType::Text, "PLOVER modes"),
    ("context", CellType::Text, "PLOVER contexts"),
    ("quad", CellType::Count, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    ("score", CellType::Number, "PLOVER score, -10 to 10"),
];

/// The cells of a time: as it is written, first day, last day, precision.
fn days(period: Option<anchor::Period>) -> [Cell; 4] {
    match period {
        None => [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty],
        Some(period) => [
            Cell::text(period.to_string()),
            Cell::Day(period.start.to_string()),
            Cell::Day(period.end.to_string()),
            Cell::text(crate::select::word(&period.precision)),
        ],
    }
}

fn keys(sides: &[Side]) -> Cell {
    Cell::list(sides.iter().map(Side::key))
}

fn names(sides: &[Side], ledger: &Ledger) -> Cell {
    Cell::list(sides.iter().map(|side| ledger.name(side)))
}

/// What the column of a person's edits holds.
const EDITED: &str = "What a person said of it: fields that were set, confirmed, merged, split";

/// What people said of any of `ids`.
fn edited<'i>(ledger: &Ledger, ids: impl IntoIterator<Item = &'i Id>) -> Cell {
    let words: BTreeSet<&str> = ids.into_iter().flat_map(|id| ledger.trace().words(id)).collect();
    Cell::list(words)
}

/// A chain of sources, outermost first, as it is read: `Harbour Post ← a former envoy`.
pub fn chain(sources: &[coding::record::Source]) -> String {
    let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    names.join(" ← ")
}
