//! `standoff classify`: the PLOVER type of a marked source and target in a sentence.

use std::io::{BufRead, BufWriter, Write};

use anchor::{CodePoints, Span};
use anyhow::Context;
use coding::Coder;
use coding::classify::{Classified, Pair};
use language::Pipeline;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::reading::{Data, Model};

/// Reads JSON lines `{"id", "text", "source": [[start, end], …], "target": [[start, end], …]}` from standard input.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    model: Model,
    #[command(flatten)]
    data: Data,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    source: Vec<(usize, usize)>,
    #[serde(default)]
    target: Vec<(usize, usize)>,
}

#[derive(Serialize)]
struct Answer {
    id: serde_json::Value,
    #[serde(flatten)]
    classified: Classified,
}

/// Lines that are read before they are answered: enough to keep all cores busy, little to keep in memory.
const BATCH: usize = 512;

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let pipeline = arguments.model.open()?;
    let coder = arguments.data.coder()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut lines = std::io::stdin().lock().lines().zip(1_usize..);
    loop {
        let mut batch = Vec::new();
        for (line, number) in lines.by_ref() {
            let line = line.with_context(|| format!("standard input, line {number}"))?;
            if line.trim().is_empty() {
                continue;
            }
            let line: Line = serde_json::from_str(&line).with_context(|| format!("standard input, line {number}"))?;
            batch.push((line, number));
            if batch.len() == BATCH {
                break;
            }
        }
        if batch.is_empty() {
            break;
        }
        let answers: Vec<anyhow::Result<Answer>> =
            batch.into_par_iter().map(|(line, number)| answer(line, number, &pipeline, &coder)).collect();
        for answer in answers {
            serde_json::to_writer(&mut out, &answer?)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(())
}

fn answer(line: Line, number: usize, pipeline: &Pipeline, coder: &Coder) -> anyhow::Result<Answer> {
    let pair =
        pair(&line.text, &line.source, &line.target).with_context(|| format!("standard input, line {number}"))?;
    let document = pipeline.parse(&line.text);
    Ok(Answer { classified: coder.classify(&document, &pair), id: line.id })
}

/// The pair that stands at these places, in characters, of `text`.
pub(crate) fn pair(text: &str, source: &[(usize, usize)], target: &[(usize, usize)]) -> anyhow::Result<Pair> {
    let points = CodePoints::new(text);
    let length = text.chars().count();
    let spans = |ranges: &[(usize, usize)]| -> anyhow::Result<Vec<Span>> {
        ranges
            .iter()
            .map(|&(start, end)| {
                anyhow::ensure!(
                    start < end && end <= length,
                    "[{start}, {end}] is no place in a text of {length} characters"
                );
                Ok(points.span(start, end))
            })
            .collect()
    };
    Ok(Pair { source: spans(source)?, target: spans(target)? })
}
