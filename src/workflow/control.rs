//! Who of an audience is held out: a draw among those whom its lists would reach.
//!
//! Whoever shares an address or a number is drawn together, by the one of them whose ID is first in
//! text order: what is sent to one reaches the others. People without consent or without anything
//! that a platform takes are never drawn, because the campaign could not have reached them; so the
//! two groups are alike but for the campaign.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use rayon::prelude::*;

use super::contacts::Contacts;
use super::fields::fields;
use super::lists::{AudiencePeople, Draw};
use crate::audience::{PeopleSet, control_group};
use crate::base::progress::Progress;
use crate::export::{Choice, ExportError, People as _, Reach, Settings, reach};

impl AudiencePeople<'_> {
    /// Draws the control group among those whom the lists of `choices` would reach.
    ///
    /// # Errors
    /// [`ExportError`] where a list could not be written at all, or when stopped.
    pub fn with_control(
        mut self,
        choices: &[Choice],
        settings: &Settings,
        progress: &Progress,
    ) -> Result<Self, ExportError> {
        let percent = self.audience.control_percent;
        if percent > 0.0 {
            let fields = fields(&self.ready.history, &self.ready.traits);
            let mut reached: Vec<Vec<Reach>> = Vec::with_capacity(choices.len());
            for choice in choices {
                reached.push(reach(&self, &fields, choice, settings, progress)?);
            }
            self.draw = Arc::new(self.drawn(&reached));
        }
        Ok(self)
    }

    fn drawn(&self, reached: &[Vec<Reach>]) -> Draw {
        let (audience, count) = (self.audience, self.count());
        let codes = self.codes();
        let ids: Vec<&str> = codes.iter().map(|&c| self.ready.history.people.get(c)).collect();
        let used: Vec<bool> =
            (0..count).map(|at| reached.iter().any(|list| list[at].used)).collect();
        let known = |at: &usize| reached.iter().any(|list| !list[*at].identifiers.is_empty());
        let concerned: Vec<usize> = (0..count).filter(|at| used[*at] || known(at)).collect();
        let mut groups = Groups::new(count);
        let written =
            concerned.iter().flat_map(|&at| reached.iter().map(move |list| (at, &list[at])));
        groups.join(written.flat_map(|(at, list)| list.identifiers.iter().map(move |&i| (at, i))));
        let contacts = Contacts::of(self.ready);
        let own: Vec<(usize, Vec<String>)> = concerned
            .par_iter()
            .map(|&at| (at, contacts.comparable(self.ready, ids[at])))
            .collect();
        groups.join(own.iter().flat_map(|(at, own)| own.iter().map(move |text| (*at, text))));
        // The first of those who would be written speaks for the group.
        let mut speaks: HashMap<usize, &str> = HashMap::new();
        for &at in concerned.iter().filter(|at| used[**at]) {
            let first = speaks.entry(groups.of(at)).or_insert(ids[at]);
            *first = (*first).min(ids[at]);
        }
        let mut draw = Draw { held: vec![false; count], beside: vec![false; count] };
        for at in concerned {
            let speaks = speaks.get(&groups.of(at));
            let out =
                speaks.is_some_and(|id| control_group(audience.id, id, audience.control_percent));
            draw.held[at] = out && used[at];
            draw.beside[at] = out && !used[at];
        }
        draw
    }

    /// The people who are held out.
    pub fn held_out(&self) -> PeopleSet {
        let held = self.codes().into_iter().enumerate();
        PeopleSet::of(held.filter(|(at, _)| self.is_held(*at)).map(|(_, code)| code))
    }
}

/// Positions in groups that have something in common, however indirectly.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// Puts those together that have the same key.
    fn join<K: Hash + Eq>(&mut self, keys: impl Iterator<Item = (usize, K)>) {
        let mut first: HashMap<K, usize> = HashMap::new();
        for (at, key) in keys {
            let other = *first.entry(key).or_insert(at);
            let (a, b) = (self.of(at), self.of(other));
            self.0[a.max(b)] = a.min(b);
        }
    }

    /// The group of a position.
    fn of(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }
}
