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
    under_way: BTreeMap<u64, UnderWay>,
    /// Campaigns of audiences that were filled in before the window was opened: what they would fill in now, and
    /// why; done once for each.
    recalled: BTreeMap<u64, Option<UnderWay>>,
}

/// A campaign with its task, which is missing until the values are counted.
type UnderWay = (Campaign, Option<Task<Suggested, Infallible>>);

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

    /// Works out again what the campaign of an audience did and why, where that is not known: the reasons are in
    /// the data. Nothing is filled in; whoever shows them looks whether they are about what the audience is now.
    pub fn recall(&mut self, id: u64, campaign: Campaign) {
        let known = self.notes.contains_key(&id) || self.under_way.contains_key(&id);
        if !known {
            self.recalled.entry(id).or_insert(Some((campaign, None)));
        }
    }

    /// What campaigns have filled in since the last call, by audience.
    pub fn done(&mut self) -> Vec<(u64, Suggested)> {
        for (id, slot) in &mut self.recalled {
            let task = slot.as_ref().and_then(|(_, task)| task.as_ref());
            let Some(result) = task.and_then(Task::poll) else { continue };
            *slot = None;
            if let (Ok(suggested), false) = (result, self.under_way.contains_key(id)) {
                self.notes.entry(*id).or_insert(suggested);
            }
        }
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
        let recalled = self.recalled.values_mut().flatten();
        let all = self.under_way.values_mut().chain(recalled);
        for (campaign, task) in all.filter(|(_, task)| task.is_none()) {
            let (campaign, dataset, counts) = (*campaign, dataset.clone(), counts.clone());
            let work = move |_: &_| Ok(campaign.suggest(&dataset.ready.history, &counts.columns));
            *task = Some(Task::spawn(campaign.name().to_owned().into(), wake.clone(), work));
        }
    }
}
