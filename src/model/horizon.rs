//! How long the window is in which engaging counts: a default from how long the data is and how often
//! people come back, and the past that a window needs before it.
//!
//! A marketer seldom has a horizon in mind. One shorter than people's own rhythm finds only who was
//! due anyway; one longer than a quarter of the data cannot be tested. So the rhythm proposes and
//! the length of the data limits, and the choice is explained in a sentence.

use serde::{Deserialize, Serialize};

use crate::base::language::{Message, message};
use crate::base::progress::{Progress, Stopped};
use crate::history::{DAY, Seconds};

use super::everyone::{Everyone, Question, Shard};
use super::sampling::Draws;
use super::types::ModelError;

/// Horizons offered.
pub const HORIZONS: [u32; 6] = [7, 14, 30, 60, 90, 120];

/// Past that must lie before a window, for people to be told apart by: half a horizon, and at least
/// three days.
pub(super) fn past_before(horizon_days: u32) -> Seconds {
    (horizon_days * DAY / 2).max(3 * DAY)
}

/// Days of data that a back-test with a horizon needs: a window to predict, one to learn from, and
/// some past before that.
pub(super) fn to_test(horizon_days: u32) -> u32 {
    (2 * horizon_days * DAY + past_before(horizon_days)).div_ceil(DAY)
}

/// The longest horizon that `has` days of data can learn from and test: one that is offered, where
/// any of these is short enough.
pub(super) fn longest(has: u32) -> Option<u32> {
    let fits = |&horizon: &u32| to_test(horizon) <= has;
    HORIZONS.into_iter().rev().find(fits).or_else(|| (1..HORIZONS[0]).rev().find(fits))
}

/// People sampled to find the usual time between visits, about; a median needs no more.
const SAMPLE: f64 = 20_000.0;
/// Windows that should fit in the data: one to test on and some to learn from.
const WINDOWS: u32 = 4;
/// The horizon where nobody came back yet: a month, what campaigns are usually planned by.
const USUAL: f64 = 30.0;

/// The shortest horizon in which most returning people come back, but never so long that fewer
/// than [`WINDOWS`] fit in the data; where not even those of the shortest that is offered do, the longest that
/// can be learned from and tested. With words that say why.
pub(super) fn choose<E: Everyone>(
    everyone: &E,
    first: Seconds,
    as_of: Seconds,
    progress: &Progress,
) -> Result<(u32, Message), ModelError> {
    let length = (as_of - first) / DAY;
    let rhythm = usual_gap(everyone, as_of, progress)?;
    let wanted = rhythm.map_or(USUAL, |gap| 1.5 * gap);
    let wanted = HORIZONS.into_iter().find(|&h| f64::from(h) >= wanted).unwrap_or(HORIZONS[5]);
    let fits = HORIZONS.into_iter().rev().find(|&h| h * WINDOWS <= length);
    // What a few weeks of data can be learned from and tested with is better than what they cannot.
    let fits = fits.or_else(|| longest(length)).unwrap_or(HORIZONS[0]);
    let chosen = wanted.min(fits);
    let why = match rhythm {
        Some(gap) => message!("model-horizon-rhythm", days = gap.round().max(1.0) as u32),
        None => message!("model-horizon-no-rhythm"),
    };
    let words = match (chosen < wanted, rhythm) {
        _ if to_test(chosen) > length => {
            message!("model-horizon-shortest", chosen = chosen, why = why, covers = length)
        }
        _ if chosen * WINDOWS > length => {
            message!("model-horizon-testable", chosen = chosen, why = why, covers = length)
        }
        (true, _) => message!(
            "model-horizon-limited",
            chosen = chosen,
            why = why,
            wanted = wanted,
            covers = length,
            windows = WINDOWS
        ),
        (false, Some(gap)) if gap > f64::from(chosen) => {
            message!("model-horizon-longest", chosen = chosen, why = why)
        }
        (false, Some(_)) => {
            message!("model-horizon-fits", chosen = chosen, why = why, covers = length)
        }
        (false, None) => message!("model-horizon-usual", chosen = chosen, why = why),
    };
    Ok((chosen, words))
}

/// Median over people of the mean days between active days; `None` when nobody came back.
fn usual_gap<E: Everyone>(
    everyone: &E,
    as_of: Seconds,
    progress: &Progress,
) -> Result<Option<f64>, ModelError> {
    let share = SAMPLE / everyone.outline().people.max(1) as f64;
    let mut gaps = everyone.ask(&Gaps { as_of, share }, progress)?.concat();
    gaps.sort_by(f64::total_cmp);
    Ok(gaps.get(gaps.len() / 2).copied())
}

/// The mean days between active days of a share of the people who came back.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Gaps {
    as_of: Seconds,
    share: f64,
}

impl Question for Gaps {
    const NAME: &'static str = "gaps";
    type Part = Vec<f64>;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let history = shard.history;
        progress.check()?;
        let drawn = (0..history.person_count() as u32)
            .filter(|&person| Draws::of(history, person).within(94, self.share));
        let gap = |person| {
            let past = history.past(person).before(self.as_of);
            let (first, last) = (past.time.first()? / DAY, past.time.last()? / DAY);
            let days = past.time.chunk_by(|a, b| a / DAY == b / DAY).count();
            (days > 1).then(|| f64::from(last - first) / (days - 1) as f64)
        };
        Ok(drawn.filter_map(gap).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::common::HistoryBuilder;
    use crate::model::everyone::Whole;

    /// The horizon of people who come back every `gap` days, over `length` days.
    fn chosen(gap: usize, length: u32) -> (u32, Message) {
        let mut history = HistoryBuilder::new(&["Product ID"], &["view"]);
        for person in 0..9 {
            for day in (0..length).step_by(gap) {
                history.event(&format!("p{person}"), day * DAY, "view", &["a"]);
            }
        }
        let history = history.build();
        choose(&Whole::new(&history), 0, length * DAY, &Progress::none()).unwrap()
    }

    #[test]
    fn the_rhythm_and_the_data_choose_and_say_why() {
        for (gap, length, days, why) in [
            (5, 200, 14, "about every 5 days, so most have time to"),
            (1, 200, 7, "about every day"),
            (40, 400, 60, "about every 40 days"),
            (40, 130, 30, "asks for 60, but the data covers only 130 days"),
            (150, 900, 120, "the longest that is offered"),
            (5, 20, 7, "the data covers only 20 days, so the longest one was taken"),
            (5, 12, 4, "the data covers only 12 days, so the longest one was taken"),
            (2, 4, 7, "the data covers only 4 days, so the shortest one was taken"),
            (300, 200, 30, "nobody has come back"),
        ] {
            let (chosen, words) = chosen(gap, length);
            let words = words.to_string();
            assert_eq!(chosen, days, "{words}");
            assert!(words.contains(why), "{words}");
            assert!(words.starts_with(&format!("{days} days, chosen from the data: ")), "{words}");
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
