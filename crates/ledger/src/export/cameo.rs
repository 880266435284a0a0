//! PLOVER types as CAMEO codes, by `data/ledger/plover-to-cameo.tsv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../../data/ledger/plover-to-cameo.tsv");

/// A CAMEO code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cameo {
    /// Its digits.
    pub(super) code: &'static str,
    /// Its name.
    pub(super) name: &'static str,
    /// Its weight on Goldstein's scale.
    pub(super) goldstein: f64,
}

static CODES: LazyLock<BTreeMap<(&'static str, &'static str), Cameo>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1);
    let read = |row: &'static str| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [kind, mode, code, name, goldstein] = cells[..] else {
            panic!("plover-to-cameo.tsv: {row:?} has no five cells")
        };
        let goldstein = goldstein.parse().unwrap_or_else(|_| panic!("plover-to-cameo.tsv: {row:?} has no weight"));
        ((kind, mode), Cameo { code, name, goldstein })
    };
    rows.map(read).collect()
});

impl Cameo {
    /// The code of a type with its modes: that of the first mode that has one, else the type's.
    pub(super) fn of(kind: &str, modes: &[String]) -> Option<Self> {
        let with = |mode: &str| CODES.get(&(kind, mode)).copied();
        modes.iter().find_map(|mode| with(mode)).or_else(|| with(""))
    }

    /// Its first two digits.
    pub(super) fn root(self) -> &'static str {
        &self.code[..2]
    }

    /// Its first three digits.
    pub(super) fn base(self) -> &'static str {
        &self.code[..self.code.len().min(3)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::ontology;

    #[test]
    fn every_type_has_a_code_and_every_mode_is_plovers() {
        for kind in ontology().types() {
            assert!(Cameo::of(kind, &[]).is_some(), "{kind}");
        }
        for ((kind, mode), cameo) in CODES.iter() {
            assert!(mode.is_empty() || ontology().has_mode(kind, mode), "{kind} {mode}");
            assert!((2..=4).contains(&cameo.code.len()) && cameo.code.bytes().all(|byte| byte.is_ascii_digit()));
            assert!((-10.0..=10.0).contains(&cameo.goldstein));
        }
        assert_eq!(Cameo::of("CONSULT", &["visit".into()]).unwrap().code, "042");
        assert_eq!(
            Cameo::of("RETREAT", &["ceasefire".into()]).map(|cameo| (cameo.root(), cameo.base())),
            Some(("08", "087"))
        );
    }
}
