//! Occurrences against the hand-made truth tables of the examples: reports as a perfect reader would give them are
//! merged, and the grouping is compared with the tables' own by B³.
//!
//! This measures merging alone. What the reading of the pages costs besides is measured where pages are read.

mod tables;

use std::collections::{BTreeMap, BTreeSet};

use anchor::Id;
use ledger::Ledger;

/// Precision, recall and F1 of a grouping against another, each element weighing the same (B³).
fn b_cubed(found: &BTreeMap<Id, usize>, truth: &BTreeMap<Id, String>) -> (f64, f64, f64) {
    let share = |of: &dyn Fn(&Id, &Id) -> bool, within: &dyn Fn(&Id, &Id) -> bool| {
        let one = |a: &Id| {
            let together: Vec<&Id> = truth.keys().filter(|b| within(a, b)).collect();
            together.iter().filter(|b| of(a, b)).count() as f64 / together.len() as f64
        };
        truth.keys().map(one).sum::<f64>() / truth.len() as f64
    };
    let same_found = |a: &Id, b: &Id| found[a] == found[b];
    let same_truth = |a: &Id, b: &Id| truth[a] == truth[b];
    let (precision, recall) = (share(&same_truth, &same_found), share(&same_found, &same_truth));
    (precision, recall, 2.0 * precision * recall / (precision + recall))
}

/// Merges the reports of a folder's truth tables and compares.
fn merged(folder: &str, show: bool) -> (f64, f64, f64) {
    let truth = tables::read(folder);
    let ledger = Ledger::new(truth.articles, truth.records, None);
    let mut found: BTreeMap<Id, usize> = BTreeMap::new();
    for (number, occurrence) in ledger.occurrences().iter().enumerate() {
        for report in &occurrence.reports {
            found.insert(report.record.clone(), number);
        }
    }
    if show {
        report(&truth.occurrence, &found, &ledger);
    }
    b_cubed(&found, &truth.occurrence)
}

/// Prints what was torn apart and what was thrown together, for whoever works on merging.
#[allow(clippy::print_stdout)]
fn report(truth: &BTreeMap<Id, String>, found: &BTreeMap<Id, usize>, ledger: &Ledger) {
    let words = |id: &Id| {
        let record = ledger.record(id);
        let Some(coding::record::Record::Event(event)) = record.as_deref() else { return String::new() };
        let date = event.date.as_ref().map_or_else(|| "-".to_owned(), |date| date.period.to_string());
        let evidence: String = event.basis.evidence.quote.chars().take(110).collect();
        format!("{} {date} [{}] {evidence}", event.kind, event.trigger.quote)
    };
    let mut groups: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut mixed: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for (id, name) in truth {
        groups.entry(name).or_default().insert(found[id]);
        mixed.entry(found[id]).or_default().insert(name);
    }
    for (name, parts) in groups.iter().filter(|(_, parts)| parts.len() > 1) {
        println!("torn apart: {name}");
        for part in parts {
            for id in truth.keys().filter(|id| found[*id] == *part && truth[*id] == **name) {
                println!("   {part}: {}", words(id));
            }
        }
    }
    for (part, names) in mixed.iter().filter(|(_, names)| names.len() > 1) {
        println!("thrown together: {names:?}");
        for id in truth.keys().filter(|id| found[*id] == *part) {
            println!("   {}: {}", truth[id], words(id));
        }
    }
}

#[test]
fn merging_agrees_with_the_truth_tables() {
    for folder in ["korea", "strait"] {
        let show = std::env::var_os("SHOW").is_some();
        let (precision, recall, f1) = merged(folder, show);
        if show {
            #[allow(clippy::print_stdout)]
            {
                println!("{folder}: precision {precision:.3} recall {recall:.3} F1 {f1:.3}");
            }
        }
        assert!(f1 >= 0.9, "{folder}: precision {precision:.3} recall {recall:.3} F1 {f1:.3}");
    }
}

#[test]
fn b_cubed_of_known_groupings() {
    let id = |n: usize| Id::of('e', &[&n.to_string()]);
    let truth = (0..4).map(|n| (id(n), if n < 2 { "a" } else { "b" }.to_owned())).collect();
    let all_in_one = (0..4).map(|n| (id(n), 0)).collect();
    let (precision, recall, _) = b_cubed(&all_in_one, &truth);
    assert_eq!((precision, recall), (0.5, 1.0));
    let each_alone = (0..4).map(|n| (id(n), n)).collect();
    let (precision, recall, _) = b_cubed(&each_alone, &truth);
    assert_eq!((precision, recall), (1.0, 0.5));
}
