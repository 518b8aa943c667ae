//! Everything the window knows: what was decided, what was found, what is under way. Screens read
//! it; only [`State::apply`] and [`State::poll`] change it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::audience_work::AudienceWork;
use super::list_work::ListWork;
use super::look::{Found, Look, Looked};
use super::pick::{Answer, Asked, Picker};
use super::theme::Preference;
use super::widgets::{Toast, Toasts, Work, format};
use super::{Action, Command, work};
use crate::audience::{Audience, Campaign};
use crate::catalog::{Catalog, Scan};
use crate::flow::{self, Opened, Ready};
use crate::jobs::{Failure, Latest, Task};
use crate::project::{self, Project, Recent, Undo};

/// What is shown in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Screen {
    /// Nothing opened yet.
    #[default]
    Start,
    /// Files.
    Data,
    /// What is in them.
    Catalog,
    /// The list of audiences.
    Audiences,
    /// The builder, for one audience.
    Builder(u64),
    /// Where an audience's lists go.
    Destinations(u64),
}

/// What an audience is called before it has a name.
const UNNAMED: &str = "New audience";

/// Work that can be cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Looking at data files.
    Look,
    /// Building everyone's past.
    Build,
    /// Making the sample store.
    Sample,
    /// Opening a project.
    OpenProject,
    /// Computing an audience.
    Audience(u64),
}

/// A dialog of the window.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Open {
    /// None.
    #[default]
    Nothing,
    /// A path to be typed; whether because the system's dialog did not open.
    Path {
        /// What for.
        asked: Asked,
        /// What was typed so far.
        typed: String,
        /// Whether the system's dialog did not open.
        instead: bool,
    },
    /// Find a command.
    Palette {
        /// What was typed so far.
        query: String,
        /// The row under the keyboard.
        at: usize,
    },
    /// Settings.
    Settings,
    /// Help.
    Help,
    /// Whether to save before closing or opening something else.
    SaveFirst(Then),
}

/// What follows once the person decided about unsaved work.
#[derive(Debug, Clone, PartialEq)]
pub enum Then {
    /// An empty project.
    New,
    /// The window closes.
    Quit,
    /// Another project.
    OpenProject(PathBuf),
}

/// How the window behaves for this person; kept between runs.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark, or as the system.
    pub mode: Preference,
    /// Size of everything, 1 is usual.
    pub zoom: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { mode: Preference::System, zoom: 1.0 }
    }
}

/// Everyone's past, and what it was built from.
#[derive(Debug)]
pub struct Past {
    /// Everyone's past and traits.
    pub ready: Ready,
    /// The files it was read from.
    pub paths: Vec<PathBuf>,
    /// The catalog it was read by.
    pub catalog: Catalog,
}

/// Everything the window knows. See the module documentation.
pub struct State {
    /// What was decided.
    pub project: Undo<Project>,
    /// Where the project is kept; `None` until it was saved.
    pub path: Option<PathBuf>,
    /// What is shown in the middle.
    pub screen: Screen,
    /// What is known of the data files.
    pub found: Found,
    /// What the suggestions are unsure about.
    pub questions: Vec<String>,
    /// Everyone's past; the last one stays while a newer one is built.
    pub past: Latest<Arc<Past>>,
    /// What audiences need workers for.
    pub audiences: AudienceWork,
    /// Lists of the audience whose destinations are shown.
    pub lists: ListWork,
    /// Projects opened lately.
    pub recent: Recent,
    /// How the window behaves.
    pub settings: Settings,
    /// The dialog that is open.
    pub open: Open,
    /// A failure that stays until it is dealt with.
    pub trouble: Option<String>,
    /// Short messages.
    pub toasts: Toasts<Command>,
    saved: Project,
    look: Option<Task<Looked>>,
    sample: Option<Task<Vec<PathBuf>>>,
    opening: Option<Task<(PathBuf, Project)>>,
    saving: Option<Task<(PathBuf, Project)>>,
    skipped: Option<Task<PathBuf>>,
    picker: Option<Picker>,
    after_saving: Option<Then>,
    recent_file: Option<PathBuf>,
    ctx: egui::Context,
    /// Whether the system's file dialogs may be opened (not in tests).
    pub system_dialogs: bool,
    /// Whether the window should close.
    pub quit: bool,
}

