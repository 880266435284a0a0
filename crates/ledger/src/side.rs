//! Sides: as whose act a party's act counts.
//!
//! A head of state, a ministry and an army act for their state; a rebel group, a party or a company for
//! itself. So `PRK`, `PRKGOV` and Kim Jong-un are one side, while the Houthis are not Yemen's government.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use coding::record::{Party, Record};
use serde::{Deserialize, Serialize};

use crate::archive::Archive;

/// A side's key: a country's or body's code (`PRK`, `UNO`), else the group's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Side(String);

/// Sectors that act for their state.
const OF_STATE: [&str; 9] = ["", "GOV", "MIL", "LEG", "JUD", "COP", "PRM", "SPY", "UNK"];

/// Codes that stand for a class of bodies, not for one body.
const CLASSES: [&str; 5] = ["IGO", "NGO", "IMG", "ISM", "MNC"];

impl Side {
    /// The side whose key is `key`, as a user or a table names it.
    pub fn named(key: &str) -> Self {
        Self(key.to_owned())
    }

    /// The side for which `party` acts.
    pub fn of(party: &Party) -> Self {
        let code = party.code.as_deref().unwrap_or_default();
        let (base, rest) = code.split_at_checked(3).unwrap_or((code, ""));
        let sector = party.sector.as_deref().filter(|sector| *sector != base).unwrap_or(rest);
        let own_name = || party.person.as_deref().filter(|_| code.is_empty()).unwrap_or(&party.name).trim().to_owned();
        if base.is_empty() || CLASSES.contains(&base) {
            return Self(own_name());
        }
        if OF_STATE.contains(&sector) {
            return Self(base.to_owned());
        }
        // A group is its own side; of its members only its code is known.
        Self(if party.person.is_some() { format!("{base}{sector}") } else { own_name() })
    }

    /// As it is written in tables and queries.
    pub fn key(&self) -> &str {
        &self.0
    }

    /// Whether it is a state or a body with a code of its own.
    pub fn is_coded(&self) -> bool {
        self.0.len() == 3 && self.0.bytes().all(|byte| byte.is_ascii_uppercase())
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Countries by code and by name, from the table of actors.
struct Countries {
    /// The usual name of each code.
    names: BTreeMap<&'static str, &'static str>,
    /// The code of each name in small letters, other names included.
    codes: BTreeMap<String, &'static str>,
}

static COUNTRIES: LazyLock<Countries> = LazyLock::new(|| {
    let table = include_str!("../../../data/actors/countries.tsv");
    let mut rows = table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').map(str::trim));
    let columns: Vec<&str> = rows.next().into_iter().flatten().collect();
    let place = |name: &str| columns.iter().position(|column| *column == name);
    let mut countries = Countries { names: BTreeMap::new(), codes: BTreeMap::new() };
    let (Some(code), Some(name), Some(also)) = (place("code"), place("name"), place("also")) else { return countries };
    for cells in rows {
        let cells: Vec<&'static str> = cells.collect();
        let (Some(&code), Some(&name)) = (cells.get(code), cells.get(name)) else { continue };
        countries.names.insert(code, name);
        for name in cells.get(also).into_iter().flat_map(|also| also.split(" | ")).chain([name]) {
            if !name.is_empty() {
                countries.codes.insert(name.to_lowercase(), code);
            }
        }
    }
    countries
});

/// The code of the country called `name`; what stands in brackets after a name may be missing.
pub(crate) fn country_code(name: &str) -> Option<&'static str> {
    let find = |name: &str| COUNTRIES.codes.get(&name.trim().to_lowercase()).copied();
    find(name).or_else(|| find(name.split(" (").next()?))
}

/// The distinct sides of `parties`, sorted.
pub fn sides(parties: &[Party]) -> Vec<Side> {
    let mut sides: Vec<Side> = parties.iter().map(Side::of).collect();
    sides.sort();
    sides.dedup();
    sides
}

/// The usual name of the country whose code is `code`.
pub(crate) fn country(code: &str) -> Option<&'static str> {
    COUNTRIES.names.get(code).copied()
}

