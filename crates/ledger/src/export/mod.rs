//! The ledger in the formats that other tools read, each with a description of what it holds.
//!
//! An export is a list of files, one of them `datapackage.json` (Frictionless Data Package): columns with types and
//! meaning, licence, and the versions of program, model and data. It is a function of the ledger and the filter alone, so
//! that the same ledger always gives the same bytes.
//!
//! | format | files |
//! |---|---|
//! | `jsonl` | one file a kind of thing, one JSON object a line, as `standoff annotate` and `standoff list` print them |
//! | `csv` | the same as tables |
//! | `plover` | occurrences as PLOVER JSON |
//! | `gdelt` | occurrences told as fact as a GDELT 2.0 event table: 61 columns, no heading |
//! | `icews` | occurrences told as fact as an ICEWS table: 20 columns |

mod cameo;
mod gdelt;
mod icews;
mod package;
mod plover;
mod tables;
#[cfg(test)]
mod tests;

use anchor::{Period, Precision};
use coding::record::{Party, Record};
use serde::Serialize;
use serde_json::{Value, json};

use crate::ledger::Ledger;
use crate::occurrence::Occurrence;
use crate::select::Filter;
use crate::side::{Side, parties};
use crate::store::Versions;

/// How a ledger is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// Tables.
    Csv,
    /// PLOVER JSON.
    Plover,
    /// A GDELT 2.0 event table.
    Gdelt,
    /// An ICEWS table.
    Icews,
}

/// What an export says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct About {
    /// The licence that its owner gives it: an SPDX or Open Definition identifier.
    pub licence: Option<String>,
    /// Version of the program that writes it.
    pub program: String,
    /// With what its articles were read.
    pub read_with: Vec<Versions>,
    /// The day for which it was asked.
    pub as_of: Option<jiff::civil::Date>,
    /// The filters, as they were given on the command line.
    pub filter: Vec<String>,
}

/// One file of an export.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportFile {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub body: String,
    /// Rows in it.
    pub rows: usize,
}

/// A file and what `datapackage.json` says of it.
struct Resource {
    file: ExportFile,
    about: Value,
}

/// Makes the files of an export of what `filter` asks for and hands them over one by one, so that no two of them need to
/// be held at once; `datapackage.json` comes last.
///
/// # Errors
/// What `each` fails with; nothing is made after that.
pub fn export<E>(
    ledger: &Ledger,
    filter: &Filter,
    format: Format,
    about: &About,
    mut each: impl FnMut(ExportFile) -> Result<(), E>,
) -> Result<(), E> {
    let mut told: Vec<Value> = Vec::new();
    let mut hand_over = |resource: Resource| {
        told.push(resource.about);
        each(resource.file)
    };
    match format {
        Format::Jsonl | Format::Csv => tables::resources(ledger, filter, format, &mut hand_over)?,
        Format::Plover => hand_over(plover::resource(ledger, filter, about))?,
        Format::Gdelt => hand_over(gdelt::resource(ledger, filter))?,
        Format::Icews => hand_over(icews::resource(ledger, filter))?,
    }
    let body = package::package(&told, about);
    each(ExportFile { name: "datapackage.json".to_owned(), body, rows: 0 })
}

/// A table of acts in one of the older formats: columns parted by tabs, quotation marks without meaning.
struct TabTable<'c> {
    name: &'static str,
    file: &'static str,
    /// Columns with their types.
    columns: &'c [(&'c str, &'c str)],
    /// Whether the first line names the columns.
    heading: bool,
}

