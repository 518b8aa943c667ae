//! What a campaign changed: who engaged after its lists were written, of the people on them and of
//! those held out, and whether the difference is more than chance ([`compare()`]).
//!
//! Everyone who was on the list counts, whether the campaign reached them or not, and nobody who was
//! not written: the control group was drawn among those who would have been, so that the two groups
//! are alike but for the campaign.

mod compare;
mod day;
mod measured;
mod words;

use rayon::prelude::*;

pub use compare::{Between, Effect, Group, Verdict, compare};
pub use measured::{MeasureError, Measured, Window};

use super::Audience;
use super::members::{Members, Was};
use crate::base::language::message;
use crate::base::progress::{Progress, Unit};
use crate::history::{DAY, History, from_clock, to_clock};
use crate::model::Engagement;

/// Measures the campaign whose lists `record` remembers, by engagement with what the lists were made
/// for. Where an older record does not say that, with what `audience` asks for now, and a note says
/// so.
///
/// # Errors
/// [`MeasureError`] in the person's words.
pub fn measure(
    history: &History,
    audience: &Audience,
    record: &Members,
    window: Window,
    progress: &Progress,
) -> Result<Measured, MeasureError> {
    let about = record.about.clone();
    let target = about.target.as_ref().unwrap_or(&audience.target);
    let engagement = Engagement::new(history, target)?;
    let from = match window.from {
        // The day on which the lists' data ended counts from that moment on.
        Some(from) if from < about.as_of && from > about.as_of - i64::from(DAY) => about.as_of,
        Some(from) if from < about.as_of => {
            return Err(MeasureError::BeforeLists { from, ends: about.as_of });
        }
        from => from.unwrap_or(about.as_of),
    };
    let days = window.days.unwrap_or(about.horizon_days).clamp(1, 3660);
    let last = history.dense_end().map_or(i64::MIN, |dense| from_clock(dense.end));
    if last < from {
        let ends = (last > i64::MIN).then_some(last);
        return Err(MeasureError::NothingLater { ends, from });
    }
    let covered = ((last - from) / i64::from(DAY) + 1).min(i64::from(days)) as u32;
    let was = record.among(&history.people, progress)?;
    if was.is_empty() {
        return Err(MeasureError::Strangers(record.len()));
    }
    progress.stage(message!("audience-stage-engaged"), 0, Unit::Steps);
    let clock = (to_clock(from), to_clock(from + i64::from(days) * i64::from(DAY)));
    let engaged = |of: Was| {
        let those = was.par_iter().filter(|(_, was)| **was == of);
        those
            .filter(|(p, _)| engagement.in_past(history.past(**p).between(clock.0, clock.1)))
            .count()
    };
    let held = Group { people: record.held(), engaged: engaged(Was::Held) };
    let listed = Group { people: record.listed(), engaged: engaged(Was::Listed) };
    let known = was.values().filter(|was| **was != Was::NotWritten).count();
    progress.check()?;
    Ok(Measured {
        target: target.clone(),
        asks_for: audience.target.clone(),
        about,
        from,
        days,
        covered,
        listed,
        held,
        gone: listed.people + held.people - known,
        effect: (held.people > 0 && listed.people > 0).then(|| compare(listed, held)),
    })
}

#[cfg(test)]
mod tests;
