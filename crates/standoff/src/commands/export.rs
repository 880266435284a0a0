//! `standoff export`: a ledger, or a part of it, as files that other tools read.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use ledger::export::{About, Fill, Folder, Format, export};

use crate::asked::Asked;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder to write into; made where there is none.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    asked: Asked,
    /// For whom.
    #[arg(long, value_enum, default_value_t)]
    format: As,
    /// The licence that you give it, as an SPDX identifier; written into datapackage.json.
    #[arg(long, value_name = "NAME")]
    licence: Option<String>,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
enum As {
    /// One JSON object a line, a file a kind of thing.
    #[default]
    Jsonl,
    /// Tables, a file a kind of thing; no cell is a formula.
    Csv,
    /// Occurrences as PLOVER JSON.
    Plover,
    /// Occurrences told as fact as a GDELT 2.0 event table.
    Gdelt,
    /// Occurrences told as fact as an ICEWS table.
    Icews,
}

impl From<As> for Format {
    fn from(asked: As) -> Self {
        match asked {
            As::Jsonl => Self::Jsonl,
            As::Csv => Self::Csv,
            As::Plover => Self::Plover,
            As::Gdelt => Self::Gdelt,
            As::Icews => Self::Icews,
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (store, ledger) = arguments.asked.open()?;
    let filter = arguments.asked.filter(&store, &ledger)?;
    let about = About {
        licence: arguments.licence.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        read_with: store.versions()?,
        as_of: arguments.asked.as_of,
        filter: arguments.asked.words(),
    };
    std::fs::create_dir_all(&arguments.folder)
        .with_context(|| format!("cannot make the folder {}", arguments.folder.display()))?;
    let mut folder = OnDisk { folder: &arguments.folder, out: std::io::stdout().lock() };
    export(&ledger, &filter, arguments.format.into(), &about, &mut folder)?;
    Ok(ExitCode::SUCCESS)
}

/// A folder of files, each of which is told of when it is there.
struct OnDisk<'a, W> {
    folder: &'a Path,
    out: W,
}

impl<W: Write> Folder for OnDisk<'_, W> {
    type Error = anyhow::Error;

    fn make(&mut self, name: &str, fill: &mut Fill<'_>) -> anyhow::Result<()> {
        let path = self.folder.join(name);
        let rows = whole(&path, fill).with_context(|| format!("cannot write {}", path.display()))?;
        match rows {
            None => writeln!(self.out, "{}", path.display())?,
            Some(rows) => writeln!(self.out, "{}\t{rows} rows", path.display())?,
        }
        Ok(())
    }
}

/// Writes a file wholly or not at all.
fn whole(path: &Path, fill: &mut Fill<'_>) -> io::Result<Option<usize>> {
    let unfinished = path.with_extension("unfinished");
    let written = File::create(&unfinished).and_then(|file| {
        let mut file = BufWriter::new(file);
        let rows = fill(&mut file)?;
        file.flush()?;
        std::fs::rename(&unfinished, path)?;
        Ok(rows)
    });
    if written.is_err() {
        // Nothing is left of a file that could not be finished; where even that fails, the first fault is the one to tell.
        let _ = std::fs::remove_file(&unfinished);
    }
    written
}
