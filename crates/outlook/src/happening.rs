//! What the outlook is made from: dated acts of sides toward each other.

use anchor::{Id, Period, Precision};
use jiff::civil::Date;

/// One real act, told as fact. The caller gives each once, however often it was reported.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// Its id, by which reasons name it.
    pub id: Id,
    /// PLOVER type.
    pub kind: String,
    /// PLOVER modes.
    pub mode: Vec<String>,
    /// PLOVER score, -10 (conflict) to 10 (cooperation).
    pub score: f64,
    /// Keys of the sides that act.
    pub actor: Vec<String>,
    /// Keys of the sides acted on.
    pub recipient: Vec<String>,
    /// When.
    pub period: Period,
}

/// Two sides, whose order does not matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dyad {
    /// One side's key.
    pub a: String,
    /// The other's.
    pub b: String,
}

impl Dyad {
    /// The pair of `a` and `b`, in the order of their keys.
    pub fn new(a: &str, b: &str) -> Self {
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        Self { a: a.to_owned(), b: b.to_owned() }
    }
}

impl Happening {
    /// The day from which it counts: its first, or the first on which it can have been.
    pub fn day(&self) -> Date {
        self.period.start
    }

    /// Whether its day is known to the month or better, so that it can be placed in a series.
    pub fn is_placed(&self) -> bool {
        let days = self.period.end.since(self.period.start).map_or(i32::MAX, |span| span.get_days());
        self.period.precision != Precision::Year && days <= 31
    }

    /// Whether both of the pair act, or one visits the other.
    pub fn is_mutual(&self, pair: &Dyad) -> bool {
        let acts = |side: &String| self.actor.contains(side);
        let visited = self.mode.iter().any(|mode| mode == "visit" || mode == "multilateral");
        (acts(&pair.a) && acts(&pair.b)) || (visited && self.is_between(pair))
    }

    /// Whether one of the pair acts toward the other, or both act together.
    pub fn is_between(&self, pair: &Dyad) -> bool {
        self.is_by(&pair.a, &pair.b) || self.is_by(&pair.b, &pair.a)
    }

    /// Whether `one` acts toward `other` or together with it.
    pub fn is_by(&self, one: &String, other: &String) -> bool {
        self.actor.contains(one) && (self.recipient.contains(other) || self.actor.contains(other))
    }

    /// Whether one of the pair acts alone and nobody is acted on.
    pub fn is_alone(&self, pair: &Dyad) -> bool {
        self.recipient.is_empty() && self.actor.len() == 1 && [&pair.a, &pair.b].contains(&&self.actor[0])
    }
}
