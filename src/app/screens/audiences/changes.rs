//! What a refresh changed, in a dialog.

use egui::{Context, Ui};

use crate::app::State;
use crate::app::tasks::refresh::{Changes, Refreshed};
use crate::app::theme::space;
use crate::app::widgets::{Banner, Column, Dialog, Table, Text, Work, format, loading_compact};
use crate::audience::About;
use crate::base::words::when;

/// Draws it; false when the person closed it.
pub(super) fn show(ctx: &Context, state: &State, id: u64) -> bool {
    let Some(saved) = state.project().audience(id) else { return false };
    let title = format!("Refresh of {}", saved.audience.name);
    let (_, closed) = Dialog::new(&title).width(540.0).show(ctx, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        match state.session.refresh.of(id) {
            None | Some(Refreshed::Running) => {
                let work = Work { title: "Finding its people anew".into(), ..Work::default() };
                loading_compact(ui, &work);
            }
            Some(Refreshed::Failed(why)) => {
                Banner::warn("It has no people now").text(why).show(ui, |_| {});
            }
            Some(Refreshed::Done(changes)) => done(ui, changes),
        }
    });
    !closed
}

fn done(ui: &mut Ui, changes: &Changes) {
    for note in &changes.notes {
        Banner::warn(note).show(ui, |_| {});
    }
    let Some((before, people)) = &changes.before else {
        let words = format!(
            "{} are in. From now on a refresh shows who joined and left (no IDs are kept).",
            format::people(changes.people as u64)
        );
        Text::body(words).wrap().show(ui);
        return;
    };
    Text::body(sentence(changes, before)).wrap().selectable().show(ui);
    if before.definition != changes.now.definition {
        let words = format!("The definition is not the same as then: “{}”", before.definition);
        Text::dim(words).wrap().show(ui);
    }
    let rows = rows(before, *people, &changes.now, changes.people);
    let head = vec![
        Column::text(""),
        Column::text(when(before.at)).exact(140.0),
        Column::text("Now").exact(140.0),
    ];
    Table::new("changes", head).show(ui, rows.len(), |cells, row| {
        let (name, before, now) = &rows[row];
        cells.dim(*name);
        cells.text(before);
        cells.text(now);
    });
    if !changes.compared.came.is_empty() || !changes.compared.left.is_empty() {
        let words = "Create the lists again to get these people.";
        Text::small(words).show(ui);
    }
}

/// "Since 3 Oct 2026, 34 people came and 20 left; 410 stayed."
fn sentence(changes: &Changes, before: &About) -> String {
    let compared = &changes.compared;
    let (came, left) = (compared.came.len() as u64, compared.left.len() as u64);
    let stayed = format::count(compared.stayed as u64);
    let since = when(before.at);
    let gone = match compared.gone as u64 {
        0 => String::new(),
        1 => " 1 more is not in the data any more.".into(),
        gone => format!(" {} more are not in the data any more.", format::count(gone)),
    };
    if (came, left, gone.is_empty()) == (0, 0, true) {
        return format!("Since {since}, nothing changed: the same {stayed} people are in.");
    }
    format!(
        "Since {since}, {} came and {} left; {stayed} stayed.{gone}",
        format::people(came),
        format::count(left)
    )
}

fn rows(
    before: &About,
    people: usize,
    now: &About,
    people_now: usize,
) -> Vec<(&'static str, String, String)> {
    let quality = |about: &About| about.grade.map_or("not measured", |g| g.word()).to_owned();
    let auc = |about: &About| about.auc.map_or("–".to_owned(), |auc| format!("{auc:.3}"));
    let day = |about: &About| crate::base::words::day(about.as_of.saturating_sub(1) * 1000);
    let of = |name, f: &dyn Fn(&About) -> String| (name, f(before), f(now));
    vec![
        ("People", format::count(people as u64), format::count(people_now as u64)),
        of("Expected to engage", &|a| format::percent(a.rate)),
        of("Times the average", &|a| format!("{:.1}", a.lift)),
        of("Quality", &quality),
        of("Area under the curve", &auc),
        of("Data up to", &day),
    ]
}
