//! The state of a dispute on one page.
//!
//! A [`Brief`] is made from a [`ledger::Ledger`] and is plain data; [`text`] prints it for a terminal and [`html`]
//! as one self-contained file. Every line carries the sentences it stands on. Nothing that a page says can turn
//! into a command of a terminal or a piece of markup.
//!
//! ```
//! use brief::{Asked, Brief, text};
//! use ledger::Ledger;
//!
//! let ledger = Ledger::new(Vec::new(), Vec::new(), None);
//! let brief = Brief::new(&ledger, &Asked::default());
//! assert!(text::render(&brief, text::Style::Plain).contains("NO DISPUTE FOUND"));
//! ```

mod acts;
mod brief;
mod evidence;
mod figure;
pub mod html;
mod model;
mod prospect;
mod says;
mod scope;
mod section;
mod sentence;
mod sentences;
pub mod text;
mod wording;

pub use brief::Asked;
pub use evidence::{Evidence, Link, Mark, Part, Proof};
pub use model::{
    AccountRow, Brief, Capped, Disagreement, Dot, Figures, ForecastRow, Line, MonthBar, OfficeRow, PositionEntry,
    PositionRow, PositionTable, SideName, SourcePage, Sources, State,
};
pub use prospect::{Change, Judged, Judgement, Prospect, Record};
pub use section::state::fact as happening;
