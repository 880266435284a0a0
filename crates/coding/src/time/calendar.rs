//! Named dates: holidays, elections, inaugurations, anniversaries, summits (`data/time/calendar.tsv`).
//!
//! An entry has a rule that gives its days year by year, or a list of its days. 'Before the November
//! presidential election' in an article of May 2020 asks for the next day of an entry that is called so and
//! falls in November: 2020-11-03.

use std::fmt;

use anchor::{Period, Precision};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::table::{self, DataError, Row};

/// A date that goes by a name, once or year by year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedDate {
    /// What readers call it: 'US presidential election'.
    pub name: String,
    /// Its names in texts, in small letters.
    pub words: Vec<String>,
    /// ISO 3166 alpha-3 of the country it belongs to; none where it is nobody's own.
    pub country: Option<String>,
    /// What its name stands for.
    pub kind: NamedKind,
    rule: Rule,
    since: Option<i16>,
    until: Option<i16>,
    /// Every so many years from `since`.
    every: i16,
}

/// What the name of a date stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NamedKind {
    /// A day; the name is a time expression by itself: 'Christmas', 'Election Day'.
    Day,
    /// Something that has a date: 'the presidential election', 'the Hanoi summit'.
    Event,
    /// The first day of a period; what is before it ends the day before: 'the new year', 'the next Congress'.
    Start,
}

/// When a named date is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    /// The same day of every year.
    Fixed { month: i8, day: i8 },
    /// The `nth` weekday of a month (from its end below zero), and so many days later.
    Nth { nth: i8, weekday: Weekday, month: i8, plus: i32 },
    /// Days after Easter Sunday; by the Gregorian or the Julian reckoning.
    Easter { plus: i32, orthodox: bool },
    /// Known days, sorted.
    Dates(Vec<Period>),
}

/// A named date resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion<'c> {
    /// Its entry.
    pub entry: &'c NamedDate,
    /// Its days.
    pub period: Period,
}

/// All named dates.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    entries: Vec<NamedDate>,
}

impl Calendar {
    /// Reads `text`, the contents of `file`, a table laid out as `data/time/calendar.tsv` says at its head.
    pub fn parse(file: &str, text: &str) -> Result<Self, DataError> {
        let mut entries = Vec::new();
        table::rows(file, text, &["name", "words", "country", "kind", "rule"], |row| {
            entries.push(NamedDate::parse(row)?);
            Ok(())
        })?;
        Ok(Self { entries })
    }

    /// All entries, in the order of the table.
    pub fn entries(&self) -> &[NamedDate] {
        &self.entries
    }

    /// Adds an entry with known days, such as a summit that the ledger knows.
    pub fn add(&mut self, name: &str, words: &[&str], country: Option<&str>, days: Vec<Period>) {
        let mut days = days;
        days.sort();
        self.entries.push(NamedDate {
            name: name.to_owned(),
            words: words.iter().map(|words| words.to_lowercase()).collect(),
            country: country.map(str::to_owned),
            kind: NamedKind::Event,
            rule: Rule::Dates(days),
            since: None,
            until: None,
            every: 1,
        });
    }

    /// The occasion that `phrase` names, seen from `anchor`: the first that ends on that day or later; the last one
    /// before, where none is to come ('the Singapore summit').
    ///
    /// A month or year in the phrase ('the November election', 'the 2024 election') must be that of the day. The entry
    /// of which the phrase says most goes first ('the Israeli election'), then one of `countries` (ISO 3166 alpha-3),
    /// which are those that the text is about, then the first of the table.
    pub fn resolve(&self, phrase: &str, anchor: Date, countries: &[&str]) -> Option<Occasion<'_>> {
        let phrase = phrase.to_lowercase();
        let words: Vec<&str> = phrase.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let month = words.iter().find_map(|word| month_number(word));
        let year = words.iter().filter(|word| word.len() == 4).find_map(|word| word.parse::<i16>().ok());
        let mut best: Option<(Occasion<'_>, (usize, bool, i64))> = None;
        for entry in &self.entries {
            let Some(length) = entry.named_in(&words) else { continue };
            let fits = |period: &Period| {
                month.is_none_or(|month| period.start.month() == month)
                    && year.is_none_or(|year| period.start.year() == year)
            };
            let Some(period) = entry.nearest(anchor, fits) else { continue };
            let at_home = entry.country.as_deref().is_some_and(|country| countries.contains(&country));
            // Of two parties' elections the nearer.
            let away = i64::from((period.start - anchor).get_days()).abs();
            let rank = (length, at_home, if at_home { -away } else { 0 });
            if best.as_ref().is_none_or(|(_, best)| rank > *best) {
                best = Some((Occasion { entry, period }, rank));
            }
        }
        best.map(|(occasion, _)| occasion)
    }
}

