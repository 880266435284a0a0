//! Which blocks of a page are the article's prose, and what the others are.
//!
//! Every block first shows by itself what it may be: furniture, a label, a byline, a date line, a caption
//! ([`alone`]). The prose runs from the first block that reads as a paragraph to the last ([`extent`]); not all between
//! them is prose ([`body`]). What stands above is headline, byline and menus ([`head`]), what stands below is other
//! stories and comments ([`foot`]).
//!
//! Invariant: each block is either prose or dropped.

mod alone;
mod body;
mod extent;
mod foot;
mod head;

use std::collections::{BTreeMap, BTreeSet};

use anchor::Span;

use crate::Lists;
use crate::block::{Block, Place};
use crate::line::{Shape, fold};
use crate::lists::Reach;

/// What a page was found to hold.
#[derive(Debug, Default)]
pub(crate) struct Cleaned {
    /// The article's paragraphs.
    pub(crate) paragraphs: Vec<String>,
    /// The headline, where it stands among the blocks.
    pub(crate) headline: Option<String>,
    /// Lines that name the authors.
    pub(crate) bylines: Vec<String>,
    /// Lines that state a date.
    pub(crate) date_lines: Vec<String>,
    /// Lines that name the kind of text.
    pub(crate) labels: Vec<String>,
    /// Notes on where the text was printed first.
    pub(crate) republished: Vec<String>,
    /// The article's captions.
    pub(crate) captions: Vec<String>,
    /// Lines that claim the copyright, and whether they stand at the article itself.
    pub(crate) copyrights: Vec<(String, bool)>,
    /// Short lines above the article that no rule knows: one may name the outlet.
    pub(crate) above: Vec<String>,
    /// What was dropped and why, in the page's order.
    pub(crate) dropped: Vec<(Span, String)>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Role {
    Prose,
    Headline,
    Subheadline,
    Standfirst,
    Byline,
    DateLine,
    Label,
    Republished,
    Caption,
    RepeatedCaption,
    Author,
    Other(String),
}

impl Role {
    fn other(reason: &str) -> Self {
        Self::Other(reason.to_owned())
    }

    fn reason(&self) -> &str {
        match self {
            Self::Prose => "",
            Self::Headline => "headline",
            Self::Subheadline => "line under the headline",
            Self::Standfirst => "summary under the headline",
            Self::Byline => "byline",
            Self::DateLine => "date line",
            Self::Label => "label",
            Self::Republished => "note on where it was printed first",
            Self::Caption => "caption",
            Self::RepeatedCaption => "repeated caption",
            Self::Author => "note on the author",
            Self::Other(reason) => reason,
        }
    }
}

/// What metadata or the user say of an article before its page is cleaned.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known<'a> {
    /// The headline.
    pub(crate) title: Option<&'a str>,
    /// The authors.
    pub(crate) authors: &'a [String],
}

/// Sorts a page's blocks.
pub(crate) fn clean(blocks: &[Block], known: Known, lists: &Lists) -> Cleaned {
    let mut sorting = Sorting::new(blocks, known, lists);
    sorting.look_at_each();
    sorting.find_body();
    sorting.sort_head();
    sorting.sort_body();
    sorting.sort_foot();
    sorting.collect()
}

/// The blocks of a page while they are sorted; all vectors run along the blocks.
struct Sorting<'a> {
    blocks: &'a [Block],
    known: Known<'a>,
    lists: &'a Lists,
    shapes: Vec<Shape>,
    folded: Vec<String>,
    /// Where each line stands, by its folded words.
    lines: BTreeMap<String, Vec<usize>>,
    roles: Vec<Option<Role>>,
    /// How far furniture reaches, where a block is furniture.
    reach: BTreeMap<usize, Reach>,
    /// First prose block and one past the last.
    body: (usize, usize),
}

impl<'a> Sorting<'a> {
    fn new(blocks: &'a [Block], known: Known<'a>, lists: &'a Lists) -> Self {
        let folded: Vec<String> = blocks.iter().map(|block| fold(&block.text)).collect();
        let mut lines: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, line) in folded.iter().enumerate() {
            lines.entry(line.clone()).or_default().push(index);
        }
        Self {
            blocks,
            known,
            lists,
            shapes: blocks.iter().map(|block| Shape::of(&block.text, lists)).collect(),
            folded,
            lines,
            roles: vec![None; blocks.len()],
            reach: BTreeMap::new(),
            body: (0, 0),
        }
    }

    /// Where the same line stands, this place included.
    fn places(&self, index: usize) -> &[usize] {
        self.lines.get(&self.folded[index]).map_or(&[], Vec::as_slice)
    }

    fn collect(mut self) -> Cleaned {
        /// Bylines and dates further from the text than this are those of other stories.
        const NEAR: (usize, usize) = (40, 6);
        let mut cleaned = Cleaned::default();
        let mut captions: BTreeSet<&str> = BTreeSet::new();
        let (start, end) = self.body;
        for (index, block) in self.blocks.iter().enumerate() {
            let role = self.roles[index].take();
            let mut role = role.unwrap_or_else(|| Role::Other(outside(block, "not part of the article")));
            if role == Role::Caption {
                let is_first = captions.insert(&self.folded[index]);
                if is_first && index < end + 3 {
                    cleaned.captions.push(block.text.clone());
                } else if !is_first {
                    role = Role::RepeatedCaption;
                }
            }
            let near = index + NEAR.0 > start && index < end + NEAR.1;
            match &role {
                Role::Prose => cleaned.paragraphs.push(block.text.clone()),
                Role::Headline if cleaned.headline.is_none() => cleaned.headline = Some(block.text.clone()),
                Role::Byline if near => cleaned.bylines.push(block.text.clone()),
                Role::DateLine if near => cleaned.date_lines.push(block.text.clone()),
                Role::Label if near => cleaned.labels.push(block.text.clone()),
                Role::Republished => cleaned.republished.push(block.text.clone()),
                Role::Other(reason) if reason == "copyright" => cleaned.copyrights.push((block.text.clone(), near)),
                _ if index < start && self.shapes[index].words <= 6 => cleaned.above.push(block.text.clone()),
                _ => {}
            }
            if role != Role::Prose {
                cleaned.dropped.push((block.span, role.reason().to_owned()));
            }
        }
        cleaned
    }
}

/// Why a block that no rule knows was dropped: by its place, or else `otherwise`.
fn outside(block: &Block, otherwise: &str) -> String {
    let reason = match block.place {
        Place::Navigation => "navigation",
        Place::Header => "page header",
        Place::Footer => "page footer",
        Place::Aside => "beside the article",
        Place::Form => "form",
        Place::Comments => "comments",
        Place::Caption => "caption",
        Place::Time => "date line",
        Place::Byline => "byline",
        _ if block.links > 0.8 => "links",
        _ => otherwise,
    };
    reason.to_owned()
}
