//! What would have happened one window earlier: figures, the simple lists a marketer would make
//! instead, calibration by tenths, and the grade.
//!
//! The tested model never saw the window. Cross-validation over people would flatter it: it tests
//! other people at the same time, and what fails in practice is the next month. The people looked at are
//! kept ([`TestedPeople`]), because an audience has conditions: it is judged among those who met them then.

use fixedbitset::FixedBitSet;

use crate::base::language::t;
use crate::history::Seconds;

use super::metrics::{
    WeightedLabels, ahead_by_percent, best_first, deciles, figures, grade, log_loss, shape,
    standings,
};
use super::ranges::Tested;
use super::types::{BackTest, Baseline, MeasuredOn, USUAL_SHARE};

/// The people a back-test looked at, what was predicted of them and what they then did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TestedPeople {
    /// When the window that was predicted begins and ends.
    pub(super) from: Seconds,
    pub(super) to: Seconds,
    pub(super) measured_on: MeasuredOn,
    /// Their codes, rising.
    pub(super) people: Vec<u32>,
    pub(super) propensity: Vec<f32>,
    pub(super) positive: Vec<bool>,
    /// How many people each stands for.
    pub(super) weight: Vec<f32>,
    /// Events so far, and those of the target: what the simple lists rank by.
    pub(super) events: Vec<f32>,
    pub(super) target_events: Vec<f32>,
}

impl TestedPeople {
    /// Their codes in the history, rising.
    pub fn people(&self) -> &[u32] {
        &self.people
    }

    /// The time they were ranked for: nothing after it was known.
    pub fn as_of(&self) -> Seconds {
        self.from
    }

    /// Those of them at these places.
    #[must_use]
    pub fn among(&self, keep: &FixedBitSet) -> Self {
        fn kept<T: Copy>(of: &[T], keep: &FixedBitSet) -> Vec<T> {
            keep.ones().map(|place| of[place]).collect()
        }
        Self {
            from: self.from,
            to: self.to,
            measured_on: self.measured_on,
            people: kept(&self.people, keep),
            propensity: kept(&self.propensity, keep),
            positive: kept(&self.positive, keep),
            weight: kept(&self.weight, keep),
            events: kept(&self.events, keep),
            target_events: kept(&self.target_events, keep),
        }
    }

    /// How many of them engaged.
    pub fn positives(&self) -> usize {
        self.positive.iter().filter(|&&y| y).count()
    }

    /// How many of them would engage as predicted, and how many did, each standing for as many people as they do.
    pub fn totals(&self) -> Tested {
        let each = self.propensity.iter().zip(&self.positive).zip(&self.weight);
        each.fold(Tested::default(), |sum, ((&propensity, &engaged), &weight)| Tested {
            predicted: sum.predicted + f64::from(weight) * f64::from(propensity),
            engaged: sum.engaged + f64::from(weight) * f64::from(u8::from(engaged)),
        })
    }

    /// The back-test among them.
    pub fn back_test(&self) -> BackTest {
        self.judged().0
    }

    /// The back-test, and how uncertain the tops of its ranking are against everyone.
    pub(super) fn judged(&self) -> (BackTest, f64) {
        let labels = WeightedLabels { positive: &self.positive, sample_weight: &self.weight };
        let (people, positives) = labels.totals();
        let order = best_first(&self.propensity);
        let own = figures(&self.propensity, labels, &order);
        let stands = standings(&self.propensity, labels, &order);
        let simple = |name: &'static str, scores: &[f32]| {
            // Of people who are all alike to it ("did it before", of those who never did) it is no list.
            let first = scores.first()?;
            let list = scores.iter().any(|score| score != first).then(|| best_first(scores))?;
            let stand = standings(scores, labels, &list);
            Some(Baseline {
                name: name.into(),
                figures: figures(scores, labels, &list),
                beaten: ahead_by_percent(&stands, &stand),
                better: ahead_by_percent(&stand, &stands),
            })
        };
        let names = [t!("model-most-active"), t!("model-did-before")];
        let (active, before) = rayon::join(
            || simple(names[0], &self.events),
            || simple(names[1], &self.target_events),
        );
        let by_auc = grade(&own, &self.positive);
        let mut test = BackTest {
            from: self.from,
            to: self.to,
            people: people.round() as u32,
            positives: positives.round() as u32,
            log_loss: log_loss(&self.propensity, labels),
            deciles: deciles(&self.propensity, labels, &order),
            measured_on: self.measured_on,
            grade: by_auc,
            auc_grade: Some(by_auc),
            figures: own,
            baselines: active.into_iter().chain(before).collect(),
        };
        test.grade = test.grade_at(USUAL_SHARE);
        (test, shape(&self.propensity, labels, &order))
    }
}
