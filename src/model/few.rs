//! How many engage with a target that too few people engaged with for a model to tell.

use super::everyone::Everyone;
use super::labels::Labels;
use super::plan::Plan;
use super::types::ModelError;
use crate::base::progress::Progress;
use crate::history::{DAY, Seconds};

/// As how many people who engaged a guess counts beside those who did: Jeffreys' prior of a rate.
const PRIOR: f64 = 0.5;

/// A guess at how many engage within the horizon. `relatives`: how many engage with the average
/// relative in a window.
///
/// As many as those who were known did a day since somebody first engaged, and half a person: the mean of a gamma
/// distribution after Poisson counts. The first one only says when counting begins; relatives say how long it may
/// have taken the half person. What somebody did on their first day says nothing of it: that brought them into the data, and
/// who comes next is on no list. A target that is there for less than a horizon and has no relatives has nothing
/// to be measured by: as many as in the newest window, or half a person.
pub(super) fn expected<E: Everyone>(
    everyone: &E,
    plan: &Plan,
    labels: &Labels,
    relatives: Option<f64>,
    progress: &Progress,
) -> Result<f64, ModelError> {
    let (people, horizon) = (labels.people as f64, f64::from(plan.horizon_days));
    let in_all = |a_day: f64| people * (1.0 - (-a_day * horizon).exp());
    let days = |since: Seconds| f64::from(plan.as_of.saturating_sub(since)) / f64::from(DAY);
    let age = first(everyone, plan, labels, progress)?.map_or(0.0, days);
    let returned = labels.returned as f64;
    if relatives.is_none() && age < horizon {
        let spread = in_all(returned / labels.days.max(1) as f64);
        return Ok(spread.max(labels.newest() as f64).max(PRIOR));
    }
    let there = (age / days(plan.looked_from())).min(1.0);
    let since = labels.days as f64 * there;
    let before = relatives.map_or(0.0, |many| PRIOR * people * horizon / many.max(PRIOR));
    Ok(in_all(((returned - 1.0).max(0.0) + PRIOR) / (since + before).max(1.0)))
}

/// When anybody first engaged: of the time that is looked at, or else of the time before it.
fn first<E: Everyone>(
    everyone: &E,
    plan: &Plan,
    labels: &Labels,
    progress: &Progress,
) -> Result<Option<Seconds>, ModelError> {
    if labels.first.is_some() || plan.cuts.is_empty() {
        return Ok(labels.first);
    }
    let whole = Plan { cuts: Vec::new(), ..plan.clone() };
    Ok(Labels::count(everyone, &whole, progress)?.first)
}
