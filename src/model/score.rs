//! Everyone's log-odds, person by person in one pass: at the as-of time, and at the newest past
//! cut-off for the back-test.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::progress::{Progress, Stopped};
use crate::history::Seconds;

use super::describe::{Describer, Description};
use super::evaluation::EvaluationSample;
use super::everyone::{Everyone, Question, Shard, put_together};
use super::features::fill;
use super::fit::LinearModel;
use super::item_set::ItemSet;
use super::labels::{Labelled, labelled};
use super::plan::Plan;
use super::sampling::{Draws, person_ranges};
use super::scan::{Summary, scan};
use super::types::ModelError;

/// People and their log-odds at one time.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Scores {
    /// Person codes, rising.
    pub people: Vec<u32>,
    /// Log-odds.
    pub z: Vec<f32>,
    /// Events so far: ranking by these is "most active people".
    pub events: Vec<f32>,
    /// Events of the target so far: "people who did it before".
    pub target_events: Vec<f32>,
    /// Where a sample is scored: labels, by what it is drawn by and by the other target asked about.
    pub labels: Vec<u16>,
    /// See `labels`.
    pub other_labels: Vec<u16>,
}

impl Scores {
    fn append(&mut self, mut other: Self) {
        self.people.append(&mut other.people);
        self.z.append(&mut other.z);
        self.events.append(&mut other.events);
        self.target_events.append(&mut other.target_events);
        self.labels.append(&mut other.labels);
        self.other_labels.append(&mut other.other_labels);
    }

    /// The scores of all shards, in the order of everyone's codes.
    fn of_everyone<E: Everyone>(everyone: &E, mut parts: Vec<Self>) -> Self {
        for (shard, part) in parts.iter_mut().enumerate() {
            part.people.iter_mut().for_each(|person| *person = everyone.code(shard, *person));
        }
        if parts.len() == 1 {
            return parts.remove(0);
        }
        let places = parts.iter().enumerate();
        let places = places.flat_map(|(part, scores)| (0..scores.z.len()).map(move |i| (part, i)));
        let mut order: Vec<(usize, usize)> = places.collect();
        order.sort_unstable_by_key(|&(part, place)| parts[part].people[place]);
        fn merged<T: Clone>(
            parts: &mut [Scores],
            order: &[(usize, usize)],
            list: fn(&mut Scores) -> &mut Vec<T>,
        ) -> Vec<T> {
            let lists: Vec<Vec<T>> =
                parts.iter_mut().map(|part| std::mem::take(list(part))).collect();
            let there = lists.iter().any(|list| !list.is_empty());
            if there { put_together(lists, Some(order)) } else { Vec::new() }
        }
        Self {
            z: merged(&mut parts, &order, |s| &mut s.z),
            events: merged(&mut parts, &order, |s| &mut s.events),
            target_events: merged(&mut parts, &order, |s| &mut s.target_events),
            labels: merged(&mut parts, &order, |s| &mut s.labels),
            other_labels: merged(&mut parts, &order, |s| &mut s.other_labels),
            people: merged(&mut parts, &order, |s| &mut s.people),
        }
    }
}

/// A time to score people at.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ScoringTime {
    /// The time.
    pub time: Seconds,
    /// What turns features into log-odds.
    pub linear: LinearModel,
    /// Whether counts are kept.
    pub counts: bool,
    /// Whom to score, if not everyone.
    pub sample: Option<EvaluationSample>,
    /// Another target whose labels are wanted of those in the sample.
    pub other: Option<Plan>,
}

/// Everyone's log-odds at some times, rising.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Score {
    /// What turns a past into features.
    pub by: Description,
    /// The times.
    pub times: Vec<ScoringTime>,
}

/// Labels that a time needs, of everyone in a shard.
#[derive(Default)]
struct TimeLabels {
    sample: Option<Arc<(Plan, Labelled)>>,
    other: Option<Arc<(Plan, Labelled)>>,
}

impl Score {
    /// Scores everyone.
    pub fn run<E: Everyone>(
        &self,
        everyone: &E,
        progress: &Progress,
    ) -> Result<Vec<Scores>, ModelError> {
        let mut parts = everyone.ask(self, progress)?;
        let at = |time: usize| {
            let of_time = parts.iter_mut().filter_map(|part| part.get_mut(time));
            Scores::of_everyone(everyone, of_time.map(std::mem::take).collect())
        };
        Ok((0..self.times.len()).map(at).collect())
    }

