//! The commands, one file each.

pub(crate) mod annotate;
pub(crate) mod parse;
