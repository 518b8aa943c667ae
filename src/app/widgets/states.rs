//! What stands where there is nothing yet: empty states and work in progress.

use std::time::Duration;

use egui::{Align, Layout, Ui, vec2};

use super::{Button, Text, format, one_line, progress_bar};
use crate::app::theme::{Icon, Theme, font, space};
use crate::base::language::t;
use crate::base::words::{self, within_sentence};

/// An empty place: what belongs here, and what to do next.
pub fn empty<R>(
    ui: &mut Ui,
    icon: Icon,
    title: &str,
    text: &str,
    actions: impl FnOnce(&mut Ui) -> R,
) -> R {
    let theme = Theme::of(ui.ctx());
    ui.vertical_centered(|ui| {
        ui.add_space(space::XL);
        ui.add(icon.image(28.0, theme.faint));
        ui.add_space(space::XS);
        Text::strong(title).show(ui);
        ui.scope(|ui| {
            ui.set_max_width(460.0_f32.min(ui.available_width()));
            Text::dim(text).wrap().show(ui);
        });
        ui.add_space(space::S);
        let inner = centered_row(ui, title, actions);
        ui.add_space(space::XL);
        inner
    })
    .inner
}

/// A row in the middle; its width is known from the frame before.
pub(crate) fn centered_row<R>(ui: &mut Ui, salt: &str, row: impl FnOnce(&mut Ui) -> R) -> R {
    let id = ui.scope_id().with(("centered", salt));
    let known: Option<f32> = ui.ctx().data(|d| d.get_temp(id));
    let wide = known.unwrap_or(0.0).min(ui.available_width());
    let layout = Layout::left_to_right(Align::Center);
    let inner = ui.allocate_ui_with_layout(vec2(wide, 0.0), layout, row);
    let used = inner.response.rect.width();
    if known.is_none_or(|k| (k - used).abs() > 0.5) {
        ui.ctx().data_mut(|d| d.insert_temp(id, used));
        ui.ctx().request_repaint();
    }
    inner.inner
}

/// Work in progress, as a watcher sees it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Work {
    /// What is being done: "Reading orders.csv".
    pub title: String,
    /// How far, 0 to 1, when that is known.
    pub share: Option<f32>,
    /// What was done so far: "12 MB of 80 MB", "1,204,000 rows".
    pub detail: Vec<String>,
    /// Time left, when there is a pace to speak of.
    pub left: Option<Duration>,
}

impl Work {
    /// "12 MB of 80 MB · 1,204,000 rows · 3 s left".
    pub fn sentence(&self) -> String {
        let left = self.left.map(|left| t!("controls-left", time = format::duration(left)));
        self.detail.iter().cloned().chain(left).collect::<Vec<_>>().join(" · ")
    }
}

/// Work in progress where its result will stand; true when the person cancels.
#[must_use = "the person may cancel it"]
pub fn loading(ui: &mut Ui, work: &Work) -> bool {
    let mut cancel = false;
    super::spread(
        ui,
        |ui| Text::medium(&work.title).truncate().show(ui),
        |ui| {
            let name = t!("controls-cancel-work", work = within_sentence(&work.title));
            cancel =
                Button::secondary(t!("controls-cancel")).compact().named(name).show(ui).clicked();
        },
    );
    progress_bar(ui, &work.title, work.share);
    // A line is kept free before there is anything to say, so that nothing jumps.
    let sentence = work.sentence();
    Text::small(if sentence.is_empty() { " ".to_owned() } else { sentence }).truncate().show(ui);
    cancel
}

/// Work in progress without a cancel of its own: the bar on top has one.
pub fn under_way(ui: &mut Ui, work: &Work) {
    Text::medium(&work.title).show(ui);
    progress_bar(ui, &work.title, work.share);
    Text::small(work.sentence()).show(ui);
}

/// The time that takes most room among those that work usually needs.
const WIDEST: Duration = Duration::from_secs(58);

/// "Reading orders.csv · 40% · 3 s left".
fn one_line_of(work: &Work) -> String {
    let share = work.share.map(|share| words::percent(100.0 * f64::from(share), 0));
    let left = work.left.map(|left| t!("controls-left", time = format::duration(left)));
    let parts = std::iter::once(work.title.clone()).chain(share).chain(left);
    parts.collect::<Vec<_>>().join(" · ")
}

/// Work in progress on one line of a bar; true when the person cancels.
#[must_use = "the person may cancel it"]
pub fn loading_compact(ui: &mut Ui, work: &Work) -> bool {
    let theme = Theme::of(ui.ctx());
    let words = one_line_of(work);
    // As wide as the line becomes, so that "Cancel" stays where it is while the numbers change.
    let (share, left) = (Some(1.0), Some(WIDEST));
    let widest = one_line_of(&Work { share, left, title: work.title.clone(), detail: Vec::new() });
    let widest = one_line(ui, &widest, font::small(), theme.accent, f32::INFINITY).size().x;
    let mut cancel = false;
    // Beside the bar's own part and "Cancel".
    let most = (ui.available_width() - 140.0).clamp(40.0, 300.0);
    egui::Frame::new()
        .fill(theme.accent_soft)
        .corner_radius(crate::app::theme::radius::CONTROL)
        .inner_margin(egui::Margin::symmetric(8, 0))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.set_height(24.0);
                ui.scope(|ui| {
                    ui.set_width(48.0);
                    ui.centered_and_justified(|ui| progress_bar(ui, &work.title, work.share));
                });
                ui.scope(|ui| {
                    ui.set_max_width(most);
                    ui.set_min_width(widest.min(most).ceil());
                    let line = Text::small(words).color(|t| t.accent).truncate().show(ui);
                    line.on_hover_text(work.sentence());
                });
                let name = t!("controls-cancel-work", work = within_sentence(&work.title));
                cancel = Button::link(t!("controls-cancel")).named(name).show(ui).clicked();
            });
        });
    cancel
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::app::tests::harness;

    #[test]
    fn cancel_stays_where_it_is_while_numbers_change() {
        let draw = |ui: &mut Ui, work: &mut Work| {
            ui.set_width(900.0);
            ui.horizontal(|ui| _ = loading_compact(ui, work));
        };
        let work = |share: f32, left: Option<u64>| Work {
            title: "Reading orders.csv".into(),
            share: Some(share),
            detail: Vec::new(),
            left: left.map(Duration::from_secs),
        };
        let mut shown = harness::builder(egui::Theme::Light).build_ui_state(draw, work(0.01, None));
        let mut places = Vec::new();
        for now in [work(0.01, None), work(0.4, Some(58)), work(1.0, Some(3))] {
            *shown.state_mut() = now;
            shown.run_steps(3);
            places.push(shown.get_by_label_contains("Cancel").rect().left());
        }
        assert!(places.windows(2).all(|two| two[0] == two[1]), "{places:?}");
    }
}
