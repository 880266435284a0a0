//! The whole pipeline, from text to [`Document`].

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::analysis::Analysis;
use crate::config::Config;
use crate::document::{Document, TokenData, TokenId};
use crate::lemmatizer::{LemmaCache, Lemmatizer};
use crate::lexeme::Lexemes;
use crate::model::{Model, ModelError};
use crate::network::{Batch, Network, NetworkScratch};
use crate::ruler::{AttributeRuler, RulerCache};
use crate::strings::Strings;
use crate::tokenizer::{ChunkCache, Tokenizer};

/// Which parts of a pipeline run. What is left out costs nothing, and what it would have set stays empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Components {
    /// Fine tags. Parts of speech and lemmas follow from them.
    pub tagger: bool,
    /// Heads, labels and sentences. Without it a text is one sentence of roots.
    pub parser: bool,
    /// Parts of speech, features and irregular lemmas, from tags and labels.
    pub attribute_ruler: bool,
    /// Lemmas.
    pub lemmatizer: bool,
    /// Entities.
    pub entities: bool,
}

impl Default for Components {
    fn default() -> Self {
        Self { tagger: true, parser: true, attribute_ruler: true, lemmatizer: true, entities: true }
    }
}

/// A pipeline, shared by all threads that parse with it.
#[derive(Debug)]
pub struct Pipeline {
    name: String,
    tokenizer: Tokenizer,
    network: Network,
    ruler: Option<AttributeRuler>,
    lemmatizer: Option<Lemmatizer>,
    /// Workers that nobody uses at the moment.
    idle: Mutex<Vec<Worker>>,
}

/// What one thread keeps from text to text. It changes how fast a text is parsed, never the result.
#[derive(Debug, Default)]
struct Worker {
    lexemes: Lexemes,
    strings: Strings,
    chunks: ChunkCache,
    ruler: RulerCache,
    lemmas: LemmaCache,
    network: NetworkScratch,
    batch: Batch,
    raw: Vec<crate::analysis::RawToken>,
}

impl Pipeline {
    /// The English pipeline that is built in.
    ///
    /// # Panics
    /// Never with the model of the repository.
    #[cfg(feature = "english")]
    pub fn english() -> Self {
        let model = Model::english().expect("the model that is built in can be read");
        Self::new(&model, Components::default()).expect("the model that is built in can be run")
    }

    /// Reads the model at `path` (see [`Model::open`]) and makes ready to run all of it.
    pub fn open(path: &Path) -> Result<Self, ModelError> {
        Self::new(&Model::open(path)?, Components::default())
    }

    /// Makes ready to run the `components` that `model` has.
    pub fn new(model: &Model, components: Components) -> Result<Self, ModelError> {
        let files = model.files();
        let config = Config::load(files)?;
        let running = config.running()?;
        let has = |factory: &str| running.iter().any(|(_, of)| of == factory);
        let ruler = components.attribute_ruler && has("attribute_ruler");
        let lemmatizer = components.lemmatizer && has("lemmatizer");
        Ok(Self {
            name: model.name(),
            tokenizer: Tokenizer::new(files)?,
            network: Network::load(files, &config, components)?,
            ruler: ruler.then(|| AttributeRuler::new(files)).transpose()?,
            lemmatizer: lemmatizer.then(|| Lemmatizer::new(files)).transpose()?,
            idle: Mutex::default(),
        })
    }

    /// Name and version of its model, as `en_core_web_sm 3.8.0`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Parses `text`, which is one text to the network: its sentences are found, not given.
    ///
    /// # Panics
    /// If `text` has 4 GiB or more.
    pub fn parse(&self, text: &str) -> Document {
        let mut worker = self.idle().pop().unwrap_or_default();
        let document = worker.parse(self, text);
        self.idle().push(worker);
        document
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Worker {
    fn parse(&mut self, pipeline: &Pipeline, text: &str) -> Document {
        self.batch.tokens.clear();
        self.batch.ends.clear();
        self.add(pipeline, text);
        self.run(pipeline);
        Document::from_parts(text.to_owned(), self.batch.tokens.iter().map(|token| self.data(token)).collect())
    }

    /// Tokenizes `text` as one more text of the batch.
    fn add(&mut self, pipeline: &Pipeline, text: &str) {
        self.raw.clear();
        pipeline.tokenizer.tokenize(text, &mut self.lexemes, &mut self.chunks, &mut self.raw);
        self.batch.tokens.extend((0..).zip(&self.raw).map(|(at, &raw)| Analysis::new(raw, at)));
        self.batch.ends.push(self.batch.tokens.len());
    }

    /// Runs everything after the tokenizer over the batch.
    fn run(&mut self, pipeline: &Pipeline) {
        let Self { lexemes, strings, ruler, lemmas, network, batch, .. } = self;
        pipeline.network.tag_and_parse(lexemes, batch, network);
        for text in 0..batch.ends.len() {
            let tokens = batch.text(text);
            let tokens = &mut batch.tokens[tokens];
            if let Some(rules) = &pipeline.ruler {
                rules.apply(lexemes, strings, ruler, tokens);
            }
            if let Some(lemmatizer) = &pipeline.lemmatizer {
                lemmatizer.apply(lexemes, strings, lemmas, tokens);
            }
        }
        pipeline.network.find_entities(lexemes, batch, network);
    }

    fn data(&self, token: &Analysis) -> TokenData {
        TokenData {
            span: token.raw.span,
            space_after: token.raw.space_after,
            norm: self.lexemes.get(token.raw.lexeme).norm.clone(),
            lemma: self.strings.get(token.lemma).into(),
            tag: token.tag,
            pos: token.pos,
            morph: token.morph,
            head: TokenId(token.head),
            dep: token.dep,
            sentence_start: token.sentence_start,
            entity: token.entity,
            entity_start: token.entity_start,
        }
    }
}
