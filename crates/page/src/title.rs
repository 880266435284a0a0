//! The headline without the name of the site.

use std::sync::LazyLock;

use regex::Regex;

use crate::line::{fold, pattern, tidy, word_tokens};

/// A headline of which it is known, or not, what else it may hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names<'a> {
    /// Names of the site and its publisher.
    pub(crate) sites: Vec<&'a str>,
    /// The page's address: its host names the site.
    pub(crate) url: Option<&'a str>,
    /// The page's `<h1>` headings.
    pub(crate) headings: &'a [String],
}

/// Cuts the site's name, and the section beside it, off a title.
pub(crate) fn without_site(title: &str, names: &Names) -> String {
    static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+(?:[|»«·•‹›~]|::|[-–—]+|/)\s+|\s*\|\s*"));
    let title = tidy(title);
    let cuts: Vec<(usize, usize)> = SEPARATOR.find_iter(&title).map(|found| (found.start(), found.end())).collect();
    // What an <h1> says is the headline.
    let heads = names.headings.iter().map(|heading| fold(heading)).collect::<Vec<_>>();
    for (start, end) in &cuts {
        for part in [&title[..*start], &title[*end..]] {
            if heads.contains(&fold(part)) {
                return part.trim().to_owned();
            }
        }
    }
    let (mut from, mut to) = (0, title.len());
    // From the end: everything from the first separator behind which the site is named.
    for (start, end) in cuts.iter().rev() {
        if *start > from && is_site(&title[*end..to], names) {
            to = *start;
        }
    }
    for (start, end) in &cuts {
        if *end < to && is_site(&title[from..*start], names) {
            from = *end;
        }
    }
    let rest = title[from..to].trim();
    // 'Harbour Post: Talks resume': a colon parts headlines too, so the whole of the site's name must stand before it.
    match rest.split_once(": ") {
        Some((site, headline)) if names.sites.iter().any(|name| begins_with_name(site, name)) => {
            headline.trim().to_owned()
        }
        _ => rest.to_owned(),
    }
}

/// Whether `words` are a site's name, or begin with it: 'Harbour Post Online'.
fn begins_with_name(words: &str, name: &str) -> bool {
    let (words, name) = (fold(words), fold(name));
    let name = name.strip_prefix("the ").unwrap_or(&name);
    let words = words.strip_prefix("the ").unwrap_or(&words);
    name.len() >= 4
        && words.strip_prefix(name).is_some_and(|rest| rest.len() < 12 && !rest.starts_with(char::is_alphanumeric))
}

fn is_site(words: &str, names: &Names) -> bool {
    let bare = |words: &str| -> String { fold(words).chars().filter(|c| c.is_alphanumeric()).collect() };
    let own = bare(words);
    let own = own.strip_prefix("the").unwrap_or(&own);
    if own.is_empty() {
        return false;
    }
    let same = |name: &str| {
        let name = bare(name);
        let name = name.strip_prefix("the").unwrap_or(&name);
        name == own || (own.len() >= 4 && name.starts_with(own)) || (name.len() >= 4 && own.starts_with(name))
    };
    // 'harbourpost.example' and 'HarbourPost' name the host.
    let by_host = names.url.is_some_and(|url| {
        let label = host_name(url).map(bare).unwrap_or_default();
        host(url).is_some_and(|host| bare(host) == own) || label == own || (own.len() >= 6 && label.contains(own))
    });
    by_host || names.sites.iter().any(|name| same(name))
}

/// The part of an address's host that names the site: `harbourpost` of `https://www.harbourpost.co.uk/`.
pub(crate) fn host_name(url: &str) -> Option<&str> {
    let host = host(url)?;
    let mut labels: Vec<&str> = host.split('.').collect();
    labels.pop();
    // 'co.uk', 'com.au': the label before the country's is no name.
    if labels.len() > 1
        && labels.last().is_some_and(|label| {
            label.len() <= 3 && ["co", "com", "org", "net", "gov", "ac", "go", "or", "ne", "edu"].contains(label)
        })
    {
        labels.pop();
    }
    labels.last().copied().filter(|label| !label.is_empty())
}

/// An address's host without `www.`.
pub(crate) fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.rsplit('@').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| host.contains('.'))
}

/// Whether two headlines say the same, small differences of writing aside.
pub(crate) fn agree(one: &str, other: &str) -> bool {
    let words = |title: &str| word_tokens(&fold(title)).map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    let shared = one.iter().filter(|word| other.contains(word)).count();
    !one.is_empty() && shared * 10 >= one.len().max(other.len()) * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_their_sites_name() {
        let table = include_str!("../tests/titles.tsv");
        for row in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let columns: Vec<&str> = row.split('\t').collect();
            let headings: Vec<String> =
                Some(columns[3]).filter(|words| !words.is_empty()).map(str::to_owned).into_iter().collect();
            let sites = columns[1].split('|').filter(|name| !name.is_empty()).collect();
            let names = Names { sites, url: Some(columns[2]), headings: &headings };
            assert_eq!(without_site(columns[0], &names), columns[4], "{row}");
        }
    }

    #[test]
    fn hosts_name_sites() {
        assert_eq!(host_name("https://www.harbourpost.co.uk/x"), Some("harbourpost"));
        assert_eq!(host_name("http://news.harbourpost.example"), Some("harbourpost"));
        assert_eq!(host_name("no address"), None);
    }
}
