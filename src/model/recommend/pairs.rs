//! What goes together: for every value its neighbours by the cosine over people, how popular it is
//! lately, and how often people come back to it.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::interactions::{Interaction, values_between};
use super::window::Window;
use crate::base::progress::{Progress, Stopped};
use crate::model::everyone::{Everyone, Question, Shard};
use crate::model::sampling::{Draws, person_ranges};
use crate::model::types::ModelError;

/// Values of one person that are paired, the latest interests first.
const PAIRED: usize = 40;
/// Neighbours kept of every value.
const NEIGHBOURS: usize = 60;
/// Pairs counted, at most; beyond it people are sampled.
const PAIRS: f64 = 12e6;
/// What is added to the number of people below the line: pairs of rare values are shrunk.
const SHRINK: f32 = 8.0;

/// See the module documentation.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Learned {
    /// End of each value's neighbours.
    ends: Vec<u32>,
    /// Value and similarity, the most similar first.
    neighbours: Vec<(u32, f32)>,
    /// ln(1 + people who interacted with it within a horizon before the cut).
    pub lately: Vec<f32>,
    /// The same for the last quarter of the horizon: what is new.
    pub just_now: Vec<f32>,
    /// ln of the smoothed share of people with it in their past who interacted with it lately.
    pub back: Vec<f32>,
    /// Values, the most popular lately first; only the first few.
    pub popular: Vec<u32>,
}

/// How many of the most popular values are kept: people may have had many of them.
const POPULAR: usize = 400;

impl Learned {
    /// What goes together before a window.
    pub fn new<E: Everyone>(
        everyone: &E,
        window: &Window,
        progress: &Progress,
    ) -> Result<Self, ModelError> {
        let values = everyone.outline().columns[window.spec.column].values.len();
        let counts = everyone.ask(&CountInterest { window: window.clone() }, progress)?;
        let counts = counts.into_iter().reduce(Counts::add).unwrap_or_else(|| Counts::none(values));
        let question = CountPairs { window: window.clone(), share: counts.share() };
        let pairs = Pairs::together(everyone.ask(&question, progress)?);
        let (ends, neighbours) = neighbours(&pairs, &counts.drawn_people(), values);
        progress.check()?;
        let ln = |n: u32| (n as f32).ln_1p();
        let mut popular: Vec<u32> = (0..values as u32).collect();
        popular.sort_by_key(|&v| {
            let v = v as usize;
            (std::cmp::Reverse((counts.lately[v], counts.ever[v])), v)
        });
        popular.truncate(POPULAR);
        let (had, again): (u64, u64) = (
            counts.had.iter().map(|&n| u64::from(n)).sum(),
            counts.again.iter().map(|&n| u64::from(n)).sum(),
        );
        let usual = (again as f32 + 0.5) / (had as f32 + 1.0);
        let back = |v: usize| {
            ((counts.again[v] as f32 + 20.0 * usual) / (counts.had[v] as f32 + 20.0)).ln()
        };
        Ok(Self {
            ends,
            neighbours,
            lately: counts.lately.iter().map(|&n| ln(n)).collect(),
            just_now: counts.just_now.iter().map(|&n| ln(n)).collect(),
            back: (0..values).map(back).collect(),
            popular,
        })
    }

    /// Number of values of the column.
    pub fn values(&self) -> usize {
        self.ends.len()
    }

    /// A value's neighbours, the most similar first.
    pub fn neighbours(&self, value: u32) -> &[(u32, f32)] {
        let start = (value as usize).checked_sub(1).map_or(0, |v| self.ends[v]);
        &self.neighbours[start as usize..self.ends[value as usize] as usize]
    }
}

/// People by value.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::model) struct Counts {
    /// Ever before the cut.
    ever: Vec<u32>,
    /// Within a horizon before the cut.
    lately: Vec<u32>,
    /// Within a quarter of a horizon before the cut.
    just_now: Vec<u32>,
    /// With it before a horizon ago …
    had: Vec<u32>,
    /// … and again since.
    again: Vec<u32>,
    /// Pairs there would be without sampling.
    pairs: u64,
}

/// How many people interacted with each value before a window.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::model) struct CountInterest {
    window: Window,
}

impl Question for CountInterest {
    const NAME: &'static str = "interest";
    type Part = Counts;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Counts, Stopped> {
        let (history, Window { spec, cut, horizon }) = (shard.history, &self.window);
        let empty = || Counts::none(history.columns[spec.column].values.len());
        let (recent, newest) = (cut.saturating_sub(*horizon), cut.saturating_sub(horizon / 4));
        let count = |mut counts: Counts, person: u32| {
            let past = history.past(person).before(*cut);
            let all = values_between(history, spec, past);
            let lately = values_between(history, spec, past.between(recent, *cut));
            let old = values_between(history, spec, past.before(recent));
            all.iter().for_each(|&v| counts.ever[v as usize] += 1);
            lately.iter().for_each(|&v| counts.lately[v as usize] += 1);
            let just_now = values_between(history, spec, past.between(newest, *cut));
            just_now.iter().for_each(|&v| counts.just_now[v as usize] += 1);
            for &v in &old {
                counts.had[v as usize] += 1;
                counts.again[v as usize] += u32::from(lately.binary_search(&v).is_ok());
            }
            let paired = all.len().min(PAIRED) as u64;
            counts.pairs += paired * paired.saturating_sub(1) / 2;
            counts
        };
        let people = history.person_count();
        let piece = people.div_ceil(rayon::current_num_threads()).max(1);
        let counts = (0..people.div_ceil(piece))
            .into_par_iter()
            .map(|part| {
                let range = part * piece..((part + 1) * piece).min(people);
                range.take_while(|_| !progress.stopped()).fold(empty(), |c, p| count(c, p as u32))
            })
            .reduce(empty, Counts::add);
        progress.check()?;
        Ok(counts)
    }
}

