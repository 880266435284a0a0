//! The items of a list of sources, one after the other.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;

use super::jsonl::Lines;
use super::stream::{self, Stream};
use super::warc::Records;
use super::{Body, Item, SourceError};
use crate::{Hints, MOST_BYTES};

/// The pages of `sources` in their order: files, folders, globs, `-` for standard input.
///
/// Nothing is opened before its turn comes.
pub fn open(sources: &[String]) -> Items {
    Items { waiting: sources.iter().map(|source| Waiting::Given(source.clone())).collect(), current: None }
}

/// The pages of a list of sources, as [`open`] gives them.
pub struct Items {
    waiting: VecDeque<Waiting>,
    current: Option<Box<dyn Iterator<Item = Result<Item, SourceError>> + Send>>,
}

enum Waiting {
    /// As the user gave it.
    Given(String),
    /// A file or folder found in a folder or by a glob.
    Found(PathBuf),
}

/// How deep folders may lie in each other: links may run in circles.
const DEPTH: usize = 64;

impl Iterator for Items {
    type Item = Result<Item, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(current) = &mut self.current {
                if let Some(item) = current.next() {
                    return Some(item);
                }
                self.current = None;
            }
            let next = self.waiting.pop_front()?;
            let begun = match next {
                Waiting::Given(source) => self.begin(&source),
                Waiting::Found(path) => self.begin_path(&path),
            };
            if let Err(error) = begun {
                return Some(Err(error));
            }
        }
    }
}

impl Items {
    fn begin(&mut self, source: &str) -> Result<(), SourceError> {
        if source == "-" {
            let name = "standard input".to_owned();
            let stream = stream::stdin().map_err(|cause| SourceError::Unreadable { name: name.clone(), cause })?;
            return self.begin_stream(stream, name, None, None);
        }
        let path = Path::new(source);
        if path.exists() {
            return self.begin_path(path);
        }
        if source.starts_with("http://") || source.starts_with("https://") {
            return Err(SourceError::Address { url: source.to_owned() });
        }
        let found = glob(source)?;
        if found.is_empty() {
            return Err(SourceError::Missing { name: source.to_owned() });
        }
        self.put_first(found);
        Ok(())
    }

    fn begin_path(&mut self, path: &Path) -> Result<(), SourceError> {
        let name = path.display().to_string();
        let unreadable = |cause| SourceError::Unreadable { name: name.clone(), cause };
        if path.is_dir() {
            if path.components().count() > DEPTH {
                return Ok(());
            }
            let found = sorted(path).map_err(unreadable)?.into_iter().filter(|path| !is_hidden(path));
            self.put_first(found.filter(|path| path.is_dir() || is_page(path)).collect());
            return Ok(());
        }
        let stream = stream::open(path).map_err(unreadable)?;
        self.begin_stream(stream, name.clone(), Some(name), Some(path))
    }

    /// Begins a stream: what it holds is told by the file's name, else by its first bytes.
    fn begin_stream(
        &mut self,
        mut stream: Stream,
        name: String,
        path: Option<String>,
        file: Option<&Path>,
    ) -> Result<(), SourceError> {
        let unreadable = |cause| SourceError::Unreadable { name: name.clone(), cause };
        let start = stream.fill_buf().map_err(unreadable)?;
        let endings = file.map(endings).unwrap_or_default();
        let has = |ending: &str| endings.iter().any(|known| known == ending);
        if has("warc") || start.starts_with(b"WARC/") {
            self.current = Some(Box::new(Records::new(stream, name, path)));
        } else if has("jsonl") || has("ndjson") || (file.is_none() && start.trim_ascii_start().starts_with(b"{")) {
            self.current = Some(Box::new(Lines::new(stream, name, path)));
        } else {
            let bytes = stream::read_rest(&mut *stream, MOST_BYTES).map_err(unreadable)?;
            let hints = Hints { path, ..Hints::default() };
            self.current = Some(Box::new(std::iter::once(Ok(Item { name, body: Body::Page(bytes), hints }))));
        }
        Ok(())
    }

    fn put_first(&mut self, found: Vec<PathBuf>) {
        for path in found.into_iter().rev() {
            self.waiting.push_front(Waiting::Found(path));
        }
    }
}

/// What a folder holds, by name.
fn sorted(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    found.sort();
    Ok(found)
}

/// A file name's endings in small letters: `warc` and `gz` of `crawl.WARC.gz`.
fn endings(path: &Path) -> Vec<String> {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    name.split('.').skip(1).map(str::to_owned).collect()
}

/// Whether a file in a folder is a page by its name; named by the user, every file is.
fn is_page(path: &Path) -> bool {
    const PAGES: [&str; 8] = ["txt", "text", "html", "htm", "xhtml", "jsonl", "ndjson", "warc"];
    let endings = endings(path);
    let last = endings.iter().rev().find(|ending| *ending != "gz");
    last.is_some_and(|ending| PAGES.contains(&ending.as_str()))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// The files whose path fits a pattern, sorted.
fn glob(pattern: &str) -> Result<Vec<PathBuf>, SourceError> {
    if !pattern.contains(['*', '?', '[', '{']) {
        return Ok(Vec::new());
    }
    let bad = |problem: String| SourceError::Glob { name: pattern.to_owned(), problem };
    let matcher = GlobBuilder::new(pattern)
        .literal_separator(true)
        .build()
        .map_err(|error| bad(error.kind().to_string()))?
        .compile_matcher();
    // Only the folders below the pattern's fixed part need a look.
    let fixed: PathBuf = Path::new(pattern)
        .components()
        .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
        .collect();
    let root = if fixed.as_os_str().is_empty() { PathBuf::from(".") } else { fixed };
    let deep = if pattern.contains("**") { DEPTH } else { Path::new(pattern).components().count() };
    let mut found = Vec::new();
    let mut folders = vec![(root.clone(), root.components().filter(|part| part.as_os_str() != ".").count())];
    while let Some((folder, depth)) = folders.pop() {
        let Ok(inside) = sorted(&folder) else { continue };
        for path in inside {
            let shown = path.strip_prefix(".").map_or(path.clone(), Path::to_path_buf);
            if path.is_dir() {
                if matcher.is_match(&shown) {
                    found.push(shown);
                } else if depth + 1 < deep {
                    folders.push((path, depth + 1));
                }
            } else if matcher.is_match(&shown) {
                found.push(shown);
            }
        }
    }
    found.sort();
    Ok(found)
}
