//! A text analysed: tokens, tree, sentences, entities.
//!
//! Invariants: tokens stand in text order and do not overlap; every head lies in its token's own
//! sentence, a sentence's root is its own head, and the arcs are a tree (not always projective);
//! sentences and entities are runs of tokens that do not overlap. White-space tokens are kept, as spaCy
//! keeps them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use anchor::Span;

/// The place of a token in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(pub u32);

impl TokenId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Everything known of one token. Labels are those of the model: Penn tags, Universal parts of speech,
/// ClearNLP dependency labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenData<'w> {
    /// Where it stands.
    pub span: Span,
    /// Whether a space follows.
    pub space_after: bool,
    /// Normalised form ("n't" → "not").
    pub norm: Cow<'w, str>,
    /// Dictionary form.
    pub lemma: Cow<'w, str>,
    /// Fine tag (`VBD`).
    pub tag: &'static str,
    /// Part of speech (`VERB`).
    pub pos: &'static str,
    /// Universal features (`Tense=Past|VerbForm=Fin`), empty where none are set.
    pub morph: &'static str,
    /// Its head; itself for a root.
    pub head: TokenId,
    /// Label of the arc from its head (`nsubj`).
    pub dep: &'static str,
    /// Whether a sentence starts here.
    pub sentence_start: bool,
    /// Entity label (`GPE`), empty outside entities.
    pub entity: &'static str,
    /// Whether it is the first token of its entity.
    pub entity_start: bool,
}

/// A token as a document keeps it.
#[derive(Clone, Debug)]
struct Kept {
    span: Span,
    norm: Words,
    lemma: Words,
    head: TokenId,
    sentence: u32,
    tag: &'static str,
    pos: &'static str,
    morph: &'static str,
    dep: &'static str,
    entity: &'static str,
    space_after: bool,
    sentence_start: bool,
    entity_start: bool,
}

/// A piece of a document's text or, counted on from the text's end, of its other words.
#[derive(Clone, Copy, Debug)]
struct Words {
    start: u32,
    len: u32,
}

/// A text analysed.
#[derive(Clone, Debug, Default)]
pub struct Document {
    text: String,
    /// Norms and lemmas that are not what stands in the text.
    words: String,
    tokens: Vec<Kept>,
    /// First token of each sentence.
    sentences: Vec<u32>,
    /// Children of all tokens, in text order, back to back; `children_from[i]..children_from[i + 1]` are those of `i`.
    children: Vec<TokenId>,
    children_from: Vec<u32>,
    /// Tokens of each entity.
    entities: Vec<Range<u32>>,
    /// The vectors of all tokens in their context, back to back; empty where none are known.
    vectors: Vec<f32>,
    /// The model that made them.
    model: Option<Arc<str>>,
}

