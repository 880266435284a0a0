//! A table of events as the chances need it: days, pairs and labels as numbers.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

/// The number of a string in [`Deeds`].
pub(super) type Name = u32;

/// By which of their names parties are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    /// The name as the table writes it.
    Written,
    /// The key of the side for which the party acts.
    Side,
}

/// One event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deed {
    pub(super) day: Date,
    written: [Name; 2],
    side: [Name; 2],
    pub(super) label: Name,
}

impl Deed {
    /// The two parties, the lower number first.
    pub(super) fn pair(&self, by: By) -> [Name; 2] {
        let mut pair = if by == By::Written { self.written } else { self.side };
        pair.sort_unstable();
        pair
    }
}

/// Who did something to whom, on which day, under which labels: what [`chances`](super::chances) learns from.
///
/// The order in which events are added makes no difference.
#[derive(Clone, Debug, Default)]
pub struct Deeds {
    numbers: BTreeMap<String, Name>,
    names: Vec<String>,
    all: Vec<Deed>,
    /// The numbers of the names as written.
    written: BTreeSet<Name>,
    /// The numbers of the labels.
    labels: BTreeSet<Name>,
    /// Whether `all` lie by day.
    sorted: bool,
}

/// One party of an event, by the names under which it may be asked for.
#[derive(Clone, Copy, Debug)]
pub struct Named<'n> {
    /// As the table writes it.
    pub written: &'n str,
    /// The key of the side for which it acts.
    pub side: &'n str,
}

/// Between the labels of one event, which are kept as one string.
const BETWEEN: char = '\u{1f}';

impl Deeds {
    /// Adds an event; `labels` are the words and codes under which its kind may be asked for.
    pub fn add(&mut self, day: Date, between: [Named<'_>; 2], labels: &[&str]) {
        let label = labels.join(&BETWEEN.to_string());
        let written = between.map(|party| self.number(party.written));
        let side = between.map(|party| self.number(party.side));
        let label = self.number(&label);
        self.written.extend(written);
        self.labels.insert(label);
        self.all.push(Deed { day, written, side, label });
        self.sorted = false;
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn number(&mut self, name: &str) -> Name {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len() as Name;
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }

    pub(super) fn find(&self, name: &str) -> Option<Name> {
        self.numbers.get(name).copied()
    }

    /// Whether `name` is only ever the key of a side, and never what the table writes for a party.
    pub(super) fn is_side_only(&self, name: &str) -> bool {
        self.find(name).is_some_and(|number| !self.written.contains(&number))
    }

    pub(super) fn name(&self, number: Name) -> &str {
        &self.names[number as usize]
    }

    /// Whether an event labelled `label` is of one of the kinds `wanted`. Case counts: "Consult" is an event text of
    /// CAMEO, "CONSULT" a type of PLOVER that holds visits and calls, too.
    pub(super) fn is_of(&self, label: Name, wanted: &[String]) -> bool {
        self.name(label).split(BETWEEN).any(|own| wanted.iter().any(|kind| kind == own))
    }

    /// Whether any event carries the label `kind`.
    pub fn has_label(&self, kind: &str) -> bool {
        self.labels.iter().any(|&label| self.name(label).split(BETWEEN).any(|own| own == kind))
    }

    /// Puts the events in the order of their days.
    pub(super) fn sort(&mut self) {
        if !self.sorted {
            self.all.sort_by_key(|deed| deed.day);
            self.sorted = true;
        }
    }

    /// The events from `from` to `to`, both days included; the table must be sorted.
    pub(super) fn within(&self, from: Date, to: Date) -> &[Deed] {
        debug_assert!(self.sorted);
        let start = self.all.partition_point(|deed| deed.day < from);
        let end = self.all.partition_point(|deed| deed.day <= to);
        &self.all[start..end.max(start)]
    }

    /// Every event as day, parties as written, and label.
    #[cfg(test)]
    pub(super) fn deeds_for_test(&self) -> impl Iterator<Item = (Date, String, String, String)> + '_ {
        let name = |number: Name| self.name(number).to_owned();
        self.all.iter().map(move |deed| (deed.day, name(deed.written[0]), name(deed.written[1]), name(deed.label)))
    }

    /// The first day of the table.
    pub(super) fn first_day(&self) -> Option<Date> {
        debug_assert!(self.sorted);
        self.all.first().map(|deed| deed.day)
    }
}
