//! The lexicon of cues, `data/attribution/cues.tsv`: words that attribute, by part of speech, with the kinds of act
//! they stand for; and `data/attribution/speakers.tsv`: nouns that stand for those who speak.

use std::collections::HashMap;

use super::CueClass;
use super::feature::Part;
use crate::table::{DataError, rows};

/// A kind of act as the lexicon names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name in the file, and in features.
    pub name: &'static str,
    /// The same as a part of features' names.
    pub part: Part<'static>,
    /// What it is to whoever reads an attribution.
    pub class: CueClass,
}

const fn kind(name: &'static str, class: CueClass) -> Kind {
    Kind { name, part: Part::of(name), class }
}

/// The kinds of act that the lexicon may name.
pub(super) const KINDS: &[Kind] = &[
    kind("speech", CueClass::Speech),
    kind("writing", CueClass::Writing),
    kind("evidence", CueClass::Evidence),
    kind("citing", CueClass::Speech),
    kind("question", CueClass::Question),
    kind("request", CueClass::Request),
    kind("promise", CueClass::Promise),
    kind("thought", CueClass::Thought),
    kind("knowledge", CueClass::Knowledge),
    kind("intention", CueClass::Intention),
    kind("support", CueClass::Attitude),
    kind("blame", CueClass::Attitude),
    kind("vote", CueClass::Attitude),
    kind("seeming", CueClass::Thought),
];

/// What sort of speaker a noun without a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerClass {
    /// Persons by what they are: 'officials', 'a diplomat'.
    People,
    /// A body: 'the ministry'.
    Organisation,
    /// A paper, agency or broadcaster: 'the newspaper'.
    Outlet,
    /// What is written down: 'the report', 'a poll'.
    Document,
}

/// Words that attribute, with the kinds of act each may stand for, and nouns of those who speak.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Part of speech, then lemma, to the kinds of act.
    kinds: HashMap<String, HashMap<String, Vec<&'static Kind>>>,
    speakers: HashMap<String, SpeakerClass>,
}

impl Lexicon {
    /// Reads the table of cues and the table of speakers, each given as its file's name and contents.
    pub fn read((file, text): (&str, &str), speakers: (&str, &str)) -> Result<Self, DataError> {
        let mut kinds: HashMap<String, HashMap<String, Vec<&'static Kind>>> = HashMap::new();
        rows(file, text, &["word", "part", "kinds"], |row| {
            let named = |name: &str| {
                let known = KINDS.iter().find(|kind| kind.name == name);
                known.ok_or_else(|| row.error(format!("{name:?} is no kind of act")))
            };
            let found = row.list("kinds").map(named).collect::<Result<Vec<_>, _>>()?;
            let part = kinds.entry(row.get("part").to_owned()).or_default();
            if part.insert(row.get("word").to_owned(), found).is_some() {
                return Err(row.error("the word stands here a second time as the same part of speech"));
            }
            Ok(())
        })?;
        Ok(Self { kinds, speakers: read_speakers(speakers)? })
    }

    /// What sort of speaker the noun `lemma` stands for, if for any.
    pub fn speaker(&self, lemma: &str) -> Option<SpeakerClass> {
        self.speakers.get(lemma).copied()
    }

    /// The kinds of act that `lemma` as `part` (`VERB`, `NOUN`, `ADJ`, `ADV`) may stand for; empty if it is no cue.
    pub fn kinds(&self, part: &str, lemma: &str) -> &[&'static Kind] {
        self.kinds.get(part).and_then(|words| words.get(lemma)).map_or(&[], Vec::as_slice)
    }
}

fn read_speakers((file, text): (&str, &str)) -> Result<HashMap<String, SpeakerClass>, DataError> {
    let mut speakers = HashMap::new();
    rows(file, text, &["word", "class"], |row| {
        let class = match row.get("class") {
            "people" => SpeakerClass::People,
            "organisation" => SpeakerClass::Organisation,
            "outlet" => SpeakerClass::Outlet,
            "document" => SpeakerClass::Document,
            other => return Err(row.error(format!("{other:?} is no class of speakers"))),
        };
        speakers.insert(row.get("word").to_owned(), class);
        Ok(())
    })?;
    Ok(speakers)
}
