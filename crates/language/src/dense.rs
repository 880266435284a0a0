//! Layers of small networks over the vectors of tokens, by the same arithmetic as the parser's own.
//!
//! A row is a vector whose length is a multiple of [`LANES`], zeros behind the numbers that mean something; rows lie
//! back to back. Each row gets the same result whatever other rows stand beside it.

use crate::kernel::{self, Level, Packed, Rows, Sizes};

pub use crate::kernel::{LANES, padded};

/// An affine map: weights times a row, plus a bias.
#[derive(Debug)]
pub struct Affine {
    level: Level,
    packed: Packed,
}

impl Affine {
    /// The map with `weights`, for each output as many as there are `inputs`, and a `bias` for each output.
    ///
    /// # Panics
    /// If there are not as many weights as outputs times inputs.
    pub fn new(inputs: usize, weights: &[f32], bias: &[f32]) -> Self {
        let sizes = Sizes { outputs: bias.len(), pieces: 1, rows: 1, width: inputs };
        Self { level: Level::detect(), packed: Packed::new(sizes, weights, Some(bias)) }
    }

    /// Numbers of a row of results.
    pub fn width(&self) -> usize {
        self.packed.out_width()
    }

    /// Writes the results of `count` rows to `out`. The first row starts at the first of `numbers`, each next one
    /// `stride` further on; rows may overlap, so that neighbours are read as one row.
    ///
    /// # Panics
    /// If the rows reach beyond `numbers`.
    pub fn apply(&self, numbers: &[f32], stride: usize, count: usize, out: &mut Vec<f32>) {
        out.clear();
        out.resize(count * self.width(), 0.0);
        kernel::maxout(self.level, Rows { numbers, first: 0, stride }, count, &self.packed, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_affine_map_reads_rows_that_overlap() {
        // The first output adds the first numbers of two neighbours, the second takes 1 from the second one's.
        let mut weights = vec![0.0; 2 * 2 * LANES];
        (weights[0], weights[LANES], weights[3 * LANES]) = (1.0, 1.0, 1.0);
        let affine = Affine::new(2 * LANES, &weights, &[0.0, -1.0]);
        let mut rows = vec![0.0; 3 * LANES];
        (rows[0], rows[LANES], rows[2 * LANES]) = (1.0, 2.0, 4.0);
        let mut out = Vec::new();
        affine.apply(&rows, LANES, 2, &mut out);
        assert_eq!((affine.width(), out.len()), (LANES, 2 * LANES));
        assert_eq!((&out[..2], &out[LANES..LANES + 2]), (&[3.0, 1.0][..], &[6.0, 3.0][..]));
    }
}
