//! Files and a validated [`ReadPlan`](crate::catalog::ReadPlan) in, everyone's past out: rows are read
//! on all cores, repeats are left out, product feeds joined, and what was not used is counted by
//! reason.
//!
//! Apart from `catalog`, so that what a person decided ([`crate::project`]) does not depend on how it
//! is read. `build` puts the steps in order: `products` reads feeds, `events` the rows that count,
//! with `cells` for their values, `repeats` for what was delivered twice and `skipped` for what does
//! not count; `report` says what became of it all. `parts` takes the same steps for many machines.

mod away;
mod build;
mod cells;
mod events;
mod parts;
mod products;
mod repeats;
mod report;
mod skipped;

pub use away::Away;
pub use build::{BuildError, Built, build};
pub use parts::{FilesRead, Gathering, Sifted, build_report, feed, needs_identity, read_parts};
pub use report::{BuildReport, FileReport, LaterEvents, PeopleJoin, ends_ahead};
pub use skipped::NOT_CHOSEN;

#[cfg(test)]
mod tests;
