//! Positions over time: one line for what a side wants on an issue, however many pages report it.
//!
//! Two records are one line where the same side takes the same stance and their contents share most of their
//! words. Lines of one side on one issue, by day, are its history: where a later line takes another stance, the
//! position changed.

use std::collections::BTreeSet;

use anchor::Id;
use coding::record::{Position, Record, Stance};
use jiff::civil::Date;
use serde::Serialize;

use crate::archive::Archive;
use crate::outlets::Outlets;
use crate::side::{Side, sides};
use crate::words::{content_words, jaccard, overlap};

/// Contents that share this share of the shorter one's words are one.
const SAME: f64 = 0.6;
/// … unless the longer one says much more: then they share less than this share of all words.
const FAIR: f64 = 0.35;

/// What a side wants, as one or many pages report it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PositionLine {
    /// Hash of its first record.
    pub id: Id,
    /// Whose position it is.
    pub holder: Vec<Side>,
    /// To whom it is addressed.
    pub toward: Vec<Side>,
    /// What is done with the content.
    #[serde(serialize_with = "stance_word")]
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
    /// Outlets that report it on their own.
    pub independent: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
fn stance_word<S: serde::Serializer>(stance: &Stance, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(stance.as_str())
}

struct Held<'a> {
    position: &'a Position,
    holder: Vec<Side>,
    words: BTreeSet<String>,
    day: Option<Date>,
}

/// One line a position, by day, then id.
pub(crate) fn positions(archive: &Archive, outlets: &Outlets) -> Vec<PositionLine> {
    let mut held: Vec<Held<'_>> = archive
        .records
        .iter()
        .filter_map(|record| match record {
            Record::Position(position) if !position.holder.is_empty() => Some(position),
            _ => None,
        })
        .map(|position| {
            let article = &archive.articles[archive.article_at[&position.basis.article]];
            let day = position.as_of.or(article.published.period).map(|period| period.end);
            Held { position, holder: sides(&position.holder), words: content_words(&position.content.quote), day }
        })
        .collect();
    held.sort_by_cached_key(|held| (held.day.unwrap_or(Date::MAX), held.position.id.clone()));

    let mut lines: Vec<Vec<Held<'_>>> = Vec::new();
    let mut by_key: std::collections::BTreeMap<(Vec<Side>, &str), Vec<usize>> = std::collections::BTreeMap::new();
    for one in held {
        let same_stance = by_key.entry((one.holder.clone(), one.position.stance.as_str())).or_default();
        let line = same_stance.iter().copied().find(|&line| {
            let first = &lines[line][0];
            let issues = (&first.position.issue, &one.position.issue);
            let issues_fit = !matches!(issues, (Some(a), Some(b)) if a != b);
            issues_fit && (first.words == one.words || same_content(&first.words, &one.words))
        });
        if let Some(line) = line {
            lines[line].push(one);
        } else {
            same_stance.push(lines.len());
            lines.push(vec![one]);
        }
    }
    let mut lines: Vec<PositionLine> = lines.into_iter().map(|line| sum_up(line, outlets)).collect();
    lines.sort_by_cached_key(|line| (line.first.unwrap_or(Date::MAX), line.id.clone()));
    lines
}

/// Whether two contents say the same: most of the shorter one's words and a fair share of all, more than a date.
fn same_content(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    a.intersection(b).count() >= 2 && overlap(a, b) >= SAME && jaccard(a, b) >= FAIR
}

fn sum_up(mut held: Vec<Held<'_>>, outlets: &Outlets) -> PositionLine {
    let days: BTreeSet<Date> = held.iter().filter_map(|held| held.day).collect();
    let id = Id::of('q', &[held[0].position.id.as_str()]);
    let origins: BTreeSet<String> = held
        .iter()
        .map(|held| outlets.origin(&held.position.basis.article, &held.position.basis.attribution))
        .collect();
    // The best record: with its terms, addressed to somebody, on an issue, surely read.
    held.sort_by_cached_key(|held| {
        let position = held.position;
        let complete = usize::from(position.condition.is_some())
            + usize::from(!position.toward.is_empty())
            + usize::from(position.issue.is_some());
        let confidence = (position.basis.confidence * 1000.0) as u32;
        (std::cmp::Reverse((complete, confidence)), held.day, position.id.clone())
    });
    let best = held[0].position;
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
        independent: origins.len(),
    }
}
