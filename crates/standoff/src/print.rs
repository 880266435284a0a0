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
pub(crate) fn table(table: &Table, shown: &[(&str, &str, usize)], width: usize, styled: bool) -> String {
    if table.rows.is_empty() {
        return format!("no {}\n", table.name);
    }
    let mut columns: Vec<(Vec<String>, usize, bool)> = Vec::new();
    for &(name, heading, most) in shown {
        let Some(at) = table.column(name) else { continue };
        let cells: Vec<&Cell> = table.rows.iter().map(|row| &row[at]).collect();
        if cells.iter().all(|cell| **cell == Cell::Empty) {
            continue;
        }
        let right = cells.iter().all(|cell| matches!(cell, Cell::Count(_) | Cell::Number(_) | Cell::Empty));
        let mut lines = vec![heading.to_owned()];
        lines.extend(cells.iter().map(|cell| visible(&cell.plain())));
        let widest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
        columns.push((lines, widest.min(most), right));
    }
    fit(&mut columns, width);
    let mut out = String::new();
    for n in 0..=table.rows.len() {
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
    use super::*;

    fn names(rows: &[[&str; 2]]) -> Table {
        let ledger = ledger::Ledger::new(Vec::new(), Vec::new(), None);
        let mut table = ledger::table::statements(&ledger, &ledger::Filter::default());
        let places = ["speaker", "content"].map(|name| table.column(name).expect("statements have the column"));
        for row in rows {
            let mut cells = vec![Cell::Empty; table.columns.len()];
            for (&place, words) in places.iter().zip(row) {
                cells[place] = Cell::Text((*words).to_owned());
            }
            table.rows.push(cells);
        }
        table
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let table = names(&[
            ["北朝鮮の外務省", "협상은 끝났다. The talks are over, and nobody knows when they will be taken up again."],
            ["Ri", "No."],
        ]);
        for width in [40, 60, 80, 120] {
            let text = super::table(&table, &[("speaker", "who", 30), ("content", "says", 80)], width, false);
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
