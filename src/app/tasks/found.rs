//! An audience's people as a worker found them.

use std::sync::Arc;

use super::exclusions::Other;
use crate::app::Dataset;
use crate::audience::{Audience, Computed, Earnings, control_group};
use crate::history::History;

/// An audience's people, and the past they were found in.
#[derive(Debug, Clone)]
pub struct Found {
    /// The past they were found in.
    pub past: Arc<Dataset>,
    /// The people.
    pub computed: Computed,
    /// When, seconds since 1970.
    pub at: i64,
    /// The audiences that it leaves out, as they were.
    pub others: Vec<Other>,
}

/// The largest audience whose control group is drawn to be said: of larger ones it has its share, nearly.
const DRAWN: usize = 2_000;

impl Found {
    /// Number of people at the audience's size whom the control group holds out, should its lists reach all of them.
    fn held(&self, audience: &Audience) -> usize {
        let (percent, ranking) = (audience.control_percent, &self.computed.ranking);
        let people = audience.size.people(ranking.len());
        if people > DRAWN {
            return (people as f64 * percent / 100.0).round() as usize;
        }
        let (scored, ids) = (&self.computed.scored, &self.history().people);
        let held = |index: &&u32| {
            control_group(audience.id, ids.get(scored.people[**index as usize]), percent)
        };
        ranking.order.iter().take(people).filter(held).count()
    }

    /// What the audience earns at any size; at its own the control group counts as it is drawn. `held`: how many
    /// it holds out where its lists were counted.
    pub fn earnings(&self, audience: &Audience, held: Option<u64>) -> Earnings {
        let held = held.map_or_else(|| self.held(audience), |held| held as usize);
        audience.earnings().drawn(self.computed.summary(audience).people, held)
    }

    /// The past they were found in.
    pub fn history(&self) -> &History {
        &self.past.ready.history
    }
}
