//! The tagger: one affine map, the greatest score wins.

use serde::Deserialize;

use crate::config::Config;
use crate::kernel::{self, Buffer, Level, Packed, Rows, Sizes, padded};
use crate::model::{Malformed, ModelError, ModelFiles};
use crate::parsed::label;
use crate::weights::Layers;

/// The tagger of a pipeline.
#[derive(Debug)]
pub(crate) struct Tagger {
    labels: Vec<&'static str>,
    weights: Packed,
}

#[derive(Deserialize)]
struct Settings {
    labels: Vec<String>,
}

impl Tagger {
    /// Reads the component `component`, which scores vectors of `width` numbers.
    pub(crate) fn load(files: &ModelFiles, config: &Config, component: &str, width: usize) -> Result<Self, ModelError> {
        config.architecture(&format!("components.{component}.model"), &["spacy.Tagger.v2", "spacy.Tagger.v1"])?;
        let path = format!("{component}/cfg");
        let settings: Settings = serde_json::from_slice(files.require(&path)?)
            .map_err(|error| Malformed(format!("it lists no labels: {error}")).of(path))?;
        let layers = Layers::load(files, &format!("{component}/model"))?;
        let softmax = layers.only("softmax")?;
        let outputs = settings.labels.len();
        if outputs == 0 {
            return Err(layers.malformed("it has no labels".to_owned()));
        }
        let weights = layers.array(softmax, "W", &[outputs, width])?;
        let bias = layers.array(softmax, "b", &[outputs])?;
        let sizes = Sizes { outputs, pieces: 1, rows: 1, width };
        let weights = Packed::new(sizes, weights, Some(bias));
        Ok(Self { labels: settings.labels.iter().map(|name| label(name)).collect(), weights })
    }

    /// The tags of `count` tokens whose vectors lie at `rows`; `scores` is memory that is used again.
    pub(crate) fn tags<'t>(
        &'t self,
        level: Level,
        rows: Rows,
        count: usize,
        scores: &'t mut Buffer,
    ) -> impl Iterator<Item = &'static str> + 't {
        let width = padded(self.labels.len());
        scores.resize(count * width);
        kernel::maxout(level, rows, count, &self.weights, scores.as_mut_slice());
        scores.as_slice().chunks_exact(width).map(|scores| self.labels[first_greatest(&scores[..self.labels.len()])])
    }
}

/// The place of the greatest number, the first of equal ones.
fn first_greatest(numbers: &[f32]) -> usize {
    let mut best = 0;
    for (at, &number) in numbers.iter().enumerate() {
        if number > numbers[best] {
            best = at;
        }
    }
    best
}
