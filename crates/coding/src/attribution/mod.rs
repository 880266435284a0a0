//! Attribution: who says so, by which words, and what.
//!
//! One [`Attribution`] is one source (a party, 'experts', 'he', or nobody in particular), one cue ('said',
//! 'according to', 'a warning from', a headline's colon) and the content that the cue gives to the source: words
//! spoken or written, thoughts, intentions, attitudes. Contents may be interrupted by their own cue, run over
//! sentences and paragraphs, and hold further attributions.
//!
//! What holds of the result:
//! - attributions are sorted by the first token of their cue;
//! - the ranges of a cue and of a content are in text order and do not touch; no range is empty;
//! - a content never holds a token of its own cue or source;
//! - [`outer`](Attribution::outer) never leads in a circle.

mod chain;
pub mod context;
pub mod feature;
mod form;
mod inserted;
pub mod lexicon;
mod mend;
pub mod network;
pub mod quotes;
mod reader;
pub mod scope;
pub mod sequence;
pub mod tagger;
pub mod whole;

use std::ops::Range;

use language::TokenId;

pub use reader::{Reader, WHOLE_LABELS};

use crate::record::Quotation;

/// One source, cue and content.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words that attribute, without the source: 'said', 'according to', 'has long warned'.
    pub cue: Vec<Range<usize>>,
    /// Who says so; nothing where nobody is named ('is expected to', 'reportedly').
    pub source: Option<SourceWords>,
    /// What is said, in parts where it is interrupted (`"A," he said, "B."`).
    pub content: Vec<Range<usize>>,
    /// Quoted, paraphrased, or both.
    pub quotation: Quotation,
    /// The attribution through which this one is known, by its place in the list: the one whose content holds
    /// this one, or whose source passes the same content on ('the paper reported, *citing an official*, that …').
    pub outer: Option<usize>,
    /// Whether it only passes on what an attribution inside it gives to somebody else: it has the same content
    /// and is that one's [`outer`](Self::outer).
    pub relays: bool,
    /// What kind of act the cue is.
    pub class: CueClass,
    /// What grammatical form the content has.
    pub form: ContentForm,
    /// How likely the reading is right, 0 to 1.
    pub confidence: f64,
    /// What decided, in words a reader understands.
    pub why: Vec<String>,
}

/// The words that name a source in its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceWords {
    /// Its tokens.
    pub words: Range<usize>,
    /// The token that stands for it in the sentence's tree.
    pub head: TokenId,
}

/// What kind of act a cue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueClass {
    /// Words said: 'said', 'told', 'announced', 'a spokesman's remark'.
    Speech,
    /// Words written or published: 'wrote', 'tweeted', 'reported', 'the letter'.
    Writing,
    /// Shown by a poll, a study, a document: 'found', 'indicates', 'a sign that'.
    Evidence,
    /// Asked: 'wondered whether', 'the question of'.
    Question,
    /// Wanted of somebody: 'urged', 'called for', 'the demand that'.
    Request,
    /// Undertaken, offered, threatened, refused: 'vowed', 'agreed', 'declined to'.
    Promise,
    /// Held to be so: 'believes', 'fears', 'is seen as', 'in the view of', 'reportedly'.
    Thought,
    /// Known or learnt: 'knew', 'heard', 'is aware of'.
    Knowledge,
    /// Meant or wanted: 'plans', 'wants', 'hopes', 'the aim of'.
    Intention,
    /// For or against: 'supports', 'criticised', 'praised', 'opposes'.
    Attitude,
}

/// What grammatical form a content has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentForm {
    /// At least part of it stands in quotation marks.
    Quoted,
    /// A clause with a verb and what it is said of: 'that the talks had failed', 'no deal — diplomat'.
    Clause,
    /// An infinitive or a gerund: 'to leave', 'leaking it'.
    Infinitive,
    /// A noun phrase: 'called for a ceasefire'.
    Phrase,
}

/// The attributions through which the `index`th is known, outermost first, itself last.
///
/// # Panics
/// If there is no such attribution.
pub fn chain(attributions: &[Attribution], index: usize) -> Vec<usize> {
    let mut chain = vec![index];
    let mut next = attributions[index].outer;
    while let Some(outer) = next.filter(|outer| !chain.contains(outer)) {
        chain.push(outer);
        next = attributions[outer].outer;
    }
    chain.reverse();
    chain
}
