//! Dates with what qualifies them: 'early 2019', 'the end of the month', 'post-1945', 'Friday night'.

use super::Grammar;
use crate::time::Modifier;
use crate::time::atoms::{Glue, Kind};
use crate::time::lexicon::{Sense, Which};
use crate::time::phrase::{DatePhrase, Found, Head, Phrase};
use crate::time::unit::Unit;

impl Grammar<'_> {
    /// A date with what qualifies it: 'early 2019', 'around noon', 'the end of the month', 'post-1945'.
    pub(super) fn date_expression(&self, at: usize) -> Option<Found> {
        let whole = |start, (date, end): (DatePhrase, usize), modifier| {
            let (part_end, date) = self.with_part(date, end);
            let (modifier, end) = self.or_later(part_end, modifier);
            Self::found(start, end, Phrase::Date(date), modifier)
        };
        // 'early 2019', 'the end of June'
        let portion = self.sense(at, |sense| if let Sense::Portion(portion) = sense { Some(portion) } else { None });
        if let Some((portion, end)) = portion {
            // 'mid-afternoon', 'early morning'
            if let Some((part, stop)) = self.part(end).filter(|&(_, stop)| stop > end && !self.continues_phrase(stop)) {
                let from = if self.is_word(stop, "of") { stop + 1 } else { stop };
                let (day, stop) = self
                    .day_phrase(from)
                    .filter(|(day, _)| is_day(day) && day.part.is_none())
                    .unwrap_or((DatePhrase::of(Head::Here), stop));
                return (self.glue(end) != Some(Glue::Break))
                    .then(|| Self::found(at, stop, Phrase::Date(DatePhrase { part: Some(part), ..day }), portion));
            }
            let end = if self.is_word(end, "in") && self.is_any(at, &["early", "late", "later", "earlier"]) {
                end + 1
            } else {
                end
            };
            if let Some(read) = self.date(end).or_else(|| self.plain_unit(self.after_the(end)))
                && self.glue(end) != Some(Glue::Break)
            {
                return Some(whole(at, read, portion));
            }
        }
        // 'about 1990', 'around Nov. 1'
        let (modifier, after) = self.qualifier(at);
        if after > at && modifier == Some(Modifier::Approximate) && !self.is_word(at, "some") {
            // 'get around Monday's ruling' is no estimate.
            return self
                .date(after)
                .filter(|&(_, end)| self.kind(end) != Some(Kind::Possessive))
                .map(|read| whole(at, read, modifier));
        }
        // 'pre-war' is no time; 'post-1945' is.
        if self.is_any(at, &["pre", "post"]) && self.glue(at + 1) == Some(Glue::Hyphen) {
            let modifier = if self.is_word(at, "pre") { Modifier::Before } else { Modifier::After };
            return self.date(at + 1).map(|read| whole(at, read, Some(modifier)));
        }
        if let Some((date, end, modifier)) = self.unit_end(at) {
            return Some(Self::found(at, end, Phrase::Date(date), Some(modifier)));
        }
        if let Some(found) = self.turns(at) {
            return Some(found);
        }
        self.date(at).map(|read| whole(at, read, None))
    }

    /// '2021 or later', '1990 and beyond'.
    pub(super) fn or_later(&self, end: usize, modifier: Option<Modifier>) -> (Option<Modifier>, usize) {
        let joined = self.is_any(end, &["or", "and"]);
        if joined && self.is_any(end + 1, &["later", "beyond", "after"]) && self.glue(end + 2) != Some(Glue::Hyphen) {
            return (Some(Modifier::OnOrAfter), end + 2);
        }
        if joined && self.is_any(end + 1, &["earlier", "before"]) {
            return (Some(Modifier::OnOrBefore), end + 2);
        }
        (modifier, end)
    }

    /// A part of the day, or a time of day, after its day: 'Friday night', 'Friday at 3 p.m.'.
    pub(super) fn with_part(&self, date: DatePhrase, end: usize) -> (usize, DatePhrase) {
        if date.clock.is_some() || date.part.is_some() || !is_day(&date) {
            return (end, date);
        }
        let early = usize::from(self.is_any(end, &["early", "late"]));
        if let Some((part, end)) = self.part(end + early) {
            return (end, DatePhrase { part: Some(part), ..date });
        }
        let comma = usize::from(self.is_mark(end, ','));
        if self.is_word(end + comma, "at")
            && self.glue(end) != Some(Glue::Break)
            && let Some((clock, end)) = self.clock(end + comma + 1)
        {
            return (end, DatePhrase { clock: Some(clock), ..date });
        }
        (end, date)
    }

    /// A date without qualifiers.
    pub(super) fn date(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let readings = [
            self.clock_date(at),
            self.part_of_day(at),
            self.day_phrase(at),
            self.month_phrase(at),
            self.season_phrase(at),
            self.fraction_of_year(at),
            self.year_phrase(at),
            self.decade(at),
            self.century(at),
            self.week_of(at),
            self.unit_phrase(at),
        ];
        readings.into_iter().flatten().reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// Which one: 'this', 'last', 'the following'.
    pub(super) fn which(&self, at: usize) -> Option<(Which, usize)> {
        self.sense(at, |sense| if let Sense::Which(which) = sense { Some(which) } else { None })
            .filter(|&(_, end)| self.glue(end) != Some(Glue::Break))
            // 'the talks last two days'
            .filter(|_| !self.is_word(at, "last") || self.tag(at).is_none_or(|tag| !tag.starts_with("VB")))
            // 'said that weekend talks had failed'
            .filter(|_| !self.is_word(at, "that") || self.token(at).is_none_or(|token| token.dep() != "mark"))
    }

    /// Which one, if that is said, and where to go on.
    pub(super) fn maybe_which(&self, at: usize) -> (Option<Which>, usize) {
        self.which(at).map_or((None, at), |(which, end)| (Some(which), end))
    }
}

/// Whether it is a day, so that a part of the day may follow.
pub(in crate::time) fn is_day(date: &DatePhrase) -> bool {
    match &date.head {
        Head::Day { .. } | Head::DayOfMonth(_) | Head::Weekday(_) | Head::Offset(_) | Head::Named(_) => true,
        Head::Unit(unit) | Head::Turn { unit, .. } => *unit == Unit::Day,
        _ => false,
    }
}
