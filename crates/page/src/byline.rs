//! The authors' names, one each, out of what a byline holds.

use std::sync::LazyLock;

use regex::Regex;

use crate::Lists;
use crate::day::written;
use crate::line::{fold, pattern, tidy, word_tokens};

/// What a byline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    /// The authors, in order.
    pub(crate) names: Vec<String>,
    /// The agency it names instead of or beside them, as records print it.
    pub(crate) agency: Option<String>,
}

/// Reads a byline: 'By Ann Lee and Bo Kim, Staff Writers'.
///
/// `publisher` is no author, though bylines name it.
pub(crate) fn read(words: &str, publisher: Option<&str>, lists: &Lists) -> Byline {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:written|story|reported|report|reporting|posted|published|edited|analysis|opinion|text|words|interview|compiled|commentary|column)\s+)?(?:by|from|author|authors)\b[:\s]*|^(?:written|reporting|reported) by:?\s*|^(?:interview|words|text|story|report|analysis|reporting):\s*",
        )
    });
    static CUT: LazyLock<Regex> = LazyLock::new(|| {
        // What follows a name: an address, a place, a time.
        pattern(
            r"\s*(?:\(.*$|\S+@\S+.*$|https?://.*$|\s[-–—]\s.*$|\bin\s+\p{Lu}.*$|\b(?:[Uu]pdated|[Pp]ublished|[Pp]osted|[Ll]ast|contributed)\b.*$)",
        )
    });
    static PARTS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\s*(?:[,;|/•·]|\s(?:and|And|AND|&|with|With|WITH)\s)\s*"));
    let mut words = tidy(words);
    if let Some(date) = written::find(&words).first() {
        words.truncate(date.span.start as usize);
    }
    let cut_off = is_cut_off(&words);
    let words = LEAD.replace(words.trim_start_matches(['(', '[', ' ', '-', '–', '—']), "");
    let mut byline = Byline::default();
    for part in PARTS.split(&words) {
        let name = CUT.replace(part, "");
        let name = LEAD.replace(name.trim(), "");
        let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_end_matches('.').trim();
        let (name, outlet) = in_capitals(name);
        for words in [Some(name), outlet].into_iter().flatten() {
            let agency = lists.agency(words).or_else(|| is_outlet(words, lists).then_some(words));
            if let Some(agency) = agency {
                byline.agency.get_or_insert_with(|| agency.to_owned());
            }
        }
        if lists.agency(name).is_none()
            && is_name(name, lists)
            && publisher.is_none_or(|publisher| fold(publisher) != fold(name))
        {
            let name = cased(name);
            if !byline.names.contains(&name) {
                byline.names.push(name);
            }
        }
    }
    if cut_off {
        // Half a name is none.
        byline.names.pop();
    }
    byline
}

/// Whether the last name of a byline was cut off: 'Ann Lee and Seo Yi-', 'Ann Lee and Peter Sc'.
fn is_cut_off(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or_default();
    let vowel = |c: char| "aeiouyàáâäãåæèéêëìíîïòóôöøùúûü".contains(c.to_ascii_lowercase());
    let stump = last.chars().all(char::is_alphabetic)
        && last.chars().skip(1).all(char::is_lowercase)
        && !last.chars().any(vowel);
    words.ends_with(['-', '‐']) || (stump && last.len() < 4 && !matches!(last, "" | "Ng" | "Jr" | "Sr"))
}

/// 'ANN LEE Harbour Wire': a name in capitals, and what follows it.
fn in_capitals(words: &str) -> (&str, Option<&str>) {
    let is_large =
        |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
    let mut end = 0;
    for (count, word) in words.split_whitespace().enumerate() {
        let at = word.as_ptr() as usize - words.as_ptr() as usize;
        if !is_large(word) {
            return if count >= 2 { (&words[..end], Some(&words[at..])) } else { (words, None) };
        }
        end = at + word.len();
    }
    (words, None)
}

/// Whether words name an outlet: 'Harbour Wire', 'The Valley Times'.
pub(crate) fn is_outlet(words: &str, lists: &Lists) -> bool {
    let folded = fold(words);
    let tokens: Vec<&str> = word_tokens(&folded).collect();
    let large = |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "of" | "the" | "and");
    (2..=6).contains(&tokens.len())
        && words.split_whitespace().all(large)
        && tokens.last().is_some_and(|last| lists.is("outlet", last))
}

/// Whether words can be a person's name, or that of an editorial board.
pub(crate) fn is_name(words: &str, lists: &Lists) -> bool {
    const NO_NAMES: [&str; 26] = [
        "staff",
        "writer",
        "writers",
        "reporter",
        "reporters",
        "correspondent",
        "correspondents",
        "editor",
        "editors",
        "news",
        "desk",
        "agencies",
        "agency",
        "admin",
        "team",
        "bureau",
        "chief",
        "senior",
        "contributor",
        "contributing",
        "special",
        "online",
        "newsroom",
        "wire",
        "guest",
        "columnist",
    ];
    let folded = fold(words);
    let tokens: Vec<&str> = word_tokens(&folded).collect();
    if folded.ends_with("editorial board") || folded.ends_with("editorial team") {
        return true;
    }
    let letters = words.chars().all(|c| c.is_alphabetic() || " .'’-‐‑".contains(c));
    // A name has two words or more, of which each but 'van' and 'bin' begins large.
    let large = words.split_whitespace().all(|word| {
        word.starts_with(char::is_uppercase)
            || lists.is("name", &fold(word))
            || word.starts_with("al-")
            || word.starts_with("el-")
    });
    letters
        && large
        && (2..=6).contains(&tokens.len())
        && !tokens
            .iter()
            .any(|token| NO_NAMES.contains(token) || written::weekday_of(token).is_some_and(|_| token.ends_with("day")))
        && !is_outlet(words, lists)
        && !tokens.iter().any(|token| lists.is("function", token) && !lists.is("name", token) && token.len() > 1)
}

