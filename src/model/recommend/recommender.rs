//! Learns what to recommend, measures it one window earlier, and recommends to any person.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::interactions::ColumnSpec;
use super::pairs::Learned;
use super::rank::{Ranker, Scratch};
use super::request::{HitRate, Hits, MOST_RECOMMENDED, Recommend};
use super::window::{Sample, Window};
use crate::base::language::message;
use crate::base::progress::{Progress, Stopped, Unit};
use crate::history::{DAY, History, Seconds};
use crate::model::everyone::{Chosen, Everyone, Question, Shard, of_each};
use crate::model::shared::Shared;
use crate::model::types::ModelError;

/// People the measurement looks at, about; a hit rate is then right to half a hundredth.
const MEASURED: f64 = 20_000.0;
/// Fewer people than this say nothing about a hit rate.
const ENOUGH: usize = 30;

/// What was learned: recommends to any person at once.
#[derive(Debug)]
pub struct Recommender {
    order: Order,
    /// How good it is, where there was enough past to measure it.
    pub hits: Option<Hits>,
}

/// What recommends to a person, wherever their past is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Order {
    pub spec: ColumnSpec,
    count: usize,
    as_of: Seconds,
    learned: Shared<Learned>,
    ranker: Ranker,
}

impl Recommender {
    /// Learns from everything before `as_of`; windows are `horizon_days` long.
    ///
    /// # Errors
    /// [`ModelError`] when the column or the event is not in the catalog, or when stopped; others where pasts are
    /// on other machines.
    pub fn learn<E: Everyone>(
        everyone: &E,
        wanted: &Recommend,
        as_of: Seconds,
        horizon_days: u32,
        progress: &Progress,
    ) -> Result<Self, ModelError> {
        let outline = everyone.outline();
        let spec = ColumnSpec::new(outline, wanted)?;
        let first = outline.first.ok_or(ModelError::NobodyKnown)?;
        progress.stage(message!("model-stage-together"), 0, Unit::Steps);
        let window = |horizon: Seconds, back: u32| {
            let cut = as_of.checked_sub(back * horizon)?;
            let known = cut > first.saturating_add(horizon);
            known.then(|| Window { spec: spec.clone(), cut, horizon })
        };
        let learned_at = |window: &Window| -> Result<Shared<Learned>, ModelError> {
            Ok(Shared::new(Learned::new(everyone, window, progress)?))
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
            let learned = learned_at(&newest)?;
            if let Some(older) = window(horizon, 2) {
                let before = learned_at(&older)?;
                ranker = Ranker::train(everyone, &older, &before, progress)?.unwrap_or(ranker);
                hits = measure(everyone, &newest, &learned, &ranker, progress)?;
            }
            ranker = Ranker::train(everyone, &newest, &learned, progress)?.unwrap_or(ranker);
            if let Some(hits) = &mut hits {
                ranker = best_of(hits, ranker);
            }
        }
        let learned = learned_at(&Window { spec: spec.clone(), cut: as_of, horizon })?;
        let count = usize::from(wanted.count.clamp(1, MOST_RECOMMENDED));
        Ok(Self { order: Order { spec, count, as_of, learned, ranker }, hits })
    }

    /// How many values each person gets, at most.
    pub fn count(&self) -> usize {
        self.order.count
    }

    /// Value codes for one person, best first; fewer where nothing more is left to recommend.
    pub fn of(&self, history: &History, person: u32) -> Vec<u32> {
        let mut scratch = Scratch::new(self.order.learned.values());
        self.order.best(history, person, &mut scratch).to_vec()
    }

    /// Value codes for many people, [`Recommender::count`] places for each; [`u32::MAX`] where
    /// nothing more is left to recommend.
    ///
    /// # Errors
    /// [`ModelError::Stopped`] when the person cancelled; others where pasts are on other machines.
    pub fn of_all<E: Everyone>(
        &self,
        everyone: &E,
        people: &[u32],
        progress: &Progress,
    ) -> Result<Vec<u32>, ModelError> {
        progress.stage(message!("model-stage-recommend"), people.len() as u64, Unit::People);
        let question = |people| RecommendTo { order: self.order.clone(), people };
        let best = of_each(everyone, people, question, progress)?;
        let mut all = vec![u32::MAX; people.len() * self.count()];
        for (best, places) in best.iter().zip(all.chunks_mut(self.count())) {
            places[..best.len()].copy_from_slice(best);
        }
        Ok(all)
    }

