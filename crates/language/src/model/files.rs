//! The files of a model, from wherever they lie: a directory, a wheel, a packed file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::msgpack::Value;

/// Why a model could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The file or directory could not be read.
    #[error("cannot read the model {path}: {source}", path = path.display())]
    Read {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file that a model must have is not there.
    #[error("the model has no {part}: is it a spaCy pipeline?")]
    Missing {
        /// Its path inside the model.
        part: String,
    },
    /// A file is there, but does not hold what it should.
    #[error("the model's {part} cannot be read: {what}")]
    Malformed {
        /// Its path inside the model.
        part: String,
        /// What is wrong.
        what: String,
    },
    /// A component or layer that this program does not know.
    #[error("the model's {part} is of a kind this program cannot run: {what}")]
    Unknown {
        /// The component or layer.
        part: String,
        /// What it is, and what could be run.
        what: String,
    },
}

/// What is wrong with the contents of a file; [`Malformed::of`] adds which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Malformed(pub(crate) String);

impl Malformed {
    /// As an error of the model's file `part`.
    pub(crate) fn of(self, part: impl Into<String>) -> ModelError {
        ModelError::Malformed { part: part.into(), what: self.0 }
    }
}

/// The files of one model by their path inside it (`tokenizer`, `vocab/lookups.bin`).
#[derive(Clone, Debug, Default)]
pub(crate) struct ModelFiles {
    files: BTreeMap<String, Vec<u8>>,
}

impl ModelFiles {
    /// The bytes of the file `path`, if the model has it.
    pub(crate) fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// The bytes of the file `path`.
    pub(crate) fn require(&self, path: &str) -> Result<&[u8], ModelError> {
        self.get(path).ok_or_else(|| ModelError::Missing { part: path.to_owned() })
    }

    /// The file `path` read as MessagePack.
    pub(crate) fn msgpack(&self, path: &str) -> Result<Value<'_>, ModelError> {
        Value::read(self.require(path)?).map_err(|error| error.of(path))
    }

    /// Puts a file in, in place of one of the same path.
    pub(crate) fn insert(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.files.insert(path.into(), bytes);
    }

    /// Paths and bytes, in order of path.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

/// Reads the directory of a model: the one that holds `config.cfg`, or one with a single such directory in it.
pub(super) fn read_directory(directory: &Path) -> Result<ModelFiles, ModelError> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |source| ModelError::Read { path, source }
    };
    let mut root = directory.to_path_buf();
    if !root.join("config.cfg").is_file() {
        let entries = std::fs::read_dir(directory).map_err(failed(directory))?.filter_map(Result::ok);
        let mut inner = entries.map(|entry| entry.path()).filter(|path| path.join("config.cfg").is_file());
        root = inner.next().ok_or_else(|| ModelError::Missing { part: "config.cfg".to_owned() })?;
    }
    let mut files = ModelFiles::default();
    let mut open = vec![(root, String::new())];
    while let Some((folder, prefix)) = open.pop() {
        for entry in std::fs::read_dir(&folder).map_err(failed(&folder))? {
            let entry = entry.map_err(failed(&folder))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let path = entry.path();
            if path.is_dir() {
                open.push((path, format!("{prefix}{name}/")));
            } else {
                files.insert(format!("{prefix}{name}"), std::fs::read(&path).map_err(failed(&path))?);
            }
        }
    }
    Ok(files)
}
