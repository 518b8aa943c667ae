//! The way from a question to its outcome: plan, learn, check one window back, score everyone.

use std::sync::Arc;

use rayon::prelude::*;

use crate::base::progress::{Progress, Unit};
use crate::history::{History, Seconds};

use super::affinity;
use super::backtest::back_test;
use super::factors::Factors;
use super::features::{self, Feature, FeatureContext};
use super::fit::{LinearModel, PENALTIES, Scale, anchor, at_cut, log_odds, loss_at, train};
use super::level::{Trend, level};
use super::metrics::WeightedLabels;
use super::needs::{self, ENOUGH, ENOUGH_NEW, ENOUGH_OLD};
use super::plan::Plan;
use super::reasons::{Explainer, Terms};
use super::relatives::Akin;
use super::rows::{EvaluationSample, Labels, Rows};
use super::score::{Scorer, Scores, ScoringTime, base_share};
use super::simple;
use super::solver::{FittedLogistic, SolverError, sigmoid};
use super::types::{BackTest, Grade, Method, ModelError, ScoringRequest, ScoringResult};

/// Rows to learn from at most.
const BUDGET: f64 = 110_000.0;

/// Share of the log loss that a weaker penalty must save; after two that do not, none is tried.
const WORTHWHILE: f64 = 1e-4;

impl From<SolverError> for ModelError {
    fn from(error: SolverError) -> Self {
        Self::Training(error.to_string())
    }
}

/// Ranks everyone known at the question's time by the propensity to engage.
///
/// # Errors
/// What is wrong with the question ([`ModelError::NoSuchColumn`] …), or [`ModelError::Stopped`].
/// Too little data is no error: see [`ScoringResult::method`] and [`ScoringResult::notes`].
pub fn train_and_score(
    history: &History,
    question: &ScoringRequest,
    progress: &Progress,
) -> Result<ScoringResult, ModelError> {
    train_and_score_reusing(history, question, None, progress)
}

/// As [`train_and_score`], taking what does not depend on the target from an `earlier` outcome on the same
/// history where it has it. The result is the same; it only comes sooner.
///
/// # Errors
/// As [`train_and_score`].
pub fn train_and_score_reusing(
    history: &History,
    question: &ScoringRequest,
    earlier: Option<&ScoringResult>,
    progress: &Progress,
) -> Result<ScoringResult, ModelError> {
    progress.stage("Looking at the past of the target", 0, Unit::Steps);
    let mut plan = Plan::new(history, question)?;
    let mut notes = Vec::new();
    let akin = Akin::of(history, &question.target.relatives, &plan.hits)?;
    let mut labels = Labels::new(history, &plan, progress)?;
    let (mut method, mut wanted) = (Method::Model, None);
    let own = people_engaged(&labels);
    if own < ENOUGH {
        method = Method::Simple;
        if let Some(akin) = &akin {
            let (hits, words) = akin.with(&plan.hits, &plan.words);
            let wide = Plan { hits, words, ..plan.clone() };
            let wide_labels = Labels::new(history, &wide, progress)?;
            if people_engaged(&wide_labels) >= ENOUGH {
                notes.push(format!(
                    "{} engaged with {} in the past windows; {ENOUGH} are needed. People are \
                     ranked by how likely they are to engage with its relatives: {}. Trust the \
                     order; how many will engage is a guess from the average relative.",
                    needs::people(own),
                    plan.words,
                    akin.words
                ));
                let alike = alike(history, question, &wide.hits);
                let average = wide_labels.positive.first().map_or(0.0, |&n| n as f64) / alike;
                wanted = Some(labels.positive.first().map_or(0.5, |&n| n as f64).max(average));
                (plan, labels, method) = (wide, wide_labels, Method::Relatives);
            }
        }
    }
    if method == Method::Simple {
        let short = simple::Short { akin, labels, engaged: own };
        return simple::rank(history, plan, short, progress);
    }
    // What goes together is learned without the window that the back-test predicts.
    let until = plan.cuts.first().copied().unwrap_or(plan.as_of);
    let factors = match factors_of(earlier, until) {
        Some(factors) => Some(factors),
        None => Factors::learn(history, &plan.lens(history, &[]), until, progress)?.map(Arc::new),
    };
    let trend = Trend::learn(history, &plan, terms_of(earlier).map(|t| &t.trend), progress)?;
    let known = Known { akin, labels, factors, trend };
    let learned = Learned::new(history, plan, known, progress)?;
    learned.outcome(history, method, wanted, notes, progress)
}

fn terms_of(earlier: Option<&ScoringResult>) -> Option<&Arc<Terms>> {
    earlier?.explainer.learned.as_ref()
}

/// The factors an earlier outcome on the same history learned from the events before `until`.
fn factors_of(earlier: Option<&ScoringResult>, until: Seconds) -> Option<Arc<Factors>> {
    let factors = terms_of(earlier)?.lens.factors.as_ref()?;
    (factors.until == until).then(|| factors.clone())
}

