//! Audiences computed one after the other, those that others leave out before them.

use std::collections::HashMap;
use std::sync::Arc;

use super::audience_error::AudienceError;
use super::cache::recompute;
use super::exclusions::SuppressionFiles;
use super::ready::Ready;
use crate::audience::{Audience, Computed, Exclusion, exclusion_cycle, nearest_words};
use crate::base::language::t;
use crate::base::progress::Progress;
use crate::history::{History, Seconds};
use crate::import::Options;
use crate::model::Target;

/// What is to be said about values of a target that are not in the data: the nearest that are.
pub fn unknown_values(history: &History, target: &Target) -> Vec<String> {
    let mut words = Vec::new();
    for condition in &target.conditions {
        let Some(column) = history.column(&condition.column) else { continue };
        let values = &history.columns[column];
        for value in condition.values.iter().filter(|value| values.find(value).is_none()) {
            let near =
                nearest_words(&values.values, value).map_or_else(String::new, |w| format!(" {w}"));
            words.push({
                let (value, column) = (value.as_str(), condition.column.as_str());
                t!("workflow-no-value", value = value, column = column) + &near
            });
        }
    }
    words
}

/// The audiences of a project, computed when they are asked for.
#[derive(Debug)]
pub struct Audiences<'a> {
    ready: &'a Ready,
    all: Vec<&'a Audience>,
    options: &'a Options,
    as_of: Option<Seconds>,
    members: HashMap<u64, Arc<Exclusion>>,
    /// Computed because another one leaves them out, and not asked for yet.
    before: HashMap<u64, Computed>,
    files: SuppressionFiles,
    /// The last one: what does not depend on the target is taken from it.
    last: Option<Computed>,
}

impl<'a> Audiences<'a> {
    /// All audiences of a project; only events before `as_of` are used, all where it is `None`.
    pub fn new(
        ready: &'a Ready,
        all: Vec<&'a Audience>,
        options: &'a Options,
        as_of: Option<Seconds>,
    ) -> Self {
        Self {
            ready,
            all,
            options,
            as_of,
            members: HashMap::new(),
            before: HashMap::new(),
            files: SuppressionFiles::default(),
            last: None,
        }
    }

    /// Everyone's past.
    pub fn history(&self) -> &'a History {
        &self.ready.history
    }

    /// Computes an audience, and first the audiences that it leaves out where that was not done.
    ///
    /// # Errors
    /// [`AudienceError`] in the person's words.
    pub fn compute(
        &mut self,
        audience: &Audience,
        progress: &Progress,
    ) -> Result<Computed, AudienceError> {
        if let Some(computed) = self.before.remove(&audience.id) {
            return Ok(computed);
        }
        let mut exclusions = self.files.of(self.ready, audience, self.options, progress)?;
        for &id in &audience.eligibility.not_in {
            if let Some(names) = exclusion_cycle(&self.all, audience.id, id) {
                return Err(AudienceError::Cycle(names.into_iter().map(str::to_owned).collect()));
            }
            exclusions.push(self.members(id, progress)?);
        }
        let last = self.last.take();
        let earlier = last.as_ref();
        let computed = recompute(self.ready, &exclusions, audience, self.as_of, earlier, progress)?;
        self.last = Some(computed.clone());
        self.members.insert(audience.id, Arc::new(computed.members(audience)));
        Ok(computed)
    }

    /// The people of an audience; nobody where it was deleted or has no target yet.
    fn members(&mut self, id: u64, progress: &Progress) -> Result<Arc<Exclusion>, AudienceError> {
        if let Some(known) = self.members.get(&id) {
            return Ok(known.clone());
        }
        let audience = self.all.iter().copied().find(|a| a.id == id);
        let Some(audience) = audience.filter(|a| a.has_target()) else {
            return Ok(Arc::new(Exclusion::nobody(id, audience.map(|a| a.name.as_str()))));
        };
        let computed = self
            .compute(audience, progress)
            .map_err(|error| AudienceError::Other(audience.name.clone(), Box::new(error)))?;
        self.before.insert(id, computed);
        self.members(id, progress)
    }
}
