//! Forecasts: one line for what somebody expects, however many pages carry it.
//!
//! Two records are one forecast where the same forecaster expects what shares most of its words, by the same day.

use std::borrow::Cow;
use std::collections::BTreeSet;

use anchor::Id;
use coding::record::{DecidingEvent, Forecast, Outcome, Probability, Record, ResolutionState, Source};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::alike::Alike;
use crate::archive::{Archive, records};
use crate::outlets::{self, Outlets};
use crate::reported::{Reported, by_day, independent};
use crate::words::{content_words, overlap};

/// Contents that share this share of the shorter one's words are one.
const SAME: f64 = 0.6;

/// What somebody expects, as one or many pages report it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForecastLine {
    /// Hash of its first record.
    pub id: Id,
    /// Who expects so, outermost first; empty where the article itself does.
    pub forecaster: Vec<Source>,
    /// What is expected.
    pub content: String,
    /// Where it points.
    pub outcome: Outcome,
    /// The words of likelihood.
    pub phrase: Option<String>,
    /// The chance of the proposition as worded.
    pub probability: Option<Probability>,
    /// The last day on which it can still come true.
    pub until: Option<Date>,
    /// The named date meant by the horizon, or the words of it.
    pub horizon: Option<String>,
    /// The terms.
    pub condition: Option<String>,
    /// The first day on which it is known to have been made.
    pub made: Option<Date>,
    /// The event that decides it, where its words name one.
    pub deciding: Option<DecidingEvent>,
    /// What became of it, where a person said so.
    pub resolution: ResolutionState,
    /// The records, the best first.
    pub records: Vec<Id>,
    /// Who reports it, in the order of publication.
    pub reports: Vec<Reported>,
    /// Outlets that report it on their own.
    pub independent: usize,
}

struct Expected<'a> {
    forecast: Cow<'a, Forecast>,
    who: String,
    words: BTreeSet<String>,
    made: Option<Date>,
    report: Reported,
}

/// One line a forecast, by the day it was made, then id.
pub(crate) fn forecasts(archive: &dyn Archive, outlets: &Outlets) -> Vec<ForecastLine> {
    let forecasts = records(archive, "forecast", |record| match record {
        Record::Forecast(forecast) => Some(forecast),
        _ => None,
    });
    let mut expected: Vec<Expected<'_>> = forecasts
        .map(|(entry, forecast)| {
            let report = Reported::of(entry, &forecast.id, &forecast.basis, None, archive, outlets);
            let who = match forecast.forecaster.last() {
                Some(source) => outlets::key(&source.name),
                None => report.origin.clone(),
            };
            let words = content_words(&forecast.content.quote);
            Expected { forecast, who, words, made: report.published, report }
        })
        .collect();
    expected.sort_by_cached_key(|one| (one.made.unwrap_or(Date::MAX), one.forecast.id.clone()));

    let mut lines: Vec<Vec<Expected<'_>>> = Vec::new();
    let mut alike: Alike<String> = Alike::new();
    for one in expected {
        let until = |expected: &Expected<'_>| expected.forecast.horizon.as_ref().and_then(|horizon| horizon.end);
        let fits = |line: &usize| {
            let first = &lines[*line][0];
            first.forecast.outcome == one.forecast.outcome
                && until(first) == until(&one)
                && (first.words == one.words || overlap(&first.words, &one.words) >= SAME)
        };
        if let Some(line) = alike.near(&one.who, &one.words).into_iter().find(fits) {
            lines[line].push(one);
        } else {
            alike.file(&one.who, &one.words, lines.len());
            lines.push(vec![one]);
        }
    }
    let mut lines: Vec<ForecastLine> = lines.into_iter().map(sum_up).collect();
    in_order(&mut lines);
    lines
}

/// By the day on which they were made, then id.
pub(crate) fn in_order(lines: &mut [ForecastLine]) {
    lines.sort_by_cached_key(|line| (line.made.unwrap_or(Date::MAX), line.id.clone()));
}

fn sum_up(mut expected: Vec<Expected<'_>>) -> ForecastLine {
    let id = Id::of('g', &[expected[0].forecast.id.as_str()]);
    let made = expected.iter().filter_map(|one| one.made).min();
    let reports = by_day(expected.iter().map(|one| one.report.clone()).collect());
    expected.sort_by_cached_key(|one| {
        let confidence = (one.forecast.basis.confidence * 1000.0) as u32;
        (std::cmp::Reverse((one.forecast.probability.is_some(), confidence)), one.made, one.forecast.id.clone())
    });
    let best = &expected[0].forecast;
    let horizon = best.horizon.as_ref();
    ForecastLine {
        id,
        forecaster: best.forecaster.clone(),
        content: best.content.quote.clone(),
        outcome: best.outcome,
        phrase: best.phrase.clone(),
        probability: best.probability.clone(),
        until: horizon.and_then(|horizon| horizon.end),
        horizon: horizon.map(|horizon| horizon.event.clone().unwrap_or_else(|| horizon.quote.clone())),
        condition: best.condition.as_ref().map(|condition| condition.quote.clone()),
        made,
        deciding: expected.iter().find_map(|one| one.forecast.resolution.event.clone()),
        resolution: (expected.iter().map(|one| one.forecast.resolution.state))
            .find(|state| *state != ResolutionState::Open)
            .unwrap_or(ResolutionState::Open),
        records: expected.iter().map(|one| one.forecast.id.clone()).collect(),
        independent: independent(&reports),
        reports,
    }
}
