//! The page from its head to its foot.

use maud::{Markup, html};

use super::evidence::{line, proof};
use super::tables::{forecasts, offices, positions};
use crate::figure;
use crate::model::{Brief, Capped, Line};
use crate::sentences::{quo, since, sources, trend};
use crate::wording::{capital, count, day};

/// Everything within `<body>`.
pub(super) fn body(brief: &Brief) -> Markup {
    html! {
        a.skip href="#main" { "Skip to the brief" }
        header {
            p.kicker {
                "State of the dispute"
                @if let Some(on) = brief.as_of { " · " time datetime=(on) { (day(on)) } }
            }
            h1 { (brief.title) }
            p.about { (brief.about) }
            p.read { (sources(brief)) " " a href="#sources" { "All sources" } }
        }
        main id="main" {
            (state(brief))
            (figures(brief))
            (section("timeline", "Timeline", !brief.timeline.is_empty() || !brief.undated.is_empty(), &timeline(brief)))
            (section("positions", "Positions", !brief.positions.rows.is_empty(), &positions(&brief.positions)))
            (section("forecasts", "Forecasts", !brief.forecasts.is_empty(), &forecasts(&brief.forecasts)))
            div.pair {
                (section("offices", "Who is in post", !brief.offices.is_empty(), &offices(&brief.offices)))
                div {
                    (section("coming", "Coming up", !brief.coming.is_empty(), &lines(&brief.coming)))
                    (section("disagreements", "Accounts differ", !brief.disagreements.is_empty(), &disagreements(brief)))
                }
            }
            (section("sources", "Sources", true, &source_list(brief)))
        }
        footer {
            p { "Made by Standoff " (env!("CARGO_PKG_VERSION")) " from " (sources(brief).trim_start_matches("Read: ")) }
            p.on-paper { "Printed in short: the page on the screen holds more lines, and every line opens its sentence." }
            p.keys hidden { kbd { "j" } " and " kbd { "k" } " open the next and the previous line; " kbd { "Esc" } " closes it." }
        }
    }
}

/// A section with its heading; nothing where there is nothing in it.
fn section(id: &str, heading: &str, any: bool, content: &Markup) -> Markup {
    html! {
        @if any {
            section id=(id) aria-labelledby={ (id) "-heading" } {
                h2 id={ (id) "-heading" } { (heading) }
                (content)
            }
        }
    }
}

