//! Tables as CSV that spreadsheets open safely.
//!
//! As in RFC 4180, with a line feed at the end of a line. A cell of words that begins with `=`, `+`, `-`, `@`, a
//! tab or a carriage return would be run as a formula by a spreadsheet: it is given an apostrophe before it.
//! Numbers and days are left as they are.

use std::io::{self, Write};

use super::{Cell, Column, Table};

/// Writes `table` as CSV, its column names on the first line.
///
/// # Errors
/// What `out` fails with.
pub fn csv(table: Table<'_>, out: &mut impl Write) -> io::Result<()> {
    out.write_all(heading(&table.columns).as_bytes())?;
    for row in table.rows {
        out.write_all(line(&row.cells).as_bytes())?;
    }
    Ok(())
}

/// The first line: the names of `columns`.
pub fn heading(columns: &[Column]) -> String {
    joined(columns.iter().map(|column| column.name.to_owned()))
}

/// The line of one row.
pub fn line(cells: &[Cell]) -> String {
    joined(cells.iter().map(safe))
}

fn joined(cells: impl IntoIterator<Item = String>) -> String {
    let mut out = String::new();
    for (n, cell) in cells.into_iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push('\n');
    out
}

/// A cell that no spreadsheet takes for a formula.
fn safe(cell: &Cell) -> String {
    let plain = cell.plain();
    match cell {
        Cell::Text(_) | Cell::List(_) if plain.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{plain}"),
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{CellType, Row};

    #[test]
    fn formulas_are_words() {
        let words = ["=HYPERLINK(\"x\")", "+1", "-2+3", "@SUM(A1)", "\tx", "talks, \"frank\"\nand long", "plain"];
        let rows = words.into_iter().map(|words| Row::new((), vec![Cell::text(words), Cell::Number(-3.5)]));
        let table = Table::new("t", "", &[("a", CellType::Text, ""), ("b", CellType::Number, "")], rows);
        let mut out = Vec::new();
        csv(table, &mut out).unwrap();
        let expected = "a,b\n\"'=HYPERLINK(\"\"x\"\")\",-3.5\n'+1,-3.5\n'-2+3,-3.5\n'@SUM(A1),-3.5\n'\tx,-3.5\n\
                        \"talks, \"\"frank\"\"\nand long\",-3.5\nplain,-3.5\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
