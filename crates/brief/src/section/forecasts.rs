//! Who expects what, how surely, by when.

use coding::record::Outcome;
use ledger::{ForecastLine, Ledger};

use super::positions::bare;
use crate::evidence::{proof, voice};
use crate::model::{Capped, ForecastRow};
use crate::scope::Scope;
use crate::sentence;
use crate::wording::{capital, day, percents, plain, quoted};

/// Characters of a content.
const WORDS: usize = 180;
/// Characters below which a content alone tells a reader too little ('a third summit by then').
const A_SENTENCE: usize = 60;

/// The forecasts of a brief: open ones first, those with a chance before those without, the latest first.
pub(crate) fn forecasts(ledger: &Ledger, scope: &Scope, most: usize) -> Capped<ForecastRow> {
    let lines = ledger.forecasts().iter().filter(|line| scope.holds(ledger, &line.records));
    let mut rows: Vec<(&ForecastLine, ForecastRow)> = lines.map(|line| (line, row(ledger, line))).collect();
    rows.sort_by_key(|(line, row)| (row.past, row.chance.is_none(), std::cmp::Reverse(line.made), line.id.clone()));
    Capped::new(rows.into_iter().map(|(_, row)| row).collect(), most)
}

pub(crate) fn row(ledger: &Ledger, line: &ForecastLine) -> ForecastRow {
    let record = line.records.first().and_then(|id| ledger.record(id));
    let page = record.as_ref().and_then(|record| ledger.article(&record.basis().article));
    let outlet = page.as_deref().and_then(voice);
    let mut chain: Vec<String> = line.forecaster.iter().map(|source| capital(&bare(&source.name))).collect();
    let who = chain.pop();
    let opinion = page.as_deref().is_some_and(|page| page.kind == page::ArticleType::Opinion);
    let mut via = Vec::new();
    let who = if let Some(who) = who {
        via.extend(outlet);
        via.append(&mut chain);
        who
    } else {
        let outlet = outlet.unwrap_or_else(|| "the page itself".to_owned());
        capital(&if opinion { format!("{outlet} (opinion)") } else { outlet })
    };
    let horizon = match (line.until, line.horizon.as_deref().filter(|words| !words.is_empty())) {
        (Some(until), Some(words)) => Some(format!("{} ({})", day(until), plain(words))),
        (Some(until), None) => Some(day(until)),
        (None, words) => words.map(plain),
    };
    ForecastRow {
        id: line.id.clone(),
        who,
        via,
        content: match &record {
            Some(record) if line.content.chars().count() < A_SENTENCE => {
                sentence::quoted(ledger, record, &line.content, WORDS)
            }
            _ => quoted(&line.content, line.phrase.as_deref().unwrap_or(""), WORDS),
        },
        phrase: line.phrase.as_deref().map(plain),
        chance: line.probability.as_ref().map(|chance| percents(chance.low, chance.high)),
        table: line.probability.as_ref().map(|chance| chance.table.clone()),
        points: match line.outcome {
            Outcome::StatusQuo => "no change",
            Outcome::Change => "change",
        },
        past: line.until.zip(ledger.as_of()).is_some_and(|(until, as_of)| until < as_of),
        until: line.until,
        horizon,
        condition: line.condition.as_ref().map(|condition| quoted(condition, "", 120)),
        made: line.made.map_or_else(|| "undated".to_owned(), day),
        proof: proof(ledger, &line.records),
    }
}
