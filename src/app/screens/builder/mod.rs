//! The audience builder: who is meant on the left, how propensity falls with size in the middle,
//! what it means on the right. Comes in: one audience, its people as far as they are computed.
//! Goes out: changes of the definition. Sizes are answered at once and never wait for a worker.

mod as_of;
mod insight;
mod people;
mod plot;
mod quality;
mod recommend;
mod rule;
mod search;
mod size;
mod split;
mod target;
mod timeline;
mod values;
mod view;
mod who;

use egui::{Ui, vec2};

use crate::app::theme::{Icon, space};
use crate::app::widgets::{
    Banner, Button, Card, Text, TextField, Work, card_title, empty, loading, page, spread,
    under_way,
};
use crate::app::{Action, Actions, Hint, Job, Screen, State, hints, tasks::work};
use crate::audience::{Audience, Status};
use crate::base::language::{message, t};
use crate::project::Saved;

pub use crate::app::plot::metric::Metric;
pub(in crate::app) use plot::draw as draw_plot;
use view::Shown;
pub use view::View;

/// Width of the left and of the right part: as little as they need, and in wide windows more, so that
/// values and reasons stand on few lines.
const LEFT: (f32, f32) = (308.0, 420.0);
const RIGHT: (f32, f32) = (236.0, 420.0);
/// From the first width on they grow, up to the second.
const GROW: (f32, f32) = (1300.0, 2000.0);
/// Narrower than this, the right part goes below the middle.
const NARROW: f32 = 900.0;
/// Narrower than this, all parts stand below each other, and the audience's name has a line of its
/// own.
const SMALL: f32 = 620.0;
/// Least room for the sentence that says who is meant.
const WORDS: f32 = 260.0;
/// Room below the parts: they scroll together.
const TALL: f32 = 10_000.0;

/// Draws the builder for an audience.
pub fn show(ui: &mut Ui, state: &State, id: u64, view: &mut View, actions: &mut Actions) {
    let Some(saved) = state.project().audience(id) else {
        actions.go(Screen::Audiences);
        return;
    };
    let both = &mut (view, actions);
    let salt = ("builder", id);
    let Some(past) = state.session.dataset.value() else {
        let header = |ui: &mut Ui, (view, actions): &mut (&mut View, &mut Actions)| {
            title(ui, saved, None, view, actions);
        };
        return page(ui, salt, false, both, header, |ui, (_, actions)| no_past(ui, state, actions));
    };
    let work = &state.session.audiences;
    let current = work.current(&saved.audience);
    let last = work.entry(id).and_then(|e| e.found.value());
    let found = current.or(last).filter(|_| saved.audience.has_target());
    let shown = Shown {
        saved,
        audiences: &state.project().audiences,
        people_columns: &state.project().people_columns,
        history: &past.ready.history,
        stats: work.stats(),
        work,
        recommend: &state.session.recommend,
        found,
        fresh: current.is_some(),
        earnings: found.map_or(saved.audience.earnings(), |found| state.earnings(saved, found)),
        as_of: state.project().as_of,
    };
    let header = |ui: &mut Ui, (view, actions): &mut (&mut View, &mut Actions)| {
        title(ui, saved, Some(&shown), view, actions);
    };
    page(ui, salt, false, both, header, |ui, (view, actions)| {
        if shown.found.is_some_and(|found| !found.computed.ranking.is_empty()) {
            hints::show(ui, &state.settings, Hint::Curve, actions);
            ui.add_space(space::XS);
        }
        parts(ui, &shown, view, actions);
        rule::dialog(ui, &shown, view, actions);
        quality::dialog(ui, &shown, view);
    });
}

fn no_past(ui: &mut Ui, state: &State, actions: &mut Actions) {
    Card::new().show(ui, |ui| match state.session.dataset.running() {
        Some(task) => {
            if loading(ui, &work::of(task)) {
                actions.push(Action::Cancel(Job::Build));
            }
        }
        None => empty(ui, Icon::People, t!("builder-no-past"), t!("builder-no-past-about"), |ui| {
            if Button::primary(t!("builder-go-catalog")).show(ui).clicked() {
                actions.go(Screen::Catalog);
            }
        }),
    });
}

