//! A request resolved against a history: which items and kinds of event count, and which past
//! cut-offs are learned from.
//!
//! Cut-offs lie half a horizon apart, so windows overlap by half: twice the training rows, and a
//! newest window that is not lost to the grid. Everything that must not see the window a back-test
//! predicts asks [`Plan::old`].

use crate::base::language::{Message, t};
use crate::base::words as base_words;
use crate::history::{DAY, History, Past, Seconds};

use super::decay::Decay;
use super::horizon::{self, past_before};
use super::scan::{RELATIVE, ScanSpec, TARGET};
use super::types::{Condition, ModelError, ScoringRequest, Target};
use super::words;

/// Kinds of event beyond this many share one slot of features: each costs four columns.
const MAX_SLOTS: usize = 10;
/// Most past cut-offs (labels are the bits of a `u16`).
const MAX_CUTS: usize = 16;

/// A resolved request.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// The time propensities are for.
    pub as_of: Seconds,
    /// Window length in days.
    pub horizon_days: u32,
    /// Why this horizon.
    pub horizon_note: Option<Message>,
    /// First event's time.
    pub first: Seconds,
    /// Past cut-offs with complete windows, newest first, half a horizon apart.
    pub cuts: Vec<Seconds>,
    /// For every item whether it is the target.
    pub target_items: Vec<bool>,
    /// For every kind whether it is a goal.
    pub goals: Vec<bool>,
    /// The target's columns, each with its number of values.
    pub columns: Vec<(usize, usize)>,
    /// The target in words: "Brand Northwind".
    pub words: String,
}

impl Plan {
    /// Resolves a request.
    pub fn new(history: &History, request: &ScoringRequest) -> Result<Self, ModelError> {
        let target = &request.target;
        if target.conditions.is_empty() || target.conditions.iter().any(|c| c.values.is_empty()) {
            return Err(ModelError::NoTarget);
        }
        if request.horizon_days.is_some_and(|h| !(1..=366).contains(&h)) {
            return Err(ModelError::Horizon);
        }
        let target_items = items_of(history, &target.conditions)?;
        let goals = goal_kinds(history, target)?;
        let (first, _) = history.span().ok_or(ModelError::NobodyKnown)?;
        let now = history.dense_end().ok_or(ModelError::NobodyKnown)?.end;
        let as_of = request.as_of.unwrap_or(now.saturating_add(1));
        if first >= as_of {
            return Err(ModelError::NobodyKnown);
        }
        let (horizon_days, horizon_note) = match request.horizon_days {
            Some(days) => (days, None),
            None => {
                let (days, note) = horizon::choose(history, first, as_of);
                (days, Some(note))
            }
        };
        let cuts = cuts(first, as_of, horizon_days);
        let words = in_words(&target.conditions);
        let with_values = |c: &Condition| Some((history.column(&c.column)?, c.values.len()));
        let columns = target.conditions.iter().filter_map(with_values).collect();
        Ok(Self {
            as_of,
            horizon_days,
            horizon_note,
            first,
            cuts,
            target_items,
            goals,
            columns,
            words,
        })
    }

    /// Whole days of data before the time propensities are for.
    pub fn days(&self) -> u32 {
        (self.as_of - self.first) / DAY
    }

    /// Horizon on the history's clock.
    pub fn horizon(&self) -> Seconds {
        self.horizon_days * DAY
    }

    /// Cut-offs whose window ended before the newest complete window began: what a back-test may
    /// learn from.
    pub fn old(&self, cut: usize) -> bool {
        self.cuts[cut] + 2 * self.horizon() <= self.as_of
    }

    /// For one person: bit k set when a goal event of the target falls in the window after cut k.
    pub fn labels(&self, past: Past<'_>) -> u16 {
        let Some(&oldest) = self.cuts.last() else { return 0 };
        let window = past.between(oldest, self.as_of);
        let mut bits = 0;
        for i in 0..window.len() {
            if self.target_items[window.item[i] as usize] && self.goals[window.kind[i] as usize] {
                for (k, &cut) in self.cuts.iter().enumerate() {
                    if cut <= window.time[i] && window.time[i] - cut < self.horizon() {
                        bits |= 1 << k;
                    }
                }
            }
        }
        bits
    }

