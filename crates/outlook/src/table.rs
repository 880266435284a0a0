//! The outlook's data files: lines of cells, `#` lines and the header line left out.

/// The rows of `table`, each with at least `columns` cells; missing cells are empty.
pub(crate) fn rows(table: &'static str, columns: usize) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.skip(1).map(move |line| {
        let mut cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        cells.resize(columns.max(cells.len()), "");
        cells
    })
}

/// The number that `table`, a file of the name `file`, sets for `name`.
///
/// # Panics
/// If the table has no such number: it is part of the program.
pub(crate) fn setting(file: &str, table: &'static str, name: &str) -> f64 {
    let row = rows(table, 2).find(|cells| cells[0] == name);
    row.and_then(|cells| cells[1].parse().ok()).unwrap_or_else(|| panic!("{file}: no number for {name}"))
}
