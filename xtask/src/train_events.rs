//! `cargo xtask train events`: the weights in `data/events/`, from labelled pairs and the lexicon's own examples.
//!
//! With `--cross-validate` nothing is written but predictions: each fifth of the pairs (by row number) is answered
//! by weights that were learnt from the other four and from the examples.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anchor::Span;
use anyhow::{Context, ensure};
use coding::Coder;
use coding::classify::train::{self, Example, Settings};
use coding::classify::{Pair, Scorer};

const WEIGHTS: &str = "data/events/weights.tsv";
const HEADER: &str = "\
What the features of a marked pair say for and against each PLOVER type, in hundredths; empty for nothing.

feature    `name=value`, as crates/coding/src/classify/features.rs makes them; `always` counts for every pair
others     one column a type
The line `sharpness` holds, in hundredths, what scores are multiplied with before they become probabilities.
Made by `cargo xtask train events` from the examples of verbs.tsv, nouns.tsv and examples.tsv and from the labelled
pairs of Hu et al. (ACL 2024), which are not part of the repository. Do not edit: edit the examples and learn again.";
const FOLDS: usize = 5;
/// How much an example of the lexicon counts beside a labelled pair. The lexicon is always right about its own
/// examples, as it is not about news: at more than this the weights learn to trust it too much.
const OWN: f64 = 0.03;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Labelled pairs: a table with the columns `gold_root` and `marked_sentence`, parted by tabs.
    #[arg(long)]
    plv: PathBuf,
    /// Write predictions for the pairs, each by weights that never saw it, and leave the weights as they are.
    #[arg(long, value_name = "PREDICTIONS")]
    cross_validate: Option<PathBuf>,
    /// Write the features of all examples and pairs, one JSON object a line, and stop.
    #[arg(long, value_name = "FILE")]
    features: Option<PathBuf>,
}

/// A text with a marked pair and its type.
struct Labelled {
    kind: String,
    text: String,
    pair: Pair,
    /// Where it comes from.
    from: &'static str,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let root = crate::root();
    let coder = crate::lexicon::coder()?;
    let pipeline = crate::lexicon::pipeline()?;

    let pairs = pairs(&arguments.plv)?;
    let mut own = lexicon_examples(&coder);
    own.extend(written_examples(&root.join("data/events/examples.tsv"))?);
    let features = |labelled: &Labelled| coder.pair_features(&pipeline.parse(&labelled.text), &labelled.pair);
    let pairs: Vec<(Labelled, Vec<String>)> = pairs
        .into_iter()
        .map(|one| {
            let found = features(&one);
            (one, found)
        })
        .collect();
    let own: Vec<(Labelled, Vec<String>)> = own
        .into_iter()
        .map(|one| {
            let found = features(&one);
            (one, found)
        })
        .collect();

    if let Some(path) = &arguments.features {
        let mut out = BufWriter::new(std::fs::File::create(path)?);
        for (labelled, features) in pairs.iter().chain(&own) {
            let line = serde_json::json!({
                "from": labelled.from, "label": labelled.kind, "text": labelled.text, "features": features,
            });
            writeln!(out, "{line}")?;
        }
        return Ok(());
    }
    let settings = Settings::default();
    if let Some(path) = &arguments.cross_validate {
        let mut answers: BTreeMap<usize, String> = BTreeMap::new();
        for fold in 0..FOLDS {
            let train: Vec<Example> = pairs
                .iter()
                .enumerate()
                .filter(|(row, _)| row % FOLDS != fold)
                .map(|(_, pair)| pair)
                .chain(&own)
                .map(example)
                .collect();
            let scorer = train::train(&train, settings);
            for (row, (_, features)) in pairs.iter().enumerate().filter(|(row, _)| row % FOLDS == fold) {
                answers.insert(row, answer(&scorer, row, features));
            }
        }
        let mut out = BufWriter::new(std::fs::File::create(path)?);
        for answer in answers.values() {
            writeln!(out, "{answer}")?;
        }
        return Ok(());
    }
    let examples: Vec<Example> = pairs.iter().chain(&own).map(example).collect();
    let scorer = train::train(&examples, settings);
    std::fs::write(root.join(WEIGHTS), scorer.write(HEADER)).with_context(|| format!("writing {WEIGHTS}"))?;
    Ok(())
}

