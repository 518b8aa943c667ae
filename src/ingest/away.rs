//! Events that are given away while they are read: another process puts them together.

use super::cells::Filling;
use crate::base::progress::Stopped;
use crate::history::{Piece, Shard};

/// Takes what was gathered, cut into so many shards of people: this process keeps none of it.
#[derive(Clone, Copy)]
pub struct Away<'a> {
    /// How many shards.
    pub shards: usize,
    /// Takes pieces, each with the number of its shard.
    pub take: &'a (dyn Fn(Vec<(u32, Piece)>) -> Result<(), Stopped> + Sync),
}

/// Events that are gathered before they are given away: their dictionaries stand once for all of them.
const GIVEN_AWAY: usize = 1 << 19;

impl Away<'_> {
    /// Gives away what was gathered where that is enough; another `Filling` of so many columns goes on then.
    pub(super) fn give_if_full(
        &self,
        filling: &mut Filling,
        columns: usize,
    ) -> Result<(), Stopped> {
        if filling.shard.len() < GIVEN_AWAY {
            return Ok(());
        }
        let full = std::mem::replace(filling, Filling::new(columns));
        self.give(full.shard)
    }

    /// Gives away what was gathered.
    pub(super) fn give(&self, shard: Shard) -> Result<(), Stopped> {
        (self.take)(shard.cut(self.shards))
    }
}
