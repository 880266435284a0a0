//! The brief for a terminal: plain text, at most 100 columns wide.

mod layout;
mod prospect;
mod sections;

use crate::model::Brief;
use crate::wording::shows;
use layout::wrap;
pub use prospect::prospect;

/// Columns of a line.
pub const WIDTH: usize = 100;

/// Whether type styles are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Plain text: for files and pipes.
    Plain,
    /// Bold headings and faint quotations: for a terminal.
    Terminal,
}

/// `brief` as text that ends in a line break.
pub fn render(brief: &Brief, style: Style) -> String {
    let mut page = Page { lines: Vec::new(), style };
    sections::head(&mut page, brief);
    if let Some(state) = &brief.state {
        sections::state(&mut page, state);
    }
    sections::timeline(&mut page, brief);
    sections::positions(&mut page, brief);
    sections::forecasts(&mut page, brief);
    sections::offices(&mut page, brief);
    sections::coming(&mut page, brief);
    sections::disagreements(&mut page, brief);
    sections::warnings(&mut page, brief);
    page.lines.join("\n") + "\n"
}

/// The lines of a page as they are written.
struct Page {
    lines: Vec<String>,
    style: Style,
}

impl Page {
    fn strong(&self, text: &str) -> String {
        let text: String = text.chars().filter(|&c| shows(c)).collect();
        if self.style == Style::Terminal { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text }
    }

    fn faint(&self, text: &str) -> String {
        let text: String = text.chars().filter(|&c| shows(c)).collect();
        if self.style == Style::Terminal { format!("\u{1b}[2m{text}\u{1b}[0m") } else { text }
    }

    fn heading(&mut self, text: &str) {
        self.lines.push(String::new());
        let heading = self.strong(&text.to_uppercase());
        self.lines.push(heading);
    }

    fn line(&mut self, text: impl Into<String>) {
        self.lines.push(text.into());
    }

    /// `text` wrapped, each line set in by `indent`.
    fn paragraph(&mut self, text: &str, indent: usize) {
        for line in wrap(text, WIDTH - indent) {
            self.lines.push(format!("{}{line}", " ".repeat(indent)));
        }
    }

    /// The same, faint.
    fn aside(&mut self, text: &str, indent: usize) {
        for line in wrap(text, WIDTH - indent) {
            let line = self.faint(&line);
            self.lines.push(format!("{}{line}", " ".repeat(indent)));
        }
    }

    /// How many more there are.
    fn rest(&mut self, rest: usize, indent: usize) {
        if rest > 0 {
            self.aside(&format!("and {rest} more"), indent);
        }
    }
}
