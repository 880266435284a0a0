//! An article and its parse in, records out: events, statements, positions, forecasts, offices.

pub mod attribution;
pub mod classify;
mod coder;
pub mod event;
pub mod forecast;
pub mod mention;
pub mod office;
pub mod position;
pub mod proposition;
pub mod reading;
pub mod record;
pub mod statement;
pub mod table;
pub mod time;
pub mod unmatched;

pub use coder::{Coded, Coder, DataFiles, LikelihoodTable, actor_lines, time_lines};
