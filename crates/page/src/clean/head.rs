//! The blocks above the article: its headline, what stands under it, and menus.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::{Role, Sorting, outside};
use crate::block::{Block, Place};
use crate::caption::is_cut_credit;
use crate::line::{fold, pattern, word_tokens};
use crate::{Lists, byline};

impl Sorting<'_> {
    pub(super) fn could_be_headline(&self, index: usize) -> bool {
        let (block, shape) = (&self.blocks[index], self.shapes[index]);
        self.roles[index].is_none()
            && (2..=32).contains(&shape.words)
            && !block.text.trim_end().ends_with('.')
            && !is_menu(block, self.lists)
    }

    /// Sorts the lines above the body: headline, what stands under it, and furniture.
    pub(super) fn sort_head(&mut self) {
        let start = self.body.0;
        self.drop_labels_of_menus();
        let headline = match self.known.title {
            Some(title) => self.same_as(title, start),
            None => self.best_headline(start),
        };
        self.take_in_lead(headline);
        let start = self.body.0;
        for index in 0..start {
            if Some(index) == headline {
                self.roles[index] = Some(Role::Headline);
            } else if self.roles[index].is_none() {
                self.roles[index] = Some(self.role_above(index, headline));
            }
        }
        // A summary between headline and byline repeats what the article says.
        if let Some(headline) = headline {
            let signed = |index: &usize| matches!(self.roles[*index], Some(Role::Byline | Role::DateLine));
            let byline = (headline + 1..start.min(headline + 8)).rfind(signed);
            for index in headline + 1..byline.unwrap_or(0) {
                if self.roles[index] == Some(Role::Subheadline) && self.shapes[index].is_prose() {
                    self.roles[index] = Some(Role::Standfirst);
                }
            }
        }
    }

    fn role_above(&self, index: usize, headline: Option<usize>) -> Role {
        let (block, shape) = (&self.blocks[index], self.shapes[index]);
        let after = headline.is_some_and(|headline| index > headline);
        let twice = shape.words >= 6 && self.places(index).iter().filter(|other| **other < self.body.0).count() > 1;
        if self.is_credited(index)
            || (shape.words >= 5 && is_bracketed_at_end(&block.text))
            || (twice && (after || is_cut_credit(&block.text)))
        {
            Role::Caption
        } else if block.place == Place::Byline {
            Role::Byline
        } else if block.place == Place::Time {
            Role::DateLine
        } else if is_menu(block, self.lists) {
            Role::other("navigation")
        } else if after && self.is_alone_name(index) {
            Role::Byline
        } else if headline.is_some() && headline == index.checked_sub(1) && shape.words >= 2 {
            Role::Subheadline
        } else if after && shape.is_prose() {
            Role::Standfirst
        } else {
            Role::Other(outside(block, "above the article"))
        }
    }

    /// 'Opinion' among 'World', 'Business' and 'Sport' is a menu's entry, no label.
    fn drop_labels_of_menus(&mut self) {
        let start = self.body.0;
        // Entries of one menu stand in one kind of place.
        let entry = |at: usize, index: usize| {
            let (block, role) = (&self.blocks[index], &self.roles[index]);
            let short = self.shapes[index].words <= 3 && !block.text.starts_with(['(', '[']);
            let menu = |reason: &String| reason == "navigation";
            let same = block.place == self.blocks[at].place;
            let known =
                matches!(role, None | Some(Role::Label)) || matches!(role, Some(Role::Other(reason)) if menu(reason));
            same && short && known && !matches!(block.place, Place::Heading(_))
        };
        let in_menu = |index: &usize| {
            let before = (0..*index).rev().take_while(|other| entry(*index, *other)).count();
            let after = (index + 1..start).take_while(|other| entry(*index, *other)).count();
            entry(*index, *index) && before + after >= 3
        };
        let labels = (0..start).filter(|index| self.roles[*index] == Some(Role::Label));
        for index in labels.filter(in_menu).collect::<Vec<_>>() {
            self.roles[index] = Some(Role::other("navigation"));
        }
    }

    /// A name by itself under the headline: 'Ann Lee', 'Ann Lee in Seoul'.
    fn is_alone_name(&self, index: usize) -> bool {
        let text = self.blocks[index].text.as_str();
        // 'Ann Lee in Seoul and Washington': what follows the first place is read with the byline.
        let people = text.split(" in ").next().unwrap_or(text);
        let mut names = people.split(" and ").flat_map(|part| part.split([',', '|']).take(1)).map(str::trim);
        let name = |name: &str| {
            byline::is_outlet(name, self.lists) || (byline::is_name(name, self.lists) && !self.in_prose(name))
        };
        self.shapes[index].words <= 10 && text.contains(char::is_lowercase) && names.all(name)
    }

    /// Whether the prose itself speaks of these words: a person in the news is not its author.
    fn in_prose(&self, words: &str) -> bool {
        let (start, end) = self.body;
        (start..end).any(|index| {
            let text = self.blocks[index].text.as_str();
            // The last lines may say who the author is.
            text.contains(words) && !(index + 1 == end && text.starts_with(words))
        })
    }

    /// The line above `end` that says the same as `title`; the last of them, as the first may be a breadcrumb.
    fn same_as(&self, title: &str, end: usize) -> Option<usize> {
        let title = fold(title);
        let same = |index: &usize| self.folded[*index] == title;
        let like = |index: &usize| {
            let own = &self.folded[*index];
            let part = title.starts_with(own.as_str()) || title.ends_with(own.as_str());
            own.len() > 12 && part && title.len() < own.len() * 2
        };
        let heading = |index: &usize| matches!(self.blocks[*index].place, Place::Heading(_));
        (0..end)
            .find(|index| same(index) && heading(index))
            .or_else(|| (0..end).rfind(same))
            .or_else(|| (0..end).find(like))
    }

    /// The line above the body that reads most like its headline: its words return in the text, and it is no menu.
    fn best_headline(&self, start: usize) -> Option<usize> {
        let body: BTreeSet<&str> = (self.body.0..self.body.1)
            .flat_map(|index| word_tokens(&self.folded[index]))
            .filter(|word| word.len() > 3 && !self.lists.is("function", word))
            .collect();
        // 'negotiator' and 'negotiations' are one word here.
        let returns = |word: &str| {
            let stem = &word[..word.floor_char_boundary(word.len().min(6))];
            word.len() > 3 && body.range(stem..).next().is_some_and(|known| known.starts_with(stem))
        };
        let score = |index: usize| -> f32 {
            let (block, words) = (&self.blocks[index], self.shapes[index].words);
            let shared = word_tokens(&self.folded[index]).filter(|word| returns(word)).count().min(4) as f32;
            let length = match words {
                4..=20 => 1.0,
                3 | 21..=32 => 0.5,
                _ => 0.0,
            };
            let heading = if let Place::Heading(level) = block.place { 2.0 / f32::from(level) } else { 0.0 };
            // A line that goes on after a colon or dash stands under the headline.
            let goes_on = if block.text.starts_with([':', '-', '–', '—', '*', '•', '·']) { 1.0 } else { 0.0 };
            let outlet = if byline::is_outlet(&block.text, self.lists) { 2.0 } else { 0.0 };
            let cut = if is_cut_credit(&block.text) || is_bracketed_at_end(&block.text) { 1.5 } else { 0.0 };
            0.5 * shared + length + heading - goes_on - outlet - cut
        };
        (0..start)
            .filter(|index| self.could_be_headline(*index) && !self.is_credited(*index))
            .map(|index| (index, score(index)))
            .filter(|(_, score)| *score >= 1.0)
            // Of equals the first: what follows a headline stands under it.
            .reduce(|best, next| if next.1 > best.1 + 0.6 { next } else { best })
            .map(|(index, _)| index)
    }
}

