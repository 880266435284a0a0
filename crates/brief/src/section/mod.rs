//! The sections of a brief, one file each: from the ledger and the outlook to what is shown.

pub(crate) mod coming;
pub(crate) mod disagreements;
pub(crate) mod figures;
pub(crate) mod forecasts;
pub(crate) mod offices;
pub(crate) mod positions;
pub(crate) mod sources;
pub(crate) mod state;
pub(crate) mod timeline;

use anchor::Id;
use coding::record::Factuality;
use jiff::civil::Date;
use ledger::{Ledger, Occurrence};

use crate::evidence::proof;
use crate::model::Line;
use crate::says::says;
use crate::{sentence, wording};

/// Characters of a page's words in a line.
const QUOTE: usize = 150;

/// The line of an occurrence.
pub(crate) fn line(ledger: &Ledger, occurrence: &Occurrence) -> Line {
    let records: Vec<&Id> = occurrence.reports.iter().map(|report| &report.record).collect();
    let quote = records.first().and_then(|id| ledger.record(id)).map(|record| {
        let trigger = match &*record {
            coding::record::Record::Event(event) => event.trigger.quote.as_str(),
            _ => "",
        };
        sentence::quoted(ledger, &record, trigger, QUOTE)
    });
    Line {
        id: occurrence.id.clone(),
        when: when(occurrence),
        day: day(occurrence),
        mark: mark(occurrence.factuality),
        says: says(ledger, occurrence),
        quote,
        note: known(occurrence.pages, occurrence.outlets, occurrence.independent),
        proof: proof(ledger, records),
    }
}

/// When an occurrence was, in words; "by" the day of its first page where no page says.
pub(crate) fn when(occurrence: &Occurrence) -> String {
    match (occurrence.date, occurrence.reported) {
        (Some(date), _) => wording::period(date),
        (None, Some(day)) if occurrence.factuality.is_fact() => format!("by {}", wording::day(day)),
        (None, Some(day)) => format!("said {}", wording::day(day)),
        (None, None) => "undated".to_owned(),
    }
}

/// The day by which an occurrence is sorted.
pub(crate) fn day(occurrence: &Occurrence) -> Option<Date> {
    occurrence.date.map(|date| date.start).or(occurrence.reported)
}

/// What sets an occurrence apart from a plain fact.
pub(crate) fn mark(factuality: Factuality) -> Option<&'static str> {
    match factuality {
        Factuality::Ongoing => Some("ongoing"),
        Factuality::Planned => Some("planned"),
        Factuality::Possible => Some("possible"),
        Factuality::Conditional => Some("on terms"),
        Factuality::Hypothetical => Some("imagined"),
        Factuality::Denied => Some("denied"),
        // The sentence of what did not happen says so itself.
        Factuality::Happened | Factuality::Negated => None,
    }
}

/// How well something is known, where more than one page says so: "3 outlets", "4 pages, 2 independent outlets".
pub(crate) fn known(pages: usize, outlets: usize, independent: usize) -> String {
    if pages < 2 {
        String::new() // the rule; what one page says opens with the line
    } else if outlets == independent && pages == outlets {
        wording::count(outlets, "outlet", "outlets")
    } else {
        let pages = wording::count(pages, "page", "pages");
        format!("{pages}, {}", wording::count(independent, "independent outlet", "independent outlets"))
    }
}
