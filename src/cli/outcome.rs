//! What a run did, as JSON for whoever started it, and how it ended, for the window.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::typed::{Exit, Failure};
use crate::audience::Compared;
use crate::base::words;
use crate::schedule::LastRun;
use crate::workflow::ListsMade;

/// A whole run.
#[derive(Debug, Serialize)]
pub(super) struct Outcome {
    /// The program's version.
    version: &'static str,
    project: PathBuf,
    /// ISO 8601, in UTC.
    started: String,
    ended: String,
    /// `complete`, `partial`, `failed` or `busy`.
    result: &'static str,
    exit_code: u8,
    /// Why it failed as a whole, or how many audiences did.
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<String>,
    /// What there is to know of the files: changed, missing, new, not read.
    pub notes: Vec<String>,
    pub audiences: Vec<OfAudience>,
    #[serde(skip)]
    since: i64,
}

/// What became of one audience.
#[derive(Debug, Default, Serialize)]
pub(super) struct OfAudience {
    pub name: String,
    /// `written`, `waiting` for data, or `failed`.
    pub result: &'static str,
    /// Why it waits or failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What there is to know of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<WrittenLists>,
}

/// An audience's lists.
#[derive(Debug, Serialize)]
pub(super) struct WrittenLists {
    folder: PathBuf,
    people: u64,
    /// Expected share that engages, 0 to 1.
    rate: f64,
    /// That against the average person.
    lift: f64,
    lists: Vec<OfList>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since_before: Option<Since>,
}

/// The list of one destination.
#[derive(Debug, Serialize)]
struct OfList {
    destination: String,
    files: Vec<PathBuf>,
    written: u64,
    held_out: u64,
    /// People who could not be used, by reason.
    unused: Vec<(&'static str, u64)>,
}

/// Against the lists before.
#[derive(Debug, Serialize)]
struct Since {
    /// ISO 8601, in UTC.
    at: String,
    came: usize,
    left: usize,
    stayed: usize,
}

impl Outcome {
    /// A run that begins now.
    pub fn of(project: &Path) -> Self {
        let since = words::now();
        Self {
            version: env!("CARGO_PKG_VERSION"),
            project: std::path::absolute(project).unwrap_or_else(|_| project.to_owned()),
            started: moment(since),
            ended: String::new(),
            result: "complete",
            exit_code: 0,
            failure: None,
            notes: Vec::new(),
            audiences: Vec::new(),
            since,
        }
    }

    /// The run ended so. Kept for the window and `likely schedule`; where that cannot be, nothing
    /// else is the worse for it.
    pub fn ended(&mut self, result: &Result<(), Failure>) {
        let now = words::now();
        self.ended = moment(now);
        let exit = result.as_ref().map_or_else(|failure| failure.exit, |()| Exit::Done);
        self.failure = result.as_ref().err().map(|failure| failure.words.clone());
        self.exit_code = exit as u8;
        self.result = match exit {
            Exit::Done => "complete",
            Exit::Failed => "failed",
            Exit::Partial => "partial",
            Exit::Busy => "busy",
        };
        let of_audiences = self.audiences.iter().filter(|a| a.result == "failed");
        let mut failures: Vec<String> = of_audiences
            .map(|a| format!("{}: {}", a.name, a.why.as_deref().unwrap_or_default()))
            .collect();
        if failures.is_empty() {
            failures.extend(self.failure.clone());
        }
        let last = LastRun {
            project: self.project.clone(),
            started: self.since,
            ended: now,
            exit_code: self.exit_code,
            failures,
            audiences: self.audiences.iter().filter(|a| a.result == "written").count(),
        };
        if let Err(error) = last.keep() {
            tracing::warn!(%error, "how the run ended could not be kept");
        }
    }
}

impl WrittenLists {
    pub fn of(made: &ListsMade) -> Self {
        let files = |destination: &str| {
            let own = made.written.files.iter().filter(|file| file.destination == destination);
            own.map(|file| file.path.clone()).collect()
        };
        let lists = made.written.lists.iter().map(|list| OfList {
            destination: list.name.clone(),
            files: files(&list.destination),
            written: list.used,
            held_out: list.control,
            unused: list.unused.iter().map(|(why, people)| (why.reason(), *people)).collect(),
        });
        Self {
            folder: made.made.folder.clone(),
            people: made.made.people,
            rate: made.about.rate,
            lift: made.about.lift,
            lists: lists.collect(),
            since_before: made.since.as_ref().map(|(at, changed)| Since::of(*at, changed)),
        }
    }
}

impl Since {
    fn of(at: i64, changed: &Compared) -> Self {
        Self {
            at: moment(at),
            came: changed.came.len(),
            left: changed.left.len(),
            stayed: changed.stayed,
        }
    }
}

fn moment(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).unwrap_or_default().to_string()
}
