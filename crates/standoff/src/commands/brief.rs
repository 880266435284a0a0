//! `standoff brief`: the state of the dispute on one page.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use brief::{Brief, html, text};

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
    /// Write it as one self-contained HTML file, too.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let gathered = gather(&arguments.pages, &arguments.options)?;
    if gathered.is_empty() {
        return Ok(gathered.tally.exit_code());
    }
    let (ledger, tally) = gathered.ledger(arguments.question.as_of)?;
    let brief = Brief::new(&ledger, &arguments.question.asked(&ledger, tally.failed.clone())?);
    ledger.pages().sound()?;
    if let Some(path) = &arguments.html {
        std::fs::write(path, html::render(&brief)).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let mut out = std::io::stdout().lock();
    let styled = out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let style = if styled { text::Style::Terminal } else { text::Style::Plain };
    out.write_all(text::render(&brief, style).as_bytes())?;
    out.flush()?;
    Ok(tally.exit_code())
}
