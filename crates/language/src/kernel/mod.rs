//! The arithmetic of the network: affine maps with maxout over packed weights, layer norms, sums of rows.
//!
//! Every function gives each row the same result whatever other rows stand beside it, so that how texts are
//! batched never shows. [`Level::Portable`] is plain code for any processor and the twin that tests hold the
//! faster levels to; they differ from it by rounding only.

mod buffer;
mod portable;
#[cfg(target_arch = "x86_64")]
mod x86;

#[cfg(test)]
mod tests;

pub(crate) use buffer::Buffer;

/// Outputs that are computed together: the width of a panel of [`Packed`] weights, and what rows are padded to.
pub(crate) const LANES: usize = 16;

/// `count` rounded up to whole panels.
pub(crate) fn padded(count: usize) -> usize {
    count.next_multiple_of(LANES)
}

/// The instructions that are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// Those of any processor.
    Portable,
    /// AVX2 and FMA; made by [`Level::detect`] alone, where the processor has them.
    #[cfg(target_arch = "x86_64")]
    Avx2(x86::Avx2),
}

impl Level {
    /// The best that this processor has.
    pub(crate) fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(avx2) = x86::Avx2::detect() {
            return Self::Avx2(avx2);
        }
        Self::Portable
    }
}

/// The weights of an affine map with `pieces` values for each output, of which the greatest is taken.
#[derive(Debug)]
pub(crate) struct Packed {
    inputs: usize,
    outputs: usize,
    pieces: usize,
    /// `[panel of outputs][piece][input][lane]`.
    weights: Buffer,
    /// `[panel of outputs][piece][lane]`.
    bias: Buffer,
}

/// The sizes of the weights that [`Packed::new`] is given.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    /// Outputs.
    pub(crate) outputs: usize,
    /// Values for each output.
    pub(crate) pieces: usize,
    /// Rows that are read for one row of output (3 in a window of one to each side).
    pub(crate) rows: usize,
    /// Numbers of each of those rows.
    pub(crate) width: usize,
}

impl Packed {
    /// Packs `weights` (`[output][piece][row][number]`) and `bias` (`[output][piece]`; none for zeros). The rows
    /// they will be applied to are padded to whole panels.
    pub(crate) fn new(sizes: Sizes, weights: &[f32], bias: Option<&[f32]>) -> Self {
        let Sizes { outputs, pieces, rows, width } = sizes;
        let inputs = rows * padded(width);
        assert_eq!(weights.len(), outputs * pieces * rows * width, "the weights fit their sizes");
        let mut packed = Self {
            inputs,
            outputs,
            pieces,
            weights: Buffer::zeros(padded(outputs) * pieces * inputs),
            bias: Buffer::zeros(padded(outputs) * pieces),
        };
        for (output, of_output) in weights.chunks_exact(pieces * rows * width).enumerate() {
            for (piece, of_piece) in of_output.chunks_exact(rows * width).enumerate() {
                let panel = (output / LANES) * pieces + piece;
                let (lane, panel_weights) = (output % LANES, panel * inputs * LANES);
                for (row, of_row) in of_piece.chunks_exact(width).enumerate() {
                    for (number, &weight) in of_row.iter().enumerate() {
                        let input = row * padded(width) + number;
                        packed.weights.as_mut_slice()[panel_weights + input * LANES + lane] = weight;
                    }
                }
                let bias = bias.map_or(0.0, |bias| bias[output * pieces + piece]);
                packed.bias.as_mut_slice()[panel * LANES + lane] = bias;
            }
        }
        packed
    }

    /// Numbers in a row of output.
    pub(crate) fn out_width(&self) -> usize {
        padded(self.outputs)
    }
}

/// Rows in memory: the first starts at number `first` of `numbers`, each next one `stride` further on.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'n> {
    /// The memory.
    pub(crate) numbers: &'n [f32],
    /// Where the first row starts.
    pub(crate) first: usize,
    /// From one row to the next.
    pub(crate) stride: usize,
}

/// Writes to `out`, for each of `count` rows, `max over pieces (weights · row + bias)`; rows of `out` follow each
/// other at [`Packed::out_width`].
///
/// # Panics
/// If the rows reach beyond their memory.
pub(crate) fn maxout(level: Level, rows: Rows, count: usize, packed: &Packed, out: &mut [f32]) {
    if count == 0 {
        return;
    }
    assert!(rows.first + (count - 1) * rows.stride + packed.inputs <= rows.numbers.len(), "the rows lie in memory");
    assert!(out.len() >= count * packed.out_width(), "there is room for the output");
    match level {
        Level::Portable => portable::maxout(rows, count, packed, out),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(avx2) => avx2.maxout(rows, count, packed, out),
    }
}

/// A layer norm: each row is shifted and scaled to mean 0 and variance 1, then scaled by `gain` and shifted by
/// `bias`.
#[derive(Debug)]
pub(crate) struct Norm {
    width: usize,
    gain: Buffer,
    bias: Buffer,
}

impl Norm {
    /// One for rows of as many numbers as `gain` and `bias` have.
    pub(crate) fn new(gain: &[f32], bias: &[f32]) -> Self {
        let width = gain.len();
        let mut norm = Self { width, gain: Buffer::zeros(padded(width)), bias: Buffer::zeros(padded(width)) };
        norm.gain.as_mut_slice()[..width].copy_from_slice(gain);
        norm.bias.as_mut_slice()[..width].copy_from_slice(bias);
        norm
    }
}

/// Adds to each row of `sum` the normed row of `rows`; both lie back to back, padded to whole panels.
///
/// # Panics
/// If the two are not of one size.
pub(crate) fn add_normed(level: Level, rows: &[f32], norm: &Norm, sum: &mut [f32]) {
    assert_eq!(rows.len(), sum.len(), "the rows and the sums are of one size");
    match level {
        Level::Portable => portable::add_normed(rows, norm, sum),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(avx2) => avx2.add_normed(rows, norm, sum),
    }
}

/// Writes to `hidden`, for each output, the greatest of its pieces in `bias + the sum of rows`: `features` are the
/// numbers at which rows of `table` start, each `[piece][output]`.
///
/// # Panics
/// If a row reaches beyond the table.
pub(crate) fn sum_maxout(
    level: Level,
    table: &[f32],
    features: &[usize],
    bias: &[f32],
    pieces: usize,
    hidden: &mut [f32],
) {
    assert_eq!(bias.len(), hidden.len() * pieces, "there is a bias for each piece of each output");
    assert!(features.iter().all(|&at| at + bias.len() <= table.len()), "the rows lie in the table");
    match level {
        Level::Portable => portable::sum_maxout(table, features, bias, hidden),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(avx2) => avx2.sum_maxout(table, features, bias, hidden),
    }
}
