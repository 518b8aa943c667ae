//! What a refresh changed, in a dialog.

use egui::{Context, Ui};

use crate::app::tasks::refresh::{Changes, Refreshed};
use crate::app::theme::space;
use crate::app::widgets::{Banner, Column, Dialog, Table, Text, Work, format, loading_compact};
use crate::app::{Action, Actions, Job, State};
use crate::audience::About;
use crate::base::language::t;
use crate::base::words::{decimal, when};

/// Draws it; false when the person closed it.
pub(super) fn show(ctx: &Context, state: &State, id: u64, actions: &mut Actions) -> bool {
    let Some(saved) = state.project().audience(id) else { return false };
    let title = t!("list-refresh-title", name = &saved.audience.name);
    let mut cancelled = false;
    let (_, closed) = Dialog::new(&title).width(540.0).show(ctx, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        match state.session.refresh.of(id) {
            None | Some(Refreshed::Running) => {
                let work = Work { title: t!("list-refresh-running").into(), ..Work::default() };
                cancelled = loading_compact(ui, &work);
            }
            Some(Refreshed::Failed(why)) => {
                Banner::warn(t!("list-refresh-failed")).text(why).show(ui, |_| {});
            }
            Some(Refreshed::Done(changes)) => done(ui, changes),
        }
    });
    if cancelled {
        actions.push(Action::Cancel(Job::Refresh(id)));
    }
    !(closed || cancelled)
}

fn done(ui: &mut Ui, changes: &Changes) {
    for note in &changes.notes {
        Banner::warn(note.to_string()).show(ui, |_| {});
    }
    let Some((before, people)) = &changes.before else {
        Text::body(t!("list-refresh-first", people = changes.people)).wrap().show(ui);
        return;
    };
    Text::body(sentence(changes, before)).wrap().selectable().show(ui);
    if changes.now.asks_for_other_than(before) {
        let words = t!("list-refresh-definition", definition = &before.definition);
        Text::dim(words).wrap().show(ui);
    }
    let rows = rows(before, *people, &changes.now, changes.people);
    let head = vec![
        Column::text(""),
        Column::text(when(before.at)).exact(140.0),
        Column::text(t!("list-refresh-now")).exact(140.0),
    ];
    Table::new("changes", head).show(ui, rows.len(), |cells, row| {
        let (name, before, now) = &rows[row];
        cells.dim(*name);
        cells.text(before);
        cells.text(now);
    });
    if !changes.compared.came.is_empty() || !changes.compared.left.is_empty() {
        Text::small(t!("list-refresh-write")).show(ui);
    }
}

/// "Since 3 Oct 2026, 34 people came and 20 left; 410 stayed."
fn sentence(changes: &Changes, before: &About) -> String {
    let compared = &changes.compared;
    let (came, left) = (compared.came.len(), compared.left.len());
    let (stayed, since) = (compared.stayed, when(before.at));
    if (came, left, compared.gone) == (0, 0, 0) {
        return t!("list-refresh-same", since = since, people = stayed);
    }
    let words =
        t!("list-refresh-changed", since = since, came = came, left = left, stayed = stayed);
    match compared.gone {
        0 => words,
        gone => t!("list-refresh-gone", changes = words, people = gone),
    }
}

fn rows(
    before: &About,
    people: usize,
    now: &About,
    people_now: usize,
) -> Vec<(&'static str, String, String)> {
    let quality = |about: &About| {
        about.grade.map_or(t!("list-refresh-not-measured"), |g| g.word()).to_owned()
    };
    let auc = |about: &About| about.auc.map_or("–".to_owned(), |auc| decimal(auc, 3));
    let day = |about: &About| crate::base::words::day(about.as_of.saturating_sub(1) * 1000);
    let of = |name, f: &dyn Fn(&About) -> String| (name, f(before), f(now));
    vec![
        (t!("list-people"), format::count(people as u64), format::count(people_now as u64)),
        of(t!("list-refresh-rate"), &|a| format::percent(a.rate)),
        of(t!("list-refresh-lift"), &|a| decimal(a.lift, 1)),
        of(t!("list-refresh-quality"), &quality),
        of(t!("list-refresh-auc"), &auc),
        of(t!("list-refresh-data"), &day),
    ]
}
