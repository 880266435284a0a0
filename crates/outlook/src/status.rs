//! The status of a dispute in one word, with the reasons: by the tests of `data/outlook/status.tsv`.
//!
//! A status is a pure function of the acts up to a day, so the day since which it holds can be told, and every
//! reason names the acts that decide.

use std::sync::LazyLock;

use anchor::{Id, Period, Precision};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::acts::ActGroup;
use crate::happening::{Dyad, Happening};
use crate::table::rows;

const TABLE: &str = include_str!("../../../data/outlook/status.tsv");

/// How far back a status is followed, in days.
const FOLLOWED: i32 = 3660;

/// Where a dispute stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Status {
    /// One of the words of `status.tsv`; `unknown` where nothing between the two is on record.
    pub word: &'static str,
    /// What the word means.
    pub means: &'static str,
    /// Since when, as exactly as it is known.
    pub since: Option<Period>,
    /// The tests that decide.
    pub reasons: Vec<Reason>,
}

/// One test that holds, with the acts that decide it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// The test and what it found, in words.
    pub says: String,
    /// The acts that decide, the latest first.
    pub acts: Vec<Id>,
}

struct Rule {
    word: &'static str,
    means: &'static str,
    since: &'static str,
    tests: Vec<Test>,
}

struct Test {
    kind: &'static str,
    acts: &'static ActGroup,
    least: usize,
    days: i32,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let mut rules: Vec<Rule> = Vec::new();
    for cells in rows(TABLE, 7) {
        let number = |cell: &str| if cell.is_empty() { 0 } else { cell.parse().expect("status.tsv: a number") };
        let acts = ActGroup::named(cells[2]).expect("status.tsv names a group of acts.tsv");
        let test = Test { kind: cells[1], acts, least: number(cells[3]) as usize, days: number(cells[4]) };
        match rules.last_mut().filter(|rule| rule.word == cells[0]) {
            Some(rule) => rule.tests.push(test),
            None => rules.push(Rule { word: cells[0], means: cells[6], since: cells[5], tests: vec![test] }),
        }
    }
    rules
});

/// The status of `pair` on `day`, by what happened up to then.
pub fn status(happenings: &[Happening], pair: &Dyad, day: Date) -> Status {
    let record = Record::of(happenings, pair);
    let Some((rule, reasons)) = record.decide(day) else {
        return Status {
            word: "unknown",
            means: "nothing that decides is on record",
            since: None,
            reasons: Vec::new(),
        };
    };
    let since = match rule.since {
        "held" => Some(Period::day(record.held_since(rule.word, day))),
        group => ActGroup::named(group).and_then(|acts| record.last(acts, day)).map(|act| act.period),
    };
    Status { word: rule.word, means: rule.means, since, reasons }
}

/// The word of the status on each of `days`.
pub fn words(happenings: &[Happening], pair: &Dyad, days: &[Date]) -> Vec<&'static str> {
    let record = Record::of(happenings, pair);
    days.iter().map(|&day| record.decide(day).map_or("unknown", |(rule, _)| rule.word)).collect()
}

/// The placed acts that concern a pair, by day.
struct Record<'h> {
    acts: Vec<&'h Happening>,
    pair: &'h Dyad,
}

impl<'h> Record<'h> {
    fn of(happenings: &'h [Happening], pair: &'h Dyad) -> Self {
        let mut acts: Vec<&Happening> =
            happenings.iter().filter(|act| act.is_placed() && (act.is_between(pair) || act.is_alone(pair))).collect();
        acts.sort_by(|a, b| (a.day(), &a.id).cmp(&(b.day(), &b.id)));
        Self { acts, pair }
    }

