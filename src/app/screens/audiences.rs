//! The list of audiences: what each wants, how large and how good it is, where it stands; and the
//! campaigns to start one from.

use egui::{Popup, PopupCloseBehavior, Ui};

use super::days_ago;
use crate::app::audience_work::AudienceWork;
use crate::app::theme::{Icon, space};
use crate::app::widgets::{
    Button, Card, Column, Row, Table, Text, TextField, Tone, badge, columns, empty, equal_height,
    format, screen,
};
use crate::app::{Action, Actions, Command, Screen, State};
use crate::audience::{Audience, Campaign, Status};
use crate::project::Saved;

/// What only the list cares about.
#[derive(Debug, Default)]
pub struct View {
    search: String,
    rename: Option<(u64, String)>,
}

/// Draws the list.
pub fn show(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    let all = &state.project().audiences;
    let none = all.is_empty();
    let mut parts = (view, actions);
    screen(
        ui,
        "Audiences",
        "",
        &mut parts,
        |ui, (view, actions)| {
            let new = Button::primary("New audience").icon(Icon::Plus);
            let tooltip = Command::NewAudience.tooltip();
            if new.unless(state.why_not(Command::NewAudience)).tooltip(tooltip).show(ui).clicked() {
                actions.run(Command::NewAudience);
            }
            if !none {
                TextField::new("Search audiences")
                    .hint("Search audiences")
                    .icon(Icon::Search)
                    .width(220.0)
                    .show(ui, &mut view.search);
            }
        },
        |ui, (view, actions)| {
            ui.spacing_mut().item_spacing.y = space::M;
            if none {
                Card::new().show(ui, |ui| nobody(ui, state, actions));
            } else {
                list(ui, state, view, actions);
            }
            if state.past.value().is_some() {
                ui.add_space(space::XS);
                Text::strong("Start from a campaign").show(ui);
                campaigns(ui, actions);
            }
        },
    );
}

fn nobody(ui: &mut Ui, state: &State, actions: &mut Actions) {
    if state.past.value().is_some() {
        empty(
            ui,
            Icon::People,
            "No audiences yet",
            "Everyone's past is ready. Start from a campaign below, which fills everything in, or \
             choose yourself what people should want.",
            |ui| {
                if Button::secondary("New audience").named("Begin an audience").show(ui).clicked() {
                    actions.run(Command::NewAudience);
                }
            },
        );
        return;
    }
    let words = "Open your exports and save the catalog; then pick what people should want.";
    empty(ui, Icon::People, "No audiences yet", words, |ui| {
        let no_files = state.project().files.is_empty();
        let command = if no_files { Command::GoData } else { Command::GoCatalog };
        if Button::primary(command.text()).show(ui).clicked() {
            actions.run(command);
        }
    });
}

fn list(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    let query = view.search.trim().to_lowercase();
    let fits = |s: &&Saved| {
        let a = &s.audience;
        query.is_empty()
            || a.name.to_lowercase().contains(&query)
            || a.target_words().to_lowercase().contains(&query)
            || a.campaign.is_some_and(|c| c.name().to_lowercase().contains(&query))
    };
    let rows: Vec<&Saved> = state.project().audiences.iter().filter(fits).collect();
    Card::new().padding(space::S).show(ui, |ui| {
        if rows.is_empty() {
            empty(
                ui,
                Icon::Search,
                "No audience fits",
                "Search for a name, a value or a campaign.",
                |_| {},
            );
            return;
        }
        let columns = vec![
            Column::text("Name").at_least(150.0).weight(1.2),
            Column::text("Likely to engage with").at_least(170.0).weight(1.4),
            Column::number("People").exact(80.0),
            Column::number("Rate").exact(70.0).about("Share of the audience expected to engage"),
            Column::number("Average").exact(78.0).about("The rate against everyone who may be in"),
            Column::text("Status").exact(128.0),
            Column::text("Updated").exact(120.0),
            Column::text("").exact(48.0),
        ];
        let pressed = Table::new("audiences", columns)
            .row_height(36.0)
            .clickable(|row| format!("Open {}", rows[row].audience.name))
            .show(ui, rows.len(), |cells, row| {
                audience(cells, &state.audiences, rows[row], view, actions);
            });
        if let (Some(row), None) = (pressed, &view.rename) {
            actions.go(Screen::Builder(rows[row].audience.id));
        }
    });
}

