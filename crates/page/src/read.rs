//! One page read: its form and encoding, its blocks, its prose, and what it says of itself.

use anchor::{CodePoints, Id};

use crate::block::Block;
use crate::clean::{self, Cleaned, Known};
use crate::day::published::{self, Field, Said};
use crate::html::metadata::Metadata;
use crate::html::{self, extract};
use crate::kind::{self, Signs};
use crate::sniff::{self, Form};
use crate::{
    Article, ArticleType, Dropped, Extractor, Hints, Lists, ReadabilityRules, Warning, decode, english, identity,
    label, line, saved, title,
};

/// The most bytes of a page that are read.
pub const MOST_BYTES: usize = 32 << 20;

/// The fewest words of prose that make an article.
const FEWEST_WORDS: usize = 5;

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
        let found = Found { cleaned: Cleaned { paragraphs, ..Cleaned::default() }, ..Found::default() };
        let mut article = self.article(found, hints);
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
        self.check(&cleaned, &blocks, hints.title.as_deref())?;
        let dropped = dropped(&cleaned, page);
        Ok(self.article(Found { cleaned, dropped, ..Found::default() }, hints))
    }

    fn read_html(&self, page: &str, hints: &Hints) -> Result<Article, Warning> {
        let metadata = html::metadata::read(page);
        let mut blocks = html::blocks::blocks(page);
        let marked = self.extractor.article_text(page).is_some_and(|text| extract::mark(&mut blocks, &text));
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
        self.check(&cleaned, &blocks, title.as_deref().or(metadata.page_title.as_deref()))?;
        let dropped = dropped(&cleaned, page);
        let times = near_headline(&metadata, &blocks, page);
        let publisher = hints.publisher.clone();
        let publisher = publisher.or_else(|| identity::publisher(&metadata, &cleaned, title.as_deref(), self.lists));
        let title = hints.title.clone().or_else(|| {
            let sites = publisher.as_deref().into_iter().collect();
            Some(title::without_site(&title?, &title::Names { sites, url, headings: &metadata.headings }))
        });
        let hints = Hints { url: url.map(str::to_owned), title, publisher, ..hints.clone() };
        Ok(self.article(Found { cleaned, dropped, metadata, times }, &hints))
    }

    /// Turns away what holds no English article.
    fn check(&self, cleaned: &Cleaned, blocks: &[Block], title: Option<&str>) -> Result<(), Warning> {
        let text = cleaned.paragraphs.join("\n\n");
        let words = text.split_whitespace().count();
        let headline = title
            .or(cleaned.headline.as_deref())
            .or(blocks.first().map(|block| block.text.as_str()))
            .unwrap_or_default();
        if words < 120 {
            let all: String = blocks.iter().take(60).map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n");
            if let Some(why) =
                self.lists.no_article(headline, if all.split_whitespace().count() < 120 { &all } else { &text })
            {
                return Err(Warning::NotAnArticle(why.to_owned()));
            }
        }
        if words < FEWEST_WORDS {
            let all: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
            english::check(&all.join("\n"), self.lists)?;
            return Err(Warning::NotAnArticle("no paragraph of prose is found".to_owned()));
        }
        english::check(&text, self.lists)?;
        let links: usize = blocks.iter().filter(|block| block.links > 0.8).count();
        if links >= 30 && words < 60 {
            return Err(Warning::NotAnArticle(format!(
                "{links} links and only {words} words of prose: a list of stories"
            )));
        }
        // The first lines of many stories, each cut off.
        let cut = |text: &&String| text.ends_with(['…', '›', '»']) || text.ends_with("...");
        let teasers = cleaned.paragraphs.iter().filter(cut).count();
        let prose = cleaned.paragraphs.iter().filter(|text| text.split_whitespace().count() >= 12).count();
        if teasers >= 3 && teasers * 2 >= prose {
            let why = format!("{teasers} of its {prose} paragraphs are cut off: a list of stories");
            return Err(Warning::NotAnArticle(why));
        }
        Ok(())
    }

    /// Puts together what was found.
    fn article(&self, found: Found, hints: &Hints) -> Article {
        let Found { cleaned, dropped, metadata, times } = found;
        let title = hints.title.clone().or_else(|| cleaned.headline.clone());
        let said = || identity::publisher(&metadata, &cleaned, title.as_deref(), self.lists);
        let publisher = hints.publisher.clone().or_else(said);
        let (headline_kind, title) = match &title {
            Some(title) => {
                let (kind, bare) = label::headline(title, self.lists);
                (kind, Some(bare.to_owned()))
            }
            None => (None, None),
        };
        let labels: Vec<label::Said> =
            cleaned.labels.iter().filter_map(|words| label::line(words, self.lists)).collect();
        let (authors, agency) = identity::authors(&metadata, &cleaned, publisher.as_deref(), self.lists);
        let byline = if hints.byline.is_empty() { authors } else { hints.byline.clone() };
        let republished_from =
            identity::republished_from(&labels, &metadata, &cleaned, agency, publisher.as_deref(), self.lists);
        let kinds: Vec<ArticleType> = labels.iter().filter_map(|label| label.kind).collect();
        let sections: Vec<String> = metadata.json_ld.sections.iter().chain(&metadata.sections).cloned().collect();
        let signs = Signs {
            json_ld: &metadata.json_ld.types,
            labels: &kinds,
            headline: headline_kind,
            sections: &sections,
            url: hints.url.as_deref(),
            title: title.as_deref(),
            paragraphs: &cleaned.paragraphs,
        };
        let kind = kind::kind(&signs, self.lists);
        let month_first =
            metadata.language.as_deref().and_then(|language| match language.to_ascii_lowercase().as_str() {
                "en-us" | "en_us" => Some(true),
                other if other.starts_with("en-") || other.starts_with("en_") => Some(false),
                _ => None,
            });
        let field = |name: &str, value: Option<String>| value.map(|value| Field { name: name.to_owned(), value });
        let said = Said {
            json_ld: field("JSON-LD datePublished", metadata.json_ld.published).into_iter().collect(),
            meta: metadata.published,
            times,
            lines: cleaned.date_lines.iter().chain(&cleaned.bylines).cloned().collect(),
            updates: field("JSON-LD dateModified", metadata.json_ld.modified)
                .into_iter()
                .chain(metadata.modified)
                .collect(),
            month_first,
            copyright_year: identity::copyright_year(&cleaned),
            labels: cleaned.labels.iter().chain(&cleaned.date_lines).chain(&cleaned.republished).cloned().collect(),
            paragraphs: cleaned.paragraphs,
            captions: cleaned.captions,
        };
        let published = published::choose(&said, hints, self.lists);
        let mut article = Article {
            id: Id::of('a', &[]),
            given_id: hints.given_id.clone(),
            url: hints.url.clone(),
            path: hints.path.clone(),
            publisher,
            title,
            byline,
            published,
            kind,
            republished_from,
            language: Some("en".to_owned()),
            text: said.paragraphs.join("\n\n"),
            dropped,
        };
        article.id = article.content_id();
        article
    }
}

/// What a page was found to hold and to say.
#[derive(Default)]
struct Found {
    cleaned: Cleaned,
    dropped: Vec<Dropped>,
    metadata: Metadata,
    times: Vec<Field>,
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
        .find(|block| matches!(block.place, crate::block::Place::Heading(1)))
        .map_or(0, |block| block.span.start as usize);
    let chosen: Vec<&Block> = blocks.iter().filter(|block| block.chosen == Some(true)).collect();
    let body = chosen.get(1).or(chosen.first()).map_or(page.len(), |block| block.span.end as usize);
    let field = |time: &html::metadata::Time| Field { name: "<time>".to_owned(), value: time.value.clone() };
    let usable = |time: &&html::metadata::Time| !time.modified;
    let marked = metadata.times.iter().filter(|time| time.published).filter(usable);
    let near = metadata
        .times
        .iter()
        .filter(|time| !time.published && (heading.saturating_sub(2000)..body).contains(&time.at))
        .filter(usable);
    marked.chain(near).map(field).collect()
}
