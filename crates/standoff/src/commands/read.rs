//! `standoff read`: pages into a ledger, each wholly or not at all.
//!
//! A page is named on standard output once it is on the disk, and not before: whoever was stopped in the middle gives
//! the same command again, and what was named is not read twice.

use std::fs::File;
use std::io::{BufReader, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anchor::Id;
use anyhow::Context;
use ledger::event_table::{EventTable, Format};
use ledger::{PageKey, Put, Reading, Run, Store, Versions, lines};

use crate::gather::is_annotated;
use crate::reading::{Options, Reader, Sources, Tally, complain};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pages: Sources,
    /// The ledger: one SQLite file, made where there is none.
    #[arg(long, value_name = "FILE")]
    ledger: PathBuf,
    /// What the sources hold: pages, or events of a table made elsewhere, which are kept as occurrences of their own.
    #[arg(long, value_enum, default_value_t)]
    format: Holds,
    /// Read pages that are there already, too.
    #[arg(long)]
    again: bool,
    /// Pages that are read and put on the disk together; what is stopped loses no more than these.
    #[arg(long, value_name = "N", default_value_t = BATCH)]
    batch: usize,
    #[command(flatten)]
    options: Options,
}

/// What sources hold.
#[derive(clap::ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Holds {
    /// Pages.
    #[default]
    Pages,
    /// Tab files of the Integrated Crisis Early Warning System.
    Icews,
    /// GDELT's event exports, version 1 or 2.
    Gdelt,
    /// POLECAT tables.
    Polecat,
    /// Any table with the columns date, source, event, target.
    Csv,
}

impl Holds {
    /// The table's format; none of pages.
    fn table(self) -> Option<Format> {
        match self {
            Self::Pages => None,
            Self::Icews => Some(Format::Icews),
            Self::Gdelt => Some(Format::Gdelt),
            Self::Polecat => Some(Format::Polecat),
            Self::Csv => Some(Format::Csv),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut store = Store::create(&arguments.ledger)?;
    let mut tally = Tally::default();
    let mut out = BufWriter::new(std::io::stdout().lock());
    if let Some(format) = arguments.format.table() {
        return tables(&arguments.pages.sources, format, &mut store, &mut out);
    }
    let (written, pages): (Vec<&String>, Vec<&String>) =
        arguments.pages.sources.iter().partition(|source| is_annotated(Path::new(source)));
    for source in written {
        annotated(source, arguments, &mut store, &mut tally, &mut out)?;
    }
    if !pages.is_empty() {
        let pages: Vec<String> = pages.into_iter().cloned().collect();
        read(&pages, arguments, &mut store, &mut tally, &mut out)?;
    }
    store.derive()?;
    let Tally { read, known, failed } = &tally;
    let file = arguments.ledger.display();
    let failed = if failed.is_empty() { String::new() } else { format!(", {} could not be read", failed.len()) };
    complain(&format!("{file}: {read} pages read, {known} there already{failed}"));
    Ok(tally.exit_code())
}

/// Reads pages that are not there yet.
fn read(
    sources: &[String],
    arguments: &Arguments,
    store: &mut Store,
    tally: &mut Tally,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let reader = Reader::with_dates(&arguments.options, &store.calendar()?)?;
    store.keep_calendar(reader.calendar())?;
    let run = store.run(reader.versions())?;
    let store = std::cell::RefCell::new(store);
    let key = |item: &page::source::Item| PageKey { key: item.key().to_string(), name: item.name.clone() };
    let shown = std::io::stderr().is_terminal();
    let mut count = 0;
    let done = reader.read_batches(
        sources,
        arguments.batch.max(1),
        |item| Ok(!arguments.again && store.borrow().knows(&key(item), run)?),
        |batch| {
            let readings = batch.into_iter().map(|(item, read)| Reading {
                page: key(&item),
                article: read.article,
                records: read.coded.records,
            });
            let readings: Vec<Reading> = readings.collect();
            put(*store.borrow_mut(), run, &readings, out)?;
            count += readings.len();
            if shown {
                let _ = write!(std::io::stderr().lock(), "\r{count} pages read ");
            }
            Ok(())
        },
    )?;
    if shown {
        let _ = writeln!(std::io::stderr().lock());
    }
    tally.read += done.read;
    tally.known += done.known;
    tally.failed.extend(done.failed);
    Ok(())
}

/// Takes over the events of tables, each file wholly or not at all.
fn tables(files: &[String], format: Format, store: &mut Store, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let mut tally = Tally::default();
    for path in files {
        let table = File::open(path)
            .map_err(anyhow::Error::from)
            .and_then(|file| Ok(EventTable::read(BufReader::new(file), Some(format))?));
        let table = match table {
            Ok(table) => table,
            Err(error) => {
                let message = format!("{path}: {error}");
                complain(&message);
                tally.failed.push(message);
                continue;
            }
        };
        let (mut rows, mut failed) = (0, 0);
        let events = table.filter_map(|row| match row {
            Ok(event) => {
                rows += 1;
                Some(event)
            }
            Err(error) => {
                failed += 1;
                if failed <= NAMED {
                    complain(&format!("{path}: {error}"));
                }
                None
            }
        });
        let new = store.put_table(format, events)?;
        tally.read += rows;
        if failed > 0 {
            tally.failed.push(format!("{path}: {failed} lines cannot be read"));
            complain(&format!("{path}: {failed} lines cannot be read"));
        }
        writeln!(out, "{path}\t{rows} events, {new} of them new")?;
        out.flush()?;
    }
    Ok(tally.exit_code())
}

/// Lines of a table named one by one that could not be read; more are only counted.
const NAMED: usize = 5;

/// Pages put in at a time, unless asked otherwise.
const BATCH: usize = 64;

/// Takes over what `annotate` wrote.
fn annotated(
    source: &str,
    arguments: &Arguments,
    store: &mut Store,
    tally: &mut Tally,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    // Such a file does not say what made it.
    let unknown = || "as annotated".to_owned();
    let run = store.run(&Versions { program: unknown(), model: unknown(), data: unknown(), likelihood: unknown() })?;
    let file = File::open(source).with_context(|| format!("cannot open {source}"))?;
    let mut batch: Vec<Reading> = Vec::new();
    for page in lines::pages(BufReader::new(file)) {
        let page = match page {
            Ok(page) => page,
            Err(error) => {
                let message = format!("{source}: {error}");
                complain(&message);
                tally.failed.push(message);
                break;
            }
        };
        let line = page.line;
        let Some(article) = page.article else { continue };
        let digest = serde_json::to_string(&(&article, &page.records))?;
        let key = PageKey { key: Id::of('k', &["lines", &digest]).to_string(), name: format!("{source}:{line}") };
        if !arguments.again && store.knows(&key, run)? {
            tally.known += 1;
            continue;
        }
        tally.read += 1;
        batch.push(Reading { page: key, article, records: page.records });
        if batch.len() == arguments.batch.max(1) {
            put(store, run, &batch, out)?;
            batch.clear();
        }
    }
    put(store, run, &batch, out)
}

/// Puts `readings` into the ledger and then names them.
fn put(store: &mut Store, run: Run, readings: &[Reading], out: &mut impl Write) -> anyhow::Result<()> {
    let done = store.put(run, readings)?;
    for (reading, put) in readings.iter().zip(done) {
        let what = match put {
            Put::New => "read",
            Put::Again => "read again",
            Put::Known => "there already",
        };
        writeln!(out, "{}\t{what}\t{}", reading.article.id, reading.page.name)?;
    }
    out.flush()?;
    Ok(())
}
