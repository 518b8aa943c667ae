//! What goes into the model module and what comes out of it, but for the result itself
//! ([`ScoringResult`](super::ScoringResult)): requests, figures, errors.
//!
//! Field names are part of project files and of other programs' output; renamed ones keep their old
//! name as an alias.

use std::borrow::Cow;
use std::io;

use serde::{Deserialize, Serialize};

use crate::base::language::{self, t};
use crate::base::progress::Stopped;
use crate::base::system_error;
use crate::base::unknown::Unknown;
use crate::history::Seconds;

use super::solver::SolverError;

/// A column with any of some values: `Brand = Northwind or Contoso`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Condition {
    /// Name of a model column.
    pub column: String,
    /// Values, exactly as in the data; any of them counts. They may be ones not seen yet.
    pub values: Vec<String>,
}

/// What engaging means: an event that meets every condition, of any of the goal events.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Target {
    /// One condition, or two on different columns that must both hold.
    pub conditions: Vec<Condition>,
    /// Names of the events that count; empty for all events of the catalog.
    #[serde(default)]
    pub goal_events: Vec<String>,
    /// Relatives to rank by where the target has too little past of its own: other values, named
    /// or confirmed by the person (`Section = Sport` for a new article).
    #[serde(default)]
    pub relatives: Vec<Condition>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Who engages with the target in `[as_of, as_of + horizon)`?
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ScoringRequest {
    /// What engaging means.
    pub target: Target,
    /// Only events strictly before this time are used; `None`: just after the last event.
    pub as_of: Option<Seconds>,
    /// Length of the window in days; `None`: chosen from the data (see
    /// [`ScoringResult::horizon_note`](super::ScoringResult::horizon_note)).
    pub horizon_days: Option<u32>,
}

/// How the order was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The trained model.
    Model,
    /// Too little past of the target itself: trained on its relatives.
    Relatives,
    /// Too little to train: a simple, labelled ranking (recency and count of the target or its
    /// relatives, then activity). Propensities are rough.
    Simple,
    /// Nothing to rank by: the audience waits for data.
    Waiting,
}

/// How good a ranking is, in words. Thresholds: docs/model.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// No better than chance.
    Chance,
    /// Poor.
    Poor,
    /// Fair.
    Fair,
    /// Good.
    Good,
    /// Excellent.
    Excellent,
}

impl Grade {
    /// The word shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Chance => t!("model-grade-chance"),
            Self::Poor => t!("model-grade-poor"),
            Self::Fair => t!("model-grade-fair"),
            Self::Good => t!("model-grade-good"),
            Self::Excellent => t!("model-grade-excellent"),
        }
    }
}

/// Figures of one ranking on the back-test window.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Figures {
    /// Probability that someone who engaged stands before someone who did not (ties count half).
    pub auc: f64,
    /// Average precision.
    pub average_precision: f64,
    /// Rate of the top 1, 5, 10 and 20% divided by everyone's rate.
    pub lift: [f64; 4],
    /// Cumulative gain: the share of those who engaged that the top k% reach, for k = 0 ..= 100.
    pub gains: Vec<f32>,
}

impl Figures {
    /// The share of those who engaged that the best `share` of everyone reach, both 0 to 1.
    pub fn reached(&self, share: f64) -> f64 {
        let last = self.gains.len().saturating_sub(1);
        let at = share.clamp(0.0, 1.0) * last as f64;
        let value = |i: usize| self.gains.get(i.min(last)).copied().map_or(0.0, f64::from);
        let below = at.floor() as usize;
        value(below) + (value(below + 1) - value(below)) * at.fract()
    }
}

/// A list a marketer would make otherwise, on the same window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// "Most active people", "People who did it before", as it was said when it was measured; see
    /// [`Baseline::name`].
    pub name: Cow<'static, str>,
    /// Its figures.
    pub figures: Figures,
    /// For audiences of the best k%, k = 0 ..= 100: whether the ranking is ahead of this list by more
    /// than luck.
    #[serde(default)]
    pub beaten: Vec<bool>,
    /// The same the other way round: whether it is ahead of the ranking by more than luck.
    #[serde(default)]
    pub better: Vec<bool>,
}

impl Baseline {
    /// Whether it is ahead of the ranking by more than luck, for an audience of this share of everyone, 0 to 1.
    pub fn is_better_at(&self, share: f64) -> bool {
        self.better.get(percent(share)).copied().unwrap_or(false)
    }

    /// What the list is called, in the language that is spoken now.
    pub fn name(&self) -> &str {
        let is = |key| language::everywhere(key).any(|name| name == self.name);
        match () {
            () if is("model-most-active") => t!("model-most-active"),
            () if is("model-did-before") => t!("model-did-before"),
            () => &self.name,
        }
    }
}

