//! `standoff outlook`: where two sides stand, and what is likely next.

mod batch;
mod tables;

use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Tables of events made elsewhere: ICEWS, GDELT, POLECAT, or any with the columns date, source, event, target.
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    table: Vec<PathBuf>,
    /// Questions, one JSON object a line: `id`, `between`, `labels`, `as_of`, `days`. Each is answered from rows of
    /// the table dated up to its `as_of`.
    #[arg(long, value_name = "FILE", required = true)]
    batch: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    batch::run(&arguments.table, &arguments.batch)
}
