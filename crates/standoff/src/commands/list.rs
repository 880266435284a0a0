//! `standoff list`: one kind of thing in a ledger, as a table to look at, as CSV or as JSON.

use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;

use ledger::table::{self, Table};
use ledger::{Filter, Ledger};

use crate::asked::Asked;
use crate::print;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// What to list.
    #[arg(value_enum)]
    what: What,
    #[command(flatten)]
    asked: Asked,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What a ledger holds many of.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Event records: who did what to whom, as one place of one article tells it.
    Events,
    /// Real things, however many records report them.
    Occurrences,
    /// Who said what, however many pages print it.
    Statements,
    /// What a side demands, offers, refuses, commits to, makes a condition or threatens.
    Positions,
    /// What is expected, how surely, by when.
    Forecasts,
    /// Who holds which post.
    Offices,
    /// The pages.
    Articles,
    /// The pages of one dispute.
    Storylines,
    /// Named dates by which pages are read: those of the table and those that people added.
    Calendar,
    /// What people said of all of these.
    Corrections,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Format {
    /// Columns that fit the terminal; long cells are cut.
    #[default]
    Table,
    /// All columns, whole cells.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

impl What {
    /// The table of it.
    pub(crate) fn table<'l>(self, ledger: &'l Ledger, filter: &'l Filter) -> Table<'l> {
        match self {
            Self::Events => table::events(ledger, filter),
            Self::Occurrences => table::occurrences(ledger, filter),
            Self::Statements => table::statements(ledger, filter),
            Self::Positions => table::positions(ledger, filter),
            Self::Forecasts => table::forecasts(ledger, filter),
            Self::Offices => table::offices(ledger, filter),
            Self::Articles => table::articles(ledger, filter),
            Self::Storylines => table::storylines(ledger, filter),
            Self::Calendar => table::calendar(ledger, filter),
            Self::Corrections => table::corrections(ledger, filter),
        }
    }

    /// The columns that a person looks at, each with its heading and the most it may be wide; the last takes what is
    /// left.
    fn shown(self) -> &'static [(&'static str, &'static str, usize)] {
        match self {
            Self::Events => &[
                ("id", "id", 18),
                ("date", "day", 10),
                ("type", "type", 10),
                ("factuality", "taking place", 12),
                ("actor", "by", 22),
                ("recipient", "to", 22),
                ("publisher", "outlet", 18),
                ("quote", "words", 60),
            ],
            Self::Occurrences => &[
                ("id", "id", 18),
                ("date", "day", 10),
                ("type", "type", 10),
                ("factuality", "taking place", 12),
                ("actor_name", "by", 22),
                ("recipient_name", "to", 22),
                ("place", "place", 14),
                ("reports", "rep.", 4),
                ("independent", "ind.", 4),
                ("says", "words", 60),
            ],
            Self::Statements => &[
                ("id", "id", 18),
                ("first", "printed", 10),
                ("independent", "outlets", 7),
                ("speaker", "who, outermost first", 34),
                ("content", "says", 80),
            ],
            Self::Positions => &[
                ("id", "id", 18),
                ("first", "first", 10),
                ("last", "last", 10),
                ("holder_name", "who", 18),
                ("stance_before", "was", 9),
                ("stance", "stance", 9),
                ("toward_name", "toward", 18),
                ("issue", "issue", 12),
                ("content", "wants", 60),
            ],
            Self::Forecasts => &[
                ("id", "id", 18),
                ("made", "made", 10),
                ("until", "until", 10),
                ("probability", "chance", 6),
                ("outcome", "points to", 10),
                ("forecaster", "who, outermost first", 30),
                ("content", "expects", 60),
            ],
            Self::Offices => &[
                ("id", "id", 18),
                ("person", "person", 22),
                ("side_name", "of", 16),
                ("status", "status", 9),
                ("from", "since", 10),
                ("to", "until", 10),
                ("last", "as of", 10),
                ("post", "post", 60),
            ],
            Self::Articles => &[
                ("id", "id", 18),
                ("published", "printed", 10),
                ("publisher", "outlet", 22),
                ("type", "type", 9),
                ("records", "rec.", 4),
                ("copy_of", "copy of", 18),
                ("title", "title", 60),
            ],
            Self::Storylines => &[
                ("id", "id", 18),
                ("first", "first", 10),
                ("last", "last", 10),
                ("articles", "pages", 5),
                ("between_name", "between", 30),
                ("words", "about", 40),
                ("title", "title", 60),
            ],
            Self::Calendar => &[
                ("id", "id", 18),
                ("name", "name", 30),
                ("country", "of", 3),
                ("kind", "kind", 5),
                ("last", "last", 10),
                ("next", "next", 10),
                ("by", "added by", 14),
                ("state", "state", 8),
                ("rule", "when", 60),
            ],
            Self::Corrections => &[
                ("number", "no.", 5),
                ("at", "when", 20),
                ("by", "who", 16),
                ("action", "did", 8),
                ("target", "with", 18),
                ("field", "field", 12),
                ("was", "was", 18),
                ("value", "is", 18),
                ("holds", "holds", 5),
                ("because", "because", 60),
            ],
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (store, ledger) = arguments.asked.open()?;
    let filter = arguments.asked.filter(&store, &ledger)?;
    let table = arguments.what.table(&ledger, &filter);
    let stdout = std::io::stdout().lock();
    let (wide, styled) = (print::width(&stdout), stdout.is_terminal());
    let mut out = std::io::BufWriter::new(stdout);
    match arguments.format {
        Format::Table => {
            let text = print::table(table, arguments.what.shown(), wide, styled);
            out.write_all(text.as_bytes())?;
        }
        Format::Csv => table::csv(table, &mut out)?,
        Format::Jsonl => {
            for row in table.rows {
                writeln!(out, "{}", row.json())?;
            }
        }
    }
    out.flush()?;
    ledger.pages().sound()?;
    Ok(ExitCode::SUCCESS)
}
