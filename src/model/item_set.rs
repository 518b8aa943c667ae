//! Which items are meant, in codes that hold for everyone: what a target is before anybody's items are
//! looked at.

use serde::{Deserialize, Serialize};

use crate::history::{History, Outline};

use super::types::{Condition, ModelError};

/// A column and those of its values of which any will do.
type Coded = (usize, Vec<u32>);

/// Items that meet all of any of these lists of conditions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ItemSet(Vec<Vec<Coded>>);

impl ItemSet {
    /// All items.
    pub fn all() -> Self {
        Self(vec![Vec::new()])
    }

    /// Items that have this value.
    pub fn with_value(column: usize, value: u32) -> Self {
        Self(vec![vec![(column, vec![value])]])
    }

    /// Items that meet all conditions. Values that are not in the data hold nothing.
    pub fn of(outline: Outline<'_>, conditions: &[Condition]) -> Result<Self, ModelError> {
        let coded = |condition: &Condition| {
            let column = outline.column(&condition.column).ok_or_else(|| {
                let names: Vec<&str> = outline.columns.iter().map(|c| c.name.as_str()).collect();
                ModelError::NoSuchColumn(condition.column.clone(), names.join(", "))
            })?;
            let values = &outline.columns[column];
            Ok((column, condition.values.iter().filter_map(|v| values.find(v)).collect()))
        };
        let all = conditions.iter().map(coded).collect::<Result<Vec<Coded>, ModelError>>()?;
        Ok(Self(vec![all]))
    }

    /// Those of this set and those of another.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Whether this value is one of those that are meant by name.
    pub fn names(&self, column: usize, value: u32) -> bool {
        self.0.iter().flatten().any(|(c, values)| *c == column && values.contains(&value))
    }

    /// Whether every code is one of these columns' values.
    pub fn leads_into(&self, outline: Outline<'_>) -> bool {
        self.0.iter().flatten().all(|(column, values)| {
            let column = outline.columns.get(*column);
            column.is_some_and(|c| values.iter().all(|v| (*v as usize) < c.values.len()))
        })
    }

    /// For every item of a history whether it belongs.
    pub fn on(&self, history: &History) -> Vec<bool> {
        let mut any = vec![false; history.items.len()];
        for conditions in &self.0 {
            let mut all = vec![true; history.items.len()];
            for (column, values) in conditions {
                let with = history.items_with(*column, values);
                all.iter_mut().zip(with).for_each(|(all, with)| *all &= with);
            }
            any.iter_mut().zip(all).for_each(|(any, all)| *any |= all);
        }
        any
    }
}
