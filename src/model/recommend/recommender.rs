//! Learns what to recommend, measures it one window earlier, and recommends to any person.

use rayon::prelude::*;

use super::interactions::ColumnSpec;
use super::pairs::Learned;
use super::rank::{Ranker, Scratch};
use super::request::{HitRate, Hits, MOST_RECOMMENDED, Recommend};
use super::window::Window;
use crate::base::language::message;
use crate::base::progress::{Progress, Stopped, Unit};
use crate::history::{DAY, History, Seconds};
use crate::model::types::ModelError;

/// People the measurement looks at, about; a hit rate is then right to half a hundredth.
const MEASURED: f64 = 20_000.0;
/// Fewer people than this say nothing about a hit rate.
const ENOUGH: usize = 30;

/// What was learned: recommends to any person at once.
#[derive(Debug)]
pub struct Recommender {
    pub(super) spec: ColumnSpec,
    count: usize,
    as_of: Seconds,
    learned: Learned,
    ranker: Ranker,
    /// How good it is, where there was enough past to measure it.
    pub hits: Option<Hits>,
}

impl Recommender {
    /// Learns from everything before `as_of`; windows are `horizon_days` long.
    ///
    /// # Errors
    /// [`ModelError`] when the column or the event is not in the catalog, or when stopped.
    pub fn learn(
        history: &History,
        wanted: &Recommend,
        as_of: Seconds,
        horizon_days: u32,
        progress: &Progress,
    ) -> Result<Self, ModelError> {
        let spec = ColumnSpec::new(history, wanted)?;
        let (first, _) = history.span().ok_or(ModelError::NobodyKnown)?;
        progress.stage(message!("model-stage-together"), 0, Unit::Steps);
        let window = |horizon: Seconds, back: u32| {
            let cut = as_of.checked_sub(back * horizon)?;
            (cut > first.saturating_add(horizon)).then_some(Window {
                history,
                spec: &spec,
                cut,
                horizon,
            })
        };
        let horizon = horizon_days.clamp(1, 366) * DAY;
        // Two windows and some past before them are needed to train and to measure; shorter ones
        // will do where the past is short.
        let horizon = [1, 2, 4].map(|part| horizon / part).into_iter();
        let horizon = horizon.clone().find(|h| window(*h, 2).is_some()).or(horizon.last());
        let horizon = horizon.unwrap_or(DAY).max(DAY);
        let mut hits = None;
        let mut ranker = Ranker::usual();
        if let Some(newest) = window(horizon, 1) {
            let learned = learned_at(&newest, progress)?;
            if let Some(older) = window(horizon, 2) {
                let before = learned_at(&older, progress)?;
                ranker = Ranker::train(&older, &before, progress)?.unwrap_or(ranker);
                hits = measure(&newest, &learned, &ranker, progress)?;
            }
            ranker = Ranker::train(&newest, &learned, progress)?.unwrap_or(ranker);
            if let Some(hits) = &mut hits {
                ranker = best_of(hits, ranker);
            }
        }
        let now = Window { history, spec: &spec, cut: as_of, horizon };
        let learned = learned_at(&now, progress)?;
        let count = usize::from(wanted.count.clamp(1, MOST_RECOMMENDED));
        Ok(Self { spec, count, as_of, learned, ranker, hits })
    }

    /// How many values each person gets, at most.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Value codes for one person, best first; fewer where nothing more is left to recommend.
    pub fn of(&self, history: &History, person: u32) -> Vec<u32> {
        let mut scratch = Scratch::new(self.learned.values());
        self.best(history, person, &mut scratch).to_vec()
    }

    /// Value codes for many people, [`Recommender::count`] places for each; [`u32::MAX`] where
    /// nothing more is left to recommend.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled.
    pub fn of_all(
        &self,
        history: &History,
        people: &[u32],
        progress: &Progress,
    ) -> Result<Vec<u32>, Stopped> {
        progress.stage(message!("model-stage-recommend"), people.len() as u64, Unit::People);
        let parts: Result<Vec<Vec<u32>>, Stopped> = people
            .par_chunks(2048)
            .map_init(
                || Scratch::new(self.learned.values()),
                |scratch, people| {
                    progress.check()?;
                    let mut all = vec![u32::MAX; people.len() * self.count];
                    for (person, places) in people.iter().zip(all.chunks_mut(self.count)) {
                        let best = self.best(history, *person, scratch);
                        places[..best.len()].copy_from_slice(best);
                    }
                    progress.advance(people.len() as u64);
                    Ok(all)
                },
            )
            .collect();
        Ok(parts?.concat())
    }

    fn best<'s>(&self, history: &History, person: u32, scratch: &'s mut Scratch) -> &'s [u32] {
        let past = history.past(person).before(self.as_of);
        scratch.candidates(history, &self.spec, &self.learned, past, self.as_of);
        scratch.best(&self.ranker, self.count)
    }
}

/// What goes together before a window.
fn learned_at(window: &Window<'_>, progress: &Progress) -> Result<Learned, Stopped> {
    Learned::new(window.history, window.spec, window.cut, window.horizon, progress)
}

/// How often the first value, and any of the first five, came true in a window, for the trained order
/// and for the two simple ones.
fn measure(
    window: &Window<'_>,
    learned: &Learned,
    ranker: &Ranker,
    progress: &Progress,
) -> Result<Option<Hits>, Stopped> {
    let people = window.then(MEASURED * 4.0, 91, progress)?;
    if people.len() < ENOUGH {
        return Ok(None);
    }
    let sums: Vec<[f64; 6]> = people
        .par_chunks(512)
        .map_init(
            || Scratch::new(learned.values()),
            |scratch, people| {
                let mut sum = [0.0; 6];
                for (person, then) in people {
                    let past = window.history.past(*person).before(window.cut);
                    scratch.candidates(window.history, window.spec, learned, past, window.cut);
                    let rankers = [ranker, &Ranker::Popular, &Ranker::Own];
                    for (place, ranker) in rankers.into_iter().enumerate() {
                        let list = scratch.best(ranker, 5);
                        let right = |value: &u32| then.binary_search(value).is_ok();
                        sum[place * 2] += f64::from(u8::from(list.first().is_some_and(right)));
                        sum[place * 2 + 1] += f64::from(u8::from(list.iter().any(right)));
                    }
                }
                sum
            },
        )
        .collect();
    progress.check()?;
    let n = people.len() as f64;
    let rate = |place: usize| {
        let of = |at: usize| sums.iter().map(|s| s[at]).sum::<f64>() / n;
        HitRate { first: of(place * 2), five: of(place * 2 + 1) }
    };
    let (learned, popular, own) = (rate(0), rate(1), rate(2));
    Ok(Some(Hits { people: people.len(), ours: learned, learned, popular, own }))
}

/// The trained order, unless a simple one came true more often.
fn best_of(hits: &mut Hits, trained: Ranker) -> Ranker {
    let all = [(hits.learned, trained), (hits.own, Ranker::Own), (hits.popular, Ranker::Popular)];
    // Of equals the first: the trained one.
    let best = all.into_iter().reduce(|a, b| if b.0.sum() > a.0.sum() { b } else { a });
    let (rate, ranker) = best.unwrap_or((hits.learned, Ranker::usual()));
    hits.ours = rate;
    ranker
}
