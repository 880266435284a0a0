//! From words to vectors that know their neighbours: hash embeddings of a word's attributes, mixed; then layers of
//! maxout over a window of three words, each added to what it read (spaCy's `Tok2Vec`).
//!
//! The network sees rows of zeros before and after a text, and what its layers make of them; no text sees another.

use crate::config::Config;
use crate::kernel::{self, Buffer, Level, Norm, Packed, Rows, Sizes, Tiles, Window, WindowScratch, padded};
use crate::lexeme::Lexemes;
use crate::model::{ModelError, ModelFiles};
use crate::weights::Layers;

use super::word_types::{WordTypes, WordTypesCache};
use super::{Batch, bounded};

/// Rows of the first layer that are computed together.
const SEGMENT: usize = 200;
/// So many rows further on, products are asked for ahead of time.
const SOON: usize = 4;
/// Tokens whose products are made ready together: with those that are kept they bound the memory of a text in which no
/// word comes twice.
const AHEAD: usize = 2000;

/// The network.
#[derive(Debug)]
pub(crate) struct TokenVectors {
    types: WordTypes,
    /// Bias and norm of the first layer; its products are kept with the word types.
    first: (Buffer, Norm),
    others: Vec<Window>,
    width: usize,
}

/// Memory that is used again for each batch.
#[derive(Debug, Default)]
pub(crate) struct VectorsScratch {
    places: Vec<Place>,
    /// Rows before and after a layer.
    rows: Buffer,
    next: Buffer,
    /// A few rows of the first layer before their norm, and of embeddings.
    best: Buffer,
    embeddings: Buffer,
    window: WindowScratch,
}

/// Where a text's rows lie: its first token's, and its number of tokens.
#[derive(Clone, Copy, Debug)]
struct Place {
    row: usize,
    count: usize,
}

impl TokenVectors {
    /// Reads the network of `component` from `section`: `[components.COMPONENT.model]` or, where it is a part of a
    /// greater one, `[components.COMPONENT.model.tok2vec]`.
    pub(crate) fn load(
        files: &ModelFiles,
        config: &Config,
        component: &str,
        section: &str,
    ) -> Result<Self, ModelError> {
        config.architecture(section, &["spacy.Tok2Vec.v2"])?;
        let encode = format!("{section}.encode");
        config.architecture(&encode, &["spacy.MaxoutWindowEncoder.v2"])?;
        let width = bounded(config.number(&encode, "width")?, &encode, "width")?;
        let depth = bounded(config.number(&encode, "depth")?, &encode, "depth")?;
        let pieces = bounded(config.number(&encode, "maxout_pieces")?, &encode, "maxout_pieces")?;
        if config.number(&encode, "window_size")? != 1 {
            return Err(ModelError::Unknown { part: encode, what: "its windows are not of size 1".to_owned() });
        }
        let layers = Layers::load(files, &format!("{component}/model"))?;
        let (maxouts, norms) = (layers.of_kind("maxout"), layers.of_kind("layernorm"));
        if maxouts.len() != depth + 1 || norms.len() != depth + 1 {
            return Err(layers.malformed(format!("it has {} layers 'maxout', not {}", maxouts.len(), depth + 1)));
        }
        let norm = |at: usize| -> Result<Norm, ModelError> {
            Ok(Norm::new(layers.array(norms[at], "G", &[width])?, layers.array(norms[at], "b", &[width])?))
        };
        let weights = |at: usize| layers.array(maxouts[at], "W", &[width, pieces, 3 * width]);
        let bias = |at: usize| layers.array(maxouts[at], "b", &[width, pieces]);

        let first_bias = by_piece(bias(1)?, width, pieces);
        let types = WordTypes::load(files, config, &layers, section, width, products(weights(1)?, width, pieces))?;
        let others = (2..=depth).map(|at| Ok(Window::new(width, pieces, weights(at)?, bias(at)?, norm(at)?)));
        Ok(Self { types, first: (Buffer::of(&first_bias), norm(1)?), others: others.collect::<Result<_, _>>()?, width })
    }

    /// Numbers of a vector, without padding.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Computes the vectors of all tokens of `batch`; [`VectorsScratch::of`] gives them.
    pub(crate) fn run(
        &self,
        level: Level,
        lexemes: &Lexemes,
        batch: &Batch,
        types: &mut WordTypesCache,
        scratch: &mut VectorsScratch,
    ) {
        self.types.prepare(level, lexemes, batch, types);
        let stride = padded(self.width);
        let mut end = 0;
        scratch.places.clear();
        for tokens in batch.texts() {
            let row = end + 1 + self.rows_before(1);
            scratch.places.push(Place { row, count: tokens.len() });
            end = row + self.rows_after(tokens.len(), 1) + 1;
        }
        scratch.rows.resize(end * stride);
        scratch.next.resize(end * stride);
        self.first_layer(level, batch, types, scratch);
        for (before, window) in (1..).zip(&self.others) {
            let layer = before + 1;
            let tiles = |place: &Place| {
                let (before, after) = (self.rows_before(layer), self.rows_after(place.count, layer));
                Tiles { row: place.row - before, count: (before + after) / kernel::TILE }
            };
            let texts = scratch.places.iter().filter(|place| place.count > 0).map(tiles);
            let out = scratch.next.as_mut_slice();
            // The rows beside a text's tiles are read by the next layer, if only for nothing: see `Window`.
            for Tiles { row, count } in texts.clone() {
                out[(row - 1) * stride..row * stride].fill(0.0);
                out[(row + count * kernel::TILE) * stride..][..stride].fill(0.0);
            }
            window.run(level, scratch.rows.as_slice(), texts, &mut scratch.window, out);
            std::mem::swap(&mut scratch.rows, &mut scratch.next);
        }
    }

