//! The dependency parser: spaCy's arc-eager transition system with sentence breaks, always taking the best move.
//!
//! A state is a stack and a buffer of tokens. A token that is taken off the stack without a head goes back to the
//! front of the buffer, once; the last one of a stack becomes the root of a sentence.

use crate::analysis::Analysis;
use crate::config::Config;
use crate::kernel::{Level, Rows};
use crate::lexeme::Lexemes;
use crate::model::{ModelError, ModelFiles};
use crate::parsed::label;

use super::projectivity::{self, ProjectivityScratch};
use super::scorer::{Scorer, ScorerScratch, Settings};
use super::transitions::{self, Move};

const SHIFT: usize = 0;
const REDUCE: usize = 1;
const LEFT: usize = 2;
const RIGHT: usize = 3;
const BREAK: usize = 4;
const KINDS: usize = 5;
/// Every token is the first and the second of the buffer and on top of the stack at some time; of the other places of a
/// state a token fills a third.
const COMMON: usize = 3;

/// The parser of a pipeline.
#[derive(Debug)]
pub(crate) struct Parser {
    moves: Vec<Move>,
    scorer: Scorer,
    root: &'static str,
}

/// Memory for one text at a time.
#[derive(Debug, Default)]
pub(crate) struct ParserScratch {
    scorer: ScorerScratch,
    state: State,
    projectivity: ProjectivityScratch,
}

impl Parser {
    /// Reads the component `component`, which scores vectors of `width` numbers.
    pub(crate) fn load(files: &ModelFiles, config: &Config, component: &str, width: usize) -> Result<Self, ModelError> {
        Settings::check(files, component)?;
        let moves = transitions::load(files, component, KINDS, |_, _| true)?;
        let scorer = Scorer::load(files, config, component, width, &[1, 2, 8], COMMON, moves.len())?;
        Ok(Self { moves, scorer, root: label("ROOT") })
    }

    /// Sets heads, labels and sentence starts of one text, whose tokens' vectors lie at `rows`.
    pub(crate) fn parse(
        &self,
        level: Level,
        rows: Rows,
        lexemes: &Lexemes,
        tokens: &mut [Analysis],
        scratch: &mut ParserScratch,
    ) {
        let ParserScratch { scorer, state, projectivity } = scratch;
        self.scorer.start(level, rows, tokens.len(), scorer);
        state.start(tokens.len());
        let mut places = [-1; 8];
        while !state.is_final() {
            let places = state.places(&mut places[..self.scorer.places()]);
            let scores = self.scorer.scores(level, places, scorer);
            let valid = state.valid();
            match transitions::best(&self.moves, scores, |candidate| valid[candidate.kind]) {
                Some(best) => state.apply(best, tokens),
                None => state.end(),
            }
        }
        for (at, token) in tokens.iter_mut().enumerate() {
            if state.heads[at] < 0 {
                token.head = at as u32;
                token.dep = self.root;
            } else {
                token.head = state.heads[at] as u32;
            }
        }
        projectivity::finish(tokens, lexemes, projectivity);
    }
}

/// A state; tokens are numbered from the start of the text, -1 is none.
#[derive(Debug, Default)]
struct State {
    length: usize,
    stack: Vec<i32>,
    /// Tokens that were put back, the front one last.
    returned: Vec<i32>,
    /// The first token that was never taken from the buffer.
    next: usize,
    heads: Vec<i32>,
    /// For each token its last child to the left and to the right, and for each child the one before it.
    last_left: Vec<i32>,
    last_right: Vec<i32>,
    earlier: Vec<i32>,
    /// Tokens that were put back and may not be shifted again.
    unshiftable: Vec<bool>,
    breaks: Vec<bool>,
}

impl State {
    fn start(&mut self, length: usize) {
        self.length = length;
        self.next = 0;
        self.stack.clear();
        self.returned.clear();
        for numbers in [&mut self.heads, &mut self.last_left, &mut self.last_right, &mut self.earlier] {
            numbers.clear();
            numbers.resize(length, -1);
        }
        for flags in [&mut self.unshiftable, &mut self.breaks] {
            flags.clear();
            flags.resize(length, false);
        }
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_length() == 0
    }