fn title(
    ui: &mut Ui,
    saved: &Saved,
    shown: Option<&Shown<'_>>,
    view: &mut View,
    actions: &mut Actions,
) {
    let audience = &saved.audience;
    // In a small window what can be done stands below the name, and not over it.
    let small = ui.available_width() < SMALL;
    ui.horizontal(|ui| {
        if Button::icon_only(Icon::Back, t!("builder-back")).show(ui).clicked() {
            actions.go(Screen::Audiences);
        }
        if view.rename.is_some() {
            rename(ui, audience, view, actions);
        } else {
            let room = ui.available_width() - if small { 40.0 } else { 360.0 };
            ui.scope(|ui| {
                ui.set_max_width(room.max(80.0));
                Text::title(&audience.name).truncate().show(ui);
            });
            if Button::icon_only(Icon::Edit, t!("builder-rename")).show(ui).clicked() {
                view.rename = Some(audience.name.clone());
            }
        }
        if let Some(shown) = shown.filter(|_| !small) {
            ways_on(ui, shown, actions);
        }
    });
    if let Some(shown) = shown.filter(|_| small) {
        ui.horizontal(|ui| ways_on(ui, shown, actions));
    }
}

/// Where to go from here, from the right, and in the room that is left who is meant.
fn ways_on(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let audience = shown.audience();
    let words = |ui: &mut Ui| {
        let horizon = shown.found.map(|f| f.computed.scored.horizon_days);
        let target = audience.target_words();
        let target = match audience.horizon_days.or(horizon) {
            Some(days) => t!("builder-target-within", target = target, days = days),
            None => target,
        };
        let words = match shown.eligible() {
            0 => target,
            n => t!("builder-eligible", people = n, target = target),
        };
        // Cut after a few words it says nothing; all of it stands below, too.
        if ui.available_width() < WORDS {
            return;
        }
        // Beside the buttons, as far to the right as it reaches.
        let right = egui::Layout::right_to_left(egui::Align::Center);
        ui.with_layout(right, |ui| {
            Text::small(words).truncate().silent().show(ui).on_hover_text(shown.sentence());
        });
    };
    spread(ui, words, |ui| {
        if Button::icon_only(Icon::Copy, t!("builder-copy-sentence")).show(ui).clicked() {
            actions.push(Action::Copy(shown.sentence()));
        }
        let live = matches!(shown.work.status(audience), Status::Live(_));
        let why = (!live).then(|| t!("builder-not-live").to_owned());
        if Button::primary(t!("builder-destinations")).unless(why).show(ui).clicked() {
            actions.go(Screen::Destinations(audience.id));
        }
    });
}

fn rename(ui: &mut Ui, audience: &Audience, view: &mut View, actions: &mut Actions) {
    let Some(name) = &mut view.rename else { return };
    let field = TextField::new(t!("builder-name")).width(320.0).show(ui, name);
    let escape = ui.input(|i| i.key_pressed(egui::Key::Escape));
    if field.lost_focus() || escape {
        let name = name.trim().to_owned();
        if !escape && !name.is_empty() && name != audience.name {
            actions
                .decide_audience(audience.id, message!("builder-undo-rename"), |a| a.name = name);
        }
        view.rename = None;
    } else {
        field.request_focus();
    }
}

fn parts(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let all = ui.available_width();
    if all < SMALL {
        // No room beside each other: one below the other, in the order of the work.
        ui.spacing_mut().item_spacing.y = space::M;
        left(ui, shown, view, actions);
        centre(ui, shown, view, actions);
        right(ui, shown, view, actions);
        return;
    }
    let narrow = all < NARROW;
    let wide = |(least, most): (f32, f32)| egui::remap_clamp(all, GROW.0..=GROW.1, least..=most);
    let (left_wide, right_wide) = (wide(LEFT).round(), wide(RIGHT).round());
    let beside = if narrow { 0.0 } else { right_wide + space::L };
    let middle = all - left_wide - space::L - beside;
    let top = ui.cursor().min;
    let column =
        |left: f32, wide: f32| egui::Rect::from_min_size(top + vec2(left, 0.0), vec2(wide, TALL));
    let mut bottom = top.y;
    let mut part = |ui: &mut Ui, name: &str, rect: egui::Rect, draw: &mut dyn FnMut(&mut Ui)| {
        let layout = egui::Layout::top_down(egui::Align::Min);
        let builder = egui::UiBuilder::new().max_rect(rect).layout(layout).id_salt(name);
        let mut ui = ui.new_child(builder);
        ui.set_width(rect.width());
        ui.spacing_mut().item_spacing.y = space::M;
        draw(&mut ui);
        bottom = bottom.max(ui.min_rect().bottom());
    };
    part(ui, "left", column(0.0, left_wide), &mut |ui| left(ui, shown, view, actions));
    part(ui, "middle", column(left_wide + space::L, middle), &mut |ui| {
        centre(ui, shown, view, actions);
        if narrow {
            right(ui, shown, view, actions);
        }
    });
    if !narrow {
        let at = column(all - right_wide, right_wide);
        part(ui, "right", at, &mut |ui| right(ui, shown, view, actions));
    }
    let used = egui::Rect::from_min_max(top, egui::pos2(top.x + all, bottom));
    ui.allocate_rect(used, egui::Sense::hover());
}

