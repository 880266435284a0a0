//! Which blocks of a page are the article's prose, and what the others are.
//!
//! Every block first shows by itself what it may be: furniture, a label, a byline, a date line, a caption. The prose
//! runs from the first block that reads as a paragraph to the last; what it cannot be and what stands outside is
//! dropped with its reason.
//!
//! Invariant: each block is either prose or dropped.

use std::collections::BTreeMap;

use anchor::Span;

use crate::block::{Block, Place};
use crate::caption::{Caption, caption};
use crate::line::{Shape, fold, word_tokens};
use crate::lists::Reach;
use crate::{Lists, byline, dateline, label};

/// What a page was found to hold.
#[derive(Debug, Default)]
pub(crate) struct Cleaned {
    /// The article's paragraphs.
    pub(crate) paragraphs: Vec<String>,
    /// The headline, where it stands among the blocks.
    pub(crate) headline: Option<String>,
    /// The line under the headline.
    pub(crate) subheadline: Option<String>,
    /// Lines that name the authors.
    pub(crate) bylines: Vec<String>,
    /// Lines that state a date.
    pub(crate) date_lines: Vec<String>,
    /// Lines that name the kind of text.
    pub(crate) labels: Vec<String>,
    /// Notes on where the text was printed first.
    pub(crate) republished: Vec<String>,
    /// The article's captions.
    pub(crate) captions: Vec<String>,
    /// Lines that claim the copyright.
    pub(crate) copyrights: Vec<String>,
    /// What was dropped and why, in the page's order.
    pub(crate) dropped: Vec<(Span, String)>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Role {
    Prose,
    Headline,
    Subheadline,
    Standfirst,
    Byline,
    DateLine,
    Label,
    Republished,
    Caption,
    RepeatedCaption,
    Contact,
    Author,
    Other(String),
}

impl Role {
    fn reason(&self) -> &str {
        match self {
            Self::Prose => "",
            Self::Headline => "headline",
            Self::Subheadline => "line under the headline",
            Self::Standfirst => "summary under the headline",
            Self::Byline => "byline",
            Self::DateLine => "date line",
            Self::Label => "label",
            Self::Republished => "note on where it was printed first",
            Self::Caption => "caption",
            Self::RepeatedCaption => "repeated caption",
            Self::Contact => "contact",
            Self::Author => "note on the author",
            Self::Other(reason) => reason,
        }
    }
}

/// Sorts a page's blocks. `title` is the headline, where metadata or the user give it.
pub(crate) fn clean(blocks: &[Block], title: Option<&str>, lists: &Lists) -> Cleaned {
    let mut sorting = Sorting::new(blocks, lists);
    sorting.look_at_each();
    sorting.find_body();
    sorting.sort_head(title);
    sorting.sort_body(title);
    sorting.sort_foot();
    sorting.collect()
}

struct Sorting<'a> {
    blocks: &'a [Block],
    lists: &'a Lists,
    shapes: Vec<Shape>,
    folded: Vec<String>,
    roles: Vec<Option<Role>>,
    /// How far furniture reaches, where a block is furniture.
    reach: BTreeMap<usize, Reach>,
    /// First prose block and one past the last.
    body: (usize, usize),
}

impl<'a> Sorting<'a> {
    fn new(blocks: &'a [Block], lists: &'a Lists) -> Self {
        Self {
            blocks,
            lists,
            shapes: blocks.iter().map(|block| Shape::of(&block.text, lists)).collect(),
            folded: blocks.iter().map(|block| fold(&block.text)).collect(),
            roles: vec![None; blocks.len()],
            reach: BTreeMap::new(),
            body: (0, 0),
        }
    }

