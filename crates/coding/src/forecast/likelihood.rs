//! Words of likelihood and the chances that tables give them, from `data/likelihood/`.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::Probability;
use crate::table::{DataError, rows};

/// What must hold for a word of likelihood to make a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    Nothing,
    /// Its clause speaks of what is to come.
    Future,
    /// Those who expect are no party to it, or the article comments.
    Outsider,
    /// The word itself is negated, and by somebody who is no party to it: 'would not exclude'.
    Denied,
    /// A verb of imagining below it: 'it is hard to see'.
    Imagined,
    /// 'would' above it and 'if' below it: 'would be surprised if'.
    Surprise,
}

/// What part of speech a word of likelihood is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CuePart {
    Adverb,
    Adjective,
    Verb,
    Noun,
    Modal,
}

/// Whether a word tells of things staying as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    Stasis,
    End,
}

/// Words of likelihood with one table of chances.
#[derive(Clone, Debug, Default)]
pub struct Likelihood {
    table: String,
    /// Longest phrases first.
    phrases: Vec<(Vec<String>, f64, f64)>,
    cues: BTreeMap<(String, CuePart), Asks>,
    stasis: BTreeSet<String>,
    ends: BTreeSet<String>,
    ended_by: BTreeMap<String, Vec<String>>,
    done: BTreeSet<(String, String)>,
}

impl Likelihood {
    /// Reads the cues, the words of stasis, and `table`: its name, file name and contents.
    pub fn read(cues: (&str, &str), stasis: (&str, &str), table: (&str, &str, &str)) -> Result<Self, DataError> {
        let mut found = Self { table: table.0.to_owned(), ..Self::default() };
        rows(cues.0, cues.1, &["word", "part", "asks", "example"], |row| {
            let part = match row.get("part") {
                "adverb" => CuePart::Adverb,
                "adjective" => CuePart::Adjective,
                "verb" => CuePart::Verb,
                "noun" => CuePart::Noun,
                "modal" => CuePart::Modal,
                other => return Err(row.error(format!("{other:?} is no part of speech of this file"))),
            };
            let asks = match row.get("asks") {
                "" => Asks::Nothing,
                "future" => Asks::Future,
                "outsider" => Asks::Outsider,
                "denied" => Asks::Denied,
                "imagined" => Asks::Imagined,
                "surprise" => Asks::Surprise,
                other => return Err(row.error(format!("{other:?} is nothing a cue can ask for"))),
            };
            found.cues.insert((row.get("word").to_owned(), part), asks);
            Ok(())
        })?;
        rows(stasis.0, stasis.1, &["word", "sense", "ended_by", "done"], |row| {
            let word = row.get("word");
            found.done.extend(row.list("done").map(|thing| (word.to_owned(), thing.to_owned())));
            let ended_by: Vec<String> = row.list("ended_by").map(str::to_owned).collect();
            if !ended_by.is_empty() {
                found.ended_by.insert(word.to_owned(), ended_by);
            }
            let words = match row.get("sense") {
                "stasis" => &mut found.stasis,
                "end" => &mut found.ends,
                other => return Err(row.error(format!("{other:?} is no sense of this file"))),
            };
            words.insert(row.get("word").to_owned());
            Ok(())
        })?;
        rows(table.1, table.2, &["phrase", "low", "high"], |row| {
            let chance = |column: &str| {
                let chance = row.get(column).parse::<f64>().ok().filter(|chance| (0.0..=1.0).contains(chance));
                chance.ok_or_else(|| row.error(format!("{column} is to be a chance from 0 to 1")))
            };
            let (low, high) = (chance("low")?, chance("high")?);
            found.phrases.extend(wordings(row.get("phrase")).into_iter().map(|phrase| (phrase, low, high)));
            Ok(())
        })?;
        found.phrases.sort_by_key(|(phrase, ..)| std::cmp::Reverse(phrase.len()));
        Ok(found)
    }

    pub(super) fn cue(&self, word: &str, part: CuePart) -> Option<Asks> {
        self.cues.get(&(word.to_owned(), part)).copied()
    }

    pub(super) fn sense(&self, lemma: &str) -> Option<Sense> {
        if self.stasis.contains(lemma) {
            Some(Sense::Stasis)
        } else if self.ends.contains(lemma) {
            Some(Sense::End)
        } else {
            None
        }
    }

