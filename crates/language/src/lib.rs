//! English text into tokens, tags, a dependency tree, sentences and entities: spaCy's pipelines, read natively.
//!
//! ```
//! # #[cfg(feature = "english")] {
//! use language::Pipeline;
//!
//! let pipeline = Pipeline::english();
//! let document = pipeline.parse("The envoy won't meet them in Geneva. Talks stalled on Monday.");
//!
//! let sentences: Vec<_> = document.sentences().map(|tokens| document.span(tokens).of(document.text())).collect();
//! assert_eq!(sentences, ["The envoy won't meet them in Geneva.", "Talks stalled on Monday."]);
//!
//! let meet = document.tokens().find(|token| token.text() == "meet").unwrap();
//! assert_eq!((meet.lemma(), meet.tag(), meet.pos(), meet.dep()), ("meet", "VB", "VERB", "ROOT"));
//! assert_eq!(meet.child(&["nsubj"]).unwrap().text(), "envoy");
//! assert_eq!(meet.child(&["dobj"]).unwrap().lemma(), "they");
//! assert_eq!(meet.child(&["neg"]).unwrap().norm(), "not");
//!
//! let words = |tokens| document.span(tokens).of(document.text());
//! let entities: Vec<_> = document.entities().map(|(tokens, label)| (words(tokens), label)).collect();
//! assert_eq!(entities, [("Geneva", "GPE"), ("Monday", "DATE")]);
//! # }
//! ```
//!
//! A [`Pipeline`] is shared by all threads. It runs one model: the English one that is built in (feature `english`, on
//! by default) or any [`Model`] of the same architecture, from a directory, a wheel or a packed file. The result is
//! a [`Document`], which owns the text; [`Token`]s are places in it. [`Parsed`] is the same as JSON, [`conllu()`] as
//! CoNLL-U; [`Streamed`] writes a text of any length in bounded memory.
//!
//! What comes out is, token for token, what spaCy gives for the same model (the arithmetic differs in rounding, so that
//! a tie can fall otherwise once in many thousand tokens), and it is the same on any number of threads and whatever
//! was parsed before.
//!
//! Inside, [`Pipeline`] runs the tokenizer, the network (vectors of tokens in context, tagger, parser), the attribute
//! ruler, the lemmatizer and the entity recogniser; each is a module of that name.

mod analysis;
mod attributes;
mod config;
mod conllu;
pub mod dense;
mod document;
#[cfg(all(test, feature = "english"))]
mod golden;
mod hashing;
mod kernel;
mod lemmatizer;
mod lexeme;
mod model;
mod msgpack;
mod network;
mod parsed;
mod pattern;
mod pieces;
mod pipeline;
mod ruler;
mod stage;
mod strings;
mod tokenizer;
mod unicode;
mod weights;

pub use conllu::conllu;
pub use document::{Document, Token, TokenData, TokenId};
pub use model::{Model, ModelError};
pub use parsed::{Parsed, ParsedToken, Streamed};
pub use pipeline::{Components, Pipeline};
pub use stage::Stage;
