//! What is learned for one request: sampled rows with their features, the penalty that predicts the
//! newest complete window best, the model trained on all windows, and its back-test.
//!
//! Everything is fitted twice: once as if it were one horizon earlier (columns' scale, affinities,
//! penalty and coefficients from older windows alone), which gives an honest back-test, and once on
//! all windows, which ranks people now. A test on other people of the same window would cost less
//! and promise too much.

use std::sync::Arc;

use rayon::prelude::*;

use crate::base::language::{Message, message};
use crate::base::numbers::{Growing, Numbers};
use crate::base::progress::{Progress, Unit};

use super::background::Background;
use super::backtest::TestedPeople;
use super::calibration::{Forecast, Launch, calibrated_shift, level_uncertainty};
use super::evaluation::{EvaluationSample, engaged_last};
use super::everyone::Everyone;
use super::factors::Factors;
use super::fit::{
    LinearModel, PENALTIES, Pull, TriedPenalty, at_cut, calibrate, log_odds, loss_at, middle, train,
};
use super::item_set::ItemSet;
use super::labels::Labels;
use super::needs::{self, ENOUGH_NEW, ENOUGH_OLD};
use super::plan::Plan;
use super::proxy::ProxyTarget;
use super::ranges::{GUESSED_LEVEL, Uncertainty};
use super::reasons::{Explainer, Grounds, Terms};
use super::result::ScoringResult;
use super::score::{Sampled, Score, Test};
use super::shared::Shared;
use super::shift::observed;
use super::solver::{FittedLogistic, sigmoid};
use super::training_set::{Beside, TrainingSet};
use super::types::{BackTest, MeasuredOn, Method, ModelError};

/// People whose propensities are worked out at a time.
const AT_ONCE: usize = 1 << 20;

/// Rows to learn from, at most: 300,000 gained nothing, 60,000 lost on large data (docs/model.md,
/// "Experiments").
const MAX_ROWS: f64 = 110_000.0;

/// Share of the log loss that a weaker penalty must save, where people are many; after two in a row that do
/// not, no weaker one is tried.
const WORTHWHILE: f64 = 1e-4;
/// By how much the log loss of all people must be above the least for a penalty to count for nothing, where
/// they are few: a twentieth of its likelihood.
const UNLIKELY: f64 = 3.0;

/// Penalty where no back-test can choose one: such a target has few people who engaged, and its model
/// should stay near the simple order.
const USUAL_PENALTY: f64 = 1000.0;

/// A plan, its rows and what was learned on them.
pub(super) struct Learned {
    plan: Plan,
    labels: Labels,
    set: TrainingSet,
    /// Whether there are windows older than the newest one with enough in them.
    old: bool,
    /// What the penalty pulls the coefficients to.
    towards: Vec<f64>,
    /// The proxy target in words.
    proxy: Option<String>,
    /// The target itself and its labels, where the plan's are those of its proxy.
    own: Option<(Plan, Labels)>,
    guess: Guess,
    background: Arc<Background>,
}

/// What is known before anything is learned.
pub(super) struct Known {
    pub proxy: Option<ProxyTarget>,
    pub labels: Labels,
    pub factors: Option<Shared<Factors>>,
    pub background: Arc<Background>,
    /// The target itself and its labels, where `labels` are those of its proxy.
    pub own: Option<(Plan, Labels)>,
    /// How many engage, where a proxy's past cannot tell.
    pub guess: Guess,
}

/// How many people engage with a target that is ranked by its proxy; `None` for a target of its own
/// past.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Guess {
    /// In the window that begins now.
    pub now: Option<f64>,
    /// In the newest complete window, as far as was known before it.
    pub tested: Option<f64>,
}

/// The model for a window.
struct Forecaster {
    linear: LinearModel,
    /// How uncertain its level is.
    level: f64,
    /// Of a new target, since when it is there.
    launch: Option<Launch>,
}

impl Learned {
    pub fn new<E: Everyone>(
        everyone: &E,
        plan: Plan,
        known: Known,
        progress: &Progress,
    ) -> Result<Self, ModelError> {
        let Known { proxy, labels, factors, background, own, guess } = known;
        progress.stage(message!("model-stage-learning"), 0, Unit::Steps);
        let old = labels.positive_before_test as usize >= ENOUGH_OLD;
        let seen = |cut: usize| !old || plan.old(cut);
        let relatives = proxy.as_ref().map_or_else(ItemSet::default, |proxy| proxy.items.clone());
        let beside = Beside { relatives, factors };
        let set = TrainingSet::gather(everyone, &plan, &labels, beside, MAX_ROWS, seen, progress)?;
        let towards = background.others.common(&plan.target);
        let towards = towards.unwrap_or_else(|| set.towards_simple(labels.ever_positive));
        let proxy = proxy.map(|proxy| proxy.words);
        Ok(Self { plan, labels, set, old, towards, proxy, own, guess, background })
    }

