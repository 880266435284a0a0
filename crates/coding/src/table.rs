//! Data files as tables: tab-separated lines, a first line of column names, `#` lines for the reader.
//!
//! Invariant: every row has a value, perhaps empty, for every column.

use std::fmt;

/// A data file that cannot be read: which one, where, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
    /// The file, as the user or the program names it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub problem: String,
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.file, self.line, self.problem)
    }
}

impl std::error::Error for DataError {}

/// One row of a data file.
#[derive(Clone, Debug)]
pub struct Row<'t> {
    file: &'t str,
    /// The line it stands on, from 1.
    pub line: usize,
    columns: &'t [&'t str],
    values: Vec<&'t str>,
}

impl<'t> Row<'t> {
    /// The value of column `name`; empty if the file has no such column.
    pub fn get(&self, name: &str) -> &'t str {
        self.columns.iter().position(|&column| column == name).map_or("", |i| self.values[i])
    }

    /// The words of column `name` that commas part.
    pub fn list(&self, name: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(name).split(',').map(str::trim).filter(|word| !word.is_empty())
    }

    /// An error about this row.
    pub fn error(&self, problem: impl Into<String>) -> DataError {
        DataError { file: self.file.to_owned(), line: self.line, problem: problem.into() }
    }
}

/// Reads the rows of `text`, the contents of `file`, and hands each to `read`.
pub fn rows(
    file: &str,
    text: &str,
    needed: &[&str],
    mut read: impl FnMut(&Row<'_>) -> Result<(), DataError>,
) -> Result<(), DataError> {
    let error = |line, problem| DataError { file: file.to_owned(), line, problem };
    let mut lines = text
        .lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line.trim_end_matches('\r')))
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    let Some((first, header)) = lines.next() else {
        return Err(error(1, "it has no line of column names".to_owned()));
    };
    let columns: Vec<&str> = header.split('\t').map(str::trim).collect();
    if let Some(missing) = needed.iter().find(|name| !columns.contains(name)) {
        return Err(error(first, format!("the column {missing:?} is missing; the columns here are {columns:?}")));
    }
    for (line, words) in lines {
        let mut values: Vec<&str> = words.split('\t').map(str::trim).collect();
        if values.len() > columns.len() {
            return Err(error(line, format!("it has {} values for {} columns", values.len(), columns.len())));
        }
        values.resize(columns.len(), "");
        read(&Row { file, line, columns: &columns, values })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_where_it_is_wrong() {
        let mut seen = Vec::new();
        rows("a.tsv", "# note\nword\teffect\nplan\tplanned\n", &["word"], |row| {
            seen.push((row.get("word").to_owned(), row.get("effect").to_owned(), row.get("none").to_owned()));
            Ok(())
        })
        .unwrap();
        assert_eq!(seen, [("plan".to_owned(), "planned".to_owned(), String::new())]);

        let error = rows("a.tsv", "word\nplan\textra\n", &["word"], |_| Ok(())).unwrap_err();
        assert_eq!(error.to_string(), "a.tsv, line 2: it has 2 values for 1 columns");
        assert!(rows("a.tsv", "", &[], |_| Ok(())).is_err());
        assert!(rows("a.tsv", "word\n", &["effect"], |_| Ok(())).is_err());
    }
}
