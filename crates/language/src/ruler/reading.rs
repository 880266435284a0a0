//! Reading the rules of a model.

use super::{Change, Condition, LabelField, PART, Rule, TokenTest, WordField};
use crate::model::{Malformed, ModelError};
use crate::msgpack::Value;
use crate::parsed::label;
use crate::pattern::Pattern;

/// Why a rule cannot be used.
pub(super) enum Unusable {
    /// It is not written as rules are.
    Malformed(&'static str),
    /// It asks for what this program cannot do.
    Unknown(String),
}

impl Unusable {
    /// As an error of rule number `rule`.
    pub(super) fn of(self, rule: usize) -> ModelError {
        match self {
            Self::Malformed(what) => Malformed(format!("rule {rule}: {what}")).of(PART),
            Self::Unknown(what) => {
                ModelError::Unknown { part: PART.to_owned(), what: format!("rule {rule} tests {what}") }
            }
        }
    }
}

/// One rule of the list, which stands for as many as it has patterns.
pub(super) fn read_rule(rule: &Value<'_>) -> Result<Vec<Rule>, Unusable> {
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
}
