//! What of the network depends on a word alone: its embedding, and what it adds to the first layer as the word
//! before, as the word itself and as the word after. It is computed once for each word type and kept.
//!
//! What is kept is bounded: when there is too much, the types that were met only once since the last time go.

use crate::analysis::Analysis;
use crate::config::Config;
use crate::kernel::{self, Buffer, Level, Norm, Packed, Rows, Sizes, padded};
use crate::lexeme::{Lexeme, LexemeId, Lexemes};
use crate::model::{ModelError, ModelFiles};
use crate::weights::Layers;

use super::Batch;
use super::hash_embedding::HashEmbedding;
use super::static_vectors::StaticVectors;

/// What of a token is embedded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attribute {
    Orth,
    Lower,
    Norm,
    Prefix,
    Suffix,
    Shape,
    Spacy,
    IsSpace,
}

impl Attribute {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "ORTH" => Self::Orth,
            "LOWER" => Self::Lower,
            "NORM" => Self::Norm,
            "PREFIX" => Self::Prefix,
            "SUFFIX" => Self::Suffix,
            "SHAPE" => Self::Shape,
            "SPACY" => Self::Spacy,
            "IS_SPACE" => Self::IsSpace,
            _ => return None,
        })
    }

    fn of(self, lexeme: &Lexeme, space_after: bool) -> u64 {
        match self {
            Self::Orth => lexeme.orth_id,
            Self::Lower => crate::strings::string_id(&lexeme.lower),
            Self::Norm => lexeme.norm_id,
            Self::Prefix => lexeme.prefix_id,
            Self::Suffix => lexeme.suffix_id,
            Self::Shape => lexeme.shape_id,
            Self::Spacy => u64::from(space_after),
            Self::IsSpace => u64::from(lexeme.is_space),
        }
    }
}

/// The part of the network.
#[derive(Debug)]
pub(super) struct WordTypes {
    embeddings: Vec<(Attribute, HashEmbedding)>,
    vectors: Option<StaticVectors>,
    mix: (Packed, Norm),
    products: Packed,
    width: usize,
}

/// What is kept of word types.
#[derive(Debug, Default)]
pub(crate) struct WordTypesCache {
    /// Which [`Lexemes::generation`] the types are of.
    generation: u64,
    embeddings: Kept,
    products: Kept,
    concatenated: Buffer,
    best: Buffer,
}

/// Rows of numbers by word type. Row 0 stands for no word: zeros.
#[derive(Debug, Default)]
struct Kept {
    /// The row of each type, or 0.
    row_of: Vec<u32>,
    /// By row: the type, and how often it was met, counted to 2.
    types: Vec<(u32, u8)>,
    rows: Vec<f32>,
    /// Types that have a row, but nothing in it yet.
    missing: Vec<u32>,
}

/// Word types whose embeddings are kept, 384 bytes each in the small model.
const EMBEDDINGS: usize = 20_000;
/// Word types whose products are kept, 3.5 KB each.
const PRODUCTS: usize = 4_000;
/// Types for which there is room beside those that are kept.
const SPARE: usize = 2_000;
/// Types that are computed together.
const CHUNK: usize = 240;

