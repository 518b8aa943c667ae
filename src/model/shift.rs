//! By how much the log-odds of a past window were off as a whole, and a small model that tells it for
//! engaging with anything.
//!
//! The forecast of how many engage ([`super::calibration`]) works on these shifts, not on counts: what
//! people's pasts say about their activity is in the log-odds already.

use super::fit::{Pull, Scale, at_cut, calibrate, log_odds, train};
use super::labels::Labels;
use super::rows::Rows;
use super::solver::FittedLogistic;
use super::types::ModelError;

/// Rows of the model of engaging with anything: 10,000 and all of them did as well (docs/model.md).
pub(super) const SMALL_ROWS: f64 = 30_000.0;
/// Its penalty.
const PENALTY: f64 = 300.0;

/// The shift of the log-odds with which as many are predicted to engage in a past window as did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shift {
    /// The shift.
    pub shift: f64,
    /// How many engaged. Of none the shift is that of half a person.
    pub positives: f64,
}

impl Shift {
    /// How many would have engaged without the shift (of rare events; else the odds are as many times as high).
    pub fn expected(&self) -> f64 {
        self.positives.max(0.5) * (-self.shift).exp()
    }
}

/// The shifts of all past windows for the rows' log-odds `z`, newest first.
pub(super) fn observed(rows: &Rows, z: &[f64], positive: &[u64]) -> Vec<Shift> {
    let shift = |cut: usize| {
        let positives = positive[cut] as f64;
        Shift { shift: calibrate(&at_cut(rows, z, cut), positives.max(0.5)), positives }
    };
    (0..positive.len()).map(shift).collect()
}

/// A model of few rows with the scale of their columns.
#[derive(Debug, Clone)]
pub(super) struct SmallModel {
    model: FittedLogistic,
    scale: Scale,
}

impl SmallModel {
    /// Trains on the rows that are `used`.
    pub fn train(rows: &Rows, used: impl Fn(usize) -> bool + Sync) -> Result<Self, ModelError> {
        let scale = Scale::of(&rows.x, &used);
        let mut x = rows.x.clone();
        scale.apply(&mut x);
        let weights = (0..rows.len()).map(|row| f32::from(u8::from(used(row)))).collect();
        let model =
            train(x.view(), &rows.positive, weights, Pull { l2: PENALTY, ..Pull::default() })?;
        Ok(Self { model, scale })
    }

    /// The shifts of the windows of these rows, newest first.
    pub fn shifts(&self, rows: &Rows, labels: &Labels) -> Vec<Shift> {
        let mut x = rows.x.clone();
        self.scale.apply(&mut x);
        observed(rows, &log_odds(x.view(), &self.model), &labels.positive)
    }
}
