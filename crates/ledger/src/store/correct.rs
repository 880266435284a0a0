//! What people said, into the file and out of it.

use anchor::Id;
use rusqlite::{TransactionBehavior, params};
use serde_json::Value;

use super::error::{shown, told};
use super::{Store, StoreError};
use crate::correction::{Action, Correction, Corrections};

impl Store {
    /// Keeps `corrections`, all or none of them; their numbers are given here. Returns the first number.
    pub fn correct(&mut self, corrections: &[Correction]) -> Result<i64, StoreError> {
        let told = told(&self.path);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&told)?;
        let mut first = None;
        for correction in corrections {
            let (field, value, was) = match &correction.action {
                Action::Set { field, value, was } => (Some(field), Some(value.to_string()), Some(was.to_string())),
                _ => (None, None, None),
            };
            let anchors = serde_json::to_string(&correction.anchors).unwrap_or_default();
            let sql = "INSERT INTO correction (at, by, because, action, target, field, value, was, anchors) \
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
            let Correction { at, by, because, action, target, .. } = correction;
            let values = params![at, by, because, action.as_str(), target.as_str(), field, value, was, anchors];
            transaction.execute(sql, values).map_err(&told)?;
            first.get_or_insert(transaction.last_insert_rowid());
        }
        transaction.execute("UPDATE state SET revision = revision + 1", []).map_err(&told)?;
        transaction.commit().map_err(&told)?;
        Ok(first.unwrap_or_default())
    }

    /// All that people said, in the order in which they said it.
    pub fn corrections(&self) -> Result<Corrections, StoreError> {
        let told = told(&self.path);
        let mut corrections = Corrections::default();
        let sql = "SELECT number, at, by, because, action, target, field, value, was, anchors FROM correction \
                   ORDER BY number";
        let mut statement = self.connection.prepare_cached(sql).map_err(&told)?;
        let mut rows = statement.query([]).map_err(&told)?;
        while let Some(row) = rows.next().map_err(&told)? {
            let json = |n: usize| -> Result<Value, StoreError> {
                let words: Option<String> = row.get(n).map_err(&told)?;
                serde_json::from_str(words.as_deref().unwrap_or("null")).map_err(|error| self.unread(&error))
            };
            let word: String = row.get(4).map_err(&told)?;
            let field: Option<String> = row.get(6).map_err(&told)?;
            let action = match (word.as_str(), field) {
                ("set", Some(field)) => Action::Set { field, value: json(7)?, was: json(8)? },
                ("reject", _) => Action::Reject,
                ("confirm", _) => Action::Confirm,
                ("merge", _) => Action::Merge,
                _ => Action::Split,
            };
            corrections.all.push(Correction {
                number: row.get(0).map_err(&told)?,
                at: row.get(1).map_err(&told)?,
                by: row.get(2).map_err(&told)?,
                because: row.get(3).map_err(&told)?,
                target: Id::written(row.get::<_, String>(5).map_err(&told)?),
                action,
                anchors: serde_json::from_value(json(9)?).map_err(|error| self.unread(&error))?,
            });
        }
        let mut statement = self.connection.prepare_cached("SELECT old, new FROM succession").map_err(&told)?;
        let mut rows = statement.query([]).map_err(&told)?;
        while let Some(row) = rows.next().map_err(&told)? {
            let id = |n: usize| row.get::<_, String>(n).map(Id::written).map_err(&told);
            corrections.successors.insert(id(0)?, id(1)?);
        }
        Ok(corrections)
    }

    /// A row holds what no version of this program wrote.
    pub(super) fn unread(&self, error: &serde_json::Error) -> StoreError {
        StoreError::Corrupt { path: shown(&self.path), detail: format!("a row cannot be understood: {error}") }
    }
}
