//! Amounts: what 'two years ago', 'three days later', 'the past two weeks' and 'the first nine months of 1997' come to.

use anchor::Period;
use jiff::civil::Date;

use super::tense::Tense;
use super::{Account, Meaning, Resolver, Value};
use crate::time::atoms::Glue;
use crate::time::lexicon::{Way, Which};
use crate::time::phrase::{Amount, DatePhrase, Found, Head, Tie};
use crate::time::point::{Point, year_value};
use crate::time::unit::Unit;
use crate::time::{Against, TimeKind};

impl Resolver<'_> {
    /// 'two years ago', 'three days later', 'a week after June 12'.
    pub(super) fn count(
        &mut self,
        amount: Amount,
        unit: Unit,
        way: Way,
        from: Option<&DatePhrase>,
        found: &Found,
    ) -> Option<Meaning> {
        let back = matches!(way, Way::Ago | Way::Earlier | Way::Before);
        let spoken = matches!(way, Way::Later | Way::Earlier);
        let vague = |value: &str| Meaning {
            value: Value::Text(TimeKind::Date, value.to_owned(), None),
            against: Against::Itself,
            why: "no number to count",
        };
        let length = || Meaning {
            value: Value::Text(TimeKind::Duration, length_value(amount, unit), None),
            against: Against::Unresolved,
            why: "a length, with nothing to count it from",
        };
        if amount == Amount::Some {
            return Some(match way {
                Way::Ago => vague("PAST_REF"),
                Way::Hence => vague("FUTURE_REF"),
                _ => length(),
            });
        }
        // 'a year earlier', 'a year ago' in a report on a quarter: the same quarter of the year before.
        if amount == Amount::Exact(1.0)
            && unit == Unit::Year
            && matches!(way, Way::Ago | Way::Earlier)
            && !self.is_narrative()
            && let Some(account) = self.account
        {
            let point = match account {
                Account::Quarter(Point::Quarter(year, quarter)) => Point::Quarter(year.checked_sub(1)?, quarter),
                Account::Quarter(point) | Account::Year(point) => point.shift(Unit::Year, -1)?,
            };
            return Some(Meaning {
                value: Value::At(point),
                against: Against::Text,
                why: "the same time of the year before",
            });
        }
        let (anchor, against) = match from {
            Some(date) => {
                let (point, ..) = self.point(date, found)?;
                (Some(point), Against::Text)
            }
            // 'Imagine that it had been signed in 1964. Ten years later …' counts from the aside, as long as it is the last.
            None if spoken && self.story.aside().is_some() && self.last_is_aside(found) => {
                (self.story.aside(), Against::Text)
            }
            None if spoken || self.is_narrative() => (self.story.reached(), Against::Text),
            None => (self.base.today.map(Point::Day), Against::Publication),
        };
        let (anchor, against) = match anchor {
            None if spoken => (
                self.base.today.map(Point::Day).filter(|_| !self.is_narrative() && way == Way::Earlier),
                Against::Publication,
            ),
            other => (other, against),
        };
        let Some(anchor) = anchor else { return Some(length()) };
        let Some((unit, count)) = whole_steps(amount, unit) else { return Some(length()) };
        let step = if back { -count } else { count };
        // 'twenty years ago today' is that very day.
        if matches!(from, Some(DatePhrase { head: Head::Offset(_), .. }))
            && way == Way::Before
            && let Some(day) = anchor.day().and_then(|day| far_day(day, unit, step))
        {
            return Some(Meaning { value: Value::At(Point::Day(day)), against, why: "the same day so long before" });
        }
        match anchor.shift(unit, step) {
            Some(point) => Some(Meaning { value: Value::At(point), against, why: "counted on from there" }),
            None if unit.is_clock() => Some(length()),
            None => {
                let year = anchor.year().filter(|_| unit < Unit::Year);
                let value = match (year, unit) {
                    (Some(year), Unit::Day) => format!("{}-XX-XX", year_value(year)),
                    (Some(year), Unit::Week) => format!("{}-WXX", year_value(year)),
                    (Some(year), Unit::Month) => format!("{}-XX", year_value(year)),
                    _ => return Some(length()),
                };
                Some(Meaning {
                    value: Value::Text(TimeKind::Date, value, None),
                    against: Against::Unresolved,
                    why: "counted from a date that is not known so exactly",
                })
            }
        }
    }

    /// Whether what was named last, in this paragraph, is a glance far off.
    fn last_is_aside(&self, found: &Found) -> bool {
        let one_paragraph = |from: usize| (from..=found.start).all(|at| self.grammar.glue(at) != Some(Glue::Break));
        self.last.is_some_and(|(end, point)| self.story.aside() == Some(point) && one_paragraph(end))
    }

    /// 'three weeks', 'the past two years', 'the first nine months of 1997'.
    pub(super) fn length(&mut self, amount: Amount, unit: Unit, tie: &Tie, found: &Found) -> Meaning {
        let value = length_value(amount, unit);
        let loose = |value: String| Meaning {
            value: Value::Text(TimeKind::Duration, value, None),
            against: Against::Itself,
            why: "a length",
        };
        let steps = whole_steps(amount, unit);
        match tie {
            Tie::Loose => {
                // 'will be redeemed in five years': a date ahead
                let ahead = self.grammar.follows(found.start, &["in"])
                    && !self.is_narrative()
                    && unit >= Unit::Day
                    && self.tense(found) == Some(Tense::Future)
                    && !self.grammar.is_word(found.end, "of");
                if ahead
                    && let (Some(today), Some((unit, count))) = (self.base.today, steps)
                    && let Some(point) = Point::Day(today).shift(unit, count)
                {
                    return Meaning {
                        value: Value::At(point),
                        against: Against::Publication,
                        why: "counted on from the day of publication",
                    };
                }
                loose(value)
            }
            Tie::Which(which) => {
                let back = matches!(which, Which::Last | Which::Previous | Which::Recent);
                let (from, against) = match self.base.today.filter(|_| !self.is_narrative()) {
                    Some(today) => (Some(Point::Day(today)), Against::Publication),
                    None => (self.story.day().map(Point::Day), Against::Text),
                };
                let period = from.zip(steps).and_then(|(from, (unit, count))| {
                    let here = from.day()?;
                    let there = far_day(here, unit, if back { -count } else { count })?;
                    if back { Period::range(there, here) } else { Period::range(here, there) }
                });
                let why = if back { "a length up to the text's time" } else { "a length from the text's time on" };
                Meaning { value: Value::Text(TimeKind::Duration, value, period), against, why }
            }
            Tie::Within { first, of } => {
                let Some((whole, against, _)) = self.point(of, found) else { return loose(value) };
                if matches!(unit, Unit::Month) && matches!(of.head, Head::Unit(Unit::Year)) && of.year.is_none() {
                    self.account = Some(Account::Year(whole));
                }
                let period = whole.period().zip(steps).and_then(|(whole, (unit, count))| {
                    if *first {
                        Period::range(whole.start, far_day(whole.start, unit, count)?.yesterday().ok()?)
                    } else {
                        Period::range(far_day(whole.end, unit, -count)?.tomorrow().ok()?, whole.end)
                    }
                });
                Meaning {
                    value: Value::Text(TimeKind::Duration, value, period),
                    against,
                    why: "a length at one end of it",
                }
            }
        }
    }
}

