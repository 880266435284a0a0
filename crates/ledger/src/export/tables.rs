//! The ledger's own tables, as CSV or as JSON lines.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use anchor::Id;
use serde_json::{Value, json};

use super::{Folder, Format, Out};
use crate::ledger::Ledger;
use crate::select::Filter;
use crate::table::{self, CellType, Column, Row, Table};

/// A table of what is asked for.
type Make = for<'l> fn(&'l Ledger, &'l Filter) -> Table<'l>;

/// Writes one table a kind of thing; articles come last, for they are those in which the rest stands.
pub(super) fn write<F: Folder>(
    ledger: &Ledger,
    filter: &Filter,
    format: Format,
    out: &mut Out<'_, F>,
) -> Result<(), F::Error> {
    let everything = Filter::default();
    let asked_for: [Make; 7] = [
        table::events,
        table::statements,
        table::occurrences,
        table::positions,
        table::forecasts,
        table::offices,
        table::storylines,
    ];
    let mut named: BTreeSet<Id> = BTreeSet::new();
    for make in asked_for {
        let table = make(ledger, filter);
        // Where everything is asked for, all articles are.
        let columns = ["article", "record"].map(|name| table.column(name).filter(|_| *filter != everything));
        one(table, format, out, |row| {
            for column in columns.into_iter().flatten() {
                let id = Id::written(row.cells[column].plain());
                let article = ledger.record(&id).map(|record| record.basis().article.clone());
                named.insert(article.unwrap_or(id));
            }
        })?;
    }
    one(table::corrections(ledger, &everything), format, out, |_| {})?;
    one(table::said_of_calendar(ledger, filter), format, out, |_| {})?;
    let mut articles = table::articles(ledger, &everything);
    if *filter != everything {
        let is_named = move |row: &Row<'_>| named.contains(&Id::written(row.cells[0].plain()));
        articles.rows = Box::new(articles.rows.filter(is_named));
    }
    one(articles, format, out, |_| {})
}

/// Writes one table; `see` is shown each of its rows.
fn one<F: Folder>(
    table: Table<'_>,
    format: Format,
    out: &mut Out<'_, F>,
    mut see: impl FnMut(&Row<'_>),
) -> Result<(), F::Error> {
    let Table { name, about, columns, mut rows } = table;
    let (ending, mediatype) = if format == Format::Csv { ("csv", "text/csv") } else { ("jsonl", "application/jsonl") };
    let path = format!("{name}.{ending}");
    let mut members = Members::default();
    out.make(&path, &mut |file: &mut dyn Write| -> io::Result<usize> {
        let mut written = 0;
        if format == Format::Csv {
            file.write_all(table::heading(&columns).as_bytes())?;
        }
        for row in &mut rows {
            see(&row);
            if format == Format::Csv {
                file.write_all(table::line(&row.cells).as_bytes())?;
            } else {
                let object = row.json();
                members.see(&object);
                writeln!(file, "{object}")?;
            }
            written += 1;
        }
        Ok(written)
    })?;
    let fields = if format == Format::Csv { fields(&columns) } else { members.fields() };
    let mut told = json!({
        "name": name,
        "path": path,
        "description": about,
        "format": ending,
        "mediatype": mediatype,
        "encoding": "utf-8",
        "schema": { "fields": fields, "missingValues": [""] },
    });
    if format == Format::Csv {
        told["profile"] = json!("tabular-data-resource");
        told["schema"]["primaryKey"] = json!([columns[0].name]);
        if columns.iter().any(|column| column.name == "article") {
            let key = json!({ "fields": "article", "reference": { "resource": "articles", "fields": "id" } });
            told["schema"]["foreignKeys"] = json!([key]);
        }
    }
    out.resources.push(told);
    Ok(())
}

fn fields(columns: &[Column]) -> Vec<Value> {
    let field = |column: &Column| {
        let kind = match column.holds {
            CellType::Text => "string",
            CellType::Count => "integer",
            CellType::Number => "number",
            CellType::Day => "date",
        };
        json!({ "name": column.name, "type": kind, "description": column.about })
    };
    columns.iter().map(field).collect()
}

/// The members of a table's objects with their types, by name.
#[derive(Default)]
struct Members(BTreeMap<String, BTreeSet<&'static str>>);

impl Members {
    fn see(&mut self, object: &Value) {
        for (name, value) in object.as_object().into_iter().flatten() {
            let kind = match value {
                Value::Null => continue,
                Value::Bool(_) => "boolean",
                Value::Number(_) => "number",
                Value::String(_) => "string",
                Value::Array(_) => "array",
                Value::Object(_) => "object",
            };
            match self.0.get_mut(name) {
                Some(kinds) => kinds.insert(kind),
                None => self.0.entry(name.clone()).or_default().insert(kind),
            };
        }
    }

    fn fields(self) -> Vec<Value> {
        let field = |(name, kinds): (String, BTreeSet<&str>)| {
            let kind = if kinds.len() == 1 { kinds.into_iter().next() } else { None };
            json!({ "name": name, "type": kind.unwrap_or("any") })
        };
        self.0.into_iter().map(field).collect()
    }
}
