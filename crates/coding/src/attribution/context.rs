//! What the features of one article are read from, worked out once: small letters, quotations, kinds of cue,
//! paragraphs.

use std::ops::Range;

use language::{Document, Token, TokenId};

use super::lexicon::{Kind, Lexicon};
use super::quotes::Quotes;

/// One article as features see it.
pub struct Context<'d> {
    /// The article's parse.
    pub document: &'d Document,
    /// Its quotations.
    pub quotes: Quotes,
    /// Each token in small letters, digits as `0`.
    pub lower: Vec<Box<str>>,
    /// Each token's dictionary form in small letters.
    pub lemma: Vec<Box<str>>,
    /// Each token's kinds of act, if it may be a cue.
    pub kinds: Vec<&'d [&'static Kind]>,
    /// The lexicon of cues and speakers.
    pub lexicon: &'d Lexicon,
    /// The paragraph of each token.
    pub paragraph: Vec<u32>,
    /// Whether each token is nothing but white space.
    pub space: Vec<bool>,
    /// First token of each token's subtree.
    pub left: Vec<u32>,
    /// Last token of each token's subtree.
    pub right: Vec<u32>,
    /// For each token the highest one whose subtree begins with it.
    pub opens: Vec<u32>,
    /// For each token the highest one whose subtree ends with it.
    pub closes: Vec<u32>,
}

impl<'d> Context<'d> {
    /// Reads an article once.
    pub fn new(document: &'d Document, lexicon: &'d Lexicon) -> Self {
        let small = |words: &str| -> Box<str> {
            let plain = |c: char| match c {
                '0'..='9' => '0',
                c if c.is_whitespace() => '_',
                c => c,
            };
            words.chars().flat_map(char::to_lowercase).map(plain).collect()
        };
        let mut paragraph = Vec::with_capacity(document.len());
        let (mut number, mut end) = (0, 0);
        for token in document.tokens() {
            let between = &document.text()[end..token.span().start as usize];
            number += u32::from(between.matches('\n').count() > 1 || token.text().matches('\n').count() > 1);
            paragraph.push(number);
            end = token.span().end as usize;
        }
        let lemma: Vec<Box<str>> = document.tokens().map(|token| small(token.lemma())).collect();
        let kinds = document
            .tokens()
            .map(|token| {
                let part = match token.pos() {
                    "AUX" => "VERB",
                    "PROPN" => "NOUN",
                    other => other,
                };
                lexicon.kinds(part, &lemma[token.index()])
            })
            .collect();
        let (left, right) = extents(document);
        let highest = |edge: &[u32]| {
            let mut highest: Vec<u32> = (0..document.len() as u32).collect();
            let mut depth = vec![usize::MAX; document.len()];
            for token in document.tokens() {
                let at = edge[token.index()] as usize;
                let here = token.ancestors().count();
                if here < depth[at] {
                    (depth[at], highest[at]) = (here, token.id.0);
                }
            }
            highest
        };
        Self {
            lexicon,
            opens: highest(&left),
            closes: highest(&right),
            left,
            right,
            quotes: Quotes::new(document),
            lower: document.tokens().map(|token| small(token.text())).collect(),
            lemma,
            kinds,
            paragraph,
            space: document.tokens().map(Token::is_space).collect(),
            document,
        }
    }

    /// The token at `index`.
    pub fn token(&self, index: usize) -> Token<'d> {
        self.document.token(TokenId(index as u32))
    }

    /// The word at `index + by` in small letters, `^` before the sentence `within`, `$` after it.
    pub fn word(&self, index: usize, by: isize, within: &Range<usize>) -> &str {
        match index.checked_add_signed(by) {
            Some(at) if at < within.start => "^",
            None => "^",
            Some(at) if at >= within.end => "$",
            Some(at) => &self.lower[at],
        }
    }

    /// The tag at `index + by`, or as [`word`](Self::word).
    pub fn tag(&self, index: usize, by: isize, within: &Range<usize>) -> &'static str {
        match index.checked_add_signed(by) {
            Some(at) if at < within.start => "^",
            None => "^",
            Some(at) if at >= within.end => "$",
            Some(at) => self.token(at).tag(),
        }
    }

    /// Who or what a phrase is about, in one word: its pronoun, its entity label, or its part of speech.
    pub fn sort_of(&self, head: Token<'_>) -> &str {
        if head.pos() == "PRON" || head.tag() == "PRP$" {
            &self.lower[head.index()]
        } else if head.entity().is_empty() {
            head.pos()
        } else {
            head.entity()
        }
    }

    /// The subject of a verb: its own, or that of the verb it is coordinated with or the complement of.
    pub fn subject(&self, verb: Token<'d>) -> Option<Token<'d>> {
        let mut at = verb;
        for _ in 0..4 {
            if let Some(subject) = at.child(&["nsubj", "nsubjpass", "csubj", "expl"]) {
                return Some(subject);
            }
            if !matches!(at.dep(), "conj" | "xcomp" | "advcl" | "aux" | "pcomp") || at.is_root() {
                return None;
            }
            at = at.head();
        }
        None
    }
}

/// First and last token of each token's subtree.
fn extents(document: &Document) -> (Vec<u32>, Vec<u32>) {
    let mut left: Vec<u32> = (0..document.len() as u32).collect();
    let mut right = left.clone();
    for token in document.tokens() {
        let at = token.id.0;
        for head in token.ancestors() {
            let head = head.index();
            if left[head] <= at && at <= right[head] {
                break;
            }
            left[head] = left[head].min(at);
            right[head] = right[head].max(at);
        }
    }
    (left, right)
}
