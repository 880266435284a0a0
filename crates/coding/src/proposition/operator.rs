//! Words that say whether what they govern takes place, from `data/propositions/operators.tsv`.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::{DataError, rows};

/// What a governing word makes of what it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// As the clause itself says: reported, claimed, found.
    Said,
    /// No claim at all: what is demanded, promised, offered, threatened, refused.
    Inert,
    /// As the governing word itself.
    Same,
    /// Is going on.
    Ongoing,
    /// Is intended or scheduled.
    Planned,
    /// May be.
    Possible,
    /// May be, where it speaks of what is to come; else as the clause itself says.
    Expected,
    /// Does not take place.
    Negated,
    /// Somebody denies it.
    Denied,
    /// Is imagined.
    Hypothetical,
    /// May be; with 'no' or 'little' it does not take place.
    Motive,
}

impl Effect {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "said" => Self::Said,
            "inert" => Self::Inert,
            "same" => Self::Same,
            "ongoing" => Self::Ongoing,
            "planned" => Self::Planned,
            "possible" => Self::Possible,
            "expected" => Self::Expected,
            "negated" => Self::Negated,
            "denied" => Self::Denied,
            "hypothetical" => Self::Hypothetical,
            "motive" => Self::Motive,
            _ => return None,
        })
    }
}

/// Effects of one word on clauses and on nouns of action.
#[derive(Clone, Copy, Debug, Default)]
struct Operator {
    clause: Option<Effect>,
    noun: Option<Effect>,
}

/// The words that say whether what they govern takes place.
#[derive(Clone, Debug, Default)]
pub struct Operators {
    verbs: BTreeMap<String, Operator>,
    adjectives: BTreeMap<String, Operator>,
    nouns: BTreeMap<String, Operator>,
    adverbs: BTreeMap<String, Operator>,
    /// Nouns of action.
    nominals: BTreeSet<String>,
}

impl Operators {
    /// Reads `text`, the contents of `file`; `nominals` are the nouns of action, dictionary forms.
    pub fn read<'n>(file: &str, text: &str, nominals: impl IntoIterator<Item = &'n str>) -> Result<Self, DataError> {
        let mut found = Self { nominals: nominals.into_iter().map(str::to_owned).collect(), ..Self::default() };
        rows(file, text, &["word", "part", "clause", "noun"], |row| {
            let effect = |column| match row.get(column) {
                "" => Ok(None),
                name => Effect::named(name)
                    .map(Some)
                    .ok_or_else(|| row.error(format!("{name:?} is no effect; the file's head lists them"))),
            };
            let operator = Operator { clause: effect("clause")?, noun: effect("noun")? };
            let part = match row.get("part") {
                "verb" => &mut found.verbs,
                "adjective" => &mut found.adjectives,
                "noun" => &mut found.nouns,
                "adverb" => &mut found.adverbs,
                other => return Err(row.error(format!("{other:?} is no part of speech of this file"))),
            };
            part.insert(row.get("word").to_owned(), operator);
            Ok(())
        })?;
        Ok(found)
    }

    fn of(&self, pos: &str, lemma: &str) -> Option<Operator> {
        let part = match pos {
            "VERB" | "AUX" => &self.verbs,
            "ADJ" => &self.adjectives,
            "NOUN" | "PROPN" => &self.nouns,
            "ADV" | "CCONJ" | "DET" | "PART" => &self.adverbs,
            _ => return None,
        };
        part.get(lemma).copied()
    }

    /// What a word of part `pos` makes of a complement clause.
    pub fn on_clause(&self, pos: &str, lemma: &str) -> Option<Effect> {
        self.of(pos, lemma).and_then(|operator| operator.clause)
    }

    /// What a word of part `pos` makes of a noun of action it governs.
    pub fn on_noun(&self, pos: &str, lemma: &str) -> Option<Effect> {
        self.of(pos, lemma).and_then(|operator| operator.noun)
    }

    /// What an adjective or participle, as it stands, makes of its complement or its noun.
    pub fn adjective(&self, form: &str) -> (Option<Effect>, Option<Effect>) {
        self.adjectives.get(form).map_or((None, None), |operator| (operator.clause, operator.noun))
    }

    /// What an adverb makes of its clause.
    pub fn adverb(&self, form: &str) -> Option<Effect> {
        self.adverbs.get(form).and_then(|operator| operator.clause)
    }

    /// Whether a verb only lends a noun of action its tense and agent.
    pub fn is_light(&self, lemma: &str) -> bool {
        self.verbs
            .get(lemma)
            .is_some_and(|operator| operator.noun == Some(Effect::Same) && operator.clause != Some(Effect::Said))
    }

    /// Whether a verb answers a speech act that was made before: 'accepted the offer', 'refused the demand'.
    pub fn is_answer(&self, lemma: &str) -> bool {
        matches!(
            lemma,
            "accept" | "refuse" | "reject" | "decline" | "oppose" | "resist" | "support" | "back" | "endorse"
        )
    }

    /// Whether `lemma` is a noun of action.
    pub fn is_nominal(&self, lemma: &str) -> bool {
        self.nominals.contains(lemma) || self.nominals.contains(lemma.to_lowercase().as_str())
    }
}
