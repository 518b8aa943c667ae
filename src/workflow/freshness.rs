//! Whether the project's files are still as they were read: what changed, shrank, went away or came
//! back, and what is new in folders that were opened as a whole. Only sizes, times and names are
//! looked at, so that it may be asked whenever the window comes to the front.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use super::open::{Opened, open_all};
use super::shapes::{same_shape, serves_as};
use crate::base::field_names::{self, Meaning};
use crate::base::file_stamp::FileStamp;
use crate::base::language::{Message, message, t};
use crate::base::progress::{Progress, Stopped};
use crate::base::words::file_name;
use crate::catalog::{Catalog, FileRole};
use crate::export::is_manifest;
use crate::import::{self, Source};
use crate::project::{DataFolder, Project};

/// Names that are told in a sentence; further ones are counted.
const NAMED: usize = 3;

/// What became of the files since they were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Freshness {
    /// As large as before or larger, and written since.
    pub changed: Vec<PathBuf>,
    /// Smaller than before: something may be missing in them now.
    pub shrunk: Vec<PathBuf>,
    /// Gone, or not to be looked at.
    pub missing: Vec<PathBuf>,
    /// There again.
    pub back: Vec<PathBuf>,
    /// Came into a folder of the project.
    pub new: Vec<PathBuf>,
}

impl Freshness {
    /// Compares files with how they were (`None`: not there), and looks for new ones in `folders`.
    ///
    /// # Errors
    /// [`Stopped`] when the work was cancelled.
    pub fn of(
        files: &[(PathBuf, Option<FileStamp>)],
        folders: &[DataFolder],
        progress: &Progress,
    ) -> Result<Self, Stopped> {
        let mut all = Self::default();
        for (path, before) in files {
            progress.check()?;
            let list = match (before, FileStamp::of(path)) {
                (Some(before), Some(now)) if now.bytes < before.bytes => &mut all.shrunk,
                (Some(before), Some(now)) if now != *before => &mut all.changed,
                (Some(_), None) => &mut all.missing,
                (None, Some(_)) => &mut all.back,
                _ => continue,
            };
            list.push(path.clone());
        }
        let known: HashSet<&Path> = files.iter().map(|(path, _)| path.as_path()).collect();
        for folder in folders.iter().filter(|folder| folder.path.is_dir()) {
            let there = import::find_files(std::slice::from_ref(&folder.path), progress)?;
            let left_out: HashSet<&Path> = folder.left_out.iter().map(PathBuf::as_path).collect();
            let new = |path: &PathBuf| {
                let name = path.strip_prefix(&folder.path).unwrap_or(path);
                !known.contains(path.as_path()) && !left_out.contains(name)
            };
            let mut written = HashMap::new();
            for path in there.into_iter().filter(|path| path.is_file() && new(path)) {
                let folder = path.parent().unwrap_or(Path::new("")).to_owned();
                if !*written.entry(folder).or_insert_with_key(|folder| holds_lists(folder)) {
                    all.new.push(path);
                }
            }
        }
        Ok(all)
    }

    /// The same for a project that was saved, against how its files were then.
    ///
    /// # Errors
    /// [`Stopped`] when the work was cancelled.
    pub fn of_project(project: &Project, progress: &Progress) -> Result<Self, Stopped> {
        let files: Vec<_> = project
            .files
            .iter()
            // Of files of projects that were saved before this was noted nothing is known.
            .map(|file| (file.path.clone(), file.seen.or_else(|| FileStamp::of(&file.path))))
            .collect();
        Self::of(&files, &project.folders, progress)
    }

    /// Files to be read again.
    pub fn to_read(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.changed, &self.shrunk, &self.missing, &self.back].into_iter().flatten()
    }

    /// What changed, a sentence each; new files apart.
    pub fn sentences(&self) -> Vec<Message> {
        let told = [
            said(&self.changed, |names, files| {
                message!("workflow-changed", names = names, files = files)
            }),
            said(&self.shrunk, |names, files| {
                message!("workflow-shrunk", names = names, files = files)
            }),
            said(&self.missing, |names, files| {
                message!("workflow-missing", names = names, files = files)
            }),
            said(&self.back, |names, files| {
                message!("workflow-back", names = names, files = files)
            }),
        ];
        told.into_iter().flatten().collect()
    }
}

