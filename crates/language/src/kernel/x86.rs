//! The arithmetic with the vector instructions of x86-64 processors: AVX2 with FMA, and AVX-512.
//!
//! Only multiplying rows by panels of weights is written by hand; the rest is the portable code compiled again with
//! these instructions.

// A value of `Avx2` or `Avx512` is the proof that its methods may run.
#![allow(clippy::unused_self)]

use std::arch::x86_64::{
    __m256, __m512, _MM_HINT_T0, _mm_prefetch, _mm256_broadcast_ss, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_max_ps,
    _mm256_setzero_ps, _mm256_storeu_ps, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_max_ps, _mm512_set1_ps,
    _mm512_setzero_ps, _mm512_storeu_ps,
};

use super::{LANES, Norm, Packed, Rows, portable};

/// See [`super::prefetch`].
pub(super) fn prefetch(numbers: &[f32]) {
    for line in numbers.chunks(LANES) {
        // SAFETY: every x86-64 processor has the instruction, which reads nothing.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) }
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

/// A bias of zeros.
static NO_BIAS: [f32; LANES] = [0.0; LANES];

/// Many outputs of one row: `PANELS` panels of weights that follow each other.
struct Row {
    numbers: *const f32,
    inputs: usize,
    weights: *const f32,
    bias: *const f32,
    out: *mut f32,
}

/// Defines a level: its type, the instructions it needs, and what is the same for all of them.
macro_rules! level {
    ($name:ident, $says:literal, $($feature:tt),+; $all:literal; tile $tile:literal, row $row:literal) => {
        #[doc = $says]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) struct $name(());

        impl $name {
            /// Rows that are multiplied together; their sums stay in registers.
            const TILE: usize = $tile;
            /// Rows over which a panel of weights is used while it lies in the nearest cache.
            const BLOCK: usize = 48;
            /// Panels that one row is multiplied by at once.
            const PANELS: usize = $row;

            /// If the processor has the instructions.
            pub(super) fn detect() -> Option<Self> {
                ($(is_x86_feature_detected!($feature))&&+).then_some(Self(()))
            }

            /// See [`super::maxout`].
            pub(super) fn maxout(self, rows: Rows, count: usize, packed: &Packed, out: &mut [f32]) {
                let (width, inputs, pieces) = (packed.out_width(), packed.inputs(), packed.pieces());
                if count == 1 && pieces == 1 {
                    return self.affine_row(&rows.numbers[rows.first..][..inputs], packed, out);
                }
                assert!(count == 0 || rows.first + (count - 1) * rows.stride + inputs <= rows.numbers.len());
                assert!(out.len() >= count * width);
                for block in (0..count).step_by(Self::BLOCK) {
                    for panel in 0..packed.panels() {
                        let (weights, bias) = packed.panel(panel);
                        let (column, first_piece) = (panel / pieces * LANES, panel % pieces == 0);
                        for row in (block..count.min(block + Self::BLOCK)).step_by(Self::TILE) {
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
                            // SAFETY: `self` shows that the processor has the instructions. By the assertions the
                            // `count - row` rows from `row` on lie in `rows.numbers` and in `out`; a panel has
                            // `inputs * LANES` weights and a bias for each lane.
                            unsafe { tile.$name(count - row) }
                        }
                    }
                }
            }

            /// One row through all panels.
            fn affine_row(self, row: &[f32], packed: &Packed, out: &mut [f32]) {
                assert!(out.len() >= packed.out_width() && row.len() == packed.inputs());
                for panel in (0..packed.panels()).step_by(Self::PANELS) {
                    let (weights, bias) = packed.panel(panel);
                    let row = Row {
                        numbers: row.as_ptr(),
                        inputs: row.len(),
                        weights: weights.as_ptr(),
                        bias: bias.as_ptr(),
                        out: out[panel * LANES..].as_mut_ptr(),
                    };
                    // SAFETY: `self` shows that the processor has the instructions; the panels from `panel` to the
                    // last lie back to back, with their biases, and `out` has room for all of them.
                    unsafe { row.$name(packed.panels() - panel) }
                }
            }

            /// See [`super::window::multiply`].
            pub(super) fn multiply(self, rows: &[f32], stride: usize, weights: &[f32], out: &mut [f32]) {
                let count = out.len() / LANES;
                assert!(rows.len() >= count * stride && weights.len() >= stride * LANES);
                for row in (0..count).step_by(Self::TILE) {
                    let tile = Tile {
                        rows: rows[row * stride..].as_ptr(),
                        stride,
                        inputs: stride,
                        weights: weights.as_ptr(),
                        bias: NO_BIAS.as_ptr(),
                        out: out[row * LANES..].as_mut_ptr(),
                        width: LANES,
                        first_piece: true,
                    };
                    // SAFETY: `self` shows that the processor has the instructions. By the assertion the
                    // `count - row` rows from `row` on lie in `rows`, and `weights` is a panel; `out` has `count` rows.
                    unsafe { tile.$name(count - row) }
                }
            }

            /// See [`super::add_normed`].
            pub(super) fn add_normed(self, rows: &[f32], norm: &Norm, onto: &[f32], out: &mut [f32]) {
                #[target_feature(enable = $all)]
                fn run(rows: &[f32], norm: &Norm, onto: &[f32], out: &mut [f32]) {
                    portable::add_normed(rows, norm, onto, out);
                }
                // SAFETY: `self` shows that the processor has the instructions.
                unsafe { run(rows, norm, onto, out) }
            }

            /// See [`super::sum_maxout`].
            pub(super) fn sum_maxout(self, table: &[f32], starts: &[usize], bias: &[f32], out: &mut [f32]) {
                #[target_feature(enable = $all)]
                fn run(table: &[f32], starts: &[usize], bias: &[f32], out: &mut [f32]) {
                    portable::sum_maxout(table, starts, bias, out);
                }
                // SAFETY: `self` shows that the processor has the instructions.
                unsafe { run(table, starts, bias, out) }
            }

            /// See [`super::window`].
            pub(super) fn transform_inputs(self, rows: &[f32], stride: usize, out: &mut [f32], plane: usize) {
                #[target_feature(enable = $all)]
                fn run(rows: &[f32], stride: usize, out: &mut [f32], plane: usize) {
                    portable::transform_inputs(rows, stride, out, plane);
                }
                // SAFETY: `self` shows that the processor has the instructions.
                unsafe { run(rows, stride, out, plane) }
            }

            /// See [`super::window`].
            pub(super) fn transform_products(
                self,
                products: &[f32],
                bias: &[f32],
                first: bool,
                out: &mut [f32],
                width: usize,
            ) {
                #[target_feature(enable = $all)]
                fn run(products: &[f32], bias: &[f32], first: bool, out: &mut [f32], width: usize) {
                    portable::transform_products(products, bias, first, out, width);
                }
                // SAFETY: `self` shows that the processor has the instructions.
                unsafe { run(products, bias, first, out, width) }
            }
        }
    };
}

level!(Avx2, "Shows that the processor has AVX2 and FMA.", "avx2", "fma"; "avx2,fma"; tile 6, row 6);
level!(Avx512, "Shows that the processor has AVX-512.", "avx512f", "avx2", "fma"; "avx512f,avx2,fma"; tile 12, row 12);

/// Runs `$run` with the constant that equals `$count`, at most the last one.
macro_rules! with_constant {
    ($count:expr, $this:ident . $run:ident, $($number:literal)+, $most:literal) => {
        // SAFETY: as for the caller.
        unsafe { match $count { $($number => $this.$run::<$number>(),)+ _ => $this.$run::<$most>() } }
    };
}

// Called as methods of one name by `level!`.
#[allow(non_snake_case)]
impl Tile {
    /// SAFETY: the processor has AVX2 and FMA; `count` rows, or [`Avx2::TILE`] if that is less, of `inputs` numbers
    /// lie at `rows`, `stride` apart; as many of [`LANES`] numbers lie at `out`, `width` apart; `weights` has
    /// `inputs * LANES` numbers, `bias` [`LANES`].
    unsafe fn Avx2(&self, count: usize) {
        with_constant!(count, self.avx2, 1 2 3 4 5, 6);
    }

    /// SAFETY: the same with AVX-512 and [`Avx512::TILE`].
    unsafe fn Avx512(&self, count: usize) {
        with_constant!(count, self.avx512, 1 2 3 4 5 6 7 8 9 10 11, 12);
    }

    /// SAFETY: see [`Tile::Avx2`], for `R` rows.
    #[target_feature(enable = "avx2,fma")]
    unsafe fn avx2<const R: usize>(&self) {
        const HALF: usize = LANES / 2;
        // SAFETY: see above; all offsets stay within those sizes.
        unsafe {
            let bias = [_mm256_loadu_ps(self.bias), _mm256_loadu_ps(self.bias.add(HALF))];
            let mut sums: [[__m256; 2]; R] = [bias; R];
            for input in 0..self.inputs {
                let weights = self.weights.add(input * LANES);
                let (low, high) = (_mm256_loadu_ps(weights), _mm256_loadu_ps(weights.add(HALF)));
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
                    high = _mm256_max_ps(high, _mm256_loadu_ps(out.add(HALF)));
                }
                _mm256_storeu_ps(out, low);
                _mm256_storeu_ps(out.add(HALF), high);
            }
        }
    }

    /// SAFETY: see [`Tile::Avx512`], for `R` rows.
    #[target_feature(enable = "avx512f")]
    unsafe fn avx512<const R: usize>(&self) {
        // SAFETY: see above; all offsets stay within those sizes.
        unsafe {
            let mut sums: [__m512; R] = [_mm512_loadu_ps(self.bias); R];
            for input in 0..self.inputs {
                let weights = _mm512_loadu_ps(self.weights.add(input * LANES));
                for (row, sum) in sums.iter_mut().enumerate() {
                    let number = _mm512_set1_ps(*self.rows.add(row * self.stride + input));
                    *sum = _mm512_fmadd_ps(number, weights, *sum);
                }
            }
            for (row, &sum) in sums.iter().enumerate() {
                let out = self.out.add(row * self.width);
                let best = if self.first_piece { sum } else { _mm512_max_ps(sum, _mm512_loadu_ps(out)) };
                _mm512_storeu_ps(out, best);
            }
        }
    }
}

#[allow(non_snake_case)]
impl Row {
    /// SAFETY: the processor has AVX2 and FMA; there are `inputs` `numbers`; `count` panels, or [`Avx2::PANELS`] if
    /// that is less, of `inputs * LANES` numbers lie at `weights`, as many of [`LANES`] at `bias` and at `out`.
    unsafe fn Avx2(&self, count: usize) {
        with_constant!(count, self.avx2, 1 2 3 4 5, 6);
    }

    /// SAFETY: the same with AVX-512 and [`Avx512::PANELS`].
    unsafe fn Avx512(&self, count: usize) {
        with_constant!(count, self.avx512, 1 2 3 4 5 6 7 8 9 10 11, 12);
    }

    /// SAFETY: see [`Row::Avx2`], for `P` panels.
    #[target_feature(enable = "avx2,fma")]
    unsafe fn avx2<const P: usize>(&self) {
        const HALF: usize = LANES / 2;
        // SAFETY: see above; all offsets stay within those sizes.
        unsafe {
            let mut sums = [[_mm256_setzero_ps(); 2]; P];
            for (panel, sum) in sums.iter_mut().enumerate() {
                let bias = self.bias.add(panel * LANES);
                *sum = [_mm256_loadu_ps(bias), _mm256_loadu_ps(bias.add(HALF))];
            }
            for input in 0..self.inputs {
                let number = _mm256_broadcast_ss(&*self.numbers.add(input));
                for (panel, sum) in sums.iter_mut().enumerate() {
                    let weights = self.weights.add((panel * self.inputs + input) * LANES);
                    sum[0] = _mm256_fmadd_ps(number, _mm256_loadu_ps(weights), sum[0]);
                    sum[1] = _mm256_fmadd_ps(number, _mm256_loadu_ps(weights.add(HALF)), sum[1]);
                }
            }
            for (panel, sum) in sums.iter().enumerate() {
                _mm256_storeu_ps(self.out.add(panel * LANES), sum[0]);
                _mm256_storeu_ps(self.out.add(panel * LANES + HALF), sum[1]);
            }
        }
    }

    /// SAFETY: see [`Row::Avx512`], for `P` panels.
    #[target_feature(enable = "avx512f")]
    unsafe fn avx512<const P: usize>(&self) {
        // SAFETY: see above; all offsets stay within those sizes.
        unsafe {
            let mut sums = [_mm512_setzero_ps(); P];
            for (panel, sum) in sums.iter_mut().enumerate() {
                *sum = _mm512_loadu_ps(self.bias.add(panel * LANES));
            }
            for input in 0..self.inputs {
                let number = _mm512_set1_ps(*self.numbers.add(input));
                for (panel, sum) in sums.iter_mut().enumerate() {
                    let weights = self.weights.add((panel * self.inputs + input) * LANES);
                    *sum = _mm512_fmadd_ps(number, _mm512_loadu_ps(weights), *sum);
                }
            }
            for (panel, &sum) in sums.iter().enumerate() {
                _mm512_storeu_ps(self.out.add(panel * LANES), sum);
            }
        }
    }
}
