//! How likely the type of an event is read right, from `data/events/confidence.tsv`: points for a few signs that a
//! reader can check, added up and turned into a chance.

use std::collections::BTreeMap;

use crate::table::{DataError, rows};

/// A sign for or against a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    /// Holds of every event.
    Always,
    /// The line is a noun's.
    Noun,
    /// The verb's line asks for nothing but the word.
    Bare,
    /// The line asks for two things or more.
    Exact,
    /// Nobody who acts was found.
    NoActor,
    /// Who acts or is acted on is named, not described.
    Named,
    /// A party was taken from outside the clause.
    FromBefore,
    /// The act is not told as fact.
    NoFact,
    /// Somebody other than the article says so.
    Attributed,
    /// The weights of marked pairs give the same type.
    Agrees,
    /// They surely give another one.
    Differs,
    /// No type but the weights', which a user taught: no line of the lexicon.
    Learnt,
}

/// The signs by their names in the file.
const SIGNS: [(&str, Sign); 12] = [
    ("always", Sign::Always),
    ("noun", Sign::Noun),
    ("bare", Sign::Bare),
    ("exact", Sign::Exact),
    ("no actor", Sign::NoActor),
    ("named", Sign::Named),
    ("from before", Sign::FromBefore),
    ("no fact", Sign::NoFact),
    ("attributed", Sign::Attributed),
    ("agrees", Sign::Agrees),
    ("differs", Sign::Differs),
    ("learnt", Sign::Learnt),
];

/// What each sign counts.
#[derive(Clone, Debug, Default)]
pub struct Confidence {
    points: BTreeMap<Sign, f64>,
}

impl Confidence {
    /// Reads `text`, the contents of `file`.
    pub fn read(file: &str, text: &str) -> Result<Self, DataError> {
        let mut found = Self::default();
        rows(file, text, &["sign", "points"], |row| {
            let name = row.get("sign");
            let (_, sign) = SIGNS
                .iter()
                .find(|(known, _)| *known == name)
                .ok_or_else(|| row.error(format!("{name:?} is no sign; the file's head lists them")))?;
            let points = row.get("points").parse::<f64>().ok().filter(|points| points.is_finite());
            let points = points.ok_or_else(|| row.error("points are to be a number"))?;
            match found.points.insert(*sign, points) {
                None => Ok(()),
                Some(_) => Err(row.error(format!("{name:?} stands here a second time"))),
            }
        })?;
        Ok(found)
    }

    /// The chance, between .05 and .95 and to two digits: points are logarithms of odds. Signs without a line count nothing.
    pub(super) fn of(&self, signs: &[Sign]) -> f64 {
        let points: f64 = signs.iter().filter_map(|sign| self.points.get(sign)).sum();
        let chance = 1.0 / (1.0 + (-points).exp());
        ((chance * 100.0).round() / 100.0).clamp(0.05, 0.95)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_add_up_to_a_chance() {
        let text = "sign\tpoints\tmeaning\nalways\t0\t\nagrees\t2.2\t\ndiffers\t-9\t\n";
        let confidence = Confidence::read("confidence.tsv", text).unwrap();
        assert_eq!(confidence.of(&[Sign::Always]), 0.5);
        assert_eq!(confidence.of(&[Sign::Always, Sign::Agrees]), 0.9);
        assert_eq!(confidence.of(&[Sign::Always, Sign::Noun]), 0.5, "a sign without a line counts nothing");
        assert_eq!(confidence.of(&[Sign::Differs]), 0.05);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        let error = |line: &str| Confidence::read("c.tsv", &format!("sign\tpoints\n{line}\n")).unwrap_err().to_string();
        assert_eq!(error("luck\t1"), "c.tsv, line 2: \"luck\" is no sign; the file's head lists them");
        assert_eq!(error("noun\tmuch"), "c.tsv, line 2: points are to be a number");
        assert_eq!(error("noun\t1\nnoun\t2"), "c.tsv, line 3: \"noun\" stands here a second time");
    }

    #[test]
    fn every_sign_has_a_line() {
        let text = include_str!("../../../../data/events/confidence.tsv");
        let confidence = Confidence::read("events/confidence.tsv", text).unwrap();
        assert_eq!(confidence.points.len(), SIGNS.len());
    }
}
