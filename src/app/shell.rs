//! The frame around every screen: the rail and help at its sides, the window's title, what is dropped
//! on the window, dialogs and short messages. The bar on top stands in `bar`. [`App::step`] takes in results and carries out commands;
//! drawing only draws.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use egui::{
    Align, CornerRadius, Layout, Margin, Role, Sense, Stroke, Ui, UserAttentionType,
    ViewportCommand, WidgetInfo, pos2, vec2,
};

use super::screens::{self, Views};
use super::theme::{self, Ease, Icon, MissingScripts, Theme, font, radius};
use super::widgets::{
    Banner, Button, TableLayouts, Toast, focus_ring, format, give_keyboard_back, one_line,
};
use super::{Action, Actions, Command, Open, Screen, Settings, State, bar, dialogs, help, skip};
use crate::base::language::{Language, message, t};

/// Width of the rail, and of one of icons alone.
const RAIL: f32 = 176.0;
const NARROW_RAIL: f32 = 56.0;
/// Height of a row of it.
const PLACE: f32 = 34.0;
/// A window narrower than this has the narrow rail.
const SMALL: f32 = 760.0;
/// The size of the window on the first run, in points, where the screen has room for it.
pub(super) const SIZE: egui::Vec2 = vec2(1360.0, 850.0);
/// What a screen has beside a window at least: its title and the system's bar.
const BESIDE: f32 = 80.0;
/// Work that took so long is announced when it ends while the window is in the background.
const LONG: Duration = Duration::from_secs(8);

/// The program in its window.
pub struct App {
    /// What it knows.
    pub state: State,
    /// What only the screens care about: searches, what is unfolded.
    pub views: Views,
    /// What only help cares about.
    help: help::View,
    /// The window's title as it was set last.
    title: String,
    /// Since when something is under way.
    busy: Option<Instant>,
    /// Scripts that cannot be shown on this computer.
    missing: MissingScripts,
    /// The system's language, spoken unless another one was chosen.
    system: Language,
    /// Whether the size of the window is still to be fitted to the screen, on the very first run.
    unfitted: bool,
}

impl App {
    /// A window without anything opened.
    pub fn new(ctx: &egui::Context, settings: Settings) -> Self {
        let mut state = State::new(ctx.clone());
        settings.tables.clone().install(ctx);
        state.settings = settings;
        state.home = Language::country_of_system();
        let (missing, system) = (MissingScripts::watch(ctx), Language::of_system());
        let app = Self { missing, system, ..Self::of(state) };
        app.speak();
        app
    }

    fn of(state: State) -> Self {
        let (views, help) = (Views::default(), help::View::default());
        let missing = MissingScripts::default();
        let system = Language::current();
        Self {
            state,
            views,
            help,
            title: String::new(),
            busy: None,
            missing,
            system,
            unfitted: false,
        }
    }

    /// A window without anything kept between runs and without the system's dialogs, in the language
    /// of the thread: for tests.
    #[cfg(test)]
    pub fn bare() -> Self {
        let mut state = State::bare(egui::Context::default());
        state.system_dialogs = false;
        state.settings.hints_seen =
            super::Hint::ALL.iter().map(|hint| hint.name().to_owned()).collect();
        Self::of(state)
    }

    /// Fits the window to the screen when that is known. Later runs open it as it was left.
    pub fn fit_to_screen(&mut self) {
        self.unfitted = true;
    }

    /// Opens what was given on the command line.
    pub fn open(&mut self, files: Vec<PathBuf>) {
        self.state.apply(Action::Open(files));
    }

    /// From now on texts are in the language that was chosen, or the system's.
    fn speak(&self) {
        self.state.settings.language.unwrap_or(self.system).speak();
    }

