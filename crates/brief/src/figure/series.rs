//! Cooperation above, conflict below, month by month; a band beneath says the status.

use jiff::civil::Date;
use maud::{Markup, html};

use super::axis::Axis;
use super::{LEFT, WIDTH, at};
use crate::model::{Brief, MonthBar};
use crate::wording::capital;

const TOP: f64 = 8.0;
const HALF: f64 = 44.0;
const BAND: f64 = 15.0;

/// The figure of `brief`'s months; nothing where no act between the two is dated.
pub(crate) fn series(brief: &Brief, axis: &Axis) -> Option<Markup> {
    let months: Vec<&MonthBar> = brief.figures.months.iter().filter(|month| axis.holds(month.first)).collect();
    let highest = months.iter().map(|month| month.cooperation.max(-month.conflict)).fold(0.0, f64::max);
    if highest == 0.0 {
        return None;
    }
    let middle = TOP + HALF;
    let bottom = middle + HALF;
    let height = |score: f64| HALF * score.abs() / highest;
    let desc = format!(
        "For each month the sum of PLOVER scores of occurrences between the two: cooperation up to {highest} above the line, \
         conflict below it. The band names the status at the end of each month. The table below says the same."
    );
    Some(html! {
        svg viewBox={ "0 0 " (WIDTH) " " (at(bottom + BAND + 26.0)) } role="img" aria-labelledby="series-title series-desc" {
            title id="series-title" { "Cooperation and conflict by month: " (brief.title) }
            desc id="series-desc" { (desc) }
            (axis.draw(TOP, bottom + BAND + 6.0))
            text.row-name x="0" y=(at(middle - HALF / 2.0 + 3.0)) { "Cooperation" }
            text.row-name x="0" y=(at(middle + HALF / 2.0 + 3.0)) { "Conflict" }
            text.row-name x="0" y=(at(bottom + BAND - 1.0)) { "Status" }
            line.row x1=(at(LEFT)) y1=(at(middle)) x2=(at(WIDTH - 10.0)) y2=(at(middle)) {}
            @for month in &months {
                @let x = axis.x(month.first);
                @let width = (axis.x(month.first.last_of_month()) - x - 1.0).clamp(1.2, 18.0);
                @if month.cooperation > 0.0 {
                    rect.cooperation x=(at(x + 0.5)) y=(at(middle - height(month.cooperation))) width=(at(width)) height=(at(height(month.cooperation))) {
                        title { (tip(month)) }
                    }
                }
                @if month.conflict < 0.0 {
                    rect.conflict x=(at(x + 0.5)) y=(at(middle)) width=(at(width)) height=(at(height(month.conflict))) {
                        title { (tip(month)) }
                    }
                }
            }
            @for (status, from, to) in runs(&months) {
                @let x = axis.x(from);
                @let width = axis.x(to.last_of_month().min(axis.as_of)) - x;
                rect class={ "band " (status) } x=(at(x)) y=(at(bottom + 4.0)) width=(at(width.max(1.0))) height=(at(BAND)) {
                    title { (capital(status)) ", " (from.strftime("%b %Y").to_string()) " – " (to.strftime("%b %Y").to_string()) }
                }
                @if width > 5.6 * status.len() as f64 + 6.0 {
                    text.band-name x=(at(x + 4.0)) y=(at(bottom + BAND)) { (status) }
                }
            }
        }
    })
}

fn tip(month: &MonthBar) -> String {
    format!(
        "{}: cooperation {}, conflict {}, {}",
        month.first.strftime("%b %Y"),
        month.cooperation,
        month.conflict,
        crate::wording::count(month.acts, "act", "acts")
    )
}

/// Months in a row with one status: the status, the first and the last of them.
fn runs(months: &[&MonthBar]) -> Vec<(&'static str, Date, Date)> {
    let mut runs: Vec<(&'static str, Date, Date)> = Vec::new();
    for month in months {
        match runs.last_mut() {
            Some((status, _, to)) if *status == month.status => *to = month.first,
            _ => runs.push((month.status, month.first, month.first)),
        }
    }
    runs.retain(|(status, _, _)| *status != "unknown");
    runs
}
