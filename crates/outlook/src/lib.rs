//! What dated acts imply: series, status with reasons, trend, and the chance that the status quo holds.
//!
//! The input is a list of [`Happening`]s, each one real act told as fact, and a [`Dyad`], the two sides asked about.
//! This crate knows neither text nor storage. Every threshold is in `data/outlook/`, where a reader can look it up.
//!
//! ```
//! use anchor::Id;
//! use outlook::{Dyad, Happening, status};
//!
//! let talks = Happening {
//!     id: Id::of('x', &["Stockholm"]),
//!     kind: "CONSULT".into(),
//!     mode: vec![],
//!     score: 2.5,
//!     actor: vec!["PRK".into(), "USA".into()],
//!     recipient: vec![],
//!     period: "2019-10-05".parse().unwrap(),
//! };
//! let status = status(&[talks], &Dyad::new("USA", "PRK"), "2020-05-05".parse().unwrap());
//! assert_eq!(status.word, "stalemate");
//! assert_eq!(status.since, "2019-10-05".parse().ok());
//! ```

mod acts;
mod chance;
mod change;
mod happening;
mod history;
mod quo;
mod resolve;
mod score;
mod series;
mod status;
mod survival;
mod table;
mod trend;

pub use acts::ActGroup;
pub use chance::{Answer, Deeds, Named, Question, chances};
pub use change::{Change, changes};
pub use happening::{Dyad, Happening};
pub use history::{HistoryError, spells};
pub use quo::{BaseRate, DEADLINE_DAYS, LEAST_SPELLS, Past, STALL_DAYS, StatusQuo, status_quo};
pub use resolve::{Deciding, Resolved, resolve};
pub use score::{Bin, Scored, Scores, scores};
pub use series::{Month, Series, series};
pub use status::{Reason, Status, status, words};
pub use survival::{Chance, Spell, share, survives};
pub use trend::{Direction, Trend, trend};
