//! An article out of what a page was found to hold and to say.

use anchor::Id;

use crate::clean::Cleaned;
use crate::day::published::{self, Field, Said};
use crate::html::metadata::Metadata;
use crate::kind::{self, Signs};
use crate::{Article, ArticleType, Dropped, Hints, Lists, identity, label};

/// What a page was found to hold and to say.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) cleaned: Cleaned,
    pub(crate) dropped: Vec<Dropped>,
    /// The headline.
    pub(crate) title: Option<String>,
    /// The address that the page gives as its own.
    pub(crate) url: Option<String>,
    pub(crate) metadata: Metadata,
    /// `<time>` near the headline.
    pub(crate) times: Vec<Field>,
}

/// Puts together what was found; what the user gave comes first.
pub(crate) fn article(found: Found, hints: &Hints, lists: &Lists) -> Article {
    let Found { cleaned, dropped, title, url, metadata, times } = found;
    let url = hints.url.clone().or(url);
    let said = || identity::publisher(&metadata, &cleaned, title.as_deref(), lists);
    let publisher = hints.publisher.clone().or_else(said);
    let shown = hints.title.as_deref().or(title.as_deref()).unwrap_or_default();
    let (headline_kind, bare) = label::headline(shown, lists);
    let title = hints.title.clone().or_else(|| title.is_some().then(|| bare.to_owned()));

    let labels: Vec<label::Said> = cleaned.labels.iter().filter_map(|words| label::line(words, lists)).collect();
    let (authors, agency) = identity::authors(&metadata, &cleaned, publisher.as_deref(), lists);
    let byline = if hints.byline.is_empty() { authors } else { hints.byline.clone() };
    let from = identity::republished_from(&labels, &metadata, &cleaned, agency, publisher.as_deref(), lists);

    let kinds: Vec<ArticleType> = labels.iter().filter_map(|label| label.kind).collect();
    let sections: Vec<String> = metadata.json_ld.sections.iter().chain(&metadata.sections).cloned().collect();
    let signs = Signs {
        json_ld: &metadata.json_ld.types,
        labels: &kinds,
        headline: headline_kind,
        sections: &sections,
        url: url.as_deref(),
        title: title.as_deref(),
        paragraphs: &cleaned.paragraphs,
    };
    let kind = kind::kind(&signs, lists);

    let copyright_year = identity::copyright_year(&cleaned);
    let field = |name: &str, value: Option<String>| value.map(|value| Field { name: name.to_owned(), value });
    let changed = field("JSON-LD dateModified", metadata.json_ld.modified).into_iter();
    let said = Said {
        json_ld: field("JSON-LD datePublished", metadata.json_ld.published).into_iter().collect(),
        meta: metadata.published,
        times,
        lines: cleaned.date_lines.iter().chain(&cleaned.bylines).cloned().collect(),
        updates: changed.chain(metadata.modified).collect(),
        month_first: metadata.language.as_deref().and_then(month_first),
        copyright_year,
        labels: cleaned.labels.iter().chain(&cleaned.date_lines).chain(&cleaned.republished).cloned().collect(),
        paragraphs: cleaned.paragraphs,
        captions: cleaned.captions,
    };
    let published = published::choose(&said, &Hints { url: url.clone(), ..hints.clone() }, lists);
    let mut article = Article {
        id: Id::of('a', &[]),
        given_id: hints.given_id.clone(),
        url,
        path: hints.path.clone(),
        publisher,
        title,
        byline,
        published,
        kind,
        republished_from: from,
        language: Some("en".to_owned()),
        text: said.paragraphs.join("\n\n"),
        dropped,
    };
    article.id = article.content_id();
    article
}

/// Whether figures put the month first, where a page's language tells: in the United States they do.
fn month_first(language: &str) -> Option<bool> {
    let language = language.to_ascii_lowercase().replace('_', "-");
    language.starts_with("en-").then(|| language == "en-us")
}
