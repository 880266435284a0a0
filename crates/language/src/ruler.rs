//! The attribute ruler: parts of speech, features and some lemmas, by rules on tag, word and arc.
//!
//! A rule is a sequence of tests on neighbouring tokens and what it sets on one of them. All rules are matched
//! before any is applied; of several that set the same of a token, the last one listed wins.

mod reading;

use self::reading::read_rule;
use crate::analysis::Analysis;
use crate::hashing::HashedMap;
use crate::lexeme::{Lexeme, LexemeId, Lexemes};
use crate::model::{Malformed, ModelError, ModelFiles};
use crate::pattern::Pattern;
use crate::strings::{Strings, hash64a};

/// Where the rules lie in a model.
const PART: &str = "attribute_ruler/patterns";

/// A model's attribute ruler.
#[derive(Clone, Debug, Default)]
pub(crate) struct AttributeRuler {
    rules: Vec<Rule>,
    /// Rules whose token must be one of certain words, by the hash of the word in small letters.
    by_lower: HashedMap<Vec<u32>>,
    /// Rules whose token must be one of few words that are described otherwise.
    by_word: Vec<u32>,
    /// Of the others, those whose token must have one of certain tags, by the hash of the tag.
    by_tag: HashedMap<Vec<u32>>,
    /// The rest.
    by_neither: Vec<u32>,
}

/// A worker's memory of which rules a word can meet.
#[derive(Debug, Default)]
pub(crate) struct RulerCache {
    /// Which [`Lexemes::generation`] the words are of.
    generation: u64,
    /// By number of a lexeme, where its rules stand in `rules`; `None` where that is not known yet.
    of_word: Vec<Option<(u32, u32)>>,
    rules: Vec<u32>,
    /// Tokens and the rules that hold of them.
    matches: Vec<(u32, u32)>,
}

#[derive(Clone, Debug)]
struct Rule {
    tests: Vec<TokenTest>,
    /// Which of the tokens is changed.
    target: usize,
    change: Change,
}

/// What a rule sets.
#[derive(Clone, Debug, Default)]
struct Change {
    tag: Option<&'static str>,
    pos: Option<&'static str>,
    morph: Option<&'static str>,
    dep: Option<&'static str>,
    lemma: Option<Box<str>>,
}

