//! The system's file dialogs. They are built on the window's thread and awaited on a worker, so
//! the window never waits. Every failure of theirs comes back as silence; a dialog that says
//! nothing almost at once did not open, and the person can type a path instead.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use rfd::AsyncFileDialog;

use crate::app::Asked;
use crate::base::language::t;

/// A dialog that is gone before a person could have read it did not open.
const TOO_QUICK: Duration = Duration::from_millis(350);

/// What came of a dialog.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// Paths were chosen.
    Chosen(Vec<PathBuf>),
    /// The person closed it.
    Dismissed,
    /// It did not open.
    DidNotOpen,
}

/// A dialog of the system that is open, or should be.
#[derive(Debug)]
pub struct Picker {
    /// What it asks for.
    pub asked: Asked,
    began: Instant,
    answer: Receiver<Vec<PathBuf>>,
}

impl Picker {
    /// Opens the system's dialog; `name` is offered for a file to be saved. `wake` is called from
    /// the worker when there is an answer.
    pub fn open(asked: Asked, name: &str, wake: impl FnOnce() + Send + 'static) -> Self {
        let dialog = AsyncFileDialog::new().set_title(asked.title());
        let (sender, answer) = channel();
        let tell = move |paths: Vec<PathBuf>| {
            // The window may be gone; then nobody waits for the answer.
            let _ = sender.send(paths);
            wake();
        };
        let path = |handle: rfd::FileHandle| handle.path().to_owned();
        match asked {
            Asked::Files | Asked::Anything => {
                let files = dialog.pick_files();
                thread::spawn(move || {
                    let chosen = pollster::block_on(files).unwrap_or_default();
                    tell(chosen.into_iter().map(path).collect());
                });
            }
            Asked::ListsFolder(_) => {
                let folder = dialog.pick_folder();
                thread::spawn(move || {
                    tell(pollster::block_on(folder).map(path).into_iter().collect());
                });
            }
            Asked::FindFile(_) | Asked::Suppression(..) | Asked::PeopleToForget => {
                let file = dialog.pick_file();
                thread::spawn(move || {
                    tell(pollster::block_on(file).map(path).into_iter().collect());
                });
            }
            Asked::Project => {
                let file = dialog.add_filter(t!("dialogs-project-filter"), &["likely"]).pick_file();
                thread::spawn(move || {
                    tell(pollster::block_on(file).map(path).into_iter().collect());
                });
            }
            Asked::SaveProject(_)
            | Asked::SaveSkipped(_)
            | Asked::SavePlot(_)
            | Asked::SavePoints(_) => {
                let file = dialog.set_file_name(name).save_file();
                thread::spawn(move || {
                    tell(pollster::block_on(file).map(path).into_iter().collect());
                });
            }
        }
        Self { asked, began: Instant::now(), answer }
    }

    /// What came of it; `None` while it is open.
    pub fn poll(&self) -> Option<Answer> {
        let chosen = match self.answer.try_recv() {
            Ok(chosen) => chosen,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Vec::new(),
        };
        Some(if !chosen.is_empty() {
            Answer::Chosen(chosen)
        } else if self.began.elapsed() < TOO_QUICK {
            Answer::DidNotOpen
        } else {
            Answer::Dismissed
        })
    }
}
