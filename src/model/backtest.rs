//! What would have happened one window earlier: figures, baselines, deciles, band and grade.

use super::metrics::{band, best_first, deciles, figures, grade, log_loss};
use super::plan::Plan;
use super::score::Scores;
use super::types::{BackTest, Baseline};

/// The back-test of propensities at the newest past cut-off.
pub(super) fn back_test(
    plan: &Plan,
    scores: &Scores,
    propensity: &[f32],
    engaged: &[bool],
) -> BackTest {
    let order = best_first(propensity);
    let own = figures(propensity, engaged);
    let hits = engaged.iter().filter(|&&y| y).count();
    let people = propensity.len();
    let baselines = vec![
        Baseline { name: "Most active people", figures: figures(&scores.events, engaged) },
        Baseline { name: "People who did it before", figures: figures(&scores.hits, engaged) },
    ];
    BackTest {
        from: plan.cuts[0],
        to: plan.cuts[0] + plan.horizon(),
        people: people as u32,
        engaged: hits as u32,
        log_loss: log_loss(propensity, engaged),
        deciles: deciles(propensity, engaged, &order),
        band: band(propensity, engaged, &order),
        grade: grade(&own, people as f64, hits as f64),
        figures: own,
        baselines,
    }
}
