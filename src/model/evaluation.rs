//! Whom a back-test looks at: everyone where people are few, a weighted sample where they are many.
//!
//! Scoring ten million people twice would double the time of every request. The figures are decided
//! by people near the top of the ranking, so positives and people who engaged before are sampled
//! most, and everyone sampled carries a weight: the number of people they stand for.

use serde::{Deserialize, Serialize};

use super::labels::Labels;
use super::plan::Plan;
use super::sampling::Draws;

/// People sampled, at most: of those who never engaged, of those who did in an older window only,
/// and of those who did in the newest. 60,000 positives leave the AUC a
/// standard error near 0.001 (Hanley and McNeil), far below the steps of the grades.
const SAMPLE_SIZES: [f64; 3] = [60_000.0, 100_000.0, 60_000.0];

/// The sample, by what happened to people.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct EvaluationSample {
    /// What engaging is, and when.
    pub plan: Plan,
    /// People of each group, as [`SAMPLE_SIZES`] has them.
    all: [u64; 3],
}

/// The group of a person with these labels.
fn group(labels: u16) -> usize {
    match labels {
        0 => 0,
        bits if bits & 1 == 0 => 1,
        _ => 2,
    }
}

impl EvaluationSample {
    pub fn new(plan: &Plan, labels: &Labels) -> Self {
        let newest = |counts: &[u64]| counts.first().copied().unwrap_or(0);
        let (known, positive) = (newest(&labels.known), newest(&labels.positive));
        let all = [known - positive - labels.lapsed, labels.lapsed, positive];
        Self { plan: plan.clone(), all }
    }

    /// Whether a person with these labels, known at the newest past cut-off, is in the sample.
    pub fn has(&self, labels: u16, draws: Draws) -> bool {
        let group = group(labels);
        draws.within(99, SAMPLE_SIZES[group] / self.all[group].max(1) as f64)
    }

    /// How many people each of those sampled stands for, by their labels.
    pub fn sample_weight(&self, labels: &[u16]) -> Vec<f32> {
        let mut found = [0_u64; 3];
        labels.iter().for_each(|&labels| found[group(labels)] += 1);
        let each = |group: usize| self.all[group] as f64 / found[group].max(1) as f64;
        labels.iter().map(|&labels| each(group(labels)) as f32).collect()
    }
}

/// Whether a person with these labels engaged in the newest complete window.
pub(super) fn engaged_last(labels: u16) -> bool {
    group(labels) == 2
}

#[cfg(test)]
mod tests {
    use super::super::sampling::hash_draw;
    use super::*;
    use crate::base::progress::Progress;
    use crate::common::{HistoryBuilder, target};
    use crate::history::DAY;
    use crate::model::everyone::Whole;
    use crate::model::types::ScoringRequest;

    #[test]
    fn the_weights_of_a_sample_add_up_to_everyone() {
        let mut history = HistoryBuilder::new(&["Product ID"], &["view"]);
        (0..90).for_each(|day| history.event("p", day * DAY, "view", &["a"]));
        let history = history.build();
        let asked = ScoringRequest {
            target: target("Product ID", "a"),
            as_of: None,
            horizon_days: Some(10),
        };
        let plan = Plan::new(&Whole::new(&history), &asked, &Progress::none()).unwrap();
        // A tenth engaged in the newest window, two tenths in an older one only.
        let bits: Vec<u16> = (0..900_000_u32)
            .map(|p| match hash_draw(p, 1) % 10 {
                0 => 0b101,
                1 | 2 => 0b010,
                _ => 0,
            })
            .collect();
        let count = |kind: fn(u16) -> bool| bits.iter().filter(|&&b| kind(b)).count() as u64;
        let (positive, lapsed) = (count(|b| b & 1 == 1), count(|b| b == 0b010));
        let labels = Labels {
            known: vec![900_000; 3],
            positive: vec![positive, lapsed, positive],
            lapsed,
            ever_positive: positive + lapsed,
            positive_before_test: positive + lapsed,
            people: 0,
            first: None,
            returned: 0,
            days: 0,
        };
        let sample = EvaluationSample::new(&plan, &labels);
        let drawn = |&person: &u32| sample.has(bits[person as usize], Draws::of_nobody(person));
        let people: Vec<u16> = (0..900_000).filter(drawn).map(|p| bits[p as usize]).collect();
        assert!(people.len() < 225_000, "{}", people.len());
        let sample_weight = sample.sample_weight(&people);
        let all: f64 = sample_weight.iter().map(|&w| f64::from(w)).sum();
        assert!((all / 900_000.0 - 1.0).abs() < 1e-3, "{all}");
        let of = people.iter().zip(&sample_weight).filter(|(bits, _)| engaged_last(**bits));
        let found: f64 = of.map(|(_, &w)| f64::from(w)).sum();
        assert!((found / positive as f64 - 1.0).abs() < 1e-3, "{found}");

        // Of few people everyone is in, and stands for themselves.
        let few = Labels {
            known: vec![3],
            positive: vec![1],
            lapsed: 1,
            ever_positive: 2,
            positive_before_test: 1,
            people: 0,
            first: None,
            returned: 0,
            days: 0,
        };
        let sample = EvaluationSample::new(&plan, &few);
        let bits = [0b001, 0b010, 0];
        assert!((0..3).all(|p| sample.has(bits[p], Draws::of_nobody(p as u32))));
        assert_eq!(sample.sample_weight(&bits), [1.0; 3]);
    }
}
