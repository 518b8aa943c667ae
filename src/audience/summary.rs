//! What an audience means at one size. The range around the expected number costs far more than these
//! and is asked for apart, where it is shown: [`Ranking::range`](super::Ranking::range).

/// What one size of audience means.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Summary {
    /// People in it.
    pub people: usize,
    /// People who may be in.
    pub eligible: usize,
    /// People expected to engage.
    pub expected: f64,
    /// Expected share of the audience that engages, 0 to 1.
    pub rate: f64,
    /// Propensity of the last person let in.
    pub marginal: f64,
    /// Expected share of everyone who may be in, 0 to 1.
    pub average: f64,
    /// Rate against the average.
    pub lift: f64,
    /// Share of all expected engagers that the audience reaches, 0 to 1.
    pub reached: f64,
}
