//! Bytes of a page in, a cleaned and dated [`Article`] out.
//!
//! ```
//! use page::{Basis, Hints};
//!
//! let saved = b"Go to Contents\n\nTalks resume in Geneva\n\nMay 4, 2020\n\nThe envoys of the two countries met in \
//!     Geneva on Monday and agreed to meet again in June, their spokesmen said.\n\nMost Viewed\nShare\n";
//! let article = page::read(saved, &Hints::default())?;
//! assert_eq!(article.title.as_deref(), Some("Talks resume in Geneva"));
//! assert_eq!(article.published.basis, Basis::Stated);
//! assert!(article.text.starts_with("The envoys"));
//! assert_eq!(article.dropped[0].reason, "navigation");
//! # Ok::<(), page::Warning>(())
//! ```
//!
//! [`read`] cleans one page; [`Reader`] does so with other word lists or another [`Extractor`]; [`source`] walks
//! files, folders, JSONL and web archives. A page that holds no article gives a [`Warning`] that says why; nothing a
//! page holds makes any of it panic.

mod article;
mod assemble;
mod block;
mod byline;
mod caption;
mod clean;
mod dateline;
mod day;
mod decode;
mod english;
mod hints;
mod html;
mod identity;
mod kind;
mod label;
mod line;
mod lists;
mod read;
mod refuse;
mod saved;
mod sniff;
pub mod source;
mod title;
mod warning;

pub use article::{Article, ArticleType, Basis, Dropped, Published};
pub use hints::Hints;
pub use html::extract::{Extractor, ReadabilityRules};
pub use lists::{ListError, Lists};
pub use read::{MOST_BYTES, Reader, read, read_text};
pub use warning::Warning;
