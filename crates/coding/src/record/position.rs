//! Positions: what a party wants.

use anchor::{Id, Period};
use serde::{Deserialize, Serialize};

use super::{Basis, Party, Quote};

/// What a party demands, offers, refuses, commits to, makes a condition or threatens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Hash of article, place and stance.
    pub id: Id,
    /// Whose position it is.
    pub holder: Vec<Party>,
    /// To whom it is addressed.
    pub toward: Vec<Party>,
    /// What is done with the content.
    pub stance: Stance,
    /// A label of the issue list (`sanctions`, `summit`, …), where one fits.
    pub issue: Option<String>,
    /// What is wanted.
    pub content: Quote,
    /// The terms.
    pub condition: Option<Quote>,
    /// When it was held, as far as known: the day it was voiced, else the article's.
    pub as_of: Option<Period>,
    /// Article, sentence, evidence, attribution, confidence, why.
    #[serde(flatten)]
    pub basis: Basis,
}

/// What a party does with what it wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// The other is to do it.
    Demand,
    /// It would do it.
    Offer,
    /// It will not do it, or will not accept it.
    Refuse,
    /// It will do it.
    Commit,
    /// It will do it only on terms.
    Condition,
    /// It will do it to the other's harm.
    Threaten,
}

impl Stance {
    /// As it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Demand => "demand",
            Self::Offer => "offer",
            Self::Refuse => "refuse",
            Self::Commit => "commit",
            Self::Condition => "condition",
            Self::Threaten => "threaten",
        }
    }
}
