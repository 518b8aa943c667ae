//! What would have happened one window earlier: figures, the simple lists a marketer would make
//! instead, calibration by tenths, and the grade.
//!
//! The tested model never saw the window. Cross-validation over people would flatter it: it tests
//! other people at the same time, and what fails in practice is the next month.

use super::metrics::{WeightedLabels, band, best_first, deciles, figures, grade, log_loss};
use super::plan::Plan;
use super::score::Scores;
use super::types::{BackTest, Baseline};

/// The back-test of propensities at the newest past cut-off.
pub(super) fn back_test(
    plan: &Plan,
    scores: &Scores,
    propensity: &[f32],
    labels: WeightedLabels<'_>,
) -> BackTest {
    let (people, positives) = labels.totals();
    let ranked = |scores: &[f32]| figures(scores, labels, &best_first(scores));
    let order = best_first(propensity);
    let own = figures(propensity, labels, &order);
    let (active, before) = rayon::join(|| ranked(&scores.events), || ranked(&scores.target_events));
    BackTest {
        from: plan.cuts[0],
        to: plan.cuts[0] + plan.horizon(),
        people: people.round() as u32,
        positives: positives.round() as u32,
        log_loss: log_loss(propensity, labels),
        deciles: deciles(propensity, labels, &order),
        band: band(propensity, labels, &order),
        grade: grade(&own, labels.positive),
        figures: own,
        baselines: vec![
            Baseline { name: "Most active people".into(), figures: active },
            Baseline { name: "People who did it before".into(), figures: before },
        ],
    }
}