    /// The acts of `group` after `from` up to `to`, the latest first.
    fn within<'r>(&'r self, group: &'r ActGroup, from: Date, to: Date) -> impl Iterator<Item = &'h Happening> + 'r {
        let start = self.acts.partition_point(|act| act.day() <= from);
        let end = self.acts.partition_point(|act| act.day() <= to).max(start);
        self.acts[start..end].iter().rev().copied().filter(|act| group.holds(act, self.pair))
    }

    fn last(&self, group: &ActGroup, day: Date) -> Option<&'h Happening> {
        self.within(group, Date::MIN, day).next()
    }

    fn decide(&self, day: Date) -> Option<(&'static Rule, Vec<Reason>)> {
        RULES.iter().find_map(|rule| {
            let mut reasons: Vec<Reason> = Vec::new();
            let mut above: Option<Date> = None;
            for test in &rule.tests {
                let (reason, last) = self.test(test, day, above)?;
                above = last.or(above);
                reasons.push(reason);
            }
            Some((rule, reasons))
        })
    }

    /// What a test finds on `day`, and the day of the last act it found; nothing where it fails.
    fn test(&self, test: &Test, day: Date, above: Option<Date>) -> Option<(Reason, Option<Date>)> {
        let from = day.saturating_sub(test.days.days());
        let ago = |date: Date| day.since(date).map_or(0, |span| span.get_days());
        let found = |acts: Vec<&Happening>, says: String| {
            let last = acts.first().map(|act| act.day());
            Some((Reason { says, acts: acts.iter().map(|act| act.id.clone()).collect() }, last))
        };
        match test.kind {
            "some" => {
                let acts: Vec<_> = self.within(test.acts, from, day).collect();
                let says = format!("{} in the last {} days", test.acts.count(acts.len()), test.days);
                (acts.len() >= test.least).then(|| found(acts, says))?
            }
            "each" => {
                let acts: Vec<_> = self.within(test.acts, from, day).collect();
                let by = |one, other| acts.iter().filter(|act| act.is_by(one, other)).count();
                let (a, b) = (&self.pair.a, &self.pair.b);
                let enough = by(a, b).min(by(b, a)) >= test.least;
                let says = format!("{} by both sides in the last {} days", test.acts.count(acts.len()), test.days);
                enough.then(|| found(acts, says))?
            }
            "none" => {
                let last = self.last(test.acts, day);
                let says = match last {
                    None => format!("{} on record", test.acts.count(0)),
                    Some(act) => {
                        format!("no {} for {} days; the last {}", test.acts.singular(), ago(act.day()), on(act))
                    }
                };
                self.within(test.acts, from, day)
                    .next()
                    .is_none()
                    .then(|| (Reason { says, acts: last.map(|act| act.id.clone()).into_iter().collect() }, None))
            }
            "none-since" => {
                let since = above.unwrap_or(day).saturating_sub(1.day());
                let says = format!("{} since", test.acts.count(0));
                let none = self.within(test.acts, since, day).next().is_none();
                none.then(|| (Reason { says, acts: Vec::new() }, None))
            }
            "rising" => {
                let acts: Vec<_> = self.within(test.acts, from, day).collect();
                let before = self.within(test.acts, from.saturating_sub(test.days.days()), from).count();
                let says = format!(
                    "{} in the last {} days, {before} in the {} days before",
                    test.acts.count(acts.len()),
                    test.days,
                    test.days
                );
                (acts.len() >= test.least && acts.len() >= 2 * before).then(|| found(acts, says))?
            }
            "ever" => {
                let acts: Vec<_> = self.within(test.acts, Date::MIN, day).collect();
                let last = acts.first().filter(|_| acts.len() >= test.least)?;
                let says = format!("the last {} was {} days ago, {}", test.acts.singular(), ago(last.day()), on(last));
                found(vec![last], says)
            }
            other => unreachable!("status.tsv has no test {other:?}"),
        }
    }

    /// The first of the days in a row up to `day` on which the status was `word`.
    fn held_since(&self, word: &str, day: Date) -> Date {
        let mut since = day;
        for _ in 0..FOLLOWED {
            let before = since.saturating_sub(1.day());
            if self.decide(before).is_none_or(|(rule, _)| rule.word != word) {
                break;
            }
            since = before;
        }
        since
    }
}

