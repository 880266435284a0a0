//! How a text links a source and a target: the predicates above both, between them, and around each.

use std::ops::Range;

use anchor::Span;
use language::{Document, Token, TokenId};

use crate::proposition::is_clause;

/// One side of a pair: where it stands and the words that stand for it in the tree.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    pub(super) tokens: Vec<Range<usize>>,
    pub(super) heads: Vec<TokenId>,
}

impl Side {
    pub(super) fn new(document: &Document, spans: &[Span]) -> Self {
        let mut side = Self::default();
        for &span in spans {
            let tokens = document.tokens_of(span);
            if tokens.is_empty() {
                continue;
            }
            let outside = |token: &Token<'_>| token.is_root() || !tokens.contains(&token.head().index());
            let words = || document.tokens_in(tokens.clone()).filter(outside);
            let head = words()
                .find(|token| matches!(token.pos(), "NOUN" | "PROPN" | "PRON" | "ADJ" | "NUM"))
                .or_else(|| words().next());
            side.heads.extend(head.map(|token| token.id));
            side.tokens.push(tokens);
        }
        side
    }

    pub(super) fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    pub(super) fn contains(&self, token: TokenId) -> bool {
        self.tokens.iter().any(|range| range.contains(&token.index()))
    }

    /// From its first token to its last.
    pub(super) fn extent(&self) -> Option<Range<usize>> {
        let start = self.tokens.iter().map(|range| range.start).min()?;
        let end = self.tokens.iter().map(|range| range.end).max()?;
        Some(start..end)
    }
}

/// How source and target hang together.
#[derive(Clone, Debug)]
pub(super) struct Link<'d> {
    /// Words above the source, up to the meeting point, nearest first.
    pub(super) up: Vec<Token<'d>>,
    /// Where the ways from source and target to the root meet.
    pub(super) meeting: Option<Token<'d>>,
    /// Words above the target, up to the meeting point, nearest first.
    pub(super) down: Vec<Token<'d>>,
    /// The predicate that governs both: the meeting point, or the first clause above it.
    pub(super) joint: Option<Token<'d>>,
    /// The first clause above the source.
    pub(super) source_verb: Option<Token<'d>>,
    /// The first clause above the target.
    pub(super) target_verb: Option<Token<'d>>,
}

/// The first conjunct of the list in which a phrase stands.
pub(super) fn first_of_list(token: Token<'_>) -> Token<'_> {
    let mut first = token;
    while first.dep() == "conj" && !is_clause(first) && !is_clause(first.head()) && !first.is_root() {
        first = first.head();
    }
    first
}

fn way_up(token: Token<'_>) -> Vec<Token<'_>> {
    let first = first_of_list(token);
    let mut way: Vec<Token<'_>> = Vec::new();
    for ancestor in first.ancestors() {
        way.push(ancestor);
    }
    if way.is_empty() {
        way.push(first);
    }
    way
}

fn clause_of<'d>(way: &[Token<'d>]) -> Option<Token<'d>> {
    way.iter().copied().find(|&token| is_clause(token))
}

impl<'d> Link<'d> {
    pub(super) fn new(document: &'d Document, source: &Side, target: &Side) -> Self {
        let mut best: Option<Self> = None;
        let ways =
            |side: &Side| side.heads.iter().map(|&head| way_up(document.token(head))).collect::<Vec<Vec<Token<'d>>>>();
        let (sources, targets) = (ways(source), ways(target));
        if targets.is_empty() || sources.is_empty() {
            let way = sources.first().or(targets.first()).cloned().unwrap_or_default();
            let clause = clause_of(&way);
            let meeting = way.first().copied();
            return Self {
                up: way.iter().copied().take_while(|&token| Some(token) != clause).collect(),
                meeting,
                down: Vec::new(),
                joint: clause.or(meeting),
                source_verb: clause,
                target_verb: clause,
            };
        }
        for up in &sources {
            for down in &targets {
                let meeting = up.iter().copied().find(|token| down.contains(token));
                let until = |way: &[Token<'d>]| {
                    way.iter().copied().take_while(|&token| Some(token) != meeting).collect::<Vec<_>>()
                };
                let joint = meeting.and_then(|token| {
                    std::iter::once(token).chain(token.ancestors()).find(|&above| is_clause(above)).or(Some(token))
                });
                let found = Self {
                    up: until(up),
                    meeting,
                    down: until(down),
                    joint: joint.or_else(|| clause_of(up)),
                    source_verb: clause_of(up),
                    target_verb: clause_of(down),
                };
                // The shortest way of all.
                let length = |link: &Self| (link.meeting.is_none(), link.up.len() + link.down.len());
                if best.as_ref().is_none_or(|known| length(&found) < length(known)) {
                    best = Some(found);
                }
            }
        }
        best.expect("there is a source and a target")
    }
}