impl WordTypes {
    /// Reads the embedding of `section` from its `layers`; `products` are the weights of the first layer, by neighbour.
    pub(super) fn load(
        files: &ModelFiles,
        config: &Config,
        layers: &Layers,
        section: &str,
        width: usize,
        products: Packed,
    ) -> Result<Self, ModelError> {
        let embed = format!("{section}.embed");
        config.architecture(&embed, &["spacy.MultiHashEmbed.v2"])?;
        let names = config.texts(&embed, "attrs")?;
        let rows = config.numbers(&embed, "rows")?;
        let tables = layers.of_kind("hashembed");
        if tables.len() != names.len() || tables.len() != rows.len() {
            return Err(layers.malformed(format!("it has {} hash embeddings, not {}", tables.len(), names.len())));
        }
        let mut embeddings = Vec::new();
        for ((name, table), &rows) in names.iter().zip(tables).zip(&rows) {
            let attribute = Attribute::named(name).ok_or_else(|| ModelError::Unknown {
                part: embed.clone(),
                what: format!("the attribute '{name}' cannot be embedded"),
            })?;
            embeddings.push((attribute, HashEmbedding::load(layers, table, rows, width)?));
        }
        let with_vectors = config.flag(&embed, "include_static_vectors");
        let vectors = if with_vectors { Some(StaticVectors::load(files, layers, width)?) } else { None };
        // The layer that mixes the embeddings is the outermost of its kind and has three pieces.
        let (maxout, norm) = (layers.of_kind("maxout")[0], layers.of_kind("layernorm")[0]);
        let sizes = Sizes { outputs: width, pieces: 3, rows: names.len() + usize::from(with_vectors), width };
        let weights = layers.array(maxout, "W", &[width, sizes.pieces, sizes.rows * width])?;
        let bias = layers.array(maxout, "b", &[width, sizes.pieces])?;
        let norm = Norm::new(layers.array(norm, "G", &[width])?, layers.array(norm, "b", &[width])?);
        let mix = (Packed::new(sizes, weights, Some(bias)), norm);
        Ok(Self { embeddings, vectors, mix, products, width })
    }

    /// Computes the embeddings that are missing of the types of `batch`.
    pub(super) fn prepare(&self, level: Level, lexemes: &Lexemes, batch: &Batch, cache: &mut WordTypesCache) {
        if cache.generation != lexemes.generation() {
            cache.embeddings = Kept::default();
            cache.products = Kept::default();
            cache.generation = lexemes.generation();
        }
        cache.embeddings.add(lexemes.len(), &batch.tokens, padded(self.width), EMBEDDINGS);
        let missing = std::mem::take(&mut cache.embeddings.missing);
        for types in missing.chunks(CHUNK) {
            self.embed(level, lexemes, types, cache);
        }
    }

    /// Computes the products that are missing of the types of `tokens`, which are some of those of the batch that
    /// [`WordTypes::prepare`] was given last; those of other tokens may go.
    pub(super) fn prepare_products(&self, level: Level, tokens: &[Analysis], cache: &mut WordTypesCache) {
        cache.products.add(cache.embeddings.row_of.len() / 2, tokens, self.products.out_width(), PRODUCTS);
        let missing = std::mem::take(&mut cache.products.missing);
        for types in missing.chunks(CHUNK) {
            self.multiply(level, types, cache);
        }
    }

    /// Adds the embeddings of new types.
    fn embed(&self, level: Level, lexemes: &Lexemes, types: &[u32], cache: &mut WordTypesCache) {
        let stride = padded(self.width);
        let inputs = stride * (self.embeddings.len() + usize::from(self.vectors.is_some()));
        cache.concatenated.clear_to(types.len() * inputs);
        let rows = cache.concatenated.as_mut_slice().chunks_exact_mut(inputs);
        for (row, &of) in rows.zip(types) {
            let (lexeme, space_after) = (lexemes.get(LexemeId(of / 2)), of % 2 == 1);
            let mut parts = row.chunks_exact_mut(stride);
            for ((attribute, embedding), part) in self.embeddings.iter().zip(&mut parts) {
                embedding.write(attribute.of(lexeme, space_after), part);
            }
            if let (Some(vectors), Some(part)) = (&self.vectors, parts.next()) {
                vectors.write(level, lexeme, part);
            }
        }
        cache.best.resize(types.len() * stride);
        let rows = Rows { numbers: cache.concatenated.as_slice(), first: 0, stride: inputs };
        kernel::maxout(level, rows, types.len(), &self.mix.0, cache.best.as_mut_slice());
        cache.concatenated.clear_to(types.len() * stride);
        let to = cache.embeddings.grow(types.len() * stride);
        kernel::add_normed(level, cache.best.as_slice(), &self.mix.1, cache.concatenated.as_slice(), to);
    }