/// The sentence about these files, where there are any.
fn said(files: &[PathBuf], words: impl Fn(Message, usize) -> Message) -> Option<Message> {
    (!files.is_empty()).then(|| words(names(files), files.len()))
}

/// A project's files as they are now.
#[derive(Debug)]
pub struct OpenedProject {
    /// Those that the project names, then those that came into its folders and are read too.
    pub files: Vec<Opened>,
    /// What there is to say of them, a sentence each.
    pub words: Vec<String>,
    /// Names of new files that were not read though they seem to hold people, and perhaps who refused.
    pub unheard: Vec<String>,
}

/// Opens a project's files as they are now. Those that came into its folders and look like others of
/// the project, or have all that it uses of one, are read in the same roles; `catalog` gets them.
///
/// # Errors
/// [`Stopped`] when the work was cancelled.
pub fn open_project(
    project: &Project,
    catalog: &mut Catalog,
    progress: &Progress,
) -> Result<OpenedProject, Stopped> {
    let mut unheard = Vec::new();
    let found = Freshness::of_project(project, progress)?;
    let mut words: Vec<String> = found.sentences().iter().map(ToString::to_string).collect();
    let mut files = open_all(&project.paths(), &project.options, progress)?;
    for (file, _) in files.iter().zip(&catalog.files).filter(|(_, role)| **role != FileRole::Unused)
    {
        let sheets = file.source.iter().flat_map(|source| &source.other_sheets);
        for sheet in sheets.filter(|sheet| sheet.tells_of_consent()) {
            let (name, sheet) = (file.name(), sheet.name.as_str());
            words.push(t!("workflow-sheet-unheard", name = name.as_str(), sheet = sheet));
            unheard.push(format!("{name} ({sheet})"));
        }
    }
    // One of each shape stands for all of it.
    let mut shapes: Vec<usize> = Vec::new();
    for place in 0..files.len() {
        if !shapes.iter().any(|shape| same_shape(&files[*shape], &files[place])) {
            shapes.push(place);
        }
    }
    for new in open_all(&found.new, &project.options, progress)? {
        let name = file_name(&new.path);
        if let Some(copied) = copied(&new, &files, progress)? {
            words.push(t!("workflow-new-copy", name = name, like = copied.name()));
            continue;
        }
        let twin = shapes.iter().copied().find(|place| same_shape(&files[*place], &new));
        let serves = |place: &usize| {
            let role = catalog.files.get(*place);
            role.is_some_and(|role| serves_as(&new, &files[*place], role, catalog))
        };
        let twin = twin.or_else(|| shapes.iter().copied().find(serves));
        match twin.and_then(|place| Some((place, catalog.files.get(place)?.clone()))) {
            Some((place, role)) => {
                let like = files[place].name();
                words.push(t!("workflow-new-like", name = name, like = like));
                catalog.files.push(role);
                files.push(new);
            }
            None if new.source.as_ref().is_some_and(tells_of_people) => {
                words.push(t!("workflow-new-unheard", name = name.as_str()));
                unheard.push(name);
            }
            None => words.push(t!("workflow-new-unlike", name = name)),
        }
    }
    Ok(OpenedProject { files, words, unheard })
}

/// Whether a file names people as platforms know them, or says whether they may be contacted.
fn tells_of_people(source: &Source) -> bool {
    source.fields.iter().any(|field| {
        field_names::consent(&field.path).is_some()
            || field_names::among(&[Meaning::Email, Meaning::Phone], &field.path).is_some()
    })
}

/// The file that another one is a copy of, byte for byte: everything in it would count twice.
fn copied<'a>(
    new: &Opened,
    files: &'a [Opened],
    progress: &Progress,
) -> Result<Option<&'a Opened>, Stopped> {
    let Some(source) = &new.source else { return Ok(None) };
    for file in files {
        let alike = file
            .source
            .as_ref()
            .is_some_and(|known| known.bytes == source.bytes && known.preview == source.preview);
        if alike && same_bytes(&file.path, &new.path, progress)? {
            return Ok(Some(file));
        }
    }
    Ok(None)
}

