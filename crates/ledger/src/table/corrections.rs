//! The table of what people said.

use std::collections::BTreeSet;

use anchor::Id;
use serde_json::Value;

use super::CellType::{Count, Text};
use super::{Cell, Row, Table};
use crate::correction::Action;
use crate::ledger::Ledger;
use crate::select::Filter;

/// One row a thing that a person said of what `filter` asks for, in the order in which it was said. What is there no more,
/// being rejected or read otherwise, is asked for by no condition.
pub fn corrections<'l>(ledger: &'l Ledger, filter: &'l Filter) -> Table<'l> {
    let trace = ledger.trace();
    let spoken_of = spoken_of(ledger, filter);
    let asked_for = move |at: &usize| *filter == Filter::default() || spoken_of.contains(at);
    let asked_for = trace.all.iter().enumerate().filter(move |(at, _)| asked_for(at));
    Table::new(
        "corrections",
        "What a person said of what was read",
        &[
            ("number", Count, "In the order in which they were made"),
            ("at", Text, "When, UTC"),
            ("by", Text, "Who"),
            ("action", Text, "set, reject, confirm, merge, split"),
            ("target", Text, "The id that the person named"),
            ("field", Text, "Which field was set"),
            ("was", Text, "What it was"),
            ("value", Text, "What it is"),
            ("because", Text, "Why"),
            ("records", Text, "The records or the article that it was about"),
            ("holds", Text, "yes; no where none of them is there any more"),
        ],
        asked_for.map(move |(at, one)| {
            let (field, was, value) = match &one.action {
                Action::Set { field, was, value } => (Cell::text(field), cell(was), cell(value)),
                _ => (Cell::Empty, Cell::Empty, Cell::Empty),
            };
            let cells = vec![
                Cell::Count(one.number as usize),
                Cell::text(&one.at),
                Cell::text(&one.by),
                Cell::text(one.action.as_str()),
                Cell::text(one.target.as_str()),
                field,
                was,
                value,
                Cell::text(&one.because),
                Cell::list(one.anchors.iter().map(|anchor| anchor.id.as_str())),
                Cell::text(if trace.unplaced.contains(&at) { "no" } else { "yes" }),
            ];
            Row::new(one, cells)
        }),
    )
}

/// The places of what was said of records and articles that `filter` asks for.
fn spoken_of(ledger: &Ledger, filter: &Filter) -> BTreeSet<usize> {
    let taken = |id: &Id| {
        ledger.record(id).is_some_and(|record| filter.takes_record(&record, ledger))
            || ledger.article(id).is_some_and(|article| filter.takes_article(&article))
    };
    let places = ledger.trace().of.iter().filter(|(id, _)| taken(id));
    places.flat_map(|(_, places)| places).copied().collect()
}

fn cell(value: &Value) -> Cell {
    Cell::text(in_words(value))
}

/// A field's value as a person would write it.
pub fn in_words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(words) => words.clone(),
        Value::Array(parts) => parts.iter().map(in_words).collect::<Vec<String>>().join("; "),
        Value::Object(fields) => {
            let word = |name: &str| fields.get(name).and_then(Value::as_str);
            match (word("person").or(word("name")), word("start"), word("end"), word("code")) {
                (Some(name), _, _, Some(code)) => format!("{name} ({code})"),
                (Some(name), ..) => name.to_owned(),
                (None, Some(start), Some(end), _) if start == end => start.to_owned(),
                (None, Some(start), Some(end), _) => format!("{start}/{end}"),
                _ => value.to_string(),
            }
        }
        other => other.to_string(),
    }
}
