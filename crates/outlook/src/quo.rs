//! The chance that a stall holds to a day: from the ledger's own stalls, beside a base rate from outside.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::acts::ActGroup;
use crate::happening::{Dyad, Happening};
use crate::survival::{Chance, Spell, share, survives};
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
    /// The chance from these; nothing where they are fewer than [`LEAST_SPELLS`].
    pub own: Option<Chance>,
    /// The base rate from outside, where the data files have one for the pair.
    pub base: Option<BaseRate>,
}

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
pub fn status_quo(happenings: &[Happening], pair: &Dyad, day: Date, until: Date) -> Option<StatusQuo> {
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
    let spells: Vec<Spell> = days
        .windows(2)
        .map(|pair| Spell { days: between(pair[0], pair[1]), ended: true })
        .filter(|spell| spell.days > STALL_DAYS)
        .collect();
    let own = survives(&spells, reached, between(day, until));
    Some(StatusQuo {
        since,
        until,
        reached,
        n: own.map_or(0, |chance| chance.n),
        own: own.filter(|chance| chance.n >= LEAST_SPELLS),
        base: base_rate(pair, since, day, until),
    })
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
        status_quo(&acts, &Dyad::new("USA", "PRK"), on.parse().unwrap(), until.parse().unwrap())
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
    fn who_talks_is_not_stalled() {
        assert_eq!(quo(&["2019-10-05"], "2019-10-20", "2020-01-01"), None);
        assert_eq!(quo(&[], "2019-10-20", "2020-01-01"), None);
    }
}
