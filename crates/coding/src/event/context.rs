//! PLOVER's contexts, what an act is about, from `data/events/contexts.tsv`.
//!
//! A context is read off the event's own clause, its parties and the act itself; what the rest of the article is about
//! gives it none.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anchor::Span;
use language::{Document, Token};

use super::ontology::Ontology;
use crate::record::Party;
use crate::table::{DataError, rows};

/// A phrase that signals contexts: the words behind its first, and the contexts by number; none where the phrase only
/// keeps its words from signalling any.
#[derive(Clone, Debug)]
struct Phrase {
    rest: Vec<String>,
    contexts: BTreeSet<usize>,
}

/// An act that has a context whatever the words.
#[derive(Clone, Debug)]
struct Act {
    kind: String,
    mode: Option<String>,
    between_states: bool,
    context: usize,
}

/// What signals which context.
#[derive(Clone, Debug, Default)]
pub struct Contexts {
    names: Vec<String>,
    /// By the first word of each phrase.
    phrases: BTreeMap<String, Vec<Phrase>>,
    acts: Vec<Act>,
    sectors: BTreeMap<String, BTreeSet<usize>>,
    examples: Vec<ContextExample>,
}

/// A context with its own sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextExample {
    /// PLOVER's name for the context.
    pub context: String,
    /// A sentence whose event has it.
    pub example: String,
    /// A sentence whose event has it not.
    pub counterexample: String,
}

/// An act as far as its contexts need it.
#[derive(Clone, Copy)]
pub(super) struct Done<'a> {
    pub(super) kind: &'a str,
    pub(super) mode: &'a [String],
    pub(super) actor: &'a [Party],
    pub(super) recipient: &'a [Party],
    /// The tokens of its clause.
    pub(super) clause: &'a Range<usize>,
}

impl Contexts {
    /// Reads `text`, the contents of `file`; acts are checked against `ontology`.
    pub fn read(file: &str, text: &str, ontology: &Ontology) -> Result<Self, DataError> {
        let mut found = Self::default();
        let columns = ["context", "words", "but", "acts", "sectors", "example", "counterexample"];
        rows(file, text, &columns, |row| {
            let context = found.names.len();
            let name = row.get("context").to_owned();
            if found.names.contains(&name) {
                return Err(row.error(format!("{name} stands here a second time; give it one line")));
            }
            let example = |column| row.get(column).to_owned();
            found.examples.push(ContextExample {
                context: name.clone(),
                example: example("example"),
                counterexample: example("counterexample"),
            });
            found.names.push(name);
            for words in row.list("words") {
                found.phrase(words).insert(context);
            }
            for words in row.list("but") {
                found.phrase(words);
            }
            for act in row.list("acts") {
                let (act, between_states) = act.strip_suffix("+states").map_or((act, false), |act| (act, true));
                let (kind, mode) = act.split_once('/').map_or((act, None), |(kind, mode)| (kind, Some(mode)));
                if !ontology.has(kind) || mode.is_some_and(|mode| !ontology.has_mode(kind, mode)) {
                    return Err(row.error(format!("{act:?} is no PLOVER type or type/mode")));
                }
                let (kind, mode) = (kind.to_owned(), mode.map(str::to_owned));
                found.acts.push(Act { kind, mode, between_states, context });
            }
            for sector in row.list("sectors") {
                found.sectors.entry(sector.to_owned()).or_default().insert(context);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The contexts of the phrase `words`, to be added to.
    fn phrase(&mut self, words: &str) -> &mut BTreeSet<usize> {
        // As the tokenizer parts them: 'cease - fire', "d'affaires" stays whole.
        let parted = words.replace('-', " - ").replace("'s", " 's").replace("s' ", "s ' ");
        let mut words = parted.split(' ').filter(|word| !word.is_empty()).map(str::to_owned);
        let first = words.next().unwrap_or_default();
        let rest: Vec<String> = words.collect();
        let phrases = self.phrases.entry(first).or_default();
        let at = phrases.iter().position(|phrase| phrase.rest == rest).unwrap_or_else(|| {
            phrases.push(Phrase { rest, contexts: BTreeSet::new() });
            phrases.len() - 1
        });
        &mut phrases[at].contexts
    }

    /// The contexts with their own sentences, in the order of the file.
    pub fn examples(&self) -> &[ContextExample] {
        &self.examples
    }

    /// The contexts of an act, in the order of the file, each with what signals it.
    pub(super) fn of(&self, done: Done<'_>, document: &Document) -> Vec<(&str, String)> {
        let mut found: BTreeMap<usize, String> = BTreeMap::new();
        let mut signals = |contexts: &BTreeSet<usize>, by: &str| {
            for &context in contexts {
                found.entry(context).or_insert_with(|| by.to_owned());
            }
        };
        let mut at = done.clause.start;
        while at < done.clause.end {
            let Some((length, contexts)) = self.phrase_at(document, at..done.clause.end) else {
                at += 1;
                continue;
            };
            let words: Span = document.span(at..at + length);
            signals(contexts, &format!("'{}'", &document.text()[words.range()]));
            at += length;
        }
        for party in done.actor.iter().chain(done.recipient) {
            if let Some((sector, contexts)) =
                party.sector.as_ref().and_then(|sector| Some((sector, self.sectors.get(sector)?)))
            {
                signals(contexts, &format!("a party of sector {sector}"));
            }
        }
        let states: BTreeSet<&str> =
            done.actor.iter().chain(done.recipient).filter_map(|party| party.code.as_deref()).collect();
        for act in &self.acts {
            let same = act.kind == done.kind && act.mode.as_ref().is_none_or(|mode| done.mode.contains(mode));
            if same && (!act.between_states || states.len() > 1) {
                signals(&BTreeSet::from([act.context]), &format!("the act {}", act.mode.as_ref().unwrap_or(&act.kind)));
            }
        }
        found.into_iter().map(|(context, by)| (self.names[context].as_str(), by)).collect()
    }

    /// The longest phrase that begins at the first of `tokens`: its length and its contexts.
    fn phrase_at(&self, document: &Document, tokens: Range<usize>) -> Option<(usize, &BTreeSet<usize>)> {
        let mut words = document.tokens_in(tokens.clone());
        let first = words.next()?;
        let (lemma, form) = (first.lemma().to_lowercase(), first.text().to_lowercase());
        let keys = if lemma == form { vec![lemma] } else { vec![lemma, form] };
        let phrases = keys.iter().filter_map(|key| self.phrases.get(key)).flatten();
        let fits = |phrase: &&Phrase| {
            let mut behind = words.clone();
            phrase.rest.iter().all(|word| behind.next().is_some_and(|token| is(token, word)))
        };
        let longest = phrases.filter(fits).max_by_key(|phrase| phrase.rest.len())?;
        Some((1 + longest.rest.len(), &longest.contexts))
    }
}

fn is(token: Token<'_>, word: &str) -> bool {
    token.lemma().eq_ignore_ascii_case(word) || token.text().eq_ignore_ascii_case(word)
}
