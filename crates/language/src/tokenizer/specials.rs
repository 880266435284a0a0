//! Special cases: chunks of which the model says itself which tokens they are.

use std::ops::Range;

use crate::hashing::HashedMap;
use crate::model::Malformed;
use crate::msgpack::Value;
use crate::strings::string_id;

/// One token of a special case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SpecialToken {
    /// Its letters.
    pub(super) text: Box<str>,
    /// Its norm, if the case gives one.
    pub(super) norm: Option<Box<str>>,
}

/// The special cases of a model.
#[derive(Clone, Debug, Default)]
pub(super) struct Specials {
    cases: HashedMap<(Box<str>, Vec<SpecialToken>)>,
    /// Bytes of the longest.
    longest: usize,
}

/// spaCy's numbers of the attributes that a token of a special case can have.
const ORTH: i64 = 65;
const NORM: i64 = 67;

impl Specials {
    /// Reads `exceptions` of a model's tokenizer.
    pub(super) fn new(settings: &Value<'_>) -> Result<Self, Malformed> {
        let mut specials = Self::default();
        let Some(exceptions) = settings.get("exceptions") else { return Ok(specials) };
        let pairs = exceptions.map().ok_or_else(|| Malformed("exceptions are no map".to_owned()))?;
        for (text, tokens) in pairs {
            let text = text.text().ok_or_else(|| Malformed("an exception is no text".to_owned()))?;
            let tokens: Option<Vec<SpecialToken>> =
                tokens.list().and_then(|list| list.iter().map(special_token).collect());
            let tokens = tokens
                .filter(|tokens| {
                    tokens.iter().map(|token| &*token.text).collect::<String>() == text && !text.is_empty()
                })
                .ok_or_else(|| Malformed(format!("the tokens of the exception '{text}' do not spell it")))?;
            specials.longest = specials.longest.max(text.len());
            specials.cases.insert(string_id(text), (text.into(), tokens));
        }
        Ok(specials)
    }

    /// The tokens of `text`, if it is a special case.
    pub(super) fn get(&self, text: &str) -> Option<&[SpecialToken]> {
        if text.len() > self.longest {
            return None;
        }
        let (case, tokens) = self.cases.get(&string_id(text))?;
        (&**case == text).then_some(tokens)
    }

    /// The special cases themselves, in no order.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.cases.values().map(|(text, _)| &**text)
    }
}

fn special_token(attributes: &Value<'_>) -> Option<SpecialToken> {
    let mut token = SpecialToken { text: "".into(), norm: None };
    for (attribute, value) in attributes.map()? {
        match (attribute.int(), attribute.text()) {
            (Some(ORTH), _) | (_, Some("ORTH")) => token.text = value.text()?.into(),
            (Some(NORM), _) | (_, Some("NORM")) => token.norm = Some(value.text()?.into()),
            _ => return None,
        }
    }
    Some(token)
}

/// Sequences of words, as a tree; node 0 is the root.
#[derive(Clone, Debug)]
pub(super) struct Sequences {
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    next: HashedMap<u32>,
    ends: bool,
}

impl Default for Sequences {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl Sequences {
    /// Adds the sequence of the words with these ids.
    pub(super) fn insert(&mut self, words: impl Iterator<Item = u64>) {
        let mut at = 0;
        for word in words {
            let new = self.nodes.len() as u32;
            let next = *self.nodes[at].next.entry(word).or_insert(new);
            if next == new {
                self.nodes.push(Node::default());
            }
            at = next as usize;
        }
        self.nodes[at].ends = at > 0;
    }

    /// Whether a sequence starts with the word with the id `word`.
    pub(super) fn start_with(&self, word: u64) -> bool {
        self.nodes[0].next.contains_key(&word)
    }

    /// Where sequences stand that start at one of `starts`, in order; of those that overlap the longest, and of
    /// equally long ones the first. `word` gives the id of the word at a place.
    pub(super) fn find(&self, starts: &[u32], word: impl Fn(usize) -> Option<u64>) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for &start in starts {
            let (mut node, mut at) = (0, start as usize);
            while let Some(&next) = word(at).and_then(|word| self.nodes[node].next.get(&word)) {
                (node, at) = (next as usize, at + 1);
                if self.nodes[node].ends {
                    found.push(start as usize..at);
                }
            }
        }
        found.sort_unstable_by_key(|range| (std::cmp::Reverse(range.len()), range.start));
        let mut taken = vec![false; found.iter().map(|range| range.end).max().unwrap_or(0)];
        let mut kept = Vec::new();
        for range in found {
            if !taken[range.start] && !taken[range.end - 1] {
                kept.push(range.clone());
            }
            // What is not kept takes its tokens too: spaCy has it so.
            taken[range].fill(true);
        }
        kept.sort_unstable_by_key(|range| range.start);
        kept
    }
}
