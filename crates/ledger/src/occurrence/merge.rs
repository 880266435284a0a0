//! Event records grouped by the thing they report.
//!
//! Records are taken in a fixed order, the best dated first, and each joins the group that it fits best, or
//! opens one. Groups are looked up by act, side and day (or, without a day, by page and rarest words), so that the
//! work grows with the number of records and not with its square. A record that fits two groups equally well,
//! and knows too little to choose, stays alone: better two lines for one thing than one line for two.

use std::collections::{BTreeMap, BTreeSet};

use anchor::{Id, Period, Precision};
use jiff::ToSpan;
use jiff::civil::Date;

use super::same::{ENOUGH, Weigh, points};
use super::told::Told;
use crate::side::Side;

/// Members of a group that a record is compared with: the first, which are the best dated.
const COMPARED: usize = 12;
/// Words by which an undated record is looked up: its rarest.
const RAREST: usize = 6;
/// Groups looked at for one rare word; a word in more groups says too little.
const GROUPS_A_WORD: usize = 64;

/// `told` in groups, each in the order in which it grew.
pub(super) fn merge<'t, 'a>(told: &'t [Told<'a>]) -> Vec<Vec<&'t Told<'a>>> {
    let weights = Weights::of(told);
    let mut order: Vec<&Told<'a>> = told.iter().collect();
    order.sort_by_cached_key(|told| (exactness(told), told.date, told.published, told.event.id.clone()));
    let mut groups = GroupsByDay::default();
    for told in order {
        let mut fits: Vec<(i32, usize)> = groups
            .near(told, &weights)
            .into_iter()
            .filter_map(|group| Some((fit(told, &groups.members[group], &weights)?, group)))
            .collect();
        fits.sort_by_key(|&(points, group)| (std::cmp::Reverse(points), group));
        let join = match fits.as_slice() {
            [] => None,
            [(_, group)] => Some(*group),
            [(best, group), (next, _), ..] => (best > next || exactness(told) == 0).then_some(*group),
        };
        groups.add(told, join, &weights);
    }
    groups.members
}

/// 0 for a date to the day or a few days, 1 for a month, 2 for a year or more, 3 for none.
fn exactness(told: &Told<'_>) -> u8 {
    match told.date {
        Some(date) if short(date) => match date.precision {
            Precision::Day | Precision::Range => 0,
            _ => 1,
        },
        Some(_) => 2,
        None => 3,
    }
}

/// Whether a period is no longer than a month.
fn short(period: Period) -> bool {
    period.start.saturating_add(31.days()) > period.end
}

/// How well a record fits a group; nothing where it clashes with a member or knows too little.
fn fit(told: &Told<'_>, members: &[&Told<'_>], weights: &Weights<'_>) -> Option<i32> {
    let mut best = i32::MIN;
    for member in members.iter().take(COMPARED) {
        let points = points(told, member, weights)?;
        // A page that tells of two such acts without saying that they are one means two.
        if told.rule.frequent && points < ENOUGH && told.event.basis.article == member.event.basis.article {
            return None;
        }
        best = best.max(points);
    }
    (best >= ENOUGH).then_some(best)
}

/// Days before and after an act within which another makes it no rare one.
const RARE: i32 = 30;

/// How rare each word is among the records, and on which days each sides' acts are.
struct Weights<'t> {
    records: f64,
    with: BTreeMap<String, usize>,
    days: BTreeMap<(&'t str, BTreeSet<&'t Side>), BTreeSet<Date>>,
}

impl<'t> Weights<'t> {
    fn of(told: &'t [Told<'_>]) -> Self {
        let mut with: BTreeMap<String, usize> = BTreeMap::new();
        for word in told.iter().flat_map(|told| &told.words) {
            *with.entry(word.clone()).or_default() += 1;
        }
        let mut days: BTreeMap<(&str, BTreeSet<&Side>), BTreeSet<Date>> = BTreeMap::new();
        for told in told.iter().filter(|told| told.real && exactness(told) == 0) {
            if let Some(date) = told.date {
                days.entry((&told.event.kind, told.sides())).or_default().insert(date.start);
            }
        }
        Self { records: told.len() as f64, with, days }
    }
}

