//! After the parser: arcs that were lifted to make the tree projective are put back, and sentence starts are read
//! off the tree.
//!
//! A label `X||Y` says: the head proper is a `Y` somewhere below the head given, and the label is `X`.

use crate::analysis::Analysis;
use crate::lexeme::Lexemes;
use crate::parsed::label;

const MARK: &str = "||";

/// Memory for one text at a time.
#[derive(Debug, Default)]
pub(super) struct ProjectivityScratch {
    /// First and last token of what depends on each token.
    first: Vec<u32>,
    last: Vec<u32>,
    starts: Vec<bool>,
}

/// Puts lifted arcs back and sets the sentence starts.
pub(super) fn finish(tokens: &mut [Analysis], lexemes: &Lexemes, scratch: &mut ProjectivityScratch) {
    if tokens.iter().any(|token| token.dep.contains(MARK)) {
        scratch.find_edges(tokens);
        for at in 0..tokens.len() {
            let Some((words, head_label)) = tokens[at].dep.split_once(MARK) else { continue };
            tokens[at].head = find_head(tokens, lexemes, scratch, at as u32, head_label);
            tokens[at].dep = label(words);
        }
    }
    scratch.find_edges(tokens);
    for token in &mut *tokens {
        token.sentence_start = false;
    }
    for at in 0..tokens.len() {
        if tokens[at].head as usize == at {
            tokens[scratch.first[at] as usize].sentence_start = true;
        }
    }
}

/// The first token labelled `head_label` below the head of `token`, nearer ones first; its head if there is none.
fn find_head(tokens: &[Analysis], lexemes: &Lexemes, edges: &ProjectivityScratch, token: u32, head_label: &str) -> u32 {
    let head = tokens[token as usize].head;
    let mut layer = vec![head];
    // Each layer lies one arc further down; a tree has no more layers than tokens.
    for _ in 0..tokens.len() {
        let mut below = Vec::new();
        for &parent in &layer {
            for child in edges.first[parent as usize]..=edges.last[parent as usize] {
                let found = &tokens[child as usize];
                if child == parent || found.head != parent || child == token {
                    continue;
                }
                if lexemes.get(found.raw.lexeme).is_space {
                    continue;
                }
                if found.dep == head_label {
                    return child;
                }
                below.push(child);
            }
        }
        if below.is_empty() {
            break;
        }
        layer = below;
    }
    head
}

impl ProjectivityScratch {
    /// Finds what depends on each token. Arcs that cross make more than one pass needed; spaCy makes at most twelve,
    /// until all heads lie in their own sentences, and so does this.
    fn find_edges(&mut self, tokens: &[Analysis]) {
        let count = tokens.len() as u32;
        for edges in [&mut self.first, &mut self.last] {
            edges.clear();
            edges.extend(0..count);
        }
        for _ in 0..12 {
            for child in 0..count {
                self.widen(tokens, child);
            }
            for child in (0..count).rev() {
                self.widen(tokens, child);
            }
            if self.heads_lie_in_sentences(tokens) {
                break;
            }
        }
    }

    fn widen(&mut self, tokens: &[Analysis], child: u32) {
        let (child, head) = (child as usize, tokens[child as usize].head as usize);
        self.first[head] = self.first[head].min(self.first[child]);
        self.last[head] = self.last[head].max(self.last[child]);
    }

    fn heads_lie_in_sentences(&mut self, tokens: &[Analysis]) -> bool {
        self.starts.clear();
        self.starts.resize(tokens.len(), false);
        for (at, token) in tokens.iter().enumerate() {
            if token.head as usize == at {
                self.starts[self.first[at] as usize] = true;
            }
        }
        let mut start = 0;
        for end in 0..tokens.len() {
            if (end > 0 && self.starts[end]) || end + 1 == tokens.len() {
                // The bound is one further than the sentence, as in spaCy.
                if tokens[start..end].iter().any(|token| !(start..=end).contains(&(token.head as usize))) {
                    return false;
                }
                start = end;
            }
        }
        true
    }
}
