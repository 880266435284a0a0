//! What a block shows by itself, wherever it stands.

use std::sync::LazyLock;

use regex::Regex;

use super::{Role, Sorting};
use crate::block::Place;
use crate::caption::{Caption, caption};
use crate::line::{fold, pattern, word_tokens};
use crate::{Lists, byline, dateline, label};

impl Sorting<'_> {
    /// Gives a role to each block that shows it by itself.
    pub(super) fn look_at_each(&mut self) {
        for (index, block) in self.blocks.iter().enumerate() {
            let line = block.text.as_str();
            let place = outside_place(block.place).filter(|_| block.chosen != Some(true));
            // A picture's credit may claim the copyright; the picture's owner is not the page's.
            let furniture = self
                .lists
                .furniture(line)
                .filter(|found| &*found.reason != "copyright" || caption(line, self.lists).is_none());
            let role = if let Some(reason) = place {
                // A claim of copyright names the publisher wherever it stands.
                let claim = furniture.is_some_and(|found| &*found.reason == "copyright");
                Some(Role::other(if claim { "copyright" } else { reason }))
            } else if block.place == Place::Caption {
                Some(Role::Caption)
            } else if let Some(furniture) = furniture {
                self.reach.insert(index, furniture.reach);
                Some(if &*furniture.reason == "byline" { Role::Byline } else { Role::other(&furniture.reason) })
            } else {
                by_words(line, self.lists)
            };
            self.roles[index] = role;
        }
    }
}

/// Why a block in this place is no part of an article that an extractor found elsewhere.
fn outside_place(place: Place) -> Option<&'static str> {
    match place {
        Place::Navigation => Some("navigation"),
        Place::Footer => Some("page footer"),
        Place::Aside => Some("beside the article"),
        Place::Form => Some("form"),
        Place::Comments => Some("comments"),
        _ => None,
    }
}

fn by_words(line: &str, lists: &Lists) -> Option<Role> {
    if label::line(line, lists).is_some() {
        Some(Role::Label)
    } else if dateline::is_date_line(line, lists) {
        Some(Role::DateLine)
    } else if byline::is_byline(line, lists) {
        Some(Role::Byline)
    } else if label::republished(line).is_some() {
        Some(Role::Republished)
    } else if is_contact(line) {
        Some(Role::other("contact"))
    } else if is_editors_mark(line) {
        Some(Role::other("editor's mark"))
    } else if is_correction(line) {
        Some(Role::other("correction"))
    } else if is_appeal(line, lists) {
        Some(Role::other("appeal"))
    } else if caption(line, lists) == Some(Caption::Sure) {
        Some(Role::Caption)
    } else {
        None
    }
}

/// An address to write to and nothing else.
fn is_contact(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.clone().count() <= 4 && words.any(|word| word.contains('@') && word.len() > 3)
}

/// A wire's notes to editors: '(LEAD)', '(ATTN: ADDS details in paras 3-5)', '(2nd LD)'.
fn is_editors_mark(line: &str) -> bool {
    const MARKS: [&str; 9] = ["LEAD", "ATTN", "LD", "URGENT", "CORRECTED", "RECAST", "ADDS", "UPDATES", "WRITETHRU"];
    let Some(inner) = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return false };
    let upper = inner.to_uppercase();
    let mut first = upper.split(|c: char| !c.is_alphanumeric()).take(2);
    first.any(|word| MARKS.contains(&word)) && inner.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// 'Correction, July 2: An earlier version …': it says what the article does not, and must not be read as news.
fn is_correction(line: &str) -> bool {
    static CORRECTION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^\W*(?:corrections?|clarifications?|editor[’']?s?[’']? note)\b[^.:]{0,40}[:—–]")
    });
    static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^\W*(?:an earlier|a previous) version of this (?:article|story|report|column|piece)\b")
    });
    CORRECTION.is_match(line) || EARLIER.is_match(line)
}

/// Words to the reader about paying for the paper: they speak to 'you' and of subscriptions, not of the news.
fn is_appeal(line: &str, lists: &Lists) -> bool {
    let folded = fold(line);
    let tokens: Vec<&str> = word_tokens(&folded).collect();
    let to_reader = tokens.iter().any(|word| matches!(word.split('\'').next(), Some("you" | "your")));
    let asks = tokens.iter().filter(|word| lists.is("appeal", word)).count();
    let quoted = line.starts_with(['"', '“', '‘']);
    to_reader && !quoted && tokens.len() <= 90 && asks >= 3 && asks * 12 >= tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_of_single_lines() {
        for (line, role) in [
            ("newsroom@harbourpost.example", Some("contact")),
            ("(2nd LD) (ATTN: ADDS details)", Some("editor's mark")),
            ("Correction: An earlier version of this story gave a wrong date.", Some("correction")),
            ("Correction, July 2: The meeting was on Monday.", Some("correction")),
            (
                "If you value our reporting, become a member: a subscription is 3 pounds a month and you can cancel it.",
                Some("appeal"),
            ),
            ("Sign up with your email for unlimited access, or subscribe for a month.", Some("appeal")),
            ("A correction of course is needed, he said: the talks lead nowhere.", None),
            ("“You must pay for what you get,” the minister said of the members of the alliance.", None),
            ("(He did not say when.)", None),
            ("The envoy left Geneva on Friday.", None),
        ] {
            let found = by_words(line, Lists::built_in());
            assert_eq!(found.as_ref().map(Role::reason), role, "{line}");
        }
    }
}
