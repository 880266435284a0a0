//! A model in one file: a header that lists the model's files, then each of them compressed.
//!
//! All numbers are little-endian. The file is the magic `standoff`, the version (`u32`), the number of files
//! (`u32`), for each file its path (a `u16` of bytes, then UTF-8), its filter (`u8`), its length (`u64`), its
//! length here (`u64`) and the XXH3 checksum of its contents (`u64`); then the XXH3 checksum of everything so far;
//! then the files, deflated, one after the other. Filter 1 means that every fourth byte was taken together before
//! deflating, which makes arrays of `f32` a fifth smaller.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use xxhash_rust::xxh3::xxh3_64;

use super::files::{Malformed, ModelError, ModelFiles};

const MAGIC: &[u8; 8] = b"standoff";
const VERSION: u32 = 1;
/// How a whole file is called in errors.
const FILE: &str = "packed file";

/// The files that packing keeps, in order of path.
pub(super) fn kept(files: &ModelFiles) -> impl Iterator<Item = (&str, &[u8])> {
    let runs = crate::config::Config::load(files).ok();
    let disabled = runs.as_ref().and_then(|config| config.texts("nlp", "disabled").ok()).unwrap_or_default();
    files.iter().filter(move |(path, _)| match path.split_once('/') {
        // The table of strings is for printing ids; labels stand in the components' own files.
        Some(("vocab", name)) => name != "strings.json",
        Some((component, _)) => !disabled.iter().any(|disabled| disabled == component),
        None => !matches!(*path, "README.md" | "accuracy.json"),
    })
}

/// Packs `files`.
pub(super) fn write(files: &ModelFiles) -> Vec<u8> {
    let mut header = MAGIC.to_vec();
    header.extend(VERSION.to_le_bytes());
    header.extend((kept(files).count() as u32).to_le_bytes());
    let mut bodies = Vec::new();
    for (path, bytes) in kept(files) {
        let filter = u8::from(path.ends_with("/model") || path == "vocab/vectors");
        let body = if filter == 1 { deflate(&gather(bytes)) } else { deflate(bytes) };
        header.extend((path.len() as u16).to_le_bytes());
        header.extend(path.as_bytes());
        header.push(filter);
        for number in [bytes.len() as u64, body.len() as u64, xxh3_64(bytes)] {
            header.extend(number.to_le_bytes());
        }
        bodies.extend(body);
    }
    header.extend(xxh3_64(&header).to_le_bytes());
    header.extend(bodies);
    header
}

/// Reads a packed model.
pub(super) fn read(bytes: &[u8]) -> Result<ModelFiles, ModelError> {
    struct Entry<'b> {
        path: &'b str,
        filter: u8,
        lengths: [u64; 2],
        checksum: u64,
    }
    let mut reader = Reader { bytes, at: 0 };
    if reader.take(MAGIC.len()).ok() != Some(MAGIC) {
        return Err(Malformed("it is neither a directory, a wheel nor a packed model".to_owned()).of(FILE));
    }
    let version = u32::from_le_bytes(reader.number()?);
    if version != VERSION {
        let what = format!("it is of version {version}, and this program reads version {VERSION}: pack it again");
        return Err(ModelError::Unknown { part: FILE.to_owned(), what });
    }
    let count = u32::from_le_bytes(reader.number()?);
    let mut entries = Vec::new();
    for _ in 0..count {
        let length = usize::from(u16::from_le_bytes(reader.number()?));
        let path = std::str::from_utf8(reader.take(length)?);
        let path = path.map_err(|_| Malformed("a path in its header is not UTF-8".to_owned()).of(FILE))?;
        let [filter] = reader.number()?;
        let lengths = [u64::from_le_bytes(reader.number()?), u64::from_le_bytes(reader.number()?)];
        entries.push(Entry { path, filter, lengths, checksum: u64::from_le_bytes(reader.number()?) });
    }
    let sum = xxh3_64(&bytes[..reader.at]);
    if sum != u64::from_le_bytes(reader.number()?) {
        return Err(Malformed("its header is damaged: the checksum is another".to_owned()).of(FILE));
    }
    let mut files = ModelFiles::default();
    for entry in entries {
        let [length, packed] = entry.lengths.map(|length| usize::try_from(length).unwrap_or(usize::MAX));
        let body = inflate(reader.take(packed)?, length).map_err(|error| error.of(entry.path))?;
        let body = match entry.filter {
            0 => body,
            1 => scatter(&body),
            other => return Err(Malformed(format!("its filter {other} is unknown")).of(entry.path)),
        };
        if xxh3_64(&body) != entry.checksum {
            return Err(Malformed("it is damaged: the checksum is another".to_owned()).of(entry.path));
        }
        files.insert(entry.path, body);
    }
    if reader.at < bytes.len() {
        return Err(Malformed("more bytes follow its last part".to_owned()).of(FILE));
    }
    Ok(files)
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], ModelError> {
        let taken = self.bytes[self.at..].get(..count);
        let taken =
            taken.ok_or_else(|| Malformed(format!("it breaks off after byte {}", self.bytes.len())).of(FILE))?;
        self.at += count;
        Ok(taken)
    }

    fn number<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let mut number = [0; N];
        number.copy_from_slice(self.take(N)?);
        Ok(number)
    }
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("writing to memory does not fail")
}

