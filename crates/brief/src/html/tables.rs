//! Positions, forecasts and offices.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::evidence::proof;
use super::page::rest;
use crate::model::{Capped, ForecastRow, OfficeRow, PositionEntry, PositionTable};

/// Issues down, sides across; on a narrow page the sides stand below each other.
pub(super) fn positions(table: &PositionTable) -> Markup {
    html! {
        table.positions {
            thead {
                tr {
                    th scope="col" { "Issue" }
                    @for column in &table.columns { th scope="col" { (column.name) } }
                }
            }
            tbody {
                @for row in &table.rows {
                    tr {
                        th scope="row" { (row.issue) }
                        @for (column, cell) in table.columns.iter().zip(&row.cells) {
                            td data-side=(column.name) {
                                @for entry in cell { (position(entry)) }
                                @if cell.is_empty() { span.none { "–" } }
                            }
                        }
                    }
                }
            }
        }
        (rest(table.rest))
    }
}

fn position(entry: &PositionEntry) -> Markup {
    html! {
        details.line {
            summary {
                span.what {
                    @if let Some(holder) = &entry.holder { (holder) " " }
                    span.stance { (entry.stance) } " " q { (entry.content) }
                    @if let Some(condition) = &entry.condition { ", " span.condition { (condition) } }
                    " " span.note {
                        (entry.when)
                        @if entry.changed { ", changed" }
                        @if !entry.note.is_empty() { ", " (entry.note) }
                    }
                }
            }
            (proof(&entry.proof))
        }
    }
}

pub(super) fn forecasts(rows: &Capped<ForecastRow>) -> Markup {
    let tables = tables(&rows.shown);
    html! {
        ul.lines.forecasts { @for row in &rows.shown { li { (forecast(row)) } } }
        (rest(rows.rest))
        @if !tables.is_empty() { p.rest { "Words of likelihood read by " (crate::wording::list(&tables)) "." } }
    }
}

/// The tables by which words of likelihood were read, as readers know them.
fn tables(rows: &[ForecastRow]) -> Vec<String> {
    let names: BTreeSet<&str> = rows.iter().filter_map(|row| row.table.as_deref()).collect();
    let known = |name: &str| match name {
        "icd203" => Some("ICD 203 (Analytic Standards)".to_owned()),
        "kent" => Some("Kent’s words of estimative probability".to_owned()),
        "ipcc" => Some("the IPCC’s guidance".to_owned()),
        "stated" => None,
        other => Some(other.to_owned()),
    };
    names.into_iter().filter_map(known).collect()
}

fn forecast(row: &ForecastRow) -> Markup {
    html! {
        details.line {
            summary {
                span.when {
                    @if let Some(chance) = &row.chance { strong { (chance) } } @else { "no figure" }
                    @if let Some(phrase) = &row.phrase { span.phrase { "“" (phrase) "”" } }
                }
                " "
                span.what {
                    span.says { (row.who) }
                    @if !row.via.is_empty() { span.note { ", via " (row.via.join(" › ")) } }
                    " " q { (row.content) }
                    @if let Some(condition) = &row.condition { " " span.condition { (condition) } }
                    " " span.note {
                        "made " (row.made) "; points to " (row.points)
                        @if let Some(horizon) = &row.horizon { ", by " (horizon) } @else { ", no horizon" }
                        @if row.past { ", now past" }
                    }
                }
            }
            (proof(&row.proof))
        }
    }
}

pub(super) fn offices(rows: &Capped<OfficeRow>) -> Markup {
    html! {
        ul.lines.offices { @for row in &rows.shown { li { (office(row)) } } }
        (rest(rows.rest))
    }
}

fn office(row: &OfficeRow) -> Markup {
    html! {
        details.line {
            summary {
                span.when { span class={ "post " (row.status.split(' ').next().unwrap_or("")) } { (row.status) } }
                " "
                span.what {
                    span.says { (row.person) } ", " (row.post) ", " (row.side) " "
                    span.note { (row.when) }
                }
            }
            (proof(&row.proof))
        }
    }
}
