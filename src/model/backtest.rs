//! What would have happened one window earlier: figures, baselines, deciles, band and grade.

use super::metrics::{WeightedLabels, band, best_first, deciles, figures, grade, log_loss};
use super::plan::Plan;
use super::score::Scores;
use super::types::{BackTest, Baseline};

/// The back-test of propensities at the newest past cut-off.
pub(super) fn back_test(
    plan: &Plan,
    scores: &Scores,
    propensity: &[f32],
    happened: WeightedLabels<'_>,
) -> BackTest {
    let (people, engaged) = happened.totals();
    let ranked = |scores: &[f32]| figures(scores, happened, &best_first(scores));
    let order = best_first(propensity);
    let own = figures(propensity, happened, &order);
    let (active, before) = rayon::join(|| ranked(&scores.events), || ranked(&scores.hits));
    BackTest {
        from: plan.cuts[0],
        to: plan.cuts[0] + plan.horizon(),
        people: people.round() as u32,
        engaged: engaged.round() as u32,
        log_loss: log_loss(propensity, happened),
        deciles: deciles(propensity, happened, &order),
        band: band(propensity, happened, &order),
        grade: grade(&own, happened.engaged),
        figures: own,
        baselines: vec![
            Baseline { name: "Most active people".into(), figures: active },
            Baseline { name: "People who did it before".into(), figures: before },
        ],
    }
}
