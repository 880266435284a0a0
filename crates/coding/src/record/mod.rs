//! Records: what is read in one place of one article, as the contract prints it.
//!
//! A record is the boundary between reading and keeping: inside this crate places are byte spans and
//! tokens, in a record they are quotes in code points. Every record holds its evidence, who says so
//! (outermost first), how sure the reading is, and why it was read so.
//!
//! Unknown is absent or null, never a guess.

mod event;
mod forecast;
mod office;
mod party;
mod position;
mod quote;
mod statement;
mod token;

pub(crate) use event::is_zero;
pub use event::{Event, EventDate, Place};
pub use forecast::{DecidingEvent, Forecast, Horizon, Outcome, Probability, Resolution, ResolutionState};
pub use office::{Office, OfficeStatus};
pub use party::{ActorMention, MentionForm, Party, Source, SourceClass};
pub use position::{Position, Stance};
pub use quote::{Quote, Quoter};
pub use statement::{Quotation, Statement};
pub use token::{TimeMention, TokenLine};

use anchor::Id;
use serde::{Deserialize, Serialize};

/// Any one record, told apart by `kind`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Record {
    /// Who did what to whom, when and where.
    Event(Event),
    /// Who said what.
    Statement(Statement),
    /// What a party demands, offers, refuses, commits to, makes a condition or threatens.
    Position(Position),
    /// What is expected, how surely, by when.
    Forecast(Forecast),
    /// Who holds which post.
    Office(Office),
}

impl Record {
    /// Its id.
    pub fn id(&self) -> &Id {
        match self {
            Self::Event(record) => &record.id,
            Self::Statement(record) => &record.id,
            Self::Position(record) => &record.id,
            Self::Forecast(record) => &record.id,
            Self::Office(record) => &record.id,
        }
    }

    /// What all records have.
    pub fn basis(&self) -> &Basis {
        match self {
            Self::Event(record) => &record.basis,
            Self::Statement(record) => &record.basis,
            Self::Position(record) => &record.basis,
            Self::Forecast(record) => &record.basis,
            Self::Office(record) => &record.basis,
        }
    }

    /// The word for its kind: `event`, `statement`, `position`, `forecast` or `office`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Event(_) => "event",
            Self::Statement(_) => "statement",
            Self::Position(_) => "position",
            Self::Forecast(_) => "forecast",
            Self::Office(_) => "office",
        }
    }
}

/// What every record stands on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Basis {
    /// The article it was read in.
    pub article: Id,
    /// The number of its sentence in the article, from 0.
    pub sentence: usize,
    /// The words that say so.
    pub evidence: Quote,
    /// Through whom it is known, outermost first; empty where the article itself says so.
    pub attribution: Vec<Source>,
    /// How likely the reading is right, 0 to 1; of an event: how likely such an act, of that type, is told there.
    pub confidence: f64,
    /// The rules or features that decided, in words a reader understands.
    pub why: Vec<String>,
}

/// Whether what a clause says takes place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Factuality {
    /// It took place.
    #[default]
    Happened,
    /// It is under way, or a state is kept up, at the time of the article.
    Ongoing,
    /// Somebody's own or scheduled intent.
    Planned,
    /// It may, could, or is expected to be.
    Possible,
    /// One half of an open condition.
    Conditional,
    /// Imagined or contrary to fact.
    Hypothetical,
    /// Somebody denies it with a word of denial.
    Denied,
    /// It did not, does not or will not take place.
    Negated,
}

impl Factuality {
    /// Whether it is told as fact: happened or ongoing.
    pub fn is_fact(self) -> bool {
        matches!(self, Self::Happened | Self::Ongoing)
    }

    /// As it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Ongoing => "ongoing",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Conditional => "conditional",
            Self::Hypothetical => "hypothetical",
            Self::Denied => "denied",
            Self::Negated => "negated",
        }
    }
}
