//! Word vectors that come with a model, brought to the network's width by a linear map.

use std::collections::HashMap;

use serde::Deserialize;

use crate::kernel::{self, Buffer, Level, Packed, Rows, Sizes, padded};
use crate::lexeme::Lexeme;
use crate::model::{Malformed, ModelError, ModelFiles};
use crate::weights::Layers;

/// The vectors, already mapped; words without one have zeros.
#[derive(Debug)]
pub(super) struct StaticVectors {
    /// Row by the id of a word's letters.
    rows: HashMap<u64, u32>,
    width: usize,
    /// The vectors as the model has them, padded.
    vectors: Buffer,
    map: Packed,
}

#[derive(Deserialize)]
struct Settings {
    mode: Option<String>,
    attr: Option<serde_json::Value>,
}

const VECTORS: &str = "vocab/vectors";
const ROWS: &str = "vocab/key2row";
const SETTINGS: &str = "vocab/vectors.cfg";

impl StaticVectors {
    /// Reads the vectors of a model and the map of `layers` to `width` numbers.
    pub(super) fn load(files: &ModelFiles, layers: &Layers, width: usize) -> Result<Self, ModelError> {
        let settings: Settings = serde_json::from_slice(files.require(SETTINGS)?)
            .map_err(|error| Malformed(format!("it is not as spaCy writes it: {error}")).of(SETTINGS))?;
        if settings.mode.as_deref().is_some_and(|mode| mode != "default") {
            let what = format!("vectors of mode '{}', not 'default'", settings.mode.unwrap_or_default());
            return Err(ModelError::Unknown { part: SETTINGS.to_owned(), what });
        }
        // 65 is spaCy's number of ORTH, a word's letters.
        if settings.attr.as_ref().is_some_and(|attr| attr != "ORTH" && attr != 65) {
            let what = "vectors of another attribute than ORTH".to_owned();
            return Err(ModelError::Unknown { part: SETTINGS.to_owned(), what });
        }
        let (count, inputs, numbers) = read_npy(files.require(VECTORS)?).map_err(|error| error.of(VECTORS))?;
        let layer = layers.only("static_vectors")?;
        let weights = layers.array(layer, "W", &[width, inputs])?;
        if inputs == 0 {
            return Err(Malformed("the vectors have no numbers".to_owned()).of(VECTORS));
        }
        let map = Packed::new(Sizes { outputs: width, pieces: 1, rows: 1, width: inputs }, weights, None);
        let mut vectors = Buffer::zeros(count * padded(inputs));
        let rows = vectors.as_mut_slice().chunks_exact_mut(padded(inputs));
        for (row, vector) in rows.zip(numbers.chunks_exact(inputs)) {
            row[..inputs].copy_from_slice(vector);
        }
        let value = files.msgpack(ROWS)?;
        let pairs = value.map().ok_or_else(|| Malformed("it is no map".to_owned()).of(ROWS))?;
        let mut rows = HashMap::with_capacity(pairs.len());
        for (key, row) in pairs {
            let (Some(key), Some(row)) = (key.unsigned(), row.int()) else {
                return Err(Malformed("it maps something else than ids to rows".to_owned()).of(ROWS));
            };
            if let Some(row) = u32::try_from(row).ok().filter(|&row| (row as usize) < count) {
                rows.insert(key, row);
            }
        }
        Ok(Self { rows, width: padded(inputs), vectors, map })
    }

    /// Writes the vector of a word.
    pub(super) fn write(&self, level: Level, lexeme: &Lexeme, vector: &mut [f32]) {
        match self.rows.get(&lexeme.orth_id) {
            Some(&row) => {
                let rows =
                    Rows { numbers: self.vectors.as_slice(), first: row as usize * self.width, stride: self.width };
                kernel::maxout(level, rows, 1, &self.map, vector);
            }
            None => vector.fill(0.0),
        }
    }
}

/// Rows, columns and numbers of a `.npy` file of little-endian `f32`.
fn read_npy(bytes: &[u8]) -> Result<(usize, usize, Vec<f32>), Malformed> {
    let not = |what: &str| Malformed(format!("it is no NumPy file of f32 rows: {what}"));
    let rest = bytes.strip_prefix(b"\x93NUMPY").ok_or_else(|| not("its first bytes are others"))?;
    let (length, rest) = match rest {
        [1, _, low, high, rest @ ..] => (usize::from(u16::from_le_bytes([*low, *high])), rest),
        [2 | 3, _, a, b, c, d, rest @ ..] => (u32::from_le_bytes([*a, *b, *c, *d]) as usize, rest),
        _ => return Err(not("its version is unknown")),
    };
    let (header, data) = rest.split_at_checked(length).ok_or_else(|| not("its header breaks off"))?;
    let header = std::str::from_utf8(header).map_err(|_| not("its header is not text"))?;
    if !header.contains("'<f4'") || header.contains("'fortran_order': True") {
        return Err(not("its numbers are of another type or order"));
    }
    let shape = header.split_once("'shape': (").and_then(|(_, rest)| rest.split_once(')'));
    let (shape, _) = shape.ok_or_else(|| not("it gives no shape"))?;
    let shape: Option<Vec<usize>> =
        shape.split(',').map(str::trim).filter(|size| !size.is_empty()).map(|size| size.parse().ok()).collect();
    let Some([rows, columns]) = shape.as_deref() else { return Err(not("it has not two dimensions")) };
    if rows.checked_mul(*columns).and_then(|count| count.checked_mul(4)) != Some(data.len()) {
        return Err(not("its length does not fit its shape"));
    }
    let numbers = data.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect();
    Ok((*rows, *columns, numbers))
}
