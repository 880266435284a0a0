//! Whether what a clause says takes place.
//!
//! The clause's own auxiliaries, negation and adverbs come first; then every word it stands under, from
//! the nearest up, may change the reading; the strongest one counts. What stands under a demand, promise,
//! threat or refusal is no claim at all.

mod above;
mod condition;
mod denied;
mod imagined;
mod noun;
mod own_words;
mod under;

use anchor::Span;
use language::{Document, Token, TokenId};

use self::above::climb;
pub(super) use self::above::noun_before;
use self::imagined::{generic, in_frame};
use self::noun::of_noun;
use self::own_words::own_words;
use super::operator::Operators;
use super::{PredicateKind, Proposition};
use crate::record::Factuality;

/// What is read of one clause.
#[derive(Clone, Debug, Default)]
pub(super) struct Status {
    pub(super) factuality: Factuality,
    pub(super) embedded_in: Option<TokenId>,
    pub(super) condition: Option<Span>,
    pub(super) why: Vec<String>,
}

impl Status {
    /// Takes over `factuality` if it is stronger than what is known: a denial outranks a plan, a plan a bare telling.
    fn weigh(&mut self, factuality: Factuality, because: impl Into<String>) {
        if strength(factuality) > strength(self.factuality) {
            self.factuality = factuality;
            self.why.push(format!("{}: {}", factuality.as_str(), because.into()));
        }
    }
}

/// Of two readings of one clause the stronger counts.
fn strength(factuality: Factuality) -> u8 {
    match factuality {
        Factuality::Happened => 0,
        Factuality::Ongoing => 1,
        Factuality::Planned => 2,
        Factuality::Possible => 3,
        Factuality::Negated => 4,
        Factuality::Conditional => 5,
        Factuality::Denied => 6,
        Factuality::Hypothetical => 7,
    }
}

pub(super) fn status(proposition: &Proposition, document: &Document, operators: &Operators) -> Status {
    let token = document.token(proposition.predicate);
    let mut status = Status::default();
    match proposition.kind {
        PredicateKind::Verb => {
            own_words(token, operators, &mut status);
            climb(token, operators, &mut status);
            in_frame(token, operators, &mut status);
            generic(token, &mut status);
        }
        PredicateKind::Adjective => {
            let verb = token.head();
            if matches!(verb.pos(), "VERB" | "AUX") {
                own_words(verb, operators, &mut status);
                climb(verb, operators, &mut status);
            }
        }
        PredicateKind::Noun => of_noun(token, operators, &mut status),
    }
    status
}

/// The first words of a clause, for a reason given to a reader.
fn short(clause: Token<'_>) -> String {
    let words: Vec<&str> = clause.document().tokens_in(clause.extent()).take(6).map(Token::text).collect();
    words.join(" ")
}
