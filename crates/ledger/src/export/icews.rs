//! Occurrences told as fact as an ICEWS table: 20 columns parted by tabs, with a heading.
//!
//! One row a pair of sides. `Event ID` is not unique in ICEWS; here it is, but for the pairs of one occurrence.

use super::cameo::Cameo;
use super::{Act, Folder, Out, TabTable, best, party, tab_safe};
use crate::ledger::Ledger;
use crate::select::Filter;
use crate::side::Side;

/// ICEWS's columns with their types.
pub(super) const COLUMNS: [(&str, &str); 20] = [
    ("Event ID", "string"),
    ("Event Date", "date"),
    ("Source Name", "string"),
    ("Source Sectors", "string"),
    ("Source Country", "string"),
    ("Event Text", "string"),
    ("CAMEO Code", "string"),
    ("Intensity", "number"),
    ("Target Name", "string"),
    ("Target Sectors", "string"),
    ("Target Country", "string"),
    ("Story ID", "string"),
    ("Sentence Number", "integer"),
    ("Publisher", "string"),
    ("City", "string"),
    ("District", "string"),
    ("Province", "string"),
    ("Country", "string"),
    ("Latitude", "number"),
    ("Longitude", "number"),
];

pub(super) fn write<F: Folder>(ledger: &Ledger, filter: &Filter, out: &mut Out<'_, F>) -> Result<(), F::Error> {
    let table = TabTable { name: "icews", file: "events.icews.tab", columns: &COLUMNS, heading: true };
    table.write(ledger, filter, out, |act| row(ledger, act).map(Vec::from))
}

fn row(ledger: &Ledger, act: &Act<'_>) -> Option<[String; 20]> {
    let occurrence = act.occurrence;
    let cameo = Cameo::of(&occurrence.kind, &occurrence.mode)?;
    let (record, article) = best(ledger, occurrence)?;
    let [source, source_sectors, source_country] = actor(ledger, act, act.source);
    let [target, target_sectors, target_country] = actor(ledger, act, act.target);
    let none = String::new;
    Some([
        occurrence.id.to_string(),
        act.day.to_string(),
        source,
        source_sectors,
        source_country,
        cameo.name.to_owned(),
        cameo.code.to_owned(),
        format!("{:.1}", cameo.goldstein),
        target,
        target_sectors,
        target_country,
        article.id.to_string(),
        (record.basis().sentence + 1).to_string(),
        article.publisher.as_deref().map(tab_safe).unwrap_or_default(),
        occurrence.place.as_deref().map(tab_safe).unwrap_or_default(),
        none(),
        none(),
        none(),
        none(),
        none(),
    ])
}

/// Name, sectors and country of an actor.
fn actor(ledger: &Ledger, act: &Act<'_>, side: Option<&Side>) -> [String; 3] {
    let Some(side) = side else { return [String::new(), String::new(), String::new()] };
    let party = party(ledger, act.occurrence, side);
    let code = party.as_ref().and_then(|party| party.code.as_deref()).unwrap_or(side.key());
    let country = code.get(..3).and_then(crate::side::country).map(tab_safe);
    let sector = party.as_ref().and_then(|party| party.sector.as_deref()).unwrap_or_default();
    [tab_safe(ledger.name(side)), tab_safe(sector), country.unwrap_or_default()]
}