impl State {
    /// An empty project in a window with this context.
    pub fn new(ctx: egui::Context) -> Self {
        let recent_file = Recent::default_file();
        let recent = recent_file.as_deref().map(Recent::load).unwrap_or_default();
        Self { recent, recent_file, ..Self::bare(ctx) }
    }

    /// Like [`State::new`], without anything kept between runs: for tests.
    pub fn bare(ctx: egui::Context) -> Self {
        Self {
            project: Undo::new(Project::default()),
            path: None,
            screen: Screen::Start,
            found: Found::default(),
            questions: Vec::new(),
            past: Latest::default(),
            audiences: AudienceWork::default(),
            lists: ListWork::default(),
            recent: Recent::default(),
            settings: Settings::default(),
            open: Open::Nothing,
            trouble: None,
            toasts: Toasts::default(),
            saved: Project::default(),
            look: None,
            sample: None,
            opening: None,
            saving: None,
            skipped: None,
            picker: None,
            after_saving: None,
            recent_file: None,
            ctx,
            system_dialogs: true,
            quit: false,
        }
    }

    // ---- what screens read ----

    /// What was decided.
    pub fn project(&self) -> &Project {
        self.project.get()
    }

    /// What is known of a data file of the project.
    pub fn opened(&self, index: usize) -> Option<&Arc<Opened>> {
        self.found.file(&self.project().files.get(index)?.path)
    }

    /// Everything counted in the data files together.
    pub fn total(&self) -> &Scan {
        self.found.total()
    }

    /// The project's name, as the bar shows it.
    pub fn name(&self) -> String {
        match &self.path {
            Some(path) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            None if self.project().name.is_empty() => "Untitled".to_owned(),
            None => self.project().name.clone(),
        }
    }

    /// Whether everything decided is in the project's file.
    pub fn is_saved(&self) -> bool {
        self.path.is_some() && *self.project() == self.saved
    }

    /// Whether there is something that would be lost.
    pub fn is_dirty(&self) -> bool {
        *self.project() != self.saved
    }

    /// Whether the project, or a report, is being written.
    pub fn is_saving(&self) -> bool {
        self.saving.is_some() || self.skipped.is_some()
    }

    /// Whether files are being looked at.
    pub fn looking(&self) -> bool {
        self.look.is_some()
    }

    /// Everyone's past, where it belongs to the catalog as it is now.
    pub fn current_past(&self) -> Option<&Arc<Past>> {
        let project = self.project();
        self.past.value().filter(|p| p.catalog == project.catalog && p.paths == project.paths())
    }

    /// What is under way and may be cancelled, with what it says about itself.
    pub fn work(&self) -> Vec<(Job, Work)> {
        let mut all = Vec::new();
        if let Some(task) = &self.opening {
            all.push((Job::OpenProject, work::of(task)));
        }
        if let Some(task) = &self.sample {
            all.push((Job::Sample, work::of(task)));
        }
        if let Some(task) = &self.look {
            all.push((Job::Look, work::of(task)));
        }
        if let Some(task) = self.past.running() {
            all.push((Job::Build, work::of(task)));
        }
        all.extend(self.audiences.running().map(|(id, task)| (Job::Audience(id), work::of(task))));
        all
    }

    /// One kind of work that is under way.
    pub fn work_on(&self, job: Job) -> Option<Work> {
        self.work().into_iter().find(|(j, _)| *j == job).map(|(_, work)| work)
    }

    /// Why a command cannot be used now; `None` when it can.
    pub fn why_not(&self, command: Command) -> Option<String> {
        let project = self.project();
        let none = |condition: bool, words: &str| condition.then(|| words.to_owned());
        match command {
            Command::Undo => none(self.project.undo_name().is_none(), "Nothing to undo"),
            Command::Redo => none(self.project.redo_name().is_none(), "Nothing to redo"),
            Command::Cancel => none(self.work().is_empty(), "Nothing is running"),
            Command::GoCatalog | Command::SaveCatalog | Command::StartOver => {
                none(project.files.is_empty(), "Open export files first")
                    .or_else(|| none(self.looking(), "The files are still being looked at"))
            }
            Command::NewAudience => none(self.past.value().is_none(), "Save the catalog first"),
            Command::Save | Command::SaveAs => {
                none(project.files.is_empty() && project.audiences.is_empty(), "Nothing to save")
            }
            _ => None,
        }
    }