/// An amount in whole units of the calendar: half a year is six months.
fn whole_steps(amount: Amount, unit: Unit) -> Option<(Unit, i64)> {
    if let Some(count) = amount.whole() {
        return match unit {
            // 'two decades ago' is a decade, 'a decade ago' a year.
            Unit::Decade if count == 1 => Some((Unit::Year, 10)),
            Unit::Century if count == 1 => Some((Unit::Decade, 10)),
            Unit::Millennium => Some((Unit::Century, count.checked_mul(10)?)),
            _ => Some((unit, count)),
        };
    }
    let Amount::Exact(value) = amount else { return None };
    let (unit, factor) = match unit {
        Unit::Year => (Unit::Month, 12.0),
        Unit::Decade => (Unit::Year, 10.0),
        Unit::Century => (Unit::Year, 100.0),
        Unit::Week => (Unit::Day, 7.0),
        _ => return None,
    };
    let count = (value * factor).round();
    (count.abs() < 1e6).then_some((unit, count as i64))
}

/// The day `count` units from `day`.
fn far_day(day: Date, unit: Unit, count: i64) -> Option<Date> {
    let span = jiff::Span::new();
    let span = match unit {
        Unit::Day => span.try_days(count),
        Unit::Weekend | Unit::Week => span.try_weeks(count),
        Unit::Month => span.try_months(count),
        Unit::Quarter => span.try_months(count.checked_mul(3)?),
        Unit::Year => span.try_years(count),
        Unit::Decade => span.try_years(count.checked_mul(10)?),
        Unit::Century => span.try_years(count.checked_mul(100)?),
        _ => return if unit.is_clock() { Some(day) } else { None },
    };
    day.checked_add(span.ok()?).ok()
}

/// A length as TIMEX3 writes it: `P3W`, `PT5H30M`, `P20Y` for two decades, `PXM` for some months.
pub(super) fn length_value(amount: Amount, unit: Unit) -> String {
    let time = if unit.is_clock() { "T" } else { "" };
    let Amount::Exact(value) = amount else { return format!("P{time}X{}", unit.code()) };
    let (value, unit) = match unit {
        Unit::Decade => (value * 10.0, Unit::Year),
        Unit::Century if value.fract() != 0.0 => (value * 100.0, Unit::Year),
        Unit::Week if value.fract() != 0.0 && value * 7.0 == (value * 7.0).round() => (value * 7.0, Unit::Day),
        _ => (value, unit),
    };
    let half = match unit {
        Unit::Year => "6M",
        Unit::Hour => "30M",
        Unit::Minute => "30S",
        Unit::Day => "T12H",
        _ => "",
    };
    if value.fract() == 0.5 && !half.is_empty() {
        let whole = if value >= 1.0 { format!("{}{}", value.floor(), unit.code()) } else { String::new() };
        return format!("P{time}{whole}{half}");
    }
    format!("P{time}{value}{}", unit.code())
}
