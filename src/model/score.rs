//! Everyone's log-odds, person by person in one pass: at the as-of time, and at the newest past
//! cut-off for the back-test.

use rayon::prelude::*;

use crate::base::progress::{Progress, Stopped};
use crate::history::{History, Seconds};

use super::evaluation::EvaluationSample;
use super::features::{Feature, FeatureContext, fill};
use super::fit::LinearModel;
use super::plan::Plan;
use super::sampling::{fold, person_ranges};
use super::scan::{ScanSpec, Summary, scan};

/// People and their log-odds at one time.
#[derive(Debug, Clone, Default)]
pub(super) struct Scores {
    /// Person codes, rising.
    pub people: Vec<u32>,
    /// Log-odds.
    pub z: Vec<f32>,
    /// Events so far: ranking by these is "most active people".
    pub events: Vec<f32>,
    /// Events of the target so far: "people who did it before".
    pub target_events: Vec<f32>,
}

impl Scores {
    fn append(&mut self, mut other: Self) {
        self.people.append(&mut other.people);
        self.z.append(&mut other.z);
        self.events.append(&mut other.events);
        self.target_events.append(&mut other.target_events);
    }
}

/// A time to score people at.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScoringTime<'a> {
    /// The time.
    pub time: Seconds,
    /// What turns features into log-odds.
    pub linear: &'a LinearModel,
    /// Whether counts are kept.
    pub counts: bool,
    /// Whom to score, if not everyone.
    pub sample: Option<EvaluationSample<'a>>,
}

/// What turns a past into log-odds.
#[derive(Debug, Clone)]
pub(super) struct Scorer<'a> {
    /// What is looked for.
    pub spec: &'a ScanSpec,
    /// The features.
    pub features: &'a [Feature],
    /// What features need besides the person.
    pub context: &'a FeatureContext,
}

impl Scorer<'_> {
    /// Scores at `moments`, rising.
    pub fn run(
        &self,
        history: &History,
        times: &[ScoringTime<'_>],
        progress: &Progress,
    ) -> Result<Vec<Scores>, Stopped> {
        let parts: Result<Vec<Vec<Scores>>, Stopped> = person_ranges(history.person_count())
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let mut part = vec![Scores::default(); times.len()];
                let mut summary = Summary::new(self.spec);
                let mut row = vec![0.0; self.features.len()];
                let (mut asked, mut cuts) = (Vec::new(), Vec::new());
                for person in people.clone() {
                    asked.clear();
                    asked.extend(
                        (0..times.len())
                            .filter(|&m| times[m].sample.is_none_or(|sample| sample.has(person))),
                    );
                    cuts.clear();
                    cuts.extend(asked.iter().map(|&m| times[m].time));
                    scan(
                        history.past(person),
                        &history.items,
                        self.spec,
                        fold(person),
                        &cuts,
                        &mut summary,
                        |place, summary| {
                            fill(self.features, summary, self.context, &mut row);
                            let (time_at, scores) = (&times[asked[place]], &mut part[asked[place]]);
                            scores.people.push(person);
                            scores.z.push(time_at.linear.at(&mut row) as f32);
                            if time_at.counts {
                                scores.events.push(summary.events as f32);
                                scores.target_events.push(summary.target_events as f32);
                            }
                        },
                    );
                }
                progress.advance(people.len() as u64);
                Ok(part)
            })
            .collect();
        let mut all = vec![Scores::default(); times.len()];
        for part in parts? {
            for (all, scores) in all.iter_mut().zip(part) {
                all.append(scores);
            }
        }
        Ok(all)
    }
}

/// Share of events that are the target's, before any window the back-test predicts.
pub(super) fn base_share(
    history: &History,
    plan: &Plan,
    progress: &Progress,
) -> Result<f32, Stopped> {
    let old = (0..plan.cuts.len()).find(|&k| plan.old(k)).map(|k| plan.cuts[k]);
    let until = old.or(plan.cuts.last().copied()).unwrap_or(plan.as_of);
    let parts: Result<Vec<(u64, u64)>, Stopped> = person_ranges(history.person_count())
        .into_par_iter()
        .map(|people| {
            progress.check()?;
            let (mut events, mut target_events) = (0_u64, 0_u64);
            for person in people {
                let past = history.past(person).before(until);
                events += past.len() as u64;
                target_events +=
                    past.item.iter().filter(|&&i| plan.target_items[i as usize]).count() as u64;
            }
            Ok((events, target_events))
        })
        .collect();
    let (events, target_events) = parts?.into_iter().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    Ok((target_events as f32 + 0.5) / (events as f32 + 1.0))
}
