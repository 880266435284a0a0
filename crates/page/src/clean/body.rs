//! The blocks from the first paragraph to the last.

use super::{Role, Sorting, outside};
use crate::block::Place;
use crate::byline;
use crate::caption::{caption, is_cut_credit};
use crate::line::{fold, word_tokens};
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

    /// Short sentences right before and after the paragraphs belong to them; so does what an extractor chose.
    fn widen(&mut self) {
        let fits = |index: usize| {
            let (block, shape) = (&self.blocks[index], self.shapes[index]);
            self.roles[index].is_none()
                && !matches!(block.place, Place::Heading(_))
                && match block.chosen {
                    Some(chosen) => chosen && (shape.is_sentence() || block.place == Place::Item),
                    None => shape.is_sentence() && !block.text.ends_with('?'),
                }
                && !self.is_credited(index)
        };
        let (mut start, mut end) = self.body;
        // Before the body a sentence must end with a full stop, and a headline must be left above it.
        while start > 0
            && fits(start - 1)
            && self.blocks[start - 1].text.ends_with(['.', '”', '"', '’'])
            && (0..start - 1).any(|index| self.could_be_headline(index))
        {
            start -= 1;
        }
        while end < self.blocks.len() && fits(end) {
            end += 1;
        }
        self.body = (start, end);
        self.leave_out_last_offer();
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
    fn heads_prose(&self, index: usize) -> bool {
        let next = index + 1;
        self.shapes[index].words <= 16
            && self.blocks[index].links < 0.5
            && next < self.body.1
            && self.shapes[next].is_prose()
            && self.blocks[next].links < 0.5
            && self.blocks[next].place == Place::Text
            && matches!(self.roles[next], None | Some(Role::Prose))
    }

    /// Sorts the blocks between the first and the last paragraph.
    pub(super) fn sort_body(&mut self, title: Option<&str>) {
        let (start, end) = self.body;
        let title = title.map(fold);
        let dates = (start..end).filter(|index| self.roles[*index] == Some(Role::DateLine)).count();
        for index in start..end {
            let block = &self.blocks[index];
            if self.roles[index] == Some(Role::DateLine) && dates >= 2 && block.chosen != Some(false) {
                // Dates as headings inside the text: a timeline's.
                self.roles[index] = Some(Role::Prose);
            }
            if self.roles[index] == Some(Role::Label) && block.chosen != Some(false) && self.label_is_prose(index) {
                self.roles[index] = Some(Role::Prose);
            }
            if self.roles[index].is_some() {
                continue;
            }
            let repeated =
                self.shapes[index].words >= 4 && (start..index).any(|before| self.folded[before] == self.folded[index]);
            let heading = matches!(block.place, Place::Heading(_));
            let role = if heading && self.heads_prose(index) && self.blocks[index + 1].chosen == Some(true) {
                // Extractors leave out headings that are classed like those of boxes.
                Role::Prose
            } else if block.chosen == Some(false) {
                Role::Other(outside(block, "not part of the article"))
            } else if title.as_ref().is_some_and(|title| *title == self.folded[index]) {
                Role::Headline
            } else if self.is_caption_in_body(index) {
                Role::Caption
            } else if repeated {
                Role::other("repeated")
            } else if self.is_pull_quote(index) {
                Role::other("pull quote")
            } else if self.is_under_furniture(index) || self.is_linked_headline(index) {
                Role::other("other stories")
            } else {
                Role::Prose
            };
            self.roles[index] = Some(role);
        }
        if let Some(last) = (start..end).rfind(|index| self.roles[*index] == Some(Role::Prose))
            && last > start
            && self.is_note_on_author(last)
        {
            self.roles[last] = Some(Role::Author);
        }
        self.drop_headings_over_nothing();
    }

    /// A heading whose text was dropped ('Get our newsletter' over a form) goes with it.
    fn drop_headings_over_nothing(&mut self) {
        let (start, end) = self.body;
        for index in (start..end).rev() {
            let heading = self.roles[index] == Some(Role::Prose)
                && !self.shapes[index].ends
                && (matches!(self.blocks[index].place, Place::Heading(_)) || self.shapes[index].words <= 8)
                && self.blocks[index].place != Place::Item;
            if !heading {
                continue;
            }
            match self.roles[index + 1..end].first() {
                Some(Some(Role::Other(reason)))
                    if !matches!(reason.as_str(), "repeated" | "pull quote" | "correction") =>
                {
                    self.roles[index] = Some(Role::Other(reason.clone()));
                }
                None => self.roles[index] = Some(Role::Other(outside(&self.blocks[index], "below the article"))),
                _ => {}
            }
        }
    }

    /// A label word alone between paragraphs is a heading of the text's own ('Background'), unless it is bracketed.
    fn label_is_prose(&self, index: usize) -> bool {
        index > self.body.0 && !self.blocks[index].text.starts_with(['(', '['])
    }

    fn is_caption_in_body(&self, index: usize) -> bool {
        let line = &self.blocks[index].text;
        let twice = self.folded.iter().filter(|other| **other == self.folded[index]).count() > 1;
        if self.shapes[index].words > 60 || !(self.is_credited(index) || (twice && is_cut_credit(line))) {
            return false;
        }
        // An agency's report may end with its name in brackets: its last sentence is no caption.
        let after = || (index + 1..self.body.1).filter(|after| self.roles[*after].is_none());
        let last = !after().any(|after| self.shapes[after].is_prose());
        !last || twice
    }

    /// A sentence of the text set apart and repeated in large letters.
    fn is_pull_quote(&self, index: usize) -> bool {
        let words = self.folded[index].as_str();
        let set_apart = (4..=45).contains(&self.shapes[index].words);
        let holds = |other: &usize| {
            *other != index && self.folded[*other].len() > words.len() + 10 && self.folded[*other].contains(words)
        };
        set_apart && (self.body.0..self.body.1).any(|other| holds(&other))
    }

    /// A short line without an end under 'Related stories' and its like, before prose goes on.
    fn is_under_furniture(&self, index: usize) -> bool {
        if self.shapes[index].ends || self.shapes[index].words > 25 {
            return false;
        }
        let marks = |before: &usize| self.reach.contains_key(before) || self.shapes[*before].is_sentence();
        let above = (self.body.0..index).rfind(marks);
        above.is_some_and(|before| self.reach.get(&before).is_some_and(|reach| *reach >= Reach::List))
    }

    /// A line that is a link and no sentence, or one of three headlines in a row.
    fn is_linked_headline(&self, index: usize) -> bool {
        let headline = |index: usize| {
            let (block, shape) = (&self.blocks[index], self.shapes[index]);
            let bare = !shape.ends && (3..=20).contains(&shape.words);
            let mark = |c: char| !c.is_alphabetic() && !"\"'“‘".contains(c);
            let listed = block.text.starts_with(mark) || block.place != Place::Text;
            let known = self.roles[index].as_ref();
            let open = known.is_none_or(|role| matches!(role, Role::Other(reason) if reason == "other stories"));
            open && bare && !listed && !block.text.ends_with(':')
        };
        let linked = self.blocks[index].links > 0.8 && !self.shapes[index].ends;
        let (start, end) = self.body;
        let run = (index.saturating_sub(2).max(start)..=index)
            .any(|first| first + 3 <= end && (first..first + 3).all(headline));
        linked || run
    }

    /// 'Ann Lee teaches law at Harbour University.': not what the article says, but who says it.
    pub(super) fn is_note_on_author(&self, index: usize) -> bool {
        const VERBS: [&str; 14] = [
            "is",
            "was",
            "are",
            "teaches",
            "writes",
            "covers",
            "served",
            "works",
            "reports",
            "heads",
            "leads",
            "directs",
            "studies",
            "contributed",
        ];
        const STARTS: [&str; 6] = [
            "the writer is ",
            "the author is ",
            "the writer was ",
            "the author was ",
            "the writers are ",
            "the authors are ",
        ];
        let text = &self.folded[index];
        if self.shapes[index].words > 60 {
            return false;
        }
        if STARTS.iter().any(|start| text.starts_with(start)) {
            return true;
        }
        let lines = self.roles.iter().zip(self.blocks).filter(|(role, _)| **role == Some(Role::Byline));
        lines.flat_map(|(_, block)| byline::read(&block.text, None, self.lists).names).any(|name| {
            let rest = text.strip_prefix(&fold(&name)).unwrap_or_default().trim_start_matches([',', ' ']);
            VERBS.iter().any(|verb| rest.strip_prefix(verb).is_some_and(|rest| rest.starts_with(' ')))
        })
    }
}
