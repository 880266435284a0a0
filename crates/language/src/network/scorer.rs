//! The scores of a transition system's moves in one state: the vectors of a few tokens, each mapped for the place
//! it has in the state, are added up, go through maxout and one more affine map.
//!
//! What a token adds in each place is computed for a block of tokens at a time, when one of them is first asked for.

use crate::config::Config;
use crate::kernel::{self, Buffer, Level, Packed, Rows, Sizes, padded};
use crate::model::{Malformed, ModelError, ModelFiles};
use crate::weights::Layers;

use super::bounded;

/// The weights.
#[derive(Debug)]
pub(super) struct Scorer {
    /// Token vector to hidden vector.
    linear: Packed,
    /// Hidden vector to what it adds: `[place][piece][hidden]`.
    lower: Packed,
    /// What a missing token adds.
    missing: Vec<f32>,
    bias: Vec<f32>,
    upper: Packed,
    places: usize,
    hidden: usize,
    pieces: usize,
    moves: usize,
}

/// Memory for one text at a time.
#[derive(Debug, Default)]
pub(super) struct ScorerScratch {
    linear: Buffer,
    /// A row for missing tokens, then [`BLOCKS`] blocks of [`BLOCK`] rows.
    table: Buffer,
    /// Which block of the text lies in each place of the table, and for what purpose.
    blocks: Vec<usize>,
    hidden: Buffer,
    scores: Buffer,
    features: Vec<usize>,
}

/// Tokens for which the table is filled at once.
const BLOCK: usize = 24;
/// Blocks of the table. Tokens of one state that lie further apart than this take turns in it.
const BLOCKS: usize = 128;

impl Scorer {
    /// Reads the component `component`, which scores vectors of `width` numbers; `places` are the numbers of tokens
    /// in a state that the transition system knows, `moves` the number of its moves.
    pub(super) fn load(
        files: &ModelFiles,
        config: &Config,
        component: &str,
        width: usize,
        places: &[usize],
        moves: usize,
    ) -> Result<Self, ModelError> {
        let section = format!("components.{component}.model");
        config.architecture(&section, &["spacy.TransitionBasedParser.v2"])?;
        let hidden = bounded(config.number(&section, "hidden_width")?, &section, "hidden_width")?;
        let pieces = bounded(config.number(&section, "maxout_pieces")?, &section, "maxout_pieces")?;
        if !config.flag(&section, "use_upper") || pieces < 2 {
            let what =
                "it has no upper layer, or one piece: 'use_upper = true' and 'maxout_pieces' of 2 or more can be run";
            return Err(ModelError::Unknown { part: section, what: what.to_owned() });
        }
        let layers = Layers::load(files, &format!("{component}/model"))?;
        let affine = layers.only("precomputable_affine")?;
        let lower_shape = layers.shape(affine, "W")?;
        let &[place_count, _, _, inner] = lower_shape else {
            return Err(layers.malformed(format!("its lower layer has the sizes {lower_shape:?}")));
        };
        if !places.contains(&place_count) || inner == 0 {
            return Err(layers.malformed(format!("its states have {place_count} tokens of {inner} numbers")));
        }
        let inner = bounded(inner, &section, "hidden_width")?;
        let linears = layers.of_kind("linear");
        let &[first, second] = &linears[..] else {
            return Err(layers.malformed(format!("it has {} layers 'linear', not two", linears.len())));
        };
        // Of the two the upper one comes first in spaCy's models; their sizes tell.
        let is_upper = |layer| layers.shape(layer, "W").is_ok_and(|shape| shape == [moves, hidden]);
        let (upper, linear) = if is_upper(first) { (first, second) } else { (second, first) };
        if layers.shape(upper, "W")? != [moves, hidden] {
            return Err(
                layers.malformed(format!("it scores {:?} moves, not {moves}", layers.shape(upper, "W")?.first()))
            );
        }
        let linear_sizes = Sizes { outputs: inner, pieces: 1, rows: 1, width };
        let linear_bias = layers.array(linear, "b", &[inner])?;
        let linear = Packed::new(linear_sizes, layers.array(linear, "W", &[inner, width])?, Some(linear_bias));

        // From [place][hidden][piece] to [place][piece][hidden].
        let reorder = |from: &[f32], each: usize| -> Vec<f32> {
            let mut to = Vec::with_capacity(from.len());
            for place in from.chunks_exact(hidden * pieces * each) {
                for piece in 0..pieces {
                    for unit in 0..hidden {
                        to.extend_from_slice(&place[(unit * pieces + piece) * each..][..each]);
                    }
                }
            }
            to
        };
        let lower = reorder(layers.array(affine, "W", &[place_count, hidden, pieces, inner])?, inner);
        let missing = reorder(layers.array(affine, "pad", &[1, place_count, hidden, pieces])?, 1);
        let bias = reorder(layers.array(affine, "b", &[hidden, pieces])?, 1);
        let lower_sizes = Sizes { outputs: place_count * hidden * pieces, pieces: 1, rows: 1, width: inner };
        let upper_sizes = Sizes { outputs: moves, pieces: 1, rows: 1, width: hidden };
        let upper_bias = layers.array(upper, "b", &[moves])?;
        Ok(Self {
            linear,
            lower: Packed::new(lower_sizes, &lower, None),
            missing,
            bias,
            upper: Packed::new(upper_sizes, layers.array(upper, "W", &[moves, hidden])?, Some(upper_bias)),
            places: place_count,
            hidden,
            pieces,
            moves,
        })
    }

