//! The words of a text as they are compared: lower case, letters and digits, endings cut.
//!
//! Two reports of one thing seldom share their wording exactly; they share the words that carry it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

const FUNCTION_WORDS: &str = include_str!("../../../data/ledger/function-words.txt");

static FUNCTION: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| FUNCTION_WORDS.lines().filter(|line| !line.starts_with('#')).map(str::trim).collect());

/// All words of `text` in order, in lower case; marks and spaces part them.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether `word`, in lower case, says little about what a text is about.
pub fn is_function_word(word: &str) -> bool {
    FUNCTION.contains(word)
}

/// The words that carry what `text` says, without endings.
pub fn content_words(text: &str) -> BTreeSet<String> {
    words(text).filter(|word| !is_function_word(word)).map(|word| stem(&word)).collect()
}

/// The word without a plural, past or progressive ending: enough to let "launches" meet "launched".
pub fn stem(word: &str) -> String {
    for (ending, least) in [("ings", 7), ("ing", 6), ("ied", 5), ("ies", 5), ("ed", 5), ("es", 5), ("s", 4)] {
        if word.len() >= least
            && word.is_ascii()
            && let Some(head) = word.strip_suffix(ending)
            && !(ending == "s" && head.ends_with(['s', 'u', 'i']))
        {
            let head = if ending.starts_with("ie") { format!("{head}y") } else { head.to_owned() };
            let double = matches!(head.as_bytes(), [.., a, b] if a == b && b"bdgmnprt".contains(a));
            return if double { head[..head.len() - 1].to_owned() } else { head.trim_end_matches('e').to_owned() };
        }
    }
    word.trim_end_matches('e').to_owned()
}

/// How much of the smaller set lies in the other, 0 to 1; 0 where either is empty.
pub fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let smaller = a.len().min(b.len());
    if smaller == 0 { 0.0 } else { a.intersection(b).count() as f64 / smaller as f64 }
}

/// Shared words as a share of all, 0 to 1; 0 where either is empty.
pub fn jaccard(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_words_meet() {
        for (one, other) in [
            ("launches", "launched"),
            ("launch", "launching"),
            ("missile", "missiles"),
            ("agreed", "agree"),
            ("stopped", "stop"),
            ("denied", "denies"),
            ("carries", "carry"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} and {other}");
        }
        assert_ne!(stem("sanction"), stem("summit"));
        assert_eq!(stem("crisis"), "crisis");
    }

    #[test]
    fn function_words_carry_nothing() {
        assert!(content_words("It was about to be there").is_empty());
        assert_eq!(content_words("The talks, he said, broke off.").len(), 2);
    }
}
