//! What is asked of a ledger: which parties, kinds, days, outlets, words.
//!
//! A filter is a plain value and knows no file; each of its conditions that is empty lets everything through.

use anchor::{Id, Period};
use coding::record::{Party, Record, Source};
use jiff::civil::Date;
use page::Article;

use crate::calendar::CalendarEntry;
use crate::forecast::ForecastLine;
use crate::ledger::Ledger;
use crate::occurrence::Occurrence;
use crate::office::OfficeLine;
use crate::outlets;
use crate::position::PositionLine;
use crate::side::{Side, parties};
use crate::statement::StatementLine;
use crate::store::Found;
use crate::storyline::Storyline;

/// Conditions that all must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Each of these takes part: a code, a name, or the name of one of its people.
    pub party: Vec<String>,
    /// It is between these two.
    pub between: Option<(Side, Side)>,
    /// PLOVER type, mode or context; stance or issue; outcome; status; type of article.
    pub kind: Vec<String>,
    /// It is, or was printed, on this day or later.
    pub from: Option<Date>,
    /// It is, or was printed, on this day or earlier.
    pub to: Option<Date>,
    /// An outlet that prints or reports it.
    pub outlet: Option<String>,
    /// Whether it takes place.
    pub factuality: Vec<String>,
    /// What holds the words looked for.
    pub text: Option<Found>,
}

impl Filter {
    /// Whether `article` is asked for.
    pub fn takes_article(&self, article: &Article) -> bool {
        self.party.is_empty()
            && self.between.is_none()
            && self.factuality.is_empty()
            && self.is_kind([word(&article.kind).as_str()])
            && self.in_time(article.published.period)
            && self.is_outlet([article.publisher.as_deref(), article.republished_from.as_deref()].into_iter().flatten())
            && self.text.as_ref().is_none_or(|found| found.has(&article.id))
    }

    /// Whether `record` is asked for. Its day is its own where it has one, else its page's.
    pub fn takes_record(&self, record: &Record, ledger: &Ledger) -> bool {
        let page = ledger.pages().page(&record.basis().article);
        let (own, kinds): (Option<Period>, Vec<String>) = match record {
            Record::Event(event) => {
                let kinds = std::iter::once(&event.kind).chain(&event.mode).chain(&event.context).cloned();
                (event.date.as_ref().map(|date| date.period), kinds.collect())
            }
            Record::Position(position) => {
                (position.as_of, std::iter::once(word(&position.stance)).chain(position.issue.clone()).collect())
            }
            Record::Office(office) => (office.from.or(office.to), vec![word(&office.status)]),
            Record::Statement(statement) => (None, vec![word(&statement.quotation)]),
            Record::Forecast(forecast) => (None, vec![word(&forecast.outcome)]),
        };
        let factuality = match record {
            Record::Event(event) => event.factuality.as_str(),
            _ => "",
        };
        let speakers: &[Source] = match record {
            Record::Statement(statement) => &statement.speaker,
            Record::Forecast(forecast) => &forecast.forecaster,
            _ => &[],
        };
        let named = |wanted: &String| {
            parties(record).any(|party| is_party(party, wanted))
                || speakers.iter().any(|source| same(&source.name, wanted))
        };
        let sides = || parties(record).map(Side::of);
        self.party.iter().all(named)
            && self
                .between
                .as_ref()
                .is_none_or(|(a, b)| sides().any(|side| side == *a) && sides().any(|side| side == *b))
            && self.is_kind(kinds.iter().map(String::as_str))
            && self.in_time(own.or(page.and_then(|page| page.published)))
            && (self.factuality.is_empty() || self.factuality.iter().any(|wanted| same(factuality, wanted)))
            && self.is_outlet(
                page.and_then(|page| page.publisher.as_deref())
                    .into_iter()
                    .chain(record.basis().attribution.iter().map(|source| source.name.as_str())),
            )
            && self.text.as_ref().is_none_or(|found| found.has(record.id()))
    }

    /// Whether `occurrence` is asked for: by day, the day on which it was, else that on which it was first reported.
    pub fn takes_occurrence(&self, occurrence: &Occurrence, ledger: &Ledger) -> bool {
        let named = |wanted: &String| {
            occurrence.persons.iter().any(|person| same(person, wanted))
                || occurrence
                    .sides()
                    .into_iter()
                    .any(|side| same(side.key(), wanted) || same(ledger.name(side), wanted))
        };
        let words = std::iter::once(&occurrence.kind).chain(&occurrence.mode).chain(&occurrence.context);
        let kinds = words.map(String::as_str);
        self.party.iter().all(named)
            && self.between.as_ref().is_none_or(|(a, b)| occurrence.is_between(a, b))
            && self.is_kind(kinds)
            && self.in_time(occurrence.date.or(occurrence.reported.map(Period::day)))
            && (self.factuality.is_empty()
                || self.factuality.iter().any(|wanted| same(occurrence.factuality.as_str(), wanted)))
            && self.any_page(occurrence.reports.iter().map(|report| &report.record), ledger)
    }

