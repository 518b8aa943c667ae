//! What the fields mean: previews in, a suggested [`Catalog`]; a catalog in, a validated [`Plan`];
//! rows and a plan in, a history out.
//!
//! [`suggest`] fills the catalog in by name and content. [`scan`] counts a file's events, people
//! and weeks. [`Plan::resolve`] is the only place where what the person entered turns into what
//! runs, and the only place that says what is missing. [`build`] reads the files by the plan.
//! This room knows the person's words; it does not know file formats or models.

mod plan;
mod types;

pub use plan::{Fields, FilePlan, Plan, ProductPlan};
pub use types::*;
