//! Words by which a party says what it wants, and the issues it may be about, from `data/positions/`.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::Stance;
use crate::table::{DataError, Row, rows};

/// One word by which a party says what it wants.
#[derive(Clone, Debug)]
pub(super) struct StanceLine {
    pub(super) stance: Stance,
    /// Where what is wanted stands, first that is there.
    pub(super) content: Vec<Place>,
}

/// A place where what is wanted may stand.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// A name of the file's header, or a preposition.
    pub(super) words: String,
    /// The nouns that may stand there; empty for any.
    nouns: Vec<String>,
}

impl Place {
    fn read(place: &str) -> Self {
        let (words, nouns) = place.split_once(':').unwrap_or((place, ""));
        let nouns = nouns.split('/').filter(|noun| !noun.is_empty()).map(str::to_owned).collect();
        Self { words: words.to_owned(), nouns }
    }

    /// Whether the noun `lemma` may stand there.
    pub(super) fn allows(&self, lemma: &str) -> bool {
        self.nouns.is_empty() || self.nouns.iter().any(|noun| noun == lemma)
    }
}

/// The part that a word has in the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WordClass {
    /// Verbs of what is so or befalls somebody, and of saying and thinking: nobody undertakes it.
    State,
    /// Those of them that nobody refuses either.
    Befall,
    /// Verbs of thinking: what they govern is no undertaking.
    Thought,
    /// Adverbs of likelihood.
    Likely,
    /// Verbs of leaving things as they are.
    Keep,
    /// Those who speak of a dispute and for no party.
    Observer,
    /// Verbs of those who hear a wish and do not have it.
    Hear,
    /// Verbs and nouns of solemn announcement.
    Vow,
    /// Verbs of ending or leaving something.
    Cease,
    /// Verbs of command.
    Order,
}

/// The classes by their names in `words.tsv`.
const CLASSES: [(&str, WordClass); 10] = [
    ("state", WordClass::State),
    ("befall", WordClass::Befall),
    ("thought", WordClass::Thought),
    ("likely", WordClass::Likely),
    ("keep", WordClass::Keep),
    ("observer", WordClass::Observer),
    ("hear", WordClass::Hear),
    ("vow", WordClass::Vow),
    ("cease", WordClass::Cease),
    ("order", WordClass::Order),
];

/// The lexicon of positions.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    verbs: BTreeMap<String, StanceLine>,
    nouns: BTreeMap<String, StanceLine>,
    adjectives: BTreeMap<String, StanceLine>,
    /// What a party announces of its own acts.
    announced: BTreeMap<String, StanceLine>,
    /// What it says will become of another.
    fates: BTreeMap<String, StanceLine>,
    /// Nouns that name what it wants, as subjects.
    named: BTreeMap<String, StanceLine>,
    /// Judgements, in their words; longer ones first.
    verdicts: Vec<(Vec<String>, StanceLine)>,
    issues: Vec<(String, Vec<String>)>,
    words: BTreeMap<WordClass, BTreeSet<String>>,
}

fn stance(row: &Row<'_>) -> Result<Stance, DataError> {
    Ok(match row.get("stance") {
        "demand" => Stance::Demand,
        "offer" => Stance::Offer,
        "refuse" => Stance::Refuse,
        "commit" => Stance::Commit,
        "condition" => Stance::Condition,
        "threaten" => Stance::Threaten,
        other => return Err(row.error(format!("{other:?} is no stance"))),
    })
}

