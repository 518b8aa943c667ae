//! A history and a question in, everyone's calibrated propensity out, with a back-test and reasons.
//!
//! `answer` ranks everyone known at a time by the probability of engaging with the target within
//! the horizon after it. This room knows statistics; it is not for files, windows, sizes or who may
//! be in an audience.

mod types;

pub use types::*;
