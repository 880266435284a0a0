//! A web page cut into blocks: the runs of text that a browser would set apart.

use std::ops::Range;

use anchor::Span;

use super::scan::{Piece, Pieces, attribute};
use crate::block::{Block, Place};
use crate::line::tidy;

/// Elements that stand inside a line; all others begin a block.
const INLINE: [&str; 36] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u",
    "var", "wbr", "time", "picture", "source",
];

/// Elements without an end.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements whose text no reader sees.
const UNSEEN: [&str; 11] =
    ["head", "template", "svg", "math", "noscript", "object", "video", "audio", "canvas", "select", "datalist"];

struct Open {
    name: String,
    place: Option<Place>,
    hidden: bool,
}

struct Builder<'a> {
    page: &'a str,
    blocks: Vec<Block>,
    open: Vec<Open>,
    /// The block being read: its text as written with entities decoded, its place in the page.
    text: String,
    linked: usize,
    range: Option<Range<usize>>,
    place: Place,
    in_link: usize,
    /// Whether an element inside the line has just ended.
    ended: bool,
}

/// Cuts a web page into blocks.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let mut builder = Builder {
        page,
        blocks: Vec::new(),
        open: Vec::new(),
        text: String::new(),
        linked: 0,
        range: None,
        place: Place::Text,
        in_link: 0,
        ended: false,
    };
    for piece in Pieces::new(page) {
        match piece {
            Piece::Open { name, attributes, closed } => builder.open(&name, attributes, closed),
            Piece::Close { name } => builder.close(&name),
            Piece::Text(range) => builder.text(range),
            Piece::Raw { .. } => {}
        }
    }
    builder.finish();
    builder.blocks
}

impl Builder<'_> {
    fn open(&mut self, name: &str, attributes: &str, closed: bool) {
        // A date in the byline's line stays in that line.
        if !INLINE.contains(&name) {
            self.finish();
        }
        // Entries side by side ('<span>Tweet</span><span>Share</span>') are words of their own.
        if self.ended && ["span", "a", "time", "label"].contains(&name) && self.text.ends_with(char::is_alphanumeric) {
            self.text.push(' ');
        }
        self.ended = false;
        if name == "a" {
            self.in_link = self.open.len() + 1;
        }
        if closed || VOID.contains(&name) {
            return;
        }
        // A paragraph or item ends where the next one begins.
        if ["p", "li", "dt", "dd", "tr", "td", "th", "option"].contains(&name)
            && let Some(last) = self.open.iter().rposition(|open| open.name == name)
            && self.open[last + 1..].iter().all(|open| INLINE.contains(&open.name.as_str()))
        {
            self.open.truncate(last);
        }
        // Depth is bounded: what lies deeper counts to the last element that is kept.
        if self.open.len() < 2000 {
            let hidden = UNSEEN.contains(&name) || is_hidden(attributes);
            self.open.push(Open { name: name.to_owned(), place: place(name, attributes), hidden });
        }
    }

    fn close(&mut self, name: &str) {
        if !INLINE.contains(&name) {
            self.finish();
        }
        self.ended = ["span", "a", "time", "label"].contains(&name);
        if name == "a" {
            self.in_link = 0;
        }
        // A closing tag closes its own element and what was left open inside; one without an element closes nothing.
        let limit = self.open.len().saturating_sub(200);
        if let Some(at) = self.open[limit..].iter().rposition(|open| open.name == name) {
            self.open.truncate(limit + at);
        }
    }

    fn text(&mut self, range: Range<usize>) {
        if self.open.iter().any(|open| open.hidden) {
            return;
        }
        self.ended = false;
        let raw = &self.page[range.clone()];
        let text = html_escape::decode_html_entities(raw);
        if self.range.is_none() {
            if text.trim().is_empty() {
                return;
            }
            self.place = self.open.iter().rev().find_map(|open| open.place).unwrap_or_default();
            // What stands in a menu or a foot belongs to it, whatever it is.
            let mut around = self.open.iter().filter_map(|open| open.place);
            let strongest = around.rfind(|place| {
                matches!(place, Place::Navigation | Place::Footer | Place::Comments | Place::Form | Place::Caption)
            });
            self.place = strongest.unwrap_or(self.place);
        }
        if self.in_link > 0 {
            self.linked += text.chars().filter(|c| !c.is_whitespace()).count();
        }
        self.text.push_str(&text);
        if !text.trim().is_empty() {
            let start = self.range.as_ref().map_or(range.start, |known| known.start);
            self.range = Some(start..range.end);
        }
    }

    /// Ends the block being read.
    fn finish(&mut self) {
        let text = tidy(&self.text);
        if let Some(range) = self.range.take()
            && !text.is_empty()
        {
            let span = Span::new(range.start, range.end).trim(self.page);
            let letters = text.chars().filter(|c| !c.is_whitespace()).count().max(1);
            let links = (self.linked as f32 / letters as f32).min(1.0);
            self.blocks.push(Block { span, text, line: None, place: self.place, links, chosen: None });
        }
        self.text.clear();
        self.linked = 0;
    }
}

