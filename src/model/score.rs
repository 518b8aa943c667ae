//! Everyone's log-odds, person by person in one pass: at the as-of time, and of a sample at the newest past
//! cut-off for the back-test.

use std::io;
use std::iter;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::merge::merge;
use crate::base::numbers::{Growing, Numbers};
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

/// Everyone's log-odds at the as-of time, and those of a sample at an earlier one.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Score {
    /// What turns a past into features.
    pub by: Description,
    /// The as-of time.
    pub as_of: Seconds,
    /// What turns features into log-odds.
    pub linear: LinearModel,
    /// What is tested.
    pub test: Option<Test>,
}

/// An earlier time at which a sample is scored.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Test {
    /// The time.
    pub time: Seconds,
    /// What turns features into log-odds.
    pub linear: LinearModel,
    /// Whom to score.
    pub sample: EvaluationSample,
    /// Another target whose labels are wanted too.
    pub other: Option<Plan>,
}

/// A person of the sample at the earlier time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Sampled {
    /// Person code.
    pub person: u32,
    /// Log-odds.
    pub z: f32,
    /// Events so far: ranking by these is "most active people".
    pub events: f32,
    /// Events of the target so far: "people who did it before".
    pub target_events: f32,
    /// Labels by what the sample is drawn by.
    pub labels: u16,
    /// Labels by the other target; none where there is no other.
    pub other_labels: u16,
}

/// What a shard tells, or some people of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Part {
    /// Person codes, rising.
    people: Vec<u32>,
    /// Their log-odds.
    z: Vec<f32>,
    /// Those of the sample.
    sampled: Vec<Sampled>,
}

impl Part {
    fn append(&mut self, mut other: Self) {
        self.people.append(&mut other.people);
        self.z.append(&mut other.z);
        self.sampled.append(&mut other.sampled);
    }
}

/// The answer of everyone.
#[derive(Debug)]
pub(super) struct Scored {
    /// Person codes, rising.
    pub people: Numbers<u32>,
    /// Their log-odds.
    pub z: Numbers<f32>,
    /// Those of the sample, by their codes.
    pub sampled: Vec<Sampled>,
}

/// Labels that the test needs, of everyone in a shard.
struct TestLabels {
    sample: Arc<(Plan, Labelled)>,
    other: Option<Arc<(Plan, Labelled)>>,
}

impl Score {
    /// Scores everyone.
    pub fn run<E: Everyone>(
        &self,
        everyone: &E,
        progress: &Progress,
    ) -> Result<Scored, ModelError> {
        let (mut people, mut z, mut ends) = (Growing::default(), Growing::default(), Vec::new());
        let mut sampled = Vec::new();
        let take = |shard: usize, part: Part| {
            let code = |person| everyone.code(shard, person);
            people.append(part.people.into_iter().map(code).collect());
            z.append(part.z);
            ends.push(people.len());
            let own = part.sampled.into_iter();
            sampled.extend(own.map(|one| Sampled { person: code(one.person), ..one }));
        };
        everyone.ask_each(self, take, progress)?;
        let (people, z) = in_order(people.finish()?, z.finish()?, &ends)?;
        sampled.sort_unstable_by_key(|one| one.person);
        Ok(Scored { people, z, sampled })
    }

    fn people(
        &self,
        shard: &Shard<'_>,
        people: Range<u32>,
        by: &Describer,
        labels: Option<&TestLabels>,
    ) -> Part {
        let history = shard.history;
        let mut part = Part::default();
        let mut summary = Summary::new(&by.spec);
        let mut row = vec![0.0; by.features.len()];
        let mut cuts = Vec::new();
        for person in people {
            let draws = Draws::of(history, person);
            let of = |labels: &(Plan, Labelled)| labels.1.bits[person as usize];
            let test = self.test.as_ref().zip(labels);
            let test = test.filter(|(test, labels)| test.sample.has(of(&labels.sample), draws));
            cuts.clear();
            cuts.extend(test.map(|(test, _)| test.time));
            cuts.push(self.as_of);
            let (past, fold) = (history.past(person), draws.fold());
            scan(past, &history.items, &by.spec, fold, &cuts, &mut summary, |place, summary| {
                fill(&by.features, summary, &by.context, &mut row);
                match test {
                    Some((test, labels)) if place == 0 => part.sampled.push(Sampled {
                        person,
                        z: test.linear.at(&mut row) as f32,
                        events: summary.events as f32,
                        target_events: summary.target_events as f32,
                        labels: of(&labels.sample),
                        other_labels: labels.other.as_deref().map_or(0, of),
                    }),
                    _ => {
                        part.people.push(person);
                        part.z.push(self.linear.at(&mut row) as f32);
                    }
                }
            });
        }
        part
    }
}

/// The people of all shards in the order of everyone's codes, with their log-odds; those of each shard, which end there, are
/// in it.
fn in_order(
    people: Numbers<u32>,
    z: Numbers<f32>,
    ends: &[usize],
) -> io::Result<(Numbers<u32>, Numbers<f32>)> {
    if ends.len() < 2 {
        return Ok((people, z));
    }
    let begins = iter::once(0).chain(ends.iter().copied());
    let each =
        begins.zip(ends).map(|(begin, &end)| people[begin..end].iter().copied().zip(begin..));
    let (mut all, mut all_z) = (Growing::of(people.len()), Growing::of(z.len()));
    for ((person, at), _) in merge(each.collect()) {
        all.push(person);
        all_z.push(z[at]);
    }
    Ok((all.finish()?, all_z.finish()?))
}

impl Question for Score {
    const NAME: &'static str = "score";
    type Part = Part;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let by = self.by.on(shard)?;
        let labels = match &self.test {
            None => None,
            Some(test) => Some(TestLabels {
                sample: labelled(shard, &test.sample.plan, progress)?,
                other: test
                    .other
                    .as_ref()
                    .map(|plan| labelled(shard, plan, progress))
                    .transpose()?,
            }),
        };
        let parts: Result<Vec<Part>, Stopped> = person_ranges(shard.history.person_count())
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let count = people.len() as u64;
                let part = self.people(shard, people, &by, labels.as_ref());
                progress.advance(count);
                Ok(part)
            })
            .collect();
        let mut all = Part::default();
        parts?.into_iter().for_each(|part| all.append(part));
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
