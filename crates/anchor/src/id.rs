//! Ids: hashes of what they stand for, so that the same input always has the same id.

use std::fmt;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

/// The id of an article or a record: a letter for its kind, a colon, 16 characters of a content hash.
///
/// The characters are digits and small letters without `i l o u`, so that an id survives being read aloud.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(String);

const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl Id {
    /// The id of the thing of kind `kind` (`a` article, `e` event, …) that `parts` tell apart from all others.
    pub fn of(kind: char, parts: &[&str]) -> Self {
        let mut bytes = Vec::new();
        for part in parts {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        Self::of_bytes(kind, &bytes)
    }

    /// The id of the thing of kind `kind` that holds `bytes`.
    pub fn of_bytes(kind: char, bytes: &[u8]) -> Self {
        let hash = xxh3_128(bytes);
        let digits = (0..16).map(|i| LETTERS[(hash >> (5 * i)) as usize & 31] as char);
        Self(format!("{kind}:{}", digits.collect::<String>()))
    }

    /// The id that `printed` shows, as a user or a file names it.
    pub fn written(printed: impl Into<String>) -> Self {
        Self(printed.into())
    }

    /// As it is printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(Id::of('e', &["ab", "c"]), Id::of('e', &["a", "bc"]));
    }

    #[test]
    fn an_id_never_changes() {
        assert_eq!(Id::of('a', &["Talks resume"]).as_str().len(), 18);
        assert_eq!(Id::of('a', &["Talks resume"]), Id::of('a', &["Talks resume"]));
    }
}
