//! The sections of a brief as text.

use unicode_width::UnicodeWidthStr;

use super::layout::{columns, pad, wrap};
use super::{Page, WIDTH};
use crate::model::{Brief, Line, PositionEntry, State};
use crate::sentences::{quo, since, sources, trend};
use crate::wording::{capital, day};

/// Columns of a date at the start of a line.
const DATE: usize = 17;
/// Columns of a label at the start of a line.
const LABEL: usize = 15;
/// Lines shown of each section; a terminal shows less than a page.
const SHOWN: usize = 24;

pub(super) fn head(page: &mut Page, brief: &Brief) {
    let as_of = brief.as_of.map(|on| format!("as of {}", day(on))).unwrap_or_default();
    let title = brief.title.to_uppercase();
    if title.width() + as_of.width() + 2 <= WIDTH {
        let title = page.strong(&pad(&title, WIDTH - as_of.width()));
        page.line(format!("{title}{as_of}"));
    } else {
        for line in wrap(&title, WIDTH) {
            let line = page.strong(&line);
            page.line(line);
        }
        page.line(as_of);
    }
    page.paragraph(&brief.about, 0);
    page.aside(&sources(brief), 0);
}

pub(super) fn state(page: &mut Page, state: &State) {
    page.heading("Status");
    let since = since(state).map(|(since, days)| format!(" since {since} ({days})")).unwrap_or_default();
    let word = page.strong(&format!("{}{since}", capital(&state.word)));
    page.line(format!("  {word}"));
    page.paragraph(&format!("{}.", capital(&state.means)), 2);
    for reason in &state.reasons {
        labelled(page, "Why", &reason.says);
    }
    labelled(page, "Trend", &trend(state));
    for (label, line) in &state.last {
        labelled(page, label, &format!("{}: {}", line.when, line.says));
    }
    if let Some(quo) = quo(state) {
        labelled(page, "Will it hold?", &quo);
    }
}

pub(super) fn labelled(page: &mut Page, label: &str, text: &str) {
    for line in columns(&[(label, LABEL - 2), (text, WIDTH - LABEL - 2)]) {
        page.line(format!("  {line}"));
    }
}

pub(super) fn timeline(page: &mut Page, brief: &Brief) {
    if brief.timeline.is_empty() && brief.undated.is_empty() {
        return;
    }
    page.heading("Timeline");
    let skipped = brief.timeline.shown.len().saturating_sub(SHOWN);
    if skipped + brief.timeline.rest > 0 {
        page.aside(&format!("{} earlier or lesser left out", skipped + brief.timeline.rest), DATE + 2);
    }
    for line in &brief.timeline.shown[skipped..] {
        dated(page, line);
    }
    if !brief.undated.is_empty() {
        page.line("");
        page.paragraph("On a day that no page gives:", DATE + 2);
        for line in &brief.undated.shown {
            dated(page, line);
        }
        page.rest(brief.undated.rest, DATE + 2);
    }
}

fn dated(page: &mut Page, line: &Line) {
    let mark = line.mark.map(|mark| format!("[{mark}] ")).unwrap_or_default();
    let note = if line.note.is_empty() { String::new() } else { format!(" · {}", line.note) };
    for row in columns(&[(&line.when, DATE), (&format!("{mark}{}{note}", line.says), WIDTH - DATE - 2)]) {
        page.line(row);
    }
    if let Some(quote) = &line.quote {
        page.aside(&format!("“{quote}”"), DATE + 4);
    }
}

pub(super) fn positions(page: &mut Page, brief: &Brief) {
    if brief.positions.rows.is_empty() {
        return;
    }
    page.heading("Positions");
    for row in &brief.positions.rows {
        let issue = page.strong(&row.issue);
        page.line(format!("  {issue}"));
        for (side, entries) in brief.positions.columns.iter().zip(&row.cells) {
            for (n, entry) in entries.iter().enumerate() {
                let name = if n == 0 { side.name.as_str() } else { "" };
                for line in columns(&[(name, DATE), (&position(entry), WIDTH - DATE - 6)]) {
                    page.line(format!("    {line}"));
                }
            }
        }
    }
    page.rest(brief.positions.rest, 4);
}

fn position(entry: &PositionEntry) -> String {
    let holder = entry.holder.as_ref().map(|holder| format!("{holder} ")).unwrap_or_default();
    let condition = entry.condition.as_ref().map(|condition| format!(", {condition}")).unwrap_or_default();
    let changed = if entry.changed { "; changed" } else { "" };
    format!("{holder}{}: {}{condition} ({}{changed})", entry.stance, entry.content, entry.when)
}

pub(super) fn forecasts(page: &mut Page, brief: &Brief) {
    if brief.forecasts.is_empty() {
        return;
    }
    page.heading("Forecasts");
    for row in brief.forecasts.shown.iter().take(SHOWN / 2) {
        let via = if row.via.is_empty() { String::new() } else { format!(", via {}", row.via.join(" › ")) };
        let chance = match (&row.chance, &row.phrase) {
            (Some(chance), Some(phrase)) => format!("“{phrase}”: {chance} as worded; "),
            (Some(chance), None) => format!("{chance} as worded; "),
            (None, Some(phrase)) => format!("“{phrase}”; "),
            (None, None) => String::new(),
        };
        let horizon = row.horizon.as_ref().map_or_else(|| "no horizon".to_owned(), |horizon| format!("by {horizon}"));
        let past = if row.past { ", now past" } else { "" };
        let condition = row.condition.as_ref().map(|condition| format!("; {condition}")).unwrap_or_default();
        page.paragraph(&format!("{} ({}{via})", row.who, row.made), 2);
        page.aside(&format!("“{}”", row.content), 4);
        page.paragraph(&format!("{chance}points to {}, {horizon}{past}{condition}", row.points), 4);
    }
    page.rest(brief.forecasts.rest + brief.forecasts.shown.len().saturating_sub(SHOWN / 2), 2);
}

pub(super) fn offices(page: &mut Page, brief: &Brief) {
    if brief.offices.is_empty() {
        return;
    }
    page.heading("Who is in post");
    for row in brief.offices.shown.iter().take(SHOWN / 2) {
        let post = format!("{} ({})", row.post, row.side);
        let cells = [(row.person.as_str(), 22), (row.status, 10), (post.as_str(), 38), (row.when.as_str(), 22)];
        for line in columns(&cells) {
            page.line(format!("  {line}"));
        }
    }
    page.rest(brief.offices.rest + brief.offices.shown.len().saturating_sub(SHOWN / 2), 2);
}

pub(super) fn coming(page: &mut Page, brief: &Brief) {
    if brief.coming.is_empty() {
        return;
    }
    page.heading("Coming up");
    for line in &brief.coming.shown {
        dated(page, line);
    }
    page.rest(brief.coming.rest, 2);
}

pub(super) fn disagreements(page: &mut Page, brief: &Brief) {
    if brief.disagreements.is_empty() {
        return;
    }
    page.heading("Accounts differ");
    for row in &brief.disagreements.shown {
        page.paragraph(&row.says, 2);
        for version in &row.versions {
            page.paragraph(&format!("– {} ({})", version.says, version.note), 4);
        }
    }
    page.rest(brief.disagreements.rest, 2);
}

pub(super) fn warnings(page: &mut Page, brief: &Brief) {
    if brief.warnings.is_empty() {
        return;
    }
    page.heading("Mind");
    for warning in &brief.warnings {
        page.paragraph(&format!("– {warning}"), 2);
    }
}
