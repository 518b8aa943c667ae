//! Settings: language and appearance of the window, and how the files of this project are read.

use egui::{Context, Ui};

use crate::app::state::ZOOMS;
use crate::app::theme::{Preference, space};
use crate::app::widgets::{
    Button, Dialog, Select, SelectItem, Text, TextField, checkbox, field, row, segmented_wrapped,
};
use crate::app::{Action, Actions, Command, Open, Settings, State};
use crate::base::language::{Language, message, t};

/// Shows them.
pub(super) fn show(ctx: &Context, state: &mut State, actions: &mut Actions) {
    let mut changed = state.settings.clone();
    let ((), closed) = Dialog::new(t!("settings-title")).show(ctx, |ui| {
        language(ui, &mut changed);
        ui.add_space(space::XS);
        appearance(ui, &mut changed);
        ui.add_space(space::XS);
        time_zone(ui, state, actions);
        ui.add_space(space::S);
        memory(ui, &mut changed, actions);
        ui.add_space(space::S);
        largest_archive(ui, state, actions);
        ui.add_space(space::S);
        Text::small(t!("settings-offline")).wrap().show(ui);
    });
    state.settings = changed;
    if closed {
        state.open = Open::Nothing;
    }
}

/// What the window speaks: the system's language, or one of those it knows.
fn language(ui: &mut Ui, settings: &mut Settings) {
    let choices: Vec<Option<Language>> =
        std::iter::once(None).chain(Language::ALL.map(Some)).collect();
    let name = |choice: Option<Language>| {
        SelectItem::new(choice.map_or(t!("settings-as-system"), Language::name))
    };
    field(ui, t!("settings-language"), |ui| {
        let place = choices.iter().position(|choice| *choice == settings.language);
        let answer = Select::new(t!("settings-language")).id("language").width(220.0).show(
            ui,
            place,
            choices.len(),
            |place| name(choices[place]),
        );
        if let Some(chosen) = answer.chosen {
            settings.language = choices[chosen];
        }
    });
}

fn appearance(ui: &mut Ui, settings: &mut Settings) {
    field(ui, t!("settings-appearance"), |ui| {
        let modes = [
            (Preference::System, t!("settings-as-system")),
            (Preference::Light, t!("settings-light")),
            (Preference::Dark, t!("settings-dark")),
        ];
        segmented_wrapped(ui, t!("settings-appearance"), &mut settings.mode, &modes);
    });
    ui.add_space(space::XS);
    field(ui, t!("settings-zoom"), |ui| {
        let zoom = settings.percent();
        let place = ZOOMS.iter().position(|size| *size == zoom);
        let size = |percent: u32| SelectItem::new(t!("settings-percent", percent = percent));
        let zooms = Select::new(t!("settings-zoom")).current(size(zoom)).width(120.0);
        let answer = zooms.show(ui, place, ZOOMS.len(), |i| size(ZOOMS[i]));
        if let Some(chosen) = answer.chosen {
            settings.zoom = ZOOMS[chosen] as f32 / 100.0;
        }
    });
    let keys = |command: Command| command.keys(ui.ctx());
    let (larger, smaller) = (keys(Command::ZoomIn), keys(Command::ZoomOut));
    Text::small(t!("settings-zoom-keys", larger = larger, smaller = smaller)).wrap().show(ui);
    ui.add_space(space::XS);
    checkbox(ui, &mut settings.high_contrast, t!("settings-contrast"))
        .on_hover_text(Command::HighContrast.tooltip());
    checkbox(ui, &mut settings.still, t!("settings-still"))
        .on_hover_text(t!("settings-still-about"));
}

fn time_zone(ui: &mut Ui, state: &State, actions: &mut Actions) {
    field(ui, t!("settings-zone"), |ui| {
        let known = |zone: &str| jiff::tz::TimeZone::get(zone.trim()).is_ok();
        let zone = &state.project().options.zone;
        let typed = TextField::new(t!("settings-zone-field")).hint("UTC").typed(ui, zone, known);
        if typed.changed && typed.valid {
            let zone = typed.text.trim().to_owned();
            actions
                .change(message!("settings-step-zone"), move |project| project.options.zone = zone);
        } else if !typed.valid {
            Text::small(t!("settings-zone-unknown")).color(|t| t.bad).show(ui);
        }
    });
    Text::small(t!("settings-zone-about")).wrap().show(ui);
}

/// What events may take of the memory, and whether what was read is kept.
fn memory(ui: &mut Ui, settings: &mut Settings, actions: &mut Actions) {
    field(ui, t!("settings-memory"), |ui| {
        let sizes = [(1, "1 GB"), (2, "2 GB"), (4, "4 GB"), (8, "8 GB"), (16, "16 GB")];
        segmented_wrapped(ui, t!("settings-memory"), &mut settings.memory, &sizes);
    });
    Text::small(t!("settings-memory-about")).wrap().show(ui);
    ui.add_space(space::XS);
    row(ui, |ui| {
        checkbox(ui, &mut settings.keep, t!("settings-keep"));
        let clear = Button::secondary(t!("settings-clear")).compact();
        if clear.tooltip(t!("settings-clear-about")).show(ui).clicked() {
            actions.push(Action::ClearKept);
        }
    });
    Text::small(t!("settings-keep-about")).wrap().show(ui);
}

fn largest_archive(ui: &mut Ui, state: &State, actions: &mut Actions) {
    field(ui, t!("settings-archive"), |ui| {
        let sizes = [(1, "1 GB"), (4, "4 GB"), (16, "16 GB"), (64, "64 GB")];
        let mut now = state.project().options.max_unpack_free_bytes >> 30;
        if segmented_wrapped(ui, t!("settings-archive"), &mut now, &sizes) {
            actions.change(message!("settings-step-archive"), move |project| {
                project.options.max_unpack_free_bytes = now << 30;
            });
        }
    });
    Text::small(t!("settings-archive-about")).wrap().show(ui);
}
