//! Captions: lines that belong to a picture.

use std::sync::LazyLock;

use regex::Regex;

use crate::Lists;
use crate::line::{Shape, fold, pattern, word_tokens};

/// How surely a line is a caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caption {
    /// It says so: 'In this photo …', 'FILE PHOTO: …', 'Photo: Ann Lee'.
    Sure,
    /// It ends with a credit, as captions do, and as the last line of an agency's report does.
    Credited,
}

/// Whether a line is a caption.
pub(crate) fn caption(line: &str, lists: &Lists) -> Option<Caption> {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)^\W*(?:",
            r"(?:file|handout|combination|undated|archive|pool)\s+(?:photo|picture|image)s?\b",
            r"|(?:photo|picture|image|photograph|illustration|graphic|pic)s?(?:\s+(?:by|credit|courtesy|from))?\s*:",
            r"|(?:photo|image|photograph|picture)s?\s+(?:by|courtesy of|credit)\s",
            r"|in\s+this\s+[\w\s.,-]{0,40}\b(?:photo|picture|image|photograph|frame|screengrab|screenshot|video\s+(?:grab|image|still))\b",
            r"|(?:this|a|an)\s+(?:[\w-]+\s){0,3}(?:photo|picture|image|photograph)\s+(?:taken|released|provided|distributed|shows|shot|made)\b",
            r"|(?:pictured|seen here|caption)\b[\s:]",
            r"|FILE\s*[-–—:]",
            r"|\d{1,2}:\d{2}\s*[-–]\s*source\s*:",
            r")",
        ))
    });
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        // 'Photo: Ann Lee', 'AP Photo/Ann Lee', 'Credit: Reuters', 'Ann Lee/Getty Images' at the end.
        pattern(concat!(
            r"(?:",
            r"\b(?i:photo|photos|photograph|picture|image|credit|credits|pic)(?i:\s+credits?|\s+by)?\s*[:/]\s*[\p{L}\p{N} .,'’/&-]{2,60}",
            r"|\b(?i:photo|photograph|picture|image)\s+by\s+\p{Lu}[\p{L} .'’/-]{2,50}",
            r"|[-–—]\s*\p{L}{2,20}\s+(?i:photo|pic|picture|file photo)",
            r"|\b\p{Lu}[\p{L}.'’ -]{2,30}\s?/\s?(?P<agency>\p{Lu}[\p{L} -]{1,30})",
            r"|\b(?P<after>via\s+\p{Lu}[\p{L} /]{1,30})",
            r")\s*\)?\.?$",
        ))
    });
    static BRACKET: LazyLock<Regex> = LazyLock::new(|| pattern(r"[(\[]\s*(?P<credit>[^()\[\]]{2,70})\s*[)\]]?\s*\.?$"));
    let words = word_tokens(&fold(line)).count();
    if words > 80 {
        return None;
    }
    if OPENING.is_match(line) {
        return Some(Caption::Sure);
    }
    // A credit is short: only the line's end can hold it, and not without one of these signs.
    let tail = line.ceil_char_boundary(line.len().saturating_sub(160));
    let signs = ['/', ':', '-', '–', '—'];
    let may_name = line[tail..].contains(signs) || line[tail..].contains("via ") || line[tail..].contains(" by ");
    if let Some(found) = may_name.then(|| NAMED.captures(&line[tail..])).flatten() {
        let agency = found.name("agency").or(found.name("after"));
        if agency.is_none_or(|name| is_credit(name.as_str(), lists)) {
            let alone = tail == 0 && found.get(0).is_some_and(|credit| credit.start() == 0);
            return Some(if alone { Caption::Sure } else { Caption::Credited });
        }
    }
    let found = line[tail..].contains(['(', '[']).then(|| BRACKET.captures(&line[tail..])).flatten()?;
    let (all, credit) = (found.get(0)?, found.name("credit")?);
    if !is_credit(credit.as_str(), lists) {
        return None;
    }
    // What stands before the credit is a phrase or sentence of a picture, or nothing.
    let before = Shape::of(&line[..tail + all.start()], lists);
    Some(if before.words == 0 { Caption::Sure } else { Caption::Credited })
}

/// Whether a line ends inside brackets that are opened but not closed: a credit that was cut off.
pub(crate) fn is_cut_credit(line: &str) -> bool {
    line.rfind(['(', '[']).is_some_and(|at| {
        let inside = &line[at + 1..];
        !inside.contains([')', ']']) && inside.split_whitespace().count() <= 4
    })
}

/// Whether the words in brackets at a line's end credit a picture: 'Yonhap', 'AP Photo/Ann Lee, File', 'courtesy of …'.
fn is_credit(words: &str, lists: &Lists) -> bool {
    let folded = fold(words);
    let tokens: Vec<&str> = word_tokens(&folded).collect();
    if tokens.is_empty() || tokens.len() > 9 {
        return false;
    }
    let word = |word: &&str| {
        [
            "photo",
            "photos",
            "photograph",
            "picture",
            "image",
            "file",
            "courtesy",
            "handout",
            "pool",
            "screenshot",
            "screengrab",
            "photographer",
            "press",
            "corps",
            "office",
            "ministry",
        ]
        .contains(word)
    };
    let parts = words.split(['/', ',', ';', '|', '-', '–', '—']).flat_map(|part| part.split("via ")).map(str::trim);
    tokens.iter().any(word) || parts.into_iter().any(|part| lists.agency(part).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_by_their_words_and_credits() {
        let lists = Lists::built_in();
        for line in [
            "FILE PHOTO: The envoy leaves the talks in Geneva, May 4, 2020. REUTERS/Ann Lee/File Photo",
            "In this May 1, 2020, photo provided by the government, the leader visits a factory.",
            "Photo: Ann Lee",
            "(Yonhap)",
            "[Getty Images]",
        ] {
            assert_eq!(caption(line, lists), Some(Caption::Sure), "{line}");
        }
        for line in [
            "The envoys shake hands in Geneva on May 4, 2020. (Reuters)",
            "A soldier at the border (AP Photo/Ann Lee, File)",
            "The leaders at dinner [AFP via Getty Images]",
            "The leaders at dinner. Photograph: Ann Lee/Reuters",
            "A ship leaves the port. — Ann Lee/Reuters",
        ] {
            assert_eq!(caption(line, lists), Some(Caption::Credited), "{line}");
        }
        for line in [
            "The talks lasted an hour (and a lunch).",
            "He wore a suit (his first in years) and smiled at the photographers.",
            "SEOUL, Feb. 14 (Yonhap) -- The envoys met on Friday.",
            "The Democratic Party (DP) won.",
            "They met on 14/15 May.",
        ] {
            assert_eq!(caption(line, lists), None, "{line}");
        }
    }
}
