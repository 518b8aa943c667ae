//! The leaf every room may use: how far a long call is, and whether it should stop.
//!
//! A [`Progress`] is cheap to clone and safe to share between threads. Workers bump atomics; a
//! window or a terminal samples them with [`Progress::snapshot`] a few times a second. Without a
//! watcher ([`Progress::none`]) every call costs next to nothing. Not for results or errors.

use crate::base::language::{Message, t};
use crate::base::sync::lock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The person asked for the work to stop. Carried up with `?` and shown as "Cancelled".
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", t!("base-cancelled"))]
pub struct Stopped;

/// What a stage counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Bytes of the files that are read.
    Bytes,
    /// People.
    People,
    /// Files.
    Files,
    /// Events.
    Events,
    /// Parts of the work that mean nothing to the person, or nothing at all.
    #[default]
    Steps,
}

/// A progress sink and a stop flag in one. See the module documentation.
#[derive(Debug, Clone, Default)]
pub struct Progress(Option<Arc<State>>);

#[derive(Debug)]
struct State {
    stop: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
    rows: AtomicU64,
    stage: Mutex<Stage>,
    /// How often the work has asked whether to stop, and after how often it is told to.
    #[cfg(test)]
    asked: (AtomicU64, u64),
}

/// The stage under way.
#[derive(Debug)]
struct Stage {
    name: Option<Message>,
    unit: Unit,
    began: Instant,
}

/// What a watcher sees at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// What is being done: "Reading orders.csv", said in the language of whoever shows it; `None`
    /// before the first stage.
    pub stage: Option<Message>,
    /// What this stage counts.
    pub unit: Unit,
    /// Units done in this stage.
    pub done: u64,
    /// Units in this stage, 0 when not known.
    pub total: u64,
    /// Rows handled so far in this stage.
    pub rows: u64,
    /// Time since the stage began.
    pub elapsed: Duration,
}

impl Snapshot {
    /// Share of the stage that is done, 0 to 1; `None` when the total is not known.
    pub fn share(&self) -> Option<f32> {
        (self.total > 0).then(|| (self.done as f32 / self.total as f32).clamp(0.0, 1.0))
    }

    /// Time left in this stage at the pace so far; `None` before there is a pace to speak of.
    pub fn left(&self) -> Option<Duration> {
        let share = f64::from(self.share()?);
        let spent = self.elapsed.as_secs_f64();
        (share > 0.02 && spent > 0.3)
            .then(|| Duration::from_secs_f64(spent * (1.0 - share) / share.max(1e-6)))
    }
}

impl Progress {
    /// For callers that watch nothing: never stops, records nothing.
    pub fn none() -> Self {
        Self(None)
    }

    /// A progress that can be watched and stopped.
    pub fn new() -> Self {
        Self::with(
            #[cfg(test)]
            u64::MAX,
        )
    }

    /// For tests of cancelling: stops at the question after this many whether to stop.
    #[cfg(test)]
    pub fn stops_after(questions: u64) -> Self {
        Self::with(questions)
    }

    /// How often the work has asked whether to stop.
    #[cfg(test)]
    pub fn asked(&self) -> u64 {
        self.0.as_ref().map_or(0, |state| state.asked.0.load(Ordering::Relaxed))
    }

    fn with(#[cfg(test)] questions: u64) -> Self {
        Self(Some(Arc::new(State {
            #[cfg(test)]
            asked: (AtomicU64::new(0), questions),
            stop: AtomicBool::new(false),
            done: AtomicU64::new(0),
            total: AtomicU64::new(0),
            rows: AtomicU64::new(0),
            stage: Mutex::new(Stage { name: None, unit: Unit::default(), began: Instant::now() }),
        })))
    }

    /// Begins a stage of `total` units (0 when not known) and sets the counters back.
    pub fn stage(&self, name: Message, total: u64, unit: Unit) {
        if let Some(state) = &self.0 {
            *lock(&state.stage) = Stage { name: Some(name), unit, began: Instant::now() };
            state.done.store(0, Ordering::Relaxed);
            state.rows.store(0, Ordering::Relaxed);
            state.total.store(total, Ordering::Relaxed);
        }
    }

    /// Adds to the units of this stage: it turned out to need more than was thought.
    pub fn more(&self, units: u64) {
        if let Some(state) = &self.0 {
            state.total.fetch_add(units, Ordering::Relaxed);
        }
    }

    /// Adds to the units done.
    pub fn advance(&self, units: u64) {
        if let Some(state) = &self.0 {
            state.done.fetch_add(units, Ordering::Relaxed);
        }
    }

    /// Adds to the rows handled.
    pub fn rows(&self, rows: u64) {
        if let Some(state) = &self.0 {
            state.rows.fetch_add(rows, Ordering::Relaxed);
        }
    }

    /// Asks the work to stop; it does at its next [`Progress::check`].
    pub fn stop(&self) {
        if let Some(state) = &self.0 {
            state.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the work was asked to stop.
    pub fn stopped(&self) -> bool {
        self.0.as_ref().is_some_and(|state| {
            #[cfg(test)]
            if state.asked.0.fetch_add(1, Ordering::Relaxed) >= state.asked.1 {
                state.stop.store(true, Ordering::Relaxed);
            }
            state.stop.load(Ordering::Relaxed)
        })
    }

    /// `Err(Stopped)` once the work was asked to stop: call it in every long loop, at least every
    /// few milliseconds.
    ///
    /// # Errors
    /// [`Stopped`] when [`Progress::stop`] was called on any clone.
    pub fn check(&self) -> Result<(), Stopped> {
        if self.stopped() { Err(Stopped) } else { Ok(()) }
    }

    /// What a watcher shows now; `None` for [`Progress::none`].
    pub fn snapshot(&self) -> Option<Snapshot> {
        let state = self.0.as_ref()?;
        let (stage, unit, began) = {
            let stage = lock(&state.stage);
            (stage.name.clone(), stage.unit, stage.began)
        };
        Some(Snapshot {
            stage,
            unit,
            done: state.done.load(Ordering::Relaxed),
            total: state.total.load(Ordering::Relaxed),
            rows: state.rows.load(Ordering::Relaxed),
            elapsed: began.elapsed(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_stops_the_work_and_shares_the_counters() {
        let progress = Progress::new();
        let worker = progress.clone();
        worker.stage("Reading".into(), 10, Unit::Bytes);
        worker.advance(5);
        assert_eq!(progress.snapshot().and_then(|s| s.share()), Some(0.5));
        assert_eq!(worker.check(), Ok(()));
        progress.stop();
        assert_eq!(worker.check(), Err(Stopped));
    }

    #[test]
    fn without_a_watcher_nothing_stops_and_nothing_is_recorded() {
        let progress = Progress::none();
        progress.stop();
        progress.advance(3);
        assert!(progress.check().is_ok() && progress.snapshot().is_none());
    }
}
