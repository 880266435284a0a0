//! A maxout layer over windows of three neighbouring rows, with fewer multiplications than outputs would need alone.
//!
//! Four neighbouring rows of output — a tile — depend on six rows of input. Of these, six sums are formed (one for
//! each of the points 0, 1, -1, 2, -2 and infinity at which polynomials are compared), each is multiplied by
//! weights of its own, and the four outputs are sums of the six products: half the multiplications of four times
//! three (the method of Toom, Cook and Winograd, "F(4, 3)"). Where tiles start matters for rounding, so it is
//! counted from the start of each text.

use super::{Buffer, LANES, Level, Norm, add_normed, padded, portable};

/// Rows of output in a tile.
pub(crate) const TILE: usize = 4;
/// Products of a tile.
const POINTS: usize = TILE + 2;
/// Tiles over which a panel of weights is used while it lies in the nearest cache.
const BLOCK: usize = 48;

/// The layer's weights.
#[derive(Debug)]
pub(crate) struct Window {
    width: usize,
    pieces: usize,
    /// `[panel of outputs][piece][point][input][lane]`.
    weights: Buffer,
    /// `[panel of outputs][piece][lane]`.
    bias: Buffer,
    norm: Norm,
}

/// The tiles of one text: the first row of the first, and their number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tiles {
    /// First row of output.
    pub(crate) row: usize,
    /// Tiles that follow each other.
    pub(crate) count: usize,
}

/// Memory that is used again.
#[derive(Debug, Default)]
pub(crate) struct WindowScratch {
    rows: Vec<usize>,
    sums: Buffer,
    products: Buffer,
    best: Buffer,
}

impl Window {
    /// Packs `weights` (`[output][piece][row][number]`, with three rows and as many numbers as outputs) and `bias`
    /// (`[output][piece]`).
    pub(crate) fn new(width: usize, pieces: usize, weights: &[f32], bias: &[f32], norm: Norm) -> Self {
        assert_eq!(weights.len(), width * pieces * 3 * width, "the weights fit their sizes");
        let stride = padded(width);
        let mut window = Self {
            width,
            pieces,
            weights: Buffer::zeros(stride * pieces * POINTS * stride),
            bias: Buffer::zeros(stride * pieces),
            norm,
        };
        for output in 0..width {
            for piece in 0..pieces {
                let from = &weights[(output * pieces + piece) * 3 * width..][..3 * width];
                let panel = output / LANES * pieces + piece;
                window.bias.as_mut_slice()[panel * LANES + output % LANES] = bias[output * pieces + piece];
                for input in 0..width {
                    let taps = [0, 1, 2].map(|row| f64::from(from[row * width + input]));
                    for (point, weight) in transform_weights(taps).into_iter().enumerate() {
                        let at = ((panel * POINTS + point) * stride + input) * LANES + output % LANES;
                        window.weights.as_mut_slice()[at] = weight as f32;
                    }
                }
            }
        }
        window
    }

    /// Writes to `out`, for each row of each text's tiles, the row of `rows` plus the normed maxout over it and the
    /// rows beside it. Rows before and after a text's tiles are read.
    ///
    /// # Panics
    /// If those rows do not lie in memory.
    pub(crate) fn run(
        &self,
        level: Level,
        rows: &[f32],
        texts: impl Iterator<Item = Tiles>,
        scratch: &mut WindowScratch,
        out: &mut [f32],
    ) {
        let mut tiles = std::mem::take(&mut scratch.rows);
        tiles.clear();
        tiles.extend(texts.flat_map(|text| (0..text.count).map(move |tile| text.row + tile * TILE)));
        for block in tiles.chunks(BLOCK) {
            self.block(level, rows, block, scratch, out);
        }
        scratch.rows = tiles;
    }

    fn block(&self, level: Level, rows: &[f32], tiles: &[usize], scratch: &mut WindowScratch, out: &mut [f32]) {
        let stride = padded(self.width);
        let (plane, panel_size) = (tiles.len() * stride, stride * LANES);
        scratch.sums.resize(POINTS * plane);
        for (tile, &row) in tiles.iter().enumerate() {
            let from = &rows[(row - 1) * stride..][..POINTS * stride];
            transform_inputs(level, from, stride, &mut scratch.sums.as_mut_slice()[tile * stride..], plane);
        }
        scratch.products.resize(POINTS * tiles.len() * LANES);
        scratch.best.resize(tiles.len() * TILE * stride);
        for panel in 0..stride / LANES * self.pieces {
            let products = scratch.products.as_mut_slice();
            for (point, products) in products.chunks_exact_mut(tiles.len() * LANES).enumerate() {
                let weights = &self.weights.as_slice()[(panel * POINTS + point) * panel_size..][..panel_size];
                let sums = &scratch.sums.as_slice()[point * plane..][..plane];
                multiply(level, sums, stride, weights, products);
            }
            let bias = &self.bias.as_slice()[panel * LANES..][..LANES];
            let (column, first) = (panel / self.pieces * LANES, panel % self.pieces == 0);
            let best = &mut scratch.best.as_mut_slice()[column..];
            transform_products(level, scratch.products.as_slice(), bias, first, best, stride);
        }
        let mut best = scratch.best.as_slice();
        // Tiles that follow each other are finished together.
        let mut tiles = tiles.iter().copied().peekable();
        while let Some(first) = tiles.next() {
            let mut end = first + TILE;
            while tiles.next_if_eq(&end).is_some() {
                end += TILE;
            }
            let (range, of_best) = (first * stride..end * stride, &best[..(end - first) * stride]);
            add_normed(level, of_best, &self.norm, &rows[range.clone()], &mut out[range]);
            best = &best[(end - first) * stride..];
        }
    }
}

/// The weights for each point, from those for the row before, the row itself and the row after.
fn transform_weights([before, here, after]: [f64; 3]) -> [f64; POINTS] {
    [
        before / 4.0,
        -(before + here + after) / 6.0,
        -(before - here + after) / 6.0,
        (before + 2.0 * here + 4.0 * after) / 24.0,
        (before - 2.0 * here + 4.0 * after) / 24.0,
        after,
    ]
}

/// Writes to `out` the products of rows (`stride` apart) and a panel of weights, [`LANES`] numbers for each row.
fn multiply(level: Level, rows: &[f32], stride: usize, weights: &[f32], out: &mut [f32]) {
    assert!(weights.len() == stride * LANES && out.len() * stride == rows.len() * LANES, "sizes fit");
    match level {
        Level::Portable => portable::multiply(rows, stride, weights, out),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(avx2) => avx2.multiply(rows, stride, weights, out),
        #[cfg(target_arch = "x86_64")]
        Level::Avx512(avx512) => avx512.multiply(rows, stride, weights, out),
    }
}

fn transform_inputs(level: Level, rows: &[f32], stride: usize, out: &mut [f32], plane: usize) {
    match level {
        Level::Portable => portable::transform_inputs(rows, stride, out, plane),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(avx2) => avx2.transform_inputs(rows, stride, out, plane),
        #[cfg(target_arch = "x86_64")]
        Level::Avx512(avx512) => avx512.transform_inputs(rows, stride, out, plane),
    }
}

fn transform_products(level: Level, products: &[f32], bias: &[f32], first: bool, out: &mut [f32], width: usize) {
    match level {
        Level::Portable => portable::transform_products(products, bias, first, out, width),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(avx2) => avx2.transform_products(products, bias, first, out, width),
        #[cfg(target_arch = "x86_64")]
        Level::Avx512(avx512) => avx512.transform_products(products, bias, first, out, width),
    }
}
