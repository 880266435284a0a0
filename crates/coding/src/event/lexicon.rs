//! The event lexicon: which predicates are which PLOVER types, from `data/events/`.
//!
//! Of the lines that fit a proposition, the one that asks for most counts; of equals, the one whose classes
//! are narrower; of those, the first.

use std::collections::{BTreeMap, BTreeSet};

use anchor::Span;
use language::TokenId;

use super::ontology::Ontology;
use super::spelling::{may_be_form, spellings};
use crate::table::{DataError, rows};

/// What a line asks a phrase to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    Any,
    Nothing,
    Party,
    /// A class of things, or words, dictionary forms; a party too, where it says so.
    Words(BTreeSet<String>),
    WordsOrParty(BTreeSet<String>),
}

/// How a line asks its complement to be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    Anything,
    Infinitive,
    Clause,
    Gerund,
}

/// What a line asks its complement to be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lies {
    Anything,
    /// These predicates, or verb and object ("reach agreement").
    Words(BTreeSet<String>),
    /// What the lexicon itself takes for cooperation.
    Friendly,
    /// What the lexicon itself takes for conflict.
    Hostile,
}

/// A preposition that a line asks for, whichever of several, and what it governs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Governed {
    pub(super) prepositions: Vec<String>,
    pub(super) thing: Thing,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ActorRule {
    Agent,
    Both,
    Patient,
    /// Nobody whom the clause names: its subject only undergoes it ('walked free').
    Nobody,
    /// Whom one of these prepositions governs, tried in this order ('got boats from Norland').
    Governed(Vec<String>),
}

/// One line of the verbs' file.
#[derive(Clone, Debug)]
pub(crate) struct VerbLine {
    pub(super) subject: Thing,
    pub(super) object: Thing,
    /// All of them must stand with it.
    pub(super) prepositions: Vec<Governed>,
    pub(super) follows: Option<Follows>,
    pub(super) follows_what: Lies,
    /// None: no event, whatever a less exact line says.
    pub(crate) kind: Option<String>,
    pub(crate) mode: Option<String>,
    pub(super) actor: ActorRule,
    pub(super) recipient: Vec<String>,
    /// How it is cited in `why`.
    pub(crate) name: String,
    /// The line's own sentence.
    pub(crate) example: String,
    /// Where it stands in its file, from 1.
    pub(crate) line: usize,
    /// How much it asks for.
    pub(super) weight: u8,
    /// How many words it admits: of lines that ask for as much, the narrower fits better.
    breadth: usize,
}

/// One line of the nouns' file.
#[derive(Clone, Debug)]
pub(crate) struct NounLine {
    /// None: no event.
    pub(crate) kind: Option<String>,
    pub(crate) mode: Option<String>,
    pub(super) actor: ActorRule,
    pub(super) recipient: Vec<String>,
    pub(crate) name: String,
    /// The line's own sentence.
    pub(crate) example: String,
    /// Where it stands in its file, from 1.
    pub(crate) line: usize,
}

impl VerbLine {
    /// Whether it takes two to do it, and both talk.
    pub(super) fn is_meeting(&self) -> bool {
        self.actor == ActorRule::Both && self.kind.as_deref() == Some("CONSULT")
    }
}

impl NounLine {
    /// Whether it takes two to have it, and both talk.
    pub(super) fn is_meeting(&self) -> bool {
        self.actor == ActorRule::Both && self.kind.as_deref() == Some("CONSULT")
    }

    /// Whether it is done to somebody.
    pub(super) fn recipient_is_wanted(&self) -> bool {
        !self.recipient.is_empty()
    }
}

/// Where the subject of a verb that carries a noun of action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LightSubject {
    Agent,
    Recipient,
    Cause,
    Place,
}

/// A sentence in which `[…]` marks who acts and `{…}` who is acted on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    /// The sentence without its marks.
    pub text: String,
    /// Who acts; all sides of a reciprocal act.
    pub actor: Vec<Span>,
    /// Who is acted on.
    pub recipient: Vec<Span>,
}

impl Example {
    /// Reads a marked sentence.
    pub fn read(marked: &str) -> Self {
        let mut found = Self::default();
        let (mut actor, mut recipient) = (0, 0);
        for letter in marked.chars() {
            let here = found.text.len();
            match letter {
                '[' => actor = here,
                ']' => found.actor.push(Span::new(actor, here)),
                '{' => recipient = here,
                '}' => found.recipient.push(Span::new(recipient, here)),
                letter => found.text.push(letter),
            }
        }
        found
    }

