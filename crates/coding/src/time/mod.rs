//! Time expressions: found, resolved to TIMEX3 values, and given their days.
//!
//! 'October last year' in an article of May 2020 is `2019-10`, from 2019-10-01 to 2019-10-31; 'Monday' is the
//! Monday that the tense of its verb points to; 'two days later' counts from the date named before it. A
//! report counts from its day of publication, a history from the date its story has reached
//! ([`Reading`]); what names no day ('three weeks', 'every Monday', 'recently') keeps the value TIMEX3 has for it.
//!
//! What holds of the result:
//! - expressions are sorted and do not overlap;
//! - a period, where there is one, is what the value and its modifier say;
//! - an expression that cannot be resolved has no period, never a guessed one.

mod expression;

pub use expression::{Against, Modifier, TimeExpression, TimeKind};

use anchor::Period;

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
