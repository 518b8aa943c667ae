//! A request resolved against what all pasts have in common: which items and kinds of event count, and
//! which past cut-offs are learned from.
//!
//! Cut-offs lie half a horizon apart, so windows overlap by half: twice the training rows, and a
//! newest window that is not lost to the grid. Everything that must not see the window a back-test
//! predicts asks [`Plan::old`].

use serde::{Deserialize, Serialize};

use crate::base::language::{Message, t};
use crate::base::progress::Progress;
use crate::base::words as base_words;
use crate::history::{DAY, Outline, Past, Seconds};

use super::everyone::Everyone;
use super::horizon::{self, past_before};
use super::item_set::ItemSet;
use super::types::{Condition, ModelError, ScoringRequest, Target};
use super::words;

/// Most past cut-offs (labels are the bits of a `u16`).
const MAX_CUTS: usize = 16;

/// A resolved request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Plan {
    /// The time propensities are for.
    pub as_of: Seconds,
    /// Window length in days.
    pub horizon_days: u32,
    /// Why this horizon: said where the plan is made, and not to those who are asked by it.
    #[serde(skip)]
    pub horizon_note: Option<Message>,
    /// First event's time.
    pub first: Seconds,
    /// Past cut-offs with complete windows, newest first, half a horizon apart.
    pub cuts: Vec<Seconds>,
    /// Which items are the target.
    pub target: ItemSet,
    /// For every kind whether it is a goal.
    pub goals: Vec<bool>,
    /// The target's columns, each with its number of values.
    pub columns: Vec<(usize, usize)>,
    /// The target in words: "Brand Northwind".
    pub words: String,
}

impl Plan {
    /// Resolves a request.
    pub fn new<E: Everyone>(
        everyone: &E,
        request: &ScoringRequest,
        progress: &Progress,
    ) -> Result<Self, ModelError> {
        let outline = everyone.outline();
        let target = &request.target;
        if target.conditions.is_empty() || target.conditions.iter().any(|c| c.values.is_empty()) {
            return Err(ModelError::NoTarget);
        }
        if request.horizon_days.is_some_and(|h| !(1..=366).contains(&h)) {
            return Err(ModelError::Horizon);
        }
        let items = ItemSet::of(outline, &target.conditions)?;
        let goals = goal_kinds(outline, target)?;
        let first = outline.first.ok_or(ModelError::NobodyKnown)?;
        let now = outline.dense_end.ok_or(ModelError::NobodyKnown)?.end;
        let as_of = request.as_of.unwrap_or(now.saturating_add(1));
        if first >= as_of {
            return Err(ModelError::NobodyKnown);
        }
        let (horizon_days, horizon_note) = match request.horizon_days {
            Some(days) => (days, None),
            None => {
                let (days, note) = horizon::choose(everyone, first, as_of, progress)?;
                (days, Some(note))
            }
        };
        let cuts = cuts(first, as_of, horizon_days);
        let words = in_words(&target.conditions);
        let with_values = |c: &Condition| Some((outline.column(&c.column)?, c.values.len()));
        let columns = target.conditions.iter().filter_map(with_values).collect();
        Ok(Self {
            as_of,
            horizon_days,
            horizon_note,
            first,
            cuts,
            target: items,
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

    /// From when on it is looked who engaged: since the oldest cut-off, or all the time where there is none.
    pub fn looked_from(&self) -> Seconds {
        self.cuts.last().copied().unwrap_or(self.first)
    }

    /// When one person engaged. `items` says of every item of the person's history whether it is the target.
    pub fn engaged(&self, items: &[bool], past: Past<'_>) -> Engaged {
        let window = past.between(self.looked_from(), self.as_of);
        let mut engaged = Engaged::default();
        for i in 0..window.len() {
            if items[window.item[i] as usize] && self.goals[window.kind[i] as usize] {
                let time = window.time[i];
                engaged.first.get_or_insert(time);
                engaged.last = Some(time);
                for (k, &cut) in self.cuts.iter().enumerate() {
                    if cut <= time && time - cut < self.horizon() {
                        engaged.windows |= 1 << k;
                    }
                }
            }
        }
        engaged
    }
}

/// When a person engaged with the target, of the time that is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Engaged {
    /// Bit k: in the window after cut k.
    pub windows: u16,
    /// The first time.
    pub first: Option<Seconds>,
    /// The last time.
    pub last: Option<Seconds>,
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

pub(super) fn goal_kinds(outline: Outline<'_>, target: &Target) -> Result<Vec<bool>, ModelError> {
    let mut goals = vec![target.goal_events.is_empty(); outline.events.len()];
    for name in &target.goal_events {
        let kind = outline
            .kind(name)
            .ok_or_else(|| ModelError::NoSuchEvent(name.clone(), outline.events.join(", ")))?;
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
