//! From what the user named to articles and their records: the one place where sources are opened and pages
//! parsed, in parallel, with results in the order of the input.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use coding::unmatched::Unmatched;
use coding::{Coded, Coder, DataFiles, LikelihoodTable};
use language::{Document, Pipeline};
use ledger::{CalendarEntry, Versions};
use page::Article;
use page::source::{Item, SourceError};
use rayon::prelude::*;

/// Where pages come from: an argument of the commands that do nothing without pages.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Sources {
    /// Files, folders, globs, JSONL, web archives; `-` for standard input.
    #[arg(value_name = "SOURCE", required = true)]
    pub(crate) sources: Vec<String>,
}

/// What text is parsed with.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Model {
    /// A spaCy pipeline for English, instead of the one that is built in: a directory, a wheel or a packed file.
    #[arg(long, value_name = "PATH")]
    model: Option<PathBuf>,
}

impl Model {
    /// Opens it.
    pub(crate) fn open(&self) -> anyhow::Result<Pipeline> {
        match &self.model {
            Some(path) => Ok(Pipeline::open(path)?),
            None => Ok(Pipeline::english()),
        }
    }
}

/// What is known of politics.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Data {
    /// A folder laid out as the project's `data/`: its files replace those built in.
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// What `standoff learn` wrote: types of your own are told, and those you corrected told as you taught them.
    #[arg(long, value_name = "FILE")]
    learned: Option<PathBuf>,
}

impl Data {
    /// The files that are built in, but for those named here.
    pub(crate) fn files(&self) -> anyhow::Result<DataFiles> {
        let mut files = DataFiles::default();
        if let Some(folder) = &self.data {
            replace(&mut files, folder)?;
        }
        if let Some(path) = &self.learned {
            let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            files.replace("events/weights.tsv", text);
        }
        Ok(files)
    }

    /// A coder with them, for commands in which no words of likelihood are read.
    pub(crate) fn coder(&self) -> anyhow::Result<Coder> {
        Ok(Coder::new(&self.files()?, LikelihoodTable::default())?)
    }
}

/// What pages are read with: arguments shared by all commands that read.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) model: Model,
    #[command(flatten)]
    pub(crate) data: Data,
    /// The table by which words of likelihood are read.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) likelihood: Table,
    /// Threads to read with; all cores unless given. The result does not depend on it.
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
}

/// A table of words of likelihood.
#[derive(clap::ValueEnum, Clone, Copy, Debug, Default)]
pub(crate) enum Table {
    /// ICD-203, the analytic standards of the US intelligence community.
    #[default]
    Icd203,
    /// Sherman Kent's, of 1964.
    Kent,
    /// The climate panel's.
    Ipcc,
}

impl Table {
    /// As records name it.
    fn name(self) -> &'static str {
        match self {
            Self::Icd203 => "icd203",
            Self::Kent => "kent",
            Self::Ipcc => "ipcc",
        }
    }
}

impl From<Table> for LikelihoodTable {
    fn from(table: Table) -> Self {
        match table {
            Table::Icd203 => Self::Icd203,
            Table::Kent => Self::Kent,
            Table::Ipcc => Self::Ipcc,
        }
    }
}

/// One page read.
pub(crate) struct Read {
    pub(crate) article: Article,
    pub(crate) document: Document,
    pub(crate) coded: Coded,
}

/// What became of a run.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Pages read.
    pub(crate) read: usize,
    /// Pages passed over because they were read before.
    pub(crate) known: usize,
    /// Pages and sources that gave nothing, each with its reason.
    pub(crate) failed: Vec<String>,
}

impl Tally {
    /// 0 all read, 1 nothing could be read, 3 some sources failed.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match (self.read + self.known, self.failed.len()) {
            (0, _) => ExitCode::from(1),
            (_, 0) => ExitCode::SUCCESS,
            _ => ExitCode::from(3),
        }
    }
}

/// The data file of named dates.
const CALENDAR: &str = "time/calendar.tsv";

/// Reads and codes pages.
pub(crate) struct Reader {
    pipeline: Pipeline,
    coder: Coder,
    threads: rayon::ThreadPool,
    versions: Versions,
    calendar: Vec<CalendarEntry>,
}

/// Pages read and coded at a time: enough to keep all cores busy, few enough to hold.
const BATCH: usize = 256;
/// Bytes of pages read at a time: a batch of large pages is smaller.
const BATCH_BYTES: usize = 32 << 20;

impl Reader {
    /// Makes ready what `options` name.
    pub(crate) fn new(options: &Options) -> anyhow::Result<Self> {
        Self::with_dates(options, &[])
    }