impl Document {
    /// Puts a document together from its text and its tokens, in text order.
    ///
    /// # Panics
    /// If a head lies outside the document, or spans run backwards or off the text; if norms and lemmas take more
    /// than 4 GiB.
    pub fn from_parts<'w>(text: String, tokens: impl IntoIterator<Item = TokenData<'w>>) -> Self {
        let mut builder = DocumentBuilder { document: Self { text, ..Self::default() } };
        for token in tokens {
            builder.push(&token);
        }
        builder.build()
    }

    fn push(&mut self, token: &TokenData<'_>) {
        let at = self.tokens.len();
        let before = self.tokens.last().map_or(0, |last| last.span.end);
        assert!(before <= token.span.start, "token {at} starts before the one before ends");
        if token.sentence_start || at == 0 {
            self.sentences.push(at as u32);
        }
        if !token.entity.is_empty() {
            match self.entities.last_mut() {
                Some(Range { end, .. }) if *end == at as u32 && !token.entity_start => *end += 1,
                _ => self.entities.push(at as u32..at as u32 + 1),
            }
        }
        let kept = Kept {
            span: token.span,
            norm: self.keep(&token.norm, token.span),
            lemma: self.keep(&token.lemma, token.span),
            head: token.head,
            sentence: self.sentences.len() as u32 - 1,
            tag: token.tag,
            pos: token.pos,
            morph: token.morph,
            dep: token.dep,
            entity: token.entity,
            space_after: token.space_after,
            sentence_start: token.sentence_start,
            entity_start: token.entity_start,
        };
        self.tokens.push(kept);
    }

    /// Keeps `words`, which may be those at `span` or the last ones that were kept.
    fn keep(&mut self, words: &str, span: Span) -> Words {
        let len = words.len() as u32;
        if span.of(&self.text) == words {
            return Words { start: span.start, len };
        }
        if !self.words.ends_with(words) {
            self.words.push_str(words);
        }
        let start = self.text.len() + self.words.len() - words.len();
        Words { start: u32::try_from(start).expect("norms and lemmas take less than 4 GiB"), len }
    }

    fn words(&self, Words { start, len }: Words) -> &str {
        let (start, len) = (start as usize, len as usize);
        match start.checked_sub(self.text.len()) {
            Some(start) => &self.words[start..start + len],
            None => &self.text[start..start + len],
        }
    }

    /// Finds the children of all tokens.
    fn link(&mut self) {
        let count = self.tokens.len();
        let mut from = vec![0_u32; count + 1];
        for (i, token) in self.tokens.iter().enumerate() {
            assert!(token.head.index() < count, "the head of token {i} lies outside the document");
            if token.head.index() != i {
                from[token.head.index() + 1] += 1;
            }
        }
        for i in 0..count {
            from[i + 1] += from[i];
        }
        let mut at = from.clone();
        self.children = vec![TokenId(0); from[count] as usize];
        for (i, token) in self.tokens.iter().enumerate() {
            let head = token.head.index();
            if head != i {
                self.children[at[head] as usize] = TokenId(i as u32);
                at[head] += 1;
            }
        }
        self.children_from = from;
    }

    /// The text, as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether it has no tokens.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The token at a place.
    ///
    /// # Panics
    /// If `id` is of another, longer document.
    pub fn token(&self, id: TokenId) -> Token<'_> {
        assert!(id.index() < self.tokens.len(), "token {} of a document of {}", id.0, self.tokens.len());
        Token { document: self, id }
    }

    /// All tokens, in text order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator + Clone {
        (0..self.tokens.len()).map(|i| Token { document: self, id: TokenId(i as u32) })
    }

    /// The tokens of `range`, in text order.
    pub fn tokens_in(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = Token<'_>> + Clone {
        range.map(|i| self.token(TokenId(i as u32)))
    }

    /// Number of sentences.
    pub fn sentence_count(&self) -> usize {
        self.sentences.len()
    }

    /// The tokens of each sentence, in text order.
    pub fn sentences(&self) -> impl DoubleEndedIterator<Item = Range<usize>> + '_ {
        (0..self.sentences.len()).map(|s| self.sentence(s))
    }

    /// The tokens of sentence `index`.
    ///
    /// # Panics
    /// If there is no such sentence.
    pub fn sentence(&self, index: usize) -> Range<usize> {
        let end = self.sentences.get(index + 1).map_or(self.tokens.len(), |&next| next as usize);
        self.sentences[index] as usize..end
    }

    /// The entities: their tokens and their label.
    pub fn entities(&self) -> impl Iterator<Item = (Range<usize>, &'static str)> + '_ {
        self.entities.iter().map(|e| (e.start as usize..e.end as usize, self.tokens[e.start as usize].entity))
    }

    /// Where the tokens of `range` stand; an empty span at the text's start for an empty range.
    pub fn span(&self, range: Range<usize>) -> Span {
        if range.is_empty() {
            return Span::default();
        }
        self.tokens[range.start].span.cover(self.tokens[range.end - 1].span)
    }

    /// The vectors of all tokens in their context, from which the pipeline read tags and tree: as many numbers for each
    /// token, back to back. Empty if no pipeline parsed it. Vectors of different models have nothing in common.
    pub fn vectors(&self) -> &[f32] {
        &self.vectors
    }

    /// Gives back the memory of the vectors, once nobody asks for them any more: they are most of a document.
    pub fn forget_vectors(&mut self) {
        self.vectors = Vec::new();
        self.model = None;
    }

    /// The model that made the vectors (see [`Pipeline::name`](crate::Pipeline::name)); empty if there are none.
    pub fn model(&self) -> &str {
        self.model.as_deref().unwrap_or_default()
    }

    /// The first token that ends after byte `offset`, unless the text has ended.
    pub fn token_at(&self, offset: usize) -> Option<Token<'_>> {
        let i = self.tokens.partition_point(|token| token.span.end as usize <= offset);
        (i < self.tokens.len()).then(|| self.token(TokenId(i as u32)))
    }

    /// The tokens that `span` touches.
    pub fn tokens_of(&self, span: Span) -> Range<usize> {
        let from = self.tokens.partition_point(|token| token.span.end <= span.start);
        let to = self.tokens.partition_point(|token| token.span.start < span.end);
        from..to.max(from)
    }
}

/// A document that is being put together.
#[derive(Debug)]
pub(crate) struct DocumentBuilder {
    document: Document,
}

impl DocumentBuilder {
    /// One for `text`, without tokens.
    pub(crate) fn new(text: &str) -> Self {
        // English has about five bytes to a token.
        let tokens = Vec::with_capacity(text.len() / 5);
        Self { document: Document { text: text.to_owned(), tokens, ..Document::default() } }
    }

    /// Tokens so far.
    pub(crate) fn len(&self) -> usize {
        self.document.len()
    }

    /// Adds a token; see [`Document::from_parts`].
    pub(crate) fn push(&mut self, token: &TokenData<'_>) {
        self.document.push(token);
    }

