//! The list of audiences: what each wants, how large and how good it is, where it stands; and the
//! campaigns to start one from.

mod changes;
mod details;
mod measure;

use egui::{Popup, PopupCloseBehavior, Ui};

use crate::app::help::terms::Term;
use crate::app::tasks::compute::AudienceWork;
use crate::app::theme::{Icon, space};
use crate::app::widgets::{
    Button, Card, Column, Row, Table, Text, TextField, Tone, badge, badge_size, columns, empty,
    equal_height, format, loading, screen, segmented_wrapped,
};
use crate::app::{Action, Actions, Command, Job, Screen, State};
use crate::audience::{Audience, Campaign, Status, Window};
use crate::base::language::{message, t};
use crate::base::words::{decimal, when};
use crate::project::Saved;

/// What only the list cares about.
#[derive(Debug, Default)]
pub struct View {
    search: String,
    tag: Option<String>,
    rename: Option<(u64, String)>,
    open: Panel,
}

/// The dialog that is open.
#[derive(Debug, Default)]
enum Panel {
    #[default]
    Nothing,
    /// What a refresh changed.
    Changes(u64),
    /// What a campaign changed.
    Campaign(measure::View),
    /// Name, tags and note.
    Details(details::View),
}

/// Draws the list.
pub fn show(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    let all = &state.project().audiences;
    let none = all.is_empty();
    let room = ui.available_width();
    panel(&ui.ctx().clone(), state, view, actions);
    let mut parts = (view, actions);
    screen(
        ui,
        t!("list-title"),
        "",
        &mut parts,
        |ui, (view, actions)| {
            if !none {
                TextField::new(t!("list-search"))
                    .hint(t!("list-search"))
                    .icon(Icon::Search)
                    .width(if room < 620.0 { 130.0 } else { 220.0 })
                    .show(ui, &mut view.search);
                // Beside the search there is room for one button, not for two.
                if room < 560.0 && all.len() > 1 {
                    ui.end_row();
                }
            }
            if all.len() > 1 {
                let overlap = Button::secondary(Command::GoOverlap.text());
                let tooltip = Command::GoOverlap.tooltip();
                if overlap.tooltip(tooltip).show(ui).clicked() {
                    actions.run(Command::GoOverlap);
                }
            }
            let new = Button::primary(t!("list-new")).icon(Icon::Plus);
            let tooltip = Command::NewAudience.tooltip();
            if new.unless(state.why_not(Command::NewAudience)).tooltip(tooltip).show(ui).clicked() {
                actions.run(Command::NewAudience);
            }
        },
        |ui, (view, actions)| {
            ui.spacing_mut().item_spacing.y = space::M;
            if none {
                Card::new().show(ui, |ui| nobody(ui, state, actions));
            } else {
                tags(ui, all, view);
                list(ui, state, view, actions);
            }
            if state.session.dataset.value().is_some() {
                ui.add_space(space::XS);
                Text::strong(t!("list-campaigns")).heading(2).show(ui);
                campaigns(ui, actions);
            }
        },
    );
}

/// The dialog that is open, where one is.
fn panel(ctx: &egui::Context, state: &State, view: &mut View, actions: &mut Actions) {
    let stays = match &mut view.open {
        Panel::Nothing => return,
        Panel::Changes(id) => changes::show(ctx, state, *id, actions),
        Panel::Campaign(view) => measure::show(ctx, state, view, actions),
        Panel::Details(view) => details::show(ctx, view, actions),
    };
    if !stays {
        view.open = Panel::Nothing;
    }
}

