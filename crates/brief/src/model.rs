//! The brief as data: what both renderings show, and what `/api/brief` answers.

use std::collections::BTreeMap;

use anchor::{Id, Period};
use jiff::civil::Date;
use outlook::{StatusQuo, Trend};
use serde::Serialize;

use crate::evidence::Proof;

/// The state of a dispute on one page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Brief {
    /// Between whom: "North Korea – United States".
    pub title: String,
    /// The two sides, as keys and names; nothing where no two sides have anything to do with each other.
    pub pair: Option<[SideName; 2]>,
    /// The day for which it speaks.
    pub as_of: Option<Date>,
    /// What the dispute is, in a sentence.
    pub about: String,
    /// What was read.
    pub sources: Sources,
    /// What a reader should know before trusting it.
    pub warnings: Vec<String>,
    /// Where the dispute stands.
    pub state: Option<State>,
    /// What happened, by day.
    pub timeline: Capped<Line>,
    /// What happened on a day that no page gives, by the first page that tells of it.
    pub undated: Capped<Line>,
    /// Every dated occurrence and every month, for the figures.
    pub figures: Figures,
    /// Who wants what, by issue and side.
    pub positions: PositionTable,
    /// Who expects what.
    pub forecasts: Capped<ForecastRow>,
    /// Who holds which post.
    pub offices: Capped<OfficeRow>,
    /// What is coming up after the day of the brief.
    pub coming: Capped<Line>,
    /// Where accounts differ.
    pub disagreements: Capped<Disagreement>,
}

/// A side's key and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SideName {
    /// Its key (`PRK`).
    pub key: String,
    /// What it is called.
    pub name: String,
}

/// The first of many, and how many more there are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Capped<T> {
    /// Those shown.
    pub shown: Vec<T>,
    /// How many are not.
    pub rest: usize,
}

impl<T> Default for Capped<T> {
    fn default() -> Self {
        Self { shown: Vec::new(), rest: 0 }
    }
}

impl<T> Capped<T> {
    /// The first `most` of `all`.
    pub(crate) fn new(mut all: Vec<T>, most: usize) -> Self {
        let rest = all.len().saturating_sub(most);
        all.truncate(most);
        Self { shown: all, rest }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }
}

/// One line that opens its evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// The ledger line it shows.
    pub id: Id,
    /// When, in words.
    pub when: String,
    /// The same as a day, for sorting and for machines.
    pub day: Option<Date>,
    /// What sets it apart from a plain fact (`planned`, `denied` …).
    pub mark: Option<&'static str>,
    /// What it says, in the brief's words.
    pub says: String,
    /// What it says, in a page's words.
    pub quote: Option<String>,
    /// How well it is known: pages and outlets.
    pub note: String,
    /// The sentences it stands on.
    pub proof: Proof,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sources {
    /// Pages.
    pub pages: usize,
    /// Outlets that printed them.
    pub outlets: usize,
    /// Pages that name no outlet.
    pub unnamed: usize,
    /// Pages that copy another one's text.
    pub copies: usize,
    /// Opinion pieces.
    pub opinions: usize,
    /// Pages that do not concern the pair.
    pub elsewhere: usize,
    /// First and last day of publication.
    pub published: Option<(Date, Date)>,
    /// Records by kind.
    pub records: BTreeMap<&'static str, usize>,
    /// Occurrences that concern the pair.
    pub occurrences: usize,
    /// The pages, the latest first.
    pub list: Capped<SourcePage>,
}

/// One page in the list of sources.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourcePage {
    /// The page.
    pub article: Id,
    /// Its day in words.
    pub when: String,
    /// Who printed it.
    pub publisher: String,
    /// Its headline.
    pub title: String,
    /// Its address, if it is one of the web's.
    pub url: Option<String>,
    /// Opinion, analysis …, unless it is news.
    pub kind: Option<&'static str>,
    /// Outlets that print the same text.
    pub copies: Vec<String>,
}

/// Where a dispute stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct State {
    /// One word.
    pub word: String,
    /// What it means.
    pub means: String,
    /// Since when.
    pub since: Option<Period>,
    /// For how many days; about so many where no day is known.
    pub days: Option<i32>,
    /// The tests that decide, each with its evidence.
    pub reasons: Vec<Line>,
    /// The last of what matters: talks, offers, threats, shows of force.
    pub last: Vec<(&'static str, Line)>,
    /// In which direction it moves.
    pub trend: Trend,
    /// The chance that it stays so.
    pub quo: Option<StatusQuo>,
}

