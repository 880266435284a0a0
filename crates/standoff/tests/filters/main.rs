//! Every filter on every command that takes filters: what comes out is what the records themselves say should.
//!
//! The expected sets are worked out in [`expected`] from what `annotate` printed, not by the program's own filters.

mod expected;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use expected::{Everything, Wanted};
use serde_json::Value;

fn said(arguments: &[&str]) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_standoff")).current_dir(root).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn objects(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What is read in some of the example pages.
static READ: LazyLock<String> =
    LazyLock::new(|| said(&["annotate", "examples/korea/0*", "examples/korea/12-panmunjom.html", "examples/strait"]));

/// A ledger of some of the example pages, and all that was read in them.
struct Desk {
    folder: tempfile::TempDir,
    ledger: String,
    everything: Everything,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let (lines, ledger) = (path("pages.jsonl"), path("ledger.db"));
        std::fs::write(&lines, &*READ).unwrap();
        said(&["read", &lines, "--ledger", &ledger]);
        let mut desk = Self { folder, ledger, everything: Everything::of(objects(&READ)) };
        let all = desk.exported("jsonl", &[]);
        for (kind, objects) in KINDS.iter().map(|kind| (*kind, objects(&all[&format!("{kind}.jsonl")]))) {
            assert!(!objects.is_empty(), "the pages hold no {kind}");
            desk.everything.lines.insert(kind, objects);
        }
        desk
    }

    /// The files of an export, by name.
    fn exported(&self, format: &str, filters: &[&str]) -> BTreeMap<String, String> {
        let folder = self.folder.path().join("export");
        let _ = std::fs::remove_dir_all(&folder);
        let base = ["export", folder.to_str().unwrap(), "--ledger", &self.ledger, "--format", format];
        said(&[&base, filters].concat());
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        files.map(|path| (name(&path), std::fs::read_to_string(&path).unwrap())).collect()
    }

    fn listed(&self, kind: &str, filters: &[&str]) -> BTreeSet<String> {
        let base = ["list", kind, "--ledger", &self.ledger, "--format", "jsonl"];
        ids(&objects(&said(&[&base, filters].concat())))
    }
}

fn ids(objects: &[Value]) -> BTreeSet<String> {
    objects.iter().map(|object| object["id"].as_str().unwrap().to_owned()).collect()
}

/// What is listed and exported, articles and named dates aside.
const KINDS: [&str; 8] =
    ["events", "occurrences", "statements", "positions", "forecasts", "offices", "storylines", "articles"];

/// Each filter alone.
fn alone() -> Vec<(Vec<&'static str>, Wanted)> {
    let none = Wanted::default();
    let kinds = ["consult", "demand", "status_quo", "holds", "direct", "news"];
    vec![
        (vec!["--party", "PRK"], Wanted { party: vec!["PRK"], ..none.clone() }),
        (vec!["--party", "kim jong-un"], Wanted { party: vec!["Kim Jong-un"], ..none.clone() }),
        (vec!["--between", "USA", "PRK"], Wanted { between: Some(("USA", "PRK")), ..none.clone() }),
        (
            vec!["--type", "CONSULT,demand,status_quo,holds,direct,news"],
            Wanted { kinds: kinds.to_vec(), ..none.clone() },
        ),
        (vec!["--from", "2018-08"], Wanted { from: Some("2018-08-01"), ..none.clone() }),
        (vec!["--to", "2018-08-24"], Wanted { to: Some("2018-08-24"), ..none.clone() }),
        (vec!["--outlet", "The Harbour Courier"], Wanted { outlet: Some("harbour courier"), ..none.clone() }),
        (vec!["--factuality", "happened,planned"], Wanted { factuality: vec!["happened", "planned"], ..none.clone() }),
        (vec!["--text", "sanctions"], Wanted { text: Some("sanction"), ..none }),
    ]
}

/// Each filter alone, every two together, and four at once.
fn combined() -> Vec<(Vec<&'static str>, Wanted)> {
    let alone = alone();
    let mut all = alone.clone();
    for (n, (words, wanted)) in alone.iter().enumerate() {
        for (more, other) in &alone[n + 1..] {
            all.push(([words.as_slice(), more].concat(), wanted.clone().and(other)));
        }
    }
    let four = [0, 3, 4, 8].iter().fold((Vec::new(), Wanted::default()), |(words, wanted), &n| {
        ([words, alone[n].0.clone()].concat(), wanted.and(&alone[n].1))
    });
    all.push(four);
    all
}

#[test]
fn every_filter_alone_and_with_others_gives_what_the_records_say() {
    let desk = Desk::new();
    let mut narrowed: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (words, wanted) in combined() {
        let files = desk.exported("jsonl", &words);
        for kind in KINDS.iter().filter(|kind| **kind != "articles") {
            let found = ids(&objects(&files[&format!("{kind}.jsonl")]));
            assert_eq!(found, desk.everything.expected(kind, &wanted), "{kind} {words:?}");
            if words.len() <= 3 && !found.is_empty() && found.len() < desk.everything.lines[kind].len() {
                narrowed.insert((kind, words[0]));
            }
        }
    }
    // The pages are such that each filter lets some events and occurrences through and keeps others back.
    for filter in ["--party", "--between", "--type", "--from", "--to", "--outlet", "--factuality", "--text"] {
        for kind in ["events", "occurrences"] {
            assert!(narrowed.contains(&(kind, filter)), "{filter} says nothing of {kind}");
        }
    }
}

