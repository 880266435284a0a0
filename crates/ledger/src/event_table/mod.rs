//! Event tables made elsewhere (ICEWS, GDELT, POLECAT, a plain CSV) as events of their own source.
//!
//! [`EventTable::read`] goes through a table row by row in constant memory; a row that cannot be read is an error
//! value among the others. A row is what its maker counted, mostly a report: [`occurrences`] makes one line of rows
//! that tell of the same day, the same two parties and the same kind of act.

mod cameo;
mod layout;
mod occurrence;
mod row;
#[cfg(test)]
mod tests;

use std::io::Read;

pub(crate) use cameo::written;
use layout::Layout;
pub use layout::UnknownColumns;
pub use occurrence::occurrences;
pub use row::{TableEvent, TableParty};

/// Whose table it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The Integrated Crisis Early Warning System's tab files, 1995 to 2023.
    Icews,
    /// GDELT's event exports, version 1 (57 or 58 columns) or 2 (61 columns), without a header.
    Gdelt,
    /// The POLECAT tables that took ICEWS' place.
    Polecat,
    /// Any table with a header that names `date`, `source`, `event` and `target`, parted by commas, semicolons or tabs.
    Csv,
}

impl Format {
    /// As it is named in commands and as the source of records.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Icews => "icews",
            Self::Gdelt => "gdelt",
            Self::Polecat => "polecat",
            Self::Csv => "csv",
        }
    }

    /// The format called `name`.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Icews, Self::Gdelt, Self::Polecat, Self::Csv].into_iter().find(|format| format.as_str() == name)
    }
}

/// Why a table or a row of it cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// The file ended in the middle, is no UTF-8, or the like.
    #[error("the table cannot be read: {0}")]
    Unreadable(#[from] csv::Error),
    /// There is not even a first line.
    #[error("the table is empty")]
    Empty,
    /// A column that every table must have is missing.
    #[error(transparent)]
    Columns(#[from] UnknownColumns),
    /// One row has no day, or one that is no date.
    #[error("line {line}: {found:?} is no day; write 2018-06-12 or 20180612")]
    Day {
        /// The line of the file, counted from 1.
        line: u64,
        /// What stands there.
        found: String,
    },
    /// One row has too few cells.
    #[error("line {line}: {found} cells where {wanted} are needed")]
    Short {
        /// The line of the file, counted from 1.
        line: u64,
        /// Cells there are.
        found: usize,
        /// Cells there should be.
        wanted: usize,
    },
}

/// A table being read.
pub struct EventTable<R: Read> {
    records: csv::StringRecordsIntoIter<R>,
    /// The first row, where the table has no header.
    first: Option<csv::StringRecord>,
    layout: Layout,
    format: Format,
}

impl<R: Read> EventTable<R> {
    /// Begins to read `reader` as a table of `format`; told from its first line where none is given.
    pub fn read(mut reader: R, format: Option<Format>) -> Result<EventTable<impl Read>, TableError> {
        // The first line tells what parts the cells, before anything else can be known.
        let mut start = Vec::new();
        let mut byte = [0u8];
        while start.last() != Some(&b'\n') && start.len() < LONGEST_HEADER {
            if reader.read(&mut byte).map_err(csv::Error::from)? == 0 {
                break;
            }
            start.push(byte[0]);
        }
        let line = String::from_utf8_lossy(&start).into_owned();
        if line.trim().is_empty() {
            return Err(TableError::Empty);
        }
        let count = |part: char| line.matches(part).count();
        let between = if count('\t') > 0 {
            b'\t'
        } else if count(';') > count(',') {
            b';'
        } else {
            b','
        };
        let mut builder = csv::ReaderBuilder::new();
        // The makers of tab tables do not quote; a quotation mark in them is a character like any other.
        builder.has_headers(false).flexible(true).delimiter(between).quoting(between != b'\t');
        let mut records = builder.from_reader(std::io::Cursor::new(start).chain(reader)).into_records();
        let first = records.next().ok_or(TableError::Empty)??;
        let header: Vec<String> = first.iter().map(str::to_owned).collect();
        let headless = layout::gdelt(first.len()).filter(|_| first.get(1).is_some_and(|day| row::day(day).is_some()));
        let format = format.unwrap_or_else(|| match &headless {
            Some(_) => Format::Gdelt,
            None => layout::format_of(&header),
        });
        let (layout, first) = match (format, headless) {
            (Format::Gdelt, Some(layout)) => (layout, Some(first)),
            (Format::Gdelt, None) => {
                let found = format!("{} cells in the first line", first.len());
                return Err(UnknownColumns { wanted: "58 or 61 facts of a GDELT export", found }.into());
            }
            (format, _) => (layout::headed(format, &header)?, None),
        };
        Ok(EventTable { records, first, layout, format })
    }

    /// Whose table it is.
    pub fn format(&self) -> Format {
        self.format
    }
}

/// No header is longer than this many bytes.
const LONGEST_HEADER: usize = 1 << 16;

impl<R: Read> Iterator for EventTable<R> {
    type Item = Result<TableEvent, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let record = match self.first.take() {
                Some(record) => record,
                None => match self.records.next()? {
                    Ok(record) => record,
                    Err(error) => return Some(Err(error.into())),
                },
            };
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            // Rows of tables made from news often lack one of the two; they are no act between parties.
            if let Some(event) = row::event(&record, &self.layout, self.format).transpose() {
                return Some(event);
            }
        }
    }
}
