//! Tables of what somebody says, wants, expects or is, over time: statements, positions, forecasts, posts.

use std::collections::BTreeSet;

use anchor::Id;

use super::CellType::{Count, Day, Number, Text};
use super::{Cell, ColumnAbout, EDITED, Row, Table, chain, days, edited, keys, names};
use crate::forecast::ForecastLine;
use crate::ledger::Ledger;
use crate::office::OfficeLine;
use crate::position::PositionLine;
use crate::reported::Reported;
use crate::select::{Filter, word};
use crate::statement::StatementLine;

/// The last columns of each of these tables: by how many and by whom it is reported.
const CARRIED: [ColumnAbout; 6] = [
    ("records", Count, "Records that report it"),
    ("independent", Count, "Outlets that report it on their own"),
    ("reported_by", Text, "Those outlets, in the order in which they did, each with the day of its first report"),
    ("record", Text, "Its best record"),
    ("article", Text, "The article in which that stands"),
    ("edited", Text, EDITED),
];

fn table<'l>(
    name: &'static str,
    about: &'static str,
    own: &[ColumnAbout],
    rows: impl Iterator<Item = Row<'l>> + 'l,
) -> Table<'l> {
    Table::new(name, about, &[own, &CARRIED].concat(), rows)
}

/// `cells` and those of [`CARRIED`].
fn carried(
    mut cells: Vec<Cell>,
    records: &[Id],
    reports: &[Reported],
    independent: usize,
    ledger: &Ledger,
) -> Vec<Cell> {
    let best = records.first();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let first = reports.iter().filter(|report| known.insert(&report.origin));
    let by = first.map(|report| {
        let day = report.published.map(|day| format!(" ({day})")).unwrap_or_default();
        format!("{}{day}", ledger.outlet(report))
    });
    cells.extend([
        Cell::Count(records.len()),
        Cell::Count(independent),
        Cell::list(by),
        Cell::some(best.map(Id::as_str)),
        Cell::some(best.and_then(|id| ledger.record(id)).map(|record| record.basis().article.to_string())),
        edited(ledger, records),
    ]);
    cells
}

/// One row a statement that `filter` asks for.
pub fn statements<'l>(ledger: &'l Ledger, filter: &'l Filter) -> Table<'l> {
    let asked_for = ledger.statements().iter().filter(|one| filter.takes_statement(one, ledger));
    table(
        "statements",
        "What somebody said, however many articles print it",
        &[
            ("id", Text, "Id; changes only if an earlier record turns up"),
            ("first", Day, "Day of the first article that prints it"),
            ("last", Day, "Day of the last article that prints it"),
            ("speaker", Text, "Through whom it is known, outermost first; the last is who said it"),
            ("content", Text, "What is said"),
            ("quotation", Text, "direct, indirect or mixed"),
            ("quote", Text, "The words of its best record"),
            ("start", Count, "First code point of those words in the article's text"),
            ("end", Count, "One past their last code point"),
            ("confidence", Number, "How likely its best record is read right, 0 to 1"),
        ],
        asked_for.map(|one| {
            Row::new(one, carried(statement(one, ledger), &one.records, &one.reports, one.independent, ledger))
        }),
    )
}

fn statement(one: &StatementLine, ledger: &Ledger) -> Vec<Cell> {
    let best = one.records.first().and_then(|id| ledger.record(id));
    let best = best.as_deref().map(coding::record::Record::basis);
    vec![
        Cell::text(one.id.as_str()),
        Cell::day(one.first),
        Cell::day(one.last),
        Cell::text(chain(&one.speaker)),
        Cell::text(&one.content),
        Cell::text(word(&one.quotation)),
        Cell::some(best.map(|basis| basis.evidence.quote.clone())),
        best.map_or(Cell::Empty, |basis| Cell::Count(basis.evidence.start)),
        best.map_or(Cell::Empty, |basis| Cell::Count(basis.evidence.end)),
        best.map_or(Cell::Empty, |basis| Cell::Number(basis.confidence)),
    ]
}

/// One row a position that `filter` asks for.
pub fn positions<'l>(ledger: &'l Ledger, filter: &'l Filter) -> Table<'l> {
    let asked_for = ledger.positions().iter().filter(|one| filter.takes_position(one, ledger));
    table(
        "positions",
        "What a side demands, offers, refuses, commits to, makes a condition or threatens",
        &[
            ("id", Text, "Id; changes only if an earlier record turns up"),
            ("first", Day, "First day on which it is known to have been held"),
            ("last", Day, "Last day on which it is known to have been held"),
            ("holder", Text, "Whose position it is"),
            ("holder_name", Text, "What they are called"),
            ("toward", Text, "To whom it is addressed"),
            ("toward_name", Text, "What they are called"),
            ("stance", Text, "demand, offer, refuse, commit, condition, threaten"),
            ("issue", Text, "A label of the issue list"),
            ("content", Text, "What is wanted"),
            ("condition", Text, "The terms"),
            ("before", Text, "The line before it: of the same side on the same issue"),
            ("changes", Text, "The earlier line about the same thing that it changes"),
            (
                "change",
                Text,
                "reversed: refused before and yielded now, or the other way; stance: another; terms: other ones",
            ),
            ("stance_before", Text, "The stance of the line that it changes"),
        ],
        asked_for.map(|one| {
            Row::new(one, carried(position(one, ledger), &one.records, &one.reports, one.independent, ledger))
        }),
    )
}

