//! Rows of a table as occurrences: one line for rows that tell of the same act.

use std::collections::BTreeMap;

use anchor::{Id, Period};
use coding::record::Factuality;
use jiff::civil::Date;

use super::row::TableEvent;
use crate::occurrence::Occurrence;
use crate::side::Side;

/// One occurrence for all rows of one day, type and two sides; rows without a PLOVER type are left out.
///
/// Nobody knows from which pages a table was made, so an occurrence has no reports that open a sentence. `pages` says
/// for how many reports its rows stand; its outlets count as one.
pub fn occurrences(events: &[TableEvent]) -> Vec<Occurrence> {
    let mut groups: BTreeMap<(Date, &str, &Side, &Side), Vec<&TableEvent>> = BTreeMap::new();
    for event in events {
        if let Some(kind) = event.kind {
            // A meeting of two is one act, whichever of them the table calls its source.
            let (mut source, mut target) = (&event.source.side, &event.target.side);
            if kind == "CONSULT" && target < source {
                std::mem::swap(&mut source, &mut target);
            }
            groups.entry((event.day, kind, source, target)).or_default().push(event);
        }
    }
    groups.into_iter().map(|((day, kind, source, target), rows)| sum_up(day, kind, source, target, rows)).collect()
}

fn sum_up(day: Date, kind: &str, source: &Side, target: &Side, mut rows: Vec<&TableEvent>) -> Occurrence {
    rows.sort_by(|a, b| (a.known, &a.id).cmp(&(b.known, &b.id)));
    rows.dedup_by(|a, b| a.id == b.id);
    let mut modes: Vec<String> = rows.iter().filter_map(|row| row.mode).map(str::to_owned).collect();
    modes.sort();
    modes.dedup();
    // Of several rows the strongest says what it was.
    let strongest = rows.iter().max_by(|a, b| a.score.abs().total_cmp(&b.score.abs())).expect("a group has a row");
    // A meeting is an act of both, whichever of them the table calls its source; a mediator's is not.
    let together = kind == "CONSULT" && source != target && modes != ["third-party"];
    Occurrence {
        id: Id::of('x', &[rows[0].id.as_str(), kind]),
        kind: kind.to_owned(),
        mode: modes,
        context: Vec::new(),
        quad: strongest.quad,
        score: strongest.score,
        actor: if together { vec![source.clone(), target.clone()] } else { vec![source.clone()] },
        recipient: if together || source == target { Vec::new() } else { vec![target.clone()] },
        persons: Vec::new(),
        date: Some(Period::day(day)),
        reported: rows.iter().map(|row| row.known).min(),
        place: rows.iter().find_map(|row| row.place.clone()),
        factuality: Factuality::Happened,
        reports: Vec::new(),
        pages: rows.iter().map(|row| row.reports).sum(),
        outlets: 1,
        independent: 1,
        accounts: Vec::new(),
        confidence: 0.5,
    }
}
