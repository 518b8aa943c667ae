//! A past window: what people interacted with in it, for training and for measuring.

use rayon::prelude::*;

use super::interactions::{ColumnSpec, values_between};
use crate::base::progress::{Progress, Stopped};
use crate::history::{History, Seconds};
use crate::model::sampling::{Draws, person_ranges};

/// A window to learn from or to measure on: what goes before `cut` may be used, what follows is to be
/// predicted.
pub(super) struct Window<'a> {
    pub history: &'a History,
    pub spec: &'a ColumnSpec,
    pub cut: Seconds,
    pub horizon: Seconds,
}

impl Window<'_> {
    /// People known before the window who then interacted with something that is not left out, about
    /// `most` of them, with what they interacted with.
    pub fn then(
        &self,
        most: f64,
        purpose: u32,
        progress: &Progress,
    ) -> Result<Vec<(u32, Vec<u32>)>, Stopped> {
        let everyone = self.history.person_count();
        let share = most / everyone.max(1) as f64;
        let drawn = |person: u32| Draws::of(self.history, person).within(purpose, share);
        let parts: Result<Vec<Vec<_>>, Stopped> = person_ranges(everyone)
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let mut part = Vec::new();
                for person in people.filter(|&p| drawn(p)) {
                    let past = self.history.past(person);
                    if past.time.first().is_none_or(|&first| first >= self.cut) {
                        continue;
                    }
                    let window = past.between(self.cut, self.cut + self.horizon);
                    let mut then = values_between(self.history, self.spec, window);
                    let left_out = self.spec.left_out(self.history, past.before(self.cut));
                    then.retain(|value| left_out.binary_search(value).is_err());
                    if !then.is_empty() {
                        part.push((person, then));
                    }
                }
                Ok(part)
            })
            .collect();
        Ok(parts?.concat())
    }
}