    /// Takes in what workers have finished, and follows settings. Also runs while hidden.
    pub fn step(&mut self, ctx: &egui::Context) {
        self.speak();
        self.state.in_front(ctx.input(|i| i.focused));
        self.state.poll();
        let settings = &self.state.settings;
        theme::set_preference(ctx, settings.mode);
        theme::set_ease(ctx, Ease { high_contrast: settings.high_contrast, still: settings.still });
        ctx.set_zoom_factor(settings.zoom);
        self.fit(ctx);
        self.entitle(ctx);
        self.announce(ctx);
        for script in self.missing.take() {
            let words = message!("window-script-missing", script = script);
            self.state.toasts.push(Toast::info(words));
        }
    }

    /// On a small screen, the window of the usual size would stand out over its edges.
    fn fit(&mut self, ctx: &egui::Context) {
        let Some(screen) = ctx.input(|i| i.viewport().monitor_size).filter(|_| self.unfitted)
        else {
            return;
        };
        self.unfitted = false;
        if screen.x < SIZE.x + BESIDE || screen.y < SIZE.y + BESIDE {
            ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
        }
    }

    /// The window is called by its project, and a dot says that something is not saved.
    fn entitle(&mut self, ctx: &egui::Context) {
        let title = self.state.title();
        if title != self.title {
            self.title.clone_from(&title);
            ctx.send_viewport_cmd(ViewportCommand::Title(title));
        }
    }

