//! Some of the people of an export with all that the export says of them, to design with what is too much for one
//! machine: the same people in whatever file they stand, on any day.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use twox_hash::XxHash64;

use super::open::{Opened, open_all, sources};
use crate::base::atomic_file::make_private_folder;
use crate::base::field_names;
use crate::base::language::{Message, message, t};
use crate::base::progress::{Progress, Stopped, Unit};
use crate::base::sync::{into_inner, lock};
use crate::base::system_error;
use crate::base::temp_folder::TempFolder;
use crate::catalog::{self, FileRole};
use crate::import::{
    self, Batch, ImportError, Options, ReadAs, Request, Source, Staying, Wanted, person_key,
};

/// Makes the draw another one than those that put people into shards and folds.
const DRAW: u64 = 0x7361_6d70_6c65;

/// What was copied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sampled {
    /// The copies, by their path below the new folder.
    pub files: Vec<SampledFile>,
    /// Files that were left out, because nothing says whom their rows are about.
    pub left_out: Vec<PathBuf>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampledFile {
    /// Its path below the new folder.
    pub name: PathBuf,
    /// Rows that were copied, and rows that it has; `None`: it says nothing of people and was copied whole. Where
    /// none was copied, there is no copy.
    pub rows: Option<(u64, u64)>,
}

/// Why there is no sample. `Display` is a sentence.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The folder is there and has something in it.
    #[error("{}", t!("workflow-sample-not-new", path = .0.display().to_string()))]
    NotNew(PathBuf),
    /// The folder lies where files are read, so the copies would be read with them.
    #[error("{}", t!("workflow-sample-in-source", path = .0.display().to_string(), source = .1.display().to_string()))]
    InSource(PathBuf, PathBuf),
    /// Files of which no rows can be copied.
    #[error("{}", t!("workflow-sample-unusable", files = shown(.0)))]
    Unusable(Vec<PathBuf>),
    /// A file cannot be opened.
    #[error("{}", .0)]
    Unopened(Message),
    /// A file cannot be read.
    #[error("{}", .0.message())]
    Unreadable(ImportError),
    /// A copy cannot be written.
    #[error("{}", t!("workflow-sample-unwritten", path = .0.display().to_string(), error = system_error::message(.1).to_string()))]
    Unwritten(PathBuf, io::Error),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

fn shown(files: &[PathBuf]) -> String {
    files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// What a sample is of.
#[derive(Debug, Clone, Copy)]
pub struct SampleOf<'a> {
    /// The files.
    pub files: &'a [PathBuf],
    /// The folders that they were found in: nothing is written there.
    pub folders: &'a [PathBuf],
    /// Fields with the person's ID, where what their names say is not to be followed.
    pub person: &'a [String],
    /// The share of the people, from 0 to 1.
    pub share: f64,
}