impl Counts {
    /// Nobody.
    fn none(values: usize) -> Self {
        Self {
            ever: vec![0; values],
            lately: vec![0; values],
            just_now: vec![0; values],
            had: vec![0; values],
            again: vec![0; values],
            pairs: 0,
        }
    }

    fn add(mut self, other: Self) -> Self {
        let sums = [
            (&mut self.ever, other.ever),
            (&mut self.lately, other.lately),
            (&mut self.just_now, other.just_now),
            (&mut self.had, other.had),
            (&mut self.again, other.again),
        ];
        for (mine, theirs) in sums {
            mine.iter_mut().zip(theirs).for_each(|(a, b)| *a += b);
        }
        self.pairs += other.pairs;
        self
    }

    /// Share of people who are paired.
    fn share(&self) -> f64 {
        (PAIRS / self.pairs.max(1) as f64).min(1.0)
    }

    /// People by value among those who are paired.
    fn drawn_people(&self) -> Vec<f32> {
        let share = self.share() as f32;
        self.ever.iter().map(|&n| n as f32 * share).collect()
    }
}

/// Pairs of values, each with the number of people who have both in their past: rising.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::model) struct Pairs {
    /// Smaller code in the upper half, larger code in the lower one; less the pair before, which is a few bytes
    /// where it travels.
    steps: Vec<u64>,
    people: Vec<u32>,
}

impl Pairs {
    /// From a list of all pairs of all people.
    fn of(mut all: Vec<u64>) -> Self {
        all.par_sort_unstable();
        let (mut pairs, mut last) = (Self { steps: Vec::new(), people: Vec::new() }, 0);
        for same in all.chunk_by(|a, b| a == b) {
            pairs.steps.push(same[0] - last);
            pairs.people.push(same.len() as u32);
            last = same[0];
        }
        pairs
    }

    /// Those of everyone: pairs and numbers of people.
    fn together(parts: Vec<Self>) -> Vec<(u64, u32)> {
        let one = parts.len() == 1;
        let mut all = Vec::with_capacity(parts.iter().map(|part| part.steps.len()).sum());
        for part in parts {
            let mut last = 0;
            all.extend(part.steps.into_iter().zip(part.people).map(|(step, people)| {
                last += step;
                (last, people)
            }));
        }
        if !one {
            all.par_sort_unstable_by_key(|&(pair, _)| pair);
            all.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                kept.1 += u32::from(same) * next.1;
                same
            });
        }
        all
    }
}

/// Which pairs of values are in the pasts before a window, of a share of people.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::model) struct CountPairs {
    window: Window,
    share: f64,
}

impl Question for CountPairs {
    const NAME: &'static str = "pairs";
    type Part = Pairs;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Pairs, Stopped> {
        let (history, Window { spec, cut, .. }) = (shard.history, &self.window);
        let parts: Result<Vec<Vec<u64>>, Stopped> = person_ranges(history.person_count())
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let (mut events, mut interactions, mut part) = (Vec::new(), Vec::new(), Vec::new());
                for person in people.filter(|&p| Draws::of(history, p).within(93, self.share)) {
                    let past = history.past(person).before(*cut);
                    spec.interactions(history, past, *cut, &mut events, &mut interactions);
                    latest(&mut interactions, PAIRED);
                    for (i, a) in interactions.iter().enumerate() {
                        for b in &interactions[..i] {
                            let (low, high) = (a.value.min(b.value), a.value.max(b.value));
                            part.push(u64::from(low) << 32 | u64::from(high));
                        }
                    }
                }
                Ok(part)
            })
            .collect();
        let pairs = Pairs::of(parts?.concat());
        progress.check()?;
        Ok(pairs)
    }
}

/// Keeps the `most` latest interests.
pub(super) fn latest(interactions: &mut Vec<Interaction>, most: usize) {
    if interactions.len() > most {
        interactions.sort_by(|a, b| b.recent.total_cmp(&a.recent).then(a.value.cmp(&b.value)));
        interactions.truncate(most);
    }
}

fn neighbours(pairs: &[(u64, u32)], people: &[f32], values: usize) -> (Vec<u32>, Vec<(u32, f32)>) {
    let mut lists: Vec<Vec<(u32, f32)>> = vec![Vec::new(); values];
    for &(pair, together) in pairs {
        let (a, b) = ((pair >> 32) as u32, pair as u32);
        let below = (people[a as usize] * people[b as usize]).sqrt() + SHRINK;
        let similar = together as f32 / below;
        lists[a as usize].push((b, similar));
        lists[b as usize].push((a, similar));
    }
    lists.par_iter_mut().for_each(|list| {
        list.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        list.truncate(NEIGHBOURS);
    });
    let ends = lists.iter().scan(0, |end, list| {
        *end += list.len() as u32;
        Some(*end)
    });
    (ends.collect(), lists.concat())
}
