//! The chance that a stall holds to a day: from the record's own stalls and those that a user knows of, by a model of
//! all stalls, beside a base rate from outside.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::acts::ActGroup;
use crate::happening::{Dyad, Happening};
use crate::survival::{Chance, SIGNS, Spell, Watched, lasts, share, steps, survives};
use crate::table::rows;

const BASE_RATES: &str = include_str!("../../../data/outlook/base-rates.tsv");

/// Fewer spells than this that reached so far give no chance.
pub const LEAST_SPELLS: usize = 5;
/// A gap between two meetings longer than this many days is a stall.
pub const STALL_DAYS: i32 = 45;

/// The chance that two sides do not meet before a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatusQuo {
    /// The last meeting: the stall began then.
    pub since: Date,
    /// The day to which it is to hold.
    pub until: Date,
    /// Days it has lasted.
    pub reached: i32,
    /// Earlier stalls on record that reached so far.
    pub n: usize,
    /// The chance from these (Kaplan–Meier); nothing where they are fewer than [`LEAST_SPELLS`].
    pub own: Option<Chance>,
    /// The chance by a hazard that rises or falls with the length of a stall and with what is going on, from all
    /// stalls on record, in the user's table and in the data files, this one's silent days among them; nothing where
    /// fewer than five have ended.
    pub model: Option<Chance>,
    /// Days that had been set for talks and passed without any, within the last [`DEADLINE_DAYS`].
    pub deadlines_passed: Vec<Date>,
    /// The base rate from outside, where the data files have one for the pair.
    pub base: Option<BaseRate>,
}

/// What is known beside the acts on record.
#[derive(Clone, Copy, Debug, Default)]
pub struct Past<'p> {
    /// Stalls between the same two, or like theirs, from a table of the user's.
    pub spells: &'p [Spell],
    /// Days that were set for talks.
    pub deadlines: &'p [Date],
}

/// For so many days a deadline that passed without talks counts as one that has just passed.
pub const DEADLINE_DAYS: i32 = 60;
/// Acts of so many days back say what is going on.
const STIR_DAYS: i32 = 90;
/// Days in a mean month.
const MONTH: f64 = 30.44;

/// How often longer spells of the same two sides lasted on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BaseRate {
    /// Share of the spells that had reached so many months and lasted on.
    pub chance: Chance,
    /// Whole months reached.
    pub reached_months: i32,
    /// Months more, the last of them begun.
    pub more_months: i32,
    /// Where the count is from.
    pub source: &'static str,
}

/// The chance that the stall between the two of `pair`, as it stands on `day`, holds to `until`.
///
/// Nothing where the two never met, or met within the last [`STALL_DAYS`].
pub fn status_quo(happenings: &[Happening], pair: &Dyad, day: Date, until: Date, past: Past<'_>) -> Option<StatusQuo> {
    let talks = ActGroup::named("talks")?;
    let mut days: Vec<Date> = happenings
        .iter()
        .filter(|act| act.is_placed() && talks.holds(act, pair) && act.day() <= day)
        .map(Happening::day)
        .collect();
    days.sort_unstable();
    days.dedup();
    let since = *days.last()?;
    let between = |from: Date, to: Date| to.since(from).map_or(0, |span| span.get_days());
    let reached = between(since, day);
    if reached <= STALL_DAYS || until <= day {
        return None;
    }
    let stalls = days.windows(2).filter(|pair| between(pair[0], pair[1]) > STALL_DAYS);
    let stalls: Vec<(Date, Date)> = stalls.map(|pair| (pair[0], pair[1])).collect();
    let own = stalls.iter().map(|(from, to)| Spell { days: between(*from, *to), ended: true });
    let spells: Vec<Spell> = own.chain(past.spells.iter().copied().filter(|spell| spell.days > STALL_DAYS)).collect();
    let more = between(day, until);
    let own = survives(&spells, reached, more);

    // Every stall as it was watched, with what went on at each of its steps.
    let going_on = |at: Date| signs(happenings, pair, past.deadlines, at);
    let watched = |from: Date, to: Date, ended: bool| Watched {
        from: STALL_DAYS,
        days: between(from, to),
        ended,
        signs: steps(STALL_DAYS, between(from, to))
            .map(|length| going_on(from.saturating_add(length.days())))
            .collect(),
    };
    let mut all: Vec<Watched> = stalls.iter().map(|(from, to)| watched(*from, *to, true)).collect();
    all.push(watched(since, day, false));
    let elsewhere = past.spells.iter().filter(|spell| spell.days > STALL_DAYS);
    all.extend(elsewhere.map(|spell| Watched {
        from: STALL_DAYS,
        days: spell.days,
        ended: spell.ended,
        signs: Vec::new(),
    }));
    all.extend(base_spells(pair));
    let deadlines_passed = past.deadlines.iter().copied();
    Some(StatusQuo {
        since,
        until,
        reached,
        n: own.map_or(0, |chance| chance.n),
        own: own.filter(|chance| chance.n >= LEAST_SPELLS),
        model: lasts(&all, reached, more, &going_on(day)),
        deadlines_passed: deadlines_passed
            .filter(|deadline| *deadline > since && *deadline < day && between(*deadline, day) <= DEADLINE_DAYS)
            .collect(),
        base: base_rate(pair, since, day, until),
    })
}

