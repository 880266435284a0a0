//! Offices: who holds which post, from when to when, as the pages say.
//!
//! Records of one person are one line where they name the same post: the posts' words share most of the shorter
//! one's. What a line says last, by the day of the pages, is where the person stands.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use anchor::{Id, Period};
use coding::record::{Office, OfficeStatus, Record};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::archive::{Archive, records};
use crate::outlets::Outlets;
use crate::reported::{Reported, by_day, independent};
use crate::side::Side;
use crate::words::{content_words, overlap};

/// Posts that share this share of the shorter one's words are one.
const SAME: f64 = 0.6;

/// A person's post over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeLine {
    /// Hash of its first record.
    pub id: Id,
    /// The person's usual name.
    pub person: String,
    /// Whose post it is.
    pub side: Side,
    /// The post, in the fullest words that a page uses.
    pub post: String,
    /// Nominated, in post or left, as the last page has it.
    pub status: OfficeStatus,
    /// Since when.
    pub from: Option<Period>,
    /// Until when.
    pub to: Option<Period>,
    /// The day of the last page that says so.
    pub last: Option<Date>,
    /// The records, the latest first.
    pub records: Vec<Id>,
    /// Who reports it, in the order of publication.
    pub reports: Vec<Reported>,
    /// Outlets that report it on their own.
    pub independent: usize,
}

struct Held<'a> {
    office: Cow<'a, Office>,
    words: BTreeSet<String>,
    day: Option<Date>,
    report: Reported,
}

/// One line a person and post: by side, person and day.
pub(crate) fn offices(archive: &dyn Archive, outlets: &Outlets) -> Vec<OfficeLine> {
    let mut by_person: BTreeMap<(Side, String), Vec<Held<'_>>> = BTreeMap::new();
    let offices = records(archive, "office", |record| match record {
        Record::Office(office) => Some(office),
        _ => None,
    });
    for (entry, office) in offices {
        let report = Reported::of(entry, &office.id, &office.basis, None, archive, outlets);
        let person = office.person.person.as_deref().unwrap_or(&office.person.name);
        let letters: String = person.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let side = match office.of.as_deref() {
            Some(code) => Side::of(&coding::record::Party { code: Some(code.to_owned()), ..office.person.clone() }),
            None => Side::of(&office.person),
        };
        by_person.entry((side, letters)).or_default().push(Held {
            words: content_words(&office.post),
            office,
            day: report.published,
            report,
        });
    }
    let mut lines: Vec<OfficeLine> = Vec::new();
    for ((side, _), mut held) in by_person {
        // The fullest title first, so that "envoy" joins "special envoy for North Korea".
        held.sort_by_cached_key(|held| (std::cmp::Reverse(held.words.len()), held.day, held.office.id.clone()));
        let mut posts: Vec<Vec<Held<'_>>> = Vec::new();
        for one in held {
            let fits = |post: &&mut Vec<Held<'_>>| {
                let first = &post[0];
                first.words == one.words || overlap(&first.words, &one.words) >= SAME
            };
            match posts.iter_mut().find(fits) {
                Some(post) => post.push(one),
                None => posts.push(vec![one]),
            }
        }
        lines.extend(posts.into_iter().map(|post| sum_up(&side, post)));
    }
    in_order(&mut lines);
    lines
}

/// By side, person and day.
pub(crate) fn in_order(lines: &mut [OfficeLine]) {
    lines.sort_by_cached_key(|line| (line.side.clone(), line.person.clone(), line.last, line.id.clone()));
}

fn sum_up(side: &Side, mut held: Vec<Held<'_>>) -> OfficeLine {
    let post = held[0].office.post.clone();
    let first = held.iter().map(|held| (held.day.unwrap_or(Date::MAX), &held.office.id)).min();
    let id = Id::of('r', &[first.map_or("", |(_, id)| id.as_str())]);
    let reports = by_day(held.iter().map(|held| held.report.clone()).collect());
    // The latest page first; of one day's pages the one that says most (left over holds over nominated).
    held.sort_by_cached_key(|held| {
        let office = &held.office;
        (std::cmp::Reverse((held.day, office.status, (office.basis.confidence * 1000.0) as u32)), office.id.clone())
    });
    let last = &held[0].office;
    OfficeLine {
        id,
        person: last.person.person.clone().unwrap_or_else(|| last.person.name.clone()),
        side: side.clone(),
        post,
        status: last.status,
        from: held.iter().find_map(|held| held.office.from),
        to: held.iter().filter(|held| held.office.status == OfficeStatus::Left).find_map(|held| held.office.to),
        last: held[0].day,
        records: held.iter().map(|held| held.office.id.clone()).collect(),
        independent: independent(&reports),
        reports,
    }
}
