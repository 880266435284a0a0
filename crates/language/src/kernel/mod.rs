//! The arithmetic of the network: affine maps with maxout over packed weights, windows over neighbouring rows, layer
//! norms, sums of rows.
//!
//! Every function gives each row the same result whatever other rows stand beside it, so that how texts are
//! batched never shows. [`Level::Portable`] is plain code for any processor and the twin that tests hold the
//! faster levels to; they differ from it by rounding only.

mod buffer;
mod packed;
mod portable;
mod window;
#[cfg(target_arch = "x86_64")]
mod x86;

#[cfg(test)]
mod tests;

pub(crate) use buffer::Buffer;
pub(crate) use packed::{Packed, Sizes};
pub(crate) use window::{TILE, Tiles, Window, WindowScratch};

/// Outputs that are computed together: the width of a panel of packed weights, and what rows are padded to.
pub const LANES: usize = 16;

/// `count` rounded up to whole panels.
pub fn padded(count: usize) -> usize {
    count.next_multiple_of(LANES)
}

/// The instructions that are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// Those of any processor.
    Portable,
    /// AVX2 and FMA.
    #[cfg(target_arch = "x86_64")]
    Avx2(x86::Avx2),
    /// AVX-512.
    #[cfg(target_arch = "x86_64")]
    Avx512(x86::Avx512),
}

impl Level {
    /// The best that this processor has.
    pub(crate) fn detect() -> Self {
        Self::all().last().unwrap_or(Self::Portable)
    }

    /// All that this processor has, the best one last.
    pub(crate) fn all() -> impl DoubleEndedIterator<Item = Self> {
        let mut levels = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            levels.extend(x86::Avx2::detect().map(Self::Avx2));
            levels.extend(x86::Avx512::detect().map(Self::Avx512));
        }
        levels.into_iter()
    }
}

/// Rows in memory: the first starts at number `first` of `numbers`, each next one `stride` further on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows<'n> {
    /// The memory.
    pub(crate) numbers: &'n [f32],
    /// Where the first row starts.
    pub(crate) first: usize,
    /// From one row to the next.
    pub(crate) stride: usize,
}

impl Rows<'_> {
    /// Asserts that `count` rows of `width` numbers lie in memory.
    fn check(&self, count: usize, width: usize) {
        let last = self.first + count.saturating_sub(1) * self.stride;
        assert!(count == 0 || last + width <= self.numbers.len(), "the rows lie in memory");
    }
}

/// Writes to `out`, for each of `count` rows, `max over pieces (weights · row + bias)`; rows of `out` follow each
/// other at [`Packed::out_width`].
///
/// # Panics
/// If the rows reach beyond their memory, or `out` is too short.
pub(crate) fn maxout(level: Level, rows: Rows, count: usize, packed: &Packed, out: &mut [f32]) {
    rows.check(count, packed.inputs());
    let width = packed.out_width();
    let out = &mut out[..count * width];
    match level {
        Level::Portable => portable::maxout(rows, count, packed, out),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(avx2) => avx2.maxout(rows, count, packed, out),
        #[cfg(target_arch = "x86_64")]
        Level::Avx512(avx512) => avx512.maxout(rows, count, packed, out),
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

/// Writes to `out` the rows of `onto` plus the normed rows of `rows`; all three lie back to back, padded to whole
/// panels.
///
/// # Panics
/// If they are not of one size.
pub(crate) fn add_normed(level: Level, rows: &[f32], norm: &Norm, onto: &[f32], out: &mut [f32]) {
    assert!(rows.len() == onto.len() && rows.len() == out.len(), "rows and sums are of one size");
    match level {
        Level::Portable => portable::add_normed(rows, norm, onto, out),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(avx2) => avx2.add_normed(rows, norm, onto, out),
        #[cfg(target_arch = "x86_64")]
        Level::Avx512(avx512) => avx512.add_normed(rows, norm, onto, out),
    }
}

/// Writes to `out`, for each output, the greatest of its pieces in `bias + the sum of rows`: `starts` are the places
/// at which rows of `table` start, each `[piece][output]`.
///
/// # Panics
/// If a row reaches beyond the table, or `bias` is not one row long.
pub(crate) fn sum_maxout(level: Level, table: &[f32], starts: &[usize], bias: &[f32], out: &mut [f32]) {
    assert!(bias.len().is_multiple_of(out.len()), "there is a bias for each piece of each output");
    assert!(starts.iter().all(|&at| at + bias.len() <= table.len()), "the rows lie in the table");
    match level {
        Level::Portable => portable::sum_maxout(table, starts, bias, out),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(avx2) => avx2.sum_maxout(table, starts, bias, out),
        #[cfg(target_arch = "x86_64")]
        Level::Avx512(avx512) => avx512.sum_maxout(table, starts, bias, out),
    }
}

/// Asks for `numbers`, which will be read soon, so that they are near by then.
pub(crate) fn prefetch(level: Level, numbers: &[f32]) {
    match level {
        Level::Portable => {}
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(_) | Level::Avx512(_) => x86::prefetch(numbers),
    }
}
