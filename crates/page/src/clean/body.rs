//! The blocks from the first paragraph to the last.

use super::{Role, Sorting, outside};
use crate::block::Place;
use crate::byline;
use crate::caption::is_cut_credit;
use crate::line::fold;
use crate::lists::Reach;

/// How many blocks a quotation set apart may stand from the paragraph it repeats.
const PULL_QUOTE: usize = 40;

impl Sorting<'_> {
    /// Sorts the blocks between the first and the last paragraph.
    pub(super) fn sort_body(&mut self) {
        let (start, end) = self.body;
        let title = self.known.title.map(fold);
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
            let before = self.places(index).iter().any(|other| (start..index).contains(other));
            let repeated = self.shapes[index].words >= 4 && before;
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
        let twice = self.places(index).len() > 1;
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
        // It stands near what it repeats.
        let near = index.saturating_sub(PULL_QUOTE).max(self.body.0)..self.body.1.min(index + PULL_QUOTE);
        set_apart && near.into_iter().any(|other| holds(&other))
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
        let signed = |role: &Option<Role>| matches!(role, Some(Role::Byline | Role::DateLine));
        let lines = self.roles.iter().zip(self.blocks).filter(|(role, _)| signed(role));
        let in_lines = lines.flat_map(|(_, block)| byline::read(&block.text, None, self.lists).names);
        in_lines.chain(self.known.authors.iter().cloned()).any(|name| {
            let rest = text.strip_prefix(&fold(&name)).unwrap_or_default().trim_start_matches([',', ' ']);
            VERBS.iter().any(|verb| rest.strip_prefix(verb).is_some_and(|rest| rest.starts_with(' ')))
        })
    }
}
