//! The command `standoff`: see `standoff --help`.
//!
//! Standard output carries results alone, standard error messages and progress. Exit status: 0 all read, 1
//! nothing could be read, 2 wrong usage, 3 some sources failed.

mod asked;
mod commands;
mod gather;
mod print;
mod reading;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads the news of a dispute and keeps its ledger.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read pages and print their records, one JSON object a line.
    Annotate(commands::annotate::Arguments),
    /// Print the state of the dispute on one page.
    Brief(commands::brief::Arguments),
    /// Tell the PLOVER type of marked source-target pairs, read from standard input.
    Classify(commands::classify::Arguments),
    /// Say that something in a ledger was read right; takes back an earlier rejection.
    Confirm(commands::correct::Named),
    /// Set fields of a record, an article or a line of a ledger. The reading is kept beside it.
    Correct(commands::correct::Correct),
    /// Add a named date to a ledger, such as a summit or an election: pages are then read by it.
    Date(commands::date::Arguments),
    /// Write a ledger, or a part of it, as files that other tools read.
    Export(commands::export::Arguments),
    /// Learn an event type, or correct one, from labelled sentences of your own.
    Learn(commands::learn::Arguments),
    /// List what a ledger holds.
    List(commands::list::Arguments),
    /// Tell where two sides stand and what is likely next.
    Outlook(commands::outlook::Arguments),
    /// Say that several occurrences are one.
    Merge(commands::correct::Named),
    /// Parse the texts of a JSONL file: tokens, tags, tree, entities.
    Parse(commands::parse::Arguments),
    /// Read pages into a ledger; pages that are there already are passed over.
    Read(commands::read::Arguments),
    /// Take something out of a ledger: it was misread, or has no place there.
    Reject(commands::correct::Named),
    /// Show the brief and its data in a browser, on this machine only.
    Serve(commands::serve::Arguments),
    /// Show one thing of a ledger with all that it stands on.
    Show(commands::show::Arguments),
    /// Say that some reports of an occurrence tell of another.
    Split(commands::correct::Split),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Annotate(arguments) => commands::annotate::run(&arguments),
        Command::Brief(arguments) => commands::brief::run(&arguments),
        Command::Classify(arguments) => commands::classify::run(&arguments).map(|()| ExitCode::SUCCESS),
        Command::Learn(arguments) => commands::learn::run(&arguments).map(|()| ExitCode::SUCCESS),
        Command::Serve(arguments) => commands::serve::run(&arguments),
        Command::Confirm(arguments) => commands::correct::confirm(&arguments),
        Command::Correct(arguments) => commands::correct::correct(&arguments),
        Command::Merge(arguments) => commands::correct::merge(&arguments),
        Command::Reject(arguments) => commands::correct::reject(&arguments),
        Command::Split(arguments) => commands::correct::split(&arguments),
        Command::Date(arguments) => commands::date::run(&arguments),
        Command::Export(arguments) => commands::export::run(&arguments),
        Command::Show(arguments) => commands::show::run(&arguments),
        Command::List(arguments) => commands::list::run(&arguments),
        Command::Outlook(arguments) => commands::outlook::run(&arguments),
        Command::Read(arguments) => commands::read::run(&arguments),
        Command::Parse(arguments) => commands::parse::run(&arguments).map(|()| ExitCode::SUCCESS),
    };
    outcome.unwrap_or_else(|error| {
        if is_broken_pipe(&error) {
            return ExitCode::SUCCESS;
        }
        reading::complain(&format!("{error:#}"));
        ExitCode::from(1)
    })
}

/// Whether whoever reads our output has stopped doing so ('| head'): no error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|cause| cause.io_error_kind() == Some(std::io::ErrorKind::BrokenPipe))
    })
}