/// Copies the rows of a share of the people, in files of the same form, to a new folder. Who stays depends on their
/// ID alone. Where a row has a known and an anonymous ID, an anonymous one goes with the known ones that it stands
/// beside in any of the files; where those are several, it stays when one of them does.
///
/// # Errors
/// [`SampleError`]; there is no new folder then.
pub fn sample_people(
    of: SampleOf<'_>,
    to: &Path,
    options: &Options,
    progress: &Progress,
) -> Result<Sampled, SampleError> {
    let to = new_folder(to, of.folders)?;
    let (files, empty) = opened(of.files, options, progress)?;
    let mut work = Vec::new();
    let (mut sampled, mut unusable) = (Sampled::default(), Vec::new());
    let roles = catalog::suggest(&sources(&files)).catalog.files;
    for (file, role) in files.iter().zip(&roles) {
        let Some(source) = &file.source else { continue };
        match Ids::of(source, role, of.person) {
            Some(ids) if ids.is_some() && !import::can_copy_rows(source) => {
                unusable.push(file.path.clone());
            }
            Some(ids) => work.push((file, source, ids)),
            None => sampled.left_out.push(file.path.clone()),
        }
    }
    if !unusable.is_empty() {
        return Err(SampleError::Unusable(unusable));
    }
    let (linked, called) = Default::default();
    let draw = Draw { share: of.share, options, progress, linked, called };
    let draw = draw.with_links(&work)?;
    let unwritten = |path: &Path, error| SampleError::Unwritten(path.to_owned(), error);
    let beside = to.parent().unwrap_or(Path::new("."));
    make_private_folder(beside).map_err(|error| unwritten(beside, error))?;
    let new = TempFolder::new_in(beside).map_err(|error| unwritten(&to, error))?;
    // Apart from what marks the folder as one that somebody works at.
    let whole = new.path().join("whole");
    make_private_folder(&whole).map_err(|error| unwritten(&to, error))?;
    let bytes = work.iter().map(|(_, source, _)| source.bytes).sum();
    progress.stage(message!("workflow-sample-copying"), bytes, Unit::Bytes);
    let copied = work.iter().map(|(file, _, _)| *file).chain(&empty);
    let above = common_folder(copied.map(|file| file.path.as_path()));
    let place = |path: &Path| -> Result<(PathBuf, PathBuf), SampleError> {
        let name = below(path, &above);
        let target = whole.join(&name);
        make_private_folder(target.parent().unwrap_or(&whole))
            .map_err(|error| unwritten(path, error))?;
        Ok((name, target))
    };
    let copy = |(file, source, ids): &(&Opened, &Source, Option<Ids>)| {
        let (name, target) = place(&file.path)?;
        let rows = draw.copy(source, ids.as_ref(), &target)?;
        Ok::<_, SampleError>(SampledFile { name, rows })
    };
    sampled.files = work.par_iter().map(copy).collect::<Result<_, _>>()?;
    for file in &empty {
        let (name, target) = place(&file.path)?;
        import::copy_whole(&file.path, &target).map_err(|error| unwritten(&file.path, error))?;
        sampled.files.push(SampledFile { name, rows: None });
    }
    // An empty folder of that name may be there; one with something in it stays.
    std::fs::rename(&whole, &to).map_err(|error| unwritten(&to, error))?;
    Ok(sampled)
}

/// The files, and apart those without rows: a table that nobody is in yet.
fn opened(
    files: &[PathBuf],
    options: &Options,
    progress: &Progress,
) -> Result<(Vec<Opened>, Vec<Opened>), SampleError> {
    let all = open_all(files, options, progress)?;
    let (unopened, files): (Vec<_>, Vec<_>) = all.into_iter().partition(|f| f.error.is_some());
    let (empty, unopened): (Vec<_>, Vec<_>) =
        unopened.into_iter().partition(|file| has_no_rows(&file.path, options, progress));
    match unopened.into_iter().find_map(|file| file.error) {
        Some(why) => Err(SampleError::Unopened(why)),
        None => Ok((files, empty)),
    }
}

/// Whether a file that cannot be used is nothing but names of columns, or nothing at all.
fn has_no_rows(path: &Path, options: &Options, progress: &Progress) -> bool {
    let opened = import::open(path, options, progress);
    matches!(opened, Err(ImportError::NoRows(_) | ImportError::Empty(_)))
}

/// The folder without links and dots, where it is new and lies in none of those that are read.
fn new_folder(to: &Path, sources: &[PathBuf]) -> Result<PathBuf, SampleError> {
    let real = resolved(to);
    for source in sources {
        if real.starts_with(resolved(source)) {
            return Err(SampleError::InSource(to.to_owned(), source.clone()));
        }
    }
    match std::fs::read_dir(&real).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(real),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(real),
        _ => Err(SampleError::NotNew(to.to_owned())),
    }
}

/// A path without links and dots, of which only a part may be there yet.
pub fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = path.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    let Some((above, mut real)) = there else { return path };
    for part in path.strip_prefix(above).unwrap_or(Path::new("")).components() {
        match part {
            Component::ParentDir => _ = real.pop(),
            part => real.push(part),
        }
    }
    real
}

/// The folder that all these files are in, as far down as they are together, without folders that say fields.
fn common_folder<'a>(mut paths: impl Iterator<Item = &'a Path>) -> PathBuf {
    let folder = |path: &Path| path.parent().unwrap_or(Path::new("")).to_owned();
    let first = paths.next().map(folder).unwrap_or_default();
    let mut common = paths.map(folder).fold(first, |common, folder| {
        let same = common.components().zip(folder.components()).take_while(|(a, b)| a == b);
        same.map(|(part, _)| part).collect()
    });
    while common.file_name().is_some_and(|name| name.to_string_lossy().contains('=')) {
        common.pop();
    }
    common
}

