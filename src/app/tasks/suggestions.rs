//! Audiences that a campaign fills in: worked out once the values are counted, then taken over into
//! the project; what the campaign did and why stays beside the audience while the window is open.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use crate::app::Dataset;
use crate::app::tasks::counts::Counts;
use crate::audience::{Campaign, Suggested};
use crate::jobs::Task;

/// Campaigns being filled in, and what those did that are done, by audience.
#[derive(Debug, Default)]
pub struct Suggestions {
    notes: BTreeMap<u64, Suggested>,
    /// The task is missing until the values are counted.
    under_way: BTreeMap<u64, (Campaign, Option<Task<Suggested, Infallible>>)>,
}

impl Suggestions {
    /// What the campaign of an audience filled in.
    pub fn note(&self, id: u64) -> Option<&Suggested> {
        self.notes.get(&id)
    }

    /// Whether a campaign is being filled in for an audience.
    pub fn is_under_way(&self, id: u64) -> bool {
        self.under_way.contains_key(&id)
    }

    /// Fills an audience in for a campaign; see [`Suggestions::done`].
    pub fn ask(&mut self, id: u64, campaign: Campaign) {
        self.notes.remove(&id);
        self.under_way.insert(id, (campaign, None));
    }

    /// What campaigns have filled in since the last call, by audience.
    pub fn done(&mut self) -> Vec<(u64, Suggested)> {
        let mut done = Vec::new();
        self.under_way.retain(|&id, (_, task)| match task.as_ref().and_then(Task::poll) {
            None => true,
            Some(Ok(suggested)) => {
                self.notes.insert(id, suggested.clone());
                done.push((id, suggested));
                false
            }
            Some(Err(_)) => false,
        });
        done
    }

    /// Starts what waited for the counts of values.
    pub fn start<W: Fn() + Clone + Send + 'static>(
        &mut self,
        dataset: &Arc<Dataset>,
        counts: &Arc<Counts>,
        wake: &W,
    ) {
        for (campaign, task) in self.under_way.values_mut().filter(|(_, task)| task.is_none()) {
            let (campaign, dataset, counts) = (*campaign, dataset.clone(), counts.clone());
            let work = move |_: &_| Ok(campaign.suggest(&dataset.ready.history, &counts.columns));
            *task = Some(Task::spawn(campaign.name().to_owned().into(), wake.clone(), work));
        }
    }
}
