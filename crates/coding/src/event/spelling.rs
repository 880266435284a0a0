//! Under which dictionary forms a verb may stand in the lexicon, where the parser cut its form wrongly.

/// What else a dictionary form may be: American spelling; 'din' for 'dine', 'readmitte' for 'readmit', 'resupplie'
/// for 'resupply', 'extoll' for 'extol', as a parser cuts forms of verbs that it does not know.
pub(super) fn spellings(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(stem) = word.strip_suffix("ise") {
        found.push(format!("{stem}ize"));
    }
    if let Some(stem) = word.strip_suffix("yse") {
        found.push(format!("{stem}yze"));
    }
    if let Some(stem) = word.strip_suffix("ie") {
        found.push(format!("{stem}y"));
    }
    let bare = word.strip_suffix('e').unwrap_or(word);
    let mut letters = bare.chars().rev();
    if let (Some(last), Some(before)) = (letters.next(), letters.next())
        && last == before
    {
        found.push(bare[..bare.len() - last.len_utf8()].to_owned());
    }
    if bare == word {
        found.push(format!("{word}e"));
        found.extend(word.chars().next_back().map(|last| format!("{word}{last}")));
    } else {
        found.push(bare.to_owned());
    }
    found
}

/// Whether a verb doubles its last letter: one vowel and one consonant at the end of its only syllable.
fn doubles(word: &str) -> bool {
    let vowel = |letter: &char| "aeiou".contains(*letter);
    let letters: Vec<char> = word.chars().collect();
    let [before @ .., middle, last] = letters.as_slice() else { return false };
    let closed = !vowel(last) && !"wxyh".contains(*last);
    // 'quit'
    let onset = match before {
        [rest @ .., 'q', 'u'] => rest,
        all => all,
    };
    vowel(middle) && closed && !onset.iter().any(vowel)
}

/// Whether `form` can be a regular form of the verb `word`: 'rapped' is one of 'rap' and none of 'rape'.
pub(super) fn may_be_form(form: &str, word: &str) -> bool {
    let Some(last) = word.chars().next_back() else { return false };
    let stem = word.strip_suffix('e').unwrap_or(word);
    let endings =
        |stem: &str, endings: &[&str]| form.strip_prefix(stem).is_some_and(|ending| endings.contains(&ending));
    let doubled = || endings(&format!("{word}{last}"), &["ed", "ing"]);
    let with_i = || word.strip_suffix('y').is_some_and(|stem| endings(stem, &["ies", "ied"]));
    // 'panicked'
    let with_k = || last == 'c' && endings(&format!("{word}k"), &["ed", "ing"]);
    // 'rapped', never 'raped'
    let own = match stem == word {
        true if doubles(word) => endings(word, &["", "s", "es"]),
        true => endings(word, &["", "s", "es", "ed", "ing"]),
        false => endings(word, &["", "s", "d"]),
    };
    own || stem != word && endings(stem, &["ing"]) || doubled() || with_i() || with_k()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_belongs_to_the_verbs_that_it_can_be_a_form_of() {
        for (form, verb) in [("dining", "dine"), ("rapped", "rap"), ("raping", "rape"), ("resupplied", "resupply")] {
            assert!(may_be_form(form, verb), "{form} is a form of {verb}");
        }
        for (form, verb) in [("rapped", "rape"), ("raping", "rap"), ("raped", "rap"), ("wagged", "wage")] {
            assert!(!may_be_form(form, verb), "{form} is no form of {verb}");
        }
    }

    #[test]
    fn a_form_that_was_cut_wrongly_may_stand_for_the_whole() {
        assert!(spellings("din").contains(&"dine".to_owned()));
        assert!(spellings("readmitte").contains(&"readmit".to_owned()));
        assert!(spellings("resupplie").contains(&"resupply".to_owned()));
    }
}
