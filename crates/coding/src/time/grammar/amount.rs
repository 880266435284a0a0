//! Numbers and amounts: '12', 'twenty-four', 'two and a half', 'a couple of', 'more than a dozen'.

use super::Grammar;
use crate::time::Modifier;
use crate::time::atoms::{Glue, Kind};
use crate::time::lexicon::Sense;
use crate::time::phrase::Amount;

/// An amount, what qualifies it, and where it ends.
pub(in crate::time) struct Counted {
    pub(in crate::time) amount: Amount,
    pub(in crate::time) modifier: Option<Modifier>,
    pub(in crate::time) end: usize,
}

impl Grammar<'_> {
    /// A number in digits or words.
    pub(in crate::time) fn number(&self, at: usize) -> Option<(f64, usize)> {
        let atom = self.atom(at)?;
        if let Kind::Number { value, .. } = atom.kind {
            // '2 1/2'; '2½' is not cut apart from its number.
            if let (Some(above), Some(below)) = (self.whole(at + 1), self.whole(at + 3))
                && self.is_mark(at + 2, '/')
                && above < below
                && atom.whole().is_some()
            {
                return Some((value + f64::from(above) / f64::from(below), at + 4));
            }
            let (value, end) = self.scaled(value, at + 1);
            return Some((value, end));
        }
        let (value, end) = self.small_number(at)?;
        let (value, end) = self.scaled(f64::from(value), end);
        Some(self.and_a_half(value, end))
    }

    /// 'twelve', 'twenty', 'twenty-four'.
    pub(in crate::time) fn small_number(&self, at: usize) -> Option<(u32, usize)> {
        if let Some((tens, end)) = self.sense(at, |sense| if let Sense::Tens(n) = sense { Some(n) } else { None }) {
            let ones = self.sense(end, |sense| match sense {
                Sense::Cardinal(n @ 1..=9) => Some(n),
                _ => None,
            });
            return Some(ones.map_or((tens, end), |(ones, end)| (tens + ones, end)));
        }
        self.sense(at, |sense| if let Sense::Cardinal(n) = sense { Some(n) } else { None })
    }

    /// Reads 'hundred', 'thousand' and what follows them ('two hundred and ten').
    fn scaled(&self, mut value: f64, mut at: usize) -> (f64, usize) {
        while let Some((scale, end)) = self.sense(at, |sense| if let Sense::Scale(n) = sense { Some(n) } else { None })
        {
            value *= f64::from(scale);
            at = end;
            let rest = if self.is_word(at, "and") { at + 1 } else { at };
            if let Some((more, end)) = self.small_number(rest)
                && more < scale
            {
                (value, at) = (value + f64::from(more), end);
            }
        }
        (value, at)
    }

    /// Reads 'and a half'.
    pub(in crate::time) fn and_a_half(&self, value: f64, at: usize) -> (f64, usize) {
        let half = |at: usize| self.sense(at, |sense| (sense == Sense::Half).then_some(())).map(|((), end)| end);
        if self.is_word(at, "and") {
            let after = if self.is_word(at + 1, "a") { at + 2 } else { at + 1 };
            if let Some(end) = half(after) {
                return (value + 0.5, end);
            }
        }
        (value, at)
    }

    /// The amount of a unit, up to the unit: 'about two', 'a', 'several more', 'two to three'.
    pub(in crate::time) fn amount(&self, at: usize) -> Option<Counted> {
        let (modifier, at) = self.qualifier(at);
        if let Some((value, end)) = self.sense(at, |sense| if let Sense::Vague(n) = sense { Some(n) } else { None }) {
            let amount = value.map_or(Amount::Some, |n| Amount::Exact(f64::from(n)));
            let modifier = modifier.or(value.map(|_| Modifier::Approximate));
            return Some(Counted { amount, modifier, end });
        }
        if let Some(((), end)) = self.sense(at, |sense| (sense == Sense::Half).then_some(())) {
            let end = if self.is_word(end, "a") || self.is_word(end, "an") { end + 1 } else { end };
            return Some(Counted { amount: Amount::Exact(0.5), modifier, end });
        }
        if self.is_word(at, "a") || self.is_word(at, "an") {
            // 'a hundred', 'a further two'
            if let Some(scale) = self.sense(at + 1, |sense| if let Sense::Scale(n) = sense { Some(n) } else { None }) {
                let (value, end) = self.scaled(1.0, at + 1);
                debug_assert!(end >= scale.1);
                return Some(Counted { amount: Amount::Exact(value), modifier, end });
            }
            return Some(Counted { amount: Amount::Exact(1.0), modifier, end: at + 1 });
        }
        let (value, end) = self.number(at)?;
        // 'two or three', 'two to three', '12-18': the first, as the least.
        let joined = self.is_word(end, "or") || self.is_word(end, "to");
        let second = if joined {
            self.number(end + 1)
        } else if self.glue(end) == Some(Glue::Hyphen) {
            self.number(end)
        } else {
            None
        };
        match second {
            Some((more, end)) if more > value && self.unit_at(end).is_some() => {
                Some(Counted { amount: Amount::Exact(value), modifier: modifier.or(Some(Modifier::Approximate)), end })
            }
            _ => Some(Counted { amount: Amount::Exact(value), modifier, end }),
        }
    }

    /// What qualifies an amount or time: 'about', 'more than', 'only' (which changes nothing).
    pub(in crate::time) fn qualifier(&self, at: usize) -> (Option<Modifier>, usize) {
        let (mut modifier, mut at) = (None, at);
        for _ in 0..3 {
            match self.sense(at, |sense| if let Sense::Qualifier(modifier) = sense { Some(modifier) } else { None }) {
                Some((more, end)) => (modifier, at) = (modifier.or(more), end),
                None => break,
            }
        }
        (modifier, at)
    }

    /// An ordinal in words or digits ('third', '20th') from 1 to 100.
    pub(in crate::time) fn ordinal(&self, at: usize) -> Option<(i8, usize)> {
        if let Some(number) = self.whole(at)
            && (1..=100).contains(&number)
            && self.glue(at + 1) == Some(Glue::None)
            && ["st", "nd", "rd", "th"].iter().any(|ending| self.is_word(at + 1, ending))
        {
            return Some((number as i8, at + 2));
        }
        self.sense(at, |sense| if let Sense::Ordinal(n) = sense { Some(n) } else { None })
    }
}
