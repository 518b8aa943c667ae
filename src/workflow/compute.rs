//! Audiences computed one after the other, those that others leave out before them.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::Ready;
use super::answers::recompute;
use super::suppress::{SuppressionError, suppressed};
use crate::audience::{Audience, ComputeError, Computed, Exclusion, circle};
use crate::base::progress::Progress;
use crate::history::Seconds;
use crate::import::Options;

/// Why an audience of a project cannot be computed. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum AudienceError {
    /// Its definition does not fit the data.
    #[error(transparent)]
    Compute(#[from] ComputeError),
    /// A suppression file cannot be used.
    #[error(transparent)]
    Suppression(#[from] SuppressionError),
    /// It leaves out an audience that leaves it out.
    #[error("{}", circle_words(.0))]
    Circle(Vec<String>),
    /// An audience that it leaves out could not be computed.
    #[error("It leaves out the people of “{0}”, and who they are is not known: {1}")]
    Other(String, Box<Self>),
}

/// Why audiences cannot leave each other out in a circle: `names` as [`circle`] gives them.
pub fn circle_words<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("“{}”", name.as_ref())).collect();
    match names.as_slice() {
        [one] => format!("{one} cannot leave out its own people."),
        names => format!(
            "{} leave each other out in a circle, so none of them can come first. Take one of \
             these conditions away.",
            names.join(" and ")
        ),
    }
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
    files: HashMap<PathBuf, Arc<Exclusion>>,
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
            files: HashMap::new(),
            last: None,
        }
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
        let mut left_out = Vec::new();
        for file in &audience.eligibility.suppression {
            let known = self.files.get(&file.path).cloned();
            let out = match known {
                Some(known) => known,
                None => {
                    let found = suppressed(self.ready, file, self.options, progress)?;
                    self.files.entry(file.path.clone()).or_insert(Arc::new(found)).clone()
                }
            };
            left_out.push(out);
        }
        for &id in &audience.eligibility.not_in {
            if let Some(names) = circle(&self.all, audience.id, id) {
                return Err(AudienceError::Circle(names.into_iter().map(str::to_owned).collect()));
            }
            left_out.push(self.members(id, progress)?);
        }
        let last = self.last.take();
        let earlier = last.as_ref();
        let computed = recompute(self.ready, &left_out, audience, self.as_of, earlier, progress)?;
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
