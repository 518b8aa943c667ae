//! Looking at data files: open them, say what they are, count what is in them, fill the catalog in.
//! What was found is kept by file and role, so that undo and redo need no second look. The command
//! line looks at everything at once ([`look`]); the window adds to what it knows ([`Look`]).

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Opened, Storage, open_all, scan_all};
use crate::base::progress::{Progress, Stopped};
use crate::catalog::{self, Catalog, Confidence, EventFile, FileRole, Repeats, Scan, Suggestion};
use crate::import::{self, Options};

/// What is known of the project's files.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// By path; with the roles a file was counted with.
    files: HashMap<PathBuf, (Option<EventFile>, Arc<Opened>)>,
    /// What `total` is about.
    of: Vec<(PathBuf, Option<EventFile>)>,
    /// Everything counted in the project's files together.
    total: Arc<Scan>,
}

/// What a look is to find out.
#[derive(Debug, Clone)]
pub struct Look {
    /// The project's files and catalog as they are.
    pub paths: Vec<PathBuf>,
    /// See above.
    pub catalog: Catalog,
    /// Files and folders to add.
    pub add: Vec<PathBuf>,
    /// How files are read.
    pub options: Options,
    /// Where what was counted is kept.
    pub storage: Storage,
    /// What is known already.
    pub known: Found,
}

/// What a look found.
#[derive(Debug)]
pub struct Looked {
    /// What is known now.
    pub found: Found,
    /// The files added, without those that were there before.
    pub added: Vec<PathBuf>,
    /// The catalog filled in for all files, where files were added.
    pub catalog: Option<Catalog>,
    /// How sure the roles of all files are, as they were suggested.
    pub sure: Vec<Confidence>,
    /// What is unsure, in words.
    pub questions: Vec<String>,
}

/// What counting a file depends on: not which rows are left out when the catalog is saved.
fn roles_of(role: Option<&FileRole>) -> Option<EventFile> {
    let events = role.and_then(FileRole::events)?.clone();
    Some(EventFile { leave_out: Vec::new(), repeats: Repeats::Keep, ..events })
}

impl Found {
    /// What is known of the file at `path`.
    pub fn file(&self, path: &Path) -> Option<&Arc<Opened>> {
        self.files.get(path).map(|(_, opened)| opened)
    }

    /// Everything counted in the project's files together.
    pub fn total(&self) -> &Arc<Scan> {
        &self.total
    }

    /// Whether everything about these files in these roles is known.
    pub fn covers(&self, paths: &[PathBuf], catalog: &Catalog) -> bool {
        let roles = |i: usize| roles_of(catalog.files.get(i));
        self.of.len() == paths.len()
            && self.of.iter().enumerate().all(|(i, (path, r))| *path == paths[i] && *r == roles(i))
    }

    /// Forgets a file, so that the next look reads it anew.
    pub fn forget(&mut self, path: &Path) {
        self.files.remove(path);
        self.of.clear();
    }
}

impl Look {
    /// Looks. A file that cannot be used carries its error and stops only itself.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled; nothing is changed then.
    pub fn run(self, progress: &Progress) -> Result<Looked, Stopped> {
        let Self { mut paths, mut catalog, add, options, storage, mut known } = self;
        let before = paths.len();
        paths.extend(expand(&add, &paths, progress)?);
        let added = paths[before..].to_vec();
        let unseen: Vec<PathBuf> =
            paths.iter().filter(|p| !known.files.contains_key(*p)).cloned().collect();
        for opened in open_all(&unseen, &options, progress)? {
            known.files.insert(opened.path.clone(), (None, Arc::new(opened)));
        }
        let sources: Vec<_> =
            paths.iter().map(|p| known.file(p).and_then(|o| o.source.clone())).collect();
        let suggestion = catalog::suggest(&sources);
        let (sure, questions) = (suggestion.sure, suggestion.questions);
        // Roles that the person may have changed stay; the others are as suggested.
        let kept = catalog.files.len().min(before);
        catalog.files.truncate(kept);
        catalog.files.extend(suggestion.catalog.files.into_iter().skip(kept));
        count(&paths, &catalog, &options, &storage, &mut known, progress)?;
        let filled_in = (!added.is_empty()).then(|| {
            let scans: Vec<Option<Scan>> =
                paths.iter().map(|p| known.file(p).and_then(|o| o.scan.clone())).collect();
            let mut new = catalog.clone();
            catalog::merge_scans(&mut new, &sources, &scans);
            if before > 0 {
                keep_decisions(&catalog, &mut new);
            }
            new
        });
        Ok(Looked { found: known, added, catalog: filled_in, sure, questions })
    }
}

/// Opens files, says what they are, counts what is in them and fills the catalog in.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub fn look(
    paths: &[PathBuf],
    options: &Options,
    storage: &Storage,
    progress: &Progress,
) -> Result<(Vec<Opened>, Suggestion), Stopped> {
    let look = Look {
        paths: Vec::new(),
        catalog: Catalog::default(),
        add: paths.to_vec(),
        options: options.clone(),
        storage: storage.clone(),
        known: Found::default(),
    };
    let Looked { mut found, added, catalog, sure, questions } = look.run(progress)?;
    let opened = added.iter().filter_map(|path| {
        let (_, opened) = found.files.remove(path)?;
        Some(Arc::try_unwrap(opened).unwrap_or_else(|shared| (*shared).clone()))
    });
    let files = opened.collect();
    Ok((files, Suggestion { catalog: catalog.unwrap_or_default(), sure, questions }))
}

