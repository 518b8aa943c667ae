//! Audiences: begun, filled in, duplicated, deleted; their people and lists kept up with
//! what is decided.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Screen, State};
use crate::app::Command;
use crate::app::widgets::Toast;
use crate::audience::{Audience, Campaign, ExcludedBy, PeopleSet, SuppressionFile};
use crate::base::language::{self, Language, Message, message, t};
use crate::export::Existing;
use crate::project::{Lists, Saved};
use crate::workflow::{self, ListsMade, Making};

/// Whether an audience is still called as it was before it had a name, in whatever language.
fn is_unnamed(name: &str) -> bool {
    language::everywhere("window-new-audience").any(|unnamed| name.starts_with(unnamed))
}

impl State {
    /// Takes in what workers have found and starts what is missing.
    pub(super) fn reconcile_audiences(&mut self) {
        for (id, suggested) in self.session.audiences.suggestions.done() {
            self.session.project.settle();
            self.session.project.change(message!("window-step-fill-in"), |project| {
                if let Some(saved) = project.audience_mut(id) {
                    let named = !is_unnamed(&saved.audience.name);
                    let old = std::mem::replace(&mut saved.audience, suggested.audience);
                    saved.audience.id = id;
                    saved.audience.control_percent = old.control_percent;
                    saved.audience.note = old.note;
                    saved.audience.tags = old.tags;
                    saved.audience.recommend = old.recommend;
                    saved.audience.profit = old.profit;
                    // Whom the person left out by name stays out, whatever the campaign.
                    saved.audience.eligibility.suppression = old.eligibility.suppression;
                    saved.audience.eligibility.not_in = old.eligibility.not_in;
                    if named && old.campaign.is_none() {
                        saved.audience.name = old.name;
                    }
                }
            });
            self.session.project.settle();
        }
        self.session.audiences.reading = self.project().catalog_saved
            && (self.opening.is_some()
                || self.session.look.is_some()
                || self.session.dataset.running().is_some());
        let open = match self.session.screen {
            Screen::Builder(id) | Screen::Destinations(id) => Some(id),
            _ => None,
        };
        let ctx = self.ctx.clone();
        let wake = move || ctx.request_repaint();
        if let Screen::Builder(id) = self.session.screen
            && let Some(saved) = self.session.project.get().audience(id)
            && let Some(campaign) = saved.audience.campaign
        {
            self.session.audiences.suggestions.recall(id, campaign);
        }
        self.session.audiences.held = self.session.refresh.waiting().collect();
        self.session.audiences.reconcile(
            self.session.project.get(),
            self.session.dataset.value(),
            open,
            &wake,
        );
        open.into_iter().for_each(|id| self.keep_fingerprints(id));
        let (done, outdated) = self.session.lists.poll();
        done.into_iter().for_each(|(id, done)| self.written(id, done));
        outdated.into_iter().for_each(|id| self.session.audiences.refresh(id));
        self.offer_a_list();
        self.keep_campaigns();
        if let Screen::Destinations(id) = self.session.screen
            && let taken = self.taken(id).unwrap_or_default()
            && let Some(saved) = self.session.project.get().audience(id)
            && let Some(found) = self.session.audiences.current(&saved.audience)
        {
            let folder = self.lists_folder(saved);
            self.session.lists.forget_old_failure(saved, found, folder);
            self.session.lists.reconcile(
                saved,
                &self.session.project.get().destinations,
                found,
                taken,
                wake,
            );
        }
    }

    /// A destination is chosen to begin with, once the people are known: the plain table fits
    /// everyone.
    pub(super) fn offer_a_list(&mut self) {
        let Screen::Destinations(id) = self.session.screen else { return };
        let Some(saved) = self.session.project.get().audience(id).filter(|_| self.session.offer)
        else {
            return;
        };
        if self.session.audiences.current(&saved.audience).is_none() {
            return;
        }
        self.session.offer = false;
        if saved.lists.choices.is_empty() {
            let plain = workflow::plain_table();
            // It is no step: going back over what was decided before does not take it away.
            self.session.project.adjust_always(|project| {
                let saved = project.audience_mut(id).filter(|saved| saved.lists.choices.is_empty());
                saved.into_iter().for_each(|saved| saved.lists.choices.extend(plain.clone()));
            });
        }
    }

    /// Lists were written just now.
    fn written(&mut self, id: u64, done: ListsMade) {
        let shown =
            self.project().audience(id).and_then(|s| self.session.audiences.current(&s.audience));
        let same = shown.is_none_or(|f| Arc::ptr_eq(&f.computed.ranking, &done.computed.ranking));
        if !same {
            // A suppression file has changed meanwhile; what is shown follows the lists.
            self.session.audiences.refresh(id);
        }
        let made = done.made;
        self.session.project.adjust_always(|project| {
            if let Some(saved) = project.audience_mut(id) {
                saved.made = Some(made.clone());
            }
        });
        let notes = done.before_notes.into_iter().chain(done.control_note);
        notes.for_each(|note| self.toasts.push(Toast::info(note)));
        for error in done.not_recorded.into_iter().chain(done.unreadable) {
            self.toasts.push(Toast::failed(error));
        }
    }

    /// Where an audience's lists go.
    pub fn lists_folder(&self, saved: &Saved) -> PathBuf {
        workflow::lists_folder(self.project(), self.session.path.as_deref(), saved)
    }

