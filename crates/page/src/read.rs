//! One page read: its form and encoding, its blocks, its prose, and what it says of itself.

use anchor::CodePoints;

use crate::assemble::{self, Found};
use crate::block::{Block, Place};
use crate::clean::{self, Cleaned, Known};
use crate::day::published::Field;
use crate::html::metadata::{Metadata, Time};
use crate::html::{self, extract};
use crate::sniff::{self, Form};
use crate::{
    Article, Dropped, Extractor, Hints, Lists, ReadabilityRules, Warning, dateline, decode, english, identity, label,
    line, refuse, saved, title,
};

/// The most bytes of a page that are read.
pub const MOST_BYTES: usize = 32 << 20;

/// Reads pages with given word lists and a given way to find the article in a web page.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The word lists.
    pub lists: &'a Lists,
    /// What finds the article in a web page.
    pub extractor: &'a dyn Extractor,
}

impl Default for Reader<'static> {
    fn default() -> Self {
        Self { lists: Lists::built_in(), extractor: &ReadabilityRules }
    }
}

/// Reads a page: a web page or plain text as people save it.
///
/// # Errors
/// A [`Warning`] that says why the page gives no article.
pub fn read(bytes: &[u8], hints: &Hints) -> Result<Article, Warning> {
    Reader::default().read(bytes, hints)
}

/// Makes an article of a text as it stands: nothing is dropped and nothing changed.
///
/// What `hints` do not say is looked for in the text: day, type.
///
/// # Errors
/// A [`Warning`] where the text is empty, too long or surely not English.
pub fn read_text(text: &str, hints: &Hints) -> Result<Article, Warning> {
    Reader::default().read_text(text, hints)
}

impl Reader<'_> {
    /// As [`read()`], with this reader's lists and extractor.
    pub fn read(&self, bytes: &[u8], hints: &Hints) -> Result<Article, Warning> {
        if bytes.len() > MOST_BYTES {
            return Err(Warning::TooLarge { size: bytes.len(), limit: MOST_BYTES });
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Warning::Empty);
        }
        let page = decode::decode(bytes, hints.charset.as_deref())?;
        match sniff::form(&page, hints.media_type.as_deref()) {
            Form::Html => self.read_html(&page, hints),
            Form::Plain => self.read_saved(&page, hints),
            Form::Other(what) => Err(Warning::NotAnArticle(what.to_owned())),
        }
    }

    /// As [`read_text()`], with this reader's lists.
    pub fn read_text(&self, text: &str, hints: &Hints) -> Result<Article, Warning> {
        if text.len() > MOST_BYTES {
            return Err(Warning::TooLarge { size: text.len(), limit: MOST_BYTES });
        }
        if text.trim().is_empty() {
            return Err(Warning::Empty);
        }
        english::check(text, self.lists)?;
        let paragraphs = text.split("\n\n").map(line::tidy).filter(|paragraph| !paragraph.is_empty()).collect();
        // Lines at the text's head that state the day or name the kind say so here too, though they stay in the text.
        let head = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(4).filter(|line| line.len() < 200);
        let lines = |test: &dyn Fn(&str) -> bool| head.clone().filter(|line| test(line)).map(str::to_owned).collect();
        let date_lines = lines(&|line| dateline::is_date_line(line, self.lists));
        let labels = lines(&|line| label::line(line, self.lists).is_some());
        let cleaned = Cleaned { paragraphs, date_lines, labels, ..Cleaned::default() };
        let mut article = assemble::article(Found { cleaned, ..Found::default() }, hints, self.lists);
        text.clone_into(&mut article.text);
        article.id = article.content_id();
        Ok(article)
    }

    fn read_saved(&self, page: &str, hints: &Hints) -> Result<Article, Warning> {
        let blocks = saved::blocks(page);
        if blocks.is_empty() {
            return Err(Warning::Empty);
        }
        let known = Known { title: hints.title.as_deref(), authors: &hints.byline };
        let cleaned = clean::clean(&blocks, known, self.lists);
        refuse::check(&cleaned, &blocks, hints.title.as_deref(), self.lists)?;
        let dropped = dropped(&cleaned, page);
        let title = cleaned.headline.clone();
        Ok(assemble::article(Found { cleaned, dropped, title, ..Found::default() }, hints, self.lists))
    }

    fn read_html(&self, page: &str, hints: &Hints) -> Result<Article, Warning> {
        let metadata = html::metadata::read(page);
        let mut blocks = html::blocks::blocks(page);
        let found = self.extractor.article_text(page);
        let marked = found.is_some_and(|text| extract::mark(&mut blocks, &text)) && !extract::missed(&blocks);
        if !marked {
            // Without an extractor's word the page is read as saved text is.
            for block in &mut blocks {
                block.chosen = None;
            }
        }
        let url = hints.url.as_deref().or(metadata.canonical.as_deref()).or(metadata.json_ld.url.as_deref());
        let title = hints.title.clone().or_else(|| identity::title(&metadata, url));
        let authors = identity::named_authors(&metadata, self.lists);
        let cleaned = clean::clean(&blocks, Known { title: title.as_deref(), authors: &authors }, self.lists);
        let shown = title.as_deref().or(metadata.page_title.as_deref());
        refuse::check(&cleaned, &blocks, shown, self.lists)?;
        let dropped = dropped(&cleaned, page);
        let times = near_headline(&metadata, &blocks, page);
        let publisher = hints.publisher.clone();
        let publisher = publisher.or_else(|| identity::publisher(&metadata, &cleaned, title.as_deref(), self.lists));
        // The name of a site that says it only in its foot may still stand in the headline.
        let names =
            title::Names { sites: publisher.as_deref().into_iter().collect(), url, headings: &metadata.headings };
        let title = title.map(|title| title::without_site(&title, &names));
        let url = url.map(str::to_owned);
        Ok(assemble::article(Found { cleaned, dropped, title, url, metadata, times }, hints, self.lists))
    }
}

