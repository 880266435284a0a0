//! Models of other kinds than the one that is built in, and damaged ones.
//!
//! `tiny.model` has the architecture of spaCy's models with vectors, small and with random weights; `tiny.jsonl` is what
//! spaCy makes of a few sentences with it. `bench/language/tiny_model.py` makes both.

use std::path::Path;

use language::{Components, Model, Pipeline};
use proptest::prelude::*;
use serde_json::Value;

const PACKED: &[u8] = include_bytes!("tiny.model");
const EXPECTED: &str = include_str!("tiny.jsonl");

fn tiny() -> Model {
    Model::from_bytes(PACKED).expect("the packed model can be read")
}

/// Tokens as `tiny.jsonl` has them: start, end, tag, head, label, entity, whether it starts, sentence start.
fn tokens(pipeline: &Pipeline, text: &str) -> Value {
    let document = pipeline.parse(text);
    document
        .tokens()
        .map(|token| {
            let (start, end) = (token.span().start, token.span().end);
            let entity = (token.entity(), token.entity_start());
            let head = token.head().index();
            serde_json::json!([start, end, token.tag(), head, token.dep(), entity.0, entity.1, token.sentence_start()])
        })
        .collect()
}

#[test]
fn a_model_with_vectors_gives_what_spacy_gives() {
    let pipeline = Pipeline::new(&tiny(), Components::default()).expect("the model can be run");
    for line in EXPECTED.lines() {
        let expected: Value = serde_json::from_str(line).expect("a line is JSON");
        let text = expected["text"].as_str().expect("it has a text");
        assert_eq!(tokens(&pipeline, text), expected["tokens"], "{text:?}");
    }
}

#[test]
fn components_that_are_left_out_set_nothing() {
    let components = Components { parser: false, entities: false, ..Components::default() };
    let pipeline = Pipeline::new(&tiny(), components).expect("the model can be run");
    let document = pipeline.parse("The envoy left Geneva.");
    assert!(document.tokens().all(|token| !token.tag().is_empty()));
    assert!(document.tokens().all(|token| token.dep().is_empty() && token.is_root() && token.entity().is_empty()));
    assert_eq!(document.sentence_count(), 1);
}

#[test]
fn a_model_is_the_same_from_a_directory_and_packed() {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    for (path, bytes) in tiny().files_by_path() {
        let path = folder.path().join("package").join(path);
        std::fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }
    let model = Model::open(folder.path()).expect("the directory is a model");
    assert!(model.same_as(&tiny()));
    assert!(Model::from_bytes(&model.pack()).expect("what was packed can be read").same_as(&model));
}

#[test]
fn what_was_parsed_before_never_shows() {
    let pipeline = Pipeline::new(&tiny(), Components::default()).expect("the model can be run");
    let texts: Vec<&str> = EXPECTED.lines().collect();
    // More words than are kept, none of them twice: what is kept of the texts' words goes and comes back.
    let new_words = |first: usize| (first..first + 9000).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
    let fresh: Vec<Value> = texts.iter().map(|text| tokens(&pipeline, text)).collect();
    let long = tokens(&pipeline, &new_words(0));
    for round in 1..3 {
        assert_eq!(texts.iter().map(|text| tokens(&pipeline, text)).collect::<Vec<_>>(), fresh);
        tokens(&pipeline, &new_words(round * 9000));
    }
    assert_eq!(tokens(&pipeline, &new_words(0)), long);
}

#[test]
fn paragraphs_are_parsed_as_if_alone() {
    let pipeline = Pipeline::new(&tiny(), Components::default()).expect("the model can be run");
    let paragraphs = ["The envoy left.", "Oslo", "\"We won't wait,\" the minister said on Monday; her aides left."];
    let text = paragraphs.join("\n\n");
    let document = pipeline.parse_paragraphs(&text);
    let mut first = 0;
    for paragraph in paragraphs {
        let alone = pipeline.parse(paragraph);
        for token in alone.tokens() {
            let same = document.tokens().nth(first + token.index()).expect("all tokens are there");
            assert_eq!(same.text(), token.text());
            assert_eq!(same.head().index(), first + token.head().index());
            let said = |token: language::Token<'_>| (token.tag(), token.dep(), token.entity(), token.sentence_start());
            assert_eq!(said(same), said(token));
        }
        first += alone.len();
    }
    assert_eq!(document.len(), first);
}

/// The error of running the tiny model with `change` made to its file `path`.
fn error_with(path: &str, change: impl Fn(&str) -> String) -> String {
    let files = tiny().files_by_path().map(|(at, bytes)| (at.to_owned(), bytes.to_vec())).collect::<Vec<_>>();
    let files = files.into_iter().map(|(at, bytes)| {
        let bytes = if at == path { change(&String::from_utf8_lossy(&bytes)).into_bytes() } else { bytes };
        (at, bytes)
    });
    let error = Pipeline::new(&Model::from_files(files), Components::default()).expect_err("the model cannot be run");
    error.to_string()
}

#[test]
fn errors_name_the_part() {
    let error = error_with("config.cfg", |config| config.replace("spacy.MultiHashEmbed.v2", "spacy.CharacterEmbed.v2"));
    assert!(error.contains("components.tok2vec.model.embed") && error.contains("CharacterEmbed"), "{error}");
    let error = error_with("config.cfg", |config| config.replace("factory = \"ner\"", "factory = \"spancat\""));
    assert!(error.contains("ner") && error.contains("spancat"), "{error}");
    let error = error_with("config.cfg", |config| config.replace("hidden_width = 12", "hidden_width = 13"));
    assert!(error.contains("parser/model"), "{error}");
    let error = error_with("parser/cfg", |settings| settings.replace("\"beam_width\":1", "\"beam_width\":4"));
    assert!(error.contains("parser/cfg"), "{error}");
    let error = error_with("tagger/cfg", |settings| settings.replace("\"DT\",", ""));
    assert!(error.contains("tagger/model"), "{error}");
    let error = error_with("ner/moves", |_| "{}".to_owned());
    assert!(error.contains("ner/moves"), "{error}");
}

#[test]
fn what_is_no_model_gets_a_clear_error() {
    let missing = Model::open(Path::new("no/such/model")).expect_err("nothing lies there").to_string();
    assert!(missing.contains("no/such/model"), "{missing}");
    let other = Model::from_bytes(b"\x7fELF").expect_err("a program is no model").to_string();
    assert!(other.contains("neither a directory, a wheel nor a packed model"), "{other}");
    let empty = tempfile::tempdir().expect("there is room for temporary files");
    let empty = Model::open(empty.path()).expect_err("the directory is empty").to_string();
    assert!(empty.contains("config.cfg"), "{empty}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Flipped and missing bytes in any file give an error or a model that runs.
    #[test]
    fn no_damage_panics(file: prop::sample::Index, flips in prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 0..4), cut: Option<prop::sample::Index>) {
        let mut files = tiny().files_by_path().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect::<Vec<_>>();
        let file = file.index(files.len());
        let bytes = &mut files[file].1;
        for (at, flip) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(pipeline) = Pipeline::new(&Model::from_files(files), Components::default()) {
            pipeline.parse("The envoy won't leave Geneva: no deal (yet).");
        }
    }
}