    /// Rows before a text that layer number `layer` (from 1) computes, in whole tiles: as many as the layers above
    /// it see.
    fn rows_before(&self, layer: usize) -> usize {
        (self.others.len() + 1 - layer).next_multiple_of(kernel::TILE)
    }

    /// Rows from the first of a text's `count` tokens on that layer number `layer` computes.
    fn rows_after(&self, count: usize, layer: usize) -> usize {
        (count + self.others.len() + 1 - layer).next_multiple_of(kernel::TILE)
    }

    /// The first layer: its products with each word are kept, so that only their sums are taken.
    fn first_layer(&self, level: Level, batch: &Batch, types: &mut WordTypesCache, scratch: &mut VectorsScratch) {
        let stride = padded(self.width);
        let (bias, norm) = &self.first;
        let VectorsScratch { places, rows, best, embeddings, .. } = scratch;
        let rows = rows.as_mut_slice();
        let each = bias.as_slice().len();
        let mut ready = 0;
        for (place, tokens) in places.iter().zip(batch.texts()) {
            let (first, last) = (place.row - self.rows_before(1), place.row + self.rows_after(place.count, 1));
            for start in (first..last).step_by(SEGMENT) {
                let end = last.min(start + SEGMENT);
                let number_at = |row: usize| tokens.start + row.saturating_sub(place.row).min(place.count);
                if number_at(end + 1) > ready {
                    let from = number_at(start - 1);
                    ready = batch.tokens.len().min(from + AHEAD);
                    self.types.prepare_products(level, &batch.tokens[from..ready], types);
                }
                let tokens = &batch.tokens[tokens.clone()];
                let token_at = |row: usize| row.checked_sub(place.row).and_then(|at| tokens.get(at));
                let products_at = |row: usize| self.types.products_of(token_at(row), types);
                let mut neighbours = [0, products_at(start - 1), products_at(start)];
                best.resize((end - start) * stride);
                embeddings.resize((end - start) * stride);
                let outputs = best.as_mut_slice().chunks_exact_mut(stride);
                let outputs = outputs.zip(embeddings.as_mut_slice().chunks_exact_mut(stride));
                for (row, (best, embedding)) in (start..end).zip(outputs) {
                    neighbours = [neighbours[1], neighbours[2], products_at(row + 1)];
                    let soon = products_at(row + SOON);
                    kernel::prefetch(level, &types.products()[soon..soon + 3 * each]);
                    let starts = [neighbours[0], neighbours[1] + each, neighbours[2] + 2 * each];
                    kernel::sum_maxout(level, types.products(), &starts, bias.as_slice(), best);
                    embedding.copy_from_slice(self.types.embedding(token_at(row), types));
                }
                let rows = &mut rows[start * stride..end * stride];
                kernel::add_normed(level, best.as_slice(), norm, embeddings.as_slice(), rows);
            }
            rows[(first - 1) * stride..first * stride].fill(0.0);
            rows[last * stride..(last + 1) * stride].fill(0.0);
        }
    }
}

impl VectorsScratch {
    /// The vectors of text number `text`, each of `width` numbers.
    pub(crate) fn of(&self, text: usize, width: usize) -> Rows<'_> {
        let stride = padded(width);
        Rows { numbers: self.rows.as_slice(), first: self.places[text].row * stride, stride }
    }
}

/// Numbers `[output][piece]` as `[piece][output]`, padded.
fn by_piece(numbers: &[f32], width: usize, pieces: usize) -> Vec<f32> {
    let mut ordered = vec![0.0; pieces * padded(width)];
    for (output, of_output) in numbers.chunks_exact(pieces).enumerate() {
        for (piece, &number) in of_output.iter().enumerate() {
            ordered[piece * padded(width) + output] = number;
        }
    }
    ordered
}

/// The weights of the first layer (`[output][piece][neighbour][number]`) for one word: `[neighbour][piece][output]`.
fn products(weights: &[f32], width: usize, pieces: usize) -> Packed {
    let stride = padded(width);
    let outputs = 3 * pieces * stride;
    let mut ordered = vec![0.0; outputs * width];
    for (output, of_output) in weights.chunks_exact(pieces * 3 * width).enumerate() {
        for (piece, of_piece) in of_output.chunks_exact(3 * width).enumerate() {
            for (neighbour, numbers) in of_piece.chunks_exact(width).enumerate() {
                let to = (neighbour * pieces + piece) * stride + output;
                ordered[to * width..][..width].copy_from_slice(numbers);
            }
        }
    }
    Packed::new(Sizes { outputs, pieces: 1, rows: 1, width }, &ordered, None)
}
