//! Tables as CSV that spreadsheets open safely.
//!
//! As in RFC 4180, with a line feed at the end of a line. A cell of words that begins with `=`, `+`, `-`, `@`, a
//! tab or a carriage return would be run as a formula by a spreadsheet: it is given an apostrophe before it.
//! Numbers and days are left as they are.

use super::{Cell, Table};

/// `table` as CSV, its column names on the first line.
pub fn csv(table: &Table) -> String {
    let mut out = String::new();
    let names: Vec<String> = table.columns.iter().map(|column| column.name.to_owned()).collect();
    line(&mut out, names);
    for row in &table.rows {
        line(&mut out, row.iter().map(safe));
    }
    out
}

fn line(out: &mut String, cells: impl IntoIterator<Item = String>) {
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
    use crate::table::CellType;

    #[test]
    fn formulas_are_words() {
        let mut table = Table::new("t", "", &[("a", CellType::Text, ""), ("b", CellType::Number, "")]);
        for words in ["=HYPERLINK(\"x\")", "+1", "-2+3", "@SUM(A1)", "\tx", "talks, \"frank\"\nand long", "plain"] {
            table.push(&(), vec![Cell::text(words), Cell::Number(-3.5)]);
        }
        let expected = "a,b\n\"'=HYPERLINK(\"\"x\"\")\",-3.5\n'+1,-3.5\n'-2+3,-3.5\n'@SUM(A1),-3.5\n'\tx,-3.5\n\
                        \"talks, \"\"frank\"\"\nand long\",-3.5\nplain,-3.5\n";
        assert_eq!(csv(&table), expected);
    }
}
