//! Event records grouped by the thing they report.
//!
//! Records are taken in a fixed order, the best dated first, and each joins the group that it fits best, or
//! opens one. Groups are looked up by act, sides and day (or, without a day, by page and rarest words), so that the
//! work grows with the number of records and not with its square. A record that fits two groups equally well,
//! and knows too little to choose, stays alone: better two lines for one thing than one line for two.

use std::collections::{BTreeMap, BTreeSet};

use anchor::{Id, Period, Precision};
use jiff::ToSpan;
use jiff::civil::Date;

use super::same::{ENOUGH, Weigh, YEARS, points};
use super::told::Told;
use super::words::Words;
use crate::side::Side;

/// Members of a group that a record is compared with: the first, which are the best dated.
const COMPARED: usize = 12;
/// Words by which an undated record is looked up: its rarest.
const RAREST: usize = 6;
/// Groups looked at for one rare word; a word in more groups says too little.
const GROUPS_A_WORD: usize = 64;

/// `told` in groups, each in the order in which it grew.
pub(super) fn merge<'t, 'a>(told: &'t [Told<'a>], words: &'t Words) -> Vec<Vec<&'t Told<'a>>> {
    let weights = Weights::of(told, words);
    let mut order: Vec<&Told<'a>> = told.iter().collect();
    order.sort_by_cached_key(|told| (exactness(told), told.date, told.published, told.event.id.clone()));
    let mut groups = GroupsByDay::new(told);
    for told in order {
        let mut fits: Vec<(i32, usize)> = groups
            .near(told)
            .into_iter()
            .filter_map(|group| Some((fit(told, &groups.members[group], &weights)?, group)))
            .collect();
        fits.sort_by_key(|&(points, group)| (std::cmp::Reverse(points), group));
        let join = match fits.as_slice() {
            [] => None,
            [(_, group)] => Some(*group),
            [(best, group), (next, _), ..] => (best > next || exactness(told) == 0).then_some(*group),
        };
        groups.add(told, join);
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

/// What the records make of words and of acts.
struct Weights<'t> {
    words: &'t Words,
    /// On which days each sides' acts are.
    days: BTreeMap<(&'t str, &'t [Side]), BTreeSet<Date>>,
}

impl<'t> Weights<'t> {
    fn of(told: &'t [Told<'_>], words: &'t Words) -> Self {
        let mut days: BTreeMap<(&str, &[Side]), BTreeSet<Date>> = BTreeMap::new();
        for told in told.iter().filter(|told| told.real && exactness(told) == 0) {
            if let Some(date) = told.date {
                days.entry((&told.event.kind, told.sides())).or_default().insert(date.start);
            }
        }
        Self { words, days }
    }
}

impl Weigh for Weights<'_> {
    fn words(&self) -> &Words {
        self.words
    }

    fn is_rare(&self, told: &Told<'_>) -> bool {
        let Some(date) = told.date else { return false };
        let Some(days) = self.days.get(&(told.event.kind.as_str(), told.sides())) else { return false };
        // Two days next to each other may be two accounts of one; a third day near them is another act.
        days.range(date.start.saturating_sub(RARE.days())..=date.start.saturating_add(RARE.days())).count() <= 2
    }
}

/// By what groups are filed: whether the act is told as real, its type, a side by number, and another.
type Act = (bool, u16, u32, u32);

/// In the place of the other side: all records of a side, for those that leave the other out to look through.
const EVERY: u32 = u32::MAX;
/// In the place of the other side: records that leave it out, for those that name both to look through.
const OPEN: u32 = u32::MAX - 1;

/// Groups, found by act and day, page or rare word.
struct GroupsByDay<'t, 'a> {
    members: Vec<Vec<&'t Told<'a>>>,
    kinds: BTreeMap<&'t str, u16>,
    sides: BTreeMap<&'t Side, u32>,
    /// By the day, where a member knows it.
    by_day: BTreeMap<(Act, Date), BTreeSet<usize>>,
    /// By the first day of a member's longer period.
    by_start: BTreeMap<(Act, Date), BTreeSet<usize>>,
    by_word: BTreeMap<(Act, u32), BTreeSet<usize>>,
    by_page: BTreeMap<(Act, &'t Id), BTreeSet<usize>>,
}
impl<'t, 'a> GroupsByDay<'t, 'a> {
    fn new(told: &'t [Told<'a>]) -> Self {
        let kinds: BTreeSet<&str> = told.iter().flat_map(|told| kinds(told)).collect();
        let sides: BTreeSet<&Side> = told.iter().flat_map(Told::sides).collect();
        Self {
            members: Vec::new(),
            kinds: kinds.into_iter().zip(0..).collect(),
            sides: sides.into_iter().zip(0..).collect(),
            by_day: BTreeMap::new(),
            by_start: BTreeMap::new(),
            by_word: BTreeMap::new(),
            by_page: BTreeMap::new(),
        }
    }

