//! Bytes of a page in, a cleaned and dated [`Article`] out.

mod article;

pub use article::{Article, ArticleType, Basis, Dropped, Published};
