//! Parties to a record, and those through whom it is known.

use anchor::Id;
use serde::{Deserialize, Serialize};

use super::Quote;

/// Somebody who acts, is acted on, speaks, holds a position or a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Its usual name ("North Korea", "Stephen Biegun").
    pub name: String,
    /// PLOVER code: ISO 3166 alpha-3 with a sector (`PRK`, `USAGOV`, `YEMREB`), or `UNO`, `EUR`, `IGO`, …
    pub code: Option<String>,
    /// PLOVER sector (`GOV`, `MIL`, …), where it is not the state as such.
    pub sector: Option<String>,
    /// Wikidata id, where known.
    pub wikidata: Option<String>,
    /// The person's usual name, if the party is a person.
    pub person: Option<String>,
    /// First code point of the words that name it here.
    pub start: usize,
    /// One past their last code point.
    pub end: usize,
    /// The words that name it here ("the North").
    pub quote: String,
}

/// One link of an attribution chain: somebody through whom a content passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The name, or what a pronoun or description stands for, as far as known; else the words themselves.
    pub name: String,
    /// What kind of source it is.
    pub class: SourceClass,
    /// First code point of the words that name it here.
    pub start: usize,
    /// One past their last code point.
    pub end: usize,
    /// The words that name it here ("he", "a senior official").
    pub quote: String,
    /// The words that attribute ("said", "according to").
    pub cue: Option<Quote>,
}

/// What kind of source stands in an attribution chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceClass {
    /// A newspaper, agency, broadcaster.
    Outlet,
    /// A named person.
    Person,
    /// A named government, body or group.
    Organisation,
    /// "Many experts", "a senior official", "media reports".
    Unnamed,
}

/// How a party is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionForm {
    /// By name.
    Proper,
    /// By description.
    Common,
    /// By pronoun.
    Pronoun,
}

/// One line of the `actors` layer: a span that names a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorMention {
    /// The article.
    pub article: Id,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words.
    pub quote: String,
    /// The party's usual name.
    pub name: String,
    /// PLOVER code.
    pub code: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// How it is named here.
    pub head: MentionForm,
    /// The person's usual name, if it is a person.
    pub person: Option<String>,
}
