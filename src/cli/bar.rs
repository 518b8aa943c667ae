//! A progress bar on the terminal, for any long call. Silent when the error stream is no terminal.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::words::counted;
use crate::base::progress::Progress;

/// Samples a progress until it is dropped.
pub struct Bar {
    progress: Progress,
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Bar {
    /// Starts a bar; give [`Bar::progress`] to the call.
    pub fn start() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { progress: Progress::none(), ended: Arc::default(), thread: None };
        }
        let progress = Progress::new();
        let ended = Arc::new(AtomicBool::new(false));
        let (seen, over) = (progress.clone(), Arc::clone(&ended));
        let thread = thread::spawn(move || sample(&seen, &over));
        Self { progress, ended, thread: Some(thread) }
    }

    /// What the call is given.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A panic of the thread that only draws is not worth another.
            let _ = thread.join();
        }
    }
}

fn sample(progress: &Progress, ended: &AtomicBool) {
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{msg} {wide_bar} {percent}% {eta}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    while !ended.load(Ordering::Relaxed) {
        if let Some(snapshot) = progress.snapshot() {
            bar.set_length(snapshot.total.max(1));
            bar.set_position(snapshot.done.min(snapshot.total.max(1)));
            let stage = snapshot.stage.map(|stage| stage.to_string()).unwrap_or_default();
            bar.set_message(match snapshot.rows {
                0 => stage,
                rows => format!("{stage} · {}", counted(rows, "row", "rows")),
            });
        }
        thread::sleep(Duration::from_millis(100));
    }
    bar.finish_and_clear();
}
