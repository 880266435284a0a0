//! What the grammar reads: a time expression in its parts, not yet resolved.

use super::Modifier;
use super::lexicon::{Reference, Way, Which};
use super::unit::{Clock, DayPart, Season, Unit};

/// One expression and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// First atom.
    pub(super) start: usize,
    /// One past its last atom.
    pub(super) end: usize,
    pub(super) phrase: Phrase,
    pub(super) modifier: Option<Modifier>,
}

/// An expression in its parts.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Phrase {
    /// 'June 12', 'last week', 'the third quarter of 2019', 'Friday night'.
    Date(DatePhrase),
    /// 'two years ago', 'three days later', 'a week after June 12'.
    Count { amount: Amount, unit: Unit, way: Way, from: Option<Box<DatePhrase>> },
    /// 'three weeks', 'the past two years', 'the first nine months of 1997'.
    Length { amount: Amount, unit: Unit, tie: Tie },
    /// 'daily', 'every three months', 'a year' as a rate.
    Every { count: u32, unit: Unit },
    /// 'every Monday', 'each July', 'Friday nights'.
    EveryDate(DatePhrase),
    /// 'now', 'recently'.
    Reference(Reference),
}

/// What a length is tied to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tie {
    /// Nothing: 'for three weeks'.
    Loose,
    /// The day of speaking or the time spoken of: 'the past three weeks', 'the next two years'.
    Which(Which),
    /// The start (or the end) of another time: 'the first nine months of 1997'.
    Within { first: bool, of: Box<DatePhrase> },
}

/// A place in the calendar as the words give it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DatePhrase {
    pub(super) head: Head,
    pub(super) which: Option<Which>,
    pub(super) year: Option<YearWords>,
    pub(super) part: Option<DayPart>,
    pub(super) clock: Option<Clock>,
}

impl DatePhrase {
    /// With nothing but its head.
    pub(super) fn of(head: Head) -> Self {
        Self { head, which: None, year: None, part: None, clock: None }
    }

    /// The same with `which`.
    pub(super) fn with(self, which: Option<Which>) -> Self {
        Self { which, ..self }
    }

    /// The same in a year.
    pub(super) fn in_year(self, year: Option<YearWords>) -> Self {
        Self { year, ..self }
    }
}

/// What a date names, apart from its year.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Head {
    /// By its leading digits, as in [`Point`](super::point::Point).
    Century {
        leading: i16,
    },
    /// 80 of 'the 1980s', with the century's leading digits where they are said.
    Decade {
        tens: i8,
        century: Option<i16>,
        bc: bool,
    },
    /// The year alone.
    Year,
    Half(i8),
    Quarter(i8),
    Season(Season),
    Month(i8),
    Day {
        month: i8,
        day: i8,
        weekday: Option<i8>,
    },
    /// 'the 20th'.
    DayOfMonth(i8),
    Weekday(i8),
    /// 'last week', 'that day', 'the quarter'.
    Unit(Unit),
    /// Days after the day of speaking: 'yesterday'.
    Offset(i8),
    /// 'the week of March 6'.
    WeekOf(Box<DatePhrase>),
    /// 'the third week of June', 'the last day of 2019': the `n`th from the start, or from the end below zero.
    Turn {
        n: i8,
        unit: Unit,
        of: Box<DatePhrase>,
    },
    /// A named day, by its number in the calendar.
    Named(u16),
    /// The day spoken of, for a time of day without one: 'at 3 p.m.'.
    Here,
}

/// A year as the words give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearWords {
    /// In full; astronomical.
    Number(i16),
    /// Its last two digits.
    Short(i8),
    /// 'last year', 'that year'.
    Which(Which),
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Amount {
    /// That many; may have a fraction.
    Exact(f64),
    /// Some: 'several', 'a few', a bare plural.
    Some,
}

impl Amount {
    /// As a whole number, if it is one.
    pub(super) fn whole(self) -> Option<i64> {
        match self {
            Self::Exact(value) if value.fract() == 0.0 && value.abs() < 1e9 => Some(value as i64),
            _ => None,
        }
    }
}
