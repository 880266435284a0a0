//! PLOVER types as CAMEO codes, by the column `cameo` of the ontology; their names and weights by `data/events/cameo.tsv`.

use crate::correction::ontology;
use crate::event_table::written;

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

impl Cameo {
    /// The code of a type with its modes: that of the first mode that has one, else the type's.
    pub(super) fn of(kind: &str, modes: &[String]) -> Option<Self> {
        let code = ontology().cameo(kind, modes)?;
        let (goldstein, name) = written(code)?;
        Some(Self { code, name, goldstein })
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

    #[test]
    fn every_type_has_a_code_and_every_mode_is_plovers() {
        for kind in ontology().types() {
            assert!(Cameo::of(kind, &[]).is_some(), "{kind}");
        }
        for (kind, mode) in ontology().types().flat_map(|kind| ontology().modes(kind).map(move |mode| (kind, mode))) {
            let cameo =
                Cameo::of(kind, &[mode.to_owned()]).unwrap_or_else(|| panic!("{kind} {mode}: no line for its code"));
            assert!((2..=4).contains(&cameo.code.len()) && cameo.code.bytes().all(|byte| byte.is_ascii_digit()));
            assert!((-10.0..=10.0).contains(&cameo.goldstein));
        }
        assert_eq!(Cameo::of("KNIGHT", &[]), None, "a type of a user's own has no code");
        assert_eq!(Cameo::of("CONSULT", &["visit".into()]).unwrap().code, "042");
        assert_eq!(
            Cameo::of("RETREAT", &["ceasefire".into()]).map(|cameo| (cameo.root(), cameo.base())),
            Some(("08", "087"))
        );
    }
}
