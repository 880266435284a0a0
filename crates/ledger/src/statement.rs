//! Statements: one line for what somebody said, however many pages print it.
//!
//! Two records are one statement where the same person or body says what shares most of its words, in pages at most a
//! month apart; where the shorter one's words all stand in the longer one, as in a quotation that is taken up again, the
//! time between does not matter. 'Officials' and other speakers without a name are many: there both pages must use
//! nearly the same words within days.

use std::borrow::Cow;

use anchor::Id;
use coding::record::{Quotation, Record, Source, SourceClass, Statement};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::alike::{Alike, Common};
use crate::archive::{self, Archive, records};
use crate::numbers::Numbers;
use crate::outlets::{self, Outlets};
use crate::reported::{Reported, by_day, independent};
use crate::words::content_words;

/// Days within which words that are much alike are taken for one statement.
const MONTH: i32 = 31;
/// The same for speakers without a name.
const DAYS: i32 = 3;
/// The share of all words that statements of speakers without a name share.
const NEARLY: f64 = 0.7;
/// The least number of words by which a quotation is known again at any time.
const QUOTED: usize = 5;

/// What somebody said, as one or many pages print it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatementLine {
    /// Hash of its first record.
    pub id: Id,
    /// Through whom it is known, outermost first, by the best record; the last is who said it.
    pub speaker: Vec<Source>,
    /// What is said, in the words of the best record.
    pub content: String,
    /// Quoted, paraphrased, or both, as the best record has it.
    pub quotation: Quotation,
    /// The first day on which a page that prints it was published.
    pub first: Option<Date>,
    /// The last such day.
    pub last: Option<Date>,
    /// The records, the best first: quoted rather than paraphrased, then the surest.
    pub records: Vec<Id>,
    /// Who reports it, in the order of publication.
    pub reports: Vec<Reported>,
    /// Outlets that report it on their own.
    pub independent: usize,
}

/// What is compared of one record: speakers and words are numbers, so that those of a large ledger can be held.
struct Said {
    entry: usize,
    id: Id,
    who: Who,
    words: Box<[u32]>,
    published: Option<Date>,
}

/// Who speaks: the name, and whether that is a name at all.
type Who = (bool, u32);

/// Hands over one line a statement, in no order that means anything.
pub(crate) fn statements(archive: &dyn Archive, outlets: &Outlets, each: impl FnMut(StatementLine)) {
    let mut names = Numbers::default();
    let mut said: Vec<Said> = of(archive).map(|(entry, one)| said(entry, &one, archive, outlets, &mut names)).collect();
    drop(names);
    let key = |said: &Said| said.published.unwrap_or(Date::MAX);
    said.sort_by(|a, b| (key(a), &a.id).cmp(&(key(b), &b.id)));
    let mut lines: Vec<Vec<usize>> = Vec::new();
    let mut alike: Alike<Who, u32> = Alike::new();
    for (at, one) in said.iter().enumerate() {
        let near = alike.near(&one.who, &*one.words);
        let fits = |line: &usize| {
            let records = &lines[*line];
            same(&said[records[0]], &said[records[records.len() - 1]], one)
        };
        if let Some(line) = near.into_iter().find(fits) {
            lines[line].push(at);
        } else {
            alike.file(&one.who, &*one.words, lines.len());
            lines.push(vec![at]);
        }
    }
    drop(alike);
    let whole = |line: Vec<usize>| {
        let records = line.into_iter().filter_map(|at| whole(archive, said[at].entry, outlets));
        sum_up(records.collect())
    };
    lines.into_iter().filter_map(whole).for_each(each);
}

/// By the day on which they were first printed, then id.
pub(crate) fn in_order(lines: &mut [StatementLine]) {
    lines.sort_by_cached_key(|line| (line.first.unwrap_or(Date::MAX), line.id.clone()));
}

fn of(archive: &dyn Archive) -> impl Iterator<Item = (usize, Cow<'_, Statement>)> {
    records(archive, "statement", statement)
}

fn statement(record: &Record) -> Option<&Statement> {
    match record {
        Record::Statement(statement) => Some(statement),
        _ => None,
    }
}

fn said(entry: usize, one: &Statement, archive: &dyn Archive, outlets: &Outlets, names: &mut Numbers) -> Said {
    let page = archive.entries()[entry].page as usize;
    let who = match one.speaker.last() {
        Some(source) => (source.class != SourceClass::Unnamed, names.of(&outlets::key(&source.name))),
        None => (true, names.of(&outlets.origin(page, &one.basis.attribution))),
    };
    let mut words: Box<[u32]> = content_words(&one.content.quote).iter().map(|word| names.of(word)).collect();
    words.sort_unstable();
    let published = archive.pages()[page].published.map(|period| period.end);
    Said { entry, id: one.id.clone(), who, words, published }
}

