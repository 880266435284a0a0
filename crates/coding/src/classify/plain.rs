//! Features in plain words, for `why`.

/// What each name of a feature says of its value, `{}`.
const NAMES: [(&str, &str); 50] = [
    ("joint", "both stand under '{}'"),
    ("joint+form", "both stand under '{}'"),
    ("joint+object", "both stand under '{}'"),
    ("joint+inner", "both stand under '{}'"),
    ("joint+inner-form", "both stand under '{}'"),
    ("joint+inner-says", "both stand under '{}'"),
    ("joint+preposition", "both stand under '{}'"),
    ("joint+oblique", "both stand under '{}'"),
    ("joint-form", "its form is '{}'"),
    ("joint-says", "the lexicon reads the verb above both as {}"),
    ("joint-coded", "the lexicon codes the verb above both as {}"),
    ("joint-may", "the verb above both can mean {}"),
    ("joint-object", "its object is '{}'"),
    ("joint-object-may", "its object can mean {}"),
    ("joint-factuality", "it is {}"),
    ("joint-says+inner-says", "the lexicon reads verb and complement as {}"),
    ("joint-says+inner-form", "the lexicon reads verb and form of the complement as {}"),
    ("inner", "the complement is '{}'"),
    ("inner+form", "the complement is '{}'"),
    ("inner+object", "the complement is '{}'"),
    ("inner-form", "the complement's form is '{}'"),
    ("inner-says", "the lexicon reads the complement as {}"),
    ("inner-says+form", "the lexicon reads the complement as {}"),
    ("inner-coded", "the lexicon codes the complement as {}"),
    ("inner-object", "the complement's object is '{}'"),
    ("way", "between them in the tree: '{}'"),
    ("way-noun", "between them in the tree: '{}'"),
    ("way-pair", "between them in the tree: '{}'"),
    ("way-preposition", "between them in the tree: '{}'"),
    ("way-noun-says", "the lexicon reads the noun between them as {}"),
    ("way-noun-may", "the noun between them can mean {}"),
    ("between", "between them: '{}'"),
    ("between-pair", "between them: '{}'"),
    ("between-may", "a word between them can mean {}"),
    ("sentence", "in the sentence: '{}'"),
    ("sentence-says", "the lexicon reads a clause of the sentence as {}"),
    ("sentence-coded", "the lexicon codes a clause of the sentence as {}"),
    ("source-word", "the source is a '{}'"),
    ("target-word", "the target is a '{}'"),
    ("source-sector", "the source's sector is {}"),
    ("target-sector", "the target's sector is {}"),
    ("target-preposition", "the target stands after '{}'"),
    ("target-preposition+above", "the target stands after '{}'"),
    ("above", "all under '{}'"),
    ("record", "the event read between them is {}"),
    ("record-type", "the event read between them is {}"),
    ("record-turned", "the event read from target to source is {}"),
    ("record-of-source", "the event read of the source is {}"),
    ("record-of-target", "the event read of the target is {}"),
    ("record-beside", "an event read beside them is {}"),
];

/// A feature in plain words.
pub(super) fn plain(feature: &str) -> String {
    let (name, value) = feature.split_once('=').unwrap_or((feature, ""));
    match NAMES.iter().find(|(known, _)| *known == name) {
        Some((_, says)) => says.replace("{}", value),
        None => format!("{}: '{value}'", name.replace(['-', '+'], " ")),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn features_are_said_in_words() {
        assert_eq!(plain("joint+inner=refuse meet"), "both stand under 'refuse meet'");
        assert_eq!(plain("source-verb-says=REJECT"), "source verb says: 'REJECT'");
    }
}
