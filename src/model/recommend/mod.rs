//! Which values of a column to show each person next: the next best brand, category or article.
//!
//! Candidates for a person are what they touched themselves, what goes with it ([`pairs`]), and
//! what is popular lately; a logistic regression trained on the newest complete window puts them
//! in order ([`rank`]). One window earlier the same is measured against the most popular values
//! and against what the person touched most. `docs/recommended.md` has the figures.

mod pairs;
mod rank;
mod touched;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::rows::{chunks, lot};
use super::types::ModelError;
use crate::base::progress::{Progress, Stopped, Unit};
use crate::history::{DAY, History, Seconds};

use pairs::Learned;
use rank::{Ranker, Scratch};
use touched::{ScanSpec, touched_between};

/// At most so many values are recommended to a person.
pub const MOST_RECOMMENDED: u8 = 5;
/// People the measurement looks at, at most.
const MEASURED: f64 = 20_000.0;
/// Fewer people than this say nothing.
const ENOUGH: usize = 30;

/// What to recommend, as the person decides it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recommend {
    /// Name of a model column.
    pub column: String,
    /// How many values for each person, 1 to [`MOST_RECOMMENDED`].
    pub count: u8,
    /// What is not recommended.
    pub leave_out: RecommendExclusion,
}

impl Default for Recommend {
    fn default() -> Self {
        Self { column: String::new(), count: 3, leave_out: RecommendExclusion::Touched }
    }
}

/// Which values are not recommended to a person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecommendExclusion {
    /// None: what they had before may be the best.
    Nothing,
    /// Those they ever touched, by any event.
    #[default]
    Touched,
    /// Those they had this event with: what they already bought.
    Event(String),
}

/// How often what was recommended came true.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct HitRate {
    /// Share of people whose first value was one they then touched …
    pub first: f64,
    /// … and of those who then touched any of the first five.
    pub five: f64,
}

/// The measurement on the newest complete window.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Hits {
    /// People it looked at: known before, with at least one value in the window that is not left
    /// out.
    pub people: usize,
    /// These recommendations: the best of the three below.
    pub ours: HitRate,
    /// The trained order.
    pub learned: HitRate,
    /// The values most people touched lately, the same for everyone.
    pub popular: HitRate,
    /// What the person touched most, then the popular ones.
    pub own: HitRate,
}

impl HitRate {
    fn sum(self) -> f64 {
        self.first + self.five
    }
}

impl Hits {
    /// The trained order, unless a simple one came true more often.
    fn best(&mut self, trained: Ranker) -> Ranker {
        let all =
            [(self.learned, trained), (self.own, Ranker::Own), (self.popular, Ranker::Popular)];
        // Of equals the first: the trained one.
        let best = all.into_iter().reduce(|a, b| if b.0.sum() > a.0.sum() { b } else { a });
        let (rate, ranker) = best.unwrap_or((self.learned, Ranker::usual()));
        self.ours = rate;
        ranker
    }
}

/// What was learned: recommends to any person at once.
#[derive(Debug)]
pub struct Recommender {
    lens: ScanSpec,
    count: usize,
    as_of: Seconds,
    learned: Learned,
    ranker: Ranker,
    /// How good it is, where there was enough past to measure it.
    pub hits: Option<Hits>,
}

/// What one window taught: what goes together before it, and the order it then asked for.
struct Window<'a> {
    history: &'a History,
    lens: &'a ScanSpec,
    cut: Seconds,
    horizon: Seconds,
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
        let lens = ScanSpec::new(history, wanted)?;
        let (first, _) = history.span().ok_or(ModelError::NobodyKnown)?;
        progress.stage("Learning what goes together", 0, Unit::Steps);
        let window = |horizon: Seconds, back: u32| {
            let cut = as_of.checked_sub(back * horizon)?;
            (cut > first.saturating_add(horizon)).then_some(Window {
                history,
                lens: &lens,
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
            let learned = newest.learn(progress)?;
            if let Some(older) = window(horizon, 2) {
                let before = older.learn(progress)?;
                ranker = Ranker::train(&older, &before, progress)?.unwrap_or(ranker);
                hits = newest.measure(&learned, &ranker, progress)?;
            }
            ranker = Ranker::train(&newest, &learned, progress)?.unwrap_or(ranker);
            if let Some(hits) = &mut hits {
                ranker = hits.best(ranker);
            }
        }
        let now = Window { history, lens: &lens, cut: as_of, horizon };
        let learned = now.learn(progress)?;
        let count = usize::from(wanted.count.clamp(1, MOST_RECOMMENDED));
        Ok(Self { lens, count, as_of, learned, ranker, hits })
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
        progress.stage("Choosing what to recommend", people.len() as u64, Unit::People);
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
        scratch.candidates(history, &self.lens, &self.learned, past, self.as_of);
        scratch.best(&self.ranker, self.count)
    }
}

impl Window<'_> {
    fn learn(&self, progress: &Progress) -> Result<Learned, Stopped> {
        Learned::new(self.history, self.lens, self.cut, self.horizon, progress)
    }

    /// People known before the window who then touched something that is not left out, about
    /// `most` of them, with what they touched.
    fn then(
        &self,
        most: f64,
        purpose: u32,
        progress: &Progress,
    ) -> Result<Vec<(u32, Vec<u32>)>, Stopped> {
        let everyone = self.history.person_count();
        let share = most / everyone.max(1) as f64;
        let drawn =
            |person: u32| (lot(person, purpose) >> 11) as f64 <= share * (1_u64 << 53) as f64;
        let parts: Result<Vec<Vec<_>>, Stopped> = chunks(everyone)
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let mut part = Vec::new();
                for person in people.filter(|&p| share >= 1.0 || drawn(p)) {
                    let past = self.history.past(person);
                    if past.time.first().is_none_or(|&first| first >= self.cut) {
                        continue;
                    }
                    let window = past.between(self.cut, self.cut + self.horizon);
                    let mut then = touched_between(self.history, self.lens, window);
                    let left_out = self.lens.left_out(self.history, past.before(self.cut));
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

    fn measure(
        &self,
        learned: &Learned,
        ranker: &Ranker,
        progress: &Progress,
    ) -> Result<Option<Hits>, Stopped> {
        let people = self.then(MEASURED * 4.0, 91, progress)?;
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
                        let past = self.history.past(*person).before(self.cut);
                        scratch.candidates(self.history, self.lens, learned, past, self.cut);
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
}

#[cfg(test)]
mod tests;
