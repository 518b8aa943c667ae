//! What a campaign changed: who engaged after its lists were written, of the people on them and of
//! those held out, and whether the difference is more than chance ([`compare()`]).
//!
//! Everyone who was on the list counts, whether the campaign reached them or not: only so are the
//! two groups alike but for the campaign.

mod compare;
mod words;

use rayon::prelude::*;

pub use compare::{Between, Effect, Group, Verdict, compare};

use super::members::{About, Members, Was};
use crate::base::progress::{Progress, Stopped, Unit};
use crate::history::{DAY, History, from_clock, to_clock};
use crate::model::{Engagement, ModelError, Target};

/// Which days are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// When the campaign began, seconds since 1970; `None`: where the lists' data ended.
    pub from: Option<i64>,
    /// How many days; `None`: the audience's horizon.
    pub days: Option<u32>,
}

/// A campaign, measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What the audience meant when its lists were written.
    pub about: About,
    /// The first moment looked at, seconds since 1970 …
    pub from: i64,
    /// … for so many days.
    pub days: u32,
    /// Of which the data covers so many.
    pub covered: u32,
    /// People on the list.
    pub listed: Group,
    /// People held out.
    pub held: Group,
    /// People of either whom the data does not have any more; they count as not engaged.
    pub gone: usize,
    /// What the campaign changed; `None` where nobody was held out.
    pub effect: Option<Effect>,
}

/// Why a campaign cannot be measured. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// No record of who was in.
    #[error(
        "Nothing says who was in: no lists of this audience were written with this project yet. Write its lists, run the campaign, load the events that follow, and come back."
    )]
    NoRecord,
    /// The data ends before the campaign.
    #[error(
        "There is nothing to measure yet: the data ends on {ends}, and only what happened from {from} on counts. Load the events that came later, then measure again."
    )]
    NothingLater {
        /// The day of the last event.
        ends: String,
        /// The first day that counts.
        from: String,
    },
    /// Other people altogether.
    #[error(
        "None of the {0} people of these lists are in the data that is loaded now. Is it the same person ID as then?"
    )]
    Strangers(usize),
    /// The target cannot be looked for.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Measures the campaign whose lists `record` remembers by engagement with `target`.
///
/// # Errors
/// [`MeasureError`] in the person's words.
pub fn measure(
    history: &History,
    target: &Target,
    record: &Members,
    window: Window,
    progress: &Progress,
) -> Result<Measured, MeasureError> {
    let engagement = Engagement::new(history, target)?;
    let about = record.about.clone();
    let from = window.from.unwrap_or(about.as_of);
    let days = window.days.unwrap_or(about.horizon_days).clamp(1, 3660);
    let last = history.dense_end().map_or(i64::MIN, |dense| from_clock(dense.end));
    if last < from {
        let ends = if last == i64::MIN { "no day at all".into() } else { words::day(last) };
        return Err(MeasureError::NothingLater { ends, from: words::day(from) });
    }
    let covered = ((last - from) / i64::from(DAY) + 1).min(i64::from(days)) as u32;
    let was = record.among(&history.people, progress)?;
    if was.is_empty() {
        return Err(MeasureError::Strangers(record.len()));
    }
    progress.stage("Looking who engaged", 0, Unit::Steps);
    let clock = (to_clock(from), to_clock(from + i64::from(days) * i64::from(DAY)));
    let engaged = |of: Was| {
        let those = was.par_iter().filter(|(_, was)| **was == of);
        those
            .filter(|(p, _)| engagement.in_past(history.past(**p).between(clock.0, clock.1)))
            .count()
    };
    let held = Group { people: record.held(), engaged: engaged(Was::Held) };
    let listed = Group { people: record.len() - held.people, engaged: engaged(Was::Listed) };
    progress.check()?;
    Ok(Measured {
        about,
        from,
        days,
        covered,
        listed,
        held,
        gone: record.len() - was.len(),
        effect: (held.people > 0 && listed.people > 0).then(|| compare(listed, held)),
    })
}

#[cfg(test)]
mod tests;