/// What each side is called: the name the records use most for the state or group itself; none where they name only its
/// people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Names(BTreeMap<Side, String>);

impl Names {
    /// Counts the names in the records of `archive`.
    pub(crate) fn of(archive: &dyn Archive) -> Self {
        let mut counts: BTreeMap<Side, BTreeMap<(bool, String), usize>> = BTreeMap::new();
        let named = archive.entries().iter().enumerate().filter(|(_, entry)| entry.kind != "statement");
        for record in named.filter_map(|(number, _)| archive.record(number)) {
            for party in parties(&record) {
                let side = Side::of(party);
                if party.person.is_some() {
                    counts.entry(side).or_default();
                    continue;
                }
                let itself = !side.is_coded() || party.code.as_deref() == Some(side.key());
                *counts.entry(side).or_default().entry((itself, party.name.clone())).or_default() += 1;
            }
        }
        let most = |names: BTreeMap<(bool, String), usize>| {
            let best = names.into_iter().max_by(|a, b| (a.0.0, a.1, &b.0.1).cmp(&(b.0.0, b.1, &a.0.1)));
            best.map(|((_, name), _)| name).unwrap_or_default()
        };
        Self(counts.into_iter().map(|(side, names)| (side, most(names))).collect())
    }

    /// The names that sides were given.
    pub(crate) fn given(names: impl IntoIterator<Item = (Side, String)>) -> Self {
        Self(names.into_iter().collect())
    }

    /// All sides that take part in anything.
    pub(crate) fn sides(&self) -> impl Iterator<Item = &Side> {
        self.0.keys()
    }

    /// What `side` is called: as the records call it; where they name only persons of a country, the country's
    /// usual name; else its key.
    pub fn get<'s>(&'s self, side: &'s Side) -> &'s str {
        let own = self.0.get(side).filter(|name| !name.is_empty()).map(String::as_str);
        own.or_else(|| COUNTRIES.names.get(side.key()).copied()).unwrap_or(side.key())
    }
}

/// Whether the actor table knows a party.
pub(crate) fn is_known(party: &Party) -> bool {
    party.code.as_deref().is_some_and(|code| !code.is_empty())
}

/// All parties that a record names, speakers excepted.
pub fn parties(record: &Record) -> impl Iterator<Item = &Party> {
    let (one, other): (&[Party], &[Party]) = match record {
        Record::Event(event) => (&event.actor, &event.recipient),
        Record::Position(position) => (&position.holder, &position.toward),
        Record::Forecast(forecast) => (&forecast.subject, &[]),
        Record::Office(office) => (std::slice::from_ref(&office.person), &[]),
        Record::Statement(_) => (&[], &[]),
    };
    one.iter().chain(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{party, person};

    #[test]
    fn a_state_acts_through_its_people() {
        for party in
            [party("North Korea", "PRK"), party("Korean People's Army", "PRKMIL"), person("Kim Jong-un", "PRKGOV")]
        {
            assert_eq!(Side::of(&party).key(), "PRK");
        }
    }

    #[test]
    fn a_country_of_which_only_persons_are_named_has_a_name() {
        assert_eq!(Names::default().get(&Side::named("KOR")), "South Korea");
        assert_eq!(Names::default().get(&Side::named("Houthis")), "Houthis");
    }

    #[test]
    fn a_group_acts_for_itself() {
        assert_eq!(Side::of(&party("Houthis", "YEMREB")).key(), "Houthis");
        assert_eq!(
            Side::of(&party("International Atomic Energy Agency", "IGO")).key(),
            "International Atomic Energy Agency"
        );
        assert_eq!(Side::of(&party("United Nations", "UNO")).key(), "UNO");
        assert_eq!(Side::of(&party("protesters", "")).key(), "protesters");
    }
}
