//! The vectors that the parser has made of each token stay with the document.

use language::{Parsed, Pipeline};

#[test]
fn each_token_has_its_vector_and_the_document_tells_of_which_model() {
    let pipeline = Pipeline::english();
    let (first, second) = ("The envoy left.", "He said so.");
    let document = pipeline.parse_paragraphs(&format!("{first}\n\n{second}"));
    assert_eq!(document.vectors().len(), document.len() * 96);
    assert_eq!(document.model(), pipeline.name());
    // A paragraph is parsed as if it stood alone.
    let alone = pipeline.parse(second);
    assert_eq!(&document.vectors()[4 * 96..], alone.vectors());
    // What is written down of a parse holds none.
    let read = Parsed::new(serde_json::json!("a"), &alone).document();
    assert!(read.vectors().is_empty() && read.model().is_empty());
}
