//! Where each kind of event table keeps what.

use std::fmt;

use super::Format;

/// The columns of one table: the place of each fact in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) id: Option<usize>,
    pub(super) date: usize,
    pub(super) published: Option<usize>,
    pub(super) source: Party,
    pub(super) target: Party,
    /// The kind of event in the table's own words.
    pub(super) label: Option<usize>,
    pub(super) cameo: Option<usize>,
    pub(super) kind: Option<usize>,
    pub(super) mode: Option<usize>,
    /// How many reports the row stands for.
    pub(super) reports: Option<usize>,
    pub(super) place: Option<usize>,
    pub(super) link: Option<usize>,
}

/// The columns that tell who a party is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Party {
    pub(super) name: usize,
    /// A PLOVER or CAMEO code (`PRKGOV`).
    pub(super) code: Option<usize>,
    /// The country, by name or code.
    pub(super) country: Option<usize>,
    /// Sectors, by name or code.
    pub(super) sectors: Option<usize>,
}

/// A table whose columns cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownColumns {
    /// What is missing.
    pub wanted: &'static str,
    /// The columns that are there.
    pub found: String,
}

impl fmt::Display for UnknownColumns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the table has no column for the {}; its columns are: {}", self.wanted, self.found)
    }
}

impl std::error::Error for UnknownColumns {}

/// GDELT's event tables have no header; the number of columns tells the version.
pub(super) fn gdelt(columns: usize) -> Option<Layout> {
    let place = match columns {
        57 | 58 => 50,
        61 => 52,
        _ => return None,
    };
    let party = |first: usize| Party { name: first + 1, code: Some(first), country: Some(first + 2), sectors: None };
    Some(Layout {
        id: Some(0),
        date: 1,
        published: Some(if columns == 61 { 59 } else { 56 }),
        source: party(5),
        target: party(15),
        label: None,
        cameo: Some(26),
        kind: None,
        mode: None,
        reports: Some(33),
        place: Some(place),
        link: match columns {
            58 => Some(57),
            61 => Some(60),
            _ => None,
        },
    })
}

/// Whether `header` is that of an ICEWS, a POLECAT or another table.
pub(super) fn format_of(header: &[String]) -> Format {
    let has = |name: &str| header.iter().any(|column| is(column, name));
    if has("Source Name") && has("CAMEO Code") {
        Format::Icews
    } else if has("Actor Name") && has("Event Type") && has("Recipient Name") {
        Format::Polecat
    } else {
        Format::Csv
    }
}

/// The layout of a table with a header.
pub(super) fn headed(format: Format, header: &[String]) -> Result<Layout, UnknownColumns> {
    let find = |names: &[&str]| names.iter().find_map(|name| header.iter().position(|column| is(column, name)));
    let need = |names: &[&str], wanted: &'static str| {
        find(names).ok_or_else(|| UnknownColumns { wanted, found: header.join(", ").chars().take(400).collect() })
    };
    Ok(match format {
        Format::Icews => Layout {
            id: find(&["Event ID"]),
            date: need(&["Event Date"], "day (Event Date)")?,
            published: None,
            source: Party {
                name: need(&["Source Name"], "source (Source Name)")?,
                code: None,
                country: find(&["Source Country"]),
                sectors: find(&["Source Sectors"]),
            },
            target: Party {
                name: need(&["Target Name"], "target (Target Name)")?,
                code: None,
                country: find(&["Target Country"]),
                sectors: find(&["Target Sectors"]),
            },
            label: find(&["Event Text"]),
            cameo: Some(need(&["CAMEO Code"], "code (CAMEO Code)")?),
            kind: None,
            mode: None,
            reports: None,
            place: find(&["Country"]),
            link: None,
        },
        Format::Polecat => Layout {
            id: find(&["Event ID"]),
            date: need(&["Event Date"], "day (Event Date)")?,
            published: find(&["Publication Date"]),
            source: Party {
                name: need(&["Actor Name"], "actor (Actor Name)")?,
                code: None,
                country: find(&["Actor Country"]),
                sectors: find(&["Primary Actor Sector", "Actor Sectors"]),
            },
            target: Party {
                name: need(&["Recipient Name"], "recipient (Recipient Name)")?,
                code: None,
                country: find(&["Recipient Country"]),
                sectors: find(&["Primary Recipient Sector", "Recipient Sectors"]),
            },
            label: None,
            cameo: None,
            kind: Some(need(&["Event Type"], "type (Event Type)")?),
            mode: find(&["Event Mode"]),
            reports: None,
            place: find(&["Placename", "Country"]),
            link: None,
        },
        Format::Csv | Format::Gdelt => Layout {
            id: find(&["id", "event_id"]),
            date: need(&["date", "day", "event_date"], "day (date)")?,
            published: find(&["published", "publication_date"]),
            source: Party {
                name: need(&["source", "actor", "actor1", "subject", "from"], "source (source)")?,
                code: find(&["source_code", "actor_code", "actor1_code"]),
                country: find(&["source_country", "actor_country"]),
                sectors: find(&["source_sector", "actor_sector"]),
            },
            target: Party {
                name: need(&["target", "recipient", "actor2", "object", "to"], "target (target)")?,
                code: find(&["target_code", "recipient_code", "actor2_code"]),
                country: find(&["target_country", "recipient_country"]),
                sectors: find(&["target_sector", "recipient_sector"]),
            },
            label: Some(need(&["event", "label", "event_text", "relation", "type"], "kind of event (event)")?),
            cameo: find(&["cameo", "cameo_code", "code"]),
            kind: find(&["type", "event_type", "plover"]),
            mode: find(&["mode", "event_mode"]),
            reports: find(&["reports", "articles"]),
            place: find(&["place", "location"]),
            link: find(&["url", "link"]),
        },
    })
}

/// Whether `column` is called `name`; case, spaces and underscores make no difference.
fn is(column: &str, name: &str) -> bool {
    let plain = |words: &str| -> String {
        let words = words.trim().trim_start_matches('\u{feff}');
        words.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).flat_map(char::to_lowercase).collect()
    };
    plain(column) == plain(name)
}
