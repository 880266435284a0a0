//! The command `standoff`: see `standoff --help`.

mod commands;

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
    /// Parse the texts of a JSONL file: tokens, tags, tree, entities.
    Parse(commands::parse::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Parse(arguments) => commands::parse::run(&arguments),
    }
}
