use proptest::prelude::*;

use super::*;

/// Numbers that look like activations, from a seed.
fn numbers(count: usize, mut seed: u64) -> Vec<f32> {
    let next = || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 40) as f32 / (1 << 23) as f32 - 1.0
    };
    std::iter::repeat_with(next).take(count).collect()
}

fn close(left: &[f32], right: &[f32]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(l, r)| (l - r).abs() <= 1e-4 * (1.0 + l.abs()))
}

/// Rows of `width` numbers, padded.
fn padded_rows(count: usize, width: usize, seed: u64) -> Vec<f32> {
    let mut rows = vec![0.0; count * padded(width)];
    for (row, from) in rows.chunks_exact_mut(padded(width)).zip(numbers(count * width, seed).chunks_exact(width)) {
        row[..width].copy_from_slice(from);
    }
    rows
}

#[test]
fn maxout_is_what_it_says() {
    // Two outputs, two pieces, one row of two inputs: max(1·3 + 2·1 + 1, 3 - 1), max(0, -3 + 5).
    let sizes = Sizes { outputs: 2, pieces: 2, rows: 1, width: 2 };
    let packed = Packed::new(sizes, &[3.0, 1.0, 3.0, -0.5, 0.0, 0.0, 1.0, -2.0], Some(&[1.0, 0.0, 0.0, 5.0]));
    let mut row = [0.0; LANES];
    row[..2].copy_from_slice(&[1.0, 2.0]);
    let mut out = [f32::NAN; LANES];
    for level in Level::all() {
        maxout(level, Rows { numbers: &row, first: 0, stride: LANES }, 1, &packed, &mut out);
        assert_eq!(out[..2], [6.0, 2.0]);
    }
}

#[test]
fn normed_rows_have_mean_nought_and_variance_one() {
    let (width, count) = (20, 3);
    let rows = padded_rows(count, width, 7);
    let norm = Norm::new(&vec![1.0; width], &vec![0.0; width]);
    let (onto, mut sums) = (vec![0.0; rows.len()], vec![0.0; rows.len()]);
    add_normed(Level::detect(), &rows, &norm, &onto, &mut sums);
    for row in sums.chunks_exact(padded(width)) {
        let mean = row[..width].iter().sum::<f32>() / width as f32;
        let variance = row[..width].iter().map(|x| x * x).sum::<f32>() / width as f32;
        assert!(mean.abs() < 1e-5 && (variance - 1.0).abs() < 1e-4);
        assert!(row[width..].iter().all(|&x| x == 0.0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn levels_agree_on_maxout(
        outputs in 1_usize..50, pieces in 1_usize..4, rows in 1_usize..4, width in 1_usize..40, count in 0_usize..60,
        seed: u64,
    ) {
        let weights = numbers(outputs * pieces * rows * width, seed);
        let bias = numbers(outputs * pieces, seed ^ 1);
        let packed = Packed::new(Sizes { outputs, pieces, rows, width }, &weights, Some(&bias));
        let memory = padded_rows(count + rows, width, seed ^ 2);
        let input = Rows { numbers: &memory, first: padded(width), stride: padded(width) };
        let mut plain = vec![0.0; count * packed.out_width()];
        maxout(Level::Portable, input, count, &packed, &mut plain);
        for level in Level::all() {
            let mut fast = vec![0.0; plain.len()];
            maxout(level, input, count, &packed, &mut fast);
            prop_assert!(close(&plain, &fast));
            // A row's result does not depend on the rows beside it.
            if count > 0 {
                let last = Rows { first: count * padded(width), ..input };
                let mut alone = vec![0.0; packed.out_width()];
                maxout(level, last, 1, &packed, &mut alone);
                prop_assert_eq!(&alone[..], &fast[(count - 1) * packed.out_width()..]);
            }
        }
    }

    #[test]
    fn windows_are_maxouts_over_three_rows(
        width in 8_usize..40, pieces in 1_usize..4, count in 1_usize..60, second in 1_usize..9, seed: u64,
    ) {
        let stride = padded(width);
        let weights = numbers(width * pieces * 3 * width, seed);
        let bias = numbers(width * pieces, seed ^ 1);
        let norm = || Norm::new(&numbers(width, seed ^ 2), &numbers(width, seed ^ 3));
        let window = Window::new(width, pieces, &weights, &bias, norm());
        // Two texts, with a row before and after each.
        let texts = [Tiles { row: 1, count }, Tiles { row: count * 4 + 3, count: second }];
        let rows = padded_rows((count + second) * 4 + 4, width, seed ^ 4);
        let packed = Packed::new(Sizes { outputs: width, pieces, rows: 3, width }, &weights, Some(&bias));
        for level in Level::all() {
            let mut out = vec![0.0; rows.len()];
            window.run(level, &rows, texts.into_iter(), &mut WindowScratch::default(), &mut out);
            for Tiles { row, count } in texts {
                let (from, to) = (row * stride, (row + count * 4) * stride);
                let mut best = vec![0.0; to - from];
                let input = Rows { numbers: &rows, first: from - stride, stride };
                maxout(Level::Portable, input, count * 4, &packed, &mut best);
                let mut plain = vec![0.0; to - from];
                add_normed(Level::Portable, &best, &norm(), &rows[from..to], &mut plain);
                prop_assert!(close(&plain, &out[from..to]));
            }
            // What stands beside a text does not change it.
            let mut alone = vec![0.0; rows.len()];
            window.run(level, &rows, texts[1..].iter().copied(), &mut WindowScratch::default(), &mut alone);
            let second = texts[1].row * stride..(texts[1].row + texts[1].count * 4) * stride;
            prop_assert_eq!(&alone[second.clone()], &out[second]);
        }
    }

    #[test]
    fn levels_agree_on_norms(width in 8_usize..70, count in 0_usize..9, seed: u64) {
        let norm = Norm::new(&numbers(width, seed), &numbers(width, seed ^ 1));
        let rows = padded_rows(count, width, seed ^ 2);
        let onto = padded_rows(count, width, seed ^ 3);
        let mut plain = vec![0.0; rows.len()];
        add_normed(Level::Portable, &rows, &norm, &onto, &mut plain);
        for level in Level::all() {
            let mut fast = vec![0.0; rows.len()];
            add_normed(level, &rows, &norm, &onto, &mut fast);
            prop_assert!(close(&plain, &fast));
        }
    }

    #[test]
    fn levels_agree_on_sums(
        outputs in 1_usize..70, pieces in 1_usize..4, features in prop::collection::vec(0_usize..9, 0..8), seed: u64,
    ) {
        let width = outputs * pieces;
        let (table, bias) = (numbers(9 * width, seed), numbers(width, seed ^ 1));
        let features: Vec<usize> = features.into_iter().map(|row| row * width).collect();
        let mut plain = vec![0.0; outputs];
        sum_maxout(Level::Portable, &table, &features, &bias, &mut plain);
        for level in Level::all() {
            let mut fast = vec![0.0; outputs];
            sum_maxout(level, &table, &features, &bias, &mut fast);
            prop_assert!(close(&plain, &fast));
        }
    }
}
