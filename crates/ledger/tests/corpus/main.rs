//! Merging on a generated corpus: what reports what is known, and how long it takes.
//!
//! `ARTICLES=100000 cargo test --release -p standoff-ledger --test corpus -- --nocapture` measures that many pages
//! and prints the figures; without it, a thousand are merged and only the floor is looked at. With `WRITE=FOLDER` the pages
//! are written there instead, as `standoff annotate` would (`pages.jsonl`), and what reports what (`truth.tsv`): that is
//! what `bench/ledger/scale.py` reads.

mod generate;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::Instant;

use anchor::Id;
use coding::record::Record;
use ledger::Ledger;

/// Precision, recall and F1 of `found` against `truth`, each report weighing the same (B³).
fn b_cubed(found: &BTreeMap<Id, usize>, truth: &BTreeMap<Id, usize>) -> (f64, f64, f64) {
    let (mut ours, mut theirs) = (BTreeMap::<usize, f64>::new(), BTreeMap::<usize, f64>::new());
    let mut both: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (id, real) in truth {
        *ours.entry(found[id]).or_default() += 1.0;
        *theirs.entry(*real).or_default() += 1.0;
        *both.entry((found[id], *real)).or_default() += 1.0;
    }
    let total = truth.len() as f64;
    let precision = both.iter().map(|((one, _), n)| n * n / ours[one]).sum::<f64>() / total;
    let recall = both.iter().map(|((_, other), n)| n * n / theirs[other]).sum::<f64>() / total;
    (precision, recall, 2.0 * precision * recall / (precision + recall))
}

/// The most memory that this process has held, in MiB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

/// Writes the pages in the order in which they were made, each with its records, and which thing each record reports.
fn write(folder: &Path, corpus: &generate::Corpus) -> std::io::Result<()> {
    let mut pages = BufWriter::new(File::create(folder.join("pages.jsonl"))?);
    let mut of_page: BTreeMap<&Id, Vec<&Record>> = BTreeMap::new();
    for record in &corpus.records {
        of_page.entry(&record.basis().article).or_default().push(record);
    }
    for article in &corpus.articles {
        let mut line = serde_json::to_value(article)?;
        line["kind"] = "article".into();
        writeln!(pages, "{line}")?;
        for record in of_page.get(&article.id).into_iter().flatten() {
            writeln!(pages, "{}", serde_json::to_string(record)?)?;
        }
    }
    let mut truth = BufWriter::new(File::create(folder.join("truth.tsv"))?);
    for (record, thing) in &corpus.truth {
        writeln!(truth, "{record}\t{thing}")?;
    }
    pages.flush()?;
    truth.flush()
}

#[test]
#[allow(clippy::print_stdout)] // figures for whoever asked for them
fn reports_of_one_thing_come_together() {
    let pages = std::env::var_os("ARTICLES").and_then(|pages| pages.to_str()?.parse().ok()).unwrap_or(1000);
    let corpus = generate::corpus(pages);
    if let Some(folder) = std::env::var_os("WRITE") {
        return write(Path::new(&folder), &corpus).unwrap();
    }
    let held = peak();
    let (things, reports) = (corpus.truth.values().max().map_or(0, |last| last + 1), corpus.truth.len());
    let started = Instant::now();
    let ledger = Ledger::new(corpus.articles, corpus.records, None);
    let took = started.elapsed();
    assert_eq!(ledger.pages().left_out().unanchored, 0);
    let mut found: BTreeMap<Id, usize> = BTreeMap::new();
    for (number, occurrence) in ledger.occurrences().iter().enumerate() {
        found.extend(occurrence.reports.iter().map(|report| (report.record.clone(), number)));
    }
    let (precision, recall, f1) = b_cubed(&found, &corpus.truth);
    println!(
        "{pages} pages, {} of them copies, {reports} reports of up to {things} things, {} occurrences found, {} \
         storylines: B3 P {precision:.3} R {recall:.3} F1 {f1:.3}; {took:.2?}, memory {held:?} MiB before, {:?} after",
        ledger.copies(),
        ledger.occurrences().len(),
        ledger.storylines().len(),
        peak(),
    );
    assert!(f1 >= 0.95, "precision {precision:.3} recall {recall:.3} F1 {f1:.3}");
}
