//! JSONL: one page or text a line.

use serde::Deserialize;
use serde_json::Value;

use super::stream::{self, Stream};
use super::{Body, Item, SourceError};
use crate::{Hints, MOST_BYTES};

/// A line's fields; others are ignored.
#[derive(Deserialize)]
struct Line {
    text: Option<String>,
    page: Option<String>,
    html: Option<String>,
    id: Option<Value>,
    url: Option<String>,
    title: Option<String>,
    published: Option<Value>,
    publisher: Option<String>,
    byline: Option<Value>,
}

/// The lines of one JSONL stream.
pub(super) struct Lines {
    stream: Stream,
    name: String,
    path: Option<String>,
    number: usize,
    line: Vec<u8>,
}

impl Lines {
    pub(super) fn new(stream: Stream, name: String, path: Option<String>) -> Self {
        Self { stream, name, path, number: 0, line: Vec::new() }
    }

    fn read(&self) -> Result<Item, String> {
        let line = self.line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.line);
        if !line.trim_ascii_start().starts_with(b"{") {
            return Err("no JSON object of an article: a line begins with { and ends with }".to_owned());
        }
        let line: Line = serde_json::from_slice(line).map_err(|error| {
            // Every line is a file of one line to the JSON reader: its line number would mislead.
            let words = error.to_string();
            let words = words.split(" at line ").next().unwrap_or(&words).to_owned();
            format!("no JSON object of an article: {words} at column {}", error.column())
        })?;
        let body = match (line.text, line.page.or(line.html)) {
            (Some(text), _) => Body::Text(text),
            (None, Some(page)) => Body::Page(page.into_bytes()),
            (None, None) => {
                return Err("neither `text` nor `page` nor `html`: one of them must hold the article".to_owned());
            }
        };
        let published = match line.published {
            None | Some(Value::Null) => None,
            Some(value) => Some(period(&value)?),
        };
        let hints = Hints {
            given_id: line.id.as_ref().and_then(words),
            url: line.url,
            path: self.path.clone(),
            title: line.title.filter(|title| !title.trim().is_empty()),
            publisher: line.publisher.filter(|publisher| !publisher.trim().is_empty()),
            byline: line.byline.map(names).unwrap_or_default(),
            published,
            // A JSON string is text already.
            charset: Some("utf-8".to_owned()),
            ..Hints::default()
        };
        Ok(Item { name: format!("{}:{}", self.name, self.number), body, hints })
    }
}

impl Iterator for Lines {
    type Item = Result<Item, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            // A page may take six bytes a character in JSON.
            let read = stream::read_line(&mut *self.stream, &mut self.line, MOST_BYTES.saturating_mul(6));
            let (any, cut) = match read {
                Ok(read) => read,
                Err(cause) => {
                    // What follows a broken place cannot be read either.
                    self.stream = Box::new(std::io::empty());
                    return Some(Err(SourceError::Unreadable { name: self.name.clone(), cause }));
                }
            };
            if !any {
                return None;
            }
            self.number += 1;
            if self.line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let item = if cut { Err("the line is too long to be read".to_owned()) } else { self.read() };
            return Some(item.map_err(|problem| SourceError::Line {
                name: self.name.clone(),
                line: self.number,
                problem,
            }));
        }
    }
}

/// A string, or a number written as one.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Names: a list, or one string with one or more of them.
fn names(value: Value) -> Vec<String> {
    match value {
        Value::String(words) => {
            let byline = crate::byline::read(&words, None, crate::Lists::built_in());
            if byline.names.is_empty() {
                vec![words].into_iter().filter(|words| !words.trim().is_empty()).collect()
            } else {
                byline.names
            }
        }
        Value::Array(values) => values.iter().filter_map(words).collect(),
        _ => Vec::new(),
    }
}

/// `published` as a date, a month, a year, two of them with a slash between, or a time stamp.
fn period(value: &Value) -> Result<anchor::Period, String> {
    let given = words(value).unwrap_or_else(|| value.to_string());
    let as_period = given.trim().parse().ok();
    as_period
        .or_else(|| crate::day::stamp::read(&given).map(|stamp| anchor::Period::day(stamp.date)))
        .ok_or_else(|| format!("`published` is {given:?}, which is no date: write 2018-06-12, 2018-06 or 2018"))
}
