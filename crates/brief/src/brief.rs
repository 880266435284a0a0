//! A brief put together from a ledger.

use jiff::civil::Date;
use ledger::{Ledger, Side};
use outlook::{Happening, Spell};

use crate::model::{Brief, SideName};
use crate::scope::Scope;
use crate::section::{coming, disagreements, figures, forecasts, offices, positions, sources, state, timeline};
use crate::wording::{count, list, named, plain};

/// What a brief is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The two sides; the pair with the most between them where nobody names one.
    pub between: Option<(Side, Side)>,
    /// The day to which the status quo is to hold; the day to which most forecasts look where nobody names one.
    pub until: Option<Date>,
    /// Acts known from elsewhere than the pages: from tables of events.
    pub acts: Vec<Happening>,
    /// Past stalls that the user knows of.
    pub spells: Vec<Spell>,
    /// What the reader of the pages warned of.
    pub warnings: Vec<String>,
    /// Lines a section shows at most; the rest is counted.
    pub most: usize,
}

impl Default for Asked {
    fn default() -> Self {
        Self { between: None, until: None, acts: Vec::new(), spells: Vec::new(), warnings: Vec::new(), most: 36 }
    }
}

impl Brief {
    /// The brief of `ledger`.
    pub fn new(ledger: &Ledger, asked: &Asked) -> Self {
        let scope = Scope::of(ledger, asked.between.clone());
        let happenings = state::happenings(ledger, &asked.acts);
        let pair = scope
            .pair
            .as_ref()
            .map(|(a, b)| [a, b].map(|side| SideName { key: side.key().to_owned(), name: plain(ledger.name(side)) }));
        let title = match &pair {
            Some([a, b]) => format!("{} – {}", a.name, b.name),
            None => "No dispute found".to_owned(),
        };
        let [timeline, undated] = timeline::timeline(ledger, &scope, asked.most, asked.most / 4);
        Self {
            title,
            about: about(ledger, &scope),
            pair,
            as_of: ledger.as_of(),
            sources: sources::sources(ledger, &scope),
            warnings: sources::warnings(ledger, &asked.warnings),
            state: state::state(ledger, &scope, &happenings, asked),
            timeline,
            undated,
            figures: figures::figures(ledger, &scope, &happenings),
            positions: positions::positions(ledger, &scope),
            forecasts: forecasts::forecasts(ledger, &scope, asked.most / 2),
            offices: offices::offices(ledger, &scope, asked.most / 2),
            coming: coming::coming(ledger, &scope, asked.most / 3),
            disagreements: disagreements::disagreements(ledger, &scope, asked.most / 3),
        }
    }
}

/// What the dispute is, in a sentence or two.
fn about(ledger: &Ledger, scope: &Scope) -> String {
    let Some((a, b)) = &scope.pair else {
        return "No two parties are named as acting on or wanting anything of each other in these pages.".to_owned();
    };
    let name = |side: &Side| named(&plain(ledger.name(side)));
    let mut issues: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for line in ledger.positions().iter().filter(|line| scope.holds(ledger, &line.records)) {
        let concerned = line.holder.iter().chain(&line.toward).any(|side| scope.is_party(side));
        if let Some(issue) = line.issue.as_deref().filter(|_| concerned) {
            *issues.entry(issue).or_default() += 1;
        }
    }
    let mut issues: Vec<(&str, usize)> = issues.into_iter().collect();
    issues.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let over: Vec<String> = issues.iter().take(5).map(|(issue, _)| crate::wording::issue(issue)).collect();
    let over = if over.is_empty() { String::new() } else { format!(", over {}", list(&over)) };
    let mut others: Vec<(&Side, usize)> = Vec::new();
    for pair in &ledger.dispute().pairs {
        for (side, other) in [(&pair.a, &pair.b), (&pair.b, &pair.a)] {
            if scope.is_party(other) && !scope.is_party(side) && side.is_coded() {
                match others.iter_mut().find(|(known, _)| *known == side) {
                    Some((_, weight)) => *weight += pair.weight(),
                    None => others.push((side, pair.weight())),
                }
            }
        }
    }
    others.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    let also: Vec<String> = others.iter().take(4).map(|(side, _)| name(side)).collect();
    let rest = others.len().saturating_sub(4);
    let also = match (also.is_empty(), rest) {
        (true, _) => String::new(),
        (false, 0) => format!(" Also involved: {}.", list(&also)),
        (false, rest) => format!(" Also involved: {} and {}.", also.join(", "), count(rest, "other", "others")),
    };
    crate::wording::capital(&format!("{} and {}{over}.{also}", name(a), name(b)))
}
