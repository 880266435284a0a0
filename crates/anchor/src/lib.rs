//! What every record is anchored by: a place in a text ([`Span`]), a time ([`Period`]) and an id ([`Id`]).
//!
//! Inside Standoff a place in a text is a [`Span`] of **byte** offsets; in every output it is a pair of
//! **Unicode code points**, so that `text[start:end]` in Python is the quote. [`CodePoints`] turns one
//! into the other.
//!
//! ```
//! use anchor::{CodePoints, Span};
//!
//! let text = "Élysée says no";
//! let says = Span::find(text, "says").unwrap();
//! assert_eq!(says.of(text), "says");
//! assert_eq!(CodePoints::new(text).range(says), (7, 11));
//! ```

mod id;
mod period;
mod span;

pub use id::Id;
pub use period::{ParsePeriodError, Period, Precision};
pub use span::{CodePoints, Span};
