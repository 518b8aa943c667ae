//! Why somebody stands where they stand: the terms of the model in words, with the person's own
//! numbers; and what sets an audience apart.

mod audience;
mod person;

use std::sync::Arc;

use crate::history::History;

use super::features::{Feature, FeatureContext};
use super::fit::LinearModel;
use super::level::Trend;
use super::scan::{ScanSpec, TARGET};
use super::types::{Reason, ScoringResult};

/// Explains people and audiences by the terms of the trained model.
#[derive(Debug, Clone, Default)]
pub struct Explainer {
    pub(super) learned: Option<Arc<Terms>>,
}

/// What was learned, kept to explain it.
#[derive(Debug)]
pub(super) struct Terms {
    pub target: String,
    pub relatives: Option<String>,
    pub lens: ScanSpec,
    pub features: Vec<Feature>,
    pub frame: FeatureContext,
    pub line: LinearModel,
    /// For the next question on the same windows.
    pub trend: Arc<Trend>,
    pub average: Vec<f32>,
}

/// How far back reasons look first, and then, in days; and what that is called.
const SPANS: [(u32, &str); 2] = [(30, "month"), (365, "year")];

/// People looked at to describe an audience, and everyone.
const SAMPLE: usize = 4000;

impl ScoringResult {
    /// Up to three reasons for the person at `index` of [`ScoringResult::people`], the strongest first:
    /// what raises their propensity above the average person's; for those below it, what lowers it
    /// most.
    pub fn reasons(&self, history: &History, index: usize) -> Vec<Reason> {
        match (&self.explainer.learned, self.people.get(index)) {
            (Some(terms), Some(&person)) => terms.of_person(history, person, self.as_of),
            _ => Vec::new(),
        }
    }

    /// What sets the people at these indices apart: behaviours and how many times as common they
    /// are as among everyone ranked. The strongest first.
    pub fn audience_reasons(&self, history: &History, top: &[u32]) -> Vec<Reason> {
        match &self.explainer.learned {
            Some(terms) if !top.is_empty() => {
                let top: Vec<u32> = thin(top).map(|&i| self.people[i as usize]).collect();
                let all: Vec<u32> = thin(&self.people).copied().collect();
                let people = audience::People { top: &top, all: &all, whole: self.people.len() };
                terms.of_audience(history, &people, self.as_of)
            }
            _ => Vec::new(),
        }
    }
}

fn thin<T>(list: &[T]) -> impl Iterator<Item = &T> {
    list.iter().step_by(list.len().div_ceil(SAMPLE).max(1))
}

impl Terms {
    fn is_target(&self, item: u32) -> bool {
        self.lens.marks[item as usize] & TARGET != 0
    }
}
