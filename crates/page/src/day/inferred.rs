//! The day of a page that does not say it, worked out from its words.
//!
//! A reader goes by what the text speaks of as past: nothing is printed before the last thing it reports. A dated
//! picture is near the day of printing, and so is what the first paragraphs date by weekday and day; a weekday in the
//! news ('said Monday') is the day of printing or just before it. Together they give the day: the first such weekday
//! on or after the dated event. A date with its year in running text ('dismissed on May 3, 2018') is mostly that of
//! something older, as news leaves the year of fresh things out: it gives no day, but the day before which the page
//! was not printed.

use std::sync::LazyLock;

use anchor::Period;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use regex::Regex;

use super::written::{self, Written};
use crate::line::{fold, pattern, word_tokens};
use crate::{Basis, Lists, Published};

/// What a text offers for working out its day.
#[derive(Debug, Default)]
pub(crate) struct Clues<'a> {
    pub(crate) paragraphs: &'a [String],
    pub(crate) captions: &'a [String],
    pub(crate) labels: &'a [String],
    /// The year, where the address or a claim of copyright gives it.
    pub(crate) year: Option<i16>,
    /// The page was not printed later.
    pub(crate) no_later: Option<Date>,
}

/// News speaks of a weekday by its name alone for at most this many days.
const WEEK: i32 = 6;
/// A date without a year is taken for the next such day after the last dated event if it comes within these days.
const SEASON: i32 = 120;
/// How many paragraphs tell the news; what follows is background.
const LEAD: usize = 3;

/// The latest past thing, and the words that date it.
struct Past {
    date: Date,
    words: String,
    /// Whether it is news (a picture's day, a weekday with its date in the lead) and not background.
    recent: bool,
    /// Whether its day is known, not its month alone.
    exact: bool,
}

/// Works out the day; where it cannot be, says at least before which day the page was not printed.
pub(crate) fn infer(clues: &Clues, lists: &Lists) -> Published {
    let pasts = pasts(clues, lists);
    let latest = pasts.iter().max_by_key(|past| (past.date, past.recent));
    let not_before = latest.map(|past| past.date);
    let found = dateline(clues, latest, lists)
        .or_else(|| news_day(clues, &pasts, lists))
        .filter(|(period, _)| clues.no_later.is_none_or(|limit| period.start <= limit));
    match found {
        Some((period, because)) => Published {
            period: Some(period),
            basis: Basis::Inferred,
            // A day that follows from the news is itself a day that the text speaks of as past.
            not_before: not_before.max(Some(period.start)),
            because: Some(because),
        },
        None => Published {
            period: None,
            basis: Basis::Unknown,
            not_before,
            because: latest.map(|past| format!("the text speaks of “{}” as past", past.words)),
        },
    }
}

/// A dateline or label with a month and day ('SEOUL, Feb. 14 –') and the year that goes with it.
fn dateline(clues: &Clues, latest: Option<&Past>, lists: &Lists) -> Option<(Period, String)> {
    static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\W{0,2}\p{Lu}[\p{Lu}\p{L}.,' -]{2,40}[,(]\s*(?P<date>[A-Za-z]{3,9}\.? \d{1,2}|\d{1,2} [A-Za-z]{3,9}\.?)\)?(?:\s*\([^)]{2,30}\))?\s*(?:-{1,3}|–|—|:)",
        )
    });
    let first = clues.paragraphs.first().and_then(|paragraph| {
        let date = DATELINE.captures(paragraph)?.name("date")?;
        written::find(date.as_str()).first().copied().map(|found| (found, date.as_str().to_owned()))
    });
    let labels = clues
        .labels
        .iter()
        .flat_map(|label| written::find(label).into_iter().map(move |found| (found, found.span.of(label).to_owned())));
    let (date, words) = first.into_iter().chain(labels).next()?;
    if let Some(date) = date.date() {
        return Some((Period::day(date), format!("“{words}”")));
    }
    // The news of a day names that weekday, or the one before.
    let said = weekdays(clues.paragraphs, lists);
    let fits = |day: &Date| {
        let near = [day.weekday(), day.weekday().previous()];
        said.is_empty() || said.iter().any(|(weekday, _)| near.contains(weekday))
    };
    if let Some(year) = clues.year {
        let day = date.in_year(year).filter(fits)?;
        return Some((Period::day(day), format!("“{words}” and the year {year}")));
    }
    let past = latest.filter(|past| past.recent || !said.is_empty())?;
    let years = [past.date.year(), past.date.year() + 1];
    let next = years.into_iter().filter_map(|year| date.in_year(year)).find(|day| *day >= past.date).filter(fits)?;
    let near = days(past.date, next) <= SEASON;
    near.then(|| (Period::day(next), format!("“{words}”, the first after “{}”", past.words)))
}

