//! spaCy-format English pipelines, read natively: tokens, tags, tree, entities.

mod analysis;
mod attributes;
mod config;
mod conllu;
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
mod strings;
mod tokenizer;
mod unicode;
mod weights;

pub use conllu::conllu;
pub use document::{Document, Token, TokenData, TokenId};
pub use model::{Model, ModelError};
pub use parsed::{Parsed, ParsedToken};
pub use pipeline::{Components, Pipeline};
