//! The rows of the tables, as they are looked up.

use std::sync::Arc;

use jiff::civil::Date;

use super::actor::{Actor, Gender, Place};
use super::office::OfficeCue;

/// A country or territory.
#[derive(Clone, Debug)]
pub(super) struct Country {
    pub(super) adjective: Box<str>,
    pub(super) state: Arc<Actor>,
    pub(super) place: Arc<Place>,
    pub(super) capitals: Vec<(Box<str>, Arc<Place>)>,
    pub(super) leading_post: Box<str>,
    /// Countries one of which a text must name for the short name to count.
    pub(super) short_needs: Vec<Box<str>>,
}

/// A body with a name.
#[derive(Clone, Debug)]
pub(super) struct Organisation {
    pub(super) actor: Arc<Actor>,
    pub(super) standing: Standing,
    /// Where its name is that of a place too.
    pub(super) place: Option<Arc<Place>>,
    /// Whether bodies of this name exist in many states.
    pub(super) generic: bool,
}

/// For whom a body or a role stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Standing {
    /// For its state.
    State,
    /// A thing of its state's.
    Thing,
    /// For itself.
    Itself,
    /// A part of a state with its own government.
    Region,
    /// People without a body.
    Group,
    /// A newspaper, agency or broadcaster.
    Outlet,
    /// One that writes for the whole world.
    Wire,
    /// One that speaks for its government.
    StateOutlet,
    /// Nobody in politics.
    Private,
    /// Takes up a country.
    CountryAgain,
    /// Takes up a body.
    BodyAgain,
    /// Takes up a side.
    SideAgain,
    /// Takes up a government by its capital.
    CapitalAgain,
}

/// Whose a post, role or thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Owner {
    /// A country's.
    Country(u32),
    /// A body's.
    Organisation(u32),
}

/// One term of one post.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) owner: Owner,
    pub(super) post: Box<str>,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    /// The person in that post.
    pub(super) actor: Arc<Actor>,
}

impl Term {
    /// Whether it covers the day.
    pub(super) fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// A person with their terms, earliest first.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) terms: Vec<Term>,
}

impl Person {
    /// The term that counts on `day`: the one in force, else the last that ended, else the first; without a day
    /// the last.
    pub(super) fn term(&self, day: Option<Date>) -> &Term {
        let last = self.terms.last().expect("a person has at least one term");
        let Some(day) = day else { return last };
        self.terms
            .iter()
            .rev()
            .find(|term| term.covers(day))
            .or_else(|| self.terms.iter().filter(|term| term.to.is_some_and(|to| to < day)).max_by_key(|term| term.to))
            .unwrap_or(&self.terms[0])
    }

    /// Whether they hold any post on `day`.
    pub(super) fn serves(&self, day: Option<Date>) -> bool {
        day.map_or_else(|| self.terms.iter().any(|t| t.to.is_none()), |day| self.terms.iter().any(|t| t.covers(day)))
    }
}

/// A noun that stands for people or a body.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) noun: Box<str>,
    pub(super) sector: Box<str>,
    pub(super) standing: Standing,
    pub(super) posts: Vec<Box<str>>,
    pub(super) home: bool,
    pub(super) are: Are,
}

/// What a role noun is the noun of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Are {
    /// He or she; in the plural they.
    Person,
    /// They.
    People,
    /// It, or they of those in it.
    Body,
    /// It.
    Thing,
}

/// What a word beside a name or a post says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Title {
    /// A form of address or rank, of this gender.
    Address(Gender),
    /// Whether a post is held.
    Status(OfficeCue),
}
