//! Tables of what was read: articles, and the event records in them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use anchor::Id;
use coding::record::{Event, Party, Record};
use page::Article;

use super::CellType::{Count, Day, Number, Text};
use super::{ACT, Cell, DATE, EDITED, Row, Table, chain, days, edited};
use crate::ledger::Ledger;
use crate::select::{Filter, word};
use crate::side::Side;

/// An article as JSON gives it, and where it belongs.
#[derive(serde::Serialize)]
struct InStoryline<'a> {
    #[serde(flatten)]
    article: Cow<'a, Article>,
    storyline: Option<&'a str>,
}

/// One row an article that `filter` asks for.
pub fn articles<'l>(ledger: &'l Ledger, filter: &'l Filter) -> Table<'l> {
    let mut records: Vec<usize> = vec![0; ledger.pages().list().len()];
    for (_, page) in ledger.pages().kinds() {
        records[page] += 1;
    }
    let copies = ledger.originals().iter();
    let copies = copies.flat_map(|original| original.copies.iter().map(|copy| (&copy.article, &original.article)));
    let copies: BTreeMap<&Id, &Id> = copies.collect();
    let storylines = ledger.storylines().iter();
    let storylines = storylines.flat_map(|line| line.articles.iter().map(|article| (article, &line.id)));
    let storylines: BTreeMap<&Id, &Id> = storylines.collect();
    let pages = ledger.pages().list().iter().zip(records);
    let pages = pages.filter_map(|(page, records)| Some((ledger.article(&page.id)?, records)));
    Table::new(
        "articles",
        "One page's prose",
        &[
            ("id", Text, "Hash of publisher, title, day and text"),
            ("published", Text, "When it was published, as exactly as it is known"),
            ("published_start", Day, "Day of publication, or the first on which it can have been"),
            ("published_end", Day, "Last day on which it can have been published"),
            ("published_precision", Text, "day, range, month or year"),
            ("published_basis", Text, "How that is known: stated, given, inferred, unknown"),
            ("publisher", Text, "Who printed it"),
            ("republished_from", Text, "The outlet that printed it first, where it says so"),
            ("copy_of", Text, "The article whose text it prints"),
            ("storyline", Text, "The storyline it belongs to"),
            ("type", Text, "news, opinion, analysis, interview, timeline, other"),
            ("title", Text, "Headline"),
            ("byline", Text, "Authors"),
            ("url", Text, "Address"),
            ("path", Text, "The file it was read from"),
            ("words", Count, "Words of its text"),
            ("records", Count, "Records read in it"),
            ("edited", Text, EDITED),
        ],
        pages.filter(|(one, _)| filter.takes_article(one)).map(move |(one, records)| {
            let copy_of = copies.get(&one.id).map(|id| id.as_str());
            let storyline = storylines.get(&one.id).map(|id| id.as_str());
            let cells = article(&one, copy_of, storyline, records, ledger);
            Row::new(InStoryline { article: one, storyline }, cells)
        }),
    )
}

fn article(
    one: &Article,
    copy_of: Option<&str>,
    storyline: Option<&str>,
    records: usize,
    ledger: &Ledger,
) -> Vec<Cell> {
    let [date, start, end, precision] = days(one.published.period);
    vec![
        Cell::text(one.id.as_str()),
        date,
        start,
        end,
        precision,
        Cell::text(word(&one.published.basis)),
        Cell::some(one.publisher.clone()),
        Cell::some(one.republished_from.clone()),
        Cell::some(copy_of),
        Cell::some(storyline),
        Cell::text(word(&one.kind)),
        Cell::some(one.title.clone()),
        Cell::list(&one.byline),
        Cell::some(one.url.clone()),
        Cell::some(one.path.clone()),
        Cell::Count(one.text.split_whitespace().count()),
        Cell::Count(records),
        edited(ledger, [&one.id]),
    ]
}

