//! Occurrences told as fact as a GDELT 2.0 event table: 61 columns parted by tabs, no heading, as GDELT's own files are.
//!
//! One row a pair of sides. Counts are of real reports: `NumMentions` records, `NumSources` outlets, `NumArticles`
//! articles. What is not known (tone, coordinates, religion) is empty.

use anchor::Id;

use super::cameo::Cameo;
use super::{Act, Folder, Out, TabTable, best, party, tab_safe};
use crate::ledger::Ledger;
use crate::select::Filter;
use crate::side::Side;

/// GDELT's columns with their types.
pub(super) fn columns() -> Vec<(String, &'static str)> {
    let mut columns: Vec<(String, &str)> = [
        ("GlobalEventID", "integer"),
        ("Day", "integer"),
        ("MonthYear", "integer"),
        ("Year", "integer"),
        ("FractionDate", "number"),
    ]
    .map(|(name, kind)| (name.to_owned(), kind))
    .to_vec();
    for actor in ["Actor1", "Actor2"] {
        let parts = [
            "Code",
            "Name",
            "CountryCode",
            "KnownGroupCode",
            "EthnicCode",
            "Religion1Code",
            "Religion2Code",
            "Type1Code",
            "Type2Code",
            "Type3Code",
        ];
        columns.extend(parts.map(|part| (format!("{actor}{part}"), "string")));
    }
    let act = [
        ("IsRootEvent", "integer"),
        ("EventCode", "string"),
        ("EventBaseCode", "string"),
        ("EventRootCode", "string"),
        ("QuadClass", "integer"),
        ("GoldsteinScale", "number"),
        ("NumMentions", "integer"),
        ("NumSources", "integer"),
        ("NumArticles", "integer"),
        ("AvgTone", "number"),
    ];
    columns.extend(act.map(|(name, kind)| (name.to_owned(), kind)));
    for place in ["Actor1Geo", "Actor2Geo", "ActionGeo"] {
        let parts = [
            ("Type", "integer"),
            ("FullName", "string"),
            ("CountryCode", "string"),
            ("ADM1Code", "string"),
            ("ADM2Code", "string"),
            ("Lat", "number"),
            ("Long", "number"),
            ("FeatureID", "string"),
        ];
        columns.extend(parts.map(|(part, kind)| (format!("{place}_{part}"), kind)));
    }
    columns.extend([("DATEADDED".to_owned(), "integer"), ("SOURCEURL".to_owned(), "string")]);
    columns
}

pub(super) fn write<F: Folder>(ledger: &Ledger, filter: &Filter, out: &mut Out<'_, F>) -> Result<(), F::Error> {
    let columns = columns();
    let columns: Vec<(&str, &str)> = columns.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    let table = TabTable { name: "gdelt", file: "events.gdelt.tsv", columns: &columns, heading: false };
    table.write(ledger, filter, out, |act| row(ledger, act))
}

fn row(ledger: &Ledger, act: &Act<'_>) -> Option<Vec<String>> {
    let occurrence = act.occurrence;
    let cameo = Cameo::of(&occurrence.kind, &occurrence.mode)?;
    let (_, article) = best(ledger, occurrence)?;
    let day = act.day;
    let fraction = f64::from(day.year()) + (f64::from(day.month()) * 30.0 + f64::from(day.day())) / 365.0;
    let mut cells = vec![
        number(act).to_string(),
        day.strftime("%Y%m%d").to_string(),
        day.strftime("%Y%m").to_string(),
        day.strftime("%Y").to_string(),
        format!("{fraction:.4}"),
    ];
    cells.extend(actor(ledger, act, act.source));
    cells.extend(actor(ledger, act, act.target));
    cells.extend([
        "1".to_owned(),
        cameo.code.to_owned(),
        cameo.base().to_owned(),
        cameo.root().to_owned(),
        occurrence.quad.to_string(),
        format!("{:.1}", cameo.goldstein),
        occurrence.reports.len().to_string(),
        occurrence.outlets.to_string(),
        occurrence.pages.to_string(),
        String::new(),
    ]);
    cells.extend(std::iter::repeat_n(String::new(), 16));
    let place = occurrence.place.as_deref().map(tab_safe).unwrap_or_default();
    cells.extend([String::new(), place]);
    cells.extend(std::iter::repeat_n(String::new(), 6));
    let added = occurrence.reported.map(|day| day.strftime("%Y%m%d000000").to_string());
    let address = article.url.as_deref().or(article.path.as_deref()).map(tab_safe);
    cells.extend([added.unwrap_or_default(), address.unwrap_or_default()]);
    Some(cells)
}

/// A number for the row that no other has, as far as 50 bits go.
fn number(act: &Act<'_>) -> u64 {
    let key = |side: Option<&Side>| side.map_or("", Side::key).to_owned();
    let id = Id::of('n', &[act.occurrence.id.as_str(), &key(act.source), &key(act.target)]);
    let letters = "0123456789abcdefghjkmnpqrstvwxyz";
    id.as_str()[2..12].chars().fold(0, |sum, c| sum * 32 + letters.find(c).unwrap_or(0) as u64)
}

/// The ten cells of an actor.
fn actor(ledger: &Ledger, act: &Act<'_>, side: Option<&Side>) -> Vec<String> {
    let mut cells = vec![String::new(); 10];
    let Some(side) = side else { return cells };
    let party = party(ledger, act.occurrence, side);
    let code = party.as_ref().and_then(|party| party.code.clone());
    let code = code.unwrap_or_else(|| if side.is_coded() { side.key().to_owned() } else { String::new() });
    let country = code.get(..3).filter(|base| crate::side::country(base).is_some()).unwrap_or_default().to_owned();
    let group = if country.is_empty() && code.len() == 3 { code.clone() } else { String::new() };
    cells[0] = tab_safe(&code);
    cells[1] = tab_safe(ledger.name(side)).to_uppercase();
    cells[2] = country;
    cells[3] = group;
    cells[7] = tab_safe(party.as_ref().and_then(|party| party.sector.as_deref()).unwrap_or_default());
    cells
}
