//! Features: what a reader would point at in the text, as readable names (`lemma=say`, `child=ccomp`).
//!
//! A feature is written as its parts, which put together are its name. Reading a text only needs the name's
//! hash; learning and explaining need the name itself. Both take the same parts, so they cannot drift apart.

use xxhash_rust::xxh3::xxh3_64;

/// Takes features, for one token at a time.
pub trait Features {
    /// A feature of a token by itself.
    fn node(&mut self, name: &[&str]);
    /// A feature of a token with the one before it.
    fn edge(&mut self, name: &[&str]);
}

/// XXH3 over the bytes of all parts, one after another.
pub fn hash(name: &[&str]) -> u64 {
    let mut bytes = [0_u8; 160];
    let mut length = 0;
    for part in name {
        let Some(place) = bytes.get_mut(length..length + part.len()) else {
            return xxh3_64(name.concat().as_bytes());
        };
        place.copy_from_slice(part.as_bytes());
        length += part.len();
    }
    xxh3_64(&bytes[..length])
}

/// Keeps the names.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Of the token by itself.
    pub node: Vec<String>,
    /// Of the token with the one before it.
    pub edge: Vec<String>,
}

impl Features for Names {
    fn node(&mut self, name: &[&str]) {
        self.node.push(name.concat());
    }

    fn edge(&mut self, name: &[&str]) {
        self.edge.push(name.concat());
    }
}

/// A count as one of a few words, so that it can stand in a name.
pub fn bucket(count: usize) -> &'static str {
    match count {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "4-5",
        6..=8 => "6-8",
        9..=14 => "9-14",
        15..=25 => "15-25",
        26..=50 => "26-50",
        _ => "51+",
    }
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn a_name_has_one_hash_however_it_is_parted() {
        let long = "a word that no newspaper would print ".repeat(9);
        for name in ["", "w=said", "first=nsubj cue=say", &long] {
            for at in (0..=name.len()).step_by(5) {
                assert_eq!(hash(&[&name[..at], &name[at..]]), hash(&[name]), "{name:?} parted at {at}");
            }
        }
        assert_ne!(hash(&["w=said"]), hash(&["w=says"]));
    }
}
