//! Mentions: the spans of an article that name or stand for a party, or name a place.
//!
//! A party is named outright ('North Korea', 'Mike Pompeo', 'the Houthis'), by its seat ('Pyongyang',
//! 'the White House'), as an adjective ('the *American* offer'), by a description ('Turkish soldiers', 'the
//! president', 'his government', 'both sides') or by a pronoun. Every such span becomes one [`Mention`] with
//! the [`Actor`]s it stands for, as far as they can be told.
//!
//! What holds of the result:
//! - mentions are sorted by their first token, longer ones first; they may nest ('Pyongyang' in 'Pyongyang's
//!   chief negotiator') but never cross;
//! - no two mentions have the same head token and the same kind;
//! - a name without an entry in the data is kept: its actor has a name and no code;
//! - pronouns of the first and second person are kept without a party: whom they mean depends on who speaks,
//!   which the attribution decides ([`MentionKind::Speaker`], [`MentionKind::Addressee`]).
//!
//! A place is not a party by itself. A mention of a country, capital or other place carries both readings,
//! [`Mention::parties`] and [`Mention::place`]; which one holds is decided by whoever knows its role in the
//! clause ('Seoul urged' against 'in Seoul').

mod actor;
mod actors;
mod apposition;
mod coreference;
mod descriptions;
mod draft;
mod entries;
mod named;
mod names;
mod office;
mod pair;
mod persons;
mod phrase;
mod pieces;
mod reader;
mod resolve;
mod roles;
mod setting;
#[cfg(test)]
mod tests;
mod unlisted;
mod words;

use std::ops::Range;
use std::sync::Arc;

use anchor::Span;
use language::TokenId;

use crate::record::MentionForm;

pub use actor::{Actor, ActorClass, Gender, Place, PlaceClass};
pub use actors::{ActorFiles, Actors};
pub use office::{OfficeCue, OfficeMention};

/// The rule by which people without a country of their own are of the country the text is set in.
const BY_SETTING: &str = "role, of the country the text is set in";

/// One span that names or stands for a party, or names a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words: the phrase with its determiner, title and modifiers, without clauses and appositions.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token that stands for the phrase in the sentence's tree.
    pub head: TokenId,
    /// By name, by description, by pronoun.
    pub form: MentionForm,
    /// In which way it points at a party.
    pub kind: MentionKind,
    /// Whom it stands for; several for a phrase in the plural ('both sides', 'US and South Korean officials');
    /// none where it cannot be told.
    pub parties: Vec<Arc<Actor>>,
    /// The place that the words name, where they are the name of one.
    pub place: Option<Arc<Place>>,
    /// One or many.
    pub number: Number,
    /// The mention, by its number in [`Mentions::all`], from which the party was taken: the antecedent of a
    /// pronoun or description, the name that a description stands beside.
    pub antecedent: Option<usize>,
    /// The rule that decided, in words a reader understands.
    pub why: &'static str,
}

impl Mention {
    /// Whether the words are the name of a place, so that they may be a mere setting.
    pub fn is_place_name(&self) -> bool {
        self.place.is_some()
    }

    /// Whether its country is only the one the text is set in: 'two villagers'.
    pub fn is_by_setting(&self) -> bool {
        self.why == BY_SETTING
    }

    /// Whether the words are a place that stands for a party only where something is done to it
    /// ('bombed Natanz'), never as one who acts.
    pub fn is_mere_place(&self) -> bool {
        self.kind == MentionKind::Place
    }
}

/// In which way a mention points at a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// A country or territory by name: 'North Korea', 'the DPRK', 'the North'.
    Country,
    /// Its adjective as a modifier: the '*American* offer', a '*Houthi* drone'.
    Adjective,
    /// Its people: 'the Americans', 'Turks'. Stands for the state where the text speaks of states.
    People,
    /// Its capital: 'Pyongyang'. The government, or the city.
    Capital,
    /// A building or street that stands for a government: 'the Kremlin', 'Downing Street'.
    Seat,
    /// A city, region, site or sea that is no capital. Its parties are the country it lies in.
    Place,
    /// A person by name.
    Person,
    /// A body by name: an international organisation, ministry, armed group, party, court, company, newspaper.
    Organisation,
    /// People or a body by what they are: 'Turkish soldiers', 'the foreign minister', 'rebels', 'the ministry'.
    Role,
    /// A description of one party already spoken of: 'the country', 'the group', 'the newspaper', 'the kingdom'.
    Description,
    /// A description of two or more parties already spoken of: 'both sides', 'the two leaders', 'the neighbours'.
    Pair,
    /// A pronoun of the third person, personal, possessive, reflexive or relative.
    Pronoun,
    /// 'I', 'we', 'our': whoever speaks. Never has a party here.
    Speaker,
    /// 'you', 'your': whoever is spoken to. Never has a party here.
    Addressee,
    /// A proper name that the data do not know and that is no person's.
    Unknown,
}