    /// Which column, and what is left out.
    #[cfg(test)]
    pub(super) fn spec(&self) -> &ColumnSpec {
        &self.order.spec
    }
}

impl Order {
    fn best<'s>(&self, history: &History, person: u32, scratch: &'s mut Scratch) -> &'s [u32] {
        let past = history.past(person).before(self.as_of);
        scratch.candidates(history, &self.spec, &self.learned, past, self.as_of);
        scratch.best(&self.ranker, self.count)
    }
}

/// The best values for each of some people.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::model) struct RecommendTo {
    order: Order,
    people: Chosen,
}

impl Question for RecommendTo {
    const NAME: &'static str = "recommend";
    type Part = Vec<Vec<u32>>;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let scratch = || Scratch::new(self.order.learned.values());
        let best = |scratch: &mut Scratch, person| {
            progress.advance(1);
            self.order.best(shard.history, person, scratch).to_vec()
        };
        self.people.each(shard, 2048, scratch, best, progress)
    }
}

/// How often the first value, and any of the first five, came true in a window, for the trained order
/// and for the two simple ones: people who were looked at, and of whom it did.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::model) struct Measure {
    window: Window,
    learned: Shared<Learned>,
    ranker: Ranker,
    sample: Sample,
}

impl Question for Measure {
    const NAME: &'static str = "hits";
    type Part = (u64, [u64; 6]);

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let (history, Window { spec, cut, .. }) = (shard.history, &self.window);
        let people = self.window.of_sample(shard, self.sample, progress)?;
        let sums: Vec<[u64; 6]> = people
            .par_chunks(512)
            .map_init(
                || Scratch::new(self.learned.values()),
                |scratch, people| {
                    let mut sum = [0; 6];
                    for (person, then) in people {
                        let past = history.past(*person).before(*cut);
                        scratch.candidates(history, spec, &self.learned, past, *cut);
                        let rankers = [&self.ranker, &Ranker::Popular, &Ranker::Own];
                        for (place, ranker) in rankers.into_iter().enumerate() {
                            let list = scratch.best(ranker, 5);
                            let right = |value: &u32| then.binary_search(value).is_ok();
                            sum[place * 2] += u64::from(list.first().is_some_and(right));
                            sum[place * 2 + 1] += u64::from(list.iter().any(right));
                        }
                    }
                    sum
                },
            )
            .collect();
        progress.check()?;
        Ok((people.len() as u64, sums.into_iter().fold([0; 6], added)))
    }
}

fn added(mut all: [u64; 6], part: [u64; 6]) -> [u64; 6] {
    all.iter_mut().zip(part).for_each(|(all, part)| *all += part);
    all
}

/// How often what would have been recommended came true in a window; `None` where too few people say anything.
fn measure<E: Everyone>(
    everyone: &E,
    window: &Window,
    learned: &Shared<Learned>,
    ranker: &Ranker,
    progress: &Progress,
) -> Result<Option<Hits>, ModelError> {
    let sample = Sample::of(MEASURED * 4.0, everyone.outline().people, 91);
    let (window, learned, ranker) = (window.clone(), learned.clone(), ranker.clone());
    let parts = everyone.ask(&Measure { window, learned, ranker, sample }, progress)?;
    let none = (0, [0; 6]);
    let (people, sums) = parts.into_iter().fold(none, |a, b| (a.0 + b.0, added(a.1, b.1)));
    if people < ENOUGH as u64 {
        return Ok(None);
    }
    let rate = |place: usize| {
        let of = |at: usize| sums[at] as f64 / people as f64;
        HitRate { first: of(place * 2), five: of(place * 2 + 1) }
    };
    let (learned, popular, own) = (rate(0), rate(1), rate(2));
    Ok(Some(Hits { people: people as usize, ours: learned, learned, popular, own }))
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
