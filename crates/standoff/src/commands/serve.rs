//! `standoff serve`: the brief and its data in a browser, on this machine only.

use std::io::Write as _;
use std::process::ExitCode;

use ledger::Ledger;
use serve::{Application, listen};

use crate::gather::{Gathered, Pages, Question, gather};
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
    let gathered = gather(&arguments.pages, &arguments.options)?.whole()?;
    let Gathered { articles, records, corrections, tally, .. } = gathered;
    if articles.is_empty() {
        return Ok(tally.exit_code());
    }
    let ledger = Ledger::corrected(articles.clone(), records.clone(), &corrections, arguments.question.as_of);
    let asked = arguments.question.asked(&ledger, tally.failed)?;
    let application = Application::new(articles, records, arguments.question.as_of, asked).corrected(corrections);
    let server = listen(application, arguments.port)?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", server.address())?;
    out.flush()?;
    drop(out);
    server.wait();
    Ok(ExitCode::SUCCESS)
}
