//! Maps and sets with cheap hashes, for keys that nobody chooses to harm us.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map by 64-bit hash.
pub(crate) type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<TakeAsIs>>;

/// A set of 64-bit hashes.
pub(crate) type HashedSet = HashSet<u64, BuildHasherDefault<TakeAsIs>>;

/// Takes the key for its own hash.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TakeAsIs(u64);

impl Hasher for TakeAsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// A map by a few numbers.
pub(crate) type MixedMap<K, V> = HashMap<K, V, BuildHasherDefault<Mix>>;

/// Multiplies and turns: spreads small numbers and addresses over all bits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mix(u64);

/// 2⁶⁴ divided by the golden ratio, made odd.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(25) ^ number).wrapping_mul(SPREAD);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
}
