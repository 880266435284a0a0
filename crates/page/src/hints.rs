//! What is known of a page besides its bytes.

use anchor::Period;
use jiff::civil::Date;

/// What is known of a page besides its bytes: from a JSONL line, a web archive's header, the file's name.
///
/// Whatever is given here is trusted above what the page says, but for `charset` and `media_type`, which servers
/// often state wrongly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The id its giver uses.
    pub given_id: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The file it was read from, as the user named it.
    pub path: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who printed it.
    pub publisher: Option<String>,
    /// The authors, one name each.
    pub byline: Vec<String>,
    /// When it was published.
    pub published: Option<Period>,
    /// The character encoding's name, as `Content-Type` states it.
    pub charset: Option<String>,
    /// The media type, as `Content-Type` states it: `text/html`, `text/plain`.
    pub media_type: Option<String>,
    /// The day it was fetched: no page was published later.
    pub fetched: Option<Date>,
}
