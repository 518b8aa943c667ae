//! Everything the window knows: what was decided, what was found, what is under way. Screens read
//! it; only [`State::apply`] and [`State::poll`] change it. What they do stands by subject: files,
//! audiences, projects.

mod audiences;
mod campaigns;
mod files;
mod keeper;
mod kinds;
mod places;
mod plot;
mod projects;
mod read;
pub mod records;
mod rename;
mod session;

use std::convert::Infallible;
use std::error::Error;
use std::path::PathBuf;

use super::theme::Preference;
use super::widgets::{Toast, Toasts, format};
use super::{Action, Command};
use crate::app::dialogs::file_dialog::{Answer, Picker};
use crate::app::tasks::forget::{ForgetWhom, forget};
use crate::app::tasks::keep_fresh::{KeepFresh, KeepFreshWork};
use crate::app::tasks::measure::OverlapWork;
use crate::app::tasks::recommend::RecommendWork;
use crate::app::tasks::renaming::Renaming;
use crate::base::language::{Language, Sentence, message};
use crate::base::part_file::sweep;
use crate::base::progress::Progress;
use crate::base::words::file_name;
use crate::jobs::{Failure, Latest, Task};
use crate::project::{self, Place, Recent, Unsaved};
use crate::sample::SampleError;
use crate::workflow::Storage;

use keeper::Keeper;
use session::{Opening, Saving};

pub use kinds::{Asked, Hint, Job, Open, Screen, Settings, Then, ZOOMS};
pub use session::Session;

