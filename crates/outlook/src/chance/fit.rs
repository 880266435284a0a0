//! A ridge regression for whether anything happens: complementary log-log link, fitted by Newton's method.
//!
//! With rate `exp(x·b + offset)` the chance of at least one event is `1 - exp(-rate)`: the link under which windows of
//! different length are the same process. The prior is normal, around given weights.

/// Rates are kept within these bounds of their logarithm, so that no row can dominate or overflow.
const LEAST_LOG: f64 = -10.0;
const MOST_LOG: f64 = 4.0;
const STEPS: usize = 25;

/// Rows to fit: features of equal length, whether it happened, and the logarithm of the rate expected beforehand.
pub(crate) struct Rows {
    /// Features a row.
    pub(crate) width: usize,
    /// All features, row after row.
    pub(crate) features: Vec<f64>,
    /// Whether it happened, a row each.
    pub(crate) happened: Vec<bool>,
    /// Logarithm of the expected rate, a row each.
    pub(crate) offset: Vec<f64>,
    /// What a row counts for: overlapping windows are not independent.
    pub(crate) weight: f64,
}

/// The chance of at least one event where the weighted features are `sum`.
pub(crate) fn chance(sum: f64) -> f64 {
    -(-sum.clamp(LEAST_LOG, MOST_LOG).exp()).exp_m1()
}

/// The weighted sum of `features`.
pub(crate) fn dot(features: &[f64], weights: &[f64]) -> f64 {
    features.iter().zip(weights).map(|(feature, weight)| feature * weight).sum()
}

/// How steeply the likelihood rises at `weights`, and how it bends: expected information, the lower half of a matrix.
pub(crate) fn shape(rows: &Rows, prior: &[f64], ridge: &[f64], weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let width = rows.width;
    let mut slope: Vec<f64> = (0..width).map(|i| ridge[i] * (prior[i] - weights[i])).collect();
    let mut curve = vec![0.0; width * width];
    for i in 0..width {
        curve[i * width + i] = ridge[i];
    }
    for (n, row) in rows.features.chunks_exact(width).enumerate() {
        let sum = (dot(row, weights) + rows.offset[n]).clamp(LEAST_LOG, MOST_LOG);
        let rate = sum.exp();
        let p = chance(sum);
        let miss = f64::from(u8::from(rows.happened[n])) - p;
        let push = rows.weight * miss * rate / p;
        let bend = rows.weight * rate * rate * (1.0 - p) / p;
        for i in 0..width {
            slope[i] += push * row[i];
            let bent = bend * row[i];
            for j in 0..=i {
                curve[i * width + j] += bent * row[j];
            }
        }
    }
    (slope, curve)
}

/// The most probable weights, given that they lie around `prior` with precision `ridge`.
pub(crate) fn fit(rows: &Rows, prior: &[f64], ridge: &[f64]) -> Vec<f64> {
    let width = rows.width;
    let mut weights = prior.to_vec();
    for _ in 0..STEPS {
        let (slope, mut curve) = shape(rows, prior, ridge, &weights);
        let step = solve(&mut curve, slope, width);
        let mut largest: f64 = 0.0;
        for (weight, step) in weights.iter_mut().zip(&step) {
            *weight += step.clamp(-1.0, 1.0);
            largest = largest.max(step.abs());
        }
        if largest < 1e-6 {
            break;
        }
    }
    weights
}

/// Solves `matrix · x = right` by Cholesky's way; of `matrix` the lower half is read and overwritten.
///
/// The matrix is positive definite where every ridge is above nought; a pivot lost to rounding is lifted.
pub(crate) fn solve(matrix: &mut [f64], mut right: Vec<f64>, width: usize) -> Vec<f64> {
    for i in 0..width {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| matrix[i * width + k] * matrix[j * width + k]).sum();
            let rest = matrix[i * width + j] - sum;
            matrix[i * width + j] = if i == j { rest.max(1e-12).sqrt() } else { rest / matrix[j * width + j] };
        }
    }
    for i in 0..width {
        let sum: f64 = (0..i).map(|k| matrix[i * width + k] * right[k]).sum();
        right[i] = (right[i] - sum) / matrix[i * width + i];
    }
    for i in (0..width).rev() {
        let sum: f64 = (i + 1..width).map(|k| matrix[k * width + i] * right[k]).sum();
        right[i] = (right[i] - sum) / matrix[i * width + i];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_are_solved() {
        let mut matrix = vec![4.0, 0.0, 2.0, 3.0];
        let x = solve(&mut matrix, vec![10.0, 8.0], 2);
        // 4x + 2y = 10, 2x + 3y = 8.
        assert!((x[0] - 1.75).abs() < 1e-12 && (x[1] - 1.5).abs() < 1e-12, "{x:?}");
    }

    #[test]
    fn without_a_prior_the_level_is_the_share_that_happened() {
        let happened: Vec<bool> = (0..100).map(|n| n % 4 == 0).collect();
        let rows = Rows { width: 1, features: vec![1.0; 100], offset: vec![0.0; 100], happened, weight: 1.0 };
        let weights = fit(&rows, &[0.0], &[1e-9]);
        assert!((chance(weights[0]) - 0.25).abs() < 1e-6, "{weights:?}");
    }

    #[test]
    fn a_strong_prior_holds_and_rows_that_all_happened_do_not_run_away() {
        let rows =
            Rows { width: 1, features: vec![1.0; 20], offset: vec![0.0; 20], happened: vec![true; 20], weight: 1.0 };
        let held = fit(&rows, &[-2.0], &[1e9]);
        assert!((held[0] + 2.0).abs() < 1e-3);
        let free = fit(&rows, &[0.0], &[1.0]);
        assert!(free[0] > 0.5 && free[0] < 4.0, "{free:?}");
    }
}