/// Tags to filter by, where there are any; the most used first.
fn tags(ui: &mut Ui, all: &[Saved], view: &mut View) {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for tag in all.iter().flat_map(|s| &s.audience.tags) {
        match counts.iter_mut().find(|(t, _)| t.eq_ignore_ascii_case(tag)) {
            Some((_, n)) => *n += 1,
            None => counts.push((tag, 1)),
        }
    }
    let gone = |tag: &String| !counts.iter().any(|(t, _)| t.eq_ignore_ascii_case(tag));
    if view.tag.as_ref().is_some_and(gone) {
        view.tag = None;
    }
    if counts.is_empty() {
        return;
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let options: Vec<(Option<usize>, &str)> = std::iter::once((None, t!("list-all-tags")))
        .chain(counts.iter().take(10).enumerate().map(|(i, (tag, _))| (Some(i), *tag)))
        .collect();
    let place = |tag: &String| counts.iter().position(|(t, _)| t.eq_ignore_ascii_case(tag));
    let mut chosen = view.tag.as_ref().and_then(place);
    if segmented_wrapped(ui, t!("list-tags"), &mut chosen, &options) {
        view.tag = chosen.map(|i| counts[i].0.to_owned());
    }
}

fn nobody(ui: &mut Ui, state: &State, actions: &mut Actions) {
    // What was built of files that are not there any more is nobody's past.
    if state.current_past().is_some() {
        empty(ui, Icon::People, t!("list-none"), t!("list-none-ready"), |ui| {
            if Button::secondary(t!("list-new")).named(t!("list-begin")).show(ui).clicked() {
                actions.run(Command::NewAudience);
            }
        });
        return;
    }
    let soon = [Job::OpenProject, Job::Look, Job::Build];
    let work = soon.into_iter().find_map(|job| Some((job, state.work_on(job)?)));
    if let Some((job, work)) = work {
        if loading(ui, &work) {
            actions.push(Action::Cancel(job));
        }
        Text::dim(t!("list-none-soon")).wrap().show(ui);
        return;
    }
    let words = t!("list-none-no-data");
    empty(ui, Icon::People, t!("list-none"), words, |ui| {
        let no_files = state.project().files.is_empty();
        let command = if no_files { Command::GoData } else { Command::GoCatalog };
        if Button::primary(command.text()).show(ui).clicked() {
            actions.run(command);
        }
    });
}

/// A list narrower than this does not say when lists were written: its menu stays in sight.
const WIDE: f32 = 870.0;
/// Nor, narrower than this, what people engage with: names have its room, and mostly say it.
const AIMED: f32 = 800.0;
/// Nor, narrower than this, how likely they are: that stands beside the curve.
const RATED: f32 = 700.0;

fn list(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    let query = view.search.trim().to_lowercase();
    let fits = |s: &&Saved| {
        let a = &s.audience;
        query.is_empty()
            || a.name.to_lowercase().contains(&query)
            || a.target_words().to_lowercase().contains(&query)
            || a.campaign.is_some_and(|c| c.name().to_lowercase().contains(&query))
            || a.note.to_lowercase().contains(&query)
            || a.tags.iter().any(|t| t.to_lowercase().contains(&query))
    };
    let tagged = |s: &&Saved| {
        let tag = view.tag.as_ref();
        tag.is_none_or(|tag| s.audience.tags.iter().any(|t| t.eq_ignore_ascii_case(tag)))
    };
    let rows: Vec<&Saved> = state.project().audiences.iter().filter(fits).filter(tagged).collect();
    Card::new().padding(space::S).show(ui, |ui| {
        if rows.is_empty() {
            empty(ui, Icon::Search, t!("list-no-fit"), t!("list-no-fit-about"), |_| {});
            return;
        }
        let room = ui.available_width();
        let (wide, rated, aimed) = (room >= WIDE, room >= RATED, room >= AIMED);
        // Where there is little room, names have most of it: they tell audiences apart.
        let of = |usual: f32, tight: f32| if wide { usual } else { tight };
        let mut columns =
            vec![Column::text(t!("list-name")).at_least(of(190.0, 170.0)).weight(1.5).sortable()];
        if aimed {
            let target = Column::text(t!("list-target")).at_least(of(150.0, 120.0)).weight(1.1);
            columns.push(target.about(Term::Engage.about()));
        }
        columns.push(Column::number(t!("list-people")).exact(86.0).sortable());
        if rated {
            let rate = Column::number(t!("list-rate")).exact(of(76.0, 68.0)).sortable();
            columns.push(rate.about(t!("list-rate-about")));
            let average = Column::number(t!("list-average")).exact(of(92.0, 84.0)).sortable();
            columns.push(average.about(t!("list-average-about")));
        }
        columns.push(Column::text(t!("list-status")).exact(128.0));
        if wide {
            let made = Column::text(t!("list-made")).about(t!("list-made-about"));
            columns.push(made.exact(120.0));
        }
        columns.push(Column::text("").exact(48.0));
        let table = Table::new("audiences", columns);
        let newest = newest_file(state);
        let mut rows = rows;
        if let Some((place, descending)) = table.sorted_by(ui.ctx()) {
            // By its place among all columns.
            let place = place + usize::from(!aimed && place > 0);
            sort(&mut rows, (place, descending), &state.session.audiences);
        }
        let pressed = table
            .row_height(36.0)
            .clickable(|row| t!("list-open-audience", name = &rows[row].audience.name))
            .show(ui, rows.len(), |cells, row| {
                let shown = (&state.session.audiences, newest);
                audience(cells, shown, rows[row], (wide, rated, aimed), view, actions);
            });
        if let (Some(row), None) = (pressed, &view.rename) {
            actions.go(Screen::Builder(rows[row].audience.id));
        }
    });
}

/// Sorts by the column at `place`; audiences whose numbers are not known yet come last.
fn sort(rows: &mut [&Saved], (place, descending): (usize, bool), work: &AudienceWork) {
    if place == 0 {
        rows.sort_by_cached_key(|s| s.audience.name.to_lowercase());
        if descending {
            rows.reverse();
        }
        return;
    }
    let number = |saved: &&Saved| {
        let live = matches!(work.status(&saved.audience), Status::Live(_));
        let (at, _) = work.meaning(&saved.audience).filter(|_| live)?;
        Some(match place {
            2 => at.people as f64,
            3 => at.rate,
            _ => at.lift,
        })
    };
    let sign = if descending { -1.0 } else { 1.0 };
    let key = |saved: &&Saved| number(saved).map_or(f64::INFINITY, |n| sign * n);
    rows.sort_by(|a, b| key(a).total_cmp(&key(b)));
}

/// When the file that changed last did so, seconds since 1970; 0 where no file says.
fn newest_file(state: &State) -> i64 {
    let files = state.project().files.iter();
    let stamps = files.filter_map(|file| state.session.found.file(&file.path)?.stamp);
    stamps.map(|stamp| stamp.modified / 1000).max().unwrap_or(0)
}

fn audience(
    row: &mut Row<'_, '_, '_>,
    (work, newest): (&AudienceWork, i64),
    saved: &Saved,
    (wide, rated, aimed): (bool, bool, bool),
    view: &mut View,
    actions: &mut Actions,
) {
    let audience = &saved.audience;
    match &mut view.rename {
        Some((id, name)) if *id == audience.id => {
            let done = row.cell(|ui| {
                let field = TextField::new(t!("list-new-name")).compact().show(ui, name);
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
                    actions.decide_audience(id, message!("list-undo-rename"), |a| a.name = name);
                }
            }
        }
        _ => name(row, audience),
    }
    if aimed {
        row.dim(audience.target_words());
    }
    let status = work.status(audience);
    let found = work.meaning(audience).filter(|_| matches!(status, Status::Live(_)));
    match found {
        Some((at, _)) => {
            row.text(format::count(at.people as u64));
            if rated {
                row.text(format::percent(at.rate));
                row.text(t!("list-times", times = decimal(at.lift, 1)));
            }
        }
        None => (0..if rated { 3 } else { 1 }).for_each(|_| row.dim("–")),
    }
    let live = matches!(status, Status::Live(_));
    let other = saved.made_of_another().filter(|_| live);
    let older = saved.made.as_ref().filter(|made| live && newest > made.at);
    row.cell(|ui| match (other, older) {
        (Some(made), _) => {
            let about = t!("list-changed-about", made = when(made.at), people = made.people);
            badge(ui, Tone::Warn, t!("list-changed")).on_hover_text(about);
        }
        (None, Some(made)) => {
            let about = t!("list-newer-about", made = when(made.at));
            badge(ui, Tone::Warn, t!("list-newer")).on_hover_text(about);
        }
        (None, None) => badge_of(ui, &status),
    });
    if wide {
        match (&status, &saved.made) {
            (Status::NeedsData(_), _) => row.dim(t!("list-waits")),
            (Status::Failed(_), _) => row.dim(t!("list-see-why")),
            (_, Some(made)) => {
                row.cell(|ui| {
                    let words = Text::dim(when(made.at)).truncate().show(ui);
                    words.on_hover_text(made.folder.display().to_string());
                });
            }
            (_, None) => row.dim("–"),
        }
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
    if let Some(why) = status.why() {
        response.on_hover_text(why);
    }
}

/// The name, with tags behind it and the note on hover.
fn name(row: &mut Row<'_, '_, '_>, audience: &Audience) {
    row.cell(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let room = ui.available_width();
        let wide: f32 = audience.tags.iter().map(|t| badge_size(ui, t).x + space::S).sum();
        let shown = wide < room * 0.6;
        ui.scope(|ui| {
            ui.set_max_width(if shown { room - wide } else { room });
            let response = Text::body(&audience.name).truncate().show(ui);
            let tags = audience.tags.join(", ");
            let about = [tags.as_str(), audience.note.as_str()].map(str::trim);
            let about: Vec<&str> = about.into_iter().filter(|t| !t.is_empty()).collect();
            if !about.is_empty() {
                response.on_hover_text(about.join("\n"));
            }
        });
        for tag in audience.tags.iter().filter(|_| shown) {
            badge(ui, Tone::Neutral, tag);
        }
    });
}

fn more(ui: &mut Ui, audience: &Audience, view: &mut View, actions: &mut Actions) {
    let name = t!("list-more", name = &audience.name);
    let button = Button::icon_only(Icon::More, name).show(ui);
    let id = audience.id;
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClick).show(|ui| {
        ui.set_min_width(150.0);
        let item = |ui: &mut Ui, icon: Icon, words: &str| {
            Button::ghost(words).icon(icon).show(ui).clicked()
        };
        if item(ui, Icon::Right, t!("list-open")) {
            actions.go(Screen::Builder(id));
        }
        if item(ui, Icon::Edit, t!("list-rename")) {
            view.rename = Some((id, audience.name.clone()));
        }
        if item(ui, Icon::File, t!("list-details")) {
            view.open = Panel::Details(details::View::new(audience));
        }
        if item(ui, Icon::Copy, t!("list-duplicate")) {
            actions.push(Action::Duplicate(id));
        }
        if item(ui, Icon::Refresh, t!("list-refresh")) {
            actions.push(Action::Refresh(id));
            view.open = Panel::Changes(id);
        }
        if item(ui, Icon::Target, t!("list-measure")) {
            actions.push(Action::Measure(id, Window::default()));
            view.open = Panel::Campaign(measure::View::new(id));
        }
        if item(ui, Icon::Download, t!("list-destinations")) {
            actions.go(Screen::Destinations(id));
        }
        if item(ui, Icon::Delete, t!("list-delete")) {
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
