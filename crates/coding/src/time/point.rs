//! A place in the calendar at its own grain: a day, a week, a quarter, a decade.
//!
//! Years are astronomical (1 BC is 0); a [`Point`] that lies outside the years -9999 to 9999 is never made.

use std::fmt;

use anchor::{Period, Precision};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span as Duration, ToSpan};

use super::Modifier;
use super::unit::{Clock, DayPart, Season, Unit};

/// A stretch of the calendar that English has a name for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    /// By its leading digits: 19 is 1900–1999; -1 is the first century BC.
    Century(i16),
    /// By its leading digits: 198 is 1980–1989; -1 is the nine years from 9 BC.
    Decade(i16),
    Year(i16),
    Half(i16, i8),
    Quarter(i16, i8),
    Season(i16, Season),
    Month(i16, i8),
    /// ISO 8601 year and week.
    Week(i16, i8),
    Weekend(i16, i8),
    Day(Date),
    Part(Date, DayPart),
    Clock(Date, Clock),
}

impl Point {
    /// The week that holds a day.
    pub(super) fn week_of(day: Date) -> Self {
        let week = day.iso_week_date();
        Self::Week(week.year(), week.week())
    }

    /// The point of the grain of `unit` that holds `day`; nothing for grains under a day.
    pub(super) fn holding(day: Date, unit: Unit) -> Option<Self> {
        let (year, month) = (day.year(), day.month());
        Some(match unit {
            Unit::Day => Self::Day(day),
            Unit::Week => Self::week_of(day),
            Unit::Weekend => {
                let week = day.iso_week_date();
                Self::Weekend(week.year(), week.week())
            }
            Unit::Month => Self::Month(year, month),
            Unit::Quarter => Self::Quarter(year, (month - 1) / 3 + 1),
            Unit::Season => {
                let season = match month {
                    3..=5 => Season::Spring,
                    6..=8 => Season::Summer,
                    9..=11 => Season::Fall,
                    _ => Season::Winter,
                };
                Self::Season(if month == 12 { year.checked_add(1)? } else { year }, season)
            }
            Unit::Year => Self::Year(year),
            Unit::Decade => Self::Decade(leading(year, 10)),
            Unit::Century => Self::Century(leading(year, 100)),
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Millennium => return None,
        })
    }

    /// Its grain.
    pub(super) fn unit(self) -> Unit {
        match self {
            Self::Century(_) => Unit::Century,
            Self::Decade(_) => Unit::Decade,
            Self::Year(_) | Self::Half(..) => Unit::Year,
            Self::Quarter(..) => Unit::Quarter,
            Self::Season(..) => Unit::Season,
            Self::Month(..) => Unit::Month,
            Self::Week(..) => Unit::Week,
            Self::Weekend(..) => Unit::Weekend,
            Self::Day(_) => Unit::Day,
            Self::Part(..) | Self::Clock(..) => Unit::Hour,
        }
    }