/// Where a file goes below the new folder: never out of it.
fn below(path: &Path, above: &Path) -> PathBuf {
    let rest: PathBuf = path.components().skip(above.components().count()).collect();
    rest.components().filter(|part| matches!(part, Component::Normal(_))).collect()
}

/// A row: its line, its known ID and its anonymous one.
type Row<'r> = (u64, Option<Cow<'r, str>>, Option<Cow<'r, str>>);
/// Who gets some rows of a file; called from several threads.
type Take<'t> = &'t (dyn Fn(&mut dyn Iterator<Item = Row<'_>>) + Sync);

/// The fields of a file that say whom its rows are about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Ids {
    known: Vec<String>,
    anonymous: Option<String>,
    /// Fields with e-mail addresses of the person, by which events may know them.
    addresses: Vec<String>,
}

impl Ids {
    /// `Some(None)`: of products, not of people. `None`: nothing says it.
    fn of(source: &Source, role: &FileRole, person: &[String]) -> Option<Option<Self>> {
        let typed: Vec<String> =
            person.iter().filter(|name| source.field(name).is_some()).cloned().collect();
        if !typed.is_empty() {
            return Some(Some(Self { known: typed, ..Self::default() }));
        }
        match role {
            FileRole::Events(events) if !events.person.is_empty() => {
                let anonymous = events.anonymous.clone();
                let known = events.person.iter().filter(|path| Some(*path) != anonymous.as_ref());
                let known = known.cloned().collect();
                Some(Some(Self { known, anonymous, ..Self::default() }))
            }
            FileRole::People(people) => {
                let fields = source.fields.iter().filter(|f| f.path != people.id);
                let addresses =
                    fields.map(|f| f.path.clone()).filter(|path| field_names::is_address(path));
                let (known, addresses) = (vec![people.id.clone()], addresses.collect());
                Some(Some(Self { known, addresses, ..Self::default() }))
            }
            FileRole::Products { .. } => Some(None),
            FileRole::Events(_) | FileRole::Unused => None,
        }
    }

    /// Known and anonymous ID of each row, with what its line is.
    fn each(
        &self,
        source: &Source,
        (options, progress): (&Options, &Progress),
        take: Take<'_>,
    ) -> Result<u64, SampleError> {
        let wanted = |paths: Vec<String>| Wanted { paths, read_as: ReadAs::Id, required: None };
        let anonymous = self.anonymous.iter().cloned().collect();
        let fields = vec![wanted(self.known.clone()), wanted(anonymous)];
        let request = Request { fields, limit: None };
        let sink = |batch: Batch| {
            let columns = &batch.columns;
            let row = |row: usize| {
                let line = batch.lines.of(batch.source_row(row) as usize);
                let id = |column: usize| columns[column].text(row).map(person_key);
                (line, id(0), id(1))
            };
            take(&mut (0..batch.rows).map(row));
            progress.check()
        };
        let report =
            import::read(source, &request, options, &sink, &Progress::none()).map_err(|error| {
                match error {
                    ImportError::Stopped(stopped) => SampleError::Stopped(stopped),
                    error => SampleError::Unreadable(error),
                }
            })?;
        Ok(report.read)
    }
}

/// IDs that stand beside another by which the person goes, by their hashes: those that decide something.
#[derive(Debug, Default)]
struct Linked {
    /// Beside a person who stays.
    stay: HashSet<u64>,
    /// Beside a person who does not, although they would by themselves.
    go: HashSet<u64>,
}

/// Who stays.
struct Draw<'a> {
    share: f64,
    options: &'a Options,
    progress: &'a Progress,
    /// Anonymous IDs.
    linked: Linked,
    /// Addresses.
    called: Linked,
}

fn hash(id: &str) -> u64 {
    XxHash64::oneshot(DRAW, id.as_bytes())
}

