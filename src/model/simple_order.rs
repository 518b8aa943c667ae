//! The order by what people did with the target or its relatives, then by how active they are: how much each
//! of these counts. The weights are fixed; there is nothing to choose them by.

use super::features::Feature;

/// How much each feature counts, by name: rough, fixed, and about what trained models say.
const WEIGHTS: [(&str, f32); 6] = [
    ("target_30d", 0.3),
    ("target_365d", 0.8),
    ("relatives_30d", 0.2),
    ("relatives_365d", 0.5),
    ("events_30d", 0.4),
    ("days_since_event", -0.3),
];

/// The weights of the simple order for these features as they are, not standardised.
pub(super) fn weights(features: &[Feature]) -> Vec<f32> {
    let weight = |f: &Feature| WEIGHTS.iter().find(|w| w.0 == f.name).map_or(0.0, |w| w.1);
    features.iter().map(weight).collect()
}
