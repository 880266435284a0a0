//! Articles and records by their words.

use std::collections::BTreeSet;

use anchor::Id;

use super::error::told;
use super::{Store, StoreError};

/// The articles and records that hold the words looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Ids of articles whose title or text holds them.
    pub articles: BTreeSet<String>,
    /// Ids of records whose evidence holds them.
    pub records: BTreeSet<String>,
}

impl Found {
    /// Whether the record or article `id` holds the words.
    pub fn has(&self, id: &Id) -> bool {
        self.articles.contains(id.as_str()) || self.records.contains(id.as_str())
    }
}

impl Store {
    /// Which articles and records hold all of `words`, whatever their endings and case; words between quotation marks
    /// are looked for as they stand next to each other.
    pub fn search(&self, words: &str) -> Result<Found, StoreError> {
        let query = query(words);
        let mut found = Found::default();
        if query.is_empty() {
            return Ok(found);
        }
        let ids = |sql: &str| -> rusqlite::Result<BTreeSet<String>> {
            self.connection.prepare(sql)?.query_map([&query], |row| row.get(0))?.collect()
        };
        let articles =
            "SELECT id FROM article WHERE number IN (SELECT rowid FROM article_words WHERE article_words MATCH ?1)";
        let records =
            "SELECT id FROM record WHERE number IN (SELECT rowid FROM record_words WHERE record_words MATCH ?1)";
        found.articles = ids(articles).map_err(told(&self.path))?;
        found.records = ids(records).map_err(told(&self.path))?;
        Ok(found)
    }
}

/// `words` as a query that means nothing but these words: operators of the query language are words too.
fn query(words: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (n, stretch) in words.split('"').enumerate() {
        if n % 2 == 1 {
            parts.push(stretch.to_owned());
        } else {
            parts.extend(stretch.split_whitespace().map(str::to_owned));
        }
    }
    let has_word = |part: &&String| part.chars().any(char::is_alphanumeric);
    parts.iter().filter(has_word).map(|part| format!("\"{part}\"")).collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_words_alone() {
        assert_eq!(query("missile OR ( \"state media\" NEAR*"), r#""missile" "OR" "state media" "NEAR*""#);
        assert_eq!(query("  - \" \" "), "");
    }
}
