//! One cleaned page.
//!
//! Invariant: `text` is prose alone, paragraphs parted by one blank line, unless it was given as it stands.

use anchor::{Id, Period};
use serde::{Deserialize, Serialize};

/// One cleaned page: what was printed, by whom, when, and the prose itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Hash of publisher, title, day and text.
    pub id: Id,
    /// The id its giver uses (`id` of a JSONL line, `WARC-Record-ID`).
    pub given_id: Option<String>,
    /// Its address, where known.
    pub url: Option<String>,
    /// The file it was read from, as the user named it.
    pub path: Option<String>,
    /// Who printed this page.
    pub publisher: Option<String>,
    /// The headline, without the publisher's name.
    pub title: Option<String>,
    /// The authors, one name each, without 'By'.
    pub byline: Vec<String>,
    /// When it was published.
    pub published: Published,
    /// News, opinion, analysis …
    #[serde(rename = "type")]
    pub kind: ArticleType,
    /// The outlet that printed it first, where the page says so ('EDITORIAL from Korea Times').
    pub republished_from: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// The prose. All spans of records point into it.
    pub text: String,
    /// What the page held besides, with reasons.
    pub dropped: Vec<Dropped>,
}

impl Article {
    /// A bare text: nothing is known of where it comes from.
    pub fn of_text(text: &str) -> Self {
        let mut article = Self {
            id: Id::of('a', &[]),
            given_id: None,
            url: None,
            path: None,
            publisher: None,
            title: None,
            byline: Vec::new(),
            published: Published::default(),
            kind: ArticleType::default(),
            republished_from: None,
            language: None,
            text: text.to_owned(),
            dropped: Vec::new(),
        };
        article.id = article.content_id();
        article
    }

    /// The id that its publisher, title, day and text give it.
    pub fn content_id(&self) -> Id {
        let day = self.published.period.map(|period| period.to_string()).unwrap_or_default();
        let known = |words: &Option<String>| words.clone().unwrap_or_default();
        Id::of('a', &[&known(&self.publisher), &known(&self.title), &day, &self.text])
    }
}

/// When a page was published, and how that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The day, or days; nothing where unknown.
    #[serde(flatten)]
    pub period: Option<Period>,
    /// How it is known.
    pub basis: Basis,
    /// No earlier than this day: the latest day that the text speaks of as past.
    pub not_before: Option<jiff::civil::Date>,
    /// The words or field that say so, for a reader: `meta article:published_time`, `"the paper said Monday"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// How a day of publication is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The page states it.
    Stated,
    /// The user gave it.
    Given,
    /// Worked out from the text.
    Inferred,
    /// Not known.
    #[default]
    Unknown,
}

/// What kind of text it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ArticleType {
    /// A report.
    #[default]
    News,
    /// An editorial, column or letter: its own claims are its outlet's, never fact.
    Opinion,
    /// Reporting that explains and expects.
    Analysis,
    /// Questions and answers.
    Interview,
    /// A list of dated happenings.
    Timeline,
    /// Anything else.
    Other,
}

/// A stretch of the page that is no part of the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// First code point, in the page's own text.
    pub start: usize,
    /// One past the last code point, in the page's own text.
    pub end: usize,
    /// Why it was dropped: `navigation`, `repeated caption`, `byline` …
    pub reason: String,
}