/// What is going on between the two on `day`: hostile acts, friendly acts, a deadline that has just passed.
fn signs(happenings: &[Happening], pair: &Dyad, deadlines: &[Date], day: Date) -> [f64; SIGNS] {
    let within = |date: Date, days: i32| date <= day && date > day.saturating_sub(days.days());
    let count = |group: &str| {
        let Some(group) = ActGroup::named(group) else { return 0.0 };
        let acts = happenings.iter().filter(|act| act.is_placed() && within(act.day(), STIR_DAYS));
        (acts.filter(|act| group.holds(act, pair)).count() as f64).ln_1p()
    };
    let passed = deadlines.iter().any(|deadline| *deadline < day && within(*deadline, DEADLINE_DAYS));
    [count("hostile"), count("contact"), f64::from(u8::from(passed))]
}

/// The spells behind a base rate: how long each lasted, to the month. The shortest are only known as a class; they are
/// left out, and the others count as watched from the length at which the next class begins.
fn base_spells(pair: &Dyad) -> Vec<Watched> {
    let rows: Vec<[i32; 3]> = rows(BASE_RATES, 6)
        .filter(|cells| Dyad::new(cells[0], cells[1]) == *pair)
        .filter_map(|cells| Some([cells[2].parse().ok()?, cells[3].parse().ok()?, cells[4].parse().ok()?]))
        .collect();
    let Some([first, ..]) = rows.get(1) else { return Vec::new() };
    let from = (f64::from(*first) * MONTH) as i32;
    let mut spells = Vec::new();
    for (n, [_, last, reached]) in rows.iter().enumerate().skip(1) {
        let further = rows.get(n + 1).map_or(0, |[_, _, further]| *further);
        // Whole months and, on average, half of the next.
        let days = ((f64::from(*last) + 0.5) * MONTH) as i32;
        let spell = Watched { from, days, ended: true, signs: Vec::new() };
        spells.extend(std::iter::repeat_n(spell, (reached - further).max(0) as usize));
    }
    spells
}

