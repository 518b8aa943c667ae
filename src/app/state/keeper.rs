//! Keeps what was decided and is not saved, on a thread of its own, for the case of a crash.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::base::atomic_file::FileError;
use crate::project::{Place, Project, Unsaved};

/// So long after the first change that is not kept yet it is kept, with those that came meanwhile.
const DELAY: Duration = Duration::from_secs(3);

/// What was decided at one moment, and where it belongs.
#[derive(Clone, Copy)]
pub(super) struct Decided<'a> {
    /// Another one after every change.
    pub version: (u64, u64),
    pub project: &'a Project,
    /// The project file.
    pub path: Option<&'a Path>,
}

enum Work {
    Keep(Box<Project>, Option<PathBuf>),
    Clear,
    /// Only once what came before it is kept.
    Discard(Box<Unsaved>),
}

/// See the module documentation.
pub(super) struct Keeper {
    delay: Duration,
    /// What is kept, or on its way.
    kept: Option<(u64, u64)>,
    /// Since when there is something that is not.
    since: Option<Instant>,
    work: Sender<Work>,
    failures: Receiver<FileError>,
    /// Said once; what fails once usually goes on to fail.
    said: bool,
    thread: JoinHandle<()>,
}

impl Keeper {
    /// Keeps in a place of this folder, which is made when there is something to keep.
    pub fn new(folder: PathBuf) -> Self {
        let (work, orders) = channel();
        let (failed, failures) = channel();
        let thread = thread::spawn(move || carry_out(&folder, &orders, &failed));
        let delay = if cfg!(test) { Duration::from_millis(50) } else { DELAY };
        Self { delay, kept: None, since: None, work, failures, said: false, thread }
    }

    /// There is something that is not saved; it is kept soon. Gives the first failure of keeping.
    pub fn changed(&mut self, decided: Decided<'_>, ctx: &egui::Context) -> Option<FileError> {
        if self.kept == Some(decided.version) {
            return self.failure();
        }
        let since = *self.since.get_or_insert_with(Instant::now);
        match self.delay.checked_sub(since.elapsed()) {
            Some(left) => ctx.request_repaint_after(left),
            None => self.keep(decided),
        }
        self.failure()
    }

    /// Everything is saved, or there is nothing. Gives the first failure of keeping.
    pub fn saved(&mut self) -> Option<FileError> {
        self.since = None;
        if self.kept.take().is_some() {
            self.order(Work::Clear);
        }
        self.failure()
    }

    fn keep(&mut self, decided: Decided<'_>) {
        self.since = None;
        self.kept = Some(decided.version);
        let project = Box::new(decided.project.clone());
        self.order(Work::Keep(project, decided.path.map(Path::to_owned)));
    }

    /// Keeps what was left by another program as this one's own; then it is there twice, and goes.
    pub fn adopt(&mut self, decided: Decided<'_>, left: Unsaved) {
        self.keep(decided);
        self.discard(left);
    }

    /// Takes away what another program left.
    pub fn discard(&mut self, left: Unsaved) {
        self.order(Work::Discard(Box::new(left)));
    }

    /// Takes away what is kept and waits until that is done. Dropped without this, as in a crash,
    /// what is kept stays and is offered the next time.
    pub fn end(self) {
        let Self { work, thread, .. } = self;
        let _ = work.send(Work::Clear);
        drop(work);
        // A thread that panicked has nothing more to do.
        let _ = thread.join();
    }

    fn order(&self, work: Work) {
        // The thread only ends before this does where it panicked; the project itself is safe.
        let _ = self.work.send(work);
    }

    fn failure(&mut self) -> Option<FileError> {
        let first = self.failures.try_iter().last().filter(|_| !self.said);
        self.said |= first.is_some();
        first
    }
}

/// The thread's work.
fn carry_out(folder: &Path, orders: &Receiver<Work>, failed: &Sender<FileError>) {
    let mut place = None;
    let mut kept = true;
    for work in orders {
        let done = match work {
            Work::Keep(project, path) => {
                let done = keep(&mut place, folder, &project, path.as_deref());
                kept = done.is_ok();
                done
            }
            // Its place goes too; the next one is made when there is something to keep.
            Work::Clear => place.take().map_or(Ok(()), Place::leave),
            Work::Discard(left) if kept => left.discard(),
            Work::Discard(_) => Ok(()),
        };
        if let Err(error) = done {
            // The window may be gone.
            let _ = failed.send(FileError::new(folder, error));
        }
    }
}

fn keep(
    place: &mut Option<Place>,
    folder: &Path,
    project: &Project,
    path: Option<&Path>,
) -> io::Result<()> {
    let place = match place {
        Some(place) => place,
        None => place.insert(Place::new(folder)?),
    };
    place.keep(project, path)
}
