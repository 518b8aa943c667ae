//! What a request needs of the data, what is missing, and what would help: in words with numbers.
//!
//! Too little data is the normal case of a first import, not an error: the thresholds that the
//! training uses stand here beside the sentences that explain them, so the two cannot differ.

use crate::history::DAY;

use super::horizon::{HORIZONS, past_before};
use super::labels::Labels;
use super::plan::Plan;
use super::words::{count, days};

/// People who engaged in some past window that training needs. With fewer, even a model that starts from
/// the simple order finds fewer people than that or than relatives do (docs/model.md, "Small data").
pub(super) const ENOUGH: usize = 6;
/// People who engaged in older windows that a back-test needs to learn from: as many as training does.
/// People and not engagements: windows overlap, and whoever engages once is in two of them.
pub(super) const ENOUGH_OLD: usize = ENOUGH;
/// People who engaged in the newest complete window that a back-test needs to be measured on: with
/// fewer, one of them more or less moves every figure by a fifth.
pub(super) const ENOUGH_NEW: u64 = 5;

/// Days of data that training with a horizon needs: one window and some past before it.
fn to_train(horizon_days: u32) -> u32 {
    (horizon_days * DAY + past_before(horizon_days)).div_ceil(DAY)
}

/// Days of data that a back-test with a horizon needs: a window to predict, one to learn from, and
/// some past before that.
fn to_test(horizon_days: u32) -> u32 {
    (2 * horizon_days * DAY + past_before(horizon_days)).div_ceil(DAY)
}

/// The longest horizon that `has` days of data can learn from and test: one that is offered, where
/// any of these is short enough.
fn longest(has: u32) -> Option<u32> {
    let fits = |&horizon: &u32| to_test(horizon) <= has;
    HORIZONS.into_iter().rev().find(fits).or_else(|| (1..HORIZONS[0]).rev().find(fits))
}

/// The longest horizon that would do, where the plan's is too long to learn from and to test.
pub(super) fn shorter(plan: &Plan) -> Option<u32> {
    longest(plan.days()).filter(|&days| days < plan.horizon_days)
}

/// Why no model can be trained.
pub(super) fn of_training(plan: &Plan, engaged: usize) -> String {
    let (horizon, has) = (plan.horizon_days, plan.days());
    if plan.cuts.is_empty() {
        return format!(
            "A horizon of {} needs {} of data to learn from, and there are {}. {}",
            days(horizon as usize),
            days(to_train(horizon) as usize),
            count(has as usize),
            what_helps(plan)
        );
    }
    let longer = longest(has).is_some_and(|longest| longest > horizon);
    let longer = if longer { ", a longer horizon" } else { "" };
    format!(
        "{} engaged with {} in the past windows of {}; {ENOUGH} are needed to learn from. More \
         values{longer} or related values would help.",
        people(engaged),
        plan.words,
        days(horizon as usize)
    )
}

/// Why a ranking could not be tested.
pub(super) fn of_test(plan: &Plan, labels: &Labels) -> String {
    const UNKNOWN: &str = "How good this ranking is could not be tested";
    let (horizon, has) = (plan.horizon_days, plan.days());
    if !(0..plan.cuts.len()).any(|k| plan.old(k)) {
        return format!(
            "{UNKNOWN}: with a horizon of {} that needs {} of data, and there are {}. {}",
            days(horizon as usize),
            days(to_test(horizon) as usize),
            count(has as usize),
            what_helps(plan)
        );
    }
    let (newest, old) = (labels.newest(), labels.positive_before_test(plan));
    let engaged = format!("engaged with {}", plan.words);
    let mut missing = Vec::new();
    if newest < ENOUGH_NEW {
        let days = days(horizon as usize);
        let people = people(newest as usize);
        missing.push(format!("{people} {engaged} in the last {days}, and {ENOUGH_NEW} are needed"));
    }
    if old < ENOUGH_OLD {
        let people = people(old);
        missing.push(format!("{people} {engaged} in earlier windows, and {ENOUGH_OLD} are needed"));
    }
    format!("{UNKNOWN}. {}.", missing.join(". "))
}

/// Why a ranking by a proxy target was tested on that and not on the target itself.
pub(super) fn of_own_test(plan: &Plan, own: Option<&Labels>) -> String {
    let engaged = own.map_or(0, Labels::newest) as usize;
    format!(
        "How good this ranking is was measured on {}, not on the target itself: {} engaged with \
         that in the last {}, and {ENOUGH_NEW} are needed.",
        plan.words,
        people(engaged).to_lowercase(),
        days(plan.horizon_days as usize)
    )
}

/// "Nobody known before", "Only 12 people known before": whoever came new in a window is not among those who
/// could have been ranked for it.
pub(super) fn people(n: usize) -> String {
    match n {
        0 => "Nobody known before".into(),
        1 => "Only one person known before".into(),
        n => format!("Only {} people known before", count(n)),
    }
}

fn what_helps(plan: &Plan) -> String {
    match longest(plan.days()) {
        Some(horizon) => {
            format!("Choose {} or less, or add older exports.", days(horizon as usize))
        }
        None => "Add older exports.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_is_what_the_plan_takes() {
        // The words and the cut-offs must not contradict each other.
        for horizon in (1..=14).chain([30, 31, 60, 90, 120, 366]) {
            for (needs, cuts) in [(to_train(horizon), 1), (to_test(horizon), 3)] {
                let enough = super::super::plan::cuts(0, needs * DAY, horizon);
                let short = super::super::plan::cuts(0, (needs - 1) * DAY, horizon);
                assert!(enough.len() >= cuts && short.len() < cuts, "{horizon} {needs}");
            }
        }
    }

    #[test]
    fn the_longest_horizon_is_an_offered_one_where_it_can_be() {
        assert_eq!(longest(400), Some(120));
        assert_eq!(longest(299), Some(90));
        assert_eq!(longest(100), Some(30));
        assert_eq!(longest(12), Some(4));
        assert_eq!(longest(3), None);
    }
}