fn is_hidden(attributes: &str) -> bool {
    if attributes.is_empty() {
        return false;
    }
    let style = attribute(attributes, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    style.contains("display:none")
        || style.contains("visibility:hidden")
        || attribute(attributes, "hidden").is_some()
        || attribute(attributes, "aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// The place that an element gives to what stands in it.
fn place(name: &str, attributes: &str) -> Option<Place> {
    let own = match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Place::Heading(name.as_bytes()[1] - b'0')),
        "nav" | "menu" => Some(Place::Navigation),
        "footer" => Some(Place::Footer),
        "header" => Some(Place::Header),
        "aside" => Some(Place::Aside),
        "figure" | "figcaption" => Some(Place::Caption),
        "form" | "button" | "fieldset" => Some(Place::Form),
        "li" => Some(Place::Item),
        "blockquote" => Some(Place::Quote),
        "time" => Some(Place::Time),
        "td" | "th" => Some(Place::Cell),
        // A paragraph inside a heading or a menu is still theirs: it says nothing of its own.
        _ => None,
    };
    if attributes.is_empty() {
        return own;
    }
    let names = [
        attribute(attributes, "class"),
        attribute(attributes, "id"),
        attribute(attributes, "role"),
        attribute(attributes, "itemprop"),
    ];
    let names = names.into_iter().flatten().map(|names| names.to_ascii_lowercase()).collect::<Vec<_>>().join(" ");
    let words = || names.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let has = |list: &[&str]| words().any(|word| list.contains(&word));
    let by_name = if matches!(name, "html" | "body" | "main" | "article") {
        None
    } else if has(&["nav", "navigation", "navbar", "menu", "breadcrumb", "breadcrumbs", "skip"]) {
        Some(Place::Navigation)
    } else if has(&["comments", "comment", "disqus"]) {
        Some(Place::Comments)
    } else if has(&["caption", "figcaption", "photocaption", "imgcaption"]) {
        Some(Place::Caption)
    } else if has(&["byline", "by", "author", "authors"]) && !has(&["bio"]) {
        Some(Place::Byline)
    } else if has(&[
        "related",
        "sidebar",
        "recommended",
        "trending",
        "popular",
        "newsletter",
        "promo",
        "sponsored",
        "advert",
        "advertisement",
    ]) {
        Some(Place::Aside)
    } else if has(&["dateline", "pubdate", "timestamp", "datepublished", "datemodified"]) {
        Some(Place::Time)
    } else {
        None
    };
    by_name.or(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_what_a_browser_sets_apart() {
        let page = "<head><title>x</title></head><nav><a href=/>Home</a> <a href=/w>World</a></nav><h1>Talks <em>resume</em></h1>\
                    <p>The envoys met &amp; spoke.<p>They left.<figure><img><figcaption>An envoy</figcaption></figure><div hidden>no</div>one<br>two";
        let found: Vec<(String, Place)> = blocks(page).into_iter().map(|block| (block.text, block.place)).collect();
        let expected = [
            ("Home World", Place::Navigation),
            ("Talks resume", Place::Heading(1)),
            ("The envoys met & spoke.", Place::Text),
            ("They left.", Place::Text),
            ("An envoy", Place::Caption),
            ("one", Place::Text),
            ("two", Place::Text),
        ];
        assert_eq!(found, expected.map(|(text, place)| (text.to_owned(), place)));
    }

    #[test]
    fn spans_point_into_the_page() {
        let page = "<p>Élysée <b>says</b> no.</p>";
        let block = &blocks(page)[0];
        assert_eq!(block.span.of(page), "Élysée <b>says</b> no.");
        assert_eq!(block.text, "Élysée says no.");
    }
}
