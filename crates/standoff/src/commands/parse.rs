//! `standoff parse`: the language engine alone, each text in one piece.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

use anyhow::Context;
use language::{Parsed, Streamed, conllu};
use serde::Deserialize;

use crate::reading::Model;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A JSON object a line, with `text` and, if there is one, `id`; `-` for standard input.
    texts: PathBuf,
    #[command(flatten)]
    model: Model,
    /// Parse each paragraph on its own, as the other commands do with articles.
    #[arg(long)]
    paragraphs: bool,
    /// How the tokens are written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Format {
    /// One JSON object a text: `id`, `text` and `tokens`.
    #[default]
    Jsonl,
    /// The ten columns of CoNLL-U.
    Conllu,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let pipeline = arguments.model.open()?;
    let name = arguments.texts.display();
    let texts: Box<dyn BufRead> = if arguments.texts.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(&arguments.texts).with_context(|| format!("cannot open {name}"))?))
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (number, line) in texts.lines().enumerate() {
        let line = line.with_context(|| format!("{name}, line {}", number + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        let parsed: Result<Line, _> = serde_json::from_str(&line);
        // A line can be most of the memory in use.
        drop(line);
        let line = parsed.with_context(|| format!("{name}, line {}", number + 1))?;
        let parse = || {
            if arguments.paragraphs { pipeline.parse_paragraphs(&line.text) } else { pipeline.parse(&line.text) }
        };
        match arguments.format {
            Format::Jsonl if arguments.paragraphs => {
                serde_json::to_writer(&mut out, &Parsed::new(line.id, &parse()))?;
                writeln!(out)?;
            }
            Format::Jsonl => {
                serde_json::to_writer(&mut out, &Streamed::new(&line.id, &line.text, &pipeline))?;
                writeln!(out)?;
            }
            Format::Conllu => {
                // A text without an id is named after its line.
                let id = match line.id {
                    serde_json::Value::Null => (number + 1).to_string(),
                    serde_json::Value::String(id) => id,
                    id => id.to_string(),
                };
                out.write_all(conllu(&parse(), &id).as_bytes())?;
            }
        }
    }
    out.flush()?;
    Ok(())
}
