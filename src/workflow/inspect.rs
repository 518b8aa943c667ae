//! Looking at data files: open them, say what they are, count what is in them, fill the catalog in.
//! What was found is kept by file and role, so that undo and redo need no second look. The command
//! line looks at everything at once ([`look`]); the window adds to what it knows ([`Look`]).

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::cache::Storage;
use super::open::{Opened, open_all, scan_all};
use super::shapes::{Shape, shapes};
use crate::base::language::message;
use crate::base::progress::{Progress, Stopped, Unit};
use crate::catalog::{self, Catalog, Confidence, EventFile, FileRole, Repeats, Scan, Suggestion};
use crate::import::{self, ImportError, Options};

/// What is known of the project's files.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// By path; with the roles a file was counted with.
    files: HashMap<PathBuf, (Option<FileRole>, Arc<Opened>)>,
    /// What `total` is about.
    of: Vec<(PathBuf, Option<FileRole>)>,
    /// Everything counted in the project's files together.
    total: Arc<Scan>,
    /// Its files by shape.
    shapes: Arc<Vec<Shape>>,
    /// See [`Found::number`].
    number: u64,
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
    /// The files of the project as it was looked at. Where it has others by now (the person went a
    /// step back meanwhile), what is suggested does not fit it.
    pub of: Vec<PathBuf>,
    /// The files added, without those that were there before.
    pub added: Vec<PathBuf>,
    /// What of what was to be added are folders: what comes into them later is noticed.
    pub folders: Vec<PathBuf>,
    /// What is suggested for the files as they are, where files were added or roles changed.
    pub suggested: Option<Resuggested>,
    /// How sure the roles of all files are, as they were suggested.
    pub sure: Vec<Confidence>,
    /// What is unsure, in words.
    pub questions: Vec<String>,
}

/// What was suggested for the files as they were, and what is for the files as they are.
#[derive(Debug)]
pub struct Resuggested {
    /// How many files there were.
    files: usize,
    before: Catalog,
    after: Catalog,
}

impl Resuggested {
    /// The project's catalog with the suggestion followed: what the person decided stays.
    pub fn applied_to(&self, now: &Catalog) -> Catalog {
        let mut catalog = catalog::follow(&self.before, now, &self.after);
        // A project that was written by hand may have more roles than files.
        catalog.files.truncate(self.files);
        let new = self.after.files.iter().skip(catalog.files.len());
        catalog.files.extend(new.cloned());
        catalog
    }
}

/// What counting a file depends on: not which rows are left out when the catalog is saved.
fn counted_as(role: Option<&FileRole>) -> Option<FileRole> {
    Some(match role? {
        FileRole::Events(events) => FileRole::Events(EventFile {
            leave_out: Vec::new(),
            repeats: Repeats::Keep,
            ..events.clone()
        }),
        other => other.clone(),
    })
}

impl Found {
    /// Another number after every change, different from that of all others: what follows from what is
    /// known is kept as long as it is the same.
    pub fn number(&self) -> u64 {
        self.number
    }

    fn changed(&mut self) {
        static NUMBERS: AtomicU64 = AtomicU64::new(1);
        self.number = NUMBERS.fetch_add(1, Ordering::Relaxed);
    }

    /// What is known of the file at `path`.
    pub fn file(&self, path: &Path) -> Option<&Arc<Opened>> {
        self.files.get(path).map(|(_, opened)| opened)
    }

    /// Everything counted in the project's files together.
    pub fn total(&self) -> &Arc<Scan> {
        &self.total
    }

    /// The project's files by shape, as they were when they were last looked at.
    pub fn shapes(&self) -> &Arc<Vec<Shape>> {
        &self.shapes
    }

    /// Whether everything about these files in these roles is known.
    pub fn covers(&self, paths: &[PathBuf], catalog: &Catalog) -> bool {
        let roles = |i: usize| counted_as(catalog.files.get(i));
        self.of.len() == paths.len()
            && self.of.iter().enumerate().all(|(i, (path, r))| *path == paths[i] && *r == roles(i))
    }

