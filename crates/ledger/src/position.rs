//! Positions over time: one line for what a side wants on an issue, however many pages report it.
//!
//! Two records are one line where the same side takes the same stance and their contents share most of their
//! words. Lines of one side on one issue, by day, are its history: each names the one before it, and the one that it
//! [changes](Change): what it takes back, turns into another stance, or sets other terms for. A change is told only where
//! both lines share words: a side may well demand one thing and refuse another on the same day.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use anchor::Id;
use coding::record::{Position, Record, Stance};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::alike::{Alike, same_content};
use crate::archive::{Archive, records};
use crate::outlets::Outlets;
use crate::reported::{Reported, by_day, independent};
use crate::side::{Side, sides};
use crate::words::{content_words, overlap};

/// Contents that share this share of the shorter one's words are about the same thing.
const ABOUT: f64 = 0.4;

/// What a side wants, as one or many pages report it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PositionLine {
    /// Hash of its first record.
    pub id: Id,
    /// Whose position it is.
    pub holder: Vec<Side>,
    /// To whom it is addressed.
    pub toward: Vec<Side>,
    /// What is done with the content.
    pub stance: Stance,
    /// The issue, where one fits.
    pub issue: Option<String>,
    /// What is wanted, in the words of the best record.
    pub content: String,
    /// The terms, in the words of the best record that has any.
    pub condition: Option<String>,
    /// The first day on which it is known to have been held.
    pub first: Option<Date>,
    /// The last day on which it is known to have been held.
    pub last: Option<Date>,
    /// The records, the best first.
    pub records: Vec<Id>,
    /// Who reports it, in the order of publication.
    pub reports: Vec<Reported>,
    /// Outlets that report it on their own.
    pub independent: usize,
    /// The line before it of the same side on the same issue, toward the same.
    pub before: Option<Id>,
    /// The earlier line about the same thing that it changes, and how.
    pub change: Option<Change>,
}

/// What a later line makes of an earlier one of the same side about the same thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The earlier line.
    pub of: Id,
    /// The stance that was taken there.
    pub from: Stance,
    /// What is different.
    pub what: Changed,
}

/// What is different between two positions about the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Changed {
    /// What was refused is offered, agreed to or made a condition, or the other way round.
    Reversed,
    /// Another stance, not the contrary: from a demand to a threat.
    Stance,
    /// The same stance on other terms.
    Terms,
}

struct Held<'a> {
    position: Cow<'a, Position>,
    holder: Vec<Side>,
    words: BTreeSet<String>,
    day: Option<Date>,
    report: Reported,
}

/// One line a position, by day, then id.
pub(crate) fn positions(archive: &dyn Archive, outlets: &Outlets) -> Vec<PositionLine> {
    let positions = records(archive, "position", |record| match record {
        Record::Position(position) if !position.holder.is_empty() => Some(position),
        _ => None,
    });
    let mut held: Vec<Held<'_>> = positions
        .map(|(entry, position)| {
            let named = position.as_of.map(|period| period.end);
            let report = Reported::of(entry, &position.id, &position.basis, named, archive, outlets);
            let words = content_words(&position.content.quote);
            Held { holder: sides(&position.holder), words, day: report.day, report, position }
        })
        .collect();
    held.sort_by_cached_key(|held| (held.day.unwrap_or(Date::MAX), held.position.id.clone()));

    let mut lines: Vec<Vec<Held<'_>>> = Vec::new();
    let mut alike: Alike<(Vec<Side>, &str)> = Alike::new();
    for one in held {
        let who = (one.holder.clone(), one.position.stance.as_str());
        let fits = |line: &usize| {
            let first = &lines[*line][0];
            let issues = (&first.position.issue, &one.position.issue);
            let issues_fit = !matches!(issues, (Some(a), Some(b)) if a != b);
            issues_fit && same_content(&first.words, &one.words)
        };
        if let Some(line) = alike.near(&who, &one.words).into_iter().find(fits) {
            lines[line].push(one);
        } else {
            alike.file(&who, &one.words, lines.len());
            lines.push(vec![one]);
        }
    }
    let mut lines: Vec<PositionLine> = lines.into_iter().map(sum_up).collect();
    in_order(&mut lines);
    histories(&mut lines);
    lines
}

/// By day, then id.
pub(crate) fn in_order(lines: &mut [PositionLine]) {
    lines.sort_by_cached_key(|line| (line.first.unwrap_or(Date::MAX), line.id.clone()));
}

/// Ties each of `lines`, sorted by day, to the line before it and the one that it changes.
fn histories(lines: &mut [PositionLine]) {
    let words: Vec<BTreeSet<String>> = lines.iter().map(|line| content_words(&line.content)).collect();
    let mut last: BTreeMap<(Vec<Side>, String), Vec<usize>> = BTreeMap::new();
    let mut alike: Alike<Vec<Side>> = Alike::new();
    for at in 0..lines.len() {
        let line = &lines[at];
        let fits = |earlier: &PositionLine| {
            let open = earlier.toward.is_empty() || line.toward.is_empty();
            open || earlier.toward.iter().any(|side| line.toward.contains(side))
        };
        let own = line.issue.clone().map(|issue| last.entry((line.holder.clone(), issue)).or_default());
        let before = own.as_ref().and_then(|own| own.iter().rev().take(LOOKED_AT).find(|&&n| fits(&lines[n])).copied());
        let near = alike.near(&line.holder, &words[at]);
        let change = near.into_iter().rev().find_map(|n| {
            let earlier = &lines[n];
            let issues_fit = !matches!((&earlier.issue, &line.issue), (Some(a), Some(b)) if a != b);
            let before = earlier.last < line.first;
            (before && issues_fit && fits(earlier) && about_the_same(&words[n], &words[at]))
                .then(|| change(earlier, line))
                .flatten()
        });
        if let Some(own) = own {
            own.push(at);
        }
        alike.file(&line.holder, &words[at], at);
        let before = before.map(|n| lines[n].id.clone());
        (lines[at].before, lines[at].change) = (before, change);
    }
}