/// Whether two files of one size hold the same; not where one cannot be read, which is told when it is used.
fn same_bytes(one: &Path, other: &Path, progress: &Progress) -> Result<bool, Stopped> {
    let (Ok(one), Ok(other)) = (File::open(one), File::open(other)) else { return Ok(false) };
    let mut readers = [one, other].map(|file| BufReader::with_capacity(1 << 20, file));
    loop {
        progress.check()?;
        let [one, other] = &mut readers;
        let (Ok(a), Ok(b)) = (one.fill_buf(), other.fill_buf()) else { return Ok(false) };
        let both = a.len().min(b.len());
        if both == 0 || a[..both] != b[..both] {
            return Ok(a.is_empty() && b.is_empty());
        }
        one.consume(both);
        other.consume(both);
    }
}

/// Whether lists were written into a folder: they are no data.
fn holds_lists(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name()).any(|name| is_manifest(&name.to_string_lossy()))
}

/// "a.csv", "a.csv and b.csv", "a.csv, b.csv, c.csv and 4 more files".
pub fn names(files: &[PathBuf]) -> Message {
    let named: Vec<String> = files.iter().take(NAMED).map(|file| file_name(file)).collect();
    match files.len().saturating_sub(NAMED) {
        0 => Message::all_of(&named),
        more => message!("workflow-more-files", named = named.join(", "), more = more),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn every_change_is_noticed_and_said_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let write = |name: &str, text: &str| fs::write(path(name), text).unwrap();
        for name in ["same", "grown", "shrunk", "gone", "rewritten"] {
            write(&format!("{name}.csv"), "a,b\n1,2\n");
        }
        let stamp = |name: &str| (path(name), FileStamp::of(&path(name)));
        let mut files = ["same.csv", "grown.csv", "shrunk.csv", "gone.csv", "rewritten.csv"]
            .map(stamp)
            .to_vec();
        files.push((path("back.csv"), None));
        files.push((path("never.csv"), None));
        let folders = [DataFolder {
            path: folder.path().to_owned(),
            left_out: vec!["unwanted.csv".into()],
            ..DataFolder::default()
        }];
        let calm = Freshness::of(&files, &folders, &Progress::none()).unwrap();
        assert_eq!(calm, Freshness::default());
        write("grown.csv", "a,b\n1,2\n3,4\n");
        write("shrunk.csv", "a,b\n");
        write("rewritten.csv", "a,b\n1,3\n");
        let later = std::time::SystemTime::now() + std::time::Duration::from_secs(5);
        let rewritten = File::options().append(true).open(path("rewritten.csv")).unwrap();
        rewritten.set_modified(later).unwrap();
        fs::remove_file(path("gone.csv")).unwrap();
        for name in ["back.csv", "new.csv", "unwanted.csv", "picture.png"] {
            write(name, "a,b\n");
        }
        let now = Freshness::of(&files, &folders, &Progress::none()).unwrap();
        assert_eq!(now.changed, [path("grown.csv"), path("rewritten.csv")]);
        assert_eq!(
            (now.shrunk.clone(), now.missing.clone()),
            (vec![path("shrunk.csv")], vec![path("gone.csv")])
        );
        assert_eq!(
            (now.back.clone(), now.new.clone()),
            (vec![path("back.csv")], vec![path("new.csv")])
        );
        assert_eq!(now.sentences()[0].to_string(), "grown.csv and rewritten.csv changed.");
        assert_eq!((now.sentences().len(), now.to_read().count()), (4, 5));
    }

    #[test]
    fn many_names_are_counted() {
        let files: Vec<PathBuf> = (0..9).map(|i| format!("f{i}.csv").into()).collect();
        assert_eq!(names(&files[..1]).to_string(), "f0.csv");
        assert_eq!(names(&files[..3]).to_string(), "f0.csv, f1.csv and f2.csv");
        assert_eq!(names(&files[..4]).to_string(), "f0.csv, f1.csv, f2.csv and 1 more file");
        assert_eq!(names(&files).to_string(), "f0.csv, f1.csv, f2.csv and 6 more files");
    }
}