/// Whether a line is a row of menu entries: 'World | Asia | Business', 'Home > World > Asia', 'Log in    My account'.
pub(super) fn is_menu(block: &Block, lists: &Lists) -> bool {
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*[|•·»›>]+\s*|\s+/\s+|\s{2,}|\t"));
    let line = block.line.as_deref().unwrap_or(&block.text).trim();
    let parts: Vec<&str> = BETWEEN.split(line).filter(|part| !part.trim().is_empty()).collect();
    let entry = |part: &&str| {
        let words = part.split_whitespace().count();
        (1..=4).contains(&words) && !part.ends_with(['.', '!', ':', ','])
    };
    let parted = parts.len() >= 2
        && parts.iter().all(entry)
        && (parts.len() >= 3 || parts.iter().all(|part| part.split_whitespace().count() <= 3));
    // 'HOME NATIONAL BUSINESS OPINION': what parted the entries was lost.
    let folded = fold(line);
    let (mut words, mut sections) = (0, 0);
    for word in word_tokens(&folded) {
        words += 1;
        sections += usize::from(lists.is("section", word));
    }
    parted || (sections >= 3 && sections * 2 >= words)
}

/// Whether a line ends in brackets with a few words that begin large, as credits do.
fn is_bracketed_at_end(line: &str) -> bool {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"\S\s*\((?P<words>\p{Lu}[^()]{1,50})\)\.?$"));
    END.captures(line).is_some_and(|found| found["words"].split_whitespace().count() <= 5)
}