/// What must hold of one token.
#[derive(Clone, Debug, Default)]
struct TokenTest {
    words: Vec<(WordField, Condition)>,
    is_space: Option<bool>,
    labels: Vec<(LabelField, Condition)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WordField {
    Text,
    Lower,
    Norm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LabelField {
    Tag,
    Pos,
    Dep,
}

#[derive(Clone, Debug)]
enum Condition {
    In(Vec<Box<str>>),
    NotIn(Vec<Box<str>>),
    Matches(Box<Pattern>),
}

impl Condition {
    fn holds(&self, words: &str) -> bool {
        match self {
            Self::In(list) => list.iter().any(|one| &**one == words),
            Self::NotIn(list) => list.iter().all(|one| &**one != words),
            Self::Matches(pattern) => pattern.search(words).is_some(),
        }
    }
}

impl TokenTest {
    fn holds_of_word(&self, word: &Lexeme) -> bool {
        let text = |field| match field {
            WordField::Text => &word.text,
            WordField::Lower => &word.lower,
            WordField::Norm => &word.norm,
        };
        self.is_space.is_none_or(|is_space| is_space == word.is_space)
            && self.words.iter().all(|(field, condition)| condition.holds(text(*field)))
    }

    fn holds_of_labels(&self, token: &Analysis) -> bool {
        self.labels.iter().all(|(field, condition)| {
            condition.holds(match field {
                LabelField::Tag => token.tag,
                LabelField::Pos => token.pos,
                LabelField::Dep => token.dep,
            })
        })
    }

    /// The words in small letters that meet it, if it lists them.
    fn small_words(&self) -> Option<&[Box<str>]> {
        self.words.iter().find_map(|(field, condition)| match condition {
            Condition::In(words) if *field == WordField::Lower => Some(words.as_slice()),
            _ => None,
        })
    }

    /// Whether few words meet it.
    fn names_words(&self) -> bool {
        self.is_space == Some(true) || self.words.iter().any(|(_, condition)| !matches!(condition, Condition::NotIn(_)))
    }

    /// The tags that meet it, if it lists them.
    fn tags(&self) -> Option<&[Box<str>]> {
        self.labels.iter().find_map(|(field, condition)| match condition {
            Condition::In(tags) if *field == LabelField::Tag => Some(tags.as_slice()),
            _ => None,
        })
    }
}

impl AttributeRuler {
    /// Reads the rules of a model.
    pub(crate) fn new(files: &ModelFiles) -> Result<Self, ModelError> {
        let listed = files.msgpack(PART)?;
        let listed = listed.list().ok_or_else(|| Malformed("the rules are no list".to_owned()).of(PART))?;
        let mut rules = Vec::new();
        for (number, rule) in listed.iter().enumerate() {
            rules.extend(read_rule(rule).map_err(|what| what.of(number))?);
        }
        Ok(Self::of(rules))
    }

    /// The ruler with these rules.
    fn of(rules: Vec<Rule>) -> Self {
        let mut ruler = Self { rules, ..Self::default() };
        for (at, rule) in (0..).zip(&ruler.rules) {
            let test = &rule.tests[rule.target];
            if let Some(words) = test.small_words() {
                for word in words {
                    ruler.by_lower.entry(hash64a(word.as_bytes(), 0)).or_default().push(at);
                }
            } else if test.names_words() {
                ruler.by_word.push(at);
            } else if let Some(tags) = test.tags() {
                for tag in tags {
                    ruler.by_tag.entry(hash64a(tag.as_bytes(), 0)).or_default().push(at);
                }
            } else {
                ruler.by_neither.push(at);
            }
        }
        ruler
    }

    /// Sets what the rules say on the tokens of one text, which have their tags and arcs.
    pub(crate) fn apply(
        &self,
        lexemes: &Lexemes,
        strings: &mut Strings,
        cache: &mut RulerCache,
        tokens: &mut [Analysis],
    ) {
        cache.prepare(lexemes);
        for at in 0..tokens.len() {
            let from = cache.matches.len();
            let (first, last) = self.rules_of_word(tokens[at].raw.lexeme, lexemes, cache);
            let of_tag = self.by_tag.get(&hash64a(tokens[at].tag.as_bytes(), 0)).map_or(&[][..], Vec::as_slice);
            let RulerCache { rules, matches, .. } = cache;
            for &rule in rules[first as usize..last as usize].iter().chain(of_tag).chain(&self.by_neither) {
                if self.rules[rule as usize].holds(at, tokens, lexemes) {
                    matches.push((at as u32, rule));
                }
            }
            matches[from..].sort_unstable();
        }
        for &(at, rule) in &cache.matches {
            self.rules[rule as usize].change.apply(&mut tokens[at as usize], strings);
        }
    }

    /// Where in the cache the rules stand that name the word `id`.
    fn rules_of_word(&self, id: LexemeId, lexemes: &Lexemes, cache: &mut RulerCache) -> (u32, u32) {
        if let Some(known) = cache.of_word[id.index()] {
            return known;
        }
        let word = lexemes.get(id);
        let first = cache.rules.len() as u32;
        let rule = |at: u32| &self.rules[at as usize];
        let listed = self.by_lower.get(&hash64a(word.lower.as_bytes(), 0)).into_iter().flatten();
        let possible = listed.chain(&self.by_word);
        cache.rules.extend(possible.filter(|&&at| rule(at).tests[rule(at).target].holds_of_word(word)));
        let found = (first, cache.rules.len() as u32);
        cache.of_word[id.index()] = Some(found);
        found
    }
}

impl RulerCache {
    fn prepare(&mut self, lexemes: &Lexemes) {
        if self.generation != lexemes.generation() {
            self.of_word.clear();
            self.rules.clear();
            self.generation = lexemes.generation();
        }
        self.of_word.resize(lexemes.len(), None);
        self.matches.clear();
    }
}

impl Rule {
    /// Whether the rule holds with the token number `at` as its target.
    fn holds(&self, at: usize, tokens: &[Analysis], lexemes: &Lexemes) -> bool {
        let Some(covered) = at.checked_sub(self.target).and_then(|from| tokens.get(from..from + self.tests.len()))
        else {
            return false;
        };
        self.tests.iter().zip(covered).all(|(test, token)| test.holds_of_labels(token))
            && self.tests.iter().zip(covered).all(|(test, token)| test.holds_of_word(lexemes.get(token.raw.lexeme)))
    }
}

impl Change {
    fn apply(&self, token: &mut Analysis, strings: &mut Strings) {
        token.tag = self.tag.unwrap_or(token.tag);
        token.pos = self.pos.unwrap_or(token.pos);
        token.morph = self.morph.unwrap_or(token.morph);
        token.dep = self.dep.unwrap_or(token.dep);
        if let Some(lemma) = &self.lemma {
            token.lemma = strings.intern(lemma);
        }
    }
}

#[cfg(test)]
mod tests {
    use anchor::Span;

    use super::*;
    use crate::analysis::RawToken;
    use crate::attributes::Norms;

    /// A rule that sets something on a token tagged NN.
    fn on_nouns(change: Change) -> Rule {
        let tagged = (LabelField::Tag, Condition::In(vec!["NN".into()]));
        Rule { tests: vec![TokenTest { labels: vec![tagged], ..TokenTest::default() }], target: 0, change }
    }

    #[test]
    fn all_rules_match_before_any_is_applied() {
        let ruler = AttributeRuler::of(vec![
            on_nouns(Change { tag: Some("VB"), pos: Some("X"), ..Change::default() }),
            on_nouns(Change { pos: Some("NOUN"), ..Change::default() }),
        ]);
        let mut lexemes = Lexemes::default();
        let lexeme = Norms::default().lexeme("talks", None, &mut lexemes);
        let raw = RawToken { span: Span::new(0, 5), space_after: false, lexeme };
        let mut tokens = [Analysis { tag: "NN", ..Analysis::new(raw, 0) }];
        ruler.apply(&lexemes, &mut Strings::default(), &mut RulerCache::default(), &mut tokens);
        assert_eq!((tokens[0].tag, tokens[0].pos), ("VB", "NOUN"));
    }
}
