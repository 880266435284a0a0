//! Who printed an article, under which headline, by whom, and whom it has the text from.

use std::sync::LazyLock;

use regex::Regex;

use crate::clean::Cleaned;
use crate::html::metadata::Metadata;
use crate::line::{fold, pattern, tidy, word_tokens};
use crate::{Lists, byline, label, title};

/// The headline of a web page: JSON-LD, Open Graph, `<h1>`, `<title>`; without the site's name.
pub(crate) fn title(metadata: &Metadata, url: Option<&str>) -> Option<String> {
    let sites = metadata.json_ld.publisher.iter().chain(&metadata.publishers).map(String::as_str).collect();
    let names = title::Names { sites, url, headings: &metadata.headings };
    let clean = |words: &String| Some(title::without_site(words, &names)).filter(|words| !words.is_empty());
    let candidates: Vec<String> = metadata
        .json_ld
        .headline
        .iter()
        .chain(&metadata.titles)
        .chain(metadata.page_title.iter())
        .filter_map(clean)
        .collect();
    // A heading that the other fields confirm is the headline as readers see it.
    let confirmed = |heading: &&String| candidates.iter().any(|candidate| title::agree(candidate, heading));
    let heading = metadata.headings.iter().find(confirmed).cloned();
    heading
        .or_else(|| candidates.into_iter().next())
        .or_else(|| metadata.headings.first().cloned())
        .map(|words| tidy(&words))
}

/// Who printed the page: its metadata, what stands beside the headline in `<title>`, its claim of copyright, a line
/// above the article that names an outlet.
pub(crate) fn publisher(metadata: &Metadata, cleaned: &Cleaned, title: Option<&str>, lists: &Lists) -> Option<String> {
    let said = metadata.json_ld.publisher.iter().chain(&metadata.publishers);
    let said =
        said.map(|name| tidy(name)).find(|name| !name.contains("://") && !name.starts_with('@') && name.len() < 80);
    let holder = || cleaned.copyrights.iter().rev().find_map(|(words, _)| copyright_holder(words, lists));
    let shown = || {
        // The name as the page's head shows it is what readers call it.
        let holder = holder();
        let named = cleaned.above.iter().find(|line| match &holder {
            Some(holder) => same_outlet(line, holder, lists),
            None => byline::is_outlet(line, lists),
        });
        named.cloned().or(holder)
    };
    said.or_else(|| beside_title(metadata.page_title.as_deref()?, title?, lists)).or_else(shown)
}

/// The site's name in 'Headline - Site': what is left of `<title>` without the headline.
fn beside_title(page_title: &str, title: &str, lists: &Lists) -> Option<String> {
    static END: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\s*(?:[|»«·•:–—-]+)\s*(?:.*[|»·•–—-]\s+)?(?P<site>[^|»·•]{3,40})$"));
    let rest = page_title.strip_prefix(title)?;
    let site = END.captures(rest)?.name("site")?.as_str().trim();
    let words = word_tokens(&fold(site)).count();
    ((1..=5).contains(&words) && lists.label(site).is_none()).then(|| site.to_owned())
}

/// The year in a claim of copyright near the article, the last where there are two.
pub(crate) fn copyright_year(cleaned: &Cleaned) -> Option<i16> {
    let near = cleaned.copyrights.iter().filter(|(_, near)| *near);
    let year = |word: &str| word.parse().ok().filter(|year| (1990..2100).contains(year));
    near.flat_map(|(words, _)| words.split(|c: char| !c.is_ascii_digit())).filter_map(year).next_back()
}

/// The name in a claim of copyright: '© 2020 Harbour Post. All rights reserved.'
fn copyright_holder(words: &str, lists: &Lists) -> Option<String> {
    static HOLDER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?:©|ⓒ|\([cC]\)|\b[Cc]opyright\b|\bCOPYRIGHT\b)[\s©,:]*(?:\([cC]\)\s*)?",
            r"(?:(?:19|20)\d{2}(?:\s*[-–]\s*(?:19|20)?\d{2})?)?[\s,]*(?:by\s+)?",
            r"(?P<holder>\p{Lu}[\p{L}&.,'’ -]{2,50}?)",
            r"(?:\s*,?\s*\b(?:Inc|Ltd|LLC|Co|Corp|plc|AB|AG|GmbH|Company|Limited|Corporation)\b\.?)*",
            r"\s*(?:[.|,;&\d]|\s-\s|\ball\b|\bAll\b|\bALL\b|$)"
        ))
    });
    let holder = HOLDER.captures(words)?.name("holder")?.as_str().trim().trim_end_matches(['.', ',', ' ']);
    let first = fold(holder);
    let no_name = first.starts_with("all ") || ["all", "the", "this", "terms", "privacy"].contains(&first.as_str());
    (!no_name && !holder.is_empty() && lists.agency(holder).is_none()).then(|| holder.to_owned())
}

