//! The bar on top: ways back and forward, the project and what can be done with it, where one is in
//! it, jobs and messages, undo, and the search for commands.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Frame, Key, Margin, Popup, PopupCloseBehavior, Response, ScrollArea, Ui};

use super::theme::{Icon, Theme, height, space};
use super::widgets::{Button, Text, TextField, loading, loading_compact, spread};
use super::{Action, Actions, Command, Screen, State};
use crate::base::language::t;
use crate::base::words::{file_name, now};

/// Narrower than this, buttons of the bar are icons only.
const SMALL: f32 = 760.0;
/// From this width on, the bar says where in the project one is.
const WIDE: f32 = 1100.0;
/// Width of the field that the project's name is typed into.
const NAME: f32 = 220.0;
/// What can be done with projects.
const MENU: [Command; 7] = [
    Command::NewProject,
    Command::OpenProject,
    Command::RenameProject,
    Command::Save,
    Command::SaveAs,
    Command::KeepFresh,
    Command::ForgetPeople,
];
/// Height of the list of jobs and messages.
const MESSAGES: f32 = 420.0;
/// Letters of a name that the bar has room for.
const LETTERS: usize = 28;

/// Draws the bar.
pub(super) fn show(ui: &mut Ui, state: &mut State, actions: &mut Actions) {
    let room = ui.available_width();
    // In the middle of the bar's height.
    ui.add_space(((ui.available_height() - height::CONTROL) / 2.0).max(0.0));
    ui.scope(|ui| {
        let place = |ui: &mut Ui, (state, actions): &mut (&mut State, &mut Actions)| {
            ui.spacing_mut().item_spacing.x = space::S;
            ways(ui, state, actions);
            if room >= SMALL {
                Text::strong("Likely").show(ui);
                Text::body("/").faint().show(ui);
            }
            project(ui, state, actions);
            saved(ui, state, actions);
            if room >= WIDE {
                crumbs(ui, state, actions);
            }
            jobs(ui, state, actions);
        };
        let both = std::cell::RefCell::new((state, actions));
        spread(
            ui,
            |ui| place(ui, &mut both.borrow_mut()),
            |ui| {
                ui.spacing_mut().item_spacing.x = space::XS;
                let (state, actions) = &mut *both.borrow_mut();
                activity(ui, state, actions);
                undo(ui, state, room, actions);
                search(ui, room, actions);
            },
        );
    });
}

/// Back and forward.
fn ways(ui: &mut Ui, state: &State, actions: &mut Actions) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (command, named) in
            [(Command::GoBack, t!("window-go-back")), (Command::GoForward, t!("window-go-forward"))]
        {
            let name = command.text_with_keys(ui.ctx());
            let button = Button::icon_only(command.icon(), name).named(named);
            if button.unless(state.why_not(command)).show(ui).clicked() {
                actions.run(command);
            }
        }
    });
}

/// A name in the room that the bar has for it.
fn short(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    name.chars().take(LETTERS - 1).chain(['…']).collect()
}

/// The project's name, which is typed anew where it stands, and what can be done with projects.
fn project(ui: &mut Ui, state: &mut State, actions: &mut Actions) {
    let name = state.name();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        if state.renaming.is_some() {
            rename(ui, state, actions);
        } else {
            let path = state.session.path.as_ref().map(|path| path.display().to_string());
            let tooltip = path.unwrap_or_else(|| t!("window-no-file-yet").to_owned());
            let named = t!("window-rename", name = name.as_str());
            if Button::ghost(short(&name)).named(named).tooltip(tooltip).show(ui).clicked() {
                state.renaming = Some(name.clone());
            }
        }
        let name = t!("window-project", name = name);
        menu(&Button::icon_only(Icon::Down, name).show(ui), state, actions);
    });
}