    /// Gives a role to each block that shows it by itself.
    fn look_at_each(&mut self) {
        for (index, block) in self.blocks.iter().enumerate() {
            let line = block.text.as_str();
            let outside = match block.place {
                Place::Navigation => Some("navigation"),
                Place::Footer => Some("page footer"),
                Place::Aside => Some("beside the article"),
                Place::Form => Some("form"),
                Place::Comments => Some("comments"),
                _ => None,
            };
            let chosen = block.chosen.unwrap_or(true);
            let role = if let Some(reason) = outside.filter(|_| !chosen) {
                // A claim of copyright names the publisher wherever it stands.
                let furniture = self.lists.furniture(line).map(|furniture| furniture.reason.to_string());
                Some(Role::Other(furniture.filter(|found| found == "copyright").unwrap_or_else(|| reason.to_owned())))
            } else if block.place == Place::Caption {
                Some(Role::Caption)
            } else if let Some(furniture) = self.lists.furniture(line) {
                self.reach.insert(index, furniture.reach);
                Some(Role::Other(furniture.reason.to_string()))
            } else if label::line(line, self.lists).is_some() {
                Some(Role::Label)
            } else if dateline::is_date_line(line, self.lists) {
                Some(Role::DateLine)
            } else if byline::is_byline(line, self.lists) {
                Some(Role::Byline)
            } else if label::republished(line).is_some() {
                Some(Role::Republished)
            } else if is_contact(line) {
                Some(Role::Contact)
            } else if is_editors_mark(line) {
                Some(Role::Other("editor's mark".to_owned()))
            } else {
                None
            };
            self.roles[index] = role;
        }
        for (index, block) in self.blocks.iter().enumerate() {
            if self.roles[index].is_none() && caption(&block.text, self.lists) == Some(Caption::Sure) {
                self.roles[index] = Some(Role::Caption);
            }
        }
    }

    fn reads_as_prose(&self, index: usize) -> bool {
        let block = &self.blocks[index];
        self.roles[index].is_none()
            && block.chosen != Some(false)
            && self.shapes[index].is_prose()
            && block.links < 0.8
            && !matches!(block.place, Place::Heading(_))
    }

    /// The run of blocks that holds the prose.
    fn find_body(&mut self) {
        let all: Vec<usize> = (0..self.blocks.len()).filter(|index| self.reads_as_prose(*index)).collect();
        let total: usize = all.iter().map(|index| self.shapes[*index].words).sum();
        // Captions credited at their end read as prose; before the first paragraph they are captions.
        let first = all.iter().copied().find(|index| caption(&self.blocks[*index].text, self.lists).is_none());
        let Some(first) = first.or(all.first().copied()) else {
            self.find_short_body();
            return;
        };
        let mut above = 0;
        let mut end = first;
        for index in all {
            let foot = self.reach.range(end..index).any(|(_, reach)| *reach == Reach::Foot);
            // The rest belongs to other stories, comments and the like.
            if index > first && foot && above * 2 >= total {
                break;
            }
            if index >= first {
                above += self.shapes[index].words;
                end = index + 1;
            }
        }
        self.body = (first, end);
        self.widen();
    }

    /// A page without a paragraph may still hold short sentences.
    fn find_short_body(&mut self) {
        let short = |index: &usize| {
            let block = &self.blocks[*index];
            self.roles[*index].is_none()
                && block.chosen != Some(false)
                && self.shapes[*index].is_sentence()
                && self.shapes[*index].function > 0.1
                && block.links < 0.5
        };
        let first = (0..self.blocks.len()).find(short);
        let last = (0..self.blocks.len()).rfind(short);
        self.body = first.zip(last).map_or((0, 0), |(first, last)| (first, last + 1));
    }

    /// Short sentences right before and after the paragraphs belong to them; so does what an extractor chose.
    fn widen(&mut self) {
        let fits = |index: usize| {
            let block = &self.blocks[index];
            self.roles[index].is_none()
                && !matches!(block.place, Place::Heading(_))
                && match block.chosen {
                    Some(chosen) => chosen && (self.shapes[index].is_sentence() || block.place == Place::Item),
                    None => self.shapes[index].is_sentence() && !self.blocks[index].text.ends_with('?'),
                }
                && caption(&block.text, self.lists).is_none()
        };
        let (mut start, mut end) = self.body;
        // Before the body a sentence must end with a full stop and not be the page's first words.
        while start > 0
            && fits(start - 1)
            && self.blocks[start - 1].text.ends_with(['.', '”', '"'])
            && (0..start - 1).any(|index| self.could_be_headline(index))
        {
            start -= 1;
        }
        while end < self.blocks.len() && fits(end) {
            end += 1;
        }
        self.body = (start, end);
    }

    fn could_be_headline(&self, index: usize) -> bool {
        let shape = self.shapes[index];
        self.roles[index].is_none()
            && (2..=32).contains(&shape.words)
            && !self.blocks[index].text.trim_end().ends_with('.')
    }

