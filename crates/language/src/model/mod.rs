//! A model: the files of a spaCy pipeline, from a directory, a wheel or one packed file.

mod files;
mod packed;
mod wheel;

use std::path::Path;

use serde::Deserialize;

pub use files::ModelError;
pub(crate) use files::{Malformed, ModelFiles};

/// The files of a spaCy pipeline, read but not yet understood: [`Pipeline::new`](crate::Pipeline::new) does that.
#[derive(Clone, Debug)]
pub struct Model {
    files: ModelFiles,
}

#[derive(Deserialize)]
struct Meta {
    #[serde(default)]
    lang: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    version: String,
}

impl Model {
    /// The English model that is built in: `en_core_web_sm` 3.8.0.
    ///
    /// # Errors
    /// None for the file that stands in the repository.
    #[cfg(feature = "english")]
    pub fn english() -> Result<Self, ModelError> {
        Self::from_packed(include_bytes!("../../../../data/model/en_core_web_sm-3.8.0.model"))
    }

    /// Reads the model at `path`: a directory with a `config.cfg` (or one with one such directory in it, as
    /// installed packages are), a wheel, or a file that [`Model::pack`] made.
    pub fn open(path: &Path) -> Result<Self, ModelError> {
        if path.is_dir() {
            return Ok(Self { files: files::read_directory(path)? });
        }
        let bytes = std::fs::read(path).map_err(|source| ModelError::Read { path: path.to_path_buf(), source })?;
        Self::from_bytes(&bytes)
    }

    /// Reads a wheel or a packed file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        if wheel::is_one(bytes) {
            return Ok(Self { files: wheel::read(bytes)? });
        }
        Self::from_packed(bytes)
    }

    /// A model of these files, each with its path inside the model (`tagger/cfg`).
    pub fn from_files(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut all = ModelFiles::default();
        for (path, bytes) in files {
            all.insert(path, bytes);
        }
        Self { files: all }
    }

    /// Its files: path inside the model, and contents.
    pub fn files_by_path(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter()
    }

    fn from_packed(bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(Self { files: packed::read(bytes)? })
    }

    /// The model as one file, without what this program has no use for.
    pub fn pack(&self) -> Vec<u8> {
        packed::write(&self.files)
    }

    /// Whether it holds the same files as `other`, but for those that packing leaves out.
    pub fn same_as(&self, other: &Self) -> bool {
        packed::kept(&self.files).eq(packed::kept(&other.files))
    }

    /// Its name and version, as `en_core_web_sm 3.8.0`; empty if it does not say.
    pub fn name(&self) -> String {
        let meta = self.files.get("meta.json").and_then(|bytes| serde_json::from_slice::<Meta>(bytes).ok());
        meta.map_or_else(String::new, |meta| format!("{}_{} {}", meta.lang, meta.name, meta.version))
    }

    /// Its files.
    pub(crate) fn files(&self) -> &ModelFiles {
        &self.files
    }
}
