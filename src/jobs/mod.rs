//! Work off the window's thread: a closure on owned inputs in; progress, a result or a failure out.
//!
//! A [`Task`] is one run of one closure. A [`Latest`] keeps the last result visible while a newer
//! one is under way; asking again cancels the older run. A panic in the work becomes a failure
//! with a sentence, never an exit. This module does not know what the work is.

use std::fmt::{self, Display};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use crate::base::fault_report;
use crate::base::language::{Language, Message, t};
use crate::base::progress::{Progress, Snapshot};

/// Why a task gave no result. `Display` is what the person reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure<E> {
    /// The person, or a newer request, cancelled it.
    Cancelled,
    /// The work panicked: a fault of the program.
    Panicked,
    /// The work failed with an error of its own.
    Failed(E),
}

impl<E: Display> Display for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled => f.write_str(t!("base-cancelled")),
            Self::Panicked => f.write_str(&match fault_report::last() {
                Some(path) => t!("jobs-panicked-report", path = path.display().to_string()),
                None => t!("jobs-panicked").to_owned(),
            }),
            Self::Failed(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug + Display> std::error::Error for Failure<E> {}

/// One run of some work on a thread of its own. Dropping it cancels the work.
#[derive(Debug)]
pub struct Task<T, E> {
    label: Message,
    progress: Progress,
    result: Receiver<Result<T, Failure<E>>>,
}

impl<T: Send + 'static, E: Send + 'static> Task<T, E> {
    /// Starts `work`; `wake` is called when its result is there, from the worker's thread.
    ///
    /// When the progress was stopped, any error of `work` counts as cancelled.
    pub fn spawn(
        label: Message,
        wake: impl FnOnce() + Send + 'static,
        work: impl FnOnce(&Progress) -> Result<T, E> + Send + 'static,
    ) -> Self {
        let progress = Progress::new();
        let (sender, result) = channel();
        let seen = progress.clone();
        // The worker speaks as whoever asked for the work.
        let language = Language::current();
        let run = move || {
            let work = || language.within(|| work(&seen));
            let outcome = match catch_unwind(AssertUnwindSafe(work)) {
                Ok(Ok(value)) => Ok(value),
                Ok(Err(_)) if seen.stopped() => Err(Failure::Cancelled),
                Ok(Err(error)) => Err(Failure::Failed(error)),
                Err(_) => Err(Failure::Panicked),
            };
            // The window may be gone; then nobody waits for the result.
            let _ = sender.send(outcome);
            wake();
        };
        thread::spawn(run);
        Self { label, progress, result }
    }

    /// Its result once it is there; never waits.
    pub fn poll(&self) -> Option<Result<T, Failure<E>>> {
        match self.result.try_recv() {
            Ok(result) => Some(result),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(Failure::Cancelled)),
        }
    }
}

impl<T, E> Task<T, E> {
    /// What it does, said in the language of whoever shows it.
    pub fn label(&self) -> &Message {
        &self.label
    }

    /// How far it is.
    pub fn progress(&self) -> Option<Snapshot> {
        self.progress.snapshot()
    }

    /// Asks it to stop.
    pub fn cancel(&self) {
        self.progress.stop();
    }
}

impl<T, E> Drop for Task<T, E> {
    fn drop(&mut self) {
        self.progress.stop();
    }
}

/// The newest result of some kind of work, and the run that will replace it.
#[derive(Debug)]
pub struct Latest<T, E> {
    value: Option<T>,
    task: Option<Task<T, E>>,
    /// Why the newest run failed; in words, and in which language they are.
    failure: Option<(Failure<E>, String, Language)>,
}

impl<T, E> Default for Latest<T, E> {
    fn default() -> Self {
        Self { value: None, task: None, failure: None }
    }
}

impl<T: Send + 'static, E: Display + Send + 'static> Latest<T, E> {
    /// Starts a newer run; an older one is cancelled, its result never shown.
    pub fn start(&mut self, task: Task<T, E>) {
        self.failure = None;
        self.task = Some(task);
    }

    /// Takes in a result that has arrived. Returns whether anything changed.
    pub fn poll(&mut self) -> bool {
        let Some(result) = self.task.as_ref().and_then(Task::poll) else {
            self.reword();
            return false;
        };
        self.task = None;
        match result {
            Ok(value) => {
                self.value = Some(value);
                self.failure = None;
            }
            Err(Failure::Cancelled) => {}
            Err(failure) => {
                let words = failure.to_string();
                self.failure = Some((failure, words, Language::current()));
            }
        }
        true
    }

