//! What `data/ledger/event-types.tsv` says of each PLOVER type.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../../data/ledger/event-types.tsv");

/// How reports of an act of one type are recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TypeRule {
    /// Types as which another report may code the same act.
    pub(super) kin: Vec<&'static str>,
    /// Who acts and who is acted on may swap.
    pub(super) mutual: bool,
    /// The same day alone shows nothing.
    pub(super) frequent: bool,
}

static RULES: LazyLock<BTreeMap<&'static str, TypeRule>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1);
    rows.map(|row| {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (kind, kin) = (cell(), cell());
        let kin = kin.split(',').filter(|kind| !kind.is_empty()).collect();
        (kind, TypeRule { kin, mutual: cell() == "yes", frequent: cell() == "yes" })
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
