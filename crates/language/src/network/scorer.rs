//! The scores of a transition system's moves in one state: the vectors of a few tokens, each mapped for the place
//! it has in the state, are added up, go through maxout and one more affine map.
//!
//! What a token adds in each place is kept while it may be asked for again. In the places where nearly every token
//! comes to stand it is computed for a block of tokens at a time; in the others for one token, when it is first there.

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
    /// Hidden vector to what it adds in the first places: `[place][piece][hidden]`.
    common: Packed,
    /// Hidden vector to what it adds in each of the others: `[piece][hidden]`.
    rare: Vec<Packed>,
    /// What a missing token adds.
    missing: Vec<f32>,
    bias: Vec<f32>,
    upper: Packed,
    common_places: usize,
    /// What a token adds in one place: as many numbers.
    each: usize,
    hidden: usize,
    moves: usize,
}

/// Memory for one text at a time.
#[derive(Debug, Default)]
pub(super) struct ScorerScratch {
    linear: Buffer,
    /// What missing tokens add; then, for as many tokens as there is room for, rows for the common places; then for
    /// each rare place rows for as many tokens.
    table: Buffer,
    /// The block of tokens whose rows for the common places lie in each block of the table.
    blocks: Vec<usize>,
    /// For each rare place, the token whose row lies in each row of the table.
    tokens: Vec<usize>,
    hidden: Buffer,
    scores: Buffer,
    starts: Vec<usize>,
}

/// Tokens for which rows for the common places are computed at once.
const BLOCK: usize = 24;
/// Blocks for which there is room. Tokens of one state that lie further apart than this take turns in it.
const BLOCKS: usize = 32;
/// Where no token's row lies.
const NONE: usize = usize::MAX;

impl Scorer {
    /// Reads the component `component`, which scores vectors of `width` numbers; `places` are the numbers of tokens
    /// in a state that the transition system knows, `common` how many of the first of them nearly every token fills
    /// at some time, and `moves` the number of its moves.
    pub(super) fn load(
        files: &ModelFiles,
        config: &Config,
        component: &str,
        width: usize,
        places: &[usize],
        common: usize,
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
        let each = hidden * pieces;
        let common_places = common.min(place_count);
        let pack = |places: std::ops::Range<usize>| {
            let sizes = Sizes { outputs: places.len() * each, pieces: 1, rows: 1, width: inner };
            Packed::new(sizes, &lower[places.start * each * inner..places.end * each * inner], None)
        };
        let upper_sizes = Sizes { outputs: moves, pieces: 1, rows: 1, width: hidden };
        let upper_bias = layers.array(upper, "b", &[moves])?;
        Ok(Self {
            linear,
            common: pack(0..common_places),
            rare: (common_places..place_count).map(|place| pack(place..place + 1)).collect(),
            missing,
            bias,
            upper: Packed::new(upper_sizes, layers.array(upper, "W", &[moves, hidden])?, Some(upper_bias)),
            common_places,
            each,
            hidden,
            moves,
        })
    }

    /// Tokens in a state.
    pub(super) fn places(&self) -> usize {
        self.common_places + self.rare.len()
    }

    /// Makes ready for a text of `count` tokens whose vectors lie at `rows`.
    pub(super) fn start(&self, level: Level, rows: Rows, count: usize, scratch: &mut ScorerScratch) {
        scratch.linear.resize(count * self.linear.out_width());
        kernel::maxout(level, rows, count, &self.linear, scratch.linear.as_mut_slice());
        let blocks = count.div_ceil(BLOCK).min(BLOCKS);
        scratch.blocks.clear();
        scratch.blocks.resize(blocks, NONE);
        scratch.tokens.clear();
        scratch.tokens.resize(self.rare.len() * blocks * BLOCK, NONE);
        scratch.table.resize(self.rare_start(self.rare.len(), blocks * BLOCK));
        scratch.table.as_mut_slice()[..self.missing.len()].copy_from_slice(&self.missing);
        scratch.hidden.clear_to(padded(self.hidden));
        scratch.scores.resize(self.upper.out_width());
    }

    /// Where the rows for the common places start.
    fn common_start(&self) -> usize {
        padded(self.missing.len())
    }

    /// Where the rows for rare place number `rare` start if there is room for `room` tokens.
    fn rare_start(&self, rare: usize, room: usize) -> usize {
        self.common_start() + room * (self.common.out_width() + rare * padded(self.each))
    }

