//! The working record of one token while the pipeline runs.

use anchor::Span;

use crate::lexeme::LexemeId;
use crate::strings::StringId;

/// What the tokenizer finds: where a token stands and what word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawToken {
    /// Where it stands.
    pub(crate) span: Span,
    /// Whether one space follows (and is no token of its own).
    pub(crate) space_after: bool,
    /// Its word.
    pub(crate) lexeme: LexemeId,
}

/// One token as far as it is known: the network fills `tag`, `head`, `dep`, the sentence and the entity; the
/// attribute ruler `pos`, `morph` and some lemmas; the lemmatizer the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Analysis {
    /// From the tokenizer.
    pub(crate) raw: RawToken,
    /// Fine tag.
    pub(crate) tag: &'static str,
    /// Part of speech, empty until the ruler has set it.
    pub(crate) pos: &'static str,
    /// Universal features.
    pub(crate) morph: &'static str,
    /// Number of its head, itself for a root.
    pub(crate) head: u32,
    /// Label of the arc from its head.
    pub(crate) dep: &'static str,
    /// Whether a sentence starts here.
    pub(crate) sentence_start: bool,
    /// Entity label, empty outside.
    pub(crate) entity: &'static str,
    /// Whether it is the first token of its entity.
    pub(crate) entity_start: bool,
    /// Its lemma in the worker's table of strings; 0, the empty string, until it is set.
    pub(crate) lemma: StringId,
}

impl Analysis {
    /// A token of which nothing is known yet but what the tokenizer found; `at` is its number.
    pub(crate) fn new(raw: RawToken, at: u32) -> Self {
        Self {
            raw,
            tag: "",
            pos: "",
            morph: "",
            head: at,
            dep: "",
            sentence_start: false,
            entity: "",
            entity_start: false,
            lemma: StringId::default(),
        }
    }
}