    /// What is suggested for files as they were counted; `None` where one was not yet.
    fn suggestion(&self, paths: &[PathBuf]) -> Option<Catalog> {
        let mut catalog = Catalog::default();
        let (mut sources, mut scans) = (Vec::new(), Vec::new());
        for path in paths {
            let (role, opened) = self.files.get(path)?;
            catalog.files.push(role.clone()?);
            sources.push(opened.source.clone());
            scans.push(opened.scan.clone());
        }
        catalog::merge_scans(&mut catalog, &sources, &scans);
        Some(catalog)
    }

    /// Forgets what was counted in files in other roles than they have now.
    pub fn forget_counts(&mut self, paths: &[PathBuf], catalog: &Catalog) {
        for (path, role) in paths.iter().zip(&catalog.files) {
            if let Some((counted, opened)) = self.files.get_mut(path)
                && opened.scan.is_some()
                && *counted != counted_as(Some(role))
            {
                *opened = Arc::new(opened.without_scan());
                // In the role that it had before it is not counted either.
                self.of.clear();
                let shapes = Arc::make_mut(&mut self.shapes).iter_mut();
                for shape in shapes.filter(|shape| shape.files.contains(path)) {
                    (shape.counted, shape.report) = (0, import::Report::default());
                }
            }
        }
        self.changed();
    }

    /// Forgets a file, so that the next look reads it anew.
    pub fn forget(&mut self, path: &Path) {
        self.files.remove(path);
        self.of.clear();
        self.changed();
    }
}

impl Look {
    /// Looks. A file that cannot be used carries its error and stops only itself.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled; nothing is changed then.
    pub fn run(self, progress: &Progress) -> Result<Looked, Stopped> {
        let Self { mut paths, mut catalog, add, options, storage, mut known } = self;
        let of = paths.clone();
        let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let folders = add.iter().filter(|path| path.is_dir()).map(absolute).collect();
        let before = paths.len();
        let was = known.suggestion(&paths);
        paths.extend(expand(&add, &paths, progress)?);
        let added = paths[before..].to_vec();
        let unseen: Vec<PathBuf> =
            paths.iter().filter(|p| !known.files.contains_key(*p)).cloned().collect();
        for opened in open_all(&unseen, &options, progress)? {
            known.files.insert(opened.path.clone(), (None, Arc::new(opened)));
        }
        let sources: Vec<_> =
            paths.iter().map(|p| known.file(p).and_then(|o| o.source.clone())).collect();
        let Suggestion { catalog: first, sure, .. } = catalog::suggest(&sources);
        // Roles that the person may have changed stay; the others are as suggested.
        let kept = catalog.files.len().min(before);
        catalog.files.truncate(kept);
        catalog.files.extend(first.files.into_iter().skip(kept));
        let questions = catalog::questions(&catalog, &sources);
        count(&paths, &catalog, &options, &storage, &mut known, progress)?;
        let is = known.suggestion(&paths).unwrap_or_default();
        let suggested = match was {
            // Just opened, with the catalog of the project.
            None if before > 0 && added.is_empty() && kept == before => None,
            was => {
                // A file without a role gets one, or it would be looked at for ever.
                let whole = added.is_empty() && kept == before;
                let (files, before) = (before, was.unwrap_or_default());
                let after = Catalog { files: catalog.files, ..is };
                let same = before.events == after.events && before.columns == after.columns;
                (!whole || !same).then_some(Resuggested { files, before, after })
            }
        };
        Ok(Looked { found: known, of, added, folders, suggested, sure, questions })
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
    let Looked { mut found, added, suggested, sure, questions, .. } = look.run(progress)?;
    let opened = added.iter().filter_map(|path| {
        let (_, opened) = found.files.remove(path)?;
        Some(Arc::try_unwrap(opened).unwrap_or_else(|shared| (*shared).clone()))
    });
    let mut files: Vec<Opened> = opened.collect();
    let catalog = suggested.map(|new| new.applied_to(&Catalog::default())).unwrap_or_default();
    count_left_out(&mut files, &catalog, options, progress)?;
    Ok((files, Suggestion { catalog, sure, questions }))
}

/// Moves the rows that the rules of files leave out from used to skipped: with this catalog they would
/// not be read. (In the window rules change all the time; it tells of them once the catalog is saved.)
fn count_left_out(
    files: &mut [Opened],
    catalog: &Catalog,
    options: &Options,
    progress: &Progress,
) -> Result<(), Stopped> {
    for (file, role) in files.iter_mut().zip(&catalog.files) {
        let (Some(source), Some(scan), Some(roles)) = (&file.source, &mut file.scan, role.events())
        else {
            continue;
        };
        if roles.leave_out.is_empty() {
            continue;
        }
        progress.stage(message!("workflow-counting"), source.bytes, Unit::Bytes);
        match catalog::left_out(source, roles, options, progress) {
            Ok(skipped) => {
                let report = &mut scan.report;
                report.used -= skipped.iter().map(|skipped| skipped.rows).sum::<u64>();
                report.skipped.extend(skipped);
                report.skipped.sort_by_key(|skipped| std::cmp::Reverse(skipped.rows));
            }
            Err(ImportError::Stopped(stopped)) => return Err(stopped),
            Err(error) => file.error = Some(error.message()),
        }
    }
    Ok(())
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
            && (opened.scan.is_none() || *counted != counted_as(Some(role)))
        {
            files.push(opened.without_scan());
            roles.push(role.clone());
        }
    }
    let part = Catalog { files: roles, ..Catalog::default() };
    scan_all(&mut files, &part, options, storage, progress)?;
    for (opened, role) in files.into_iter().zip(&part.files) {
        known.files.insert(opened.path.clone(), (counted_as(Some(role)), Arc::new(opened)));
    }
    let mut total = Scan::default();
    for path in paths {
        if let Some(scan) = known.file(path).and_then(|o| o.scan.as_ref()) {
            total.add(scan);
        }
    }
    known.total = Arc::new(total);
    known.shapes = Arc::new(shapes(paths.iter().filter_map(|p| known.file(p)), &known.total));
    let roles = |i: usize| counted_as(catalog.files.get(i));
    known.of = paths.iter().enumerate().map(|(i, p)| (p.clone(), roles(i))).collect();
    known.changed();
    Ok(())
}

