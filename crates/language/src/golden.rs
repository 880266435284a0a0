//! The stages around the network beside spaCy's, on the golden texts and with spaCy's tags and arcs: what differs
//! here is not the network's doing.
//!
//! `tests/golden/*.jsonl` is made by bench/language/golden.py, which says what is in it. The environment
//! variable `STANDOFF_GOLDEN` names another folder of such files.

use std::path::{Path, PathBuf};

use anchor::CodePoints;
use serde::Deserialize;

use crate::analysis::{Analysis, RawToken};
use crate::lemmatizer::{LemmaCache, Lemmatizer};
use crate::lexeme::Lexemes;
use crate::model::Model;
use crate::parsed::label;
use crate::ruler::{AttributeRuler, RulerCache};
use crate::strings::Strings;
use crate::tokenizer::{ChunkCache, Tokenizer};

#[derive(Deserialize)]
struct Golden {
    text: String,
    tokens: Vec<GoldenToken>,
}

/// Start, end, norm, lemma, tag, part of speech, features, head, label, entity, its part, sentence start.
#[derive(Deserialize)]
#[expect(dead_code, reason = "the columns of the network are there for `tests/golden.rs`")]
struct GoldenToken(usize, usize, String, String, String, String, String, u32, String, String, String, u8);

fn golden() -> impl Iterator<Item = Golden> {
    let folder = std::env::var_os("STANDOFF_GOLDEN")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden"), PathBuf::from);
    let entries = std::fs::read_dir(&folder).expect("the golden folder can be read");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("its entries can be read").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    assert!(!files.is_empty(), "no golden files in {}", folder.display());
    files.into_iter().flat_map(|path| {
        let lines = std::fs::read_to_string(path).expect("a golden file can be read");
        let lines: Vec<Golden> = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("a golden line is as golden.py writes it"))
            .collect();
        lines
    })
}

#[test]
fn tokens_and_norms_are_those_of_spacy() {
    let tokenizer = Tokenizer::new(Model::english().unwrap().files()).unwrap();
    let (mut lexemes, mut cache) = (Lexemes::default(), ChunkCache::default());
    let mut tokens = Vec::new();
    for golden in golden() {
        // Once as new words, once as remembered ones.
        for _ in 0..2 {
            tokens.clear();
            tokenizer.tokenize(&golden.text, &mut lexemes, &mut cache, &mut tokens);
            let points = CodePoints::new(&golden.text);
            let found: Vec<(usize, usize, &str)> = tokens
                .iter()
                .map(|token| (points.range(token.span), &*lexemes.get(token.lexeme).norm))
                .map(|((start, end), norm)| (start, end, norm))
                .collect();
            let expected: Vec<(usize, usize, &str)> = golden.tokens.iter().map(|t| (t.0, t.1, &*t.2)).collect();
            assert_eq!(found, expected, "{:?}", golden.text);
            let ends = expected.iter().map(|token| token.1);
            let next = expected.iter().skip(1).map(|token| token.0).chain([golden.text.chars().count()]);
            let spaces: Vec<bool> = ends.zip(next).map(|(end, next)| end < next).collect();
            assert_eq!(tokens.iter().map(|token| token.space_after).collect::<Vec<_>>(), spaces, "{:?}", golden.text);
        }
    }
}

#[test]
fn parts_of_speech_features_and_lemmas_are_those_of_spacy() {
    let model = Model::english().unwrap();
    let tokenizer = Tokenizer::new(model.files()).unwrap();
    let ruler = AttributeRuler::new(model.files()).unwrap();
    let lemmatizer = Lemmatizer::new(model.files()).unwrap();
    let (mut lexemes, mut strings) = (Lexemes::default(), Strings::default());
    let (mut chunks, mut rules, mut lemmas) = (ChunkCache::default(), RulerCache::default(), LemmaCache::default());
    let mut tokens: Vec<RawToken> = Vec::new();
    for golden in golden() {
        tokens.clear();
        tokenizer.tokenize(&golden.text, &mut lexemes, &mut chunks, &mut tokens);
        let mut analyses: Vec<Analysis> = Vec::new();
        for ((at, &raw), expected) in (0..).zip(&tokens).zip(&golden.tokens) {
            let tag = label(&expected.4);
            analyses.push(Analysis { tag, dep: label(&expected.8), ..Analysis::new(raw, at) });
        }
        ruler.apply(&lexemes, &mut strings, &mut rules, &mut analyses);
        lemmatizer.apply(&lexemes, &mut strings, &mut lemmas, &mut analyses);
        let found: Vec<_> = analyses
            .iter()
            .map(|token| (strings.get(token.lemma), token.tag, token.pos, token.morph, token.dep))
            .collect();
        let expected: Vec<_> = golden.tokens.iter().map(|t| (&*t.3, &*t.4, &*t.5, &*t.6, &*t.8)).collect();
        assert_eq!(found, expected, "{:?}", golden.text);
    }
}
