//! Why a page gave no article.

use thiserror::Error;

/// Why a page gave no article. Its message says what was found, in words a user understands.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Warning {
    /// There is nothing but white space.
    #[error("the page is empty")]
    Empty,
    /// The bytes are no text: a picture, a PDF, an archive.
    #[error("this is {0}, not a page of text")]
    Binary(&'static str),
    /// More bytes than are read.
    #[error("the page has {size} bytes; more than {limit} are not read")]
    TooLarge {
        /// Bytes of the page.
        size: usize,
        /// Bytes that are read at most.
        limit: usize,
    },
    /// The text is in another language.
    #[error("the text is not English but {0}")]
    NotEnglish(String),
    /// A page without an article: an error page, a list of links, a feed.
    #[error("this is no article: {0}")]
    NotAnArticle(String),
}

impl Warning {
    /// One word for the kind of warning, for counts and tables.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Binary(_) => "binary",
            Self::TooLarge { .. } => "too large",
            Self::NotEnglish(_) => "not English",
            Self::NotAnArticle(_) => "no article",
        }
    }
}