    /// Long work that ends while the window is in the background asks for attention.
    fn announce(&mut self, ctx: &egui::Context) {
        if !self.state.work().is_empty() {
            self.busy.get_or_insert_with(Instant::now);
        } else if let Some(began) = self.busy.take()
            && began.elapsed() >= LONG
            && !ctx.input(|i| i.focused)
        {
            let attention = UserAttentionType::Informational;
            ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(attention));
        }
    }

    /// Draws everything and carries out what was asked for.
    pub fn draw(&mut self, ui: &mut Ui) {
        let mut actions = Actions::default();
        let ctx = ui.ctx().clone();
        let mut by_key = keys_and_drops(&ctx, &mut actions);
        let before = self.state.session.screen;
        let bar = Theme::of(&ctx).panel;
        egui::Panel::top("bar")
            .exact_size(44.0)
            .frame(egui::Frame::new().fill(bar).inner_margin(Margin::symmetric(16, 0)))
            .show(ui, |ui| {
                skip::link(ui);
                bar::show(ui, &mut self.state, &mut actions);
            });
        let wide = ui.available_width();
        egui::Panel::left("rail")
            .exact_size(if wide < SMALL { NARROW_RAIL } else { RAIL })
            .resizable(false)
            .frame(egui::Frame::new().fill(bar).inner_margin(Margin::symmetric(8, 12)))
            .show(ui, |ui| rail(ui, &self.state, &mut actions));
        if self.state.settings.help {
            egui::Panel::right("help")
                .exact_size(help::width(wide, &self.help))
                .resizable(false)
                .frame(egui::Frame::new().fill(bar).inner_margin(Margin::same(16)))
                .show(ui, |ui| help::show(ui, &self.state, &mut self.help, &mut actions));
        }
        let ground = Theme::of(&ctx).background;
        let place = ui.available_rect_before_wrap();
        egui::CentralPanel::default().frame(egui::Frame::new().fill(ground)).show(ui, |ui| {
            skip::screen(ui, &self.state);
            trouble(ui, &mut self.state, &mut actions);
            screens::show(ui, &self.state, &mut self.views, &mut actions);
        });
        drop_hint(&ctx);
        // A command of the palette is one by keyboard.
        by_key |= matches!(self.state.open, Open::Palette { .. });
        dialogs::show(&ctx, &mut self.state, &mut actions);
        if let Some(command) = self.state.toasts.show(&ctx) {
            actions.run(command);
        }
        if self.state.open == Open::Nothing
            && let Some(way) = Command::back_or_forward(&ctx)
        {
            actions.run(way);
            by_key = true;
        }
        // Whoever went to another screen by keyboard goes on there: what had the keyboard is gone.
        let focused = ctx.memory(|memory| memory.focused());
        let on_screen = focused
            .and_then(|id| ctx.read_response(id))
            .is_some_and(|response| place.contains(response.rect.center()));
        for action in actions.take() {
            self.state.apply(action);
        }
        let now = self.state.session.screen;
        if now != before && (by_key || on_screen) {
            skip::to_screen(&ctx);
        }
        give_keyboard_back(&ctx);
        self.close(&ctx);
    }

    fn close(&mut self, ctx: &egui::Context) {
        if ctx.input(|i| i.viewport().close_requested()) && !self.state.quit {
            self.state.apply(Action::Do(Command::Quit));
            if !self.state.quit {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                return;
            }
        }
        if self.state.quit {
            ctx.send_viewport_cmd(ViewportCommand::Close);
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

/// Keys, dropped files and the mouse's buttons for back and forward; whether a key was pressed that is a
/// command.
fn keys_and_drops(ctx: &egui::Context, actions: &mut Actions) -> bool {
    let pressed = Command::pressed(ctx);
    if let Some(command) = pressed {
        actions.run(command);
    }
    let dropped: Vec<PathBuf> =
        ctx.input(|i| i.raw.dropped_files.iter().map(|f| f.path().to_owned()).collect());
    if !dropped.is_empty() {
        actions.push(Action::Open(dropped));
    }
    for (button, command) in [
        (egui::PointerButton::Extra1, Command::GoBack),
        (egui::PointerButton::Extra2, Command::GoForward),
    ] {
        if ctx.input(|i| i.pointer.button_pressed(button)) {
            actions.run(command);
        }
    }
    // Undo steps end with the gesture: when the pointer is up and nothing is being typed.
    let idle = ctx.input(|i| !i.pointer.any_down() && i.pointer.any_released());
    if idle {
        actions.push(Action::Settle);
    }
    pressed.is_some()
}

fn rail(ui: &mut Ui, state: &State, actions: &mut Actions) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let project = state.project();
    let files = project.files.len() as u64;
    let chosen = project.catalog.events.iter().filter(|e| e.chosen).count() as u64;
    let audiences = project.audiences.len() as u64;
    let count = |n: u64, words: String| if n == 0 { String::new() } else { words };
    let places = [
        (
            t!("window-data"),
            Screen::Data,
            count(files, t!("window-files", files = files)),
            Command::GoData,
        ),
        (
            t!("window-catalog"),
            Screen::Catalog,
            count(chosen, t!("window-events", events = chosen)),
            Command::GoCatalog,
        ),
        (
            t!("window-audiences"),
            Screen::Audiences,
            count(audiences, format::count(audiences)),
            Command::GoAudiences,
        ),
    ];
    for (name, screen, note, command) in places {
        let tooltip = command.tooltip_with_keys(ui.ctx());
        let part = match state.session.screen {
            Screen::Builder(_) | Screen::Destinations(_) | Screen::Overlap => Screen::Audiences,
            other => other,
        };
        let at = Place { name, note: &note, icon: command.icon(), here: part == screen };
        if place(ui, &at, false).on_hover_text(tooltip).clicked() {
            actions.push(Action::Settle);
            actions.go(screen);
        }
    }
    // At the bottom, and still in reading order.
    let quiet = [Command::Settings, Command::Help];
    let high = quiet.len() as f32 * (PLACE + ui.spacing().item_spacing.y);
    ui.add_space((ui.available_height() - high).max(0.0));
    ui.with_layout(Layout::top_down(Align::Min), |ui| {
        for command in quiet {
            let here = command == Command::Help && state.settings.help;
            let at = Place { name: command.text(), note: "", icon: command.icon(), here };
            let tooltip = command.tooltip_with_keys(ui.ctx());
            if place(ui, &at, true).on_hover_text(tooltip).clicked() {
                actions.run(command);
            }
        }
    });
}

/// A row of the rail.
struct Place<'a> {
    name: &'a str,
    note: &'a str,
    icon: Icon,
    here: bool,
}

