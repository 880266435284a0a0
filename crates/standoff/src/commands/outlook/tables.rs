//! Event tables that the user names, opened and read.

use std::fs::File;
use std::path::PathBuf;

use anyhow::Context;
use ledger::event_table::{EventTable, TableEvent};

use crate::reading::complain;

/// Rows named one by one that could not be read; more are only counted.
const NAMED: usize = 5;

/// Hands every event of `files` to `each`, in the order of the files, and counts the rows that could not be read.
pub(super) fn read(files: &[PathBuf], mut each: impl FnMut(TableEvent)) -> anyhow::Result<usize> {
    let mut failed = 0;
    for path in files {
        let name = path.display();
        let file = File::open(path).with_context(|| format!("cannot open {name}"))?;
        let table = EventTable::read(std::io::BufReader::new(file), None).with_context(|| name.to_string())?;
        let mut of_file = 0;
        for event in table {
            match event {
                Ok(event) => each(event),
                Err(error) => {
                    of_file += 1;
                    if of_file <= NAMED {
                        complain(&format!("{name}: {error}"));
                    }
                }
            }
        }
        if of_file > NAMED {
            complain(&format!("{name}: {} more lines cannot be read", of_file - NAMED));
        }
        failed += of_file;
    }
    Ok(failed)
}
