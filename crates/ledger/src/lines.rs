//! Articles and records from the lines that `annotate` writes.
//!
//! One JSON object a line, told apart by `kind`. Lines of other layers (tokens, times, actors) are passed over, so
//! that any output of `annotate` makes a ledger.

use std::io::BufRead;

use coding::record::Record;
use page::Article;
use serde::Deserialize;

/// What a stream of lines holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// Its articles, in order.
    pub articles: Vec<Article>,
    /// Its records, in order.
    pub records: Vec<Record>,
}

/// A line could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LinesError {
    /// The stream broke off.
    #[error("line {line}: {source}")]
    Read {
        /// Its number, from 1.
        line: usize,
        /// What went wrong.
        source: std::io::Error,
    },
    /// The line is no article and no record.
    #[error("line {line} is not what `standoff annotate` writes: {source}")]
    Json {
        /// Its number, from 1.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
}

#[derive(Deserialize)]
struct Kind {
    #[serde(default)]
    kind: String,
}

/// Whether a stream whose first line is `line` is what `annotate` writes.
pub fn begins(line: &str) -> bool {
    serde_json::from_str::<Kind>(line).is_ok_and(|line| line.kind == "article")
}

/// Reads all lines of `input`; empty ones are passed over.
pub fn read(input: impl BufRead) -> Result<Lines, LinesError> {
    let mut lines = Lines::default();
    for (number, line) in input.lines().enumerate() {
        let number = number + 1;
        let line = line.map_err(|source| LinesError::Read { line: number, source })?;
        if line.trim().is_empty() {
            continue;
        }
        let json = |source| LinesError::Json { line: number, source };
        match serde_json::from_str::<Kind>(&line).map_err(json)?.kind.as_str() {
            "article" => lines.articles.push(serde_json::from_str(&line).map_err(json)?),
            "event" | "statement" | "position" | "forecast" | "office" => {
                lines.records.push(serde_json::from_str(&line).map_err(json)?);
            }
            _ => {}
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{article, event, party};

    #[test]
    fn what_is_written_is_read_back() {
        let page = article("Harbour Post", "2019-05-05", "North Korea fired rockets on Saturday.");
        let launch =
            event(&page, "MOBILIZE", &[party("North Korea", "PRK")], &[], Some("2019-05-04"), &page.text, "fired");
        let mut written = serde_json::to_value(&page).unwrap();
        written["kind"] = "article".into();
        let record = Record::Event(launch);
        let text = format!("{written}\n\n{{\"kind\":\"token\"}}\n{}\n", serde_json::to_string(&record).unwrap());
        let lines = read(text.as_bytes()).unwrap();
        assert_eq!((lines.articles, lines.records), (vec![page], vec![record]));
    }

    #[test]
    fn a_broken_line_is_named() {
        let error = read("{\"kind\":\"token\"}\n{\"kind\":\"event\"}\n".as_bytes()).unwrap_err();
        assert!(error.to_string().starts_with("line 2 is not what"), "{error}");
    }
}