    /// The same, with the named dates that people added to a ledger or took out of it.
    pub(crate) fn with_dates(options: &Options, dates: &[CalendarEntry]) -> anyhow::Result<Self> {
        let pipeline = options.model.open()?;
        let mut files = options.data.files()?;
        let shipped = files.text(CALENDAR).unwrap_or_default().to_owned();
        let calendar = ledger::calendar::entries(&shipped)?;
        if dates.iter().any(|entry| entry.added.is_some() || entry.rejected) {
            files.replace(CALENDAR, ledger::calendar::with_entries(&shipped, dates));
        }
        let coder = Coder::new(&files, options.likelihood.into())?;
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(options.threads.unwrap_or(0))
            .build()
            .context("the threads to read with cannot be started")?;
        let versions = Versions {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            model: pipeline.name().to_owned(),
            data: files.fingerprint(),
            likelihood: options.likelihood.name().to_owned(),
        };
        Ok(Self { pipeline, coder, threads, versions, calendar })
    }

    /// The named dates of the data files.
    pub(crate) fn calendar(&self) -> &[CalendarEntry] {
        &self.calendar
    }

    /// The same for who takes no `events` or no `positions` beside the statements: see [`Coder::taking`].
    pub(crate) fn taking(self, events: bool, positions: bool) -> Self {
        Self { coder: self.coder.taking(events, positions), ..self }
    }

    /// What pages are read with.
    pub(crate) fn versions(&self) -> &Versions {
        &self.versions
    }

    /// Reads `sources` and hands every page read to `each`, in input order; what fails is named on standard error.
    pub(crate) fn read(
        &self,
        sources: &[String],
        mut each: impl FnMut(Read) -> anyhow::Result<()>,
    ) -> anyhow::Result<Tally> {
        self.read_batches(sources, BATCH, |_| Ok(false), |batch| batch.into_iter().try_for_each(|(_, read)| each(read)))
    }

    /// Reads `sources`, but for the pages that `skip` passes over, and hands what was read to `each`, up to `most` pages
    /// at a time and in input order; what fails is named on standard error.
    pub(crate) fn read_batches(
        &self,
        sources: &[String],
        most: usize,
        mut skip: impl FnMut(&Item) -> anyhow::Result<bool>,
        mut each: impl FnMut(Vec<(Item, Read)>) -> anyhow::Result<()>,
    ) -> anyhow::Result<Tally> {
        let mut tally = Tally::default();
        let mut items = page::source::open(sources);
        let mut more = true;
        while more {
            let mut batch: Vec<Result<Item, SourceError>> = Vec::new();
            let mut bytes = 0;
            while batch.len() < most && bytes < BATCH_BYTES {
                match items.next() {
                    None => {
                        more = false;
                        break;
                    }
                    Some(Ok(item)) if skip(&item)? => tally.known += 1,
                    Some(item) => {
                        bytes += item.as_ref().map_or(0, |item| item.body.as_bytes().len());
                        batch.push(item);
                    }
                }
            }
            let results: Vec<Result<Read, String>> =
                self.threads.install(|| batch.par_iter().map(|item| self.one(item)).collect());
            let mut done = Vec::with_capacity(results.len());
            for (item, result) in batch.into_iter().zip(results) {
                match (item, result) {
                    (Ok(item), Ok(read)) => {
                        tally.read += 1;
                        done.push((item, read));
                    }
                    (_, Ok(_)) => {}
                    (_, Err(message)) => {
                        complain(&message);
                        tally.failed.push(message);
                    }
                }
            }
            each(done)?;
        }
        Ok(tally)
    }

    /// What of a page that was read no data file knows.
    pub(crate) fn unmatched(&self, read: &Read) -> Vec<Unmatched> {
        self.coder.unmatched(&read.document, &read.coded.mentions)
    }

    fn one(&self, item: &Result<Item, SourceError>) -> Result<Read, String> {
        let item = item.as_ref().map_err(ToString::to_string)?;
        let article = item.read().map_err(|warning| format!("{}: {warning}", item.name))?;
        let mut document = self.pipeline.parse_paragraphs(&article.text);
        let coded = self.coder.code(&article, &document);
        document.forget_vectors();
        Ok(Read { article, document, coded })
    }
}

/// Puts the files of `folder` in the place of those built in.
fn replace(files: &mut DataFiles, folder: &Path) -> anyhow::Result<()> {
    let names: Vec<&'static str> = files.names().collect();
    let mut found = 0;
    for name in names {
        let path = folder.join(name);
        if path.is_file() {
            let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.replace(name, text);
            found += 1;
        }
    }
    anyhow::ensure!(
        found > 0,
        "{}: none of the data files lies there; lay it out as the project's data/",
        folder.display()
    );
    Ok(())
}

/// Says something on standard error.
#[allow(clippy::print_stderr)] // the one place that does
pub(crate) fn complain(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "standoff: {message}");
}
