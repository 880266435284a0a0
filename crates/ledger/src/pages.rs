//! What was read, for whoever looks at it: pages and records by id or one after the other, each taken from where it is kept
//! when it is asked for.

use std::borrow::Cow;
use std::sync::Arc;

use anchor::Id;
use coding::record::Record;
use jiff::civil::Date;
use page::Article;

use crate::archive::{Archive, LeftOut, Page};
use crate::store::StoreError;

/// Articles and their records, in order. Cheap to clone.
///
/// What stands in a ledger's file may turn out to be damaged when it is taken from there; then it is not given, and
/// [`Pages::sound`] tells.
#[derive(Clone, Debug)]
pub struct Pages(Arc<dyn Archive>);

impl Pages {
    pub(crate) fn new(archive: Arc<dyn Archive>) -> Self {
        Self(archive)
    }

    /// All pages, by day of publication.
    pub fn list(&self) -> &[Page] {
        self.0.pages()
    }

    /// The page of this id, without its text.
    pub fn page(&self, id: &Id) -> Option<&Page> {
        self.0.pages().get(self.0.page_at(id)?)
    }

    /// All articles, by day of publication.
    pub fn articles(&self) -> impl Iterator<Item = Cow<'_, Article>> {
        (0..self.0.pages().len()).filter_map(|page| self.0.article(page))
    }

    /// The article of this id.
    pub fn article(&self, id: &Id) -> Option<Cow<'_, Article>> {
        self.0.article(self.0.page_at(id)?)
    }

    /// The article that `words` name: by its id, the file it was read from, or its address.
    pub fn article_named(&self, words: &str) -> Option<Cow<'_, Article>> {
        self.article(&Id::written(words)).or_else(|| self.0.article(self.0.page_from(words)?))
    }

    /// All records, by article and place.
    pub fn records(&self) -> impl Iterator<Item = Cow<'_, Record>> {
        (0..self.0.entries().len()).filter_map(|entry| self.0.record(entry))
    }

    /// All records of one kind, by article and place.
    pub fn records_of(&self, kind: &'static str) -> impl Iterator<Item = Cow<'_, Record>> {
        let entries = self.0.entries().iter().enumerate().filter(move |(_, entry)| entry.kind == kind);
        entries.filter_map(|(entry, _)| self.0.record(entry))
    }

    /// The kind of each record and its page's place in [`Pages::list`], without looking at any.
    pub fn kinds(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.0.entries().iter().map(|entry| (entry.kind, entry.page as usize))
    }

    /// The records of the article `id`, by place.
    pub fn records_in(&self, id: &Id) -> Vec<Cow<'_, Record>> {
        self.0.page_at(id).map(|page| self.0.records_on(page)).unwrap_or_default()
    }

    /// The record of this id.
    pub fn record(&self, id: &Id) -> Option<Cow<'_, Record>> {
        self.0.record_of(id)
    }

    /// What was given but not used.
    pub fn left_out(&self) -> LeftOut {
        self.0.left_out()
    }

    /// The last day on which any of them was published.
    pub fn last_day(&self) -> Option<Date> {
        self.list().iter().filter_map(|page| page.published).map(|period| period.end).max()
    }

    /// Whether all that was asked for could be read.
    ///
    /// # Errors
    /// The first thing that could not.
    pub fn sound(&self) -> Result<(), StoreError> {
        self.0.fault().map_or(Ok(()), Err)
    }
}
