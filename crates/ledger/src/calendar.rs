//! Named dates: those of the program's own table and those that a person adds to a ledger.
//!
//! `data/time/calendar.tsv` is the table that is shipped; its head says how an entry is written. What a person adds
//! stands before it when pages are read into the ledger, so that of two entries that answer to the same words the
//! person's counts; an entry that a person rejected is left out.

use anchor::{Id, Period};
use coding::table;
use coding::time::{Calendar, NamedDate};
use jiff::civil::Date;
use serde::Serialize;

/// A date that goes by a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CalendarEntry {
    /// Hash of all that follows, but for who added it.
    pub id: Id,
    /// What readers call it.
    pub name: String,
    /// Its names in texts, parted by `|`, in small letters.
    pub words: String,
    /// ISO 3166 alpha-3 of the country it belongs to; `-` where it is nobody's own.
    pub country: String,
    /// What its name stands for: `day`, `event` or `start`.
    pub kind: String,
    /// When it is, in the words of the table.
    pub rule: String,
    /// Who added it; none for an entry of the shipped table.
    pub added: Option<Added>,
    /// Whether a person rejected it: pages are then read without it.
    pub rejected: bool,
}

/// Who added an entry, when and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Added {
    /// When, UTC.
    pub at: String,
    /// Who.
    pub by: String,
    /// Why.
    pub because: String,
}

const COLUMNS: [&str; 5] = ["name", "words", "country", "kind", "rule"];

impl CalendarEntry {
    /// An entry; spaces around and between words are put in order.
    ///
    /// # Errors
    /// What is wrong with it, in words, where the table could not hold it.
    pub fn new(name: &str, words: &str, country: &str, kind: &str, rule: &str) -> Result<Self, String> {
        let plain = |words: &str| words.split_whitespace().collect::<Vec<&str>>().join(" ");
        let (name, words, country, kind, rule) =
            (plain(name), plain(words).to_lowercase(), plain(country).to_uppercase(), plain(kind), plain(rule));
        if name.is_empty() || words.split('|').any(|words| words.trim().is_empty()) {
            return Err("a named date needs a name, and words by which texts call it".to_owned());
        }
        let id = Id::of('n', &[&name, &words, &country, &kind, &rule]);
        let entry = Self { id, name, words, country, kind, rule, added: None, rejected: false };
        entry.dates().map(|_| entry.clone())
    }

    /// The first of its days that starts on `day` or later, and the last that starts before it.
    pub fn around(&self, day: Date) -> (Option<Period>, Option<Period>) {
        let Ok(dates) = self.dates() else { return (None, None) };
        (dates.next(day), day.yesterday().ok().and_then(|eve| dates.last(eve)))
    }

    /// Whether any of its days lies between `from` and `to`, within eight years.
    pub fn is_within(&self, from: Option<Date>, to: Option<Date>) -> bool {
        let Ok(dates) = self.dates() else { return false };
        match (from, to) {
            (None, None) => true,
            (Some(from), to) => dates.next(from).is_some_and(|next| to.is_none_or(|to| next.start <= to)),
            (None, Some(to)) => dates.last(to).is_some(),
        }
    }

    fn dates(&self) -> Result<NamedDate, String> {
        let row = [&self.name, &self.words, &self.country, &self.kind, &self.rule].map(String::as_str);
        let table = format!("{}\n{}\n", COLUMNS.join("\t"), row.join("\t"));
        let calendar = Calendar::parse("the named date", &table).map_err(|error| error.problem)?;
        calendar.entries().first().cloned().ok_or_else(|| "it has no days".to_owned())
    }
}

/// The entries of `text`, a table laid out as `data/time/calendar.tsv`, in its order.
///
/// # Errors
/// If the table cannot be read.
pub fn entries(text: &str) -> Result<Vec<CalendarEntry>, coding::table::DataError> {
    let mut entries = Vec::new();
    table::rows("time/calendar.tsv", text, &COLUMNS, |row| {
        let [name, words, country, kind, rule] = COLUMNS.map(|column| row.get(column));
        entries.push(CalendarEntry::new(name, words, country, kind, rule).map_err(|problem| row.error(problem))?);
        Ok(())
    })?;
    Ok(entries)
}

