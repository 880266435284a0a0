//! `standoff learn`: weights that know a user's own labelled sentences.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, ensure};
use coding::Coder;
use coding::classify::learn::{Lesson, Report, cross_validate, learn};
use coding::classify::{Pair, Scorer};
use language::Pipeline;
use rayon::prelude::*;
use serde::Deserialize;

use super::classify::pair;
use crate::reading::{Data, Model};

/// Learns an event type, or corrects one, from a few dozen sentences of your own.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// JSON lines `{"text", "source": [[start, end], …], "target": [[start, end], …], "type"}`; the type may be new.
    labelled: PathBuf,
    /// Where the weights are written, for `--learned FILE` of the commands that read.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    model: Model,
    #[command(flatten)]
    data: Data,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    #[serde(default)]
    source: Vec<(usize, usize)>,
    #[serde(default)]
    target: Vec<(usize, usize)>,
    #[serde(rename = "type")]
    kind: String,
}

/// Of the lexicon's lines, one in so many keeps the weights to what they know.
const EVERY: usize = 5;

const HEADER: &str = "\
What the features of a marked pair say for and against each type, in hundredths; empty for nothing.
Made by `standoff learn` from the weights that were there and labelled sentences; the line `taught` counts those.
Name it with `--learned`.";

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let pipeline = arguments.model.open()?;
    let coder = arguments.data.coder()?;
    let lessons = read(arguments, &pipeline, &coder)?;
    let others: Vec<(String, Pair)> = coder
        .lexicon_lines()
        .into_iter()
        .filter(|line| line.kind.is_some())
        .step_by(EVERY)
        .map(|line| {
            let (source, target) = line.example.sides();
            (line.example.text, Pair { source, target })
        })
        .collect();
    let others: Vec<Vec<String>> =
        others.par_iter().map(|(text, pair)| coder.pair_features(&pipeline.parse(text), pair)).collect();

    let report = cross_validate(coder.scorer(), &others, &lessons);
    let scorer = learn(coder.scorer(), &others, &lessons);
    write(arguments, &scorer)?;
    tell(&report, arguments)
}

fn read(arguments: &Arguments, pipeline: &Pipeline, coder: &Coder) -> anyhow::Result<Vec<Lesson>> {
    let path = arguments.labelled.display();
    let text = std::fs::read_to_string(&arguments.labelled).with_context(|| format!("reading {path}"))?;
    let mut lessons = Vec::new();
    for (line, number) in text.lines().zip(1_usize..).filter(|(line, _)| !line.trim().is_empty()) {
        let at = || format!("{path}, line {number}");
        let line: Line = serde_json::from_str(line).with_context(at)?;
        ensure!(
            !line.kind.is_empty() && !line.kind.contains(char::is_whitespace),
            "{}: a type is one word, not {:?}",
            at(),
            line.kind
        );
        let pair = pair(&line.text, &line.source, &line.target).with_context(at)?;
        ensure!(!pair.source.is_empty() || !pair.target.is_empty(), "{}: neither source nor target is marked", at());
        lessons.push(Lesson { features: coder.pair_features(&pipeline.parse(&line.text), &pair), kind: line.kind });
    }
    ensure!(!lessons.is_empty(), "{path} holds no labelled sentences: write one JSON object a line");
    Ok(lessons)
}

fn write(arguments: &Arguments, scorer: &Scorer) -> anyhow::Result<()> {
    if let Some(folder) = arguments.out.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    std::fs::write(&arguments.out, scorer.write(HEADER)).with_context(|| format!("writing {}", arguments.out.display()))
}

fn tell(report: &Report, arguments: &Arguments) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let share = |right: usize, of: usize| if of == 0 { 0.0 } else { right as f64 / of as f64 };
    writeln!(
        out,
        "{} sentences, each judged by weights learnt from the others: {:.3} right (before learning {:.3})",
        report.count,
        share(report.right, report.count),
        share(report.right_before, report.count)
    )?;
    for (name, [of, given, rightly]) in &report.types {
        writeln!(
            out,
            "{name:<12} {of} sentences, precision {:.3}, recall {:.3}",
            share(*rightly, *given),
            share(*rightly, *of)
        )?;
    }
    writeln!(out, "written to {}", arguments.out.display())?;
    Ok(())
}
