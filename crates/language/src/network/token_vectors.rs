//! From words to vectors that know their neighbours: hash embeddings of a word's attributes, mixed; then layers of
//! maxout over a window, each added to what it read (spaCy's `Tok2Vec`).
//!
//! The embedding of a word depends on its type alone and is kept. Between texts, and before the first and after the
//! last, stand rows of zeros, as many as the layers see to either side, so that no text sees another.

use crate::analysis::Analysis;
use crate::config::Config;
use crate::kernel::{self, Buffer, Level, Norm, Packed, Rows, Sizes, padded};
use crate::lexeme::{Lexeme, Lexemes};
use crate::model::{ModelError, ModelFiles};
use crate::weights::Layers;

use super::hash_embedding::HashEmbedding;
use super::static_vectors::StaticVectors;
use super::{Batch, bounded};

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

/// The network.
#[derive(Debug)]
pub(crate) struct TokenVectors {
    embeddings: Vec<(Attribute, HashEmbedding)>,
    vectors: Option<StaticVectors>,
    mix: (Packed, Norm),
    layers: Vec<(Packed, Norm)>,
    window: usize,
    width: usize,
}

/// What one worker keeps for one [`TokenVectors`]: the embeddings of the word types it has met.
#[derive(Debug, Default)]
pub(crate) struct TypeCache {
    generation: u64,
    /// For each word type one more than its number, or 0.
    numbers: Vec<u32>,
    /// Rows by number.
    rows: Vec<f32>,
}

/// Word types of which embeddings are kept.
const TYPES: usize = 20_000;

/// Memory that is used again for each batch.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    concatenated: Buffer,
    best: Buffer,
    missing: Vec<(usize, bool)>,
}

impl TokenVectors {
    /// Reads the network of `component` from `[components.COMPONENT.model]` or, where it is a part of a greater
    /// one, `[components.COMPONENT.model.tok2vec]`.
    pub(crate) fn load(
        files: &ModelFiles,
        config: &Config,
        component: &str,
        section: &str,
    ) -> Result<Self, ModelError> {
        config.architecture(section, &["spacy.Tok2Vec.v2"])?;
        let (embed, encode) = (format!("{section}.embed"), format!("{section}.encode"));
        config.architecture(&embed, &["spacy.MultiHashEmbed.v2"])?;
        config.architecture(&encode, &["spacy.MaxoutWindowEncoder.v2"])?;
        let names = config.texts(&embed, "attrs")?;
        let rows = config.numbers(&embed, "rows")?;
        let width = bounded(config.number(&encode, "width")?, &encode, "width")?;
        let depth = bounded(config.number(&encode, "depth")?, &encode, "depth")?;
        let window = bounded(config.number(&encode, "window_size")?, &encode, "window_size")?;
        let pieces = bounded(config.number(&encode, "maxout_pieces")?, &encode, "maxout_pieces")?;
        let with_vectors = config.flag(&embed, "include_static_vectors");

        let layers = Layers::load(files, &format!("{component}/model"))?;
        let (tables, maxouts, norms) =
            (layers.of_kind("hashembed"), layers.of_kind("maxout"), layers.of_kind("layernorm"));
        if tables.len() != names.len() || tables.len() != rows.len() {
            return Err(layers.malformed(format!("it has {} hash embeddings, not {}", tables.len(), names.len())));
        }
        if maxouts.len() != depth + 1 || norms.len() != depth + 1 {
            return Err(layers.malformed(format!("it has {} layers 'maxout', not {}", maxouts.len(), depth + 1)));
        }
        let mut embeddings = Vec::new();
        for ((name, table), &rows) in names.iter().zip(tables).zip(&rows) {
            let attribute = Attribute::named(name).ok_or_else(|| ModelError::Unknown {
                part: embed.clone(),
                what: format!("the attribute '{name}' cannot be embedded"),
            })?;
            embeddings.push((attribute, HashEmbedding::load(&layers, table, rows, width)?));
        }
        let vectors = if with_vectors { Some(StaticVectors::load(files, &layers, width)?) } else { None };
        let block = |at: usize, rows: usize, pieces: usize| -> Result<(Packed, Norm), ModelError> {
            let weights = layers.array(maxouts[at], "W", &[width, pieces, rows * width])?;
            let bias = layers.array(maxouts[at], "b", &[width, pieces])?;
            let (gain, shift) = (layers.array(norms[at], "G", &[width])?, layers.array(norms[at], "b", &[width])?);
            Ok((
                Packed::new(Sizes { outputs: width, pieces, rows, width }, weights, Some(bias)),
                Norm::new(gain, shift),
            ))
        };
        // The layer that mixes the embeddings always has three pieces.
        let mix = block(0, names.len() + usize::from(with_vectors), 3)?;
        let layers = (1..=depth).map(|at| block(at, 2 * window + 1, pieces)).collect::<Result<_, _>>()?;
        Ok(Self { embeddings, vectors, mix, layers, window, width })
    }