/// A name set in capitals, with capitals only where names have them.
fn cased(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut cased = String::with_capacity(name.len());
    // 'JEAN-PIERRE' is 'Jean-Pierre', but 'KIM JONG-UN' is 'Kim Jong-un': we cannot know, and keep both large.
    let mut large = true;
    for character in name.chars() {
        if large {
            cased.push(character);
        } else {
            cased.extend(character.to_lowercase());
        }
        large = !character.is_alphabetic();
    }
    cased
}

/// Whether a line is a byline and nothing else; its names may be cut off.
pub(crate) fn is_byline(line: &str, lists: &Lists) -> bool {
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\W{0,2}(?:(?:(?i:written|story|reported|analysis|opinion|text|words|interview|compiled|commentary|column)) (?:by|BY|By)|By|BY|by|Author|AUTHOR)(?:\s+|:\s*)|^\W{0,2}(?i:interview|words|text|story|report|analysis|reporting):\s+",
        )
    });
    static CREDITS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\W{0,2}(?i:(?:additional )?(?:reporting|writing|editing|compiled|edited|translated|research)) by\s+\p{Lu}",
        )
    });
    let folded = fold(line);
    let words = word_tokens(&folded).count();
    if CREDITS.is_match(line) {
        return words <= 60;
    }
    let Some(by) = BY.find(line) else { return false };
    let rest = line[by.end()..].trim();
    if words > 24 || rest.is_empty() {
        return false;
    }
    // 'By Monday, talks had stopped.' is a sentence.
    let byline = read(line, None, lists);
    let first = rest.split([',', '(', '|', ';']).next().unwrap_or(rest).trim();
    (!byline.names.is_empty() || byline.agency.is_some() || is_desk(first, lists))
        && !(rest.ends_with('.') && words > 8 && !rest.contains('@'))
}

/// 'our foreign staff', 'Harbour Post Staff': a byline without a person.
fn is_desk(words: &str, lists: &Lists) -> bool {
    const DESKS: [&str; 9] =
        ["staff", "desk", "bureau", "agencies", "correspondent", "reporter", "newsroom", "team", "writers"];
    let folded = fold(words);
    let tokens: Vec<&str> = word_tokens(&folded).collect();
    tokens.len() <= 5
        && tokens.last().is_some_and(|last| DESKS.contains(last))
        && !tokens.iter().any(|token| lists.is("past", token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_one_by_one() {
        for (words, names) in [
            ("By Ann Lee", &["Ann Lee"][..]),
            ("By Ann Lee and Bo Kim, Staff Writers", &["Ann Lee", "Bo Kim"]),
            ("By ANN LEE in Seoul and JEAN-PIERRE DU BOIS in Paris", &["Ann Lee", "Jean-Pierre Du Bois"]),
            ("By Choi Min-ho (", &["Choi Min-ho"]),
            ("By Choi Min-ho (minho@example.com)", &["Choi Min-ho"]),
            ("Written by: Sara van den Berg | Foreign Correspondent", &["Sara van den Berg"]),
            ("Ann Lee, Reuters", &["Ann Lee"]),
            ("Harbour Post", &[]),
            ("By The Editorial Board", &["The Editorial Board"]),
            ("By Our Foreign Staff", &[]),
            ("By ANN LEE and BO KIM Harbour Wire", &["Ann Lee", "Bo Kim"]),
            ("By Ann Lee, Staff Writer July 1, 2019", &["Ann Lee"]),
            ("By Ann Lee July 1, 2019 5:02 p.m.", &["Ann Lee"]),
            ("By Ann Lee and Seo Yi-", &["Ann Lee"]),
            ("By Ann Lee and Peter Sc", &["Ann Lee"]),
            ("By Bo Ng", &["Bo Ng"]),
            ("(Reporting by Ann Lee in Geneva and", &["Ann Lee"]),
            ("Mohammed al-Haddad & Li Wei", &["Mohammed al-Haddad", "Li Wei"]),
            ("https://example.com/author/ann", &[]),
        ] {
            assert_eq!(read(words, Some("Harbour Post"), Lists::built_in()).names, names, "{words}");
        }
        assert_eq!(read("Reuters", None, Lists::built_in()).agency.as_deref(), Some("Reuters"));
        assert_eq!(read("By AP", None, Lists::built_in()).agency.as_deref(), Some("Associated Press"));
    }

    #[test]
    fn a_byline_is_no_sentence() {
        for line in [
            "By Ann Lee",
            "BY ANN LEE",
            "By Choi Min-ho (",
            "By Our Foreign Staff",
            "Reporting by Ann Lee in Seoul; Editing by Bo Kim",
            "By Ann Lee, Staff Writer | May 4, 2020",
            "Interview: Ann Lee",
        ] {
            assert!(is_byline(line, Lists::built_in()), "{line}");
        }
        for line in [
            "By Monday, talks had stopped.",
            "By then Kim Jong Un had left.",
            "By and large, it works.",
            "Analysis: What comes next",
            "By Lake Geneva, envoys of both sides met on Friday to discuss terms.",
            "Ann Lee",
        ] {
            assert!(!is_byline(line, Lists::built_in()), "{line}");
        }
    }
}