    /// Whether a row is learned from: with `old`, as if it were one window earlier.
    fn learns(&self, row: usize, old: bool) -> bool {
        !(old && self.old) || self.plan.old(self.set.rows.cut[row] as usize)
    }

    fn weights(&self, old: bool) -> Vec<f32> {
        (0..self.set.rows.len()).map(|i| f32::from(u8::from(self.learns(i, old)))).collect()
    }

    /// The model as if it were one window earlier, with the penalty that the newest complete window
    /// supports.
    fn choose(&self, progress: &Progress) -> Result<(FittedLogistic, f64), ModelError> {
        let x = self.set.rows.x.view();
        let fitted = |l2: f64, start: Option<&FittedLogistic>| {
            let pull = Pull { l2, towards: Some(&self.towards), start };
            train(x, &self.set.rows.positive, self.weights(true), pull)
        };
        let (mut tried, mut worse) = (Vec::new(), 0);
        let (mut last, mut best, mut least) = (None, None, f64::INFINITY);
        for l2 in PENALTIES {
            progress.check()?;
            let model = fitted(l2, last.as_ref())?;
            let z = log_odds(x, &model);
            let shift = calibrate(&at_cut(&self.set.rows, &z, 0), self.labels.positive[0] as f64);
            let loss = self.labels.known[0] as f64 * loss_at(&self.set.rows, &z, shift, 0);
            tried.push(TriedPenalty { l2, loss });
            let saved = least - loss;
            worse = if saved > WORTHWHILE * loss - UNLIKELY { 0 } else { worse + 1 };
            if loss < least {
                (best, least) = (Some(model.clone()), loss);
            }
            last = Some(model);
            if worse == 2 {
                break;
            }
        }
        let l2 = middle(&tried).unwrap_or(USUAL_PENALTY);
        progress.check()?;
        Ok((fitted(l2, best.as_ref())?, l2))
    }

    /// The model for a window; `wanted` people engage where that is known better than from the target's past (then it
    /// is a guess).
    fn linear(
        &self,
        model: &FittedLogistic,
        forecast: Forecast,
        wanted: Option<f64>,
    ) -> Forecaster {
        let z = log_odds(self.set.rows.x.view(), model);
        let cut = if let Forecast::Tested(cut) = forecast { cut } else { 0 };
        let (shift, level, launch) = match wanted {
            Some(people) => {
                (Some(calibrate(&at_cut(&self.set.rows, &z, cut), people)), GUESSED_LEVEL, None)
            }
            None => {
                let observed = observed(&self.set.rows, &z, &self.labels.positive);
                let launch = Launch::of(&self.plan, &self.labels, forecast);
                let trend = &self.background.trend;
                let shift = calibrated_shift(&observed, forecast, launch.as_ref(), trend);
                let columns = &self.plan.columns;
                (shift, level_uncertainty(&observed, columns, launch.as_ref(), trend), launch)
            }
        };
        let shift = shift.unwrap_or_else(|| self.set.rows.correction());
        Forecaster { linear: LinearModel::new(model, &self.set.scale, shift), level, launch }
    }

