//! A past window: what people interacted with in it, for training and for measuring.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::interactions::{ColumnSpec, values_between};
use crate::base::progress::{Progress, Stopped};
use crate::history::{History, Past, Seconds};
use crate::model::everyone::{Everyone, Question, Shard};
use crate::model::sampling::{Draws, person_ranges};
use crate::model::types::ModelError;

/// A window to learn from or to measure on: what goes before `cut` may be used, what follows is to be
/// predicted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Window {
    pub spec: ColumnSpec,
    pub cut: Seconds,
    pub horizon: Seconds,
}

/// People who are drawn: a share of all, in a draw of their own.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Sample {
    share: f64,
    purpose: u32,
}

impl Sample {
    /// About `most` of so many people.
    pub fn of(most: f64, people: usize, purpose: u32) -> Self {
        Self { share: most / people.max(1) as f64, purpose }
    }
}

impl Window {
    /// What a person known before the window then interacted with, but for what is left out; `None` for
    /// who was not known.
    pub fn then(&self, history: &History, past: Past<'_>) -> Option<Vec<u32>> {
        past.time.first().filter(|&&first| first < self.cut)?;
        let window = past.between(self.cut, self.cut + self.horizon);
        let mut then = values_between(history, &self.spec, window);
        let left_out = self.spec.left_out(history, past.before(self.cut));
        then.retain(|value| left_out.binary_search(value).is_err());
        Some(then)
    }

    /// The people of a sample known before the window who then interacted with something, and with what.
    pub fn of_sample(
        &self,
        shard: &Shard<'_>,
        sample: Sample,
        progress: &Progress,
    ) -> Result<Vec<(u32, Vec<u32>)>, Stopped> {
        let history = shard.history;
        let drawn = |&p: &u32| Draws::of(history, p).within(sample.purpose, sample.share);
        let parts: Result<Vec<Vec<_>>, Stopped> = person_ranges(history.person_count())
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let then = |person| Some((person, self.then(history, history.past(person))?));
                let with = people.filter(drawn).filter_map(then);
                Ok(with.filter(|(_, then)| !then.is_empty()).collect())
            })
            .collect();
        Ok(parts?.concat())
    }

    /// Everyone of a sample, by rising codes.
    pub fn people<E: Everyone>(
        &self,
        everyone: &E,
        sample: Sample,
        progress: &Progress,
    ) -> Result<Vec<u32>, ModelError> {
        let question = Then { window: self.clone(), sample };
        let parts = everyone.ask(&question, progress)?;
        let parts = parts.into_iter().enumerate();
        let codes = |(shard, part): (usize, Vec<u32>)| {
            part.into_iter().map(move |person| everyone.code(shard, person))
        };
        let mut people: Vec<u32> = parts.flat_map(codes).collect();
        people.sort_unstable();
        Ok(people)
    }
}

/// Who of a sample interacted with something in a window.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::model) struct Then {
    window: Window,
    sample: Sample,
}

impl Question for Then {
    const NAME: &'static str = "then";
    type Part = Vec<u32>;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Vec<u32>, Stopped> {
        let people = self.window.of_sample(shard, self.sample, progress)?;
        Ok(people.into_iter().map(|(person, _)| person).collect())
    }
}
