//! Outlets: who printed a page, and whose report it is.
//!
//! Five outlets that print one agency's text, or that all cite one newspaper, are one independent source.
//! An outlet is known by its name alone, without article and marks; a page without a publisher adds at most one
//! outlet to any count, because two such pages may come from one place.

use std::sync::Arc;

use coding::record::{Source, SourceClass};

use crate::archive::Archive;
use crate::copies::Text;
use crate::numbers::Numbers;

/// For each page the outlet that printed it and the one whose report it is.
pub(crate) struct Outlets {
    names: Numbers,
    printed: Vec<u32>,
    origin: Vec<u32>,
}

impl Outlets {
    pub(crate) fn of(archive: &dyn Archive, texts: &[Text]) -> Self {
        let mut names = Numbers::default();
        let mut number = |name: Option<&Arc<str>>| names.of(&key(name.map_or("", |name| name)));
        let pages = archive.pages();
        let printed: Vec<u32> = pages.iter().map(|page| number(page.publisher.as_ref())).collect();
        let mut origin = printed.clone();
        for text in texts {
            let from = pages[text.first].republished_from.as_ref();
            let whose = from.map_or(printed[text.first], |from| number(Some(from)));
            text.pages().for_each(|page| origin[page] = whose);
        }
        Self { names, printed, origin }
    }

    /// The outlet that printed the page of this number.
    pub(crate) fn printed(&self, page: usize) -> &str {
        self.names.name(self.printed[page])
    }

    /// The outlet whose report it is: the first outlet that a chain names, else the text's first printer.
    pub(crate) fn origin(&self, page: usize, chain: &[Source]) -> String {
        match chain.first() {
            Some(source) if source.class == SourceClass::Outlet => key(&source.name),
            _ => self.names.name(self.origin[page]).to_string(),
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
    use crate::archive::Held;
    use crate::copies::texts;
    use crate::testing::{article, outlet};

    #[test]
    fn reprints_and_citations_share_an_origin() {
        let text = "Officials met at the border for talks on the river crossing, which has been closed since spring, \
                    and parted after two hours without a word to the reporters who had waited outside in the rain.";
        let wire = article("Agence Meridian", "2019-03-05", text);
        let reprint = article("The Harbour Post", "2019-03-06", text);
        let archive = Held::new(vec![wire, reprint], Vec::new(), None);
        let outlets = Outlets::of(&archive, &texts(&archive));
        assert_eq!(outlets.printed(1), "harbour post");
        assert_eq!(outlets.origin(1, &[]), "agence meridian");
        assert_eq!(outlets.origin(1, &[outlet("the Lowland Gazette")]), "lowland gazette");
    }
}