fn audience(
    row: &mut Row<'_>,
    work: &AudienceWork,
    saved: &Saved,
    view: &mut View,
    actions: &mut Actions,
) {
    let audience = &saved.audience;
    match &mut view.rename {
        Some((id, name)) if *id == audience.id => {
            let done = row.cell(|ui| {
                let field = TextField::new("New name").compact().show(ui, name);
                let done = field.lost_focus();
                if !done {
                    field.request_focus();
                }
                done.then(|| !ui.input(|i| i.key_pressed(egui::Key::Escape)))
            });
            if let Some(keep) = done.flatten() {
                let (id, name) = (audience.id, name.trim().to_owned());
                view.rename = None;
                if keep && !name.is_empty() {
                    super::builder::decide(actions, id, "rename audience", |a| a.name = name);
                }
            }
        }
        _ => row.text(&audience.name),
    }
    row.dim(audience.target_words());
    let status = work.status(audience);
    let found = work.current(audience).filter(|_| matches!(status, Status::Live(_)));
    match found.map(|f| f.computed.summary(audience)) {
        Some(at) => {
            row.text(format::count(at.people as u64));
            row.text(format::percent(at.rate));
            row.text(format!("{:.1} ×", at.times_average));
        }
        None => (0..3).for_each(|_| row.dim("–")),
    }
    row.cell(|ui| badge_of(ui, &status));
    match (found, &status) {
        (Some(found), _) => row.dim(days_ago(found.at)),
        (None, Status::NeedsData(_)) => row.dim("waits for data"),
        (None, Status::Failed(_)) => row.dim("see why"),
        _ => row.dim("–"),
    }
    row.cell(|ui| more(ui, audience, view, actions));
}

/// The status, with its reason on hover.
pub(super) fn badge_of(ui: &mut Ui, status: &Status) {
    let tone = match status {
        Status::Draft => Tone::Neutral,
        Status::Computing(_) => Tone::Accent,
        Status::Live(_) => Tone::Good,
        Status::NeedsData(_) => Tone::Warn,
        Status::Failed(_) => Tone::Bad,
    };
    let response = badge(ui, tone, &status.word());
    if let Status::NeedsData(why) | Status::Failed(why) = status {
        response.on_hover_text(why);
    }
}

fn more(ui: &mut Ui, audience: &Audience, view: &mut View, actions: &mut Actions) {
    let name = format!("More for {}", audience.name);
    let button = Button::icon_only(Icon::More, name).show(ui);
    let id = audience.id;
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClick).show(|ui| {
        ui.set_min_width(150.0);
        let item = |ui: &mut Ui, icon: Icon, words: &str| {
            Button::ghost(words).icon(icon).show(ui).clicked()
        };
        if item(ui, Icon::Right, "Open") {
            actions.go(Screen::Builder(id));
        }
        if item(ui, Icon::Edit, "Rename") {
            view.rename = Some((id, audience.name.clone()));
        }
        if item(ui, Icon::Copy, "Duplicate") {
            actions.push(Action::Duplicate(id));
        }
        if item(ui, Icon::Refresh, "Refresh") {
            actions.push(Action::Refresh(id));
        }
        if item(ui, Icon::Download, "Destinations…") {
            actions.go(Screen::Destinations(id));
        }
        if item(ui, Icon::Delete, "Delete") {
            actions.push(Action::DeleteAudience(id));
        }
    });
}

fn campaigns(ui: &mut Ui, actions: &mut Actions) {
    let (first, second) = Campaign::ALL.split_at(3);
    for (row, campaigns) in [first, second].into_iter().enumerate() {
        equal_height(ui, ("campaigns", row), |ui, height| {
            let mut wanted: f32 = 0.0;
            columns(ui, &[1.0, 1.0, 1.0], space::M, |ui, place| {
                let Some(campaign) = campaigns.get(place) else { return };
                let card = Card::new().min_height(height);
                let shown = card.button(ui, campaign.name(), |ui| {
                    ui.spacing_mut().item_spacing.y = space::XS;
                    Text::strong(campaign.name()).show(ui);
                    Text::dim(campaign.about()).wrap().show(ui).rect.bottom()
                });
                wanted = wanted.max(shown.inner - shown.response.rect.top() + space::L);
                if shown.response.clicked() {
                    actions.push(Action::NewAudience(Some(*campaign)));
                }
            });
            wanted
        });
    }
}
