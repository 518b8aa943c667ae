//! Whose turn it is to write a project's lists: a window, or a run from a schedule, one at a time. Two at
//! once would each compare with the record that the other is about to replace, and the additions and
//! removals of neither would be true.

use std::thread;
use std::time::{Duration, Instant};

use crate::audience::Store;
use crate::base::language::{message, t};
use crate::base::lock_file::LockFile;
use crate::base::progress::{Progress, Stopped, Unit};

/// Between two looks whether it is our turn.
const LOOK: Duration = Duration::from_millis(100);

/// The turn to write lists, kept until this is dropped.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "held, never looked at")] Option<LockFile>);

/// Why it did not become our turn.
#[derive(Debug, thiserror::Error)]
pub enum TurnError {
    /// The other program needs longer than we were to wait.
    #[error("{}", t!("workflow-still-busy", minutes = *.0))]
    StillBusy(u64),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl Turn {
    /// Waits for the turn, at most as long as `limit`. Where nothing is recorded, or the place of the
    /// records knows no locks, it is ours at once.
    ///
    /// # Errors
    /// [`TurnError`].
    pub fn wait(
        store: Option<&Store>,
        limit: Option<Duration>,
        progress: &Progress,
    ) -> Result<Self, TurnError> {
        let Some(path) = store.map(Store::lock_file) else { return Ok(Self(None)) };
        let since = Instant::now();
        let mut said = false;
        loop {
            match LockFile::hold(&path) {
                Ok(Some(lock)) => return Ok(Self(Some(lock))),
                // It cannot be written there, so that no record can be kept either.
                Err(_) => return Ok(Self(None)),
                Ok(None) => {}
            }
            if !said {
                progress.stage(message!("workflow-waiting"), 0, Unit::Steps);
                said = true;
            }
            if let Some(limit) = limit.filter(|limit| since.elapsed() >= *limit) {
                return Err(TurnError::StillBusy(limit.as_secs() / 60));
            }
            progress.check()?;
            thread::sleep(LOOK);
        }
    }
}
