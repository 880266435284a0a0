//! Dates as programs write them: in metadata, addresses and headers.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use regex::Regex;

use crate::line::pattern;

use super::written;

/// A day that a program wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// The day as written, at the place that the offset names.
    pub(crate) date: Date,
    /// Whether it was written in universal time, so that the day at the outlet's place may be a neighbour.
    pub(crate) universal: bool,
}

/// The years in which a page can have been published.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// Reads a metadata value: ISO 8601 in all its forms, RFC 2822, seconds or milliseconds since 1970, or a written date.
pub(crate) fn read(value: &str) -> Option<Stamp> {
    static ISO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]00:?00)?.*)?$")
    });
    let value = value.trim();
    let stamp = if let Some(found) = ISO.captures(value) {
        let number = |group: usize| found[group].parse::<i16>().ok();
        let date = Date::new(number(1)?, number(2)? as i8, number(3)? as i8).ok()?;
        Stamp { date, universal: found.get(4).is_some() }
    } else if (value.len() == 10 || value.len() == 13) && value.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i64 = value.parse().ok()?;
        let seconds = if value.len() == 13 { number / 1000 } else { number };
        let date = Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date();
        Stamp { date, universal: true }
    } else {
        let universal = ["GMT", "UTC", "+0000"].iter().any(|zone| value.ends_with(zone));
        Stamp { date: written::find(value).into_iter().find_map(written::Written::date)?, universal }
    };
    YEARS.contains(&stamp.date.year()).then_some(stamp)
}

/// What an address says of the day: a whole date, or a month or year alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InAddress {
    Day(Date),
    Month(i16, i8),
    Year(i16),
}

/// The date in an address: `/2020/02/14/`, `/2020-02-14-`, `/20200214`, `AEN20200214000500315`, `/2020/feb/14/`.
pub(crate) fn in_address(url: &str) -> Option<InAddress> {
    static FORMS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
        [
            r"(?i)[/_=-](20\d{2}|199\d)[/_-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-](\d{1,2})(?:[^\d]|$)",
            r"(?i)(?:^|[^\d])(20\d{2}|199\d)([01]\d)([0-3]\d)(?:\d{4,11})?(?:[^\d]|$)",
            r"(?i)/(20\d{2}|199\d)[/-](\d{2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/",
            r"/(20\d{2}|199\d)/",
        ]
        .map(pattern)
    });
    let path = url.split(['?', '#']).next()?;
    // The host may hold figures, the path holds the date.
    let path = path.split_once("://").map_or(path, |(_, rest)| rest.find('/').map_or("", |slash| &rest[slash..]));
    let month = |word: &str| word.parse().ok().or_else(|| written::month_number(word));
    for form in &FORMS[..2] {
        for found in form.captures_iter(path) {
            let date = month(&found[2])
                .and_then(|month| Date::new(found[1].parse().ok()?, month, found[3].parse().ok()?).ok());
            if let Some(date) = date.filter(|date| YEARS.contains(&date.year())) {
                return Some(InAddress::Day(date));
            }
        }
    }
    if let Some(found) = FORMS[2].captures(path)
        && let Some(month) = month(&found[2]).filter(|month| (1..=12).contains(month))
    {
        return Some(InAddress::Month(found[1].parse().ok()?, month));
    }
    FORMS[3].captures(path).and_then(|found| found[1].parse().ok()).map(InAddress::Year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_programs_write_them() {
        let table = include_str!("../../tests/stamps.tsv");
        for row in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let columns: Vec<&str> = row.split('\t').collect();
            let found = read(columns[0]);
            assert_eq!(found.map(|stamp| stamp.date.to_string()).unwrap_or_default(), columns[1], "{row}");
            assert_eq!(found.is_some_and(|stamp| stamp.universal), columns[2] == "UTC", "{row}");
        }
    }

    #[test]
    fn dates_in_addresses() {
        let table = include_str!("../../tests/addresses.tsv");
        for row in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let (address, expected) = row.split_once('\t').unwrap();
            let found = match in_address(address) {
                Some(InAddress::Day(date)) => date.to_string(),
                Some(InAddress::Month(year, month)) => format!("{year}-{month:02}"),
                Some(InAddress::Year(year)) => year.to_string(),
                None => String::new(),
            };
            assert_eq!(found, expected, "{address}");
        }
    }
}