    /// Numbers of a vector, without padding.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Writes to `vectors` the vectors of all tokens of `batch`, and those of the rows between the texts: see
    /// [`Batch::row`], counted from row `window`.
    pub(crate) fn run(
        &self,
        level: Level,
        lexemes: &Lexemes,
        batch: &Batch,
        cache: &mut TypeCache,
        scratch: &mut Scratch,
        vectors: &mut Buffer,
    ) {
        self.embed_new_types(level, lexemes, batch, cache, scratch);
        let stride = padded(self.width);
        let count = batch.row_count(self.padding());
        vectors.clear_to((count + 2 * self.window) * stride);
        for (text, tokens) in batch.texts().enumerate() {
            for token in tokens {
                let number = cache.numbers[type_of(&batch.tokens[token])] as usize - 1;
                let row = self.window + Batch::row(text, token, self.padding());
                vectors.as_mut_slice()[row * stride..][..stride]
                    .copy_from_slice(&cache.rows[number * stride..][..stride]);
            }
        }
        scratch.best.resize(count * stride);
        for (weights, norm) in &self.layers {
            let rows = Rows { numbers: vectors.as_slice(), first: 0, stride };
            kernel::maxout(level, rows, count, weights, scratch.best.as_mut_slice());
            let sum = &mut vectors.as_mut_slice()[self.window * stride..][..count * stride];
            kernel::add_normed(level, scratch.best.as_slice(), norm, sum);
        }
    }

    /// Rows of zeros before, between and after texts.
    pub(crate) fn padding(&self) -> usize {
        self.window * self.layers.len()
    }

    /// Rows that stand before the first of the padding.
    pub(crate) fn window(&self) -> usize {
        self.window
    }

    fn embed_new_types(
        &self,
        level: Level,
        lexemes: &Lexemes,
        batch: &Batch,
        cache: &mut TypeCache,
        scratch: &mut Scratch,
    ) {
        let stride = padded(self.width);
        if cache.generation != lexemes.generation() || cache.rows.len() > TYPES * stride {
            cache.numbers.clear();
            cache.rows.clear();
            cache.generation = lexemes.generation();
        }
        cache.numbers.resize(lexemes.len() * 2, 0);
        let known = cache.rows.len() / stride;
        scratch.missing.clear();
        for token in &batch.tokens {
            let number = &mut cache.numbers[type_of(token)];
            if *number == 0 {
                scratch.missing.push((token.raw.lexeme.index(), token.raw.space_after));
                *number = (known + scratch.missing.len()) as u32;
            }
        }
        let inputs = stride * (self.embeddings.len() + usize::from(self.vectors.is_some()));
        scratch.concatenated.clear_to(scratch.missing.len() * inputs);
        let rows = scratch.concatenated.as_mut_slice().chunks_exact_mut(inputs);
        for (row, &(lexeme, space_after)) in rows.zip(&scratch.missing) {
            let lexeme = lexemes.get(crate::lexeme::LexemeId(lexeme as u32));
            let mut parts = row.chunks_exact_mut(stride);
            for ((attribute, embedding), part) in self.embeddings.iter().zip(&mut parts) {
                debug_assert_eq!(embedding.out_width(), stride);
                embedding.write(attribute.of(lexeme, space_after), part);
            }
            if let (Some(vectors), Some(part)) = (&self.vectors, parts.next()) {
                vectors.write(level, lexeme, part);
            }
        }
        let count = scratch.missing.len();
        scratch.best.resize(count * stride);
        let rows = Rows { numbers: scratch.concatenated.as_slice(), first: 0, stride: inputs };
        kernel::maxout(level, rows, count, &self.mix.0, scratch.best.as_mut_slice());
        cache.rows.resize((known + count) * stride, 0.0);
        kernel::add_normed(level, scratch.best.as_slice(), &self.mix.1, &mut cache.rows[known * stride..]);
    }
}

/// The number of a token's word type: its lexeme, and whether a space follows.
fn type_of(token: &Analysis) -> usize {
    token.raw.lexeme.index() * 2 + usize::from(token.raw.space_after)
}
