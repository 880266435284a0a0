//! Which networks and heads a model has, and running them over a batch of texts.

use crate::config::{self, Config};
use crate::kernel::{Buffer, Level, Rows, padded};
use crate::lexeme::Lexemes;
use crate::model::{Malformed, ModelError, ModelFiles};
use crate::pipeline::Components;

use super::Batch;
use super::arc_eager::{Parser, ParserScratch};
use super::entities::{EntityRecogniser, EntityScratch};
use super::tagger::Tagger;
use super::token_vectors::{Scratch, TokenVectors, TypeCache};

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
    /// Which of the networks have made their vectors of this batch.
    done: Vec<bool>,
    types: Vec<TypeCache>,
    vectors: Vec<Buffer>,
    scratch: Scratch,
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
    pub(crate) fn tag_and_parse(&self, lexemes: &Lexemes, batch: &mut Batch, scratch: &mut NetworkScratch) {
        scratch.done.clear();
        if let Some((at, tagger)) = &self.tagger {
            let rows = self.vectors(*at, lexemes, batch, scratch);
            let (buffer, scores) = (&scratch.vectors[*at], &mut scratch.scores);
            for text in 0..batch.ends.len() {
                let tokens = batch.text(text);
                let rows = rows.at(buffer, batch, text);
                let tags = tagger.tags(self.level, rows, tokens.len(), scores);
                for (token, tag) in batch.tokens[tokens].iter_mut().zip(tags) {
                    token.tag = tag;
                }
            }
        }
        if let Some((at, parser)) = &self.parser {
            let rows = self.vectors(*at, lexemes, batch, scratch);
            for text in 0..batch.ends.len() {
                let from = rows.at(&scratch.vectors[*at], batch, text);
                let tokens = batch.text(text);
                parser.parse(self.level, from, lexemes, &mut batch.tokens[tokens], &mut scratch.parser);
            }
        }
    }

    /// Sets the entities of all texts of `batch`, which has been parsed.
    pub(crate) fn find_entities(&self, lexemes: &Lexemes, batch: &mut Batch, scratch: &mut NetworkScratch) {
        let Some((at, recogniser)) = &self.entities else { return };
        let rows = self.vectors(*at, lexemes, batch, scratch);
        for text in 0..batch.ends.len() {
            let from = rows.at(&scratch.vectors[*at], batch, text);
            let tokens = batch.text(text);
            recogniser.find(self.level, from, lexemes, &mut batch.tokens[tokens], &mut scratch.entities);
        }
    }

    /// Computes the vectors of network `at`, if that has not been done.
    fn vectors(&self, at: usize, lexemes: &Lexemes, batch: &Batch, scratch: &mut NetworkScratch) -> Layout {
        scratch.done.resize(self.vectors.len(), false);
        scratch.types.resize_with(self.vectors.len(), TypeCache::default);
        scratch.vectors.resize_with(self.vectors.len(), Buffer::default);
        let network = &self.vectors[at];
        if !std::mem::replace(&mut scratch.done[at], true) {
            let (types, vectors) = (&mut scratch.types[at], &mut scratch.vectors[at]);
            network.run(self.level, lexemes, batch, types, &mut scratch.scratch, vectors);
        }
        Layout { stride: padded(network.width()), window: network.window(), padding: network.padding() }
    }
}

/// Where the vectors of a batch lie.
struct Layout {
    stride: usize,
    window: usize,
    padding: usize,
}

impl Layout {
    /// The vectors of text number `text`.
    fn at<'n>(&self, buffer: &'n Buffer, batch: &Batch, text: usize) -> Rows<'n> {
        let row = self.window + Batch::row(text, batch.text(text).start, self.padding);
        Rows { numbers: buffer.as_slice(), first: row * self.stride, stride: self.stride }
    }
}