/// One row an event record that `filter` asks for.
pub fn events<'l>(ledger: &'l Ledger, filter: &'l Filter) -> Table<'l> {
    let reports = ledger.occurrences().iter();
    let reports = reports.flat_map(|one| one.reports.iter().map(move |report| (&report.record, &one.id)));
    let occurrence_of: BTreeMap<&Id, &Id> = reports.collect();
    let asked_for = ledger.pages().records_of("event").filter(|record| filter.takes_record(record, ledger));
    Table::new(
        "events",
        "Who did what to whom, as one place of one article tells it",
        &[
            &[("id", Text, "Hash of article, place and type"), ("occurrence", Text, "The real thing that it reports")]
                [..],
            &DATE,
            &[
                ("date_words", Text, "The words from which the day was read"),
                ("type", Text, "PLOVER type of the act as written"),
                ("coded", Text, "PLOVER type after its rules for acts that did not (yet) take place"),
            ],
            &ACT,
            &[
                ("actor", Text, "Names of who acts"),
                ("actor_code", Text, "Their PLOVER codes"),
                ("recipient", Text, "Names of who is acted on"),
                ("recipient_code", Text, "Their PLOVER codes"),
                ("place", Text, "Where"),
                ("country", Text, "In which country: ISO 3166 alpha-3"),
                (
                    "factuality",
                    Text,
                    "happened, ongoing, planned, possible, conditional, hypothetical, denied, negated",
                ),
                ("condition", Text, "The terms"),
                ("attribution", Text, "Through whom it is known, outermost first"),
                ("trigger", Text, "The word that names the act"),
                ("quote", Text, "The words that say so"),
                ("start", Count, "First code point of the words in the article's text"),
                ("end", Count, "One past their last code point"),
                ("confidence", Number, "How likely it is read right, 0 to 1"),
                ("article", Text, "The article"),
                ("published", Day, "Last day on which the article can have been published"),
                ("publisher", Text, "Who printed it"),
                ("edited", Text, EDITED),
            ],
        ]
        .concat(),
        asked_for.filter_map(move |record| {
            let Record::Event(one) = &*record else { return None };
            let cells = event(one, occurrence_of.get(&one.id).map(|id| id.as_str()), ledger);
            Some(Row::new(record, cells))
        }),
    )
}

fn event(one: &Event, occurrence: Option<&str>, ledger: &Ledger) -> Vec<Cell> {
    let [date, start, end, precision] = days(one.date.as_ref().map(|date| date.period));
    let mut cells = vec![
        Cell::text(one.id.as_str()),
        Cell::some(occurrence),
        date,
        start,
        end,
        precision,
        Cell::some(one.date.as_ref().map(|date| date.timex.clone())),
        Cell::text(&one.kind),
        Cell::some(one.coded.clone()),
        Cell::list(&one.mode),
        Cell::list(&one.context),
        Cell::Count(one.quad.into()),
        Cell::Number(one.score),
        called(&one.actor),
        codes(&one.actor),
        called(&one.recipient),
        codes(&one.recipient),
        Cell::some(one.place.as_ref().map(|place| place.name.clone())),
        Cell::some(one.place.as_ref().and_then(|place| place.country.clone())),
        Cell::text(one.factuality.as_str()),
        Cell::some(one.condition.as_ref().map(|condition| condition.quote.clone())),
        Cell::text(chain(&one.basis.attribution)),
        Cell::text(&one.trigger.quote),
    ];
    cells.extend(evidence(&one.basis, ledger));
    cells.push(edited(ledger, [&one.id]));
    cells
}

/// The last cells of a record: its words, where they stand, how sure it is, and who printed them when.
fn evidence(basis: &coding::record::Basis, ledger: &Ledger) -> Vec<Cell> {
    let page = ledger.pages().page(&basis.article);
    vec![
        Cell::text(&basis.evidence.quote),
        Cell::Count(basis.evidence.start),
        Cell::Count(basis.evidence.end),
        Cell::Number(basis.confidence),
        Cell::text(basis.article.as_str()),
        Cell::day(page.and_then(|page| page.published).map(|period| period.end)),
        Cell::some(page.and_then(|page| page.publisher.as_deref())),
    ]
}

fn called(parties: &[Party]) -> Cell {
    Cell::list(parties.iter().map(|party| party.person.as_ref().unwrap_or(&party.name)))
}

fn codes(parties: &[Party]) -> Cell {
    Cell::list(parties.iter().map(|party| party.code.clone().unwrap_or_else(|| Side::of(party).key().to_owned())))
}
