//! What can be read off the plot, and how money is written there.

use crate::app::widgets::format;

/// What is read off the plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Expected rate of the audience.
    Rate,
    /// Share of all engagers that it reaches.
    Reached,
    /// Expected profit.
    Profit,
}

/// "1,240" with its sign.
pub(crate) fn money(value: f64) -> String {
    let sign = if value < -0.5 { "−" } else { "" };
    format!("{sign}{}", format::count(value.abs().round() as u64))
}
