//! What the fields mean: previews in, a suggested [`Catalog`]; a catalog in, a validated [`Plan`];
//! rows and a plan in, a history out.
//!
//! [`suggest()`] fills the catalog in by name and content. [`scan()`] counts a file's events, people
//! and weeks. [`Plan::resolve`] is the only place where what the person entered turns into what
//! runs, and the only place that says what is missing. [`build()`] reads the files by the plan.
//! This room knows the person's words; it does not know file formats or models.

mod build;
mod plan;
mod repeats;
mod scan;
mod suggest;
mod types;

pub use build::{BuildError, BuildReport, Built, FileReport, build};
pub use plan::{Fields, FilePlan, Plan, ProductPlan};
pub use scan::{EventCount, FieldStats, Scan, scan};
pub use suggest::{Suggestion, Sure, merge_scans, suggest, suggest_repeats};
pub use types::*;

#[cfg(test)]
mod tests;