impl Weigh for Weights<'_> {
    fn weight(&self, word: &str) -> f64 {
        // Rounded to a 1024th: a sum of such numbers is exact, whatever its order.
        let with = self.with.get(word).copied().unwrap_or(1) as f64;
        ((1.0 + self.records / with).ln() * 1024.0).round() / 1024.0
    }

    fn is_rare(&self, told: &Told<'_>) -> bool {
        let Some(date) = told.date else { return false };
        let Some(days) = self.days.get(&(told.event.kind.as_str(), told.sides())) else { return false };
        // Two days next to each other may be two accounts of one; a third day near them is another act.
        days.range(date.start.saturating_sub(RARE.days())..=date.start.saturating_add(RARE.days())).count() <= 2
    }
}

/// Groups, found by act, side and day, page or rare word.
#[derive(Default)]
struct GroupsByDay<'t, 'a> {
    members: Vec<Vec<&'t Told<'a>>>,
    /// By the day, where a member knows it.
    by_day: BTreeMap<(bool, &'t str, &'t Side, Date), BTreeSet<usize>>,
    /// By the first day of a member's longer period.
    by_start: BTreeMap<(bool, &'t str, &'t Side, Date), BTreeSet<usize>>,
    by_word: BTreeMap<(bool, &'t str, &'t Side, &'t str), BTreeSet<usize>>,
    by_page: BTreeMap<(bool, &'t str, &'t Side, &'t Id), BTreeSet<usize>>,
}

impl<'t, 'a> GroupsByDay<'t, 'a> {
    /// The groups that `told` might belong to.
    fn near(&self, told: &'t Told<'a>, weights: &Weights<'_>) -> BTreeSet<usize> {
        let mut near = BTreeSet::new();
        let kinds = std::iter::once(told.event.kind.as_str()).chain(told.rule.kin.iter().copied());
        for (kind, side) in kinds.flat_map(|kind| told.sides().into_iter().map(move |side| (kind, side))) {
            if let Some(date) = told.date {
                let days = |before: i32| {
                    let (from, to) = (date.start.saturating_sub(before.days()), date.end.saturating_add(1.day()));
                    (told.real, kind, side, from)..=(told.real, kind, side, to)
                };
                near.extend(self.by_day.range(days(1)).flat_map(|(_, groups)| groups));
                // A period of up to a month is filed under its first day.
                near.extend(self.by_start.range(days(33)).flat_map(|(_, groups)| groups));
            }
            if exactness(told) >= 2 {
                let page = (told.real, kind, side, &told.event.basis.article);
                near.extend(self.by_page.get(&page).into_iter().flatten());
                for word in rarest(told, weights) {
                    let groups = self.by_word.get(&(told.real, kind, side, word));
                    near.extend(groups.into_iter().flatten().take(GROUPS_A_WORD));
                }
            }
        }
        near
    }

    fn add(&mut self, told: &'t Told<'a>, join: Option<usize>, weights: &Weights<'_>) {
        let group = join.unwrap_or_else(|| {
            self.members.push(Vec::new());
            self.members.len() - 1
        });
        self.members[group].push(told);
        for side in told.sides() {
            let kind = told.event.kind.as_str();
            if let Some(date) = told.date {
                let filed = if date.precision == Precision::Day { &mut self.by_day } else { &mut self.by_start };
                filed.entry((told.real, kind, side, date.start)).or_default().insert(group);
            }
            self.by_page.entry((told.real, kind, side, &told.event.basis.article)).or_default().insert(group);
            for word in rarest(told, weights) {
                self.by_word.entry((told.real, kind, side, word)).or_default().insert(group);
            }
        }
    }
}

/// The rarest words of `told`; of equally rare ones the first by name.
fn rarest<'t>(told: &'t Told<'_>, weights: &Weights<'_>) -> impl Iterator<Item = &'t str> {
    let mut words: Vec<&str> = told.words.iter().map(String::as_str).collect();
    words.sort_by_key(|word| (weights.with.get(*word).copied().unwrap_or(1), *word));
    words.into_iter().take(RAREST)
}
