//! Posts as the text gives them to persons, in a title ('Foreign Minister Ri Son Gwon') or an apposition
//! ('Stephen Biegun, the U.S. special representative for North Korea').

use std::sync::Arc;

use anchor::Span;

use super::Actor;

/// A person and the words that give them a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeMention {
    /// The person's mention, by its number in [`Mentions::all`](super::Mentions::all).
    pub person: usize,
    /// Where the name stands, without title.
    pub name: Span,
    /// The post in the singular: 'president' of 'Presidents Irfaan Ali and Nicolás Maduro'.
    pub title: Box<str>,
    /// The words of the post, without article, nationality and status: 'special representative for North Korea'.
    pub post: Span,
    /// Whose post it is, as far as the words say.
    pub of: Option<Arc<Actor>>,
    /// Whether it is still held.
    pub status: OfficeCue,
    /// The words that say so: 'former', 'then', 'acting', 'designate'.
    pub cue: Option<Span>,
    /// A post in a state, party, armed group or international body; not an analyst's, professor's or coach's.
    pub public: bool,
}

/// What the words beside a post say of its holding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfficeCue {
    /// Nothing: it is held.
    #[default]
    Holds,
    /// 'acting', 'interim', 'caretaker': held for the time being.
    Acting,
    /// 'former', 'ex-', 'late', 'ousted', 'predecessor', 'then': held no more.
    Former,
    /// '-elect', 'designate', 'nominee', 'incoming': not held yet.
    Elect,
}
