//! Features: what a reader would point at in the text, as readable names (`lemma=say`, `child=ccomp`).
//!
//! A feature is written as its parts, which put together are its name. Reading a text only needs the name's
//! hash; learning and explaining need the name itself. Both take the same parts, so they cannot drift apart.

/// Takes features, for one token at a time.
pub trait Features {
    /// A feature of a token by itself.
    fn node(&mut self, name: &[&str]);
    /// A feature of a token with the one before it.
    fn edge(&mut self, name: &[&str]);
}

/// FNV-1a over the bytes of all parts, one after another.
pub fn hash(name: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in name {
        for &byte in part.as_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
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
