//! The parse as JSON, one text a line: what the command `parse` writes, and read back, so that a parse
//! made elsewhere (by spaCy itself) can stand in.
//!
//! Offsets are Unicode code points of `text`; `head` counts tokens from the text's first.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{LazyLock, Mutex};

use anchor::CodePoints;
use serde::ser::SerializeSeq;
use serde::{Deserialize, Serialize, Serializer};

use crate::document::{Document, Token, TokenData, TokenId};
use crate::pipeline::Pipeline;

/// One text and its tokens.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Parsed<'w> {
    /// The id it came with.
    #[serde(default)]
    pub id: serde_json::Value,
    /// The text.
    pub text: String,
    /// Its tokens.
    pub tokens: Vec<ParsedToken<'w>>,
}

/// One token of [`Parsed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParsedToken<'w> {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Dictionary form.
    pub lemma: Cow<'w, str>,
    /// Fine tag.
    pub tag: Cow<'w, str>,
    /// Part of speech.
    pub pos: Cow<'w, str>,
    /// Number of its head.
    pub head: u32,
    /// Label of the arc from its head.
    pub dep: Cow<'w, str>,
    /// Entity label, empty outside entities.
    pub ent: Cow<'w, str>,
    /// `B` at an entity's first token, `I` inside, `O` outside.
    pub iob: Cow<'w, str>,
    /// Whether a sentence starts here.
    pub sent_start: bool,
}

/// A text that is parsed while it is written, as [`Parsed`] would be: a piece at a time, so that the parse of a long text
/// is never held whole.
#[derive(Debug, Serialize)]
pub struct Streamed<'a> {
    id: &'a serde_json::Value,
    text: &'a str,
    tokens: StreamedTokens<'a>,
}

/// The tokens of a text that is parsed while it is written.
#[derive(Debug)]
struct StreamedTokens<'a> {
    pipeline: &'a Pipeline,
    text: &'a str,
}

impl<'a> Streamed<'a> {
    /// `text`, under the id `id`, as `pipeline` parses it.
    pub fn new(id: &'a serde_json::Value, text: &'a str, pipeline: &'a Pipeline) -> Self {
        Self { id, text, tokens: StreamedTokens { pipeline, text } }
    }
}

impl Serialize for StreamedTokens<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut tokens = serializer.serialize_seq(None)?;
        let (mut characters, mut before) = (0, 0);
        for document in self.pipeline.parse_pieces(self.text) {
            let points = CodePoints::new(document.text());
            for token in document.tokens() {
                let mut token = ParsedToken::new(token, &points);
                token.start += characters;
                token.end += characters;
                token.head += before;
                tokens.serialize_element(&token)?;
            }
            characters += document.text().chars().count();
            before += document.len() as u32;
        }
        tokens.end()
    }
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

impl<'w> ParsedToken<'w> {
    /// `token`, whose place in the document is counted in `points`.
    fn new(token: Token<'w>, points: &CodePoints) -> Self {
        let (start, end) = points.range(token.span());
        let iob = match (token.entity(), token.entity_start()) {
            ("", _) => "O",
            (_, true) => "B",
            (_, false) => "I",
        };
        Self {
            start,
            end,
            lemma: token.lemma().into(),
            tag: token.tag().into(),
            pos: token.pos().into(),
            head: token.head().id.0,
            dep: token.dep().into(),
            ent: token.entity().into(),
            iob: iob.into(),
            sent_start: token.sentence_start(),
        }
    }
}

impl<'w> Parsed<'w> {
    /// What `document` holds, under the id `id`.
    pub fn new(id: serde_json::Value, document: &'w Document) -> Self {
        let points = CodePoints::new(document.text());
        let tokens = document.tokens().map(|token| ParsedToken::new(token, &points));
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
                lemma: (&*token.lemma).into(),
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
