//! What the features of one article are read from, worked out once: small letters, quotations, kinds of cue,
//! paragraphs.

use std::ops::Range;

use language::{Document, Token, TokenId};

use super::feature::{Part, PartHash};
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
    hashes: Vec<Hashes>,
}

/// The hashes of what names of features say of one token.
struct Hashes {
    lower: PartHash,
    lemma: PartHash,
    tag: PartHash,
    dep: PartHash,
}

impl<'d> Context<'d> {
    /// Reads an article once.
    pub fn new(document: &'d Document, lexicon: &'d Lexicon) -> Self {
        let small = |words: &str| -> Box<str> {
            if words.bytes().all(|byte| byte.is_ascii_lowercase()) {
                return words.into();
            }
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
        let lower: Vec<Box<str>> = document.tokens().map(|token| small(token.text())).collect();
        let hashes = |token: Token<'_>| Hashes {
            lower: PartHash::of(&lower[token.index()]),
            lemma: PartHash::of(&lemma[token.index()]),
            tag: PartHash::of(token.tag()),
            dep: PartHash::of(token.dep()),
        };
        let quotes = Quotes::new(document);
        Self {
            hashes: document.tokens().map(hashes).collect(),
            lexicon,
            left,
            right,
            quotes,
            lower,
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

    /// The token at `index` in small letters.
    pub fn word_part(&self, index: usize) -> Part<'_> {
        Part::known(&self.lower[index], self.hashes[index].lower)
    }

    /// The dictionary form of the token at `index`.
    pub fn lemma_part(&self, index: usize) -> Part<'_> {
        Part::known(&self.lemma[index], self.hashes[index].lemma)
    }

    /// The tag of the token at `index`.
    pub fn tag_part(&self, index: usize) -> Part<'static> {
        Part::known(self.token(index).tag(), self.hashes[index].tag)
    }

    /// The label of the arc from the head of the token at `index`.
    pub fn dep_part(&self, index: usize) -> Part<'static> {
        Part::known(self.token(index).dep(), self.hashes[index].dep)
    }

    /// The word at `index + by` in small letters, `^` before the sentence `within`, `$` after it.
    pub fn word(&self, index: usize, by: isize, within: &Range<usize>) -> Part<'_> {
        place(index, by, within).map_or_else(|outside| outside, |at| self.word_part(at))
    }

    /// The tag at `index + by`, or as [`word`](Self::word).
    pub fn tag(&self, index: usize, by: isize, within: &Range<usize>) -> Part<'static> {
        place(index, by, within).map_or_else(|outside| outside, |at| self.tag_part(at))
    }

    /// Who or what a phrase is about, in one word: its pronoun, its entity label, or its part of speech.
    pub fn sort_of(&self, head: Token<'_>) -> Part<'_> {
        if head.pos() == "PRON" || head.tag() == "PRP$" {
            self.word_part(head.index())
        } else if head.entity().is_empty() {
            Part::of(head.pos())
        } else {
            Part::of(head.entity())
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

/// The place `index + by` within a sentence, or what stands for a place before or behind it.
fn place(index: usize, by: isize, within: &Range<usize>) -> Result<usize, Part<'static>> {
    match index.checked_add_signed(by) {
        Some(at) if at >= within.end => Err(const { Part::of("$") }),
        Some(at) if at >= within.start => Ok(at),
        _ => Err(const { Part::of("^") }),
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
