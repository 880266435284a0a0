//! The event lexicon: which predicates are which PLOVER types, from `data/events/`.
//!
//! Of the lines that fit a proposition, the one that asks for most counts; of equals, the first.

use std::collections::{BTreeMap, BTreeSet};

use super::ontology::Ontology;
use crate::table::{DataError, rows};

/// What a verb's line asks its object to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    Any,
    Nothing,
    Party,
    /// A class of things, or words, dictionary forms.
    Words(BTreeSet<String>),
}

/// What a verb's line asks its complement to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    Anything,
    Infinitive,
    Clause,
    Gerund,
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActorRule {
    Agent,
    Both,
    Patient,
}

/// One line of the verbs' file.
#[derive(Clone, Debug)]
pub(super) struct VerbLine {
    pub(super) object: Thing,
    /// The preposition that must stand with it, and what it governs.
    pub(super) preposition: Option<(String, Thing)>,
    pub(super) follows: Follows,
    /// None: no event, whatever a less exact line says.
    pub(super) kind: Option<String>,
    pub(super) mode: Option<String>,
    pub(super) actor: ActorRule,
    pub(super) recipient: Vec<String>,
    /// How it is cited in `why`.
    pub(super) name: String,
    /// How much it asks for.
    pub(super) weight: u8,
}

/// One line of the nouns' file.
#[derive(Clone, Debug)]
pub(super) struct NounLine {
    pub(super) kind: String,
    pub(super) mode: Option<String>,
    pub(super) actor: ActorRule,
    pub(super) recipient: Vec<String>,
    pub(super) name: String,
}

/// Where the subject of a verb that carries a noun of action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LightSubject {
    Recipient,
    Cause,
    Place,
}

/// The event lexicon.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    verbs: BTreeMap<String, Vec<VerbLine>>,
    nouns: BTreeMap<String, NounLine>,
    light: BTreeMap<String, LightSubject>,
}

/// The files of the lexicon: their names, for messages, and their contents.
#[derive(Clone, Copy, Debug)]
pub struct LexiconFiles<'t> {
    /// Classes of things.
    pub classes: (&'t str, &'t str),
    /// Verbs.
    pub verbs: (&'t str, &'t str),
    /// Nouns of action.
    pub nouns: (&'t str, &'t str),
    /// Verbs that carry nouns of action.
    pub light: (&'t str, &'t str),
}

