//! The table of named dates.

use super::CellType::{Day, Text};
use super::{Cell, Row, Table};
use crate::calendar::CalendarEntry;
use crate::ledger::Ledger;
use crate::select::Filter;

/// One row a named date that `filter` asks for: by country, kind and day.
pub fn calendar<'l>(ledger: &'l Ledger, filter: &'l Filter) -> Table<'l> {
    made(ledger, ledger.calendar().iter().filter(|entry| filter.takes_date(entry)))
}

/// The same, of those that a person added or rejected.
pub(crate) fn said_of_calendar<'l>(ledger: &'l Ledger, filter: &'l Filter) -> Table<'l> {
    let said = ledger.calendar().iter().filter(|entry| entry.added.is_some() || entry.rejected);
    made(ledger, said.filter(|entry| filter.takes_date(entry)))
}

fn made<'l>(ledger: &'l Ledger, entries: impl Iterator<Item = &'l CalendarEntry> + 'l) -> Table<'l> {
    Table::new(
        "calendar",
        "A date that goes by a name, by which pages are read",
        &[
            ("id", Text, "Hash of what follows"),
            ("name", Text, "What readers call it"),
            ("words", Text, "Its names in texts"),
            ("country", Text, "ISO 3166 alpha-3 of the country it belongs to"),
            ("kind", Text, "day: a time by itself; event: something that has a date; start: of a period"),
            ("rule", Text, "When it is, as data/time/calendar.tsv writes it"),
            ("last", Day, "First day of the last one before the day for which the ledger speaks"),
            ("next", Day, "First day of the next one from that day on"),
            ("at", Text, "When a person added it, UTC"),
            ("by", Text, "Who added it; empty for an entry of the table that pages were read with"),
            ("because", Text, "Why"),
            ("state", Text, "used; rejected where a person took it out"),
        ],
        entries.map(move |one| {
            let (next, last) = ledger.as_of().map_or((None, None), |day| one.around(day));
            let added = one.added.as_ref();
            let cells = vec![
                Cell::text(one.id.as_str()),
                Cell::text(&one.name),
                Cell::list(one.words.split('|')),
                Cell::text(one.country.trim_matches('-')),
                Cell::text(&one.kind),
                Cell::text(&one.rule),
                Cell::day(last.map(|period| period.start)),
                Cell::day(next.map(|period| period.start)),
                Cell::some(added.map(|added| added.at.as_str())),
                Cell::some(added.map(|added| added.by.as_str())),
                Cell::some(added.map(|added| added.because.as_str())),
                Cell::text(if one.rejected { "rejected" } else { "used" }),
            ];
            Row::new(one, cells)
        }),
    )
}
