//! Events: who did what to whom, when and where.

use anchor::{Id, Period};
use serde::{Deserialize, Serialize};

use super::{Basis, Factuality, Party, Quote};

/// A proposition with a PLOVER type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Hash of article, place and type.
    pub id: Id,
    /// The PLOVER type of the act as written.
    #[serde(rename = "type")]
    pub kind: String,
    /// The single PLOVER type after its rules for acts that did not (yet) take place; none where there is none.
    pub coded: Option<String>,
    /// PLOVER modes: how.
    pub mode: Vec<String>,
    /// PLOVER contexts: why.
    pub context: Vec<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; 0, and not written, where the
    /// type is a user's own.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub quad: u8,
    /// PLOVER score, -10 to 10.
    pub score: f64,
    /// Who acts; all sides of a reciprocal act.
    pub actor: Vec<Party>,
    /// Who is acted on.
    pub recipient: Vec<Party>,
    /// When, as far as the text says.
    pub date: Option<EventDate>,
    /// Where, as far as the text says.
    pub place: Option<Place>,
    /// Whether it takes place.
    pub factuality: Factuality,
    /// On which terms.
    pub condition: Option<Quote>,
    /// The word that names the act.
    pub trigger: Quote,
    /// Article, sentence, evidence, attribution, confidence, why.
    #[serde(flatten)]
    pub basis: Basis,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
pub(crate) fn is_zero(quad: &u8) -> bool {
    *quad == 0
}

/// When an event is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventDate {
    /// The day or days.
    #[serde(flatten)]
    pub period: Period,
    /// The words it was read from.
    pub timex: String,
    /// How the words belong to the event: `clause` (they stand in it) or the rule by which it inherits them.
    pub by: String,
}

/// Where an event is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The words.
    pub quote: String,
    /// Usual name.
    pub name: String,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
}
