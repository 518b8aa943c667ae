//! What is read, for all executors alike: the catalog and the files, from which each makes the very plan that a
//! desktop reads by.

use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};

use super::codec::Postcard;
use super::objects::{Object, objects};
use super::stored::Stored;
use crate::base::known_as::KnownAs;
use crate::base::progress::Progress;
use crate::base::sync::lock;
use crate::catalog::{Catalog, ReadPlan};
use crate::history::Feed;
use crate::import::{Options, Source};
use crate::ingest;
use crate::model::Codec;

/// What is read, as it lies on shared storage.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Job {
    /// What the files mean.
    pub catalog: Catalog,
    /// The files, in the catalog's order.
    pub sources: Vec<Option<Source>>,
    /// How they are read.
    pub options: Options,
    /// Places of event files in the plan that are read together.
    pub groups: Vec<Vec<usize>>,
    /// Under which IDs those count whom some files know by an address; `None`: everyone by their own.
    pub known_as: Option<Stored>,
    /// How those files were that lie in object stores.
    pub objects: Vec<Object>,
}

/// What an executor reads by.
#[derive(Debug)]
pub(super) struct Ready {
    pub plan: ReadPlan,
    pub feed: Option<Feed>,
    pub known_as: KnownAs,
    pub options: Options,
    pub groups: Vec<Vec<usize>>,
}

/// What is to be read. What was asked for last stays in memory: all tasks of a process read by the same, and
/// the product files are read once.
pub(super) fn ready(stored: &Stored, progress: &Progress) -> Result<Arc<Ready>, String> {
    static LAST: Mutex<Option<(String, Arc<Ready>)>> = Mutex::new(None);
    let mut last = lock(&LAST);
    if let Some((hash, ready)) = last.as_ref()
        && hash == stored.hash()
    {
        return Ok(ready.clone());
    }
    let bytes = stored.read().map_err(|error| error.to_string())?;
    let job: Job = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    // What changed since is not read as what it was.
    objects().take_as_found(job.objects);
    let plan = ReadPlan::resolve(&job.catalog, &job.sources)
        .map_err(|_| "The files cannot be read here as the client reads them.".to_owned())?;
    let (feed, _) =
        ingest::feed(&plan, &job.options, progress).map_err(|error| error.to_string())?;
    let mut known_as = KnownAs::default();
    if let Some(stored) = job.known_as {
        let pairs = stored.read().map_err(|error| error.to_string())?;
        let pairs: Vec<(String, String)> =
            Postcard.decode(&pairs).map_err(|error| error.to_string())?;
        pairs.iter().for_each(|(address, id)| known_as.add(address, id));
    }
    let ready = Ready { plan, feed, known_as, options: job.options, groups: job.groups };
    let ready = Arc::new(ready);
    *last = Some((stored.hash().to_owned(), ready.clone()));
    Ok(ready)
}