    /// PLOVER types by which the state that a word tells of ends.
    pub(super) fn ended_by(&self, lemma: &str) -> &[String] {
        self.ended_by.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether a word of stasis with this object tells of an act: 'keep a promise'.
    pub(super) fn is_done(&self, lemma: &str, thing: &str) -> bool {
        self.done.contains(&(lemma.to_owned(), thing.to_owned()))
    }

    /// The longest phrase of the table that holds word `at` of `words` (small letters): its words and its chance.
    pub(super) fn phrase(&self, words: &[String], at: usize) -> Option<(std::ops::Range<usize>, Probability)> {
        self.phrases.iter().find_map(|(phrase, low, high)| {
            let first = (at + 1).saturating_sub(phrase.len());
            (first..=at).find(|&from| words[from..].starts_with(phrase)).map(|from| {
                let chance =
                    Probability { low: *low, mid: middle(*low, *high), high: *high, table: self.table.clone() };
                (from..from + phrase.len(), chance)
            })
        })
    }
}

/// All wordings of a phrase of a table: 'slim/poor chance' is two.
fn wordings(phrase: &str) -> Vec<Vec<String>> {
    // The parse parts words at their hyphens.
    let phrase = phrase.replace('-', " - ");
    let mut found = vec![Vec::new()];
    for place in phrase.split(' ') {
        // '50/50' is a word of its own.
        let choices: Vec<&str> = place.split('/').collect();
        let is_choice = choices.iter().all(|word| word.chars().all(char::is_alphabetic));
        let choices = if is_choice { choices } else { vec![place] };
        let with = |words: Vec<String>| choices.iter().map(move |&word| [&words[..], &[word.to_owned()]].concat());
        found = found.into_iter().flat_map(with).collect();
    }
    found
}

fn middle(low: f64, high: f64) -> f64 {
    (f64::midpoint(low, high) * 1000.0).round() / 1000.0
}

/// A chance that the text states in figures: 'about 20 percent', 'one in five', '60-40'.
pub(super) fn stated(words: &[String]) -> Option<(std::ops::Range<usize>, Probability)> {
    let small = |word: &str| match word {
        "one" => Some(1.0),
        "two" => Some(2.0),
        "three" => Some(3.0),
        "four" => Some(4.0),
        "five" => Some(5.0),
        "six" => Some(6.0),
        "seven" => Some(7.0),
        "eight" => Some(8.0),
        "nine" => Some(9.0),
        "ten" => Some(10.0),
        "twenty" => Some(20.0),
        "thirty" => Some(30.0),
        "forty" => Some(40.0),
        "fifty" => Some(50.0),
        "sixty" => Some(60.0),
        "seventy" => Some(70.0),
        "eighty" => Some(80.0),
        "ninety" => Some(90.0),
        figures => figures.parse::<f64>().ok(),
    };
    let chance =
        |p: f64| (0.0..=1.0).contains(&p).then(|| Probability { low: p, mid: p, high: p, table: "stated".to_owned() });
    for at in 0..words.len() {
        let Some(number) = small(&words[at]) else { continue };
        let next = words.get(at + 1).map_or("", String::as_str);
        let about = usize::from(at > 0 && matches!(words[at - 1].as_str(), "about" | "around" | "roughly" | "some"));
        if matches!(next, "percent" | "%" | "per") {
            let long = usize::from(next == "per" && words.get(at + 2).is_some_and(|word| word == "cent"));
            if next != "per" || long == 1 {
                return chance(number / 100.0).map(|p| (at - about..at + 2 + long, p));
            }
        }
        // 'one in five', 'one chance in ten', 'five in a hundred', 'three chances out of four'
        let counted = usize::from(matches!(next, "chance" | "chances"));
        let word = |by: usize| words.get(at + counted + by).map_or("", String::as_str);
        let out = match (word(1), word(2)) {
            ("in", _) => 2,
            ("out", "of") => 3,
            _ => continue,
        };
        let hundred = usize::from(matches!(word(out), "a" | "one") && word(out + 1) == "hundred");
        let of = if hundred == 1 { Some(100.0) } else { small(word(out)) };
        if let Some(of) = of.filter(|&of| number < of && of >= 2.0) {
            return chance(number / of).map(|p| (at - about..at + counted + out + hundred + 1, p));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn figures_are_taken_as_they_stand() {
        assert_eq!(stated(&words("at about 20 percent")).unwrap().1.mid, 0.2);
        assert_eq!(stated(&words("one in five")).unwrap().1.mid, 0.2);
        assert_eq!(stated(&words("at 15 per cent")).unwrap().1.mid, 0.15);
        assert_eq!(stated(&words("gives him one chance in ten of it")).unwrap().1.mid, 0.1);
        assert_eq!(stated(&words("five in a hundred")).unwrap().1.mid, 0.05);
        assert_eq!(stated(&words("three chances out of four")).unwrap().1.mid, 0.75);
        assert!(stated(&words("in 2020 two envoys met")).is_none());
        assert!(stated(&words("300 percent")).is_none());
    }

    #[test]
    fn slashes_part_words_that_may_stand_for_each_other() {
        assert_eq!(wordings("slim/poor chance/odds").len(), 4);
        assert_eq!(wordings("slim/poor chance")[1], ["poor", "chance"]);
        assert_eq!(wordings("50/50"), [["50/50"]]);
    }

    #[test]
    fn the_longest_phrase_counts() {
        let read = |name, text| {
            Likelihood::read(
                ("cues.tsv", include_str!("../../../../data/likelihood/cues.tsv")),
                ("stasis.tsv", include_str!("../../../../data/likelihood/stasis.tsv")),
                (name, "table.tsv", text),
            )
            .unwrap()
        };
        let table = read("icd203", include_str!("../../../../data/likelihood/icd203.tsv"));
        let (range, chance) = table.phrase(&words("it is pretty unlikely that"), 3).unwrap();
        assert_eq!((range, chance.low, chance.high), (2..4, 0.05, 0.20));
        for (name, text) in [
            ("kent", include_str!("../../../../data/likelihood/kent.tsv")),
            ("ipcc", include_str!("../../../../data/likelihood/ipcc.tsv")),
        ] {
            assert!(read(name, text).phrase(&words("probably"), 0).is_some(), "{name}");
        }
    }
}
