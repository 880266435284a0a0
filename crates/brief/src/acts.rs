//! Acts in words, as `data/brief/acts.tsv` has them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../data/brief/acts.tsv");

/// The six wordings of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wording {
    forms: [&'static str; 6],
}

/// Who an act involves, which decides its wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nobody is acted on.
    Alone,
    /// Somebody is acted on.
    Toward,
    /// Several sides act together.
    Mutual,
}

static WORDINGS: LazyLock<BTreeMap<(&'static str, &'static str), Wording>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1);
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let forms = cells[2..].try_into().unwrap_or_else(|_| panic!("acts.tsv: eight cells in {row:?}"));
        ((cells[0], cells[1]), Wording { forms })
    })
    .collect()
});

/// The wording of an act of type `kind`, by the first of its `modes` that has one of its own.
pub(crate) fn wording(kind: &str, modes: &[String]) -> Wording {
    let own = modes.iter().find_map(|mode| WORDINGS.get(&(kind, mode.as_str())));
    let unknown = Wording { forms: ["acted", "acted toward", "acted", "act", "act toward", "act"] };
    *own.or_else(|| WORDINGS.get(&(kind, ""))).unwrap_or(&unknown)
}

impl Wording {
    /// As something that was: "held talks with".
    pub(crate) fn past(self, shape: Shape) -> &'static str {
        self.forms[shape as usize]
    }

    /// As it stands after "to" or "did not": "hold talks with".
    pub(crate) fn base(self, shape: Shape) -> &'static str {
        self.forms[3 + shape as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_a_wording() {
        let types = WORDINGS.keys().filter(|(_, mode)| mode.is_empty()).count();
        assert_eq!(types, 16);
        assert!(WORDINGS.values().all(|wording| wording.forms.iter().all(|form| !form.is_empty())));
    }

    #[test]
    fn a_mode_has_its_own_words() {
        assert_eq!(wording("CONSULT", &["phone".into()]).past(Shape::Toward), "spoke by phone with");
        assert_eq!(wording("CONSULT", &["unheard-of".into()]).base(Shape::Mutual), "hold talks");
        assert_eq!(wording("NEW", &[]).past(Shape::Alone), "acted");
    }
}