/// `text`, a table laid out as `data/time/calendar.tsv`, with what people said in `entries`: those that they added first,
/// those that they rejected left out. The same `text` where they said nothing.
pub fn with_entries(text: &str, entries: &[CalendarEntry]) -> String {
    let rejected = |cells: &[&str], columns: &[&str]| {
        let cell = |name: &str| columns.iter().position(|column| *column == name).and_then(|at| cells.get(at).copied());
        let [name, words, country, kind, rule] = COLUMNS.map(|column| cell(column).unwrap_or_default());
        CalendarEntry::new(name, words, country, kind, rule)
            .is_ok_and(|one| entries.iter().any(|entry| entry.rejected && entry.id == one.id))
    };
    let mut out = String::with_capacity(text.len());
    let mut columns: Option<Vec<&str>> = None;
    for line in text.lines() {
        let is_row = !line.starts_with('#') && !line.trim().is_empty();
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        match &columns {
            Some(columns) if is_row && rejected(&cells, columns) => continue,
            _ => out.extend([line, "\n"]),
        }
        if is_row && columns.is_none() {
            for entry in entries.iter().filter(|entry| entry.added.is_some() && !entry.rejected) {
                let value = |column: &&str| match *column {
                    "name" => entry.name.as_str(),
                    "words" => &entry.words,
                    "country" => &entry.country,
                    "kind" => &entry.kind,
                    "rule" => &entry.rule,
                    _ => "",
                };
                out.push_str(&cells.iter().map(value).collect::<Vec<&str>>().join("\t"));
                out.push('\n');
            }
            columns = Some(cells);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# note\nname\twords\tcountry\tkind\trule\texample\n\
                         Christmas\tchristmas\t-\tday\t12-25\tx\nMay Day\tmay day\t-\tday\t05-01\tx\n";

    fn added(name: &str, rule: &str) -> CalendarEntry {
        let added = Added { at: "2021-01-01T00:00:00Z".into(), by: "Ada".into(), because: "it is known".into() };
        let entry = CalendarEntry::new(name, &name.to_lowercase(), "mlt", "event", rule).unwrap();
        CalendarEntry { added: Some(added), ..entry }
    }

    #[test]
    fn what_a_person_adds_stands_first_and_what_is_rejected_is_gone() {
        let talks = added("Grain talks", "dates 2021-06-03/2021-06-05");
        let may = CalendarEntry { rejected: true, ..entries(TABLE).unwrap().remove(1) };
        let text = with_entries(TABLE, &[talks.clone(), may]);
        let names: Vec<String> = entries(&text).unwrap().into_iter().map(|entry| entry.name).collect();
        assert_eq!(names, ["Grain talks", "Christmas"]);
        assert_eq!(with_entries(TABLE, &[]), TABLE);
        let calendar = Calendar::parse("calendar", &text).unwrap();
        let seen = "2021-05-01".parse().unwrap();
        let found = calendar.resolve("after the grain talks", seen, &[]).unwrap();
        assert_eq!(found.period.to_string(), "2021-06-03/2021-06-05");
    }

    #[test]
    fn what_the_table_could_not_hold_is_refused() {
        assert!(CalendarEntry::new("Grain talks", "grain talks", "-", "event", "sometime").is_err());
        assert!(CalendarEntry::new("Grain talks", "grain talks", "-", "feast", "06-03").is_err());
        assert!(CalendarEntry::new(" ", "talks", "-", "event", "06-03").is_err());
        assert!(CalendarEntry::new("Grain talks", "grain|", "-", "event", "06-03").is_err());
        let folded = CalendarEntry::new("Grain\ttalks\n2", "grain talks", "-", "event", "06-03").unwrap();
        assert_eq!(folded.name, "Grain talks 2");
    }

    #[test]
    fn the_shipped_table_can_be_kept() {
        let text = include_str!("../../../data/time/calendar.tsv");
        let shipped = entries(text).unwrap();
        assert!(shipped.len() > 100);
        let ids: std::collections::BTreeSet<&Id> = shipped.iter().map(|entry| &entry.id).collect();
        assert_eq!(ids.len(), shipped.len(), "no two entries are the same");
        let day = |words: &str| words.parse::<Date>().unwrap();
        let christmas = shipped.iter().find(|entry| entry.name == "Christmas").unwrap();
        let (next, last) = christmas.around(day("2020-12-25"));
        assert_eq!((next.unwrap().start, last.unwrap().start), (day("2020-12-25"), day("2019-12-25")));
        assert!(christmas.is_within(Some(day("2020-12-01")), Some(day("2020-12-31"))));
        assert!(!christmas.is_within(Some(day("2020-06-01")), Some(day("2020-06-30"))));
    }
}
