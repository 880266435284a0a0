//! Offices: a person's post over time.

use anchor::{Id, Period};
use serde::{Deserialize, Serialize};

use super::{Basis, Party};

/// That a person is nominated to, holds or has left a post, as one place says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Office {
    /// Hash of article, person and post.
    pub id: Id,
    /// The person.
    pub person: Party,
    /// The post, in the text's words.
    pub post: String,
    /// Code of the state or body whose post it is.
    pub of: Option<String>,
    /// Nominated, in post, or left.
    pub status: OfficeStatus,
    /// Since when, as far as the text says.
    pub from: Option<Period>,
    /// Until when, as far as the text says.
    pub to: Option<Period>,
    /// Article, sentence, evidence, attribution, confidence, why.
    #[serde(flatten)]
    pub basis: Basis,
}

/// How a person stands to a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OfficeStatus {
    /// Named for it; not in post.
    Nominated,
    /// In post.
    Holds,
    /// No longer in post.
    Left,
}
