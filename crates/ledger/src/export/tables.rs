//! The ledger's own tables, as CSV or as JSON lines.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{ExportFile, Format, Resource};
use crate::ledger::Ledger;
use crate::select::Filter;
use crate::table::{self, CellType, Table};

/// Makes one resource a kind of thing and hands each over before the next is made; articles come last, for they are
/// those in which the rest stands.
pub(super) fn resources<E>(
    ledger: &Ledger,
    filter: &Filter,
    format: Format,
    each: &mut impl FnMut(Resource) -> Result<(), E>,
) -> Result<(), E> {
    let mut named: BTreeSet<String> = BTreeSet::new();
    let made: [fn(&Ledger, &Filter) -> Table; 9] = [
        table::events,
        table::statements,
        table::occurrences,
        table::positions,
        table::forecasts,
        table::offices,
        table::storylines,
        |ledger, _| table::corrections(ledger, &Filter::default()),
        table::said_of_calendar,
    ];
    for table in made.map(|make| move || make(ledger, filter)) {
        let table = table();
        names(&table, ledger, &mut named);
        each(resource(&table, format))?;
    }
    each(resource(&articles(ledger, filter, &named), format))
}

/// Adds the articles in which `table`'s rows stand.
fn names(table: &Table, ledger: &Ledger, named: &mut BTreeSet<String>) {
    for column in ["article", "record"] {
        let Some(at) = table.column(column) else { continue };
        for row in &table.rows {
            let id = anchor::Id::written(row[at].plain());
            let article = ledger.record(&id).map_or(&id, |record| &record.basis().article);
            named.insert(article.as_str().to_owned());
        }
    }
}

/// All articles, or those that are `named` where not everything is asked for.
fn articles(ledger: &Ledger, filter: &Filter, named: &BTreeSet<String>) -> Table {
    let mut articles = table::articles(ledger, &Filter::default());
    if *filter == Filter::default() {
        return articles;
    }
    let kept: Vec<bool> = articles.rows.iter().map(|row| named.contains(&row[0].plain())).collect();
    let mut keep = kept.iter().copied();
    articles.rows.retain(|_| keep.next().unwrap_or(false));
    let mut keep = kept.into_iter();
    articles.objects.retain(|_| keep.next().unwrap_or(false));
    articles
}

fn resource(table: &Table, format: Format) -> Resource {
    let (ending, body, fields, mediatype) = if format == Format::Csv {
        ("csv", table::csv(table), columns(table), "text/csv")
    } else {
        let mut body = String::new();
        for object in &table.objects {
            body.push_str(&object.to_string());
            body.push('\n');
        }
        ("jsonl", body, members(table), "application/jsonl")
    };
    let name = format!("{}.{ending}", table.name);
    let mut about = json!({
        "name": table.name,
        "path": name,
        "description": table.about,
        "format": ending,
        "mediatype": mediatype,
        "encoding": "utf-8",
        "schema": { "fields": fields, "missingValues": [""] },
    });
    if format == Format::Csv {
        about["profile"] = json!("tabular-data-resource");
        about["schema"]["primaryKey"] = json!([table.columns[0].name]);
        if table.column("article").is_some() {
            let key = json!({ "fields": "article", "reference": { "resource": "articles", "fields": "id" } });
            about["schema"]["foreignKeys"] = json!([key]);
        }
    }
    Resource { file: ExportFile { name, body, rows: table.rows.len() }, about }
}

fn columns(table: &Table) -> Vec<Value> {
    let field = |column: &table::Column| {
        let kind = match column.holds {
            CellType::Text => "string",
            CellType::Count => "integer",
            CellType::Number => "number",
            CellType::Day => "date",
        };
        json!({ "name": column.name, "type": kind, "description": column.about })
    };
    table.columns.iter().map(field).collect()
}

/// The members of a table's objects with their types, by name.
fn members(table: &Table) -> Vec<Value> {
    let mut types: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for object in table.objects.iter().filter_map(Value::as_object) {
        for (name, value) in object {
            let kind = match value {
                Value::Null => continue,
                Value::Bool(_) => "boolean",
                Value::Number(_) => "number",
                Value::String(_) => "string",
                Value::Array(_) => "array",
                Value::Object(_) => "object",
            };
            types.entry(name).or_default().insert(kind);
        }
    }
    let field = |(name, kinds): (&str, BTreeSet<&str>)| {
        let kind = if kinds.len() == 1 { kinds.into_iter().next() } else { None };
        json!({ "name": name, "type": kind.unwrap_or("any") })
    };
    types.into_iter().map(field).collect()
}
