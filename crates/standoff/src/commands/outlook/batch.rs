//! Many questions at once: the chance of at least one event between two parties within some days, from a table.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use outlook::{Deeds, Named, Question, chances};

use super::tables;
use crate::reading::complain;

/// Answers the questions of `batch`, one JSON object a line, from the events of `files`.
pub(super) fn run(files: &[PathBuf], batch: &Path) -> anyhow::Result<ExitCode> {
    let questions = questions(batch)?;
    let mut deeds = Deeds::default();
    let failed = tables::read(files, |event| {
        let between =
            [&event.source, &event.target].map(|party| Named { written: &party.name, side: party.side.key() });
        deeds.add(event.day, between, &event.labels());
    })?;
    anyhow::ensure!(!deeds.is_empty(), "no row of the table is an event between two parties");
    let asked: BTreeSet<&String> = questions.iter().flat_map(|question| &question.labels).collect();
    for label in asked.into_iter().filter(|label| !deeds.has_label(label)) {
        complain(&format!("no row of the table is labelled {label:?}"));
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    for answer in chances(&mut deeds, &questions) {
        serde_json::to_writer(&mut out, &answer)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(3) })
}

fn questions(batch: &Path) -> anyhow::Result<Vec<Question>> {
    let name = batch.display();
    let file = File::open(batch).with_context(|| format!("cannot open {name}"))?;
    let mut questions = Vec::new();
    for (n, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| format!("cannot read {name}"))?;
        if !line.trim().is_empty() {
            questions.push(serde_json::from_str(&line).with_context(|| {
                format!(
                    "{name}, line {}: a question is {{\"id\":…,\"between\":[…,…],\"labels\":[…],\"as_of\":\"2018-10-04\",\"days\":7}}",
                    n + 1
                )
            })?);
        }
    }
    Ok(questions)
}
