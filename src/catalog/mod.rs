//! What the fields mean: previews in, a suggested [`Catalog`]; a catalog in, a validated [`ReadPlan`].
//!
//! [`suggest()`] fills the catalog in by name and content. [`scan()`] counts a file's events, people
//! and weeks. [`ReadPlan::resolve`] is the only place where what the person entered turns into what
//! runs, and the only place that says what is missing; [`crate::ingest`] reads the files by the plan.
//! This module knows the person's words; it does not know file formats, histories or models.

#[cfg(test)]
pub(crate) mod languages;
mod plan;
mod scan;
mod suggest;
mod types;

pub(crate) use plan::{EventAt, Identity};
pub use plan::{EventFilePlan, Fields, ProductFilePlan, ReadPlan};
pub use scan::{EventCount, FieldStats, Scan, left_out, scan};
pub use suggest::{
    Confidence, RowsAre, Suggestion, explain_column, explain_event, follow, merge_scans, questions,
    suggest, suggest_as, suggest_repeats,
};
pub use types::*;
