//! What other values of the same history teach about a target: the coefficients that their models have in
//! common, which the penalty pulls the target's own to.
//!
//! A target has tens of people who engaged, a history has many values. That who met a value lately meets it
//! again, and how much a taste counts beside that, is much the same for all of them: a prior that is learned
//! (empirical Bayes), where a fixed order would be a guess. Other values are learned from events before the
//! window that a back-test predicts, so it may use them; and from a sample of people, so that it takes as long on
//! a thousand million events as on two. It does not depend on the target, so requests about the same
//! windows share it.

use serde::{Deserialize, Serialize};
use twox_hash::XxHash64;

use crate::base::language::message;
use crate::base::progress::{Progress, Stopped, Unit};
use crate::history::{History, HistoryError, Seconds, SomePasts};

use super::everyone::{Everyone, Question, Shard, Whole};
use super::factors::Factors;
use super::fit::{Pull, train};
use super::item_set::ItemSet;
use super::labels::Labels;
use super::plan::Plan;
use super::proxy::ProxyTarget;
use super::sampling::Draws;
use super::shared::Shared;
use super::training_set::{Beside, TrainingSet};
use super::types::ModelError;

/// People looked at, about: 30,000 taught no more (docs/model.md, "Experiments").
const PEOPLE: f64 = 10_000.0;
/// Values that are learned from, about: as many of each column. Five of each column taught no more.
const VALUES: usize = 8;
/// People who must have engaged with a value lately for it to teach anything.
const MIN_PEOPLE: u32 = 15;
/// Lately: in so many horizons.
const HORIZONS: u32 = 3;
/// Rows to learn one value from, at most: 30,000 taught no more (docs/model.md, "Experiments").
const MAX_ROWS: f64 = 10_000.0;
/// The penalty of their models; with 1000 the best twentieth was worse.
const PENALTY: f64 = 300.0;
/// As how many values that teach nothing their mean is pulled to zero: few may be alike by chance.
const STRENGTH: f64 = 2.0;

/// Models of some values.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Others(Vec<Other>);

/// The model of a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Other {
    column: usize,
    value: u32,
    /// One a standardised feature.
    coefficients: Vec<f32>,
}

impl Others {
    /// From people's events before the newest window of a plan; of nobody where there is no older one.
    pub fn learn<E: Everyone>(
        everyone: &E,
        plan: &Plan,
        factors: Option<&Shared<Factors>>,
        progress: &Progress,
    ) -> Result<Self, ModelError> {
        let cuts: Vec<Seconds> =
            (0..plan.cuts.len()).filter(|&cut| plan.old(cut)).map(|cut| plan.cuts[cut]).collect();
        let (Some(&as_of), Some(&oldest)) = (plan.cuts.first(), cuts.last()) else {
            return Ok(Self::default());
        };
        progress.stage(message!("model-stage-others"), 0, Unit::Steps);
        let share = PEOPLE / everyone.outline().people.max(1) as f64;
        let parts = everyone.ask(&TellPasts { until: as_of, share }, progress)?;
        let history = SomePasts::together(parts, everyone.outline(), progress)
            .map_err(|error| not_told(&error))?;
        let older = Plan { as_of, cuts, ..plan.clone() };
        let from = oldest.max(as_of.saturating_sub(HORIZONS * plan.horizon()));
        let mut others = Vec::new();
        for (column, value) in chosen(&history, &plan.goals, from, progress)? {
            let target = ItemSet::with_value(column, value);
            let plan = Plan { target, columns: vec![(column, 1)], ..older.clone() };
            if let Some(coefficients) = coefficients(&history, &plan, factors, progress)? {
                others.push(Other { column, value, coefficients });
            }
        }
        Ok(Self(others))
    }

    /// What they have in common, for a target: the mean coefficient of every feature, nearer to zero the fewer
    /// they are, without those of the target's own values; `None` where no other value taught anything.
    pub fn common(&self, target: &ItemSet) -> Option<Vec<f64>> {
        let of_others = || self.0.iter().filter(|other| !target.names(other.column, other.value));
        let n = of_others().count() as f64 + STRENGTH;
        let mut common = vec![0.0; of_others().next()?.coefficients.len()];
        for other in of_others() {
            common.iter_mut().zip(&other.coefficients).for_each(|(m, &c)| *m += f64::from(c) / n);
        }
        Some(common)
    }

