//! Whether a text is English.
//!
//! English prose is a third to a half function words; a text that has them needs no further look, and one that is too
//! short to tell passes. Only what is surely another language is turned away.

use whatlang::Lang;

use crate::line::{fold, word_tokens};
use crate::{Lists, Warning};

/// How many words are needed to tell.
const ENOUGH: usize = 8;

/// Turns away what is surely not English.
pub(crate) fn check(text: &str, lists: &Lists) -> Result<(), Warning> {
    let start = &text[..text.floor_char_boundary(20_000)];
    let letters = start.chars().filter(|c| c.is_alphabetic()).count();
    let latin = start.chars().filter(|c| c.is_alphabetic() && (*c as u32) < 0x250).count();
    let folded = fold(start);
    let (mut words, mut function) = (0_usize, 0_usize);
    for word in word_tokens(&folded) {
        words += 1;
        // 'a', 'an', 'in', 'on' and the like are words of other languages too.
        function += usize::from(word.len() > 2 && lists.is("function", word));
    }
    let foreign = letters > 20 && latin * 2 < letters;
    if !foreign && (words < ENOUGH || function * 10 >= words) {
        return Ok(());
    }
    let Some(found) = whatlang::detect(start) else { return Ok(()) };
    if found.lang() == Lang::Eng || !(foreign || found.is_reliable() || function * 50 < words && words >= 3 * ENOUGH) {
        return Ok(());
    }
    Err(Warning::NotEnglish(found.lang().eng_name().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_passes_however_short() {
        for text in [
            "Talks fail.",
            "Trump meets Kim in Hanoi",
            "The envoy left.",
            "North Korea Fires Missile, Japan Protests, Moon Urges Calm",
            "Kim Jong Un, Moon Jae-in, Xi Jinping and Shinzo Abe met in Pyongyang, Panmunjom, Beijing and Tokyo.",
        ] {
            assert_eq!(check(text, Lists::built_in()), Ok(()), "{text}");
        }
    }

    #[test]
    fn other_languages_are_named() {
        for (text, language) in [
            (
                "Les négociations entre les deux pays ont repris vendredi à Genève, a annoncé le ministre des Affaires étrangères.",
                "French",
            ),
            (
                "Die Gespräche zwischen den beiden Ländern wurden am Freitag in Genf fortgesetzt, teilte der Außenminister mit.",
                "German",
            ),
            (
                "Las conversaciones entre los dos países se reanudaron el viernes en Ginebra, anunció el ministro.",
                "Spanish",
            ),
            ("북한과 미국의 협상이 금요일 제네바에서 재개됐다고 외교부가 밝혔다.", "Korean"),
            ("Переговоры между двумя странами возобновились в пятницу в Женеве, сообщил министр.", "Russian"),
        ] {
            assert_eq!(check(text, Lists::built_in()), Err(Warning::NotEnglish(language.to_owned())), "{text}");
        }
    }
}
