//! Times of day: '3 p.m.', '10:35', '0735 GMT', 'noon', '9 a.m. EST Tuesday', '4 in the morning'.

use super::Grammar;
use crate::time::atoms::{Atom, Glue, Kind};
use crate::time::lexicon::Sense;
use crate::time::phrase::{DatePhrase, Head};
use crate::time::unit::{Clock, DayPart};

impl Grammar<'_> {
    /// A time of day and the day beside it: 'noon Thursday', '5 p.m. EST, Nov. 6', '10:35 a.m.'.
    pub(in crate::time) fn clock_date(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let (clock, end) = self.clock(at)?;
        // '10:35 a.m. (0735 GMT) Friday'
        let aside = if self.is_mark(end, '(') {
            (end + 1..end + 8)
                .find(|&at| self.is_mark(at, ')'))
                .filter(|_| self.clock(end + 1).is_some())
                .map(|at| at + 1)
        } else {
            None
        };
        let end = match aside {
            Some(after) if self.day_phrase(after).is_some() => after,
            _ => end,
        };
        let mut next = if self.is_mark(end, ',') { end + 1 } else { end };
        if self.is_word(next, "on") {
            next += 1;
        }
        if self.glue(next) != Some(Glue::Break)
            && let Some((day, end)) = self.day_phrase(next)
        {
            return Some((DatePhrase { clock: Some(clock), part: None, ..day }, end));
        }
        Some((DatePhrase { clock: Some(clock), ..DatePhrase::of(Head::Here) }, end))
    }

    /// A time of day alone, with its time zone.
    pub(in crate::time) fn clock(&self, at: usize) -> Option<(Clock, usize)> {
        let named = self.sense(at, |sense| if let Sense::Noon(clock) = sense { Some(clock) } else { None });
        let (clock, end) = named.or_else(|| self.clock_digits(at)).or_else(|| self.clock_words(at))?;
        Some((clock, self.zone(end).unwrap_or(end)))
    }

    /// '10:35 a.m.', '5:30pm', '7.30 p.m.', '9 a.m.', '19:00', '03:00hrs', '0735 GMT'.
    fn clock_digits(&self, at: usize) -> Option<(Clock, usize)> {
        let atom = self.atom(at)?;
        let Kind::Number { digits, grouped: false, .. } = atom.kind else { return None };
        if at > 0 && self.glue(at) == Some(Glue::None) && matches!(self.kind(at - 1), Some(Kind::Mark('$' | ':' | '.')))
        {
            return None;
        }
        let words = self.words(at);
        let (hour, minute, second, end) = if let Some((hour, minute)) = words.split_once('.') {
            // '7.30 p.m.' is cut as one number.
            let (hour, minute) = (hour.parse().ok()?, minute.parse().ok().filter(|_| minute.len() == 2)?);
            (hour, Some(minute), None, at + 1)
        } else if self.is_mark(at + 1, ':')
            && self.glue(at + 1) == Some(Glue::None)
            && self.glue(at + 2) == Some(Glue::None)
            && self.atom(at + 2)?.digits() == Some(2)
            && digits <= 2
        {
            let second = (self.is_mark(at + 3, ':') && self.glue(at + 4) == Some(Glue::None))
                .then(|| self.atom(at + 4).filter(|atom| atom.digits() == Some(2)))
                .flatten();
            let end = if second.is_some() { at + 5 } else { at + 3 };
            (atom.whole()?, self.whole(at + 2), second.and_then(Atom::whole), end)
        } else if digits <= 2 {
            (atom.whole()?, None, None, at + 1)
        } else if digits == 4 && words.len() == 4 {
            let all = atom.whole()?;
            let marked = self.zone(at + 1).or_else(|| self.hours_mark(at + 1))?;
            return Some((Clock::new(all / 100, all % 100).filter(|_| all < 2400)?, marked));
        } else {
            return None;
        };
        let meridiem = self.sense(end, |sense| if let Sense::Meridiem(late) = sense { Some(late) } else { None });
        if let Some((late, end)) = meridiem.filter(|_| self.glue(end) != Some(Glue::Break)) {
            if !(1..=12).contains(&hour) {
                return None;
            }
            let hour = hour % 12 + if late { 12 } else { 0 };
            let clock = Clock::new(hour, minute.unwrap_or(0))?;
            return Some((Clock { second: second.map(|s| s.min(59) as u8), ..clock }, end));
        }
        let Some(minute) = minute.filter(|_| !words.contains('.')) else {
            return self.bare_hour(hour, end);
        };
        let clock = Clock::new(hour, minute).filter(|clock| clock.hour < 24)?;
        let end = self.hours_mark(end).unwrap_or(end);
        Some((Clock { second: second.map(|s| s.min(59) as u8), ..clock }, end))
    }

    /// '4 in the morning', "3 o'clock".
    fn bare_hour(&self, hour: u32, end: usize) -> Option<(Clock, usize)> {
        if !(1..=12).contains(&hour) {
            return None;
        }
        let sharp = self.is_word(end, "o") && self.is_mark(end + 1, '\'') && self.is_word(end + 2, "clock");
        let end = if sharp { end + 3 } else { end };
        let part = (self.is_word(end, "in") && self.is_word(end + 1, "the"))
            .then(|| self.part(end + 2))
            .flatten()
            .or_else(|| self.is_word(end, "at").then(|| self.part(end + 1)).flatten());
        let late = match part {
            Some((DayPart::Morning | DayPart::Daytime, _)) => false,
            Some((DayPart::Night, _)) => hour >= 6,
            Some(_) => true,
            None if sharp => false,
            None => return None,
        };
        let hour = if part.is_some() { hour % 12 + if late { 12 } else { 0 } } else { hour };
        Some((Clock::new(hour, 0)?, part.map_or(end, |(_, end)| end)))
    }

    /// "three o'clock in the afternoon"
    fn clock_words(&self, at: usize) -> Option<(Clock, usize)> {
        let (hour, end) = self.small_number(at)?;
        let timed = self.is_word(end, "o") || self.is_word(end, "in") && self.is_word(end + 1, "the");
        if timed {
            return self.bare_hour(hour, end);
        }
        let (late, end) = self.sense(end, |sense| if let Sense::Meridiem(late) = sense { Some(late) } else { None })?;
        // 'one am' is rarer than 'I am': only with full stops or for hours there are.
        (1..=12).contains(&hour).then_some(())?;
        Some((Clock::new(hour % 12 + if late { 12 } else { 0 }, 0)?, end))
    }

    /// One past a part of the day ('morning').
    pub(in crate::time) fn part(&self, at: usize) -> Option<(DayPart, usize)> {
        if self.glue(at) == Some(Glue::Break) {
            return None;
        }
        self.sense(at, |sense| if let Sense::Part { part, plural: false } = sense { Some(part) } else { None })
    }

    /// One past a time zone, in capitals: 'GMT', 'EST', '(GMT)' is left alone.
    fn zone(&self, at: usize) -> Option<usize> {
        let atom = self.atom(at).filter(|atom| atom.glue != Glue::Break)?;
        let capitals = self.words(at).chars().all(char::is_uppercase);
        let ((), end) = self.sense(at, |sense| if let Sense::Zone(_) = sense { Some(()) } else { None })?;
        (capitals && atom.kind == Kind::Word).then_some(end)
    }

    /// One past 'hrs' or 'hours', as after '0600'.
    fn hours_mark(&self, at: usize) -> Option<usize> {
        self.is_any(at, &["hrs", "hours", "h"]).then_some(at + 1)
    }
}