    /// The scores of all moves in the state in which `tokens` stand in its places (`-1` for none).
    pub(super) fn scores<'s>(&self, level: Level, tokens: &[i32], scratch: &'s mut ScorerScratch) -> &'s [f32] {
        let (common, rare) = tokens.split_at(self.common_places);
        scratch.starts.clear();
        for (place, &token) in common.iter().enumerate() {
            let row = usize::try_from(token).map(|token| self.common_row(level, token, scratch));
            scratch.starts.push(row.unwrap_or(0) + place * self.each);
        }
        for (place, &token) in rare.iter().enumerate() {
            let row = usize::try_from(token).map(|token| self.rare_row(level, place, token, scratch));
            scratch.starts.push(row.unwrap_or((self.common_places + place) * self.each));
        }
        // In a text longer than there is room for, one of the tokens may have had to make room for another of them.
        let lost = common.iter().any(|&token| {
            usize::try_from(token)
                .is_ok_and(|token| scratch.blocks[token / BLOCK % scratch.blocks.len()] != token / BLOCK)
        });
        let hidden = &mut scratch.hidden.as_mut_slice()[..self.hidden];
        if lost {
            self.hidden_slowly(level, tokens, &scratch.linear, hidden);
        } else {
            kernel::sum_maxout(level, scratch.table.as_slice(), &scratch.starts, &self.bias, hidden);
        }
        let rows = Rows { numbers: scratch.hidden.as_slice(), first: 0, stride: 0 };
        kernel::maxout(level, rows, 1, &self.upper, scratch.scores.as_mut_slice());
        &scratch.scores.as_slice()[..self.moves]
    }

    /// Where in the table the row of `token` for the common places starts; it is computed if it was not there.
    fn common_row(&self, level: Level, token: usize, scratch: &mut ScorerScratch) -> usize {
        let block = token / BLOCK;
        let place = block % scratch.blocks.len();
        let width = self.common.out_width();
        if scratch.blocks[place] != block {
            scratch.blocks[place] = block;
            let stride = self.linear.out_width();
            let count = BLOCK.min(scratch.linear.as_slice().len() / stride - block * BLOCK);
            let rows = Rows { numbers: scratch.linear.as_slice(), first: block * BLOCK * stride, stride };
            let table = &mut scratch.table.as_mut_slice()[self.common_start() + place * BLOCK * width..];
            kernel::maxout(level, rows, count, &self.common, table);
        }
        self.common_start() + (place * BLOCK + token % BLOCK) * width
    }

    /// Where in the table the row of `token` for rare place number `rare` starts; it is computed if it was not there.
    fn rare_row(&self, level: Level, rare: usize, token: usize, scratch: &mut ScorerScratch) -> usize {
        let room = scratch.blocks.len() * BLOCK;
        let at = self.rare_start(rare, room) + token % room * padded(self.each);
        let kept = &mut scratch.tokens[rare * room + token % room];
        if *kept != token {
            *kept = token;
            let rows = Rows { numbers: scratch.linear.as_slice(), first: token * self.linear.out_width(), stride: 0 };
            kernel::maxout(level, rows, 1, &self.rare[rare], &mut scratch.table.as_mut_slice()[at..]);
        }
        at
    }

    /// The hidden vector of a state without the table.
    fn hidden_slowly(&self, level: Level, tokens: &[i32], linear: &Buffer, hidden: &mut [f32]) {
        let width = self.common.out_width().max(padded(self.each));
        let mut table = self.missing.clone();
        table.resize(self.missing.len() + tokens.len() * width, 0.0);
        let mut starts = Vec::with_capacity(tokens.len());
        for (place, &token) in tokens.iter().enumerate() {
            let Ok(token) = usize::try_from(token) else {
                starts.push(place * self.each);
                continue;
            };
            let rows = Rows { numbers: linear.as_slice(), first: token * self.linear.out_width(), stride: 0 };
            let row = self.missing.len() + place * width;
            match place.checked_sub(self.common_places) {
                None => {
                    kernel::maxout(level, rows, 1, &self.common, &mut table[row..]);
                    starts.push(row + place * self.each);
                }
                Some(rare) => {
                    kernel::maxout(level, rows, 1, &self.rare[rare], &mut table[row..]);
                    starts.push(row);
                }
            }
        }
        kernel::sum_maxout(level, &table, &starts, &self.bias, hidden);
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
