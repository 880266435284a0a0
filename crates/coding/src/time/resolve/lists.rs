//! Lists and ranges: a member without its year takes the year of the last.

use crate::time::atoms::Glue;
use crate::time::grammar::Grammar;
use crate::time::phrase::{DatePhrase, Found, Head, Phrase, YearWords};

/// Gives the members of a list or range the year that its last member says: 'June 3 and July 12, 2018', 'from June to
/// August 2018', '31 May-1 June 1916'.
pub(super) fn share_years(grammar: &Grammar<'_>, found: &[Found]) -> Vec<Found> {
    let mut shared = found.to_vec();
    for i in (0..shared.len().saturating_sub(1)).rev() {
        let next = shared[i + 1].clone();
        let (Phrase::Date(one), Phrase::Date(other)) = (&shared[i].phrase, &next.phrase) else { continue };
        let joined = grammar.joint(shared[i].end) == Some(next.start)
            || grammar.joint(shared[i].end).is_some_and(|start| grammar.after_the(start) == next.start);
        let rank = |date: &DatePhrase| match date.head {
            Head::Month(month) => Some((month, 0)),
            Head::Day { month, day, .. } => Some((month, day)),
            Head::Season(season) => Some((season.first_month(), 0)),
            _ => None,
        };
        let (Some(first), Some(second), None, Some(YearWords::Number(year))) =
            (rank(one), rank(other), one.year, other.year)
        else {
            continue;
        };
        if !joined || one.which.is_some() || grammar.glue(next.start) == Some(Glue::Break) {
            continue;
        }
        // 'from October to March 1945' began the year before.
        let year = if first > second { year - 1 } else { year };
        let date = one.clone().in_year(Some(YearWords::Number(year)));
        shared[i].phrase = Phrase::Date(date);
    }
    shared
}