    fn people(
        &self,
        shard: &Shard<'_>,
        people: std::ops::Range<u32>,
        by: &Describer,
        labels: &[TimeLabels],
    ) -> Vec<Scores> {
        let history = shard.history;
        let mut part = vec![Scores::default(); self.times.len()];
        let mut summary = Summary::new(&by.spec);
        let mut row = vec![0.0; by.features.len()];
        let (mut asked, mut cuts) = (Vec::new(), Vec::new());
        for person in people {
            let draws = Draws::of(history, person);
            let wanted = |time: &usize| match (&self.times[*time].sample, &labels[*time].sample) {
                (Some(sample), Some(labels)) => sample.has(labels.1.bits[person as usize], draws),
                _ => true,
            };
            asked.clear();
            asked.extend((0..self.times.len()).filter(wanted));
            cuts.clear();
            cuts.extend(asked.iter().map(|&time| self.times[time].time));
            let (past, fold) = (history.past(person), draws.fold());
            scan(past, &history.items, &by.spec, fold, &cuts, &mut summary, |place, summary| {
                fill(&by.features, summary, &by.context, &mut row);
                let time = asked[place];
                let (time_at, scores) = (&self.times[time], &mut part[time]);
                scores.people.push(person);
                scores.z.push(time_at.linear.at(&mut row) as f32);
                if time_at.counts {
                    scores.events.push(summary.events as f32);
                    scores.target_events.push(summary.target_events as f32);
                }
                let of = |labels: &Option<Arc<(Plan, Labelled)>>| {
                    labels.as_ref().map(|labels| labels.1.bits[person as usize])
                };
                scores.labels.extend(of(&labels[time].sample));
                scores.other_labels.extend(of(&labels[time].other));
            });
        }
        part
    }
}

impl Question for Score {
    const NAME: &'static str = "score";
    type Part = Vec<Scores>;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let by = self.by.on(shard)?;
        let of = |plan: Option<&Plan>| plan.map(|plan| labelled(shard, plan, progress)).transpose();
        let labels = self.times.iter().map(|time| {
            let sample = of(time.sample.as_ref().map(|sample| &sample.plan))?;
            Ok(TimeLabels { sample, other: of(time.other.as_ref())? })
        });
        let labels = labels.collect::<Result<Vec<TimeLabels>, Stopped>>()?;
        let parts: Result<Vec<Vec<Scores>>, Stopped> = person_ranges(shard.history.person_count())
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let count = people.len() as u64;
                let part = self.people(shard, people, &by, &labels);
                progress.advance(count);
                Ok(part)
            })
            .collect();
        let mut all = vec![Scores::default(); self.times.len()];
        for part in parts? {
            for (all, scores) in all.iter_mut().zip(part) {
                all.append(scores);
            }
        }
        Ok(all)
    }
}

/// Share of events that are the target's, before any window the back-test predicts.
pub(super) fn base_share<E: Everyone>(
    everyone: &E,
    plan: &Plan,
    progress: &Progress,
) -> Result<f32, ModelError> {
    let old = (0..plan.cuts.len()).find(|&k| plan.old(k)).map(|k| plan.cuts[k]);
    let until = old.or(plan.cuts.last().copied()).unwrap_or(plan.as_of);
    let parts = everyone.ask(&CountEvents { target: plan.target.clone(), until }, progress)?;
    let (events, target_events) = parts.into_iter().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    Ok((target_events as f32 + 0.5) / (events as f32 + 1.0))
}

/// How many events there are before a time, and how many of them are the target's.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CountEvents {
    target: ItemSet,
    until: Seconds,
}

impl Question for CountEvents {
    const NAME: &'static str = "events";
    type Part = (u64, u64);

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let (history, target) = (shard.history, shard.items(&self.target)?);
        let parts: Result<Vec<(u64, u64)>, Stopped> = person_ranges(history.person_count())
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let (mut events, mut target_events) = (0_u64, 0_u64);
                for person in people {
                    let past = history.past(person).before(self.until);
                    events += past.len() as u64;
                    target_events +=
                        past.item.iter().filter(|&&i| target.1[i as usize]).count() as u64;
                }
                Ok((events, target_events))
            })
            .collect();
        Ok(parts?.into_iter().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1)))
    }
}
