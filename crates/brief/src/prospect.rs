//! The outlook between two sides: where they stand, since when and why, how likely it is to last, what changed when,
//! and how good those were who said so before.

use std::collections::BTreeMap;

use anchor::Id;
use coding::record::ResolutionState;
use jiff::civil::Date;
use ledger::{ForecastLine, Ledger, Side};
use outlook::{Deciding, Dyad, Happening, Month, Resolved, Scored, Scores, changes, resolve, scores, series};
use serde::Serialize;

use crate::brief::Asked;
use crate::evidence::{Proof, proof};
use crate::model::{SideName, State};
use crate::scope::Scope;
use crate::section::{forecasts, state};
use crate::wording::plain;

/// The outlook between two sides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prospect {
    /// The two sides.
    pub pair: [SideName; 2],
    /// The day for which it speaks; nothing later was used.
    pub as_of: Date,
    /// Where they stand, why, and how likely it is to last.
    pub state: Option<State>,
    /// Cooperation and conflict, month by month.
    pub months: Vec<Month>,
    /// Acts that are known to the year only.
    pub unplaced: usize,
    /// Months from which on there was more or less of one of them.
    pub changes: Vec<Change>,
    /// Every forecast of the ledger that concerns the two, and what became of it.
    pub forecasts: Vec<Judged>,
    /// How good all of them were.
    pub record: Record,
    /// The same by forecaster.
    pub forecasters: Vec<Record>,
    /// The same by outlet.
    pub outlets: Vec<Record>,
}

/// A month from which on the rate of cooperation or conflict is another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// `cooperation` or `conflict`.
    pub of: &'static str,
    /// When, and from which rate to which.
    #[serde(flatten)]
    pub change: outlook::Change,
}

/// A forecast and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judged {
    /// The ledger line it shows.
    pub id: Id,
    /// Who expects so.
    pub who: String,
    /// The outlets that carry it, outermost first.
    pub via: Vec<String>,
    /// What is expected.
    pub content: String,
    /// The chance of the proposition as worded.
    pub p: Option<f64>,
    /// When it was made.
    pub made: Option<Date>,
    /// The last day on which it can come true.
    pub until: Option<Date>,
    /// What became of the proposition as worded.
    pub state: Judgement,
    /// `rule` or `person`, once decided.
    pub by: Option<&'static str>,
    /// The acts that decide; none where silence does.
    pub decided_by: Vec<Id>,
    /// The sentences of the acts that decide; none where silence decides.
    pub proof: Proof,
    /// Why it is not decided, where it is not.
    pub open_because: Option<&'static str>,
}

/// What became of a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Judgement {
    /// Not yet known.
    Open,
    /// It came true.
    Yes,
    /// It did not.
    No,
    /// It cannot be told.
    Ambiguous,
    /// Its terms fell away.
    Annulled,
}

/// How good the forecasts of somebody were.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Record {
    /// Whose; empty for all together.
    pub name: String,
    /// Not yet decided.
    pub open: usize,
    /// Came true.
    pub yes: usize,
    /// Did not.
    pub no: usize,
    /// Cannot be told.
    pub ambiguous: usize,
    /// Terms that fell away.
    pub annulled: usize,
    /// Scores of those that were decided and gave a chance.
    pub scores: Option<Scores>,
}

impl Prospect {
    /// The outlook of `ledger` for the pair asked for, or the heaviest pair; nothing where there is no pair or no day.
    pub fn new(ledger: &Ledger, asked: &Asked) -> Option<Self> {
        let scope = Scope::of(ledger, asked.between.clone());
        let (a, b) = scope.pair.clone()?;
        let as_of = ledger.as_of()?;
        let acts = state::happenings(ledger, &asked.acts);
        let pair = Dyad::new(a.key(), b.key());
        let series = series(&acts, &pair, as_of);
        let firsts: Vec<Date> = series.months.iter().map(|month| month.first).collect();
        // Before the first page only what pages look back on is known: silence there says nothing.
        let covered = covered_from(ledger, &asked.acts).map_or(series.months.len(), |first| {
            series.months.iter().take_while(|month| month.first < first.first_of_month()).count()
        });
        let counted = |of: &'static str, count: fn(&Month) -> u32| {
            let counts: Vec<u32> = series.months[covered..].iter().map(count).collect();
            changes(&firsts[covered..], &counts).into_iter().map(move |change| Change { of, change })
        };
        let mut all: Vec<Change> =
            counted("conflict", |month| month.hostile).chain(counted("cooperation", |month| month.friendly)).collect();
        all.sort_by_key(|change| (change.change.month, change.of));
        let lines = ledger.forecasts().iter().filter(|line| scope.holds(ledger, &line.records));
        let forecasts: Vec<Judged> = lines.map(|line| judge(ledger, line, &acts, as_of)).collect();
        let everybody: Vec<&Judged> = forecasts.iter().collect();
        let share = share_true(&everybody);
        let by = |names: &dyn Fn(&Judged) -> Vec<String>| {
            let mut groups: BTreeMap<String, Vec<&Judged>> = BTreeMap::new();
            for forecast in &forecasts {
                for name in names(forecast) {
                    groups.entry(name).or_default().push(forecast);
                }
            }
            let mut records: Vec<Record> =
                groups.into_iter().map(|(name, forecasts)| record(name, &forecasts, share)).collect();
            records.sort_by_key(|record| std::cmp::Reverse(record.yes + record.no));
            records
        };
        let name = |side: &Side| SideName { key: side.key().to_owned(), name: plain(ledger.name(side)) };
        Some(Self {
            pair: [name(&a), name(&b)],
            as_of,
            state: state::state(ledger, &scope, &acts, asked),
            unplaced: series.unplaced,
            changes: all,
            record: record(String::new(), &everybody, share),
            forecasters: by(&|forecast| vec![forecast.who.clone()]),
            outlets: by(&|forecast| forecast.via.first().cloned().into_iter().collect()),
            months: series.months,
            forecasts,
        })
    }
}

