//! `standoff outlook`: where two sides stand, and what is likely next.

mod batch;
mod tables;

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use brief::{Asked, Prospect, text};
use jiff::civil::Date;
use ledger::event_table::{TableEvent, occurrences};
use ledger::{Ledger, Occurrence, Side, Store};

use crate::gather::{Gathered, Pages, gather, side};
use crate::reading::{Options, complain};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Files, folders, globs, JSONL, web archives; `-` for standard input.
    #[arg(value_name = "SOURCE", required_unless_present_any = ["ledger", "table"])]
    sources: Vec<String>,
    /// A ledger that `standoff read` made.
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
    /// The two parties, by code or name; those with the most between them unless given.
    #[arg(long, num_args = 2, value_names = ["PARTY", "PARTY"])]
    between: Option<Vec<String>>,
    /// The day to which the status quo is to hold; where most forecasts look unless given.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Only what was known by this day.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// A table of past stalls, between these two or like theirs: `start` and `end`, or `days` and `ended`.
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
    /// A table of events made elsewhere: ICEWS, GDELT, POLECAT, or any with the columns date, source, event, target.
    /// Can be given more than once.
    #[arg(long, value_name = "FILE")]
    table: Vec<PathBuf>,
    /// Questions, one JSON object a line: `id`, `between`, `labels`, `as_of`, `days`. Each is answered from rows of
    /// the table dated up to its `as_of`.
    #[arg(long, value_name = "FILE", requires = "table", conflicts_with_all = ["between", "until", "as_of", "history", "sources", "ledger"])]
    batch: Option<PathBuf>,
    /// Text for people, or one JSON object.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if let Some(batch) = &arguments.batch {
        return batch::run(&arguments.table, batch);
    }
    let mut events: Vec<TableEvent> = Vec::new();
    let failed = tables::read(&arguments.table, |event| events.push(event))?;
    let pages = Pages { sources: arguments.sources.clone(), ledger: arguments.ledger.clone() };
    let nothing = pages.sources.is_empty() && pages.ledger.is_none();
    let gathered = if nothing { Gathered::default() } else { gather(&pages, &arguments.options)? };
    let no_pages = gathered.is_empty();
    let mut kept = match &arguments.ledger {
        Some(file) => Store::open(file)?.table_occurrences(arguments.as_of)?,
        None => Vec::new(),
    };
    if no_pages && events.is_empty() && kept.is_empty() {
        complain("nothing to tell an outlook from");
        return Ok(gathered.tally.exit_code());
    }
    let last =
        events.iter().map(|event| event.known).chain(kept.iter().filter_map(|one| one.occurrence.reported)).max();
    let day = arguments.as_of.or(if no_pages { last } else { None });
    let (ledger, tally) = gathered.ledger(day)?;
    let day = ledger.as_of().context("no page has a day; give one with --as-of")?;
    // What was made known later is not known yet.
    events.retain(|event| event.known <= day);
    kept.retain(|one| one.occurrence.reported.is_none_or(|known| known <= day));
    let mut acts = occurrences(&events);
    acts.extend(kept.into_iter().map(|one| one.occurrence));
    let between = match arguments.between.as_deref() {
        Some([a, b]) => Some((party(&ledger, &events, &acts, a)?, party(&ledger, &events, &acts, b)?)),
        _ => None,
    };
    let spells = match &arguments.history {
        Some(path) => {
            let name = path.display();
            let table = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
            outlook::spells(&table, day).with_context(|| name.to_string())?
        }
        None => Vec::new(),
    };
    let asked = Asked {
        between,
        until: arguments.until,
        acts: acts.iter().filter_map(brief::happening).collect(),
        spells,
        ..Asked::default()
    };
    let prospect = Prospect::new(&ledger, &asked)
        .context("no two parties have anything to do with each other here; name them with --between")?;
    ledger.pages().sound()?;
    let mut out = std::io::stdout().lock();
    if arguments.format == Format::Json {
        serde_json::to_writer_pretty(&mut out, &prospect)?;
        out.write_all(b"\n")?;
    } else {
        let styled = out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let style = if styled { text::Style::Terminal } else { text::Style::Plain };
        out.write_all(text::prospect(&prospect, style).as_bytes())?;
    }
    out.flush()?;
    Ok(if failed > 0 {
        ExitCode::from(3)
    } else if nothing {
        ExitCode::SUCCESS
    } else {
        tally.exit_code()
    })
}

/// The side that a user calls `name`, as the pages, the tables or what the ledger keeps of tables know it.
fn party(ledger: &Ledger, events: &[TableEvent], acts: &[Occurrence], name: &str) -> anyhow::Result<Side> {
    let of_table = || {
        let parties = events.iter().flat_map(|event| [&event.source, &event.target]);
        let mut named = parties.filter(|party| party.name.eq_ignore_ascii_case(name));
        let of_acts = || acts.iter().flat_map(Occurrence::sides).find(|side| side.key() == name).cloned();
        named.next().map(|party| party.side.clone()).or_else(of_acts)
    };
    match ledger.side(name).or_else(of_table) {
        Some(side) => Ok(side),
        None => side(ledger, name),
    }
}