/// The field that the name is typed into: Enter and leaving it take the name, Escape does not.
fn rename(ui: &mut Ui, state: &mut State, actions: &mut Actions) {
    let Some(mut typed) = state.renaming.take() else { return };
    let id = ui.make_persistent_id("project-name");
    let escaped = ui.input(|i| i.key_pressed(Key::Escape));
    let response =
        TextField::new(t!("window-project-name")).id(id).width(NAME).show(ui, &mut typed);
    if response.lost_focus() {
        if !escaped {
            actions.push(Action::Rename(typed));
        }
        return;
    }
    if !response.has_focus() {
        // It was pressed just now: all of the name is selected, to be typed over.
        response.request_focus();
        let mut edit = TextEditState::load(ui.ctx(), id).unwrap_or_default();
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(typed.chars().count()));
        edit.cursor.set_char_range(Some(all));
        edit.store(ui.ctx(), id);
    }
    state.renaming = Some(typed);
}

/// What can be done with projects.
fn menu(button: &Response, state: &State, actions: &mut Actions) {
    Popup::menu(button).close_behavior(PopupCloseBehavior::CloseOnClick).show(|ui| {
        ui.set_min_width(220.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        for command in MENU {
            let item = Button::ghost(command.text()).icon(command.icon());
            let item = item.tooltip(command.tooltip_with_keys(ui.ctx()));
            if item.unless(state.why_not(command)).show(ui).clicked() {
                actions.run(command);
            }
        }
        let others = state.recent.projects.iter();
        let others = others.filter(|(path, _)| Some(path) != state.session.path.as_ref());
        for (place, (path, _)) in others.take(6).enumerate() {
            if place == 0 {
                ui.separator();
                Text::label(t!("window-recent")).show(ui);
            }
            let open = Button::ghost(short(&file_name(path)))
                .named(t!("window-open-recent", name = file_name(path)))
                .tooltip(path.display().to_string());
            if open.show(ui).clicked() {
                actions.push(Action::Open(vec![path.clone()]));
            }
        }
    });
}

fn saved(ui: &mut Ui, state: &State, actions: &mut Actions) {
    if state.is_saved() {
        Text::body(t!("window-saved")).faint().show(ui);
    } else if state.why_not(Command::Save).is_none() {
        let words = if state.session.path.is_some() {
            t!("dialogs-save")
        } else {
            t!("dialogs-save-where")
        };
        let button = Button::link(words).tooltip(Command::Save.tooltip_with_keys(ui.ctx()));
        if button.show(ui).clicked() {
            actions.run(Command::Save);
        }
    }
}

/// Where in the project one is, below one of the places of the rail.
fn crumbs(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let screen = state.session.screen;
    if screen.audience().is_none() && screen != Screen::Overlap {
        return;
    }
    // Saving is no step of the way.
    ui.add_space(space::M);
    Text::body("/").faint().show(ui);
    if Button::link(t!("window-audiences")).named(t!("window-up-to-audiences")).show(ui).clicked() {
        actions.run(Command::GoAudiences);
    }
    if screen == Screen::Overlap {
        Text::body("/").faint().show(ui);
        Text::dim(Command::GoOverlap.text()).show(ui);
    }
    let saved = screen.audience().and_then(|id| state.project().audience(id));
    let Some(saved) = saved else { return };
    Text::body("/").faint().show(ui);
    let name = &saved.audience.name;
    if matches!(screen, Screen::Builder(_)) {
        Text::dim(short(name)).show(ui);
        return;
    }
    let up = Button::link(short(name)).named(t!("window-up-to", name = name.as_str()));
    if up.show(ui).clicked() {
        actions.go(Screen::Builder(saved.audience.id));
    }
    Text::body("/").faint().show(ui);
    Text::dim(t!("window-destinations")).show(ui);
}

fn search(ui: &mut Ui, room: f32, actions: &mut Actions) {
    let palette = Command::Palette;
    let search = if room < SMALL {
        Button::icon_only(palette.icon(), palette.text_with_keys(ui.ctx()))
    } else {
        let words = format!("{} {}", palette.text(), palette.keys(ui.ctx()));
        Button::ghost(words).quiet().tooltip(palette.tooltip())
    };
    if search.named(palette.text()).show(ui).clicked() {
        actions.run(palette);
    }
}

fn undo(ui: &mut Ui, state: &State, room: f32, actions: &mut Actions) {
    for command in [Command::Undo, Command::Redo] {
        let (text, keys) = (state.text_of(command), command.keys(ui.ctx()));
        let tooltip = t!("commands-with-keys", text = text, keys = keys);
        let button = if room < SMALL {
            Button::icon_only(command.icon(), tooltip)
        } else {
            Button::ghost(command.text()).icon(command.icon()).tooltip(tooltip)
        };
        let button = button.named(command.text()).unless(state.why_not(command));
        if button.show(ui).clicked() {
            actions.run(command);
        }
    }
}

/// What is under way and what was said, in one place.
fn activity(ui: &mut Ui, state: &mut State, actions: &mut Actions) {
    let (running, unread) = (state.work(), state.toasts.unread());
    let about = match (running.len(), unread) {
        (0, 0) => t!("window-activity").to_owned(),
        (0, new) => t!("window-activity-new", new = new),
        (jobs, _) => t!("window-activity-jobs", jobs = jobs),
    };
    let button = Button::icon_only(Icon::Bell, about).named(t!("window-activity"));
    let button = button.lit(unread > 0 || !running.is_empty()).show(ui);
    let shown = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let shown = shown.show(|ui| {
        ui.set_width(360.0_f32.min(ui.ctx().content_rect().width() - 4.0 * space::XL));
        let high = MESSAGES.min(ui.ctx().content_rect().height() - 120.0).max(64.0);
        // Only what is higher than that is scrolled; by itself it would be a little too low for what
        // it holds.
        let area = ScrollArea::vertical().max_height(high).min_scrolled_height(high);
        let frame = Frame::new().inner_margin(Margin::same(space::S as i8));
        frame.show(ui, |ui| {
            area.show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = space::S;
                Text::label(t!("window-under-way")).show(ui);
                if running.is_empty() {
                    Text::dim(t!("window-nothing-runs")).show(ui);
                }
                for (job, work) in &running {
                    if loading(ui, work) {
                        actions.push(Action::Cancel(*job));
                    }
                }
                ui.separator();
                Text::label(t!("window-messages")).show(ui);
                messages(ui, state, actions);
            })
        });
    });
    if shown.is_some() {
        state.toasts.read();
    }
}

