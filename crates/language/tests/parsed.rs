//! The parse as JSON: written whole, written piece by piece, and read back.

use language::{Components, Model, Parsed, Pipeline, Stage, Streamed};
use serde_json::json;

fn tiny() -> Pipeline {
    let model = Model::from_bytes(include_bytes!("tiny.model")).expect("the packed model can be read");
    Pipeline::new(&model, Components::default()).expect("the model can be run")
}

/// A text that is parsed in two pieces, with characters of one to four bytes.
fn long() -> String {
    let paragraph = "Née in Zürich, the envoy left 평양 on Monday 🕊. \"No deal,\" she said; talks went on.\n\n";
    paragraph.repeat(Pipeline::LONGEST * 9 / 8 / paragraph.len())
}

#[test]
fn a_text_is_written_the_same_piece_by_piece() {
    let (pipeline, text) = (tiny(), long());
    for text in ["", " ", "No deal.", &text] {
        let id = json!({"n": 1});
        let whole = serde_json::to_string(&Parsed::new(id.clone(), &pipeline.parse(text))).unwrap();
        assert_eq!(serde_json::to_string(&Streamed::new(&id, text, &pipeline)).unwrap(), whole);
    }
    assert!(pipeline.parse_pieces(&text).count() > 1);
}

#[test]
fn what_was_written_can_be_read() {
    let text = "Née in Zürich, she left 평양 on Monday. \"No deal,\" she said.";
    let document = tiny().parse(text);
    let written = serde_json::to_string(&Parsed::new(json!("a"), &document)).unwrap();
    let read = serde_json::from_str::<Parsed>(&written).unwrap().document();
    assert_eq!(language::conllu(&read, "a").lines().count(), language::conllu(&document, "a").lines().count());
    for (read, token) in read.tokens().zip(document.tokens()) {
        assert_eq!(
            (read.span(), read.lemma(), read.tag(), read.dep()),
            (token.span(), token.lemma(), token.tag(), token.dep())
        );
        assert_eq!(
            (read.head().id, read.entity(), read.sentence()),
            (token.head().id, token.entity(), token.sentence())
        );
    }
}

#[test]
fn stages_are_told_in_their_order() {
    let pipeline = tiny();
    let mut ran: Vec<Stage> = Vec::new();
    let document = pipeline.parse_in_stages("The envoy left Geneva.", |stage| ran.push(stage));
    assert_eq!(document.len(), pipeline.parse("The envoy left Geneva.").len());
    ran.dedup();
    let mut first = ran.clone();
    first.sort_unstable();
    first.dedup();
    for stage in [Stage::Tokenizer, Stage::Vectors, Stage::Tagger, Stage::Parser, Stage::Entities, Stage::Document] {
        assert!(first.contains(&stage), "{} ran", stage.name());
    }
    // Each network makes its vectors when the first of its components runs.
    ran.retain(|&stage| stage != Stage::Vectors);
    assert!(ran.is_sorted(), "{ran:?}");

    // Long texts go through the stages more than once.
    let mut tokenized = 0;
    pipeline.parse_in_stages(&long(), |stage| tokenized += usize::from(stage == Stage::Tokenizer));
    assert_eq!(tokenized, 2);
}
