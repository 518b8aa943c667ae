//! What a person can ask for. Screens read the state and return actions; only
//! [`crate::app::State::apply`] carries them out.

use std::fmt;
use std::path::PathBuf;

use crate::app::plot::look::PlotLook;
use crate::app::tasks::keep_fresh::KeepFresh;
use crate::app::tasks::people_order::PeopleOrder;
use crate::app::widgets::Toast;
use crate::app::{Command, Hint, Job, Screen};
use crate::audience::{Audience, BreakdownBy, Campaign, Window};
use crate::base::language::Message;
use crate::project::{Lists, Project};

/// A change of what was decided.
pub type Change = Box<dyn FnOnce(&mut Project)>;

/// Something a person asked for.
pub enum Action {
    /// A command that needs nothing more.
    Do(Command),
    /// Show another screen.
    Go(Screen),
    /// Decide something. The name is shown with undo: "Undo: choose event".
    Change(Message, Change),
    /// A gesture is over: the next change is an undo step of its own.
    Settle,
    /// Open what was dropped, typed or given: export files, folders, or a project.
    Open(Vec<PathBuf>),
    /// Throw away what was kept on this computer for the next time.
    ClearKept,
    /// Add the files that came into folders of the project.
    AddNewFiles,
    /// Leave them out, now and later.
    LeaveOutNewFiles,
    /// Take a data file out of the project.
    RemoveFile(usize),
    /// Look for a data file in the system's dialog, because it has moved.
    FindFile(usize),
    /// Read a data file anew.
    Reload(usize),
    /// Save the rows of a data file that were skipped, with their reasons.
    SaveSkipped(usize),
    /// Cancel some work.
    Cancel(Job),
    /// Begin an audience, filled in for a campaign where one is given.
    NewAudience(Option<Campaign>),
    /// Fill an audience in for a campaign.
    Suggest(u64, Campaign),
    /// Compute an audience anew, and say what changed.
    Refresh(u64),
    /// Ask or tell the system's scheduler about the project.
    KeepFresh(KeepFresh),
    /// Forget the people whom these lines name.
    Forget(String),
    /// Forget those whom a file names: choose it.
    ChoosePeopleToForget,
    /// Measure the last campaign of an audience.
    Measure(u64, Window),
    /// Lay these audiences over each other.
    Overlap(Vec<u64>),
    /// Take an audience away; undo brings it back.
    DeleteAudience(u64),
    /// Begin another audience with the definition of this one.
    Duplicate(u64),
    /// Write an audience's lists; whether files of the same names are replaced.
    CreateLists {
        /// The audience.
        id: u64,
        /// Whether files of the same names are replaced.
        replace: bool,
        /// Whether they are written although a source is damaged.
        accept_damaged: bool,
    },
    /// Choose the folder of an audience's lists in the system's dialog.
    ChooseFolder(u64),
    /// Choose a file of people whom an audience leaves out; the place of the one it replaces.
    ChooseSuppression(u64, Option<usize>),
    /// Save the plot of an audience as a picture.
    SavePlot(PlotLook),
    /// Put the plot of an audience on the clipboard as a picture.
    CopyPlot(PlotLook),
    /// Save the points of an audience's curve as a table.
    SavePoints(u64),
    /// Breakdown an audience by a trait or a column.
    BreakdownBy(u64, BreakdownBy),
    /// Put the people of an audience in another order than best first.
    OrderPeople(u64, PeopleOrder),
    /// Read what a person of an audience did, and when.
    Recall(u64, u32),
    /// Go on with unsaved work of a program that did not come to its end.
    OpenUnsaved(usize),
    /// Throw such work away.
    DiscardUnsaved(usize),
    /// Show a folder in the system's file manager.
    OpenFolder(PathBuf),
    /// Give the project another name.
    Rename(String),
    /// Never show a hint again.
    HintSeen(Hint),
    /// Put text on the clipboard.
    Copy(String),
    /// Show a short message.
    Tell(Toast<Command>),
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Do(command) => write!(f, "Do({command:?})"),
            Self::Go(screen) => write!(f, "Go({screen:?})"),
            Self::Change(name, _) => write!(f, "Change({name})"),
            Self::Settle => write!(f, "Settle"),
            Self::Open(paths) => write!(f, "Open({})", paths.len()),
            Self::AddNewFiles => write!(f, "AddNewFiles"),
            Self::LeaveOutNewFiles => write!(f, "LeaveOutNewFiles"),
            Self::RemoveFile(i) => write!(f, "RemoveFile({i})"),
            Self::FindFile(i) => write!(f, "FindFile({i})"),
            Self::Reload(i) => write!(f, "Reload({i})"),
            Self::SaveSkipped(i) => write!(f, "SaveSkipped({i})"),
            Self::ClearKept => write!(f, "ClearKept"),
            Self::Cancel(job) => write!(f, "Cancel({job:?})"),
            Self::NewAudience(campaign) => write!(f, "NewAudience({campaign:?})"),
            Self::Suggest(id, campaign) => write!(f, "Suggest({id}, {campaign:?})"),
            Self::KeepFresh(wanted) => write!(f, "KeepFresh({wanted:?})"),
            Self::Forget(_) => write!(f, "Forget(…)"),
            Self::ChoosePeopleToForget => write!(f, "ChoosePeopleToForget"),
            Self::Measure(id, window) => write!(f, "Measure({id}, {window:?})"),
            Self::Overlap(ids) => write!(f, "Overlap({ids:?})"),
            Self::Refresh(id) => write!(f, "Refresh({id})"),
            Self::DeleteAudience(id) => write!(f, "DeleteAudience({id})"),
            Self::Duplicate(id) => write!(f, "Duplicate({id})"),
            Self::CreateLists { id, replace, .. } => write!(f, "CreateLists({id}, {replace})"),
            Self::ChooseFolder(id) => write!(f, "ChooseFolder({id})"),
            Self::ChooseSuppression(id, _) => write!(f, "ChooseSuppression({id})"),
            Self::SavePlot(look) => write!(f, "SavePlot({})", look.audience),
            Self::CopyPlot(look) => write!(f, "CopyPlot({})", look.audience),
            Self::SavePoints(id) => write!(f, "SavePoints({id})"),
            Self::BreakdownBy(id, by) => write!(f, "BreakdownBy({id}, {by:?})"),
            Self::OrderPeople(id, order) => write!(f, "OrderPeople({id}, {order:?})"),
            Self::Recall(id, _) => write!(f, "Recall({id})"),
            Self::OpenUnsaved(i) => write!(f, "OpenUnsaved({i})"),
            Self::DiscardUnsaved(i) => write!(f, "DiscardUnsaved({i})"),
            Self::OpenFolder(_) => write!(f, "OpenFolder"),
            Self::Rename(_) => write!(f, "Rename"),
            Self::HintSeen(hint) => write!(f, "HintSeen({hint:?})"),
            Self::Copy(_) => write!(f, "Copy"),
            Self::Tell(toast) => write!(f, "Tell({})", toast.text),
        }
    }
}