/// Whom the text comes from, where that is not the publisher: a label, a note, a field, the dateline, the byline, an
/// agency's claim of copyright.
pub(crate) fn republished_from(
    labels: &[label::Said],
    metadata: &Metadata,
    cleaned: &Cleaned,
    agency: Option<String>,
    publisher: Option<&str>,
    lists: &Lists,
) -> Option<String> {
    let first = cleaned.paragraphs.first().map_or("", String::as_str);
    let field = metadata.original_source.clone().filter(|source| !source.contains("://"));
    let claimed = || {
        // 'may not be published, broadcast, rewritten': the form in which agencies claim what others print.
        let claim = |words: &&(String, bool)| words.1 && fold(&words.0).contains("may not be ");
        cleaned.copyrights.iter().find(claim).and_then(|(words, _)| {
            let agency = words.split(['.', ',']).next().and_then(|start| {
                let name = start.rsplit_once(|c: char| c.is_ascii_digit()).map_or(start, |(_, name)| name);
                lists.agency(name.trim())
            });
            agency.map(str::to_owned).or_else(|| copyright_holder(words, lists))
        })
    };
    let (known, unknown) = match label::dateline_agency(first, lists) {
        Some(agency) if lists.agency(&agency).is_some() => (Some(agency), None),
        other => (None, other),
    };
    let candidates = [
        labels.iter().find_map(|label| label.republished_from.clone()),
        cleaned.republished.iter().find_map(|note| label::republished(note)),
        field,
        known,
        claimed(),
        agency,
        // '(HBW) –': what is not known may be a short form.
        unknown,
    ];
    candidates
        .into_iter()
        .flatten()
        .find(|outlet| publisher.is_none_or(|publisher| !same_outlet(outlet, publisher, lists)))
}

/// Whether two names are those of one outlet: 'AP' and 'The Associated Press', 'Harbour Post' and 'Harbour Post Media'.
fn same_outlet(one: &str, other: &str, lists: &Lists) -> bool {
    let bare = |name: &str| {
        let folded = fold(lists.agency(name).unwrap_or(name));
        folded.strip_prefix("the ").unwrap_or(&folded).chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    let (one, other) = (bare(one), bare(other));
    one.len() > 2 && other.len() > 2 && (one.starts_with(&other) || other.starts_with(&one))
}

/// The authors, and the agency that a byline names.
///
/// The first place that names an author counts: JSON-LD, each `<meta>` field, bylines, date lines that begin with 'By'.
pub(crate) fn authors(
    metadata: &Metadata,
    cleaned: &Cleaned,
    publisher: Option<&str>,
    lists: &Lists,
) -> (Vec<String>, Option<String>) {
    let (mut names, mut agency): (Vec<String>, Option<String>) = (Vec::new(), None);
    // Who contributed to a report is not its author; but an agency that did is where an unsigned one comes from.
    let (helped, signed): (Vec<&String>, Vec<&String>) =
        cleaned.bylines.iter().partition(|line| line.contains("contributed"));
    let mut places: Vec<Vec<String>> = vec![metadata.json_ld.authors.clone()];
    places.extend(metadata.authors.iter().cloned());
    places.push(signed.into_iter().cloned().collect());
    places.push(cleaned.date_lines.iter().flat_map(|line| names_in_date_line(line, cleaned, lists)).collect());
    for place in places {
        for words in &place {
            let byline = byline::read(words, publisher, lists);
            if agency.is_none() {
                agency = byline.agency;
            }
            for name in byline.names {
                if !names.iter().any(|known| fold(known) == fold(&name)) {
                    names.push(name);
                }
            }
        }
        if !names.is_empty() {
            return (names, agency);
        }
    }
    let helper = || helped.into_iter().find_map(|line| byline::read(line, publisher, lists).agency);
    (names, agency.or_else(helper))
}

/// The authors that metadata name.
pub(crate) fn named_authors(metadata: &Metadata, lists: &Lists) -> Vec<String> {
    let fields = metadata.json_ld.authors.iter().chain(metadata.authors.iter().flatten());
    fields.flat_map(|words| byline::read(words, None, lists).names).collect()
}

/// The byline in a date line: 'By Ann Lee May 4, 2020', 'May 4, 2020 • Ann Lee'; a name that the article speaks of is
/// a section's ('North Korea | May 4').
fn names_in_date_line(line: &str, cleaned: &Cleaned, lists: &Lists) -> Vec<String> {
    if ["By ", "BY ", "by "].iter().any(|by| line.starts_with(by)) {
        return vec![line.to_owned()];
    }
    let parts = line.split(['|', '•', '·', '—']).map(str::trim);
    let spoken_of = |name: &str| cleaned.paragraphs.iter().any(|paragraph| paragraph.contains(name));
    parts.filter(|part| byline::is_name(part, lists) && !spoken_of(part)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_of_copyright() {
        let lists = Lists::built_in();
        for (words, holder) in [
            ("© 2020 Harbour Post. All rights reserved.", Some("Harbour Post")),
            ("Copyright © 1998-2020 The Valley Times Co., Ltd. All Rights Reserved", Some("The Valley Times")),
            ("© Baltic Herald AB 2019. Responsible publisher: A. Lee", Some("Baltic Herald")),
            ("Copyright (c) Harbour Media 2020", Some("Harbour Media")),
            ("© 2020 Reuters", None),
            ("© 2020. All rights reserved.", None),
        ] {
            assert_eq!(copyright_holder(words, lists).as_deref(), holder, "{words}");
        }
    }

    #[test]
    fn the_site_beside_the_headline() {
        let lists = Lists::built_in();
        for (page_title, site) in [
            ("Talks resume - Harbour Post", Some("Harbour Post")),
            ("Talks resume | World | Harbour Post", Some("Harbour Post")),
            ("Talks resume :: Harbour Radio", Some("Harbour Radio")),
            ("Talks resume", None),
            ("Talks resume | Opinion", None),
        ] {
            assert_eq!(beside_title(page_title, "Talks resume", lists).as_deref(), site, "{page_title}");
        }
    }

    #[test]
    fn outlets_by_their_names() {
        let lists = Lists::built_in();
        assert!(same_outlet("AP", "The Associated Press", lists));
        assert!(same_outlet("The Harbour Courier", "Harbour Courier Newspapers", lists));
        assert!(!same_outlet("Harbour Courier", "Harbour Post", lists));
    }
}