    fn end(&mut self) {
        self.stack.clear();
        self.returned.clear();
        self.next = self.length;
    }

    fn buffer_length(&self) -> usize {
        self.length - self.next + self.returned.len()
    }

    /// The token `at` places down the stack.
    fn stack(&self, at: usize) -> i32 {
        if at < self.stack.len() { self.stack[self.stack.len() - 1 - at] } else { -1 }
    }

    /// The token `at` places into the buffer.
    fn buffer(&self, at: usize) -> i32 {
        if at < self.returned.len() {
            return self.returned[self.returned.len() - 1 - at];
        }
        let token = self.next + at - self.returned.len();
        if token < self.length { token as i32 } else { -1 }
    }

    fn of(numbers: &[i32], token: i32) -> i32 {
        usize::try_from(token).map_or(-1, |token| numbers[token])
    }

    /// Fills in the tokens that the scores depend on: as many as the model looks at.
    fn places<'p>(&self, places: &'p mut [i32]) -> &'p [i32] {
        let (front, top) = (self.buffer(0), self.stack(0));
        match places {
            [first] => *first = front,
            [first, second] => (*first, *second) = (front, top),
            _ => places.copy_from_slice(&[
                front,
                self.buffer(1),
                top,
                self.stack(1),
                self.stack(2),
                Self::of(&self.last_left, front),
                Self::of(&self.last_left, top),
                Self::of(&self.last_right, top),
            ]),
        }
        places
    }

    /// Which kinds of move may be made.
    fn valid(&self) -> [bool; KINDS] {
        let (depth, left) = (self.stack.len(), self.buffer_length());
        let front = usize::try_from(self.buffer(0));
        let starts = front.is_ok_and(|front| self.breaks[front]);
        let unshiftable = front.is_ok_and(|front| self.unshiftable[front]);
        let mut valid = [false; KINDS];
        valid[SHIFT] = depth == 0 || (left >= 2 && !starts && !unshiftable);
        valid[REDUCE] = depth > 0;
        valid[LEFT] = depth > 0 && left > 0 && !starts;
        valid[RIGHT] = valid[LEFT];
        let second = self.buffer(1);
        valid[BREAK] = left >= 2 && second == self.buffer(0) + 1 && !self.breaks[second as usize];
        valid
    }

    fn push(&mut self) {
        let front = self.returned.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next as i32 - 1
        });
        self.stack.push(front);
    }

    fn add_arc(&mut self, head: i32, child: i32) {
        let place = child as usize;
        // A token that has a head is the last child of it whenever it can get another one.
        let old = self.heads[place];
        if old >= 0 {
            let last = if old > child { &mut self.last_left } else { &mut self.last_right };
            if last[old as usize] == child {
                last[old as usize] = self.earlier[place];
            }
        }
        let last = if head > child { &mut self.last_left } else { &mut self.last_right };
        self.earlier[place] = last[head as usize];
        last[head as usize] = child;
        self.heads[place] = head;
    }

    /// Makes a move, which must be valid.
    fn apply(&mut self, best: &Move, tokens: &mut [Analysis]) {
        let (front, top) = (self.buffer(0), self.stack(0));
        match best.kind {
            SHIFT => self.push(),
            REDUCE => {
                self.stack.pop();
                if self.heads[top as usize] < 0 && !self.stack.is_empty() {
                    self.unshiftable[top as usize] = true;
                    self.returned.push(top);
                }
            }
            LEFT => {
                self.add_arc(front, top);
                tokens[top as usize].dep = best.label;
                self.unshiftable[front as usize] = false;
                self.stack.pop();
            }
            RIGHT => {
                self.add_arc(top, front);
                tokens[front as usize].dep = best.label;
                self.push();
            }
            _ => {
                let second = self.buffer(1);
                self.breaks[second as usize] = true;
            }
        }
    }
}