    /// The two places of [`Act`] for the sides of `told`: where it is filed, or where it looks.
    ///
    /// Two records that both name who acts and who is acted on can only be one where they share two sides: they meet
    /// under these. One that leaves a side out meets all that its sides take part in.
    fn places(&self, told: &Told<'_>, file: bool) -> Vec<(u32, u32)> {
        let sides: Vec<u32> = told.sides().iter().map(|side| self.sides[side]).collect();
        let names_both = !told.actor.is_empty()
            && !told.recipient.is_empty()
            && told.actor.iter().all(|side| !told.recipient.contains(side));
        let all = |other: u32| sides.iter().map(move |&side| (side, other));
        let mut places: Vec<(u32, u32)> = match (names_both, file) {
            (true, true) | (false, false) => all(EVERY).collect(),
            (true, false) => all(OPEN).collect(),
            (false, true) => all(EVERY).chain(all(OPEN)).collect(),
        };
        if names_both {
            let pairs =
                sides.iter().enumerate().flat_map(|(n, &one)| sides[n + 1..].iter().map(move |&two| (one, two)));
            places.extend(pairs);
        }
        places
    }

    /// The groups that `told` might belong to.
    fn near(&self, told: &'t Told<'a>) -> BTreeSet<usize> {
        let mut near = BTreeSet::new();
        let places = self.places(told, false);
        for kind in kinds(told).map(|kind| self.kinds[kind]) {
            for &(side, other) in &places {
                let act = (told.real, kind, side, other);
                if let Some(date) = told.date {
                    let days = |before: i32| {
                        let (from, to) = (date.start.saturating_sub(before.days()), date.end.saturating_add(1.day()));
                        (act, from)..=(act, to)
                    };
                    near.extend(self.by_day.range(days(1)).flat_map(|(_, groups)| groups));
                    // A period of up to a month is filed under its first day.
                    near.extend(self.by_start.range(days(33)).flat_map(|(_, groups)| groups));
                }
                for day in told.of_year.into_iter().flat_map(earlier_years) {
                    let days = (act, day.saturating_sub(1.day()))..=(act, day.saturating_add(1.day()));
                    near.extend(self.by_day.range(days).flat_map(|(_, groups)| groups));
                }
                if exactness(told) >= 2 {
                    near.extend(self.by_page.get(&(act, &told.event.basis.article)).into_iter().flatten());
                    for &word in told.words.iter().take(RAREST) {
                        near.extend(self.by_word.get(&(act, word)).into_iter().flatten().take(GROUPS_A_WORD));
                    }
                }
            }
        }
        near
    }

    fn add(&mut self, told: &'t Told<'a>, join: Option<usize>) {
        let group = join.unwrap_or_else(|| {
            self.members.push(Vec::new());
            self.members.len() - 1
        });
        self.members[group].push(told);
        let kind = self.kinds[told.event.kind.as_str()];
        for (side, other) in self.places(told, true) {
            let act = (told.real, kind, side, other);
            if let Some(date) = told.date {
                let filed = if date.precision == Precision::Day { &mut self.by_day } else { &mut self.by_start };
                filed.entry((act, date.start)).or_default().insert(group);
            }
            self.by_page.entry((act, &told.event.basis.article)).or_default().insert(group);
            for &word in told.words.iter().take(RAREST) {
                self.by_word.entry((act, word)).or_default().insert(group);
            }
        }
    }
}

/// The same day of the years before.
fn earlier_years(day: Date) -> impl Iterator<Item = Date> {
    (1..=YEARS).filter_map(move |back| day.checked_sub(back.years()).ok())
}

/// The type of `told` and those as which another report may code the same act.
fn kinds<'t>(told: &'t Told<'_>) -> impl Iterator<Item = &'t str> {
    std::iter::once(told.event.kind.as_str()).chain(told.rule.kin.iter().copied())
}
