//! `standoff date`: a named date that a person knows, by which pages are then read.

use std::io::Write as _;
use std::process::ExitCode;

use anchor::Period;
use anyhow::{Context, anyhow};
use ledger::{Added, CalendarEntry, Store};

use super::correct::Said;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// What readers call it: 'Valletta grain talks'.
    name: String,
    /// When it is: one or more days (2021-06-03, or 2021-06-03/2021-06-05 for several on end), or a rule as in
    /// data/time/calendar.tsv: '06-03', '4 thursday november', 'easter+1 since 1990'.
    #[arg(value_name = "WHEN", required = true)]
    when: Vec<String>,
    /// What texts call it, parted by '|'; its name unless given.
    #[arg(long, value_name = "WORDS")]
    words: Option<String>,
    /// The country it belongs to, by its three letters: it goes first where a text is about that country.
    #[arg(long, value_name = "CODE", default_value = "-")]
    country: String,
    /// What the name stands for.
    #[arg(long, value_enum, default_value_t)]
    kind: Kind,
    #[command(flatten)]
    said: Said,
}

/// What the name of a date stands for.
#[derive(clap::ValueEnum, Clone, Copy, Debug, Default)]
enum Kind {
    /// A day: the name is a time by itself, as 'Christmas' is.
    Day,
    /// Something that has a date, as a summit or an election has.
    #[default]
    Event,
    /// The first day of a period: what is before it ends the day before.
    Start,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { name, when, words, country, kind, said } = arguments;
    let when = when.join(" ");
    let days: Result<Vec<Period>, _> = when.split_whitespace().map(str::parse::<Period>).collect();
    let rule = if days.is_ok() { format!("dates {when}") } else { when };
    let kind = match kind {
        Kind::Day => "day",
        Kind::Event => "event",
        Kind::Start => "start",
    };
    let entry = CalendarEntry::new(name, words.as_deref().unwrap_or(name), country, kind, &rule)
        .map_err(|problem| anyhow!("{name}: {problem}"))?;
    let (at, by, because) = said.signed()?;
    let entry = CalendarEntry { added: Some(Added { at, by, because }), ..entry };
    let mut store = Store::create(&said.ledger)?;
    let new = store.add_date(&entry).context("the date is not kept")?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}\t{}\t{}", entry.id, entry.name, if new { "added" } else { "there already" })?;
    Ok(ExitCode::SUCCESS)
}