/// Whether a mention means one or many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    /// One.
    #[default]
    Singular,
    /// Many.
    Plural,
}

/// All mentions of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    all: Vec<Mention>,
    /// For each token the mention to answer with, plus one; 0 for none.
    at: Vec<u32>,
    offices: Vec<OfficeMention>,
    /// For each mention the members of the list it stands in, itself among them; empty where it stands alone.
    lists: Vec<Vec<usize>>,
    sides: Vec<Arc<Actor>>,
    home: Option<Arc<Actor>>,
}

impl Mentions {
    /// Puts mentions together; sorts them and lays out the lookup by token.
    pub(crate) fn new(token_count: usize, all: Vec<Mention>, offices: Vec<OfficeMention>) -> Self {
        let mut at = vec![0_u32; token_count];
        // Larger phrases first, so that smaller ones inside them take over their own tokens.
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(all[i].tokens.len()));
        for &i in &order {
            at[all[i].tokens.clone()].fill(i as u32 + 1);
        }
        for &i in order.iter().rev() {
            at[all[i].head.index()] = i as u32 + 1;
        }
        Self { all, at, offices, lists: Vec::new(), sides: Vec::new(), home: None }
    }

    /// All of them, by first token, longer ones first.
    pub fn all(&self) -> &[Mention] {
        &self.all
    }

    /// The mention whose head is `token`; else the smallest whose words cover it.
    ///
    /// Where several mentions have the same head, the largest phrase answers.
    pub fn at(&self, token: TokenId) -> Option<&Mention> {
        self.index_at(token).map(|i| &self.all[i])
    }

    /// The number of [`at`](Self::at) in [`all`](Self::all).
    pub fn index_at(&self, token: TokenId) -> Option<usize> {
        self.at.get(token.index()).copied().filter(|&i| i > 0).map(|i| i as usize - 1)
    }

    /// The mention whose head is `token`, and no other.
    pub fn headed(&self, token: TokenId) -> Option<&Mention> {
        self.at(token).filter(|mention| mention.head == token)
    }

    /// The mentions that lie within `tokens`, in text order.
    pub fn within(&self, tokens: Range<usize>) -> impl Iterator<Item = &Mention> {
        let first = self.all.partition_point(|mention| mention.tokens.start < tokens.start);
        let end = tokens.end;
        self.all[first..]
            .iter()
            .take_while(move |mention| mention.tokens.start < end)
            .filter(move |mention| mention.tokens.end <= end)
    }

    /// The mention headed by `token` with those listed beside it, in text order: 'Britain, France and Germany' from
    /// any of the three, 'Trump-Kim' from either.
    ///
    /// Lists are read off the commas and conjunctions between mentions, which holds where the tree makes an
    /// apposition of them.
    pub fn list(&self, token: TokenId) -> Vec<&Mention> {
        let Some(i) = self.index_at(token).filter(|&i| self.all[i].head == token) else { return Vec::new() };
        match self.lists.get(i) {
            Some(list) if !list.is_empty() => list.iter().map(|&i| &self.all[i]).collect(),
            _ => vec![&self.all[i]],
        }
    }

    /// Posts that the text gives to persons in titles and appositions.
    pub fn offices(&self) -> &[OfficeMention] {
        &self.offices
    }

    /// The two parties the article speaks of most, most often named first; fewer where it names fewer.
    pub fn sides(&self) -> &[Arc<Actor>] {
        &self.sides
    }

    /// The country in which the article is set, as far as it shows: to it belong a 'parliament', 'police' or
    /// 'opposition' without a country of their own.
    pub fn home(&self) -> Option<&Arc<Actor>> {
        self.home.as_ref()
    }
}
