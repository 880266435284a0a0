//! The lines that a ledger's derived tables hold.

use std::collections::{BTreeMap, BTreeSet};

use anchor::Id;
use rusqlite::Row;
use serde::de::DeserializeOwned;

use super::Filed;
use crate::archive::Archive as _;
use crate::copies::{Copy, Original};
use crate::side::{Names, Side};
use crate::store::StoreError;

impl Filed {
    /// The objects that `sql` gives as JSON; what cannot be read is left to [`fault`](crate::archive::Archive::fault).
    pub(crate) fn objects<T: DeserializeOwned>(&self, sql: &str) -> Vec<T> {
        let mut objects = Vec::new();
        let read = self.store().each(sql, |row| {
            let object = serde_json::from_str(row.get_ref(0)?.as_str()?);
            Ok(object.map(|object| objects.push(object)))
        });
        self.taken(read).map(|()| objects).unwrap_or_default()
    }

    /// One entry a text, in the order of their first pages.
    pub(crate) fn originals(&self) -> Vec<Original> {
        let mut copies: BTreeMap<String, Vec<Copy>> = BTreeMap::new();
        let mut copied: BTreeSet<Id> = BTreeSet::new();
        self.rows("SELECT original, article, shared FROM copy", |row| {
            let copy = Copy { article: Id::written(row.get::<_, String>(1)?), shared: row.get(2)? };
            copied.insert(copy.article.clone());
            copies.entry(row.get(0)?).or_default().push(copy);
            Ok(())
        });
        let first = self.pages.iter().map(|page| &page.id).filter(|id| !copied.contains(id));
        let original = |id: &Id| {
            let mut copies = copies.remove(id.as_str()).unwrap_or_default();
            copies.sort_by_key(|copy| self.page_at(&copy.article));
            Original { article: id.clone(), copies }
        };
        first.map(original).collect()
    }

    /// What each side is called.
    pub(crate) fn names(&self) -> Names {
        let mut names: Vec<(Side, String)> = Vec::new();
        self.rows("SELECT side, name FROM actor", |row| {
            names.push((Side::named(row.get_ref(0)?.as_str()?), row.get(1)?));
            Ok(())
        });
        Names::given(names)
    }

    fn rows(&self, sql: &str, mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>) {
        let read: Result<(), StoreError> = self.store().each(sql, |row| take(row).map(Ok));
        self.taken(read);
    }
}