    /// Source and target as a marked pair: who acts and who is acted on; of a reciprocal act, the first side and the
    /// others.
    pub fn sides(&self) -> (Vec<Span>, Vec<Span>) {
        match (self.actor.as_slice(), self.recipient.as_slice()) {
            ([first, rest @ ..], []) => (vec![*first], rest.to_vec()),
            (actor, recipient) => (actor.to_vec(), recipient.to_vec()),
        }
    }
}

/// A line of the lexicon for those who check it or learn from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconLine {
    /// The file, below `data/`.
    pub file: &'static str,
    /// Where it stands there, from 1.
    pub line: usize,
    /// The word.
    pub word: String,
    /// What it asks for, in one phrase.
    pub name: String,
    /// PLOVER type; none where the line says that there is no event.
    pub kind: Option<String>,
    /// Whether all sides act.
    pub reciprocal: bool,
    /// Its own sentence.
    pub example: Example,
}

/// A predicate of a text and the line of the lexicon that reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRead {
    /// The predicate.
    pub predicate: TokenId,
    /// The file, below `data/`.
    pub file: &'static str,
    /// Where the line stands there, from 1.
    pub line: usize,
    /// PLOVER type; none where the line says that there is no event.
    pub kind: Option<String>,
}

/// Classes that rules ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Unnamed people whose agreeing, warning and refusing is opinion.
    Onlooker,
    /// Verbs of going somewhere.
    Travel,
    /// Nouns for an act as such, whatever it was.
    Deed,
    /// Nouns for words that ask or offer something.
    SpeechAct,
    /// What one takes up or turns down.
    Offer,
    /// Words that say how much or how many of what 'of' governs: 'a wave of sanctions', 'dozens of prisoners'.
    Amount,
    /// Those whom a state sends to another.
    Envoy,
    /// What is fired and thrown.
    Weapon,
    /// Shots and shells.
    Fire,
    /// Kinds of attacks.
    Attack,
    /// What an enemy's army has in the field.
    MilitaryTarget,
    /// Exercises and patrols.
    Drill,
    /// Who is freed.
    Prisoner,
    /// Acts of force that are words or votes between politicians.
    MereWords,
    /// Of which there is less and less: 'waning interest'.
    Waning,
    /// What two things are kept.
    Apart,
}

impl Class {
    const ALL: [Self; 16] = [
        Self::Onlooker,
        Self::Travel,
        Self::Deed,
        Self::SpeechAct,
        Self::Offer,
        Self::Amount,
        Self::Envoy,
        Self::Weapon,
        Self::Fire,
        Self::Attack,
        Self::MilitaryTarget,
        Self::Drill,
        Self::Prisoner,
        Self::MereWords,
        Self::Waning,
        Self::Apart,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Onlooker => "ONLOOKER",
            Self::Travel => "TRAVEL",
            Self::Deed => "DEED",
            Self::SpeechAct => "SPEECH_ACT",
            Self::Offer => "OFFER",
            Self::Amount => "AMOUNT",
            Self::Envoy => "ENVOY",
            Self::Weapon => "WEAPON",
            Self::Fire => "FIRE",
            Self::Attack => "ATTACK",
            Self::MilitaryTarget => "MILITARY_TARGET",
            Self::Drill => "DRILL",
            Self::Prisoner => "PRISONER",
            Self::MereWords => "MERE_WORDS",
            Self::Waning => "WANING",
            Self::Apart => "APART",
        }
    }
}

/// The names of the files, as records and messages cite them.
pub(super) const VERBS: &str = "events/verbs.tsv";
pub(super) const NOUNS: &str = "events/nouns.tsv";