impl NamedDate {
    /// Reads one row.
    fn parse(row: &Row<'_>) -> Result<Self, DataError> {
        let (kind, country, rule) = (row.get("kind"), row.get("country"), row.get("rule"));
        let kind = match kind {
            "day" => NamedKind::Day,
            "event" => NamedKind::Event,
            "start" => NamedKind::Start,
            _ => return Err(row.error(format!("the kind {kind:?} is none of day, event and start"))),
        };
        let mut entry = Self {
            name: row.get("name").to_owned(),
            words: row.get("words").split('|').map(str::to_lowercase).collect(),
            country: (!matches!(country, "" | "-")).then(|| country.to_owned()),
            kind,
            rule: Rule::Dates(Vec::new()),
            since: None,
            until: None,
            every: 1,
        };
        let bad = |what: &str| {
            row.error(format!(
                "the rule cannot be read at {what:?}; the head of data/time/calendar.tsv lists the rules"
            ))
        };
        let mut parts = rule.split_whitespace().peekable();
        let first = parts.next().ok_or_else(|| row.error("it has no rule"))?;
        entry.rule = Rule::parse(first, &mut parts).ok_or_else(|| bad(rule))?;
        while let Some(part) = parts.next() {
            let number = parts.next().and_then(|number| number.parse::<i16>().ok()).ok_or_else(|| bad(part))?;
            match part {
                "since" => entry.since = Some(number),
                "until" => entry.until = Some(number),
                "every" if number > 0 => entry.every = number,
                _ => return Err(bad(part)),
            }
        }
        if entry.every > 1 && entry.since.is_none() {
            return Err(row.error("it recurs every few years but does not say since when"));
        }
        Ok(entry)
    }

    /// Its days in `year`, in order.
    pub fn in_year(&self, year: i16) -> Vec<Period> {
        if let Rule::Dates(days) = &self.rule {
            return days.iter().copied().filter(|period| period.start.year() == year).collect();
        }
        let kept = self.since.is_none_or(|since| year >= since && (year - since) % self.every == 0)
            && self.until.is_none_or(|until| year <= until);
        kept.then(|| self.rule.day(year)).flatten().map(Period::day).into_iter().collect()
    }

    /// Its days, if it was only once.
    pub fn once(&self) -> Option<Period> {
        match &self.rule {
            Rule::Dates(days) if days.len() == 1 => days.first().copied(),
            _ => None,
        }
    }

    /// The first that ends on `day` or later and that `fits`; else the last before.
    fn nearest(&self, day: Date, fits: impl Fn(&Period) -> bool) -> Option<Period> {
        let span = 8_i16;
        let year = day.year();
        let mut before = None;
        let years: Box<dyn Iterator<Item = i16>> = match &self.rule {
            Rule::Dates(days) => {
                let (first, last) = (days.first()?.start.year(), days.last()?.start.year());
                Box::new(first..=last)
            }
            _ => Box::new(year.saturating_sub(span)..=year.saturating_add(span)),
        };
        for period in years.flat_map(|year| self.in_year(year)).filter(fits) {
            if period.end >= day {
                return Some(period);
            }
            before = Some(period);
        }
        before
    }

    /// The last of its days that starts on `day` or before; nothing where there is none within eight years.
    pub fn last(&self, day: Date) -> Option<Period> {
        let years = day.year().saturating_sub(8)..=day.year();
        years.rev().find_map(|year| self.in_year(year).into_iter().rev().find(|period| period.start <= day))
    }

    /// The first of its days that starts on `day` or later; nothing where there is none within eight years.
    pub fn next(&self, day: Date) -> Option<Period> {
        let years = day.year()..=day.year().saturating_add(8);
        years.into_iter().find_map(|year| self.in_year(year).into_iter().find(|period| period.start >= day))
    }

    /// How many words the longest of its names that stand in `words` has.
    fn named_in(&self, words: &[&str]) -> Option<usize> {
        let split = |name: &'_ str| -> Vec<String> {
            name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        let stands = |name: &Vec<String>| (0..words.len()).any(|start| begins_with(&words[start..], name));
        self.words.iter().map(|name| split(name)).filter(stands).map(|name| name.len()).max()
    }
}

