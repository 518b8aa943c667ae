//! What is recommended to the people of the audience on the screen: learned on a worker, then
//! answered at once for any person.

use std::sync::Arc;

use crate::app::tasks::found::Found;
use crate::audience::Audience;
use crate::base::language::message;
use crate::jobs::{Latest, Task};
use crate::model::{ModelError, Recommend, Recommender, ScoringResult};
use crate::workflow;

/// See the module documentation.
#[derive(Debug, Default)]
pub struct RecommendWork {
    of: u64,
    asked: Option<(Recommend, Arc<ScoringResult>)>,
    latest: Latest<Arc<Recommender>, ModelError>,
}

impl RecommendWork {
    /// What was learned for this audience; `None` while it is not there.
    pub fn of(&self, audience: &Audience, found: &Found) -> Option<&Arc<Recommender>> {
        let (wanted, scored) = self.asked.as_ref()?;
        let same = Some(wanted) == audience.recommend.as_ref()
            && Arc::ptr_eq(scored, &found.computed.scored);
        self.latest.value().filter(|_| same && self.latest.running().is_none())
    }

    /// The audience for whose people it is being learned, and the work.
    pub fn running(&self) -> Option<(u64, &Task<Arc<Recommender>, ModelError>)> {
        Some((self.of, self.latest.running()?))
    }

    /// Why nothing could be learned.
    pub fn failure(&self) -> Option<&str> {
        self.latest.failure()
    }

    /// Takes in what has arrived.
    pub fn poll(&mut self) {
        self.latest.poll();
    }

    /// Starts what is missing.
    pub fn reconcile(
        &mut self,
        audience: &Audience,
        found: &Found,
        wake: impl FnOnce() + Send + 'static,
    ) {
        let Some(wanted) = &audience.recommend else { return };
        let same = |(asked, scored): &(Recommend, Arc<ScoringResult>)| {
            asked == wanted && Arc::ptr_eq(scored, &found.computed.scored)
        };
        if self.asked.as_ref().is_some_and(same) {
            return;
        }
        self.of = audience.id;
        self.asked = Some((wanted.clone(), found.computed.scored.clone()));
        let (found, wanted) = (found.clone(), wanted.clone());
        let work = move |progress: &_| {
            workflow::recommender(&found.past.ready, &found.computed, &wanted, progress)
                .map(Arc::new)
        };
        self.latest.start(Task::spawn(message!("tasks-recommending"), wake, work));
    }
}
