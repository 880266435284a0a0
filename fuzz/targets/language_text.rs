//! Any text: parsing it gives a document that is sound, and paragraph by paragraph another one.

#![no_main]

use std::sync::LazyLock;

use language::{Document, Pipeline};
use libfuzzer_sys::fuzz_target;

static ENGLISH: LazyLock<Pipeline> = LazyLock::new(Pipeline::english);

fuzz_target!(|text: &str| {
    let document = ENGLISH.parse(text);
    check(&document, text);
    // The tokens cover the text but for single spaces.
    let mut at = 0;
    for token in document.tokens() {
        let span = token.span();
        assert_eq!(span.start as usize, at);
        at = span.end as usize + usize::from(token.space_after());
        assert!(!token.space_after() || text[span.end as usize..].starts_with(' '));
    }
    assert_eq!(at, text.len());
    let again = ENGLISH.parse(text);
    assert_eq!(language::conllu(&document, "x"), language::conllu(&again, "x"));
    check(&ENGLISH.parse_paragraphs(text), text);
});

/// Heads lie in their sentences, the arcs are a tree, sentences and entities are runs of tokens.
fn check(document: &Document, text: &str) {
    assert_eq!(document.text(), text);
    for token in document.tokens() {
        assert!(!token.text().is_empty());
        assert!(!token.tag().is_empty() && !token.pos().is_empty() && !token.dep().is_empty());
        assert_eq!(token.head().sentence(), token.sentence());
        assert!(token.ancestors().take(document.len() + 1).count() <= document.len());
        assert!(token.entity_start() || token.entity().is_empty() || token.index() > 0);
    }
    for (range, label) in document.entities() {
        assert!(!label.is_empty() && !range.is_empty());
    }
}
