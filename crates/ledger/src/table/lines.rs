//! Tables of what many records add up to: occurrences and storylines.

use anchor::Id;

use super::CellType::{Count, Day, Number, Text};
use super::{ACT, Cell, DATE, EDITED, Row, Table, days, edited, keys, names};
use crate::ledger::Ledger;
use crate::occurrence::Occurrence;
use crate::select::{Filter, word};
use crate::side::Side;

/// One row an occurrence that `filter` asks for.
pub fn occurrences<'l>(ledger: &'l Ledger, filter: &'l Filter) -> Table<'l> {
    let own = ledger.occurrences().iter().map(|one| (one, "articles"));
    let tables = ledger.tables().iter().map(|one| (&one.occurrence, one.source.as_str()));
    let asked_for = own.chain(tables).filter(|(one, _)| filter.takes_occurrence(one, ledger));
    Table::new(
        "occurrences",
        "One real thing, however many records report it",
        &[
            &[("id", Text, "Id; changes only if an earlier report turns up")][..],
            &DATE,
            &[("type", Text, "PLOVER type of the act as written")],
            &ACT,
            &[
                ("actor", Text, "Sides that act: a country's or body's code, else a group's name"),
                ("actor_name", Text, "What they are called"),
                ("recipient", Text, "Sides acted on"),
                ("recipient_name", Text, "What they are called"),
                ("persons", Text, "Persons who take part"),
                ("place", Text, "Where"),
                (
                    "factuality",
                    Text,
                    "happened, ongoing, planned, possible, conditional, hypothetical, denied, negated",
                ),
                ("reports", Count, "Records that report it"),
                ("pages", Count, "Articles that report it"),
                ("outlets", Count, "Outlets that print a report"),
                ("independent", Count, "Outlets that report it on their own"),
                ("first_reported", Day, "Day of the first article that reports it"),
                ("disputed", Text, "What the reports disagree on, with each version and its independent outlets"),
                ("confidence", Number, "How likely its best report is read right, 0 to 1"),
                ("says", Text, "The words of its best report"),
                ("record", Text, "The record of its best report"),
                ("edited", Text, EDITED),
                (
                    "source",
                    Text,
                    "articles, or the event table made elsewhere that tells of it: icews, gdelt, polecat, csv",
                ),
            ],
        ]
        .concat(),
        asked_for.map(|(one, source)| {
            let [date, start, end, precision] = days(one.date);
            let best = one.reports.first().map(|report| &report.record);
            let cells = vec![
                Cell::text(one.id.as_str()),
                date,
                start,
                end,
                precision,
                Cell::text(&one.kind),
                Cell::list(&one.mode),
                Cell::list(&one.context),
                Cell::Count(one.quad.into()),
                Cell::Number(one.score),
                keys(&one.actor),
                names(&one.actor, ledger),
                keys(&one.recipient),
                names(&one.recipient, ledger),
                Cell::list(&one.persons),
                Cell::some(one.place.clone()),
                Cell::text(one.factuality.as_str()),
                Cell::Count(one.reports.len()),
                Cell::Count(one.pages),
                Cell::Count(one.outlets),
                Cell::Count(one.independent),
                Cell::day(one.reported),
                disputed(one),
                Cell::Number(one.confidence),
                says(best, ledger),
                Cell::some(best.map(Id::as_str)),
                edited(ledger, one.reports.iter().map(|report| &report.record)),
                Cell::text(source),
            ];
            Row::new(one, cells)
        }),
    )
}

/// One row a storyline that `filter` asks for.
pub fn storylines<'l>(ledger: &'l Ledger, filter: &'l Filter) -> Table<'l> {
    let asked_for = ledger.storylines().iter().filter(|one| filter.takes_storyline(one, ledger));
    Table::new(
        "storylines",
        "The articles of one dispute",
        &[
            ("id", Text, "Hash of its first article"),
            ("first", Day, "Day of publication of its first article"),
            ("last", Day, "Day of publication of its last article"),
            ("articles", Count, "Articles, copies among them"),
            ("between", Text, "The two sides with the most between them"),
            ("between_name", Text, "What they are called"),
            ("title", Text, "Title of the article that stands for it best"),
            ("words", Text, "What sets it apart, endings cut"),
            ("article_ids", Text, "Its articles"),
        ],
        asked_for.map(|one| {
            let sides: Vec<Side> = one.between.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
            let cells = vec![
                Cell::text(one.id.as_str()),
                Cell::day(one.first),
                Cell::day(one.last),
                Cell::Count(one.articles.len()),
                keys(&sides),
                names(&sides, ledger),
                Cell::some(one.title.clone()),
                Cell::list(&one.words),
                Cell::list(one.articles.iter().map(Id::as_str)),
            ];
            Row::new(one, cells)
        }),
    )
}

/// The versions on which reports disagree: `date: 2019-05-04 (2), 2019-05-05 (1)`.
fn disputed(occurrence: &Occurrence) -> Cell {
    Cell::list(occurrence.accounts.iter().map(|account| {
        let versions: Vec<String> =
            account.versions.iter().map(|version| format!("{} ({})", version.says, version.independent)).collect();
        format!("{}: {}", word(&account.on), versions.join(", "))
    }))
}

/// The words on which a record stands.
fn says(record: Option<&Id>, ledger: &Ledger) -> Cell {
    let record = record.and_then(|id| ledger.record(id));
    Cell::some(record.map(|record| record.basis().evidence.quote.clone()))
}