    pub(super) fn create_lists(&mut self, id: u64, replace: bool, accept_damaged: bool) {
        let before = match self.before(id) {
            Ok(before) => before,
            Err(before) => return self.toasts.push(Toast::failed(before)),
        };
        let (wake, store) = (self.wake(), self.store());
        if let Some(saved) = self.session.project.get().audience(id)
            && let Some(found) = self.session.audiences.current(&saved.audience)
        {
            let making = Making {
                project: self.project().clone(),
                folder: self.lists_folder(saved),
                existing: if replace { Existing::Replace } else { Existing::Keep },
                replace_own: true,
                before,
                held_out: PeopleSet::default(),
                store: Some(store),
                options: found.past.options.clone(),
                accept_damaged,
            };
            self.session.lists.write(saved, found, making, wake);
        }
    }

    /// Computes an audience anew. What its suppression files hold now is what they should hold.
    pub(super) fn refresh(&mut self, id: u64) {
        self.check_files();
        self.session.project.adjust(|project| {
            if let Some(saved) = project.audience_mut(id) {
                let files = saved.audience.eligibility.suppression.iter_mut();
                files.for_each(|file| file.fingerprint.clear());
            }
        });
        self.session.audiences.refresh(id);
        self.session.refresh.begin(id);
    }

    /// Keeps what suppression files held when they were first read.
    fn keep_fingerprints(&mut self, id: u64) {
        let Some(saved) = self.session.project.get().audience(id) else { return };
        let files = &saved.audience.eligibility.suppression;
        if files.iter().all(|file| !file.fingerprint.is_empty()) {
            return;
        }
        let Some(found) = self.session.audiences.current(&saved.audience) else { return };
        let exclusions = found.computed.exclusions.clone();
        self.session.project.adjust(|project| {
            let Some(saved) = project.audience_mut(id) else { return };
            let files = saved.audience.eligibility.suppression.iter_mut();
            for (file, out) in files.zip(exclusions) {
                if let (true, ExcludedBy::File { fingerprint, .. }) =
                    (file.fingerprint.is_empty(), &out.by)
                {
                    file.fingerprint.clone_from(fingerprint);
                }
            }
        });
    }

    /// A suppression file was chosen for an audience, in place of another one or as a further one.
    pub(super) fn suppress(&mut self, id: u64, instead: Option<&Path>, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.session.project.settle();
        self.session.project.change(message!("window-step-suppression"), |project| {
            let Some(saved) = project.audience_mut(id) else { return };
            let files = &mut saved.audience.eligibility.suppression;
            let file = SuppressionFile { path, ..SuppressionFile::default() };
            let replaced = files.iter().position(|known| Some(known.path.as_path()) == instead);
            match replaced {
                Some(replaced) => files[replaced] = file,
                None if files.contains(&file) => {}
                None => files.push(file),
            }
        });
        self.session.project.settle();
    }

    pub(super) fn new_audience(&mut self, campaign: Option<Campaign>) {
        let taken = |name: &str| self.project().audiences.iter().any(|s| s.audience.name == name);
        let first = std::iter::once(t!("window-new-audience").to_owned());
        let mut names = first.chain((2..).map(|n| t!("window-new-audience-nth", number = n)));
        let name = names.find(|n| !taken(n)).unwrap_or_default();
        self.add_audience(
            message!("window-step-new-audience"),
            Audience { name, ..Audience::default() },
        );
        if let (Some(campaign), Screen::Builder(id)) = (campaign, self.session.screen) {
            self.session.audiences.suggestions.ask(id, campaign);
        }
    }

    pub(super) fn add_audience(&mut self, step: Message, audience: Audience) {
        let mut id = 0;
        self.session.project.settle();
        let country = self.country();
        self.session.project.change(step, |project| {
            id = project.add_audience(audience);
            if let Some(saved) = project.audience_mut(id) {
                saved.lists.country = country;
            }
        });
        self.session.project.settle();
        self.session.screen = Screen::Builder(id);
    }

    /// Country of telephone numbers without one in lists of a new audience, by where the person is. It is written
    /// into the project, so that lists are the same on every computer.
    fn country(&self) -> Option<String> {
        let spoken = || (Language::current() == Language::German).then(|| "DE".to_owned());
        self.home.clone().or_else(spoken)
    }

    /// Begins an audience like another one: whom it may contact and where its lists go are the
    /// same; the folder is one of its own.
    pub(super) fn duplicate(&mut self, id: u64) {
        let Some(saved) = self.project().audience(id).cloned() else { return };
        let of = saved.audience.name.as_str();
        let taken = |name: &str| self.project().audiences.iter().any(|s| s.audience.name == name);
        let first = std::iter::once(t!("window-audience-copy", name = of));
        let further = (2..).map(|n| t!("window-audience-copy-nth", name = of, number = n));
        let mut names = first.chain(further);
        let name = names.find(|name| !taken(name)).unwrap_or_default();
        let lists = Lists { folder: None, ..saved.lists };
        let mut copy = 0;
        self.session.project.settle();
        self.session.project.change(message!("window-step-duplicate"), |project| {
            copy = project.add_audience(Audience { name, ..saved.audience });
            if let Some(new) = project.audience_mut(copy) {
                new.lists = lists;
            }
        });
        self.session.project.settle();
        self.session.screen = Screen::Builder(copy);
    }

    pub(super) fn delete_audience(&mut self, id: u64) {
        let Some(name) = self.project().audience(id).map(|s| s.audience.name.clone()) else {
            return;
        };
        self.session.project.settle();
        self.session.project.change(message!("window-step-delete"), |p| {
            p.audiences.retain(|s| s.audience.id != id);
        });
        self.session.project.settle();
        self.toasts.push(
            Toast::done(message!("window-audience-deleted", name = name))
                .with(message!("commands-undo"), Command::Undo),
        );
    }
}