fn state(brief: &Brief) -> Markup {
    let Some(state) = &brief.state else { return html! {} };
    html! {
        section.state id="status" aria-labelledby="status-heading" {
            h2 id="status-heading" { "Status" }
            p.status {
                strong class={ "word " (state.word) } { (capital(&state.word)) }
                @if let Some((since, days)) = since(state) {
                    " since " time datetime=[state.since.map(|since| since.printed().0)] { (since) }
                    span.days { " (" (days) ")" }
                }
            }
            p.means { (capital(&state.means)) "." }
            div.reasons {
                div {
                    h3 { "Why" }
                    ul { @for reason in &state.reasons { li { (line(reason)) } } }
                    p.trend { (trend(state)) "." }
                    @if let Some(quo) = quo(state) {
                        h3 { "Will it hold?" }
                        p.quo { (quo) }
                    }
                }
                @if !state.last.is_empty() {
                    div {
                        h3 { "The last of each" }
                        ul.last {
                            @for (label, last) in &state.last {
                                li { span.label { (label) } " " (line(&Line { note: String::new(), quote: None, ..last.clone() })) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn figures(brief: &Brief) -> Markup {
    let Some(axis) = figure::axis(&brief.figures, brief.as_of) else { return html! {} };
    let series = figure::series(brief, &axis);
    html! {
        section.figures aria-label="Figures" {
            figure {
                div.scroll tabindex="0" role="group" aria-label="Timeline figure" { (figure::timeline(brief, &axis)) }
                figcaption {
                    "Each dot is one occurrence, in the row of who acts: "
                    span.key.cooperation {} " cooperation, " span.key.conflict {} " conflict, "
                    span.key.hollow {} " planned, denied or not done. Larger dots: more independent outlets."
                }
            }
            @if let Some(series) = series {
                figure {
                    div.scroll tabindex="0" role="group" aria-label="Cooperation and conflict figure" { (series) }
                    figcaption {
                        "PLOVER scores of occurrences between the two, summed by month; the band names the status."
                        @if brief.figures.unplaced > 0 {
                            " " (count(brief.figures.unplaced, "occurrence known to the year only is", "occurrences known to the year only are")) " not drawn."
                        }
                    }
                    (months(brief))
                }
            }
        }
    }
}

/// The months as a table, for those who cannot see the figure.
fn months(brief: &Brief) -> Markup {
    html! {
        details.months {
            summary { "The same as a table" }
            table {
                thead { tr { th scope="col" { "Month" } th scope="col" { "Cooperation" } th scope="col" { "Conflict" } th scope="col" { "Acts" } th scope="col" { "Status" } } }
                tbody {
                    @for month in brief.figures.months.iter().filter(|month| month.acts > 0).rev().take(60) {
                        tr {
                            th scope="row" { (month.first.strftime("%b %Y").to_string()) }
                            td { (month.cooperation) } td { (month.conflict) } td { (month.acts) } td { (month.status) }
                        }
                    }
                }
            }
        }
    }
}

fn timeline(brief: &Brief) -> Markup {
    html! {
        @if brief.timeline.rest > 0 {
            p.rest { (count(brief.timeline.rest, "lesser occurrence is", "lesser occurrences are")) " left out." }
        }
        ol.lines { @for item in &brief.timeline.shown { li { (line(item)) } } }
        @if !brief.undated.is_empty() {
            h3 { "On a day that no page gives" }
            (lines(&brief.undated))
        }
    }
}

fn lines(lines: &Capped<Line>) -> Markup {
    html! {
        ul.lines { @for item in &lines.shown { li { (line(item)) } } }
        (rest(lines.rest))
    }
}

/// How many more there are.
pub(super) fn rest(rest: usize) -> Markup {
    html! { @if rest > 0 { p.rest { "and " (rest) " more" } } }
}

fn disagreements(brief: &Brief) -> Markup {
    html! {
        @for row in &brief.disagreements.shown {
            div.disagreement {
                p { (row.says) }
                ul {
                    @for version in &row.versions {
                        li {
                            details.line {
                                summary { span.what { span.says { (version.says) } " " span.note { (version.note) } } }
                                (proof(&version.proof))
                            }
                        }
                    }
                }
            }
        }
        (rest(brief.disagreements.rest))
    }
}

fn source_list(brief: &Brief) -> Markup {
    let sources = &brief.sources;
    let records: Vec<String> = sources.records.iter().map(|(kind, n)| count(*n, kind, &format!("{kind}s"))).collect();
    html! {
        p.read {
            (globals(brief)) " They hold " (crate::wording::list(&records)) "; the events report "
            (count(sources.occurrences, "occurrence", "occurrences")) " of this dispute."
        }
        @if !brief.warnings.is_empty() {
            ul.warnings { @for warning in &brief.warnings { li { (warning) } } }
        }
        ol.pages {
            @for page in &sources.list.shown {
                li {
                    span.when { (page.when) } " "
                    span.outlet { (page.publisher) } ", "
                    @match &page.url {
                        Some(url) => a href=(url) rel="noreferrer noopener" { cite { (page.title) } },
                        None => cite { (page.title) },
                    }
                    @if let Some(kind) = page.kind { " " span.note { (kind) } }
                    @if !page.copies.is_empty() { " " span.note { "also printed by " (page.copies.join(", ")) } }
                }
            }
        }
        (rest(sources.list.rest))
    }
}

fn globals(brief: &Brief) -> String {
    sources(brief)
}
