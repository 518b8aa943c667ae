//! What reasons are made of: the trained model, kept with the feature list and the scan that feed it.

use std::sync::{Arc, OnceLock};

use crate::history::History;
use crate::model::calibration::Trend;
use crate::model::describe::{Describer, Description};
use crate::model::fit::LinearModel;
use crate::model::scan::TARGET;

/// How far back reasons look first, and then, in days: a month and a year.
pub(super) const SPANS: [u32; 2] = [30, 365];

/// What was learned, kept to explain it.
#[derive(Debug)]
pub(in crate::model) struct Terms {
    pub target: String,
    pub relatives: Option<String>,
    pub by: Description,
    pub linear: LinearModel,
    /// For the next request about the same windows.
    pub trend: Arc<Trend>,
    /// Everyone's mean standardised features, to measure a person against.
    pub average: Vec<f32>,
    /// The description with what it needs of the history whose people are explained, once one was.
    pub here: OnceLock<Describer>,
}

impl Terms {
    /// What describes the people of the history: always the one that was learned from.
    pub fn describer(&self, history: &History) -> &Describer {
        self.here.get_or_init(|| self.by.on_history(history))
    }
}

impl Describer {
    /// Whether an item is the target.
    pub fn is_target(&self, item: u32) -> bool {
        self.spec.marks[item as usize] & TARGET != 0
    }
}