fn base_rate(pair: &Dyad, since: Date, day: Date, until: Date) -> Option<BaseRate> {
    let rows: Vec<Vec<&'static str>> =
        rows(BASE_RATES, 6).filter(|cells| Dyad::new(cells[0], cells[1]) == *pair).collect();
    let source = rows.first()?[5];
    let lasted = |months: i32| {
        let steps = rows.iter().filter(|cells| cells[2].parse::<i32>().is_ok_and(|from| from <= months));
        let step = steps.max_by_key(|cells| cells[2].parse::<i32>().unwrap_or(0))?;
        let last = rows.iter().filter_map(|cells| cells[3].parse::<i32>().ok()).max()?;
        if months > last { Some(0) } else { step[4].parse::<usize>().ok() }
    };
    let whole_months = |from: Date, to: Date| {
        let span = from.until((jiff::Unit::Month, to));
        span.map_or(0, |span| span.get_months())
    };
    // What has begun of a month still has to last: whole months reached, begun months to go.
    let reached = whole_months(since, day);
    let end = reached + whole_months(day, until.saturating_sub(1.day())) + 1;
    let (n, k) = (lasted(reached)?, lasted(end)?);
    (n > 0).then(|| BaseRate {
        chance: share(k.min(n), n),
        reached_months: reached,
        more_months: end - reached,
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting(day: &str) -> Happening {
        Happening {
            id: anchor::Id::of('x', &[day]),
            kind: "CONSULT".into(),
            mode: Vec::new(),
            score: 2.5,
            actor: vec!["PRK".into(), "USA".into()],
            recipient: Vec::new(),
            period: day.parse().unwrap(),
        }
    }

    fn quo(days: &[&str], on: &str, until: &str) -> Option<StatusQuo> {
        let acts: Vec<Happening> = days.iter().map(|day| meeting(day)).collect();
        status_quo(&acts, &Dyad::new("USA", "PRK"), on.parse().unwrap(), until.parse().unwrap(), Past::default())
    }

    #[test]
    fn few_stalls_give_no_chance_but_a_base_rate() {
        let quo = quo(&["2018-06-12", "2019-02-27", "2019-10-05"], "2020-05-05", "2020-11-03").unwrap();
        assert_eq!((quo.reached, quo.own), (213, None));
        assert_eq!(quo.n, 2, "both earlier gaps were longer");
        let base = quo.base.unwrap();
        assert_eq!((base.reached_months, base.more_months, base.chance.n), (7, 6, 5));
        assert!((base.chance.value - 0.6).abs() < 1e-12);
    }

    #[test]
    fn many_stalls_give_a_chance() {
        let days = ["2010-01-01", "2010-04-01", "2010-09-01", "2011-01-01", "2011-12-01", "2012-03-01", "2012-10-01"];
        let quo = quo(&days, "2012-12-01", "2013-02-01").unwrap();
        assert_eq!(quo.n, 6);
        // Of the gaps 90, 153, 122, 334, 91 and 214 days three lasted beyond 123.
        assert!((quo.own.unwrap().value - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_table_of_the_users_counts_as_record() {
        let acts = [meeting("2019-10-05")];
        let pair = Dyad::new("AAA", "BBB");
        let acts: Vec<Happening> =
            acts.into_iter().map(|act| Happening { actor: vec!["AAA".into(), "BBB".into()], ..act }).collect();
        let (on, until) = ("2020-05-05".parse().unwrap(), "2020-11-03".parse().unwrap());
        let alone = status_quo(&acts, &pair, on, until, Past::default()).unwrap();
        assert_eq!((alone.n, alone.own, alone.model, alone.base), (0, None, None, None));
        let spells = [60, 100, 220, 250, 300, 420, 500, 30].map(|days| Spell { days, ended: true });
        let past = Past { spells: &spells, deadlines: &[] };
        let told = status_quo(&acts, &pair, on, until, past).unwrap();
        // Of 220, 250, 300, 420 and 500 days two lasted beyond 395.
        assert!((told.own.unwrap().value - 0.4).abs() < 1e-12, "{told:?}");
        let model = told.model.unwrap();
        assert_eq!(model.n, 8, "seven longer than a stall's least, and the silent days of this one");
        assert!(0.15 < model.low && model.low < 0.4 && 0.4 < model.high && model.high < 0.7, "{model:?}");
    }

    #[test]
    fn base_rates_are_spells() {
        let spells = base_spells(&Dyad::new("USA", "PRK"));
        let months: Vec<i32> = spells.iter().map(|spell| (f64::from(spell.days) / MONTH) as i32).collect();
        assert_eq!(months, [6, 6, 6, 6, 9, 11, 18, 19, 72]);
        assert!(spells.iter().all(|spell| spell.from == 121 && spell.ended));
    }

    #[test]
    fn a_deadline_that_passed_is_told() {
        let acts = [meeting("2019-10-05")];
        let deadlines: Vec<Date> = ["2019-09-01", "2019-12-31", "2020-06-01"].map(|day| day.parse().unwrap()).into();
        let past = Past { spells: &[], deadlines: &deadlines };
        let quo = |on: &str| {
            let pair = Dyad::new("USA", "PRK");
            status_quo(&acts, &pair, on.parse().unwrap(), "2020-11-03".parse().unwrap(), past).unwrap()
        };
        assert_eq!(quo("2020-01-20").deadlines_passed, [deadlines[1]]);
        assert!(quo("2020-05-05").deadlines_passed.is_empty());
    }

    #[test]
    fn who_talks_is_not_stalled() {
        assert_eq!(quo(&["2019-10-05"], "2019-10-20", "2020-01-01"), None);
        assert_eq!(quo(&[], "2019-10-20", "2020-01-01"), None);
    }
}
