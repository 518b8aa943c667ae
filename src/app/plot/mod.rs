//! The plot of propensity by audience size: drawn in the window and as a picture, and its points as
//! a table.

pub mod chart;
pub mod image;