/// Earlier lines on an issue that are looked at for the one before.
const LOOKED_AT: usize = 64;

/// Whether two contents are about one thing, whatever is wanted of it.
fn about_the_same(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let shared = a.intersection(b).count();
    shared >= 2.min(a.len()).min(b.len()).max(1) && overlap(a, b) >= ABOUT
}

/// What `later` makes of `earlier`, about the same thing; nothing where both say the same.
fn change(earlier: &PositionLine, later: &PositionLine) -> Option<Change> {
    let yields = |stance| matches!(stance, Stance::Offer | Stance::Commit | Stance::Condition);
    let refuses = |stance| stance == Stance::Refuse;
    let (from, to) = (earlier.stance, later.stance);
    let what = if (refuses(from) && yields(to)) || (yields(from) && refuses(to)) {
        Changed::Reversed
    } else if from != to {
        Changed::Stance
    } else if later.condition.is_some() && later.condition != earlier.condition {
        Changed::Terms
    } else {
        return None;
    };
    Some(Change { of: earlier.id.clone(), from, what })
}

fn sum_up(mut held: Vec<Held<'_>>) -> PositionLine {
    let days: BTreeSet<Date> = held.iter().filter_map(|held| held.day).collect();
    let id = Id::of('q', &[held[0].position.id.as_str()]);
    let reports = by_day(held.iter().map(|held| held.report.clone()).collect());
    // The best record: with its terms, addressed to somebody, on an issue, surely read.
    held.sort_by_cached_key(|held| {
        let position = &held.position;
        let complete = usize::from(position.condition.is_some())
            + usize::from(!position.toward.is_empty())
            + usize::from(position.issue.is_some());
        let confidence = (position.basis.confidence * 1000.0) as u32;
        (std::cmp::Reverse((complete, confidence)), held.day, position.id.clone())
    });
    let best = &held[0].position;
    let issue = held.iter().find_map(|held| held.position.issue.clone());
    PositionLine {
        id,
        holder: held[0].holder.clone(),
        toward: sides(&best.toward),
        stance: best.stance,
        issue,
        content: best.content.quote.clone(),
        condition: best.condition.as_ref().map(|condition| condition.quote.clone()),
        first: days.first().copied(),
        last: days.last().copied(),
        records: held.iter().map(|held| held.position.id.clone()).collect(),
        independent: independent(&reports),
        reports,
        before: None,
        change: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Ledger;
    use crate::testing::{article, party, position};

    /// Malta on the reopening of the port, told by three papers in two years.
    fn ledger(as_of: Option<&str>) -> Ledger {
        let malta = party("Malta", "MLT");
        let pages = [
            ("Harbour Post", "2021-03-01", Stance::Refuse, "to reopen the grain port to foreign ships"),
            ("Inland Courier", "2021-03-02", Stance::Refuse, "to reopen the grain port to the foreign ships"),
            ("Lowland Gazette", "2021-08-09", Stance::Demand, "an end of the fishing ban"),
            ("Lowland Gazette", "2022-05-09", Stance::Offer, "to reopen the grain port"),
        ];
        let (mut articles, mut records) = (Vec::new(), Vec::new());
        for (outlet, day, stance, words) in pages {
            let page = article(outlet, day, &format!("It was said in Valletta that Malta was {words}."));
            records.push(position(&page, &malta, stance, "trade", words));
            articles.push(page);
        }
        Ledger::new(articles, records, as_of.map(|day| day.parse().unwrap()))
    }

    #[test]
    fn a_position_that_was_taken_back_says_so_and_who_reported_it() {
        let ledger = ledger(None);
        let [refused, demanded, offered] = ledger.positions() else { panic!("{:?}", ledger.positions()) };
        let told = |line: &PositionLine| -> Vec<(String, String)> {
            let by = |report: &Reported| (ledger.outlet(report), report.published.unwrap().to_string());
            line.reports.iter().map(by).collect()
        };
        assert_eq!(
            told(refused),
            [("Harbour Post".into(), "2021-03-01".into()), ("Inland Courier".into(), "2021-03-02".into())]
        );
        assert_eq!(refused.independent, 2);
        assert_eq!((&refused.before, &refused.change), (&None, &None));
        // Another matter of the same issue comes in between, and changes nothing.
        assert_eq!((&demanded.before, &demanded.change), (&Some(refused.id.clone()), &None));
        assert_eq!(offered.before, Some(demanded.id.clone()));
        let reversed = Change { of: refused.id.clone(), from: Stance::Refuse, what: Changed::Reversed };
        assert_eq!(offered.change, Some(reversed));
    }

    #[test]
    fn on_the_day_before_nobody_knew_of_the_change() {
        let then = ledger(Some("2022-05-08"));
        assert_eq!(then.positions().len(), 2);
        assert!(then.positions().iter().all(|line| line.change.is_none()));
        let early = ledger(Some("2021-03-01"));
        assert_eq!((early.positions().len(), early.positions()[0].reports.len()), (1, 1));
    }
}