fn left(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    target::campaign(ui, shown, actions);
    target::show(ui, shown, view, actions);
    target::goal_and_horizon(ui, shown, actions);
    as_of::show(ui, shown, actions);
    who::show(ui, shown, view, actions);
    size::show(ui, shown, view, actions);
    size::control(ui, shown, actions);
    recommend::show(ui, shown, shown.recommend, actions);
}

fn centre(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let status = shown.work.status(shown.audience());
    if let Status::Failed(why) = &status {
        Banner::error(t!("builder-failed")).text(why).show(ui, |ui| {
            if Button::link(t!("builder-try-again")).show(ui).clicked() {
                actions.push(Action::Refresh(shown.id()));
            }
        });
    }
    if let Status::NeedsData(waits) = &status {
        Banner::warn(t!("builder-waiting")).text(waits.to_string()).show(ui, |_| {});
    }
    let computed = shown.found.filter(|_| shown.fresh).map(|f| &f.computed);
    if let (Some(computed), false) = (computed, matches!(status, Status::NeedsData(_))) {
        let (scored, notes) = (&computed.scored, computed.notes());
        // In one banner: two about the same shortage would press the curve out of a small window.
        if let [first, others @ ..] = notes.as_slice() {
            Banner::info(first).text(others.join("\n")).show(ui, |ui| {
                if let Some(days) = scored.longest_horizon
                    && Button::link(t!("builder-use-days", days = days)).show(ui).clicked()
                {
                    actions.decide_audience(
                        shown.id(),
                        message!("builder-undo-horizon"),
                        move |a| {
                            a.horizon_days = Some(days);
                        },
                    );
                }
            });
        }
    }
    match shown.found {
        Some(found) if !found.computed.ranking.is_empty() => {
            plot::card(ui, shown, found, view, actions);
            people::card(ui, shown, found, view, actions);
        }
        _ => nothing_yet(ui, shown, &status),
    }
}

fn nothing_yet(ui: &mut Ui, shown: &Shown<'_>, status: &Status) {
    Card::new().min_height(360.0).show(ui, |ui| {
        card_title(ui, t!("builder-curve"), |_| {});
        ui.add_space(space::XL);
        match status {
            Status::Computing(_) => {
                let task = shown.work.entry(shown.id()).and_then(|e| e.found.running());
                let title = t!("builder-finding").to_owned();
                let shown = task.map(work::of).unwrap_or_default();
                under_way(ui, &Work { title, ..shown });
            }
            _ if !shown.audience().has_target() => empty(
                ui,
                Icon::Target,
                t!("builder-no-target"),
                t!("builder-no-target-about"),
                |_| {},
            ),
            Status::NeedsData(_) if shown.found.is_some_and(|f| f.computed.waits()) => empty(
                ui,
                Icon::People,
                t!("builder-nobody-ranked"),
                t!("builder-nobody-ranked-about"),
                |_| {},
            ),
            _ => empty(ui, Icon::People, t!("builder-nobody"), t!("builder-nobody-about"), |_| {}),
        }
    });
}

fn right(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    if let Some(found) = shown.found.filter(|f| !f.computed.ranking.is_empty()) {
        insight::expected(ui, shown, found);
        insight::quality(ui, shown, found, view);
        insight::apart(ui, shown);
        split::card(ui, shown, actions);
    }
}
