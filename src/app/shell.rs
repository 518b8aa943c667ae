//! The frame around every screen: the bar on top, the rail at the side, what is dropped on the
//! window, dialogs and short messages. [`App::step`] takes in results and carries out commands;
//! drawing only draws.

use std::path::PathBuf;

use egui::{Align, CornerRadius, Layout, Margin, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::screens::{self, Views};
use super::theme::{self, Icon, Theme, font, radius, space};
use super::widgets::{
    Banner, Button, TableLayouts, Text, focus_ring, format, loading_compact, one_line,
};
use super::{Action, Actions, Command, Screen, Settings, State, dialogs};

/// The program in its window.
pub struct App {
    /// What it knows.
    pub state: State,
    /// What only the screens care about: searches, what is unfolded.
    pub views: Views,
}

impl App {
    /// A window without anything opened.
    pub fn new(ctx: &egui::Context, settings: Settings) -> Self {
        let mut state = State::new(ctx.clone());
        settings.tables.clone().install(ctx);
        state.settings = settings;
        Self { state, views: Views::default() }
    }

    /// A window without anything kept between runs and without the system's dialogs: for tests.
    #[cfg(test)]
    pub fn bare() -> Self {
        let mut state = State::bare(egui::Context::default());
        state.system_dialogs = false;
        Self { state, views: Views::default() }
    }

    /// Opens what was given on the command line.
    pub fn open(&mut self, files: Vec<PathBuf>) {
        self.state.apply(Action::Open(files));
    }

    /// Takes in what workers have finished, and follows settings. Also runs while hidden.
    pub fn step(&mut self, ctx: &egui::Context) {
        self.state.in_front(ctx.input(|i| i.focused));
        self.state.poll();
        theme::set_preference(ctx, self.state.settings.mode);
        ctx.set_zoom_factor(self.state.settings.zoom);
    }

    /// Draws everything and carries out what was asked for.
    pub fn draw(&mut self, ui: &mut Ui) {
        let mut actions = Actions::default();
        let ctx = ui.ctx().clone();
        keys_and_drops(&ctx, &mut actions);
        let bar = Theme::of(&ctx).panel;
        egui::Panel::top("bar")
            .exact_size(44.0)
            .frame(egui::Frame::new().fill(bar).inner_margin(Margin::symmetric(16, 0)))
            .show(ui, |ui| top_bar(ui, &self.state, &mut actions));
        egui::Panel::left("rail")
            .exact_size(176.0)
            .resizable(false)
            .frame(egui::Frame::new().fill(bar).inner_margin(Margin::symmetric(8, 12)))
            .show(ui, |ui| rail(ui, &self.state, &mut actions));
        let ground = Theme::of(&ctx).background;
        egui::CentralPanel::default().frame(egui::Frame::new().fill(ground)).show(ui, |ui| {
            trouble(ui, &mut self.state);
            screens::show(ui, &self.state, &mut self.views, &mut actions);
        });
        drop_hint(&ctx);
        dialogs::show(&ctx, &mut self.state, &mut actions);
        if let Some(command) = self.state.toasts.show(&ctx) {
            actions.run(command);
        }
        for action in actions.take() {
            self.state.apply(action);
        }
        self.close(&ctx);
    }

    fn close(&mut self, ctx: &egui::Context) {
        if ctx.input(|i| i.viewport().close_requested()) && !self.state.quit {
            self.state.apply(Action::Do(Command::Quit));
            if !self.state.quit {
                ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
                return;
            }
        }
        if self.state.quit {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _: &mut eframe::Frame) {
        self.step(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        self.draw(ui);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        self.state.settings.tables = TableLayouts::of(&self.state.ctx);
        eframe::set_value(storage, "settings", &self.state.settings);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

fn keys_and_drops(ctx: &egui::Context, actions: &mut Actions) {
    if let Some(command) = Command::pressed(ctx) {
        actions.run(command);
    }
    let dropped: Vec<PathBuf> =
        ctx.input(|i| i.raw.dropped_files.iter().map(|f| f.path().to_owned()).collect());
    if !dropped.is_empty() {
        actions.push(Action::Open(dropped));
    }
    // Undo steps end with the gesture: when the pointer is up and nothing is being typed.
    let idle = ctx.input(|i| !i.pointer.any_down() && i.pointer.any_released());
    if idle {
        actions.push(Action::Settle);
    }
}

fn top_bar(ui: &mut Ui, state: &State, actions: &mut Actions) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        Text::strong("Likely").show(ui);
        Text::body("/").faint().show(ui);
        Text::body(state.name()).show(ui);
        saved(ui, state, actions);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let palette = Command::Palette;
            let keys = palette.keys(ui.ctx());
            let search = Button::ghost(format!("{} {keys}", palette.text()))
                .named(palette.text())
                .quiet()
                .tooltip(palette.tooltip());
            if search.show(ui).clicked() {
                actions.run(palette);
            }
            for command in [Command::Redo, Command::Undo] {
                let tooltip = format!("{} ({})", state.text_of(command), command.keys(ui.ctx()));
                let button = Button::ghost(command.text())
                    .icon(command.icon())
                    .tooltip(tooltip)
                    .unless(state.why_not(command));
                if button.show(ui).clicked() {
                    actions.run(command);
                }
            }
            for (job, work) in state.work().into_iter().rev() {
                ui.add_space(space::XS);
                // The bar lays out from the right; a part of its own reads from the left.
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    if loading_compact(ui, &work) {
                        actions.push(Action::Cancel(job));
                    }
                });
            }
        });
    });
}