/// Whether `one`, by the same speaker, is what the records of a line say whose `first` and `last` these are.
fn same(first: &Said, last: &Said, one: &Said) -> bool {
    // What a page says twice it says twice, unless in the same words.
    let near = match (last.published, one.published) {
        (Some(a), Some(b)) => b.since(a).map_or(i32::MAX, |span| span.get_days().abs()),
        _ => i32::MAX,
    };
    let common = Common::of(first.words.iter(), one.words.iter());
    let (named, _) = one.who;
    if !named {
        return near <= DAYS && common.jaccard() >= NEARLY;
    }
    let quoted = common.shorter() >= QUOTED && common.overlap() >= 1.0;
    quoted || (near <= MONTH && common.is_same())
}

/// A statement and who reports it.
type Whole<'a> = (Cow<'a, Statement>, Reported);

fn whole<'a>(archive: &'a dyn Archive, entry: usize, outlets: &Outlets) -> Option<Whole<'a>> {
    let statement = archive::record(archive, entry, statement)?;
    let report = Reported::of(entry, &statement.id, &statement.basis, None, archive, outlets);
    Some((statement, report))
}

/// One line; nothing where none of its records could be read.
fn sum_up(mut said: Vec<Whole<'_>>) -> Option<StatementLine> {
    let id = Id::of('u', &[said.first()?.0.id.as_str()]);
    let reports = by_day(said.iter().map(|(_, report)| report.clone()).collect());
    let days = || reports.iter().filter_map(|report| report.published);
    let (first, last) = (days().min(), days().max());
    said.sort_by_cached_key(|(statement, report)| {
        let confidence = (statement.basis.confidence * 1000.0) as u32;
        let indirect = statement.quotation == Quotation::Indirect;
        (indirect, std::cmp::Reverse(confidence), report.published, statement.id.clone())
    });
    let best = &said[0].0;
    Some(StatementLine {
        id,
        speaker: best.speaker.clone(),
        content: best.content.quote.clone(),
        quotation: best.quotation,
        first,
        last,
        records: said.iter().map(|(statement, _)| statement.id.clone()).collect(),
        independent: independent(&reports),
        reports,
    })
}

#[cfg(test)]
mod tests {
    use coding::record::Basis;

    use super::*;
    use crate::ledger::Ledger;
    use crate::testing::{article, basis, quote};

    fn speaker(name: &str, class: SourceClass) -> Source {
        Source { name: name.into(), class, start: 0, end: 0, quote: name.into(), cue: None }
    }

    /// The statement lines of pages that each say `words` through `name`.
    fn lines(pages: &[(&str, &str, &str, SourceClass, &str)]) -> Vec<StatementLine> {
        let (mut articles, mut records) = (Vec::new(), Vec::new());
        for (outlet, day, name, class, words) in pages {
            let text = format!("{name} spoke. {words} More was not to be heard at {outlet}.");
            let page = article(outlet, day, &text);
            let basis: Basis = basis(&page, words);
            records.push(Record::Statement(Statement {
                id: Id::of('s', &[page.id.as_str(), words]),
                speaker: vec![speaker(name, *class)],
                content: quote(&page, words),
                quotation: Quotation::Indirect,
                basis,
            }));
            articles.push(page);
        }
        Ledger::new(articles, records, None).statements().to_vec()
    }

    #[test]
    fn one_utterance_in_three_papers_is_one_line() {
        use SourceClass::Person;
        let lines = lines(&[
            ("Harbour Post", "2021-03-01", "Vella", Person, "The ferry line will reopen before summer."),
            ("Inland Courier", "2021-03-02", "Vella", Person, "The ferry line would reopen before the summer."),
            ("Lowland Gazette", "2021-03-02", "Borg", Person, "The ferry line will reopen before summer."),
            ("Harbour Post", "2021-09-02", "Vella", Person, "The ferry line will be closed for good."),
        ]);
        let counts: Vec<(usize, usize)> = lines.iter().map(|line| (line.records.len(), line.independent)).collect();
        assert_eq!(counts, [(2, 2), (1, 1), (1, 1)]);
        assert_eq!(lines[0].first, "2021-03-01".parse().ok());
        assert_eq!(lines[0].last, "2021-03-02".parse().ok());
    }

    #[test]
    fn officials_of_two_days_are_not_one() {
        use SourceClass::Unnamed;
        let words = "The harbour police arrested nine men and took two boats.";
        let lines = lines(&[
            ("Harbour Post", "2021-03-01", "officials", Unnamed, words),
            ("Inland Courier", "2021-03-02", "officials", Unnamed, words),
            ("Lowland Gazette", "2021-03-29", "officials", Unnamed, words),
        ]);
        assert_eq!(lines.iter().map(|line| line.records.len()).collect::<Vec<usize>>(), [2, 1]);
    }
}
