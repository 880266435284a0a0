//! Web pages: what a reader sees of them, and what they say of themselves.

pub(crate) mod blocks;
pub(crate) mod extract;
pub(crate) mod json_ld;
pub(crate) mod metadata;
pub(crate) mod scan;
