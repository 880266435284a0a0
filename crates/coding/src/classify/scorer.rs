//! A linear scorer: every feature speaks for and against types, and the sum decides.
//!
//! The weights are a table that a person can read: one feature a line, in hundredths, one column a type.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use crate::table::{DataError, rows};

/// A type and how likely it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Likely {
    /// The class: a PLOVER type, or `none`.
    pub kind: String,
    /// Between 0 and 1; all classes add up to 1.
    pub probability: f64,
}

/// Weights of features for classes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scorer {
    classes: Vec<String>,
    /// Asked for every feature of every pair; wherever order shows, it is sorted.
    weights: HashMap<String, Vec<f32>>,
    /// How much scores are stretched before they become probabilities, so that these hold on unseen pairs.
    sharpness: f64,
    /// How many of a user's own sentences taught each class; empty where nobody taught any.
    taught: Vec<u32>,
}

/// The feature that every pair has.
pub(super) const ALWAYS: &str = "always";
/// The row that holds the sharpness instead of weights.
const SHARPNESS: &str = "sharpness";
/// The row that holds how many of a user's own sentences taught each class.
const TAUGHT: &str = "taught";

impl Scorer {
    pub(super) fn new(classes: Vec<String>, weights: BTreeMap<String, Vec<f32>>, sharpness: f64) -> Self {
        Self { classes, weights: weights.into_iter().collect(), sharpness, taught: Vec::new() }
    }

