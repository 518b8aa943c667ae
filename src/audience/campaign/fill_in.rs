//! An audience filled in for a campaign.

use super::draft::{Draft, Suggested};
use super::kind::Campaign;
use crate::history::{History, ValueStats};

impl Campaign {
    /// Fills in an audience from the data: finds by name, by counts and by what follows what.
    /// `stats` has the counts of every column of `history`, in their order.
    pub fn suggest(self, history: &History, stats: &[ValueStats]) -> Suggested {
        Draft::new(self, history, stats).fill(self)
    }
}
