//! The day a page was published.
//!
//! [`written`] reads dates in the many forms in which people write them, [`stamp`] those that programs write,
//! [`published`] chooses among all that a page says, and [`inferred`] works the day out where none is said.

pub(crate) mod inferred;
pub(crate) mod published;
pub(crate) mod stamp;
pub(crate) mod written;
