//! Events of tables made elsewhere, into the file and out of it as occurrences of their own source.

use std::collections::BTreeMap;

use anchor::Id;
use jiff::civil::Date;
use rusqlite::{TransactionBehavior, params};

use super::error::told;
use super::{Store, StoreError};
use crate::correction::{mode_word, ontology};
use crate::event_table::{Format, TableEvent, TableParty, occurrences};
use crate::occurrence::Occurrence;
use crate::side::Side;

/// An occurrence that a table made elsewhere tells of.
#[derive(Clone, Debug, PartialEq)]
pub struct TableOccurrence {
    /// Whose table it is: `icews`, `gdelt`, `polecat`, `csv`.
    pub source: String,
    /// The occurrence: without reports, for nobody knows the pages.
    pub occurrence: Occurrence,
}

impl Store {
    /// Puts the events of a table in, all in one transaction; those that are there already are passed over. Says how
    /// many are new.
    pub fn put_table(
        &mut self,
        format: Format,
        events: impl IntoIterator<Item = TableEvent>,
    ) -> Result<usize, StoreError> {
        let told = told(&self.path);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&told)?;
        let mut new = 0;
        {
            let sql = "INSERT OR IGNORE INTO table_event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
            let mut insert = transaction.prepare(sql).map_err(&told)?;
            for event in events {
                let values = params![
                    event.id.as_str(),
                    format.as_str(),
                    event.day.to_string(),
                    event.known.to_string(),
                    event.source.name,
                    event.source.side.key(),
                    event.target.name,
                    event.target.side.key(),
                    event.label,
                    event.cameo,
                    event.kind,
                    event.mode,
                    event.reports as i64,
                    event.place,
                    event.link,
                ];
                new += insert.execute(values).map_err(&told)?;
            }
        }
        transaction.commit().map_err(&told)?;
        Ok(new)
    }

    /// What tables made elsewhere tell of, as far as it was known on `as_of`: by table, then day.
    pub fn table_occurrences(&self, as_of: Option<Date>) -> Result<Vec<TableOccurrence>, StoreError> {
        let told = told(&self.path);
        let sql = "SELECT id, format, day, known, source_name, source_side, target_name, target_side, label, cameo, type, \
                   mode, reports, place, link FROM table_event WHERE known <= ?1 ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql).map_err(&told)?;
        let mut rows = statement.query([as_of.unwrap_or(Date::MAX).to_string()]).map_err(&told)?;
        let mut events: BTreeMap<String, Vec<TableEvent>> = BTreeMap::new();
        while let Some(row) = rows.next().map_err(&told)? {
            let text = |n: usize| row.get::<_, String>(n).map_err(&told);
            let some = |n: usize| row.get::<_, Option<String>>(n).map_err(&told);
            let day = |n: usize| Ok::<Date, StoreError>(text(n)?.parse().unwrap_or(Date::MAX));
            let kind = some(10)?.and_then(|kind| ontology().types().find(|known| *known == kind));
            let mode = some(11)?.and_then(|mode| mode_word(&mode));
            let modes: Vec<String> = mode.into_iter().map(str::to_owned).collect();
            let party = |name: usize| {
                Ok::<TableParty, StoreError>(TableParty { name: text(name)?, side: Side::named(&text(name + 1)?) })
            };
            events.entry(text(1)?).or_default().push(TableEvent {
                id: Id::written(text(0)?),
                line: 0,
                day: day(2)?,
                known: day(3)?,
                source: party(4)?,
                target: party(6)?,
                label: text(8)?,
                cameo: some(9)?,
                kind,
                mode,
                quad: kind.map_or(0, |kind| ontology().quad(kind)),
                score: kind.map_or(0.0, |kind| ontology().score(kind, &modes)),
                reports: row.get::<_, i64>(12).map_err(&told)? as usize,
                place: some(13)?,
                link: some(14)?,
            });
        }
        let of = |(source, events): (String, Vec<TableEvent>)| {
            occurrences(&events)
                .into_iter()
                .map(move |occurrence| TableOccurrence { source: source.clone(), occurrence })
        };
        Ok(events.into_iter().flat_map(of).collect())
    }
}
