//! The entity recogniser: spaCy's moves Begin, In, Last, Unit and Out, one a token, always taking the best one.

use crate::analysis::Analysis;
use crate::config::Config;
use crate::kernel::{Level, Rows};
use crate::lexeme::Lexemes;
use crate::model::{ModelError, ModelFiles};

use super::scorer::{Scorer, ScorerScratch, Settings};
use super::transitions::{self, Move};

const BEGIN: usize = 1;
const IN: usize = 2;
const LAST: usize = 3;
const UNIT: usize = 4;
const OUT: usize = 5;
const KINDS: usize = 6;
/// Every token is the next one at some time; few stand in an entity.
const COMMON: usize = 1;

/// The entity recogniser of a pipeline.
#[derive(Debug)]
pub(crate) struct EntityRecogniser {
    moves: Vec<Move>,
    scorer: Scorer,
}

/// Memory for one text at a time.
#[derive(Debug, Default)]
pub(crate) struct EntityScratch {
    scorer: ScorerScratch,
}

impl EntityRecogniser {
    /// Reads the component `component`, which scores vectors of `width` numbers.
    pub(crate) fn load(files: &ModelFiles, config: &Config, component: &str, width: usize) -> Result<Self, ModelError> {
        Settings::check(files, component)?;
        let exists = |kind, words: &str| kind != 0 && (kind != OUT || words.is_empty());
        let moves = transitions::load(files, component, KINDS, exists)?;
        let scorer = Scorer::load(files, config, component, width, &[1, 3, 6], COMMON, moves.len())?;
        Ok(Self { moves, scorer })
    }

    /// Sets the entities of one text, whose tokens' vectors lie at `rows`.
    pub(crate) fn find(
        &self,
        level: Level,
        rows: Rows,
        lexemes: &Lexemes,
        tokens: &mut [Analysis],
        scratch: &mut EntityScratch,
    ) {
        let scorer = &mut scratch.scorer;
        self.scorer.start(level, rows, tokens.len(), scorer);
        // First token and label of the entity that is open.
        let mut open: Option<(usize, &'static str)> = None;
        let mut places = [-1; 6];
        for at in 0..tokens.len() {
            let places = &mut places[..self.scorer.places()];
            fill(places, at, open.map(|(start, _)| start));
            let scores = self.scorer.scores(level, places, scorer);
            // An entity neither starts at white space nor reaches beyond its sentence.
            let more = at + 1 < tokens.len() && !tokens[at + 1].sentence_start;
            let word = !lexemes.get(tokens[at].raw.lexeme).is_space;
            let valid = |candidate: Move| match (candidate.kind, open) {
                (BEGIN, None) => !candidate.label.is_empty() && more && word,
                (UNIT, None) => !candidate.label.is_empty() && word,
                (OUT, None) => true,
                (IN, Some((_, label))) => !label.is_empty() && candidate.label == label && more,
                (LAST, Some((_, label))) => !label.is_empty() && candidate.label == label,
                _ => false,
            };
            let Some(&Move { kind, label }) = transitions::best(&self.moves, scores, valid) else { return };
            match kind {
                BEGIN => open = Some((at, label)),
                UNIT => mark(&mut tokens[at..=at], label),
                LAST => {
                    if let Some((start, label)) = open.take() {
                        mark(&mut tokens[start..=at], label);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Fills in the tokens that the scores depend on: as many as the model looks at.
fn fill(places: &mut [i32], at: usize, open: Option<usize>) {
    let front = at as i32;
    let start = open.map_or(-1, |start| start as i32);
    match places {
        [first] => *first = front,
        [first, second, third] => {
            let before = if start < 0 { -1 } else { front - 1 };
            (*first, *second, *third) = (front, start, before);
        }
        _ => {
            places.fill(-1);
            places[0] = front;
            let inside = open.into_iter().flat_map(|start| start..at);
            for (place, token) in places[1..].iter_mut().zip(inside) {
                *place = token as i32;
            }
        }
    }
}

fn mark(tokens: &mut [Analysis], label: &'static str) {
    for (at, token) in tokens.iter_mut().enumerate() {
        token.entity = label;
        token.entity_start = at == 0;
    }
}