/// Files among `add`, with folders opened up; without what is there already.
fn expand(
    add: &[PathBuf],
    there: &[PathBuf],
    progress: &Progress,
) -> Result<Vec<PathBuf>, Stopped> {
    let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
    let files = import::find_files(add, progress)?.into_iter().map(absolute);
    let there: HashSet<&PathBuf> = there.iter().collect();
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

    fn look(paths: &[PathBuf], add: &[PathBuf], catalog: &Catalog, known: &Found) -> Looked {
        let look = Look {
            paths: paths.to_vec(),
            catalog: catalog.clone(),
            add: add.to_vec(),
            options: Options::default(),
            storage: Storage::default(),
            known: known.clone(),
        };
        look.run(&Progress::none()).unwrap()
    }

    /// A file whose fields have names in no language that is known.
    fn riddle(folder: &Path) -> PathBuf {
        let path = folder.join("riddle.csv");
        let mut text = "wer,wann_war_es,tat,sku,brand\n".to_owned();
        for row in 0..200 {
            let day = 1 + row % 28;
            text += &format!("u{},2025-01-{day:02} 10:00:00,", row % 40);
            text += &format!("{},p{},b{}\n", ["seen", "taken"][row % 2], row % 30, row % 5);
        }
        fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn a_file_is_told_as_it_will_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let tables = [
            ("Storniert", "ja", "nein"),
            ("Storniert", "1", "0"),
            ("anulowano", "tak", "nie"),
            ("Storniert am", "03.02.2026", ""),
            ("cancelled_at", "2026-02-03 10:00:00", "0000-00-00 00:00:00"),
            ("cancelled_at", "2026-02-03 10:00:00", "None"),
            ("cancelled", "true", "false"),
            ("is_cancelled", "1", "0"),
            ("refunded", "Y", "N"),
            ("Annullato", "Sì", "No"),
            ("status", "Cancelled", "Completed"),
            ("Estado", "Cancelado", "Enviado"),
        ];
        for (header, yes, no) in tables {
            let mut rows = format!("order_id,customer_id,created_at,sku,quantity,{header}\n");
            for row in 0..300 {
                let (day, undone) = (1 + row % 28, if row % 10 == 0 { yes } else { no });
                let (person, sku) = (row % 60, row % 13);
                rows += &format!("B{row},{person}.0,2026-01-{day:02} 10:00,A{sku},1,{undone}\n");
                rows += &format!("C{row},{person},2026-01-{day:02} 10:00,A{sku},1,{no}\n");
            }
            let path = folder.path().join("orders.csv");
            fs::write(&path, rows).unwrap();
            let (options, none) = (Options::default(), Progress::none());
            let storage = Storage::default();
            let (files, suggestion) = super::look(&[path], &options, &storage, &none).unwrap();
            let scan = files[0].scan.as_ref().unwrap();
            assert_eq!(scan.people.len(), 60, "one person in two spellings");
            let sources: Vec<_> = files.iter().map(|file| file.source.clone()).collect();
            let plan = catalog::ReadPlan::resolve(&suggestion.catalog, &sources).unwrap();
            let built = crate::ingest::build(
                &plan,
                &crate::base::known_as::KnownAs::default(),
                &options,
                None,
                &none,
            )
            .unwrap();
            let read = &built.report.files[0].report;
            assert_eq!((read.read, read.used), (600, 570), "{header} {yes} {:?}", read.skipped);
            assert_eq!((scan.report.read, scan.report.used), (600, 570), "{header} {yes}");
            let why = |report: &import::Report| {
                let skipped = report.skipped.iter();
                skipped.map(|s| (s.reason.clone(), s.rows, s.examples.len())).collect::<Vec<_>>()
            };
            assert_eq!(why(&scan.report), why(read), "{header} {yes}");
        }
    }

    #[test]
    fn choosing_who_fills_the_catalog_in_at_once_and_keeps_what_was_decided() {
        let folder = tempfile::tempdir().unwrap();
        let path = riddle(folder.path());
        let first = look(&[], std::slice::from_ref(&path), &Catalog::default(), &Found::default());
        assert!(!first.questions.is_empty());
        let mut catalog = first.suggested.unwrap().applied_to(&Catalog::default());
        assert!(catalog.events.is_empty(), "nobody is known yet: {catalog:?}");
        let roles = |catalog: &mut Catalog, change: &dyn Fn(&mut EventFile)| {
            let mut events = catalog.files[0].events().cloned().unwrap_or_default();
            change(&mut events);
            catalog.files[0] = FileRole::Events(events);
        };
        roles(&mut catalog, &|events| {
            events.person = vec!["wer".into()];
            events.time = Some("wann_war_es".into());
        });
        let paths = [path];
        let second = look(&paths, &[], &catalog, &first.found);
        assert_eq!(second.questions, Vec::<String>::new());
        let mut catalog = second.suggested.unwrap().applied_to(&catalog);
        assert_eq!(catalog.events.len(), 1);
        let brand = catalog.columns.iter().find(|c| c.name == "Brand").unwrap();
        assert_eq!(brand.fields.len(), 1);
        // A decision, and then the event's field: the decision stays, the events are new.
        catalog.columns.push(catalog::ColumnMap { name: "Mine".into(), ..Default::default() });
        roles(&mut catalog, &|events| events.event = catalog::EventName::Field("tat".into()));
        let third = look(&paths, &[], &catalog, &second.found);
        let catalog = third.suggested.unwrap().applied_to(&catalog);
        let mut names: Vec<&str> = catalog.events.iter().map(|e| e.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["seen", "taken"]);
        let brand = catalog.columns.iter().find(|c| c.name == "Brand").unwrap();
        assert_eq!(brand.fields.len(), 2);
        assert!(catalog.columns.iter().any(|c| c.name == "Mine"));
        // Nothing new, nothing suggested.
        assert!(look(&paths, &[], &catalog, &third.found).suggested.is_none());
        // A project that was just opened keeps its catalog as it is.
        assert!(look(&paths, &[], &catalog, &Found::default()).suggested.is_none());
    }
}
