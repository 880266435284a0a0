//! The ledger in the formats that other tools read, each with a description of what it holds.
//!
//! An export is a few files, one of them `datapackage.json` (Frictionless Data Package): columns with types and
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

use std::borrow::Cow;
use std::io::{self, Write};

use anchor::{Period, Precision};
use coding::record::{Party, Record};
use page::Article;
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

/// Where the files of an export are made.
pub trait Folder {
    /// Why a file could not be made.
    type Error;

    /// Makes the file `name` of what `fill` writes; `fill` returns how many rows that is, where it has rows.
    ///
    /// # Errors
    /// Where the file cannot be made, or `fill` fails.
    fn make(&mut self, name: &str, fill: &mut Fill<'_>) -> Result<(), Self::Error>;
}

/// Writes a file and returns how many rows it wrote.
pub type Fill<'f> = dyn FnMut(&mut dyn Write) -> io::Result<Option<usize>> + 'f;

/// Makes the files of an export of what `filter` asks for in `folder`, one after the other and row by row;
/// `datapackage.json` comes last.
///
/// # Errors
/// What `folder` fails with; nothing is made after that.
pub fn export<F: Folder>(
    ledger: &Ledger,
    filter: &Filter,
    format: Format,
    about: &About,
    folder: &mut F,
) -> Result<(), F::Error> {
    let mut out = Out { ledger, folder, resources: Vec::new() };
    match format {
        Format::Jsonl | Format::Csv => tables::write(ledger, filter, format, &mut out)?,
        Format::Plover => plover::write(ledger, filter, about, &mut out)?,
        Format::Gdelt => gdelt::write(ledger, filter, &mut out)?,
        Format::Icews => icews::write(ledger, filter, &mut out)?,
    }
    let body = package::package(&out.resources, about);
    out.folder.make("datapackage.json", &mut |file| file.write_all(body.as_bytes()).map(|()| None))
}

/// An export in the making.
struct Out<'e, F> {
    ledger: &'e Ledger,
    folder: &'e mut F,
    /// What `datapackage.json` will say of the files made so far.
    resources: Vec<Value>,
}

impl<F: Folder> Out<'_, F> {
    /// Makes the file `name`, unless what it is made from turns out to be damaged.
    fn make(&mut self, name: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<usize>) -> Result<(), F::Error> {
        let pages = self.ledger.pages();
        self.folder.make(name, &mut |file| {
            let rows = fill(file)?;
            pages.sound().map_err(io::Error::other)?;
            Ok(Some(rows))
        })
    }
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
    /// Writes the acts that `filter` asks for, each with the cells that `row` gives it.
    fn write<F: Folder>(
        &self,
        ledger: &Ledger,
        filter: &Filter,
        out: &mut Out<'_, F>,
        row: impl Fn(&Act<'_>) -> Option<Vec<String>>,
    ) -> Result<(), F::Error> {
        let Self { name, file, columns, heading } = *self;
        let mut left_out = 0;
        out.make(file, &mut |out| {
            let mut rows = 0;
            if heading {
                writeln!(out, "{}", columns.iter().map(|(name, _)| *name).collect::<Vec<&str>>().join("\t"))?;
            }
            for occurrence in ledger.occurrences().iter().filter(|one| filter.takes_occurrence(one, ledger)) {
                if !occurrence.factuality.is_fact() {
                    continue;
                }
                let Some(day) = occurrence.date.and_then(day) else {
                    left_out += 1;
                    continue;
                };
                for cells in acts(occurrence, day).iter().filter_map(&row) {
                    writeln!(out, "{}", cells.join("\t"))?;
                    rows += 1;
                }
            }
            Ok(rows)
        })?;
        let fields: Vec<Value> = columns.iter().map(|(name, kind)| json!({ "name": name, "type": kind })).collect();
        let description = format!(
            "Occurrences told as fact, one row a pair of sides; {left_out} whose day is not known are left out"
        );
        out.resources.push(json!({
            "name": name, "path": file, "profile": "tabular-data-resource", "format": "tsv",
            "description": description,
            "mediatype": "text/tab-separated-values", "encoding": "utf-8",
            "dialect": { "delimiter": "\t", "header": heading, "quoteChar": "\u{1}" },
            "schema": { "fields": fields, "missingValues": [""] },
        }));
        Ok(())
    }
}

/// One side acting toward another in one occurrence: a row of the older formats.
struct Act<'a> {
    occurrence: &'a Occurrence,
    day: jiff::civil::Date,
    source: Option<&'a Side>,
    target: Option<&'a Side>,
}

/// The acts of an occurrence that was on `day`, one a pair of sides.
fn acts(occurrence: &Occurrence, day: jiff::civil::Date) -> Vec<Act<'_>> {
    let act = |source, target| Act { occurrence, day, source, target };
    let mutual = occurrence.recipient.is_empty() && occurrence.actor.len() > 1;
    let targets: Vec<Option<&Side>> = if mutual {
        Vec::new()
    } else if occurrence.recipient.is_empty() {
        vec![None]
    } else {
        occurrence.recipient.iter().map(Some).collect()
    };
    let mut acts = Vec::new();
    for (n, source) in occurrence.actor.iter().enumerate() {
        let others =
            occurrence.actor.iter().enumerate().filter(|(at, _)| mutual && *at != n).map(|(_, side)| Some(side));
        acts.extend(targets.iter().copied().chain(others).map(|target| act(Some(source), target)));
    }
    if occurrence.actor.is_empty() {
        acts.extend(targets.iter().copied().map(|target| act(None, target)));
    }
    acts
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
fn party(ledger: &Ledger, occurrence: &Occurrence, side: &Side) -> Option<Party> {
    let rank = |party: &Party| (party.person.is_some(), party.code.is_none());
    let mut best: Option<Party> = None;
    for record in occurrence.reports.iter().filter_map(|report| ledger.record(&report.record)) {
        for party in parties(&record).filter(|party| Side::of(party) == *side) {
            if best.as_ref().is_none_or(|best| rank(party) < rank(best)) {
                best = Some(party.clone());
            }
        }
        if best.as_ref().is_some_and(|best| rank(best) == (false, false)) {
            break;
        }
    }
    best
}

/// The first report of an occurrence, with its article.
fn best<'l>(ledger: &'l Ledger, occurrence: &Occurrence) -> Option<(Cow<'l, Record>, Cow<'l, Article>)> {
    let record = ledger.record(&occurrence.reports.first()?.record)?;
    let article = ledger.article(&record.basis().article)?;
    Some((record, article))
}

/// A cell of a table whose columns are parted by tabs.
fn tab_safe(words: &str) -> String {
    words.split_whitespace().collect::<Vec<&str>>().join(" ")
}
