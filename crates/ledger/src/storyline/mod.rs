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

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anchor::Id;
use coding::record::Record;
use jiff::civil::Date;
use page::Article;
use serde::{Deserialize, Serialize};

use crate::archive::Archive;
use crate::copies::Text;
use crate::numbers::Numbers;
use crate::occurrence::Summed;
use crate::side::{Side, is_known, sides};
use group::{Group, Pair};

/// The articles of one dispute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

/// Dated occurrences that more than one text reports, by the number of the text.
#[derive(Debug, Default)]
pub(crate) struct Ties {
    reported: Vec<(u32, u32)>,
    occurrences: u32,
}

impl Ties {
    /// Notes which texts report an occurrence, where it can tie them together. `text_of` says which text each page prints.
    pub(crate) fn note(&mut self, summed: &Summed, text_of: &[u32]) {
        let occurrence = &summed.occurrence;
        if occurrence.date.is_none() || occurrence.sides().len() < 2 || !summed.known {
            return;
        }
        let by: BTreeSet<u32> = summed.pages.iter().map(|&page| text_of[page as usize]).collect();
        if by.len() > 1 {
            self.reported.extend(by.into_iter().map(|text| (text, self.occurrences)));
            self.occurrences += 1;
        }
    }
}

/// Hands over the storylines, in the order of their first articles; each article is in one.
///
/// `text_of` says which of `texts` each page prints.
pub(crate) fn storylines(
    archive: &dyn Archive,
    texts: &[Text],
    text_of: &[u32],
    mut ties: Ties,
    each: impl FnMut(Storyline),
) {
    let (pairs, sides) = pairs(archive, text_of);
    ties.reported.sort_unstable();
    let mut words = Numbers::default();
    let groups = texts.iter().enumerate().map(|(number, text)| {
        let features = archive.article(text.first).map(|article| features(&article, &mut words)).unwrap_or_default();
        let mut between: BTreeMap<Pair, f64> = BTreeMap::new();
        for (_, pair) in of_text(&pairs, number) {
            *between.entry(*pair).or_default() += 1.0;
        }
        let occurrences = of_text(&ties.reported, number).iter().map(|(_, occurrence)| *occurrence).collect();
        Group::one(number, features, between, occurrences)
    });
    let groups = gather::gather(groups);
    let mut view = View { archive, texts, sides: &sides, words };
    groups.iter().map(|group| view.sum_up(group)).for_each(each);
}

/// The part of `all`, sorted, that is of the text `number`.
fn of_text<T>(all: &[(u32, T)], number: usize) -> &[(u32, T)] {
    let from = all.partition_point(|(text, _)| (*text as usize) < number);
    let to = all.partition_point(|(text, _)| (*text as usize) <= number);
    &all[from..to]
}

/// What sets `article` apart, its words by number.
fn features(article: &Article, words: &mut Numbers) -> Vec<(u32, f64)> {
    let features = features::features(article).into_iter();
    let mut features: Vec<(u32, f64)> = features.map(|(word, weight)| (words.of(&word), weight)).collect();
    features.sort_by_key(|(number, _)| *number);
    features
}

/// What a group is summed up from.
struct View<'a> {
    archive: &'a dyn Archive,
    texts: &'a [Text],
    sides: &'a [Arc<str>],
    words: Numbers,
}

impl View<'_> {
    fn sum_up(&mut self, group: &Group) -> Storyline {
        let mut members: Vec<usize> = group.texts.iter().flat_map(|&text| self.texts[text].pages()).collect();
        members.sort_unstable();
        let pages = self.archive.pages();
        let days = || members.iter().filter_map(|&page| pages[page].published);
        let between = group.pairs.iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
        let side = |number: u32| Side::named(&self.sides[number as usize]);
        let heaviest = group.heaviest(WORDS).into_iter();
        Storyline {
            id: Id::of('t', &[pages[members[0]].id.as_str()]),
            between: between.map(|(&(a, b), _)| (side(a), side(b))),
            words: heaviest.map(|(word, _)| self.words.name(word).to_string()).collect(),
            first: days().map(|period| period.start).min(),
            last: days().map(|period| period.end).max(),
            articles: members.iter().map(|&page| pages[page].id.clone()).collect(),
            title: self.title(group),
        }
    }

    /// The title of the text that is most like all of `group`; of equals the first, which is the earliest.
    fn title(&mut self, group: &Group) -> Option<String> {
        let mut best: Option<(f64, String)> = None;
        for &text in &group.texts {
            let Some(article) = self.archive.article(self.texts[text].first) else { continue };
            let Some(title) = &article.title else { continue };
            let like = group::dot(&features(&article, &mut self.words), &group.sum);
            if best.as_ref().is_none_or(|(most, _)| like > *most) {
                best = Some((like, title.clone()));
            }
        }
        best.map(|(_, title)| title)
    }
}

/// What passes between whom in the records of each text, where at least one side has a code: one entry a record, sorted; and
/// the sides, by number.
fn pairs(archive: &dyn Archive, text_of: &[u32]) -> (Vec<(u32, Pair)>, Vec<Arc<str>>) {
    let mut numbers = Numbers::default();
    let mut pairs: Vec<(u32, Pair)> = Vec::new();
    let entries = archive.entries().iter().enumerate();
    for (number, entry) in entries.filter(|(_, entry)| matches!(entry.kind, "event" | "position")) {
        let record = archive.record(number);
        let (one, other) = match record.as_deref() {
            Some(Record::Event(event)) => (&event.actor, &event.recipient),
            Some(Record::Position(position)) => (&position.holder, &position.toward),
            _ => continue,
        };
        let known: BTreeSet<Side> = one.iter().chain(other).filter(|party| is_known(party)).map(Side::of).collect();
        let (one, other) = (sides(one), sides(other));
        let mut between: BTreeSet<(&Side, &Side)> = BTreeSet::new();
        for (n, a) in one.iter().enumerate() {
            // Partners of one act toward a third are no pair; partners of a mutual act are.
            let others = if other.is_empty() { &one[n + 1..] } else { &other[..] };
            between.extend(others.iter().filter(|b| *b != a).map(|b| (a.min(b), a.max(b))));
        }
        let text = text_of[entry.page as usize];
        for (a, b) in between.into_iter().filter(|(a, b)| known.contains(a) || known.contains(b)) {
            pairs.push((text, (numbers.of(a.key()), numbers.of(b.key()))));
        }
    }
    let (place, sides) = numbers.in_order();
    for (_, (a, b)) in &mut pairs {
        (*a, *b) = (place[*a as usize], place[*b as usize]);
    }
    pairs.sort_unstable();
    (pairs, sides)
}
