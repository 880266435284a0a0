//! PLOVER's types, modes, quads and scores, from `data/events/ontology.tsv`.

use std::collections::BTreeMap;

use crate::record::Factuality;
use crate::table::{DataError, rows};

/// What the ontology says of one type.
#[derive(Clone, Debug)]
struct TypeEntry {
    quad: u8,
    score: f64,
    planned: Option<String>,
    negated: Option<String>,
    possible: Option<String>,
    cameo: Option<String>,
    modes: BTreeMap<String, Mode>,
}

/// What it says of one mode.
#[derive(Clone, Debug)]
struct Mode {
    score: f64,
    cameo: Option<String>,
}

/// PLOVER's types.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    types: BTreeMap<String, TypeEntry>,
}

impl Ontology {
    /// Reads `text`, the contents of `file`.
    pub fn read(file: &str, text: &str) -> Result<Self, DataError> {
        let mut types: BTreeMap<String, TypeEntry> = BTreeMap::new();
        rows(file, text, &["type", "mode", "quad", "score", "unreal", "cameo"], |row| {
            let number = |column: &str| {
                row.get(column).parse::<f64>().map_err(|_| row.error(format!("{column} is to be a number")))
            };
            let name = row.get("type");
            let cameo = Some(row.get("cameo").to_owned()).filter(|code| !code.is_empty());
            if row.get("mode").is_empty() {
                let mut unreal = row.get("unreal").split('/').map(|word| match word {
                    "=" => Some(name.to_owned()),
                    "-" => None,
                    other => Some(other.to_owned()),
                });
                let (Some(planned), Some(negated), Some(possible)) = (unreal.next(), unreal.next(), unreal.next())
                else {
                    return Err(
                        row.error("unreal is to have three types with slashes between: planned/negated/possible")
                    );
                };
                let quad = number("quad")? as u8;
                let (score, modes) = (number("score")?, BTreeMap::new());
                let entry = TypeEntry { quad, score, planned, negated, possible, cameo, modes };
                types.insert(name.to_owned(), entry);
            } else {
                let score = number("score")?;
                let entry = types
                    .get_mut(name)
                    .ok_or_else(|| row.error(format!("the type {name:?} has no line of its own above")))?;
                entry.modes.insert(row.get("mode").to_owned(), Mode { score, cameo });
            }
            Ok(())
        })?;
        Ok(Self { types })
    }

    /// Whether PLOVER has this type.
    pub fn has(&self, kind: &str) -> bool {
        self.types.contains_key(kind)
    }

    /// Whether `kind` has this mode.
    pub fn has_mode(&self, kind: &str, mode: &str) -> bool {
        self.types.get(kind).is_some_and(|entry| entry.modes.contains_key(mode))
    }

    /// The modes of `kind`, in alphabetical order.
    pub fn modes(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.types.get(kind).into_iter().flat_map(|entry| entry.modes.keys().map(String::as_str))
    }

    /// The types, in alphabetical order.
    pub fn types(&self) -> impl Iterator<Item = &str> {
        self.types.keys().map(String::as_str)
    }

    /// 1 verbal cooperation to 4 material conflict; 0 for an unknown type.
    pub fn quad(&self, kind: &str) -> u8 {
        self.types.get(kind).map_or(0, |entry| entry.quad)
    }

    /// The score of the first of `modes` that has one, else the type's.
    pub fn score(&self, kind: &str, modes: &[String]) -> f64 {
        let Some(entry) = self.types.get(kind) else { return 0.0 };
        modes.iter().find_map(|mode| entry.modes.get(mode)).map_or(entry.score, |mode| mode.score)
    }

    /// The CAMEO code that is written for an act: that of the first of `modes` that has one, else the type's.
    pub fn cameo(&self, kind: &str, modes: &[String]) -> Option<&str> {
        let entry = self.types.get(kind)?;
        let own = modes.iter().find_map(|mode| entry.modes.get(mode)?.cameo.as_deref());
        own.or(entry.cameo.as_deref())
    }

    /// The single PLOVER type of an act of type `kind`, after its rules for acts that did not (yet) take place. A type of a
    /// user's own has no such rules: it is coded as itself where it took place.
    pub fn coded(&self, kind: &str, factuality: Factuality) -> Option<String> {
        let Some(entry) = self.types.get(kind) else { return factuality.is_fact().then(|| kind.to_owned()) };
        match factuality {
            Factuality::Happened | Factuality::Ongoing => Some(kind.to_owned()),
            Factuality::Planned => entry.planned.clone(),
            Factuality::Negated => entry.negated.clone(),
            Factuality::Possible => entry.possible.clone(),
            Factuality::Conditional | Factuality::Hypothetical | Factuality::Denied => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_that_did_not_take_place_are_coded_by_rule() {
        let ontology = Ontology::read("ontology.tsv", include_str!("../../../../data/events/ontology.tsv")).unwrap();
        assert_eq!(ontology.types().count(), 16);
        let coded = |kind, factuality| ontology.coded(kind, factuality);
        assert_eq!(coded("CONSULT", Factuality::Planned).as_deref(), Some("AGREE"));
        assert_eq!(coded("CONSULT", Factuality::Negated).as_deref(), Some("REJECT"));
        assert_eq!(coded("ASSAULT", Factuality::Possible), None);
        assert_eq!(ontology.score("CONSULT", &["visit".to_owned()]), 4.0);
        assert_eq!(ontology.quad("SANCTION"), 4);
    }
}