    /// The lines above the body: headline, what stands under it, and furniture.
    fn sort_head(&mut self, title: Option<&str>) {
        let start = self.body.0;
        let headline = title
            .and_then(|title| self.same_as(title, 0..start))
            .or_else(|| if title.is_some() { None } else { self.best_headline(start) });
        for index in 0..start {
            let block = &self.blocks[index];
            if Some(index) == headline {
                self.roles[index] = Some(Role::Headline);
                continue;
            }
            if self.roles[index].is_some() {
                continue;
            }
            let credited = caption(&block.text, self.lists).is_some();
            let after = headline.is_some_and(|headline| index > headline);
            let role = if credited {
                Role::Caption
            } else if block.place == Place::Byline {
                Role::Byline
            } else if block.place == Place::Time {
                Role::DateLine
            } else if headline == index.checked_sub(1) && headline.is_some() && self.shapes[index].words >= 2 {
                Role::Subheadline
            } else if after && self.shapes[index].is_prose() {
                Role::Standfirst
            } else if after && self.is_alone_name(index) {
                Role::Byline
            } else {
                Role::Other(outside(block, "above the article"))
            };
            self.roles[index] = Some(role);
        }
        // A summary between headline and byline repeats what the article says.
        if let Some(headline) = headline {
            let byline = (headline + 1..start.min(headline + 8))
                .rfind(|index| matches!(self.roles[*index], Some(Role::Byline | Role::DateLine)));
            for index in headline + 1..byline.unwrap_or(0) {
                if self.roles[index] == Some(Role::Subheadline) && self.shapes[index].is_prose() {
                    self.roles[index] = Some(Role::Standfirst);
                }
            }
        }
    }

    /// A name by itself under the headline: 'Ann Lee'.
    fn is_alone_name(&self, index: usize) -> bool {
        let text = self.blocks[index].text.as_str();
        let parts = text.split([',', '|']).next().unwrap_or(text).trim();
        byline::is_name(parts, self.lists) && self.shapes[index].words <= 6 && !self.in_prose(parts)
    }

    /// Whether the prose itself speaks of these words: a person in the news is not its author.
    fn in_prose(&self, words: &str) -> bool {
        (self.body.0..self.body.1).any(|index| self.blocks[index].text.contains(words))
    }

    /// The line among `range` that says the same as `title`.
    fn same_as(&self, title: &str, mut range: std::ops::Range<usize>) -> Option<usize> {
        let title = fold(title);
        range.find(|index| {
            self.folded[*index] == title
                || (self.folded[*index].len() > 12
                    && title.starts_with(&self.folded[*index])
                    && title.len() < self.folded[*index].len() * 2)
        })
    }

    /// The line above the body that reads most like its headline: its words return in the text, it is no menu and not
    /// far from the body.
    fn best_headline(&self, start: usize) -> Option<usize> {
        let body: std::collections::BTreeSet<&str> = (self.body.0..self.body.1)
            .flat_map(|index| word_tokens(&self.folded[index]))
            .filter(|word| word.len() > 3 && !self.lists.is("function", word))
            .collect();
        let score = |index: usize| -> f32 {
            let content: Vec<&str> =
                word_tokens(&self.folded[index]).filter(|word| !self.lists.is("function", word)).collect();
            let stem = |word: &str| {
                word.len() > 3
                    && body.iter().any(|known| known.starts_with(&word[..word.floor_char_boundary(word.len().min(6))]))
            };
            let shared = content.iter().filter(|word| stem(word)).count() as f32 / content.len().max(1) as f32;
            let words = self.shapes[index].words;
            let length = if (4..=20).contains(&words) {
                1.0
            } else if words >= 2 {
                0.3
            } else {
                0.0
            };
            let heading =
                if let Place::Heading(level) = self.blocks[index].place { 2.0 / f32::from(level) } else { 0.0 };
            // A line that goes on after a colon or dash stands under the headline.
            let goes_on =
                if self.blocks[index].text.starts_with([':', '-', '–', '—', '*', '•', '·']) { 1.0 } else { 0.0 };
            2.0 * shared + length + heading - goes_on
        };
        (0..start)
            .filter(|index| self.could_be_headline(*index) && caption(&self.blocks[*index].text, self.lists).is_none())
            .map(|index| (index, score(index)))
            .filter(|(_, score)| *score >= 1.0)
            // The first of equals: what follows a headline stands under it.
            .reduce(|best, next| if next.1 > best.1 + 0.35 { next } else { best })
            .map(|(index, _)| index)
    }

