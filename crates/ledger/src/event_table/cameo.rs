//! CAMEO codes and event texts as PLOVER types, by `data/events/cameo.tsv`; scores by the ontology.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const CAMEO: &str = include_str!("../../../../data/events/cameo.tsv");
const ONTOLOGY: &str = include_str!("../../../../data/events/ontology.tsv");

/// Goldstein's weight of a code that is written and its name, which its longest beginning that has a line tells.
pub(crate) fn written(code: &str) -> Option<(f64, &'static str)> {
    let at = (2..=code.len()).rev().find_map(|length| WRITTEN.get(code.get(..length)?));
    at.copied()
}

/// A PLOVER type and mode with what the ontology says of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) mode: Option<&'static str>,
    pub(super) quad: u8,
    pub(super) score: f64,
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1);
    lines.map(|line| line.split('\t').map(str::trim).collect())
}

/// Modes by type, with quad and score; the type itself has the empty mode.
type Modes = BTreeMap<&'static str, (u8, f64)>;

static TYPES: LazyLock<BTreeMap<&'static str, Modes>> = LazyLock::new(|| {
    let mut types: BTreeMap<&'static str, Modes> = BTreeMap::new();
    for cells in rows(ONTOLOGY) {
        if let (Ok(quad), Ok(score)) = (cells[2].parse(), cells[3].parse()) {
            types.entry(cells[0]).or_default().insert(cells[1], (quad, score));
        }
    }
    types
});

/// Codes, and the code of every name in small letters.
static CODES: LazyLock<BTreeMap<&'static str, (&'static str, &'static str)>> =
    LazyLock::new(|| rows(CAMEO).map(|cells| (cells[0], (cells[1], cells[2]))).collect());
static NAMES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let names = rows(CAMEO).flat_map(|cells| {
        let code = cells[0];
        cells[4].split(" | ").map(move |name| (name.to_lowercase(), code)).collect::<Vec<_>>()
    });
    names.collect()
});

/// Weight and name of the codes that are written.
static WRITTEN: LazyLock<BTreeMap<&'static str, (f64, &'static str)>> = LazyLock::new(|| {
    let weighed = rows(CAMEO).filter_map(|cells| {
        let name = cells[4].split(" | ").next().unwrap_or_default();
        Some((cells[0], (cells[3].parse().ok()?, name)))
    });
    weighed.collect()
});

/// The PLOVER type called `name`, with `mode` where it has such a mode; upper or lower case.
pub(super) fn plover(name: &str, mode: &str) -> Option<Kind> {
    let (&name, modes) = TYPES.get_key_value(name.trim().to_uppercase().as_str())?;
    let own = modes.get_key_value(mode.trim().to_lowercase().as_str());
    let (&mode, &(quad, score)) = own.or_else(|| modes.get_key_value(""))?;
    Some(Kind { name, mode: Some(mode).filter(|mode| !mode.is_empty()), quad, score })
}

/// What a CAMEO code is in PLOVER; nothing for statements, appeals and unknown codes.
pub(super) fn coded(code: &str) -> Option<Kind> {
    let code = code.trim();
    if !code.is_ascii() {
        return None;
    }
    let (name, mode) = (2..=code.len()).rev().find_map(|length| CODES.get(&code[..length]))?;
    plover(name, mode)
}

/// What an event text of CAMEO is in PLOVER.
pub(super) fn named(text: &str) -> Option<Kind> {
    coded(NAMES.get(text.trim().to_lowercase().as_str())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_names_a_type_and_mode_of_the_ontology() {
        for (code, (name, mode)) in &*CODES {
            assert!(
                *name == "-" || TYPES.get(name).is_some_and(|modes| modes.contains_key(mode)),
                "{code}: {name} {mode}"
            );
        }
        let roots: Vec<String> = (1..=20).map(|root| format!("{root:02}")).collect();
        assert!(roots.iter().all(|root| CODES.contains_key(root.as_str())), "every root has a line");
        let names = rows(CAMEO).map(|cells| cells[4].split(" | ").count()).sum::<usize>();
        assert_eq!(NAMES.len(), names, "no name stands on two lines");
    }

    #[test]
    fn codes_fall_back_on_their_beginnings() {
        let embargo = coded("163").unwrap();
        assert_eq!((embargo.name, embargo.mode, embargo.quad), ("SANCTION", Some("discontinue"), 4));
        assert_eq!(coded("0841").unwrap().mode, Some("release"));
        assert_eq!(coded("036").unwrap().name, "AGREE");
        assert_eq!(coded("0251"), None, "appeals have no type");
        for unknown in ["", "9", "99", "0", "é1", "---"] {
            assert_eq!(coded(unknown), None, "{unknown:?}");
        }
    }

    #[test]
    fn texts_are_read_like_codes() {
        assert_eq!(named("consult"), coded("040"));
        assert_eq!(named("Make statement"), None);
        assert_eq!(plover("consult", "visit").unwrap().score, 4.0);
        assert_eq!(plover("Consult", "no such mode").unwrap().mode, None);
    }
}