    /// Reads `text`, the contents of `file`.
    pub fn read(file: &str, text: &str) -> Result<Self, DataError> {
        let mut found = Self { sharpness: 1.0, ..Self::default() };
        let header = text.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty()).unwrap_or_default();
        found.classes = header.split('\t').skip(1).map(|class| class.trim().to_owned()).collect();
        let columns: Vec<String> = found.classes.clone();
        rows(file, text, &["feature"], |row| {
            let mut weights = Vec::with_capacity(columns.len());
            for class in &columns {
                let value = row.get(class);
                let hundredths = if value.is_empty() {
                    0
                } else {
                    value.parse::<i32>().map_err(|_| row.error(format!("{value:?} is no whole number")))?
                };
                weights.push(hundredths as f32 / 100.0);
            }
            let feature = row.get("feature");
            if feature == TAUGHT {
                found.taught = weights.iter().map(|&count| (count * 100.0).round() as u32).collect();
            } else if feature == SHARPNESS {
                found.sharpness = f64::from(weights.first().copied().unwrap_or(1.0));
            } else {
                found.weights.insert(feature.to_owned(), weights);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The table of the weights, as [`Scorer::read`] reads it; features without weight are left out.
    pub fn write(&self, header: &str) -> String {
        let mut out = String::new();
        for line in header.lines() {
            let _ = writeln!(out, "{}", format!("# {line}").trim_end());
        }
        let _ = writeln!(out, "feature\t{}", self.classes.join("\t"));
        let _ = writeln!(out, "{SHARPNESS}\t{}", (self.sharpness * 100.0).round());
        if self.is_taught() {
            let counts: Vec<String> =
                self.taught.iter().map(|&count| if count == 0 { String::new() } else { count.to_string() }).collect();
            let _ = writeln!(out, "{TAUGHT}\t{}", counts.join("\t").trim_end());
        }
        for feature in self.features() {
            let values: Vec<String> = self
                .weights_of(feature)
                .iter()
                .map(|&weight| (weight * 100.0).round() as i32)
                .map(|hundredths| if hundredths == 0 { String::new() } else { hundredths.to_string() })
                .collect();
            if values.iter().any(|value| !value.is_empty()) {
                let _ = writeln!(out, "{feature}\t{}", values.join("\t").trim_end());
            }
        }
        out
    }

    /// Says that `sentences` of a user's own taught `class`, besides those that did before.
    pub(super) fn teach(&mut self, class: &str, sentences: u32) {
        self.taught.resize(self.classes.len(), 0);
        if let Some(at) = self.classes.iter().position(|known| known == class) {
            self.taught[at] = self.taught[at].saturating_add(sentences);
        }
    }

    /// How many of a user's own sentences taught `class`.
    pub(super) fn sentences_of(&self, class: &str) -> u32 {
        let at = self.classes.iter().position(|known| known == class);
        at.and_then(|at| self.taught.get(at)).copied().unwrap_or(0)
    }

    /// Whether a user's own sentences taught anything.
    pub(crate) fn is_taught(&self) -> bool {
        self.taught.iter().any(|&count| count > 0)
    }

    /// Whether a user's own sentences taught `class`.
    pub(crate) fn was_taught(&self, class: &str) -> bool {
        self.sentences_of(class) > 0
    }

    /// Whether `feature` speaks for `class` more than for any other.
    pub(crate) fn speaks_for(&self, feature: &str, class: &str) -> bool {
        let Some(weights) = self.weights.get(feature) else { return false };
        let own = self.classes.iter().position(|known| known == class).map_or(0.0, |at| weights[at]);
        own > 0.0 && weights.iter().all(|&weight| weight <= own)
    }

    /// Its classes.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// What scores are multiplied with before they become probabilities.
    pub(super) fn sharpness(&self) -> f64 {
        self.sharpness
    }

    /// The features that have weights, in alphabetical order.
    pub(super) fn features(&self) -> impl Iterator<Item = &str> {
        let mut features: Vec<&str> = self.weights.keys().map(String::as_str).collect();
        features.sort_unstable();
        features.into_iter()
    }

    /// What a feature counts for each class; nothing if it has no weight.
    pub(super) fn weights_of(&self, feature: &str) -> &[f32] {
        self.weights.get(feature).map_or(&[], Vec::as_slice)
    }

    /// How much one feature among `count` counts.
    fn share(count: usize) -> f64 {
        1.0 / (count.max(1) as f64).sqrt()
    }

    /// The sum for each class.
    pub(super) fn sums(&self, features: &[String]) -> Vec<f64> {
        let mut sums = vec![0.0; self.classes.len()];
        let share = Self::share(features.len());
        let all = features.iter().map(|feature| (feature.as_str(), share)).chain([(ALWAYS, 1.0)]);
        for (feature, share) in all {
            if let Some(weights) = self.weights.get(feature) {
                for (sum, &weight) in sums.iter_mut().zip(weights) {
                    *sum += share * f64::from(weight);
                }
            }
        }
        sums
    }

    /// The classes, likeliest first; of equals, the first in alphabetical order.
    pub fn score(&self, features: &[String]) -> Vec<Likely> {
        let mut sums = self.sums(features);
        for sum in &mut sums {
            *sum *= self.sharpness;
        }
        let probabilities = super::train::softmax(&sums);
        let mut found: Vec<Likely> = self
            .classes
            .iter()
            .zip(probabilities)
            .map(|(class, probability)| Likely { kind: class.clone(), probability })
            .collect();
        found.sort_by(|one, other| {
            other.probability.total_cmp(&one.probability).then_with(|| one.kind.cmp(&other.kind))
        });
        found
    }

    /// The features that speak most for `kind` and against `other`, strongest first, at most `count`.
    pub fn reasons<'f>(&self, features: &'f [String], kind: &str, other: &str, count: usize) -> Vec<&'f str> {
        let place = |name: &str| self.classes.iter().position(|class| class == name);
        let (Some(one), Some(another)) = (place(kind), place(other)) else { return Vec::new() };
        let mean = |weights: &[f32]| weights.iter().sum::<f32>() / weights.len() as f32;
        let mut found: Vec<(f32, &str)> = features
            .iter()
            .filter_map(|feature| {
                let weights = self.weights.get(feature)?;
                let says = weights[one] - mean(weights) + (weights[one] - weights[another]) / 2.0;
                Some((says, feature.as_str()))
            })
            .filter(|(says, _)| *says > 0.0)
            .collect();
        found.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1)));
        found.into_iter().take(count).map(|(_, feature)| feature).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_as_they_were_written() {
        let weights = BTreeMap::from([
            ("always".to_owned(), vec![0.1, -0.1]),
            ("joint=refuse".to_owned(), vec![-1.25, 2.5]),
            ("joint=sing".to_owned(), vec![0.001, -0.002]),
        ]);
        let scorer = Scorer::new(vec!["AGREE".to_owned(), "REJECT".to_owned()], weights, 1.5);
        let text = scorer.write("What speaks for which type.");
        assert_eq!(
            text,
            "# What speaks for which type.\nfeature\tAGREE\tREJECT\nsharpness\t150\nalways\t10\t-10\njoint=refuse\t-125\t250\n"
        );
        let read = Scorer::read("weights.tsv", &text).unwrap();
        assert_eq!(read.write("What speaks for which type."), text);
        let likely = read.score(&["joint=refuse".to_owned()]);
        assert_eq!(likely[0].kind, "REJECT");
        assert!(likely[0].probability > 0.99, "{likely:?}");
        assert_eq!(read.reasons(&["joint=refuse".to_owned()], "REJECT", "AGREE", 3), ["joint=refuse"]);

        let error = Scorer::read("weights.tsv", "feature\tAGREE\njoint=a\tmuch\n").unwrap_err();
        assert_eq!(error.to_string(), "weights.tsv, line 2: \"much\" is no whole number");
    }
}
