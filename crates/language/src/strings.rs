//! Strings as numbers: spaCy's string ids, and a worker's own table of interned strings.

use std::collections::HashMap;
use std::sync::LazyLock;

/// spaCy's id of a string: the number of a symbol ("case" is a dependency label, so its id is small), else
/// `MurmurHash64A`, seed 1, of its UTF-8; 0 for the empty string.
pub(crate) fn string_id(words: &str) -> u64 {
    static SYMBOLS: LazyLock<HashMap<&'static str, u64>> = LazyLock::new(|| {
        let lines = include_str!("symbols.tsv").lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once('\t')).filter_map(|(name, id)| Some((name, id.parse().ok()?))).collect()
    });
    /// No symbol is longer.
    const LONGEST: usize = 24;
    if words.is_empty() {
        return 0;
    }
    if words.len() <= LONGEST
        && let Some(&id) = SYMBOLS.get(words)
    {
        return id;
    }
    hash64a(words.as_bytes(), 1)
}

/// `MurmurHash64A` (Austin Appleby, public domain) of `key`.
pub(crate) fn hash64a(key: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut hash = seed ^ (key.len() as u64).wrapping_mul(M);
    let mut blocks = key.chunks_exact(8);
    for block in &mut blocks {
        let mut k =
            u64::from_le_bytes([block[0], block[1], block[2], block[3], block[4], block[5], block[6], block[7]]);
        k = k.wrapping_mul(M);
        k ^= k >> R;
        k = k.wrapping_mul(M);
        hash = (hash ^ k).wrapping_mul(M);
    }
    let tail = blocks.remainder();
    if !tail.is_empty() {
        let k = tail.iter().enumerate().fold(0_u64, |k, (i, &byte)| k | u64::from(byte) << (8 * i));
        hash = (hash ^ k).wrapping_mul(M);
    }
    hash ^= hash >> R;
    hash = hash.wrapping_mul(M);
    hash ^ (hash >> R)
}

/// The number of a string in a [`Strings`]; number 0 is the empty string.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct StringId(pub(crate) u32);

/// A worker's table of strings, each kept once.
#[derive(Debug)]
pub(crate) struct Strings {
    words: Vec<Box<str>>,
    /// Numbers by hash; strings whose hashes collide stand one hash further on.
    by_hash: HashMap<u64, u32>,
}

impl Default for Strings {
    fn default() -> Self {
        let mut strings = Self { words: Vec::new(), by_hash: HashMap::new() };
        strings.intern("");
        strings
    }
}

impl Strings {
    /// The number of `words`, a new one if it was not there.
    pub(crate) fn intern(&mut self, words: &str) -> StringId {
        let mut hash = hash64a(words.as_bytes(), 1);
        while let Some(&at) = self.by_hash.get(&hash) {
            if &*self.words[at as usize] == words {
                return StringId(at);
            }
            hash = hash.wrapping_add(1);
        }
        let at = self.words.len() as u32;
        self.words.push(words.into());
        self.by_hash.insert(hash, at);
        StringId(at)
    }

    /// The string with number `id`.
    ///
    /// # Panics
    /// If `id` is of another table.
    pub(crate) fn get(&self, id: StringId) -> &str {
        &self.words[id.0 as usize]
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_spacy() {
        // As `spacy.vocab.Vocab().strings.add` returns them.
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("the"), 7425985699627899538);
        assert_eq!(string_id("Seoul"), 5295791505741300949);
        assert_eq!(string_id("sanctions"), 839937721748934480);
        assert_eq!(string_id("한국어 텍스트"), 4371637314894475369);
    }

    #[test]
    fn symbols_have_small_ids() {
        assert_eq!(string_id("mark"), 423);
        assert_eq!(string_id("X"), 101);
    }

    #[test]
    fn strings_are_kept_once() {
        let mut strings = Strings::default();
        let kim = strings.intern("Kim");
        assert_ne!(kim, strings.intern("kim"));
        assert_eq!(kim, strings.intern("Kim"));
        assert_eq!(strings.get(kim), "Kim");
        assert_eq!(strings.get(StringId::default()), "");
    }
}