/// Counts what is in files that were not counted in their role before, and adds everything up.
fn count(
    paths: &[PathBuf],
    catalog: &Catalog,
    options: &Options,
    storage: &Storage,
    known: &mut Found,
    progress: &Progress,
) -> Result<(), Stopped> {
    let mut files = Vec::new();
    let mut roles = Vec::new();
    for (path, role) in paths.iter().zip(&catalog.files) {
        if let Some((counted, opened)) = known.files.get(path)
            && (opened.scan.is_none() || *counted != roles_of(Some(role)))
        {
            files.push(Opened {
                path: opened.path.clone(),
                source: opened.source.clone(),
                scan: None,
                error: opened.error.clone(),
            });
            roles.push(role.clone());
        }
    }
    let part = Catalog { files: roles, ..Catalog::default() };
    scan_all(&mut files, &part, options, storage, progress)?;
    for (opened, role) in files.into_iter().zip(&part.files) {
        known.files.insert(opened.path.clone(), (roles_of(Some(role)), Arc::new(opened)));
    }
    let mut total = Scan::default();
    for path in paths {
        if let Some(scan) = known.file(path).and_then(|o| o.scan.as_ref()) {
            total.add(scan);
        }
    }
    known.total = Arc::new(total);
    let roles = |i: usize| roles_of(catalog.files.get(i));
    known.of = paths.iter().enumerate().map(|(i, p)| (p.clone(), roles(i))).collect();
    Ok(())
}

/// Events and columns that the person has settled stay as they are; what is new is added.
fn keep_decisions(old: &Catalog, new: &mut Catalog) {
    for event in &mut new.events {
        if let Some(settled) = old.events.iter().find(|e| e.name == event.name) {
            *event = settled.clone();
        }
    }
    let chosen = |catalog: &Catalog| catalog.events.iter().filter(|e| e.chosen).count();
    while chosen(new) > catalog::MAX_EVENTS {
        let is_new = |e: &&mut catalog::EventChoice| {
            e.chosen && !old.events.iter().any(|o| o.name == e.name)
        };
        match new.events.iter_mut().rev().find(is_new) {
            Some(event) => event.chosen = false,
            None => break,
        }
    }
    if old.columns.is_empty() {
        return;
    }
    let mut columns = old.columns.clone();
    for column in &new.columns {
        match columns.iter_mut().find(|c| c.name == column.name) {
            Some(own) => {
                for (event, field) in &column.fields {
                    if !old.events.iter().any(|e| e.name == *event) {
                        own.fields.entry(event.clone()).or_insert_with(|| field.clone());
                    }
                }
                if own.product_field.is_none() {
                    own.product_field.clone_from(&column.product_field);
                }
            }
            None => columns.push(column.clone()),
        }
    }
    new.columns = columns;
}

/// Files among `add`, with folders opened up; without what is there already.
fn expand(
    add: &[PathBuf],
    there: &[PathBuf],
    progress: &Progress,
) -> Result<Vec<PathBuf>, Stopped> {
    let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
    let files = import::find_files(add, progress)?.into_iter().map(absolute);
    Ok(files.filter(|path| !there.contains(path)).collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn folders_are_opened_up_without_hidden_and_foreign_files() {
        let folder = tempfile::tempdir().unwrap();
        let make = |name: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "a\n1\n").unwrap();
            path
        };
        let (b, a) = (make("day/b.csv"), make("a.jsonl.gz"));
        make(".hidden.csv");
        make("photo.png");
        let add = [folder.path().to_owned(), b.clone()];
        let found = expand(&add, &[], &Progress::none()).unwrap();
        assert_eq!(found, [a.clone(), b]);
        assert_eq!(expand(&add, &found, &Progress::none()).unwrap(), Vec::<PathBuf>::new());
        assert_eq!(expand(std::slice::from_ref(&a), &[], &Progress::none()).unwrap(), [a]);
    }

    #[test]
    fn what_was_decided_stays_when_files_are_added() {
        let event = |name: &str, chosen| catalog::EventChoice {
            name: name.into(),
            chosen,
            ..Default::default()
        };
        let column = |name: &str| catalog::ColumnMap { name: name.into(), ..Default::default() };
        let old = Catalog {
            events: vec![event("view", false), event("buy", true)],
            columns: vec![column("Brand")],
            ..Catalog::default()
        };
        let mut new = Catalog {
            events: vec![event("view", true), event("buy", true), event("read", true)],
            columns: vec![column("Name"), column("Brand")],
            ..Catalog::default()
        };
        keep_decisions(&old, &mut new);
        let chosen: Vec<bool> = new.events.iter().map(|e| e.chosen).collect();
        assert_eq!(chosen, [false, true, true]);
        let names: Vec<&str> = new.columns.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["Brand", "Name"]);
    }
}
