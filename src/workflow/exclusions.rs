//! Whom suppression files leave out, read once as long as a file stays the same, and again at the
//! moment a list is written.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use super::audience_error::AudienceError;
use super::cache::recompute;
use super::ready::Ready;
use super::suppression::{SuppressionError, suppressed};
use crate::audience::{Audience, Computed, Exclusion};
use crate::base::file_stamp::FileStamp;
use crate::base::progress::Progress;
use crate::base::sync::lock;
use crate::import::Options;

/// A suppression file as it was: where, its size and the time of its last change.
type Seen = (PathBuf, Option<FileStamp>);

/// Suppression files that were read, for one history. Clones share what they know.
#[derive(Debug, Clone, Default)]
pub struct SuppressionFiles(Arc<Mutex<HashMap<Seen, Arc<Exclusion>>>>);

impl SuppressionFiles {
    /// Forgets what was read: codes of people belong to one history.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Whom the suppression files of an audience leave out, in the order of its definition. Reads
    /// those that are not known or have changed.
    ///
    /// # Errors
    /// [`SuppressionError`] when a file is gone or cannot be read whole.
    pub fn of(
        &self,
        ready: &Ready,
        audience: &Audience,
        options: &Options,
        progress: &Progress,
    ) -> Result<Vec<Arc<Exclusion>>, SuppressionError> {
        let read = audience.eligibility.suppression.iter().map(|file| {
            let stamp = FileStamp::of(&file.path);
            let seen = (file.path.clone(), stamp);
            let known = lock(&self.0).get(&seen).cloned();
            if let (Some(known), Some(_)) = (known, stamp) {
                return Ok(known);
            }
            let found = Arc::new(suppressed(ready, file, options, progress)?);
            lock(&self.0).insert(seen, found.clone());
            Ok(found)
        });
        read.collect()
    }
}

/// The audience by its suppression files as they are at this moment; `None` where they leave out
/// the same people as when it was computed. What the other audiences it leaves out mean stays.
///
/// # Errors
/// [`AudienceError`] when a file is gone or cannot be read whole, or when stopped.
pub fn suppressed_anew(
    ready: &Ready,
    computed: &Computed,
    audience: &Audience,
    options: &Options,
    progress: &Progress,
) -> Result<Option<Computed>, AudienceError> {
    let files = &audience.eligibility.suppression;
    if files.is_empty() {
        return Ok(None);
    }
    let mut now = Vec::with_capacity(computed.exclusions.len());
    for file in files {
        now.push(Arc::new(suppressed(ready, file, options, progress)?));
    }
    let same = now.iter().zip(&computed.exclusions).all(|(a, b)| a.people == b.people);
    if same {
        return Ok(None);
    }
    now.extend(computed.exclusions.iter().skip(files.len()).cloned());
    let as_of = computed.as_of();
    Ok(Some(recompute(ready, &now, audience, as_of, Some(computed), progress)?))
}
