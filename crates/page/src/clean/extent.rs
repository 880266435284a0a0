//! From which block to which the article runs.

use std::sync::LazyLock;

use regex::Regex;

use super::{Role, Sorting};
use crate::block::Place;
use crate::caption::caption;
use crate::day::written;
use crate::line::{pattern, word_tokens};
use crate::lists::Reach;

impl Sorting<'_> {
    fn reads_as_prose(&self, index: usize) -> bool {
        let block = &self.blocks[index];
        self.roles[index].is_none()
            && block.chosen != Some(false)
            && self.shapes[index].is_prose()
            && block.links < 0.8
            && !matches!(block.place, Place::Heading(_))
    }

    pub(super) fn is_credited(&self, index: usize) -> bool {
        caption(&self.blocks[index].text, self.lists).is_some()
    }

    /// Finds the run of blocks that holds the prose.
    pub(super) fn find_body(&mut self) {
        let all: Vec<usize> = (0..self.blocks.len()).filter(|index| self.reads_as_prose(*index)).collect();
        let total: usize = all.iter().map(|index| self.shapes[*index].words).sum();
        // Captions credited at their end read as prose; before the first paragraph they are captions.
        let first = all.iter().copied().find(|index| !self.is_credited(*index));
        let Some(first) = first.or(all.first().copied()) else {
            self.find_short_body();
            return;
        };
        let mut above = 0;
        let mut end = first;
        for index in all.into_iter().filter(|index| *index >= first) {
            // The rest belongs to other stories, comments and the like; what an extractor chose does not.
            if index > first && self.blocks[index].chosen.is_none() && self.is_past_foot(end..index, above, total) {
                break;
            }
            above += self.shapes[index].words;
            end = index + 1;
        }
        self.body = (first, end);
        self.widen();
    }

    /// Whether among `range` the page's foot begins, given that `above` of all `total` words of prose stand above it.
    ///
    /// A box with other stories may stand in the middle of an article; comments stand below it.
    fn is_past_foot(&self, range: std::ops::Range<usize>, above: usize, total: usize) -> bool {
        self.reach.range(range).filter(|(_, reach)| **reach == Reach::Foot).any(|(index, _)| {
            let comments = matches!(&self.roles[*index], Some(Role::Other(reason)) if reason == "comments" || reason == "feedback");
            above * 100 >= total * if comments { 50 } else { 70 }
        })
    }

    /// A page without a paragraph may still hold short sentences.
    fn find_short_body(&mut self) {
        let short = |index: &usize| {
            let (block, shape) = (&self.blocks[*index], self.shapes[*index]);
            self.roles[*index].is_none()
                && block.chosen != Some(false)
                && shape.is_sentence()
                && shape.function > 0.1
                && block.links < 0.5
                && !matches!(block.place, Place::Heading(_))
        };
        let first = (0..self.blocks.len()).find(short);
        let last = (0..self.blocks.len()).rfind(short);
        self.body = first.zip(last).map_or((0, 0), |(first, last)| (first, last + 1));
    }

    /// Short sentences right before and after the paragraphs belong to them; so does what an extractor chose, and the
    /// dates that head a timeline's entries.
    fn widen(&mut self) {
        let timeline = (0..self.blocks.len()).filter(|index| self.heads_entry(*index)).count() >= 3;
        let fits = |index: usize| {
            let (block, shape) = (&self.blocks[index], self.shapes[index]);
            self.roles[index].is_none()
                && !matches!(block.place, Place::Heading(_))
                && match block.chosen {
                    Some(chosen) => chosen && (shape.is_sentence() || block.place == Place::Item),
                    None => shape.is_sentence() && (!block.text.ends_with('?') || is_question(&block.text)),
                }
                && !self.is_credited(index)
        };
        let (mut start, mut end) = self.body;
        // Before the body a sentence must end with a full stop, and a headline must be left above it.
        while start > 0 {
            let text = &self.blocks[start - 1].text;
            let whole = text.ends_with(['.', '”', '"', '’']) || is_question(text);
            let sentence = fits(start - 1) && whole && (0..start - 1).any(|index| self.could_be_headline(index));
            if !(sentence || timeline && self.heads_entry(start - 1)) {
                break;
            }
            start -= 1;
        }
        while end < self.blocks.len() && (fits(end) || (timeline && self.heads_entry(end))) {
            end += 1;
        }
        // A box may stand between what an extractor chose.
        let chosen = |index: &usize| {
            self.blocks[*index].chosen == Some(true) && fits(*index) && self.shapes[*index].function > 0.1
        };
        end = (end..self.blocks.len().min(end + 12)).rfind(chosen).map_or(end, |last| last + 1);
        self.body = (start, end);
        self.leave_out_last_offer();
    }

    /// Whether a block is a date and nothing else, and stands over a sentence: the heading of a timeline's entry.
    fn heads_entry(&self, index: usize) -> bool {
        let (block, next) = (&self.blocks[index], index + 1);
        let bare = |text: &str| {
            let left = written::find(text).first().map(|date| text.len() - date.span.len());
            left.is_some_and(|left| left <= 3)
        };
        next < self.blocks.len()
            && bare(&block.text)
            && self.shapes[next].is_sentence()
            && !bare(&self.blocks[next].text)
    }

    /// What stands right above 'Sign up' and has no verb is what is offered, no paragraph: 'The news of the day, free, at
    /// 6 a.m.'
    fn leave_out_last_offer(&mut self) {
        let (start, end) = self.body;
        let offers = |index: usize| matches!(&self.roles.get(index), Some(Some(Role::Other(reason))) if matches!(reason.as_str(), "newsletter" | "subscription" | "navigation" | "form"));
        if end > start + 1 && offers(end) && self.shapes[end - 1].words < 25 && !self.has_verb(end - 1) {
            self.roles[end - 1] = Some(Role::other("newsletter"));
            self.body.1 = (start..end - 1)
                .rfind(|index| self.roles[*index].is_none() && self.shapes[*index].is_sentence())
                .map_or(end - 1, |last| last + 1);
        }
    }

    /// Whether a block shows a verb: an auxiliary, a past form, a verb of saying.
    fn has_verb(&self, index: usize) -> bool {
        const AUXILIARIES: [&str; 19] = [
            "is", "are", "was", "were", "be", "been", "has", "have", "had", "does", "do", "did", "will", "would",
            "can", "could", "may", "might", "shall",
        ];
        word_tokens(&self.folded[index]).any(|word| {
            let stem = word.split('\'').next().unwrap_or(word);
            AUXILIARIES.contains(&stem)
                || ["past", "say", "modal"].iter().any(|class| self.lists.is(class, word))
                || (word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing")))
                || word.ends_with("n't")
        })
    }

    /// An extractor may leave out the first paragraphs, where the page sets them apart: what reads as prose between
    /// the byline and the text that it chose belongs to the text; without a byline, more than one such paragraph does,
    /// as a summary is one.
    pub(super) fn take_in_lead(&mut self, headline: Option<usize>) {
        let start = self.body.0;
        let from = headline.map_or(start.saturating_sub(12), |headline| headline + 1).min(start);
        let signed = |index: &usize| {
            let place = self.blocks[*index].place;
            matches!(self.roles[*index], Some(Role::Byline | Role::DateLine)) || place == Place::Byline
        };
        let left_out = |index: &usize| {
            let (block, shape) = (&self.blocks[*index], self.shapes[*index]);
            self.roles[*index].is_none()
                && block.chosen == Some(false)
                && block.place == Place::Text
                && block.links < 0.5
                && shape.is_prose()
                && !self.is_credited(*index)
        };
        let lead: Vec<usize> = match (from..start).find(signed) {
            Some(signed) => (signed + 1..start).filter(left_out).collect(),
            None => Some((from..start).filter(left_out).collect::<Vec<_>>())
                .filter(|found| found.len() > 1)
                .unwrap_or_default(),
        };
        let Some(first) = lead.first().copied() else { return };
        for index in first..start {
            let block = &self.blocks[index];
            let heading = matches!(block.place, Place::Heading(_)) && self.heads_prose(index);
            let short = block.place == Place::Text && self.shapes[index].is_sentence() && block.links < 0.5;
            if self.roles[index].is_none() && (lead.contains(&index) || heading || (short && !self.is_credited(index)))
            {
                self.roles[index] = Some(Role::Prose);
            }
        }
        self.body.0 = first;
    }

    /// Whether the block after a heading reads as prose, so that the heading stands over a part of the article.
    pub(super) fn heads_prose(&self, index: usize) -> bool {
        let next = index + 1;
        self.shapes[index].words <= 16
            && self.blocks[index].links < 0.5
            && next < self.body.1
            && self.shapes[next].is_prose()
            && self.blocks[next].links < 0.5
            && self.blocks[next].place == Place::Text
            && matches!(self.roles[next], None | Some(Role::Prose))
    }
}

/// A question as interviews print it: 'Q: Why now?'
fn is_question(line: &str) -> bool {
    static QUESTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:Q|Question)\s?[.:—–-]\s"));
    QUESTION.is_match(line)
}
