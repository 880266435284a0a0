//! What holds of the tokens of every text.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::model::Model;

static ENGLISH: LazyLock<Tokenizer> = LazyLock::new(|| Tokenizer::new(Model::english().unwrap().files()).unwrap());

/// The tokens of `text` and whether a space follows.
fn tokens<'t>(
    tokenizer: &Tokenizer,
    text: &'t str,
    lexemes: &mut Lexemes,
    cache: &mut ChunkCache,
) -> Vec<(&'t str, bool)> {
    let mut tokens = Vec::new();
    tokenizer.tokenize(text, lexemes, cache, &mut tokens);
    tokens.iter().map(|token| (token.span.of(text), token.space_after)).collect()
}

/// Texts of what tokenizers stumble over.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(vec![
            " ", "\n", "'s", "n't", "’ll", ".", "..", ",", "(", ")", "\"", "“", "”", "-", "--", "—", ":", ":)", "/", "@",
            "$", "US$", "%", "km", "5", "1,000", "U.S.", "a.m.", "http://", "www.", ".com", "é", "中", "😀", "\u{301}", "°C",
            "Jan", "don't", "gonna", "\u{a0}",
        ]).prop_map(str::to_owned),
        1 => "[a-zA-Z]{1,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

#[test]
fn tokens_cover_every_text() {
    let seen = std::cell::RefCell::new((Lexemes::default(), ChunkCache::default()));
    proptest!(ProptestConfig::with_cases(1000), |(text in texts())| {
        let (lexemes, cache) = &mut *seen.borrow_mut();
        let found = tokens(&ENGLISH, &text, lexemes, cache);
        let spelt: String = found.iter().flat_map(|&(word, space)| [word, if space { " " } else { "" }]).collect();
        prop_assert_eq!(&spelt, &text);
        prop_assert!(found.iter().all(|(word, _)| !word.is_empty()));
        // What was seen before makes no difference.
        let fresh = tokens(&ENGLISH, &text, &mut Lexemes::default(), &mut ChunkCache::default());
        prop_assert_eq!(found, fresh);
    });
}

#[test]
fn what_was_forgotten_is_found_again() {
    let (mut lexemes, mut cache) = (Lexemes::default(), ChunkCache::default());
    let text = "They don't say 'Hanoi' (yet).";
    let before = tokens(&ENGLISH, text, &mut lexemes, &mut cache);
    lexemes.clear();
    assert_eq!(tokens(&ENGLISH, text, &mut lexemes, &mut cache), before);
    let different: std::collections::BTreeSet<&str> = before.iter().map(|&(word, _)| word).collect();
    assert_eq!(lexemes.len(), different.len());
}

#[test]
fn long_lines_take_no_longer_for_their_length() {
    // Each of these takes long if anything is done again for every token.
    for unit in
        ["(", ")", "..(", ".)", "a,", ":@", "a.b@", "http://", "5$", "''", ":)", "–", "😀", "'s", "\u{a0}", "1.2.3."]
    {
        let text = unit.repeat(100_000 / unit.len());
        let found = tokens(&ENGLISH, &text, &mut Lexemes::default(), &mut ChunkCache::default());
        assert!(!found.is_empty());
    }
}

#[test]
fn a_damaged_model_is_an_error_or_a_model() {
    use crate::lemmatizer::Lemmatizer;
    use crate::ruler::AttributeRuler;

    let model = Model::english().unwrap();
    let parts = ["tokenizer", "vocab/lookups.bin", "attribute_ruler/patterns", "lemmatizer/lookups/lookups.bin"];
    let damage = (0..parts.len(), any::<prop::sample::Index>(), any::<u8>(), any::<bool>());
    proptest!(ProptestConfig::with_cases(64), |((part, place, byte, cut) in damage)| {
        let mut files = model.files().clone();
        let mut bytes = files.get(parts[part]).unwrap().to_vec();
        let at = place.index(bytes.len());
        bytes[at] = byte;
        bytes.truncate(if cut { at } else { bytes.len() });
        files.insert(parts[part], bytes);
        match part {
            2 => drop(AttributeRuler::new(&files)),
            3 => drop(Lemmatizer::new(&files)),
            _ => if let Ok(tokenizer) = Tokenizer::new(&files) {
                let text = "Mr. Kim doesn't (yet) agree: see www.example.org/a?b=c...";
                let found = tokens(&tokenizer, text, &mut Lexemes::default(), &mut ChunkCache::default());
                prop_assert!(!found.is_empty());
            },
        }
    });
}
