//! Tags and text of a web page with their places.
//!
//! A tree builder forgets where things stood; this reads the page once, from left to right, and keeps the places, so
//! that what is dropped can be pointed at. It never fails: what is no tag is text.

use std::borrow::Cow;
use std::ops::Range;

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// `<name …>`; `name` in small letters.
    Open { name: Cow<'a, str>, attributes: &'a str, closed: bool },
    /// `</name>`.
    Close { name: Cow<'a, str> },
    /// What stands between tags, as written.
    Text(Range<usize>),
    /// The inside of an element that holds no tags (`script`, `title`), as written.
    Raw { name: Cow<'a, str>, attributes: &'a str, range: Range<usize> },
}

/// The pieces of a page in order.
pub(crate) struct Pieces<'a> {
    page: &'a str,
    at: usize,
}

/// Elements whose inside is no markup.
const RAW: [&str; 8] = ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"];

impl<'a> Pieces<'a> {
    pub(crate) fn new(page: &'a str) -> Self {
        Self { page, at: 0 }
    }

    /// Past `<!-- … -->`, `<!doctype …>`, `<![CDATA[ … ]]>` and `<? … >`.
    fn skip_declaration(&mut self) {
        let rest = &self.page[self.at..];
        let (open, close) = if rest.starts_with("<!--") {
            (4, "-->")
        } else if rest.starts_with("<![CDATA[") {
            (9, "]]>")
        } else {
            (2, ">")
        };
        self.at +=
            rest.get(open..).and_then(|inner| inner.find(close)).map_or(rest.len(), |found| open + found + close.len());
    }

    /// The tag at `self.at`; nothing if `<` begins none.
    fn tag(&mut self) -> Option<Piece<'a>> {
        let rest = &self.page[self.at..];
        let closing = rest.as_bytes().get(1) == Some(&b'/');
        let name_from = if closing { 2 } else { 1 };
        if !rest.as_bytes().get(name_from)?.is_ascii_alphabetic() {
            return None;
        }
        let name_to = rest[name_from..]
            .find(|c: char| c.is_whitespace() || c == '/' || c == '>')
            .map_or(rest.len(), |length| name_from + length);
        let name = lower(&rest[name_from..name_to]);
        let end = tag_end(rest, name_to)?;
        let attributes = &rest[name_to..end];
        self.at += end + 1;
        if closing {
            return Some(Piece::Close { name });
        }
        let closed = attributes.ends_with('/');
        if RAW.contains(&&*name) && !closed {
            let inner = &self.page[self.at..];
            let length = find_close(inner, &name).unwrap_or(inner.len());
            let range = self.at..self.at + length;
            self.at += length;
            // Past the closing tag.
            self.at += self.page[self.at..].find('>').map_or(self.page.len() - self.at, |found| found + 1);
            return Some(Piece::Raw { name, attributes, range });
        }
        Some(Piece::Open { name, attributes, closed })
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let rest = self.page.get(self.at..).filter(|rest| !rest.is_empty())?;
            if rest.starts_with("<!") || rest.starts_with("<?") {
                self.skip_declaration();
                continue;
            }
            if rest.starts_with('<')
                && let Some(tag) = self.tag()
            {
                return Some(tag);
            }
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let length = rest[first..].find('<').map_or(rest.len(), |found| first + found);
            let range = self.at..self.at + length;
            self.at += length;
            return Some(Piece::Text(range));
        }
    }
}

/// Where the tag's `>` stands, quoted attribute values aside.
fn tag_end(rest: &str, from: usize) -> Option<usize> {
    let mut quote = None;
    let mut value = false;
    for (index, byte) in rest.bytes().enumerate().skip(from) {
        match (quote, byte) {
            (Some(open), byte) if open == byte => quote = None,
            (None, b'"' | b'\'') if value => quote = Some(byte),
            (None, b'>') => return Some(index),
            _ => {}
        }
        value = byte == b'=' || (value && byte.is_ascii_whitespace());
    }
    // A quotation mark that is never closed: the tag ends at the next `>` all the same.
    quote.and_then(|_| rest[from..].find('>')).map(|found| from + found)
}

/// Where `</name` stands in `inner`, in small or large letters.
fn find_close(inner: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = inner[from..].find("</") {
        let at = from + found;
        let after = &inner.as_bytes()[at + 2..];
        if after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return Some(at);
        }
        from = at + 2;
    }
    None
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// The value of an attribute, entities decoded.
pub(crate) fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<Cow<'a, str>> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end.max(rest.chars().next().map_or(1, char::len_utf8)));
        let after_space = after.trim_start();
        let (value, next) = match after_space.strip_prefix('=') {
            None => ("", after),
            Some(value) => {
                let value = value.trim_start();
                match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => {
                        let inner = &value[1..];
                        let close = inner.find(quote).unwrap_or(inner.len());
                        (&inner[..close], inner.get(close + 1..).unwrap_or_default())
                    }
                    _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
                }
            }
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(html_escape::decode_html_entities(value));
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(page: &str) -> Vec<String> {
        Pieces::new(page)
            .map(|piece| match piece {
                Piece::Open { name, .. } => format!("<{name}>"),
                Piece::Close { name } => format!("</{name}>"),
                Piece::Text(range) => page[range].to_owned(),
                Piece::Raw { name, range, .. } => format!("{name}:{}", &page[range]),
            })
            .collect()
    }

    #[test]
    fn pieces_in_order() {
        let page = "<!doctype html><P class='a>b'>Talks <b>resume</b>.<!-- <p>no --><script>if (a<b) {'</p>'}</SCRIPT><br/>a < b";
        assert_eq!(
            show(page),
            ["<p>", "Talks ", "<b>", "resume", "</b>", ".", "script:if (a<b) {'</p>'}", "<br>", "a ", "< b"]
        );
    }

    #[test]
    fn what_is_broken_is_text() {
        assert_eq!(show("<p>a<p title=\"x>b"), ["<p>", "a", "<p>", "b"]);
        assert_eq!(show("a <"), ["a ", "<"]);
        assert_eq!(show("<!-- never closed <p>"), Vec::<String>::new());
        assert_eq!(show("<script>never closed"), ["script:never closed"]);
    }

    #[test]
    fn attributes() {
        let attributes = r#" property = "og:title" content='Talks &amp; tea' hidden data-x=1 "#;
        assert_eq!(attribute(attributes, "property").as_deref(), Some("og:title"));
        assert_eq!(attribute(attributes, "CONTENT").as_deref(), Some("Talks & tea"));
        assert_eq!(attribute(attributes, "hidden").as_deref(), Some(""));
        assert_eq!(attribute(attributes, "data-x").as_deref(), Some("1"));
        assert_eq!(attribute(attributes, "class"), None);
    }
}
