//! The arithmetic in plain loops over arrays of [`LANES`], which compilers turn into the vectors of any processor.

// What the faster levels compile again with their own instructions must become part of them.
#![allow(clippy::inline_always)]

use super::{LANES, Norm, Packed, Rows};

/// See [`super::maxout`].
pub(super) fn maxout(rows: Rows, count: usize, packed: &Packed, out: &mut [f32]) {
    let (width, pieces) = (packed.out_width(), packed.pieces());
    for panel in 0..packed.panels() {
        let (weights, bias) = packed.panel(panel);
        let column = panel / pieces * LANES;
        for row in 0..count {
            let input = &rows.numbers[rows.first + row * rows.stride..][..packed.inputs()];
            let mut sum = [0.0; LANES];
            sum.copy_from_slice(bias);
            add_products(input, weights, &mut sum);
            let out = &mut out[row * width + column..][..LANES];
            for (out, sum) in out.iter_mut().zip(sum) {
                *out = if panel % pieces == 0 { sum } else { out.max(sum) };
            }
        }
    }
}

/// See [`super::window::multiply`].
pub(super) fn multiply(rows: &[f32], stride: usize, weights: &[f32], out: &mut [f32]) {
    for (row, out) in rows.chunks_exact(stride).zip(out.chunks_exact_mut(LANES)) {
        let mut sum = [0.0; LANES];
        add_products(row, weights, &mut sum);
        out.copy_from_slice(&sum);
    }
}

fn add_products(row: &[f32], weights: &[f32], sum: &mut [f32; LANES]) {
    for (&number, weights) in row.iter().zip(weights.chunks_exact(LANES)) {
        for (sum, &weight) in sum.iter_mut().zip(weights) {
            *sum += number * weight;
        }
    }
}

/// See [`super::add_normed`].
#[inline(always)]
pub(super) fn add_normed(rows: &[f32], norm: &Norm, onto: &[f32], out: &mut [f32]) {
    let stride = norm.gain.as_slice().len();
    let count = norm.width as f32;
    let rows = rows.chunks_exact(stride).zip(onto.chunks_exact(stride));
    for ((row, onto), out) in rows.zip(out.chunks_exact_mut(stride)) {
        // Padding is zero and adds nothing here; below it counts as far from the mean and is left out.
        let mean = add_up(row, |number| number) / count;
        let padding = (stride - norm.width) as f32 * mean * mean;
        let variance = (add_up(row, |number| (number - mean) * (number - mean)) - padding) / count;
        let scale = 1.0 / (variance + 1e-8).sqrt();
        let gains = norm.gain.as_slice().iter().zip(norm.bias.as_slice());
        for (((out, &onto), &number), (&gain, &bias)) in out.iter_mut().zip(onto).zip(row).zip(gains) {
            *out = onto + ((number - mean) * scale * gain + bias);
        }
    }
}

/// The sum of `of` each number, in [`LANES`] partial sums.
#[inline(always)]
fn add_up(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0.0; LANES];
    for numbers in row.chunks_exact(LANES) {
        for (sum, &number) in sums.iter_mut().zip(numbers) {
            *sum += of(number);
        }
    }
    add_lanes(&sums)
}

/// The sum of all lanes. A function of its own, because compilers otherwise cut the loops before it into pieces of its
/// shape, not into whole vectors.
#[inline(never)]
fn add_lanes(sums: &[f32; LANES]) -> f32 {
    let mut sums = *sums;
    let mut width = LANES;
    while width > 1 {
        width /= 2;
        for lane in 0..width {
            sums[lane] += sums[lane + width];
        }
    }
    sums[0]
}

/// See [`super::sum_maxout`].
#[inline(always)]
pub(super) fn sum_maxout(table: &[f32], starts: &[usize], bias: &[f32], out: &mut [f32]) {
    let width = out.len();
    let (whole, rest) = (width / LANES * LANES, width % LANES);
    for at in (0..whole).step_by(LANES) {
        let mut best = [f32::NEG_INFINITY; LANES];
        for piece in (0..bias.len()).step_by(width) {
            let mut sum = [0.0; LANES];
            for &start in starts {
                for (sum, &number) in sum.iter_mut().zip(&table[start + piece + at..][..LANES]) {
                    *sum += number;
                }
            }
            for ((best, sum), &bias) in best.iter_mut().zip(sum).zip(&bias[piece + at..][..LANES]) {
                let sum = sum + bias;
                *best = if sum > *best { sum } else { *best };
            }
        }
        out[at..at + LANES].copy_from_slice(&best);
    }
    for at in whole..whole + rest {
        let sum = |piece: usize| starts.iter().map(|start| table[start + piece + at]).sum::<f32>() + bias[piece + at];
        out[at] = (0..bias.len()).step_by(width).map(sum).fold(f32::NEG_INFINITY, f32::max);
    }
}

/// See [`super::window`]: the six sums of six rows of inputs that its products are taken of.
#[inline(always)]
pub(super) fn transform_inputs(rows: &[f32], stride: usize, out: &mut [f32], plane: usize) {
    for at in (0..stride).step_by(LANES) {
        let mut row = [[0.0; LANES]; 6];
        for (number, row) in row.iter_mut().enumerate() {
            row.copy_from_slice(&rows[number * stride + at..][..LANES]);
        }
        let mut sums = [[0.0; LANES]; 6];
        for lane in 0..LANES {
            let row = [0, 1, 2, 3, 4, 5].map(|number: usize| row[number][lane]);
            let (even, odd) = (row[4] - 4.0 * row[2], row[3] - 4.0 * row[1]);
            let (near_even, near_odd) = (row[4] - row[2], 2.0 * (row[3] - row[1]));
            sums[0][lane] = 4.0 * row[0] + (row[4] - 5.0 * row[2]);
            sums[1][lane] = even + odd;
            sums[2][lane] = even - odd;
            sums[3][lane] = near_even + near_odd;
            sums[4][lane] = near_even - near_odd;
            sums[5][lane] = 4.0 * row[1] + (row[5] - 5.0 * row[3]);
        }
        for (number, sums) in sums.iter().enumerate() {
            out[number * plane + at..][..LANES].copy_from_slice(sums);
        }
    }
}

/// See [`super::window`]: four rows of outputs from six products; the greater of each and what is there, unless
/// `first`.
#[inline(always)]
pub(super) fn transform_products(products: &[f32], bias: &[f32], first: bool, out: &mut [f32], width: usize) {
    let plane = products.len() / 6;
    for tile in 0..plane / LANES {
        let mut product = [[0.0; LANES]; 6];
        for (number, product) in product.iter_mut().enumerate() {
            product.copy_from_slice(&products[number * plane + tile * LANES..][..LANES]);
        }
        let mut sums = [[0.0; LANES]; 4];
        for lane in 0..LANES {
            let at = [0, 1, 2, 3, 4, 5].map(|number: usize| product[number][lane]);
            let (near_even, near_odd, far_even, far_odd) = (at[1] + at[2], at[1] - at[2], at[3] + at[4], at[3] - at[4]);
            sums[0][lane] = at[0] + near_even + far_even + bias[lane];
            sums[1][lane] = near_odd + 2.0 * far_odd + bias[lane];
            sums[2][lane] = near_even + 4.0 * far_even + bias[lane];
            sums[3][lane] = near_odd + 8.0 * far_odd + at[5] + bias[lane];
        }
        for (number, sums) in sums.iter().enumerate() {
            let out = &mut out[(tile * 4 + number) * width..][..LANES];
            for (out, &sum) in out.iter_mut().zip(sums) {
                *out = if first || sum > *out { sum } else { *out };
            }
        }
    }
}
