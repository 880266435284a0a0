//! Statements: one line for what somebody said, however many pages print it.
//!
//! Two records are one statement where the same person or body says what shares most of its words, in pages at most a
//! month apart; where the shorter one's words all stand in the longer one, as in a quotation that is taken up again, the
//! time between does not matter. 'Officials' and other speakers without a name are many: there both pages must use
//! nearly the same words within days.

use std::borrow::Cow;
use std::collections::BTreeSet;

use anchor::Id;
use coding::record::{Quotation, Record, Source, SourceClass, Statement};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::alike::{Alike, same_content};
use crate::archive::{Archive, records};
use crate::outlets::{self, Outlets};
use crate::reported::{Reported, by_day, independent};
use crate::words::{content_words, jaccard, overlap};

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

struct Said<'a> {
    statement: Cow<'a, Statement>,
    words: BTreeSet<String>,
    report: Reported,
}

/// Who speaks: the name, and whether that is a name at all.
type Who = (bool, String);

/// One line a statement, by the day on which it was first printed, then id.
pub(crate) fn statements(archive: &dyn Archive, outlets: &Outlets) -> Vec<StatementLine> {
    let statements = records(archive, "statement", |record| match record {
        Record::Statement(statement) => Some(statement),
        _ => None,
    });
    let mut said: Vec<Said<'_>> = statements
        .map(|(entry, statement)| Said {
            words: content_words(&statement.content.quote),
            report: Reported::of(entry, &statement.id, &statement.basis, None, archive, outlets),
            statement,
        })
        .collect();
    said.sort_by_cached_key(|said| (said.report.published.unwrap_or(Date::MAX), said.statement.id.clone()));

    let mut lines: Vec<Vec<Said<'_>>> = Vec::new();
    let mut alike: Alike<Who> = Alike::new();
    for one in said {
        let who = who(&one);
        let fits = |line: &usize| same(&who, &lines[*line], &one);
        if let Some(line) = alike.near(&who, &one.words).into_iter().find(fits) {
            lines[line].push(one);
        } else {
            alike.file(&who, &one.words, lines.len());
            lines.push(vec![one]);
        }
    }
    let mut lines: Vec<StatementLine> = lines.into_iter().map(sum_up).collect();
    in_order(&mut lines);
    lines
}

/// By the day on which they were first printed, then id.
pub(crate) fn in_order(lines: &mut [StatementLine]) {
    lines.sort_by_cached_key(|line| (line.first.unwrap_or(Date::MAX), line.id.clone()));
}

fn who(said: &Said<'_>) -> Who {
    match said.statement.speaker.last() {
        Some(source) => (source.class != SourceClass::Unnamed, outlets::key(&source.name)),
        None => (true, said.report.origin.clone()),
    }
}

/// Whether `one`, which `who` says, is what the records of `line` say.
fn same(who: &Who, line: &[Said<'_>], one: &Said<'_>) -> bool {
    let first = &line[0];
    // What a page says twice it says twice, unless in the same words.
    let apart = |other: &Said<'_>| match (other.report.published, one.report.published) {
        (Some(a), Some(b)) => b.since(a).map_or(i32::MAX, |span| span.get_days().abs()),
        _ => i32::MAX,
    };
    let near = line.last().map_or(i32::MAX, apart);
    let (named, _) = who;
    if !named {
        return near <= DAYS && jaccard(&first.words, &one.words) >= NEARLY;
    }
    let quoted = first.words.len().min(one.words.len()) >= QUOTED && overlap(&first.words, &one.words) >= 1.0;
    quoted || (near <= MONTH && same_content(&first.words, &one.words))
}

fn sum_up(mut said: Vec<Said<'_>>) -> StatementLine {
    let id = Id::of('u', &[said[0].statement.id.as_str()]);
    let reports = by_day(said.iter().map(|said| said.report.clone()).collect());
    let days = || reports.iter().filter_map(|report| report.published);
    let (first, last) = (days().min(), days().max());
    said.sort_by_cached_key(|said| {
        let confidence = (said.statement.basis.confidence * 1000.0) as u32;
        let indirect = said.statement.quotation == Quotation::Indirect;
        (indirect, std::cmp::Reverse(confidence), said.report.published, said.statement.id.clone())
    });
    let best = &said[0].statement;
    StatementLine {
        id,
        speaker: best.speaker.clone(),
        content: best.content.quote.clone(),
        quotation: best.quotation,
        first,
        last,
        records: said.iter().map(|said| said.statement.id.clone()).collect(),
        independent: independent(&reports),
        reports,
    }
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
        Ledger::new(articles, records, None).statements
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
