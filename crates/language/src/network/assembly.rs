//! Which networks and heads a model has, and running them over a batch of texts.

use crate::config::{self, Config};
use crate::kernel::{Buffer, Level, Rows};
use crate::lexeme::Lexemes;
use crate::model::{Malformed, ModelError, ModelFiles};
use crate::pipeline::Components;
use crate::stage::Stage;

use super::Batch;
use super::arc_eager::{Parser, ParserScratch};
use super::entities::{EntityRecogniser, EntityScratch};
use super::tagger::Tagger;
use super::token_vectors::{TokenVectors, VectorsScratch};
use super::word_types::WordTypesCache;

/// The network of a model.
#[derive(Debug)]
pub(crate) struct Network {
    level: Level,
    /// The networks that make vectors, each used by one component or shared by several.
    vectors: Vec<TokenVectors>,
    tagger: Option<(usize, Tagger)>,
    parser: Option<(usize, Parser)>,
    entities: Option<(usize, EntityRecogniser)>,
}

/// What a worker keeps from batch to batch.
#[derive(Debug, Default)]
pub(crate) struct NetworkScratch {
    /// What is kept of word types for each of the networks.
    types: Vec<WordTypesCache>,
    vectors: VectorsScratch,
    /// The network whose vectors of this batch these are.
    current: Option<usize>,
    scores: Buffer,
    parser: ParserScratch,
    entities: EntityScratch,
}

impl Network {
    /// Reads the network of a model, as far as `components` need it.
    pub(crate) fn load(files: &ModelFiles, config: &Config, components: Components) -> Result<Self, ModelError> {
        let mut network =
            Self { level: Level::detect(), vectors: Vec::new(), tagger: None, parser: None, entities: None };
        // Networks that components share, read when the first of them asks.
        let mut shared: Vec<(String, Option<usize>)> = Vec::new();
        for (component, factory) in config.running()? {
            match factory.as_str() {
                "tok2vec" => shared.push((component, None)),
                "tagger" if components.tagger => {
                    let (at, width) = network.vectors_of(files, config, &component, &mut shared)?;
                    network.tagger = Some((at, Tagger::load(files, config, &component, width)?));
                }
                "parser" if components.parser => {
                    let (at, width) = network.vectors_of(files, config, &component, &mut shared)?;
                    network.parser = Some((at, Parser::load(files, config, &component, width)?));
                }
                "ner" if components.entities => {
                    let (at, width) = network.vectors_of(files, config, &component, &mut shared)?;
                    network.entities = Some((at, EntityRecogniser::load(files, config, &component, width)?));
                }
                "tagger" | "parser" | "ner" | "attribute_ruler" | "lemmatizer" => {}
                other => {
                    let part = format!("component '{component}'");
                    return Err(ModelError::Unknown { part, what: format!("its factory is '{other}'") });
                }
            }
        }
        Ok(network)
    }

    /// The network that makes the vectors of `component`, its own or one that it listens to, and their width.
    fn vectors_of(
        &mut self,
        files: &ModelFiles,
        config: &Config,
        component: &str,
        shared: &mut [(String, Option<usize>)],
    ) -> Result<(usize, usize), ModelError> {
        let section = format!("components.{component}.model.tok2vec");
        let known = ["spacy.Tok2VecListener.v1", "spacy.Tok2Vec.v2"];
        if config.architecture(&section, &known)? == known[1] {
            return self.add_vectors(files, config, component, &section);
        }
        let upstream = config.text(&section, "upstream").unwrap_or_else(|_| "*".to_owned());
        let found = shared.iter_mut().rfind(|(name, _)| upstream == "*" || *name == upstream);
        let (name, place) = found.ok_or_else(|| {
            Malformed(format!("[{section}] listens to '{upstream}', which does not run before it")).of(config::PATH)
        })?;
        if let Some(at) = *place {
            return Ok((at, self.vectors[at].width()));
        }
        let (at, width) = self.add_vectors(files, config, name, &format!("components.{name}.model"))?;
        *place = Some(at);
        Ok((at, width))
    }

