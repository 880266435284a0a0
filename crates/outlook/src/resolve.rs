//! What became of a forecast: decided by the acts that followed, under the forecast's own rule.

use anchor::Id;
use jiff::civil::Date;
use serde::Serialize;

use crate::happening::Happening;

/// The event that decides a forecast: what, between whom, from when and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deciding {
    /// PLOVER types, any of which will do.
    pub types: Vec<String>,
    /// Keys of the sides that must take part; empty where any act of the record will do.
    pub between: Vec<String>,
    /// Whether the forecast's proposition says that it takes place, not that it does not.
    pub occurs: bool,
    /// First day that counts.
    pub from: Date,
    /// Last day that counts; without one only the event itself can decide.
    pub until: Option<Date>,
}

/// What became of a forecast's proposition as worded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum Resolved {
    /// Not yet known.
    Open,
    /// It came true.
    Yes {
        /// The acts that decide; none where it came true because nothing happened.
        by: Vec<Id>,
    },
    /// It did not.
    No {
        /// The acts that decide; none where nothing happened.
        by: Vec<Id>,
    },
    /// An act that would decide may lie inside its days or outside.
    Ambiguous {
        /// The acts in doubt.
        by: Vec<Id>,
    },
    /// Its terms fell away: only a person says so.
    Annulled,
}

/// Types of which a deal between two is one only if both act.
const OF_BOTH: [&str; 1] = ["AGREE"];

/// What the acts on record up to `day` make of a forecast under `rule`.
///
/// An act decides where all days on which it can have been count; one that only may have been in time leaves the
/// forecast open until its last day is over, and ambiguous thereafter.
pub fn resolve(rule: &Deciding, happenings: &[Happening], day: Date) -> Resolved {
    let last = rule.until.unwrap_or(day);
    let fits = |act: &&Happening| {
        let takes_part = |side: &String| act.actor.contains(side) || act.recipient.contains(side);
        rule.types.contains(&act.kind) && rule.between.iter().all(takes_part) && act.period.start <= day
    };
    let mut inside: Vec<&Happening> = Vec::new();
    let mut doubtful: Vec<&Happening> = Vec::new();
    for act in happenings.iter().filter(fits) {
        // PLOVER has one type for a deal and for an offer: what one side does alone may be either.
        let one_sided =
            OF_BOTH.contains(&act.kind.as_str()) && !rule.between.iter().all(|side| act.actor.contains(side));
        if one_sided && rule.from <= act.period.end && act.period.start <= last {
            doubtful.push(act);
        } else if rule.from <= act.period.start && act.period.end <= last {
            inside.push(act);
        } else if act.period.start <= last && rule.from <= act.period.end {
            doubtful.push(act);
        }
    }
    let ids = |mut acts: Vec<&Happening>| -> Vec<Id> {
        acts.sort_by(|a, b| (a.day(), &a.id).cmp(&(b.day(), &b.id)));
        acts.into_iter().map(|act| act.id.clone()).collect()
    };
    let over = rule.until.is_some_and(|until| until < day);
    match (inside.is_empty(), doubtful.is_empty(), over) {
        (false, ..) if rule.occurs => Resolved::Yes { by: ids(inside) },
        (false, ..) => Resolved::No { by: ids(inside) },
        (true, _, false) => Resolved::Open,
        (true, false, true) => Resolved::Ambiguous { by: ids(doubtful) },
        (true, true, true) if rule.occurs => Resolved::No { by: Vec::new() },
        (true, true, true) => Resolved::Yes { by: Vec::new() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn talks(when: &str) -> Happening {
        Happening {
            id: Id::of('x', &[when]),
            kind: "CONSULT".into(),
            mode: Vec::new(),
            score: 2.5,
            actor: vec!["PRK".into(), "USA".into()],
            recipient: Vec::new(),
            period: when.parse().unwrap(),
        }
    }

    fn rule(occurs: bool) -> Deciding {
        Deciding {
            types: vec!["CONSULT".into()],
            between: vec!["PRK".into(), "USA".into()],
            occurs,
            from: "2020-02-01".parse().unwrap(),
            until: "2020-11-03".parse().ok(),
        }
    }

    fn on(occurs: bool, acts: &[Happening], day: &str) -> Resolved {
        resolve(&rule(occurs), acts, day.parse().unwrap())
    }

    #[test]
    fn an_act_in_time_decides_at_once() {
        let act = talks("2020-06-01");
        let by = vec![act.id.clone()];
        assert_eq!(on(true, std::slice::from_ref(&act), "2020-07-01"), Resolved::Yes { by: by.clone() });
        assert_eq!(on(false, std::slice::from_ref(&act), "2020-07-01"), Resolved::No { by });
        assert_eq!(on(true, &[act], "2020-05-31"), Resolved::Open, "nothing later has a say");
    }

    #[test]
    fn silence_decides_once_the_last_day_is_over() {
        let before = [talks("2019-10-05")];
        assert_eq!(on(true, &before, "2020-11-03"), Resolved::Open);
        assert_eq!(on(true, &before, "2020-11-04"), Resolved::No { by: Vec::new() });
        assert_eq!(on(false, &before, "2020-11-04"), Resolved::Yes { by: Vec::new() });
    }

    #[test]
    fn an_act_that_may_have_been_in_time_is_ambiguous() {
        let act = talks("2020-11");
        assert_eq!(on(true, std::slice::from_ref(&act), "2020-11-03"), Resolved::Open);
        assert_eq!(
            on(true, std::slice::from_ref(&act), "2020-12-10"),
            Resolved::Ambiguous { by: vec![act.id.clone()] }
        );
    }

    #[test]
    fn an_offer_of_one_side_may_or_may_not_be_the_deal() {
        let deal = Deciding { types: vec!["AGREE".into()], ..rule(true) };
        let mut act = talks("2020-06-01");
        act.kind = "AGREE".into();
        let on = |act: &Happening, day: &str| resolve(&deal, std::slice::from_ref(act), day.parse().unwrap());
        let by = vec![act.id.clone()];
        assert_eq!(on(&act, "2020-07-01"), Resolved::Yes { by: by.clone() });
        (act.actor, act.recipient) = (vec!["USA".into()], vec!["PRK".into()]);
        assert_eq!(on(&act, "2020-07-01"), Resolved::Open);
        assert_eq!(on(&act, "2020-11-04"), Resolved::Ambiguous { by });
    }

    #[test]
    fn other_parties_and_other_acts_decide_nothing() {
        let mut act = talks("2020-06-01");
        act.actor = vec!["PRK".into(), "KOR".into()];
        assert_eq!(on(true, &[act], "2020-11-04"), Resolved::No { by: Vec::new() });
        let mut act = talks("2020-06-01");
        act.kind = "THREATEN".into();
        assert_eq!(on(true, &[act], "2020-07-01"), Resolved::Open);
    }
}
