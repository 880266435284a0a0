//! The rule lemmatizer: dictionary forms from word, part of speech and features.
//!
//! A word that is a base form already is its own lemma, in small letters. For any other, the endings that the
//! rules of its part of speech replace give candidates; an irregular form listed as exception comes first, then a
//! candidate that the index knows, then any candidate, then the word itself.

use crate::analysis::Analysis;
use crate::hashing::{HashedMap, HashedSet, MixedMap};
use crate::lexeme::{Lexeme, LexemeId, Lexemes};
use crate::model::{ModelError, ModelFiles};
use crate::msgpack::Value;
use crate::strings::{StringId, Strings, string_id};
use crate::unicode;

/// Where the tables lie in a model.
const PART: &str = "lemmatizer/lookups/lookups.bin";
/// A worker remembers so many lemmas at most.
const MOST: usize = 1 << 16;

/// A model's rule lemmatizer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lemmatizer {
    /// Tables by the id of a part of speech in small letters.
    by_pos: HashedMap<Table>,
}

#[derive(Clone, Debug, Default)]
struct Table {
    /// Endings and what replaces them.
    rules: Vec<(Box<str>, Box<str>)>,
    /// Irregular forms by the id of the word; of several lemmas the last is taken.
    exceptions: HashedMap<Vec<Box<str>>>,
    /// Ids of the known lemmas.
    index: HashedSet,
}

/// A worker's memory of lemmas.
#[derive(Debug, Default)]
pub(crate) struct LemmaCache {
    /// Which [`Lexemes::generation`] the words are of.
    generation: u64,
    /// Lemmas by word and by where its part of speech and its features lie in memory (both are kept once).
    lemmas: MixedMap<(LexemeId, usize, usize), StringId>,
}

impl Lemmatizer {
    /// Reads the tables of a model.
    pub(crate) fn new(files: &ModelFiles) -> Result<Self, ModelError> {
        let tables = files.msgpack(PART)?;
        let malformed = |table: &str| ModelError::Malformed {
            part: PART.to_owned(),
            what: format!("{table} is not a map from parts of speech to lists"),
        };
        let mut lemmatizer = Self::default();
        let rules = tables.get("lemma_rules");
        if rules.is_none() {
            return Err(ModelError::Malformed { part: PART.to_owned(), what: "it has no lemma_rules".to_owned() });
        }
        type Reader = fn(&mut Table, &Value<'_>) -> Option<()>;
        let readers: [(&str, Reader); 3] =
            [("lemma_rules", read_rules), ("lemma_exc", read_exceptions), ("lemma_index", read_index)];
        for (name, read) in readers {
            let Some(table) = tables.get(name) else { continue };
            for (pos, entries) in table.map().ok_or_else(|| malformed(name))? {
                let table = lemmatizer.by_pos.entry(pos.unsigned().ok_or_else(|| malformed(name))?).or_default();
                read(table, entries).ok_or_else(|| malformed(name))?;
            }
        }
        Ok(lemmatizer)
    }

    /// Sets the lemmas of the tokens that have none yet; parts of speech and features are known.
    pub(crate) fn apply(
        &self,
        lexemes: &Lexemes,
        strings: &mut Strings,
        cache: &mut LemmaCache,
        tokens: &mut [Analysis],
    ) {
        if cache.generation != lexemes.generation() || cache.lemmas.len() > MOST {
            cache.lemmas.clear();
            cache.generation = lexemes.generation();
        }
        let place = |label: &'static str| if label.is_empty() { 0 } else { label.as_ptr() as usize };
        for token in tokens.iter_mut().filter(|token| token.lemma == StringId::default()) {
            let key = (token.raw.lexeme, place(token.pos), place(token.morph));
            token.lemma = *cache
                .lemmas
                .entry(key)
                .or_insert_with(|| strings.intern(&self.lemma(lexemes.get(token.raw.lexeme), token.pos, token.morph)));
        }
    }

    /// The lemma of a word.
    fn lemma(&self, word: &Lexeme, pos: &str, morph: &str) -> String {
        let pos = pos.to_lowercase();
        if matches!(&*pos, "" | "eol" | "space") || is_base_form(&pos, morph) {
            return word.lower.to_string();
        }
        match self.by_pos.get(&string_id(&pos)).filter(|table| !table.is_empty()) {
            Some(table) => table.lemma(word),
            None if pos == "propn" => word.text.to_string(),
            None => word.lower.to_string(),
        }
    }
}

impl Table {
    fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.exceptions.is_empty() && self.index.is_empty()
    }

