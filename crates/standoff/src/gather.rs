//! What `brief` and `serve` are made from: pages read now, and what `annotate` wrote before.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use anyhow::Context;
use brief::Asked;
use coding::record::Record;
use jiff::civil::Date;
use ledger::{Corrections, Ledger, Side, Store, lines};
use page::Article;

use crate::reading::{Options, Reader, Tally};

/// What a brief is asked for: arguments shared by the commands that show one.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Question {
    /// Only what was published by this day.
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// The two parties, by code or name; those with the most between them unless given.
    #[arg(long, num_args = 2, value_names = ["PARTY", "PARTY"])]
    between: Option<Vec<String>>,
    /// The day to which the status quo is to hold; where most forecasts look unless given.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
}

impl Question {
    /// The question to put to `ledger`, with what the reader of its pages warned of.
    pub(crate) fn asked(&self, ledger: &Ledger, warnings: Vec<String>) -> anyhow::Result<Asked> {
        let between = match self.between.as_deref() {
            Some([a, b]) => Some((side(ledger, a)?, side(ledger, b)?)),
            _ => None,
        };
        Ok(Asked { between, until: self.until, warnings, ..Asked::default() })
    }
}

/// The side that a user calls `name`.
pub(crate) fn side(ledger: &Ledger, name: &str) -> anyhow::Result<Side> {
    ledger.side(name).with_context(|| {
        let known: BTreeSet<String> = (ledger.dispute().pairs.iter().flat_map(|pair| [&pair.a, &pair.b]).take(12))
            .map(|side| format!("{} ({side})", ledger.name(side)))
            .collect();
        let known: Vec<String> = known.into_iter().collect();
        format!("no party {name:?} is named in these pages; some that are: {}", known.join(", "))
    })
}

/// What a brief is made from: pages read now, a ledger, or both.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Pages {
    /// Files, folders, globs, JSONL, web archives; `-` for standard input.
    #[arg(value_name = "SOURCE", required_unless_present = "ledger")]
    pub(crate) sources: Vec<String>,
    /// A ledger that `standoff read` made.
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,
}

/// Pages, their records, and how the reading went.
#[derive(Default)]
pub(crate) struct Gathered {
    pub(crate) articles: Vec<Article>,
    pub(crate) records: Vec<Record>,
    /// What people said of what came from a ledger.
    pub(crate) corrections: Corrections,
    pub(crate) tally: Tally,
    /// The ledger, where all of this comes from it.
    store: Option<Store>,
}

impl Gathered {
    /// Whether there is nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.articles.is_empty() && (self.store.is_none() || self.tally.known == 0)
    }

    /// The same with everything in it read, where it is still in a ledger's file.
    fn whole(mut self) -> anyhow::Result<Self> {
        if let Some(store) = self.store.take() {
            let contents = store.contents()?;
            self.articles = contents.articles;
            self.records = contents.records;
            self.corrections = contents.corrections;
        }
        Ok(self)
    }

    /// The ledger of it on the day `as_of`. Where it is that of one file, the lines that were made when it was last
    /// written are taken as they are.
    pub(crate) fn ledger(self, as_of: Option<Date>) -> anyhow::Result<(Ledger, Tally)> {
        let ledger = match self.store {
            Some(store) => store.ledger(as_of)?,
            None => Ledger::corrected(self.articles, self.records, &self.corrections, as_of),
        };
        Ok((ledger, self.tally))
    }

    /// What makes the ledger of any day, as [`Gathered::ledger`] does: that of a file from what it holds when it is asked.
    pub(crate) fn ledgers(self) -> (impl Fn(Option<Date>) -> anyhow::Result<Ledger> + Send + Sync, Tally) {
        let Self { articles, records, corrections, tally, store } = self;
        let file = store.map(|store| store.path().to_owned());
        let make = move |as_of| match &file {
            Some(file) => Ok(Store::open(file)?.ledger(as_of)?),
            None => Ok(Ledger::corrected(articles.clone(), records.clone(), &corrections, as_of)),
        };
        (make, tally)
    }
}

/// Reads what `pages` name: the ledger's contents, then the sources. A `.jsonl` file that `annotate` wrote is taken as it stands.
pub(crate) fn gather(pages: &Pages, options: &Options) -> anyhow::Result<Gathered> {
    let mut gathered = Gathered::default();
    let mut dates = Vec::new();
    if let Some(file) = &pages.ledger {
        let store = Store::open(file)?;
        dates = store.calendar()?;
        gathered.tally.known = store.articles()?;
        gathered.store = Some(store);
        if !pages.sources.is_empty() {
            gathered = gathered.whole()?;
        }
    }
    let (written, pages): (Vec<&String>, Vec<&String>) =
        pages.sources.iter().partition(|source| is_annotated(Path::new(source)));
    for source in written {
        let file = File::open(source).with_context(|| format!("cannot open {source}"))?;
        let lines = lines::read(BufReader::new(file)).with_context(|| source.clone())?;
        gathered.tally.read += lines.articles.len();
        gathered.articles.extend(lines.articles);
        gathered.records.extend(lines.records);
    }
    if !pages.is_empty() {
        let pages: Vec<String> = pages.into_iter().cloned().collect();
        let tally = Reader::with_dates(options, &dates)?.read(&pages, |read| {
            gathered.articles.push(read.article);
            gathered.records.extend(read.coded.records);
            Ok(())
        })?;
        gathered.tally.read += tally.read;
        gathered.tally.failed.extend(tally.failed);
    }
    Ok(gathered)
}

/// Whether `path` is a file whose first line is an article as `annotate` writes it.
pub(crate) fn is_annotated(path: &Path) -> bool {
    if path.extension().is_none_or(|extension| extension != "jsonl") {
        return false;
    }
    let mut line = String::new();
    let first = File::open(path).and_then(|file| BufReader::new(file).read_line(&mut line));
    first.is_ok() && lines::begins(&line)
}
