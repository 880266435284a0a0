//! Maps and sets whose keys are hashes already.

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