/// The event lexicon.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    verbs: BTreeMap<String, Vec<VerbLine>>,
    nouns: BTreeMap<String, NounLine>,
    light: BTreeMap<String, LightSubject>,
    /// Classes of each word that has any.
    classes: BTreeMap<String, Vec<String>>,
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
        if let Some(class) = Class::ALL.into_iter().find(|class| !classes.contains_key(class.name())) {
            return Err(DataError {
                file: files.classes.0.to_owned(),
                line: 1,
                problem: format!("rules ask for the class {}, which has no line; add one", class.name()),
            });
        }
        let thing = |words: &str, row: &crate::table::Row<'_>| -> Result<Thing, DataError> {
            match words {
                "" => return Ok(Thing::Any),
                "none" => return Ok(Thing::Nothing),
                "party" => return Ok(Thing::Party),
                _ => {}
            }
            let mut found = BTreeSet::new();
            let mut party = false;
            for word in words.split(',').map(str::trim) {
                if word == "party" {
                    party = true;
                } else if word.chars().all(|letter| letter.is_uppercase() || letter == '_') {
                    let class = classes.get(word).ok_or_else(|| row.error(format!("there is no class {word}")))?;
                    found.extend(class.iter().cloned());
                } else {
                    // The word itself, where it would mean something else: 'none'.
                    found.insert(word.trim_matches('\'').to_owned());
                }
            }
            Ok(if party { Thing::WordsOrParty(found) } else { Thing::Words(found) })
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
            "none" => Ok(ActorRule::Nobody),
            prepositions if prepositions.split(',').all(|word| word.trim().chars().all(char::is_lowercase)) => {
                Ok(ActorRule::Governed(row.list("actor").map(str::to_owned).collect()))
            }
            other => Err(row.error(format!("{other:?} is no rule for the actor"))),
        };
        let mut found = Self::default();
        for (class, words) in &classes {
            for word in words {
                found.classes.entry(word.clone()).or_default().push(class.clone());
            }
        }
        let columns =
            ["word", "subject", "object", "preposition", "complement", "type", "mode", "actor", "recipient", "example"];
        rows(files.verbs.0, files.verbs.1, &columns, |row| {
            let subject = thing(row.get("subject"), row)?;
            let object = thing(row.get("object"), row)?;
            let mut prepositions = Vec::new();
            for part in row.get("preposition").split('+').map(str::trim).filter(|part| !part.is_empty()) {
                let (words, governs) = part.split_once(':').unwrap_or((part, ""));
                let words = words.split(',').map(|word| word.trim().to_owned()).collect();
                prepositions.push(Governed { prepositions: words, thing: thing(governs, row)? });
            }
            let (form, about) = row.get("complement").split_once(':').unwrap_or((row.get("complement"), ""));
            let follows = match form {
                "" => None,
                "any" => Some(Follows::Anything),
                "infinitive" => Some(Follows::Infinitive),
                "clause" => Some(Follows::Clause),
                "gerund" => Some(Follows::Gerund),
                other => return Err(row.error(format!("{other:?} is no form of complement"))),
            };
            let follows_what = match about {
                "" => Lies::Anything,
                "friendly" => Lies::Friendly,
                "hostile" => Lies::Hostile,
                words => match thing(words, row)? {
                    Thing::Words(words) => Lies::Words(words),
                    _ => return Err(row.error(format!("{words:?} is no predicate"))),
                },
            };
            let kind = row.get("type");
            let (kind, mode) =
                if kind == "-" { (None, None) } else { (Some(kind.to_owned()), check(kind, row.get("mode"), row)?) };
            let asks = |thing: &Thing| match thing {
                Thing::Any => 0,
                Thing::Nothing => 1,
                Thing::Party => 2,
                Thing::Words(_) | Thing::WordsOrParty(_) => 3,
            };
            let weight = asks(&subject)
                + asks(&object)
                + prepositions.iter().map(|governed| 2 + asks(&governed.thing)).sum::<u8>()
                + u8::from(follows.is_some()) * 2
                + u8::from(follows_what != Lies::Anything) * 2;
            let words = |thing: &Thing| match thing {
                Thing::Words(words) | Thing::WordsOrParty(words) => words.len(),
                Thing::Any | Thing::Nothing | Thing::Party => 0,
            };
            let breadth = words(&subject)
                + words(&object)
                + prepositions.iter().map(|governed| words(&governed.thing)).sum::<usize>();
            let mut name = row.get("word").to_owned();
            if !row.get("subject").is_empty() {
                name = format!("{} + {name}", row.get("subject"));
            }
            for part in ["object", "preposition", "complement"] {
                if !row.get(part).is_empty() {
                    name = format!("{name} + {}", row.get(part));
                }
            }
            let line = VerbLine {
                subject,
                object,
                prepositions,
                follows,
                follows_what,
                kind,
                mode,
                actor: actor(row)?,
                recipient: row.list("recipient").map(str::to_owned).collect(),
                name,
                example: row.get("example").to_owned(),
                line: row.line,
                weight,
                breadth,
            };
            found.verbs.entry(row.get("word").to_owned()).or_default().push(line);
            Ok(())
        })?;
        for lines in found.verbs.values_mut() {
            lines.sort_by_key(|line| (std::cmp::Reverse(line.weight), line.breadth));
        }
        rows(files.nouns.0, files.nouns.1, &["word", "type", "mode", "actor", "recipient", "example"], |row| {
            let kind = row.get("type");
            let (kind, mode) =
                if kind == "-" { (None, None) } else { (Some(kind.to_owned()), check(kind, row.get("mode"), row)?) };
            let line = NounLine {
                kind,
                mode,
                actor: actor(row)?,
                recipient: row.list("recipient").filter(|&word| word != "none").map(str::to_owned).collect(),
                name: row.get("word").to_owned(),
                example: row.get("example").to_owned(),
                line: row.line,
            };
            found.nouns.insert(row.get("word").to_owned(), line);
            Ok(())
        })?;
        rows(files.light.0, files.light.1, &["word", "subject"], |row| {
            let subject = match row.get("subject") {
                "agent" => LightSubject::Agent,
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
        let typed = self.nouns.iter().filter(|(_, line)| line.kind.is_some());
        typed.map(|(word, _)| word.rsplit([' ', '-']).next().unwrap_or(word))
    }

    /// The lines of a verb, most exact first, where it stands in the text as `form`. British '-ise' is looked up as
    /// '-ize', and a dictionary form that the parser cut wrongly as the form it stands for, if `form` can be one of it:
    /// 'din' for 'dining' is 'dine', 'rap' for 'rapped' is no 'rape'.
    pub(crate) fn verb(&self, lemma: &str, form: &str) -> &[VerbLine] {
        let own = self.verbs.get(lemma);
        let (word, rest) = lemma.split_at(lemma.find(' ').unwrap_or(lemma.len()));
        let form = form.to_lowercase();
        // 'raping', cut to 'rap', is none of its forms; irregular forms are the parser's to know.
        if let Some(own) = own.filter(|_| may_be_form(&form, word) || !form.ends_with("ing")) {
            return own;
        }
        let may_be = |known: &String| {
            let british = known.strip_suffix("ze").map(|stem| format!("{stem}se"));
            may_be_form(&form, known) || british.is_some_and(|known| may_be_form(&form, &known))
        };
        let known = spellings(word).into_iter().filter(may_be);
        let known = known.into_iter().find_map(|word| self.verbs.get(&format!("{word}{rest}")));
        known.or(own).map_or(&[], Vec::as_slice)
    }

    /// The lines of a verb in its dictionary form.
    fn verb_as_such(&self, lemma: &str) -> &[VerbLine] {
        self.verb(lemma, lemma.split(' ').next().unwrap_or(lemma))
    }

    pub(super) fn noun(&self, word: &str) -> Option<&NounLine> {
        self.nouns.get(word)
    }

    /// Whether a word names what is fired or thrown, and what does harm by itself.
    pub(super) fn is_weapon(&self, lemma: &str) -> bool {
        [Class::Weapon, Class::Fire, Class::Attack].into_iter().any(|class| self.is_in(class, lemma))
    }

    /// Whether a word, in its dictionary form, is of a class.
    pub(super) fn is_in(&self, class: Class, lemma: &str) -> bool {
        self.classes_of(lemma).iter().any(|known| known == class.name())
    }

    pub(crate) fn light(&self, lemma: &str) -> Option<LightSubject> {
        self.light.get(lemma).copied()
    }

    /// All lines, those of verbs first, in the order of their files.
    pub fn lines(&self) -> Vec<LexiconLine> {
        let verbs = self.verbs.iter().flat_map(|(word, lines)| {
            lines.iter().map(move |line| LexiconLine {
                file: VERBS,
                line: line.line,
                word: word.clone(),
                name: line.name.clone(),
                kind: line.kind.clone(),
                reciprocal: line.actor == ActorRule::Both,
                example: Example::read(&line.example),
            })
        });
        let nouns = self.nouns.iter().map(|(word, line)| LexiconLine {
            file: NOUNS,
            line: line.line,
            word: word.clone(),
            name: line.name.clone(),
            kind: line.kind.clone(),
            reciprocal: line.actor == ActorRule::Both,
            example: Example::read(&line.example),
        });
        let mut lines: Vec<LexiconLine> = verbs.chain(nouns).collect();
        lines.sort_by_key(|line| (line.file == NOUNS, line.line));
        lines
    }

    /// The classes of things that hold `word`, in alphabetical order.
    pub fn classes_of(&self, word: &str) -> &[String] {
        self.classes.get(word).map_or(&[], Vec::as_slice)
    }

    /// What a bare word is taken for: the type that its least exact line gives.
    pub fn usual(&self, lemma: &str) -> Option<&str> {
        let verb = self.verb_as_such(lemma).iter().rev().find_map(|line| line.kind.as_deref());
        verb.or_else(|| self.nouns.get(lemma).and_then(|line| line.kind.as_deref()))
    }

    /// The types that lines for `lemma` give, most exact first: the lexicon's vote on a bare word.
    pub fn votes(&self, lemma: &str) -> Vec<&str> {
        let verbs = self.verb_as_such(lemma).iter().filter_map(|line| line.kind.as_deref());
        verbs.chain(self.nouns.get(lemma).and_then(|line| line.kind.as_deref())).collect()
    }
}