/// How many values of the target's column these items have.
fn alike(history: &History, question: &ScoringRequest, items: &[bool]) -> f64 {
    let column = question.target.conditions.first().and_then(|c| history.column(&c.column));
    let Some(column) = column else { return 1.0 };
    let mut values: Vec<u32> = (0..items.len())
        .filter(|&item| items[item])
        .flat_map(|item| history.items.values(item as u32, column))
        .copied()
        .collect();
    values.sort_unstable();
    values.dedup();
    values.len().max(1) as f64
}

fn people_engaged(labels: &Labels) -> usize {
    labels.engaged.iter().filter(|&&bits| bits != 0).count()
}

/// Whether there are windows older than the newest one with enough in them.
fn has_old(plan: &Plan, labels: &Labels) -> bool {
    let old = (0..plan.cuts.len()).filter(|&k| plan.old(k));
    old.map(|k| labels.positive[k]).sum::<u64>() >= ENOUGH_OLD
}

/// A plan, its rows and what was learned on them.
struct Learned {
    plan: Plan,
    labels: Labels,
    lens: super::scan::ScanSpec,
    features: Vec<Feature>,
    frame: FeatureContext,
    rows: Rows,
    scale: Scale,
    /// What is akin to the target, in words.
    akin: Option<String>,
    trend: Arc<Trend>,
}

/// What is known before anything is learned.
struct Known {
    akin: Option<Akin>,
    labels: Labels,
    factors: Option<Arc<Factors>>,
    trend: Arc<Trend>,
}

impl Learned {
    fn new(
        history: &History,
        plan: Plan,
        known: Known,
        progress: &Progress,
    ) -> Result<Self, ModelError> {
        let Known { akin, labels, factors, trend } = known;
        let mut lens = plan.lens(history, akin.as_ref().map_or(&[], |akin| &akin.items));
        let columns: Vec<String> = history.columns.iter().map(|c| c.name.clone()).collect();
        let features = features::list(&plan.slot_names(history), &columns);
        let share = base_share(history, &plan, progress)?;
        lens.factors = factors;
        let factor = lens.factors.as_ref().and_then(|f| f.target(history, &plan.hits, &lens.bases));
        let frame = FeatureContext { share, horizon: plan.horizon_days as f32, factor };
        progress.stage("Learning from past windows", 0, Unit::Steps);
        let mut rows = Rows::draw(history, &plan, &labels, BUDGET, progress)?;
        let old = has_old(&plan, &labels);
        let rates: Vec<Option<f32>> = rows
            .rates(plan.cuts.len())
            .into_iter()
            .enumerate()
            .map(|(cut, rate)| (!old || plan.old(cut)).then_some(rate))
            .collect();
        lens.affinity = affinity::learn(history, &plan, &lens, &rows, &rates, progress)?;
        rows.fill(history, &plan, &lens, &features, &frame, progress)?;
        let scale = Scale::of(&rows.x, |i| !old || plan.old(rows.cut[i] as usize));
        scale.apply(&mut rows.x);
        let akin = akin.map(|akin| akin.words);
        Ok(Self { plan, labels, lens, features, frame, rows, scale, akin, trend })
    }

    fn has_old(&self) -> bool {
        has_old(&self.plan, &self.labels)
    }

    /// Whether a row is learned from: with `old`, as if it were one window earlier.
    fn learns(&self, row: usize, old: bool) -> bool {
        !(old && self.has_old()) || self.plan.old(self.rows.cut[row] as usize)
    }

    fn weights(&self, old: bool) -> Vec<f32> {
        (0..self.rows.len()).map(|i| f32::from(u8::from(self.learns(i, old)))).collect()
    }

    /// The model as if it were one window earlier, with the penalty that predicts the newest
    /// complete window best.
    fn choose(&self, progress: &Progress) -> Result<(FittedLogistic, f64), ModelError> {
        let mut best: Option<(f64, FittedLogistic, f64)> = None;
        let mut last: Option<FittedLogistic> = None;
        let mut worse = 0;
        for l2 in PENALTIES {
            progress.check()?;
            let x = self.rows.x.view();
            let model = train(x, &self.rows.engaged, self.weights(true), l2, last.as_ref())?;
            let z = log_odds(x, &model);
            let shift = anchor(&at_cut(&self.rows, &z, 0), self.labels.positive[0] as f64);
            let loss = loss_at(&self.rows, &z, shift, 0);
            let gain = best.as_ref().map_or(1.0, |b| 1.0 - loss / b.0);
            if gain > 0.0 {
                best = Some((loss, model.clone(), l2));
            }
            worse = if gain > WORTHWHILE { 0 } else { worse + 1 };
            if worse == 2 {
                break;
            }
            last = Some(model);
        }
        best.map(|(_, model, l2)| (model, l2))
            .ok_or_else(|| ModelError::Training("no penalty was tried".into()))
    }