fn position(one: &PositionLine, ledger: &Ledger) -> Vec<Cell> {
    vec![
        Cell::text(one.id.as_str()),
        Cell::day(one.first),
        Cell::day(one.last),
        keys(&one.holder),
        names(&one.holder, ledger),
        keys(&one.toward),
        names(&one.toward, ledger),
        Cell::text(one.stance.as_str()),
        Cell::some(one.issue.clone()),
        Cell::text(&one.content),
        Cell::some(one.condition.clone()),
        Cell::some(one.before.as_ref().map(Id::as_str)),
        Cell::some(one.change.as_ref().map(|change| change.of.as_str())),
        Cell::some(one.change.as_ref().map(|change| word(&change.what))),
        Cell::some(one.change.as_ref().map(|change| change.from.as_str())),
    ]
}

/// One row a forecast that `filter` asks for.
pub fn forecasts<'l>(ledger: &'l Ledger, filter: &'l Filter) -> Table<'l> {
    let asked_for = ledger.forecasts().iter().filter(|one| filter.takes_forecast(one, ledger));
    table(
        "forecasts",
        "What somebody expects, how surely, by when",
        &[
            ("id", Text, "Id; changes only if an earlier record turns up"),
            ("made", Day, "First day on which it is known to have been made"),
            ("until", Day, "Last day on which it can still come true"),
            ("horizon", Text, "The named date, or the words of it"),
            ("forecaster", Text, "Through whom it is known, outermost first; the last is who expects so"),
            ("content", Text, "What is expected"),
            ("outcome", Text, "Where it points: status_quo or change"),
            ("phrase", Text, "Words of likelihood"),
            ("probability_low", Number, "Lowest chance that the words cover"),
            ("probability", Number, "Chance of the proposition as worded"),
            ("probability_high", Number, "Highest chance that the words cover"),
            ("table", Text, "The table by which the words were read: icd203, kent, ipcc; stated for figures"),
            ("condition", Text, "The terms"),
        ],
        asked_for.map(|one| Row::new(one, carried(forecast(one), &one.records, &one.reports, one.independent, ledger))),
    )
}

fn forecast(one: &ForecastLine) -> Vec<Cell> {
    let chance = |pick: fn(&coding::record::Probability) -> f64| {
        one.probability.as_ref().map_or(Cell::Empty, |probability| Cell::Number(pick(probability)))
    };
    vec![
        Cell::text(one.id.as_str()),
        Cell::day(one.made),
        Cell::day(one.until),
        Cell::some(one.horizon.clone()),
        Cell::text(chain(&one.forecaster)),
        Cell::text(&one.content),
        Cell::text(word(&one.outcome)),
        Cell::some(one.phrase.clone()),
        chance(|probability| probability.low),
        chance(|probability| probability.mid),
        chance(|probability| probability.high),
        Cell::some(one.probability.as_ref().map(|probability| probability.table.clone())),
        Cell::some(one.condition.clone()),
    ]
}

/// One row a person's post that `filter` asks for.
pub fn offices<'l>(ledger: &'l Ledger, filter: &'l Filter) -> Table<'l> {
    let asked_for = ledger.offices().iter().filter(|one| filter.takes_office(one, ledger));
    table(
        "offices",
        "A person's post over time",
        &[
            ("id", Text, "Id; changes only if an earlier record turns up"),
            ("person", Text, "The person"),
            ("side", Text, "Whose post it is"),
            ("side_name", Text, "What that is called"),
            ("post", Text, "The post, in the fullest words that an article uses"),
            ("status", Text, "nominated, holds, left: as the last article has it"),
            ("from", Text, "Since when, as exactly as it is known"),
            ("from_start", Day, "Since when: first day"),
            ("from_end", Day, "Since when: last day"),
            ("to", Text, "Until when, as exactly as it is known"),
            ("to_start", Day, "Until when: first day"),
            ("to_end", Day, "Until when: last day"),
            ("last", Day, "Day of the last article that says so"),
        ],
        asked_for.map(|one| {
            Row::new(one, carried(office(one, ledger), &one.records, &one.reports, one.independent, ledger))
        }),
    )
}

fn office(one: &OfficeLine, ledger: &Ledger) -> Vec<Cell> {
    let [from, from_start, from_end, _] = days(one.from);
    let [to, to_start, to_end, _] = days(one.to);
    vec![
        Cell::text(one.id.as_str()),
        Cell::text(&one.person),
        Cell::text(one.side.key()),
        Cell::text(ledger.name(&one.side)),
        Cell::text(&one.post),
        Cell::text(word(&one.status)),
        from,
        from_start,
        from_end,
        to,
        to_start,
        to_end,
        Cell::day(one.last),
    ]
}
