//! What a plot shows, for a picture of it as for the screen.

use super::metric::Metric;
use super::view::Zoom;

/// What the picture of a plot shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlotLook {
    /// The audience.
    pub audience: u64,
    /// What is read off it.
    pub metric: Metric,
    /// Whether other lists are drawn too.
    pub baselines: bool,
    /// How much of it is shown.
    pub zoom: Zoom,
    /// Whether it is drawn as in the dark mode.
    pub dark: bool,
}
