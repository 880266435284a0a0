//! A `MinHash` index: texts that share many shingles fall into a bucket together.
//!
//! Seeds are fixed, so that the same texts always give the same buckets. With 48 bands of 3 rows two texts that
//! share 30 % of all their shingles meet in some bucket with a chance of .73, at 40 % of .96, at 50 % of .998.

use std::collections::BTreeSet;

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

const BANDS: usize = 48;
const ROWS: usize = 3;

/// The hash of one shingle.
pub(super) fn hash(shingle: &str) -> u64 {
    xxh3_64(shingle.as_bytes())
}

/// What is kept of a text: one number a band; texts with the same number there meet.
pub(super) type Bands = [u32; BANDS];

/// The bands of a text with these shingles; nothing for a text without any.
pub(super) fn bands(hashes: &[u64]) -> Option<Box<Bands>> {
    let signature = (!hashes.is_empty()).then(|| signature(hashes))?;
    Some(Box::new(std::array::from_fn(|band| {
        let rows = &signature[band * ROWS..(band + 1) * ROWS];
        let bytes: Vec<u8> = rows.iter().flat_map(|row| row.to_le_bytes()).collect();
        xxh3_64(&bytes) as u32 // two texts in 4,000,000,000 meet by chance, and are compared in vain
    })))
}

/// The buckets that hold two texts or more, each once, members in order.
pub(super) fn buckets(texts: &[Option<Box<Bands>>]) -> Vec<Vec<u32>> {
    let mut buckets: BTreeSet<Vec<u32>> = BTreeSet::new();
    // Band by band, so that memory does not grow with their number.
    for band in 0..BANDS {
        let filed = texts.iter().zip(0_u32..).filter_map(|(bands, at)| Some((bands.as_ref()?[band], at)));
        let mut filed: Vec<(u32, u32)> = filed.collect();
        filed.sort_unstable();
        let alike = filed.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1);
        buckets.extend(alike.map(|bucket| bucket.iter().map(|&(_, at)| at).collect::<Vec<u32>>()));
    }
    buckets.into_iter().collect()
}

/// For each of the index's hash functions, the least value over all shingles.
fn signature(hashes: &[u64]) -> [u64; BANDS * ROWS] {
    let mut least = [u64::MAX; BANDS * ROWS];
    for &hash in hashes {
        for (function, least) in least.iter_mut().enumerate() {
            // A multiplication by an odd constant permutes the 64-bit numbers; the constant is drawn once, by xxh3.
            let odd = ODD[function];
            *least = (*least).min((hash ^ odd).wrapping_mul(odd));
        }
    }
    least
}

static ODD: std::sync::LazyLock<[u64; BANDS * ROWS]> = std::sync::LazyLock::new(|| {
    std::array::from_fn(|function| xxh3_64_with_seed(b"standoff copies", function as u64) | 1)
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_meet_as_often_as_they_should() {
        // 200 pairs of texts of 300 shingles that share 200 of 400: Jaccard .5.
        let draw =
            |seed: u64, n: u64| -> Vec<u64> { (0..n).map(|i| xxh3_64_with_seed(&i.to_le_bytes(), seed)).collect() };
        let met = (0..200)
            .filter(|&pair| {
                let common = draw(3 * pair, 200);
                let one = [common.clone(), draw(3 * pair + 1, 100)].concat();
                let other = [common, draw(3 * pair + 2, 100)].concat();
                !buckets(&[bands(&one), bands(&other)]).is_empty()
            })
            .count();
        assert!(met >= 196, "{met} of 200");
        let apart = (0..200)
            .filter(|&pair| {
                let (one, other) = (draw(2 * pair, 300), draw(2 * pair + 1, 300));
                !buckets(&[bands(&one), bands(&other)]).is_empty()
            })
            .count();
        assert_eq!(apart, 0);
    }
}