    /// Whether a storyline is asked for: its two sides, and any of its articles' days, outlets and words.
    pub fn takes_storyline(&self, line: &Storyline, ledger: &Ledger) -> bool {
        let sides: Vec<&Side> = line.between.iter().flat_map(|(a, b)| [a, b]).collect();
        let named =
            |wanted: &String| sides.iter().any(|side| same(side.key(), wanted) || same(ledger.name(side), wanted));
        let alone = Self { party: Vec::new(), between: None, ..self.clone() };
        self.party.iter().all(named)
            && self.between.as_ref().is_none_or(|(a, b)| sides.contains(&a) && sides.contains(&b))
            && line.articles.iter().filter_map(|id| ledger.article(id)).any(|article| alone.takes_article(&article))
    }

    /// Whether a named date is asked for: by its country, its kind and its days.
    pub fn takes_date(&self, entry: &CalendarEntry) -> bool {
        let countries: Vec<&str> = self.between.iter().flat_map(|(a, b)| [a.key(), b.key()]).collect();
        self.party.iter().all(|wanted| same(&entry.country, wanted))
            && (countries.is_empty() || countries.contains(&entry.country.as_str()))
            && self.is_kind([entry.kind.as_str()])
            && entry.is_within(self.from, self.to)
            && self.outlet.is_none()
            && self.text.is_none()
            && self.factuality.is_empty()
    }

    /// Whether a statement is asked for: whether any record of it is.
    pub fn takes_statement(&self, line: &StatementLine, ledger: &Ledger) -> bool {
        line.records.iter().filter_map(|id| ledger.record(id)).any(|record| self.takes_record(&record, ledger))
    }

    /// Whether a position is asked for.
    pub fn takes_position(&self, line: &PositionLine, ledger: &Ledger) -> bool {
        let stance = word(&line.stance);
        let days = line.first.zip(line.last).and_then(|(first, last)| Period::range(first, last));
        self.sides(line.holder.iter().chain(&line.toward), &line.records, ledger)
            && self.is_kind(std::iter::once(stance.as_str()).chain(line.issue.as_deref()))
            && self.in_time(days)
            && self.factuality.is_empty()
            && self.any_page(line.records.iter(), ledger)
    }

    /// Whether a forecast is asked for: by day, from the day it was made to that to which it looks.
    pub fn takes_forecast(&self, line: &ForecastLine, ledger: &Ledger) -> bool {
        let days = match (line.made, line.until) {
            (Some(made), Some(until)) => Period::range(made, until).or(Some(Period::day(made))),
            (made, until) => made.or(until).map(Period::day),
        };
        self.sides(std::iter::empty(), &line.records, ledger)
            && self.is_kind([word(&line.outcome).as_str()])
            && self.in_time(days)
            && self.factuality.is_empty()
            && self.any_page(line.records.iter(), ledger)
    }

    /// Whether a post is asked for: by day, the time for which it is known to be held.
    pub fn takes_office(&self, line: &OfficeLine, ledger: &Ledger) -> bool {
        let from = line.from.map(|period| period.start).or(line.last);
        let to = line.to.map(|period| period.end).or(line.last);
        let days = match (from, to) {
            (Some(from), Some(to)) => Period::range(from, to).or(Some(Period::day(from))),
            (from, to) => from.or(to).map(Period::day),
        };
        self.sides(std::iter::once(&line.side), &line.records, ledger)
            && self.is_kind([word(&line.status).as_str()])
            && self.in_time(days)
            && self.factuality.is_empty()
            && self.any_page(line.records.iter(), ledger)
    }