    /// Says the failure in the language that is spoken now.
    fn reword(&mut self) {
        let now = Language::current();
        if let Some((failure, words, language)) = self.failure.as_mut().filter(|f| f.2 != now) {
            (*words, *language) = (failure.to_string(), now);
        }
    }

    /// The last result; out of date while [`Latest::running`].
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The run under way.
    pub fn running(&self) -> Option<&Task<T, E>> {
        self.task.as_ref()
    }

    /// Forgets why the newest run failed; the last result stays.
    pub fn forget_failure(&mut self) {
        self.failure = None;
    }

    /// Why the newest run failed, in the person's words.
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_ref().map(|(_, words, _)| words.as_str())
    }

    /// The error of the newest run, where it failed with one of its own.
    pub fn error(&self) -> Option<&E> {
        match &self.failure {
            Some((Failure::Failed(error), ..)) => Some(error),
            _ => None,
        }
    }

    /// Cancels the run under way and keeps the last result.
    pub fn cancel(&mut self) {
        self.task = None;
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn wait<T: Send + 'static, E: Display + Send + 'static>(latest: &mut Latest<T, E>) {
        for _ in 0..500 {
            if latest.poll() {
                return;
            }
            thread::sleep(Duration::from_millis(2));
        }
        panic!("the task never ended");
    }

    #[test]
    fn the_newest_run_wins_and_the_older_is_stopped() {
        let mut latest = Latest::<i32, String>::default();
        let (told, stopped) = channel();
        latest.start(Task::spawn(
            "older".into(),
            || {},
            move |progress| {
                while !progress.stopped() {
                    thread::sleep(Duration::from_millis(1));
                }
                told.send(()).map_err(|e| e.to_string())?;
                Ok(1)
            },
        ));
        latest.start(Task::spawn("newer".into(), || {}, |_| Ok(2)));
        wait(&mut latest);
        assert_eq!(latest.value(), Some(&2));
        assert!(stopped.recv_timeout(Duration::from_secs(5)).is_ok());
    }

    #[test]
    fn the_last_result_stays_while_a_newer_run_fails_or_panics() {
        let mut latest = Latest::<i32, String>::default();
        latest.start(Task::spawn("good".into(), || {}, |_| Ok(7)));
        wait(&mut latest);
        latest.start(Task::spawn("bad".into(), || {}, |_| Err("No such file.".to_owned())));
        wait(&mut latest);
        assert_eq!((latest.value(), latest.failure()), (Some(&7), Some("No such file.")));
        latest.start(Task::spawn("worse".into(), || {}, |_| panic!("on purpose")));
        wait(&mut latest);
        assert_eq!(latest.value(), Some(&7));
        assert!(latest.failure().is_some_and(|f| f.contains("Nothing you decided is lost")));
    }

    #[test]
    fn a_failure_is_said_in_the_language_that_is_spoken_now() {
        let mut latest = Latest::<i32, crate::base::progress::Stopped>::default();
        latest.start(Task::spawn("bad".into(), || {}, |_| Err(crate::base::progress::Stopped)));
        wait(&mut latest);
        let english = t!("base-cancelled");
        assert_eq!(latest.failure(), Some(english));
        Language::German.within(|| {
            latest.poll();
            assert_eq!(latest.failure(), Some(t!("base-cancelled")));
        });
        assert_ne!(latest.failure(), Some(english));
        latest.poll();
        assert_eq!(latest.failure(), Some(english));
    }

    #[test]
    fn a_worker_speaks_as_whoever_asked() {
        let mut latest = Latest::<Language, String>::default();
        let ask = || Task::spawn("which".into(), || {}, |_| Ok(Language::current()));
        latest.start(Language::German.within(ask));
        wait(&mut latest);
        assert_eq!(latest.value(), Some(&Language::German));
    }

    #[test]
    fn an_error_keeps_its_type() {
        let mut latest: Latest<(), std::num::ParseIntError> = Latest::default();
        latest.start(Task::spawn("wrong".into(), || {}, |_| "x".parse::<i32>().map(|_| ())));
        wait(&mut latest);
        let kind = latest.error().map(std::num::ParseIntError::kind);
        assert_eq!(kind, Some(&std::num::IntErrorKind::InvalidDigit));
        assert_eq!(latest.failure(), Some("invalid digit found in string"));
    }
}
