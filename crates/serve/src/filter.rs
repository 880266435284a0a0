//! What a query asks for: kind, party, days, and how many.

use anchor::Period;
use coding::record::Record;
use jiff::civil::Date;
use ledger::{Ledger, Occurrence, Side, parties};

use crate::request::Request;

/// Items answered where no limit is given, and at most.
const LIMIT: usize = 1000;

/// The filters of a request.
pub(crate) struct Filter {
    kind: Option<String>,
    party: Option<String>,
    from: Option<Date>,
    to: Option<Date>,
    limit: usize,
    offset: usize,
}

impl Filter {
    /// Reads the filters of `request`; the kind stands under `kind_name`. An error says what is wrong.
    pub(crate) fn of(request: &Request, kind_name: &str) -> Result<Self, String> {
        let period = |name: &str| match request.get(name) {
            None => Ok(None),
            Some(words) => words.parse::<Period>().map(Some).map_err(|error| format!("{name}: {error}")),
        };
        let number = |name: &str, otherwise: usize| match request.get(name) {
            None => Ok(otherwise),
            Some(words) => words.parse().map_err(|_| format!("{name}: {words:?} is no number")),
        };
        Ok(Self {
            kind: request.get(kind_name).map(str::to_lowercase),
            party: request.get("party").map(str::to_lowercase),
            from: period("from")?.map(|period| period.start),
            to: period("to")?.map(|period| period.end),
            limit: number("limit", LIMIT)?.min(LIMIT),
            offset: number("offset", 0)?,
        })
    }

    /// Whether a record is asked for. Its day is its own where it has one, else its page's.
    pub(crate) fn takes(&self, record: &Record, ledger: &Ledger) -> bool {
        let own = match record {
            Record::Event(event) => event.date.as_ref().map(|date| date.period),
            Record::Position(position) => position.as_of,
            Record::Office(office) => office.from.or(office.to),
            Record::Statement(_) | Record::Forecast(_) => None,
        };
        let page = ledger.pages().page(&record.basis().article).and_then(|page| page.published);
        let named = |wanted: &String| {
            parties(record).any(|party| {
                let names = [Some(&party.name), party.code.as_ref(), party.person.as_ref()];
                names.into_iter().flatten().any(|name| name.to_lowercase() == *wanted)
                    || Side::of(party).key().to_lowercase() == *wanted
            })
        };
        self.kind.as_ref().is_none_or(|kind| kind == record.kind())
            && self.party.as_ref().is_none_or(named)
            && self.in_time(own.or(page))
    }

    /// Whether an occurrence is asked for.
    pub(crate) fn takes_occurrence(&self, occurrence: &Occurrence, ledger: &Ledger) -> bool {
        let named = |wanted: &String| {
            occurrence.persons.iter().any(|person| person.to_lowercase() == *wanted)
                || occurrence
                    .sides()
                    .into_iter()
                    .any(|side| side.key().to_lowercase() == *wanted || ledger.name(side).to_lowercase() == *wanted)
        };
        self.kind.as_ref().is_none_or(|kind| *kind == occurrence.kind.to_lowercase())
            && self.party.as_ref().is_none_or(named)
            && self.in_time(occurrence.date.or(occurrence.reported.map(Period::day)))
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

    /// The part of `all` that is asked for, and how many there are in all.
    pub(crate) fn part<T>(&self, all: impl Iterator<Item = T>) -> (Vec<T>, usize) {
        let (mut part, mut total) = (Vec::new(), 0);
        for one in all {
            if total >= self.offset && part.len() < self.limit {
                part.push(one);
            }
            total += 1;
        }
        (part, total)
    }
}
