//! A set of characters.

use std::cmp::Ordering;

/// A set of characters: those of ASCII as bits, the others as sorted ranges that neither touch nor overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Set {
    ascii: u128,
    others: Vec<(u32, u32)>,
}

/// The first code point that is no ASCII.
const ASCII_END: u32 = 0x80;
/// The last code point.
const LAST: u32 = 0x10_ffff;

impl Set {
    /// The characters of `ranges` (first and last code point), which may overlap and come in any order.
    pub(super) fn from_ranges(ranges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut set = Self::default();
        for (first, last) in ranges {
            for point in first..=last.min(ASCII_END - 1) {
                set.ascii |= 1 << point;
            }
            if last >= ASCII_END {
                set.others.push((first.max(ASCII_END), last));
            }
        }
        set.others.sort_unstable();
        set.others.dedup_by(|next, kept| {
            let joins = next.0 <= kept.1.saturating_add(1);
            if joins {
                kept.1 = kept.1.max(next.1);
            }
            joins
        });
        set
    }

    /// Just `c`.
    pub(super) fn one(c: char) -> Self {
        Self::from_ranges([(u32::from(c), u32::from(c))])
    }

    #[cfg(test)]
    /// Every character.
    pub(super) fn all() -> Self {
        Self::default().complement()
    }

    /// Every character that is not in it.
    pub(super) fn complement(&self) -> Self {
        let mut others = Vec::with_capacity(self.others.len() + 1);
        let mut from = ASCII_END;
        for &(first, last) in &self.others {
            if from < first {
                others.push((from, first - 1));
            }
            from = last + 1;
        }
        if from <= LAST {
            others.push((from, LAST));
        }
        Self { ascii: !self.ascii, others }
    }

    /// What is in either.
    pub(super) fn union(&self, other: &Self) -> Self {
        Self::from_ranges(self.ranges().chain(other.ranges()))
    }

    /// Its characters as ranges.
    pub(super) fn ranges(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let ascii = (0..ASCII_END).filter(|point| self.ascii >> point & 1 == 1).map(|point| (point, point));
        ascii.chain(self.others.iter().copied())
    }

    /// Its ASCII characters, one bit each.
    pub(super) fn ascii(&self) -> u128 {
        self.ascii
    }

    /// Whether it has characters beyond ASCII.
    pub(super) fn has_others(&self) -> bool {
        !self.others.is_empty()
    }

    /// Whether `c` is in it.
    #[inline]
    pub(super) fn contains(&self, c: char) -> bool {
        let point = u32::from(c);
        if point < ASCII_END {
            return self.ascii >> point & 1 == 1;
        }
        let order = |&(first, last): &(u32, u32)| {
            if last < point {
                Ordering::Less
            } else if first > point {
                Ordering::Greater
            } else {
                Ordering::Equal
            }
        };
        match self.others.as_slice() {
            [] => false,
            [only] => order(only) == Ordering::Equal,
            several => several.binary_search_by(order).is_ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_join_where_they_touch() {
        let set = Set::from_ranges([(0x3b1, 0x3c9), (0x41, 0x5a), (0x3c9, 0x400), (0x401, 0x402), (0x70, 0x90)]);
        assert_eq!(set.others, [(0x80, 0x90), (0x3b1, 0x402)]);
        for (c, within) in [('A', true), ('[', false), ('p', true), ('\u{90}', true), ('\u{91}', false), ('α', true)] {
            assert_eq!((set.contains(c), set.complement().contains(c)), (within, !within), "{c:?}");
        }
        assert_eq!(set.complement().complement(), set);
    }

    #[test]
    fn all_and_none() {
        for c in ['\0', 'a', '\u{7f}', '\u{80}', char::MAX] {
            assert!(Set::all().contains(c) && !Set::all().complement().contains(c));
        }
    }
}
