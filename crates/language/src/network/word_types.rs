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

/// The number of no word's type.
pub(super) const NO_WORD: u32 = 0;

/// What is kept of word types; of [`NO_WORD`], zeros.
#[derive(Debug, Default)]
pub(super) struct WordTypesCache {
    /// Which [`Lexemes::generation`] the types are of.
    generation: u64,
    /// The number of each type, or [`NO_WORD`].
    numbers: Vec<u32>,
    /// By number: the type, and how often it was met, counted to 2.
    types: Vec<(u32, u8)>,
    /// By number: the embedding, then the products `[neighbour][piece][output]`.
    rows: Vec<f32>,
    width: usize,
    row_width: usize,
    missing: Vec<u32>,
    concatenated: Buffer,
    best: Buffer,
    made: Buffer,
}

/// Numbers that are kept, 24 MB of them.
const MOST: usize = 6_000_000;

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

    /// Computes what is missing of the types of `batch`, so that [`WordTypesCache::find`] finds all of them.
    pub(super) fn prepare(&self, level: Level, lexemes: &Lexemes, batch: &Batch, cache: &mut WordTypesCache) {
        let stride = padded(self.width);
        cache.start(lexemes, stride, stride + self.products.out_width());
        cache.missing.clear();
        for token in &batch.tokens {
            let of = type_of(token);
            let number = &mut cache.numbers[of as usize];
            if *number == NO_WORD {
                *number = cache.types.len() as u32;
                cache.types.push((of, 0));
                cache.missing.push(of);
            }
            let uses = &mut cache.types[*number as usize].1;
            *uses = (*uses + 1).min(2);
        }
        let missing = std::mem::take(&mut cache.missing);
        /// Types that are computed together.
        const CHUNK: usize = 240;
        for types in missing.chunks(CHUNK) {
            self.make(level, lexemes, types, cache);
        }
        cache.missing = missing;
    }

    /// Adds the rows of new types.
    fn make(&self, level: Level, lexemes: &Lexemes, types: &[u32], cache: &mut WordTypesCache) {
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
        kernel::add_normed_to(level, cache.best.as_slice(), &self.mix.1, cache.concatenated.as_mut_slice());

        let width = self.products.out_width();
        cache.made.resize(types.len() * width);
        let rows = Rows { numbers: cache.concatenated.as_slice(), first: 0, stride };
        kernel::maxout(level, rows, types.len(), &self.products, cache.made.as_mut_slice());
        let made = cache.made.as_slice().chunks_exact(width);
        for (embedding, products) in cache.concatenated.as_slice().chunks_exact(stride).zip(made) {
            cache.rows.extend_from_slice(embedding);
            cache.rows.extend_from_slice(products);
        }
    }
}

impl WordTypesCache {
    /// Makes ready for a batch: forgets what is of other lexemes, or what was met only once if there is too much.
    fn start(&mut self, lexemes: &Lexemes, width: usize, row_width: usize) {
        (self.width, self.row_width) = (width, row_width);
        if self.generation != lexemes.generation() || self.types.is_empty() {
            self.numbers.clear();
            self.types.clear();
            self.rows.clear();
            self.types.push((u32::MAX, 2));
            self.rows.resize(row_width, 0.0);
            self.generation = lexemes.generation();
        } else if self.rows.len() > MOST {
            self.forget();
        }
        self.numbers.resize(lexemes.len() * 2, NO_WORD);
    }

    fn forget(&mut self) {
        let mut kept = 1;
        for number in 1..self.types.len() {
            let (of, uses) = self.types[number];
            if uses < 2 {
                self.numbers[of as usize] = NO_WORD;
                continue;
            }
            self.numbers[of as usize] = kept as u32;
            self.types[kept] = (of, 0);
            self.rows.copy_within(number * self.row_width..(number + 1) * self.row_width, kept * self.row_width);
            kept += 1;
        }
        // Should nearly all have been met more than once, room is made all the same.
        if kept * self.row_width > MOST / 4 * 3 {
            self.numbers.fill(NO_WORD);
            kept = 1;
        }
        self.types.truncate(kept);
        self.rows.truncate(kept * self.row_width);
    }

    /// The number of a token's type.
    pub(super) fn find(&self, token: &Analysis) -> u32 {
        self.numbers[type_of(token) as usize]
    }

    /// The embedding of a type.
    pub(super) fn embedding(&self, number: u32) -> &[f32] {
        &self.rows[number as usize * self.row_width..][..self.width]
    }

    /// All rows.
    pub(super) fn numbers(&self) -> &[f32] {
        &self.rows
    }

    /// Where in the rows the products of three neighbours start, each for its place.
    pub(super) fn products(&self, neighbours: [u32; 3]) -> [usize; 3] {
        let each = (self.row_width - self.width) / 3;
        let mut place = 0;
        neighbours.map(|number| {
            place += 1;
            number as usize * self.row_width + self.width + (place - 1) * each
        })
    }
}

/// A token's word type: its lexeme, and whether a space follows.
fn type_of(token: &Analysis) -> u32 {
    token.raw.lexeme.0 * 2 + u32::from(token.raw.space_after)
}
