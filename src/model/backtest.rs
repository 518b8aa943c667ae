//! What would have happened one window earlier: figures, the simple lists a marketer would make
//! instead, calibration by tenths, and the grade.
//!
//! The tested model never saw the window. Cross-validation over people would flatter it: it tests
//! other people at the same time, and what fails in practice is the next month.

use super::metrics::{WeightedLabels, beats, best_first, deciles, figures, grade, log_loss, shape};
use super::plan::Plan;
use super::score::Scores;
use super::types::{BackTest, Baseline, Grade, MeasuredOn};

/// The back-test of propensities at the newest past cut-off, and how uncertain the tops of its ranking
/// are against everyone.
pub(super) fn back_test(
    plan: &Plan,
    scores: &Scores,
    propensity: &[f32],
    labels: WeightedLabels<'_>,
    measured_on: MeasuredOn,
) -> (BackTest, f64) {
    let (people, positives) = labels.totals();
    let order = best_first(propensity);
    let own = figures(propensity, labels, &order);
    let simple = |scores: &[f32]| {
        let list = best_first(scores);
        (figures(scores, labels, &list), beats(labels, &order, &list))
    };
    let ((active, beats_active), (before, beats_before)) =
        rayon::join(|| simple(&scores.events), || simple(&scores.target_events));
    let by_auc = grade(&own, labels.positive);
    // A list that anybody could make in a spreadsheet is not good, whatever its AUC.
    let grade = if beats_active && beats_before { by_auc } else { by_auc.min(Grade::Fair) };
    let shape = shape(propensity, labels, &order);
    let test = BackTest {
        from: plan.cuts[0],
        to: plan.cuts[0] + plan.horizon(),
        people: people.round() as u32,
        positives: positives.round() as u32,
        log_loss: log_loss(propensity, labels),
        deciles: deciles(propensity, labels, &order),
        measured_on,
        grade,
        figures: own,
        baselines: vec![
            Baseline { name: "Most active people".into(), figures: active },
            Baseline { name: "People who did it before".into(), figures: before },
        ],
    };
    (test, shape)
}
