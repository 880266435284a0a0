//! Bytes from a file or standard input, unpacked where they are packed, with a look at their start.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

pub(super) type Stream = Box<dyn BufRead + Send>;

/// Opens a file; gzip is unpacked, as its first bytes tell.
pub(super) fn open(path: &Path) -> io::Result<Stream> {
    unpack(Box::new(BufReader::with_capacity(1 << 16, File::open(path)?)))
}

/// Standard input.
pub(super) fn stdin() -> io::Result<Stream> {
    unpack(Box::new(BufReader::with_capacity(1 << 16, io::stdin())))
}

fn unpack(mut stream: Stream) -> io::Result<Stream> {
    let gzip = stream.fill_buf()?.starts_with(b"\x1f\x8b");
    Ok(if gzip { Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(stream))) } else { stream })
}

/// Reads one line without its end into `line`; false at the end.
///
/// A line longer than `limit` bytes is read past and cut; `true` in the second place says so.
pub(super) fn read_line(stream: &mut dyn BufRead, line: &mut Vec<u8>, limit: usize) -> io::Result<(bool, bool)> {
    line.clear();
    let (mut any, mut cut) = (false, false);
    loop {
        let buffer = stream.fill_buf()?;
        if buffer.is_empty() {
            break;
        }
        any = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let part = &buffer[..end.unwrap_or(buffer.len())];
        let room = limit.saturating_sub(line.len());
        cut |= part.len() > room;
        line.extend_from_slice(&part[..part.len().min(room)]);
        let used = end.map_or(buffer.len(), |end| end + 1);
        stream.consume(used);
        if end.is_some() {
            break;
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok((any, cut))
}

/// Reads what is left, at most `limit` bytes and one more, by which a longer one shows.
pub(super) fn read_rest(stream: &mut dyn BufRead, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
