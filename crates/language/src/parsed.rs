//! The parse as JSON, one text a line: what the command `parse` writes, and read back, so that a parse
//! made elsewhere (by spaCy itself) can stand in.
//!
//! Offsets are Unicode code points of `text`; `head` counts tokens from the text's first.

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex};

use anchor::CodePoints;
use serde::{Deserialize, Serialize};

use crate::document::{Document, TokenData, TokenId};

/// One text and its tokens.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Parsed {
    /// The id it came with.
    #[serde(default)]
    pub id: serde_json::Value,
    /// The text.
    pub text: String,
    /// Its tokens.
    pub tokens: Vec<ParsedToken>,
}

/// One token of [`Parsed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParsedToken {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Dictionary form.
    pub lemma: String,
    /// Fine tag.
    pub tag: String,
    /// Part of speech.
    pub pos: String,
    /// Number of its head.
    pub head: u32,
    /// Label of the arc from its head.
    pub dep: String,
    /// Entity label, empty outside entities.
    pub ent: String,
    /// `B` at an entity's first token, `I` inside, `O` outside.
    pub iob: String,
    /// Whether a sentence starts here.
    pub sent_start: bool,
}

/// The same words as one string for the life of the program; meant for the few labels of a model.
pub(crate) fn label(words: &str) -> &'static str {
    static LABELS: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut labels = LABELS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(known) = labels.get(words) {
        return known;
    }
    let new: &'static str = Box::leak(words.to_owned().into_boxed_str());
    labels.insert(new);
    new
}

impl Parsed {
    /// What `document` holds, under the id `id`.
    pub fn new(id: serde_json::Value, document: &Document) -> Self {
        let points = CodePoints::new(document.text());
        let tokens = document.tokens().map(|token| {
            let (start, end) = points.range(token.span());
            let iob = match (token.entity(), token.entity_start()) {
                ("", _) => "O",
                (_, true) => "B",
                (_, false) => "I",
            };
            ParsedToken {
                start,
                end,
                lemma: token.lemma().to_owned(),
                tag: token.tag().to_owned(),
                pos: token.pos().to_owned(),
                head: token.head().id.0,
                dep: token.dep().to_owned(),
                ent: token.entity().to_owned(),
                iob: iob.to_owned(),
                sent_start: token.sentence_start(),
            }
        });
        Self { id, text: document.text().to_owned(), tokens: tokens.collect() }
    }

    /// The document it describes. Norms are the small letters of the words: the format does not keep them.
    pub fn document(&self) -> Document {
        let points = CodePoints::new(&self.text);
        let tokens = self.tokens.iter().map(|token| {
            let span = points.span(token.start, token.end);
            TokenData {
                span,
                space_after: self.text[span.end as usize..].starts_with(' '),
                norm: span.of(&self.text).to_lowercase().into(),
                lemma: token.lemma.as_str().into(),
                tag: label(&token.tag),
                pos: label(&token.pos),
                morph: "",
                head: TokenId(token.head),
                dep: label(&token.dep),
                sentence_start: token.sent_start,
                entity: label(&token.ent),
                entity_start: token.iob == "B",
            }
        });
        Document::from_parts(self.text.clone(), tokens)
    }
}
