//! Dates, names, numbers and excerpts as the brief words them.

use std::sync::LazyLock;

use anchor::{Period, Precision};
use jiff::civil::Date;

const WITH_ARTICLE: &str = include_str!("../../../data/brief/with-article.txt");

const ISSUES: &str = include_str!("../../../data/brief/issues.tsv");

static ARTICLE: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| WITH_ARTICLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect());

/// A day: "5 Oct 2019".
pub(crate) fn day(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// A period, no more exact than it is known: "5 Oct 2019", "Oct 2019", "2019", "27–28 Feb 2019".
pub(crate) fn period(period: Period) -> String {
    let (start, end) = (period.start, period.end);
    match period.precision {
        Precision::Day => day(start),
        Precision::Month if start.first_of_month() == end.first_of_month() => start.strftime("%b %Y").to_string(),
        Precision::Month => format!("{} – {}", start.strftime("%b %Y"), end.strftime("%b %Y")),
        Precision::Year if start.year() == end.year() => start.year().to_string(),
        Precision::Year => format!("{}–{}", start.year(), end.year()),
        Precision::Range if start.first_of_month() == end.first_of_month() => format!("{}–{}", start.day(), day(end)),
        Precision::Range if start.year() == end.year() => format!("{} – {}", start.strftime("%-d %b"), day(end)),
        Precision::Range => format!("{} – {}", day(start), day(end)),
    }
}

/// "A", "A and B", "A, B and C".
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// `n` with its noun: "1 page", "3 pages".
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// `name` as it stands within a sentence: with "the" where it takes one.
pub(crate) fn named(name: &str) -> String {
    let with = ARTICLE.iter().any(|entry| match entry.strip_suffix('*') {
        Some(head) => name.starts_with(head),
        None => *entry == name,
    });
    if with { format!("the {name}") } else { name.to_owned() }
}

/// `text` with its first letter as a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `name` as an owner: "North Korea’s", "the United States’".
pub(crate) fn possessive(name: &str) -> String {
    let name = named(name);
    if name.ends_with('s') { format!("{name}’") } else { format!("{name}’s") }
}

/// A chance between 0 and 1 in per cent: "60 %", "under 1 %".
pub(crate) fn percent(chance: f64) -> String {
    let percent = (chance * 100.0).round();
    if percent < 1.0 && chance > 0.0 { "under 1 %".to_owned() } else { format!("{percent} %") }
}

/// A range of chances: "20–45 %"; one figure where both are the same.
pub(crate) fn percents(low: f64, high: f64) -> String {
    let (from, to) = ((low * 100.0).round(), (high * 100.0).round());
    if from == to { percent(low) } else { format!("{from}–{to} %") }
}

/// An issue's label as it reads in a sentence.
pub(crate) fn issue(label: &str) -> String {
    let rows = ISSUES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let own = rows.into_iter().find(|(issue, _)| *issue == label).map(|(_, reads)| reads);
    own.map_or_else(|| plain(&label.replace('_', " ")), str::to_owned)
}

/// At most `most` characters of `text`, cut between words around `keep` (which stays), with dots where cut.
pub(crate) fn excerpt(text: &str, keep: &str, most: usize) -> String {
    let text: String = plain(text);
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= most {
        return text;
    }
    let at = text.find(keep).map_or(0, |byte| text[..byte].chars().count());
    let start = (at + keep.chars().count() / 2).saturating_sub(most / 3).min(chars.len().saturating_sub(most));
    let space = |from: usize, to: usize| (from..to.min(chars.len())).find(|&i| chars[i] == ' ');
    let start =
        if start == 0 { 0 } else { space(start, start + 20).map_or(start, |space| space + 1).min(at.max(start)) };
    let end = (start + most).min(chars.len());
    let end = if end == chars.len() { end } else { (start + 1..end).rev().find(|&i| chars[i] == ' ').unwrap_or(end) };
    let body: String = chars[start..end].iter().collect();
    let head = if start > 0 { "… " } else { "" };
    let tail = if end < chars.len() { " …" } else { "" };
    format!("{head}{}{tail}", body.trim_end_matches([',', ';', ':']))
}

/// The same as it stands within quotation marks: one pair around all of it is gone, those within are single.
pub(crate) fn quoted(text: &str, keep: &str, most: usize) -> String {
    let cut = excerpt(text, keep, most);
    let bare = cut.trim_matches(|c| matches!(c, '"' | '“' | '”'));
    let is_one_pair = !bare.contains(['"', '“', '”']) && cut.chars().count() == bare.chars().count() + 2;
    let mut words = String::new();
    for c in if is_one_pair { bare } else { &cut }.chars() {
        words.push(match c {
            '“' => '‘',
            '"' if words.is_empty() || words.ends_with([' ', '(', '—', '–']) => '‘',
            '"' | '”' => '’',
            other => other,
        });
    }
    words
}

/// Whether a character only shows, and neither commands a terminal nor turns the direction of what follows.
pub(crate) fn shows(c: char) -> bool {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !turns && (!c.is_control() || c == '\n' || c == '\t')
}

/// `text` in one line, of characters that only show.
///
/// What a page says is shown in terminals, where control characters are commands.
pub(crate) fn plain(text: &str) -> String {
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|&c| shows(c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_as_exact_as_they_are_known() {
        for (words, printed) in [
            ("2019-10-05", "5 Oct 2019"),
            ("2019-10", "Oct 2019"),
            ("2019-02/2019-03", "Feb 2019 – Mar 2019"),
            ("2019", "2019"),
            ("2019-02-27/2019-02-28", "27–28 Feb 2019"),
            ("2019-02-27/2019-03-03", "27 Feb – 3 Mar 2019"),
            ("2019-12-30/2020-01-02", "30 Dec 2019 – 2 Jan 2020"),
        ] {
            assert_eq!(period(words.parse().unwrap()), printed);
        }
    }

    #[test]
    fn names_within_sentences() {
        assert_eq!(named("United States"), "the United States");
        assert_eq!(named("North Korea"), "North Korea");
        assert_eq!(possessive("United States"), "the United States’");
        assert_eq!(capital("the Houthis"), "The Houthis");
    }

    #[test]
    fn issues_within_sentences() {
        assert_eq!(issue("nuclear"), "nuclear weapons and plants");
        assert_eq!(issue("prisoner_swap"), "prisoner swap");
    }

    #[test]
    fn an_excerpt_keeps_its_word_and_its_length() {
        let text = "Officials who had waited in the rain for hours said that the envoys had met in the old town hall \
                    for talks, and that nobody would say what they had agreed on until both capitals had been told.";
        for most in [40, 60, 90] {
            let cut = excerpt(text, "met", most);
            assert!(cut.contains("met") && cut.chars().count() <= most + 4, "{cut}");
        }
        assert_eq!(excerpt("Short.", "Short", 40), "Short.");
    }

    #[test]
    fn quotations_within_quotations() {
        assert_eq!(quoted("\"unlawful and outrageous\"", "", 80), "unlawful and outrageous");
        assert_eq!(quoted("called it \"unlawful\"", "", 80), "called it ‘unlawful’");
        assert_eq!(quoted("\"A,\" he said, \"B.\"", "", 80), "‘A,’ he said, ‘B.’");
        assert_eq!(quoted("“what” might follow", "", 80), "‘what’ might follow");
    }

    #[test]
    fn terminals_get_no_commands() {
        assert_eq!(plain("a\u{1b}[31mred\u{7}\nline\u{202e}x"), "a [31mred linex");
    }
}
