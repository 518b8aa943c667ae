//! Opening data files and counting what is in them. A file that cannot be used carries its error and
//! stops only itself.

use std::path::PathBuf;

use rayon::prelude::*;

use super::cache::{Counted, Storage};
use crate::base::file_stamp::FileStamp;
use crate::base::language::{Message, message};
use crate::base::progress::{Progress, Stopped, Unit};
use crate::catalog::{self, Catalog, FileRole, Scan};
use crate::import::{
    self, Essential, ImportError, Options, ReadAs, Report, Request, Source, Wanted,
};

/// A file that was opened, or why it could not be.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Where it is, or was.
    pub path: PathBuf,
    /// What it is.
    pub source: Option<Source>,
    /// What it holds, once it was gone through.
    pub scan: Option<Scan>,
    /// Why it cannot be used.
    pub error: Option<Message>,
    /// Its size and the time of its last change when it was opened: what was read from it before is
    /// out of date when they differ.
    pub stamp: Option<FileStamp>,
}

impl Opened {
    /// What it is, without what was counted in it, which is large.
    pub fn without_scan(&self) -> Self {
        Self {
            path: self.path.clone(),
            source: self.source.clone(),
            scan: None,
            error: self.error.clone(),
            stamp: self.stamp,
        }
    }

    /// Its name without folder.
    pub fn name(&self) -> String {
        self.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

/// Opens files; one that cannot be opened carries its error.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub fn open_all(
    paths: &[PathBuf],
    options: &Options,
    progress: &Progress,
) -> Result<Vec<Opened>, Stopped> {
    progress.stage(message!("workflow-looking"), paths.len() as u64, Unit::Files);
    let opened: Vec<Opened> = paths
        .par_iter()
        .map(|path| {
            // A progress of its own: opening many files at once must not set the stage back.
            let stamp = FileStamp::of(path);
            let result = import::open(path, options, &Progress::none());
            progress.advance(1);
            let (source, error) = match result {
                Ok(source) => (Some(source), None),
                Err(error) => (None, Some(error.message())),
            };
            Opened { path: path.clone(), source, scan: None, error, stamp }
        })
        .collect();
    progress.check()?;
    Ok(opened)
}

/// Sources in the order of the files, as the catalog takes them.
pub fn sources(files: &[Opened]) -> Vec<Option<Source>> {
    files.iter().map(|f| f.source.clone()).collect()
}

/// Goes through every event file whose person and time are known, with the catalog's roles.
/// A file that cannot be read carries its error.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub fn scan_all(
    files: &mut [Opened],
    catalog: &Catalog,
    options: &Options,
    storage: &Storage,
    progress: &Progress,
) -> Result<(), Stopped> {
    let wanted = |file: &Opened, role: &FileRole| file.source.is_some() && role.is_countable();
    let bytes = files
        .iter()
        .zip(&catalog.files)
        .filter(|(file, role)| wanted(file, role))
        .filter_map(|(file, _)| file.source.as_ref().map(|s| s.bytes))
        .sum();
    progress.stage(message!("workflow-counting"), bytes, Unit::Bytes);
    files.par_iter_mut().zip(&catalog.files).for_each(|(file, role)| {
        file.scan = None;
        if !wanted(file, role) {
            return;
        }
        let (Some(source), Some(roles)) = (&file.source, role.events()) else { return };
        let counted = Counted::of(storage, source, role, options);
        if let Some(scan) = counted.as_ref().and_then(Counted::open) {
            progress.advance(source.bytes);
            file.scan = Some(scan);
            return;
        }
        match catalog::scan(source, roles, options, progress) {
            Ok(scan) => {
                if let Some(counted) = counted {
                    counted.keep(&scan);
                }
                file.scan = Some(scan);
            }
            Err(ImportError::Stopped(_)) => {}
            Err(error) => file.error = Some(error.message()),
        }
    });
    progress.check()
}

/// What becomes of the rows of a file of people or products, which are not counted before they are read: those
/// without the ID are skipped. `None` of other files.
///
/// # Errors
/// [`ImportError`] when it cannot be read at all.
pub fn rows_by_id(
    source: &Source,
    role: &FileRole,
    options: &Options,
    progress: &Progress,
) -> Result<Option<Report>, ImportError> {
    let (id, what) = match role {
        FileRole::People(people) => (&people.id, Essential::Person),
        FileRole::Products { id, .. } => (id, Essential::Product),
        FileRole::Events(_) | FileRole::Unused => return Ok(None),
    };
    let read_as = if what == Essential::Person { ReadAs::Id } else { ReadAs::Text };
    let id = Wanted { paths: vec![id.clone()], read_as, required: Some(what) };
    let request = Request { fields: vec![id], limit: None };
    import::read(source, &request, options, &|_| Ok(()), progress).map(Some)
}
