//! The arithmetic with AVX2 and FMA.

// A value of `Avx2` is the proof that its methods may run.
#![allow(clippy::unused_self)]

use std::arch::x86_64::{
    __m256, _mm256_broadcast_ss, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_max_ps, _mm256_storeu_ps,
};

use super::{LANES, Norm, Packed, Rows, portable};

/// Shows that the processor has AVX2 and FMA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Avx2(());

/// Rows that are computed together: their 6 × 16 sums fill 12 of the 16 registers.
const TILE: usize = 6;
/// Rows over which a panel of weights is used while it lies in the nearest cache.
const BLOCK: usize = 8 * TILE;

impl Avx2 {
    /// If the processor has them.
    pub(super) fn detect() -> Option<Self> {
        (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")).then_some(Self(()))
    }

    /// See [`super::maxout`], which has checked the bounds.
    pub(super) fn maxout(self, rows: Rows, count: usize, packed: &Packed, out: &mut [f32]) {
        let (width, inputs) = (packed.out_width(), packed.inputs);
        assert!(rows.first + (count - 1) * rows.stride + inputs <= rows.numbers.len() && out.len() >= count * width);
        for block in (0..count).step_by(BLOCK) {
            for panel in 0..width / LANES * packed.pieces {
                let weights = &packed.weights.as_slice()[panel * inputs * LANES..][..inputs * LANES];
                let bias = &packed.bias.as_slice()[panel * LANES..][..LANES];
                let (column, first_piece) = (panel / packed.pieces * LANES, panel % packed.pieces == 0);
                for row in (block..count.min(block + BLOCK)).step_by(TILE) {
                    let tile = Tile {
                        rows: rows.numbers[rows.first + row * rows.stride..].as_ptr(),
                        stride: rows.stride,
                        inputs,
                        weights: weights.as_ptr(),
                        bias: bias.as_ptr(),
                        out: out[row * width + column..].as_mut_ptr(),
                        width,
                        first_piece,
                    };
                    // SAFETY: `self` shows that the processor has the instructions. Of the `count - row` rows from
                    // `row` on, at most the function's `R` are touched, and by the assertion all of them lie in
                    // `rows.numbers` and in `out`; weights and bias have just been cut to the panel's size.
                    unsafe {
                        match count - row {
                            1 => tile.run::<1>(),
                            2 => tile.run::<2>(),
                            3 => tile.run::<3>(),
                            4 => tile.run::<4>(),
                            5 => tile.run::<5>(),
                            _ => tile.run::<TILE>(),
                        }
                    }
                }
            }
        }
    }

    /// See [`super::add_normed`].
    pub(super) fn add_normed(self, rows: &[f32], norm: &Norm, sum: &mut [f32]) {
        #[target_feature(enable = "avx2,fma")]
        fn run(rows: &[f32], norm: &Norm, sum: &mut [f32]) {
            portable::add_normed(rows, norm, sum);
        }
        // SAFETY: `self` shows that the processor has the instructions.
        unsafe { run(rows, norm, sum) }
    }

    /// See [`super::sum_maxout`].
    pub(super) fn sum_maxout(self, table: &[f32], features: &[usize], bias: &[f32], hidden: &mut [f32]) {
        #[target_feature(enable = "avx2,fma")]
        fn run(table: &[f32], features: &[usize], bias: &[f32], hidden: &mut [f32]) {
            portable::sum_maxout(table, features, bias, hidden);
        }
        // SAFETY: `self` shows that the processor has the instructions.
        unsafe { run(table, features, bias, hidden) }
    }
}

/// One panel of weights against a few rows.
struct Tile {
    rows: *const f32,
    stride: usize,
    inputs: usize,
    weights: *const f32,
    bias: *const f32,
    out: *mut f32,
    width: usize,
    /// Whether the output holds nothing yet that the sums could be less than.
    first_piece: bool,
}

impl Tile {
    /// SAFETY: the processor has AVX2 and FMA; `R` rows of `inputs` numbers lie at `rows`, `stride` apart; `R` rows
    /// of [`LANES`] numbers lie at `out`, `width` apart; `weights` has `inputs * LANES` numbers, `bias` [`LANES`].
    #[target_feature(enable = "avx2,fma")]
    unsafe fn run<const R: usize>(&self) {
        let half = LANES / 2;
        // SAFETY: see above; all offsets stay within those sizes.
        unsafe {
            let bias = [_mm256_loadu_ps(self.bias), _mm256_loadu_ps(self.bias.add(half))];
            let mut sums: [[__m256; 2]; R] = [bias; R];
            for input in 0..self.inputs {
                let weights = self.weights.add(input * LANES);
                let (low, high) = (_mm256_loadu_ps(weights), _mm256_loadu_ps(weights.add(half)));
                for (row, sum) in sums.iter_mut().enumerate() {
                    let number = _mm256_broadcast_ss(&*self.rows.add(row * self.stride + input));
                    sum[0] = _mm256_fmadd_ps(number, low, sum[0]);
                    sum[1] = _mm256_fmadd_ps(number, high, sum[1]);
                }
            }
            for (row, sum) in sums.iter().enumerate() {
                let out = self.out.add(row * self.width);
                let (mut low, mut high) = (sum[0], sum[1]);
                if !self.first_piece {
                    low = _mm256_max_ps(low, _mm256_loadu_ps(out));
                    high = _mm256_max_ps(high, _mm256_loadu_ps(out.add(half)));
                }
                _mm256_storeu_ps(out, low);
                _mm256_storeu_ps(out.add(half), high);
            }
        }
    }
}
