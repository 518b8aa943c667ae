//! What is learned for one request: sampled rows with their features, the penalty that predicts the
//! newest complete window best, the model trained on all windows, and its back-test.
//!
//! Everything is fitted twice: once as if it were one horizon earlier (columns' scale, affinities,
//! penalty and coefficients from older windows alone), which gives an honest back-test, and once on
//! all windows, which ranks people now. A test on other people of the same window would cost less
//! and promise too much.

use std::sync::Arc;

use rayon::prelude::*;

use crate::base::language::{Message, t};
use crate::base::progress::{Progress, Unit};
use crate::history::History;

use super::affinity;
use super::backtest::TestedPeople;
use super::calibration::{Forecast, Trend, calibrated_shift, level_uncertainty};
use super::evaluation::EvaluationSample;
use super::factors::Factors;
use super::features::{self, Feature, FeatureContext};
use super::fit::{
    LinearModel, PENALTIES, Pull, Scale, at_cut, calibrate, log_odds, loss_at, train,
};
use super::labels::Labels;
use super::needs::{self, ENOUGH_NEW, ENOUGH_OLD};
use super::plan::Plan;
use super::proxy::ProxyTarget;
use super::ranges::{GUESSED_LEVEL, Uncertainty};
use super::reasons::{Explainer, Terms};
use super::result::ScoringResult;
use super::rows::Rows;
use super::scan::ScanSpec;
use super::score::{Scorer, Scores, ScoringTime, base_share};
use super::shift::observed;
use super::simple;
use super::solver::{FittedLogistic, sigmoid};
use super::types::{BackTest, MeasuredOn, Method, ModelError};

/// Rows to learn from, at most: 300,000 gained nothing, 60,000 lost on large data (docs/model.md,
/// "Experiments").
const MAX_ROWS: f64 = 110_000.0;

/// Share of the log loss that a weaker penalty must save; after two in a row that do not, no weaker
/// one is tried.
const WORTHWHILE: f64 = 1e-4;

/// Penalty where no back-test can choose one: such a target has few people who engaged, and its model
/// should stay near the simple order.
const USUAL_PENALTY: f64 = 1000.0;

/// Share of the simple order's weights that the penalty pulls the coefficients to, where few engaged: a
/// strong penalty then means that order, a weak one the model's own, and the back-test chooses between
/// them. The whole weights and a quarter were no better (docs/model.md, "Small data").
const TOWARDS_SIMPLE: f64 = 0.5;
/// People who engaged up to which that share is taken whole; with twice as many it is half.
const FEW: f64 = 30.0;

/// A plan, its rows and what was learned on them.
pub(super) struct Learned {
    plan: Plan,
    labels: Labels,
    spec: ScanSpec,
    features: Vec<Feature>,
    context: FeatureContext,
    rows: Rows,
    /// Whether there are windows older than the newest one with enough in them.
    old: bool,
    scale: Scale,
    /// What the penalty pulls the coefficients to.
    towards: Vec<f64>,
    /// The proxy target in words.
    proxy: Option<String>,
    /// Labels of the target itself, where the plan's are those of its proxy.
    own: Option<Labels>,
    guess: Guess,
    trend: Arc<Trend>,
}

/// What is known before anything is learned.
pub(super) struct Known {
    pub proxy: Option<ProxyTarget>,
    pub labels: Labels,
    pub factors: Option<Arc<Factors>>,
    pub trend: Arc<Trend>,
    /// Labels of the target itself, where `labels` are those of its proxy.
    pub own: Option<Labels>,
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

impl Learned {
    pub fn new(
        history: &History,
        plan: Plan,
        known: Known,
        progress: &Progress,
    ) -> Result<Self, ModelError> {
        let Known { proxy, labels, factors, trend, own, guess } = known;
        let mut spec = plan.scan_spec(history, proxy.as_ref().map_or(&[], |proxy| &proxy.items));
        let columns: Vec<String> = history.columns.iter().map(|c| c.name.clone()).collect();
        let features = features::list(&plan.slot_names(history), &columns);
        let share = base_share(history, &plan, progress)?;
        spec.factors = factors;
        let factor =
            spec.factors.as_ref().and_then(|f| f.target(history, &plan.target_items, &spec.bases));
        let context = FeatureContext { share, horizon: plan.horizon_days as f32, factor };
        progress.stage(t!("model-stage-learning"), 0, Unit::Steps);
        let mut rows = Rows::draw(history, &plan, &labels, MAX_ROWS, progress)?;
        let old = labels.positive_before_test(&plan) >= ENOUGH_OLD;
        let rates: Vec<Option<f32>> = rows
            .rates(plan.cuts.len())
            .into_iter()
            .enumerate()
            .map(|(cut, rate)| (!old || plan.old(cut)).then_some(rate))
            .collect();
        spec.affinity = affinity::learn(history, &plan, &spec, &rows, &rates, progress)?;
        rows.fill(history, &plan, &spec, &features, &context, progress)?;
        let scale = Scale::of(&rows.x, |i| !old || plan.old(rows.cut[i] as usize));
        scale.apply(&mut rows.x);
        let share = TOWARDS_SIMPLE * (FEW / labels.ever_positive().max(1) as f64).min(1.0);
        let simple = simple::weights(&features).into_iter().zip(&scale.spread);
        let towards = simple.map(|(w, spread)| share * f64::from(w * spread)).collect();
        let proxy = proxy.map(|proxy| proxy.words);
        Ok(Self {
            plan,
            labels,
            spec,
            features,
            context,
            rows,
            old,
            scale,
            towards,
            proxy,
            own,
            guess,
            trend,
        })
    }

