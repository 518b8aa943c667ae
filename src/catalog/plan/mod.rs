//! A catalog that is complete and fits its files: what actually runs.
//!
//! A catalog and the opened files come in; what to read from each file goes out, or everything that
//! is missing, each with the place to point at. Fields are resolved to places in the request here,
//! once, so that reading looks nothing up by name.
//!
//! A field that the catalog names and the file lacks is an error where nothing can be read without
//! it, and else a notice: exports of several months differ in rare fields, and refusing all of them
//! for one would be worse than reading on, but nobody may have to guess why a column is empty.

mod check;
mod event_file;
mod fields;
mod resolve;
mod types;
mod wishes;

pub use fields::Fields;
pub(crate) use types::{EventAt, Identity};
pub use types::{EventFilePlan, ProductFilePlan, ReadPlan};
