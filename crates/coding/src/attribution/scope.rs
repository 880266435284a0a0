//! Which tokens a cue reaches, and where each of them stands towards it: what the network is told of a token beside a
//! cue.

use std::collections::VecDeque;
use std::ops::Range;

use language::Token;

use super::context::Context;
use super::network::Seen;

/// Sentences of a quotation that are looked at before and after the cue's own.
const SENTENCES_BEFORE: usize = 6;
const SENTENCES_AFTER: usize = 40;

/// The places that a token has towards a cue: the first three arcs of the way to it through the tree, how many arcs the
/// way has, how far it is and on which side, its sentence and quotation, the other cues between.
pub(super) const PLACES: usize = 7;

/// In place of the first arc: the token belongs to the cue.
const CUE: u32 = 1;
/// In place of the first arc: no way leads there.
const FAR: u32 = 2;

/// One cue and the tokens that may belong to its source and content.
pub struct Scope<'c, 'd> {
    context: &'c Context<'d>,
    /// The cue's tokens.
    pub cue: Range<usize>,
    /// The token of the cue on which the rest of it depends.
    pub anchor: Token<'d>,
    /// The tokens in question: the cue's sentence and what of its neighbours is quoted.
    pub window: Range<usize>,
    /// The places of each token of the window.
    pub(super) places: Vec<[u32; PLACES]>,
}

/// The token of `cue` that governs it: its head lies outside; a known cue word rather than another.
pub fn anchor<'d>(context: &Context<'d>, cue: &Range<usize>) -> Token<'d> {
    let outside = |i: &usize| {
        let token = context.token(*i);
        token.is_root() || !cue.contains(&token.head().index())
    };
    let tops: Vec<usize> = cue.clone().filter(outside).collect();
    let known = tops.iter().copied().find(|&i| !context.kinds[i].is_empty() && context.token(i).pos() != "AUX");
    let verb = tops.iter().copied().find(|&i| matches!(context.token(i).pos(), "VERB" | "NOUN" | "ADJ"));
    context.token(known.or(verb).or(tops.first().copied()).unwrap_or(cue.start))
}

impl<'c, 'd> Scope<'c, 'd> {
    /// What may belong to `cue`; `is_cue` says of every token of the article whether it belongs to any cue.
    pub fn new(context: &'c Context<'d>, seen: &Seen, cue: Range<usize>, is_cue: &[bool]) -> Self {
        let anchor = anchor(context, &cue);
        let window = window(context, &cue);
        let mut scope = Self { context, places: vec![[0; PLACES]; window.len()], cue, anchor, window };
        scope.ways(seen);
        scope.distances();
        scope.quotations();
        scope.other_cues(is_cue);
        scope
    }

