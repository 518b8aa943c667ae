//! What is recommended to the people of an audience, as columns of its lists.

use std::sync::Arc;

use super::lists::{AudiencePeople, Recommended};
use super::ready::Ready;
use crate::audience::Computed;
use crate::base::progress::Progress;
use crate::export::{Choice, Content, Extras};
use crate::model::{ModelError, Recommend, Recommender};

/// Learns what to recommend as of the time an audience is for.
///
/// # Errors
/// [`ModelError`] when the column or the event is not in the catalog, or when stopped.
pub fn recommender(
    ready: &Ready,
    computed: &Computed,
    wanted: &Recommend,
    progress: &Progress,
) -> Result<Recommender, ModelError> {
    let scored = &computed.scored;
    ready.pasts().recommender(wanted, scored.as_of, scored.horizon_days, progress)
}

impl AudiencePeople<'_> {
    /// Works out what the audience wants recommended, where it wants anything.
    pub(super) fn with_recommended(mut self, progress: &Progress) -> Result<Self, ModelError> {
        let Some(wanted) = &self.audience.recommend else { return Ok(self) };
        let recommender = recommender(self.ready, self.computed, wanted, progress)?;
        let codes = self.ready.pasts().recommended(&recommender, &self.codes(), progress)?;
        let column = self.ready.history.column(&wanted.column).unwrap_or(0);
        self.recommended =
            Some(Arc::new(Recommended { column, count: recommender.count(), codes }));
        Ok(self)
    }

    /// Everyone's code, best first.
    pub(super) fn codes(&self) -> Vec<u32> {
        let person = |&place: &u32| {
            let index = self.computed.ranking.order[place as usize] as usize;
            self.computed.scored.people[index]
        };
        self.places.iter().map(person).collect()
    }

    /// A choice with a column for each recommended value, where the destination takes further columns.
    pub(super) fn with_columns(&self, mut choice: Choice) -> Choice {
        let count = self.recommended.as_ref().map_or(0, |r| r.count) as u8;
        if choice.destination.extras != Extras::None {
            let wanted = (1..=count).map(Content::Recommended);
            let missing: Vec<Content> = wanted.filter(|c| !choice.extras.contains(c)).collect();
            choice.extras.extend(missing);
        }
        choice
    }
}
