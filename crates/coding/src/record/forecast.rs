//! Forecasts: what is expected, how surely, by when.

use anchor::Id;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Basis, Party, Quote, Source};

/// A proposition about the future with a likelihood and a horizon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// Hash of article, place and forecaster.
    pub id: Id,
    /// Who expects so, outermost first; empty where the article itself does.
    pub forecaster: Vec<Source>,
    /// What is expected.
    pub content: Quote,
    /// Whom it is about.
    pub subject: Vec<Party>,
    /// Where the forecast points: that things stay as they are, or change.
    pub outcome: Outcome,
    /// The words of likelihood, where there are any.
    pub phrase: Option<String>,
    /// The chance of the proposition as worded, where the words give one.
    pub probability: Option<Probability>,
    /// By when.
    pub horizon: Option<Horizon>,
    /// On which terms.
    pub condition: Option<Quote>,
    /// What became of it.
    pub resolution: Resolution,
    /// Article, sentence, evidence, attribution, confidence, why.
    #[serde(flatten)]
    pub basis: Basis,
}

/// Where a forecast points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Things stay as they are.
    StatusQuo,
    /// Things change.
    Change,
}

/// A chance as words of estimative probability give it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Probability {
    /// Lowest chance the words cover, 0 to 1.
    pub low: f64,
    /// Middle of the two.
    pub mid: f64,
    /// Highest chance the words cover, 0 to 1.
    pub high: f64,
    /// The table the words were read by: `icd203`, `kent`, `ipcc`, or `stated` for figures in the text.
    pub table: String,
}

/// The last day on which a forecast can still come true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Horizon {
    /// First day that counts, where it is not the article's own.
    pub start: Option<Date>,
    /// Last day that counts.
    pub end: Option<Date>,
    /// The words.
    pub quote: String,
    /// The named date meant ("US presidential election").
    pub event: Option<String>,
}

/// What became of a forecast.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// Whether it came true.
    pub state: ResolutionState,
    /// Ids of the records that decide.
    pub evidence: Vec<Id>,
    /// `rule` or `person`, once decided.
    pub by: Option<String>,
    /// Which event decides it; none where the words name none that can be told apart.
    pub event: Option<DecidingEvent>,
}

impl Default for Resolution {
    fn default() -> Self {
        Self { state: ResolutionState::Open, evidence: Vec::new(), by: None, event: None }
    }
}

/// The event that decides a forecast: what, between whom, from when and by when.
///
/// Any occurrence that is told as fact (happened or ongoing), has one of `types`, takes place from `from` to
/// `until` and has every party of `between` among its actors and recipients is that event. With `occurs` the
/// forecast's proposition comes true with the first such occurrence, and false when `until` has passed without
/// one; without `occurs` it is the other way round. Where there is no `until`, only the first half can be decided.
/// It says what became of the proposition as worded ('talks are unlikely to resume': whether talks resumed), which
/// is also what [`Forecast::probability`] is the chance of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidingEvent {
    /// PLOVER types, any of which will do; never empty.
    pub types: Vec<String>,
    /// Codes of the parties that must take part, in alphabetical order, a name where a party has no code; may be
    /// empty, where any parties of the dispute will do.
    pub between: Vec<String>,
    /// Whether the proposition says that the event takes place, not that it does not.
    pub occurs: bool,
    /// First day that counts.
    pub from: Option<Date>,
    /// Last day that counts: the horizon's end.
    pub until: Option<Date>,
    /// The words that name the event.
    pub quote: String,
}

/// Whether a forecast came true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResolutionState {
    /// Not yet known.
    Open,
    /// It did.
    Yes,
    /// It did not.
    No,
    /// It cannot be told.
    Ambiguous,
    /// Its terms fell away.
    Annulled,
}