/// What the figures draw.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// Dated occurrences, by day.
    pub dots: Vec<Dot>,
    /// The months of the pair.
    pub months: Vec<MonthBar>,
    /// Occurrences of the pair that are known to the year only.
    pub unplaced: usize,
}

/// An occurrence in the timeline figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dot {
    /// Its day, or the middle of its days.
    pub day: Date,
    /// In whose row it stands: 0 the first side, 1 the second, 2 both together, 3 anybody else.
    pub row: u8,
    /// Whether it is cooperation (above 0) or conflict.
    pub score: f64,
    /// Whether it is told as fact.
    pub fact: bool,
    /// Outlets that report it on their own.
    pub independent: usize,
    /// When and what, in words.
    pub says: String,
}

/// A month in the series figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MonthBar {
    /// Its first day.
    pub first: Date,
    /// Sum of the scores above 0.
    pub cooperation: f64,
    /// Sum of the scores below 0.
    pub conflict: f64,
    /// Acts in it.
    pub acts: usize,
    /// The status at its end, or on the day of the brief.
    pub status: &'static str,
}

/// Who wants what.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PositionTable {
    /// The sides, one a column.
    pub columns: Vec<SideName>,
    /// The issues, one a row.
    pub rows: Vec<PositionRow>,
    /// Positions not shown.
    pub rest: usize,
}

/// What each side wants on one issue.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PositionRow {
    /// The issue.
    pub issue: String,
    /// A cell a column.
    pub cells: Vec<Vec<PositionEntry>>,
}

/// One position.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PositionEntry {
    /// The ledger line it shows.
    pub id: Id,
    /// What is done with the content: "demands", "offers" …
    pub stance: &'static str,
    /// Whose position it is, where the column holds several sides.
    pub holder: Option<String>,
    /// What is wanted.
    pub content: String,
    /// The terms.
    pub condition: Option<String>,
    /// When it was held.
    pub when: String,
    /// The last of those days.
    pub day: Option<Date>,
    /// Whether an earlier position of the same side on the same issue took another stance.
    pub changed: bool,
    /// How well it is known.
    pub note: String,
    /// The sentences it stands on.
    pub proof: Proof,
}

/// One forecast.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ForecastRow {
    /// The ledger line it shows.
    pub id: Id,
    /// Who expects so; the article itself where nobody is named.
    pub who: String,
    /// Through whom it is known, outermost first.
    pub via: Vec<String>,
    /// What is expected.
    pub content: String,
    /// The words of likelihood.
    pub phrase: Option<String>,
    /// The chance of the proposition as worded, in words: "20–45 %".
    pub chance: Option<String>,
    /// The table by which the words were read.
    pub table: Option<String>,
    /// Where it points: "no change", "change".
    pub points: &'static str,
    /// By when, in words.
    pub horizon: Option<String>,
    /// The last day on which it can come true.
    pub until: Option<Date>,
    /// The terms.
    pub condition: Option<String>,
    /// When it was made, in words.
    pub made: String,
    /// Whether its last day lies before the day of the brief.
    pub past: bool,
    /// The sentences it stands on.
    pub proof: Proof,
}

/// One person and post.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfficeRow {
    /// The ledger line it shows.
    pub id: Id,
    /// The person.
    pub person: String,
    /// The post.
    pub post: String,
    /// Whose post it is.
    pub side: String,
    /// "in post", "nominated", "left".
    pub status: &'static str,
    /// Since and until when, and as of which page.
    pub when: String,
    /// The sentences it stands on.
    pub proof: Proof,
}

/// Something on which accounts differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Disagreement {
    /// The ledger line it concerns.
    pub id: Id,
    /// What is disputed.
    pub says: String,
    /// The versions, the most reported first.
    pub versions: Vec<AccountRow>,
}

/// One version of something disputed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccountRow {
    /// What is said.
    pub says: String,
    /// By how many outlets.
    pub note: String,
    /// The sentences it stands on.
    pub proof: Proof,
}