    /// What scans look for, before affinities and factors are learned; items of `relatives` are those
    /// of the proxy target, empty where there is none.
    pub fn scan_spec(&self, history: &History, relatives: &[bool]) -> ScanSpec {
        let marks = self.target_items.iter().enumerate().map(|(i, &is_target)| match is_target {
            true => TARGET,
            false => u8::from(relatives.get(i).copied().unwrap_or(false)) * RELATIVE,
        });
        let kinds = history.events.len();
        let mut bases = vec![0];
        bases.extend(history.columns.iter().scan(0, |end, column| {
            *end += column.values.len();
            Some(*end)
        }));
        let slots = (0..kinds).map(|k| k.min(MAX_SLOTS - 1) as u8).collect();
        ScanSpec {
            marks: marks.collect(),
            slots,
            slot_count: kinds.clamp(1, MAX_SLOTS),
            decay: Decay::new(self.as_of - self.first),
            affinity: Vec::new(),
            factors: None,
            bases,
        }
    }

    /// Names of the slots.
    pub fn slot_names(&self, history: &History) -> Vec<String> {
        let mut names: Vec<String> = history.events.iter().take(MAX_SLOTS).cloned().collect();
        if history.events.len() > MAX_SLOTS {
            names[MAX_SLOTS - 1] = "other_events".into();
        }
        names
    }
}

/// Half a horizon apart, as long as there is some past to learn from before each.
pub(super) fn cuts(first: Seconds, as_of: Seconds, horizon_days: u32) -> Vec<Seconds> {
    let (first, as_of) = (u64::from(first), u64::from(as_of));
    let horizon = u64::from(horizon_days) * u64::from(DAY);
    let past = u64::from(past_before(horizon_days));
    (0..MAX_CUTS as u64)
        .map(|k| horizon + k * horizon / 2)
        .take_while(|back| first + past + back <= as_of)
        .map(|back| (as_of - back) as Seconds)
        .collect()
}

/// For every item whether it meets all conditions. Values that are not in the data hold nothing.
pub(super) fn items_of(
    history: &History,
    conditions: &[Condition],
) -> Result<Vec<bool>, ModelError> {
    let mut target_items = vec![true; history.items.len()];
    for condition in conditions {
        let column = history.column(&condition.column).ok_or_else(|| {
            let names: Vec<&str> = history.columns.iter().map(|c| c.name.as_str()).collect();
            ModelError::NoSuchColumn(condition.column.clone(), names.join(", "))
        })?;
        let values = &history.columns[column].values;
        let codes: Vec<u32> = condition.values.iter().filter_map(|v| values.find(v)).collect();
        for (is_target, with) in target_items.iter_mut().zip(history.items_with(column, &codes)) {
            *is_target &= with;
        }
    }
    Ok(target_items)
}

pub(super) fn goal_kinds(history: &History, target: &Target) -> Result<Vec<bool>, ModelError> {
    let mut goals = vec![target.goal_events.is_empty(); history.events.len()];
    for name in &target.goal_events {
        let kind = history
            .kind(name)
            .ok_or_else(|| ModelError::NoSuchEvent(name.clone(), history.events.join(", ")))?;
        goals[kind as usize] = true;
    }
    Ok(goals)
}

/// "Northwind or Contoso", "Laptop with Contoso (brand)", "year 1957": values as the person knows
/// them.
pub(super) fn in_words(conditions: &[Condition]) -> String {
    let one = |c: &Condition| {
        let named = |v: &String| match words::says_something(v) {
            true => v.clone(),
            false => words::value(&c.column, v),
        };
        match c.values.as_slice() {
            [] => c.column.clone(),
            [value] => named(value),
            [a, b] => base_words::or(&[named(a), named(b)]),
            [first, .., last] => {
                let more = c.values.len() - 2;
                t!("model-values-more", first = named(first), more = more, last = named(last))
            }
        }
    };
    match conditions {
        [] => String::new(),
        [only] => one(only),
        [a, rest @ ..] => {
            let rest: Vec<String> = rest.iter().map(with_column).collect();
            t!("model-value-with", value = one(a), others = base_words::and(&rest))
        }
    }
}

/// "Contoso (brand)", "Contoso or Northwind (brand)".
pub(super) fn with_column(condition: &Condition) -> String {
    match condition.values.as_slice() {
        [value] => words::value(&condition.column, value),
        _ => {
            let values = in_words(std::slice::from_ref(condition));
            format!("{values} ({})", words::spoken(&condition.column))
        }
    }
}
