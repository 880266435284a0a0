//! What can go wrong with a ledger's file, said so that its owner knows what to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// A ledger's file could not be used. Whatever was committed before stands.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no such file.
    #[error("{path}: there is no such ledger; `standoff read SOURCE --ledger {path}` makes one")]
    Missing {
        /// The file.
        path: String,
    },
    /// The file is something else.
    #[error("{path} is no ledger: {why}; name another file")]
    NotALedger {
        /// The file.
        path: String,
        /// How that shows.
        why: &'static str,
    },
    /// The file was made by a later version of this program.
    #[error(
        "{path} was made by a newer version of standoff (its schema is {found}, this one knows {known}); update standoff. The file was not changed"
    )]
    Newer {
        /// The file.
        path: String,
        /// Its schema.
        found: i64,
        /// The last schema that this program knows.
        known: i64,
    },
    /// The file is damaged.
    #[error(
        "{path} is damaged ({detail}); restore it from a copy, or save what can be saved with `sqlite3 {path} .recover`"
    )]
    Corrupt {
        /// The file.
        path: String,
        /// What is wrong.
        detail: String,
    },
    /// The disk, or the file's limit, is full.
    #[error(
        "{path}: no room is left on the disk; what was reported as read is kept. Make room and give the command again"
    )]
    Full {
        /// The file.
        path: String,
    },
    /// The system refused to write: a limit on the size of files, or a fault of the disk.
    #[error(
        "{path} could not be written ({detail}); what was reported as read is kept. See to it that the disk is sound and lets the file grow, and give the command again"
    )]
    Unwritten {
        /// The file.
        path: String,
        /// What the system says.
        detail: String,
    },
    /// Another process is writing and did not finish in time.
    #[error("{path} is being written by another process; wait for it to end and give the command again")]
    Locked {
        /// The file.
        path: String,
    },
    /// The file may not be read or written.
    #[error("{path} cannot be opened: {detail}")]
    Unopened {
        /// The file.
        path: String,
        /// What the system says.
        detail: String,
    },
    /// Anything else that the database says.
    #[error("{path}: {detail}")]
    Database {
        /// The file.
        path: String,
        /// What it says.
        detail: String,
    },
}

/// The file's name as messages show it.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Turns what the database says of the file at `path` into what its owner should know.
pub(super) fn told(path: &Path) -> impl Fn(rusqlite::Error) -> StoreError + use<> {
    let path: PathBuf = path.to_owned();
    move |source| {
        let path = shown(&path);
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Corrupt { path, detail: source.to_string() },
            Some(ErrorCode::NotADatabase) => StoreError::NotALedger { path, why: "it is no SQLite file" },
            Some(ErrorCode::DiskFull) => StoreError::Full { path },
            Some(ErrorCode::SystemIoFailure) => StoreError::Unwritten { path, detail: source.to_string() },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked { path },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
                StoreError::Unopened { path, detail: source.to_string() }
            }
            _ => StoreError::Database { path, detail: source.to_string() },
        }
    }
}