    /// Whether a row is learned from: with `old`, as if it were one window earlier.
    fn learns(&self, row: usize, old: bool) -> bool {
        !(old && self.old) || self.plan.old(self.rows.cut[row] as usize)
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
            let pull = Pull { l2, towards: Some(&self.towards), start: last.as_ref() };
            let model = train(x, &self.rows.positive, self.weights(true), pull)?;
            let z = log_odds(x, &model);
            let shift = calibrate(&at_cut(&self.rows, &z, 0), self.labels.positive[0] as f64);
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
            .ok_or_else(|| ModelError::Training(t!("model-no-penalty").into()))
    }

    /// The model for a window, and how uncertain its level is; `wanted` people engage where that is
    /// known better than from the target's past (then it is a guess).
    fn linear(
        &self,
        model: &FittedLogistic,
        forecast: Forecast,
        wanted: Option<f64>,
    ) -> (LinearModel, f64) {
        let z = log_odds(self.rows.x.view(), model);
        let cut = if let Forecast::Tested(cut) = forecast { cut } else { 0 };
        let (shift, level) = match wanted {
            Some(people) => (Some(calibrate(&at_cut(&self.rows, &z, cut), people)), GUESSED_LEVEL),
            None => {
                let observed = observed(&self.rows, &z, &self.labels.positive);
                let shift = calibrated_shift(&observed, forecast, &self.trend);
                (shift, level_uncertainty(&observed, &self.plan.columns, &self.trend))
            }
        };
        let shift = shift.unwrap_or_else(|| self.rows.correction());
        (LinearModel::new(model, &self.scale, shift), level)
    }

    /// Trains, tests and ranks everyone.
    pub fn result(
        self,
        history: &History,
        method: Method,
        mut notes: Vec<Message>,
        progress: &Progress,
    ) -> Result<ScoringResult, ModelError> {
        let testable = self.old && self.labels.positive[0] >= ENOUGH_NEW;
        let (old, start, l2) = if testable {
            let (model, l2) = self.choose(progress)?;
            let newest = (0..self.plan.cuts.len()).find(|&k| self.plan.old(k)).unwrap_or(0);
            let (linear, _) = self.linear(&model, Forecast::Tested(newest), self.guess.tested);
            (Some(linear), Some(model), l2)
        } else {
            (None, None, USUAL_PENALTY)
        };
        let x = self.rows.x.view();
        let pull = Pull { l2, towards: Some(&self.towards), start: start.as_ref() };
        let model = train(x, &self.rows.positive, self.weights(false), pull)?;
        let (linear, level) = self.linear(&model, Forecast::Now, self.guess.now);
        progress.stage(t!("model-stage-ranking"), history.person_count() as u64, Unit::People);
        let scorer = Scorer { spec: &self.spec, features: &self.features, context: &self.context };
        let sample = EvaluationSample::new(&self.labels);
        let then = old.as_ref().map(|linear| ScoringTime {
            time: self.plan.cuts[0],
            linear,
            counts: true,
            sample: Some(sample),
        });
        let now =
            ScoringTime { time: self.plan.as_of, linear: &linear, counts: false, sample: None };
        let times: Vec<ScoringTime<'_>> = then.into_iter().chain([now]).collect();
        let mut scores = scorer.run(history, &times, progress)?;
        let now = scores.pop().unwrap_or_default();
        let tested = scores.pop().map(|then| self.tested(then));
        let (back_test, shape) = tested.as_ref().map(TestedPeople::judged).unzip();
        let uncertainty =
            Uncertainty { level, shape: shape.unwrap_or(Uncertainty::default().shape) };
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
            tested: tested.map(Arc::new),
            uncertainty,
            notes,
            explainer: Explainer {
                learned: Some(Arc::new(Terms {
                    relatives: self.proxy,
                    target: self.plan.words,
                    trend: self.trend,
                    spec: self.spec,
                    features: self.features,
                    context: self.context,
                    linear,
                    average,
                })),
            },
        })
    }

    /// The people of the back-test, with what they then did.
    fn tested(&self, then: Scores) -> TestedPeople {
        let sample = EvaluationSample::new(&self.labels);
        // A proxy target is measured by the target itself where enough people engaged with that.
        let own = self.own.as_ref().filter(|own| own.newest() >= ENOUGH_NEW);
        let engaged = |&p: &u32| match own {
            Some(own) => own.by_person[p as usize] & 1 == 1,
            None => sample.is_positive(p),
        };
        let measured_on = match (&self.own, own) {
            (Some(_), None) => MeasuredOn::Proxy,
            _ => MeasuredOn::Target,
        };
        TestedPeople {
            from: self.plan.cuts[0],
            to: self.plan.cuts[0] + self.plan.horizon(),
            measured_on,
            propensity: propensities(&then),
            positive: then.people.iter().map(engaged).collect(),
            weight: sample.sample_weight(&then.people),
            people: then.people,
            events: then.events,
            target_events: then.target_events,
        }
    }

    /// Everyone's mean standardised features at the newest cut, to measure a person against.
    fn average(&self) -> Vec<f32> {
        let (mut sum, mut people) = (vec![0.0_f64; self.features.len()], 0.0);
        for i in (0..self.rows.len()).filter(|&i| self.rows.cut[i] == 0) {
            let w = self.rows.sample_weight(i);
            people += w;
            for (s, &v) in sum.iter_mut().zip(self.rows.x.row(i)) {
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
                    notes.push(needs::of_own_test(&self.plan, self.own.as_ref()));
                }
            }
        }
        notes
    }
}

fn propensities(scores: &Scores) -> Vec<f32> {
    scores.z.par_iter().map(|&z| sigmoid(f64::from(z)) as f32).collect()
}
