//! What people say of whole occurrences: which records report one thing, which another, and what the thing is.

use std::collections::{BTreeMap, BTreeSet};

use anchor::{Id, Period};
use coding::record::{Factuality, Party};
use serde_json::Value;

use crate::occurrence::Occurrence;
use crate::side::sides;

/// What people say of occurrences, in the order in which they said it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Groups {
    steps: Vec<(BTreeSet<Id>, bool)>,
    /// For each record, what its occurrence is: field and value.
    rulings: BTreeMap<Id, Vec<(usize, String, Value)>>,
    ruled: usize,
}

impl Groups {
    /// These report one thing.
    pub(super) fn together(&mut self, records: Vec<Id>) {
        self.steps.push((records.into_iter().collect(), true));
    }

    /// These report another thing than the rest of their occurrence.
    pub(super) fn apart(&mut self, records: Vec<Id>) {
        self.steps.push((records.into_iter().collect(), false));
    }

    /// `field` of the occurrence that these report is `value`.
    pub(super) fn rule(&mut self, records: Vec<Id>, field: &str, value: &Value) {
        self.ruled += 1;
        for record in records {
            self.rulings.entry(record).or_default().push((self.ruled, field.to_owned(), value.clone()));
        }
    }

    /// `groups` of things whose ids `id` tells, merged and split as people say.
    pub(crate) fn regroup<T>(&self, mut groups: Vec<Vec<T>>, id: impl Fn(&T) -> &Id) -> Vec<Vec<T>> {
        for (records, together) in &self.steps {
            let mut next: Vec<Vec<T>> = Vec::with_capacity(groups.len() + 1);
            let mut joined: Option<usize> = None;
            for group in groups {
                if !group.iter().any(|one| records.contains(id(one))) {
                    next.push(group);
                } else if *together {
                    if let Some(at) = joined {
                        next[at].extend(group);
                    } else {
                        joined = Some(next.len());
                        next.push(group);
                    }
                } else {
                    let (named, rest): (Vec<T>, Vec<T>) = group.into_iter().partition(|one| records.contains(id(one)));
                    next.extend([rest, named].into_iter().filter(|part| !part.is_empty()));
                }
            }
            groups = next;
        }
        groups
    }
}

/// Makes of `occurrence` what people say it is.
pub(crate) fn rule(occurrence: &mut Occurrence, groups: &Groups) {
    if groups.rulings.is_empty() {
        return;
    }
    let mut said: Vec<&(usize, String, Value)> =
        occurrence.reports.iter().filter_map(|report| groups.rulings.get(&report.record)).flatten().collect();
    said.sort_by_key(|(number, ..)| *number);
    said.dedup_by_key(|(number, ..)| *number);
    let said: Vec<(String, Value)> = said.into_iter().map(|(_, field, value)| (field.clone(), value.clone())).collect();
    for (field, value) in said {
        let parties = || serde_json::from_value::<Vec<Party>>(value.clone()).unwrap_or_default();
        match field.as_str() {
            "type" => {
                if let Some(kind) = value.as_str() {
                    kind.clone_into(&mut occurrence.kind);
                    let ontology = super::field::ontology();
                    occurrence.mode.retain(|mode| ontology.has_mode(kind, mode));
                    occurrence.quad = ontology.quad(kind);
                    occurrence.score = ontology.score(kind, &occurrence.mode);
                }
            }
            "date" => occurrence.date = serde_json::from_value::<Period>(value).ok(),
            "place" => occurrence.place = value["name"].as_str().map(str::to_owned),
            "factuality" => {
                if let Ok(factuality) = serde_json::from_value::<Factuality>(value) {
                    occurrence.factuality = factuality;
                }
            }
            "actor" => occurrence.actor = sides(&parties()),
            "recipient" => occurrence.recipient = sides(&parties()),
            _ => {}
        }
    }
}
