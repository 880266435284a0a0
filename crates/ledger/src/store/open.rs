//! Opening a ledger's file: made where there is none, brought up to date where it is older, left alone where it is newer
//! or something else.

use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::{StoreError, shown, told};

/// Marks a file as a ledger: the letters `StOf`.
pub(super) const APPLICATION_ID: i64 = 0x5374_4F66;

/// The schema in the parts in which it grew; each is run once, in order.
const SCHEMA: &str = include_str!("schema.sql");

/// What another process is given to finish its writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a file is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To read: the file must be there.
    Read,
    /// To write: it is made where it is not.
    Write,
}

/// The parts of the schema, the first being version 1.
pub(super) fn versions() -> Vec<&'static str> {
    let parts = SCHEMA.split("\n-- version ").skip(1);
    parts.map(|part| part.split_once('\n').map_or("", |(_, statements)| statements)).collect()
}

/// Opens the ledger at `path`, up to date with this program's schema.
pub(super) fn open(path: &Path, purpose: Purpose) -> Result<Connection, StoreError> {
    let bytes = std::fs::metadata(path).map(|file| file.len());
    match (&bytes, purpose) {
        (Err(error), Purpose::Read) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::Missing { path: shown(path) });
        }
        (Ok(1..), _) => check_header(path)?,
        _ => {}
    }
    let flags = match purpose {
        // A reader of a file in WAL mode writes beside it, and may have to bring an older file up to date.
        Purpose::Read => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Purpose::Write => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
    };
    let mut connection =
        Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(told(path))?;
    let told = told(path);
    connection.busy_timeout(PATIENCE).map_err(&told)?;
    identify(&connection, path, purpose)?;
    if purpose == Purpose::Write {
        connection.pragma_update(None, "journal_mode", "WAL").map_err(&told)?;
        // A commit is on the disk before it is reported.
        connection.pragma_update(None, "synchronous", "FULL").map_err(&told)?;
    }
    connection.pragma_update(None, "foreign_keys", true).map_err(&told)?;
    migrate(&mut connection, path)?;
    Ok(connection)
}

fn check_header(path: &Path) -> Result<(), StoreError> {
    let mut header = [0_u8; 16];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut header));
    match read {
        Ok(()) if header == *b"SQLite format 3\0" => Ok(()),
        Err(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            Err(StoreError::Unopened { path: shown(path), detail: error.to_string() })
        }
        _ => Err(StoreError::NotALedger { path: shown(path), why: "it is no SQLite file" }),
    }
}

fn pragma(connection: &Connection, name: &str, path: &Path) -> Result<i64, StoreError> {
    connection.pragma_query_value(None, name, |row| row.get(0)).map_err(told(path))
}

/// Whether the file is a ledger that this program knows, or an empty one.
fn identify(connection: &Connection, path: &Path, purpose: Purpose) -> Result<(), StoreError> {
    let known = versions().len() as i64;
    let found = pragma(connection, "user_version", path)?;
    match pragma(connection, "application_id", path)? {
        APPLICATION_ID if found > known => Err(StoreError::Newer { path: shown(path), found, known }),
        APPLICATION_ID => Ok(()),
        _ => {
            let tables: i64 =
                connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(told(path))?;
            // Whoever was stopped while making a ledger left an empty file.
            match (tables, purpose) {
                (0, Purpose::Write) => Ok(()),
                (0, Purpose::Read) => Err(StoreError::Missing { path: shown(path) }),
                _ => Err(StoreError::NotALedger { path: shown(path), why: "it is the SQLite file of another program" }),
            }
        }
    }
}

/// Runs the parts of the schema that the file does not have yet: all of them or none.
fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let known = versions().len() as i64;
    if pragma(connection, "user_version", path)? == known {
        return Ok(());
    }
    let told = told(path);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&told)?;
    // Asked again under the lock: another process may have been first.
    let found = pragma(&transaction, "user_version", path)?;
    for part in versions().into_iter().skip(found as usize) {
        transaction.execute_batch(part).map_err(&told)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(&told)?;
    transaction.pragma_update(None, "user_version", known).map_err(&told)?;
    transaction.commit().map_err(&told)
}