/// Draws it; a quiet one with its icon, the others with theirs only where there is no room for words.
fn place(ui: &mut Ui, at: &Place<'_>, quiet: bool) -> egui::Response {
    let theme = Theme::of(ui.ctx());
    let size = vec2(ui.available_width(), PLACE);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let name = at.name;
    let told = match at.note {
        "" => name.to_owned(),
        note => t!("window-place", place = name, note = note),
    };
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, at.here, &told));
    let (fill, color) = match (at.here, response.hovered()) {
        (true, _) => (theme.accent_soft, theme.accent),
        (false, true) => (theme.sunken, theme.text),
        (false, false) if quiet => (egui::Color32::TRANSPARENT, theme.dim),
        (false, false) => (egui::Color32::TRANSPARENT, theme.text),
    };
    ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), fill);
    if at.here {
        // A bar beside it: which place is shown is told by more than its colour.
        let bar = egui::Rect::from_min_size(rect.left_top(), vec2(3.0, rect.height()));
        ui.painter().rect_filled(bar.shrink2(vec2(0.0, 8.0)), 1.5, theme.accent);
    }
    focus_ring(ui, &response, rect.shrink(2.0), radius::CONTROL);
    if rect.width() < NARROW_RAIL {
        at.icon.paint(ui, rect.center(), 18.0, color);
        return response.on_hover_text(told);
    }
    let mut left = rect.left() + 12.0;
    if quiet {
        at.icon.paint(ui, pos2(left + 8.0, rect.center().y), 16.0, color);
        left += 24.0;
    }
    let id = if at.here { font::medium() } else { font::body() };
    let words = one_line(ui, name, id, color, rect.width());
    ui.painter().galley(pos2(left, rect.center().y - words.size().y / 2.0), words, color);
    let faint = if at.here { theme.accent } else { theme.faint };
    let note = one_line(ui, at.note, font::body(), faint, rect.width() / 2.0);
    let right = pos2(rect.right() - 12.0 - note.size().x, rect.center().y - note.size().y / 2.0);
    ui.painter().galley(right, note, faint);
    response
}

/// A failure that belongs to no file, until it is dealt with.
fn trouble(ui: &mut Ui, state: &mut State, actions: &mut Actions) {
    let failure =
        state.session.dataset.failure().filter(|_| state.session.screen != Screen::Catalog);
    let Some(words) = state
        .session
        .trouble
        .as_ref()
        .map(ToString::to_string)
        .or_else(|| failure.map(str::to_owned))
    else {
        return;
    };
    let stays = state.session.trouble.is_some();
    let frame = egui::Frame::new().inner_margin(Margin { left: 24, right: 24, top: 16, bottom: 0 });
    frame.show(ui, |ui| {
        Banner::error(words).show(ui, |ui| {
            if stays && Button::secondary(t!("window-dismiss")).compact().show(ui).clicked() {
                state.session.trouble = None;
            }
            let elsewhere = state.session.screen != Screen::Data;
            if !stays
                && elsewhere
                && Button::secondary(t!("commands-go-data")).compact().show(ui).clicked()
            {
                actions.run(Command::GoData);
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
        .layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop-hint")));
    let all = ctx.content_rect();
    painter.rect_filled(all, 0.0, theme.backdrop);
    let card = egui::Rect::from_center_size(all.center(), vec2(320.0, 96.0));
    let line = Stroke::new(2.0, theme.accent);
    let corner = CornerRadius::same(radius::CARD);
    painter.rect(card, corner, theme.panel, line, egui::StrokeKind::Inside);
    let words = t!("window-drop", files = held);
    let middle = egui::Align2::CENTER_CENTER;
    painter.text(card.center(), middle, words, font::strong(), theme.text);
}
