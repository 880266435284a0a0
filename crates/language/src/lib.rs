//! spaCy-format English pipelines, read natively: tokens, tags, tree, entities.

mod document;
mod parsed;

pub use document::{Document, Token, TokenData, TokenId};
pub use parsed::{Parsed, ParsedToken};
