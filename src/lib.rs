//! **Likely** finds the people most likely to engage with a product, brand, category or article,
//! from the event exports a marketer already has. See `ARCHITECTURE.md` for the modules and the one
//! way data flows through them.

// What tests share names this crate as whole flows and benchmarks do.
#[cfg(test)]
extern crate self as likely;

#[cfg(test)]
#[path = "../tests/common/mod.rs"]
mod common;

#[cfg(feature = "window")]
pub mod app;
pub mod audience;
pub mod base;
pub mod catalog;
pub mod cli;
#[cfg(feature = "cluster")]
pub mod cluster;
pub mod export;
#[doc(hidden)]
pub mod fuzz;
pub mod history;
pub mod import;
pub mod ingest;
pub mod jobs;
pub mod model;
pub mod people;
pub mod project;
pub mod sample;
pub mod schedule;
pub mod workflow;
