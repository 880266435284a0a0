//! How a text is to be read: as a report of its day, or as a story with a time of its own.

use jiff::civil::Date;

use super::Reading;
use super::phrase::{DatePhrase, Found, Head, Phrase, YearWords};

/// Decides from the dates themselves: a story names its years in full, long before the day of publication, and
/// hardly says 'today', 'last week' or 'Monday'.
pub(super) fn reading(found: &[Found], today: Option<Date>) -> Reading {
    let Some(today) = today else { return Reading::Narrative };
    let (mut old, mut near, mut spoken) = (0_usize, 0_usize, 0_usize);
    for one in found {
        let Phrase::Date(date) = &one.phrase else { continue };
        match date {
            DatePhrase { year: Some(YearWords::Number(year)), .. } if *year < today.year() - 1 => old += 1,
            DatePhrase { year: Some(YearWords::Number(_)), .. } => near += 1,
            DatePhrase { head: Head::Offset(_) | Head::Weekday(_), .. }
            | DatePhrase { which: Some(_), head: Head::Unit(_) | Head::Month(_), .. } => spoken += 1,
            _ => {}
        }
    }
    if old >= 5 && old > near && old > 3 * spoken { Reading::Narrative } else { Reading::News }
}
