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
    for page in pages(input) {
        let page = page?;
        lines.articles.extend(page.article);
        lines.records.extend(page.records);
    }
    Ok(lines)
}

/// The lines of one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The number of its first line, from 1.
    pub line: usize,
    /// The article; nothing where records come before any article.
    pub article: Option<Article>,
    /// The records that follow it.
    pub records: Vec<Record>,
}

/// The pages of `input` one by one, each an article and the records that follow it.
pub fn pages(input: impl BufRead) -> impl Iterator<Item = Result<Page, LinesError>> {
    let mut lines = input.lines().enumerate();
    let mut next = Page::default();
    let mut ended = false;
    std::iter::from_fn(move || {
        while !ended {
            let Some((number, line)) = lines.next() else {
                ended = true;
                break;
            };
            let number = number + 1;
            match line.map_err(|source| LinesError::Read { line: number, source }).and_then(|line| one(&line, number)) {
                Ok(Some(Line::Article(article))) => {
                    let page = Page { line: number, article: Some(*article), records: Vec::new() };
                    let last = std::mem::replace(&mut next, page);
                    if last.article.is_some() || !last.records.is_empty() {
                        return Some(Ok(last));
                    }
                }
                Ok(Some(Line::Record(record))) => next.records.push(*record),
                Ok(None) => {}
                Err(error) => {
                    ended = true;
                    next = Page::default();
                    return Some(Err(error));
                }
            }
        }
        let last = std::mem::take(&mut next);
        (last.article.is_some() || !last.records.is_empty()).then_some(Ok(last))
    })
}

enum Line {
    Article(Box<Article>),
    Record(Box<Record>),
}

fn one(line: &str, number: usize) -> Result<Option<Line>, LinesError> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    let json = |source| LinesError::Json { line: number, source };
    Ok(match serde_json::from_str::<Kind>(line).map_err(json)?.kind.as_str() {
        "article" => Some(Line::Article(Box::new(serde_json::from_str(line).map_err(json)?))),
        "event" | "statement" | "position" | "forecast" | "office" => {
            Some(Line::Record(Box::new(serde_json::from_str(line).map_err(json)?)))
        }
        _ => None,
    })
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
