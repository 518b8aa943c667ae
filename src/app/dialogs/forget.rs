//! "Forget people": taking them out of everything that is kept of them, and saying where they still are.

use egui::{Context, ScrollArea, TextEdit, Ui};

use crate::app::theme::space;
use crate::app::widgets::{Button, Dialog, Text, field, loading_compact, several_lines, spread};
use crate::app::{Action, Actions, Job, Open, State};
use crate::base::language::t;
use crate::workflow::Forgotten;

/// Lines that the field has room for.
const LINES: usize = 6;
/// The highest that what came of it may be before it scrolls.
const HIGH: f32 = 280.0;

/// Shows it. `typed`: the people named so far.
pub(super) fn show(ctx: &Context, state: &mut State, actions: &mut Actions, mut typed: String) {
    let work = state.work_on(Job::Forget);
    let done = state.session.forgetting.value().map(Forgotten::words);
    let failure = state.session.forgetting.failure().map(ToOwned::to_owned);
    let (close, closed) =
        Dialog::new(t!("dialogs-forget-title")).width(520.0).show(ctx, |ui| match (&work, &done) {
            (Some(work), _) => {
                if loading_compact(ui, work) {
                    actions.push(Action::Cancel(Job::Forget));
                }
                false
            }
            (None, Some(words)) => told(ui, words, actions),
            (None, None) => asked(ui, &mut typed, failure.as_deref(), actions),
        });
    state.open = match close || closed {
        true => Open::Nothing,
        false => Open::Forget { typed },
    };
}

/// Who it is; whether the dialog is to be closed.
fn asked(ui: &mut Ui, typed: &mut String, failure: Option<&str>, actions: &mut Actions) -> bool {
    Text::body(t!("dialogs-forget-about")).wrap().show(ui);
    ui.add_space(space::XS);
    field(ui, t!("dialogs-forget-who"), |ui| {
        let edit = TextEdit::multiline(typed)
            .desired_width(f32::INFINITY)
            .desired_rows(LINES)
            .hint_text(t!("dialogs-forget-hint"));
        // As high as its lines, however many are pasted.
        let scroll = ScrollArea::vertical().max_height(HIGH / 2.0);
        scroll.show(ui, |ui| several_lines(ui, t!("dialogs-forget-who"), edit));
    });
    if let Some(words) = failure {
        Text::small(words).color(|t| t.bad).wrap().show(ui);
    }
    ui.add_space(space::S);
    let nobody = typed.trim().is_empty().then(|| t!("workflow-forget-nobody").to_owned());
    let buttons = |ui: &mut Ui| {
        let cancel = Button::ghost(t!("dialogs-cancel")).show(ui).clicked();
        if Button::secondary(t!("dialogs-forget-choose")).show(ui).clicked() {
            actions.push(Action::ChoosePeopleToForget);
        }
        if Button::primary(t!("dialogs-forget")).unless(nobody).show(ui).clicked() {
            actions.push(Action::Forget(typed.clone()));
        }
        cancel
    };
    spread(ui, |_| {}, buttons).1
}

/// What came of it; whether the dialog is to be closed.
fn told(ui: &mut Ui, words: &[String], actions: &mut Actions) -> bool {
    ScrollArea::vertical().max_height(HIGH).show(ui, |ui| {
        for sentence in words {
            Text::body(sentence).wrap().show(ui);
            ui.add_space(space::XS);
        }
    });
    ui.add_space(space::S);
    let buttons = |ui: &mut Ui| {
        if Button::secondary(t!("dialogs-forget-copy")).show(ui).clicked() {
            actions.push(Action::Copy(words.join("\n")));
        }
        Button::primary(t!("controls-close")).show(ui).clicked()
    };
    spread(ui, |_| {}, buttons).1
}
