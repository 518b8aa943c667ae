//! Measuring the campaign of an audience's lists: which record of them is meant, and what for.

use super::ready::Ready;
use crate::audience::{
    Audience, Made, MeasureError, Measured, MembersError, Store, Window, measure,
};
use crate::base::progress::Progress;
use crate::history::from_clock;

/// Why a campaign cannot be measured, with the records that could not be used on the way.
#[derive(Debug, thiserror::Error)]
#[error("{}{error}", .unreadable.iter().map(|why| format!("{why} ")).collect::<String>())]
pub struct CampaignError {
    /// Why records of lists could not be used.
    pub unreadable: Vec<MembersError>,
    /// Why there is no answer.
    pub error: MeasureError,
}

/// Measures the lists of an audience written last before `written_before`; else the newest ones
/// that the data reaches beyond. Engagement is with the target that these lists were made for.
/// Records that could not be used are told beside the answer.
///
/// # Errors
/// [`CampaignError`] in the person's words.
pub fn measure_campaign(
    ready: &Ready,
    audience: &Audience,
    store: &Store,
    written_before: Option<i64>,
    window: Window,
    progress: &Progress,
) -> Result<(Measured, Vec<MembersError>), CampaignError> {
    let last = ready.history.dense_end().map_or(i64::MIN, |dense| from_clock(dense.end));
    let wanted = |about: &crate::audience::About| match written_before {
        Some(before) => about.at <= before,
        None => about.as_of <= last,
    };
    let mut latest = store.newest(audience.id, Some(Made::Lists), wanted);
    if latest.members.is_none() && written_before.is_none() {
        // There may be newer ones, which say what they wait for.
        latest = store.latest(audience.id, Some(Made::Lists));
    }
    let unreadable = latest.unreadable;
    let measured = latest
        .members
        .ok_or(MeasureError::NoRecord)
        .and_then(|record| measure(&ready.history, audience, &record, window, progress));
    match measured {
        Ok(measured) => Ok((measured, unreadable)),
        Err(error) => Err(CampaignError { unreadable, error }),
    }
}
