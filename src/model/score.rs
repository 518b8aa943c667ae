//! Everyone's log-odds, person by person in one pass: at the as-of time, and at the newest past
//! cut-off for the back-test.

use rayon::prelude::*;

use crate::base::progress::{Progress, Stopped};
use crate::history::{History, Seconds};

use super::features::{Feature, FeatureContext, fill};
use super::fit::LinearModel;
use super::plan::Plan;
use super::rows::{EvaluationSample, chunks, fold};
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
    pub hits: Vec<f32>,
}

impl Scores {
    fn append(&mut self, mut other: Self) {
        self.people.append(&mut other.people);
        self.z.append(&mut other.z);
        self.events.append(&mut other.events);
        self.hits.append(&mut other.hits);
    }
}

/// A time to score people at.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScoringTime<'a> {
    /// The time.
    pub time: Seconds,
    /// What turns features into log-odds.
    pub line: &'a LinearModel,
    /// Whether counts are kept.
    pub counts: bool,
    /// Whom to score, if not everyone.
    pub panel: Option<EvaluationSample<'a>>,
}

/// What turns a past into log-odds.
#[derive(Debug, Clone)]
pub(super) struct Scorer<'a> {
    /// What is looked for.
    pub lens: &'a ScanSpec,
    /// The features.
    pub features: &'a [Feature],
    /// Their frame.
    pub frame: &'a FeatureContext,
}

impl Scorer<'_> {
    /// Scores at `moments`, rising.
    pub fn run(
        &self,
        history: &History,
        moments: &[ScoringTime<'_>],
        progress: &Progress,
    ) -> Result<Vec<Scores>, Stopped> {
        let parts: Result<Vec<Vec<Scores>>, Stopped> = chunks(history.person_count())
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let mut part = vec![Scores::default(); moments.len()];
                let mut summary = Summary::new(self.lens);
                let mut row = vec![0.0; self.features.len()];
                let (mut asked, mut cuts) = (Vec::new(), Vec::new());
                for person in people.clone() {
                    asked.clear();
                    asked.extend(
                        (0..moments.len())
                            .filter(|&m| moments[m].panel.is_none_or(|panel| panel.has(person))),
                    );
                    cuts.clear();
                    cuts.extend(asked.iter().map(|&m| moments[m].time));
                    scan(
                        history.past(person),
                        &history.items,
                        self.lens,
                        fold(person),
                        &cuts,
                        &mut summary,
                        |place, summary| {
                            fill(self.features, summary, self.frame, &mut row);
                            let (moment, scores) =
                                (&moments[asked[place]], &mut part[asked[place]]);
                            scores.people.push(person);
                            scores.z.push(moment.line.at(&row) as f32);
                            if moment.counts {
                                scores.events.push(summary.events as f32);
                                scores.hits.push(summary.hits as f32);
                            }
                        },
                    );
                }
                progress.advance(people.len() as u64);
                Ok(part)
            })
            .collect();
        let mut all = vec![Scores::default(); moments.len()];
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
    let parts: Result<Vec<(u64, u64)>, Stopped> = chunks(history.person_count())
        .into_par_iter()
        .map(|people| {
            progress.check()?;
            let (mut events, mut hits) = (0_u64, 0_u64);
            for person in people {
                let past = history.past(person).before(until);
                events += past.len() as u64;
                hits += past.item.iter().filter(|&&i| plan.hits[i as usize]).count() as u64;
            }
            Ok((events, hits))
        })
        .collect();
    let (events, hits) = parts?.into_iter().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    Ok((hits as f32 + 0.5) / (events as f32 + 1.0))
}
