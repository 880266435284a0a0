//! Tables of real things: occurrences, positions, forecasts, posts.

use anchor::Id;
use coding::record::Record;

use super::CellType::{Count, Day, Number, Text};
use super::{Cell, EDITED, Table, chain, days, edited};
use crate::forecast::ForecastLine;
use crate::ledger::Ledger;
use crate::occurrence::Occurrence;
use crate::office::OfficeLine;
use crate::position::PositionLine;
use crate::select::{Filter, word};
use crate::side::Side;

/// One row an occurrence that `filter` asks for.
pub fn occurrences(ledger: &Ledger, filter: &Filter) -> Table {
    let mut table = Table::new(
        "occurrences",
        "One real thing, however many records report it",
        &[
            ("id", Text, "Id; changes only if an earlier report turns up"),
            ("date", Text, "When, as exactly as it is known: 2018-06-12, 2018-06, 2018, or two with a slash"),
            ("date_start", Day, "First day on which it can have been"),
            ("date_end", Day, "Last day on which it can have been"),
            ("date_precision", Text, "day, range, month or year"),
            ("type", Text, "PLOVER type of the act as written"),
            ("mode", Text, "PLOVER modes"),
            ("context", Text, "PLOVER contexts"),
            ("quad", Count, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
            ("score", Number, "PLOVER score, -10 to 10"),
            ("actor", Text, "Sides that act: a country's or body's code, else a group's name"),
            ("actor_name", Text, "What they are called"),
            ("recipient", Text, "Sides acted on"),
            ("recipient_name", Text, "What they are called"),
            ("persons", Text, "Persons who take part"),
            ("place", Text, "Where"),
            ("factuality", Text, "happened, ongoing, planned, possible, conditional, hypothetical, denied, negated"),
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
    );
    let own = ledger.occurrences.iter().map(|one| (one, "articles"));
    let tables = ledger.tables.iter().map(|one| (&one.occurrence, one.source.as_str()));
    for (one, source) in own.chain(tables).filter(|(one, _)| filter.takes_occurrence(one, ledger)) {
        let [date, start, end, precision] = days(one.date);
        let best = one.reports.first().map(|report| &report.record);
        table.push(
            one,
            vec![
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
            ],
        );
    }
    table
}

/// One row a storyline that `filter` asks for.
pub fn storylines(ledger: &Ledger, filter: &Filter) -> Table {
    let mut table = Table::new(
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
    );
    for one in ledger.storylines.iter().filter(|one| filter.takes_storyline(one, ledger)) {
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
        table.push(one, cells);
    }
    table
}

/// One row a position that `filter` asks for.
pub fn positions(ledger: &Ledger, filter: &Filter) -> Table {
    let mut table = Table::new(
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
            ("records", Count, "Records that report it"),
            ("independent", Count, "Outlets that report it on their own"),
            ("record", Text, "Its best record"),
            ("edited", Text, EDITED),
        ],
    );
    for one in ledger.positions.iter().filter(|one| filter.takes_position(one, ledger)) {
        table.push(one, position(one, ledger));
    }
    table
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
        Cell::Count(one.records.len()),
        Cell::Count(one.independent),
        Cell::some(one.records.first().map(Id::as_str)),
        edited(ledger, &one.records),
    ]
}

/// One row a forecast that `filter` asks for.
pub fn forecasts(ledger: &Ledger, filter: &Filter) -> Table {
    let mut table = Table::new(
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
            ("records", Count, "Records that report it"),
            ("independent", Count, "Outlets that report it on their own"),
            ("record", Text, "Its best record"),
            ("edited", Text, EDITED),
        ],
    );
    for one in ledger.forecasts.iter().filter(|one| filter.takes_forecast(one, ledger)) {
        table.push(one, forecast(one, ledger));
    }
    table
}

fn forecast(one: &ForecastLine, ledger: &Ledger) -> Vec<Cell> {
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
        Cell::Count(one.records.len()),
        Cell::Count(one.independent),
        Cell::some(one.records.first().map(Id::as_str)),
        edited(ledger, &one.records),
    ]
}

/// One row a person's post that `filter` asks for.
pub fn offices(ledger: &Ledger, filter: &Filter) -> Table {
    let mut table = Table::new(
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
            ("records", Count, "Records that report it"),
            ("record", Text, "Its latest record"),
            ("edited", Text, EDITED),
        ],
    );
    for one in ledger.offices.iter().filter(|one| filter.takes_office(one, ledger)) {
        table.push(one, office(one, ledger));
    }
    table
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
        Cell::Count(one.records.len()),
        Cell::some(one.records.first().map(Id::as_str)),
        edited(ledger, &one.records),
    ]
}

fn keys(sides: &[Side]) -> Cell {
    Cell::list(sides.iter().map(Side::key))
}

fn names(sides: &[Side], ledger: &Ledger) -> Cell {
    Cell::list(sides.iter().map(|side| ledger.name(side)))
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
    let record: Option<&Record> = record.and_then(|id| ledger.record(id));
    Cell::some(record.map(|record| record.basis().evidence.quote.clone()))
}
