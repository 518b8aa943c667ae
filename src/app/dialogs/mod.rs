//! Dialogs of the window: a typed path, the command palette, settings, help, unsaved work.

pub mod file_dialog;
mod forget;
mod keep_fresh;
mod settings;

use std::path::PathBuf;

use egui::{Context, Key, Modifiers, ScrollArea, Ui};

use crate::app::theme::space;
use crate::app::widgets::{Button, Dialog, Text, TextField, field, spread};
use crate::app::{Action, Actions, Asked, Command, Open, State, Then};
use crate::base::language::t;
use crate::base::words::file_name;

/// Shows the dialog that is open.
pub fn show(ctx: &Context, state: &mut State, actions: &mut Actions) {
    match state.open.clone() {
        Open::Nothing => {}
        Open::Path { asked, typed, instead } => path(ctx, state, asked, typed, instead),
        Open::Palette { query, at } => palette(ctx, state, actions, query, at),
        Open::Settings => settings::show(ctx, state, actions),
        Open::KeepFresh { days, time } => keep_fresh::show(ctx, state, actions, days, time),
        Open::Forget { typed } => forget::show(ctx, state, actions, typed),
        Open::SaveFirst(then) => save_first(ctx, state, then),
        Open::ListsFirst(then) => lists_first(ctx, state, then),
        Open::WorkFirst(then) => work_first(ctx, state, then),
    }
}

fn path(ctx: &Context, state: &mut State, asked: Asked, mut typed: String, instead: bool) {
    let (done, closed) = Dialog::new(asked.title()).width(520.0).show(ctx, |ui| {
        if instead {
            Text::dim(t!("dialogs-no-system-dialog")).wrap().show(ui);
        }
        let enter = ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        field(ui, t!("dialogs-path"), |ui| {
            let text = TextField::new(t!("dialogs-path")).hint(asked.hint()).show(ui, &mut typed);
            // Only while nothing has it: the buttons must be reached by Tab.
            if ui.memory(|m| m.focused().is_none()) {
                text.request_focus();
            }
        });
        if asked == Asked::Anything {
            Text::small(t!("dialogs-path-about")).show(ui);
        }
        ui.add_space(space::S);
        let path = plain_path(&typed);
        let empty = if typed.trim().is_empty() {
            Some(t!("dialogs-path-first").to_owned())
        } else if asked.is_there_already() && !path.exists() {
            let words = t!("dialogs-path-nothing-there", path = path.display().to_string());
            Text::small(&words).color(|t| t.bad).wrap().show(ui);
            Some(words)
        } else {
            None
        };
        spread(
            ui,
            |_| {},
            |ui| {
                let ready = empty.is_none();
                let cancel = Button::secondary(t!("dialogs-cancel")).show(ui).clicked();
                let go = Button::primary(asked.action()).unless(empty).show(ui).clicked();
                (go || (enter && ready), cancel)
            },
        )
        .1
    });
    if done.0 {
        state.answer(asked, vec![plain_path(&typed)]);
    } else if closed || done.1 {
        state.open = Open::Nothing;
    } else {
        state.open = Open::Path { asked, typed, instead };
    }
}

/// A path as people paste it: with quotes around, as `file://`, or with `~` for home.
fn plain_path(typed: &str) -> PathBuf {
    let text = typed.trim().trim_matches(['"', '\'']);
    let text = text.strip_prefix("file://").unwrap_or(text);
    match (text.strip_prefix("~/"), directories::UserDirs::new()) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => PathBuf::from(text),
    }
}

fn palette(
    ctx: &Context,
    state: &mut State,
    actions: &mut Actions,
    mut query: String,
    mut at: usize,
) {
    let (picked, closed) = Dialog::new(t!("dialogs-commands")).show(ctx, |ui| {
        let (down, up, enter) = ui.input_mut(|i| {
            (
                i.count_and_consume_key(Modifiers::NONE, Key::ArrowDown),
                i.count_and_consume_key(Modifiers::NONE, Key::ArrowUp),
                i.consume_key(Modifiers::NONE, Key::Enter),
            )
        });
        let text = TextField::new(t!("dialogs-commands-search"))
            .hint(t!("dialogs-commands-hint"))
            .icon(crate::app::theme::Icon::Search)
            .show(ui, &mut query);
        if !text.has_focus() {
            text.request_focus();
        }
        if text.changed() {
            at = 0;
        }
        let wanted = query.trim().to_lowercase();
        let mut found: Vec<Command> = Command::ALL
            .iter()
            .copied()
            .filter(|c| *c != Command::Palette)
            .filter(|c| {
                let words = format!("{} {}", c.text(), c.tooltip()).to_lowercase();
                wanted.split_whitespace().all(|part| words.contains(part))
            })
            .collect();
        // Begins with it, then found by name, then found by explanation.
        found.sort_by_key(|c| {
            let name = c.text().to_lowercase();
            (!name.starts_with(&wanted), !name.contains(&wanted))
        });
        at = (at + down).saturating_sub(up).min(found.len().saturating_sub(1));
        if found.is_empty() {
            Text::small(t!("dialogs-commands-none")).show(ui);
        }
        let mut picked = None;
        // As high while fewer are found: the dialog does not move under the keyboard.
        let high = 400.0_f32.min(ui.ctx().content_rect().height() - 220.0).max(96.0);
        ScrollArea::vertical().max_height(high).auto_shrink(false).show(ui, |ui| {
            ui.set_min_height(high);
            ui.spacing_mut().item_spacing.y = 0.0;
            for (row, command) in found.iter().enumerate() {
                if palette_row(ui, state, *command, row == at, down + up > 0) {
                    picked = Some(*command);
                }
            }
        });
        if enter { picked.or_else(|| found.get(at).copied()) } else { picked }
    });
    match picked {
        Some(command) => {
            state.open = Open::Nothing;
            actions.run(command);
        }
        None if closed => state.open = Open::Nothing,
        None => state.open = Open::Palette { query, at },
    }
}

