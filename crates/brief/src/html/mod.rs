//! The brief as one HTML file that needs nothing else: style, script and figures are in it.
//!
//! It reads without its script, which only adds the keys j and k. Its content security policy allows nothing but
//! its own style and script, by their hashes; whatever a page says is text here, never markup.

mod evidence;
mod page;
mod policy;
mod tables;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::model::Brief;
use crate::wording::{day, shows};

const STYLE: &str = include_str!("brief.css");
const SCRIPT: &str = include_str!("brief.js");

/// `brief` as a whole HTML document.
pub fn render(brief: &Brief) -> String {
    let title = match brief.as_of {
        Some(on) => format!("{}: state of the dispute on {}", brief.title, day(on)),
        None => brief.title.clone(),
    };
    // The last gate: whatever slipped in from a page, no character of it does anything but show.
    document(&title, &page::body(brief)).into_string().chars().filter(|&c| shows(c)).collect()
}

/// A document with the brief's style and script around `body`.
fn document(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy::policy(STYLE, SCRIPT));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "Standoff " (env!("CARGO_PKG_VERSION")) };
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (body)
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}