/// The share of everyone that a grade is for where no size is said.
pub(super) const USUAL_SHARE: f64 = 0.1;

/// A share of everyone as the place of figures that are kept for each percent.
fn percent(share: f64) -> usize {
    (100.0 * share).round().clamp(0.0, 100.0) as usize
}

/// What a back-test counted as engaging.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasuredOn {
    /// The target itself.
    #[default]
    Target,
    /// Its proxy target: named relatives or the parent value.
    Proxy,
}

/// A tenth of the people by predicted propensity, best tenth first.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Decile {
    /// People in it.
    pub people: u32,
    /// Mean propensity that was predicted.
    pub predicted: f64,
    /// Share that did engage.
    pub actual: f64,
}

/// What would have happened one window earlier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BackTest {
    /// The window that was predicted: from …
    pub from: Seconds,
    /// … up to, not including.
    pub to: Seconds,
    /// People ranked.
    pub people: u32,
    /// Of them, people who engaged.
    #[serde(alias = "engaged")]
    pub positives: u32,
    /// The model's figures.
    pub figures: Figures,
    /// Mean negative log-likelihood of the predicted propensities, in nats.
    pub log_loss: f64,
    /// Ten tenths, best first.
    pub deciles: Vec<Decile>,
    /// The other lists.
    pub baselines: Vec<Baseline>,
    /// What counted as engaging.
    #[serde(default)]
    pub measured_on: MeasuredOn,
    /// The grade for an audience of a tenth of everyone.
    pub grade: Grade,
    /// The grade by the AUC alone, whatever other lists reach.
    #[serde(default)]
    pub auc_grade: Option<Grade>,
}

impl BackTest {
    /// The grade for an audience of this share of everyone, 0 to 1. A list that anybody could make in a
    /// spreadsheet is not good, whatever its AUC.
    pub fn grade_at(&self, share: f64) -> Grade {
        let ahead = |list: &Baseline| list.beaten.get(percent(share)).copied().unwrap_or(false);
        let by_auc = self.auc_grade.unwrap_or(self.grade);
        if self.baselines.iter().all(ahead) { by_auc } else { by_auc.min(Grade::Fair) }
    }

    /// The other list that reached most at an audience of this share of everyone, where it reached more than the ranking
    /// and was ahead of it by more than luck.
    pub fn better_list(&self, share: f64) -> Option<&Baseline> {
        let reached = |list: &Baseline| list.figures.reached(share);
        let better = self
            .baselines
            .iter()
            .filter(|list| list.is_better_at(share) && reached(list) > self.figures.reached(share));
        better.max_by(|a, b| reached(a).total_cmp(&reached(b)))
    }

    /// What a grade says and on what it was measured: "Good", "Good (by its relatives)".
    pub fn grade_words(&self, grade: Grade) -> String {
        match self.measured_on {
            MeasuredOn::Target => grade.word().into(),
            MeasuredOn::Proxy => t!("model-grade-by-relatives", grade = grade.word()),
        }
    }

    /// What the person should know of it, in sentences.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.grade == Grade::Chance {
            remarks.push(t!("model-no-better-than-chance").to_owned());
        }
        let better = self.baselines.iter().filter(|list| list.is_better_at(USUAL_SHARE));
        remarks.extend(better.map(|other| t!("model-list-better", list = other.name())));
        remarks
    }
}

/// Something that sets people apart, in words, with how much it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// "Viewed Northwind on 6 days in the last month".
    pub words: String,
    /// For a person: contribution to the log-odds against the average person. For an audience:
    /// how many times as common, or as much, as among everyone.
    pub weight: f32,
}

/// Why a request cannot be answered. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// No column of that name.
    #[error("{}", t!("model-no-such-column", column = .0, columns = .1))]
    NoSuchColumn(String, String),
    /// No event of that name.
    #[error("{}", t!("model-no-such-event", event = .0, events = .1))]
    NoSuchEvent(String, String),
    /// No condition, or one without values.
    #[error("{}", t!("model-no-target"))]
    NoTarget,
    /// Nobody has an event before the time asked for.
    #[error("{}", t!("model-nobody-known"))]
    NobodyKnown,
    /// A horizon that is no number of days from 1 to 366.
    #[error("{}", t!("model-bad-horizon"))]
    Horizon,
    /// The training itself failed.
    #[error("{}", t!("model-untrained", why = .0))]
    Training(String),
    /// What has no room in memory cannot be read from the disk again.
    #[error("{}", t!("model-disk", why = system_error::message(.0).to_string()))]
    Disk(#[from] io::Error),
    /// Those who hold people's pasts elsewhere did not answer: why, in a sentence.
    #[error("{0}")]
    Elsewhere(String),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl From<SolverError> for ModelError {
    fn from(error: SolverError) -> Self {
        Self::Training(error.to_string())
    }
}