/// The first day from which on pages or tables tell of what happens.
fn covered_from(ledger: &Ledger, acts: &[Happening]) -> Option<Date> {
    let pages = ledger.pages().list().iter().filter_map(|page| page.published.map(|period| period.start));
    pages.chain(acts.iter().map(Happening::day)).min()
}

/// What the acts up to `as_of` make of a forecast, unless a person has said.
fn judge(ledger: &Ledger, line: &ForecastLine, acts: &[Happening], as_of: Date) -> Judged {
    let row = forecasts::row(ledger, line);
    let side = |code: &String| ledger.side(code).map_or_else(|| code.clone(), |side| side.key().to_owned());
    let rule = line.deciding.as_ref().and_then(|event| {
        Some(Deciding {
            types: event.types.clone(),
            between: event.between.iter().map(side).collect(),
            occurs: event.occurs,
            from: event.from.or(line.made)?,
            until: event.until.or(line.until),
        })
    });
    let (state, by, ids, open_because) = match (line.resolution, &rule) {
        (ResolutionState::Yes, _) => (Judgement::Yes, Some("person"), Vec::new(), None),
        (ResolutionState::No, _) => (Judgement::No, Some("person"), Vec::new(), None),
        (ResolutionState::Ambiguous, _) => (Judgement::Ambiguous, Some("person"), Vec::new(), None),
        (ResolutionState::Annulled, _) => (Judgement::Annulled, Some("person"), Vec::new(), None),
        // Whether terms were met is for a person to say.
        (ResolutionState::Open, _) if line.condition.is_some() => {
            (Judgement::Open, None, Vec::new(), Some("it holds on terms; a person decides"))
        }
        (ResolutionState::Open, None) => {
            (Judgement::Open, None, Vec::new(), Some("its words name no event that would decide it"))
        }
        (ResolutionState::Open, Some(rule)) => match resolve(rule, acts, as_of) {
            Resolved::Open if rule.until.is_none() => {
                (Judgement::Open, None, Vec::new(), Some("it has no last day, and nothing has decided it"))
            }
            Resolved::Open | Resolved::Annulled => {
                (Judgement::Open, None, Vec::new(), Some("its last day is not over"))
            }
            Resolved::Yes { by } => (Judgement::Yes, Some("rule"), by, None),
            Resolved::No { by } => (Judgement::No, Some("rule"), by, None),
            Resolved::Ambiguous { by } => (Judgement::Ambiguous, Some("rule"), by, None),
        },
    };
    let records = ids.iter().filter_map(|id| {
        let occurrence = ledger.occurrences().iter().find(|occurrence| occurrence.id == *id)?;
        occurrence.reports.first().map(|report| &report.record)
    });
    Judged {
        id: line.id.clone(),
        who: row.who,
        via: row.via,
        content: row.content,
        p: line.probability.as_ref().map(|chance| chance.mid),
        made: line.made,
        until: line.until,
        state,
        by,
        decided_by: ids.clone(),
        proof: proof(ledger, records.collect::<Vec<&Id>>()),
        open_because,
    }
}

fn decided(forecasts: &[&Judged]) -> Vec<Scored> {
    let scored = forecasts.iter().filter_map(|forecast| match forecast.state {
        Judgement::Yes => Some(Scored { p: forecast.p?, held: true }),
        Judgement::No => Some(Scored { p: forecast.p?, held: false }),
        Judgement::Open | Judgement::Ambiguous | Judgement::Annulled => None,
    });
    scored.collect()
}

/// The share of decided propositions that came true; one half where none is decided.
fn share_true(forecasts: &[&Judged]) -> f64 {
    let count = |state| forecasts.iter().filter(|forecast| forecast.state == state).count();
    let (yes, no) = (count(Judgement::Yes), count(Judgement::No));
    if yes + no == 0 { 0.5 } else { yes as f64 / (yes + no) as f64 }
}

fn record(name: String, forecasts: &[&Judged], reference: f64) -> Record {
    let count = |state| forecasts.iter().filter(|forecast| forecast.state == state).count();
    Record {
        name,
        open: count(Judgement::Open),
        yes: count(Judgement::Yes),
        no: count(Judgement::No),
        ambiguous: count(Judgement::Ambiguous),
        annulled: count(Judgement::Annulled),
        scores: scores(&decided(forecasts), reference),
    }
}