/// The day that a weekday in the news and a dated past event give together.
fn news_day(clues: &Clues, pasts: &[Past], lists: &Lists) -> Option<(Period, String)> {
    let event = pasts.iter().filter(|past| past.recent && past.exact).max_by_key(|past| past.date)?;
    // Background that is later than the news would be none: then nothing is certain.
    if pasts.iter().any(|past| past.date > event.date) {
        return None;
    }
    let said = weekdays(clues.paragraphs, lists);
    if let Some((weekday, words)) = said.first() {
        let ahead = i32::from(event.date.weekday().until(*weekday));
        let day = event.date.saturating_add(ahead.days());
        let name = weekday_name(*weekday);
        return Some((Period::day(day), format!("“{words}”: the first {name} on or after “{}”", event.words)));
    }
    let phrase = recency(clues.paragraphs)?;
    let last = event.date.saturating_add(WEEK.days());
    Some((Period::range(event.date, last)?, format!("“{phrase}” and “{}”", event.words)))
}

/// The dated things that the text speaks of as past.
fn pasts(clues: &Clues, lists: &Lists) -> Vec<Past> {
    let mut pasts = Vec::new();
    let believable = |date: Date| clues.no_later.is_none_or(|limit| date <= limit);
    for caption in clues.captions {
        // A picture from the archive may be of any age.
        let archive =
            ["file", "archive", "undated"].iter().any(|word| word_tokens(&fold(caption)).any(|token| token == *word));
        for date in written::find(caption) {
            if let Some(period) = date.period().filter(|period| believable(period.start)) {
                let words = date.span.of(caption).to_owned();
                pasts.push(Past { date: period.start, words, recent: !archive, exact: date.day.is_some() });
            }
        }
    }
    for (index, paragraph) in clues.paragraphs.iter().enumerate() {
        for sentence in sentences(paragraph) {
            for date in written::find(sentence) {
                let period = date.period().or_else(|| {
                    // A day without a year belongs to the last dated event before it, if it comes soon after.
                    let before: Date = pasts.last().map(|past: &Past| past.date)?;
                    let years = [before.year(), before.year() + 1];
                    let day = years.into_iter().filter_map(|year| date.in_year(year)).find(|day| *day >= before)?;
                    (date.year.is_none() && days(before, day) <= SEASON).then(|| Period::day(day))
                });
                let Some(period) = period.filter(|period| believable(period.start)) else { continue };
                if is_past(sentence, date, lists) {
                    let (words, exact) = (date.span.of(sentence).to_owned(), date.day.is_some());
                    pasts.push(Past {
                        date: period.start,
                        words,
                        recent: index < LEAD && date.weekday.is_some(),
                        exact,
                    });
                }
            }
        }
    }
    pasts
}

/// Whether a sentence speaks of a date in it as past: a past verb, and nothing that looks ahead.
fn is_past(sentence: &str, date: Written, lists: &Lists) -> bool {
    let (before, after) = (fold(&sentence[..date.span.start as usize]), fold(&sentence[date.span.end as usize..]));
    let past = |word: &str| lists.is("past", word) || (word.len() > 4 && word.ends_with("ed"));
    let future = |word: &str| lists.is("future", word);
    // 'before Dec. 31' looks ahead even in a sentence about the past; so does 'a vote set for May 3'.
    let near: Vec<&str> = word_tokens(&before).collect();
    let near = &near[near.len().saturating_sub(8)..];
    // 'the November 2016 election' names a thing by its date; 'a vote called for June 5' lies ahead.
    let names =
        near.last().is_some_and(|word| matches!(*word, "the" | "a" | "this" | "that" | "for" | "its" | "their"));
    if names || near.iter().any(|word| future(word)) {
        return false;
    }
    let words = || word_tokens(&before).chain(word_tokens(&after));
    words().any(past) && !words().any(|word| matches!(word, "will" | "shall" | "tomorrow" | "upcoming"))
}

/// The weekdays on which the text says that its news took place, surest first: with a verb of saying, then others.
fn weekdays(paragraphs: &[String], lists: &Lists) -> Vec<(Weekday, String)> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"));
    let (mut said, mut others) = (Vec::new(), Vec::new());
    for sentence in paragraphs.iter().take(LEAD).flat_map(|paragraph| sentences(paragraph)) {
        for named in NAMED.find_iter(sentence) {
            let before = fold(&sentence[..named.start()]);
            let words: Vec<&str> = word_tokens(&before).collect();
            let near = &words[words.len().saturating_sub(4)..];
            // 'next Monday', 'until Monday', 'last Monday' are no news of the day; 'Monday, May 4' is read as a date.
            let elsewhere = |word: &&str| {
                lists.is("future", word)
                    || matches!(*word, "last" | "since" | "after" | "every" | "past" | "previous" | "each")
            };
            let dated = sentence[named.end()..].starts_with(['\'', '’'])
                || written::find(sentence).iter().any(|date| date.span.range().contains(&named.start()));
            if near.iter().any(elsewhere) || dated {
                continue;
            }
            let Some(weekday) = written::weekday_of(named.as_str()) else { continue };
            let quote = quote(sentence, named.start(), named.end());
            if near.iter().any(|word| lists.is("say", word)) {
                said.push((weekday, quote));
            } else if words.iter().any(|word| lists.is("past", word) || (word.len() > 4 && word.ends_with("ed"))) {
                others.push((weekday, quote));
            }
        }
    }
    said.extend(others);
    said
}

