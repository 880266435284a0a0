//! What `standoff outlook` tells of the examples, of tables, and of both.
#![cfg(unix)]

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::LazyLock;

fn outlook(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_standoff"))
        .current_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .arg("outlook")
        .args(arguments)
        .output()
        .unwrap()
}

/// The records of the example pages, read once for all tests.
fn korea() -> &'static str {
    static RECORDS: LazyLock<(tempfile::TempDir, String)> = LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("korea.jsonl");
        let status = Command::new(env!("CARGO_BIN_EXE_standoff"))
            .current_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../.."))
            .args(["annotate", "examples/korea"])
            .stdout(std::fs::File::create(&path).unwrap())
            .status();
        assert!(status.unwrap().success());
        let path = path.to_str().unwrap().to_owned();
        (folder, path)
    });
    &RECORDS.1
}

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_examples_tell_a_stalemate_since_when_why_and_for_how_long() {
    let korea = [korea(), "--between", "PRK", "USA", "--until", "2020-11-03", "--as-of", "2020-05-05"];
    let told = text(&outlook(&korea));
    assert!(told.contains("Stalemate since"), "{told}");
    assert!(told.contains("The last meeting was") && told.contains("Last refusal"), "{told}");
    assert!(told.contains("3 of 5 spells"), "the base rate and its n: {told}");

    let json = text(&outlook(&[&korea[..], &["--format", "json"]].concat()));
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    let state = &told["state"];
    assert_eq!(state["word"], "stalemate");
    assert!(state["since"]["start"].as_str().unwrap().starts_with("2019-10"), "{state}");
    assert!(!state["reasons"][0]["proof"]["shown"].as_array().unwrap().is_empty(), "the reason opens its sentence");
    let quo = &state["quo"];
    assert_eq!((quo["until"].as_str(), quo["base"]["chance"]["n"].as_u64()), (Some("2020-11-03"), Some(5)));
    let model = &quo["model"];
    let (low, p, high) =
        (model["low"].as_f64().unwrap(), model["value"].as_f64().unwrap(), model["high"].as_f64().unwrap());
    assert!(0.2 < low && low < p && p < high && high < 0.9, "{model}");
    assert!(model["n"].as_u64().unwrap() >= 10);
    for forecast in told["forecasts"].as_array().unwrap() {
        let made = forecast["made"].as_str().unwrap_or_default();
        assert!(made <= "2020-05-05", "nothing later is used: {forecast}");
        let until_over = forecast["until"].as_str().is_some_and(|until| until < "2020-05-05");
        if forecast["by"] == "rule" && forecast["decided_by"].as_array().unwrap().is_empty() {
            assert!(until_over, "silence decides only what is over: {forecast}");
        }
    }
}

#[test]
fn past_stalls_of_the_users_change_the_chance() {
    let folder = tempfile::tempdir().unwrap();
    let history = folder.path().join("stalls.tsv");
    std::fs::write(&history, "start\tend\n1994-10-21\t1996-04-16\n2002-10-05\t2003-04-23\n2005-11-11\t2006-12-18\n2008-12-11\t2011-07-28\n2012-02-29\t2018-06-12\n").unwrap();
    let korea =
        [korea(), "--between", "PRK", "USA", "--until", "2020-11-03", "--as-of", "2020-05-05", "--format", "json"];
    let chance = |arguments: &[&str]| -> serde_json::Value {
        let told: serde_json::Value = serde_json::from_str(&text(&outlook(arguments))).unwrap();
        told["state"]["quo"].clone()
    };
    let (without, with) = (chance(&korea), chance(&[&korea[..], &["--history", history.to_str().unwrap()]].concat()));
    assert_eq!(with["model"]["n"].as_u64().unwrap(), without["model"]["n"].as_u64().unwrap() + 5);
    assert!(with["model"]["value"].as_f64() > without["model"]["value"].as_f64(), "longer stalls: {with} {without}");
    std::fs::write(&history, "start\tend\n1994-10-21\t1993-04-16\n").unwrap();
    let wrong = outlook(&[&korea[..], &["--history", history.to_str().unwrap()]].concat());
    let says = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(!wrong.status.success() && says.contains("stalls.tsv: line 2: the spell ends before it starts"), "{says}");
}

/// Two years of an invented pair that met every ten days, and of nine pairs that met less often.
fn table() -> String {
    let mut table = "date\tsource\tevent\ttarget\n".to_owned();
    let first: jiff::civil::Date = "2021-01-01".parse().unwrap();
    for day in 0..400i32 {
        let on = first.saturating_add(jiff::Span::new().days(day));
        for pair in 0..10i32 {
            if (day * 7 + pair) % (10 + 12 * pair) == 0 {
                writeln!(table, "{on}\tNorland {pair}\tEngage in negotiation\tSudland {pair}").unwrap();
            }
        }
    }
    table
}

#[test]
fn a_table_answers_questions_and_tells_an_outlook() {
    let folder = tempfile::tempdir().unwrap();
    let (file, questions) = (folder.path().join("events.tsv"), folder.path().join("questions.jsonl"));
    std::fs::write(&file, table()).unwrap();
    let ask = |pair: u8| {
        format!(
            "{{\"id\":\"q{pair}\",\"between\":[\"Sudland {pair}\",\"Norland {pair}\"],\"labels\":[\"046\",\"Engage in negotiation\"],\"as_of\":\"2021-12-01\",\"days\":14}}\n"
        )
    };
    std::fs::write(&questions, ask(0) + "\n" + &ask(9)).unwrap();
    let (file, questions) = (file.to_str().unwrap(), questions.to_str().unwrap());
    let output = outlook(&["--table", file, "--batch", questions]);
    let answers: Vec<serde_json::Value> =
        text(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((answers[0]["id"].as_str(), answers[1]["id"].as_str()), (Some("q0"), Some("q9")));
    assert!(answers[0]["p"].as_f64().unwrap() > 0.6 && answers[1]["p"].as_f64().unwrap() < 0.4, "{answers:?}");
    assert!(answers[0]["base_rate"].is_number() && answers[0]["n"].as_u64().unwrap() > 100);
    assert!(String::from_utf8_lossy(&output.stderr).contains("labelled \"046\""), "an unknown label is named");
    let told = text(&outlook(&["--table", file, "--between", "Norland 0", "Sudland 0", "--as-of", "2021-06-01"]));
    assert!(told.contains("Talks since"), "{told}");
    assert!(!told.contains("2021-07"), "nothing later is told: {told}");
}

#[test]
fn wrong_usage_says_what_to_do() {
    assert_eq!(outlook(&[]).status.code(), Some(2));
    assert_eq!(outlook(&["--batch", "questions.jsonl"]).status.code(), Some(2));
    let missing = outlook(&["--table", "no-such-file.tsv", "--batch", "no-such-file.jsonl"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("no-such-file"));
}
