//! Outlets: who printed a page, and whose report it is.
//!
//! Five outlets that print one agency's text, or that all cite one newspaper, are one independent source.
//! An outlet is known by its name alone, without article and marks; a page without a publisher adds at most one
//! outlet to any count, because two such pages may come from one place.

use std::collections::BTreeMap;

use anchor::Id;
use coding::record::{Source, SourceClass};
use page::Article;

use crate::copies::Original;

/// For each article the outlet that printed it and the one whose report it is.
pub(crate) struct Outlets {
    printed: BTreeMap<Id, String>,
    origin: BTreeMap<Id, String>,
}

impl Outlets {
    pub(crate) fn of(articles: &[Article], originals: &[Original]) -> Self {
        let printed: BTreeMap<Id, String> = articles
            .iter()
            .map(|article| (article.id.clone(), key(article.publisher.as_deref().unwrap_or(""))))
            .collect();
        let from: BTreeMap<&Id, Option<&str>> =
            articles.iter().map(|article| (&article.id, article.republished_from.as_deref())).collect();
        let mut origin = BTreeMap::new();
        for original in originals {
            let whose = from[&original.article].map_or_else(|| printed[&original.article].clone(), key);
            for article in std::iter::once(&original.article).chain(original.copies.iter().map(|copy| &copy.article)) {
                origin.insert(article.clone(), whose.clone());
            }
        }
        Self { printed, origin }
    }

    /// The outlet that printed `article`.
    pub(crate) fn printed(&self, article: &Id) -> &str {
        self.printed.get(article).map_or("", String::as_str)
    }

    /// The outlet whose report it is: the first outlet that a chain names, else the text's first printer.
    pub(crate) fn origin(&self, article: &Id, chain: &[Source]) -> String {
        match chain.first() {
            Some(source) if source.class == SourceClass::Outlet => key(&source.name),
            _ => self.origin.get(article).cloned().unwrap_or_default(),
        }
    }
}

/// An outlet's name as it is compared.
pub(crate) fn key(name: &str) -> String {
    let words: Vec<String> = crate::words::words(name).collect();
    words.strip_prefix(&["the".to_owned()]).unwrap_or(&words).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copies::originals;
    use crate::testing::{article, outlet};

    #[test]
    fn reprints_and_citations_share_an_origin() {
        let text = "Officials met at the border for talks on the river crossing, which has been closed since spring, \
                    and parted after two hours without a word to the reporters who had waited outside in the rain.";
        let wire = article("Agence Meridian", "2019-03-05", text);
        let reprint = article("The Harbour Post", "2019-03-06", text);
        let articles = [wire.clone(), reprint.clone()];
        let outlets = Outlets::of(&articles, &originals(&articles));
        assert_eq!(outlets.printed(&reprint.id), "harbour post");
        assert_eq!(outlets.origin(&reprint.id, &[]), "agence meridian");
        assert_eq!(outlets.origin(&reprint.id, &[outlet("the Lowland Gazette")]), "lowland gazette");
    }
}