    /// Whether there is one coefficient for each of so many features.
    pub fn fit(&self, features: usize) -> bool {
        self.0.iter().all(|other| other.coefficients.len() == features)
    }
}

fn not_told(error: &HistoryError) -> ModelError {
    match error {
        HistoryError::Stopped(stopped) => (*stopped).into(),
        HistoryError::Disk(_) => ModelError::Elsewhere(error.to_string()),
    }
}

/// The values that are learned from: of every column some with enough people who engaged since a time. Which
/// ones is decided by a hash of their names: neither the most popular ones alone, nor others tomorrow.
fn chosen(
    history: &History,
    goals: &[bool],
    from: Seconds,
    progress: &Progress,
) -> Result<Vec<(usize, u32)>, Stopped> {
    let mut people: Vec<Vec<(u32, u32)>> =
        history.columns.iter().map(|column| vec![(u32::MAX, 0); column.values.len()]).collect();
    for person in 0..history.person_count() as u32 {
        if person % 1024 == 0 {
            progress.check()?;
        }
        let past = history.past(person).between(from, Seconds::MAX);
        for (&item, _) in past.item.iter().zip(past.kind).filter(|(_, kind)| goals[**kind as usize])
        {
            for (column, people) in people.iter_mut().enumerate() {
                for &value in history.items.values(item, column) {
                    let (last, count) = &mut people[value as usize];
                    *count += u32::from(*last != person);
                    *last = person;
                }
            }
        }
    }
    let each = VALUES.div_ceil(history.columns.len().max(1));
    let mut chosen = Vec::new();
    for (column, people) in people.iter().enumerate() {
        let names = &history.columns[column].values;
        let number = |value: u32| XxHash64::oneshot(column as u64, names.get(value).as_bytes());
        let enough = (0..).zip(people).filter(|(_, people)| people.1 >= MIN_PEOPLE);
        let mut values: Vec<u32> = enough.map(|(value, _)| value).collect();
        values.sort_by_key(|&value| number(value));
        chosen.extend(values.into_iter().take(each).map(|value| (column, value)));
    }
    Ok(chosen)
}

/// The coefficients of one value's model, of standardised features; `None` where too few engaged.
fn coefficients(
    history: &History,
    plan: &Plan,
    factors: Option<&Shared<Factors>>,
    progress: &Progress,
) -> Result<Option<Vec<f32>>, ModelError> {
    let everyone = Whole::new(history);
    let labels = Labels::count(&everyone, plan, progress)?;
    if labels.ever_positive < u64::from(MIN_PEOPLE) {
        return Ok(None);
    }
    let proxy = ProxyTarget::of(&everyone, &[], &plan.target, progress)?;
    let relatives = proxy.map_or_else(ItemSet::default, |proxy| proxy.items);
    let beside = Beside { relatives, factors: factors.cloned() };
    let set = TrainingSet::gather(&everyone, plan, &labels, beside, MAX_ROWS, |_| true, progress)?;
    let towards = set.towards_simple(labels.ever_positive);
    let pull = Pull { l2: PENALTY, towards: Some(&towards), start: None };
    let model = train(set.rows.x.view(), &set.rows.positive, vec![1.0; set.rows.len()], pull)?;
    // What a single direction of taste is worth says nothing of another value.
    let own = set.by.features().into_iter().zip(&model.coefficients);
    Ok(Some(own.map(|(f, &c)| if f.is_direction() { 0.0 } else { c as f32 }).collect()))
}

/// Asks for the pasts of a share of the people before a time.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TellPasts {
    until: Seconds,
    share: f64,
}

impl Question for TellPasts {
    const NAME: &'static str = "pasts";
    type Part = SomePasts;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let history = shard.history;
        progress.check()?;
        let known = |p: u32| history.past(p).time.first().is_some_and(|&first| first < self.until);
        let drawn = |p: u32| Draws::of(history, p).within(92, self.share);
        let everyone = 0..history.person_count() as u32;
        let people: Vec<u32> = everyone.filter(|&p| known(p) && drawn(p)).collect();
        Ok(SomePasts::of(history, &people, self.until))
    }
}
