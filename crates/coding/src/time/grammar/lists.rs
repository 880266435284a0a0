//! Members of lists and ranges, which leave out what their neighbours say: 'June 12-14', '6-7 January', '1915-17'.

use super::Grammar;
use crate::time::atoms::{Glue, Kind};
use crate::time::phrase::{DatePhrase, Found, Head, Phrase, YearWords};

impl Grammar<'_> {
    /// A member of a list or range that leaves out what its neighbour says: '12-14' of 'June 12-14', '25' of 'April
    /// 24 and 25', '17' of '1915-17', '6' of '6-7 January'.
    pub(super) fn list_item(&self, at: usize, before: Option<&Found>) -> Option<Found> {
        if let Some(found) = self.list_after(at, before) {
            return Some(found);
        }
        // '6-7 January 1916', '12 and 13 June', '3, 5 and 7 May', '31 or 1 June'
        let (day, end) = self.day_number(self.after_the(at))?;
        if at > 0 && self.glue(at) == Some(Glue::None) && !self.is_mark(at - 1, '(') {
            return None;
        }
        let mut next = end;
        for _ in 0..4 {
            let (_, after) = self.day_number(self.after_the(self.joint(next)?))?;
            let after_of = if self.is_word(after, "of") { after + 1 } else { after };
            if self.glue(after) != Some(Glue::Break)
                && let Some((month, stop)) = self.month_name(after_of, true)
            {
                jiff::civil::Date::new(2000, month, day).ok()?;
                let year = self.year_after(stop).map(|(year, _)| year);
                let date = DatePhrase::of(Head::Day { month, day, weekday: None }).in_year(year);
                return Some(Self::found(at, end, Phrase::Date(date), None));
            }
            next = after;
        }
        None
    }

    /// Where the next member starts after 'and', 'or', 'to', a comma or a dash at `at`.
    pub(in crate::time) fn joint(&self, at: usize) -> Option<usize> {
        if self.glue(at) == Some(Glue::Hyphen) {
            return Some(at);
        }
        if self.glue(at) == Some(Glue::Break) {
            return None;
        }
        let comma = usize::from(self.is_mark(at, ','));
        if self.is_any(at + comma, &["and", "or", "to", "through", "until"]) {
            return Some(at + comma + 1);
        }
        let dash = matches!(self.kind(at), Some(Kind::Mark('-' | '\u{2013}' | '\u{2014}' | '/')));
        (comma == 1 || dash).then_some(at + 1)
    }

    pub(super) fn list_after(&self, at: usize, before: Option<&Found>) -> Option<Found> {
        let before = before?;
        let Phrase::Date(last) = &before.phrase else { return None };
        let joined = self.joint(before.end)?;
        if joined != at && self.after_the(joined) != at || last.clock.is_some() {
            return None;
        }
        let atom = self.atom(at)?;
        match last.head {
            Head::Day { month, .. } | Head::Month(month) if matches!(last.head, Head::Day { .. }) => {
                // 'June 12-14'; not 'June 12, 14 people' nor 'June 12 to 3 p.m.'
                let (day, end) = self.day_number(at)?;
                let noun = self.glue(end) == Some(Glue::Space)
                    && self.kind(end) == Some(Kind::Word)
                    && self.tag(end).is_some_and(|tag| tag.starts_with("NN") || tag.starts_with("JJ") || tag == "CD");
                if noun || self.month_name(end, true).is_some() {
                    return None;
                }
                // 'June 12-14, 2018' gives its year to both.
                let own = self.year_after(end);
                let year = own.map(|(year, _)| year).or(last.year);
                jiff::civil::Date::new(2000, month, day).ok()?;
                let date = DatePhrase::of(Head::Day { month, day, weekday: None }).in_year(year);
                Some(Self::found(at, own.map_or(end, |(_, end)| end), Phrase::Date(date), None))
            }
            Head::Year => {
                // '1915-17', '1998/99'
                let Some(YearWords::Number(first)) = last.year else { return None };
                let short = atom.digits() == Some(2) && first > 0;
                let glued = atom.glue == Glue::Hyphen || self.is_mark(at - 1, '/') && atom.glue == Glue::None;
                let year = i16::try_from(atom.whole()?).ok()?;
                if short && glued {
                    let hangs = self.glue(at + 1) == Some(Glue::None) && self.kind(at + 1) == Some(Kind::Word);
                    let full = first / 100 * 100 + year;
                    let full = if full <= first { full + 100 } else { full };
                    let date = DatePhrase::of(Head::Year).in_year(Some(YearWords::Number(full)));
                    return (!hangs && full - first < 60).then(|| Self::found(at, at + 1, Phrase::Date(date), None));
                }
                // '1990 and 1991', 'from 1994 to 1997': what stands beside a year in a list is one.
                let (found, end) = self.year_words(at)?;
                let noun = self.glue(end) == Some(Glue::Space) && self.tag(end) == Some("NNS");
                let date = DatePhrase::of(Head::Year).in_year(Some(found));
                (!noun).then(|| Self::found(at, end, Phrase::Date(date), None))
            }
            Head::Decade { century: Some(century), bc, .. } => {
                // 'the 1970s and 80s'
                let tens =
                    i8::try_from(atom.whole()?).ok().filter(|tens| tens % 10 == 0 && atom.digits() == Some(2))?;
                let s = self.is_word(at + 1, "s") && self.glue(at + 1) == Some(Glue::None);
                let date = DatePhrase::of(Head::Decade { tens, century: Some(century), bc });
                s.then(|| Self::found(at, at + 2, Phrase::Date(date), None))
            }
            _ => None,
        }
    }
}
