//! A brief from what `standoff annotate` wrote: `from_lines LINES.jsonl [BRIEF.html] [DAY]`.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::io::BufReader;

use brief::{Asked, Brief, html, text};
use ledger::{Ledger, lines};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("name a file that `standoff annotate` wrote")?;
    let lines = lines::read(BufReader::new(std::fs::File::open(path)?))?;
    let page = arguments.next();
    let as_of = arguments.next().map(|day| day.parse()).transpose()?;
    let ledger = Ledger::new(lines.articles, lines.records, as_of);
    let brief = Brief::new(&ledger, &Asked::default());
    print!("{}", text::render(&brief, text::Style::Plain));
    if let Some(page) = page {
        std::fs::write(page, html::render(&brief))?;
    }
    Ok(())
}
