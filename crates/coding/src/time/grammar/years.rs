//! Years, decades and centuries: '1990', 'fiscal 1989', 'nineteen ninety-six', '480 BC', "the '80s", 'the 19th century'.

use super::Grammar;
use crate::time::atoms::{Glue, Kind};
use crate::time::lexicon::Sense;
use crate::time::phrase::{DatePhrase, Head, YearWords};

impl Grammar<'_> {
    /// A year in digits or words, without a look at what stands around it.
    pub(super) fn year_words(&self, at: usize) -> Option<(YearWords, usize)> {
        let atom = self.atom(at)?;
        if self.is_mark(at, '\'') || self.is_mark(at, '\u{2018}') {
            // "'99"; "the '80s" is a decade.
            let short = self.atom(at + 1).filter(|atom| atom.digits() == Some(2) && atom.glue == Glue::None)?;
            if self.glue(at + 2) == Some(Glue::None) && self.kind(at + 2) == Some(Kind::Word) {
                return None;
            }
            return Some((YearWords::Short(short.whole()? as i8), at + 2));
        }
        if let Some(digits) = atom.digits() {
            let number = i16::try_from(atom.whole()?).ok()?;
            let era = self.sense(at + 1, |sense| if let Sense::Era(bc) = sense { Some(bc) } else { None });
            if let Some((bc, end)) = era.filter(|_| self.atoms[at + 1].capital && (1..=4).contains(&digits)) {
                return (number > 0).then_some((YearWords::Number(if bc { 1 - number } else { number }), end));
            }
            // '499-493 BC', 'from 499 to 493 BC': the first is of the same era.
            let shared = || {
                let second = self.joint(at + 1).filter(|&next| self.whole(next).is_some_and(|second| second > 0))?;
                self.sense(second + 1, |sense| if sense == Sense::Era(true) { Some(()) } else { None })
            };
            if (1..=4).contains(&digits) && number > 0 && shared().is_some() {
                return Some((YearWords::Number(1 - number), at + 1));
            }
            // '1990s', '1990th', '1990-style' is no year; '1990-91' is.
            let hangs = self.glue(at + 1) == Some(Glue::None) && self.kind(at + 1) == Some(Kind::Word);
            return (digits == 4 && (1000..=2199).contains(&number) && !hangs)
                .then_some((YearWords::Number(number), at + 1));
        }
        if self.is_word(at, "ad") && atom.capital && self.whole(at + 1).is_some_and(|year| (1..=2199).contains(&year)) {
            return Some((YearWords::Number(self.whole(at + 1)? as i16), at + 2));
        }
        self.spoken_year(at)
    }

    /// 'nineteen ninety-six', 'two thousand and eight' after 'year'.
    pub(super) fn spoken_year(&self, at: usize) -> Option<(YearWords, usize)> {
        let (century, end) = self.small_number(at).filter(|&(n, _)| (17..=20).contains(&n))?;
        let (rest, end) = self.small_number(end).filter(|&(n, _)| (10..=99).contains(&n))?;
        // 'nineteen twenty soldiers' is nobody's English; 'twenty ten-year terms' is.
        if self.unit_at(end).is_some() {
            return None;
        }
        Some((YearWords::Number((century * 100 + rest) as i16), end))
    }

    /// The year after what lies in it: '2018', ', 2018', 'of 2018', 'last year', 'of that year', 'of next year'.
    pub(super) fn year_after(&self, at: usize) -> Option<(YearWords, usize)> {
        if self.glue(at) == Some(Glue::Break) {
            return None;
        }
        let comma = usize::from(self.is_mark(at, ','));
        if comma == 1 {
            // 'in June, 2018'; not 'in June, 2018 people'
            let (year, end) =
                self.year_words(at + 1).filter(|_| self.atom(at + 1).is_some_and(|a| a.digits() == Some(4)))?;
            let plural = self.tag(end) == Some("NNS") && self.glue(end) == Some(Glue::Space);
            return (!plural).then_some((year, end));
        }
        let of = usize::from(self.is_any(at, &["of", "in"]));
        let from = at + of;
        if let Some((year, end)) = self.year_words(from) {
            // 'May 2000 troops'; 'in June of 12 BC'
            let quantity = of == 0
                && self.glue(end) == Some(Glue::Space)
                && self.sense(end, |sense| (sense == Sense::Counted).then_some(())).is_some();
            return (!quantity).then_some((year, end));
        }
        let from = if self.is_word(from, "the") && self.which(from).is_none() { from + 1 } else { from };
        let (which, end) = self.which(from)?;
        self.is_word(end, "year").then_some((YearWords::Which(which), end + 1))
    }

    /// A year alone: '1990', 'the year 2000', 'fiscal 1989', "'99".
    pub(super) fn year_phrase(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let date = |year| DatePhrase::of(Head::Year).in_year(Some(year));
        let the = self.after_the(at);
        let marked = if self.is_any(the, &["fiscal", "calendar"]) {
            Some(if self.is_word(the + 1, "year") { the + 2 } else { the + 1 })
        } else if self.is_any(the, &["year", "years"]) {
            Some(the + 1)
        } else if self.is_word(at, "fy") {
            Some(at + 1)
        } else {
            None
        };
        if let Some(from) = marked {
            if let Some((year, end)) = self.year_words(from)
                && self.glue(from) != Some(Glue::Break)
            {
                return Some((date(year), end));
            }
            let thousand = self.number(from).filter(|&(n, _)| n.fract() == 0.0 && (2000.0..2100.0).contains(&n));
            let spelled = self.kind(from) == Some(Kind::Word);
            return thousand.filter(|_| spelled).map(|(year, end)| (date(YearWords::Number(year as i16)), end));
        }
        if self.ancient
            && self.atom(at)?.digits() == Some(3)
            && self.follows(at, &["in", "by", "since", "until", "of", "after", "before", "from"])
        {
            let hangs = self.glue(at + 1) == Some(Glue::Space)
                && self.kind(at + 1) == Some(Kind::Word)
                && self.tag(at + 1).is_some_and(|tag| tag.starts_with("NN"));
            let bc = 1 - i16::try_from(self.whole(at)?).ok()?;
            return self
                .year_words(at)
                .or((!hangs).then_some((YearWords::Number(bc), at + 1)))
                .map(|(y, end)| (date(y), end));
        }
        let (year, end) = self.year_words(at)?;
        let stands = match year {
            YearWords::Number(year) if year <= 0 => true,
            YearWords::Short(_) => self.follows(at, &["in", "since", "of", "by", "until", "from", "to", "through"]),
            // With its era, or in words.
            YearWords::Number(_) if end > at + 1 => true,
            _ => self.stands_as_a_year(at, end),
        };
        stands.then(|| (date(year), end))
    }

    /// 'the 1990s', "the '80s", 'the nineties', 'the 470s BC'.
    pub(super) fn decade(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let the = self.after_the(at);
        if let Some((tens, end)) =
            self.sense(the, |sense| if let Sense::Decade(tens) = sense { Some(tens) } else { None })
        {
            let placed = the > at || self.follows(at, &["early", "late", "mid"]);
            // 'in his fifties' is an age.
            return placed.then(|| (DatePhrase::of(Head::Decade { tens, century: None, bc: false }), end));
        }
        let mark = usize::from(self.is_mark(the, '\'') || self.is_mark(the, '\u{2018}'));
        let atom = self.atom(the + mark)?;
        let (digits, number) = (atom.digits()?, i16::try_from(atom.whole()?).ok()?);
        let mut end = the + mark + 1;
        if self.is_mark(end, '\'') && self.glue(end) == Some(Glue::None) {
            end += 1;
        }
        let s =
            self.is_word(end, "s") && self.glue(end) == Some(Glue::None) || self.kind(end) == Some(Kind::Possessive);
        if !s || number % 10 != 0 {
            return None;
        }
        // "1990's results" is a year's; "the 1990's" a decade.
        if self.kind(end) == Some(Kind::Possessive) && (the == at || self.continues_phrase(end + 1)) {
            return None;
        }
        let end = end + 1;
        let tens = (number % 100) as i8;
        let era = self.sense(end, |sense| if let Sense::Era(bc) = sense { Some(bc) } else { None });
        let (bc, end) = era.filter(|_| self.atoms[end].capital).unwrap_or((false, end));
        let century = match digits {
            4 if (1000..2200).contains(&number) => Some(number / 100),
            3 if bc => Some(number / 100),
            2 if mark == 1 || the > at && tens >= 20 => None,
            _ => return None,
        };
        Some((DatePhrase::of(Head::Decade { tens, century, bc }), end))
    }

    /// 'the 20th century', 'the nineteenth century', '4th century BC', 'eighteenth-century'.
    pub(super) fn century(&self, at: usize) -> Option<(DatePhrase, usize)> {
        let (n, end) = self.ordinal(self.after_the(at))?;
        if !self.is_any(end, &["century", "centuries"]) {
            return None;
        }
        let era = self.sense(end + 1, |sense| if let Sense::Era(bc) = sense { Some(bc) } else { None });
        let (bc, end) = era.filter(|_| self.atoms[end + 1].capital).unwrap_or((false, end + 1));
        let leading = i16::from(n) - 1;
        Some((DatePhrase::of(Head::Century { leading: if bc { -1 - leading } else { leading } }), end))
    }
}