    /// Whether the parties asked for take part in a line of `sides` and `records`.
    fn sides<'s>(&self, sides: impl Iterator<Item = &'s Side>, records: &[Id], ledger: &Ledger) -> bool {
        let sides: Vec<&Side> = sides.collect();
        let records = || records.iter().filter_map(|id| ledger.record(id));
        let named = |wanted: &String| {
            sides.iter().any(|side| same(side.key(), wanted) || same(ledger.name(side), wanted))
                || records().any(|record| parties(&record).any(|party| is_party(party, wanted)))
                || records().any(|record| match &*record {
                    Record::Forecast(forecast) => forecast.forecaster.iter().any(|source| same(&source.name, wanted)),
                    _ => false,
                })
        };
        let has = |wanted: &Side| {
            sides.contains(&wanted) || records().any(|record| parties(&record).any(|party| Side::of(party) == *wanted))
        };
        self.party.iter().all(named) && self.between.as_ref().is_none_or(|(a, b)| has(a) && has(b))
    }

    /// Whether any of `records` stands in an outlet and in words that are asked for.
    fn any_page<'r>(&self, mut records: impl Iterator<Item = &'r Id>, ledger: &Ledger) -> bool {
        if self.outlet.is_none() && self.text.is_none() {
            return true;
        }
        records.any(|id| {
            let Some(record) = ledger.record(id) else { return false };
            let publisher = ledger.pages().page(&record.basis().article).and_then(|page| page.publisher.as_deref());
            let sources = record.basis().attribution.iter().map(|source| source.name.as_str());
            self.is_outlet(publisher.into_iter().chain(sources)) && self.text.as_ref().is_none_or(|found| found.has(id))
        })
    }

    fn is_kind<'k>(&self, kinds: impl IntoIterator<Item = &'k str>) -> bool {
        self.kind.is_empty() || kinds.into_iter().any(|kind| self.kind.iter().any(|wanted| same(kind, wanted)))
    }

    fn is_outlet<'o>(&self, outlets: impl IntoIterator<Item = &'o str>) -> bool {
        let Some(wanted) = self.outlet.as_deref().map(outlets::key) else { return true };
        outlets.into_iter().any(|outlet| outlets::key(outlet) == wanted)
    }

    /// Whether a time meets the days asked for; what has no time does so only where none are.
    fn in_time(&self, period: Option<Period>) -> bool {
        match period {
            None => self.from.is_none() && self.to.is_none(),
            Some(period) => {
                self.from.is_none_or(|from| period.end >= from) && self.to.is_none_or(|to| period.start <= to)
            }
        }
    }
}

/// Whether `party` is called `wanted`.
fn is_party(party: &Party, wanted: &str) -> bool {
    let names = [Some(&party.name), party.code.as_ref(), party.person.as_ref()];
    names.into_iter().flatten().any(|name| same(name, wanted)) || same(Side::of(party).key(), wanted)
}

/// Whether two names are the same but for case and the spaces around them.
fn same(name: &str, wanted: &str) -> bool {
    name.to_lowercase() == wanted.trim().to_lowercase()
}

/// The word by which a plain enum is printed.
pub(crate) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{article, event, party, person};

    fn ledger() -> Ledger {
        let post = article("The Harbour Post", "2019-05-05", "Kim Jong-un ordered rockets fired on Saturday.");
        let courier = article("Inland Courier", "2019-06-12", "Envoys of the two sides met in Geneva on Tuesday.");
        let mut fired =
            event(&post, "MOBILIZE", &[person("Kim Jong-un", "PRKGOV")], &[], Some("2019-05-04"), &post.text, "fired");
        let sides = [party("North Korea", "PRK"), party("United States", "USA")];
        fired.context = vec!["military".to_owned()];
        let met = event(&courier, "CONSULT", &sides, &[], Some("2019-06-11"), &courier.text, "met");
        Ledger::new(vec![post, courier], vec![Record::Event(fired), Record::Event(met)], None)
    }

    fn taken(filter: &Filter) -> Vec<String> {
        let ledger = ledger();
        let all = ledger.occurrences().iter().filter(|one| filter.takes_occurrence(one, &ledger));
        let kinds: Vec<String> = all.map(|one| one.kind.clone()).collect();
        let records = ledger.pages().records().filter(|record| filter.takes_record(record, &ledger)).count();
        assert_eq!(records, kinds.len(), "records and occurrences agree: {filter:?}");
        kinds
    }

    #[test]
    fn each_condition_narrows() {
        let none = Filter::default();
        assert_eq!(taken(&none), ["MOBILIZE", "CONSULT"]);
        assert_eq!(taken(&Filter { party: vec!["kim jong-un".into()], ..none.clone() }), ["MOBILIZE"]);
        assert_eq!(taken(&Filter { party: vec!["PRK".into()], ..none.clone() }).len(), 2);
        assert_eq!(taken(&Filter { party: vec!["PRK".into(), "United States".into()], ..none.clone() }), ["CONSULT"]);
        let between = Some((Side::named("USA"), Side::named("PRK")));
        assert_eq!(taken(&Filter { between, ..none.clone() }), ["CONSULT"]);
        assert_eq!(taken(&Filter { kind: vec!["mobilize".into()], ..none.clone() }), ["MOBILIZE"]);
        assert_eq!(taken(&Filter { kind: vec!["military".into()], ..none.clone() }), ["MOBILIZE"]);
        assert_eq!(taken(&Filter { from: "2019-05-05".parse().ok(), ..none.clone() }), ["CONSULT"]);
        assert_eq!(taken(&Filter { to: "2019-05-04".parse().ok(), ..none.clone() }), ["MOBILIZE"]);
        assert_eq!(taken(&Filter { outlet: Some("Harbour Post".into()), ..none.clone() }), ["MOBILIZE"]);
        assert!(taken(&Filter { factuality: vec!["denied".into()], ..none }).is_empty());
    }
}
