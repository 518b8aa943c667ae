//! Everyone's log-odds, person by person in one pass: at the as-of time, and at the newest past
//! cut-off for the back-test.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::merge::merge;
use crate::base::numbers::{Growing, Numbers, Pod};
use crate::base::progress::{Progress, Stopped};
use crate::history::Seconds;

use super::describe::{Describer, Description};
use super::evaluation::EvaluationSample;
use super::everyone::{Everyone, Question, Shard};
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
}

/// [`Scores`] of everyone: as many numbers as people.
#[derive(Debug, Default)]
pub(super) struct Scored {
    pub people: Numbers<u32>,
    pub z: Numbers<f32>,
    pub events: Numbers<f32>,
    pub target_events: Numbers<f32>,
    pub labels: Numbers<u16>,
    pub other_labels: Numbers<u16>,
}

impl From<Scores> for Scored {
    fn from(scores: Scores) -> Self {
        Self {
            people: scores.people.into(),
            z: scores.z.into(),
            events: scores.events.into(),
            target_events: scores.target_events.into(),
            labels: scores.labels.into(),
            other_labels: scores.other_labels.into(),
        }
    }
}

/// Scores of some people after those of others.
#[derive(Default)]
struct Gathered {
    people: Growing<u32>,
    z: Growing<f32>,
    events: Growing<f32>,
    target_events: Growing<f32>,
    labels: Growing<u16>,
    other_labels: Growing<u16>,
    /// Where each shard's end.
    ends: Vec<usize>,
}

impl Gathered {
    fn append(&mut self, shard: &Scores) {
        self.people.extend(&shard.people);
        self.z.extend(&shard.z);
        self.events.extend(&shard.events);
        self.target_events.extend(&shard.target_events);
        self.labels.extend(&shard.labels);
        self.other_labels.extend(&shard.other_labels);
        self.ends.push(self.people.len());
    }

    /// Adds the person at a place of what is finished.
    fn push(&mut self, of: &Scored, at: usize) {
        fn next<T: Pod>(to: &mut Growing<T>, from: &[T], at: usize) {
            from.get(at).into_iter().for_each(|number| to.push(*number));
        }
        next(&mut self.people, &of.people, at);
        next(&mut self.z, &of.z, at);
        next(&mut self.events, &of.events, at);
        next(&mut self.target_events, &of.target_events, at);
        next(&mut self.labels, &of.labels, at);
        next(&mut self.other_labels, &of.other_labels, at);
    }

    fn finish(self) -> io::Result<Scored> {
        Ok(Scored {
            people: self.people.finish()?,
            z: self.z.finish()?,
            events: self.events.finish()?,
            target_events: self.target_events.finish()?,
            labels: self.labels.finish()?,
            other_labels: self.other_labels.finish()?,
        })
    }

    /// The scores of all shards in the order of everyone's codes; those of each shard are in it.
    fn in_order(mut self) -> io::Result<Scored> {
        let ends = std::mem::take(&mut self.ends);
        let shards = self.finish()?;
        if ends.len() == 1 {
            return Ok(shards);
        }
        let begins = std::iter::once(0).chain(ends.iter().copied());
        let each = begins.zip(&ends).map(|(begin, end)| {
            let people = &shards.people[begin..*end];
            people.iter().copied().zip(begin..)
        });
        let mut all = Self::default();
        merge(each.collect()).for_each(|((_, at), _)| all.push(&shards, at));
        all.finish()
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
    ) -> Result<Vec<Scored>, ModelError> {
        let (mut all, mut last): (Vec<Gathered>, Option<Vec<Scores>>) = (Vec::new(), None);
        all.resize_with(self.times.len(), Gathered::default);
        let take = |shard: usize, mut part: Vec<Scores>| {
            let people = part.iter_mut().flat_map(|scores| &mut scores.people);
            people.for_each(|person| *person = everyone.code(shard, *person));
            if let Some(before) = last.replace(part) {
                all.iter_mut().zip(&before).for_each(|(all, scores)| all.append(scores));
            }
            Ok(())
        };
        everyone.ask_each(self, take, progress)?;
        let last = last.unwrap_or_default();
        if all.iter().all(|all| all.ends.is_empty()) {
            return Ok(last.into_iter().map(Scored::from).collect());
        }
        all.iter_mut().zip(&last).for_each(|(all, scores)| all.append(scores));
        drop(last);
        Ok(all.into_iter().map(Gathered::in_order).collect::<io::Result<_>>()?)
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