    /// Coefficients for the window that begins one horizon after `cut`; `wanted` people engage
    /// where that is known better than from the target's past.
    fn line(&self, model: &FittedLogistic, cut: usize, wanted: Option<f64>) -> LinearModel {
        let z = log_odds(self.rows.x.view(), model);
        let shift = match wanted {
            Some(people) => Some(anchor(&at_cut(&self.rows, &z, cut), people)),
            None => level(&self.rows, &z, &self.labels.positive, cut, &self.trend),
        };
        LinearModel::new(model, &self.scale, shift.unwrap_or_else(|| self.rows.correction()))
    }

    fn outcome(
        self,
        history: &History,
        method: Method,
        wanted: Option<f64>,
        mut notes: Vec<String>,
        progress: &Progress,
    ) -> Result<ScoringResult, ModelError> {
        let testable = self.has_old() && self.labels.positive[0] >= ENOUGH_NEW;
        let (old, start, l2) = if testable {
            let (model, l2) = self.choose(progress)?;
            let newest = (0..self.plan.cuts.len()).find(|&k| self.plan.old(k)).unwrap_or(0);
            (Some(self.line(&model, newest, None)), Some(model), l2)
        } else {
            (None, None, 100.0)
        };
        let x = self.rows.x.view();
        let model = train(x, &self.rows.engaged, self.weights(false), l2, start.as_ref())?;
        let line = self.line(&model, 0, wanted);
        progress.stage("Ranking everyone", history.person_count() as u64, Unit::People);
        let scorer = Scorer { lens: &self.lens, features: &self.features, frame: &self.frame };
        let panel = EvaluationSample::new(&self.labels);
        let then = old.as_ref().map(|line| ScoringTime {
            time: self.plan.cuts[0],
            line,
            counts: true,
            panel: Some(panel),
        });
        let now = ScoringTime { time: self.plan.as_of, line: &line, counts: false, panel: None };
        let moments: Vec<ScoringTime<'_>> = then.into_iter().chain([now]).collect();
        let mut scores = scorer.run(history, &moments, progress)?;
        let now = scores.pop().unwrap_or_default();
        let back_test = scores.pop().map(|then| self.back_test(&then));
        notes.extend(self.remarks(back_test.as_ref()));
        let average = self.average();
        Ok(ScoringResult {
            as_of: self.plan.as_of,
            horizon_days: self.plan.horizon_days,
            horizon_note: self.plan.horizon_note.clone(),
            propensity: propensities(&now),
            people: now.people,
            method,
            longest_horizon: back_test.is_none().then(|| needs::shorter(&self.plan)).flatten(),
            back_test,
            notes,
            explainer: Explainer {
                learned: Some(Arc::new(Terms {
                    relatives: self.akin,
                    target: self.plan.words,
                    trend: self.trend,
                    lens: self.lens,
                    features: self.features,
                    frame: self.frame,
                    line,
                    average,
                })),
            },
        })
    }

    fn back_test(&self, then: &Scores) -> BackTest {
        let panel = EvaluationSample::new(&self.labels);
        let engaged: Vec<bool> = then.people.iter().map(|&p| panel.engaged(p)).collect();
        let sample_weight = panel.sample_weight(&then.people);
        let happened = WeightedLabels { engaged: &engaged, sample_weight: &sample_weight };
        back_test(&self.plan, then, &propensities(then), happened)
    }

    /// Average of the raw features at the newest cut, to measure a person against.
    fn average(&self) -> Vec<f32> {
        let (mut sum, mut people) = (vec![0.0_f64; self.features.len()], 0.0);
        for i in (0..self.rows.len()).filter(|&i| self.rows.cut[i] == 0) {
            let w = self.rows.sample_weight(i);
            people += w;
            for (s, &v) in sum.iter_mut().zip(self.rows.x.row(i)) {
                *s += w * f64::from(v);
            }
        }
        let scale = self.scale.mean.iter().zip(&self.scale.spread);
        sum.iter()
            .zip(scale)
            .map(|(s, (m, d))| (s / f64::max(people, 1.0)) as f32 * d + m)
            .collect()
    }

    fn remarks(&self, back_test: Option<&BackTest>) -> Vec<String> {
        let mut notes = Vec::new();
        match back_test {
            None => notes.push(needs::of_test(&self.plan, &self.labels)),
            Some(test) => {
                if test.grade == Grade::Chance {
                    notes.push(
                        "On the last complete window this ranking was no better than chance."
                            .into(),
                    );
                }
                for other in &test.baselines {
                    if other.figures.average_precision > test.figures.average_precision
                        && other.figures.lift[1] > test.figures.lift[1]
                    {
                        notes.push(format!(
                            "On the last complete window a list of “{}” would have been better.",
                            other.name
                        ));
                    }
                }
            }
        }
        notes
    }
}

fn propensities(scores: &Scores) -> Vec<f32> {
    scores.z.par_iter().map(|&z| sigmoid(f64::from(z)) as f32).collect()
}