    fn lemma(&self, word: &Lexeme) -> String {
        let mut forms: Vec<String> = Vec::new();
        let mut unknown = None;
        for (ending, replacement) in &self.rules {
            let Some(stem) = word.lower.strip_suffix(&**ending) else { continue };
            let form = format!("{stem}{replacement}");
            if form.is_empty() {
                continue;
            }
            if self.index.contains(&string_id(&form)) {
                forms.insert(0, form);
            } else if !unicode::all_letters(&form) {
                forms.push(form);
            } else if unknown.is_none() {
                unknown = Some(form);
            }
        }
        for exception in self.exceptions.get(&string_id(&word.lower)).into_iter().flatten() {
            if !forms.iter().any(|form| **form == **exception) {
                forms.insert(0, exception.to_string());
            }
        }
        forms.into_iter().next().or(unknown).unwrap_or_else(|| word.text.to_string())
    }
}

/// Whether a word with this part of speech (in small letters) and these features is its own lemma.
fn is_base_form(pos: &str, morph: &str) -> bool {
    let feature = |name: &str| {
        morph.split('|').find_map(|feature| feature.strip_prefix(name)?.strip_prefix('=')).unwrap_or_default()
    };
    match pos {
        "noun" if feature("Number") == "Sing" => true,
        "verb" if feature("VerbForm") == "Fin" && feature("Tense") == "Pres" && feature("Number").is_empty() => true,
        _ => matches!(feature("VerbForm"), "Inf" | "None") || feature("Degree") == "Pos",
    }
}

fn read_rules(table: &mut Table, rules: &Value<'_>) -> Option<()> {
    for rule in rules.list()? {
        let [ending, replacement] = rule.list()? else { return None };
        table.rules.push((ending.text()?.into(), replacement.text()?.into()));
    }
    Some(())
}

fn read_exceptions(table: &mut Table, exceptions: &Value<'_>) -> Option<()> {
    for (word, lemmas) in exceptions.map()? {
        let lemmas = lemmas.list()?.iter().map(|lemma| lemma.text().map(Into::into)).collect::<Option<Vec<_>>>()?;
        table.exceptions.insert(string_id(word.text()?), lemmas);
    }
    Some(())
}

fn read_index(table: &mut Table, lemmas: &Value<'_>) -> Option<()> {
    for lemma in lemmas.list()? {
        table.index.insert(string_id(lemma.text()?));
    }
    Some(())
}

#[cfg(all(test, feature = "english"))]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::attributes::Norms;
    use crate::model::Model;

    static ENGLISH: LazyLock<Lemmatizer> =
        LazyLock::new(|| Lemmatizer::new(Model::english().unwrap().files()).unwrap());

    fn lemma(word: &str, pos: &str, morph: &str) -> String {
        let mut lexemes = Lexemes::default();
        let id = Norms::default().lexeme(word, None, &mut lexemes);
        ENGLISH.lemma(lexemes.get(id), pos, morph)
    }

    #[test]
    fn an_irregular_form_has_its_own_lemma() {
        assert_eq!(lemma("Met", "VERB", "Tense=Past|VerbForm=Fin"), "meet");
        assert_eq!(lemma("geese", "NOUN", "Number=Plur"), "goose");
        assert_eq!(lemma("worst", "ADJ", "Degree=Sup"), "bad");
    }

    #[test]
    fn endings_are_replaced_where_a_known_word_results() {
        assert_eq!(lemma("talks", "NOUN", "Number=Plur"), "talk");
        assert_eq!(lemma("Treaties", "NOUN", "Number=Plur"), "treaty");
        assert_eq!(lemma("ratified", "VERB", "Tense=Past|VerbForm=Fin"), "ratify");
        // Nobody knows this one: the first rule that applies decides.
        assert_eq!(lemma("blorps", "NOUN", "Number=Plur"), "blorp");
    }

    #[test]
    fn a_base_form_is_its_own_lemma() {
        assert_eq!(lemma("News", "NOUN", "Number=Sing"), "news");
        assert_eq!(lemma("dies", "VERB", "Tense=Pres|VerbForm=Fin"), "dies");
        assert_eq!(lemma("sing", "VERB", "VerbForm=Inf"), "sing");
    }

    #[test]
    fn only_names_keep_their_capitals() {
        assert_eq!(lemma("Talks", "PROPN", "Number=Sing"), "Talks");
        assert_eq!(lemma("BUT", "CCONJ", "ConjType=Cmp"), "but");
        assert_eq!(lemma("Xyz", "", ""), "xyz");
        assert_eq!(lemma("“", "PUNCT", "PunctSide=Ini|PunctType=Quot"), "\"");
    }
}
