//! Statements: who said what.

use anchor::Id;
use serde::{Deserialize, Serialize};

use super::{Basis, Quote, Source};

/// Attributed content, quoted or paraphrased.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Hash of article, place and speaker.
    pub id: Id,
    /// Who says so, outermost first; the last is the one whose words or thoughts they are.
    pub speaker: Vec<Source>,
    /// What is said.
    pub content: Quote,
    /// Quoted, paraphrased, or both.
    pub quotation: Quotation,
    /// Article, sentence, evidence, attribution, confidence, why.
    #[serde(flatten)]
    pub basis: Basis,
}

/// How words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quotation {
    /// All of it between quotation marks.
    Direct,
    /// Paraphrased.
    Indirect,
    /// Partly quoted.
    Mixed,
}
