//! `standoff export`: a ledger, or a part of it, as files that other tools read.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use ledger::export::{About, Format, export};

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
    let mut out = std::io::stdout().lock();
    export(&ledger, &filter, arguments.format.into(), &about, |file| {
        let path = arguments.folder.join(&file.name);
        write(&path, &file.body)?;
        match file.name.as_str() {
            "datapackage.json" => writeln!(out, "{}", path.display())?,
            _ => writeln!(out, "{}\t{} rows", path.display(), file.rows)?,
        }
        anyhow::Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a file wholly or not at all.
fn write(path: &Path, body: &str) -> anyhow::Result<()> {
    let unfinished = path.with_extension("unfinished");
    std::fs::write(&unfinished, body)
        .and_then(|()| std::fs::rename(&unfinished, path))
        .with_context(|| format!("cannot write {}", path.display()))
}