fn answer(scorer: &Scorer, row: usize, features: &[String]) -> String {
    let best = &scorer.score(features)[0];
    serde_json::json!({"id": row.to_string(), "type": best.kind, "confidence": best.probability}).to_string()
}

fn example((labelled, features): &(Labelled, Vec<String>)) -> Example {
    // The labelled pairs do not tell the two apart.
    let classes = match labelled.kind.as_str() {
        "YIELD" => vec!["CONCEDE".to_owned(), "RETREAT".to_owned()],
        kind => vec![kind.to_owned()],
    };
    Example { features: features.clone(), classes, weight: if labelled.from == "pairs" { 1.0 } else { OWN } }
}

/// The lexicon's own examples: who acts is the source, who is acted on the target.
fn lexicon_examples(coder: &Coder) -> Vec<Labelled> {
    let mut found = Vec::new();
    for line in coder.lexicon_lines() {
        // The labelled pairs do not part these two; all other types they show better, as the news has them.
        let Some(kind) = line.kind.filter(|kind| matches!(kind.as_str(), "CONCEDE" | "RETREAT")) else { continue };
        let (source, target) = line.example.sides();
        if source.is_empty() && target.is_empty() {
            continue;
        }
        found.push(Labelled { kind, text: line.example.text.clone(), pair: Pair { source, target }, from: "lexicon" });
    }
    found
}

fn written_examples(path: &Path) -> anyhow::Result<Vec<Labelled>> {
    let Ok(text) = std::fs::read_to_string(path) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    coding::table::rows(&path.display().to_string(), &text, &["type", "example"], |row| {
        let example = coding::event::Example::read(row.get("example"));
        let (source, target) = example.sides();
        let kind = row.get("type").to_owned();
        found.push(Labelled { kind, text: example.text, pair: Pair { source, target }, from: "examples" });
        Ok(())
    })?;
    Ok(found)
}

fn pairs(path: &Path) -> anyhow::Result<Vec<Labelled>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut found = Vec::new();
    coding::table::rows(&path.display().to_string(), &text, &["gold_root", "marked_sentence"], |row| {
        let (text, pair) = unmark(&unquoted(row.get("marked_sentence")));
        found.push(Labelled { kind: row.get("gold_root").to_owned(), text, pair, from: "pairs" });
        Ok(())
    })?;
    ensure!(!found.is_empty(), "{} holds no pairs", path.display());
    Ok(found)
}

/// A value of a table as spreadsheets write it: in quotation marks, with inner ones doubled, where it holds one.
fn unquoted(value: &str) -> String {
    let inner = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.map_or_else(|| value.to_owned(), |inner| inner.replace("\"\"", "\""))
}

/// 'The <s>US</s> met <t>Iran</t>.' as text and pair.
fn unmark(marked: &str) -> (String, Pair) {
    let mut text = String::new();
    let mut pair = Pair::default();
    let mut rest = marked;
    let (mut source, mut target) = (0, 0);
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("<s>") {
            (source, rest) = (text.len(), after);
        } else if let Some(after) = rest.strip_prefix("</s>") {
            pair.source.push(Span::new(source, text.len()));
            rest = after;
        } else if let Some(after) = rest.strip_prefix("<t>") {
            (target, rest) = (text.len(), after);
        } else if let Some(after) = rest.strip_prefix("</t>") {
            pair.target.push(Span::new(target, text.len()));
            rest = after;
        } else {
            text.push('<');
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    (text, pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_places() {
        let (text, pair) = unmark("The <s>king</s> of <<t>Norland</t>> left.");
        assert_eq!(text, "The king of <Norland> left.");
        assert_eq!(pair.source[0].of(&text), "king");
        assert_eq!(pair.target[0].of(&text), "Norland");
    }
}