/// What was dropped, in code points of the page; neighbours that were dropped for one reason are one stretch.
fn dropped(cleaned: &Cleaned, page: &str) -> Vec<Dropped> {
    let points = CodePoints::new(page);
    let mut dropped: Vec<Dropped> = Vec::new();
    let mut end = 0;
    for (span, reason) in &cleaned.dropped {
        let (start, stop) = points.range(*span);
        let between = &page[end..span.start as usize];
        match dropped.last_mut() {
            // Only white space and tags lie between.
            Some(last) if last.reason == *reason && is_markup(between) => last.end = stop,
            _ => dropped.push(Dropped { start, end: stop, reason: reason.clone() }),
        }
        end = span.end as usize;
    }
    dropped
}

/// Whether nothing a reader sees stands in a stretch of a page.
fn is_markup(stretch: &str) -> bool {
    stretch.trim().is_empty() || (stretch.contains('<') && html::blocks::blocks(stretch).is_empty())
}

/// The page's `<time>` elements that can be the article's day: marked so, or between headline and first paragraphs.
fn near_headline(metadata: &Metadata, blocks: &[Block], page: &str) -> Vec<Field> {
    let heading = blocks
        .iter()
        .find(|block| matches!(block.place, Place::Heading(1)))
        .map_or(0, |block| block.span.start as usize);
    let chosen: Vec<&Block> = blocks.iter().filter(|block| block.chosen == Some(true)).collect();
    let body = chosen.get(1).or(chosen.first()).map_or(page.len(), |block| block.span.end as usize);
    let field = |time: &Time| Field { name: "<time>".to_owned(), value: time.value.clone() };
    let usable = |time: &&Time| !time.modified;
    let marked = metadata.times.iter().filter(|time| time.published).filter(usable);
    let near = metadata
        .times
        .iter()
        .filter(|time| !time.published && (heading.saturating_sub(2000)..body).contains(&time.at))
        .filter(usable);
    marked.chain(near).map(field).collect()
}
