//! Event records grouped by the thing they report.
//!
//! Records are taken in a fixed order, the best dated first, and each joins the group that it fits best, or
//! opens one. Groups are looked up by act, sides and day (or, without a day, by page and rarest words), so that the
//! work grows with the number of records and not with its square. A record that fits two groups equally well,
//! and knows too little to choose, stays alone: better two lines for one thing than one line for two.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anchor::{Period, Precision};
use jiff::ToSpan;
use jiff::civil::Date;

use super::same::{ENOUGH, Weigh, YEARS, points};
use super::told::Told;
use super::words::Words;

/// Members of a group that a record is compared with: the first, which are the best dated.
const COMPARED: usize = 12;
/// Words by which an undated record is looked up: its rarest.
const RAREST: usize = 6;
/// Groups looked at for one rare word; a word in more groups says too little.
const GROUPS_A_WORD: usize = 64;

/// `told` in groups, each in the order in which it grew.
pub(super) fn merge<'t>(told: &'t [Told], words: &'t Words) -> Vec<Vec<&'t Told>> {
    let weights = Weights::of(told, words);
    let mut order: Vec<&Told> = told.iter().collect();
    let key = |told: &'t Told| (exactness(told), told.date, told.published, &told.id);
    order.sort_by(|a, b| key(a).cmp(&key(b)));
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
fn exactness(told: &Told) -> u8 {
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
fn fit(told: &Told, members: &[&Told], weights: &Weights<'_>) -> Option<i32> {
    let mut best = i32::MIN;
    for member in members.iter().take(COMPARED) {
        let points = points(told, member, weights)?;
        // A page that tells of two such acts without saying that they are one means two.
        if told.rule.frequent && points < ENOUGH && told.page == member.page {
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
    days: BTreeMap<(&'t str, &'t [u32]), BTreeSet<Date>>,
}

impl<'t> Weights<'t> {
    fn of(told: &'t [Told], words: &'t Words) -> Self {
        let mut days: BTreeMap<(&str, &[u32]), BTreeSet<Date>> = BTreeMap::new();
        for told in told.iter().filter(|told| told.real && exactness(told) == 0) {
            if let Some(date) = told.date {
                days.entry((&told.kind, &told.sides)).or_default().insert(date.start);
            }
        }
        Self { words, days }
    }
}

impl Weigh for Weights<'_> {
    fn words(&self) -> &Words {
        self.words
    }

    fn is_rare(&self, told: &Told) -> bool {
        let Some(date) = told.date else { return false };
        let Some(days) = self.days.get(&(&*told.kind, &*told.sides)) else { return false };
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
struct GroupsByDay<'t> {
    members: Vec<Vec<&'t Told>>,
    kinds: BTreeMap<&'t str, u16>,
    /// By the day, where a member knows it.
    by_day: BTreeMap<(Act, Date), BTreeSet<usize>>,
    /// By the first day of a member's longer period.
    by_start: BTreeMap<(Act, Date), BTreeSet<usize>>,
    /// By word and by page, under what some record without a day will ask for and nothing else.
    by_word: HashMap<(Act, u32), BTreeSet<usize>>,
    by_page: HashMap<(Act, u32), BTreeSet<usize>>,
}

impl<'t> GroupsByDay<'t> {
    fn new(told: &'t [Told]) -> Self {
        let kinds: BTreeSet<&str> = told.iter().flat_map(kinds).collect();
        let mut groups = Self {
            members: Vec::new(),
            kinds: kinds.into_iter().zip(0..).collect(),
            by_day: BTreeMap::new(),
            by_start: BTreeMap::new(),
            by_word: HashMap::new(),
            by_page: HashMap::new(),
        };
        for told in told.iter().filter(|told| exactness(told) >= 2) {
            for act in groups.looked_up(told) {
                groups.by_page.entry((act, told.page)).or_default();
                for &word in told.words.iter().take(RAREST) {
                    groups.by_word.entry((act, word)).or_default();
                }
            }
        }
        groups
    }

    /// The acts under which `told` looks for groups.
    fn looked_up(&self, told: &'t Told) -> Vec<Act> {
        let places = places(told, false);
        let kinds = kinds(told).map(|kind| self.kinds[kind]);
        kinds.flat_map(|kind| places.iter().map(move |&(side, other)| (told.real, kind, side, other))).collect()
    }

    /// The groups that `told` might belong to.
    fn near(&self, told: &'t Told) -> BTreeSet<usize> {
        let mut near = BTreeSet::new();
        for act in self.looked_up(told) {
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
                near.extend(self.by_page.get(&(act, told.page)).into_iter().flatten());
                for &word in told.words.iter().take(RAREST) {
                    near.extend(self.by_word.get(&(act, word)).into_iter().flatten().take(GROUPS_A_WORD));
                }
            }
        }
        near
    }

    fn add(&mut self, told: &'t Told, join: Option<usize>) {
        let group = join.unwrap_or_else(|| {
            self.members.push(Vec::new());
            self.members.len() - 1
        });
        self.members[group].push(told);
        let kind = self.kinds[&*told.kind];
        for (side, other) in places(told, true) {
            let act = (told.real, kind, side, other);
            if let Some(date) = told.date {
                let filed = if date.precision == Precision::Day { &mut self.by_day } else { &mut self.by_start };
                filed.entry((act, date.start)).or_default().insert(group);
            }
            if let Some(groups) = self.by_page.get_mut(&(act, told.page)) {
                groups.insert(group);
            }
            for &word in told.words.iter().take(RAREST) {
                if let Some(groups) = self.by_word.get_mut(&(act, word)) {
                    groups.insert(group);
                }
            }
        }
    }
}

/// The two places of [`Act`] for the sides of `told`: where it is filed, or where it looks.
///
/// Two records that both name who acts and who is acted on can only be one where they share two sides: they meet
/// under these. One that leaves a side out meets all that its sides take part in.
fn places(told: &Told, file: bool) -> Vec<(u32, u32)> {
    let sides = &told.sides;
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
        let pairs = sides.iter().enumerate().flat_map(|(n, &one)| sides[n + 1..].iter().map(move |&two| (one, two)));
        places.extend(pairs);
    }
    places
}

/// The same day of the years before.
fn earlier_years(day: Date) -> impl Iterator<Item = Date> {
    (1..=YEARS).filter_map(move |back| day.checked_sub(back.years()).ok())
}

/// The type of `told` and those as which another report may code the same act.
fn kinds(told: &Told) -> impl Iterator<Item = &str> {
    std::iter::once(&*told.kind).chain(told.rule.kin.iter().copied())
}
