//! Labels: what a page calls itself ('EDITORIAL'), and whom it has the text from ('from Harbour Post on Feb. 14').

use std::sync::LazyLock;

use regex::Regex;

use crate::day::written;
use crate::line::{fold, pattern, tidy, word_tokens};
use crate::{ArticleType, Lists};

/// What a label says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) kind: Option<ArticleType>,
    pub(crate) republished_from: Option<String>,
    /// The words that name the kind, as printed.
    pub(crate) words: String,
}

/// Reads a line that is a label: '(EDITORIAL from Harbour Post on Feb. 14)', '[Interview]', 'OPINION | ANALYSIS'.
pub(crate) fn line(line: &str, lists: &Lists) -> Option<Said> {
    static FROM: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^(?P<label>.+?)\s+(?:from|by|of|in)\s+(?P<outlet>\p{Lu}.{2,60})$"));
    let words = line.trim().trim_matches(['(', ')', '[', ']', '<', '>', '*', ':', '|', ' ']);
    if word_tokens(&fold(words)).count() > 14 {
        return None;
    }
    if let Some(kind) = known(words, lists) {
        return Some(Said { kind: Some(kind), words: words.to_owned(), ..Said::default() });
    }
    let bracketed = line.trim().starts_with(['(', '[']) && line.trim().ends_with([')', ']']);
    let found = FROM.captures(words).filter(|_| bracketed)?;
    let kind = known(&found["label"], lists)?;
    let outlet = without_date(&found["outlet"]);
    Some(Said { kind: Some(kind), republished_from: outlet, words: found["label"].to_owned() })
}

/// A label at the start or end of a headline, and the headline without it where it is no part of it.
///
/// 'Analysis: What comes next' stays whole: a colon makes the label a part of the headline.
pub(crate) fn headline<'a>(title: &'a str, lists: &Lists) -> (Option<ArticleType>, &'a str) {
    static PARTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\s*(?:[\[(<](?P<bracket>[^\])>]{3,30})[\])>]|(?P<bar>[^|:]{3,30}?)\s*\|)\s*(?P<rest>.{3,})$")
    });
    static END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(?P<rest>.{3,}?)\s*(?:[\[(](?P<bracket>[^\])]{3,30})[\])]|\|\s*(?P<bar>[^|:]{3,30}))\s*$")
    });
    for pattern in [&PARTS, &END] {
        if let Some(found) = pattern.captures(title)
            && let Some(words) = found.name("bracket").or(found.name("bar"))
            && let Some(kind) = known(words.as_str(), lists)
        {
            return (Some(kind), found.name("rest").map_or(title, |rest| rest.as_str().trim()));
        }
    }
    let kind = title.split_once(':').and_then(|(words, _)| known(words, lists));
    (kind, title)
}

/// The type that label words name, articles and bars aside.
fn known(words: &str, lists: &Lists) -> Option<ArticleType> {
    let label = |words: &str| lists.label(words).filter(|label| label.in_lines).map(|label| label.kind);
    label(words).or_else(|| {
        let parts: Vec<_> =
            words.split(['|', '/', '•', '-', '–', '—']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let kinds: Vec<_> = parts.iter().filter_map(|part| label(part)).collect();
        (parts.len() > 1 && kinds.len() == parts.len()).then(|| kinds[0])
    })
}

/// A note that says where a text was printed first; the outlet's name.
///
/// 'This article was originally published by Harbour Post on May 4.', 'Courtesy of Harbour Post'.
pub(crate) fn republished(line: &str) -> Option<String> {
    static NOTE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?i:",
            r"(?:this|an earlier version of this|a version of this)\s+(?:article|story|piece|column|editorial|essay|op-ed|commentary|report|post|interview)\s+",
            r"(?:was|is|has been|had)?\s*(?:also\s+)?(?:first|originally|initially|previously)?\s*(?:been\s+)?(?:appeared|published|ran|run|printed|republished|reprinted|reproduced)",
            r"|the\s+(?:article|story|column|editorial|essay|op-ed|commentary|interview)\s+(?:was\s+)?(?:first|originally)\s+(?:appeared|published|ran|printed)",
            r"|(?:first|originally|previously)\s+(?:appeared|published|posted|printed)",
            r"|(?:republished|reprinted|reproduced)",
            r"|courtesy",
            r")\s+(?i:(?:here\s+)?(?:with\s+(?:the\s+)?(?:kind\s+)?permission\s+)?(?:in|on|by|at|from|of|for)\s+(?:the website of\s+)?)(?P<outlet>(?:the\s+|The\s+)?\p{Lu}[^.;()]{1,60})",
        ))
    });
    static FROM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^[Ff]rom (?:the |The )(?P<outlet>\p{Lu}[\p{L}'’.-]*(?: (?:\p{Lu}[\p{L}'’.-]*|of|and)){1,4})$")
    });
    if word_tokens(&fold(line)).count() > 45 {
        return None;
    }
    if let Some(found) = FROM.captures(line.trim()) {
        return Some(found["outlet"].to_owned());
    }
    let line = line.trim_matches(|c: char| "()[]*_ ".contains(c));
    let found = NOTE.captures(line)?;
    without_date(&found["outlet"])
}

