//! Groups of acts, as `data/outlook/acts.tsv` defines them.

use std::sync::LazyLock;

use crate::happening::{Dyad, Happening};
use crate::table::rows;

const TABLE: &str = include_str!("../../../data/outlook/acts.tsv");

/// A named group of acts between two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActGroup {
    /// Its name (`talks`, `hostile` …).
    pub name: &'static str,
    types: Vec<(&'static str, Option<&'static str>)>,
    who: Who,
    singular: &'static str,
    plural: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Mutual,
    Between,
    Either,
}

static GROUPS: LazyLock<Vec<ActGroup>> = LazyLock::new(|| {
    rows(TABLE, 4)
        .map(|cells| {
            let (singular, plural) = cells[3].split_once("; ").unwrap_or((cells[3], cells[3]));
            let types = cells[1].split(',').map(|kind| match kind.split_once('/') {
                Some((kind, mode)) => (kind, Some(mode)),
                None => (kind, None),
            });
            let who = match cells[2] {
                "mutual" => Who::Mutual,
                "between" => Who::Between,
                "either" => Who::Either,
                other => panic!("acts.tsv: {other:?} is neither mutual, between nor either"),
            };
            ActGroup { name: cells[0], types: types.collect(), who, singular, plural }
        })
        .collect()
});

impl ActGroup {
    /// The group called `name` in `acts.tsv`.
    pub fn named(name: &str) -> Option<&'static Self> {
        GROUPS.iter().find(|group| group.name == name)
    }

    /// Whether acts of the PLOVER type `kind` belong to it, whoever acts and in whatever mode.
    pub fn has_type(&self, kind: &str) -> bool {
        self.types.iter().any(|(known, _)| *known == kind)
    }

    /// Whether `happening` is one of these acts between the two of `pair`.
    pub fn holds(&self, happening: &Happening, pair: &Dyad) -> bool {
        let of_type = self.types.iter().any(|(kind, mode)| {
            happening.kind == *kind && mode.is_none_or(|mode| happening.mode.iter().any(|own| own == mode))
        });
        of_type
            && match self.who {
                Who::Mutual => happening.is_mutual(pair),
                Who::Between => happening.is_between(pair),
                Who::Either => happening.is_between(pair) || happening.is_alone(pair),
            }
    }

    /// `n` of them in words: "3 meetings", "no meeting".
    pub fn count(&self, n: usize) -> String {
        match n {
            0 => format!("no {}", self.singular),
            1 => format!("1 {}", self.singular),
            n => format!("{n} {}", self.plural),
        }
    }

    /// One of them in words.
    pub fn singular(&self) -> &'static str {
        self.singular
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        assert_eq!(GROUPS.len(), 7);
        assert_eq!(ActGroup::named("talks").unwrap().count(2), "2 meetings");
        let request = ActGroup::named("contact").unwrap().types.last().unwrap();
        assert_eq!(*request, ("REQUEST", Some("meet")));
    }
}
