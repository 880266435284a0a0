//! `datapackage.json`: what an export holds, in the words of the Frictionless Data Package.

use serde_json::{Value, json};

use super::About;

/// How cells are written that a spreadsheet would run.
const SAFETY: &str = "In CSV a cell of words that begins with =, +, -, @, a tab or a carriage return has an apostrophe before it, so \
     that no spreadsheet runs it. Several values in one cell are parted by '; '. An empty cell is unknown or none.";

/// The description of an export.
pub(super) fn package(resources: &[Value], about: &About) -> String {
    let licence = match &about.licence {
        Some(name) => json!({ "name": name }),
        None => json!({
            "name": "other-closed",
            "title": "No licence was named. Quoted words belong to those who published them.",
        }),
    };
    let package = json!({
        "profile": "data-package",
        "name": "standoff-ledger",
        "title": "The ledger of a dispute",
        "description": format!("Records read from news by standoff, and the real things they report. {SAFETY}"),
        "licenses": [licence],
        "sources": [{ "title": "Articles as listed; each record names the one it stands in" }],
        "standoff": about,
        "resources": resources,
    });
    let mut text = serde_json::to_string_pretty(&package).unwrap_or_default();
    text.push('\n');
    text
}
