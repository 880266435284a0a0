//! The ledger itself: everything that was read, and one line for each real thing in it.

use anchor::{CodePoints, Id, Span};
use coding::record::{Quote, Record};
use jiff::civil::Date;
use page::Article;

use crate::archive::{self, Held, LeftOut};
use crate::calendar::CalendarEntry;
use crate::copies::Original;
use crate::correction::{self, Applied, Corrections, Trace};
use crate::dispute::{self, Dispute};
use crate::forecast::ForecastLine;
use crate::merged::Lines;
use crate::occurrence::Occurrence;
use crate::office::OfficeLine;
use crate::outlets;
use crate::position::PositionLine;
use crate::reported::Reported;
use crate::side::{Names, Side, parties};
use crate::statement::StatementLine;
use crate::store::TableOccurrence;
use crate::storyline::Storyline;

/// Articles, their records, and the lines they add up to. Made by [`Ledger::new`]; nothing in it changes.
#[derive(Clone, Debug)]
pub struct Ledger {
    archive: Held,
    as_of: Option<Date>,
    names: Names,
    trace: Trace,
    /// One entry a text: the page that printed it first and its copies.
    pub originals: Vec<Original>,
    /// One entry a real thing, by day.
    pub occurrences: Vec<Occurrence>,
    /// One entry a statement, by the day on which it was first printed.
    pub statements: Vec<StatementLine>,
    /// One entry a position, by day.
    pub positions: Vec<PositionLine>,
    /// One entry a forecast, by day.
    pub forecasts: Vec<ForecastLine>,
    /// One entry a person and post.
    pub offices: Vec<OfficeLine>,
    /// One entry a dispute: the articles that are about it.
    pub storylines: Vec<Storyline>,
    /// What event tables made elsewhere tell of, kept apart from all of this; empty unless given by
    /// [`Ledger::with_tables`].
    pub tables: Vec<TableOccurrence>,
    /// Named dates by which its pages are read; empty unless given by [`Ledger::with_calendar`].
    pub calendar: Vec<CalendarEntry>,
    /// Between whom all of this is, and over what.
    pub dispute: Dispute,
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
        Self::of(archive, trace, lines, as_of)
    }

    /// The ledger of `archive`, whose lines are `lines`.
    pub(crate) fn of(archive: Held, trace: Trace, lines: Lines, as_of: Option<Date>) -> Self {
        let Lines { originals, occurrences, statements, positions, forecasts, offices, storylines } = lines;
        Self {
            as_of: as_of.or_else(|| archive.last_day()),
            tables: Vec::new(),
            calendar: Vec::new(),
            names: Names::of(&archive),
            dispute: dispute::dispute(&occurrences, &positions),
            archive,
            trace,
            originals,
            occurrences,
            statements,
            positions,
            forecasts,
            offices,
            storylines,
        }
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

    /// All articles, by day of publication.
    pub fn articles(&self) -> &[Article] {
        &self.archive.articles
    }

    /// All records, by article and place.
    pub fn records(&self) -> &[Record] {
        &self.archive.records
    }

    /// What people said of it, and where that holds.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// What was given but not used.
    pub fn left_out(&self) -> LeftOut {
        self.archive.left_out
    }

    /// The article of this id.
    pub fn article(&self, id: &Id) -> Option<&Article> {
        self.archive.article_at.get(id).map(|&at| &self.archive.articles[at])
    }

    /// The article that `words` name: by its id, the file it was read from, or its address.
    pub fn article_named(&self, words: &str) -> Option<&Article> {
        let is = |known: &Option<String>| known.as_deref() == Some(words);
        let by_place = || self.articles().iter().find(|article| is(&article.path) || is(&article.url));
        self.article(&Id::written(words)).or_else(by_place)
    }

    /// The record of this id.
    pub fn record(&self, id: &Id) -> Option<&Record> {
        self.archive.record_at.get(id).map(|&at| &self.archive.records[at])
    }

    /// What a side is called.
    pub fn name<'s>(&'s self, side: &'s Side) -> &'s str {
        self.names.get(side)
    }

    /// The outlet whose report `report` is, as its own pages or those that name it write it; 'an outlet without a name'
    /// where nobody knows.
    pub fn outlet(&self, report: &Reported) -> String {
        let known = |name: &str| outlets::key(name) == report.origin;
        let article = self.article(&report.article);
        let printed = article.and_then(|article| article.publisher.as_deref());
        let from = article.and_then(|article| article.republished_from.as_deref());
        let chain = self.record(&report.record).map(|record| record.basis().attribution.as_slice());
        let named = chain.and_then(|chain| chain.first()).map(|source| source.name.as_str());
        let name = [printed, from, named].into_iter().flatten().find(|name| known(name));
        name.unwrap_or(if report.origin.is_empty() { "an outlet without a name" } else { &report.origin }).to_owned()
    }

    /// The side that `words` call by its key, its name or that of one of its people, whatever the case.
    pub fn side(&self, words: &str) -> Option<Side> {
        let words = words.trim().to_lowercase();
        let is = |name: &str| name.to_lowercase() == words;
        let named = || self.archive.records.iter().flat_map(parties);
        let by_key = named().map(Side::of).find(|side| is(side.key()));
        by_key
            .or_else(|| named().find(|party| is(&party.name) || party.person.as_deref().is_some_and(is)).map(Side::of))
    }

    /// Pages that copy another's text.
    pub fn copies(&self) -> usize {
        self.originals.iter().map(|original| original.copies.len()).sum()
    }
}

/// Where `quote` stands in `article`, in bytes; nothing unless its words stand there.
pub fn place(article: &Article, quote: &Quote) -> Option<Span> {
    archive::place(article, &CodePoints::new(&article.text), quote)
}
