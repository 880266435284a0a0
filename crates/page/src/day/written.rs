//! Dates as people write them.
//!
//! Found anywhere in a line: `Feb. 14, 2020`, `14 February 2020`, `Monday, 4th of May`, `2020-02-14`, `2020.02.14`,
//! `14/02/2020`, `June 2018`. A date of figures alone whose day and month can change places keeps both readings.

use std::sync::LazyLock;

use anchor::{Period, Span};
use jiff::civil::{Date, Weekday};
use regex::{Captures, Regex};

use crate::line::pattern;

/// A date as it is written in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// Where it stands, weekday included.
    pub(crate) span: Span,
    pub(crate) year: Option<i16>,
    pub(crate) month: i8,
    pub(crate) day: Option<i8>,
    pub(crate) weekday: Option<Weekday>,
    /// Whether day and month can change places: `03/02/2020`, read here with the day first.
    pub(crate) ambiguous: bool,
}

impl Written {
    /// The day, where year, month and day are written and the figures cannot be read in two ways.
    pub(crate) fn date(self) -> Option<Date> {
        if self.ambiguous { None } else { Date::new(self.year?, self.month, self.day?).ok() }
    }

    /// The day or month, where the year is written and the figures cannot be read in two ways.
    pub(crate) fn period(self) -> Option<Period> {
        if self.ambiguous {
            return None;
        }
        match self.day {
            Some(_) => self.date().map(Period::day),
            None => Period::month(self.year?, self.month),
        }
    }

    /// Both readings of an ambiguous date: day first, month first.
    pub(crate) fn readings(self) -> Option<(Date, Date)> {
        let (year, day) = (self.year?, self.day?);
        Some((Date::new(year, self.month, day).ok()?, Date::new(year, day, self.month).ok()?))
    }

    /// The same date in `year`, if it exists and falls on the weekday that is written with it.
    pub(crate) fn in_year(self, year: i16) -> Option<Date> {
        let date = Date::new(year, self.month, self.day?).ok()?;
        self.weekday.is_none_or(|weekday| weekday == date.weekday()).then_some(date)
    }
}

const MONTH: &str = r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)";
const WEEKDAY: &str = r"(?:(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|r|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?,?\s+(?:the\s+)?)?";
const DAY: &str = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?";
const YEAR: &str = r"(?P<year>(?:19|20)[0-9]{2})";

/// Every date written in `text`, in its order.
pub(crate) fn find(text: &str) -> Vec<Written> {
    static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let patterns = [
            format!(r"(?i)\b{WEEKDAY}{MONTH}\s+{DAY}(?:,?\s+{YEAR})?\b"),
            format!(r"(?i)\b{WEEKDAY}{DAY}(?:\s+|-)(?:of\s+)?{MONTH}(?:(?:,?\s+|-){YEAR})?\b"),
            format!(r"(?i)\b{MONTH},?\s+{YEAR}\b"),
            format!(r"\b{YEAR}(?:-|/|\.\s?)(?P<number>[01]?[0-9])(?:-|/|\.\s?){DAY}(?:\b|T)"),
            format!(r"\b(?P<first>[0-3]?[0-9])[-/.](?P<second>[0-3]?[0-9])[-/.]{YEAR}\b"),
        ];
        patterns.iter().map(|words| pattern(words)).collect()
    });
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let mut found: Vec<Written> = PATTERNS
        .iter()
        .flat_map(|pattern| pattern.captures_iter(text).filter_map(|found| read(&found, text)))
        .collect();
    found.sort_by_key(|date| (date.span.start, std::cmp::Reverse(date.span.end)));
    let mut kept: Vec<Written> = Vec::new();
    for date in found {
        match kept.last_mut() {
            Some(before) if before.span.overlaps(date.span) => {
                if before.span.len() < date.span.len() {
                    *before = date;
                }
            }
            _ => kept.push(date),
        }
    }
    kept
}

fn read(found: &Captures, text: &str) -> Option<Written> {
    let whole = found.get(0)?;
    let number = |name: &str| found.name(name).and_then(|digits| digits.as_str().parse::<i8>().ok());
    let year = found.name("year").and_then(|year| year.as_str().parse().ok());
    let (mut month, mut day) = (number("number"), number("day"));
    let mut ambiguous = false;
    if let Some(name) = found.name("month") {
        // 'may' and 'march' are words of their own.
        if year.is_none() && !name.as_str().starts_with(char::is_uppercase) {
            return None;
        }
        month = month_number(name.as_str());
    } else if let (Some(first), Some(second)) = (number("first"), number("second")) {
        // With dots the day comes first; with the other signs whatever cannot be a month is the day.
        let dots = whole.as_str().contains('.');
        (day, month) = if second > 12 { (Some(second), Some(first)) } else { (Some(first), Some(second)) };
        ambiguous = !dots && first <= 12 && second <= 12 && first != second;
    }
    let month = month.filter(|month| (1..=12).contains(month))?;
    if let Some(day) = day {
        Date::new(year.unwrap_or(2000), month, day).ok()?;
    }
    let rest = &text[whole.end()..];
    // 'March 3,000', 'May 10%', 'June 7.5': a number, no day.
    let number_goes_on = rest.starts_with(['%', '$'])
        || rest.strip_prefix([',', '.', ':']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if year.is_none() && number_goes_on {
        return None;
    }
    let weekday = found.name("weekday").and_then(|name| weekday_of(name.as_str()));
    Some(Written { span: Span::new(whole.start(), whole.end()), year, month, day, weekday, ambiguous })
}

/// 1 to 12.
pub(crate) fn month_number(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = name.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|month| *month == start).map(|index| index as i8 + 1)
}

/// The weekday that a word names, whole or cut short.
pub(crate) fn weekday_of(name: &str) -> Option<Weekday> {
    let weekday = match name.get(..3)?.to_ascii_lowercase().as_str() {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    };
    Some(weekday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(date: Written) -> String {
        if let Some((day_first, month_first)) = date.readings().filter(|_| date.ambiguous) {
            return format!("{day_first}/{month_first}");
        }
        let year = date.year.map_or("--".to_owned(), |year| year.to_string());
        let day = date.day.map(|day| format!("-{day:02}")).unwrap_or_default();
        format!("{year}-{:02}{day}", date.month)
    }

    #[test]
    fn dates_as_people_write_them() {
        let table = include_str!("../../tests/dates.tsv");
        for row in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let (text, expected) = row.split_once('\t').unwrap();
            let found: Vec<String> = find(text).into_iter().map(shown).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_weekday_settles_the_year() {
        let date = find("on Monday, May 4, the talks")[0];
        assert_eq!(date.weekday, Some(Weekday::Monday));
        assert_eq!(date.in_year(2020).map(|day| day.to_string()).as_deref(), Some("2020-05-04"));
        assert_eq!(date.in_year(2021), None);
    }
}