    /// The blocks between the first and the last paragraph.
    fn sort_body(&mut self, title: Option<&str>) {
        let (start, end) = self.body;
        let title = title.map(fold);
        let dates = (start..end).filter(|index| self.roles[*index] == Some(Role::DateLine)).count();
        for index in start..end {
            let block = &self.blocks[index];
            if self.roles[index] == Some(Role::DateLine) && dates >= 2 {
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
            let role = if block.chosen == Some(false) {
                Role::Other(outside(block, "not part of the article"))
            } else if title.as_ref().is_some_and(|title| *title == self.folded[index]) {
                Role::Headline
            } else if self.is_caption_in_body(index) {
                Role::Caption
            } else if repeated {
                Role::Other("repeated".to_owned())
            } else if self.is_pull_quote(index) {
                Role::Other("pull quote".to_owned())
            } else if self.is_under_furniture(index) || self.is_linked_headline(index) {
                Role::Other("other stories".to_owned())
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
    }

    /// A label word alone between paragraphs is a heading of the text's own ('Background'), unless it is bracketed.
    fn label_is_prose(&self, index: usize) -> bool {
        index > self.body.0 && !self.blocks[index].text.starts_with(['(', '['])
    }

    fn is_caption_in_body(&self, index: usize) -> bool {
        if caption(&self.blocks[index].text, self.lists).is_none() || self.shapes[index].words > 60 {
            return false;
        }
        // An agency's report may end with its name in brackets: its last sentence is no caption.
        let last = (index + 1..self.body.1).all(|after| self.roles[after].is_some() || !self.shapes[after].is_prose());
        let twice = self.folded.iter().filter(|other| **other == self.folded[index]).count() > 1;
        !last || twice
    }

    /// A sentence of the text set apart and repeated in large letters.
    fn is_pull_quote(&self, index: usize) -> bool {
        let words = self.folded[index].as_str();
        let set_apart = self.shapes[index].words <= 45 && self.shapes[index].words >= 6;
        set_apart
            && (self.body.0..self.body.1).any(|other| {
                other != index && self.folded[other].len() > words.len() && self.folded[other].contains(words)
            })
    }

    /// A short line without an end under 'Related stories' and its like, before prose goes on.
    fn is_under_furniture(&self, index: usize) -> bool {
        if self.shapes[index].ends || self.shapes[index].words > 25 {
            return false;
        }
        let above = (self.body.0..index)
            .rev()
            .find(|before| self.reach.contains_key(before) || self.shapes[*before].is_sentence());
        above.is_some_and(|before| self.reach.get(&before).is_some_and(|reach| *reach >= Reach::List))
    }

    /// A line that is a link and no sentence, or one of three headlines in a row.
    fn is_linked_headline(&self, index: usize) -> bool {
        let short = |index: usize| {
            let block = &self.blocks[index];
            let bare = !self.shapes[index].ends && (3..=20).contains(&self.shapes[index].words);
            let listed = block.text.starts_with(|c: char| !c.is_alphabetic() && !"\"'“‘".contains(c))
                || block.place != Place::Text;
            self.roles[index]
                .as_ref()
                .is_none_or(|role| matches!(role, Role::Other(reason) if reason == "other stories"))
                && bare
                && !listed
                && !block.text.ends_with(':')
        };
        let linked = self.blocks[index].links > 0.8 && !self.shapes[index].ends;
        let (start, end) = self.body;
        let run =
            (index.saturating_sub(2).max(start)..=index).any(|first| first + 3 <= end && (first..first + 3).all(short));
        linked || run
    }

    /// 'Ann Lee teaches law at Harbour University.': not what the article says, but who says it.
    fn is_note_on_author(&self, index: usize) -> bool {
        const VERBS: [&str; 12] = [
            "is", "was", "teaches", "writes", "covers", "served", "works", "reports", "heads", "leads", "directs",
            "studies",
        ];
        let text = &self.folded[index];
        if self.shapes[index].words > 60 {
            return false;
        }
        if [
            "the writer is ",
            "the author is ",
            "the writer was ",
            "the author was ",
            "the writers are ",
            "the authors are ",
        ]
        .iter()
        .any(|start| text.starts_with(start))
        {
            return true;
        }
        let lines = self.roles.iter().zip(self.blocks).filter(|(role, _)| **role == Some(Role::Byline));
        lines.flat_map(|(_, block)| byline::read(&block.text, None, self.lists).names).any(|name| {
            let rest = text.strip_prefix(&fold(&name)).unwrap_or_default().trim_start_matches([',', ' ']);
            VERBS.iter().any(|verb| rest.strip_prefix(verb).is_some_and(|rest| rest.starts_with(' ')))
        })
    }

    /// The lines under the body.
    fn sort_foot(&mut self) {
        let mut under: Option<Role> = None;
        for index in self.body.1..self.blocks.len() {
            let block = &self.blocks[index];
            if self.reach.get(&index).is_some_and(|reach| *reach >= Reach::List) {
                under.clone_from(&self.roles[index]);
            }
            if self.roles[index].is_some() {
                continue;
            }
            let role = if self.is_note_on_author(index) {
                Role::Author
            } else if caption(&block.text, self.lists).is_some() && under.is_none() {
                Role::Caption
            } else {
                under.clone().unwrap_or_else(|| Role::Other(outside(block, "below the article")))
            };
            self.roles[index] = Some(role);
        }
    }

    fn collect(mut self) -> Cleaned {
        let mut cleaned = Cleaned::default();
        let mut captions: Vec<String> = Vec::new();
        let (start, end) = self.body;
        for (index, block) in self.blocks.iter().enumerate() {
            let mut role =
                self.roles[index].take().unwrap_or_else(|| Role::Other(outside(block, "not part of the article")));
            if role == Role::Caption {
                if captions.contains(&self.folded[index]) {
                    role = Role::RepeatedCaption;
                } else {
                    captions.push(self.folded[index].clone());
                    if index < end + 3 {
                        cleaned.captions.push(block.text.clone());
                    }
                }
            }
            // Far below, bylines and dates are those of other stories.
            let near = index < end + 6 && index + 40 > start;
            match &role {
                Role::Prose => cleaned.paragraphs.push(block.text.clone()),
                Role::Headline if cleaned.headline.is_none() => cleaned.headline = Some(block.text.clone()),
                Role::Subheadline => cleaned.subheadline = Some(block.text.clone()),
                Role::Byline if near => cleaned.bylines.push(block.text.clone()),
                Role::DateLine if near => cleaned.date_lines.push(block.text.clone()),
                Role::Label if near => cleaned.labels.push(block.text.clone()),
                Role::Republished => cleaned.republished.push(block.text.clone()),
                Role::Other(reason) if reason == "copyright" => cleaned.copyrights.push(block.text.clone()),
                _ => {}
            }
            if role != Role::Prose {
                cleaned.dropped.push((block.span, role.reason().to_owned()));
            }
        }
        cleaned
    }
}

/// Why a block that no rule knows was dropped: by its place, or else `otherwise`.
fn outside(block: &Block, otherwise: &str) -> String {
    let reason = match block.place {
        Place::Navigation => "navigation",
        Place::Header => "page header",
        Place::Footer => "page footer",
        Place::Aside => "beside the article",
        Place::Form => "form",
        Place::Comments => "comments",
        Place::Caption => "caption",
        Place::Time => "date line",
        Place::Byline => "byline",
        _ if block.links > 0.8 => "links",
        _ => otherwise,
    };
    reason.to_owned()
}

/// An address to write to and nothing else.
fn is_contact(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.clone().count() <= 4 && words.any(|word| word.contains('@') && word.len() > 3)
}

/// A wire's notes to editors: '(LEAD)', '(ATTN: ADDS details in paras 3-5)', '(2nd LD)'.
fn is_editors_mark(line: &str) -> bool {
    let Some(inner) = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return false };
    let upper = inner.to_uppercase();
    ["LEAD", "ATTN", "LD", "URGENT", "CORRECTED", "RECAST", "ADDS", "UPDATES", "WRITETHRU"]
        .iter()
        .any(|mark| upper.split(|c: char| !c.is_alphanumeric()).take(2).any(|word| word == *mark))
        && inner.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}
