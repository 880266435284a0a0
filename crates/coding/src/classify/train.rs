//! Learning the weights: multinomial logistic regression by gradient steps of adapted length.
//!
//! Deterministic to the bit on every machine: one thread, a fixed order, and arithmetic that is addition,
//! multiplication, division and square root alone (`exp` is made of those).

use std::collections::BTreeMap;

use super::scorer::{ALWAYS, Scorer};

/// A labelled pair.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its features.
    pub features: Vec<String>,
    /// Its class; several where the label leaves it open.
    pub classes: Vec<String>,
    /// How much it counts; 1 for an ordinary one.
    pub weight: f64,
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Times that all examples are gone through.
    pub rounds: usize,
    /// Length of the first steps.
    pub step: f64,
    /// Pull of all weights towards 0.
    pub decay: f64,
    /// How much rare classes are favoured: 0 not at all, 1 as if all were equally frequent.
    pub balance: f64,
    /// Features in fewer examples than this are left out.
    pub at_least: usize,
    /// Weights smaller than this are left out.
    pub smallest: f64,
    /// See [`Scorer`]: probabilities are made of scores times this.
    pub sharpness: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rounds: 40, step: 0.5, decay: 3e-4, balance: 0.5, at_least: 2, smallest: 0.05, sharpness: 1.0 }
    }
}

/// e to the power of `x`, the same on every machine.
pub(super) fn exp(x: f64) -> f64 {
    if x < -700.0 {
        return 0.0;
    }
    if x > 700.0 {
        return f64::MAX;
    }
    // e^x = (e^(x / 1024))^1024; the small power by its series.
    let small = x / 1024.0;
    let mut term = 1.0;
    let mut sum = 1.0;
    for n in 1..=8_u32 {
        term *= small / f64::from(n);
        sum += term;
    }
    for _ in 0..10 {
        sum *= sum;
    }
    sum
}

/// Scores as probabilities.
pub(super) fn softmax(scores: &[f64]) -> Vec<f64> {
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = scores.iter().map(|&score| exp(score - top)).collect();
    let sum: f64 = powers.iter().sum();
    powers.iter().map(|power| power / sum).collect()
}

/// An order of `count` examples that mixes their sources, the same every time.
fn order(count: usize, round: usize) -> Vec<usize> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64.wrapping_add(round as u64);
    let mut next = || {
        // xorshift64*
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33
    };
    let mut order: Vec<usize> = (0..count).collect();
    for i in (1..count).rev() {
        order.swap(i, next() as usize % (i + 1));
    }
    order
}

/// Learns weights from `examples`.
///
/// # Panics
/// If there are no examples.
pub fn train(examples: &[Example], settings: Settings) -> Scorer {
    go_on(None, examples, settings)
}

