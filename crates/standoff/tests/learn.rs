//! `standoff learn` from end to end: a type of the user's own is learnt, then told on sentences never seen.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// A line in which `[…]` marks the source and `{…}` the target, as JSON.
fn line(marked: &str, kind: Option<&str>) -> String {
    let example = coding::event::Example::read(marked);
    let points = anchor::CodePoints::new(&example.text);
    let places =
        |spans: &[anchor::Span]| -> Vec<(usize, usize)> { spans.iter().map(|&span| points.range(span)).collect() };
    let mut value = serde_json::json!({
        "text": example.text, "source": places(&example.actor), "target": places(&example.recipient),
    });
    if let Some(kind) = kind {
        value["type"] = kind.into();
    }
    value.to_string()
}

/// Sentences of the type that is to be learnt: somebody is made a knight.
fn lessons() -> String {
    labelled("dubbed", "KNIGHT")
}

/// Sentences in which somebody does `verb`, each of type `kind`.
fn labelled(verb: &str, kind: &str) -> String {
    let mut lines = Vec::new();
    for (source, target) in
        [("Chile", "the admiral"), ("Norway", "the old general"), ("Ghana", "the poet"), ("Japan", "the painter")]
    {
        for sentence in [
            "[S] VERB {T} on Monday.",
            "The king of [S] VERB {T} in the capital.",
            "[S] has VERB {T} with all honours.",
            "On Friday [S] VERB {T} before the court.",
            "The parliament of [S] VERB {T} after a long debate.",
            "{T} was VERB by [S] in the spring.",
        ] {
            lines.push(line(
                &sentence
                    .replace("VERB", verb)
                    .replace("[S]", &format!("[{source}]"))
                    .replace("{T}", &format!("{{{target}}}")),
                Some(kind),
            ));
        }
    }
    lines.join("\n")
}

fn classify(data: Option<&Path>, sentences: &[&str]) -> Vec<serde_json::Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
    command.arg("classify").stdin(Stdio::piped()).stdout(Stdio::piped());
    if let Some(folder) = data {
        command.arg("--data").arg(folder);
    }
    let mut child = command.spawn().unwrap();
    let lines: Vec<String> = sentences.iter().map(|sentence| line(sentence, None)).collect();
    child.stdin.take().unwrap().write_all(lines.join("\n").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_type_of_ones_own_is_learnt_and_told_on_unseen_sentences() {
    let folder = tempfile::tempdir().unwrap();
    let labelled = folder.path().join("labelled.jsonl");
    std::fs::write(&labelled, lessons()).unwrap();
    let data = folder.path().join("mine");
    let output = Command::new(env!("CARGO_BIN_EXE_standoff"))
        .arg("learn")
        .arg(&labelled)
        .arg("--out")
        .arg(data.join("events/weights.tsv"))
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(told.starts_with("24 sentences"), "{told}");

    let unseen = [
        "[Peru] dubbed {the rebel leader} at the palace.",
        "{Tuvalu} was dubbed by [the queen of Denmark].",
        "[Norland] praised {Sudren}.",
        "[Chile] accused {Kosovo} of spying.",
    ];
    let kinds = |answers: &[serde_json::Value]| -> Vec<String> {
        answers.iter().map(|answer| answer["type"].as_str().unwrap().to_owned()).collect()
    };
    let before = kinds(&classify(None, &unseen));
    assert!(!before.contains(&"KNIGHT".to_owned()), "{before:?}");
    let answers = classify(Some(&data), &unseen);
    assert_eq!(kinds(&answers), ["KNIGHT", "KNIGHT", "SUPPORT", "ACCUSE"]);
    assert_eq!(answers[0].get("quad"), None, "a type of one's own has no quad");
}

/// What `standoff annotate` reads in `pages` with these further arguments: type, trigger and first reason of each event.
fn events(pages: &Path, further: &[&str]) -> Vec<[String; 3]> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
    let output = command.arg("annotate").arg(pages).args(["--layers", "events"]).args(further).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let word = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let found = lines.filter(|line| line["kind"] == "event");
    found.map(|line| [word(&line["type"]), word(&line["trigger"]["quote"]), word(&line["why"][0])]).collect()
}

fn learn(labelled: &str, folder: &Path) -> String {
    let file = folder.join("labelled.jsonl");
    std::fs::write(&file, labelled).unwrap();
    let out = folder.join("weights.tsv");
    let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
    assert!(command.arg("learn").arg(&file).arg("--out").arg(&out).output().unwrap().status.success());
    out.to_str().unwrap().to_owned()
}

fn pages(folder: &Path, sentences: &[&str]) -> std::path::PathBuf {
    let lines: Vec<String> = sentences.iter().map(|text| serde_json::json!({ "text": text }).to_string()).collect();
    let path = folder.join("pages.jsonl");
    std::fs::write(&path, lines.join("\n")).unwrap();
    path
}

#[test]
fn what_is_learnt_is_read_in_pages_and_only_there() {
    let folder = tempfile::tempdir().unwrap();
    // A new type, one that the lexicon has for another verb, and a verb that makes no event.
    let lessons = [labelled("dubbed", "KNIGHT"), labelled("applauded", "ACCUSE"), labelled("commended", "none")];
    let learned = learn(&lessons.join("\n"), folder.path());
    let sentences = [
        "Peru dubbed the general at the palace.",
        "Chile was dubbed by Norway.",
        "Peru applauded Bolivia on Friday.",
        "Gabon commended Togo on Friday.",
        "Kenya praised Chad.",
        "Peru is larger than Chile.",
        "The general dined at the palace.",
        "The king sang and the poet listened.",
        "Norway lies north of Denmark, and its winters are long.",
        "The film about Ghana won three prizes.",
    ];
    let page = pages(folder.path(), &sentences);
    let kinds = |events: &[[String; 3]]| -> Vec<String> { events.iter().map(|[kind, ..]| kind.clone()).collect() };
    assert_eq!(kinds(&events(&page, &[])), ["SUPPORT", "SUPPORT", "SUPPORT"]);
    let read = events(&page, &["--learned", &learned]);
    assert_eq!(kinds(&read), ["KNIGHT", "KNIGHT", "ACCUSE", "SUPPORT"]);
    assert!(read[0][2].starts_with("taught: KNIGHT: "), "{}", read[0][2]);
    assert!(read[2][2].starts_with("taught: ACCUSE, not SUPPORT by verb line 'applaud"), "{}", read[2][2]);

    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/strait");
    assert_eq!(events(&example, &["--learned", &learned]), events(&example, &[]), "other verbs are read as before");
}

#[test]
fn what_cannot_be_learnt_from_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let labelled = folder.path().join("labelled.jsonl");
    std::fs::write(&labelled, "{\"text\":\"Chile met Peru.\",\"source\":[[0,90]],\"type\":\"CONSULT\"}\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_standoff"))
        .arg("learn")
        .arg(&labelled)
        .arg("--out")
        .arg(folder.path().join("weights.tsv"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("labelled.jsonl, line 1") && message.contains("[0, 90]"), "{message}");
}
