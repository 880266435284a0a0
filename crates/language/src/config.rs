//! A pipeline's `config.cfg`: sections of `key = value`, where a value is JSON and `${section:key}` stands for
//! another one.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::{Malformed, ModelError, ModelFiles};

/// The file's path in a model.
pub(crate) const PATH: &str = "config.cfg";

/// The sections and their values.
#[derive(Clone, Debug, Default)]
pub(crate) struct Config {
    sections: BTreeMap<String, BTreeMap<String, String>>,
}

impl Config {
    /// Reads the configuration of a model.
    pub(crate) fn load(files: &ModelFiles) -> Result<Self, ModelError> {
        let text = std::str::from_utf8(files.require(PATH)?);
        let text = text.map_err(|_| Malformed("it is not UTF-8".to_owned()).of(PATH))?;
        Self::read(text).map_err(|error| error.of(PATH))
    }

    fn read(text: &str) -> Result<Self, Malformed> {
        let mut config = Self::default();
        let mut section = String::new();
        let mut last: Option<String> = None;
        for (number, line) in text.lines().enumerate() {
            let words = line.trim();
            if words.is_empty() || words.starts_with(['#', ';']) {
                continue;
            }
            if let Some(name) = words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
                && !line.starts_with(' ')
            {
                name.clone_into(&mut section);
                config.sections.entry(section.clone()).or_default();
                last = None;
                continue;
            }
            let values = config.sections.get_mut(&section);
            let values = values.ok_or_else(|| Malformed(format!("line {} stands before any section", number + 1)))?;
            match (line.starts_with([' ', '\t']), &last, words.split_once('=')) {
                // A value may run over lines that are set in.
                (true, Some(key), _) => values.entry(key.clone()).or_default().push_str(words),
                (_, _, Some((key, value))) => {
                    last = Some(key.trim().to_owned());
                    values.insert(key.trim().to_owned(), value.trim().to_owned());
                }
                _ => return Err(Malformed(format!("line {} is neither a section nor a value", number + 1))),
            }
        }
        Ok(config)
    }

    /// The value of `key` in `section`, with references followed; `None` if it is not there.
    pub(crate) fn get(&self, section: &str, key: &str) -> Option<Value> {
        /// No configuration refers further than this.
        const LONGEST: usize = 8;
        let (mut section, mut key) = (section, key);
        for _ in 0..LONGEST {
            let raw = self.sections.get(section)?.get(key)?;
            match raw.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
                Some(place) => (section, key) = place.rsplit_once(':').or_else(|| place.rsplit_once('.'))?,
                None => return serde_json::from_str(raw).ok().or_else(|| Some(Value::String(raw.clone()))),
            }
        }
        None
    }

    /// A text.
    pub(crate) fn text(&self, section: &str, key: &str) -> Result<String, ModelError> {
        match self.get(section, key) {
            Some(Value::String(text)) => Ok(text),
            _ => Err(wanted(section, key, "a text")),
        }
    }

    /// A whole number.
    pub(crate) fn number(&self, section: &str, key: &str) -> Result<usize, ModelError> {
        let number = self.get(section, key).and_then(|value| value.as_u64());
        number.and_then(|number| usize::try_from(number).ok()).ok_or_else(|| wanted(section, key, "a whole number"))
    }

    /// True or false; false where it is not given.
    pub(crate) fn flag(&self, section: &str, key: &str) -> bool {
        matches!(self.get(section, key), Some(Value::Bool(true)))
    }

    /// A list of texts.
    pub(crate) fn texts(&self, section: &str, key: &str) -> Result<Vec<String>, ModelError> {
        let value = self.get(section, key);
        let list = value.as_ref().and_then(Value::as_array).map(Vec::as_slice);
        let texts = list.and_then(|list| list.iter().map(|item| item.as_str().map(str::to_owned)).collect());
        texts.ok_or_else(|| wanted(section, key, "a list of texts"))
    }

    /// A list of whole numbers.
    pub(crate) fn numbers(&self, section: &str, key: &str) -> Result<Vec<usize>, ModelError> {
        let value = self.get(section, key);
        let list = value.as_ref().and_then(Value::as_array).map(Vec::as_slice);
        let number = |item: &Value| item.as_u64().and_then(|number| usize::try_from(number).ok());
        let numbers = list.and_then(|list| list.iter().map(number).collect());
        numbers.ok_or_else(|| wanted(section, key, "a list of whole numbers"))
    }

    /// The components that run, in their order, each with its factory.
    pub(crate) fn running(&self) -> Result<Vec<(String, String)>, ModelError> {
        let disabled = self.texts("nlp", "disabled").unwrap_or_default();
        let running = self.texts("nlp", "pipeline")?.into_iter().filter(|component| !disabled.contains(component));
        let with_factory = |component: String| {
            let factory = self.text(&format!("components.{component}"), "factory")?;
            Ok((component, factory))
        };
        running.map(with_factory).collect()
    }

    /// The `@architectures` entry of `section`, which must be one of `known`.
    pub(crate) fn architecture(&self, section: &str, known: &[&str]) -> Result<String, ModelError> {
        let name = self.text(section, "@architectures")?;
        if known.contains(&name.as_str()) {
            return Ok(name);
        }
        Err(ModelError::Unknown { part: section.to_owned(), what: format!("'{name}', not {}", known.join(" or ")) })
    }
}

fn wanted(section: &str, key: &str, what: &str) -> ModelError {
    Malformed(format!("[{section}] should give {what} for '{key}'")).of(PATH)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "[nlp]\nlang = \"en\"\npipeline = [\"tagger\",\n  \"parser\"]\n\n[a.b]\nwidth = ${c.d:width}\n\n[c.d]\nwidth = 96\nupper = true\n";

    #[test]
    fn values_are_json_and_references_are_followed() {
        let config = Config::read(TEXT).expect("the text is well formed");
        assert_eq!(config.text("nlp", "lang").expect("a text"), "en");
        assert_eq!(config.texts("nlp", "pipeline").expect("a list"), ["tagger", "parser"]);
        assert_eq!(config.number("a.b", "width").expect("a number"), 96);
        assert!(config.flag("c.d", "upper"));
        assert!(!config.flag("c.d", "lower"));
    }

    #[test]
    fn errors_name_the_place() {
        let config = Config::read(TEXT).expect("the text is well formed");
        let error = config.number("nlp", "lang").expect_err("a text is no number");
        assert!(error.to_string().contains("[nlp]"), "{error}");
        assert!(Config::read("lang = 1").is_err());
        assert!(Config::read("[a]\nlang").is_err());
    }

    #[test]
    fn a_circle_of_references_ends() {
        let config = Config::read("[a]\nx = ${a:y}\ny = ${a:x}\n").expect("the text is well formed");
        assert_eq!(config.get("a", "x"), None);
    }
}
