//! Before anything is opened: what the program does in one picture, files, the sample store, recent
//! projects.

mod picture;

use std::path::Path;

use egui::{Align, CornerRadius, Layout, Shape, Stroke, Ui, UiBuilder, vec2};

use crate::app::theme::{Icon, Theme, radius, space};
use crate::app::widgets::{Button, Card, Text, columns, equal_height, loading, row, spread};
use crate::app::{Action, Actions, Command, Job, State};
use crate::base::language::t;
use crate::base::words::{day, file_name, when};
use crate::sample::{self, Totals};

const WIDTH: f32 = 640.0;
/// A screen of less height has no room for the picture.
const TALL: f32 = 560.0;

pub(super) fn show(ui: &mut Ui, state: &State, actions: &mut Actions) {
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let room = ui.available_size();
        let wide = WIDTH.min(room.x - 2.0 * space::XL);
        // In the middle by the height of the frame before.
        let id = ui.scope_id().with("height");
        let known: f32 = ui.ctx().data(|d| d.get_temp(id)).unwrap_or(400.0);
        ui.add_space(((room.y - known) / 2.0).max(space::XL));
        ui.horizontal(|ui| {
            ui.add_space(((room.x - wide) / 2.0).max(space::XL));
            let shown =
                ui.allocate_ui_with_layout(vec2(wide, 0.0), Layout::top_down(Align::Min), |ui| {
                    content(ui, state, room.y, actions);
                });
            let tall = shown.response.rect.height();
            // What is under way needs a line more; it does not move what stands above it.
            let idle = state.work_on(Job::Sample).is_none();
            if idle && (tall - known).abs() > 0.5 {
                ui.ctx().data_mut(|d| d.insert_temp(id, tall));
                ui.ctx().request_repaint();
            }
        });
        ui.add_space(space::XL);
    });
}

fn content(ui: &mut Ui, state: &State, tall: f32, actions: &mut Actions) {
    ui.set_width(ui.available_width());
    Text::figure(t!("start-title")).heading(1).show(ui);
    Text::dim(t!("start-about")).show(ui);
    if tall >= TALL {
        ui.add_space(space::M);
        picture::show(ui);
    }
    ui.add_space(space::S);
    unsaved(ui, state, actions);
    drop_card(ui, state.left.is_empty(), actions);
    ui.add_space(space::XS);
    equal_height(ui, "below", |ui, high| {
        let mut wanted = 0.0_f32;
        columns(ui, &[1.0, 1.0], space::L, |ui, column| {
            let card = Card::new().min_height(high);
            let inner = card.show(ui, |ui| {
                if column == 0 {
                    sample(ui, state, actions);
                } else {
                    recent(ui, state, actions);
                }
                ui.min_rect().height() + 2.0 * space::L
            });
            wanted = wanted.max(inner.inner);
        });
        wanted
    });
}

/// What a program that did not come to its end had not saved.
fn unsaved(ui: &mut Ui, state: &State, actions: &mut Actions) {
    for (index, left) in state.left.iter().enumerate() {
        let at = when(left.at);
        let at = at.as_str();
        let (files, audiences) = (left.project.files.len(), left.project.audiences.len());
        Card::new().show(ui, |ui| {
            Text::strong(t!("start-left", at = at, files = files, audiences = audiences))
                .wrap()
                .show(ui);
            let words = match (&left.path, left.project.name.as_str()) {
                (Some(path), _) => t!("start-left-of-file", file = file_name(path)),
                (None, "") => t!("start-left-of-nothing").to_owned(),
                (None, name) => t!("start-left-of-name", name = name),
            };
            Text::dim(words).wrap().show(ui);
            row(ui, |ui| {
                let words = t!("start-left-open");
                let open = match index {
                    0 => Button::primary(words),
                    _ => Button::secondary(words),
                };
                let open = open.named(t!("start-left-open-named", at = at));
                if open.show(ui).clicked() {
                    actions.push(Action::OpenUnsaved(index));
                }
                let discard = Button::secondary(t!("start-left-discard"))
                    .named(t!("start-left-discard-named", at = at));
                if discard.show(ui).clicked() {
                    actions.push(Action::DiscardUnsaved(index));
                }
            });
        });
        ui.add_space(space::XS);
    }
}

/// Where files are dropped. What was not saved comes `first`, where there is something.
fn drop_card(ui: &mut Ui, first: bool, actions: &mut Actions) {
    let theme = Theme::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 160.0), egui::Sense::hover());
    let corner = CornerRadius::same(radius::CARD);
    ui.painter().rect_filled(rect, corner, theme.panel);
    let r = rect.shrink(0.5);
    let corners = [r.left_top(), r.right_top(), r.right_bottom(), r.left_bottom(), r.left_top()];
    let line = Stroke::new(1.0, theme.line_strong);
    ui.painter().extend(Shape::dashed_line(&corners, line, 4.0, 4.0));
    let builder =
        UiBuilder::new().max_rect(rect.shrink(space::L)).layout(Layout::top_down(Align::Center));
    let mut inside = ui.new_child(builder);
    inside.add_space(8.0);
    inside.add(Icon::Upload.image(20.0, theme.faint));
    Text::strong(t!("start-drop")).show(&mut inside);
    Text::dim(t!("start-drop-about")).show(&mut inside);
    inside.add_space(space::XS);
    crate::app::widgets::centered_row(&mut inside, "open", |ui| {
        let words = Command::OpenFiles.text();
        let open = if first { Button::primary(words) } else { Button::secondary(words) };
        if open.tooltip(Command::OpenFiles.tooltip()).show(ui).clicked() {
            actions.run(Command::OpenFiles);
        }
        let path = Button::secondary(t!("start-type-path")).tooltip(Command::TypePath.tooltip());
        if path.show(ui).clicked() {
            actions.run(Command::TypePath);
        }
    });
}

fn sample(ui: &mut Ui, state: &State, actions: &mut Actions) {
    Text::strong(Command::SampleStore.text()).heading(2).show(ui);
    let Totals { people, events } = sample::USUAL;
    Text::dim(t!("start-sample-about", people = people, events = events)).wrap().show(ui);
    if let Some(work) = state.work_on(Job::Sample) {
        if loading(ui, &work) {
            actions.push(Action::Cancel(Job::Sample));
        }
    } else if Button::secondary(t!("start-explore"))
        .tooltip(Command::SampleStore.tooltip())
        .show(ui)
        .clicked()
    {
        actions.run(Command::SampleStore);
    }
}

fn recent(ui: &mut Ui, state: &State, actions: &mut Actions) {
    Text::strong(t!("start-recent")).heading(2).show(ui);
    ui.spacing_mut().item_spacing.y = space::XS;
    if state.recent.projects.is_empty() {
        Text::dim(t!("start-recent-none")).wrap().show(ui);
    }
    for (path, at) in state.recent.projects.iter().take(4) {
        spread(
            ui,
            |ui| {
                let name = stem(path);
                let open = Button::ghost(&name)
                    .named(t!("start-recent-open", name = name.as_str()))
                    .tooltip(path.display().to_string())
                    .cut();
                ui.add_space(-space::S);
                if open.compact().show(ui).clicked() {
                    actions.push(Action::Open(vec![path.clone()]));
                }
            },
            |ui| Text::dim(day(1000 * at)).faint().show(ui),
        );
    }
    if Button::link(Command::OpenProject.text()).show(ui).clicked() {
        actions.run(Command::OpenProject);
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
