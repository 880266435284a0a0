//! The lines of the layers below records: tokens and times.

use anchor::Id;
use serde::{Deserialize, Serialize};

/// One line of the `tokens` layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenLine {
    /// The article.
    pub article: Id,
    /// Its number in the article, from 0.
    pub i: usize,
    /// Its words.
    pub text: String,
    /// Dictionary form.
    pub lemma: String,
    /// Fine tag.
    pub tag: String,
    /// Part of speech.
    pub pos: String,
    /// Label of the arc from its head.
    pub dep: String,
    /// Number of its head.
    pub head: usize,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Entity label with `B-` or `I-` before it, empty outside entities.
    pub ent: String,
    /// The number of its sentence, from 0.
    pub sentence: usize,
}

/// One line of the `time` layer: a span that names a time, as TIMEX3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeMention {
    /// The article.
    pub article: Id,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words.
    pub quote: String,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    #[serde(rename = "type")]
    pub kind: String,
    /// TIMEX3 value.
    pub value: String,
    /// TIMEX3 modifier (`START`, `APPROX`, …).
    #[serde(rename = "mod")]
    pub modifier: Option<String>,
    /// First day, where it is a time with ends.
    pub from: Option<jiff::civil::Date>,
    /// Last day, where it is a time with ends.
    pub to: Option<jiff::civil::Date>,
}
