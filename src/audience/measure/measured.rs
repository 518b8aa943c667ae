//! A campaign as it was measured, and why one cannot be.

use super::compare::{Effect, Group};
use crate::audience::About;
use crate::base::progress::Stopped;
use crate::model::ModelError;

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
    /// What engaging meant, in words.
    pub target: String,
    /// What is to be known beside the figures, in sentences.
    pub notes: Vec<String>,
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
    /// The window begins in the data that the people were chosen by.
    #[error(
        "The campaign cannot have begun on {from}: these lists were made from data up to {ends}, and the people are on them because of what they did until then. Choose a day from {ends} on, or measure lists that were written earlier."
    )]
    BeforeLists {
        /// The first day asked for.
        from: String,
        /// The last day of the lists' data.
        ends: String,
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
