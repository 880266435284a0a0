//! Months, seasons, quarters and halves of a year: 'last October', 'the summer of 1916', "last year's third quarter".

use super::Grammar;
use crate::time::atoms::{Glue, Kind};
use crate::time::lexicon::Which;
use crate::time::phrase::{DatePhrase, Head, YearWords};
use crate::time::unit::Unit;

impl Grammar<'_> {
    /// 'June', 'June 2018', 'last October', 'October last year', 'February of 1940'.
    pub(super) fn month_phrase(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let (which, from) = self.maybe_which(at);
        let (month, end) = self.month_name(from, true)?;
        let date = DatePhrase::of(Head::Month(month)).with(which);
        // "June '99", 'June 2018'; a day number has been tried before.
        if let Some((year, end)) = self.year_after(end) {
            return Some((date.in_year(Some(year)), end));
        }
        if which.is_some_and(|which| which != Which::Recent) {
            return Some((date, end));
        }
        let (_, end) = self.month_name(from, false)?;
        Some((date, end))
    }

    /// 'spring', 'the summer of 1916', 'last fall', 'winter 2019', '1982 summer'.
    pub(super) fn season_phrase(&self, at: usize) -> Option<(DatePhrase, usize)> {
        if let Some((year, from)) = self.year_words(at)
            && let Some((season, false, end)) = self.season_name(from, true)
            && self.glue(from) == Some(Glue::Space)
        {
            return Some((DatePhrase::of(Head::Season(season)).in_year(Some(year)), end));
        }
        let (which, from) = self.maybe_which(at);
        let from = if which.is_none() { self.after_the(at) } else { from };
        let (season, plural, end) = self.season_name(from, true)?;
        if plural {
            return None;
        }
        let date = DatePhrase::of(Head::Season(season)).with(which);
        if let Some((year, end)) = self.year_after(end) {
            return Some((date.in_year(Some(year)), end));
        }
        let verb = self.tag(from).is_some_and(|tag| tag.starts_with("VB"));
        if which.is_some() && !verb && which != Some(Which::Recent) {
            // 'the last spring of his life' is a date none the less.
            return Some((date, end));
        }
        self.season_name(from, false)?;
        Some((date, end))
    }

    /// 'the third quarter of 2019', "last year's first half", 'fourth-quarter', 'Q3 2019', 'the 1988 second quarter',
    /// 'the latest quarter', 'the first two quarters of 1990'.
    pub(super) fn fraction_of_year(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let the = self.after_the(at);
        let (year, from) = self.year_before(the).map_or((None, the), |(year, end)| (Some(year), end));
        let from = if self.is_any(from, &["fiscal", "calendar"]) { from + 1 } else { from };
        let in_year = |head: Head, end: usize| {
            let date = DatePhrase::of(head).in_year(year);
            match year.is_none().then(|| self.year_after(end)).flatten() {
                Some((year, end)) => (date.in_year(Some(year)), end),
                None => (date, end),
            }
        };
        // 'the 1988 quarter', 'the 1988 period', "last year's quarter"
        let possessive = from > the && self.kind(from - 1) == Some(Kind::Possessive);
        if year.is_some() && (the > at || possessive) && self.is_any(from, &["quarter", "period"]) {
            return Some((DatePhrase::of(Head::Unit(Unit::Quarter)).in_year(year), from + 1));
        }
        // 'Q3', 'H1'
        if let Some(atom) = self.atom(from)
            && atom.capital
            && atom.span.len() == 1
            && self.glue(from + 1) == Some(Glue::None)
            && let Some(n) = self.whole(from + 1)
        {
            match (self.words(from), n) {
                ("Q", 1..=4) => return Some(in_year(Head::Quarter(n as i8), from + 2)),
                ("H", 1..=2) => return Some(in_year(Head::Half(n as i8), from + 2)),
                _ => {}
            }
        }
        let last = self.is_any(from, &["last", "final", "latter"]);
        let (n, end) = if last { (-1, from + 1) } else { self.ordinal(from)? };
        // 'the first two quarters'
        if n == 1 && self.is_word(end, "two") && self.is_word(end + 1, "quarters") {
            return Some(in_year(Head::Half(1), end + 2));
        }
        if self.is_word(end, "half") && matches!(n, 1 | 2 | -1) {
            // 'the first half hour', 'the second half of the game'
            let half = Head::Half(if n == 1 { 1 } else { 2 });
            let plain = self.is_word(end + 1, "of")
                || self.glue(end + 1) == Some(Glue::Hyphen)
                || self.unit_at(end + 1).is_some();
            let (date, stop) = in_year(half, end + 1);
            if date.year.is_some() {
                return Some((date, stop));
            }
            if self.is_word(end + 1, "of") && self.is_word(end + 2, "the") && self.is_word(end + 3, "year") {
                return Some((date, end + 4));
            }
            return (!plain && n != -1 && self.glue(end) == Some(Glue::Hyphen)).then_some((date, end + 1));
        }
        if self.is_word(end, "quarter") && (1..=4).contains(&n) {
            let (date, stop) = in_year(Head::Quarter(n), end + 1);
            if date.year.is_none()
                && self.is_word(stop, "of")
                && self.is_word(stop + 1, "the")
                && self.is_word(stop + 2, "year")
            {
                return Some((date, stop + 3));
            }
            return Some((date, stop));
        }
        None
    }

    /// A year before what lies in it: "last year's", "1989's", '1988', "this year's"; where that ends.
    pub(super) fn year_before(&self, at: usize) -> Option<(YearWords, usize)> {
        let (year, end) = if let Some(read) = self.year_words(at) {
            read
        } else {
            let (which, end) = self.which(at)?;
            if !self.is_word(end, "year") || self.kind(end + 1) != Some(Kind::Possessive) {
                return None;
            }
            (YearWords::Which(which), end + 1)
        };
        Some((year, if self.kind(end) == Some(Kind::Possessive) { end + 1 } else { end }))
    }
}
