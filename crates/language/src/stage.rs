//! The stages of a pipeline, for those who want to know what each takes.

/// A stage of a pipeline: see [`Pipeline::parse_in_stages`](crate::Pipeline::parse_in_stages). A component that does not
/// run has no stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Text into tokens.
    Tokenizer,
    /// Tokens into vectors that know their neighbours, once for each network of the model.
    Vectors,
    /// Vectors into tags.
    Tagger,
    /// Vectors into heads, labels and sentences.
    Parser,
    /// Parts of speech and features.
    AttributeRuler,
    /// Lemmas.
    Lemmatizer,
    /// Vectors into entities.
    Entities,
    /// The finished document.
    Document,
}

impl Stage {
    /// All of them, in the order in which they run first.
    pub const ALL: [Self; 8] = [
        Self::Tokenizer,
        Self::Vectors,
        Self::Tagger,
        Self::Parser,
        Self::AttributeRuler,
        Self::Lemmatizer,
        Self::Entities,
        Self::Document,
    ];

    /// Its name, as 'attribute ruler'.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tokenizer => "tokenizer",
            Self::Vectors => "vectors",
            Self::Tagger => "tagger",
            Self::Parser => "parser",
            Self::AttributeRuler => "attribute ruler",
            Self::Lemmatizer => "lemmatizer",
            Self::Entities => "entity recogniser",
            Self::Document => "document",
        }
    }
}
