//! The table of what people said.

use serde_json::Value;

use super::CellType::{Count, Text};
use super::{Cell, Table};
use crate::correction::Action;
use crate::ledger::Ledger;

/// One row a thing that a person said, in the order in which it was said.
pub fn corrections(ledger: &Ledger) -> Table {
    let mut table = Table::new(
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
    );
    let trace = ledger.trace();
    for (at, one) in trace.all.iter().enumerate() {
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
        table.push(one, cells);
    }
    table
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
