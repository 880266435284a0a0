//! Tables for people: columns by the width of their characters, fitted to the terminal.

use std::io::IsTerminal;

use ledger::table::{Cell, Table};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Columns where the output is no terminal.
const WIDTH: usize = 160;
/// The least that the last column is given.
const LEAST: usize = 20;
/// Spaces between columns.
const GAP: usize = 2;

/// How wide `out` is, in columns.
pub(crate) fn width(out: &impl IsTerminal) -> usize {
    let size = out.is_terminal().then(terminal_size::terminal_size).flatten();
    size.map_or(WIDTH, |(terminal_size::Width(width), _)| width.into())
}

/// The columns `shown` of `table` (name, heading, the most it may be wide), no line wider than `width`; what does not
/// fit is cut. Columns in which all cells are empty are left out.
pub(crate) fn table(table: Table<'_>, shown: &[(&str, &str, usize)], width: usize, styled: bool) -> String {
    let places: Vec<Option<usize>> = shown.iter().map(|(name, ..)| table.column(name)).collect();
    // Of each column its lines, whether any has a value, and whether all are figures.
    let mut all: Vec<(Vec<String>, bool, bool)> =
        shown.iter().map(|(_, heading, _)| (vec![(*heading).to_owned()], false, true)).collect();
    let mut rows = 0;
    for row in table.rows {
        rows += 1;
        for ((lines, filled, right), at) in all.iter_mut().zip(&places) {
            let cell = at.map_or(&Cell::Empty, |at| &row.cells[at]);
            *filled |= *cell != Cell::Empty;
            *right &= matches!(cell, Cell::Count(_) | Cell::Number(_) | Cell::Empty);
            // No column is wider than the line.
            lines.push(cut(&visible(&cell.plain()), width.max(LEAST)));
        }
    }
    if rows == 0 {
        return format!("no {}\n", table.name);
    }
    let mut columns: Vec<(Vec<String>, usize, bool)> = Vec::new();
    for ((lines, filled, right), (_, _, most)) in all.into_iter().zip(shown) {
        if filled {
            let widest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
            columns.push((lines, widest.min(*most), right));
        }
    }
    fit(&mut columns, width);
    let mut out = String::new();
    for n in 0..=rows {
        let mut line = String::new();
        for (i, (lines, width, right)) in columns.iter().enumerate() {
            if i > 0 {
                line.push_str(&" ".repeat(GAP));
            }
            let cell = cut(&lines[n], *width);
            let space = " ".repeat(width.saturating_sub(cell.width()));
            line.push_str(&if *right { space + &cell } else { cell + &space });
        }
        let (start, end) = if n == 0 && styled { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        out.extend([start, line.trim_end(), end, "\n"]);
    }
    out
}

/// Narrows columns until a line fits: first the last one, which takes what is left, then the widest.
fn fit(columns: &mut [(Vec<String>, usize, bool)], width: usize) {
    let taken = |columns: &[(Vec<String>, usize, bool)]| {
        columns.iter().map(|(_, width, _)| width).sum::<usize>() + GAP * columns.len().saturating_sub(1)
    };
    let Some((last, others)) = columns.split_last_mut() else { return };
    let before = taken(others) + if others.is_empty() { 0 } else { GAP };
    let natural = last.0.iter().map(|line| line.width()).max().unwrap_or(0);
    last.1 = natural.min(width.saturating_sub(before).max(LEAST));
    while taken(columns) > width {
        let Some(widest) = columns.iter_mut().skip(1).max_by_key(|(_, width, _)| *width) else { return };
        if widest.1 <= 4 {
            return;
        }
        widest.1 -= 1;
    }
}

/// `text` on one line, of characters that only show: nothing in it can steer a terminal.
pub(crate) fn visible(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        word.chars().filter(|c| c.width().is_some_and(|width| width > 0) || is_joined(*c)).collect::<String>()
    });
    words.collect::<Vec<String>>().join(" ")
}

/// Marks that stand on the letter before them.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}' | '\u{FE0F}')
}

/// `text` no wider than `width`; an ellipsis shows that it was cut.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if cut.width() + c.width().unwrap_or(0) + 1 > width {
            break;
        }
        cut.push(c);
    }
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use ledger::table::Row;

    use super::*;

    /// A table of statements with these speakers and contents, as it is printed.
    fn printed(rows: &[[&str; 2]], width: usize) -> String {
        let ledger = ledger::Ledger::new(Vec::new(), Vec::new(), None);
        let filter = ledger::Filter::default();
        let mut table = ledger::table::statements(&ledger, &filter);
        let places = ["speaker", "content"].map(|name| table.column(name).expect("statements have the column"));
        let row = |row: &[&str; 2]| {
            let mut cells = vec![Cell::Empty; table.columns.len()];
            for (&place, words) in places.iter().zip(row) {
                cells[place] = Cell::Text((*words).to_owned());
            }
            Row::new((), cells)
        };
        let rows: Vec<Row<'_>> = rows.iter().map(row).collect();
        table.rows = Box::new(rows.into_iter());
        super::table(table, &[("speaker", "who", 30), ("content", "says", 80)], width, false)
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let rows = [
            ["北朝鮮の外務省", "협상은 끝났다. The talks are over, and nobody knows when they will be taken up again."],
            ["Ri", "No."],
        ];
        for width in [40, 60, 80, 120] {
            let text = printed(&rows, width);
            assert!(text.lines().all(|line| line.width() <= width), "{width}:\n{text}");
            assert!(text.contains("北朝鮮") && text.contains("No."), "{text}");
        }
    }

    #[test]
    fn a_page_cannot_steer_the_terminal() {
        assert_eq!(visible("calm\u{1b}[31m red\u{7}\n\tend\u{202e}"), "calm[31m red end");
        assert_eq!(cut("unification", 6), "unifi…");
    }
}