/// An outlet's name without what follows it: a date, a clause, a full stop.
fn without_date(words: &str) -> Option<String> {
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\s*(?:,|\b(?:on|in its|and is|and was|under|with|where|as part|at http|dated|here)\b).*$")
    });
    let mut words = tidy(words);
    if let Some(date) = written::find(&words).first() {
        words.truncate(date.span.start as usize);
    }
    let name = AFTER.replace(&words, "");
    let name = name.trim().trim_end_matches(['.', ')', ']', ' ']).trim_start_matches("the ").trim();
    let is_day = written::weekday_of(name).is_some() && name.ends_with("day");
    (!name.is_empty() && !is_day).then(|| name.to_owned())
}

/// The agency that a dateline names: 'GENEVA (Reuters) - ', 'SEOUL, Feb. 14 (Yonhap) --'; as records print it where it
/// is known, else as printed.
pub(crate) fn dateline_agency(paragraph: &str, lists: &Lists) -> Option<String> {
    // Lengths are counted afterwards: a pattern that counts letters of all scripts is slow to compile.
    static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\W{0,2}(?P<place>\p{Lu}[\p{L}.,'’ /\d-]+)\((?P<agency>\p{Lu}[\p{L} /-]+)\)\s*(?:-{1,3}|–|—|:)\s")
    });
    let found = DATELINE.captures(paragraph)?;
    let short = |name: &str, most: usize| found[name].chars().count() <= most;
    if !short("place", 61) || !short("agency", 31) {
        return None;
    }
    let agency = found["agency"].trim();
    // A place of a dateline is set in capitals; 'The party (DP) - ' is none.
    let place = found["place"].split([',', ' ', '/']).next().unwrap_or_default();
    let in_capitals = place.len() > 1 && !place.chars().any(char::is_lowercase);
    lists.agency(agency).map(str::to_owned).or_else(|| in_capitals.then(|| agency.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_lines() {
        let lists = Lists::built_in();
        let said = line("(EDITORIAL from Harbour Post on May 4)", lists).unwrap();
        assert_eq!((said.kind, said.republished_from.as_deref()), (Some(ArticleType::Opinion), Some("Harbour Post")));
        for (words, kind) in [
            ("[Interview]", ArticleType::Interview),
            ("OPINION", ArticleType::Opinion),
            ("News Analysis", ArticleType::Analysis),
            ("OPINION | COLUMN", ArticleType::Opinion),
        ] {
            assert_eq!(line(words, lists).and_then(|said| said.kind), Some(kind), "{words}");
        }
        assert_eq!(line("Opinion polls show a lead.", lists), None);
    }

    #[test]
    fn labels_of_headlines() {
        let lists = Lists::built_in();
        assert_eq!(headline("[Editorial] A cold spring", lists), (Some(ArticleType::Opinion), "A cold spring"));
        assert_eq!(headline("Opinion | A cold spring", lists), (Some(ArticleType::Opinion), "A cold spring"));
        assert_eq!(
            headline("Analysis: A cold spring", lists),
            (Some(ArticleType::Analysis), "Analysis: A cold spring")
        );
        assert_eq!(headline("A cold spring (Interview)", lists), (Some(ArticleType::Interview), "A cold spring"));
        assert_eq!(headline("Envoy: We will not go back", lists), (None, "Envoy: We will not go back"));
    }

    #[test]
    fn notes_of_republication() {
        for (note, outlet) in [
            ("This article was originally published by Harbour Post on May 4.", Some("Harbour Post")),
            ("This story first appeared in The Valley Times.", Some("The Valley Times")),
            ("Originally published in Harbour Post", Some("Harbour Post")),
            ("Republished with permission from The Valley Times, where it ran in May.", Some("The Valley Times")),
            ("From the Valley Packet", Some("Valley Packet")),
            ("From the start, talks were slow.", None),
            ("The report was published on Friday.", None),
            ("This article of the treaty was written in 1953.", None),
            ("This report was published on Friday.", None),
            ("The article on trade was published in Geneva.", None),
        ] {
            assert_eq!(republished(note).as_deref(), outlet, "{note}");
        }
    }

    #[test]
    fn agencies_in_datelines() {
        let lists = Lists::built_in();
        for (paragraph, agency) in [
            ("GENEVA (Reuters) - The envoys met.", Some("Reuters")),
            ("SEOUL, Feb. 14 (Yonhap) -- The envoys met.", Some("Yonhap")),
            ("SEOUL/GENEVA (Harbour Wire) — The envoys met.", Some("Harbour Wire")),
            ("The envoys met (Reuters) yesterday.", None),
            ("The Democratic Party (DP) - the second largest - left.", None),
        ] {
            assert_eq!(dateline_agency(paragraph, lists).as_deref(), agency, "{paragraph}");
        }
    }
}
