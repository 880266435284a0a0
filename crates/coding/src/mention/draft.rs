//! A mention while it is being worked out.

use std::ops::Range;
use std::sync::Arc;

use language::{Document, Token};

use super::phrase::Determiner;
use super::{Actor, Mention, MentionKind, Number};
use crate::record::MentionForm;

/// A mention while it is being worked out.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// What is known so far.
    pub(super) mention: Mention,
    /// What is still to be told.
    pub(super) open: Open,
    /// Whose it is, by number of the drafts that say so.
    pub(super) owners: Vec<usize>,
    /// The person it names or describes, by number in [`Persons`](super::persons::Persons).
    pub(super) person: Option<usize>,
    /// Whether it is a title or the like that only helps to tell others and is no mention of its own.
    pub(super) hidden: bool,
}

/// What is still to be told of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// Nothing.
    Nothing,
    /// The party behind a role.
    Role(RoleWords),
    /// The antecedent of a pronoun.
    Pronoun,
    /// The parties of 'both sides'.
    Pair(usize),
    /// The country of a body that many states have.
    Body(u32),
}

/// What the words of a role phrase say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RoleWords {
    /// Its row in the table of roles.
    pub(super) role: u32,
    /// The role of a noun that modifies it and says what it is: 'rebel' of 'rebel leader'.
    pub(super) of: Option<u32>,
    pub(super) determiner: Determiner,
    /// 'former', 'deputy': not the one who holds the post.
    pub(super) not_holder: bool,
    /// First token of the post, without article, nationality and status.
    pub(super) post_start: usize,
}

impl Draft {
    /// A mention of `tokens` with nothing left to tell.
    pub(super) fn new(
        document: &Document,
        tokens: Range<usize>,
        head: Token<'_>,
        form: MentionForm,
        kind: MentionKind,
        parties: Vec<Arc<Actor>>,
        why: &'static str,
    ) -> Self {
        let mention = Mention {
            span: document.span(tokens.clone()),
            tokens,
            head: head.id,
            form,
            kind,
            parties,
            place: None,
            number: Number::Singular,
            antecedent: None,
            why,
        };
        Self { mention, open: Open::Nothing, owners: Vec::new(), person: None, hidden: false }
    }

    /// The same in another number.
    pub(super) fn in_number(mut self, number: Number) -> Self {
        self.mention.number = number;
        self
    }
}
