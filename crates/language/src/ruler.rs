//! The attribute ruler: parts of speech, features and some lemmas, by rules on tag, word and arc.
//!
//! A rule is a sequence of tests on neighbouring tokens and what it sets on one of them. All rules are matched
//! before any is applied; of several that set the same of a token, the last one listed wins.

use crate::analysis::Analysis;
use crate::hashing::HashedMap;
use crate::lexeme::{Lexeme, LexemeId, Lexemes};
use crate::model::{Malformed, ModelError, ModelFiles};
use crate::msgpack::Value;
use crate::parsed::label;
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

/// Why a rule cannot be used.
enum Unusable {
    Malformed(&'static str),
    Unknown(String),
}

impl Unusable {
    fn of(self, rule: usize) -> ModelError {
        match self {
            Self::Malformed(what) => Malformed(format!("rule {rule}: {what}")).of(PART),
            Self::Unknown(what) => {
                ModelError::Unknown { part: PART.to_owned(), what: format!("rule {rule} tests {what}") }
            }
        }
    }
}

/// One rule of the list, which stands for as many as it has patterns.
fn read_rule(rule: &Value<'_>) -> Result<Vec<Rule>, Unusable> {
    let patterns = rule.get("patterns").and_then(Value::list).ok_or(Unusable::Malformed("it has no patterns"))?;
    let change = rule.get("attrs").and_then(read_change).ok_or(Unusable::Malformed("what it sets is no text"))?;
    let index = rule.get("index").and_then(Value::int).unwrap_or(0);
    patterns
        .iter()
        .map(|pattern| {
            let tests = pattern.list().ok_or(Unusable::Malformed("a pattern is no list"))?;
            let tests = tests.iter().map(read_test).collect::<Result<Vec<_>, _>>()?;
            let target = if index < 0 { index + tests.len() as i64 } else { index };
            let target = usize::try_from(target).ok().filter(|&target| target < tests.len());
            let target = target.ok_or(Unusable::Malformed("the token it changes lies outside its pattern"))?;
            Ok(Rule { tests, target, change: change.clone() })
        })
        .collect()
}

fn read_change(attributes: &Value<'_>) -> Option<Change> {
    let mut change = Change::default();
    for (attribute, value) in attributes.map()? {
        let value = value.text()?;
        match attribute.text()? {
            "TAG" => change.tag = Some(label(value)),
            "POS" => change.pos = Some(label(value)),
            "MORPH" => change.morph = Some(label(&features(value))),
            "DEP" => change.dep = Some(label(value)),
            "LEMMA" => change.lemma = Some(value.into()),
            _ => return None,
        }
    }
    Some(change)
}

/// Features in their normal order; "_" stands for none.
fn features(listed: &str) -> String {
    if listed == "_" {
        return String::new();
    }
    let sorted = |list: &str, separator: &str| {
        let mut items: Vec<&str> = list.split(separator).collect();
        items.sort_unstable();
        items.join(separator)
    };
    let with_sorted_values: Vec<String> = listed
        .split('|')
        .map(|feature| match feature.split_once('=') {
            Some((name, values)) => format!("{name}={}", sorted(values, ",")),
            None => feature.to_owned(),
        })
        .collect();
    sorted(&with_sorted_values.join("|"), "|")
}

fn read_test(test: &Value<'_>) -> Result<TokenTest, Unusable> {
    let mut read = TokenTest::default();
    for (attribute, value) in test.map().ok_or(Unusable::Malformed("a test is no map"))? {
        let attribute = attribute.text().ok_or(Unusable::Malformed("an attribute is no text"))?;
        match attribute {
            "ORTH" | "TEXT" => read.words.push((WordField::Text, read_condition(value)?)),
            "LOWER" => read.words.push((WordField::Lower, read_condition(value)?)),
            "NORM" => read.words.push((WordField::Norm, read_condition(value)?)),
            "TAG" => read.labels.push((LabelField::Tag, read_condition(value)?)),
            "POS" => read.labels.push((LabelField::Pos, read_condition(value)?)),
            "DEP" => read.labels.push((LabelField::Dep, read_condition(value)?)),
            "IS_SPACE" => {
                read.is_space = Some(value.bool().ok_or(Unusable::Malformed("IS_SPACE is neither true nor false"))?);
            }
            _ => return Err(Unusable::Unknown(format!("{attribute}, which this program does not know"))),
        }
    }
    Ok(read)
}

fn read_condition(value: &Value<'_>) -> Result<Condition, Unusable> {
    if let Some(text) = value.text() {
        return Ok(Condition::In(vec![text.into()]));
    }
    let [(kind, value)] = value.map().unwrap_or_default() else {
        return Err(Unusable::Malformed("a condition is neither a text nor a map with one entry"));
    };
    let list = || -> Result<Vec<Box<str>>, Unusable> {
        let texts = value.list().and_then(|list| list.iter().map(|one| one.text().map(Into::into)).collect());
        texts.ok_or(Unusable::Malformed("a list holds something else than texts"))
    };
    match kind.text() {
        Some("IN") => Ok(Condition::In(list()?)),
        Some("NOT_IN") => Ok(Condition::NotIn(list()?)),
        Some("REGEX") => {
            let source = value.text().ok_or(Unusable::Malformed("a regular expression is no text"))?;
            let pattern = Pattern::new(source).map_err(|error| Unusable::Unknown(error.0))?;
            Ok(Condition::Matches(Box::new(pattern)))
        }
        other => Err(Unusable::Unknown(format!("{}, a condition this program does not know", other.unwrap_or("?")))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Value<'_> {
        Value::Text(words)
    }

    fn map<'v>(pairs: &[(&'v str, Value<'v>)]) -> Value<'v> {
        Value::Map(pairs.iter().map(|(key, value)| (Value::Text(key), value.clone())).collect())
    }

    /// A rule that tests one token and sets its part of speech.
    fn rule(test: Value<'_>) -> Value<'_> {
        let pattern = Value::List(vec![test]);
        map(&[
            ("patterns", Value::List(vec![pattern])),
            ("attrs", map(&[("POS", text("X"))])),
            ("index", Value::Int(0)),
        ])
    }

    #[test]
    fn features_are_put_in_order() {
        assert_eq!(features("PronType=Rel,Int|Case=Nom"), "Case=Nom|PronType=Int,Rel");
        assert_eq!(features("_"), "");
    }

    #[test]
    fn a_rule_that_is_not_understood_is_no_rule() {
        assert!(matches!(read_rule(&rule(map(&[("LOWER", text("not"))]))).as_deref(), Ok([_])));
        assert!(matches!(read_rule(&rule(map(&[("OP", text("+"))]))), Err(Unusable::Unknown(_))));
        let fuzzy = map(&[("LOWER", map(&[("FUZZY", text("not"))]))]);
        assert!(matches!(read_rule(&rule(fuzzy)), Err(Unusable::Unknown(_))));
        assert!(matches!(read_rule(&rule(text("not"))), Err(Unusable::Malformed(_))));
        let mut outside = rule(map(&[("TAG", text("MD"))]));
        if let Value::Map(pairs) = &mut outside {
            pairs[2].1 = Value::Int(1);
        }
        assert!(matches!(read_rule(&outside), Err(Unusable::Malformed(_))));
    }

    #[test]
    fn all_rules_match_before_any_is_applied() {
        // The first rule turns the tag that the second one tests; both hold, and of the part of speech the last word
        // is the second's.
        let mut rules = read_rule(&rule(map(&[("TAG", text("NN"))]))).ok().unwrap();
        rules[0].change.tag = Some("VB");
        let mut second = read_rule(&rule(map(&[("TAG", map(&[("IN", Value::List(vec![text("NN")]))]))]))).ok().unwrap();
        second[0].change.pos = Some("NOUN");
        rules.extend(second);
        let ruler = AttributeRuler::of(rules);
        let mut lexemes = Lexemes::default();
        let lexeme = crate::attributes::Norms::default().lexeme("talks", None, &mut lexemes);
        let raw = crate::analysis::RawToken { span: anchor::Span::new(0, 5), space_after: false, lexeme };
        let mut tokens = [Analysis { tag: "NN", ..Analysis::new(raw, 0) }];
        ruler.apply(&lexemes, &mut Strings::default(), &mut RulerCache::default(), &mut tokens);
        assert_eq!((tokens[0].tag, tokens[0].pos), ("VB", "NOUN"));
    }
}
