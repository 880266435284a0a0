//! What a web page says of itself: JSON-LD, `<meta>`, `<title>`, `<time>`, `<html lang>`, `<link rel=canonical>`.

use super::json_ld::{self, JsonLd};
use super::scan::{Piece, Pieces, attribute};
use crate::day::published::Field;
use crate::line::tidy;

/// What a web page says of itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Metadata {
    pub(crate) json_ld: JsonLd,
    /// `<title>`.
    pub(crate) page_title: Option<String>,
    /// Headlines from `<meta>`, best first.
    pub(crate) titles: Vec<String>,
    /// Every `<h1>`.
    pub(crate) headings: Vec<String>,
    /// Author fields: the values of one field together, best field first.
    pub(crate) authors: Vec<Vec<String>>,
    pub(crate) publishers: Vec<String>,
    pub(crate) sections: Vec<String>,
    /// `og:type` and its like.
    pub(crate) types: Vec<String>,
    /// `<meta>` fields on publication, best first.
    pub(crate) published: Vec<Field>,
    pub(crate) modified: Vec<Field>,
    /// `<time>` elements with their place in the page.
    pub(crate) times: Vec<Time>,
    pub(crate) canonical: Option<String>,
    pub(crate) language: Option<String>,
    /// Where the text was printed first.
    pub(crate) original_source: Option<String>,
}

/// A `<time>` element.
#[derive(Clone, Debug)]
pub(crate) struct Time {
    pub(crate) at: usize,
    pub(crate) value: String,
    /// Whether the page marks it as the article's day, or as that of a change.
    pub(crate) published: bool,
    pub(crate) modified: bool,
}

/// `<meta>` names, best first, and what they hold.
const TITLES: [&str; 7] =
    ["og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "citation_title"];
const AUTHORS: [&str; 9] = [
    "author",
    "byl",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "twitter:data1",
];
const PUBLISHERS: [&str; 6] =
    ["og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name", "citation_journal_title"];
const SECTIONS: [&str; 5] = ["article:section", "og:article:section", "parsely-section", "section", "category"];
const PUBLISHED: [&str; 30] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date_published",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "dcterms.created",
    "citation_publication_date",
    "publish-date",
    "publish_date",
    "publishdate",
    "published_date",
    "publication_date",
    "pubdate",
    "pub_date",
    "pub-date",
    "originalpublicationdate",
    "article_date_original",
    "release_date",
    "displaydate",
    "ptime",
    "date",
];
const MODIFIED: [&str; 8] = [
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "article.updated",
];

/// Reads a page's metadata.
pub(crate) fn read(page: &str) -> Metadata {
    let mut metadata = Metadata::default();
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut scripts: Vec<&str> = Vec::new();
    // The inside of the element being read: an `<h1>`, a `<time>` without `datetime`.
    let mut heading: Option<String> = None;
    let mut time: Option<Time> = None;
    for piece in Pieces::new(page) {
        match piece {
            Piece::Open { name, attributes, .. } => {
                let value = |wanted: &str| attribute(attributes, wanted).map(|value| tidy(&value));
                let property = value("property")
                    .or_else(|| value("name"))
                    .or_else(|| value("itemprop"))
                    .or_else(|| value("http-equiv"));
                match &*name {
                    "html" => {
                        metadata.language =
                            value("lang").or_else(|| value("xml:lang")).filter(|language| !language.is_empty());
                    }
                    "meta" => {
                        if let Some((name, content)) = property
                            .zip(value("content").or_else(|| value("datetime")))
                            .filter(|(_, content)| !content.is_empty())
                        {
                            fields.push((name.to_ascii_lowercase(), content));
                        }
                    }
                    "link"
                        if value("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
                            && metadata.canonical.is_none() =>
                    {
                        metadata.canonical = value("href").filter(|href| href.starts_with("http"));
                    }
                    "h1" => heading = Some(String::new()),
                    "time" => {
                        let marks = [value("itemprop"), value("class"), value("pubdate").map(|_| "pubdate".to_owned())];
                        let marks = marks.into_iter().flatten().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
                        let has = |words: &[&str]| words.iter().any(|word| marks.contains(word));
                        let attributes_at = attributes.as_ptr() as usize - page.as_ptr() as usize;
                        time = Some(Time {
                            at: attributes_at,
                            value: value("datetime").unwrap_or_default(),
                            published: has(&["publish", "pubdate", "posted", "created"]),
                            modified: has(&["modif", "updat"]),
                        });
                    }
                    // Microdata outside the head: <span itemprop="datePublished" content="…">.
                    _ => {
                        if let Some((name, content)) =
                            value("itemprop").zip(value("content").or_else(|| value("datetime")))
                        {
                            fields.push((name.to_ascii_lowercase(), content));
                        }
                    }
                }
            }
            Piece::Close { name } if name == "h1" => metadata
                .headings
                .extend(heading.take().map(|heading| tidy(&heading)).filter(|heading| !heading.is_empty())),
            Piece::Close { name } if name == "time" => metadata.times.extend(time.take()),
            Piece::Close { .. } => {}
            Piece::Text(range) => {
                let text = || html_escape::decode_html_entities(&page[range.clone()]);
                if let Some(heading) = &mut heading {
                    heading.push_str(&text());
                }
                if let Some(time) = time.as_mut().filter(|time| time.value.is_empty()) {
                    time.value.push_str(&text());
                }
            }
            Piece::Raw { name, attributes, range } => match &*name {
                "title" if metadata.page_title.is_none() => {
                    metadata.page_title =
                        Some(tidy(&html_escape::decode_html_entities(&page[range]))).filter(|title| !title.is_empty());
                }
                "script"
                    if attribute(attributes, "type")
                        .is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json")) =>
                {
                    scripts.push(&page[range]);
                }
                _ => {}
            },
        }
    }
    let all = |names: &[&str]| -> Vec<(String, String)> {
        names.iter().flat_map(|name| fields.iter().filter(move |(field, _)| field == name)).cloned().collect()
    };
    let values = |names: &[&str]| all(names).into_iter().map(|(_, value)| value).collect::<Vec<_>>();
    let named = |names: &[&str]| -> Vec<Field> {
        all(names).into_iter().map(|(name, value)| Field { name: format!("meta {name}"), value }).collect()
    };
    metadata.json_ld = json_ld::read(scripts.into_iter()).unwrap_or_default();
    metadata.titles = values(&TITLES);
    metadata.authors = AUTHORS.iter().map(|name| values(&[*name])).filter(|names| !names.is_empty()).collect();
    metadata.publishers = values(&PUBLISHERS);
    metadata.sections = values(&SECTIONS);
    metadata.types = values(&["og:type", "parsely-type", "article:opinion"]);
    metadata.published = named(&PUBLISHED);
    metadata.modified = named(&MODIFIED);
    metadata.original_source =
        values(&["original-source", "syndication-source", "article:original_source"]).into_iter().next();
    metadata
}
