//! Classes of words that tell who is a party and whom a pronoun stands for: `data/actors/words.tsv`.

use std::collections::BTreeSet;

use crate::table::{DataError, rows};

/// A class of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordClass {
    /// Verbs whose subject is somebody who speaks or wills.
    Speaks,
    /// Verbs that say something to somebody.
    Addresses,
    /// Verbs by which that one responds.
    Responds,
    /// Verbs of which 'it' is an empty subject.
    Empty,
    /// Verbs by which a government disposes of its own.
    Disposes,
    /// Last words of names that are no party's.
    NoParty,
    /// Verb forms that keep a name before them from being the owner.
    Beside,
    /// Nouns for whoever is on the other side.
    Foes,
    /// Nouns that, with 'the' in the plural, take up two parties just named together.
    Together,
}

impl WordClass {
    const ALL: [(Self, &'static str); 9] = [
        (Self::Speaks, "speaks"),
        (Self::Addresses, "addresses"),
        (Self::Responds, "responds"),
        (Self::Empty, "empty"),
        (Self::Disposes, "disposes"),
        (Self::NoParty, "no party"),
        (Self::Beside, "beside"),
        (Self::Foes, "foes"),
        (Self::Together, "together"),
    ];
}

/// The words of all classes.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// By the place of the class in [`WordClass::ALL`].
    classes: [BTreeSet<Box<str>>; 9],
}

impl Words {
    /// Reads the table; every class must stand.
    pub(super) fn read(text: &str) -> Result<Self, DataError> {
        const FILE: &str = "words.tsv";
        let mut found = Self::default();
        rows(FILE, text, &["class", "words"], |row| {
            let class = WordClass::ALL.iter().position(|(_, name)| *name == row.get("class"));
            let class = class.ok_or_else(|| row.error(format!("{:?} is no class of words", row.get("class"))))?;
            found.classes[class].extend(row.list("words").map(Into::into));
            Ok(())
        })?;
        let missing = WordClass::ALL.iter().zip(&found.classes).find(|(_, words)| words.is_empty());
        if let Some(((_, name), _)) = missing {
            let problem = format!("the class {name:?} has no words; add a line");
            return Err(DataError { file: FILE.to_owned(), line: 1, problem });
        }
        Ok(found)
    }

    /// The words of a class.
    pub(super) fn of(&self, class: WordClass) -> &BTreeSet<Box<str>> {
        &self.classes[class as usize]
    }

    /// Whether a word is of a class.
    pub(super) fn has(&self, class: WordClass, word: &str) -> bool {
        self.of(class).contains(word)
    }
}
