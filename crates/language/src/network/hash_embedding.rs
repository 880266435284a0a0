//! Ids turned into vectors through a small table: four rows of it, found by hashing, are added up.

use crate::model::ModelError;
use crate::weights::{Layer, Layers};

/// The table for one attribute.
#[derive(Debug)]
pub(super) struct HashEmbedding {
    seed: u32,
    rows: u32,
    width: usize,
    table: Vec<f32>,
}

impl HashEmbedding {
    /// Reads one with `rows` rows of `width` numbers.
    pub(super) fn load(layers: &Layers, layer: &Layer, rows: usize, width: usize) -> Result<Self, ModelError> {
        let table = layers.array(layer, "E", &[rows, width])?.to_vec();
        let seed = u32::try_from(layers.number(layer, "seed")?);
        let seed = seed.map_err(|_| layers.malformed("the seed of a hash embedding is too great".to_owned()))?;
        let rows = u32::try_from(rows).ok().filter(|&rows| rows > 0);
        let rows = rows.ok_or_else(|| layers.malformed("a hash embedding has no rows".to_owned()))?;
        Ok(Self { seed, rows, width, table })
    }

    /// Writes the vector of `id`.
    pub(super) fn write(&self, id: u64, vector: &mut [f32]) {
        let vector = &mut vector[..self.width];
        vector.fill(0.0);
        for key in hash128(id, self.seed) {
            let from = (key % self.rows) as usize * self.width;
            for (sum, &number) in vector.iter_mut().zip(&self.table[from..from + self.width]) {
                *sum += number;
            }
        }
    }
}

/// `MurmurHash3_x64_128` (Austin Appleby, public domain) of the eight bytes of `id`, as four numbers.
fn hash128(id: u64, seed: u32) -> [u32; 4] {
    fn mix(mut k: u64) -> u64 {
        k ^= k >> 33;
        k = k.wrapping_mul(0xff51_afd7_ed55_8ccd);
        k ^= k >> 33;
        k = k.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        k ^ (k >> 33)
    }
    let seed = u64::from(seed);
    let key = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    let (mut first, mut second) = (seed ^ key ^ 8, seed ^ 8);
    first = first.wrapping_add(second);
    second = second.wrapping_add(first);
    (first, second) = (mix(first), mix(second));
    first = first.wrapping_add(second);
    second = second.wrapping_add(first);
    [first as u32, (first >> 32) as u32, second as u32, (second >> 32) as u32]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_thinc() {
        // As `thinc.api.NumpyOps().hash(ids, seed)` returns them.
        assert_eq!(hash128(0, 8), [0, 0, 0, 0]);
        assert_eq!(hash128(1, 8), [1161550108, 2247783286, 1742325162, 1224191281]);
        assert_eq!(hash128(7425985699627899538, 9), [1735412073, 1835966340, 156971749, 3014196226]);
        assert_eq!(hash128(18446744073709551615, 13), [3199409384, 1062937581, 752279700, 3061442444]);
    }
}
