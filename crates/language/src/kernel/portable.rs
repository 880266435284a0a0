//! The arithmetic in plain loops over arrays of [`LANES`], which compilers turn into the vectors of any processor.

// What the faster levels compile again with their own instructions must become part of them.
#![allow(clippy::inline_always)]

use super::{LANES, Norm, Packed, Rows};

/// See [`super::maxout`].
pub(super) fn maxout(rows: Rows, count: usize, packed: &Packed, out: &mut [f32]) {
    let width = packed.out_width();
    let (weights, bias) = (packed.weights.as_slice(), packed.bias.as_slice());
    for row in 0..count {
        let from = rows.first + row * rows.stride;
        let input = &rows.numbers[from..from + packed.inputs];
        for block in 0..width / LANES {
            let mut best = [f32::NEG_INFINITY; LANES];
            for panel in block * packed.pieces..(block + 1) * packed.pieces {
                let mut sum = [0.0; LANES];
                sum.copy_from_slice(&bias[panel * LANES..][..LANES]);
                let panel = &weights[panel * packed.inputs * LANES..][..packed.inputs * LANES];
                for (&number, weights) in input.iter().zip(panel.chunks_exact(LANES)) {
                    for (sum, &weight) in sum.iter_mut().zip(weights) {
                        *sum += number * weight;
                    }
                }
                for (best, sum) in best.iter_mut().zip(sum) {
                    *best = best.max(sum);
                }
            }
            out[row * width + block * LANES..][..LANES].copy_from_slice(&best);
        }
    }
}

/// See [`super::add_normed`].
#[inline(always)]
pub(super) fn add_normed(rows: &[f32], norm: &Norm, sum: &mut [f32]) {
    let stride = norm.gain.as_slice().len();
    let count = norm.width as f32;
    for (row, sum) in rows.chunks_exact(stride).zip(sum.chunks_exact_mut(stride)) {
        // Padding is zero and adds nothing here; below it counts as far from the mean and is left out.
        let mean = add_up(row, |number| number) / count;
        let padding = (stride - norm.width) as f32 * mean * mean;
        let variance = (add_up(row, |number| (number - mean) * (number - mean)) - padding) / count;
        let scale = 1.0 / (variance + 1e-8).sqrt();
        let gains = norm.gain.as_slice().iter().zip(norm.bias.as_slice());
        for ((sum, &number), (&gain, &bias)) in sum.iter_mut().zip(row).zip(gains) {
            *sum += (number - mean) * scale * gain + bias;
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
    sums.iter().sum()
}

/// See [`super::sum_maxout`].
#[inline(always)]
pub(super) fn sum_maxout(table: &[f32], features: &[usize], bias: &[f32], hidden: &mut [f32]) {
    let width = hidden.len();
    hidden.fill(f32::NEG_INFINITY);
    for (piece, bias) in bias.chunks_exact(width).enumerate() {
        let mut at = 0;
        while at < width {
            let lanes = LANES.min(width - at);
            let mut sum = [0.0; LANES];
            for &feature in features {
                let row = &table[feature + piece * width + at..][..lanes];
                for (sum, &number) in sum.iter_mut().zip(row) {
                    *sum += number;
                }
            }
            for ((hidden, sum), &bias) in hidden[at..at + lanes].iter_mut().zip(sum).zip(&bias[at..]) {
                *hidden = hidden.max(sum + bias);
            }
            at += lanes;
        }
    }
}
