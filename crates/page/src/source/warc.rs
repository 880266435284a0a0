//! Web archives (WARC 1.0 and 1.1): the pages that servers answered with.
//!
//! Read record by record as a stream. Only `response` records with an HTTP status of success and a text type are
//! pages; `resource` records of such a type too. A body is read to [`MOST_BYTES`] and skipped beyond.

use std::io::{self, BufRead, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder};
use jiff::civil::Date;

use super::stream::{self, Stream};
use super::{Body, Item, SourceError};
use crate::{Hints, MOST_BYTES};

/// The records of one web archive.
pub(super) struct Records {
    stream: Stream,
    name: String,
    path: Option<String>,
    /// Bytes read so far, unpacked.
    at: u64,
    ended: bool,
}

/// The longest header line that is read.
const MOST_HEADER: usize = 1 << 16;
/// The most header lines of a record.
const MOST_LINES: usize = 1000;

/// Header fields in order, names in small letters.
type Header = Vec<(String, String)>;

fn field<'a>(header: &'a Header, name: &str) -> Option<&'a str> {
    header.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
}

impl Records {
    pub(super) fn new(stream: Stream, name: String, path: Option<String>) -> Self {
        Self { stream, name, path, at: 0, ended: false }
    }

    /// The next record that is a page.
    fn next_page(&mut self) -> Result<Option<Item>, (u64, String)> {
        loop {
            let start = self.at;
            let broken = |cause: io::Error| (start, cause.to_string());
            let Some(header) = self.header(start)? else { return Ok(None) };
            let length: u64 = field(&header, "content-length")
                .and_then(|length| length.parse().ok())
                .ok_or_else(|| (start, "the record has no Content-Length".to_owned()))?;
            let kind = field(&header, "warc-type").unwrap_or_default();
            let wanted = matches!(kind, "response" | "resource") && field(&header, "warc-target-uri").is_some();
            if !wanted {
                self.skip(length).map_err(broken)?;
                continue;
            }
            let kept = length.min(MOST_BYTES as u64 + MOST_HEADER as u64);
            let mut bytes = Vec::with_capacity(usize::try_from(kept.min(1 << 20)).unwrap_or(0));
            let read = (&mut self.stream).take(kept).read_to_end(&mut bytes).map_err(broken)? as u64;
            self.at += read;
            if read < kept {
                return Err((start, format!("the record ends after {read} of {length} bytes")));
            }
            self.skip(length - kept).map_err(broken)?;
            if let Some(item) = self.page(&header, kind == "response", bytes) {
                return Ok(Some(item));
            }
        }
    }

    /// A record's own header: a version line and fields to an empty line.
    fn header(&mut self, start: u64) -> Result<Option<Header>, (u64, String)> {
        let mut line = Vec::new();
        let mut version = false;
        let mut header = Header::new();
        for _ in 0..MOST_LINES {
            let (any, _) = stream::read_line(&mut *self.stream, &mut line, MOST_HEADER)
                .map_err(|cause| (start, cause.to_string()))?;
            if !any {
                return if version {
                    Err((start, "the archive ends inside a record's header".to_owned()))
                } else {
                    Ok(None)
                };
            }
            self.at += line.len() as u64 + 2;
            if !version {
                if line.is_empty() {
                    continue;
                }
                if !line.starts_with(b"WARC/") {
                    return Err((start, "a record should start here with WARC/1.0 or WARC/1.1".to_owned()));
                }
                version = true;
            } else if line.is_empty() {
                return Ok(Some(header));
            } else {
                add(&mut header, &line);
            }
        }
        Err((start, format!("a record's header has more than {MOST_LINES} lines")))
    }

    fn skip(&mut self, mut length: u64) -> io::Result<()> {
        while length > 0 {
            let buffer = self.stream.fill_buf()?;
            if buffer.is_empty() {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends inside a record"));
            }
            let used = buffer.len().min(usize::try_from(length).unwrap_or(usize::MAX));
            self.stream.consume(used);
            length -= used as u64;
            self.at += used as u64;
        }
        Ok(())
    }