    /// The day it is or lies in, if it is no longer than one.
    pub(super) fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) | Self::Part(day, _) | Self::Clock(day, _) => Some(day),
            _ => None,
        }
    }

    /// The year it lies in; nothing for decades and centuries.
    pub(super) fn year(self) -> Option<i16> {
        match self {
            Self::Century(_) | Self::Decade(_) => None,
            Self::Year(year)
            | Self::Half(year, _)
            | Self::Quarter(year, _)
            | Self::Season(year, _)
            | Self::Month(year, _)
            | Self::Week(year, _)
            | Self::Weekend(year, _) => Some(year),
            Self::Day(day) | Self::Part(day, _) | Self::Clock(day, _) => Some(day.year()),
        }
    }

    /// The month it lies in, where it is no longer than one and lies in one.
    pub(super) fn month(self) -> Option<(i16, i8)> {
        match self {
            Self::Month(year, month) => Some((year, month)),
            Self::Week(..) | Self::Weekend(..) => self.period().map(|week| (week.start.year(), week.start.month())),
            _ => self.day().map(|day| (day.year(), day.month())),
        }
    }

    /// Its first and last day; nothing where the calendar does not reach.
    pub(super) fn period(self) -> Option<Period> {
        let years = |first: i16, last: i16| {
            let (first, last) = (Period::year(first)?, Period::year(last)?);
            Some(Period { start: first.start, end: last.end, precision: Precision::Range })
        };
        let months = |year: i16, month: i8, count: i8| {
            let first = Period::month(year, month)?;
            let last = (month - 1) + (count - 1);
            let last = Period::month(year.checked_add(i16::from(last / 12))?, last % 12 + 1)?;
            Some(Period { start: first.start, end: last.end, precision: Precision::Range })
        };
        match self {
            Self::Century(n) if n >= 0 => years(n.checked_mul(100)?, n.checked_mul(100)?.checked_add(99)?),
            Self::Century(n) => years(n.checked_mul(100)?.checked_add(1)?, n.checked_add(1)?.checked_mul(100)?),
            Self::Decade(n) if n >= 0 => years(n.checked_mul(10)?, n.checked_mul(10)?.checked_add(9)?),
            // The 470s BC are 479 to 470 BC; the years 9 to 1 BC have no year 0 before them.
            Self::Decade(n) => {
                let bc = -1 - n;
                years(1 - (bc.checked_mul(10)?.checked_add(9)?), 1 - bc.checked_mul(10)?.max(1))
            }
            Self::Year(year) => Period::year(year),
            Self::Half(year, half) => months(year, half * 6 - 5, 6),
            Self::Quarter(year, quarter) => months(year, quarter * 3 - 2, 3),
            // A winter has the year of its January.
            Self::Season(year, Season::Winter) => months(year.checked_sub(1)?, 12, 3),
            Self::Season(year, season) => months(year, season.first_month(), 3),
            Self::Month(year, month) => Period::month(year, month),
            Self::Week(year, week) => {
                let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
                Period::range(monday, monday.checked_add(6.days()).ok()?)
            }
            Self::Weekend(year, week) => {
                let saturday = ISOWeekDate::new(year, week, Weekday::Saturday).ok()?.date();
                Period::range(saturday, saturday.checked_add(1.day()).ok()?)
            }
            Self::Day(day) | Self::Part(day, _) | Self::Clock(day, _) => Some(Period::day(day)),
        }
    }

    /// The days of the part of it that `modifier` means: thirds for start, middle and end; open ends are cut.
    pub(super) fn period_of(self, modifier: Option<Modifier>) -> Option<Period> {
        let whole = self.period()?;
        let (third, two_thirds) = self.thirds(whole)?;
        match modifier {
            Some(Modifier::Start) => Period::range(whole.start, third),
            Some(Modifier::Mid) => Period::range(third.tomorrow().ok()?.min(two_thirds), two_thirds),
            Some(Modifier::End) => Period::range(two_thirds.tomorrow().ok()?.min(whole.end), whole.end),
            // What lies beyond it has no end that the words give.
            Some(Modifier::Before | Modifier::After) => None,
            _ => Some(whole),
        }
    }

    /// The last days of its first and second third: of a year, April and August; of a month, the 10th and 20th; of a
    /// decade, its years 3 and 6.
    fn thirds(self, whole: Period) -> Option<(Date, Date)> {
        match self {
            Self::Year(year) => Some((Period::month(year, 4)?.end, Period::month(year, 8)?.end)),
            Self::Month(year, month) => Some((Date::new(year, month, 10).ok()?, Date::new(year, month, 20).ok()?)),
            Self::Decade(_) | Self::Century(_) => {
                let (first, third) = (whole.start.year(), if matches!(self, Self::Decade(_)) { 3 } else { 33 });
                let end = |years: i16| Period::year(first.checked_add(years)?).map(|year| year.end);
                Some((end(third)?, end(2 * third)?))
            }
            _ => {
                let days = i64::from((whole.end - whole.start).get_days());
                let after = |part: i64| whole.start.checked_add(Duration::new().days(part)).ok();
                Some((after((days + 1) / 3 - i64::from(days > 1))?, after(((days + 1) * 2 / 3 - 1).max(0))?))
            }
        }
    }

    /// `count` units later (earlier, if below zero), at the grain of `unit`.
    ///
    /// Nothing where it is coarser than the unit (two days after '1915' is no day), or the calendar does not reach.
    pub(super) fn shift(self, unit: Unit, count: i64) -> Option<Self> {
        let steps = i16::try_from(count).ok()?;
        match unit {
            Unit::Century => {
                let Self::Century(at) = self.widen(unit)? else { return None };
                Self::Century(at.checked_add(steps)?).checked()
            }
            Unit::Decade => {
                let Self::Decade(at) = self.widen(unit)? else { return None };
                Self::Decade(at.checked_add(steps)?).checked()
            }
            Unit::Year => Self::Year(self.year()?.checked_add(steps)?).checked(),
            Unit::Quarter => {
                let Self::Quarter(year, quarter) = self.widen(unit)? else { return None };
                let at = i64::from(year) * 4 + i64::from(quarter - 1) + count;
                Self::Quarter(i16::try_from(at.div_euclid(4)).ok()?, at.rem_euclid(4) as i8 + 1).checked()
            }
            Unit::Season => {
                let Self::Season(year, season) = self.widen(unit)? else { return None };
                Self::Season(year.checked_add(steps)?, season).checked()
            }
            Unit::Month => {
                let (year, month) = self.month()?;
                let at = i64::from(year) * 12 + i64::from(month - 1) + count;
                Self::Month(i16::try_from(at.div_euclid(12)).ok()?, at.rem_euclid(12) as i8 + 1).checked()
            }
            Unit::Week | Unit::Weekend => {
                let from = match self {
                    Self::Week(..) | Self::Weekend(..) => self.period()?.start,
                    _ => self.day()?,
                };
                Self::holding(from.checked_add(Duration::new().try_weeks(count).ok()?).ok()?, unit)
            }
            Unit::Day => Some(Self::Day(self.day()?.checked_add(Duration::new().try_days(count).ok()?).ok()?)),
            Unit::Hour | Unit::Minute | Unit::Second | Unit::Millennium => None,
        }
    }

    /// The point of the grain of `unit` that it lies in; itself if it has that grain, nothing if it is coarser.
    pub(super) fn widen(self, unit: Unit) -> Option<Self> {
        if self.unit() == unit && !matches!(self, Self::Half(..)) {
            return Some(self);
        }
        match (self, unit) {
            (Self::Decade(decade), Unit::Century) if decade >= 0 => Some(Self::Century(decade / 10)),
            (Self::Decade(decade), Unit::Century) => Some(Self::Century(-1 - (-1 - decade) / 10)),
            _ if self.unit() > unit => None,
            _ => Self::holding(self.period()?.start, unit),
        }
    }

    /// Itself, if the calendar reaches it.
    pub(super) fn checked(self) -> Option<Self> {
        self.period().map(|_| self)
    }
}

