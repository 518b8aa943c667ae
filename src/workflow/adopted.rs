//! Files that runs found in the project's folders and read, though the project does not name them. They are remembered
//! beside the records of lists: one that is gone on a later night, with the opt-outs in it, is missed like one of the
//! first day. Where they are is kept, and nothing of what is in them.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::open::Opened;
use crate::audience::{MembersError, Store};
use crate::base::atomic_file::{self, Access};
use crate::base::whole_file;
use crate::project::{DataFile, Project};

/// Bytes of such a file that are read at most.
const MOST: u64 = 1 << 28;

/// Files that earlier runs read from the project's folders and that are not there any more. Those that the project names
/// by now, or leaves out, are its own matter.
///
/// # Errors
/// [`MembersError`] where it cannot be told.
pub fn missing_adopted(project: &Project, store: &Store) -> Result<Vec<PathBuf>, MembersError> {
    let still = still_adopted(project, store)?;
    Ok(still.into_iter().map(|(_, path)| path).filter(|path| !path.exists()).collect())
}

/// Remembers the files among `opened` that the project does not name.
///
/// # Errors
/// [`MembersError`] where that cannot be kept.
pub fn remember_adopted(
    project: &Project,
    store: &Store,
    opened: &[Opened],
) -> Result<(), MembersError> {
    let known = still_adopted(project, store)?;
    let mut seen = named(project);
    seen.extend(known.iter().map(|(_, path)| path.clone()));
    let new = opened.iter().map(|file| full(&file.path)).filter(|path| !seen.contains(path));
    let new: Vec<DataFile> = new.map(|path| data_file(store, path)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let known = known.iter().map(|(file, _)| file.clone());
    write(store, &known.chain(new).collect::<Vec<_>>())
}

/// Forgets files that are gone, once the person was told and saved the project without them.
///
/// # Errors
/// [`MembersError`] where that cannot be kept.
pub fn forget_adopted(store: &Store, gone: &[PathBuf]) -> Result<(), MembersError> {
    if gone.is_empty() {
        return Ok(());
    }
    let mut files = read(store)?;
    let before = files.len();
    files.retain(|file| {
        let path = found(store, file);
        path.exists() || !gone.contains(&path)
    });
    if files.len() == before { Ok(()) } else { write(store, &files) }
}

/// Remembered files that lie in a folder of the project, which neither names them nor leaves them out; and where.
fn still_adopted(
    project: &Project,
    store: &Store,
) -> Result<Vec<(DataFile, PathBuf)>, MembersError> {
    let named = named(project);
    let wanted = |path: &Path| {
        let mut inside = project.folders.iter().filter_map(|folder| {
            let name = path.strip_prefix(full(&folder.path)).ok()?;
            Some(folder.left_out.iter().all(|out| out != name))
        });
        !named.contains(path) && inside.any(|wanted| wanted)
    };
    let all = read(store)?.into_iter().map(|file| {
        let path = found(store, &file);
        (file, path)
    });
    Ok(all.filter(|(_, path)| wanted(path)).collect())
}

/// Where a file is, or would be: beside the project, so that both can move together, else where it was.
fn found(store: &Store, file: &DataFile) -> PathBuf {
    let beside = file.relative.as_ref().map(|relative| project_folder(store).join(relative));
    match beside {
        Some(beside) if beside.exists() || !file.path.exists() => beside,
        _ => file.path.clone(),
    }
}

fn data_file(store: &Store, path: PathBuf) -> DataFile {
    let relative = path.strip_prefix(project_folder(store)).ok().map(Path::to_owned);
    DataFile { path, relative, ..DataFile::default() }
}

/// The files that the project names.
fn named(project: &Project) -> HashSet<PathBuf> {
    project.files.iter().map(|file| full(&file.path)).collect()
}

/// The records lie beside the project.
fn project_folder(store: &Store) -> PathBuf {
    full(store.folder()).parent().unwrap_or(Path::new("")).to_owned()
}

/// The same file wherever the program is started.
fn full(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn read(store: &Store) -> Result<Vec<DataFile>, MembersError> {
    let path = store.adopted_file();
    match whole_file::read(&path, MOST) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|_| MembersError::Damaged(path)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(MembersError::Read { path, source: Arc::new(error) }),
    }
}

fn write(store: &Store, files: &[DataFile]) -> Result<(), MembersError> {
    let path = store.adopted_file();
    let failed =
        |error: io::Error| MembersError::Write { path: path.clone(), source: Arc::new(error) };
    atomic_file::make_shared_folder(store.folder()).map_err(failed)?;
    let text = serde_json::to_vec_pretty(files).map_err(|error| failed(error.into()))?;
    atomic_file::replace(&path, &text, Access::Owner).map_err(failed)
}
