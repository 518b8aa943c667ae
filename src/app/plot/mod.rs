//! The plot of propensity by audience size: drawn in the window and as a picture, and its points as
//! a table.

pub mod chart;
mod handle;
pub mod image;
mod input;
mod labels;
pub mod look;
pub mod metric;
pub mod points;
pub mod view;
pub(crate) mod words;