    /// A command's words; for undo and redo with what they are about.
    pub fn text_of(&self, command: Command) -> String {
        let about = match command {
            Command::Undo => self.project.undo_name(),
            Command::Redo => self.project.redo_name(),
            _ => None,
        };
        about.map_or_else(
            || command.text().to_owned(),
            |about| format!("{}: {about}", command.text()),
        )
    }

    // ---- what happens ----

    /// Carries out what the person asked for.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Do(command) => self.run(command),
            Action::Go(screen) => {
                self.project.settle();
                self.screen = screen;
                self.offer_a_list();
            }
            Action::Change(name, change) => {
                self.project.change(name, change);
            }
            Action::Settle => self.project.settle(),
            Action::Open(paths) => self.open_paths(paths),
            Action::RemoveFile(index) => self.remove_file(index),
            Action::FindFile(index) => self.ask(Asked::FindFile(index)),
            Action::Reload(index) => {
                if let Some(file) = self.project().files.get(index) {
                    let path = file.path.clone();
                    self.found.forget(&path);
                }
            }
            Action::SaveSkipped(index) => self.ask(Asked::SaveSkipped(index)),
            Action::Cancel(job) => self.cancel(job),
            Action::NewAudience(campaign) => self.new_audience(campaign),
            Action::Suggest(id, campaign) => self.audiences.suggest(id, campaign),
            Action::Refresh(id) => self.audiences.refresh(id),
            Action::DeleteAudience(id) => self.delete_audience(id),
            Action::Duplicate(id) => self.duplicate(id),
            Action::CreateLists { id, replace } => self.create_lists(id, replace),
            Action::CancelLists => self.lists.cancel(),
            Action::ChooseFolder(id) => self.ask(Asked::ListsFolder(id)),
            Action::OpenFolder(folder) => {
                if open::that_detached(&folder).is_err() {
                    let words = "The folder could not be shown here. Copy its path instead";
                    self.toasts.push(Toast::failed(words));
                }
            }
            Action::Copy(text) => {
                self.ctx.copy_text(text);
                self.toasts.push(Toast::done("Copied"));
            }
            Action::Tell(toast) => self.toasts.push(toast),
        }
        self.keep_looking();
        self.keep_audiences();
    }

    fn run(&mut self, command: Command) {
        if self.why_not(command).is_some() {
            return;
        }
        match command {
            Command::OpenFiles => self.ask(Asked::Files),
            Command::TypePath => self.type_path(Asked::Anything, false),
            Command::OpenProject => self.ask(Asked::Project),
            Command::NewProject => self.unless_unsaved(Then::New),
            Command::SampleStore => self.open_sample(),
            Command::Save => match self.path.clone() {
                Some(path) => self.save_to(path),
                None => self.ask(Asked::SaveProject),
            },
            Command::SaveAs => self.ask(Asked::SaveProject),
            Command::Undo => {
                self.project.undo();
            }
            Command::Redo => {
                self.project.redo();
            }
            Command::SaveCatalog => self.build(),
            Command::StartOver => self.start_over(),
            Command::NewAudience => self.new_audience(None),
            Command::GoAudiences => self.screen = Screen::Audiences,
            Command::GoData => self.screen = Screen::Data,
            Command::GoCatalog => self.screen = Screen::Catalog,
            Command::Cancel => {
                for (job, _) in self.work() {
                    self.cancel(job);
                }
            }
            Command::Palette => self.open = Open::Palette { query: String::new(), at: 0 },
            Command::Settings => self.open = Open::Settings,
            Command::Help => self.open = Open::Help,
            Command::ModeSystem => self.settings.mode = Preference::System,
            Command::ModeLight => self.settings.mode = Preference::Light,
            Command::ModeDark => self.settings.mode = Preference::Dark,
            Command::ZoomIn => self.settings.zoom = (self.settings.zoom + 0.1).min(2.5),
            Command::ZoomOut => self.settings.zoom = (self.settings.zoom - 0.1).max(0.6),
            Command::ZoomReset => self.settings.zoom = 1.0,
            Command::Quit => self.unless_unsaved(Then::Quit),
        }
    }

    fn cancel(&mut self, job: Job) {
        match job {
            Job::Look => self.look = None,
            Job::Build => self.past.cancel(),
            Job::Sample => self.sample = None,
            Job::OpenProject => self.opening = None,
            Job::Audience(id) => self.audiences.cancel(id),
        }
        self.toasts.push(Toast::info("Cancelled. Nothing that was there is lost"));
    }

    fn wake(&self) -> impl FnOnce() + Send + 'static {
        let ctx = self.ctx.clone();
        move || ctx.request_repaint()
    }

    // ---- files ----

    fn open_paths(&mut self, paths: Vec<PathBuf>) {
        let is_project =
            |p: &PathBuf| p.extension().is_some_and(|e| e.eq_ignore_ascii_case(project::EXTENSION));
        if let Some(project) = paths.iter().find(|p| is_project(p)) {
            self.unless_unsaved(Then::OpenProject(project.clone()));
        } else if !paths.is_empty() {
            self.trouble = None;
            self.screen = Screen::Data;
            self.start_look(paths);
        }
    }

    fn start_look(&mut self, add: Vec<PathBuf>) {
        let project = self.project();
        let look = Look {
            paths: project.paths(),
            catalog: project.catalog.clone(),
            add,
            options: project.options.clone(),
            known: self.found.clone(),
        };
        let label = "Looking at the files";
        let task = Task::spawn(label, self.wake(), move |progress| {
            look.run(progress).map_err(|stopped| stopped.to_string())
        });
        self.look = Some(task);
    }

    /// Looks again when files or roles have changed since the last look.
    fn keep_looking(&mut self) {
        let project = self.project();
        let known = self.found.covers(&project.paths(), &project.catalog);
        if !known && self.look.is_none() && self.opening.is_none() {
            self.start_look(Vec::new());
        }
    }

    fn looked(&mut self, looked: Looked) {
        self.found = looked.found;
        if !looked.questions.is_empty() || !looked.added.is_empty() {
            self.questions = looked.questions;
        }
        if let Some(catalog) = looked.catalog {
            let files = looked.added.into_iter();
            let files = files.map(|path| project::DataFile { path, relative: None });
            self.project.settle();
            self.project.change("add files", |project| {
                project.files.extend(files);
                project.catalog = catalog;
            });
            self.project.settle();
        }
        let project = self.project();
        if project.catalog_saved && self.past.value().is_none() && self.past.running().is_none() {
            self.build();
        }
    }

    fn remove_file(&mut self, index: usize) {
        self.project.settle();
        let name = self.project().files.get(index).map(|f| file_name(&f.path));
        let removed = self.project.change("remove file", |project| {
            if index < project.files.len() {
                project.files.remove(index);
            }
            if index < project.catalog.files.len() {
                project.catalog.files.remove(index);
            }
        });
        self.project.settle();
        if let (true, Some(name)) = (removed, name) {
            let toast = Toast::done(format!("{name} was taken out; the file itself stays"));
            self.toasts.push(toast.with("Undo", Command::Undo));
        }
    }

    fn find_file(&mut self, index: usize, path: PathBuf) {
        self.project.change("find file", |project| {
            if let Some(file) = project.files.get_mut(index) {
                file.path = std::path::absolute(&path).unwrap_or(path);
            }
        });
        self.project.settle();
    }

    // ---- catalog ----

    fn start_over(&mut self) {
        let project = self.project();
        let opened: Vec<_> = (0..project.files.len()).map(|i| self.opened(i).cloned()).collect();
        let sources: Vec<_> =
            opened.iter().map(|o| o.as_ref().and_then(|o| o.source.clone())).collect();
        let scans: Vec<_> =
            opened.iter().map(|o| o.as_ref().and_then(|o| o.scan.clone())).collect();
        self.project.settle();
        self.project.change("start over", |project| {
            crate::catalog::merge_scans(&mut project.catalog, &sources, &scans);
        });
        self.project.settle();
        self.toasts.push(Toast::done("Filled in anew").with("Undo", Command::Undo));
    }

    fn build(&mut self) {
        let project = self.project();
        let (paths, catalog) = (project.paths(), project.catalog.clone());
        let options = project.options.clone();
        let files: Vec<Opened> = (0..paths.len())
            .filter_map(|i| self.opened(i))
            // What was counted is large and not needed to read the files.
            .map(|opened| without_scan(opened))
            .collect();
        if files.len() != paths.len() {
            self.trouble = Some("The files are still being looked at. Try again shortly.".into());
            return;
        }
        let task = Task::spawn("Saving the catalog", self.wake(), move |progress| {
            let ready = flow::prepare(&files, &catalog, &options, progress)
                .map_err(|error| error.to_string())?;
            Ok(Arc::new(Past { ready, paths, catalog }))
        });
        self.past.start(task);
    }

    fn built(&mut self) {
        self.project.adjust(|project| project.catalog_saved = true);
        let Some(past) = self.past.value() else { return };
        let history = &past.ready.history;
        let people = format::people(history.person_count() as u64);
        let events = format::plural(history.event_count() as u64, "event");
        let toast = Toast::done(format!("Catalog saved: {people}, {events}"));
        self.toasts.push(if self.screen == Screen::Audiences {
            toast
        } else {
            toast.with("Go to audiences", Command::GoAudiences)
        });
    }

    // ---- audiences ----

    /// Takes in what workers have found and starts what is missing.
    fn keep_audiences(&mut self) {
        for (id, suggested) in self.audiences.suggested() {
            self.project.settle();
            self.project.change("fill in campaign", |project| {
                if let Some(saved) = project.audience_mut(id) {
                    let named = !saved.audience.name.starts_with(UNNAMED);
                    let old = std::mem::replace(&mut saved.audience, suggested.audience);
                    saved.audience.id = id;
                    saved.audience.control_percent = old.control_percent;
                    saved.audience.note = old.note;
                    if named && old.campaign.is_none() {
                        saved.audience.name = old.name;
                    }
                }
            });
            self.project.settle();
        }
        let open = match self.screen {
            Screen::Builder(id) | Screen::Destinations(id) => Some(id),
            _ => None,
        };
        let ctx = self.ctx.clone();
        let wake = move || ctx.request_repaint();
        self.audiences.keep(self.project.get(), self.past.value(), open, &wake);
        if let Some((id, made)) = self.lists.poll() {
            self.project.adjust(|project| {
                if let Some(saved) = project.audience_mut(id) {
                    saved.made = Some(made);
                }
            });
        }
        if let Screen::Destinations(id) = self.screen
            && let Some(saved) = self.project.get().audience(id)
            && let Some(found) = self.audiences.current(&saved.audience)
        {
            self.lists.keep(saved, found, wake);
        }
    }

    /// A destination is chosen to begin with: the plain table fits everyone.
    fn offer_a_list(&mut self) {
        let Screen::Destinations(id) = self.screen else { return };
        let Some(saved) = self.project.get().audience(id) else { return };
        let Some(found) = self.audiences.current(&saved.audience) else { return };
        if saved.lists.choices.is_empty() {
            let plain = flow::plain_table(&found.past.ready);
            self.project.adjust(|project| {
                if let Some(saved) = project.audience_mut(id) {
                    saved.lists.choices.extend(plain);
                }
            });
        }
    }

    fn create_lists(&mut self, id: u64, replace: bool) {
        let wake = self.wake();
        if let Some(saved) = self.project.get().audience(id)
            && let Some(found) = self.audiences.current(&saved.audience)
        {
            self.lists.write(saved, found, replace, wake);
        }
    }

    fn new_audience(&mut self, campaign: Option<Campaign>) {
        let taken = |name: &str| self.project().audiences.iter().any(|s| s.audience.name == name);
        let mut names =
            std::iter::once(UNNAMED.to_owned()).chain((2..).map(|n| format!("{UNNAMED} {n}")));
        let name = names.find(|n| !taken(n)).unwrap_or_default();
        self.add_audience("new audience", Audience { name, ..Audience::default() });
        if let (Some(campaign), Screen::Builder(id)) = (campaign, self.screen) {
            self.audiences.suggest(id, campaign);
        }
    }

    fn add_audience(&mut self, step: &str, audience: Audience) {
        let mut id = 0;
        self.project.settle();
        self.project.change(step, |project| id = project.add_audience(audience));
        self.project.settle();
        self.screen = Screen::Builder(id);
    }

    fn duplicate(&mut self, id: u64) {
        let Some(saved) = self.project().audience(id) else { return };
        let name = format!("{} (copy)", saved.audience.name);
        let audience = Audience { name, ..saved.audience.clone() };
        self.add_audience("duplicate audience", audience);
    }

    fn delete_audience(&mut self, id: u64) {
        let Some(name) = self.project().audience(id).map(|s| s.audience.name.clone()) else {
            return;
        };
        self.project.settle();
        self.project.change("delete audience", |p| p.audiences.retain(|s| s.audience.id != id));
        self.project.settle();
        self.toasts.push(Toast::done(format!("{name} deleted")).with("Undo", Command::Undo));
    }

    // ---- projects ----

    fn unless_unsaved(&mut self, then: Then) {
        if self.is_dirty() && !self.project().files.is_empty() {
            self.open = Open::SaveFirst(then);
        } else {
            self.proceed(then);
        }
    }

    /// The person decided about unsaved work: save first, or not.
    pub fn save_first(&mut self, then: Then, save: bool) {
        self.open = Open::Nothing;
        if save {
            self.after_saving = Some(then);
            self.run(Command::Save);
        } else {
            self.proceed(then);
        }
    }

    fn proceed(&mut self, then: Then) {
        match then {
            Then::New => self.replace(None, Project::default()),
            Then::Quit => self.quit = true,
            Then::OpenProject(path) => self.load(path),
        }
    }

    fn load(&mut self, path: PathBuf) {
        let label = format!("Opening {}", file_name(&path));
        let task = Task::spawn(label, self.wake(), move |_| {
            let project = project::load(&path).map_err(|error| error.to_string())?;
            Ok((path, project))
        });
        self.trouble = None;
        self.opening = Some(task);
    }

    fn replace(&mut self, path: Option<PathBuf>, project: Project) {
        self.screen = match (project.files.is_empty(), project.audiences.is_empty()) {
            (true, _) => Screen::Start,
            (_, false) => Screen::Audiences,
            (false, true) if project.catalog_saved => Screen::Catalog,
            _ => Screen::Data,
        };
        self.saved = project.clone();
        self.project = Undo::new(project);
        self.look = None;
        self.past.clear();
        self.found = Found::default();
        self.questions.clear();
        self.trouble = None;
        if let Some(path) = &path {
            self.remember(path);
        }
        self.path = path;
        self.keep_looking();
    }

    fn save_to(&mut self, mut path: PathBuf) {
        if path.extension().is_none() {
            path.set_extension(project::EXTENSION);
        }
        let project = self.project().clone();
        let label = format!("Saving {}", file_name(&path));
        self.saving = Some(Task::spawn(label, self.wake(), move |_| {
            project::save(&project, &path).map_err(|error| error.to_string())?;
            Ok((path, project))
        }));
    }

    fn remember(&mut self, path: &Path) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() as i64);
        // A small file, once a project: no work for a thread of its own.
        self.recent.add(path, now, self.recent_file.as_deref());
    }

    fn open_sample(&mut self) {
        self.trouble = None;
        self.sample = Some(work::sample_store(self.wake()));
    }

    // ---- asking for paths ----

    fn ask(&mut self, asked: Asked) {
        if !self.system_dialogs {
            return self.type_path(asked, false);
        }
        let name = match asked {
            Asked::SaveSkipped(_) => "skipped rows.csv".to_owned(),
            _ => format!("{}.{}", self.name(), project::EXTENSION),
        };
        self.picker = Some(Picker::open(asked, &name, self.wake()));
    }

    fn type_path(&mut self, asked: Asked, instead: bool) {
        self.open = Open::Path { asked, typed: String::new(), instead };
    }

    /// Paths were chosen or typed.
    pub fn answer(&mut self, asked: Asked, paths: Vec<PathBuf>) {
        self.open = Open::Nothing;
        let Some(first) = paths.first().cloned() else { return };
        match asked {
            Asked::Files | Asked::Anything => self.open_paths(paths),
            Asked::Project => self.unless_unsaved(Then::OpenProject(first)),
            Asked::SaveProject => self.save_to(first),
            Asked::FindFile(index) => self.find_file(index, first),
            Asked::ListsFolder(id) => {
                self.project.settle();
                self.project.change("choose folder", |project| {
                    if let Some(saved) = project.audience_mut(id) {
                        saved.lists.folder = Some(first);
                    }
                });
                self.project.settle();
            }
            Asked::SaveSkipped(index) => {
                let skipped = self.opened(index).and_then(|o| o.scan.as_ref());
                let skipped = skipped.map(|s| s.report.skipped.clone()).unwrap_or_default();
                self.skipped = Some(work::save_skipped(first, skipped, self.wake()));
            }
        }
        self.keep_looking();
    }

    // ---- results ----

    /// Takes in what workers have finished; called before every frame and while hidden.
    pub fn poll(&mut self) {
        if let Some(answer) = self.picker.as_ref().and_then(Picker::poll)
            && let Some(Picker { asked, .. }) = self.picker.take()
        {
            match answer {
                Answer::Chosen(paths) => self.answer(asked, paths),
                Answer::DidNotOpen => self.type_path(asked, true),
                Answer::Dismissed => self.after_saving = None,
            }
        }
        if let Some(result) = done(&mut self.opening) {
            match result {
                Ok((path, project)) => self.replace(Some(path), project),
                Err(words) => self.trouble = words,
            }
        }
        if let Some(result) = done(&mut self.sample) {
            match result {
                Ok(paths) => self.open_paths(paths),
                Err(words) => self.trouble = words,
            }
        }
        if let Some(result) = done(&mut self.look) {
            match result {
                Ok(looked) => self.looked(looked),
                Err(words) => self.trouble = words,
            }
            self.keep_looking();
        }
        if self.past.poll() && self.past.running().is_none() && self.past.failure().is_none() {
            self.built();
        }
        if let Some(result) = done(&mut self.saving) {
            self.saved_to(result);
        }
        if let Some(result) = done(&mut self.skipped) {
            self.toasts.push(match result {
                Ok(path) => Toast::done(format!("Saved as {}", file_name(&path))),
                Err(words) => Toast::failed(words.unwrap_or_default()),
            });
        }
        self.keep_audiences();
        if !self.work().is_empty() || self.picker.is_some() {
            self.ctx.request_repaint_after(std::time::Duration::from_millis(120));
        }
    }

    fn saved_to(&mut self, result: Result<(PathBuf, Project), Option<String>>) {
        match result {
            Ok((path, project)) => {
                self.toasts.push(Toast::done(format!("Saved as {}", file_name(&path))));
                self.remember(&path);
                self.path = Some(path);
                self.saved = project;
                if let Some(then) = self.after_saving.take() {
                    self.proceed(then);
                }
            }
            Err(words) => {
                self.after_saving = None;
                self.trouble = words;
            }
        }
    }
}

fn without_scan(opened: &Opened) -> Opened {
    Opened {
        path: opened.path.clone(),
        source: opened.source.clone(),
        scan: None,
        error: opened.error.clone(),
    }
}

/// The result of a task that has ended, which is then forgotten. An error carries its sentence;
/// none when the person cancelled.
fn done<T: Send + 'static>(task: &mut Option<Task<T>>) -> Option<Result<T, Option<String>>> {
    let result = task.as_ref()?.poll()?;
    *task = None;
    Some(result.map_err(|failure| match failure {
        Failure::Cancelled => None,
        Failure::Failed(words) => Some(words),
    }))
}

/// A file's name without its folder.
pub fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}