/// Whether `words` begin with the words of `name`, in the singular or plural; a month, a year, a day's number and the
/// like may stand between them ('the presidential November election', 'the UN's General Assembly').
fn begins_with(words: &[&str], name: &[String]) -> bool {
    let passable = |word: &str| {
        month_number(word).is_some()
            || word.bytes().all(|byte| byte.is_ascii_digit())
            || matches!(word, "s" | "upcoming" | "next" | "general")
    };
    let mut rest = words;
    name.iter().enumerate().all(|(i, wanted)| {
        let is_it = |word: &str| word == wanted || word.strip_suffix('s') == Some(wanted);
        while let Some((&word, after)) = rest.split_first() {
            rest = after;
            if is_it(word) {
                return true;
            }
            if i == 0 || !passable(word) {
                return false;
            }
        }
        false
    })
}

impl Rule {
    /// Reads a rule from its first word and those that follow.
    fn parse<'a>(first: &str, rest: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>) -> Option<Self> {
        if first == "dates" {
            let mut days = Vec::new();
            while let Some(words) = rest.next_if(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
                days.push(words.parse().ok()?);
            }
            days.sort();
            return (!days.is_empty()).then_some(Self::Dates(days));
        }
        if let Some(plus) = first.strip_prefix("easter") {
            return Some(Self::Easter { plus: offset(plus)?, orthodox: false });
        }
        if let Some(plus) = first.strip_prefix("orthodox-easter") {
            return Some(Self::Easter { plus: offset(plus)?, orthodox: true });
        }
        if let Some((month, day)) = first.split_once('-') {
            let (month, day) = (month.parse().ok()?, day.parse().ok()?);
            return Date::new(2000, month, day).ok().map(|_| Self::Fixed { month, day });
        }
        let nth = if first == "last" { -1 } else { first.parse().ok().filter(|n| (1..=5).contains(n))? };
        let (weekday, plus) = {
            let word = rest.next()?;
            let name = word.split(['+', '-']).next()?;
            (weekday_named(name)?, offset(&word[name.len()..])?)
        };
        let month = month_number(rest.next()?)?;
        Some(Self::Nth { nth, weekday, month, plus })
    }

    /// Its day in `year`.
    fn day(&self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed { month, day } => Date::new(year, *month, *day).ok(),
            Self::Nth { nth, weekday, month, plus } => {
                let first = Date::new(year, *month, 1).ok()?;
                first.nth_weekday_of_month(*nth, *weekday).ok()?.checked_add(plus.days()).ok()
            }
            Self::Easter { plus, orthodox } => easter(year, *orthodox)?.checked_add(plus.days()).ok(),
            Self::Dates(_) => None,
        }
    }
}

/// `+3`, `-2` or nothing.
fn offset(words: &str) -> Option<i32> {
    if words.is_empty() { Some(0) } else { words.parse().ok().filter(|days: &i32| days.abs() < 400) }
}

fn weekday_named(name: &str) -> Option<Weekday> {
    Some(match name {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

fn month_number(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    MONTHS.iter().position(|month| *month == name).map(|at| at as i8 + 1)
}

/// Easter Sunday, as a day of the Gregorian calendar (the computus of Meeus, in the letters he gives it).
#[expect(clippy::many_single_char_names, reason = "the letters of the published algorithm")]
fn easter(year: i16, orthodox: bool) -> Option<Date> {
    let y = i32::from(year);
    if y < 326 {
        return None;
    }
    if orthodox {
        let (a, b, c) = (y % 4, y % 7, y % 19);
        let d = (19 * c + 15) % 30;
        let e = (2 * a + 4 * b - d + 34) % 7;
        let (month, day) = ((d + e + 114) / 31, (d + e + 114) % 31 + 1);
        // The Julian calendar falls behind the Gregorian by so many days.
        let behind = y / 100 - y / 400 - 2;
        return Date::new(year, month as i8, day as i8).ok()?.checked_add(behind.days()).ok();
    }
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let (month, day) = ((h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    Date::new(year, month as i8, day as i8).ok()
}

impl fmt::Display for Occasion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = Period { precision: Precision::Range, ..self.period };
        write!(f, "{} ({days})", self.entry.name)
    }
}
