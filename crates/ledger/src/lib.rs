//! Records in, one line per real thing out.
//!
//! A [`Ledger`] is made from articles and the records read in them, by pure functions. It tells copies from
//! originals, joins the event records that report one real thing to one [`Occurrence`] (with every version where
//! they disagree), and keeps positions, forecasts and offices as lines over time. Nothing in it depends on the
//! order of its input or on how often something was given; asked for a past day, it uses only what had been
//! published by then.
//!
//! ```
//! use ledger::Ledger;
//!
//! let empty = Ledger::new(Vec::new(), Vec::new(), None);
//! assert!(empty.occurrences().is_empty() && empty.as_of().is_none());
//! ```

mod alike;
mod archive;
pub mod calendar;
mod copies;
pub mod correction;
mod dispute;
pub mod event_table;
pub mod export;
mod forecast;
mod ledger;
pub mod lines;
mod merged;
mod numbers;
mod occurrence;
mod office;
#[cfg(test)]
mod order;
mod outlets;
mod pages;
mod position;
mod reported;
mod select;
mod side;
mod statement;
mod store;
mod storyline;
pub mod table;
#[cfg(test)]
mod testing;
pub mod words;

pub use archive::{LeftOut, Page};
pub use calendar::{Added, CalendarEntry};
pub use copies::{Copy, Original};
pub use correction::{Action, Correction, Corrections};
pub use dispute::{Dispute, Pair};
pub use forecast::ForecastLine;
pub use ledger::{Ledger, place};
pub use occurrence::{Account, AccountOn, Occurrence, Report, Version};
pub use office::OfficeLine;
pub use pages::Pages;
pub use position::{Change, Changed, PositionLine};
pub use reported::Reported;
pub use select::Filter;
pub use side::{Names, Side, parties, sides};
pub use statement::StatementLine;
pub use store::{Contents, Found, PageKey, Put, Reading, Run, Store, StoreError, TableOccurrence, Versions};
pub use storyline::Storyline;
