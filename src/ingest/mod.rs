//! Files and a validated [`Plan`](crate::catalog::Plan) in, everyone's past out: rows are read on all
//! cores, repeats are left out, product feeds joined, and what was not used is counted by reason.
//!
//! Apart from `catalog`, so that what a person decided ([`crate::project`]) does not depend on how it
//! is read.

mod build;
mod repeats;

pub use build::{BuildError, BuildReport, Built, FileReport, build};

#[cfg(test)]
mod tests;
