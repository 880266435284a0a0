//! The command as a user runs it: results, exit codes, the same bytes whatever the threads.

use std::path::PathBuf;
use std::process::{Command, Output};

fn examples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

fn standoff(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_standoff")).current_dir(examples()).args(arguments).output().unwrap()
}

#[test]
fn threads_change_nothing() {
    let one = standoff(&["annotate", "korea", "--threads", "1"]);
    let four = standoff(&["annotate", "korea", "--threads", "4"]);
    assert!(one.status.success());
    assert_eq!(one.stdout, four.stdout);
}

#[test]
fn an_article_comes_before_its_records() {
    let output = standoff(&["annotate", "strait"]);
    let mut article = String::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        assert!(line.starts_with("{\"kind\":"), "{line}");
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        if value["kind"] == "article" {
            article = value["id"].as_str().unwrap().to_owned();
        } else {
            assert_eq!(value["article"], article.as_str());
        }
    }
}

#[test]
fn exit_codes_tell_what_was_read() {
    let code = |arguments: &[&str]| standoff(arguments).status.code();
    assert_eq!(code(&["annotate", "strait"]), Some(0));
    assert_eq!(code(&["annotate", "no-such-folder"]), Some(1));
    assert_eq!(code(&["annotate"]), Some(2));
    assert_eq!(code(&["annotate", "strait", "no-such-folder"]), Some(3));
    let output = standoff(&["annotate", "strait", "no-such-folder"]);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("no-such-folder"), "{message}");
}

#[test]
fn a_page_that_is_no_article_is_named_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "").unwrap();
    std::fs::write(folder.path().join("b.txt"), [0_u8, 159, 146, 150].repeat(64)).unwrap();
    let text =
        "{\"id\":\"c\",\"text\":\"Norway invited the two envoys to Oslo on Monday.\",\"published\":\"2019-05-06\"}\n";
    std::fs::write(folder.path().join("c.jsonl"), text).unwrap();
    let output = standoff(&["annotate", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(3));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("a.txt") && message.contains("b.txt"), "{message}");
    assert!(String::from_utf8(output.stdout).unwrap().contains("\"given_id\":\"c\""));
}

#[test]
fn the_reading_list_is_a_table_by_count_whatever_the_threads() {
    let output = standoff(&["annotate", "korea", "strait", "--unmatched", "--threads", "2"]);
    assert!(output.status.success());
    assert_eq!(output.stdout, standoff(&["annotate", "korea", "strait", "--unmatched", "--threads", "1"]).stdout);
    let text = String::from_utf8(output.stdout).unwrap();
    let mut rows = text.lines().map(|line| line.split('\t').collect::<Vec<&str>>());
    let head = rows.next().unwrap();
    assert_eq!(head, ["count", "between", "kind", "words", "lines", "quote", "article", "start", "end"]);
    let rows: Vec<Vec<&str>> = rows.collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.len() == head.len()));
    let counts: Vec<usize> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
    assert!(counts.is_sorted_by(|one, next| one >= next));
    assert_eq!(standoff(&["annotate", "strait", "--unmatched", "--layers", "events"]).status.code(), Some(2));
}