/// Everything the window knows: the project that is open, and what belongs to the program.
pub struct State {
    /// The project that is open, with everything found and computed for it.
    pub session: Session,
    /// Projects opened lately.
    pub recent: Recent,
    /// How the window behaves.
    pub settings: Settings,
    /// The country that the system is set to.
    pub home: Option<String>,
    /// The dialog that is open.
    pub open: Open,
    /// Short messages.
    pub toasts: Toasts<Command>,
    sample: Option<Task<Vec<PathBuf>, SampleError>>,
    opening: Option<Opening>,
    /// A project that is being saved.
    saving: Option<Saving>,
    /// The project's name while it is typed.
    pub renaming: Option<String>,
    /// A project whose file gets another name.
    renamed: Option<Renaming>,
    clearing: Option<Task<u64, Infallible>>,
    /// The schedule of the project that is open.
    pub keep_fresh: KeepFreshWork,
    picker: Option<Picker>,
    /// The step that would be undone next, by project, and the number of the next message, as they were.
    undo_of: ((u64, u64), u64),
    /// Whether the window was in front at the last frame.
    in_front: bool,
    /// Keeps what is not saved; none where nothing is kept between runs.
    keeper: Option<Keeper>,
    /// Unsaved work of programs that did not come to their end, to be opened or thrown away.
    pub left: Vec<Unsaved>,
    looking_for_left: Option<Task<Vec<Unsaved>, Infallible>>,
    /// The language of what was put into words so far.
    spoken: Language,
    recent_file: Option<PathBuf>,
    cache_folder: Option<PathBuf>,
    pub(super) ctx: egui::Context,
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
        let cache_folder = Storage::usual().folder;
        let mut state = Self { recent, recent_file, cache_folder, ..Self::bare(ctx) };
        if let Some(folder) = Place::usual_folder() {
            state.keep_unsaved_in(folder);
        }
        state
    }

    /// Keeps what is not saved in this folder from now on, and looks there for what programs left
    /// that did not come to their end. Also takes away what they were writing into the cache.
    pub fn keep_unsaved_in(&mut self, folder: PathBuf) {
        self.keeper = Some(Keeper::new(folder.clone()));
        let cache = self.cache_folder.clone();
        let look = move |progress: &Progress| {
            cache.as_deref().map(sweep);
            Ok(project::waiting_soon(&folder, progress))
        };
        self.looking_for_left =
            Some(Task::spawn(message!("tasks-left-unsaved"), self.wake(), look));
    }

    /// Where results are kept for the next time, and how much memory events may take.
    pub fn storage(&self) -> Storage {
        Storage {
            folder: self.cache_folder.clone().filter(|_| self.settings.keep),
            memory: u64::from(self.settings.memory.max(1)) << 30,
        }
    }

    /// Like [`State::new`], without anything kept between runs: for tests.
    pub fn bare(ctx: egui::Context) -> Self {
        Self {
            session: Session::default(),
            recent: Recent::default(),
            settings: Settings::default(),
            home: None,
            open: Open::Nothing,
            toasts: Toasts::default(),
            sample: None,
            opening: None,
            saving: None,
            renaming: None,
            renamed: None,
            clearing: None,
            keep_fresh: KeepFreshWork::default(),
            picker: None,
            undo_of: ((0, 0), 0),
            in_front: true,
            keeper: None,
            left: Vec::new(),
            looking_for_left: None,
            spoken: Language::current(),
            recent_file: None,
            cache_folder: None,
            ctx,
            system_dialogs: true,
            quit: false,
        }
    }

    /// Carries out what the person asked for.
    pub fn apply(&mut self, action: Action) {
        let moves = !matches!(action, Action::Do(Command::GoBack | Command::GoForward));
        let (number, screen) = (self.session.number, self.session.screen);
        self.carry_out(action);
        if moves && number == self.session.number && screen != self.session.screen {
            self.session.places.left(screen);
        }
        self.reconcile_files();
        self.reconcile_audiences();
        self.withdraw_undo();
    }

    /// A message offers to undo what it tells of: no more once another step would be undone.
    fn withdraw_undo(&mut self) {
        let (number, steps) = (self.session.number, self.session.project.steps());
        let (known, told) = self.undo_of;
        if known != (number, steps) {
            self.toasts.withdraw(told, |command| *command == Command::Undo);
        }
        self.undo_of = ((number, steps), self.toasts.next());
    }

    fn carry_out(&mut self, action: Action) {
        match action {
            Action::Do(command) => self.run(command),
            Action::Go(screen) => self.go(screen),
            Action::Change(name, change) => {
                self.session.project.change(name, change);
            }
            Action::Settle => self.session.project.settle(),
            Action::Open(paths) => self.open_paths(paths),
            Action::AddNewFiles => self.add_files(self.session.new_files.clone()),
            Action::LeaveOutNewFiles => self.leave_out_new(),
            Action::RemoveFile(index) => self.remove_file(index),
            Action::FindFile(index) => self.ask_about_file(index, Asked::FindFile),
            Action::Reload(index) => {
                if let Some(file) = self.project().files.get(index) {
                    let path = file.path.clone();
                    self.session.found.forget(&path);
                }
            }
            Action::SaveSkipped(index) => self.ask_about_file(index, Asked::SaveSkipped),
            Action::ClearKept => {
                let storage = self.storage();
                let task = Task::spawn(message!("tasks-clearing"), self.wake(), move |_| {
                    Ok(storage.clear())
                });
                self.clearing = Some(task);
            }
            Action::Cancel(job) => self.cancel(job),
            Action::NewAudience(campaign) => self.new_audience(campaign),
            Action::KeepFresh(wanted) => self.keep_fresh(wanted),
            Action::Forget(typed) => self.forget_people(ForgetWhom::Typed(typed)),
            Action::ChoosePeopleToForget => self.ask(Asked::PeopleToForget),
            Action::Measure(id, window) => self.measure(id, window),
            Action::Overlap(ids) => self.session.overlap_of = Some(ids),
            Action::Suggest(id, campaign) => self.session.audiences.suggestions.ask(id, campaign),
            Action::Refresh(id) => self.refresh(id),
            Action::DeleteAudience(id) => self.delete_audience(id),
            Action::Duplicate(id) => self.duplicate(id),
            Action::CreateLists { id, replace, accept_damaged } => {
                self.settings.learned(Hint::Destinations);
                self.create_lists(id, replace, accept_damaged);
            }
            Action::ChooseFolder(id) => self.ask(Asked::ListsFolder(id)),
            Action::ChooseSuppression(id, place) => {
                let saved = self.project().audience(id);
                let files = saved.map(|saved| &saved.audience.eligibility.suppression);
                let file = place.and_then(|place| Some(files?.get(place)?.path.clone()));
                self.ask(Asked::Suppression(id, file));
            }
            Action::SavePlot(look) => self.ask(Asked::SavePlot(look)),
            Action::SavePoints(id) => self.ask(Asked::SavePoints(id)),
            Action::CopyPlot(look) => self.copy_plot(look),
            Action::BreakdownBy(id, by) => self.session.audiences.split_by(id, by),
            Action::OrderPeople(id, order) => self.session.audiences.order(id, order),
            Action::Recall(id, person) => self.session.audiences.recall(id, person),
            Action::OpenFolder(folder) => {
                if open::that_detached(&folder).is_err() {
                    let words = message!("window-folder-not-shown");
                    self.toasts.push(Toast::failed(words));
                }
            }
            Action::HintSeen(hint) => self.settings.learned(hint),
            Action::Rename(name) => self.rename(&name),
            Action::OpenUnsaved(index) => self.open_unsaved(index),
            Action::DiscardUnsaved(index) => self.discard_unsaved(index),
            Action::Copy(text) => {
                self.ctx.copy_text(text);
                self.toasts.push(Toast::done(message!("window-copied")));
            }
            Action::Tell(toast) => self.toasts.push(toast),
        }
    }

    /// Has the system's scheduler do this for the project's file.
    fn keep_fresh(&mut self, wanted: KeepFresh) {
        let wake = self.wake();
        if let Some(project) = &self.session.path {
            self.keep_fresh.start(project, wanted, wake);
        }
    }

    /// Takes people out of what is kept of them, and shows what came of it.
    pub(super) fn forget_people(&mut self, whom: ForgetWhom) {
        let Some(path) = self.session.path.clone() else { return };
        let (project, storage, wake) = (self.project().clone(), self.storage(), self.wake());
        self.session.forgetting.start(forget(whom, project, path, storage, wake));
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
            Command::RenameProject => self.renaming = Some(self.name()),
            Command::SampleStore => self.open_sample(),
            Command::Save => self.save(None),
            Command::SaveAs => self.ask(Asked::SaveProject(None)),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::SaveCatalog => self.build(true),
            Command::StartOver => self.start_over(),
            Command::NewAudience => self.new_audience(None),
            Command::GoData => self.go(Screen::Data),
            Command::GoCatalog => self.go(Screen::Catalog),
            Command::GoAudiences => self.go(Screen::Audiences),
            Command::GoOverlap => self.go(Screen::Overlap),
            Command::GoDestinations => {
                self.session.screen.audience().into_iter().for_each(|id| {
                    self.go(Screen::Destinations(id));
                });
            }
            Command::CreateLists => {
                self.session.screen.audience().into_iter().for_each(|id| {
                    let (replace, accept_damaged) = (false, false);
                    self.carry_out(Action::CreateLists { id, replace, accept_damaged });
                });
            }
            Command::GoBack => self.step(false),
            Command::GoForward => self.step(true),
            Command::CheckFiles => self.check_files(),
            Command::KeepFresh => {
                self.open = Open::KeepFresh { days: None, time: None };
                self.keep_fresh(KeepFresh::Look);
            }
            Command::ForgetPeople => {
                if self.session.forgetting.running().is_none() {
                    self.session.forgetting = Latest::default();
                }
                self.open = Open::Forget { typed: String::new() };
            }
            Command::Cancel => {
                for (job, _) in self.work() {
                    self.cancel(job);
                }
            }
            Command::Palette => self.open = Open::Palette { query: String::new(), at: 0 },
            Command::Settings => self.open = Open::Settings,
            Command::Help => self.settings.help = !self.settings.help,
            Command::ModeSystem => self.settings.mode = Preference::System,
            Command::ModeLight => self.settings.mode = Preference::Light,
            Command::ModeDark => self.settings.mode = Preference::Dark,
            Command::HighContrast => self.settings.high_contrast = !self.settings.high_contrast,
            Command::ZoomIn => self.settings.zoom_by(1),
            Command::ZoomOut => self.settings.zoom_by(-1),
            Command::ZoomReset => self.settings.zoom = 1.0,
            Command::Quit => self.unless_unsaved(Then::Quit),
        }
    }

    fn go(&mut self, screen: Screen) {
        self.session.project.settle();
        self.session.screen = screen;
        self.session.offer = true;
    }

    /// Goes to the screen that was left before, or forward again.
    fn step(&mut self, forward: bool) {
        let now = self.session.screen;
        let project = self.session.project.get();
        let exist =
            |screen: Screen| screen.audience().is_none_or(|id| project.audience(id).is_some());
        let places = &mut self.session.places;
        let to = if forward { places.forward(now, exist) } else { places.back(now, exist) };
        to.into_iter().for_each(|screen| self.go(screen));
    }

    fn cancel(&mut self, job: Job) {
        self.stop(job);
        self.toasts.push(Toast::info(message!("window-cancelled")));
    }

    fn stop(&mut self, job: Job) {
        match job {
            Job::Look => self.give_look_up(),
            Job::Build => self.session.dataset.cancel(),
            Job::Sample => self.sample = None,
            Job::OpenProject => self.opening = None,
            Job::Audience(id) => self.session.audiences.cancel(id),
            Job::Lists(id) => self.session.lists.cancel(id),
            Job::Measure(_) => self.session.measure.cancel(),
            Job::Forget => self.session.forgetting.cancel(),
            Job::Refresh(id) => self.session.refresh.cancel(id, self.wake()),
            Job::Overlap => {
                self.session.overlap = OverlapWork::default();
                // It would be asked for again while its screen is shown.
                self.go(Screen::Audiences);
            }
            Job::Recommend(id) => {
                self.session.recommend = RecommendWork::default();
                self.session.project.change(
                    message!("builder-undo-recommend-nothing"),
                    |project| {
                        if let Some(saved) = project.audience_mut(id) {
                            saved.audience.recommend = None;
                        }
                    },
                );
            }
        }
    }

    fn wake(&self) -> impl FnOnce() + Send + 'static {
        let ctx = self.ctx.clone();
        move || ctx.request_repaint()
    }

    /// The window came to the front or went behind others: what happened to the files meanwhile is
    /// noticed.
    pub fn in_front(&mut self, now: bool) {
        if now && !self.in_front {
            self.check_files();
        }
        self.in_front = now;
    }

    /// Takes in what workers have finished; called before every frame and while hidden.
    pub fn poll(&mut self) {
        let spoken = Language::current();
        if std::mem::replace(&mut self.spoken, spoken) != spoken {
            self.reword_questions();
        }
        if let Some(answer) = self.picker.as_ref().and_then(Picker::poll)
            && let Some(Picker { asked, .. }) = self.picker.take()
        {
            match answer {
                Answer::Chosen(paths) => self.answer(asked, paths),
                Answer::DidNotOpen => self.type_path(asked, true),
                Answer::Dismissed => {}
            }
        }
        if let Some(result) = self.opening.as_ref().and_then(|opening| opening.task.poll())
            && let Some(Opening { instead_of, .. }) = self.opening.take()
        {
            match result {
                Ok(loaded) => self.opened_project(loaded, &instead_of),
                Err(Failure::Cancelled) => {}
                Err(failure) => self.session.trouble = Some(failure.into()),
            }
        }
        self.keep_fresh.poll();
        self.session.forgetting.poll();
        if let Some(Ok(left)) = done(&mut self.looking_for_left) {
            self.left = left;
        }
        if let Some(result) = done(&mut self.sample) {
            match result {
                Ok(paths) => self.open_paths(paths),
                Err(words) => self.session.trouble = words,
            }
        }
        if let Some(result) = done(&mut self.session.look) {
            match result {
                Ok(looked) => self.looked(looked),
                Err(words) => {
                    self.give_look_up();
                    self.session.trouble = words;
                }
            }
            self.reconcile_files();
        }
        if self.session.dataset.poll()
            && self.session.dataset.running().is_none()
            && self.session.dataset.failure().is_none()
        {
            self.built();
        }
        if let Some(Ok(found)) = done(&mut self.session.freshness) {
            self.checked(found);
            self.reconcile_files();
        }
        self.poll_saving();
        self.poll_renaming();
        if let Some(Ok(bytes)) = done(&mut self.clearing) {
            let freed = message!("window-freed", bytes = format::bytes(bytes));
            self.toasts.push(Toast::done(freed));
        }
        match done(&mut self.session.skipped) {
            Some(Ok(path)) => {
                let saved = message!("window-saved-as", file = file_name(&path));
                self.toasts.push(Toast::done(saved));
            }
            Some(Err(Some(why))) => self.toasts.push(Toast::failed(why)),
            Some(Err(None)) | None => {}
        }
        if let Some(result) = done(&mut self.session.drawing) {
            self.drawn(result);
        }
        self.reconcile_audiences();
        self.withdraw_undo();
        self.keep_unsaved();
        if !self.work().is_empty() || self.picker.is_some() {
            self.ctx.request_repaint_after(std::time::Duration::from_millis(120));
        }
    }
}

/// The result of a task that has ended, which is then forgotten. An error carries its sentence;
/// none when the person cancelled.
fn done<T, E>(task: &mut Option<Task<T, E>>) -> Option<Result<T, Option<Sentence>>>
where
    T: Send + 'static,
    E: Error + Send + Sync + 'static,
{
    let result = task.as_ref()?.poll()?;
    *task = None;
    Some(result.map_err(|failure| match failure {
        Failure::Cancelled => None,
        failure => Some(failure.into()),
    }))
}
