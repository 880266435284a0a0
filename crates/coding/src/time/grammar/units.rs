//! Units with a place in the calendar: 'last week', 'that month', 'the week of March 6', "year's end", 'the third week of
//! June'.

use super::Grammar;
use crate::time::Modifier;
use crate::time::atoms::{Glue, Kind};
use crate::time::lexicon::Which;
use crate::time::phrase::{Amount, DatePhrase, Found, Head, Phrase, Tie};
use crate::time::unit::Unit;

impl Grammar<'_> {
    /// 'the week of March 6', 'the weekend of June 3'.
    pub(super) fn week_of(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let the = self.after_the(at);
        if the == at || !self.is_word(the, "week") || !self.is_any(the + 1, &["of", "ending", "starting", "beginning"])
        {
            return None;
        }
        let (day, end) = self.month_day(the + 2).or_else(|| self.day_month(the + 2))?;
        Some((DatePhrase::of(Head::WeekOf(Box::new(day))), end))
    }

    /// 'last week', 'that month', 'the following year', 'the same day', 'the quarter', 'the weekend'.
    pub(super) fn unit_phrase(&self, at: usize) -> Option<(DatePhrase, usize)> {
        if let Some((which, from)) = self.which(at) {
            let from =
                if self.is_any(from, &["fiscal", "calendar", "full", "school", "whole"]) { from + 1 } else { from };
            // 'the latest period', 'the same quarter last year', in a report on a quarter
            if self.is_any(from, &["period", "quarter"]) && matches!(which, Which::Latest | Which::That) {
                let quarter = DatePhrase::of(Head::Unit(Unit::Quarter));
                if let Some((year, end)) = self.year_after(from + 1) {
                    return Some((quarter.in_year(Some(year)), end));
                }
                if which == Which::Latest {
                    return Some((quarter.with(Some(which)), from + 1));
                }
            }
            let (unit, count, plural, end) = self.unit_at(from)?;
            let fits = !plural && count == 1 && unit >= Unit::Day && self.glue(end) != Some(Glue::Hyphen);
            if !fits || which == Which::Recent {
                return None;
            }
            // 'the past year', 'the last decade' are lengths; 'the previous year', 'last year' are years.
            let length =
                self.is_word(at, "the") && self.is_any(from - 1, &["last", "past"]) || self.is_any(at, &["past"]);
            let date = DatePhrase::of(Head::Unit(unit)).with(Some(which));
            return (!length || unit == Unit::Weekend).then_some((date, end));
        }
        // 'the following day' has its 'which'; 'the day after', 'the day before', 'the year before'
        let the = self.after_the(at);
        let full = usize::from(self.is_any(the, &["full", "fiscal", "whole"]));
        let (unit, 1, false, end) = self.unit_at(the + full)? else { return None };
        // 'the Year III'
        if the == at || unit < Unit::Day || self.atoms[the + full].capital {
            return None;
        }
        let ends_clause = |end: usize| {
            !self.continues_phrase(end)
                && !self
                    .is_any(end, &["the", "a", "an", "his", "her", "their", "its", "he", "she", "it", "they", "that"])
                && self.day_phrase(end).is_none()
                && self.month_phrase(end).is_none()
        };
        if self.is_any(end, &["after", "following", "later"]) && ends_clause(end + 1) {
            return Some((DatePhrase::of(Head::Unit(unit)).with(Some(Which::Following)), end + 1));
        }
        if self.is_any(end, &["before", "earlier", "previous"]) && ends_clause(end + 1) {
            return Some((DatePhrase::of(Head::Unit(unit)).with(Some(Which::Previous)), end + 1));
        }
        let stands = match unit {
            Unit::Weekend | Unit::Quarter => true,
            Unit::Year | Unit::Month | Unit::Week => {
                (self.follows(
                    at,
                    &["for", "of", "during", "throughout", "last", "lasts", "lasted", "outlast", "survive"],
                ) || full == 1)
                    && !self.is_any(end, &["ended", "ending", "of", "that", "when", "in"])
                    || self.kind(end) == Some(Kind::Possessive)
            }
            _ => false,
        };
        stands.then(|| (DatePhrase::of(Head::Unit(unit)), end))
    }

    /// A unit after 'the end of', 'the middle of': 'the year', 'the month', 'the day'.
    pub(super) fn plain_unit(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let (unit, 1, false, end) = self.unit_at(at)? else { return None };
        let the = at > 0 && self.is_word(at - 1, "the");
        (the && unit >= Unit::Day && !self.is_word(end, "of")).then(|| (DatePhrase::of(Head::Unit(unit)), end))
    }

    /// "year's end", 'year-end', 'month-end', 'midyear', 'mid-week', 'midsummer'.
    pub(super) fn unit_end(&self, at: usize) -> Option<(DatePhrase, usize, Modifier)> {
        let the = self.after_the(at);
        let (unit, 1, false, end) = self.unit_at(the)? else { return None };
        if !matches!(unit, Unit::Year | Unit::Month | Unit::Week | Unit::Quarter | Unit::Decade | Unit::Century) {
            return None;
        }
        let end = if self.kind(end) == Some(Kind::Possessive) { end + 1 } else { end };
        // 'year end'; not 'the year ended', 'year-ending'
        (self.is_word(end, "end") && self.glue(end) != Some(Glue::Break))
            .then(|| (DatePhrase::of(Head::Unit(unit)), end + 1, Modifier::End))
    }

    /// 'the first nine months of 1997', 'the third week of June', 'the last two weeks of May', 'the last day of 2019',
    /// 'the first nine months'.
    pub(super) fn turns(&self, at: usize) -> Option<Found> {
        let the = self.after_the(at);
        let last = self.is_any(the, &["last", "final", "closing"]);
        let opening = self.is_word(the, "opening");
        let (n, end) = if last {
            (-1, the + 1)
        } else if opening {
            (1, the + 1)
        } else {
            self.ordinal(the)?
        };
        let (count, end) = match self.small_number(end).or_else(|| self.whole(end).map(|n| (n, end + 1))) {
            Some((count, end)) if matches!(n, 1 | -1) && (1..=100).contains(&count) => (count, end),
            Some(_) => return None,
            None => (1, end),
        };
        let end = if self.is_any(end, &["full", "trading", "working", "business"]) { end + 1 } else { end };
        let (unit, 1, plural, end) = self.unit_at(end)? else { return None };
        if plural != (count > 1) || !(Unit::Day..=Unit::Decade).contains(&unit) || unit == Unit::Weekend {
            return None;
        }
        let of = self
            .is_any(end, &["of", "in"])
            .then(|| self.date(end + 1).or_else(|| self.plain_unit(self.after_the(end + 1))))
            .flatten()
            .filter(|(date, _)| !matches!(date.head, Head::Here) && date.clock.is_none());
        let Some((of, stop)) = of else {
            // 'the first nine months': of the year in question.
            let months = n == 1 && count > 1 && matches!(unit, Unit::Month | Unit::Quarter);
            let tie = Tie::Within { first: true, of: Box::new(DatePhrase::of(Head::Unit(Unit::Year))) };
            let length = Phrase::Length { amount: Amount::Exact(f64::from(count)), unit, tie };
            return (months && !self.is_word(end, "of")).then(|| Self::found(at, end, length, None));
        };
        let of = Box::new(of);
        // 'the third week', 'the first day' are dates; 'the first week', 'the last two weeks' lengths at one end.
        let phrase = if count == 1 && (unit != Unit::Week || !matches!(n, 1 | -1)) {
            Phrase::Date(DatePhrase::of(Head::Turn { n, unit, of }))
        } else {
            Phrase::Length { amount: Amount::Exact(f64::from(count)), unit, tie: Tie::Within { first: n == 1, of } }
        };
        Some(Self::found(at, stop, phrase, None))
    }
}
