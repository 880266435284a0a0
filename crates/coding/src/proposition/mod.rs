//! Propositions: the clauses of a document, each read once.
//!
//! A proposition is one predicate (a verb, a noun of action, an adjective that takes a complement) with
//! its logical arguments, what it says of taking place, its terms, and where it stands under other
//! predicates. All five kinds of record are read from propositions; nothing here knows of them.
//!
//! Invariants: propositions stand in the order of their predicates; arguments are heads of phrases, lists
//! spelt out ('Washington and Pyongyang' gives two); in a passive the agent is the one who acts.

mod argument;
mod factuality;
mod operator;
mod predicate;

use anchor::Span;
use language::{Document, Token, TokenId};

pub use argument::{has_taken_subject, is_clausal as is_clause, list_members, owners, subjects as subject_of};
pub use operator::{Effect, Operators};
pub use predicate::{PredicateKind, Preposition};

use crate::record::Factuality;

/// One clause: who does what to whom, as the sentence is built.
#[derive(Clone, Debug)]
pub struct Proposition {
    /// The word that predicates.
    pub predicate: TokenId,
    /// Dictionary form of the predicate, with its particle ("call off").
    pub lemma: String,
    /// Verb, noun or adjective.
    pub kind: PredicateKind,
    /// Whether it is worded in the passive.
    pub passive: bool,
    /// Heads of those who act (or are in a state).
    pub agent: Vec<TokenId>,
    /// Heads of those who are acted on.
    pub patient: Vec<TokenId>,
    /// Heads of those to whom something is given or said.
    pub dative: Vec<TokenId>,
    /// Prepositions with what they govern.
    pub obliques: Vec<Oblique>,
    /// Predicates of its complement clauses: infinitives, that-clauses, gerunds.
    pub complements: Vec<Complement>,
    /// The verb that only lends a noun its tense and agent: `held` in 'held talks'.
    pub light: Option<TokenId>,
    /// Whether it takes place.
    pub factuality: Factuality,
    /// The predicate under which it is no claim at all: `urged` in 'urged B to withdraw'.
    pub embedded_in: Option<TokenId>,
    /// Its terms.
    pub condition: Option<Span>,
    /// What decided its factuality.
    pub why: Vec<String>,
}

/// A preposition of a predicate and what it governs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oblique {
    /// The preposition, small letters.
    pub preposition: Preposition,
    /// Head of what it governs.
    pub head: TokenId,
}

/// A complement clause of a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Complement {
    /// How the clause is built.
    pub form: ComplementForm,
    /// Its predicate.
    pub predicate: TokenId,
}

/// How a complement clause is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComplementForm {
    /// 'to withdraw'
    Infinitive,
    /// 'that it withdrew'
    Clause,
    /// 'withdrawing'
    Gerund,
}

impl Proposition {
    /// What preposition `preposition` governs here, if it stands here.
    pub fn oblique(&self, preposition: &str) -> impl Iterator<Item = TokenId> + '_ {
        let preposition = preposition.to_owned();
        self.obliques.iter().filter(move |oblique| *oblique.preposition == *preposition).map(|oblique| oblique.head)
    }

    /// Its predicate in `document`.
    pub fn token<'d>(&self, document: &'d Document) -> Token<'d> {
        document.token(self.predicate)
    }
}

/// The propositions of a document.
#[derive(Clone, Debug, Default)]
pub struct Propositions {
    all: Vec<Proposition>,
    /// Proposition of each token that predicates.
    of: Vec<Option<u32>>,
}

impl Propositions {
    /// Reads the clauses of `document`.
    pub fn read(document: &Document, operators: &Operators) -> Self {
        let mut all = predicate::find(document, operators);
        let mut of = vec![None; document.len()];
        for (i, proposition) in all.iter().enumerate() {
            of[proposition.predicate.index()] = Some(i as u32);
        }
        for proposition in &mut all {
            let status = factuality::status(proposition, document, operators);
            proposition.factuality = status.factuality;
            proposition.embedded_in = status.embedded_in;
            proposition.condition = status.condition;
            proposition.why = status.why;
        }
        Self { all, of }
    }

    /// All of them, in text order.
    pub fn iter(&self) -> std::slice::Iter<'_, Proposition> {
        self.all.iter()
    }

    /// The one whose predicate is `token`.
    pub fn at(&self, token: TokenId) -> Option<&Proposition> {
        self.of.get(token.index()).copied().flatten().map(|i| &self.all[i as usize])
    }
}

impl<'p> IntoIterator for &'p Propositions {
    type Item = &'p Proposition;
    type IntoIter = std::slice::Iter<'p, Proposition>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
