//! Where pages come from: files, folders, globs, standard input, JSONL and web archives.
//!
//! [`open`] gives the pages of a list of sources one by one, in a fixed order (arguments as given, folders sorted by
//! name). One page or one line is held at a time, however large the source. What cannot be read is an error value
//! among the items; the rest goes on.
//!
//! ```no_run
//! for item in page::source::open(&["pages/".to_owned(), "crawl.warc.gz".to_owned()]) {
//!     match item {
//!         Ok(item) => match item.read() {
//!             Ok(article) => println!("{}: {}", item.name, article.text.len()),
//!             Err(warning) => eprintln!("{}: {warning}", item.name),
//!         },
//!         Err(error) => eprintln!("{error}"),
//!     }
//! }
//! ```

mod jsonl;
mod stream;
mod walk;
mod warc;

use anchor::Id;
use thiserror::Error;

use crate::{Article, Hints, Reader, Warning};

pub use walk::{Items, open};

/// One page as a source gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What a message calls it: `pages/a.html`, `news.jsonl:17`, `crawl.warc.gz: https://…`.
    pub name: String,
    /// The page or the text.
    pub body: Body,
    /// What the source says of it.
    pub hints: Hints,
}

/// What an item holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A page, to be cleaned.
    Page(Vec<u8>),
    /// A text that is taken as it stands.
    Text(String),
}

impl Body {
    /// The page or the text, as it came.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Page(bytes) => bytes,
            Self::Text(text) => text.as_bytes(),
        }
    }
}

impl Item {
    /// A hash of what it holds and of what its source says of it, but for where it lies: by it a page that is given
    /// again is known.
    pub fn key(&self) -> Id {
        let hints = Hints { path: None, ..self.hints.clone() };
        let form = match self.body {
            Body::Page(_) => "page",
            Body::Text(_) => "text",
        };
        let digest = Id::of_bytes('k', self.body.as_bytes());
        Id::of('k', &[form, digest.as_str(), &format!("{hints:?}")])
    }

    /// Its article, read with the built-in word lists.
    pub fn read(&self) -> Result<Article, Warning> {
        self.read_with(&Reader::default())
    }

    /// Its article.
    pub fn read_with(&self, reader: &Reader) -> Result<Article, Warning> {
        match &self.body {
            Body::Page(bytes) => reader.read(bytes, &self.hints),
            Body::Text(text) => reader.read_text(text, &self.hints),
        }
    }
}

/// A source, or a part of one, that cannot be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The system cannot read it.
    #[error("{name}: {cause}")]
    Unreadable {
        /// The file or folder.
        name: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// There is no such file, and no file fits the glob.
    #[error("{name}: no such file or folder, and no file's name fits it")]
    Missing {
        /// As it was given.
        name: String,
    },
    /// An address; pages are not fetched.
    #[error("{url}: addresses are not fetched; save the page to a file and name the file")]
    Address {
        /// As it was given.
        url: String,
    },
    /// A glob that cannot be understood.
    #[error("{name}: {problem}")]
    Glob {
        /// As it was given.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A line of JSONL that holds no page.
    #[error("{name}, line {line}: {problem}")]
    Line {
        /// The file.
        name: String,
        /// Counted from 1.
        line: usize,
        /// What is wrong and what may stand there.
        problem: String,
    },
    /// A web archive that is broken; what follows in it is not read.
    #[error("{name}, byte {offset}: {problem}")]
    Archive {
        /// The file.
        name: String,
        /// Where the record starts, in the unpacked file.
        offset: u64,
        /// What is wrong.
        problem: String,
    },
}
