//! Work for a thread of its own that belongs nowhere else, and what any work says about
//! itself.

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::widgets::{Work, format};
use crate::base::atomic_file::{self, Access, FileError};
use crate::base::file_names::with_ending;
use crate::base::language::{message, t};
use crate::base::progress::{Progress, Unit};
use crate::base::whole_file;
use crate::import::Skipped;
use crate::jobs::Task;
use crate::sample::{self, SampleError, SampleFormat, Spec};
use crate::workflow;

/// What some work says about itself now.
pub fn of<T, E>(task: &Task<T, E>) -> Work {
    let Some(now) = task.progress() else {
        return Work { title: task.label().to_string(), ..Work::default() };
    };
    let mut detail = Vec::new();
    if let (true, Some(words)) = (now.total > 1, counted(now.unit, now.done, now.total)) {
        detail.push(words);
    }
    if now.rows > 0 {
        detail.push(t!("tasks-rows", rows = now.rows));
    }
    Work {
        title: now.stage.as_ref().unwrap_or(task.label()).to_string(),
        share: now.share(),
        detail,
        left: now.left(),
    }
}

/// "3 of 12 files", "5.1 MB of 70 MB"; `None` where what is counted means nothing to the person.
fn counted(unit: Unit, done: u64, total: u64) -> Option<String> {
    Some(match unit {
        Unit::Bytes => {
            t!("tasks-of-bytes", done = format::bytes(done), total = format::bytes(total))
        }
        Unit::People => t!("tasks-of-people", done = done, total = total),
        Unit::Files => t!("tasks-of-files", done = done, total = total),
        Unit::Events => t!("tasks-of-events", done = done, total = total),
        Unit::Steps => return None,
    })
}

/// The folder of the sample store, in whatever language it was made.
const SAMPLE_FOLDER: &str = "Likely-Sample-Store";

/// Makes the sample store, once, in this person's data folder, and gives its files.
pub fn sample_store(wake: impl FnOnce() + Send + 'static) -> Task<Vec<PathBuf>, SampleError> {
    Task::spawn(message!("tasks-sample"), wake, |progress| {
        let own = directories::ProjectDirs::from("", "", "Likely");
        let folder = own.map_or_else(std::env::temp_dir, |dirs| dirs.data_dir().to_owned());
        let folder = folder.join(SAMPLE_FOLDER);
        sample_in(&folder, &Spec::default(), progress)
    })
}

/// The files of a sample store in `folder`; made when they are not there whole.
fn sample_in(folder: &Path, spec: &Spec, progress: &Progress) -> Result<Vec<PathBuf>, SampleError> {
    let list = folder.join("files.json");
    let made = whole_file::read(&list, 1 << 20)
        .ok()
        .and_then(|l| serde_json::from_slice::<Vec<String>>(&l).ok());
    if let Some(names) = made {
        let files: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
        if !files.is_empty() && files.iter().all(|file| file.is_file()) {
            return Ok(files);
        }
    }
    if folder.is_dir() {
        // What is left of an earlier attempt; the folder is only ever written here.
        fs::remove_dir_all(folder).map_err(|e| FileError::new(folder, e))?;
    }
    let store = sample::generate(spec.clone(), progress)?;
    let files = sample::write(&store, SampleFormat::Parquet, folder, progress)?;
    let names: Vec<_> = files.iter().filter_map(|f| f.strip_prefix(folder).ok()).collect();
    let written = serde_json::to_vec(&names)
        .map_err(Into::into)
        .and_then(|names| atomic_file::replace(&list, &names, Access::Usual));
    written.map_err(|e| FileError::new(&list, e))?;
    Ok(files)
}

/// Saves skipped rows as a table: line, reason, the row as written.
pub fn save_skipped(
    path: PathBuf,
    skipped: Vec<Skipped>,
    wake: impl FnOnce() + Send + 'static,
) -> Task<PathBuf, FileError> {
    Task::spawn(message!("tasks-skipped"), wake, move |_| {
        let path = with_ending(path, "csv");
        workflow::write_skipped(&path, &skipped).map_err(|e| FileError::new(&path, e))?;
        Ok(path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_says_what_it_counts_whatever_it_is_called() {
        let (told, waits) = std::sync::mpsc::channel();
        let (go, end) = std::sync::mpsc::channel::<()>();
        let task: Task<(), String> = Task::spawn(
            "Computing".into(),
            || {},
            move |progress| {
                progress.stage("Ranking everyone".into(), 70_000, Unit::People);
                progress.advance(35_000);
                told.send(()).map_err(|e| e.to_string())?;
                end.recv().map_err(|e| e.to_string())
            },
        );
        waits.recv().unwrap();
        assert_eq!(of(&task).detail, ["35,000 of 70,000 people"]);
        go.send(()).unwrap();
        assert_eq!(counted(Unit::Bytes, 35_000, 70_000).unwrap(), "35 kB of 70 kB");
        assert_eq!(counted(Unit::Files, 3, 12).unwrap(), "3 of 12 files");
        assert_eq!(counted(Unit::Steps, 3, 12), None);
    }
}
