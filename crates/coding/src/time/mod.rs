//! Time expressions: found, resolved to TIMEX3 values, and given their days.
//!
//! 'October last year' in an article of May 2020 is `2019-10`, from 2019-10-01 to 2019-10-31; 'Monday' is the
//! Monday that the tense of its verb points to; 'two days later' counts from the date named before it. A
//! report counts from its day of publication, a history from the date its story has reached
//! ([`Reading`]), a line of a list of key dates from the date that opens it; what names no day ('three weeks', 'every Monday', 'recently') keeps the value TIMEX3 has for it.
//!
//! What holds of the result:
//! - expressions are sorted and do not overlap;
//! - a period, where there is one, is what the value and its modifier say; 'earlier this month' ends with the day of
//!   publication, 'later this month' begins with it;
//! - an expression that cannot be resolved has no period, never a guessed one.

mod anchored;
mod atoms;
mod calendar;
mod chronology;
mod ends;
mod expression;
mod grammar;
mod horizon;
mod lexicon;
mod phrase;
mod point;
mod reading;
mod resolve;
#[cfg(test)]
mod tests;
mod unit;

use std::sync::LazyLock;

use anchor::Period;
use jiff::civil::Date;
use language::Document;

pub(crate) use anchored::{shifted, told};
pub use calendar::{Calendar, NamedDate, NamedKind, Occasion};
pub use ends::{Ends, Limit};
pub use expression::{Against, Modifier, TimeExpression, TimeKind};
pub use horizon::{Horizon, HorizonContext, horizon};

use crate::table::DataError;
use grammar::Grammar;
use lexicon::{Lexicon, Sense};
use resolve::{Base, Resolver};

/// What the times of a text are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    /// When the text was published, as far as known.
    pub published: Option<Period>,
    /// How it is to be read; decided from the text itself where not given.
    pub reading: Option<Reading>,
}

impl Anchors {
    /// For a text published then.
    pub fn published(published: Option<Period>) -> Self {
        Self { published, reading: None }
    }
}

/// What a text's dates without a year, and its weekdays, count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// The day of publication: a report, a comment.
    News,
    /// The date that the story has reached: a history, a chronology, a background piece.
    Narrative,
}

/// The words and the calendar by which times are read.
#[derive(Clone, Debug)]
pub struct TimeWords {
    lexicon: Lexicon,
    calendar: Calendar,
    ends: Ends,
}

impl TimeWords {
    /// Reads the three tables, laid out as `data/time/words.tsv`, `calendar.tsv` and `ends.tsv` say at their heads.
    pub fn parse(words: &str, calendar: &str, ends: &str) -> Result<Self, DataError> {
        let mut lexicon = Lexicon::default();
        lexicon.read("data/time/words.tsv", words)?;
        let calendar = Calendar::parse("data/time/calendar.tsv", calendar)?;
        for (number, entry) in calendar.entries().iter().enumerate().filter(|(_, entry)| entry.kind == NamedKind::Day) {
            for words in &entry.words {
                lexicon.add(words, Sense::Named(number as u16));
            }
        }
        let ends = Ends::parse("data/time/ends.tsv", ends)?;
        Ok(Self { lexicon, calendar, ends })
    }

    /// Those that are built in.
    ///
    /// # Panics
    /// Never: the built-in tables are read by a test.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<TimeWords> = LazyLock::new(|| {
            let words = include_str!("../../../../data/time/words.tsv");
            let calendar = include_str!("../../../../data/time/calendar.tsv");
            let ends = include_str!("../../../../data/time/ends.tsv");
            TimeWords::parse(words, calendar, ends).unwrap_or_else(|problem| panic!("{problem}"))
        });
        &BUILT_IN
    }

    /// The named dates.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The words that say by when.
    pub fn ends(&self) -> &Ends {
        &self.ends
    }
}

/// The time expressions of `document`, sorted; they do not overlap.
pub fn find(document: &Document, anchors: &Anchors, words: &TimeWords) -> Vec<TimeExpression> {
    let atoms = atoms::atoms(document, &words.lexicon);
    let grammar = Grammar::new(document, &atoms, &words.lexicon);
    let found = grammar.expressions();
    let reading =
        anchors.reading.unwrap_or_else(|| reading::reading(&found, anchors.published.map(|period| period.end)));
    let from = |today: Option<Date>| Resolver::new(&grammar, &words.calendar, Base { today, reading }).resolve(&found);
    let all = match anchors.published {
        None => from(None),
        Some(published) if published.start == published.end => from(Some(published.end)),
        // A day of publication known only roughly: what comes out the same from its first and its last day stands.
        Some(published) => {
            let both = from(Some(published.start)).into_iter().zip(from(Some(published.end)));
            both.zip(from(None)).map(|((one, other), unknown)| if one == other { other } else { unknown }).collect()
        }
    };
    let mut all: Vec<TimeExpression> = all.into_iter().flatten().collect();
    let today = anchors.published.filter(|published| published.start == published.end).map(|published| published.end);
    anchored::anchor(document, &mut all, &words.calendar, today.filter(|_| reading == Reading::News));
    all
}
