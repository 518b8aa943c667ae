//! What the parts of the destinations share: what each reads ([`Shown`]), what only this screen
//! remembers from frame to frame ([`View`]), and how a choice is changed.

use std::path::Path;
use std::sync::Arc;

use crate::app::tasks::export::{Coverages, choice};
use crate::app::tasks::found::Found;
use crate::app::{Actions, State};
use crate::base::language::Message;
use crate::export::{Choice, Coverage, Destination, ExportError};
use crate::project::{Lists, Saved};

/// What only the destinations care about.
#[derive(Debug, Default)]
pub struct View {
    pub(super) id: u64,
    /// The destination whose columns are shown.
    pub(super) shown: Option<String>,
    /// Whether a card was pressed just now, and what it is about stands below and is not in sight yet.
    pub(super) reveal: bool,
    /// The destinations in use when the screen was opened: a card stays where it is when it is
    /// ticked.
    pub(super) used: Option<Vec<String>>,
    /// What destinations are searched for.
    pub(super) search: String,
    /// The name, while it is typed.
    pub(super) name: Option<String>,
    /// The folder, while it is typed.
    pub(super) folder: Option<String>,
    /// The country, while it is typed.
    pub(super) country: Option<String>,
    /// The destination of one's own that is being put together.
    pub(super) editing: Option<String>,
    /// A text of it, while it is typed: which, and what.
    pub(super) typed: Option<(String, String)>,
    /// Whether files were being written when this was last drawn.
    pub(super) writing: bool,
}

impl View {
    /// The view for an audience: what is about another one is forgotten.
    pub fn of(&mut self, id: u64) -> &mut Self {
        if self.id != id {
            *self = Self { id, ..Self::default() };
        }
        self
    }
}

/// What every part of the screen reads.
pub(super) struct Shown<'a> {
    pub(super) saved: &'a Saved,
    pub(super) found: Option<&'a Found>,
    pub(super) coverage: Option<&'a Coverages>,
    pub(super) state: &'a State,
}

impl Shown<'_> {
    pub fn id(&self) -> u64 {
        self.saved.audience.id
    }

    pub fn coverage(&self, key: &str) -> Option<&Result<Coverage, Arc<ExportError>>> {
        self.coverage?.get(key)
    }

    /// What was counted for the first destination that is chosen, or for any where none is.
    pub fn counted(&self) -> Option<&Coverage> {
        let chosen = self.saved.lists.choices.iter();
        let mut chosen = chosen.filter_map(|c| self.coverage(&c.destination.key));
        let mut any = self.coverage.into_iter().flat_map(|all| all.values());
        chosen.find_map(|c| c.as_ref().ok()).or_else(|| any.find_map(|c| c.as_ref().ok()))
    }

    pub fn writing(&self) -> bool {
        self.state.session.lists.writing(self.id()).is_some_and(|w| w.running().is_some())
    }

    /// The folder of the lists, where they were written and nothing about them changed since.
    pub fn written(&self) -> Option<&Path> {
        let writing = self.state.session.lists.writing(self.id())?;
        let done = writing
            .value()
            .filter(|_| writing.running().is_none() && writing.failure().is_none())?;
        let same = Arc::ptr_eq(&done.computed.ranking, &self.found?.computed.ranking)
            && done.written.lists.len() == self.saved.lists.choices.len();
        same.then_some(done.made.folder.as_path())
    }

    /// The person's own destinations.
    pub fn own(&self) -> &[Destination] {
        &self.state.project().destinations
    }

    /// Keys of the destinations that audiences of this project go to: those of this audience, then
    /// of those whose lists were written last.
    pub fn used(&self) -> Vec<String> {
        let mut others: Vec<&Saved> = self.state.project().audiences.iter().collect();
        others.sort_by_key(|other| std::cmp::Reverse(other.made.as_ref().map(|made| made.at)));
        let own = self.saved.lists.choices.iter();
        let choices = own.chain(others.iter().flat_map(|other| &other.lists.choices));
        let mut keys: Vec<&str> = Vec::new();
        for key in choices.map(|choice| choice.destination.key.as_str()) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys.into_iter().map(str::to_owned).collect()
    }

    pub fn is_chosen(&self, key: &str) -> bool {
        self.saved.lists.choices.iter().any(|c| c.destination.key == key)
    }
}

/// Changes what was chosen for a destination, choosing it where it was not.
pub(super) fn decide_choice(
    actions: &mut Actions,
    id: u64,
    key: &str,
    name: Message,
    change: impl FnOnce(&mut Choice) + 'static,
) {
    let key = key.to_owned();
    actions.decide(name, move |project| {
        let own = std::mem::take(&mut project.destinations);
        let lists = project.audience_mut(id).map(|saved| &mut saved.lists);
        let new = lists.and_then(|lists| Some((choice(lists, &own, &key)?, lists)));
        project_choice(new, change);
        project.destinations = own;
    });
}

fn project_choice(new: Option<(Choice, &mut Lists)>, change: impl FnOnce(&mut Choice)) {
    if let Some((mut new, lists)) = new {
        change(&mut new);
        let key = new.destination.key.clone();
        match lists.choices.iter_mut().find(|c| c.destination.key == key) {
            Some(old) => *old = new,
            None => lists.choices.push(new),
        }
    }
}
