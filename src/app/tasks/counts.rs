//! How often values occur in everyone's past: what the builder offers to choose from, and by what it
//! splits an audience before the person says so. Counted once for each dataset, on a worker.

use std::sync::Arc;

use crate::app::Dataset;
use crate::audience::BreakdownBy;
use crate::base::progress::{Progress, Stopped};
use crate::history::{History, ValueStats};
use crate::people::TraitCounts;
use crate::workflow::Ready;

/// Number of values that a column or trait may have so that a split by it is read at a glance.
const FEW_VALUES: std::ops::RangeInclusive<usize> = 2..=30;

/// How often values occur.
#[derive(Debug)]
pub struct Counts {
    /// Of each model column, in the catalog's order.
    pub columns: Vec<ValueStats>,
    /// Of each trait.
    pub traits: Vec<TraitCounts>,
}

impl Counts {
    /// Counts a dataset.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled.
    pub fn of(dataset: &Dataset, progress: &Progress) -> Result<Arc<Self>, Stopped> {
        let Ready { history, traits, .. } = &dataset.ready;
        let mut columns = Vec::with_capacity(history.columns.len());
        for column in 0..history.columns.len() {
            progress.check()?;
            columns.push(ValueStats::of(history, column));
        }
        Ok(Arc::new(Self { columns, traits: traits.counts(&history.people) }))
    }

    /// A trait, else a column, with few enough values to be read at a glance.
    pub fn first_breakdown(&self, history: &History) -> Option<BreakdownBy> {
        let of_trait = self.traits.iter().find(|t| FEW_VALUES.contains(&t.values.len()));
        let column = || history.columns.iter().find(|c| FEW_VALUES.contains(&c.values.len()));
        of_trait
            .map(|t| BreakdownBy::Trait(t.name.clone()))
            .or_else(|| column().map(|c| BreakdownBy::Column(c.name.clone())))
    }
}