/// The actions of one frame, in order.
#[derive(Debug, Default)]
pub struct Actions(Vec<Action>);

impl Actions {
    /// Adds an action.
    pub fn push(&mut self, action: Action) {
        self.0.push(action);
    }
    /// Adds a command.
    pub fn run(&mut self, command: Command) {
        self.push(Action::Do(command));
    }
    /// Adds a change of screen.
    pub fn go(&mut self, screen: Screen) {
        self.push(Action::Go(screen));
    }
    /// Adds a decision.
    pub fn change(&mut self, name: Message, change: impl FnOnce(&mut Project) + 'static) {
        self.push(Action::Change(name, Box::new(change)));
    }
    /// Adds a decision that is an undo step of its own (not part of a longer gesture).
    pub fn decide(&mut self, name: Message, change: impl FnOnce(&mut Project) + 'static) {
        self.push(Action::Settle);
        self.change(name, change);
        self.push(Action::Settle);
    }
    /// Changes an audience; several changes of one name in a row are one undo step.
    pub fn change_audience(
        &mut self,
        id: u64,
        name: Message,
        change: impl FnOnce(&mut Audience) + 'static,
    ) {
        self.change(name, move |project| {
            if let Some(saved) = project.audience_mut(id) {
                change(&mut saved.audience);
            }
        });
    }
    /// Changes an audience as an undo step of its own.
    pub fn decide_audience(
        &mut self,
        id: u64,
        name: Message,
        change: impl FnOnce(&mut Audience) + 'static,
    ) {
        self.push(Action::Settle);
        self.change_audience(id, name, change);
        self.push(Action::Settle);
    }
    /// Changes where an audience's lists go, as an undo step of its own.
    pub fn decide_lists(
        &mut self,
        id: u64,
        name: Message,
        change: impl FnOnce(&mut Lists) + 'static,
    ) {
        self.decide(name, move |project| {
            if let Some(saved) = project.audience_mut(id) {
                change(&mut saved.lists);
            }
        });
    }
    /// Takes them out.
    pub fn take(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.0)
    }
}
