//! Who did engage with a target: what a campaign is measured by.

use super::item_set::ItemSet;
use super::plan::goal_kinds;
use super::types::{ModelError, Target};
use crate::history::{History, Past};

/// A target in the codes of a history.
#[derive(Debug, Clone)]
pub struct Engagement {
    items: Vec<bool>,
    kinds: Vec<bool>,
}

impl Engagement {
    /// Resolves a target. Values that the data does not have are engaged with by nobody.
    ///
    /// # Errors
    /// [`ModelError`] when a column or an event is not in the catalog, or nothing is chosen.
    pub fn new(history: &History, target: &Target) -> Result<Self, ModelError> {
        if target.conditions.is_empty() {
            return Err(ModelError::NoTarget);
        }
        let items = ItemSet::of(history.outline(), &target.conditions)?.on(history);
        Ok(Self { items, kinds: goal_kinds(history.outline(), target)? })
    }

    /// Whether any event of this stretch of a past engages.
    pub fn in_past(&self, past: Past<'_>) -> bool {
        let mut events = past.item.iter().zip(past.kind);
        events.any(|(&item, &kind)| self.items[item as usize] && self.kinds[kind as usize])
    }
}