impl Lexicon {
    /// Reads the files: their names, for messages, and their contents.
    pub fn read(stances: (&str, &str), issues: (&str, &str), words: (&str, &str)) -> Result<Self, DataError> {
        let mut found = Self::default();
        rows(stances.0, stances.1, &["word", "part", "stance", "content", "example", "unlike"], |row| {
            let line = StanceLine { stance: stance(row)?, content: row.list("content").map(Place::read).collect() };
            let part = match row.get("part") {
                "verb" => &mut found.verbs,
                "noun" => &mut found.nouns,
                "adjective" => &mut found.adjectives,
                "will" => &mut found.announced,
                "fate" => &mut found.fates,
                "subject" => &mut found.named,
                "verdict" => {
                    found
                        .verdicts
                        .push((row.get("word").replace('-', " - ").split(' ').map(str::to_owned).collect(), line));
                    return Ok(());
                }
                other => return Err(row.error(format!("{other:?} is no part of speech of this file"))),
            };
            part.insert(row.get("word").to_owned(), line);
            Ok(())
        })?;
        found.verdicts.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        rows(issues.0, issues.1, &["issue", "words"], |row| {
            found.issues.push((row.get("issue").to_owned(), row.list("words").map(str::to_owned).collect()));
            Ok(())
        })?;
        rows(words.0, words.1, &["class", "words"], |row| {
            let name = row.get("class");
            let class = CLASSES.iter().find(|(known, _)| *known == name);
            let (_, class) = class.ok_or_else(|| row.error(format!("{name:?} is no class that the rules ask for")))?;
            found.words.entry(*class).or_default().extend(row.list("words").map(str::to_owned));
            Ok(())
        })?;
        Ok(found)
    }

    /// Whether `word` is of `class`.
    pub(super) fn is(&self, class: WordClass, word: &str) -> bool {
        self.words.get(&class).is_some_and(|words| words.contains(word))
    }

    pub(super) fn verb(&self, lemma: &str) -> Option<&StanceLine> {
        self.verbs.get(lemma)
    }

    pub(super) fn noun(&self, lemma: &str) -> Option<&StanceLine> {
        self.nouns.get(lemma)
    }

    pub(super) fn adjective(&self, form: &str) -> Option<&StanceLine> {
        self.adjectives.get(form)
    }

    /// What `lemma` announces of one's own acts to come.
    pub(super) fn announced(&self, lemma: &str) -> Option<&StanceLine> {
        self.announced.get(lemma)
    }

    /// What `lemma` says becomes of another.
    pub(super) fn fate(&self, lemma: &str) -> Option<&StanceLine> {
        self.fates.get(lemma)
    }

    /// What the noun `lemma` names, of which it is said what it is.
    pub(super) fn named(&self, lemma: &str) -> Option<&StanceLine> {
        self.named.get(lemma)
    }

    /// The judgement that `words` (small letters) hold; `negated` is whether they stand under a 'not'.
    pub(super) fn verdict(&self, words: &[String], negated: bool) -> Option<&StanceLine> {
        let holds = |phrase: &[String]| words.windows(phrase.len()).any(|window| window == phrase);
        self.verdicts.iter().find_map(|(phrase, line)| match phrase.split_first() {
            Some((first, rest)) if first == "not" => (negated && holds(rest)).then_some(line),
            _ => (!negated && holds(phrase)).then_some(line),
        })
    }

    /// Nouns of wanting, which predicate as nouns of action do.
    pub(crate) fn nouns(&self) -> impl Iterator<Item = &str> {
        self.nouns.keys().map(String::as_str)
    }

    /// The issue that most of `lemmas`, the dictionary forms of a position's words, signal.
    pub fn issue(&self, lemmas: &[String]) -> Option<&str> {
        let text = format!(" {} ", lemmas.join(" "));
        let score = |words: &[String]| words.iter().filter(|word| text.contains(&format!(" {word} "))).count();
        let mut best: Option<(usize, &str)> = None;
        for (issue, words) in &self.issues {
            let count = score(words);
            if count > 0 && best.is_none_or(|(known, _)| count > known) {
                best = Some((count, issue));
            }
        }
        best.map(|(_, issue)| issue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_issue_with_most_words_counts() {
        let lexicon = Lexicon::read(
            ("stances.tsv", "word\tpart\tstance\tcontent\texample\tunlike\n"),
            ("issues.tsv", include_str!("../../../../data/positions/issues.tsv")),
            ("words.tsv", include_str!("../../../../data/positions/words.tsv")),
        )
        .unwrap();
        assert!(CLASSES.iter().all(|(_, class)| lexicon.words.contains_key(class)), "every class has its words");
        let issue =
            |words: &str| lexicon.issue(&words.split(' ').map(str::to_owned).collect::<Vec<_>>()).map(str::to_owned);
        assert_eq!(issue("lift the UN sanction first").as_deref(), Some("sanctions"));
        assert_eq!(issue("hold a missile test").as_deref(), Some("tests"));
        assert_eq!(issue("sing a song"), None);
    }
}
