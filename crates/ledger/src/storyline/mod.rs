//! Storylines: the articles of one dispute, or of one matter where nobody disputes.
//!
//! Articles are compared by the words that set them apart ([`features`]), weighted by a fixed table of English and
//! never by the pages read beside them, and by who deals with whom and which dated occurrences they report
//! ([`group`]); [`gather`] puts together what belongs together, in one pass over the articles in the order of their
//! publication. A page and its copies count once. What is needed is relative to how alike the pages of a storyline
//! are among themselves, so that one set of thresholds serves a long dispute and a single accident.
//!
//! Only parties that the actor table knows tie articles together: a boxer and his rivals are no dispute.

mod background;
mod features;
mod gather;
mod group;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anchor::Id;
use coding::record::{Party, Record};
use jiff::civil::Date;
use serde::Serialize;

use crate::archive::Archive;
use crate::copies::Original;
use crate::occurrence::Occurrence;
use crate::side::{Side, sides};
use group::{Group, Pair};

/// The articles of one dispute.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Storyline {
    /// Hash of its first article.
    pub id: Id,
    /// Its articles, copies among them, by day of publication, then id.
    pub articles: Vec<Id>,
    /// The title of the article that stands for it best.
    pub title: Option<String>,
    /// The two sides with the most between them; none where its records name no two.
    pub between: Option<(Side, Side)>,
    /// The words and names that set it apart, the heaviest first, endings cut.
    pub words: Vec<String>,
    /// The first day on which an article of it was published.
    pub first: Option<Date>,
    /// The last.
    pub last: Option<Date>,
}

/// Words shown of a storyline.
const WORDS: usize = 8;

/// One entry a storyline, in the order of their first articles; each article is in one.
pub(crate) fn storylines(archive: &Archive, originals: &[Original], occurrences: &[Occurrence]) -> Vec<Storyline> {
    let at = |article: &Id| archive.article_at[article];
    let mut originals: Vec<&Original> = originals.iter().collect();
    originals.sort_by_key(|original| at(&original.article));
    let mut text_of: BTreeMap<&Id, usize> = BTreeMap::new();
    for (text, original) in originals.iter().enumerate() {
        for article in articles(original) {
            text_of.insert(article, text);
        }
    }
    let mut pairs = pairs(archive, &text_of, originals.len());
    let mut reported = reported(archive, occurrences, &text_of, originals.len());
    let mut words: Vec<String> = Vec::new();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let texts: Vec<Group> = originals
        .iter()
        .enumerate()
        .map(|(text, original)| {
            let features = features::features(&archive.articles[at(&original.article)]);
            let mut features: Vec<(u32, f64)> = features
                .into_iter()
                .map(|(word, weight)| {
                    let number = *numbers.entry(word).or_insert_with_key(|word| {
                        words.push(word.clone());
                        words.len() as u32 - 1
                    });
                    (number, weight)
                })
                .collect();
            features.sort_by_key(|(number, _)| *number);
            Group::one(text, features, std::mem::take(&mut pairs[text]), std::mem::take(&mut reported[text]))
        })
        .collect();
    let all = texts.clone();
    let groups = gather::gather(texts);
    groups.iter().map(|group| sum_up(group, &all, &originals, &words, archive)).collect()
}

fn articles(original: &Original) -> impl Iterator<Item = &Id> {
    std::iter::once(&original.article).chain(original.copies.iter().map(|copy| &copy.article))
}

fn sum_up(group: &Group, all: &[Group], originals: &[&Original], words: &[String], archive: &Archive) -> Storyline {
    let mut members: Vec<usize> =
        group.texts.iter().flat_map(|&text| articles(originals[text])).map(|id| archive.article_at[id]).collect();
    members.sort_unstable();
    let days = || members.iter().filter_map(|&at| archive.articles[at].published.period);
    let titled = group.texts.iter().filter_map(|&text| {
        let title = archive.articles[archive.article_at[&originals[text].article]].title.clone()?;
        Some((group::dot(&all[text].sum, &group.sum), title))
    });
    // Of equals the first, which is the earliest.
    let title = titled.reduce(|best, next| if next.0 > best.0 { next } else { best });
    let between = group.pairs.iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
    let id = &archive.articles[members[0]].id;
    Storyline {
        id: Id::of('t', &[id.as_str()]),
        title: title.map(|(_, title)| title),
        between: between.map(|(pair, _)| pair.clone()),
        words: group.heaviest(WORDS).into_iter().map(|(word, _)| words[word as usize].clone()).collect(),
        first: days().map(|period| period.start).min(),
        last: days().map(|period| period.end).max(),
        articles: members.into_iter().map(|at| archive.articles[at].id.clone()).collect(),
    }
}

/// For each text what passes between whom, in records, where at least one side has a code.
fn pairs(archive: &Archive, text_of: &BTreeMap<&Id, usize>, texts: usize) -> Vec<BTreeMap<Pair, f64>> {
    let mut pairs: Vec<BTreeMap<Pair, f64>> = vec![BTreeMap::new(); texts];
    for record in &archive.records {
        let (one, other) = match record {
            Record::Event(event) => (&event.actor, &event.recipient),
            Record::Position(position) => (&position.holder, &position.toward),
            _ => continue,
        };
        let known: BTreeSet<Side> = one.iter().chain(other).filter(|party| is_known(party)).map(Side::of).collect();
        let (one, other) = (sides(one), sides(other));
        let mut between: BTreeSet<Pair> = BTreeSet::new();
        for (n, a) in one.iter().enumerate() {
            // Partners of one act toward a third are no pair; partners of a mutual act are.
            let others = if other.is_empty() { &one[n + 1..] } else { &other[..] };
            let ordered = |b: &Side| if *a <= *b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) };
            between.extend(others.iter().filter(|b| *b != a).map(ordered));
        }
        for pair in between.into_iter().filter(|(a, b)| known.contains(a) || known.contains(b)) {
            *pairs[text_of[&record.basis().article]].entry(pair).or_default() += 1.0;
        }
    }
    pairs
}

/// Whether the actor table knows a party.
fn is_known(party: &Party) -> bool {
    party.code.as_deref().is_some_and(|code| !code.is_empty())
}

/// For each text the dated occurrences between parties that it and another report, by number.
fn reported(
    archive: &Archive,
    occurrences: &[Occurrence],
    text_of: &BTreeMap<&Id, usize>,
    texts: usize,
) -> Vec<BTreeSet<u32>> {
    let known = |record: &Id| match &archive.records[archive.record_at[record]] {
        Record::Event(event) => event.actor.iter().chain(&event.recipient).any(is_known),
        _ => false,
    };
    let mut reported: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); texts];
    for (number, occurrence) in occurrences.iter().enumerate() {
        if occurrence.date.is_none() || occurrence.sides().len() < 2 || !known(&occurrence.reports[0].record) {
            continue;
        }
        let by: BTreeSet<usize> = occurrence.reports.iter().map(|report| text_of[&report.article]).collect();
        if by.len() > 1 {
            for text in by {
                reported[text].insert(number as u32);
            }
        }
    }
    reported
}
