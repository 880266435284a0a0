//! `standoff serve`: the brief and its data in a browser, on this machine only.

use std::io::Write as _;
use std::process::ExitCode;

use serve::{Application, listen};

use crate::gather::{Pages, Question, gather};
use crate::reading::Options;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pages: Pages,
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    question: Question,
    /// The port to answer on; 0 takes any free one.
    #[arg(long, default_value_t = 8017, value_name = "N")]
    port: u16,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let gathered = gather(&arguments.pages, &arguments.options)?;
    if gathered.is_empty() {
        return Ok(gathered.tally.exit_code());
    }
    let (make, tally) = gathered.ledgers();
    let asked = arguments.question.asked(&make(arguments.question.as_of)?, tally.failed)?;
    let make = move |day| make(day).map_err(|error| format!("{error:#}"));
    let application = Application::new(make, arguments.question.as_of, asked);
    let server = listen(application, arguments.port)?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", server.address())?;
    out.flush()?;
    drop(out);
    server.wait();
    Ok(ExitCode::SUCCESS)
}