    /// Adds the products of types whose embeddings are there.
    fn multiply(&self, level: Level, types: &[u32], cache: &mut WordTypesCache) {
        let stride = padded(self.width);
        cache.concatenated.resize(types.len() * stride);
        for (row, &of) in cache.concatenated.as_mut_slice().chunks_exact_mut(stride).zip(types) {
            row.copy_from_slice(cache.embeddings.row(cache.embeddings.row_of[of as usize], stride));
        }
        let rows = Rows { numbers: cache.concatenated.as_slice(), first: 0, stride };
        let to = cache.products.grow(types.len() * self.products.out_width());
        kernel::maxout(level, rows, types.len(), &self.products, to);
    }

    /// The embedding of a token's type; zeros for no token.
    pub(super) fn embedding<'c>(&self, token: Option<&Analysis>, cache: &'c WordTypesCache) -> &'c [f32] {
        cache.embeddings.row(cache.embeddings.find(token), padded(self.width))
    }

    /// Where in them those of a token's type start; zeros for no token.
    pub(super) fn products_of(&self, token: Option<&Analysis>, cache: &WordTypesCache) -> usize {
        cache.products.find(token) as usize * self.products.out_width()
    }
}

impl WordTypesCache {
    /// All products.
    pub(super) fn products(&self) -> &[f32] {
        &self.products.rows
    }
}

impl Kept {
    /// Gives rows, of `width` numbers, to the types of `tokens` that have none; before that, if there are more than
    /// `most`, takes them from those that were met only once since the last time. There are `lexemes` lexemes.
    fn add(&mut self, lexemes: usize, tokens: &[Analysis], width: usize, most: usize) {
        if self.types.len() > most {
            self.forget(width, most);
        }
        if self.types.is_empty() {
            // All that is ever needed but for rare texts; growing bit by bit would leave as much behind again.
            self.rows.reserve_exact((most + SPARE) * width);
            self.types.push((u32::MAX, 2));
            self.rows.resize(width, 0.0);
        }
        self.row_of.resize(lexemes * 2, 0);
        self.missing.clear();
        for token in tokens {
            let of = type_of(token);
            let row = &mut self.row_of[of as usize];
            if *row == 0 {
                *row = self.types.len() as u32;
                self.types.push((of, 0));
                self.missing.push(of);
            }
            let met = &mut self.types[*row as usize].1;
            *met = (*met + 1).min(2);
        }
    }

    fn forget(&mut self, width: usize, most: usize) {
        let mut kept = 1;
        for row in 1..self.types.len() {
            let (of, met) = self.types[row];
            // Should nearly all have been met more than once, room is made all the same.
            if met < 2 || kept > most / 4 * 3 {
                self.row_of[of as usize] = 0;
                continue;
            }
            self.row_of[of as usize] = kept as u32;
            self.types[kept] = (of, 0);
            self.rows.copy_within(row * width..(row + 1) * width, kept * width);
            kept += 1;
        }
        self.types.truncate(kept);
        self.rows.truncate(kept * width);
    }

    /// Room for `count` more numbers.
    fn grow(&mut self, count: usize) -> &mut [f32] {
        let from = self.rows.len();
        self.rows.resize(from + count, 0.0);
        &mut self.rows[from..]
    }

    fn find(&self, token: Option<&Analysis>) -> u32 {
        token.map_or(0, |token| self.row_of[type_of(token) as usize])
    }

    fn row(&self, row: u32, width: usize) -> &[f32] {
        &self.rows[row as usize * width..][..width]
    }
}

/// A token's word type: its lexeme, and whether a space follows.
fn type_of(token: &Analysis) -> u32 {
    token.raw.lexeme.0 * 2 + u32::from(token.raw.space_after)
}