/// The words of a sentence that end at `end`: three before `start`, and the whole of a name that they cut into.
fn quote(sentence: &str, start: usize, end: usize) -> String {
    let mut from = start;
    let mut words = sentence[..start].split_whitespace().rev();
    let mut before: Option<&str> = None;
    for (count, word) in words.by_ref().take(10).enumerate() {
        let large = |word: &str| word.starts_with(char::is_uppercase);
        let in_name = before.is_some_and(large) && (large(word) || matches!(word, "the" | "The" | "of"));
        if (count >= 3 && !in_name) || word.ends_with(',') {
            break;
        }
        from = word.as_ptr() as usize - sentence.as_ptr() as usize;
        before = Some(word);
    }
    sentence[from..end].to_owned()
}

/// Words by which the lead says that its dated event is fresh.
fn recency(paragraphs: &[String]) -> Option<&str> {
    static FRESH: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:earlier this week|this week|yesterday|today)\b"));
    paragraphs.iter().take(LEAD).find_map(|paragraph| FRESH.find(paragraph)).map(|found| found.as_str())
}

fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// Cuts a paragraph where a sentence ends: roughly, but never inside 'Feb. 5', 'U.S. forces' or 'Mr. Kim'.
fn sentences(paragraph: &str) -> Vec<&str> {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r#"([\p{L}\p{N}]+)[.!?]["”’)]*\s+(["“‘(]?\p{Lu})"#));
    const ABBREVIATIONS: [&str; 30] = [
        "Mr", "Mrs", "Ms", "Dr", "Gen", "Lt", "Col", "Sgt", "Capt", "Adm", "Gov", "Sen", "Rep", "Rev", "St", "No",
        "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Prof", "Amb",
    ];
    let mut cuts = vec![0];
    for found in END.captures_iter(paragraph) {
        let (Some(word), Some(next)) = (found.get(1), found.get(2)) else { continue };
        if word.as_str().chars().count() > 1 && !ABBREVIATIONS.contains(&word.as_str()) {
            cuts.push(next.start());
        }
    }
    cuts.push(paragraph.len());
    cuts.windows(2).map(|cut| paragraph[cut[0]..cut[1]].trim()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_follow_from_the_text() {
        let table = include_str!("../../tests/inferred.tsv");
        for row in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let columns: Vec<&str> = row.split('\t').collect();
            let (caption, text) = match columns[0].strip_prefix('{').and_then(|rest| rest.split_once('}')) {
                Some((caption, text)) => (Some(caption.to_owned()), text),
                None => (None, columns[0]),
            };
            let paragraphs: Vec<String> = text.split('¶').map(str::to_owned).collect();
            let captions: Vec<String> = caption.into_iter().collect();
            let clues = Clues { paragraphs: &paragraphs, captions: &captions, ..Clues::default() };
            let found = infer(&clues, Lists::built_in());
            let day = found.period.map(|period| period.to_string()).unwrap_or_default();
            assert_eq!(day, columns[1], "{row}: {found:?}");
            assert_eq!(found.not_before.map(|day| day.to_string()).unwrap_or_default(), columns[2], "{row}: {found:?}");
            assert_eq!(found.basis, if day.is_empty() { Basis::Unknown } else { Basis::Inferred });
        }
    }

    #[test]
    fn nothing_is_inferred_after_the_day_of_fetching() {
        let paragraphs = ["The minister was dismissed on March 12, 2021, her deputy said Sunday.".to_owned()];
        let no_later = Some(jiff::civil::date(2021, 3, 13));
        let found = infer(&Clues { paragraphs: &paragraphs, no_later, ..Clues::default() }, Lists::built_in());
        assert_eq!(found.period, None);
        assert_eq!(found.not_before, Some(jiff::civil::date(2021, 3, 12)));
    }

    #[test]
    fn sentences_end_where_they_end() {
        let cut = sentences("Mr. Kim met U.S. envoys on Feb. 5 in Esk. “No,” he said. They left.");
        assert_eq!(cut, ["Mr. Kim met U.S. envoys on Feb. 5 in Esk.", "“No,” he said.", "They left."]);
    }
}
