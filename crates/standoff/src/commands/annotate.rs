//! `standoff annotate`: pages in, records out; no ledger, no state.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use anchor::CodePoints;
use coding::record::{Record, TokenLine};
use coding::unmatched::ReadingList;
use coding::{actor_lines, time_lines};
use page::Article;
use serde::Serialize;

use crate::reading::{Options, Read, Reader, Sources};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pages: Sources,
    #[command(flatten)]
    options: Options,
    /// What to print; an article's own line always comes first. Without events or positions, what they would have told
    /// ('urged them to leave') is told as a statement.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Layer::RECORDS)]
    layers: Vec<Layer>,
    /// How to print; CoNLL-U prints the tokens, whatever the layers.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Print no records, but a reading list for whoever keeps the lexicons: verbs, nouns of action and names that stand
    /// with known parties and that no data file knows, the most frequent first, tab-separated.
    #[arg(long, conflicts_with_all = ["layers", "format"])]
    unmatched: bool,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    Article,
    Tokens,
    Time,
    Actors,
    Events,
    Statements,
    Positions,
    Forecasts,
    Offices,
}

impl Layer {
    /// The five kinds of record.
    const RECORDS: [Self; 6] =
        [Self::Article, Self::Events, Self::Statements, Self::Positions, Self::Forecasts, Self::Offices];

    fn of(record: &Record) -> Self {
        match record {
            Record::Event(_) => Self::Events,
            Record::Statement(_) => Self::Statements,
            Record::Position(_) => Self::Positions,
            Record::Forecast(_) => Self::Forecasts,
            Record::Office(_) => Self::Offices,
        }
    }
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Format {
    /// One JSON object a line, `kind` first.
    #[default]
    Jsonl,
    /// Tokens as CoNLL-U.
    Conllu,
}

/// A line of output: `kind`, then the fields.
#[derive(Serialize)]
struct Line<'a, T> {
    kind: &'static str,
    #[serde(flatten)]
    fields: &'a T,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let taken = |layer| arguments.layers.contains(&layer);
    let reader = Reader::new(&arguments.options)?.taking(taken(Layer::Events), taken(Layer::Positions));
    let mut out = BufWriter::new(std::io::stdout().lock());
    if arguments.unmatched {
        let mut list = ReadingList::default();
        let tally = reader.read(&arguments.pages.sources, |read| {
            list.add(place(&read.article), &read.article.text, &reader.unmatched(&read));
            Ok(())
        })?;
        reading_list(&list, &mut out)?;
        out.flush()?;
        return Ok(tally.exit_code());
    }
    let tally = reader.read(&arguments.pages.sources, |read| {
        match arguments.format {
            Format::Jsonl => print(&read, &arguments.layers, &mut out)?,
            Format::Conllu => out.write_all(language::conllu(&read.document, read.article.id.as_str()).as_bytes())?,
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(tally.exit_code())
}

/// How a reader finds an article again: its own id, else its address, else its file.
fn place(article: &Article) -> &str {
    let named = [&article.given_id, &article.url, &article.path].into_iter().find_map(Option::as_deref);
    named.unwrap_or(article.id.as_str())
}

/// One line an entry; white space within a cell is a single space.
fn reading_list(list: &ReadingList, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "count\tbetween\tkind\twords\tlines\tquote\tarticle\tstart\tend")?;
    let cell = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (gap, words, seen) in list.entries() {
        let (words, quote, article) = (cell(words), cell(&seen.quote), cell(&seen.article));
        let (kind, start, end) = (gap.as_str(), seen.start, seen.end);
        let (count, between, lines) = (seen.count, seen.between, seen.lines);
        writeln!(out, "{count}\t{between}\t{kind}\t{words}\t{lines}\t{quote}\t{article}\t{start}\t{end}")?;
    }
    Ok(())
}

fn print(read: &Read, layers: &[Layer], out: &mut impl Write) -> anyhow::Result<()> {
    let wanted = |layer| layers.contains(&layer);
    line(out, "article", &read.article)?;
    if wanted(Layer::Tokens) {
        for token in tokens(read) {
            line(out, "token", &token)?;
        }
    }
    if wanted(Layer::Time) {
        for time in time_lines(&read.article, &read.coded.times) {
            line(out, "time", &time)?;
        }
    }
    if wanted(Layer::Actors) {
        for actor in actor_lines(&read.article, &read.coded.mentions) {
            line(out, "actor", &actor)?;
        }
    }
    for record in read.coded.records.iter().filter(|record| wanted(Layer::of(record))) {
        serde_json::to_writer(&mut *out, record)?;
        writeln!(out)?;
    }
    Ok(())
}

fn line<T: Serialize>(out: &mut impl Write, kind: &'static str, fields: &T) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, &Line { kind, fields })?;
    writeln!(out)?;
    Ok(())
}

fn tokens(read: &Read) -> Vec<TokenLine> {
    let points = CodePoints::new(read.document.text());
    let line = |token: language::Token<'_>| {
        let (start, end) = points.range(token.span());
        let ent = match (token.entity(), token.entity_start()) {
            ("", _) => String::new(),
            (label, true) => format!("B-{label}"),
            (label, false) => format!("I-{label}"),
        };
        TokenLine {
            article: read.article.id.clone(),
            i: token.index(),
            text: token.text().to_owned(),
            lemma: token.lemma().to_owned(),
            tag: token.tag().to_owned(),
            pos: token.pos().to_owned(),
            dep: token.dep().to_owned(),
            head: token.head().index(),
            start,
            end,
            ent,
            sentence: token.sentence(),
        }
    };
    read.document.tokens().map(line).collect()
}