    /// The page of a record, if it holds one.
    fn page(&self, record: &Header, is_response: bool, bytes: Vec<u8>) -> Option<Item> {
        let url = field(record, "warc-target-uri")?.trim_matches(['<', '>']).to_owned();
        let (http, body) = if is_response { split_http(&bytes)? } else { (Header::new(), bytes) };
        let kind = if is_response { field(&http, "content-type") } else { field(record, "content-type") };
        let media_type = kind.map(|kind| kind.split(';').next().unwrap_or(kind).trim().to_ascii_lowercase());
        let is_text = media_type
            .as_deref()
            .is_none_or(|kind| matches!(kind, "text/html" | "application/xhtml+xml" | "text/plain" | ""));
        if !is_text {
            return None;
        }
        let body = if field(&http, "transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
            unchunk(body)
        } else {
            body
        };
        let body = inflate(body, field(&http, "content-encoding"));
        let charset = kind.and_then(|kind| {
            let (_, rest) = kind.split_once("charset=")?;
            Some(rest.split(';').next().unwrap_or(rest).trim_matches(['"', '\'', ' ']).to_owned())
        });
        let fetched =
            field(record, "warc-date").and_then(|stamp| stamp.get(..10)).and_then(|day| day.parse::<Date>().ok());
        let hints = Hints {
            given_id: field(record, "warc-record-id").map(|id| id.trim_matches(['<', '>']).to_owned()),
            url: Some(url.clone()),
            path: self.path.clone(),
            charset,
            media_type: media_type.filter(|kind| !kind.is_empty()),
            fetched,
            ..Hints::default()
        };
        Some(Item { name: format!("{}: {url}", self.name), body: Body::Page(body), hints })
    }
}

impl Iterator for Records {
    type Item = Result<Item, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.next_page() {
            Ok(Some(item)) => Some(Ok(item)),
            Ok(None) => {
                self.ended = true;
                None
            }
            Err((offset, problem)) => {
                self.ended = true;
                Some(Err(SourceError::Archive { name: self.name.clone(), offset, problem }))
            }
        }
    }
}

/// Adds a header line; a line that begins with white space goes on with the one before.
fn add(header: &mut Header, line: &[u8]) {
    let line = String::from_utf8_lossy(line);
    if line.starts_with([' ', '\t']) {
        if let Some((_, value)) = header.last_mut() {
            value.push(' ');
            value.push_str(line.trim());
        }
    } else if let Some((name, value)) = line.split_once(':') {
        header.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    }
}

/// An HTTP answer's header and body; nothing where it is no success.
fn split_http(bytes: &[u8]) -> Option<(Header, Vec<u8>)> {
    let mut header = Header::new();
    let mut rest = bytes;
    let mut status = true;
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let line = rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]);
        rest = &rest[end + 1..];
        if status {
            let words = String::from_utf8_lossy(line);
            let code = words.split_whitespace().nth(1)?.to_owned();
            if !words.starts_with("HTTP/") || !code.starts_with('2') {
                return None;
            }
            status = false;
        } else if line.is_empty() {
            return Some((header, rest.to_vec()));
        } else {
            add(&mut header, line);
        }
    }
}

/// A chunked body put together; many archives keep the header and the plain body, which is then returned as it is.
fn unchunk(body: Vec<u8>) -> Vec<u8> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body.as_slice();
    while let Some(end) = rest.iter().take(64).position(|byte| *byte == b'\n') {
        let size = std::str::from_utf8(&rest[..end])
            .ok()
            .and_then(|line| usize::from_str_radix(line.split(';').next().unwrap_or(line).trim(), 16).ok());
        let Some(size) = size else { break };
        let from = end + 1;
        if size == 0 {
            return whole;
        }
        let Some(chunk) = rest.get(from..).and_then(|rest| rest.get(..size)) else { break };
        whole.extend_from_slice(chunk);
        rest = &rest[from + size..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    // Cut off inside a chunk: what was read is the page's start.
    if whole.is_empty() { body } else { whole }
}

/// A packed body unpacked, to [`MOST_BYTES`]; one that is not packed, whatever its header says, as it is.
fn inflate(body: Vec<u8>, coding: Option<&str>) -> Vec<u8> {
    let mut unpacked = Vec::new();
    let limit = MOST_BYTES as u64 + 1;
    let read = match coding.map(str::to_ascii_lowercase).as_deref() {
        _ if body.starts_with(b"\x1f\x8b") => {
            MultiGzDecoder::new(body.as_slice()).take(limit).read_to_end(&mut unpacked)
        }
        Some("deflate") => DeflateDecoder::new(body.as_slice()).take(limit).read_to_end(&mut unpacked),
        _ => return body,
    };
    if read.is_ok() || !unpacked.is_empty() { unpacked } else { body }
}