impl TabTable<'_> {
    /// The table of the acts that `filter` asks for, each with the cells that `row` gives it.
    fn resource(&self, ledger: &Ledger, filter: &Filter, row: impl Fn(&Act<'_>) -> Option<Vec<String>>) -> Resource {
        let Self { name, file, columns, heading } = *self;
        let (acts, left_out) = acts(ledger, filter);
        let mut body = String::new();
        let mut rows = 0;
        if heading {
            body.push_str(&columns.iter().map(|(name, _)| *name).collect::<Vec<&str>>().join("\t"));
            body.push('\n');
        }
        for cells in acts.iter().filter_map(row) {
            body.push_str(&cells.join("\t"));
            body.push('\n');
            rows += 1;
        }
        let fields: Vec<Value> = columns.iter().map(|(name, kind)| json!({ "name": name, "type": kind })).collect();
        let description = format!(
            "Occurrences told as fact, one row a pair of sides; {left_out} whose day is not known are left out"
        );
        let about = json!({
            "name": name, "path": file, "profile": "tabular-data-resource", "format": "tsv",
            "description": description,
            "mediatype": "text/tab-separated-values", "encoding": "utf-8",
            "dialect": { "delimiter": "\t", "header": heading, "quoteChar": "\u{1}" },
            "schema": { "fields": fields, "missingValues": [""] },
        });
        Resource { file: ExportFile { name: file.to_owned(), body, rows }, about }
    }
}

/// One side acting toward another in one occurrence: a row of the older formats.
struct Act<'a> {
    occurrence: &'a Occurrence,
    day: jiff::civil::Date,
    source: Option<&'a Side>,
    target: Option<&'a Side>,
}

/// The occurrences told as fact whose day is known to within a week, one act a pair of sides, and how many were left
/// out for want of a day.
fn acts<'a>(ledger: &'a Ledger, filter: &Filter) -> (Vec<Act<'a>>, usize) {
    let mut left_out = 0;
    let mut acts = Vec::new();
    for occurrence in ledger.occurrences.iter().filter(|one| filter.takes_occurrence(one, ledger)) {
        if !occurrence.factuality.is_fact() {
            continue;
        }
        let Some(day) = occurrence.date.and_then(day) else {
            left_out += 1;
            continue;
        };
        let act = |source, target| Act { occurrence, day, source, target };
        let mutual = occurrence.recipient.is_empty() && occurrence.actor.len() > 1;
        let targets: Vec<Option<&Side>> = if mutual {
            Vec::new()
        } else if occurrence.recipient.is_empty() {
            vec![None]
        } else {
            occurrence.recipient.iter().map(Some).collect()
        };
        for (n, source) in occurrence.actor.iter().enumerate() {
            let others =
                occurrence.actor.iter().enumerate().filter(|(at, _)| mutual && *at != n).map(|(_, side)| Some(side));
            acts.extend(targets.iter().copied().chain(others).map(|target| act(Some(source), target)));
        }
        if occurrence.actor.is_empty() {
            acts.extend(targets.iter().copied().map(|target| act(None, target)));
        }
    }
    (acts, left_out)
}

/// The day on which something was: its first, where that is known to within a week.
fn day(period: Period) -> Option<jiff::civil::Date> {
    let exact = match period.precision {
        Precision::Day => true,
        Precision::Range => period.start.saturating_add(jiff::ToSpan::days(7)) > period.end,
        Precision::Month | Precision::Year => false,
    };
    exact.then_some(period.start)
}

/// The party by which an occurrence's reports name `side`, the state or group itself before its people.
fn party<'l>(ledger: &'l Ledger, occurrence: &Occurrence, side: &Side) -> Option<&'l Party> {
    let records = occurrence.reports.iter().filter_map(|report| ledger.record(&report.record));
    let named = records.flat_map(parties).filter(|party| Side::of(party) == *side);
    named.min_by_key(|party| (party.person.is_some(), party.code.is_none()))
}

/// The first report of an occurrence, with its article.
fn best<'l>(ledger: &'l Ledger, occurrence: &Occurrence) -> Option<(&'l Record, &'l page::Article)> {
    let record = ledger.record(&occurrence.reports.first()?.record)?;
    Some((record, ledger.article(&record.basis().article)?))
}

/// A cell of a table whose columns are parted by tabs.
fn tab_safe(words: &str) -> String {
    words.split_whitespace().collect::<Vec<&str>>().join(" ")
}
