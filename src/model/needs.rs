//! What a request needs of the data, what is missing, and what would help: in words with numbers.
//!
//! Too little data is the normal case of a first import, not an error: the thresholds that the
//! training uses stand here beside the sentences that explain them, so the two cannot differ.

use crate::history::{DAY, Outline};

use super::horizon::{longest, past_before, to_test};
use super::labels::Labels;
use super::plan::Plan;
use crate::base::language::{Message, message};

/// People who engaged in some past window that training needs. With fewer, even a model that starts from
/// the simple order finds fewer people than that or than relatives do (docs/model.md, "Small data").
pub(super) const ENOUGH: usize = 6;
/// People who engaged in older windows that a back-test needs to learn from: as many as training does.
/// People and not engagements: windows overlap, and whoever engages once is in two of them.
pub(super) const ENOUGH_OLD: usize = ENOUGH;
/// People who engaged in the newest complete window that a back-test needs to be measured on: with
/// fewer, one of them more or less moves every figure by a fifth.
pub(super) const ENOUGH_NEW: u64 = 5;

/// So many days without data before the forecast are said, where they are more than this part of the horizon: fewer
/// change its number by less than its range.
const LATE_DAYS: u32 = 2;
const LATE_SHARE: u32 = 10;

/// Days of data that training with a horizon needs: one window and some past before it.
fn to_train(horizon_days: u32) -> u32 {
    (horizon_days * DAY + past_before(horizon_days)).div_ceil(DAY)
}

/// The longest horizon that would do, where the plan's is too long to learn from and to test.
pub(super) fn shorter(plan: &Plan) -> Option<u32> {
    longest(plan.days()).filter(|&days| days < plan.horizon_days)
}

/// Why no model can be trained.
pub(super) fn of_training(plan: &Plan, engaged: usize) -> Message {
    let (horizon, has) = (plan.horizon_days, plan.days());
    if plan.cuts.is_empty() {
        return message!(
            "model-needs-to-learn",
            horizon = horizon,
            needs = to_train(horizon),
            has = has,
            help = what_helps(plan)
        );
    }
    let help = match longest(has).is_some_and(|longest| longest > horizon) {
        true => message!("model-more-values-or-longer"),
        false => message!("model-more-values"),
    };
    message!(
        "model-too-few",
        people = engaged,
        target = &plan.words,
        horizon = horizon,
        enough = ENOUGH,
        help = help
    )
}

/// That days without data lie before the time propensities are for.
pub(super) fn of_days(plan: &Plan, outline: Outline<'_>) -> Option<Message> {
    let end = outline.dense_end?.end;
    let days = plan.as_of.saturating_sub(end) / DAY;
    let late = days >= LATE_DAYS && LATE_SHARE * days >= plan.horizon_days;
    late.then(|| message!("model-late", days = days))
}

/// Why a ranking could not be tested.
pub(super) fn of_test(plan: &Plan, labels: &Labels) -> Message {
    let (horizon, has) = (plan.horizon_days, plan.days());
    if !(0..plan.cuts.len()).any(|k| plan.old(k)) {
        return message!(
            "model-needs-to-test",
            horizon = horizon,
            needs = to_test(horizon),
            has = has,
            help = what_helps(plan)
        );
    }
    let (newest, old) = (labels.newest(), labels.positive_before_test as usize);
    let target = &plan.words;
    let mut sentences = vec![message!("model-untested")];
    if newest < ENOUGH_NEW {
        sentences.push(message!(
            "model-too-few-new",
            people = newest,
            target = target,
            horizon = horizon,
            enough = ENOUGH_NEW
        ));
    }
    if old < ENOUGH_OLD {
        sentences.push(message!(
            "model-too-few-old",
            people = old,
            target = target,
            enough = ENOUGH_OLD
        ));
    }
    Message::sentences(sentences)
}

/// Why a ranking by a proxy target was tested on that and not on the target itself.
pub(super) fn of_own_test(plan: &Plan, own: Option<&Labels>) -> Message {
    message!(
        "model-measured-on-proxy",
        proxy = &plan.words,
        people = own.map_or(0, Labels::newest) as usize,
        horizon = plan.horizon_days,
        enough = ENOUGH_NEW
    )
}

fn what_helps(plan: &Plan) -> Message {
    match longest(plan.days()) {
        Some(horizon) => message!("model-choose-less", horizon = horizon),
        None => message!("model-add-older"),
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
}