    /// Adds the vectors that `model` made of the tokens that were pushed last.
    pub(crate) fn push_vectors(&mut self, model: &Arc<str>, vectors: &[f32]) {
        self.document.model.get_or_insert_with(|| Arc::clone(model));
        self.document.vectors.extend_from_slice(vectors);
    }

    /// The document.
    pub(crate) fn build(mut self) -> Document {
        self.document.link();
        self.document
    }
}

/// One token of a document.
#[derive(Clone, Copy)]
pub struct Token<'d> {
    document: &'d Document,
    /// Its place.
    pub id: TokenId,
}

impl<'d> Token<'d> {
    fn data(self) -> &'d Kept {
        &self.document.tokens[self.id.index()]
    }

    /// Its place as an index.
    pub fn index(self) -> usize {
        self.id.index()
    }

    /// The document it belongs to.
    pub fn document(self) -> &'d Document {
        self.document
    }

    /// Where it stands.
    pub fn span(self) -> Span {
        self.data().span
    }

    /// Its words as they stand.
    pub fn text(self) -> &'d str {
        self.data().span.of(&self.document.text)
    }

    /// Whether a space follows.
    pub fn space_after(self) -> bool {
        self.data().space_after
    }

    /// Normalised form ("n't" → "not").
    pub fn norm(self) -> &'d str {
        self.document.words(self.data().norm)
    }

    /// Dictionary form (`meet` for 'met').
    pub fn lemma(self) -> &'d str {
        self.document.words(self.data().lemma)
    }

    /// Fine tag (`VBD`).
    pub fn tag(self) -> &'static str {
        self.data().tag
    }

    /// Part of speech (`VERB`).
    pub fn pos(self) -> &'static str {
        self.data().pos
    }

    /// Universal features (`Tense=Past|VerbForm=Fin`), empty where none are set.
    pub fn morph(self) -> &'static str {
        self.data().morph
    }

    /// Label of the arc from its head (`nsubj`).
    pub fn dep(self) -> &'static str {
        self.data().dep
    }

    /// Its head; itself for the root of a sentence.
    #[must_use]
    pub fn head(self) -> Token<'d> {
        self.document.token(self.data().head)
    }

    /// Whether it is the root of its sentence.
    pub fn is_root(self) -> bool {
        self.data().head == self.id
    }

    /// Whether it is nothing but white space.
    pub fn is_space(self) -> bool {
        self.text().trim().is_empty()
    }

    /// Entity label (`GPE`), empty outside entities.
    pub fn entity(self) -> &'static str {
        self.data().entity
    }

    /// Whether it is the first token of its entity.
    pub fn entity_start(self) -> bool {
        self.data().entity_start
    }

    /// Whether a sentence starts here.
    pub fn sentence_start(self) -> bool {
        self.data().sentence_start
    }

    /// The number of its sentence.
    pub fn sentence(self) -> usize {
        self.data().sentence as usize
    }

    /// Its direct dependents, in text order.
    pub fn children(self) -> impl DoubleEndedIterator<Item = Token<'d>> + Clone {
        let document = self.document;
        let of = document.children_from[self.id.index()] as usize..document.children_from[self.id.index() + 1] as usize;
        document.children[of].iter().map(move |&id| Token { document, id })
    }

    /// Its first dependent with one of these labels.
    pub fn child(self, deps: &[&str]) -> Option<Token<'d>> {
        self.children().find(|child| deps.contains(&child.dep()))
    }

    /// Its heads, nearest first, up to the root.
    pub fn ancestors(self) -> impl Iterator<Item = Token<'d>> + Clone {
        std::iter::successors(Some(self), |token| (!token.is_root()).then(|| token.head())).skip(1)
    }

    /// Itself and everything that depends on it, in text order.
    pub fn subtree(self) -> Vec<Token<'d>> {
        let mut found = vec![self];
        let mut next = 0;
        while next < found.len() {
            found.extend(found[next].children());
            next += 1;
        }
        found.sort_unstable_by_key(|token| token.id);
        found
    }

    /// The tokens from the first to the last of its subtree.
    pub fn extent(self) -> Range<usize> {
        let (mut first, mut last) = (self.index(), self.index());
        let mut open = vec![self];
        while let Some(token) = open.pop() {
            (first, last) = (first.min(token.index()), last.max(token.index()));
            open.extend(token.children());
        }
        first..last + 1
    }

    /// The token `by` places further on (or back), if there is one.
    pub fn neighbour(self, by: isize) -> Option<Token<'d>> {
        let at = self.id.index().checked_add_signed(by)?;
        (at < self.document.len()).then_some(Token { document: self.document, id: TokenId(at as u32) })
    }
}

impl PartialEq for Token<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && std::ptr::eq(self.document, other.document)
    }
}

impl Eq for Token<'_> {}

impl std::fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}#{} {} {}", self.text(), self.id.0, self.tag(), self.dep())
    }
}
