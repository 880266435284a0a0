//! The whole pipeline beside spaCy's on the golden texts: every field of every token.
//!
//! `golden/*.jsonl` is made by bench/language/golden.py, which says what is in it.

#![cfg(feature = "english")]

use std::path::Path;

use anchor::CodePoints;
use language::{Pipeline, Token};
use serde_json::{Value, json};

/// One token in the columns of the golden files.
fn row(points: &CodePoints, token: Token<'_>) -> Value {
    let (start, end) = points.range(token.span());
    let part = match (token.entity(), token.entity_start()) {
        ("", _) => "O",
        (_, true) => "B",
        (_, false) => "I",
    };
    json!([
        start,
        end,
        token.norm(),
        token.lemma(),
        token.tag(),
        token.pos(),
        token.morph(),
        token.head().index(),
        token.dep(),
        token.entity(),
        part,
        u8::from(token.sentence_start())
    ])
}

#[test]
fn every_token_is_that_of_spacy() {
    let pipeline = Pipeline::english();
    let mut count = 0;
    let mut different = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for entry in std::fs::read_dir(folder).unwrap() {
        for line in std::fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
            let golden: Value = serde_json::from_str(line).unwrap();
            let text = golden["text"].as_str().unwrap();
            let document = pipeline.parse(text);
            let points = CodePoints::new(text);
            let expected = golden["tokens"].as_array().unwrap();
            assert_eq!(document.len(), expected.len(), "{text:?}");
            for (token, expected) in document.tokens().zip(expected) {
                let found = row(&points, token);
                if found != *expected {
                    different.push(format!("{text:?}:\n  {found} and not\n  {expected}"));
                }
            }
            count += 1;
        }
    }
    assert!(count >= 150, "only {count} golden texts");
    assert!(different.is_empty(), "{} tokens differ\n{}", different.len(), different.join("\n"));
}
