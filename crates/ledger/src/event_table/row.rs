//! One row of an event table.

use anchor::Id;
use coding::record::Party;
use csv::StringRecord;
use jiff::civil::Date;

use super::cameo::{self, Kind};
use super::layout::{self, Layout};
use super::{Format, TableError};
use crate::side::{Side, country_code};

/// One act between two parties, as a table of somebody else's has it.
#[derive(Clone, Debug, PartialEq)]
pub struct TableEvent {
    /// Hash of the row's own id, or of its cells where it has none.
    pub id: Id,
    /// The line of the file, counted from 1.
    pub line: u64,
    /// When it was.
    pub day: Date,
    /// When it was made known: the day itself where the table does not say.
    pub known: Date,
    /// Who acts.
    pub source: TableParty,
    /// Who is acted on.
    pub target: TableParty,
    /// The kind of event in the table's own words; its code where it has none.
    pub label: String,
    /// Its CAMEO code, where the table has one.
    pub cameo: Option<String>,
    /// Its PLOVER type; nothing where PLOVER has none (a statement, an appeal).
    pub kind: Option<&'static str>,
    /// Its PLOVER mode, where the code tells one.
    pub mode: Option<&'static str>,
    /// PLOVER's quad, 0 without a type.
    pub quad: u8,
    /// PLOVER's score, -10 to 10; 0 without a type.
    pub score: f64,
    /// Reports that the row stands for.
    pub reports: usize,
    /// Where.
    pub place: Option<String>,
    /// Where it can be read.
    pub link: Option<String>,
}

/// A party as a table names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableParty {
    /// As written.
    pub name: String,
    /// The side for which it acts.
    pub side: Side,
}

impl TableEvent {
    /// The words and codes by which its kind may be asked for.
    pub fn labels(&self) -> Vec<&str> {
        let mut labels = vec![self.label.as_str()];
        labels.extend(self.cameo.as_deref());
        labels.extend(self.kind);
        labels
    }
}

/// The event of one row; nothing where one of the two parties is missing.
pub(super) fn event(record: &StringRecord, layout: &Layout, format: Format) -> Result<Option<TableEvent>, TableError> {
    let line = record.position().map_or(0, csv::Position::line);
    let wanted = layout.date.max(layout.source.name).max(layout.target.name) + 1;
    if record.len() < wanted {
        return Err(TableError::Short { line, found: record.len(), wanted });
    }
    let cell = |at: usize| record.get(at).unwrap_or_default().trim();
    let optional = |at: Option<usize>| at.map(cell).filter(|cell| !cell.is_empty());
    let written = cell(layout.date);
    let day = day(written).ok_or_else(|| TableError::Day { line, found: written.chars().take(40).collect() })?;
    let party = |columns: &layout::Party| {
        let code = optional(columns.code);
        let name = Some(cell(columns.name)).filter(|name| !name.is_empty()).or(code)?;
        Some(TableParty {
            name: name.to_owned(),
            side: side(name, code, optional(columns.country), optional(columns.sectors)),
        })
    };
    let (Some(source), Some(target)) = (party(&layout.source), party(&layout.target)) else { return Ok(None) };
    let cameo = optional(layout.cameo);
    let label = optional(layout.label).or(cameo).or(optional(layout.kind)).unwrap_or_default();
    let kind: Option<Kind> = (optional(layout.kind).or(Some(label)))
        .and_then(|kind| cameo::plover(kind, optional(layout.mode).unwrap_or_default()))
        .or_else(|| cameo.or(Some(label)).and_then(cameo::coded))
        .or_else(|| cameo::named(label));
    let own = optional(layout.id);
    let on = day.to_string();
    let id = match own {
        // An ICEWS number stands on every row of one story sentence, so the number alone names no row.
        Some(own) => Id::of('x', &[format.as_str(), own, &on, &source.name, &target.name, label]),
        None => Id::of('x', &[format.as_str(), &on, &source.name, &target.name, label]),
    };
    Ok(Some(TableEvent {
        id,
        line,
        day,
        known: optional(layout.published).and_then(self::day).map_or(day, |known| known.max(day)),
        source,
        target,
        label: label.to_owned(),
        cameo: cameo.map(str::to_owned),
        kind: kind.map(|kind| kind.name),
        mode: kind.and_then(|kind| kind.mode),
        quad: kind.map_or(0, |kind| kind.quad),
        score: kind.map_or(0.0, |kind| kind.score),
        reports: optional(layout.reports).and_then(|n| n.parse().ok()).filter(|n| *n > 0).unwrap_or(1),
        place: optional(layout.place).map(str::to_owned),
        link: optional(layout.link).map(str::to_owned),
    }))
}

/// A day as tables write it: `2018-06-12`, `20180612`, with or without a time of day after it.
pub(super) fn day(cell: &str) -> Option<Date> {
    let cell = cell.trim();
    if let Some(day) = cell.get(..10).and_then(|day| day.parse().ok()) {
        return Some(day);
    }
    let digits = cell.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let number = |from: usize, to: usize| digits[from..to].parse::<i16>().ok();
    Date::new(number(0, 4)?, number(4, 6)? as i8, number(6, 8)? as i8).ok()
}

/// Words in ICEWS' sectors that stand for the state itself.
const OF_STATE: [&str; 10] = [
    "government",
    "military",
    "executive",
    "legislative",
    "judicial",
    "police",
    "diplomatic",
    "ministry",
    "cabinet",
    "gov",
];

/// The side for which a party acts, by its code, or by its name, country and sectors.
fn side(name: &str, code: Option<&str>, country: Option<&str>, sectors: Option<&str>) -> Side {
    let coded = |code: &str, sector: Option<&str>| {
        Side::of(&Party {
            name: name.to_owned(),
            code: Some(code.to_owned()),
            sector: sector.map(str::to_owned),
            wikidata: None,
            person: None,
            start: 0,
            end: 0,
            quote: String::new(),
        })
    };
    if let Some(code) = code {
        return coded(code, None);
    }
    let own = country_code(name);
    let of = country.and_then(|country| {
        let is_code = country.len() == 3 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_code { Some(country) } else { country_code(country) }
    });
    let state = sectors.is_some_and(|sectors| {
        let sectors = sectors.to_lowercase();
        sectors.split([' ', ',', ';', '/', '(', ')']).any(|word| OF_STATE.contains(&word))
            || ["mil", "leg", "jud", "cop", "prm", "spy"].contains(&sectors.as_str())
    });
    match (own, of) {
        (Some(own), _) => Side::named(own),
        (None, Some(of)) if state => Side::named(of),
        _ => Side::named(name),
    }
}
