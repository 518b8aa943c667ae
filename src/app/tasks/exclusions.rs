//! Whom audiences leave out, in the window: the people of other audiences as they are now, and
//! suppression files, read once as long as they stay the same.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use crate::app::tasks::compute::AudienceWork;
use crate::audience::{Audience, Computed, Exclusion, Status, circle};
use crate::base::progress::Progress;
use crate::base::sync::lock;
use crate::import::Options;
use crate::workflow::{self, Ready, circle_words};

/// The people of another audience as they are now.
#[derive(Debug, Clone)]
pub(crate) struct Other {
    audience: Audience,
    /// `None` where it has none yet, or was deleted.
    computed: Option<Computed>,
}

impl Other {
    /// Who is left out.
    pub fn left_out(&self) -> Exclusion {
        let named = !self.audience.name.is_empty();
        let nobody = || Exclusion::nobody(self.audience.id, named.then_some(&self.audience.name));
        self.computed.as_ref().map_or_else(nobody, |c| c.members(&self.audience))
    }
}

impl PartialEq for Other {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.computed, &other.computed) {
            (Some(a), Some(b)) => {
                Arc::ptr_eq(&a.ranking, &b.ranking)
                    && a.summary(&self.audience).people == b.summary(&other.audience).people
            }
            (None, None) => true,
            _ => false,
        };
        same && self.audience.id == other.audience.id
    }
}

/// The audiences that `audience` leaves out; `None` while one of them is computed.
///
/// # Errors
/// Why it can never be computed like this, in the person's words.
pub(crate) fn others(
    work: &AudienceWork,
    all: &[&Audience],
    audience: &Audience,
) -> Result<Option<Vec<Other>>, String> {
    let mut others = Vec::new();
    for &id in &audience.eligibility.not_in {
        if let Some(names) = circle(all, audience.id, id) {
            return Err(circle_words(&names));
        }
        let other = all.iter().find(|a| a.id == id);
        let Some(other) = other.filter(|a| a.has_target()) else {
            let gone = Audience { id, ..Audience::default() };
            let audience = other.map_or(gone, |a| (*a).clone());
            others.push(Other { audience, computed: None });
            continue;
        };
        match (work.status(other), work.current(other)) {
            (_, Some(found)) => {
                let computed = Some(found.computed.clone());
                others.push(Other { audience: (*other).clone(), computed });
            }
            (Status::Failed(why), None) => {
                return Err(format!(
                    "It leaves out the people of “{}”, and who they are is not known: {why}",
                    other.name
                ));
            }
            _ => return Ok(None),
        }
    }
    Ok(Some(others))
}

/// A suppression file as it was: where, its size and the time of its last change.
type Seen = (PathBuf, Option<(u64, SystemTime)>);

/// Suppression files that were read, for one past.
#[derive(Debug, Clone, Default)]
pub(crate) struct Files(Arc<Mutex<HashMap<Seen, Arc<Exclusion>>>>);

impl Files {
    /// Forgets what was read: codes of people belong to one past.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Whom the suppression files of an audience leave out. For workers: reads files.
    pub fn left_out(
        &self,
        ready: &Ready,
        audience: &Audience,
        options: &Options,
        progress: &Progress,
    ) -> Result<Vec<Arc<Exclusion>>, String> {
        let read = audience.eligibility.suppression.iter().map(|file| {
            let meta = std::fs::metadata(&file.path).ok();
            let meta = meta.and_then(|m| Some((m.len(), m.modified().ok()?)));
            let seen = (file.path.clone(), meta);
            let known = lock(&self.0).get(&seen).cloned();
            if let (Some(known), Some(_)) = (known, meta) {
                return Ok(known);
            }
            let found = workflow::suppressed(ready, file, options, progress);
            let found = Arc::new(found.map_err(|error| error.to_string())?);
            let mut all = lock(&self.0);
            all.insert(seen, found.clone());
            Ok(found)
        });
        read.collect()
    }
}
