//! The result of a request: everyone's propensity, how good the ranking is, and what explains it.

use std::sync::Arc;

use crate::base::language::Message;
use crate::base::numbers::Numbers;
use crate::history::{History, Seconds};

use super::backtest::TestedPeople;
use super::ranges::Uncertainty;
use super::reasons::Explainer;
use super::types::{BackTest, Method, Reason};

/// The answer to a [`super::ScoringRequest`].
#[derive(Debug, Clone)]
pub struct ScoringResult {
    /// The time propensities are for.
    pub as_of: Seconds,
    /// Window length in days.
    pub horizon_days: u32,
    /// Why this horizon, where it was chosen from the data.
    pub horizon_note: Option<Message>,
    /// Codes of everyone with an event before `as_of`, rising.
    pub people: Numbers<u32>,
    /// Propensity of each of `people`, 0 to 1.
    pub propensity: Numbers<f32>,
    /// How the order was found.
    pub method: Method,
    /// The back-test, where there was enough to make one.
    pub back_test: Option<BackTest>,
    /// The people it looked at: an audience with conditions is judged among those who met them then.
    pub tested: Option<Arc<TestedPeople>>,
    /// How uncertain a number of people is, beside luck: see [`Uncertainty::range`].
    pub uncertainty: Uncertainty,
    /// What the person should know: too little data, a fallback, a weak ranking …
    pub notes: Vec<Message>,
    /// The longest horizon, in days, that this data can learn from and test, where the one asked
    /// for is longer.
    pub longest_horizon: Option<u32>,
    /// What is needed for [`ScoringResult::reasons`] and [`ScoringResult::audience_reasons`].
    pub explainer: Explainer,
}

impl ScoringResult {
    /// Up to three reasons for the person at `index` of [`ScoringResult::people`], the strongest
    /// first: what raises their propensity above the average person's; for those below it, what
    /// lowers it most.
    pub fn reasons(&self, history: &History, index: usize) -> Vec<Reason> {
        let person = self.people.get(index);
        person.map_or_else(Vec::new, |&p| self.explainer.person(history, p, self.as_of))
    }

    /// What sets the people at these indices apart: behaviours and how many times as common they
    /// are as among everyone ranked. The strongest first.
    pub fn audience_reasons(&self, history: &History, top: &[u32]) -> Vec<Reason> {
        self.explainer.audience(history, &self.people, top, self.as_of)
    }
}