fn messages(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let mut none = true;
    for (toast, at) in state.toasts.past() {
        none = false;
        let (color, _) = toast.tone.colors(Theme::of(ui.ctx()));
        ui.horizontal_top(|ui| {
            ui.add(toast.tone.icon().image(16.0, color));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                Text::body(toast.text.to_string()).wrap().selectable().show(ui);
                ui.horizontal(|ui| {
                    Text::small(ago(now() - at)).show(ui);
                    // What undo takes back is the newest step by now, which may be another one.
                    if let Some((words, command)) = &toast.action
                        && *command != Command::Undo
                        && Button::link(words.to_string()).show(ui).clicked()
                    {
                        actions.run(*command);
                    }
                });
            });
        });
    }
    if none {
        Text::dim(t!("window-no-messages")).show(ui);
    }
}

/// "just now", "5 min ago", "2 h ago".
fn ago(seconds: i64) -> String {
    match seconds {
        s if s < 60 => t!("window-just-now").to_owned(),
        s if s < 3_600 => t!("window-minutes-ago", minutes = s / 60),
        s => t!("window-hours-ago", hours = s / 3_600),
    }
}

/// The first of what is under way, where there is room; all of it stands behind the bell.
fn jobs(ui: &mut Ui, state: &State, actions: &mut Actions) {
    const ROOM: f32 = 240.0;
    let all = state.work();
    let Some((job, work)) = all.first().filter(|_| ui.available_width() > ROOM) else { return };
    if loading_compact(ui, work) {
        actions.push(Action::Cancel(*job));
    }
    if all.len() > 1 && ui.available_width() > 60.0 {
        Text::small(t!("window-more-jobs", more = all.len() - 1)).show(ui);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_by_letters_and_times_are_rough() {
        assert_eq!(short("shop"), "shop");
        let long = short(&"größer ".repeat(9));
        assert_eq!(long.chars().count(), LETTERS);
        assert!(long.ends_with('…'));
        assert_eq!([ago(5), ago(300), ago(7_300)], ["just now", "5 min ago", "2 h ago"]);
    }
}
