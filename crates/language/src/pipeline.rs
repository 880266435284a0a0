//! The whole pipeline, from text to [`Document`].

use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::analysis::Analysis;
use crate::config::Config;
use crate::document::{Document, DocumentBuilder, TokenData, TokenId};
use crate::lemmatizer::{LemmaCache, Lemmatizer};
use crate::lexeme::Lexemes;
use crate::model::{Model, ModelError};
use crate::network::{Batch, Network, NetworkScratch};
use crate::pieces::{paragraphs, pieces};
use crate::ruler::{AttributeRuler, RulerCache};
use crate::stage::Stage;
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
    name: Arc<str>,
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
    /// The vectors of the batch's tokens.
    vectors: Vec<f32>,
    /// Where in their document the texts of the batch start.
    starts: Vec<u32>,
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
            name: model.name().into(),
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

    /// Parses `text` in one piece: its sentences are found, not given. Longer than [`Pipeline::LONGEST`] bytes, it is
    /// parsed in several, cut where it breaks best; each is parsed as if it stood alone.
    ///
    /// # Panics
    /// If `text` has 4 GiB or more.
    pub fn parse(&self, text: &str) -> Document {
        self.parse_in_stages(text, |_| {})
    }

    /// The same as [`Pipeline::parse`]; `ran` is called each time a stage has done some of its work, so that a clock read
    /// there tells what each stage takes. A short text goes through each stage once, a long one several times.
    ///
    /// # Panics
    /// If `text` has 4 GiB or more.
    pub fn parse_in_stages(&self, text: &str, mut ran: impl FnMut(Stage)) -> Document {
        self.with_worker(|worker| worker.parse(self, text, pieces(text, Self::LONGEST), &mut ran))
    }

    /// The pieces in which [`Pipeline::parse`] parses `text`, each as a document of its own, parsed when it is asked for.
    pub fn parse_pieces<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Document> + 't {
        pieces(text, Self::LONGEST).map(|piece| self.parse(&text[piece]))
    }

    /// Parses the paragraphs of `text`, which stand between blank lines, each as [`Pipeline::parse`] would; all in
    /// one document, with the places they have in `text`. White space between paragraphs makes no tokens.
    ///
    /// # Panics
    /// If `text` has 4 GiB or more.
    pub fn parse_paragraphs(&self, text: &str) -> Document {
        let parts = paragraphs(text).flat_map(|paragraph| {
            let start = paragraph.start;
            pieces(&text[paragraph], Self::LONGEST).map(move |piece| start + piece.start..start + piece.end)
        });
        self.with_worker(|worker| worker.parse(self, text, parts, &mut |_| {}))
    }

    /// Bytes that are parsed in one piece.
    pub const LONGEST: usize = 1 << 16;

    fn with_worker<T>(&self, run: impl FnOnce(&mut Worker) -> T) -> T {
        let mut worker = self.idle().pop().unwrap_or_default();
        let result = run(&mut worker);
        self.idle().push(worker);
        result
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tokens of short texts that are gathered before the network runs over them.
const BATCH: usize = 1000;
/// Word types that a worker remembers; its memory of them is bounded by this.
const WORDS: usize = 40_000;

impl Worker {
    /// Parses the `parts` of `text` one by one and puts their tokens into one document.
    fn parse(
        &mut self,
        pipeline: &Pipeline,
        text: &str,
        parts: impl Iterator<Item = Range<usize>>,
        ran: &mut impl FnMut(Stage),
    ) -> Document {
        assert!(u32::try_from(text.len()).is_ok(), "a text of {} bytes is too long", text.len());
        if self.lexemes.len() > WORDS || self.strings.len() > WORDS {
            self.lexemes.clear();
            self.strings = Strings::default();
        }
        let mut document = DocumentBuilder::new(text);
        let mut parts = parts.peekable();
        self.starts.clear();
        while let Some(part) = parts.next() {
            self.starts.push(part.start as u32);
            self.add(pipeline, &text[part]);
            ran(Stage::Tokenizer);
            if self.batch.tokens.len() >= BATCH || parts.peek().is_none() {
                self.run(pipeline, ran);
                self.finish(pipeline, &mut document);
                ran(Stage::Document);
            }
        }
        let document = document.build();
        ran(Stage::Document);
        document
    }

    /// Tokenizes `text` as one more text of the batch.
    fn add(&mut self, pipeline: &Pipeline, text: &str) {
        self.raw.clear();
        pipeline.tokenizer.tokenize(text, &mut self.lexemes, &mut self.chunks, &mut self.raw);
        self.batch.tokens.extend((0..).zip(&self.raw).map(|(at, &raw)| Analysis::new(raw, at)));
        self.batch.ends.push(self.batch.tokens.len());
    }

    /// Moves the tokens of the batch into `document`.
    fn finish(&mut self, pipeline: &Pipeline, document: &mut DocumentBuilder) {
        for (text, start) in self.starts.drain(..).enumerate() {
            let first = document.len() as u32;
            for (at, token) in self.batch.tokens[self.batch.text(text)].iter().enumerate() {
                document.push(&TokenData {
                    span: token.raw.span.shift(start as usize),
                    space_after: token.raw.space_after,
                    norm: (&*self.lexemes.get(token.raw.lexeme).norm).into(),
                    lemma: self.strings.get(token.lemma).into(),
                    tag: token.tag,
                    pos: token.pos,
                    morph: token.morph,
                    head: TokenId(first + token.head),
                    dep: token.dep,
                    // Without a parser each text is one sentence.
                    sentence_start: token.sentence_start || at == 0,
                    entity: token.entity,
                    entity_start: token.entity_start,
                });
            }
        }
        document.push_vectors(&pipeline.name, &self.vectors);
        self.batch.tokens.clear();
        self.batch.ends.clear();
    }

    /// Runs everything after the tokenizer over the batch.
    fn run(&mut self, pipeline: &Pipeline, ran: &mut impl FnMut(Stage)) {
        let Self { lexemes, strings, ruler, lemmas, network, batch, vectors, .. } = self;
        pipeline.network.tag_and_parse(lexemes, batch, network, ran);
        pipeline.network.copy_vectors(batch, network, vectors);
        if let Some(rules) = &pipeline.ruler {
            for text in 0..batch.ends.len() {
                let tokens = batch.text(text);
                rules.apply(lexemes, strings, ruler, &mut batch.tokens[tokens]);
            }
            ran(Stage::AttributeRuler);
        }
        if let Some(lemmatizer) = &pipeline.lemmatizer {
            for text in 0..batch.ends.len() {
                let tokens = batch.text(text);
                lemmatizer.apply(lexemes, strings, lemmas, &mut batch.tokens[tokens]);
            }
            ran(Stage::Lemmatizer);
        }
        pipeline.network.find_entities(lexemes, batch, network, ran);
    }
}