/// Learns on from `known` weights, which the examples correct and add to; none: from nothing.
///
/// # Panics
/// If there are no examples.
pub fn go_on(known: Option<&Scorer>, examples: &[Example], settings: Settings) -> Scorer {
    assert!(!examples.is_empty(), "there is nothing to learn from");
    let mut classes: Vec<String> = examples.iter().flat_map(|example| example.classes.clone()).collect();
    classes.extend(known.iter().flat_map(|known| known.classes().iter().cloned()));
    classes.sort();
    classes.dedup();
    let place = |class: &String| classes.binary_search(class).expect("all classes are listed");

    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for example in examples {
        for feature in &example.features {
            *counts.entry(feature).or_default() += 1;
        }
    }
    let mut names: Vec<&str> =
        counts.into_iter().filter(|&(_, count)| count >= settings.at_least).map(|(name, _)| name).collect();
    names.extend(known.iter().flat_map(|known| known.features()).filter(|&name| name != ALWAYS));
    names.sort_unstable();
    names.dedup();
    names.push(ALWAYS);
    let always = names.len() - 1;
    let listed = &names[..always];

    // Each example: its features and what one of them counts.
    let rows: Vec<(Vec<usize>, f64, Vec<usize>)> = examples
        .iter()
        .map(|example| {
            let features =
                example.features.iter().filter_map(|name| listed.binary_search(&name.as_str()).ok()).collect();
            let share = 1.0 / (example.features.len().max(1) as f64).sqrt();
            (features, share, example.classes.iter().map(place).collect())
        })
        .collect();
    let mut frequency = vec![0.0; classes.len()];
    for (example, (_, _, labels)) in examples.iter().zip(&rows) {
        for &label in labels {
            frequency[label] += example.weight / labels.len() as f64;
        }
    }
    let total: f64 = frequency.iter().sum();
    let favour: Vec<f64> = frequency
        .iter()
        .map(|&count| {
            let even = total / classes.len() as f64 / count.max(1e-9);
            // A power between 0 and 1, by halves, so that no logarithm is needed.
            let root = even.sqrt();
            if settings.balance >= 0.75 {
                even
            } else if settings.balance >= 0.25 {
                root
            } else {
                1.0
            }
        })
        .collect();

    let width = classes.len();
    let mut weights = vec![0.0_f64; names.len() * width];
    if let Some(known) = known {
        let places: Vec<usize> = known.classes().iter().map(place).collect();
        for (i, name) in names.iter().enumerate() {
            for (&place, &weight) in places.iter().zip(known.weights_of(name)) {
                weights[i * width + place] = f64::from(weight);
            }
        }
    }
    let mut squares = vec![1e-3_f64; names.len() * width];
    let mut scores = vec![0.0_f64; width];
    for round in 0..settings.rounds {
        for i in order(rows.len(), round) {
            let (features, share, labels) = &rows[i];
            scores.fill(0.0);
            for &feature in features {
                for (score, weight) in scores.iter_mut().zip(&weights[feature * width..]) {
                    *score += share * weight;
                }
            }
            for (score, weight) in scores.iter_mut().zip(&weights[always * width..]) {
                *score += weight;
            }
            let likely = softmax(&scores);
            let right: f64 = labels.iter().map(|&label| likely[label]).sum();
            let matter =
                examples[i].weight * labels.iter().map(|&label| favour[label]).sum::<f64>() / labels.len() as f64;
            for class in 0..width {
                let wanted = if labels.contains(&class) { likely[class] / right.max(1e-12) } else { 0.0 };
                let error = (likely[class] - wanted) * matter;
                let mut step = |feature: usize, share: f64| {
                    let at = feature * width + class;
                    let slope = error * share + settings.decay * weights[at];
                    squares[at] += slope * slope;
                    weights[at] -= settings.step * slope / squares[at].sqrt();
                };
                for &feature in features {
                    step(feature, *share);
                }
                step(always, 1.0);
            }
        }
    }
    let table = names
        .iter()
        .enumerate()
        .map(|(i, &name)| {
            let cut = |weight: &f64| {
                if weight.abs() < settings.smallest { 0.0 } else { (weight * 100.0).round() as f32 / 100.0 }
            };
            (name.to_owned(), weights[i * width..(i + 1) * width].iter().map(cut).collect::<Vec<f32>>())
        })
        .filter(|(_, weights)| weights.iter().any(|&weight| weight != 0.0))
        .collect();
    Scorer::new(classes, table, settings.sharpness)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_e_are_right() {
        for x in [-30.0, -2.5, -1e-6, 0.0, 0.5, 1.0, 12.0_f64] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-9, "e^{x}: {} against {}", exp(x), x.exp());
        }
        assert_eq!(exp(-1e6), 0.0);
    }

    fn example(features: &[&str], classes: &[&str]) -> Example {
        let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Example { features: owned(features), classes: owned(classes), weight: 1.0 }
    }

    #[test]
    fn what_tells_the_classes_apart_gets_the_weight() {
        let examples = [
            example(&["joint=refuse", "inner=meet"], &["REJECT"]),
            example(&["joint=refuse", "inner=sign"], &["REJECT"]),
            example(&["joint=agree", "inner=meet"], &["AGREE"]),
            example(&["joint=agree", "inner=sign"], &["AGREE"]),
        ];
        let scorer = train(&examples, Settings::default());
        for example in &examples {
            assert_eq!(scorer.score(&example.features)[0].kind, example.classes[0]);
        }
        let reasons = scorer.reasons(&examples[0].features, "REJECT", "AGREE", 1);
        assert_eq!(reasons, ["joint=refuse"]);
    }

    #[test]
    fn a_label_may_leave_the_class_open() {
        let examples = [
            example(&["joint=pardon"], &["CONCEDE"]),
            example(&["joint=withdraw"], &["RETREAT"]),
            example(&["joint=withdraw"], &["CONCEDE", "RETREAT"]),
            example(&["joint=pardon"], &["CONCEDE", "RETREAT"]),
            example(&["joint=accuse"], &["ACCUSE"]),
        ];
        let settings = Settings { at_least: 1, ..Settings::default() };
        let scorer = train(&examples, settings);
        assert_eq!(scorer.score(&examples[2].features)[0].kind, "RETREAT");
        assert_eq!(scorer.score(&examples[3].features)[0].kind, "CONCEDE");
        assert_eq!(train(&examples, settings), scorer, "learning twice gives the same");
    }
}
