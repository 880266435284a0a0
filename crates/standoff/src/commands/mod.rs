//! The commands, one file each.

pub(crate) mod annotate;
pub(crate) mod brief;
pub(crate) mod classify;
pub(crate) mod correct;
pub(crate) mod date;
pub(crate) mod export;
pub(crate) mod learn;
pub(crate) mod list;
pub(crate) mod outlook;
pub(crate) mod parse;
pub(crate) mod read;
pub(crate) mod serve;
pub(crate) mod show;
