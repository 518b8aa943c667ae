//! How the audience splits by a trait or a column that the person chooses.

use egui::Ui;

use super::view::Shown;
use crate::app::theme::{Theme, space};
use crate::app::widgets::{Card, Select, SelectItem, Text, card_title, format};
use crate::app::{Action, Actions};
use crate::audience::{BreakdownBy, BreakdownPart};
use crate::base::language::t;

/// The card.
pub(super) fn card(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let Some(entry) = shown.work.entry(shown.id()) else { return };
    let by = choices(shown);
    let Some(split) = entry.insights.split().filter(|_| !by.is_empty()) else { return };
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        if !shown.fresh {
            ui.set_opacity(0.4);
        }
        card_title(ui, t!("builder-split"), |_| {});
        let chosen = by.iter().position(|by| *by == split.by);
        let answer = Select::new(t!("builder-split-by")).show(ui, chosen, by.len(), |i| {
            let kind = match &by[i] {
                BreakdownBy::Trait(_) => t!("builder-split-trait"),
                BreakdownBy::Column(_) => t!("builder-split-touched"),
            };
            SelectItem::new(by[i].name()).note(kind)
        });
        if let Some(i) = answer.chosen {
            actions.push(Action::BreakdownBy(shown.id(), by[i].clone()));
        }
        let everyone = shown.eligible().max(1);
        let all = split.people.max(1);
        for part in &split.split.parts {
            row(ui, part, all, everyone);
        }
        if split.split.unknown.everyone > 0 {
            row(ui, &split.split.unknown, all, everyone);
        }
        let mut words = vec![t!("builder-split-mark").to_owned()];
        if split.split.further > 0 {
            words.insert(0, t!("builder-split-more", values = split.split.further));
        }
        if matches!(split.by, BreakdownBy::Column(_)) {
            words.push(t!("builder-split-several").to_owned());
        }
        Text::small(words.join(" ")).wrap().show(ui);
    });
}

/// Traits, then columns.
fn choices(shown: &Shown<'_>) -> Vec<BreakdownBy> {
    let traits = shown.work.traits().unwrap_or_default();
    let traits = traits.iter().map(|t| BreakdownBy::Trait(t.name.clone()));
    let columns = shown.history.columns.iter().map(|c| BreakdownBy::Column(c.name.clone()));
    traits.chain(columns).collect()
}

fn row(ui: &mut Ui, part: &BreakdownPart, all: usize, everyone: usize) {
    let (mine, theirs) =
        (part.audience as f64 / all as f64, part.everyone as f64 / everyone as f64);
    let theme = Theme::of(ui.ctx());
    let size = egui::vec2(ui.available_width(), 26.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    let rate = part.expected / part.audience.max(1) as f64;
    let words = t!(
        "builder-split-part",
        part = &part.name,
        share = format::percent(mine),
        people = part.audience,
        everyone = format::percent(theirs),
        rate = format::percent(rate)
    );
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
    let number = format::percent(mine);
    let number =
        ui.painter().layout_no_wrap(number, crate::app::theme::font::small_medium(), theme.text);
    let room = rect.width() - number.size().x - space::S;
    let font = crate::app::theme::font::small();
    let name = crate::app::widgets::one_line(ui, &part.name, font, theme.text, room);
    ui.painter().galley(rect.left_top(), name, theme.text);
    let right = rect.right() - number.size().x;
    ui.painter().galley(egui::pos2(right, rect.top()), number, theme.text);
    let bar = egui::Rect::from_min_max(egui::pos2(rect.left(), rect.bottom() - 6.0), rect.max);
    ui.painter().rect_filled(bar, 2.0, theme.sunken);
    let mut filled = bar;
    filled.set_width(bar.width() * mine.min(1.0) as f32);
    ui.painter().rect_filled(filled, 2.0, theme.accent);
    let mark = bar.left() + bar.width() * theirs.min(1.0) as f32;
    ui.painter().vline(mark, bar.expand(1.0).y_range(), egui::Stroke::new(2.0, theme.text));
    response.on_hover_text(words);
}
