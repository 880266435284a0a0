//! What a text is: a web page, plain text, or something that is no page at all.

use std::sync::LazyLock;

use regex::Regex;

use crate::line::pattern;

/// What a decoded text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A web page.
    Html,
    /// Text as people save it.
    Plain,
    /// Something else; the words say what.
    Other(&'static str),
}

/// Looks at the first characters; `media_type` decides only where they leave a doubt.
pub(crate) fn form(text: &str, media_type: Option<&str>) -> Form {
    static DOCUMENT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b"));
    static BLOCK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)<(?:p|div|article|section|span|h[1-6]|br|a|b|i|em|strong|font|center|img|ul|ol|li|table|meta|link|title|script)(?:\s[^<>]*)?/?>",
        )
    });
    let start = text.trim_start();
    let start = &start[..start.floor_char_boundary(8192)];
    if DOCUMENT.is_match(start) {
        return Form::Html;
    }
    let feed = ["<rss", "<feed", "<rdf:RDF", "<urlset", "<sitemapindex"];
    if start.starts_with("<?xml") || feed.iter().any(|tag| start.starts_with(tag)) {
        let is_feed = feed.iter().any(|tag| start.contains(tag));
        return Form::Other(if is_feed { "it is a feed or a site map" } else { "it is an XML file" });
    }
    if start.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() {
        return Form::Other("it is JSON; put one article a line into a file named .jsonl");
    }
    let tags = BLOCK.find_iter(start).take(3).count();
    let told = media_type.is_some_and(|kind| kind.contains("html"));
    if tags >= 3 || (tags >= 1 && (told || start.starts_with('<'))) { Form::Html } else { Form::Plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_apart_by_the_first_characters() {
        for (text, expected) in [
            ("<!DOCTYPE html><html>", Form::Html),
            ("\n<!-- saved from url=(0042) -->\n<html lang=en>", Form::Html),
            ("<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C'><html>", Form::Html),
            ("<p>Talks resumed.</p>", Form::Html),
            ("Talks resumed.", Form::Plain),
            ("If a < b and b > c, then talks <may> fail.", Form::Plain),
            ("<?xml version='1.0'?><rss version='2.0'>", Form::Other("it is a feed or a site map")),
            ("[EDITORIAL]\nTalks resumed.", Form::Plain),
            ("", Form::Plain),
        ] {
            assert_eq!(form(text, None), expected, "{text}");
        }
        assert!(matches!(form("{\"text\":\"Talks resumed.\"}", None), Form::Other(_)));
    }
}
