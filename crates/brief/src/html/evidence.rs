//! A line that opens, and the sentence it opens.

use maud::{Markup, html};

use crate::evidence::{Evidence, Mark, Proof};
use crate::model::Line;
use crate::wording::{count, percent};

/// A line of a list: the words of the brief, and behind them the words of the pages.
pub(super) fn line(line: &Line) -> Markup {
    html! {
        details.line {
            summary {
                @if !line.when.is_empty() { span.when { (when(line)) } " " }
                span.what {
                    @if let Some(mark) = line.mark { span class={ "mark " (mark.split(' ').next().unwrap_or("")) } { (mark) } " " }
                    span.says { (line.says) }
                    @if let Some(quote) = &line.quote { " " q { (quote) } }
                    @if !line.note.is_empty() { " " span.note { (line.note) } }
                }
            }
            (proof(&line.proof))
        }
    }
}

fn when(line: &Line) -> Markup {
    html! {
        @match line.day {
            Some(day) => time datetime=(day) { (line.when) },
            None => (line.when),
        }
    }
}

/// The sentences a line stands on.
pub(super) fn proof(proof: &Proof) -> Markup {
    html! {
        div.proof {
            @for evidence in &proof.shown { (figure(evidence)) }
            @if proof.rest > 0 { p.rest { "and " (count(proof.rest, "further record", "further records")) } }
            @if proof.shown.is_empty() { p.rest { "Decided by what is not on record." } }
        }
    }
}

/// One sentence in its paragraph, with who says so and why it was read so.
fn figure(evidence: &Evidence) -> Markup {
    html! {
        figure.evidence {
            blockquote cite=[evidence.url.as_deref()] {
                p {
                    @for part in &evidence.paragraph {
                        @match part.mark {
                            Mark::Context => (part.text),
                            Mark::Evidence => mark { (part.text) },
                            Mark::Core => mark.core { (part.text) },
                        }
                    }
                }
            }
            figcaption {
                dl {
                    dt { "Who says so" }
                    dd.chain {
                        span.link { (evidence.publisher.as_deref().unwrap_or("Publisher unknown")) @if evidence.opinion { " (opinion)" } }
                        @if let Some(first) = &evidence.republished_from { span.arrow { " › " } span.link { (first) " " span.cue { "(printed it first)" } } }
                        @for link in &evidence.chain {
                            span.arrow { " › " }
                            span.link { (link.name) @if let Some(cue) = &link.cue { " " span.cue { "“" (cue) "”" } } }
                        }
                    }
                    dt { "Page" }
                    dd {
                        (source(evidence)) ", " (evidence.published)
                        @if !evidence.also.is_empty() { "; same words in " (evidence.also.join(", ")) }
                    }
                    @if !evidence.why.is_empty() {
                        dt { "Why read so" }
                        dd { (evidence.why.join("; ")) }
                    }
                    dt { "Confidence" }
                    dd { (percent(evidence.confidence)) " " span.id { (evidence.kind) " " (evidence.record) } }
                }
            }
        }
    }
}

/// A page's headline, as a link where it is on the web.
fn source(evidence: &Evidence) -> Markup {
    let title = evidence.title.as_deref().or(evidence.path.as_deref()).unwrap_or("untitled page");
    html! {
        @match &evidence.url {
            Some(url) => a href=(url) rel="noreferrer noopener" { cite { (title) } },
            None => cite { (title) },
        }
    }
}
