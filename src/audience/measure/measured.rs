//! A campaign as it was measured, and why one cannot be.

use super::compare::{Effect, Group};
use super::day::day;
use crate::audience::About;
use crate::base::language::t;
use crate::base::progress::Stopped;
use crate::model::{ModelError, Target};

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
    /// What engaging meant.
    pub target: Target,
    /// What the audience asks for now.
    pub asks_for: Target,
    /// What the campaign changed; `None` where nobody was held out.
    pub effect: Option<Effect>,
}

/// Why a campaign cannot be measured. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// No record of who was in.
    #[error("{}", t!("audience-measure-no-record"))]
    NoRecord,
    /// The data ends before the campaign.
    #[error("{}", match .ends {
        Some(ends) => t!("audience-measure-nothing-later", ends = day(*ends), from = day(*.from)),
        None => t!("audience-measure-no-data", from = day(*.from)),
    })]
    NothingLater {
        /// The last event, seconds since 1970; `None` where there is none.
        ends: Option<i64>,
        /// The first moment that counts, seconds since 1970.
        from: i64,
    },
    /// The window begins in the data that the people were chosen by.
    #[error("{}", t!("audience-measure-before-lists", from = day(*.from), ends = day(*.ends)))]
    BeforeLists {
        /// The first moment asked for, seconds since 1970.
        from: i64,
        /// Where the lists' data ended, seconds since 1970.
        ends: i64,
    },
    /// Other people altogether.
    #[error("{}", t!("audience-measure-strangers", people = *.0))]
    Strangers(usize),
    /// The target cannot be looked for.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}