    /// The ways from the anchor to the tokens of its sentence.
    fn ways(&mut self, seen: &Seen) {
        let sentence = self.context.document.sentence(self.anchor.sentence());
        let mut ways: Vec<Option<([u32; 3], usize)>> = vec![None; sentence.len()];
        let mut open = VecDeque::with_capacity(sentence.len());
        open.push_back(self.anchor);
        ways[self.anchor.index() - sentence.start] = Some(([0; 3], 0));
        while let Some(token) = open.pop_front() {
            let Some((arcs, length)) = ways[token.index() - sentence.start] else { continue };
            let mut go = |to: Token<'d>, arc: u32| {
                let Some(way) = to.index().checked_sub(sentence.start).and_then(|at| ways.get_mut(at)) else { return };
                if way.is_none() {
                    let mut arcs = arcs;
                    if let Some(next) = arcs.get_mut(length) {
                        *next = arc;
                    }
                    *way = Some((arcs, length + 1));
                    open.push_back(to);
                }
            };
            if !token.is_root() {
                go(token.head(), seen.arcs[token.index()][1]);
            }
            for child in token.children() {
                go(child, seen.arcs[child.index()][0]);
            }
        }
        for (index, places) in self.window.clone().zip(&mut self.places) {
            let way = index.checked_sub(sentence.start).and_then(|at| ways.get(at)).copied().flatten();
            if let Some((arcs, length)) = way {
                places[..3].copy_from_slice(&arcs);
                places[3] = step(length) + 1;
            }
            if self.cue.contains(&index) {
                places[..3].copy_from_slice(&[CUE, 0, 0]);
            } else if way.is_none() {
                places[0] = FAR;
            }
        }
    }

    /// How far each token is from the cue, on which side.
    fn distances(&mut self) {
        let cue = &self.cue;
        for (index, places) in self.window.clone().zip(&mut self.places) {
            places[4] = match index {
                _ if index < cue.start => 1 + step(cue.start - index - 1),
                _ if index >= cue.end => 11 + step(index - cue.end),
                _ => 0,
            };
        }
    }

    /// How far the sentence of each token is from the cue's, and whose quotation it stands in.
    fn quotations(&mut self) {
        let (context, cue, window) = (self.context, &self.cue, &self.window);
        let quote = |index: usize| context.quotes.at(index).map(|quote| context.quotes.origin(quote));
        let nearest = (0..12).find_map(|by| {
            let after = Some(cue.end + by).filter(|&index| index < window.end).and_then(quote);
            let before = || cue.start.checked_sub(by + 1).filter(|&index| index >= window.start).and_then(quote);
            after.or_else(before)
        });
        let own = quote(cue.start);
        for (index, places) in window.clone().zip(&mut self.places) {
            let apart = context.token(index).sentence() as isize - self.anchor.sentence() as isize;
            let whose = match quote(index) {
                _ if context.quotes.is_mark(index) => 3,
                None => 0,
                here if here == own => 1,
                here if here == nearest => 2,
                _ => 4,
            };
            places[5] = (apart.clamp(-2, 2) + 2) as u32 * 5 + whose;
        }
    }

    /// How many other cues stand between each token and the cue, and whether it belongs to one.
    fn other_cues(&mut self, is_cue: &[bool]) {
        let (cue, window) = (&self.cue, &self.window);
        let other: Vec<bool> = window.clone().map(|index| is_cue[index] && !cue.contains(&index)).collect();
        let mut count = 0;
        let begun: Vec<u32> = (0..other.len())
            .map(|at| {
                count += u32::from(other[at] && (at == 0 || !other[at - 1]));
                count
            })
            .collect();
        let (start, end) = (cue.start - window.start, cue.end - window.start);
        for (at, places) in self.places.iter_mut().enumerate() {
            let between = if at < start { at + 1..start } else { end.min(at)..at };
            let cues = if between.is_empty() {
                0
            } else {
                begun[between.end - 1] - begun[between.start] + u32::from(other[between.start])
            };
            places[6] = cues.min(3) * 2 + u32::from(other[at]);
        }
    }
}

/// A count as one of ten steps, each wider than the one before.
fn step(count: usize) -> u32 {
    [0, 1, 2, 3, 5, 8, 14, 25, 50].iter().position(|&most| count <= most).unwrap_or(9) as u32
}

/// The tokens that may belong to a cue: its sentence, and neighbouring sentences as long as they are quoted.
fn window(context: &Context<'_>, cue: &Range<usize>) -> Range<usize> {
    let document = context.document;
    let (first, last) = (context.token(cue.start).sentence(), context.token(cue.end - 1).sentence());
    let quoted = |sentence: usize| document.sentence(sentence).any(|i| context.quotes.at(i).is_some());
    let paragraph = |sentence: usize| context.paragraph[document.sentence(sentence).start];
    let (mut from, mut to) = (first, last);
    while from > 0 && first - from < SENTENCES_BEFORE && quoted(from - 1) {
        let same = paragraph(from - 1) == paragraph(from);
        let runs_on = context
            .quotes
            .at(document.sentence(from).start + 1)
            .is_some_and(|quote| context.quotes.all()[quote].continues.is_some());
        if !same && !runs_on {
            break;
        }
        from -= 1;
    }
    let ends_with_colon =
        document.sentence(last).rev().find(|&i| !context.space[i]).is_some_and(|i| &*context.lower[i] == ":");
    while to + 1 < document.sentence_count() && to - last < SENTENCES_AFTER {
        let next = document.sentence(to + 1);
        let opens = context.quotes.at(next.start).is_some() || context.quotes.is_mark(next.start);
        let same = paragraph(to + 1) == paragraph(to);
        let after_colon = to == last && ends_with_colon;
        if !(after_colon || (quoted(to + 1) && (same || opens)) || (same && to == last)) {
            break;
        }
        to += 1;
    }
    document.sentence(from).start..document.sentence(to).end
}
