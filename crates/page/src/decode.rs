//! Bytes to text.
//!
//! The encoding is looked for in this order: a byte order mark; UTF-8 where the bytes are UTF-8 throughout and not
//! mere ASCII (text in another encoding hardly ever is, whatever its label says); the server's word; the page's own
//! `<meta charset>`; and what the bytes look like. Whatever cannot be decoded becomes U+FFFD.

use std::borrow::Cow;
use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use regex::bytes::Regex;

use crate::Warning;

/// The page's own text, without a byte order mark.
pub(crate) fn decode<'a>(bytes: &'a [u8], charset: Option<&str>) -> Result<Cow<'a, str>, Warning> {
    if let Some(what) = container(bytes) {
        return Err(Warning::Binary(what));
    }
    let (encoding, mark) = Encoding::for_bom(bytes)
        .or_else(|| wide(bytes).map(|encoding| (encoding, 0)))
        .unwrap_or_else(|| (narrow(bytes, charset), 0));
    let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
    if is_noise(&text) {
        return Err(Warning::Binary("binary data"));
    }
    Ok(text)
}

/// What file the first bytes belong to, where they are known to be no text.
fn container(bytes: &[u8]) -> Option<&'static str> {
    const MARKS: [(&[u8], &str); 14] = [
        (b"%PDF-", "a PDF"),
        (b"\x89PNG", "a picture (PNG)"),
        (b"\xff\xd8\xff", "a picture (JPEG)"),
        (b"GIF8", "a picture (GIF)"),
        (b"PK\x03\x04", "a ZIP archive or an Office document"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ\0", "an xz archive"),
        (b"{\\rtf", "an RTF document: save it as plain text"),
        (b"\xd0\xcf\x11\xe0", "an Office document"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3\0", "a database"),
        (b"PAR1", "a Parquet file"),
    ];
    let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, what)| *what).or(webp.then_some("a picture (WebP)"))
}

/// UTF-16 without a mark: every other byte of English text is then zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(1024) & !1];
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), start.len() / 2);
    if pairs < 8 {
        None
    } else if odd * 10 >= pairs * 9 && even * 10 < pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 9 && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn narrow(bytes: &[u8], charset: Option<&str>) -> &'static Encoding {
    if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let told = charset.and_then(|name| Encoding::for_label(name.trim_matches(['"', '\'', ' ']).as_bytes()));
    // A page that says UTF-8 and is not would turn into replacement characters.
    let possible = |encoding: &&'static Encoding| *encoding != UTF_8 && encoding.is_ascii_compatible();
    told.filter(possible).or_else(|| declared(bytes).filter(possible)).unwrap_or_else(|| guess(bytes))
}

/// The encoding that the page's head declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    static META: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i-u)(?:<meta[^>]{0,200}charset|<\?xml[^>]{0,100}encoding)\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})"#)
            .expect("a fixed pattern")
    });
    let head = &bytes[..bytes.len().min(4096)];
    META.captures(head).and_then(|found| Encoding::for_label(&found[1]))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 16)], true);
    detector.guess(None, Utf8Detection::Allow)
}

/// Whether more than one character in a hundred is a control or replacement character.
fn is_noise(text: &str) -> bool {
    let (mut noise, mut all) = (0_usize, 0_usize);
    for character in text.chars().take(1 << 16) {
        all += 1;
        let layout = matches!(character, '\t' | '\n' | '\r' | '\x0c' | '\u{1b}' | '\u{85}');
        noise += usize::from(character == '\u{fffd}' || character.is_control() && !layout);
    }
    noise * 100 > all && noise > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], charset: Option<&str>) -> String {
        decode(bytes, charset).unwrap().into_owned()
    }

    #[test]
    fn a_byte_order_mark_decides() {
        assert_eq!(read(b"\xef\xbb\xbfna\xc3\xafve", Some("iso-8859-1")), "naïve");
        assert_eq!(read(b"\xff\xfeK\0i\0m\0", None), "Kim");
        assert_eq!(read(b"\xfe\xff\0K\0i\0m", None), "Kim");
    }

    #[test]
    fn utf_16_without_a_mark() {
        let bytes: Vec<u8> = "Talks resume today".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&bytes, None), "Talks resume today");
    }

    #[test]
    fn utf_8_is_seen_through_a_wrong_label() {
        assert_eq!(read("Élysée".as_bytes(), Some("windows-1252")), "Élysée");
    }

    #[test]
    fn the_server_then_the_page_then_the_bytes() {
        assert_eq!(read(b"Se\xf1or \x93no\x94", Some("windows-1252")), "Señor “no”");
        assert_eq!(read(b"<meta charset='windows-1251'>\xcc\xe8\xf0", None), "<meta charset='windows-1251'>Мир");
        assert_eq!(read(b"The talks \x96 held in Hanoi \x96 failed.", None), "The talks – held in Hanoi – failed.");
        // A page that claims UTF-8 and is not.
        assert_eq!(read(b"<meta charset=utf-8>the leader\x92s visit", None), "<meta charset=utf-8>the leader’s visit");
    }

    #[test]
    fn no_text() {
        assert_eq!(decode(b"%PDF-1.7 ...", None), Err(Warning::Binary("a PDF")));
        let noise: Vec<u8> = (0..2000_u32).map(|i| (i.wrapping_mul(2654435761) >> 13) as u8).collect();
        assert_eq!(decode(&noise, None), Err(Warning::Binary("binary data")));
    }
}
