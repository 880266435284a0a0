//! How a correction finds its records again after a page was read anew.

use std::collections::{BTreeMap, BTreeSet};

use anchor::Id;
use coding::record::{Quote, Record};
use page::Article;
use serde::{Deserialize, Serialize};

/// One record or article that a correction is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Its id when the correction was made.
    pub id: Id,
    /// `article`, `event`, `statement`, `position`, `forecast` or `office`.
    pub kind: String,
    /// The article it stands in.
    pub article: Id,
    /// The words that carry it; nothing of an article.
    pub words: String,
    /// The first code point of these words.
    pub start: usize,
}

impl Anchor {
    /// Of a record.
    pub fn of_record(record: &Record) -> Self {
        let core = core(record);
        Self {
            id: record.id().clone(),
            kind: record.kind().to_owned(),
            article: record.basis().article.clone(),
            words: core.quote.clone(),
            start: core.start,
        }
    }

    /// Of an article.
    pub fn of_article(article: &Article) -> Self {
        Self {
            id: article.id.clone(),
            kind: "article".to_owned(),
            article: article.id.clone(),
            words: String::new(),
            start: 0,
        }
    }
}

/// The words that carry a record: an event's trigger, what is said, wanted or expected, else its evidence.
fn core(record: &Record) -> &Quote {
    match record {
        Record::Event(event) => &event.trigger,
        Record::Statement(statement) => &statement.content,
        Record::Position(position) => &position.content,
        Record::Forecast(forecast) => &forecast.content,
        Record::Office(office) => &office.basis.evidence,
    }
}

/// Article, kind of record and the words that carry it.
type Words<'a> = (&'a Id, &'static str, &'a str);

/// Articles and records by what anchors say of them.
pub(super) struct Finder<'a> {
    articles: BTreeSet<&'a Id>,
    records: BTreeSet<&'a Id>,
    /// By article, kind and words: place and id.
    by_words: BTreeMap<Words<'a>, Vec<(usize, &'a Id)>>,
    successors: &'a BTreeMap<Id, Id>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(articles: &'a [Article], records: &'a [Record], successors: &'a BTreeMap<Id, Id>) -> Self {
        let mut by_words: BTreeMap<Words<'_>, Vec<(usize, &Id)>> = BTreeMap::new();
        for record in records {
            let core = core(record);
            let key = (&record.basis().article, record.kind(), core.quote.as_str());
            by_words.entry(key).or_default().push((core.start, record.id()));
        }
        Self {
            articles: articles.iter().map(|article| &article.id).collect(),
            records: records.iter().map(Record::id).collect(),
            by_words,
            successors,
        }
    }

    /// What `anchor` is about: the record of its id, else the one of its kind that its words carry, the nearest to
    /// where they stood, in its article or the one that took its place.
    pub(super) fn find(&self, anchor: &Anchor) -> Option<Id> {
        if anchor.kind == "article" {
            return self.article(&anchor.id);
        }
        if self.records.contains(&anchor.id) {
            return Some(anchor.id.clone());
        }
        let article = self.article(&anchor.article)?;
        let kinds = ["event", "statement", "position", "forecast", "office"];
        let kind = kinds.into_iter().find(|kind| *kind == anchor.kind)?;
        let there = self.by_words.get(&(&article, kind, anchor.words.as_str()))?;
        there.iter().min_by_key(|(start, id)| (start.abs_diff(anchor.start), *id)).map(|(_, id)| (*id).clone())
    }

    fn article(&self, id: &Id) -> Option<Id> {
        let mut id = id;
        // Each step leads to a later reading; a circle would be a fault of the file.
        for _ in 0..=self.successors.len() {
            if self.articles.contains(id) {
                return Some(id.clone());
            }
            id = self.successors.get(id)?;
        }
        None
    }
}
