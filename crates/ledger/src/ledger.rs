//! The ledger itself: everything that was read, and one line for each real thing in it.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use anchor::{CodePoints, Id, Span};
use coding::record::{Quote, Record};
use jiff::civil::Date;
use page::Article;

use crate::archive::{self, Held};
use crate::calendar::CalendarEntry;
use crate::copies::Original;
use crate::correction::{self, Applied, Corrections, Trace};
use crate::dispute::{self, Dispute};
use crate::forecast::ForecastLine;
use crate::merged::Lines;
use crate::occurrence::Occurrence;
use crate::office::OfficeLine;
use crate::outlets;
use crate::pages::Pages;
use crate::position::PositionLine;
use crate::reported::Reported;
use crate::side::{Side, parties};
use crate::statement::StatementLine;
use crate::store::TableOccurrence;
use crate::storyline::Storyline;

/// Articles, their records, and the lines they add up to. Made by [`Ledger::new`] or taken from a file by
/// [`Store::ledger`](crate::Store::ledger); nothing in it changes.
#[derive(Clone, Debug)]
pub struct Ledger {
    pages: Pages,
    as_of: Option<Date>,
    trace: Trace,
    lines: Lines,
    tables: Vec<TableOccurrence>,
    calendar: Vec<CalendarEntry>,
    dispute: OnceLock<Dispute>,
}

impl Ledger {
    /// The ledger of `articles` and the `records` read from them.
    ///
    /// With `as_of`, nothing is used that is not certain to have been published by that day. The order of the
    /// input, and anything given twice, make no difference.
    pub fn new(articles: Vec<Article>, records: Vec<Record>, as_of: Option<Date>) -> Self {
        Self::corrected(articles, records, &Corrections::default(), as_of)
    }

    /// As [`Ledger::new`], with what people said of it laid over what was read.
    pub fn corrected(
        articles: Vec<Article>,
        records: Vec<Record>,
        corrections: &Corrections,
        as_of: Option<Date>,
    ) -> Self {
        let Applied { articles, records, groups, trace } = correction::apply(articles, records, corrections, as_of);
        let archive = Held::new(articles, records, as_of);
        let lines = Lines::of(&archive, &groups);
        Self::of(Pages::new(Arc::new(archive)), trace, lines, as_of)
    }

    /// The ledger of `pages`, whose lines are `lines`.
    pub(crate) fn of(pages: Pages, trace: Trace, lines: Lines, as_of: Option<Date>) -> Self {
        Self {
            as_of: as_of.or_else(|| pages.last_day()),
            tables: Vec::new(),
            calendar: Vec::new(),
            dispute: OnceLock::new(),
            pages,
            trace,
            lines,
        }
    }

    /// One entry a text: the page that printed it first and its copies.
    pub fn originals(&self) -> &[Original] {
        self.lines.originals()
    }

    /// One entry a real thing, by day.
    pub fn occurrences(&self) -> &[Occurrence] {
        self.lines.occurrences()
    }

    /// One entry a statement, by the day on which it was first printed.
    pub fn statements(&self) -> &[StatementLine] {
        self.lines.statements()
    }

    /// One entry a position, by day.
    pub fn positions(&self) -> &[PositionLine] {
        self.lines.positions()
    }

    /// One entry a forecast, by day.
    pub fn forecasts(&self) -> &[ForecastLine] {
        self.lines.forecasts()
    }

    /// One entry a person and post.
    pub fn offices(&self) -> &[OfficeLine] {
        self.lines.offices()
    }

    /// One entry a dispute: the articles that are about it.
    pub fn storylines(&self) -> &[Storyline] {
        self.lines.storylines()
    }

    /// What event tables made elsewhere tell of, kept apart from all of this; empty unless given by
    /// [`Ledger::with_tables`].
    pub fn tables(&self) -> &[TableOccurrence] {
        &self.tables
    }

    /// Named dates by which its pages are read; empty unless given by [`Ledger::with_calendar`].
    pub fn calendar(&self) -> &[CalendarEntry] {
        &self.calendar
    }

    /// Between whom all of this is, and over what.
    pub fn dispute(&self) -> &Dispute {
        self.dispute.get_or_init(|| dispute::dispute(self.occurrences(), self.positions()))
    }

    /// The same, with what event tables made elsewhere tell of beside it.
    #[must_use]
    pub fn with_tables(self, tables: Vec<TableOccurrence>) -> Self {
        Self { tables, ..self }
    }

    /// The same, with the named dates by which its pages are read.
    #[must_use]
    pub fn with_calendar(self, calendar: Vec<CalendarEntry>) -> Self {
        Self { calendar, ..self }
    }

    /// The day for which it speaks: the one asked for, else the last day on which any article was published.
    pub fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// Its articles and records.
    pub fn pages(&self) -> &Pages {
        &self.pages
    }

    /// What people said of it, and where that holds.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The article of this id.
    pub fn article(&self, id: &Id) -> Option<Cow<'_, Article>> {
        self.pages.article(id)
    }

    /// The record of this id.
    pub fn record(&self, id: &Id) -> Option<Cow<'_, Record>> {
        self.pages.record(id)
    }

    /// What a side is called.
    pub fn name<'s>(&'s self, side: &'s Side) -> &'s str {
        self.lines.names().get(side)
    }

    /// The outlet whose report `report` is, as its own pages or those that name it write it; 'an outlet without a name'
    /// where nobody knows.
    pub fn outlet(&self, report: &Reported) -> String {
        let known = |name: &str| outlets::key(name) == report.origin;
        let page = self.pages.page(&report.article);
        let printed = page.and_then(|page| page.publisher.as_deref()).filter(|name| known(name));
        let from = || page.and_then(|page| page.republished_from.as_deref()).filter(|name| known(name));
        if let Some(name) = printed.or_else(from) {
            return name.to_owned();
        }
        let named =
            self.record(&report.record).and_then(|record| Some(record.basis().attribution.first()?.name.clone()));
        let own = || if report.origin.is_empty() { "an outlet without a name" } else { &report.origin }.to_owned();
        named.filter(|name| known(name)).unwrap_or_else(own)
    }

    /// The side that `words` call by its key, its name or that of one of its people, whatever the case.
    pub fn side(&self, words: &str) -> Option<Side> {
        let words = words.trim().to_lowercase();
        let is = |name: &str| name.to_lowercase() == words;
        let by_key = self.lines.names().sides().find(|side| is(side.key())).cloned();
        let called = |record: Cow<'_, Record>| {
            let mut parties = parties(&record);
            parties.find(|party| is(&party.name) || party.person.as_deref().is_some_and(is)).map(Side::of)
        };
        by_key.or_else(|| self.pages.records().find_map(called))
    }

    /// Pages that copy another's text.
    pub fn copies(&self) -> usize {
        self.originals().iter().map(|original| original.copies.len()).sum()
    }
}

/// Where `quote` stands in `article`, in bytes; nothing unless its words stand there.
pub fn place(article: &Article, quote: &Quote) -> Option<Span> {
    archive::place(article, &CodePoints::new(&article.text), quote)
}
