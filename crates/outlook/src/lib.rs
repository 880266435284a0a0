//! outlook