fn palette_row(ui: &mut Ui, state: &State, command: Command, at: bool, follow: bool) -> bool {
    use egui::{CornerRadius, Role, Sense, WidgetInfo, pos2, vec2};

    use crate::app::theme::{Theme, font, radius};
    use crate::app::widgets::one_line;

    let theme = Theme::of(ui.ctx());
    let why_not = state.why_not(command);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
    let name = state.text_of(command);
    response.widget_info(|| {
        WidgetInfo::labeled(Role::MenuItem, why_not.is_none(), t!("commands-named", name = &*name))
    });
    if at || response.hovered() {
        let fill = if at { theme.accent_soft } else { theme.sunken };
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), fill);
    }
    if at && follow {
        response.scroll_to_me(None);
    }
    let color = if why_not.is_none() { theme.text } else { theme.faint };
    let y = rect.center().y;
    command.icon().paint(ui, pos2(rect.left() + 16.0, y), 16.0, theme.dim);
    let words = one_line(ui, &name, font::body(), color, rect.width() - 140.0);
    ui.painter().galley(pos2(rect.left() + 36.0, y - words.size().y / 2.0), words, color);
    let right = why_not.clone().unwrap_or_else(|| command.keys(ui.ctx()));
    let right = one_line(ui, &right, font::small(), theme.faint, 220.0);
    let x = rect.right() - 10.0 - right.size().x;
    ui.painter().galley(pos2(x, y - right.size().y / 2.0), right, theme.faint);
    response.on_hover_text(command.tooltip()).clicked() && why_not.is_none()
}

fn save_first(ctx: &Context, state: &mut State, then: Then) {
    let words = match &state.session.path {
        Some(path) => t!("dialogs-unsaved-in", file = file_name(path)),
        None => t!("dialogs-unsaved-about", files = state.project().files.len()),
    };
    let save =
        if state.session.path.is_some() { t!("dialogs-save") } else { t!("dialogs-save-where") };
    let (answer, closed) = Dialog::new(t!("dialogs-save-first")).show(ctx, |ui| {
        Text::body(words).wrap().show(ui);
        ui.add_space(space::S);
        spread(
            ui,
            |_| {},
            |ui| {
                let cancel = Button::ghost(t!("dialogs-cancel")).show(ui).clicked();
                let leave = Button::secondary(t!("dialogs-do-not-save")).show(ui).clicked();
                let save = Button::primary(save).show(ui).clicked();
                (save, leave, cancel)
            },
        )
        .1
    });
    match answer {
        (true, ..) => state.save_first(then, true),
        (_, true, _) => state.save_first(then, false),
        (.., cancel) if cancel || closed => state.open = Open::Nothing,
        _ => {}
    }
}

/// Buttons of a dialog about work under way: whether to wait for it, and whether to stop it.
fn wait_or_stop(ui: &mut Ui, wait: &str, stop: &str) -> (bool, bool) {
    ui.add_space(space::S);
    let buttons = |ui: &mut Ui| {
        let stop = Button::secondary(stop).show(ui).clicked();
        (Button::primary(wait).show(ui).clicked(), stop)
    };
    spread(ui, |_| {}, buttons).1
}

fn work_first(ctx: &Context, state: &mut State, then: Then) {
    let work = state.work();
    if work.is_empty() {
        // It ended while the person thought about it.
        state.open = Open::Nothing;
        return state.apply(Action::Do(Command::Quit));
    }
    let (answer, closed) = Dialog::new(t!("dialogs-work-title")).show(ctx, |ui| {
        for (_, work) in &work {
            let words = [work.title.clone(), work.sentence()];
            let words: Vec<String> = words.into_iter().filter(|w| !w.is_empty()).collect();
            Text::medium(words.join(" · ")).wrap().show(ui);
        }
        let words = t!("dialogs-work-about");
        Text::body(words).wrap().show(ui);
        wait_or_stop(ui, t!("dialogs-work-wait"), t!("dialogs-work-stop"))
    });
    match answer {
        (_, true) => state.stop_work(then),
        (wait, _) if wait || closed => state.open = Open::Nothing,
        _ => {}
    }
}

fn lists_first(ctx: &Context, state: &mut State, then: Then) {
    let (answer, closed) = Dialog::new(t!("dialogs-lists-title")).show(ctx, |ui| {
        let words = t!("dialogs-lists-about");
        Text::body(words).wrap().show(ui);
        wait_or_stop(ui, t!("dialogs-lists-wait"), t!("dialogs-lists-stop"))
    });
    match answer {
        (_, true) => state.stop_lists(then),
        (wait, _) if wait || closed => state.open = Open::Nothing,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_paths_are_understood() {
        assert_eq!(plain_path("  \"/data/a b.csv\" "), PathBuf::from("/data/a b.csv"));
        assert_eq!(plain_path("file:///data/a.csv"), PathBuf::from("/data/a.csv"));
        assert!(plain_path("~/a.csv").ends_with("a.csv") && plain_path("~/a.csv").is_absolute());
    }
}
