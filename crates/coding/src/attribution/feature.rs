//! Features: what a reader would point at in the text, as readable names (`lemma=say`, `child=ccomp`).
//!
//! A feature is written as its parts, which put together are its name. Reading a text only needs the name's
//! hash; learning and explaining need the name itself. Both take the same parts, so they cannot drift apart.
//!
//! The hash of a name is a polynomial over its bytes, so that it follows from the hashes of its parts: a word is
//! hashed once, however many features name it, and the words of this crate while it is compiled.

/// What the polynomial is taken at: odd, without a pattern in its bits.
const BASE: u64 = 0x9e6c_63d0_876a_9a4b;
/// Carries what the low bits know into the high ones, by which tables are addressed.
const MIX: u64 = 0xd6e8_feb8_6659_fd93;

/// A part of a feature's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    text: &'a str,
    hash: PartHash,
}

/// The value of a part's polynomial, and the factor by which it moves what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartHash {
    sum: u64,
    factor: u64,
}

impl PartHash {
    /// Of nothing.
    const EMPTY: Self = Self { sum: 0, factor: 1 };

    /// Of a text.
    pub const fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut hash, mut at) = (Self::EMPTY, 0);
        while at < bytes.len() {
            hash.sum = hash.sum.wrapping_mul(BASE).wrapping_add(bytes[at] as u64 + 1);
            hash.factor = hash.factor.wrapping_mul(BASE);
            at += 1;
        }
        hash
    }

    /// Of a text and another behind it.
    #[must_use]
    pub const fn then(self, next: Self) -> Self {
        Self {
            sum: self.sum.wrapping_mul(next.factor).wrapping_add(next.sum),
            factor: self.factor.wrapping_mul(next.factor),
        }
    }
}

impl<'a> Part<'a> {
    /// The part that reads `text`.
    pub const fn of(text: &'a str) -> Self {
        Self { text, hash: PartHash::of(text) }
    }

    /// The part that reads `text`, whose hash is known.
    pub(super) const fn known(text: &'a str, hash: PartHash) -> Self {
        Self { text, hash }
    }

    /// What it reads.
    pub const fn text(self) -> &'a str {
        self.text
    }
}

impl<'a> From<&'a str> for Part<'a> {
    fn from(text: &'a str) -> Self {
        Self::of(text)
    }
}

/// Takes features, for one token at a time.
pub trait Features {
    /// A feature of a token by itself.
    fn node<const N: usize>(&mut self, name: [Part<'_>; N]);
    /// A feature of a token with the one before it.
    fn edge<const N: usize>(&mut self, name: [Part<'_>; N]);
}

/// The parts of a name: literals, whose hashes are worked out at compile time, and expressions that give a [`Part`].
macro_rules! parts {
    (@ [$($done:expr,)*]) => { [$($done),*] };
    (@ [$($done:expr,)*] $text:literal, $($rest:tt)*) => {
        parts!(@ [$($done,)* const { $crate::attribution::feature::Part::of($text) },] $($rest)*)
    };
    (@ [$($done:expr,)*] $part:expr, $($rest:tt)*) => { parts!(@ [$($done,)* $part,] $($rest)*) };
    ($($part:tt)*) => { parts!(@ [] $($part)*,) };
}

/// Gives a feature of a token by itself: `node!(take, "w=", word)`.
macro_rules! node {
    ($take:expr, $($part:tt)*) => { $take.node(parts!($($part)*)) };
}

/// One of two literals, as a [`Part`].
macro_rules! either {
    ($condition:expr, $yes:literal, $no:literal) => {
        if $condition {
            const { $crate::attribution::feature::Part::of($yes) }
        } else {
            const { $crate::attribution::feature::Part::of($no) }
        }
    };
}

pub(super) use {either, node, parts};

/// The hash of the name that the parts put together are.
#[inline]
pub fn hash(name: &[Part<'_>]) -> u64 {
    let sum = name.iter().fold(0_u64, |sum, part| sum.wrapping_mul(part.hash.factor).wrapping_add(part.hash.sum));
    sum.wrapping_mul(MIX)
}

/// The name that the parts put together are.
pub fn name(parts: &[Part<'_>]) -> String {
    parts.iter().map(|part| part.text).collect()
}

/// A count as one of a few words, so that it can stand in a name.
pub fn bucket(count: usize) -> Part<'static> {
    const BUCKETS: [Part<'static>; 10] = [
        Part::of("0"),
        Part::of("1"),
        Part::of("2"),
        Part::of("3"),
        Part::of("4-5"),
        Part::of("6-8"),
        Part::of("9-14"),
        Part::of("15-25"),
        Part::of("26-50"),
        Part::of("51+"),
    ];
    BUCKETS[match count {
        0..=3 => count,
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        15..=25 => 7,
        26..=50 => 8,
        _ => 9,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps the names.
    #[derive(Default)]
    struct Names {
        node: Vec<String>,
    }

    impl Features for Names {
        fn node<const N: usize>(&mut self, parts: [Part<'_>; N]) {
            self.node.push(name(&parts));
        }

        fn edge<const N: usize>(&mut self, _: [Part<'_>; N]) {}
    }

    #[test]
    fn a_name_has_one_hash_however_it_is_parted() {
        let long = "a word that no newspaper would print ".repeat(9);
        for name in ["", "w=said", "first=nsubj cue=say", &long] {
            for at in (0..=name.len()).step_by(5) {
                let parted = [Part::of(&name[..at]), Part::of(&name[at..])];
                assert_eq!(hash(&parted), hash(&[Part::of(name)]), "{name:?} parted at {at}");
                let joined = PartHash::of(&name[..at]).then(PartHash::of(&name[at..]));
                assert_eq!(joined, PartHash::of(name));
            }
        }
        assert_ne!(hash(&[Part::of("w=said")]), hash(&[Part::of("w=says")]));
    }

    #[test]
    fn names_are_put_together_from_literals_and_parts() {
        let mut names = Names::default();
        let word = Part::of("said");
        node!(names, "w=", word);
        node!(names, either!(word.text().len() > 3, "long", "short"), " w-1=", Part::of(""));
        assert_eq!(names.node, ["w=said", "long w-1="]);
    }
}
