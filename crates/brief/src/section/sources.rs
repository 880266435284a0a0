//! What was read: how many pages, how many of them copies, from when to when, and what to be wary of.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Ledger, words};
use page::{Article, ArticleType};

use crate::evidence::{published, voice};
use crate::model::{Capped, SourcePage, Sources};
use crate::scope::Scope;
use crate::wording::{count, plain};

/// Pages listed.
const LISTED: usize = 40;

/// The sources of a brief.
pub(crate) fn sources(ledger: &Ledger, scope: &Scope) -> Sources {
    let pages = ledger.pages().list();
    let name = |article: &Article| article.publisher.as_deref().map(plain);
    let printers = pages.iter().filter_map(|page| page.publisher.as_deref());
    let outlets: BTreeSet<Vec<String>> = printers.map(|outlet| words::words(outlet).collect()).collect();
    let mut records: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (kind, _) in ledger.pages().kinds() {
        *records.entry(kind).or_default() += 1;
    }
    let days = || pages.iter().filter_map(|page| page.published);
    let first = days().map(|period| period.start).min();
    let last = days().map(|period| period.end).max();
    let latest = ledger.originals().iter().rev();
    let list: Vec<SourcePage> = latest
        .take(LISTED)
        .filter_map(|original| Some((original, ledger.article(&original.article)?)))
        .map(|(original, article)| SourcePage {
            article: article.id.clone(),
            when: published(&article),
            publisher: name(&article).or_else(|| voice(&article)).unwrap_or_else(|| "No outlet named".to_owned()),
            title: title(&article),
            url: article.url.as_ref().filter(|url| url.starts_with("https://") || url.starts_with("http://")).cloned(),
            kind: match article.kind {
                ArticleType::News | ArticleType::Other => None,
                ArticleType::Opinion => Some("opinion"),
                ArticleType::Analysis => Some("analysis"),
                ArticleType::Interview => Some("interview"),
                ArticleType::Timeline => Some("timeline"),
            },
            copies: original
                .copies
                .iter()
                .filter_map(|copy| ledger.article(&copy.article))
                .map(|copy| name(&copy).unwrap_or_else(|| "no outlet named".to_owned()))
                .collect(),
        })
        .collect();
    Sources {
        pages: pages.len(),
        outlets: outlets.len(),
        unnamed: pages.iter().filter(|page| page.publisher.is_none()).count(),
        copies: ledger.copies(),
        opinions: pages.iter().filter(|page| page.kind == ArticleType::Opinion).count(),
        elsewhere: pages.iter().filter(|page| !scope.pages.contains(&page.id)).count(),
        published: first.zip(last),
        records,
        occurrences: ledger.occurrences().iter().filter(|occurrence| scope.concerns(occurrence)).count(),
        list: Capped { rest: ledger.originals().len().saturating_sub(LISTED), shown: list },
    }
}

/// What a reader should know before trusting the brief: the reader's own warnings, then the ledger's.
pub(crate) fn warnings(ledger: &Ledger, given: &[String]) -> Vec<String> {
    let mut warnings: Vec<String> = given.iter().map(|warning| plain(warning)).collect();
    let pages = ledger.pages().list();
    let undated = pages.iter().filter(|page| page.published.is_none()).count();
    let inferred = pages.iter().filter(|page| page.basis == page::Basis::Inferred).count();
    let left_out = ledger.pages().left_out();
    let mut warn = |n: usize, one: &str, many: &str| {
        if n > 0 {
            warnings.push(format!("{}.", count(n, one, many)));
        }
    };
    warn(undated, "page has no known day of publication", "pages have no known day of publication");
    warn(
        inferred,
        "page’s day of publication was inferred from its text",
        "pages’ days of publication were inferred from their texts",
    );
    warn(left_out.later, "page was published later and is not used", "pages were published later and are not used");
    warn(
        left_out.undated,
        "page may have been published later and is not used",
        "pages may have been published later and are not used",
    );
    warn(
        left_out.unanchored,
        "record does not stand in its page and is not used",
        "records do not stand in their pages and are not used",
    );
    warnings
}

/// A page's headline; its first words where it has none.
fn title(article: &Article) -> String {
    match &article.title {
        Some(title) => plain(title),
        None => crate::wording::excerpt(&article.text, "", 60),
    }
}