    fn add_vectors(
        &mut self,
        files: &ModelFiles,
        config: &Config,
        component: &str,
        section: &str,
    ) -> Result<(usize, usize), ModelError> {
        self.vectors.push(TokenVectors::load(files, config, component, section)?);
        let at = self.vectors.len() - 1;
        Ok((at, self.vectors[at].width()))
    }

    /// Tags all tokens of `batch` and sets their heads, labels and sentence starts.
    pub(crate) fn tag_and_parse(
        &self,
        lexemes: &Lexemes,
        batch: &mut Batch,
        scratch: &mut NetworkScratch,
        ran: &mut impl FnMut(Stage),
    ) {
        scratch.current = None;
        if let Some((at, tagger)) = &self.tagger {
            self.run_vectors(*at, lexemes, batch, scratch, ran);
            let NetworkScratch { vectors, scores, .. } = scratch;
            for text in 0..batch.ends.len() {
                let tokens = batch.text(text);
                let tags = tagger.tags(self.level, self.rows(*at, vectors, text), tokens.len(), scores);
                for (token, tag) in batch.tokens[tokens].iter_mut().zip(tags) {
                    token.tag = tag;
                }
            }
            ran(Stage::Tagger);
        }
        if let Some((at, parser)) = &self.parser {
            self.run_vectors(*at, lexemes, batch, scratch, ran);
            for text in 0..batch.ends.len() {
                let rows = self.rows(*at, &scratch.vectors, text);
                let tokens = batch.text(text);
                parser.parse(self.level, rows, lexemes, &mut batch.tokens[tokens], &mut scratch.parser);
            }
            ran(Stage::Parser);
        }
    }

    /// Sets the entities of all texts of `batch`, which has been parsed.
    pub(crate) fn find_entities(
        &self,
        lexemes: &Lexemes,
        batch: &mut Batch,
        scratch: &mut NetworkScratch,
        ran: &mut impl FnMut(Stage),
    ) {
        let Some((at, recogniser)) = &self.entities else { return };
        self.run_vectors(*at, lexemes, batch, scratch, ran);
        for text in 0..batch.ends.len() {
            let rows = self.rows(*at, &scratch.vectors, text);
            let tokens = batch.text(text);
            recogniser.find(self.level, rows, lexemes, &mut batch.tokens[tokens], &mut scratch.entities);
        }
        ran(Stage::Entities);
    }

    /// Writes the vectors that are at hand to `out`, token after token of all texts of `batch`.
    pub(crate) fn copy_vectors(&self, batch: &Batch, scratch: &NetworkScratch, out: &mut Vec<f32>) {
        out.clear();
        let Some(at) = scratch.current else { return };
        let width = self.vectors[at].width();
        for text in 0..batch.ends.len() {
            let rows = self.rows(at, &scratch.vectors, text);
            for token in 0..batch.text(text).len() {
                out.extend_from_slice(&rows.numbers[rows.first + token * rows.stride..][..width]);
            }
        }
    }

    /// Computes the vectors of network `at`, if those at hand are not its.
    fn run_vectors(
        &self,
        at: usize,
        lexemes: &Lexemes,
        batch: &Batch,
        scratch: &mut NetworkScratch,
        ran: &mut impl FnMut(Stage),
    ) {
        scratch.types.resize_with(self.vectors.len(), WordTypesCache::default);
        if scratch.current.replace(at) != Some(at) {
            self.vectors[at].run(self.level, lexemes, batch, &mut scratch.types[at], &mut scratch.vectors);
            ran(Stage::Vectors);
        }
    }

    /// The vectors that network `at` has made of text number `text`.
    fn rows<'s>(&self, at: usize, vectors: &'s VectorsScratch, text: usize) -> Rows<'s> {
        vectors.of(text, self.vectors[at].width())
    }
}
