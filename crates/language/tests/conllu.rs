//! CoNLL-U of the golden texts is valid, and the texts can be put together again from it.

#![cfg(feature = "english")]

use std::path::Path;

use language::{Pipeline, conllu};
use serde_json::Value;

/// The white space that `SpacesAfter` or `SpacesBefore` stands for.
fn unescaped(written: &str) -> String {
    let mut space = String::new();
    let mut parts = written.split('\\');
    assert_eq!(parts.next(), Some(""), "white space is escaped: {written:?}");
    for part in parts {
        space.push(match part {
            "s" => ' ',
            "t" => '\t',
            "n" => '\n',
            "r" => '\r',
            code => char::from_u32(u32::from_str_radix(code.strip_prefix('u').unwrap(), 16).unwrap()).unwrap(),
        });
    }
    space
}

/// Checks one sentence and returns its words with all the white space around them.
fn check(sentence: &str) -> String {
    let mut text = String::new();
    let mut lines = sentence.lines().skip_while(|line| line.starts_with("# newdoc id = "));
    assert!(lines.next().unwrap().starts_with("# sent_id = "), "{sentence}");
    let stated = lines.next().unwrap().strip_prefix("# text = ").unwrap();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
    let mut joined = String::new();
    let mut heads = Vec::new();
    for (number, row) in (1..).zip(&rows) {
        let &[id, form, lemma, pos, _, features, head, label, deps, notes] = row.as_slice() else {
            panic!("a row has ten columns: {row:?}");
        };
        assert_eq!(id, number.to_string());
        assert!(row.iter().all(|column| !column.is_empty() && !column.contains([' ', '\n', '\r'])), "{row:?}");
        assert!(!form.is_empty() && !lemma.is_empty() && deps == "_", "{row:?}");
        assert!(pos.bytes().all(|b| b.is_ascii_uppercase()) && pos != "SPACE", "{row:?}");
        assert!(features == "_" || features.split('|').all(|feature| feature.contains('=')), "{row:?}");
        let head: usize = head.parse().unwrap();
        assert!(head <= rows.len() && (head == 0) == (label == "root"), "{row:?}");
        heads.push(head);
        let note = |name: &str| notes.split('|').find_map(|note| note.strip_prefix(name)?.strip_prefix('='));
        text.push_str(&note("SpacesBefore").map(unescaped).unwrap_or_default());
        text.push_str(form);
        joined.push_str(form);
        match (note("SpaceAfter"), note("SpacesAfter")) {
            (Some("No"), None) => {}
            (None, space) => {
                text.push_str(&space.map_or_else(|| " ".to_owned(), unescaped));
                joined.push(' ');
            }
            both => panic!("{both:?} in {row:?}"),
        }
    }
    assert_eq!(stated, joined.trim_end_matches(' '));
    assert_eq!(heads.iter().filter(|&&head| head == 0).count(), 1, "one root:\n{sentence}");
    for start in &heads {
        let path = std::iter::successors(Some(*start), |&at| (at > 0).then(|| heads[at - 1]));
        assert!(path.take(heads.len() + 1).any(|at| at == 0), "no way from {start} to the root:\n{sentence}");
    }
    text
}

#[test]
fn is_valid_and_keeps_the_text() {
    let pipeline = Pipeline::english();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for entry in std::fs::read_dir(folder).unwrap() {
        for line in std::fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
            let golden: Value = serde_json::from_str(line).unwrap();
            let text = golden["text"].as_str().unwrap();
            let written = conllu(&pipeline.parse(text), "golden");
            let sentences = written.split_terminator("\n\n").map(check);
            let again: String = sentences.collect();
            let has_words = !text.chars().all(|c| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c));
            assert_eq!(again, if has_words { text } else { "" });
        }
    }
}
