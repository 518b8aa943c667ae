//! Audiences: begun, filled in, duplicated, deleted; their people and lists kept up with
//! what is decided.

use std::path::Path;

use super::{Screen, State};
use crate::app::widgets::Toast;
use crate::app::{Command, tasks::export};
use crate::audience::{Audience, Campaign, ExcludedBy, SuppressionFile};
use crate::workflow;

/// What an audience is called before it has a name.
const UNNAMED: &str = "New audience";

impl State {
    /// Takes in what workers have found and starts what is missing.
    pub(super) fn keep_audiences(&mut self) {
        for (id, suggested) in self.session.audiences.suggested() {
            self.session.project.settle();
            self.session.project.change("fill in campaign", |project| {
                if let Some(saved) = project.audience_mut(id) {
                    let named = !saved.audience.name.starts_with(UNNAMED);
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
        let open = match self.session.screen {
            Screen::Builder(id) | Screen::Destinations(id) => Some(id),
            _ => None,
        };
        let ctx = self.ctx.clone();
        let wake = move || ctx.request_repaint();
        self.session.audiences.held = self.session.refresh.waiting().collect();
        self.session.audiences.keep(
            self.session.project.get(),
            self.session.dataset.value(),
            open,
            &wake,
        );
        open.into_iter().for_each(|id| self.keep_fingerprints(id));
        if let Some(done) = self.session.lists.poll() {
            self.session.project.adjust(|project| {
                if let Some(saved) = project.audience_mut(done.audience) {
                    saved.made = Some(done.made);
                }
            });
            if let Some(words) = done.not_recorded {
                self.toasts.push(Toast::failed(words));
            }
        }
        self.offer_a_list();
        self.keep_campaigns();
        if let Screen::Destinations(id) = self.session.screen
            && let taken = self.taken(id).unwrap_or_default()
            && let Some(saved) = self.session.project.get().audience(id)
            && let Some(found) = self.session.audiences.current(&saved.audience)
        {
            self.session.lists.keep(
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
        let Some(found) = self.session.audiences.current(&saved.audience) else { return };
        self.session.offer = false;
        if saved.lists.choices.is_empty() {
            let plain = workflow::plain_table(&found.past.ready);
            self.session.project.adjust(|project| {
                if let Some(saved) = project.audience_mut(id) {
                    saved.lists.choices.extend(plain);
                }
            });
        }
    }

    pub(super) fn create_lists(&mut self, id: u64, replace: bool) {
        let wake = self.wake();
        let store = self.store();
        let taken = match self.taken(id) {
            Ok(taken) => taken,
            Err(name) => {
                let words =
                    format!("“{name}” comes before it and is being computed. Try again soon");
                return self.toasts.push(Toast::info(words));
            }
        };
        if let Some(saved) = self.session.project.get().audience(id)
            && let Some(found) = self.session.audiences.current(&saved.audience)
        {
            self.session.lists.write(saved, found, export::Writing { replace, taken, store }, wake);
        }
    }

    /// Computes an audience anew. What its suppression files hold now is what they should hold.
    pub(super) fn refresh(&mut self, id: u64) {
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
        let left_out = found.computed.left_out.clone();
        self.session.project.adjust(|project| {
            let Some(saved) = project.audience_mut(id) else { return };
            let files = saved.audience.eligibility.suppression.iter_mut();
            for (file, out) in files.zip(left_out) {
                if let (true, ExcludedBy::File { fingerprint, .. }) =
                    (file.fingerprint.is_empty(), &out.by)
                {
                    file.fingerprint.clone_from(fingerprint);
                }
            }
        });
    }

    /// A suppression file was chosen for an audience, in place of another one or as a further one.
    pub(super) fn suppress(&mut self, id: u64, place: Option<usize>, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.session.project.settle();
        self.session.project.change("choose suppression file", |project| {
            let Some(saved) = project.audience_mut(id) else { return };
            let files = &mut saved.audience.eligibility.suppression;
            let file = SuppressionFile { path, ..SuppressionFile::default() };
            match place.filter(|place| *place < files.len()) {
                Some(place) => files[place] = file,
                None if files.contains(&file) => {}
                None => files.push(file),
            }
        });
        self.session.project.settle();
    }

    pub(super) fn new_audience(&mut self, campaign: Option<Campaign>) {
        let taken = |name: &str| self.project().audiences.iter().any(|s| s.audience.name == name);
        let mut names =
            std::iter::once(UNNAMED.to_owned()).chain((2..).map(|n| format!("{UNNAMED} {n}")));
        let name = names.find(|n| !taken(n)).unwrap_or_default();
        self.add_audience("new audience", Audience { name, ..Audience::default() });
        if let (Some(campaign), Screen::Builder(id)) = (campaign, self.session.screen) {
            self.session.audiences.suggest(id, campaign);
        }
    }

    pub(super) fn add_audience(&mut self, step: &str, audience: Audience) {
        let mut id = 0;
        self.session.project.settle();
        self.session.project.change(step, |project| id = project.add_audience(audience));
        self.session.project.settle();
        self.session.screen = Screen::Builder(id);
    }

    pub(super) fn duplicate(&mut self, id: u64) {
        let Some(saved) = self.project().audience(id) else { return };
        let name = format!("{} (copy)", saved.audience.name);
        let audience = Audience { name, ..saved.audience.clone() };
        self.add_audience("duplicate audience", audience);
    }

    pub(super) fn delete_audience(&mut self, id: u64) {
        let Some(name) = self.project().audience(id).map(|s| s.audience.name.clone()) else {
            return;
        };
        self.session.project.settle();
        self.session
            .project
            .change("delete audience", |p| p.audiences.retain(|s| s.audience.id != id));
        self.session.project.settle();
        self.toasts.push(Toast::done(format!("{name} deleted")).with("Undo", Command::Undo));
    }
}
