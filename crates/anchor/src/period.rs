//! Times with their precision.
//!
//! Invariant: `start <= end`; a period of month or year precision covers whole months or years.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How exactly a time is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the day.
    Day,
    /// To a range of days that is no calendar month or year: a week, a season, 'late May'.
    Range,
    /// To the month.
    Month,
    /// To the year.
    Year,
}

/// The days from `start` to `end`, both included: when something was, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// How exactly it is known.
    pub precision: Precision,
}

impl Period {
    /// One day.
    pub fn day(day: Date) -> Self {
        Self { start: day, end: day, precision: Precision::Day }
    }

    /// One calendar month.
    ///
    /// Nothing if the month does not exist.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let start = Date::new(year, month, 1).ok()?;
        Some(Self { start, end: start.last_of_month(), precision: Precision::Month })
    }

    /// One calendar year.
    ///
    /// Nothing if the year lies outside -9999 to 9999.
    pub fn year(year: i16) -> Option<Self> {
        let start = Date::new(year, 1, 1).ok()?;
        Some(Self { start, end: start.last_of_year(), precision: Precision::Year })
    }

    /// The days from `start` to `end`; one day where they are the same, nothing where they run backwards.
    pub fn range(start: Date, end: Date) -> Option<Self> {
        let precision = if start == end { Precision::Day } else { Precision::Range };
        (start <= end).then_some(Self { start, end, precision })
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// Whether `other` lies within it.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// `start` and `end` as they are printed: `2018-06-12`, `2018-06` or `2018`, by precision.
    pub fn printed(self) -> (String, String) {
        let print = |day: Date| match self.precision {
            Precision::Day | Precision::Range => day.to_string(),
            Precision::Month => day.strftime("%Y-%m").to_string(),
            Precision::Year => day.strftime("%Y").to_string(),
        };
        (print(self.start), print(self.end))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = self.printed();
        if start == end { f.write_str(&start) } else { write!(f, "{start}/{end}") }
    }
}

/// The words are no period; they are kept for the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsePeriodError(String);

impl fmt::Display for ParsePeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no date: write 2018-06-12, 2018-06, 2018, or two of them with a slash between", self.0)
    }
}

impl std::error::Error for ParsePeriodError {}

impl FromStr for Period {
    type Err = ParsePeriodError;

    /// Reads what [`Display`](fmt::Display) prints.
    fn from_str(words: &str) -> Result<Self, Self::Err> {
        let one = |part: &str| -> Option<Self> {
            let mut numbers = part.split('-');
            let year: i16 = numbers.next().filter(|year| year.len() == 4)?.parse().ok()?;
            match (numbers.next(), numbers.next(), numbers.next()) {
                (None, ..) => Self::year(year),
                (Some(month), None, _) => Self::month(year, month.parse().ok()?),
                (Some(month), Some(day), None) => {
                    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok().map(Self::day)
                }
                _ => None,
            }
        };
        let period = match words.split_once('/') {
            None => one(words),
            Some((from, to)) => one(from).zip(one(to)).and_then(|(from, to)| {
                let whole = from.precision == to.precision && from.precision != Precision::Day;
                let precision = if whole { from.precision } else { Precision::Range };
                (from.start <= to.end).then_some(Self { start: from.start, end: to.end, precision })
            }),
        };
        period.ok_or_else(|| ParsePeriodError(words.to_owned()))
    }
}

/// As in every output: `{"start", "end", "precision"}`, dates cut to the precision.
#[derive(Serialize, Deserialize)]
struct Written {
    start: String,
    end: String,
    precision: Precision,
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (start, end) = self.printed();
        Written { start, end, precision: self.precision }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { start, end, precision } = Written::deserialize(deserializer)?;
        let words = if start == end { start } else { format!("{start}/{end}") };
        let period: Self = words.parse().map_err(serde::de::Error::custom)?;
        Ok(Self { precision, ..period })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_and_read_back() {
        for words in ["2018-06-12", "2018-06", "2018", "2019-02-27/2019-02-28", "2019-02/2019-03"] {
            let period: Period = words.parse().unwrap();
            assert_eq!(period.to_string(), words);
            let json = serde_json::to_string(&period).unwrap();
            assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
        }
        for words in ["", "18", "2018-13", "2018-02-30", "2019/2018", "2018-1-1-1"] {
            assert!(words.parse::<Period>().is_err(), "{words}");
        }
    }

    #[test]
    fn a_month_has_its_last_day() {
        let february: Period = "2020-02".parse().unwrap();
        assert_eq!(february.end.to_string(), "2020-02-29");
    }
}