/// Inflates to exactly `length` bytes.
pub(super) fn inflate(bytes: &[u8], length: usize) -> Result<Vec<u8>, Malformed> {
    // Deflate makes nothing more than 1032 times smaller: what claims more is false, and reserves nothing.
    let mut inflated = Vec::with_capacity(length.min(bytes.len().saturating_mul(1032)));
    let most = (length as u64).saturating_add(1);
    DeflateDecoder::new(bytes)
        .take(most)
        .read_to_end(&mut inflated)
        .map_err(|error| Malformed(format!("it cannot be decompressed: {error}")))?;
    if inflated.len() != length {
        return Err(Malformed(format!("it has {} bytes, not {length}", inflated.len())));
    }
    Ok(inflated)
}

/// Takes every fourth byte together: all first ones, all second ones, and so on.
fn gather(bytes: &[u8]) -> Vec<u8> {
    (0..4).flat_map(|phase| bytes.iter().skip(phase).step_by(4)).copied().collect()
}

/// Undoes [`gather`].
fn scatter(bytes: &[u8]) -> Vec<u8> {
    let mut from = bytes.iter();
    let mut scattered = vec![0; bytes.len()];
    for phase in 0..4 {
        for (to, &byte) in scattered.iter_mut().skip(phase).step_by(4).zip(&mut from) {
            *to = byte;
        }
    }
    scattered
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn example() -> ModelFiles {
        let mut files = ModelFiles::default();
        files.insert("config.cfg", b"[nlp]\ndisabled = [\"senter\"]\n".to_vec());
        files.insert("tagger/model", (0..1003_u32).flat_map(|i| (i as f32 / 7.0).to_le_bytes()).collect());
        files.insert("senter/model", vec![1, 2, 3]);
        files.insert("vocab/strings.json", vec![4]);
        files
    }

    #[test]
    fn what_is_packed_comes_back() {
        let files = read(&write(&example())).expect("a packed model can be read");
        let paths: Vec<&str> = files.iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["config.cfg", "tagger/model"]);
        assert!(kept(&files).eq(kept(&example())));
    }

    #[test]
    fn what_is_no_model_is_said_to_be_none() {
        let error = read(b"%PDF-1.4").expect_err("a PDF is no model").to_string();
        assert!(error.contains("neither"), "{error}");
    }

    proptest! {
        /// A few bits say nothing: those that fill up the last byte of what is deflated.
        #[test]
        fn a_damaged_file_is_an_error_or_says_the_same(at: prop::sample::Index, flip in 1_u8..) {
            let mut bytes = write(&example());
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            if let Ok(files) = read(&bytes) {
                prop_assert!(files.iter().eq(kept(&example())));
            }
        }

        #[test]
        fn a_cut_file_is_an_error(at: prop::sample::Index) {
            let bytes = write(&example());
            prop_assert!(read(&bytes[..at.index(bytes.len())]).is_err());
        }

        #[test]
        fn scatter_undoes_gather(bytes: Vec<u8>) {
            prop_assert_eq!(scatter(&gather(&bytes)), bytes);
        }
    }
}
