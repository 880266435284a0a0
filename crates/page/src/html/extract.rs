//! Which blocks of a web page belong to its article.

use dom_smoothie::{Config, Readability, TextMode};

use crate::block::{Block, Place};

/// Finds the article in a web page.
///
/// Implementations must not depend on anything but what they are given, and must not panic.
pub trait Extractor: Sync {
    /// The article's text in the page's order, white space as it comes; nothing where the page shows no article.
    fn article_text(&self, page: &str) -> Option<String>;
}

/// The rules of Mozilla's Readability, as `dom_smoothie` keeps them.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadabilityRules;

/// The most bytes of a web page that the tree builder is given: its time grows faster than the page.
const LIMIT: usize = 8 << 20;

impl Extractor for ReadabilityRules {
    fn article_text(&self, page: &str) -> Option<String> {
        if page.len() > LIMIT || depth(page) > 600 {
            return None;
        }
        let config = Config {
            text_mode: TextMode::Formatted,
            disable_json_ld: true,
            max_elements_to_parse: 100_000,
            ..Config::default()
        };
        let mut readability = Readability::new(page, None, Some(config)).ok()?;
        readability.parse().ok().map(|article| article.text_content.to_string())
    }
}

/// A bound on how deep elements lie in each other: trees deeper than any written page are not built.
fn depth(page: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for piece in super::scan::Pieces::new(page) {
        match piece {
            super::scan::Piece::Open { name, closed: false, .. }
                if !matches!(
                    &*name,
                    "p" | "li"
                        | "br"
                        | "img"
                        | "meta"
                        | "link"
                        | "input"
                        | "hr"
                        | "source"
                        | "wbr"
                        | "path"
                        | "td"
                        | "tr"
                        | "option"
                ) =>
            {
                depth += 1;
                deepest = deepest.max(depth);
            }
            super::scan::Piece::Close { .. } => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Marks the blocks whose text stands in `article`, both read from the start.
///
/// Returns whether most of `article` was found again; else the marks are not to be trusted.
pub(crate) fn mark(blocks: &mut [Block], article: &str) -> bool {
    let article: String = bare(article);
    let (mut at, mut found) = (0, 0);
    for block in blocks.iter_mut() {
        let words = bare(&block.text);
        if words.is_empty() {
            block.chosen = Some(false);
            continue;
        }
        let rest = &article[at..];
        // A short line is found only where it is due; a paragraph may be looked for further on.
        let reach = if words.len() >= 40 { rest.len() } else { rest.floor_char_boundary(words.len()) };
        let place = rest[..reach].find(words.as_str());
        block.chosen = Some(place.is_some());
        if let Some(place) = place {
            at += place + words.len();
            found += words.len();
        }
    }
    found * 10 >= article.len() * 6 && found > 0
}

/// Whether an extractor surely took the wrong part of a page: a few words, while long paragraphs stand elsewhere.
pub(crate) fn missed(blocks: &[Block]) -> bool {
    let words = |chosen: bool| -> usize {
        let paragraphs = blocks.iter().filter(|block| {
            block.chosen == Some(chosen) && block.links < 0.3 && matches!(block.place, Place::Text | Place::Quote)
        });
        paragraphs.map(|block| block.text.split_whitespace().count()).filter(|words| *words >= 15).sum()
    };
    words(true) < 60 && words(false) >= 150
}

/// Letters and figures alone: what survives every way of writing white space, lists and emphasis.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::blocks::blocks;

    #[test]
    fn chosen_blocks_are_found_in_order() {
        let page = "<div>Menu</div><p>The envoys met on Friday in a village near the border of the two countries.</p><p>Menu</p><p>They left.</p><div>Foot</div>";
        let mut blocks = blocks(page);
        assert!(mark(
            &mut blocks,
            "The envoys met on Friday in a village near the border of the two countries.\n\nMenu\n\nThey left."
        ));
        let chosen: Vec<_> = blocks.iter().map(|block| block.chosen).collect();
        assert_eq!(chosen, [false, true, true, true, false].map(Some));
    }
}
