//! Occurrences of the example pages, read by the program itself, against the hand-made truth tables.
//!
//! The elements are the lines of `reports.tsv` that report an occurrence and that the program read; a report read
//! belongs to the line of its page whose trigger it overlaps or, failing that, whose evidence holds it and whose types
//! include its own. The two groupings of these lines are compared by B³.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use coding::record::{Event, Record};
use ledger::{Ledger, lines};

type Row = BTreeMap<String, String>;

fn examples(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name)
}

/// The ledger of a folder of example pages.
fn ledger(folder: &str) -> Ledger {
    let output = Command::new(env!("CARGO_BIN_EXE_standoff"))
        .args(["annotate", "--layers", "article,events"])
        .arg(examples(folder))
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = lines::read(output.stdout.as_slice()).expect("what is written can be read");
    Ledger::new(read.articles, read.records, None)
}

/// The reports of a folder's truth table that count.
fn truth(folder: &str) -> Vec<Row> {
    let path = examples(&format!("{folder}-truth")).join("reports.tsv");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let head: Vec<&str> = lines.next().expect("a head").split('\t').collect();
    let row = |line: &str| {
        let mut cells: Vec<&str> = line.split('\t').collect();
        cells.resize(head.len(), "");
        head.iter().zip(cells).map(|(&name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    let rows = lines.map(row);
    rows.filter(|row: &Row| row["occurrence"] != "-" && row["optional"].is_empty()).collect()
}

/// The event that reads `row`, if any of `events` (those of its page) does.
fn reads<'e>(row: &Row, text: &str, events: &[&'e Event]) -> Option<&'e Event> {
    let points = |bytes: usize| text[..bytes].chars().count();
    let evidence = text.find(&row["evidence"])?;
    let nth: usize = row["nth"].parse().unwrap_or(1);
    let (at, trigger) = row["evidence"].match_indices(row["trigger"].as_str()).nth(nth - 1)?;
    let start = points(evidence + at);
    let end = start + trigger.chars().count();
    let (from, to) = (points(evidence), points(evidence + row["evidence"].len()));
    let named =
        |event: &Event| event.kind == row["type"] || row["also"].split(',').any(|kind| kind.trim() == event.kind);
    let overlaps = |event: &Event| event.trigger.start < end && start < event.trigger.end;
    let within = |event: &Event| from <= event.trigger.start && event.trigger.end <= to;
    let first = |fits: &dyn Fn(&Event) -> bool| events.iter().copied().find(|event| fits(event));
    first(&|event| overlaps(event) && named(event))
        .or_else(|| first(&overlaps))
        .or_else(|| first(&|event| within(event) && named(event)))
}

/// Precision, recall and F1 of the grouping of one folder, with the number of lines read and of all.
fn measured(folder: &str) -> (f64, f64, f64, usize, usize) {
    let ledger = ledger(folder);
    let rows = truth(folder);
    let mut number = BTreeMap::new();
    for (at, occurrence) in ledger.occurrences().iter().enumerate() {
        number.extend(occurrence.reports.iter().map(|report| (report.record.clone(), at)));
    }
    let mut grouped: Vec<(usize, &str)> = Vec::new();
    for article in ledger.pages().articles() {
        let path = article.path.as_deref().unwrap_or_default();
        let records = ledger.pages().records_in(&article.id);
        let events: Vec<&Event> = records
            .iter()
            .filter_map(|record| match &**record {
                Record::Event(event) => Some(event),
                _ => None,
            })
            .filter(|event| number.contains_key(&event.id))
            .collect();
        for row in rows.iter().filter(|row| path.ends_with(row["page"].as_str())) {
            if let Some(event) = reads(row, &article.text, &events) {
                grouped.push((number[&event.id], row["occurrence"].as_str()));
                if std::env::var_os("SHOW").is_some() {
                    show(folder, number[&event.id], row, event);
                }
            }
        }
    }
    let mean = |share: &dyn Fn(&(usize, &str)) -> f64| grouped.iter().map(share).sum::<f64>() / grouped.len() as f64;
    let both = |one: &(usize, &str)| grouped.iter().filter(|other| *other == one).count() as f64;
    let precision = mean(&|one| both(one) / grouped.iter().filter(|other| other.0 == one.0).count() as f64);
    let recall = mean(&|one| both(one) / grouped.iter().filter(|other| other.1 == one.1).count() as f64);
    (precision, recall, 2.0 * precision * recall / (precision + recall), grouped.len(), rows.len())
}

/// One line a report read, for whoever works on merging: sort by the second word, then by the third.
#[allow(clippy::print_stdout)]
fn show(folder: &str, group: usize, row: &Row, event: &Event) {
    let date = event.date.as_ref().map_or_else(|| "-".to_owned(), |date| date.period.to_string());
    let side = |parties: &[coding::record::Party]| {
        let names: Vec<String> = parties.iter().map(|party| ledger::Side::of(party).to_string()).collect();
        names.join("+")
    };
    let sides = format!("{}>{}", side(&event.actor), side(&event.recipient));
    let words: String = row["evidence"].chars().take(70).collect();
    println!(
        "{folder} {group:03} {} {} {date} {sides} [{}] {words}",
        row["occurrence"], event.kind, event.trigger.quote
    );
}

#[test]
#[allow(clippy::print_stdout)] // figures for whoever asked for them
fn occurrences_agree_with_the_truth_tables() {
    let (precision, recall, f1, read, all) = measured("korea");
    println!("korea: {read} of {all} reports read, B3 P {precision:.3} R {recall:.3} F1 {f1:.3}");
    assert!(f1 >= 0.84, "precision {precision:.3} recall {recall:.3} F1 {f1:.3}");
}

#[test]
fn each_example_folder_is_one_storyline() {
    for folder in ["korea", "strait"] {
        let ledger = ledger(folder);
        let sizes: Vec<usize> = ledger.storylines().iter().map(|storyline| storyline.articles.len()).collect();
        assert_eq!(sizes, [ledger.pages().list().len()], "{folder}");
    }
}
