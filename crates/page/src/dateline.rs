//! Lines that say when a page was published: 'All News 07:40 February 14, 2020', 'Updated 3 hours ago'.

use std::sync::LazyLock;

use regex::Regex;

use crate::Lists;
use crate::byline;
use crate::day::written;
use crate::line::{fold, pattern, word_tokens};

/// Whether a line says when the page was published and little else.
pub(crate) fn is_date_line(line: &str, lists: &Lists) -> bool {
    static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b\d{1,2}(?:[:.h]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?|\s*[ap]\.?m\b\.?)(?:\s*\(?(?:[A-Z]{2,5}|local time)\b(?:\s*[+-]\d{1,2}(?::?\d{2})?)?\)?)?",
        )
    });
    static AGO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:\d{1,2}|an?|one|two|three)\s+(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?)\s+ago\b")
    });
    static CUE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:first |last |originally )?(?:published|updated?|posted|modified|created|released|revised|issued|uploaded)|date|pubdate|dated|as of|print edition)\b(?:\s+(?:on|at|in|date|time))?\s*:?",
        )
    });
    static WEEKDAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"));
    let words = word_tokens(&fold(line)).count();
    if words > 24 {
        return false;
    }
    let dates = written::find(line);
    let ago = AGO.is_match(line);
    let clock = CLOCK.is_match(line);
    let cue = CUE.is_match(line);
    let dated = dates.iter().any(|date| date.year.is_some() && date.day.is_some())
        || (!dates.is_empty() && (clock || cue))
        || (ago && (cue || words <= 6));
    if !dated {
        return false;
    }
    // What is left without dates, times and the words that go with them.
    let mut rest = line.to_owned();
    for date in dates.iter().rev() {
        rest.replace_range(date.span.range(), " ");
    }
    for pattern in [&*CLOCK, &*AGO, &*CUE, &*WEEKDAY] {
        rest = pattern.replace_all(&rest, " ").into_owned();
    }
    let parts =
        rest.split(['|', '•', '·', '/', ';', '\u{2013}', '\u{2014}']).map(str::trim).filter(|part| !part.is_empty());
    let left: usize = parts
        .filter(|part| {
            !byline::is_byline(part, lists)
                && !byline::is_name(part, lists)
                && lists.label(part).is_none()
                && lists.furniture(part).is_none()
        })
        .map(|part| word_tokens(&fold(part)).count())
        .sum();
    let sentence = line.trim_end().ends_with(['.', '!', '?']) && left > 2;
    left <= 5 && !sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_lines_and_sentences() {
        let lists = Lists::built_in();
        for line in [
            "All News 07:40 February 14, 2020",
            "Published: 14 February 2020, 09:12 GMT",
            "Updated 5:02 PM EST, Mon May 4, 2020",
            "Monday, May 4, 2020",
            "2020.05.04 17:31",
            "Ann Lee | May 4, 2020 | Asia",
            "By Ann Lee | May 4, 2020 at 3:10 p.m.",
            "Updated 3 hours ago",
            "Posted on May 4",
            "World News May 4, 2020 / 8:31 AM / Updated 2 years ago",
        ] {
            assert!(is_date_line(line, lists), "{line}");
        }
        for line in [
            "The leaders met on June 12, 2018.",
            "In February 2019 the talks failed.",
            "Talks set for May 4",
            "The summit of June 12, 2018, and what came of it since",
            "They left at 5 p.m.",
        ] {
            assert!(!is_date_line(line, lists), "{line}");
        }
    }
}
