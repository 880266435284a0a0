//! MessagePack read into a tree that borrows its bytes. No input panics, recurses without bound or takes more
//! memory than its length justifies.

use crate::model::Malformed;

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    /// Nothing.
    Nil,
    /// True or false.
    Bool(bool),
    /// A whole number (those over `i64::MAX` are [`Value::Unsigned`]).
    Int(i64),
    /// A whole number over `i64::MAX`.
    Unsigned(u64),
    /// A number.
    Float(f64),
    /// A text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// A list.
    List(Vec<Value<'a>>),
    /// Pairs, in the order in which they were written.
    Map(Vec<(Value<'a>, Value<'a>)>),
    /// An extension type and its bytes.
    Extension(i8, &'a [u8]),
}

/// How deep lists and maps may nest.
const DEPTH: usize = 64;

impl<'a> Value<'a> {
    /// Reads `bytes`, which must hold one value and nothing after it.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut reader = Reader { bytes, at: 0 };
        let value = reader.value(0)?;
        if reader.at < bytes.len() {
            return Err(reader.malformed("more bytes follow the value"));
        }
        Ok(value)
    }

    /// The value under `key` of a map.
    pub(crate) fn get(&self, key: &str) -> Option<&Value<'a>> {
        self.map()?.iter().find(|(k, _)| k.text() == Some(key) || k.bytes() == Some(key.as_bytes())).map(|(_, v)| v)
    }

    /// The pairs of a map.
    pub(crate) fn map(&self) -> Option<&[(Value<'a>, Value<'a>)]> {
        if let Self::Map(pairs) = self { Some(pairs) } else { None }
    }

    /// The items of a list.
    pub(crate) fn list(&self) -> Option<&[Value<'a>]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// A text.
    pub(crate) fn text(&self) -> Option<&'a str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Bytes.
    pub(crate) fn bytes(&self) -> Option<&'a [u8]> {
        if let Self::Bytes(bytes) = self { Some(bytes) } else { None }
    }

    /// A whole number that is not negative.
    pub(crate) fn unsigned(&self) -> Option<u64> {
        match *self {
            Self::Int(number) => u64::try_from(number).ok(),
            Self::Unsigned(number) => Some(number),
            _ => None,
        }
    }

    /// A whole number.
    pub(crate) fn int(&self) -> Option<i64> {
        if let Self::Int(number) = *self { Some(number) } else { None }
    }

    /// True or false.
    pub(crate) fn bool(&self) -> Option<bool> {
        if let Self::Bool(truth) = *self { Some(truth) } else { None }
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn malformed(&self, what: &str) -> Malformed {
        Malformed(format!("{what} at byte {}", self.at))
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let taken = self.bytes.get(self.at..).and_then(|rest| rest.get(..count));
        let taken = taken.ok_or_else(|| self.malformed("MessagePack breaks off"))?;
        self.at += count;
        Ok(taken)
    }

    fn number<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let mut number = [0; N];
        number.copy_from_slice(self.take(N)?);
        Ok(number)
    }

    fn length(&mut self, width: usize) -> Result<usize, Malformed> {
        let bytes = self.take(width)?;
        Ok(bytes.iter().fold(0, |sum, &byte| sum << 8 | usize::from(byte)))
    }

    fn text(&mut self, count: usize) -> Result<Value<'a>, Malformed> {
        let bytes = self.take(count)?;
        std::str::from_utf8(bytes).map(Value::Text).map_err(|_| self.malformed("a text is not UTF-8"))
    }

    fn list(&mut self, count: usize, depth: usize) -> Result<Value<'a>, Malformed> {
        // Every item takes a byte at least, which bounds what a false count can reserve.
        let mut items = Vec::with_capacity(count.min(self.bytes.len() - self.at).min(1 << 16));
        for _ in 0..count {
            items.push(self.value(depth + 1)?);
        }
        Ok(Value::List(items))
    }

    fn map(&mut self, count: usize, depth: usize) -> Result<Value<'a>, Malformed> {
        let mut pairs = Vec::with_capacity(count.min((self.bytes.len() - self.at) / 2).min(1 << 16));
        for _ in 0..count {
            let key = self.value(depth + 1)?;
            pairs.push((key, self.value(depth + 1)?));
        }
        Ok(Value::Map(pairs))
    }

    fn extension(&mut self, count: usize) -> Result<Value<'a>, Malformed> {
        let [kind] = self.number()?;
        Ok(Value::Extension(kind as i8, self.take(count)?))
    }

    fn value(&mut self, depth: usize) -> Result<Value<'a>, Malformed> {
        if depth > DEPTH {
            return Err(self.malformed("MessagePack nests too deep"));
        }
        let [tag] = self.number()?;
        Ok(match tag {
            0x00..=0x7f => Value::Int(i64::from(tag)),
            0x80..=0x8f => self.map(usize::from(tag & 0x0f), depth)?,
            0x90..=0x9f => self.list(usize::from(tag & 0x0f), depth)?,
            0xa0..=0xbf => self.text(usize::from(tag & 0x1f))?,
            0xc0 => Value::Nil,
            0xc1 => return Err(self.malformed("the byte 0xc1 is no MessagePack")),
            0xc2 => Value::Bool(false),
            0xc3 => Value::Bool(true),
            0xc4..=0xc6 => {
                let count = self.length(1 << (tag - 0xc4))?;
                Value::Bytes(self.take(count)?)
            }
            0xc7..=0xc9 => {
                let count = self.length(1 << (tag - 0xc7))?;
                self.extension(count)?
            }
            0xca => Value::Float(f64::from(f32::from_be_bytes(self.number()?))),
            0xcb => Value::Float(f64::from_be_bytes(self.number()?)),
            0xcc => Value::Int(i64::from(u8::from_be_bytes(self.number()?))),
            0xcd => Value::Int(i64::from(u16::from_be_bytes(self.number()?))),
            0xce => Value::Int(i64::from(u32::from_be_bytes(self.number()?))),
            0xcf => {
                let number = u64::from_be_bytes(self.number()?);
                i64::try_from(number).map_or(Value::Unsigned(number), Value::Int)
            }
            0xd0 => Value::Int(i64::from(i8::from_be_bytes(self.number()?))),
            0xd1 => Value::Int(i64::from(i16::from_be_bytes(self.number()?))),
            0xd2 => Value::Int(i64::from(i32::from_be_bytes(self.number()?))),
            0xd3 => Value::Int(i64::from_be_bytes(self.number()?)),
            0xd4..=0xd8 => self.extension(1 << (tag - 0xd4))?,
            0xd9..=0xdb => {
                let count = self.length(1 << (tag - 0xd9))?;
                self.text(count)?
            }
            0xdc | 0xdd => {
                let count = self.length(2 << (tag - 0xdc))?;
                self.list(count, depth)?
            }
            0xde | 0xdf => {
                let count = self.length(2 << (tag - 0xde))?;
                self.map(count, depth)?
            }
            0xe0..=0xff => Value::Int(i64::from(tag as i8)),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_the_format_shows() {
        let bytes = [0x82, 0xa1, b'a', 0x93, 0x01, 0xff, 0xcd, 0x01, 0x00, 0xa1, b'b', 0xc4, 0x02, 7, 8];
        let value = Value::read(&bytes).expect("the bytes are well formed");
        let list = value.get("a").and_then(Value::list).expect("a list stands under 'a'");
        assert_eq!(list, [Value::Int(1), Value::Int(-1), Value::Int(256)]);
        assert_eq!(value.get("b").and_then(Value::bytes), Some(&[7, 8][..]));
        assert_eq!(value.get("c"), None);
    }

    #[test]
    fn a_false_length_is_an_error() {
        for bytes in [&[0xdf, 0xff, 0xff, 0xff, 0xff][..], &[0xc6, 0xff, 0xff, 0xff, 0xff, 1], &[0x91], &[], &[1, 1]] {
            assert!(Value::read(bytes).is_err());
        }
        assert!(Value::read(&vec![0x91; 100_000]).is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            let _ = Value::read(&bytes);
        }
    }
}
