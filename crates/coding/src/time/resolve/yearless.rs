//! Dates without their year: the year of the occasion, of the story, or the nearest to the side that the tense points to.

use jiff::civil::Date;
use language::TokenId;

use super::Resolver;
use super::tense::Tense;
use crate::time::Against;
use crate::time::atoms::Glue;
use crate::time::calendar::NamedDate;
use crate::time::lexicon::Which;
use crate::time::phrase::{Found, Head};
use crate::time::point::Point;

/// Days back and on from a date of an earlier year within which one without its year belongs with it.
const STEP_BACK: i64 = 31;
const STEP_ON: i64 = 92;
/// Days ahead within which an occasion with its month is meant.
const OCCASION_AHEAD: i32 = 330;

impl Resolver<'_> {
    /// A month, season, quarter, day or named day without its year.
    pub(super) fn yearless(
        &self,
        head: &Head,
        which: Option<Which>,
        found: &Found,
    ) -> Option<(Point, Against, &'static str)> {
        if let Head::Named(entry) = head
            && let Some(period) = self.calendar.entries().get(usize::from(*entry)).and_then(NamedDate::once)
        {
            return Some((Point::Day(period.start), Against::Itself, "it was only once"));
        }
        if self.is_narrative() {
            return self.story_year(head, which, found);
        }
        let today = self.base.today?;
        if matches!(which, Some(Which::Previous | Which::Following | Which::That))
            && let Some(reached) = self.story.reached()
        {
            return self.story_year(head, which, found).filter(|_| reached.year().is_some());
        }
        let year = today.year();
        let candidates = |from: i16, to: i16| {
            (from..=to)
                .filter_map(|year| self.in_year(head, year, which))
                .filter_map(|point| Some((point, point.period()?)))
        };
        if which.is_none()
            && let Some(point) = self.goes_on(head, found).or_else(|| self.of_occasion(head, found, today))
        {
            return Some(point);
        }
        let years = (year.checked_sub(2)?, year.checked_add(2)?);
        let mut past = None;
        let mut now = None;
        let mut future = None;
        for (point, period) in candidates(years.0, years.1) {
            if period.end < today {
                past = Some((point, period));
            } else if period.start <= today {
                now = Some((point, period));
            } else if future.is_none() {
                future = Some((point, period));
            }
        }
        // 'Monday, Oct. 26' is the nearest that is a Monday.
        if let Head::Day { weekday: Some(weekday), .. } = head
            && which.is_none()
        {
            let fits = candidates(years.0, years.1)
                .filter(|(_, period)| period.start.weekday().to_monday_one_offset() == *weekday)
                .min_by_key(|(_, period)| (period.start - today).get_days().abs());
            if let Some((point, _)) = fits {
                return Some((point, Against::Publication, "the nearest that falls on the weekday"));
            }
        }
        let (point, why) = match which {
            Some(Which::Last | Which::Previous) => (past, "the last before the day of publication"),
            Some(Which::Next | Which::Following) => (future, "the first after the day of publication"),
            Some(Which::Coming) => (now.or(future), "the first after the day of publication"),
            Some(Which::This) => {
                let this = self.in_year(head, year, which).and_then(|point| Some((point, point.period()?)));
                (this, "that of the year of publication")
            }
            _ => {
                let why = "the nearest to the side that the verb's tense points to";
                let days = |end: Date, start: Date| i64::from((start - end).get_days());
                let behind = past.map_or(i64::MAX, |(_, period)| days(period.end, today));
                let before = future.map_or(i64::MAX, |(_, period)| days(today, period.start));
                let nearest = if before < behind { future } else { past };
                // A date that is nearly a year off would be said with its year, whatever the tense.
                let far = 290;
                let tense = self.tense(found);
                // 'It shot down a drone in April 2008 … On August 26 it broke off relations': a story within a report.
                let told = self.story.year().is_some_and(|reached| reached < year);
                if told
                    && tense == Some(Tense::Past)
                    && behind > far
                    && now.is_none()
                    && matches!(head, Head::Day { .. } | Head::Month(_))
                {
                    return self.story_year(head, which, found);
                }
                match tense {
                    // Reports on a quarter or half look back, even where its figures are still to come.
                    Some(Tense::Future) if matches!(head, Head::Quarter(_) | Head::Half(_)) => (now.or(nearest), why),
                    _ if matches!(head, Head::Quarter(_) | Head::Half(_)) => (now.or(past), why),
                    Some(Tense::Future) if before <= far => (now.or(future), why),
                    Some(Tense::Past) if behind <= far => (now.or(past), why),
                    _ => (now.or(nearest), "the nearest to the day of publication"),
                }
            }
        };
        point.map(|(point, _)| (point, Against::Publication, why))
    }

    /// 'In October 1962 the planes found … On Oct. 28 he gave way.': a day or month without its year that goes on from a
    /// date of an earlier year, named in the same paragraph.
    fn goes_on(&self, head: &Head, found: &Found) -> Option<(Point, Against, &'static str)> {
        let (reached, today) = (self.story.reached()?, self.base.today?);
        let year = reached.year().filter(|&year| year < today.year())?;
        if !matches!(head, Head::Day { .. } | Head::Month(_)) || matches!(reached, Point::Year(_) | Point::Half(..)) {
            return None;
        }
        let one_paragraph = (self.story.stood() + 1..=found.start).all(|at| self.grammar.glue(at) != Some(Glue::Break));
        let point = self.in_year(head, year, None)?;
        let days = |from: Date, to: Date| i64::from((to - from).get_days());
        let (there, here) = (point.period()?, reached.period()?);
        let near = days(here.start, there.end) >= -STEP_BACK && days(here.end, there.start) <= STEP_ON;
        let near = near && one_paragraph && self.tense(found) == Some(Tense::Past);
        near.then_some((point, Against::Text, "the year of the date that the text goes on from"))
    }

    /// 'the presidential election in November': the year of the occasion that a month or day belongs to, where that is
    /// to come and not as well the last one.
    fn of_occasion(&self, head: &Head, found: &Found, today: Date) -> Option<(Point, Against, &'static str)> {
        let token = self.document().token(TokenId(self.head(found)? as u32));
        let noun = match token.dep() {
            // The noun right before it, however the parse hangs the preposition.
            "pobj" if matches!(token.head().norm(), "in" | "on" | "of") => {
                let before = token.head().neighbour(-1).filter(|noun| matches!(noun.pos(), "NOUN" | "PROPN"));
                before.unwrap_or_else(|| token.head().head())
            }
            "compound" | "nmod" | "amod" | "nummod" => token.head(),
            _ => return None,
        };
        if !matches!(noun.pos(), "NOUN" | "PROPN") || noun.extent().len() > 12 {
            return None;
        }
        let phrase = self.document().span(noun.extent()).cover(self.span(found));
        let occasion = self.calendar.resolve(phrase.of(self.document().text()), today, &[])?;
        let day = occasion.period.start;
        let point = self.in_year(head, day.year(), None)?;
        let ahead = (day - today).get_days();
        let holds = point.period()?.start <= day && day <= point.period()?.end;
        let before = self.in_year(head, day.year().checked_sub(1)?, None)?.period()?.end;
        let behind = (today - before).get_days();
        let past = self.tense(found) == Some(Tense::Past) && 2 * behind < ahead;
        let due = (0..=OCCASION_AHEAD).contains(&ahead);
        (holds && due && !past).then_some((point, Against::Publication, "the next occasion that goes by its name"))
    }

    /// A month, season or day without its year in a story: the year the story has reached, or the next where the
    /// story has run past it.
    pub(super) fn story_year(
        &self,
        head: &Head,
        which: Option<Which>,
        found: &Found,
    ) -> Option<(Point, Against, &'static str)> {
        let reached = self.story.reached()?;
        let year = reached.year()?;
        let why = "the year the story has reached";
        let this = self.in_year(head, year, which)?;
        let at = |point: Point| point.period().map(|period| period.start);
        let now = at(reached)?;
        let point = match which {
            Some(Which::Last | Which::Previous) if at(this)? >= now => {
                self.in_year(head, year.checked_sub(1)?, which)?
            }
            Some(Which::Next | Which::Following) if at(this)? <= now => {
                self.in_year(head, year.checked_add(1)?, which)?
            }
            Some(_) => this,
            None => self.story.place(|year| self.in_year(head, year, which), found.start)?,
        };
        Some((point.checked()?, Against::Text, why))
    }
}
