//! What `data/ledger/event-types.tsv` says of each PLOVER type.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../../data/ledger/event-types.tsv");

/// How reports of an act of one type are recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TypeRule {
    /// Types as which another report may code the same act.
    pub(super) kin: Vec<&'static str>,
    /// Whether several sides do it together.
    pub(super) mutual: Mutual,
    /// The same day alone shows nothing.
    pub(super) frequent: bool,
}

/// Whether several sides do an act together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mutual {
    /// One does it to another.
    #[default]
    No,
    /// They may; but what one does toward the other is not what the other does.
    Joint,
    /// They do; who acts and who is acted on may swap.
    Swaps,
}

static RULES: LazyLock<BTreeMap<&'static str, TypeRule>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1);
    rows.map(|row| {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (kind, kin) = (cell(), cell());
        let kin = kin.split(',').filter(|kind| !kind.is_empty()).collect();
        let mutual = match cell() {
            "no" => Mutual::No,
            "joint" => Mutual::Joint,
            "swaps" => Mutual::Swaps,
            other => panic!("event-types.tsv: {other:?} is neither no, joint nor swaps"),
        };
        (kind, TypeRule { kin, mutual, frequent: cell() == "yes" })
    })
    .collect()
});

/// The rule of `kind`; a type unknown to the table has no kin and is neither mutual nor frequent.
pub(super) fn rule(kind: &str) -> &'static TypeRule {
    static NONE: LazyLock<TypeRule> = LazyLock::new(TypeRule::default);
    RULES.get(kind).unwrap_or(&NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert_eq!(RULES.len(), 16);
        for (kind, rule) in RULES.iter() {
            for kin in &rule.kin {
                assert!(RULES.contains_key(kin), "{kind} names {kin}");
                assert!(RULES[kin].kin.contains(kind), "{kin} does not name {kind} back");
            }
        }
    }
}