impl Lexicon {
    /// Reads the files; types and modes are checked against `ontology`.
    pub fn read(files: LexiconFiles<'_>, ontology: &Ontology) -> Result<Self, DataError> {
        let mut classes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        rows(files.classes.0, files.classes.1, &["class", "words"], |row| {
            classes.insert(row.get("class").to_owned(), row.list("words").map(str::to_owned).collect());
            Ok(())
        })?;
        let thing = |words: &str, row: &crate::table::Row<'_>| -> Result<Thing, DataError> {
            Ok(match words {
                "" => Thing::Any,
                "none" => Thing::Nothing,
                "party" => Thing::Party,
                class if class.chars().all(char::is_uppercase) => Thing::Words(
                    classes.get(class).ok_or_else(|| row.error(format!("there is no class {class}")))?.clone(),
                ),
                words => Thing::Words(words.split(',').map(|word| word.trim().to_owned()).collect()),
            })
        };
        let check = |kind: &str, mode: &str, row: &crate::table::Row<'_>| {
            if !ontology.has(kind) {
                return Err(row.error(format!("{kind:?} is no PLOVER type")));
            }
            if !mode.is_empty() && !ontology.has_mode(kind, mode) {
                return Err(row.error(format!("{kind} has no mode {mode:?}")));
            }
            Ok((!mode.is_empty()).then(|| mode.to_owned()))
        };
        let actor = |row: &crate::table::Row<'_>| match row.get("actor") {
            "" | "agent" => Ok(ActorRule::Agent),
            "both" => Ok(ActorRule::Both),
            "object" | "patient" => Ok(ActorRule::Patient),
            other => Err(row.error(format!("{other:?} is no rule for the actor"))),
        };
        let mut found = Self::default();
        let columns = ["word", "object", "preposition", "complement", "type", "mode", "actor", "recipient", "example"];
        rows(files.verbs.0, files.verbs.1, &columns, |row| {
            let object = thing(row.get("object"), row)?;
            let preposition = match row.get("preposition") {
                "" => None,
                words => {
                    let (preposition, governs) = words.split_once(':').unwrap_or((words, ""));
                    Some((preposition.to_owned(), thing(governs, row)?))
                }
            };
            let follows = match row.get("complement") {
                "" => Follows::Anything,
                "infinitive" => Follows::Infinitive,
                "clause" => Follows::Clause,
                "gerund" => Follows::Gerund,
                other => return Err(row.error(format!("{other:?} is no form of complement"))),
            };
            let kind = row.get("type");
            let (kind, mode) =
                if kind == "-" { (None, None) } else { (Some(kind.to_owned()), check(kind, row.get("mode"), row)?) };
            let weight = match &object {
                Thing::Any => 0,
                Thing::Nothing => 1,
                Thing::Party => 2,
                Thing::Words(_) => 3,
            } + match &preposition {
                None => 0,
                Some((_, Thing::Any | Thing::Nothing)) => 2,
                Some((_, Thing::Party)) => 3,
                Some((_, Thing::Words(_))) => 4,
            } + u8::from(follows != Follows::Anything) * 2;
            let mut name = row.get("word").to_owned();
            for part in ["object", "preposition", "complement"] {
                if !row.get(part).is_empty() {
                    name = format!("{name} + {}", row.get(part));
                }
            }
            let recipient = row.list("recipient").map(str::to_owned).collect();
            let line =
                VerbLine { object, preposition, follows, kind, mode, actor: actor(row)?, recipient, name, weight };
            found.verbs.entry(row.get("word").to_owned()).or_default().push(line);
            Ok(())
        })?;
        for lines in found.verbs.values_mut() {
            lines.sort_by_key(|line| std::cmp::Reverse(line.weight));
        }
        rows(files.nouns.0, files.nouns.1, &["word", "type", "mode", "actor", "recipient", "example"], |row| {
            let mode = check(row.get("type"), row.get("mode"), row)?;
            let line = NounLine {
                kind: row.get("type").to_owned(),
                mode,
                actor: actor(row)?,
                recipient: row.list("recipient").filter(|&word| word != "none").map(str::to_owned).collect(),
                name: row.get("word").to_owned(),
            };
            found.nouns.insert(row.get("word").to_owned(), line);
            Ok(())
        })?;
        rows(files.light.0, files.light.1, &["word", "subject"], |row| {
            let subject = match row.get("subject") {
                "recipient" => LightSubject::Recipient,
                "cause" => LightSubject::Cause,
                "place" => LightSubject::Place,
                other => return Err(row.error(format!("{other:?} is no role of a subject"))),
            };
            found.light.insert(row.get("word").to_owned(), subject);
            Ok(())
        })?;
        Ok(found)
    }

    /// The last words of the nouns of action: what may predicate as a noun.
    pub fn nominals(&self) -> impl Iterator<Item = &str> {
        self.nouns.keys().map(|word| word.rsplit(' ').next().unwrap_or(word))
    }

    pub(super) fn verb(&self, lemma: &str) -> &[VerbLine] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    pub(super) fn noun(&self, word: &str) -> Option<&NounLine> {
        self.nouns.get(word)
    }

    pub(super) fn light(&self, lemma: &str) -> Option<LightSubject> {
        self.light.get(lemma).copied()
    }

    /// The types that lines for `lemma` give, most exact first: the lexicon's vote on a bare word.
    pub fn votes(&self, lemma: &str) -> Vec<&str> {
        let verbs = self.verb(lemma).iter().filter_map(|line| line.kind.as_deref());
        verbs.chain(self.nouns.get(lemma).map(|line| line.kind.as_str())).collect()
    }
}
