//! A user's own table of past spells.

use std::fmt;

use jiff::civil::Date;

use crate::survival::Spell;

/// What is wrong with a table of spells.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// The header names no columns by which a length is known.
    #[error(
        "a table of spells has the columns start and end (days, an end left empty where it still lasts), or days and ended (yes or no); this one has: {0}"
    )]
    Columns(String),
    /// A cell is neither a day, nor a number of days, nor yes or no.
    #[error("line {line}: {found:?} is no {wanted}")]
    Cell {
        /// The line, counted from 1.
        line: usize,
        /// What stands there.
        found: String,
        /// What should.
        wanted: Wanted,
    },
    /// A spell ends before it starts.
    #[error("line {0}: the spell ends before it starts")]
    Backwards(usize),
}

/// What a cell of a table of spells can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A day.
    Day,
    /// A number of days.
    Days,
    /// Yes or no.
    YesOrNo,
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Day => "day (2018-06-12)",
            Self::Days => "number of days",
            Self::YesOrNo => "yes or no",
        })
    }
}

/// The spells of `table`, as they were known on `day`: what began later is left out, what ended later still lasts.
///
/// Lines are parted by tabs, commas or semicolons; the first that is no comment (`#`) names the columns.
pub fn spells(table: &str, day: Date) -> Result<Vec<Spell>, HistoryError> {
    let mut lines = table.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    let Some((_, header)) = lines.next() else { return Err(HistoryError::Columns("none".into())) };
    let header = header.trim_start_matches('\u{feff}');
    let part = ['\t', ';', ','].into_iter().find(|part| header.contains(*part)).unwrap_or(',');
    let columns: Vec<String> = header.split(part).map(|name| name.trim().to_lowercase()).collect();
    let place = |name: &str| columns.iter().position(|column| column == name);
    let (dated, counted) = (place("start").zip(place("end")), place("days").zip(place("ended")));
    if dated.is_none() && counted.is_none() {
        return Err(HistoryError::Columns(columns.join(", ")));
    }
    let mut spells = Vec::new();
    for (n, line) in lines {
        let line_number = n + 1;
        let cells: Vec<&str> = line.split(part).map(|cell| cell.trim().trim_matches('"')).collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let wrong = |found: &str, wanted| HistoryError::Cell { line: line_number, found: found.to_owned(), wanted };
        let date = |at: usize| cell(at).parse::<Date>().map_err(|_| wrong(cell(at), Wanted::Day));
        if let Some((start, end)) = dated {
            let start = date(start)?;
            let end = if cell(end).is_empty() { None } else { Some(date(end)?) };
            if end.is_some_and(|end| end < start) {
                return Err(HistoryError::Backwards(line_number));
            }
            if start < day {
                let end = end.filter(|end| *end <= day);
                let length = end.unwrap_or(day).since(start).map_or(0, |span| span.get_days());
                spells.push(Spell { days: length, ended: end.is_some() });
            }
        } else if let Some((days, ended)) = counted {
            let length = cell(days).parse::<i32>().ok().filter(|days| *days >= 0);
            let ended = match cell(ended).to_lowercase().as_str() {
                "yes" | "1" | "true" => true,
                "no" | "0" | "false" => false,
                other => return Err(wrong(other, Wanted::YesOrNo)),
            };
            spells.push(Spell { days: length.ok_or_else(|| wrong(cell(days), Wanted::Days))?, ended });
        }
    }
    Ok(spells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(table: &str, day: &str) -> Result<Vec<(i32, bool)>, HistoryError> {
        Ok(spells(table, day.parse().unwrap())?.into_iter().map(|spell| (spell.days, spell.ended)).collect())
    }

    #[test]
    fn days_of_start_and_end() {
        let table = "# spells without talks\nstart\tend\tnote\n2001-01-20\t2002-10-03\tan envoy\n2019-10-05\t\tstill\n\n2021-01-01\t2021-05-01\t\n";
        assert_eq!(on(table, "2020-05-05").unwrap(), [(621, true), (213, false)]);
        assert_eq!(on(table, "2002-01-20").unwrap(), [(365, false)], "its end was not known yet");
    }

    #[test]
    fn lengths_and_whether_they_ended() {
        assert_eq!(on("ended, days\nyes, 120\nno, 400\n", "2020-05-05").unwrap(), [(120, true), (400, false)]);
    }

    #[test]
    fn mistakes_are_named() {
        let says = |table: &str| on(table, "2020-05-05").unwrap_err().to_string();
        assert!(says("from,to\n1,2\n").ends_with("this one has: from, to"));
        assert_eq!(says("start,end\n2001-13-01,\n"), "line 2: \"2001-13-01\" is no day (2018-06-12)");
        assert_eq!(says("start,end\n2001-03-01,2001-02-01\n"), "line 2: the spell ends before it starts");
        assert_eq!(says("days,ended\n12,perhaps\n"), "line 2: \"perhaps\" is no yes or no");
        assert!(says("").contains("start and end"));
    }
}
