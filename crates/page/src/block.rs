//! A page as a row of blocks: what cleaning works on, whatever the page was written in.
//!
//! Invariant: the blocks of a page stand in its order and do not overlap; everything a reader sees is in one of them.

use anchor::Span;

/// Where in a web page a block stands; plain text knows only [`Place::Text`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Place {
    /// A paragraph, or anything without a place of its own.
    #[default]
    Text,
    /// A headline of this level, 1 to 6.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A quotation set apart.
    Quote,
    /// Under a picture.
    Caption,
    /// A stated time.
    Time,
    /// Where the authors are named.
    Byline,
    /// A menu.
    Navigation,
    /// The page's head.
    Header,
    /// The page's foot.
    Footer,
    /// Beside the text.
    Aside,
    /// Fields and buttons.
    Form,
    /// A table's cell.
    Cell,
    /// Readers' comments.
    Comments,
}

/// One line or paragraph of a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    /// Its place in the page's own text.
    pub(crate) span: Span,
    /// Its words with single spaces.
    pub(crate) text: String,
    /// Its line as written, where white space may part it into columns.
    pub(crate) line: Option<String>,
    /// Where it stands.
    pub(crate) place: Place,
    /// The share of its characters that are links; 0 to 1.
    pub(crate) links: f32,
    /// Whether an extractor holds it for a part of the article; nothing where none was asked.
    pub(crate) chosen: Option<bool>,
}