fn saved(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let nothing = state.why_not(Command::Save).is_some();
    if state.is_saved() {
        Text::body("saved").faint().show(ui);
    } else if !nothing {
        let words = if state.session.path.is_some() { "Save" } else { "Save…" };
        let button = Button::link(words).tooltip(format!(
            "{} ({})",
            Command::Save.tooltip(),
            Command::Save.keys(ui.ctx())
        ));
        if button.show(ui).clicked() {
            actions.run(Command::Save);
        }
    }
}

fn rail(ui: &mut Ui, state: &State, actions: &mut Actions) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let project = state.project();
    let files = project.files.len() as u64;
    let chosen = project.catalog.events.iter().filter(|e| e.chosen).count() as u64;
    let audiences = project.audiences.len() as u64;
    let count = |n: u64, words: String| if n == 0 { String::new() } else { words };
    let places = [
        ("Data", Screen::Data, count(files, format::plural(files, "file")), Command::GoData),
        (
            "Catalog",
            Screen::Catalog,
            count(chosen, format::plural(chosen, "event")),
            Command::GoCatalog,
        ),
        (
            "Audiences",
            Screen::Audiences,
            count(audiences, format::count(audiences)),
            Command::GoAudiences,
        ),
    ];
    for (name, screen, note, command) in places {
        let tooltip = format!("{} ({})", command.tooltip(), command.keys(ui.ctx()));
        let part = match state.session.screen {
            Screen::Builder(_) | Screen::Destinations(_) | Screen::Overlap => Screen::Audiences,
            other => other,
        };
        if place(ui, name, &note, None, part == screen).on_hover_text(tooltip).clicked() {
            actions.push(Action::Settle);
            actions.go(screen);
        }
    }
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
        for command in [Command::Help, Command::Settings] {
            let response = place(ui, command.text(), "", Some(command.icon()), false);
            if response.on_hover_text(command.tooltip()).clicked() {
                actions.run(command);
            }
        }
    });
}

/// A row of the rail.
fn place(ui: &mut Ui, name: &str, note: &str, icon: Option<Icon>, here: bool) -> egui::Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::click());
    let told = if note.is_empty() { name.to_owned() } else { format!("{name}, {note}") };
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, here, &told));
    let (fill, color) = match (here, response.hovered()) {
        (true, _) => (theme.accent_soft, theme.accent),
        (false, true) => (theme.sunken, theme.text),
        (false, false) => (egui::Color32::TRANSPARENT, theme.text),
    };
    let quiet = icon.is_some();
    let color = if quiet && !response.hovered() { theme.dim } else { color };
    ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), fill);
    let mut left = rect.left() + 12.0;
    if let Some(icon) = icon {
        icon.paint(ui, pos2(left + 8.0, rect.center().y), 16.0, color);
        left += 24.0;
    }
    let id = if here { font::medium() } else { font::body() };
    let words = one_line(ui, name, id, color, rect.width());
    ui.painter().galley(pos2(left, rect.center().y - words.size().y / 2.0), words, color);
    let faint = if here { theme.accent } else { theme.faint };
    let note = one_line(ui, note, font::body(), faint, rect.width() / 2.0);
    let right = pos2(rect.right() - 12.0 - note.size().x, rect.center().y - note.size().y / 2.0);
    ui.painter().galley(right, note, faint);
    focus_ring(ui, &response, rect.shrink(2.0), radius::CONTROL);
    response
}

/// A failure that belongs to no file, until it is dealt with.
fn trouble(ui: &mut Ui, state: &mut State) {
    let failure =
        state.session.dataset.failure().filter(|_| state.session.screen != Screen::Catalog);
    let Some(words) = state.session.trouble.clone().or_else(|| failure.map(str::to_owned)) else {
        return;
    };
    let stays = state.session.trouble.is_some();
    let frame = egui::Frame::new().inner_margin(Margin { left: 24, right: 24, top: 16, bottom: 0 });
    frame.show(ui, |ui| {
        Banner::error(words).show(ui, |ui| {
            if stays && Button::secondary("Dismiss").compact().show(ui).clicked() {
                state.session.trouble = None;
            }
        });
    });
}

/// Says, while files are held over the window, that they can be dropped.
fn drop_hint(ctx: &egui::Context) {
    let held = ctx.input(|i| i.raw.hovered_files.len());
    if held == 0 {
        return;
    }
    let theme = Theme::of(ctx);
    let painter = ctx
        .layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop hint")));
    let all = ctx.content_rect();
    painter.rect_filled(all, 0.0, theme.backdrop);
    let card = egui::Rect::from_center_size(all.center(), vec2(320.0, 96.0));
    let line = Stroke::new(2.0, theme.accent);
    let corner = CornerRadius::same(radius::CARD);
    painter.rect(card, corner, theme.panel, line, egui::StrokeKind::Inside);
    let words = format!("Drop to open {}", format::plural(held as u64, "file"));
    let middle = egui::Align2::CENTER_CENTER;
    painter.text(card.center(), middle, words, font::strong(), theme.text);
}