    /// Tokens in a state.
    pub(super) fn places(&self) -> usize {
        self.places
    }

    /// Makes ready for a text of `count` tokens whose vectors lie at `rows`.
    pub(super) fn start(&self, level: Level, rows: Rows, count: usize, scratch: &mut ScorerScratch) {
        scratch.linear.resize(count * self.linear.out_width());
        kernel::maxout(level, rows, count, &self.linear, scratch.linear.as_mut_slice());
        let width = self.lower.out_width();
        let blocks = count.div_ceil(BLOCK).min(BLOCKS);
        scratch.table.resize((1 + blocks * BLOCK) * width);
        scratch.table.as_mut_slice()[..self.missing.len()].copy_from_slice(&self.missing);
        scratch.blocks.clear();
        scratch.blocks.resize(blocks, usize::MAX);
        scratch.hidden.clear_to(padded(self.hidden));
        scratch.scores.resize(self.upper.out_width());
    }

    /// The scores of all moves in the state in which `tokens` stand in its places (`-1` for none).
    pub(super) fn scores<'s>(&self, level: Level, tokens: &[i32], scratch: &'s mut ScorerScratch) -> &'s [f32] {
        let width = self.lower.out_width();
        let each = self.hidden * self.pieces;
        scratch.features.clear();
        for (place, &token) in tokens.iter().enumerate() {
            let row = usize::try_from(token).map_or(0, |token| 1 + self.row(level, token, scratch));
            scratch.features.push(row * width + place * each);
        }
        // A text longer than the table may have had one of its tokens' blocks replaced for another of them.
        let lost = |(&token, &feature): (&i32, &usize)| {
            usize::try_from(token).is_ok_and(|token| feature / width != 1 + token % (scratch.blocks.len() * BLOCK))
                || usize::try_from(token)
                    .is_ok_and(|token| scratch.blocks[token / BLOCK % scratch.blocks.len()] != token / BLOCK)
        };
        let hidden = &mut scratch.hidden.as_mut_slice()[..self.hidden];
        if tokens.iter().zip(&scratch.features).any(lost) {
            self.hidden_slowly(level, tokens, &scratch.linear, hidden);
        } else {
            let table = scratch.table.as_slice();
            kernel::sum_maxout(level, table, &scratch.features, &self.bias, hidden);
        }
        let rows = Rows { numbers: scratch.hidden.as_slice(), first: 0, stride: 0 };
        kernel::maxout(level, rows, 1, &self.upper, scratch.scores.as_mut_slice());
        &scratch.scores.as_slice()[..self.moves]
    }

    /// The row of the table in which `token` stands, filled now if it was not.
    fn row(&self, level: Level, token: usize, scratch: &mut ScorerScratch) -> usize {
        let block = token / BLOCK;
        let place = block % scratch.blocks.len();
        if scratch.blocks[place] != block {
            scratch.blocks[place] = block;
            let stride = self.linear.out_width();
            let count = BLOCK.min(scratch.linear.as_slice().len() / stride - block * BLOCK);
            let rows = Rows { numbers: scratch.linear.as_slice(), first: block * BLOCK * stride, stride };
            let width = self.lower.out_width();
            let table = &mut scratch.table.as_mut_slice()[(1 + place * BLOCK) * width..];
            kernel::maxout(level, rows, count, &self.lower, table);
        }
        place * BLOCK + token % BLOCK
    }

    /// The same without a table, each token's row on its own.
    fn hidden_slowly(&self, level: Level, tokens: &[i32], linear: &Buffer, hidden: &mut [f32]) {
        let (width, stride) = (self.lower.out_width(), self.linear.out_width());
        let mut table = vec![0.0; (tokens.len() + 1) * width];
        table[..self.missing.len()].copy_from_slice(&self.missing);
        let mut features = Vec::with_capacity(tokens.len());
        for (place, &token) in tokens.iter().enumerate() {
            let mut row = 0;
            if let Ok(token) = usize::try_from(token) {
                row = place + 1;
                let rows = Rows { numbers: linear.as_slice(), first: token * stride, stride };
                kernel::maxout(level, rows, 1, &self.lower, &mut table[row * width..]);
            }
            features.push(row * width + place * self.hidden * self.pieces);
        }
        kernel::sum_maxout(level, &table, &features, &self.bias, hidden);
    }
}

/// Settings of a transition-based component that change what it does.
#[derive(serde::Deserialize)]
pub(super) struct Settings {
    #[serde(default = "one")]
    beam_width: u64,
    #[serde(default)]
    learn_tokens: bool,
}

fn one() -> u64 {
    1
}

impl Settings {
    /// Reads those of `component` and says if they ask for something that cannot be done.
    pub(super) fn check(files: &ModelFiles, component: &str) -> Result<(), ModelError> {
        let path = format!("{component}/cfg");
        let settings: Self = serde_json::from_slice(files.require(&path)?)
            .map_err(|error| Malformed(format!("it is not as spaCy writes it: {error}")).of(path.clone()))?;
        if settings.beam_width != 1 || settings.learn_tokens {
            let what = "it searches with a beam or joins tokens".to_owned();
            return Err(ModelError::Unknown { part: path, what });
        }
        Ok(())
    }
}
