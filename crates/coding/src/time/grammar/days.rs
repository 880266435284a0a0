//! Days: 'June 12, 2018', '12/31/2019', 'Friday, Oct. 23', 'the 20th', 'yesterday', 'Christmas Eve', 'that night'.

use super::Grammar;
use super::dates::is_day;
use crate::time::atoms::{Glue, Kind};
use crate::time::lexicon::{Sense, Which};
use crate::time::phrase::{DatePhrase, Head, YearWords};
use crate::time::unit::Unit;

impl Grammar<'_> {
    /// What is, or lies within, one day.
    pub(super) fn day_phrase(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let readings = [
            self.numeric_day(at),
            self.weekday_phrase(at),
            self.month_day(at),
            self.day_month(at),
            self.day_of_month(at),
            self.offset_day(at),
            self.named_day(at),
            self.unit_phrase(at).filter(|(date, _)| date.head == Head::Unit(Unit::Day)),
        ];
        readings.into_iter().flatten().reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// '2018-06-12', '12/31/2019', '12.06.2018'.
    pub(super) fn numeric_day(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let parts = |mark: Option<char>| -> Option<([u32; 3], [u8; 3], usize)> {
            let step = if mark.is_some() { 2 } else { 1 };
            let (mut numbers, mut digits) = ([0; 3], [0; 3]);
            for i in 0..3 {
                let atom = self.atom(at + i * step)?;
                numbers[i] = atom.whole()?;
                digits[i] = atom.digits()?;
                let glued = match (i, mark) {
                    (0, _) => true,
                    (_, None) => atom.glue == Glue::Hyphen,
                    (_, Some(mark)) => atom.glue == Glue::None && self.is_mark(at + i * step - 1, mark),
                };
                if !glued {
                    return None;
                }
            }
            Some((numbers, digits, at + 2 * step + 1))
        };
        let date = |year: u32, month: u32, day: u32| -> Option<DatePhrase> {
            let head = Head::Day { month: i8::try_from(month).ok()?, day: i8::try_from(day).ok()?, weekday: None };
            jiff::civil::Date::new(year as i16, month as i8, day as i8).ok()?;
            Some(DatePhrase::of(head).in_year(Some(YearWords::Number(year as i16))))
        };
        if let Some(([year, month, day], [4, 2, 2], end)) = parts(None) {
            return Some((date(year, month, day)?, end));
        }
        let ([first, second, year], [.., digits], end) = parts(Some('/'))?;
        let year = match digits {
            4 => year,
            2 => 2000 + year - if year > 50 { 100 } else { 0 },
            _ => return None,
        };
        // Month first, as papers in the United States write; day first where that is the only way to read it.
        let (month, day) = if first > 12 { (second, first) } else { (first, second) };
        Some((date(year, month, day)?, end))
    }

    /// 'Monday', 'last Friday', 'Friday, Oct. 23', 'Sunday, 24 June 1973'.
    pub(super) fn weekday_phrase(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let (which, from) = self.maybe_which(at);
        let (weekday, plural, end) = self.weekday_name(from)?;
        if plural {
            return None;
        }
        let comma = if self.is_mark(end, ',') { end + 1 } else { end };
        let comma = if self.is_word(comma, "the") { comma + 1 } else { comma };
        if self.glue(comma) != Some(Glue::Break)
            && let Some((date, end)) = self.month_day(comma).or_else(|| self.day_month(comma))
            && let Head::Day { month, day, .. } = date.head
        {
            return Some((
                DatePhrase { head: Head::Day { month, day, weekday: Some(weekday) }, which: None, ..date },
                end,
            ));
        }
        // 'the Sunday Times', 'Friday Prayers', 'Bloody Sunday', 'Black Friday'
        let named = self.atoms[from].capital
            && (self.glue(end) == Some(Glue::Space)
                && self.is_any(end, &["times", "telegraph", "mirror", "express", "mail", "herald"])
                && self.atoms[end].capital
                || self.follows(
                    from,
                    &["bloody", "black", "cyber", "palm", "good", "holy", "maundy", "ash", "super", "big", "tgi"],
                ) && self.atoms[from - 1].capital);
        if named && which.is_none() {
            return None;
        }
        // 'next Monday' needs no more; 'that Monday'; 'the Friday' takes its article along.
        let date = DatePhrase::of(Head::Weekday(weekday)).with(which);
        // 'Tuesday last week', 'Monday of next week'
        let of = usize::from(self.is_word(end, "of"));
        if which.is_none()
            && let Some((week, after)) = self.which(end + of)
            && self.is_word(after, "week")
            && matches!(week, Which::Last | Which::Next | Which::This | Which::That)
        {
            let head = Head::Turn {
                n: weekday,
                unit: Unit::Day,
                of: Box::new(DatePhrase::of(Head::Unit(Unit::Week)).with(Some(week))),
            };
            return Some((DatePhrase::of(head), after + 1));
        }
        Some((date, end))
    }

    /// 'June 12, 2018', 'Oct. 23', 'March eighth', 'June 12 of that year'; the year of a list's last member is
    /// given to the others when the list is resolved.
    pub(super) fn month_day(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let (which, from) = self.maybe_which(at);
        let (month, end) = self.month_name(from, true)?;
        if matches!(self.glue(end), Some(Glue::Break | Glue::None))
            && !self.words(end).starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        let end = if self.is_word(end, "the") { end + 1 } else { end };
        let (day, end) = self.day_number(end)?;
        jiff::civil::Date::new(2000, month, day).ok()?;
        let date = DatePhrase::of(Head::Day { month, day, weekday: None }).with(which);
        match self.year_after(end) {
            Some((year, end)) => Some((date.in_year(Some(year)), end)),
            None => Some((date, end)),
        }
    }

    /// '12 June 2018', 'the 12th of June', '14th of June last year'.
    pub(super) fn day_month(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let (day, end) = self
            .day_number(self.after_the(at))
            .or_else(|| self.ordinal(self.after_the(at)).filter(|&(n, _)| n <= 31))?;
        // '12 or 13 June': its month stands after the other day.
        let mut end = end;
        if self.is_word(end, "of") {
            end += 1;
        }
        if matches!(self.glue(end), Some(Glue::Break)) {
            return None;
        }
        let (month, end) = self.month_name(end, true)?;
        jiff::civil::Date::new(2000, month, day).ok()?;
        // '5 May 12' is none; '12 May, 14 people' neither.
        let date = DatePhrase::of(Head::Day { month, day, weekday: None });
        match self.year_after(end) {
            Some((year, end)) => Some((date.in_year(Some(year)), end)),
            None => Some((date, end)),
        }
    }

    /// The number of a day from 1 to 31: '12', '12th', 'eighth'; not '12.5', '12:30', '12 p.m.'.
    pub(super) fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        if let Some((day, end)) = self.ordinal(at) {
            return (day <= 31).then_some((day, end));
        }
        let atom = self.atom(at)?;
        let day =
            atom.whole().filter(|day| (1..=31).contains(day) && atom.digits().is_some_and(|digits| digits <= 2))?;
        let hangs = self.glue(at + 1) == Some(Glue::None)
            && (self.is_mark(at + 1, '%')
                || matches!(self.kind(at + 1), Some(Kind::Mark(':' | '/')))
                    && self.glue(at + 2) == Some(Glue::None)
                    && self.whole(at + 2).is_some())
            || self.glue(at + 1) == Some(Glue::None) && self.kind(at + 1) == Some(Kind::Word);
        let clock = self.sense(at + 1, |sense| matches!(sense, Sense::Meridiem(_)).then_some(())).is_some();
        (!hangs && !clock).then_some((day as i8, at + 1))
    }

    /// 'on the 20th', 'until the 5th'.
    pub(super) fn day_of_month(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let the = self.after_the(at);
        if the == at || !self.follows(at, &["on", "by", "until", "till", "from", "since", "to", "before", "after"]) {
            return None;
        }
        let digits = self.whole(the).is_some();
        let (day, end) = self.ordinal(the).filter(|&(n, _)| n <= 31 && digits)?;
        let noun = self.continues_phrase(end) || self.glue(end) == Some(Glue::Hyphen) || self.is_word(end, "of");
        (!noun).then(|| (DatePhrase::of(Head::DayOfMonth(day)), end))
    }

    /// 'today', 'yesterday', 'tonight', 'last night'.
    pub(super) fn offset_day(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let night =
            self.sense(at, |sense| if let Sense::PartOfDay(days, part) = sense { Some((days, part)) } else { None });
        if let Some(((days, part), end)) = night {
            return Some((DatePhrase { part: Some(part), ..DatePhrase::of(Head::Offset(days)) }, end));
        }
        let (days, end) = self.sense(at, |sense| if let Sense::Day(days) = sense { Some(days) } else { None })?;
        // 'USA Today', "today's-" …
        let name = days == 0
            && self.atoms[at].capital
            && at > 0
            && self.atoms[at - 1].capital
            && self.glue(at) == Some(Glue::Space);
        (!name).then(|| (DatePhrase::of(Head::Offset(days)), end))
    }

    /// 'Thanksgiving Day', 'last Christmas', 'Easter 1916', 'Christmas Eve'.
    pub(super) fn named_day(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let (which, from) = self.maybe_which(at);
        let (entry, end) =
            self.sense(from, |sense| if let Sense::Named(entry) = sense { Some(entry) } else { None })?;
        if !self.atom(from)?.capital {
            return None;
        }
        // 'the Tet Offensive', 'the Easter Rising'
        let goes_on = self.glue(end) == Some(Glue::Space)
            && self.atoms[end].capital
            && self.tag(end).is_some_and(|tag| tag.starts_with("NNP"))
            && self.part(end).is_none();
        if goes_on && self.weekday_name(end).is_none() && self.month_name(end, true).is_none() {
            return None;
        }
        let date = DatePhrase::of(Head::Named(entry)).with(which);
        match self.year_after(end) {
            Some((year, end)) => Some((date.in_year(Some(year)), end)),
            None => Some((date, end)),
        }
    }

    /// 'this morning', 'that night', 'the next morning', 'the morning of May 5', 'the night before'.
    pub(super) fn part_of_day(&self, at: usize) -> Option<(DatePhrase, usize)> {
        if let Some((which, from)) = self.which(at)
            && let Some((part, end)) = self.part(from)
        {
            // 'last night' is yesterday's; 'this night' tonight's.
            let head = Head::Unit(Unit::Day);
            let sure = !matches!(which, Which::Recent | Which::Latest);
            return sure.then(|| (DatePhrase { part: Some(part), ..DatePhrase::of(head).with(Some(which)) }, end));
        }
        // 'in the morning': of the day spoken of
        if self.follows(at, &["in"])
            && self.is_word(at, "the")
            && let Some((part, end)) = self.part(at + 1)
            && !self.continues_phrase(end)
            && !self.is_any(end, &["of", "after"])
        {
            return Some((DatePhrase { part: Some(part), ..DatePhrase::of(Head::Here) }, end));
        }
        // 'the early morning hours of 30 January', 'the night of 10 August 1792'
        let the = self.after_the(at);
        let from = if self.is_any(the, &["early", "late"]) { the + 1 } else { the };
        let (part, mut end) = self.part(from)?;
        if self.is_any(end, &["hours", "hour"]) {
            end += 1;
        }
        if the > at
            && self.is_word(end, "before")
            && !self.continues_phrase(end + 1)
            && !self.is_any(end + 1, &["the", "a", "he", "she", "it", "they"])
        {
            let day = DatePhrase::of(Head::Unit(Unit::Day)).with(Some(Which::Previous));
            return Some((DatePhrase { part: Some(part), ..day }, end + 1));
        }
        if !self.is_any(end, &["of", "on"]) {
            return None;
        }
        let (day, end) = self.day_phrase(end + 1).filter(|(day, _)| is_day(day) && day.part.is_none())?;
        Some((DatePhrase { part: Some(part), ..day }, end))
    }
}