#[test]
fn what_is_listed_is_what_is_exported() {
    let desk = Desk::new();
    for (words, wanted) in alone() {
        for kind in KINDS {
            assert_eq!(desk.listed(kind, &words), desk.everything.expected(kind, &wanted), "{kind} {words:?}");
        }
        let tables = desk.exported("csv", &words);
        for kind in KINDS.iter().filter(|kind| **kind != "articles") {
            let mut rows = csv::Reader::from_reader(tables[&format!("{kind}.csv")].as_bytes());
            let first: BTreeSet<String> = rows.records().map(|row| row.unwrap()[0].to_owned()).collect();
            assert_eq!(first, desk.everything.expected(kind, &wanted), "{kind}.csv {words:?}");
        }
    }
}

#[test]
fn the_formats_of_others_hold_the_occurrences_asked_for_and_no_more() {
    let desk = Desk::new();
    let rows = |format: &str, file: &str, filters: &[&str]| -> Vec<String> {
        desk.exported(format, filters)[file].lines().map(str::to_owned).collect()
    };
    let plover = |filters: &[&str]| ids(&objects(&rows("plover", "events.plover.jsonl", filters).join("\n")));
    let icews = |filters: &[&str]| rows("icews", "events.icews.tab", filters);
    let gdelt = |filters: &[&str]| rows("gdelt", "events.gdelt.tsv", filters);
    let (all_plover, all_icews, all_gdelt) = (plover(&[]), icews(&[]), gdelt(&[]));
    // Both have one row an act, in the same order; ICEWS has a heading.
    assert_eq!(all_icews.len(), all_gdelt.len() + 1);
    for (words, wanted) in alone() {
        let asked = desk.everything.expected("occurrences", &wanted);
        let expected: BTreeSet<String> = all_plover.intersection(&asked).cloned().collect();
        assert_eq!(plover(&words), expected, "{words:?}");
        let of = |row: &String| asked.contains(row.split('\t').next().unwrap());
        let kept: Vec<bool> = all_icews[1..].iter().map(of).collect();
        let pick = |rows: &[String]| -> Vec<String> {
            rows.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(row, _)| row.clone()).collect()
        };
        assert_eq!(icews(&words)[1..], pick(&all_icews[1..]), "{words:?}");
        assert_eq!(gdelt(&words), pick(&all_gdelt), "{words:?}");
    }
}

#[test]
fn a_past_day_is_a_ledger_of_the_pages_of_that_day_under_every_filter() {
    let desk = Desk::new();
    let day = "2018-08-31";
    let (lines, ledger) = (desk.folder.path().join("early.jsonl"), desk.folder.path().join("early.db"));
    std::fs::write(&lines, desk.everything.published_by(day)).unwrap();
    said(&["read", lines.to_str().unwrap(), "--ledger", ledger.to_str().unwrap()]);
    let early = ledger.to_str().unwrap();
    for (words, _) in alone() {
        for kind in KINDS {
            let then =
                [&["list", kind, "--ledger", &desk.ledger, "--format", "jsonl", "--as-of", day], &words[..]].concat();
            let only = [&["list", kind, "--ledger", early, "--format", "jsonl"], &words[..]].concat();
            assert_eq!(said(&then), said(&only), "{kind} {words:?}");
        }
    }
    let outlook = |more: &[&str]| said(&[&["outlook", "--between", "PRK", "USA", "--format", "json"], more].concat());
    assert_eq!(outlook(&["--ledger", &desk.ledger, "--as-of", day]), outlook(&["--ledger", early, "--as-of", day]));
    for id in ids(&desk.everything.lines["occurrences"]).iter().take(5) {
        let show = |more: &[&str]| {
            let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
            let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
            command.current_dir(root).args([&["show", id], more].concat()).output().unwrap().stdout
        };
        assert_eq!(show(&["--ledger", &desk.ledger, "--as-of", day]), show(&["--ledger", early]));
    }
}

#[test]
fn named_dates_and_corrections_are_filtered_too() {
    let desk = Desk::new();
    let all = objects(&said(&["list", "calendar", "--ledger", &desk.ledger, "--format", "jsonl"]));
    let of = |is: &dyn Fn(&Value) -> bool| ids(&all.iter().filter(|one| is(one)).cloned().collect::<Vec<Value>>());
    assert_eq!(desk.listed("calendar", &["--party", "USA"]), of(&|one| one["country"] == "USA"));
    assert_eq!(desk.listed("calendar", &["--type", "event"]), of(&|one| one["kind"] == "event"));
    for nothing in [["--outlet", "The Harbour Courier"], ["--text", "sanctions"], ["--factuality", "happened"]] {
        assert!(desk.listed("calendar", &nothing).is_empty());
    }
    let event = desk.everything.lines["events"].iter().find(|event| event["type"] == "CONSULT").unwrap();
    let id = event["id"].as_str().unwrap();
    said(&["correct", id, "place=Geneva", "--because", "the paper says so", "--by", "Ada", "--ledger", &desk.ledger]);
    let corrections = |filters: &[&str]| {
        let base = ["list", "corrections", "--ledger", &desk.ledger, "--format", "jsonl"];
        objects(&said(&[&base, filters].concat())).len()
    };
    assert_eq!(corrections(&[]), 1);
    assert_eq!(corrections(&["--type", "CONSULT"]), 1);
    assert_eq!(corrections(&["--type", "ASSAULT"]), 0);
    assert_eq!(corrections(&["--outlet", "No Such Paper"]), 0);
}