/// The digits of `year` before the last ones: 198 of 1984; below zero for years before Christ.
fn leading(year: i16, of: i16) -> i16 {
    if year > 0 { year / of } else { -1 - (1 - year) / of }
}

/// A year as TIMEX3 writes it: `1984`, `BC0044`.
pub(super) fn year_value(year: i16) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - year) }
}

/// As TIMEX3 writes it.
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |day: Date| format!("{}-{:02}-{:02}", year_value(day.year()), day.month(), day.day());
        match *self {
            Self::Century(n) if n >= 0 => write!(f, "{n:02}"),
            Self::Century(n) => write!(f, "BC{:02}", -1 - n),
            Self::Decade(n) if n >= 0 => write!(f, "{n:03}"),
            Self::Decade(n) => write!(f, "BC{:03}", -1 - n),
            Self::Year(year) => f.write_str(&year_value(year)),
            Self::Half(year, half) => write!(f, "{}-H{half}", year_value(year)),
            Self::Quarter(year, quarter) => write!(f, "{}-Q{quarter}", year_value(year)),
            Self::Season(year, season) => write!(f, "{}-{}", year_value(year), season.code()),
            Self::Month(year, month) => write!(f, "{}-{month:02}", year_value(year)),
            Self::Week(year, week) => write!(f, "{}-W{week:02}", year_value(year)),
            Self::Weekend(year, week) => write!(f, "{}-W{week:02}-WE", year_value(year)),
            Self::Day(date) => f.write_str(&day(date)),
            Self::Part(date, part) => write!(f, "{}T{}", day(date), part.code()),
            Self::Clock(date, clock) => write!(f, "{}T{clock}", day(date)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(words: &str) -> Date {
        words.parse().unwrap()
    }

    #[test]
    fn a_day_lies_in_its_week_quarter_decade_and_century() {
        let cases = [
            (Unit::Week, "2019-W43", "2019-10-21", "2019-10-27"),
            (Unit::Weekend, "2019-W43-WE", "2019-10-26", "2019-10-27"),
            (Unit::Month, "2019-10", "2019-10-01", "2019-10-31"),
            (Unit::Quarter, "2019-Q4", "2019-10-01", "2019-12-31"),
            (Unit::Season, "2019-FA", "2019-09-01", "2019-11-30"),
            (Unit::Year, "2019", "2019-01-01", "2019-12-31"),
            (Unit::Decade, "201", "2010-01-01", "2019-12-31"),
            (Unit::Century, "20", "2000-01-01", "2099-12-31"),
        ];
        for (unit, value, start, end) in cases {
            let point = Point::holding(day("2019-10-24"), unit).unwrap();
            let period = point.period().unwrap();
            assert_eq!(point.to_string(), value);
            assert_eq!((period.start, period.end), (day(start), day(end)), "{value}");
        }
    }

    #[test]
    fn a_winter_has_the_year_of_its_january() {
        for in_winter in ["2019-12-31", "2020-01-15", "2020-02-29"] {
            assert_eq!(Point::holding(day(in_winter), Unit::Season), Some(Point::Season(2020, Season::Winter)));
        }
        assert_eq!(Point::Season(2020, Season::Winter).period().unwrap().end, day("2020-02-29"));
    }

    #[test]
    fn counting_keeps_the_unit_as_grain() {
        let from = Point::Day(day("2020-01-31"));
        for (unit, count, value) in [
            (Unit::Day, 30, "2020-03-01"),
            (Unit::Week, -5, "2019-W52"),
            (Unit::Month, 1, "2020-02"),
            (Unit::Month, -14, "2018-11"),
            (Unit::Quarter, -1, "2019-Q4"),
            (Unit::Year, -41, "1979"),
            (Unit::Decade, -1, "201"),
        ] {
            assert_eq!(from.shift(unit, count).unwrap().to_string(), value);
        }
        assert_eq!(Point::Year(1915).shift(Unit::Day, 2), None);
        assert_eq!(Point::Year(9999).shift(Unit::Year, 1), None);
        assert_eq!(from.shift(Unit::Day, i64::MAX), None);
        assert_eq!(from.shift(Unit::Week, i64::MIN), None);
    }

    #[test]
    fn years_before_christ() {
        assert_eq!(Point::Year(-479).to_string(), "BC0480");
        assert_eq!(
            Point::holding(day("0001-06-01").checked_sub(475.years()).unwrap(), Unit::Decade),
            Some(Point::Decade(-48))
        );
        assert_eq!(Point::Decade(-48).to_string(), "BC047");
        let decade = Point::Decade(-48).period().unwrap();
        assert_eq!((decade.start.year(), decade.end.year()), (-478, -469));
        assert_eq!(Point::Century(-5).to_string(), "BC04");
        let century = Point::Century(-5).period().unwrap();
        assert_eq!((century.start.year(), century.end.year()), (-499, -400));
    }

    #[test]
    fn early_mid_and_late_are_thirds() {
        let of = |point: Point, modifier| {
            let period = point.period_of(Some(modifier)).unwrap();
            format!("{}/{}", period.start, period.end)
        };
        assert_eq!(of(Point::Year(2019), Modifier::Start), "2019-01-01/2019-04-30");
        assert_eq!(of(Point::Year(2019), Modifier::Mid), "2019-05-01/2019-08-31");
        assert_eq!(of(Point::Month(2019, 5), Modifier::End), "2019-05-21/2019-05-31");
        assert_eq!(of(Point::Decade(198), Modifier::End), "1987-01-01/1989-12-31");
        assert_eq!(of(Point::Week(2019, 43), Modifier::Start), "2019-10-21/2019-10-22");
        assert_eq!(of(Point::Day(day("2019-10-24")), Modifier::End), "2019-10-24/2019-10-24");
        assert_eq!(Point::Year(1945).period_of(Some(Modifier::After)), None);
    }
}
