//! Dates: where 'Monday', 'last October', 'that month', 'the third quarter' lie, seen from the day of publication or from
//! the date the story has reached.

use jiff::ToSpan;
use jiff::civil::Date;

use super::tense::Tense;
use super::{Account, Meaning, Resolver, Value};
use crate::time::lexicon::{Reference, Which};
use crate::time::phrase::{DatePhrase, Found, Head, YearWords};
use crate::time::point::{Point, year_value};
use crate::time::unit::Unit;
use crate::time::{Against, TimeKind};

impl Resolver<'_> {
    pub(super) fn date(&mut self, date: &DatePhrase, found: &Found) -> Option<Meaning> {
        let Some((point, against, why)) = self.point(date, found) else { return self.unresolved(date) };
        let point = match (date.clock, date.part, point.day()) {
            (Some(clock), _, Some(day)) => Point::Clock(day, clock),
            (None, Some(part), Some(day)) => Point::Part(day, part),
            _ => point,
        };
        Some(Meaning { value: Value::At(point), against, why })
    }

    /// The place in the calendar that a date's words have here.
    pub(super) fn point(&mut self, date: &DatePhrase, found: &Found) -> Option<(Point, Against, &'static str)> {
        let itself = |point: Point| point.checked().map(|point| (point, Against::Itself, "its words say all"));
        match &date.head {
            Head::Century { leading } => return itself(Point::Century(*leading)),
            Head::Decade { tens, century, bc } => return self.decade(*tens, *century, *bc),
            Head::Offset(days) => return self.offset(*days),
            Head::Here => return self.here(found),
            Head::WeekOf(day) => {
                let (point, against, why) = self.point(day, found)?;
                return Some((Point::week_of(point.day()?), against, why));
            }
            Head::Turn { n, unit, of } => return self.turn(*n, *unit, of, found),
            _ => {}
        }
        if let Some(year) = date.year {
            let (year, against, why) = self.year(year)?;
            let point = match &date.head {
                Head::Year => Some(Point::Year(year)),
                // 'the 1988 quarter': the one that the report is about, in that year
                Head::Unit(Unit::Quarter) => match self.quarter(None)?.0 {
                    Point::Quarter(_, quarter) => Some(Point::Quarter(year, quarter)),
                    _ => None,
                },
                head => self.in_year(head, year, date.which),
            };
            return point.and_then(Point::checked).map(|point| (point, against, why));
        }
        match date.head {
            Head::Unit(unit) => self.unit(unit, date, found),
            Head::Weekday(weekday) => self.weekday(weekday, date.which, found),
            Head::DayOfMonth(day) => self.day_of_month(day, found),
            Head::Half(_) | Head::Quarter(_) | Head::Season(_) | Head::Month(_) | Head::Day { .. } | Head::Named(_) => {
                self.yearless(&date.head, date.which, found)
            }
            _ => None,
        }
    }

    /// A head of its own in a year.
    pub(super) fn in_year(&self, head: &Head, year: i16, _which: Option<Which>) -> Option<Point> {
        match *head {
            Head::Half(half) => Some(Point::Half(year, half)),
            Head::Quarter(quarter) => Some(Point::Quarter(year, quarter)),
            Head::Season(season) => Some(Point::Season(year, season)),
            Head::Month(month) => Some(Point::Month(year, month)),
            Head::Day { month, day, .. } => Date::new(year, month, day).ok().map(Point::Day),
            Head::Named(entry) => {
                let period = self.calendar.entries().get(usize::from(entry))?.in_year(year).into_iter().next()?;
                Some(Point::Day(period.start))
            }
            _ => None,
        }
    }

    /// What the words of a year mean here.
    pub(super) fn year(&self, words: YearWords) -> Option<(i16, Against, &'static str)> {
        match words {
            YearWords::Number(year) => Some((year, Against::Itself, "its words say all")),
            YearWords::Short(short) => {
                let near = self.base.today.map(Date::year).filter(|_| !self.is_narrative());
                let near = near.or_else(|| self.story.year())?;
                let short = i16::from(short);
                let years = [-100, 0, 100].map(|turn: i16| near.div_euclid(100) * 100 + short + turn);
                let year = years.into_iter().min_by_key(|year| (year - near).abs())?;
                Some((year, Against::Text, "the century nearest to the text's time"))
            }
            YearWords::Which(which) => {
                let spoken = matches!(which, Which::That | Which::Following | Which::Previous);
                let (from, against) = if spoken || self.is_narrative() {
                    (self.story.year(), Against::Text)
                } else {
                    (self.base.today.map(Date::year), Against::Publication)
                };
                let (from, against) = match from {
                    Some(year) => (year, against),
                    None => (self.base.today?.year(), Against::Publication),
                };
                let year = from.checked_add(i16::from(steps(which)))?;
                Some((year, against, "counted in years from the text's time"))
            }
        }
    }

    pub(super) fn decade(&self, tens: i8, century: Option<i16>, bc: bool) -> Option<(Point, Against, &'static str)> {
        let tens = i16::from(tens) / 10;
        if let Some(century) = century {
            let leading = century * 10 + tens;
            let point = Point::Decade(if bc { -1 - leading } else { leading }).checked()?;
            return Some((point, Against::Itself, "its words say all"));
        }
        let near = if self.is_narrative() { self.story.year() } else { None };
        let near = near.or(self.base.today.map(Date::year))?;
        // The last one that has begun: in 2020 'the twenties' began this year, 'the nineties' ended with 1999.
        let leading = near.div_euclid(100) * 10 + tens;
        let leading = if leading * 10 > near { leading - 10 } else { leading };
        Some((Point::Decade(leading).checked()?, Against::Text, "the last such decade before the text's time"))
    }

    /// 'yesterday', 'tonight'.
    pub(super) fn offset(&self, days: i8) -> Option<(Point, Against, &'static str)> {
        if self.is_narrative() {
            // A history's 'today' is its writer's; its 'yesterday' a speaker's, whose day the story has reached.
            let day = self.story.day().filter(|_| days != 0)?;
            let day = day.checked_add(i32::from(days).days()).ok()?;
            return Some((Point::Day(day), Against::Text, "counted from the day the story has reached"));
        }
        let day = self.base.today?.checked_add(i32::from(days).days()).ok()?;
        Some((Point::Day(day), Against::Publication, "counted from the day of publication"))
    }

    /// The day of a time of day that has none of its own: that of the sentence, else the text's.
    pub(super) fn here(&self, found: &Found) -> Option<(Point, Against, &'static str)> {
        if let Some((end, point)) = self.last
            && let Some(day) = point.day()
            && self.same_sentence(end, found.start)
        {
            return Some((Point::Day(day), Against::Text, "the day named before it"));
        }
        let reached = self.story.day();
        match (self.is_narrative(), self.base.today) {
            (false, Some(today)) => Some((Point::Day(today), Against::Publication, "the day of publication")),
            _ => reached.map(|day| (Point::Day(day), Against::Text, "the day the story has reached")),
        }
    }

    pub(super) fn same_sentence(&self, one: usize, other: usize) -> bool {
        let sentence = |at: usize| self.grammar.token(at).map(language::Token::sentence);
        one > 0 && sentence(one - 1).is_some() && sentence(one - 1) == sentence(other)
    }

    /// 'the third week of June', 'the last day of 2019'.
    pub(super) fn turn(
        &mut self,
        n: i8,
        unit: Unit,
        of: &DatePhrase,
        found: &Found,
    ) -> Option<(Point, Against, &'static str)> {
        let (whole, against, why) = self.point(of, found)?;
        let period = whole.period()?;
        let count = i64::from(n);
        let point = match unit {
            Unit::Day | Unit::Week => {
                let step = if unit == Unit::Week { 7 } else { 1 };
                // A week's middle says which week of the calendar is meant.
                let middle = if unit == Unit::Week { 3 } else { 0 };
                let day = if n > 0 {
                    period.start.checked_add(((count - 1) * step + middle).days()).ok()?
                } else {
                    period.end.checked_sub(((-count - 1) * step + middle).days()).ok()?
                };
                if day < period.start || day > period.end {
                    return None;
                }
                if unit == Unit::Week { Point::week_of(day) } else { Point::Day(day) }
            }
            Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade => {
                let edge = if n > 0 { period.start } else { period.end };
                let first = Point::holding(edge, unit)?;
                let point = first.shift(unit, if n > 0 { count - 1 } else { count + 1 })?;
                let inside = point.period().is_some_and(|inside| period.overlaps(inside));
                if !inside || whole.unit() <= unit {
                    return None;
                }
                point
            }
            _ => return None,
        };
        Some((point, against, why))
    }

    /// 'last week', 'that month', 'the following year', 'the quarter', 'the weekend'.
    pub(super) fn unit(
        &mut self,
        unit: Unit,
        date: &DatePhrase,
        found: &Found,
    ) -> Option<(Point, Against, &'static str)> {
        let today = self.base.today.filter(|_| !self.is_narrative());
        let publication = |point: Option<Point>| {
            point.map(|point| (point, Against::Publication, "counted from the day of publication"))
        };
        let text = |point: Option<Point>| {
            point.map(|point| (point, Against::Text, "counted from the date the text has reached"))
        };
        if unit == Unit::Quarter {
            return self.quarter(date.which);
        }
        if unit == Unit::Day && date.part.is_some() && today.is_some() {
            // 'this morning', 'last night'; 'that night' and 'the next morning' are the story's.
            match date.which {
                Some(Which::This | Which::Coming) => return publication(today.map(Point::Day)),
                Some(Which::Last) => return publication(today?.yesterday().ok().map(Point::Day)),
                _ => {}
            }
        }
        if unit == Unit::Weekend
            && let Some(today) = today
            && matches!(
                date.which,
                None | Some(Which::This | Which::Last | Which::Previous | Which::Next | Which::Coming)
            )
        {
            return publication(weekend(today, date.which, self.tense(found)));
        }
        let step = i64::from(date.which.map_or(0, steps));
        let spoken = match date.which {
            Some(Which::That | Which::Following | Which::Previous) => true,
            Some(Which::Next | Which::Last) => unit == Unit::Day,
            _ => false,
        };
        if let Some(today) = today
            && (!spoken || self.story.reached().is_none())
        {
            if spoken && step != 0 && unit == Unit::Day {
                return None;
            }
            // 'that day' in a report that has named none is the day of the report.
            return publication(Point::holding(today, unit)?.shift(unit, step));
        }
        let reached = self.story.reached()?;
        match reached.shift(unit, step) {
            Some(point) => text(Some(point)),
            // 'that year' of a decade, 'that day' of a month: the text has not reached a date so fine.
            None => None,
        }
    }

    /// 'the quarter', 'the latest quarter', 'this quarter', 'the year-ago quarter'.
    pub(super) fn quarter(&self, which: Option<Which>) -> Option<(Point, Against, &'static str)> {
        let today = self.base.today.filter(|_| !self.is_narrative());
        if let Some(Account::Quarter(point)) = self.account
            && matches!(which, None | Some(Which::That | Which::Latest))
        {
            return Some((point, Against::Text, "the quarter spoken of"));
        }
        let now = Point::holding(today.or_else(|| self.story.day())?, Unit::Quarter)?;
        let step = match which {
            None | Some(Which::Latest) => -1,
            Some(which) => i64::from(steps(which)),
        };
        let why = if step == -1 { "the last full quarter" } else { "counted from the day of publication" };
        Some((now.shift(Unit::Quarter, step)?, Against::Publication, why))
    }

    /// 'Monday', 'last Friday', 'next Tuesday'.
    pub(super) fn weekday(
        &self,
        weekday: i8,
        which: Option<Which>,
        found: &Found,
    ) -> Option<(Point, Against, &'static str)> {
        let ahead = |day: Date, least: i64| {
            let now = i64::from(day.weekday().to_monday_one_offset());
            let days = (i64::from(weekday) - now - least).rem_euclid(7) + least;
            day.checked_add(days.days()).ok().map(Point::Day)
        };
        let back = |day: Date, least: i64| {
            let now = i64::from(day.weekday().to_monday_one_offset());
            let days = (now - i64::from(weekday) - least).rem_euclid(7) + least;
            day.checked_sub(days.days()).ok().map(Point::Day)
        };
        let reached = self.story.day();
        if self.is_narrative() {
            let day = reached?;
            let point = match which {
                Some(Which::Last | Which::Previous) => back(day, 1),
                Some(Which::Next | Which::Following) => ahead(day, 1),
                _ => ahead(day, 0),
            };
            return point.map(|point| (point, Against::Text, "the nearest such day of the story"));
        }
        let today = self.base.today?;
        let point = match which {
            Some(Which::Last) => back(today, 1),
            Some(Which::Previous) => back(reached.unwrap_or(today), 1),
            Some(Which::Following) => ahead(reached.unwrap_or(today), 1),
            Some(Which::That) => back(reached.unwrap_or(today), 0),
            Some(Which::Coming) => ahead(today, 1),
            // 'next Friday' is that of next week.
            Some(Which::Next) => {
                let monday = Point::week_of(today).shift(Unit::Week, 1)?.period()?.start;
                monday.checked_add((i64::from(weekday) - 1).days()).ok().map(Point::Day)
            }
            Some(Which::This) => ahead(today, 0),
            _ => match self.tense(found) {
                Some(Tense::Future | Tense::Present) => ahead(today, 0),
                _ => back(today, 0),
            },
        };
        let why = match which {
            Some(_) => "counted from the day of publication",
            None => "the nearest such day to the side that the verb's tense points to",
        };
        point.map(|point| (point, Against::Publication, why))
    }

    /// 'the 20th'.
    pub(super) fn day_of_month(&self, day: i8, found: &Found) -> Option<(Point, Against, &'static str)> {
        if let Some((year, month)) =
            self.story.reached().and_then(Point::month).filter(|_| {
                self.is_narrative() || self.last.is_some_and(|(end, _)| self.same_sentence(end, found.start))
            })
        {
            let point = Point::Day(Date::new(year, month, day).ok()?);
            return Some((point, Against::Text, "the day of the month the text has reached"));
        }
        let today = self.base.today.filter(|_| !self.is_narrative())?;
        let month = Point::holding(today, Unit::Month)?;
        let ahead = matches!(self.tense(found), Some(Tense::Future | Tense::Present));
        let step = match (ahead, day.cmp(&today.day())) {
            (true, std::cmp::Ordering::Less) => 1,
            (false, std::cmp::Ordering::Greater) => -1,
            _ => 0,
        };
        let (year, month) = month.shift(Unit::Month, step)?.month()?;
        Some((
            Point::Day(Date::new(year, month, day).ok()?),
            Against::Publication,
            "the nearest such day to the side that the verb's tense points to",
        ))
    }

    /// What is left of a date that could not be placed: its value with X for what is not known.
    pub(super) fn unresolved(&self, date: &DatePhrase) -> Option<Meaning> {
        let value = match &date.head {
            Head::Offset(_) if self.is_narrative() && date.part.is_none() => Reference::Present.value().to_owned(),
            Head::Unit(Unit::Day) | Head::Here | Head::Offset(_) | Head::DayOfMonth(_) => {
                let time = match (date.clock, date.part) {
                    (Some(clock), _) => format!("T{clock}"),
                    (None, Some(part)) => format!("T{}", part.code()),
                    _ => String::new(),
                };
                let year = self.story.year().map_or("XXXX".to_owned(), year_value);
                let known = self.is_narrative() || date.clock.is_none();
                format!(
                    "{}-XX-XX{time}",
                    if known && !matches!(date.head, Head::Here) { year } else { "XXXX".to_owned() }
                )
            }
            Head::Unit(unit) => match unit {
                Unit::Week => "XXXX-WXX".to_owned(),
                Unit::Weekend => "XXXX-WXX-WE".to_owned(),
                Unit::Month => "XXXX-XX".to_owned(),
                Unit::Quarter => "XXXX-QX".to_owned(),
                Unit::Year => "XXXX".to_owned(),
                _ => return None,
            },
            Head::Turn { .. } | Head::WeekOf(_) | Head::Decade { .. } | Head::Half(_) => return None,
            _ => self.recurring(date)?,
        };
        let kind = if date.clock.is_some() || date.part.is_some() { TimeKind::Time } else { TimeKind::Date };
        Some(Meaning {
            value: Value::Text(kind, value, None),
            against: Against::Unresolved,
            why: "nothing to count it from",
        })
    }

    /// A recurring date's value: `XXXX-WXX-1`, `XXXX-07`, `XXXX-SU`.
    pub(super) fn recurring(&self, date: &DatePhrase) -> Option<String> {
        let time = match (date.clock, date.part) {
            (Some(clock), _) => format!("T{clock}"),
            (None, Some(part)) => format!("T{}", part.code()),
            _ => String::new(),
        };
        Some(match date.head {
            Head::Weekday(weekday) => format!("XXXX-WXX-{weekday}{time}"),
            Head::Month(month) => format!("XXXX-{month:02}"),
            Head::Season(season) => format!("XXXX-{}", season.code()),
            Head::Quarter(quarter) => format!("XXXX-Q{quarter}"),
            Head::Day { month, day, .. } => format!("XXXX-{month:02}-{day:02}{time}"),
            Head::Unit(Unit::Weekend) => "XXXX-WXX-WE".to_owned(),
            Head::Unit(Unit::Day) => format!("XXXX-XX-XX{time}"),
            Head::Named(entry) => {
                let days = self.calendar.entries().get(usize::from(entry))?;
                let (one, other) = (days.in_year(2019), days.in_year(2021));
                let day = one.first()?.start;
                let fixed = other
                    .first()
                    .is_some_and(|other| (other.start.month(), other.start.day()) == (day.month(), day.day()));
                if fixed {
                    format!("XXXX-{:02}-{:02}{time}", day.month(), day.day())
                } else {
                    format!("XXXX-XX-XX{time}")
                }
            }
            _ => return None,
        })
    }
}

/// How many of its kind away.
fn steps(which: Which) -> i8 {
    match which {
        Which::Last | Which::Previous => -1,
        Which::Next | Which::Following | Which::Coming => 1,
        Which::This | Which::That | Which::Latest | Which::Recent => 0,
    }
}

/// The weekend that is meant.
fn weekend(today: Date, which: Option<Which>, tense: Option<Tense>) -> Option<Point> {
    let this = Point::holding(today, Unit::Weekend)?;
    let on_it = today.weekday().to_monday_one_offset() >= 6;
    let ahead = match which {
        Some(Which::Next) => return this.shift(Unit::Weekend, 1),
        Some(Which::Last | Which::Previous) => false,
        Some(Which::Coming) => true,
        _ if on_it => return Some(this),
        _ => tense == Some(Tense::Future),
    };
    if ahead { Some(this) } else { this.shift(Unit::Weekend, -1) }
}