/// When an act was, in words: "on 5 Oct 2019", or its month or first day where it is not known to the day.
fn on(act: &Happening) -> String {
    match act.period.precision {
        Precision::Day => act.period.start.strftime("on %-d %b %Y").to_string(),
        Precision::Month => act.period.start.strftime("in %b %Y").to_string(),
        Precision::Range | Precision::Year => act.period.start.strftime("from %-d %b %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(kind: &str, actor: &[&str], recipient: &[&str], day: &str) -> Happening {
        let owned = |keys: &[&str]| keys.iter().map(|&key| key.to_owned()).collect();
        Happening {
            id: Id::of('x', &[kind, day, actor[0]]),
            kind: kind.into(),
            mode: Vec::new(),
            score: 0.0,
            actor: owned(actor),
            recipient: owned(recipient),
            period: day.parse().unwrap(),
        }
    }

    fn on(acts: &[Happening], day: &str) -> Status {
        status(acts, &Dyad::new("USA", "PRK"), day.parse().unwrap())
    }

    #[test]
    fn every_row_of_the_table_can_be_tested() {
        assert_eq!(RULES.len(), 6);
        for test in RULES.iter().flat_map(|rule| &rule.tests) {
            assert!(["some", "none", "each", "none-since", "rising", "ever"].contains(&test.kind), "{}", test.kind);
        }
        assert!(RULES.iter().all(|rule| !rule.means.is_empty() && !rule.since.is_empty()));
    }

    #[test]
    fn talks_then_a_refusal_then_a_stalemate_since_the_last_meeting() {
        let mut acts = vec![act("CONSULT", &["PRK", "USA"], &[], "2019-10-05")];
        assert_eq!(on(&acts, "2019-10-20").word, "talks");
        acts.push(act("REJECT", &["PRK"], &["USA"], "2019-10-06"));
        let broken = on(&acts, "2019-10-20");
        assert_eq!(broken.word, "stalemate");
        let later = on(&acts, "2020-05-05");
        assert_eq!((later.word, later.since), ("stalemate", "2019-10-05".parse().ok()));
        assert_eq!(later.reasons[0].says, "the last meeting was 213 days ago, on 5 Oct 2019");
        assert_eq!(later.reasons[0].acts, [acts[0].id.clone()]);
    }

    #[test]
    fn tests_of_missiles_alone_do_not_make_a_confrontation() {
        let mut acts = vec![act("CONSULT", &["PRK", "USA"], &[], "2019-10-05")];
        for day in ["2020-03-02", "2020-03-09", "2020-03-21", "2020-03-29"] {
            acts.push(act("MOBILIZE", &["PRK"], &[], day));
        }
        assert_eq!(on(&acts, "2020-04-01").word, "stalemate");
        for day in ["2020-03-03", "2020-03-10", "2020-03-22"] {
            acts.push(act("THREATEN", &["PRK"], &["USA"], day));
        }
        let tense = on(&acts, "2020-04-01");
        assert_eq!((tense.word, tense.since), ("confrontation", "2020-03-22".parse().ok()));
        acts.push(act("ASSAULT", &["PRK"], &["USA"], "2020-03-31"));
        assert_eq!(on(&acts, "2020-04-01").word, "escalation");
    }

    #[test]
    fn signals_from_one_side_are_no_contact() {
        let mut acts = vec![act("AGREE", &["USA"], &["PRK"], "2020-03-22")];
        assert_eq!(on(&acts, "2020-04-01").word, "unknown");
        acts.push(act("SUPPORT", &["PRK"], &["USA"], "2020-03-23"));
        assert_eq!(on(&acts, "2020-04-01").word, "contact");
        acts.push(act("REJECT", &["PRK"], &["USA"], "2020-03-30"));
        assert_eq!(on(&acts, "2020-04-01").word, "unknown");
    }

    #[test]
    fn what_comes_later_decides_nothing() {
        let acts =
            [act("CONSULT", &["PRK", "USA"], &[], "2019-10-05"), act("AGREE", &["PRK", "USA"], &[], "2020-06-01")];
        assert_eq!(on(&acts, "2020-05-05"), on(&acts[..1], "2020-05-05"));
    }
}