    /// Trains, tests and ranks everyone.
    pub fn result<E: Everyone>(
        self,
        everyone: &E,
        method: Method,
        mut notes: Vec<Message>,
        progress: &Progress,
    ) -> Result<ScoringResult, ModelError> {
        let testable = self.old && self.labels.positive[0] >= ENOUGH_NEW;
        let (old, start, l2) = if testable {
            let (model, l2) = self.choose(progress)?;
            let newest = (0..self.plan.cuts.len()).find(|&k| self.plan.old(k)).unwrap_or(0);
            let tested = self.linear(&model, Forecast::Tested(newest), self.guess.tested);
            (Some(tested.linear), Some(model), l2)
        } else {
            (None, None, USUAL_PENALTY)
        };
        let x = self.set.rows.x.view();
        let pull = Pull { l2, towards: Some(&self.towards), start: start.as_ref() };
        let model = train(x, &self.set.rows.positive, self.weights(false), pull)?;
        let Forecaster { linear, level, launch } =
            self.linear(&model, Forecast::Now, self.guess.now);
        if let Some(launch) = launch.filter(|launch| launch.age < 1.0) {
            let days = (launch.age * f64::from(self.plan.horizon_days)).ceil();
            notes.push(message!(
                "model-new-target",
                target = &self.plan.words,
                days = days as u32,
                horizon = self.plan.horizon_days
            ));
        }
        progress.stage(
            message!("model-stage-ranking"),
            everyone.outline().people as u64,
            Unit::People,
        );
        let sample = EvaluationSample::new(&self.plan, &self.labels);
        let own = self.own_labels().is_some();
        let test = old.map(|linear| Test {
            time: self.plan.cuts[0],
            linear,
            sample: sample.clone(),
            other: self.own.as_ref().filter(|_| own).map(|(plan, _)| plan.clone()),
        });
        let (by, as_of) = (self.set.by.clone(), self.plan.as_of);
        let score = Score { by, as_of, linear: linear.clone(), test };
        let now = score.run(everyone, progress)?;
        let tested = score.test.is_some().then(|| self.tested(&sample, &now.sampled));
        let (back_test, shape) = tested.as_ref().map(TestedPeople::judged).unzip();
        let uncertainty =
            Uncertainty { level, shape: shape.unwrap_or(Uncertainty::default().shape) };
        notes.extend(self.remarks(back_test.as_ref()));
        let average = self.average();
        Ok(ScoringResult {
            as_of: self.plan.as_of,
            horizon_days: self.plan.horizon_days,
            horizon_note: self.plan.horizon_note.clone(),
            propensity: propensities(&now.z)?,
            people: now.people,
            method,
            longest_horizon: back_test.is_none().then(|| needs::shorter(&self.plan)).flatten(),
            back_test,
            tested: tested.map(Arc::new),
            uncertainty,
            notes,
            explainer: Explainer {
                learned: Some(Arc::new(Terms::new(
                    Grounds {
                        relatives: self.proxy,
                        target: self.plan.words,
                        by: self.set.by,
                        linear,
                        average,
                    },
                    self.background,
                ))),
            },
        })
    }

    /// The target itself, where it is ranked by its proxy and enough people engaged with it to measure by.
    fn own_labels(&self) -> Option<&(Plan, Labels)> {
        self.own.as_ref().filter(|(_, labels)| labels.newest() >= ENOUGH_NEW)
    }

    /// The people of the back-test, with what they then did.
    fn tested(&self, sample: &EvaluationSample, sampled: &[Sampled]) -> TestedPeople {
        // A proxy target is measured by the target itself where enough people engaged with that.
        let own = self.own_labels().is_some();
        let measured_by = |one: &Sampled| if own { one.other_labels } else { one.labels };
        let labels: Vec<u16> = sampled.iter().map(|one| one.labels).collect();
        let measured_on = match self.own.is_some() && !own {
            true => MeasuredOn::Proxy,
            false => MeasuredOn::Target,
        };
        TestedPeople {
            from: self.plan.cuts[0],
            to: self.plan.cuts[0] + self.plan.horizon(),
            measured_on,
            propensity: sampled.iter().map(|one| propensity(one.z)).collect(),
            positive: sampled.iter().map(|one| engaged_last(measured_by(one))).collect(),
            weight: sample.sample_weight(&labels),
            people: sampled.iter().map(|one| one.person).collect(),
            events: sampled.iter().map(|one| one.events).collect(),
            target_events: sampled.iter().map(|one| one.target_events).collect(),
        }
    }

    /// Everyone's mean standardised features at the newest cut, to measure a person against.
    fn average(&self) -> Vec<f32> {
        let (mut sum, mut people) = (vec![0.0_f64; self.set.rows.x.ncols()], 0.0);
        for i in (0..self.set.rows.len()).filter(|&i| self.set.rows.cut[i] == 0) {
            let w = self.set.rows.sample_weight(i);
            people += w;
            for (s, &v) in sum.iter_mut().zip(self.set.rows.x.row(i)) {
                *s += w * f64::from(v);
            }
        }
        sum.iter().map(|s| (s / f64::max(people, 1.0)) as f32).collect()
    }

    fn remarks(&self, back_test: Option<&BackTest>) -> Vec<Message> {
        let mut notes = Vec::new();
        match back_test {
            None => notes.push(needs::of_test(&self.plan, &self.labels)),
            Some(test) => {
                if test.measured_on == MeasuredOn::Proxy {
                    notes.push(needs::of_own_test(
                        &self.plan,
                        self.own.as_ref().map(|(_, labels)| labels),
                    ));
                }
            }
        }
        notes
    }
}

fn propensity(z: f32) -> f32 {
    sigmoid(f64::from(z)) as f32
}

fn propensities(z: &[f32]) -> Result<Numbers<f32>, ModelError> {
    let mut all = Growing::of(z.len());
    for some in z.chunks(AT_ONCE) {
        let some = some.par_iter().map(|&z| propensity(z));
        all.extend(&some.collect::<Vec<f32>>());
    }
    Ok(all.finish()?)
}