impl Draw<'_> {
    fn is_drawn(&self, hash: u64) -> bool {
        self.share >= 1.0 || hash < (self.share.max(0.0) * 2_f64.powi(64)) as u64
    }

    /// Goes through files with two IDs side by side.
    fn with_links(mut self, work: &[(&Opened, &Source, Option<Ids>)]) -> Result<Self, SampleError> {
        if self.share >= 1.0 {
            return Ok(self);
        }
        let (linked, called) = (Mutex::default(), Mutex::default());
        let files = work.iter().filter_map(|(_, source, ids)| Some((*source, ids.as_ref()?)));
        for (source, ids) in files.clone().filter(|(_, ids)| ids.anonymous.is_some()) {
            self.link(source, ids, &linked)?;
        }
        for (source, ids) in files {
            for address in &ids.addresses {
                let beside = Ids { anonymous: Some(address.clone()), ..ids.clone() };
                self.link(source, &beside, &called)?;
            }
        }
        (self.linked, self.called) = (into_inner(linked), into_inner(called));
        Ok(self)
    }

    /// Learns from a file whose the IDs beside the known ones are.
    fn link(&self, source: &Source, ids: &Ids, linked: &Mutex<Linked>) -> Result<u64, SampleError> {
        ids.each(source, (self.options, self.progress), &|rows| {
            let mut linked = lock(linked);
            for (_, known, other) in rows {
                let (Some(known), Some(other)) = (known, other) else { continue };
                let other = hash(&other);
                if self.is_drawn(hash(&known)) {
                    linked.stay.insert(other);
                } else if self.is_drawn(other) {
                    linked.go.insert(other);
                }
            }
        })
    }

    /// Whether a row stays.
    fn stays(&self, known: Option<&str>, anonymous: Option<&str>) -> bool {
        let stays = |id: &str, linked: &Linked| {
            let hash = hash(id);
            linked.stay.contains(&hash) || self.is_drawn(hash) && !linked.go.contains(&hash)
        };
        match (known, anonymous) {
            (Some(known), _) => stays(known, &self.called),
            (None, Some(anonymous)) => stays(anonymous, &self.linked),
            (None, None) => false,
        }
    }

    /// Copies what stays of a file; says how many rows that are, and of how many.
    fn copy(
        &self,
        source: &Source,
        ids: Option<&Ids>,
        to: &Path,
    ) -> Result<Option<(u64, u64)>, SampleError> {
        let unwritten = |error| SampleError::Unwritten(source.path.clone(), error);
        let Some(ids) = ids else {
            import::copy_whole(&source.path, to).map_err(unwritten)?;
            self.progress.advance(source.bytes);
            return Ok(None);
        };
        let (staying, all) = self.staying(source, ids)?;
        if self.share >= 1.0 {
            import::copy_whole(&source.path, to).map_err(unwritten)?;
        } else if staying.count() > 0 {
            import::copy_rows(source, &staying, to, self.progress).map_err(unwritten)?;
            self.check(source, ids, to, staying.count())?;
        }
        self.progress.advance(source.bytes);
        Ok(Some((staying.count(), all)))
    }

    /// Which rows of a file stay, and how many there are.
    fn staying(&self, source: &Source, ids: &Ids) -> Result<(Staying, u64), SampleError> {
        let staying: Mutex<Staying> = Mutex::default();
        let all = ids.each(source, (self.options, self.progress), &|rows| {
            let mut staying = lock(&staying);
            for (line, known, anonymous) in rows {
                staying.row(
                    line,
                    self.share >= 1.0 || self.stays(known.as_deref(), anonymous.as_deref()),
                );
            }
        })?;
        Ok((into_inner(staying), all))
    }

    /// Reads a copy: it has so many rows, and only of people who stay. What ends its lines in a way of its own could
    /// not be cut.
    fn check(&self, source: &Source, ids: &Ids, to: &Path, rows: u64) -> Result<(), SampleError> {
        let wrong = || SampleError::Unusable(vec![source.path.clone()]);
        let copy = Source { path: to.to_owned(), ..source.clone() };
        let all: Mutex<Staying> = Mutex::default();
        let stays = AtomicBool::new(true);
        let read = ids.each(&copy, (self.options, self.progress), &|rows| {
            let mut all = lock(&all);
            for (line, known, anonymous) in rows {
                all.row(line, true);
                stays.fetch_and(
                    self.stays(known.as_deref(), anonymous.as_deref()),
                    Ordering::Relaxed,
                );
            }
        });
        if let Err(SampleError::Stopped(stopped)) = read {
            return Err(stopped.into());
        }
        let right = read.is_ok() && stays.into_inner() && into_inner(all).count() == rows;
        if right { Ok(()) } else { Err(wrong()) }
    }
}

#[cfg(test)]
mod tests;
